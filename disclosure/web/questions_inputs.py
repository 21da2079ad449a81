"""Words, days and times as people type them, turned into what a fact may hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from disclosure.casefile.values import clean_text
from disclosure.facts.civil import AmbiguousTimeError, at_clock, typed_clock, typed_day
from disclosure.facts.instants import aware
from disclosure.facts.versions import Value
from disclosure.problems import ValueRefusedError
from disclosure.web.forms import SelectChoice as Option

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time
    from zoneinfo import ZoneInfo

    from wtforms import Field

Typed = dict[str, object]
"""What a form shows in its fields, by name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """With what a form is read.

    Attributes:
        now: The present instant, aware.
        zone: The zone whose clock the times were read from.
    """

    now: datetime
    zone: ZoneInfo


class Open:
    """The answer that nobody can say yet."""


OPEN = Open()
Read = Value | Open | None


def options(pairs: Iterable[tuple[str, str]]) -> list[Option]:
    """Give options as a field takes them, from pairs of a value and its words."""
    return [Option(value, words) for value, words in pairs]


def refuse(field: Field, wrong: str, allowed: str = "") -> None:
    """Put a sentence beside a field."""
    field.errors = [*field.errors, f"{wrong} {allowed}".strip()]


def typed(field: Field) -> str:
    """Give what was typed into a field, without the space around it."""
    return str(field.data or "").strip()


def read_text(field: Field) -> str | None:
    """Read plain words; what is refused is said beside the field."""
    text = typed(field).replace("\r\n", "\n")
    if not text:
        return None
    try:
        return clean_text(text)
    except ValueRefusedError as refused:
        refuse(field, refused.wrong, refused.allowed)
        return None


def read_day(field: Field) -> date | None:
    """Read a day; `2026-11-20` and `20/11/2026` are understood."""
    text = typed(field)
    if not text:
        refuse(field, "The date is missing.", "Give the day.")
        return None
    try:
        return typed_day(text)
    except ValueRefusedError as refused:
        refuse(field, refused.wrong, refused.allowed)
        return None


def read_clock(field: Field) -> time | None:
    """Read a time of day; `09:10`, `9.10` and `0910` are understood."""
    text = typed(field)
    if not text:
        refuse(field, "The time is missing.", "Give it, or say that only the day is known.")
        return None
    try:
        return typed_clock(text)
    except ValueRefusedError as refused:
        refuse(field, refused.wrong, refused.allowed)
        return None


def read_moment(
    day: Field, clock: Field, reading: Reading, *, second: bool | None = None
) -> datetime | None:
    """Read a date and a time as one instant.

    Raises:
        AmbiguousTimeError: The clock showed it twice and `second` is not said.
    """
    on, at = read_day(day), read_clock(clock)
    if on is None or at is None:
        return None
    try:
        return at_clock(on, at, reading.zone, second=second)
    except AmbiguousTimeError:
        raise
    except ValueRefusedError as refused:
        refuse(clock, refused.wrong, refused.allowed)
        return None


def read_optional_moment(day: Field, clock: Field, reading: Reading) -> datetime | None:
    """Read a date and a time that may both be left empty; of a doubled hour, the first."""
    if not typed(day) and not typed(clock):
        return None
    return read_moment(day, clock, reading, second=False)


def read_shown_now(field: Field) -> datetime | None:
    """Read the instant that a page showed as now; None where somebody tampered with it."""
    try:
        return aware(datetime.fromisoformat(typed(field))).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def shown_moment(moment: datetime | None, zone: ZoneInfo) -> tuple[str, str]:
    """Give the date and the time that stand for an instant in two fields."""
    if moment is None:
        return "", ""
    local = moment.astimezone(zone)
    return f"{local.day}/{local.month}/{local.year}", f"{local:%H:%M}"

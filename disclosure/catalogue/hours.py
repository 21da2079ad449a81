"""Loads the hours of the market and of the service that carries announcements to it."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from disclosure.catalogue.formats import Mark, Schema, Text
from disclosure.catalogue.vocabulary import twice
from disclosure.files import FileModel, load
from disclosure.law.hours import Hours, Phase, ShortDay
from disclosure.problems import Problem, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from disclosure.law.calendars import Calendar

NAME = "forms/hours.toml"
FEAST = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class PhaseFormat(FileModel):
    """A part of a working day."""

    title: Text
    start: time = Field(alias="from")
    until: time
    confidence: Mark


class ShortDayFormat(FileModel):
    """A working day that ends early; without `until` nobody has said when."""

    before: Text
    until: time | None = None
    confidence: Mark
    note: Text


class HoursFormat(FileModel):
    """The hours of one service."""

    id: Text
    title: Text
    calendar: Text
    advice: Text
    cite: Text
    source: Text
    checked_on: date
    phases: Annotated[list[PhaseFormat], Field(min_length=1)]
    short_days: list[ShortDayFormat] = Field(default=[])


class HoursFile(FileModel):
    """`hours.toml`."""

    schema_: Schema = Field(alias="schema")
    hours: list[HoursFormat]


def load_hours(
    path: Path, calendars: Mapping[str, Calendar], problems: list[Problem]
) -> dict[str, Hours]:
    """Read the hours; whatever is wrong is added to the list."""
    loaded = load(HoursFile, path, NAME)
    if isinstance(loaded, list):
        problems += loaded
        return {}
    twice(problems, NAME, "hours", [form.id for form in loaded.hours])
    found = [p for n, form in enumerate(loaded.hours) for p in _wrong(form, n, calendars)]
    problems += found
    return {} if found else {form.id: _hours(form) for form in loaded.hours}


def _wrong(form: HoursFormat, number: int, calendars: Mapping[str, Calendar]) -> Iterator[Problem]:
    at = f"hours[{number}]"
    if form.calendar not in calendars:
        wrong = f"There is no calendar '{form.calendar}'."
        yield Problem(NAME, f"{at}.calendar", wrong, one_of(tuple(calendars)))
    for n, phase in enumerate(form.phases):
        if phase.until <= phase.start:
            wrong = f"The part of the day ends at {phase.until:%H:%M}, before it begins."
            yield Problem(NAME, f"{at}.phases[{n}].until", wrong, "Mend the times.")
        if n and phase.start != form.phases[n - 1].until:
            wrong = "The part of the day does not begin where the one before it ends."
            yield Problem(NAME, f"{at}.phases[{n}].from", wrong, "Leave no gap and no overlap.")
    for n, short in enumerate(form.short_days):
        if not FEAST.fullmatch(short.before):
            wrong = f"'{short.before}' is no day of the year."
            yield Problem(NAME, f"{at}.short_days[{n}].before", wrong, 'Write "12-25".')


def _hours(form: HoursFormat) -> Hours:
    return Hours(
        id=form.id,
        title=form.title,
        calendar=form.calendar,
        phases=tuple(Phase(p.title, p.start, p.until, p.confidence) for p in form.phases),
        short_days=tuple(
            ShortDay(int(s.before[:2]), int(s.before[3:]), s.until, s.confidence, s.note)
            for s in form.short_days
        ),
        advice=form.advice,
        cite=form.cite,
        source=form.source,
        checked_on=form.checked_on,
    )

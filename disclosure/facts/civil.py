"""Civil times: what a clock on the wall showed, turned into the one instant it names."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from disclosure.facts.instants import (
    DAY_PARTS,
    EARLIEST_YEAR,
    LATEST_YEAR,
    When,
    clock,
    full_date,
)
from disclosure.problems import ValueRefusedError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

WHOLE_DAY = "whole day"
PARTS = {WHOLE_DAY: (time(0), time(0))} | {name: ends for ends, name in DAY_PARTS.items()}
"""The parts of a day that can be named, with their ends on the clock."""


class AmbiguousTimeError(ValueRefusedError):
    """The clock showed this time twice, and it is not said which of the two is meant."""


def zone_words(zone: ZoneInfo) -> str:
    """Name a civil zone for a reader: 'London time'."""
    return f"{zone.key.rpartition('/')[2].replace('_', ' ')} time"


def at_clock(day: date, at: time, zone: ZoneInfo, *, second: bool | None = None) -> datetime:
    """Give the instant, in UTC, at which a clock of the zone showed a time.

    Args:
        day: The day.
        at: The time on the clock.
        zone: Where the clock hangs.
        second: For the hour that comes twice in autumn: whether the second one is meant.

    Raises:
        AmbiguousTimeError: The time came twice and `second` is not said.
        ValueRefusedError: There is no such time, or the year cannot be meant.
    """
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        allowed = f"Give a year from {EARLIEST_YEAR} to {LATEST_YEAR}."
        raise ValueRefusedError(f"The year {day.year} cannot be meant.", allowed)
    first = datetime.combine(day, at, zone)
    again = first.replace(fold=1)
    if first.utcoffset() == again.utcoffset():
        return first.astimezone(UTC)
    words = f"{clock(first)} on {full_date(first)}"
    if _shown(first, zone) != first.replace(tzinfo=None):
        wrong = f"This time does not exist: the clocks go forward over {words}."
        raise ValueRefusedError(wrong, "Give the time a clock showed, before or after that.")
    if second is None:
        wrong = f"The clocks go back, and {words} comes twice."
        raise AmbiguousTimeError(wrong, "Say whether the first or the second is meant.")
    return (again if second else first).astimezone(UTC)


def _shown(moment: datetime, zone: ZoneInfo) -> datetime:
    """Give what the clock really shows at the instant a written time leads to."""
    return moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None)


def comes_twice(day: date, at: time, zone: ZoneInfo) -> bool:
    """Say whether the clock of a zone shows a time twice on a day."""
    try:
        at_clock(day, at, zone)
    except AmbiguousTimeError:
        return True
    except ValueRefusedError:
        return False
    return False


def part_of_day(day: date, part: str, zone: ZoneInfo) -> When:
    """Give a day, or a part of it, as the span it covers, to its last second.

    Raises:
        ValueRefusedError: The year cannot be meant.
    """
    starts, ends = PARTS[part]
    earliest = at_clock(day, starts, zone)
    last_day = day + timedelta(days=1) if ends == time(0) else day
    latest = at_clock(last_day, ends, zone) - timedelta(seconds=1)
    return When(earliest, latest)


# ---- As people type them -------------------------------------------------------------------

TYPED_DAY = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
TYPED_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)(?::[0-5]\d)?")


def typed_day(text: str) -> date:
    """Read a day as people here write it, `22/4/2025`, or as machines do, `2025-04-22`.

    Raises:
        ValueRefusedError: There is no such day.
    """
    found = TYPED_DAY.fullmatch(text.strip())
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text.strip())
    except ValueError:
        wrong = "There is no such date."
        raise ValueRefusedError(wrong, "Write day, month, year: 22/4/2025.") from None


def typed_clock(text: str) -> time:
    """Read a time of day: `09:10`, `9.10` and `0910` are understood.

    Raises:
        ValueRefusedError: There is no such time.
    """
    found = TYPED_CLOCK.fullmatch(text.strip())
    if not found:
        raise ValueRefusedError("There is no such time.", "Write hours and minutes: 14:05.")
    return time(int(found[1]), int(found[2]))

"""The line of time beneath a timeline: days, nights and hours of the civil clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from disclosure.facts.instants import day
from disclosure.law.calendars import SATURDAY, days_between, holidays_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from zoneinfo import ZoneInfo

    from disclosure.law.calendars import Calendar

NIGHT_FROM, NIGHT_TO = time(20), time(6)
TICKS = (time(0), time(6), time(12), time(18))


@dataclass(frozen=True, slots=True)
class Day:
    """A civil day, or the part of it that is shown; `note` names a weekend or a holiday.

    Attributes:
        places: Where a bank holiday holds.
    """

    on: date
    starts_at: datetime
    ends_at: datetime
    note: str = ""
    places: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Give the day: 'Sat 19 April'."""
        noon = datetime.combine(self.on, time(12), UTC)
        return f"{noon:%a} {day(noon)}"


@dataclass(frozen=True, slots=True)
class Span:
    """From one instant to another."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class ClockChange:
    """The instant at which the civil clock is put forward or back."""

    at: datetime
    words: str


def _dates(start: datetime, end: datetime, zone: ZoneInfo) -> tuple[date, ...]:
    last = end - timedelta.resolution
    return days_between(start.astimezone(zone).date(), last.astimezone(zone).date())


def _local(on: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, at, zone).astimezone(UTC)


def days_of(
    start: datetime, end: datetime, zone: ZoneInfo, calendars: Mapping[str, Calendar]
) -> Iterator[Day]:
    """Give the days, cut to the window, with what is special about them."""
    dates = _dates(start, end, zone)
    holidays = {on: (name, places) for on, name, places in holidays_between(calendars, dates)}
    for on in dates:
        name, places = holidays.get(on, ("", ()))
        weekend = "weekend" if on.weekday() >= SATURDAY else ""
        yield Day(
            on,
            max(start, _local(on, time(0), zone)),
            min(end, _local(on + timedelta(days=1), time(0), zone)),
            f"bank holiday, {name}" if name else weekend,
            places,
        )


def nights_of(
    days: Iterable[Day], start: datetime, end: datetime, zone: ZoneInfo
) -> Iterator[Span]:
    """Give the nights, each from its evening to the next morning, cut to the window."""
    evenings = [shown.on for shown in days]
    for evening in (evenings[0] - timedelta(days=1), *evenings):
        begins = max(start, _local(evening, NIGHT_FROM, zone))
        ends = min(end, _local(evening + timedelta(days=1), NIGHT_TO, zone))
        if begins < ends:
            yield Span(begins, ends)


def ticks_of(
    days: Iterable[Day], start: datetime, end: datetime, zone: ZoneInfo
) -> Iterator[datetime]:
    """Give every sixth hour of the civil clock; around a clock change they lie 5 or 7 apart."""
    for shown in days:
        for at in TICKS:
            tick = _local(shown.on, at, zone)
            if start <= tick <= end:
                yield tick


def changes_between(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[ClockChange]:
    """Give the instants at which the civil clock is put forward or back."""
    hour = timedelta(hours=1)
    at = start
    while at < end:
        before, after = (m.astimezone(zone).utcoffset() for m in (at - hour, at))
        if before is not None and after is not None and before != after and at > start:
            way = "forward" if after > before else "back"
            yield ClockChange(at, f"clocks go {way}")
        at += hour

"""Instants: always aware of their zone, and honest about how precisely they are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
EARLY = "early hours"
DAY_PARTS = {
    (time(0), time(6)): EARLY,
    (time(6), time(12)): "morning",
    (time(12), time(18)): "afternoon",
    (time(18), time(0)): "evening",
}
SATURDAY = 5
SOME_TIME = "some time between "
TWO_DAYS = 2


class NaiveInstantError(ValueError):
    """An instant without an offset: nobody can tell which moment it names."""


def aware(moment: datetime) -> datetime:
    """Give the instant unchanged, or refuse it.

    Raises:
        NaiveInstantError: The instant has no offset.
    """
    if moment.tzinfo is None or moment.utcoffset() is None:
        message = f"{moment.isoformat()} has no offset. Write 2025-04-19T09:10:00+01:00."
        raise NaiveInstantError(message)
    return moment


@dataclass(frozen=True, slots=True)
class When:
    """An instant as precisely as it is known.

    Attributes:
        earliest: The first instant it can be, aware.
        latest: The last instant it can be, aware; equal to `earliest` when the instant is exact.
    """

    earliest: datetime
    latest: datetime

    def __post_init__(self) -> None:
        """Refuse naive instants and an end before its start."""
        aware(self.earliest)
        aware(self.latest)
        if self.latest < self.earliest:
            message = f"latest ({self.latest.isoformat()}) is before earliest."
            raise ValueError(message)

    @classmethod
    def exactly(cls, moment: datetime) -> Self:
        """Give an instant known to the minute or better."""
        return cls(moment, moment)

    @property
    def is_exact(self) -> bool:
        """Say whether the instant is known exactly."""
        return self.earliest == self.latest

    def local(self, zone: ZoneInfo = LONDON) -> tuple[datetime, datetime]:
        """Give both ends in a civil zone."""
        return self.earliest.astimezone(zone), self.latest.astimezone(zone)


def utc(moment: datetime) -> datetime:
    """Give an aware instant in UTC."""
    return aware(moment).astimezone(UTC)


def iso(moment: datetime, zone: ZoneInfo = LONDON) -> str:
    """Give an instant as RFC 3339 text with the civil zone's offset."""
    return aware(moment).astimezone(zone).isoformat(timespec="seconds")


# ---- In words ----------------------------------------------------------------------------


# Names from a table: they do not depend on the language the machine is set to, and an assessment
# puts hundreds of instants in words, which strftime would take most of its time for.
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def clock(moment: datetime) -> str:
    """Give the time of day: 09:10."""
    return f"{moment.hour:02}:{moment.minute:02}"


def sure_clock(moment: datetime) -> str:
    """Give the time of day, and in the hour that comes twice which of the two: 01:20 GMT.

    Args:
        moment: An aware instant in the zone of whoever reads it.
    """
    comes_twice = moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
    # A gap in spring has two offsets as well, but no instant lies in it.
    return f"{clock(moment)} {moment.tzname()}" if comes_twice else clock(moment)


def day(moment: date) -> str:
    """Give the day: 22 April."""
    return f"{moment.day} {MONTHS[moment.month - 1]}"


def full_date(moment: date) -> str:
    """Give the day with its year: 22 April 2025."""
    return f"{day(moment)} {moment.year}"


def weekday(moment: date) -> str:
    """Give the day with its weekday: Tuesday 22 April."""
    return f"{WEEKDAYS[moment.weekday()]} {day(moment)}"


def in_words(moment: datetime, zone: ZoneInfo = LONDON) -> str:
    """Give an instant for an explanation: 'Tue 22 April 2025, 09:10 BST (08:10 UTC)'.

    The UTC part names its day where that differs from the local one.
    """
    universal = utc(moment)
    local = universal.astimezone(zone)
    at = clock(universal)
    if universal.day != local.day:
        at = f"{_short(universal)} {at}"
    return f"{_short(local)} {full_date(local)}, {clock(local)} {local.tzname()} ({at} UTC)"


def _short(moment: date) -> str:
    return WEEKDAYS[moment.weekday()][:3]


def span(when: When, zone: ZoneInfo = LONDON) -> str:
    """Give an instant without a preposition, no more precisely than it is known.

    '09:10 on Saturday 19 April' · 'Saturday 19 April' · 'the morning of Saturday 23 October' ·
    'the weekend of 26 and 27 April' · 'some time between 14:00 on 2 May and 09:00 on 3 May'.
    """
    start, end = when.local(zone)
    if when.is_exact:
        return f"{sure_clock(start)} on {weekday(start)}"
    whole = _whole_days(start, end)
    if whole == 1:
        return weekday(start)
    if whole == TWO_DAYS and start.weekday() == SATURDAY:
        return _weekend(start, end)
    if whole:
        return f"{SOME_TIME}{weekday(start)} and {weekday(_last(end))}"
    part = _part_of_day(start, end)
    if part:
        return f"the {part} of {weekday(start)}"
    first, last = (f"{sure_clock(each)} on {day(each)}" for each in (start, end))
    return f"{SOME_TIME}{first} and {last}"


def on(when: When, zone: ZoneInfo = LONDON) -> str:
    """Give an instant with its preposition: 'on Saturday 19 April', 'at 09:10 on …'."""
    start, end = when.local(zone)
    words = span(when, zone)
    if when.is_exact:
        return f"at {words}"
    whole = _whole_days(start, end)
    if whole == 1:
        return f"on {words}"
    if whole == TWO_DAYS and start.weekday() == SATURDAY:
        return f"over {words}"
    part = _part_of_day(start, end)
    if part and not whole:
        return f"in {words}" if part == EARLY else f"on {words}"
    return words.replace(SOME_TIME, "between ", 1)


def _last(end: datetime) -> datetime:
    """Give an instant on the last day, also when the end is midnight after it."""
    return end - timedelta(seconds=1) if end.time() == time(0) else end


def _whole_days(start: datetime, end: datetime) -> int:
    """Count the whole days a span covers exactly, or give 0."""
    ends_day = end.time() == time(0) or end.time() >= time(23, 59)
    if start.time() != time(0) or not ends_day or end <= start:
        return 0
    return (_last(end).date() - start.date()).days + 1


def _part_of_day(start: datetime, end: datetime) -> str:
    """Name the part of one day a span covers, or give nothing."""
    if _last(end).date() != start.date():
        return ""
    close = _last(end) + timedelta(seconds=60)
    for (first, last), name in DAY_PARTS.items():
        ends = end.time() == last or close.time().replace(second=0, microsecond=0) == last
        if start.time() == first and ends:
            return name
    return ""


def _weekend(start: datetime, end: datetime) -> str:
    last = _last(end)
    first = str(start.day) if last.month == start.month else day(start)
    return f"the weekend of {first} and {day(last)}"

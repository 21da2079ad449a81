"""Opening hours of what an announcement depends on: the market, and the service that carries it.

Hours are known no better than their source. Where a day is known to be short and the hour is not,
the answer is that it is not known, and never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from disclosure.facts.instants import LONDON, clock, in_words
from disclosure.law.confidence import IN_WORDS, Confidence

if TYPE_CHECKING:
    from disclosure.law.calendars import Calendar

LONGEST_CLOSE = 14
"""Days within which everything opens again; a longer search means that a file is wrong."""


class Door(StrEnum):
    """Whether something is open."""

    OPEN = "open"
    CLOSED = "closed"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the day, from its first instant to the one before `until`."""

    title: str
    start: time
    until: time
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ShortDay:
    """The last working day before a feast closes early.

    Attributes:
        month: The month of the feast.
        day: Its day in the month.
        until: When it closes then; None where no source says so.
        note: What is known about it.
    """

    month: int
    day: int
    until: time | None
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of one service on working days.

    Attributes:
        calendar: The calendar of its working days.
        phases: Every part of its day, in order and without gaps; in any of them it is open.
        advice: What to do while it is closed, with the provision.
    """

    id: str
    title: str
    calendar: str
    phases: tuple[Phase, ...]
    short_days: tuple[ShortDay, ...]
    advice: str
    cite: str
    source: str
    checked_on: date
    zone: ZoneInfo = LONDON

    @property
    def opens(self) -> time:
        """Give the time of day at which it opens."""
        return self.phases[0].start

    @property
    def closes(self) -> time:
        """Give the time of day at which it closes on a whole working day."""
        return self.phases[-1].until


@dataclass(frozen=True, slots=True)
class Look:
    """How something stands at an instant.

    Attributes:
        phase: The part of the day, where there is one.
        opens_at: When it next opens for certain, aware; None while it is open.
        closes_at: When it closes, aware; None while closed, or where that is not known.
        confidence: How well this is supported.
        because: Why it is so, in a sentence.
    """

    door: Door
    phase: str
    opens_at: datetime | None
    closes_at: datetime | None
    confidence: Confidence
    because: str


def look(hours: Hours, calendar: Calendar, at: datetime) -> Look:
    """Say whether something is open at an instant.

    Args:
        hours: Its hours.
        calendar: The calendar of its working days.
        at: The instant, aware.

    Raises:
        CalendarEndsError: The day lies outside what the calendar knows.
    """
    local = at.astimezone(hours.zone)
    if not calendar.is_working_day(local.date()):
        name = calendar.days.get(local.date())
        because = f"{name} is no working day in {calendar.title}." if name else "It is a weekend."
        return _closed(hours, calendar, at, because)
    short = short_day(hours, calendar, local.date())
    phase = _phase(hours, local.time())
    if phase is None:
        words = f"It is open from {hours.opens:%H:%M} to {hours.closes:%H:%M}."
        return _closed(hours, calendar, at, words)
    if short is None:
        closes = datetime.combine(local.date(), hours.closes, hours.zone)
        return Look(Door.OPEN, phase.title, None, closes, phase.confidence, "")
    if short.until is None:
        opens = next_opening(hours, calendar, _end_of_day(local))
        return Look(Door.NOT_KNOWN, "", opens, None, short.confidence, short.note)
    if local.time() >= short.until:
        return _closed(hours, calendar, at, short.note, short.confidence)
    closes = datetime.combine(local.date(), short.until, hours.zone)
    return Look(Door.OPEN, phase.title, None, closes, short.confidence, short.note)


def next_opening(hours: Hours, calendar: Calendar, after: datetime) -> datetime:
    """Give the next instant at which something opens, strictly after an instant.

    Raises:
        CalendarEndsError: It lies outside what the calendar knows.
    """
    day = after.astimezone(hours.zone).date()
    for number in range(LONGEST_CLOSE + 1):
        each = day + timedelta(days=number)
        opens = datetime.combine(each, hours.opens, hours.zone)
        # In UTC: two times of one zone are compared by their wall clocks.
        if calendar.is_working_day(each) and opens.timestamp() > after.timestamp():
            return opens
    message = f"{hours.title} does not open within {LONGEST_CLOSE} days of {day}."
    raise LookupError(message)


def short_day(hours: Hours, calendar: Calendar, day: date) -> ShortDay | None:
    """Give why a working day is short, where it is the last one before a feast."""
    for short in hours.short_days:
        feast = date(day.year, short.month, short.day)
        if feast <= day:
            feast = date(day.year + 1, short.month, short.day)
        between = (day + timedelta(days=n) for n in range(1, (feast - day).days))
        near = (feast - day).days <= LONGEST_CLOSE
        if near and not any(calendar.is_working_day(each) for each in between):
            return short
    return None


def in_a_sentence(hours: Hours, seen: Look) -> str:
    """Say how something stands: 'closed; it opens again Mon 23 November 2026, 07:00 GMT …'."""
    marks = f"({IN_WORDS[seen.confidence]})"
    if seen.door is Door.OPEN:
        until = f" until {clock(seen.closes_at.astimezone(hours.zone))}" if seen.closes_at else ""
        phase = f", {seen.phase}" if seen.phase else ""
        said = f"{hours.title}: open{until}{phase} {marks}. {seen.because}"
        return said.rstrip()
    words, opens = "closed", "It opens"
    if seen.door is Door.NOT_KNOWN:
        words, opens = "it is not known whether it is still open", "It is open for certain from"
    again = f" {opens} {in_words(seen.opens_at, hours.zone)}." if seen.opens_at else ""
    return f"{hours.title}: {words} {marks}. {seen.because}{again}".rstrip()


def _closed(
    hours: Hours,
    calendar: Calendar,
    at: datetime,
    because: str,
    confidence: Confidence | None = None,
) -> Look:
    opens = next_opening(hours, calendar, at)
    mark = confidence or hours.phases[0].confidence
    return Look(Door.CLOSED, "", opens, None, mark, because)


def _phase(hours: Hours, at: time) -> Phase | None:
    return next((p for p in hours.phases if p.start <= at < p.until), None)


def _end_of_day(local: datetime) -> datetime:
    return datetime.combine(local.date(), time(23, 59, 59), local.tzinfo)

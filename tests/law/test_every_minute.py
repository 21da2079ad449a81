"""Deadlines against a reference that counts minute by minute and knows no arithmetic of dates.

The reference walks from minute to minute on the universal clock, looks each time at the clock and
the calendar on the wall in London, and counts what it sees. It knows nothing of how the product
counts. It is run around every day on which counting could go wrong: every bank holiday of the
three calendars, both clock changes, and every end of a month, from the first year the calendars
know to the last.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random

import pytest

from builders import a_judgement, a_known, a_limit, a_stage, the_catalogue
from disclosure.facts.instants import LONDON
from disclosure.law.calendars import Calendar
from disclosure.law.deadlines import ClockState, StageDeadline, deadline

pytestmark = pytest.mark.slow
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
CALENDARS = the_catalogue().law.calendars
FIRST = max(calendar.valid_from for calendar in CALENDARS.values())
LAST = min(calendar.valid_through for calendar in CALENDARS.values())
YEARS = range(FIRST.year, LAST.year + 1)


# ---- The reference ------------------------------------------------------------------------------


@lru_cache(maxsize=120)
def on_the_wall(day: date) -> tuple[datetime, ...]:
    """Give what London's clocks show at each minute of a day in UTC."""
    midnight = datetime.combine(day, time(), UTC)
    return tuple((midnight + n * MINUTE).astimezone(LONDON) for n in range(24 * 60))


@lru_cache(maxsize=120)
def dates_on_the_wall(day: date) -> tuple[date, ...]:
    """Give the date that London's calendars show at each minute of a day in UTC."""
    return tuple(shown.date() for shown in on_the_wall(day))


def hours_by_the_minute(start: datetime, hours: int) -> datetime:
    """Wait until so many times sixty minutes have gone by."""
    moment = start.astimezone(UTC)
    for _ in range(hours):
        for _ in range(60):
            moment += MINUTE
    return moment


def outer_by_the_minute(start: datetime, hours: int) -> datetime:
    """Wait for the next full hour on the wall, and then until so many hours have gone by."""
    moment = start.astimezone(UTC).replace(second=0, microsecond=0) + MINUTE
    while on_the_wall(moment.date())[moment.hour * 60 + moment.minute].minute:
        moment += MINUTE
    return hours_by_the_minute(moment, hours)


def days_by_the_minute(
    start: datetime, days: int, calendar: Calendar | None = None, *, first_counts: bool = False
) -> datetime | None:
    """See so many days begin and the last of them end; None where the calendar does not reach.

    Only days that count are counted: with a calendar, no Saturday, no Sunday, no bank holiday.
    """
    begun = start.astimezone(UTC)
    day_of_walk, minute = begun.date(), begun.hour * 60 + begun.minute
    today = dates_on_the_wall(day_of_walk)[minute]
    left = days - first_counts
    while True:
        shown = dates_on_the_wall(day_of_walk)
        while minute < len(shown):
            if shown[minute] != today:
                if left == 0:
                    midnight = datetime.combine(day_of_walk, time(), UTC)
                    return midnight + minute * MINUTE - timedelta(seconds=1)
                today = shown[minute]
                if calendar and not calendar.valid_from <= today <= calendar.valid_through:
                    return None
                left -= calendar is None or is_worked(today, calendar)
            minute += 1
        day_of_walk, minute = day_of_walk + DAY, 0


def months_by_the_minute(start: datetime, months: int) -> datetime:
    """See so many months begin, and then the day with the same number end, or else the month.

    It looks at the calendar on the wall once a minute and knows no length of any month.
    """
    begun = start.astimezone(UTC)
    day_of_walk, minute = begun.date(), begun.hour * 60 + begun.minute
    today = dates_on_the_wall(day_of_walk)[minute]
    number, left = today.day, months
    while True:
        shown = dates_on_the_wall(day_of_walk)
        while minute < len(shown):
            if shown[minute] != today:
                begins_month = shown[minute].day == 1
                if left == 0 and (today.day == number or begins_month):
                    midnight = datetime.combine(day_of_walk, time(), UTC)
                    return midnight + minute * MINUTE - timedelta(seconds=1)
                today, left = shown[minute], left - begins_month
            minute += 1
        day_of_walk, minute = day_of_walk + DAY, 0


def is_worked(day: date, calendar: Calendar) -> bool:
    return day.isoweekday() not in (6, 7) and day not in calendar.days


# ---- Where it is tried --------------------------------------------------------------------------


def is_interesting(day: date) -> bool:
    is_holiday = any(day in calendar.days for calendar in CALENDARS.values())
    shown = [datetime.combine(each, time(), LONDON).utcoffset() for each in (day, day + DAY)]
    return is_holiday or shown[0] != shown[1] or (day + DAY).day == 1


def interesting(year: int) -> list[date]:
    days = (date(year, 1, 1) + n * DAY for n in range(366))
    return [day for day in days if day.year == year and is_interesting(day)]


def starts(year: int, chance: Random) -> Iterator[datetime]:
    """Give instants just before and on each of these days, some at its very edges."""
    for day in interesting(year):
        midnight = datetime.combine(day, time(), LONDON)
        edge = chance.choice([timedelta(0), timedelta(seconds=-1), timedelta(seconds=1)])
        yield midnight.astimezone(UTC) + edge
        for earlier in (0, 1):
            seconds = chance.randrange(24 * 60 * 60)
            yield midnight.astimezone(UTC) + timedelta(seconds=seconds) - earlier * DAY


def found(start: datetime, amount: int, counting: str, **what) -> StageDeadline:
    """Work the deadline out as the product does: from a judgement, through a stage."""
    judged = a_judgement(instant=start, made_at=start)
    stage = a_stage(a_limit(amount=amount, counting=counting, **what))
    return deadline(stage, "example.rule.1", a_known(judgements=[judged], at=start), CALENDARS)


def same(shown: datetime | None, expected: datetime) -> None:
    assert shown is not None
    assert shown.astimezone(UTC) == expected.astimezone(UTC)
    assert shown.utcoffset() == expected.astimezone(LONDON).utcoffset()


def test_it_is_tried_on_every_bank_holiday_clock_change_and_end_of_a_month() -> None:
    tried = {day for year in YEARS for day in interesting(year)}
    held = {day for calendar in CALENDARS.values() for day in calendar.days if FIRST <= day <= LAST}
    assert held <= tried
    assert (date(2024, 1, 1), date(2030, 12, 31)) >= (FIRST, LAST)
    # The clocks change on the last Sundays of March and October.
    changes = {date(2025, 3, 30), date(2025, 10, 26), date(2028, 3, 26), date(2030, 10, 27)}
    assert changes <= tried
    assert {date(2028, 2, 29), date(2027, 2, 28), date(2026, 12, 31)} <= tried


@pytest.mark.parametrize("year", YEARS)
def test_hours_agree(year: int) -> None:
    chance = Random(year)  # noqa: S311 - a test may be predictable
    for start in starts(year, chance):
        hours = chance.choice([1, 2, 4, 24, 72])
        shown = found(start, hours, "exact-hours", outer="eu-hours")
        same(shown.due_at, hours_by_the_minute(start, hours))
        assert shown.outer_limit_at is not None
        same(shown.outer_limit_at, outer_by_the_minute(start, hours))
        same(found(start, hours, "eu-hours").due_at, outer_by_the_minute(start, hours))


@pytest.mark.parametrize("year", YEARS)
def test_calendar_days_agree(year: int) -> None:
    chance = Random(year)  # noqa: S311 - a test may be predictable
    for start in starts(year, chance):
        days, first_counts = chance.choice([1, 2, 3, 7, 14]), chance.random() < 0.5
        shown = found(start, days, "calendar-days", first_day_counts=first_counts)
        expected = days_by_the_minute(start, days, first_counts=first_counts)
        assert expected is not None
        same(shown.due_at, expected)


@pytest.mark.parametrize("year", YEARS)
def test_calendar_months_agree(year: int) -> None:
    chance = Random(year)  # noqa: S311 - a test may be predictable
    for start in starts(year, chance):
        months = chance.choice([1, 1, 2])
        same(found(start, months, "calendar-months").due_at, months_by_the_minute(start, months))


@pytest.mark.parametrize("year", YEARS)
def test_working_days_agree_at_every_place(year: int) -> None:
    chance = Random(year)  # noqa: S311 - a test may be predictable
    for start in starts(year, chance):
        for place, calendar in CALENDARS.items():
            days = chance.choice([1, 1, 2, 3, 4])
            shown = found(start, days, "business-days", calendar=place)
            expected = days_by_the_minute(start, days, calendar)
            if expected is None:
                assert (shown.state, shown.due_at) == (ClockState.CANNOT_COUNT, None)
            else:
                same(shown.due_at, expected)


@pytest.mark.parametrize("year", [2024, LAST.year])
def test_the_longest_counts_agree_too(year: int) -> None:
    # 60 working days and 60 days over several holidays at once, and over the end of what is known.
    for month in (3, 9, 12):
        start = datetime(year, month, 20, 16, 45, tzinfo=UTC)
        for place, calendar in CALENDARS.items():
            shown = found(start, 60, "business-days", calendar=place)
            expected = days_by_the_minute(start, 60, calendar)
            if expected is None:
                assert shown.state is ClockState.CANNOT_COUNT
            else:
                same(shown.due_at, expected)
        counted = days_by_the_minute(start, 60)
        assert counted is not None
        same(found(start, 60, "calendar-days").due_at, counted)

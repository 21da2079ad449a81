"""How time is counted. Each method is one function, named by the law files.

Every method takes an aware start and gives an aware end with the arithmetic in words. Hours
run on the universal clock, so a change between winter and summer time neither adds nor takes
one; days are days in the civil zone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from disclosure.facts.instants import LONDON, MONTHS, clock, full_date, in_words, utc, weekday
from disclosure.law.calendars import SATURDAY, Calendar, days_between, holidays_between

DAY_ENDS = time(23, 59, 59)
MONTHS_IN_A_YEAR = len(MONTHS)


@dataclass(frozen=True, slots=True)
class Counting:
    """What a method may look at besides its start.

    Attributes:
        calendar: The calendar whose working days are counted.
        calendars: Every calendar, to name the holidays a run of hours passes over.
        now: The instant from which it is looked at, for elapsed time.
        review_hours: Our own reminder where the law gives no limit.
        is_possible: The start is only the earliest it can be; nothing is said to have elapsed.
        same_time: A period of months ends at the time of day at which it began, not with the day.
    """

    zone: ZoneInfo = LONDON
    calendar: Calendar | None = None
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    first_day_counts: bool = False
    now: datetime | None = None
    review_hours: int = 24
    is_possible: bool = False
    same_time: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted limit.

    Attributes:
        due_at: The last instant of the limit, aware; None where the law gives no limit.
        arithmetic: How it was reached, in words.
        next_review_at: Our own reminder where the law gives no limit; never a limit itself.
    """

    due_at: datetime | None
    arithmetic: tuple[str, ...]
    next_review_at: datetime | None = None


Method = Callable[[datetime, int, Counting], Counted]


def exact_hours(start: datetime, hours: int, counting: Counting) -> Counted:
    """Count clock hours without a break: UK GDPR Art 33(1) and every limit in plain hours."""
    due = (utc(start) + timedelta(hours=hours)).astimezone(counting.zone)
    run = f"{_many(hours, 'hour')} run without a break."
    return Counted(
        due,
        (
            f"The clock starts {in_words(start, counting.zone)}.",
            f"{run} {_passed_over(start, due, counting)}".rstrip(),
            f"Due {in_words(due, counting.zone)}.",
        ),
    )


def eu_hours(start: datetime, hours: int, counting: Counting) -> Counted:
    """Count hours under Regulation (EEC, Euratom) 1182/71, Art 3(1) and 3(2)(a).

    The clock hour in which the event falls is left out, also when it falls on the full hour;
    the period ends when its last hour does. Saturdays, Sundays and holidays count (Art 3(3)),
    and a period in hours does not roll over to a working day (Art 3(4)).
    """
    # The hour left out is one of the civil clock, which in some zones lies half an hour off
    # the universal one.
    local = start.astimezone(counting.zone)
    into_the_hour = timedelta(
        minutes=local.minute, seconds=local.second, microseconds=local.microsecond
    )
    full_hour = utc(start) - into_the_hour + timedelta(hours=1)
    due = (full_hour + timedelta(hours=hours)).astimezone(counting.zone)
    begins = full_hour.astimezone(counting.zone)
    return Counted(
        due,
        (
            (
                "Outer limit under Regulation 1182/71, Art 3: the hour in which the event falls is "
                f"left out, so {_many(hours, 'hour')} run from {clock(begins)} on "
                f"{weekday(begins)} to {in_words(due, counting.zone)}. It is shown beside the "
                "deadline, never instead."
            ),
        ),
    )


def business_days(start: datetime, days: int, counting: Counting) -> Counted:
    """Count working days of a place; the day of the event is not counted.

    Raises:
        CalendarEndsError: The count leaves the days the calendar knows.
        ValueError: No calendar is named.
    """
    calendar = counting.calendar
    if calendar is None:
        message = "Working days need a calendar."
        raise ValueError(message)
    first = start.astimezone(counting.zone).date()
    day = calendar.working_day_after(first, days)
    due = _end_of(day, counting.zone)
    passed = [full_date(each) for each in calendar.holidays_after(first, day)]
    counted = f"{_many(days, 'working day')} in {calendar.title}"
    skipped = f" Not counted as bank holidays: {', '.join(passed)}." if passed else ""
    return Counted(
        due,
        (
            f"The event falls on {_day_words(first)}; that day is not counted.",
            f"{counted}; Saturdays and Sundays are not counted.{skipped}",
            *_computed(calendar, day),
            f"Due by the end of {_day_words(day)}.",
        ),
    )


def calendar_days(start: datetime, days: int, counting: Counting) -> Counted:
    """Count every day; the day of the event counts only where the rule says so."""
    first = start.astimezone(counting.zone).date()
    last = first + timedelta(days=days - 1 if counting.first_day_counts else days)
    counted = "is the first day" if counting.first_day_counts else "is not counted"
    return Counted(
        _end_of(last, counting.zone),
        (
            f"The event falls on {_day_words(first)}; that day {counted}.",
            f"{_many(days, 'day')}, weekends and bank holidays included.",
            f"Due by the end of {_day_words(last)}.",
        ),
    )


def calendar_months(start: datetime, months: int, counting: Counting) -> Counted:
    """Count months by the corresponding date: Dodds v Walker [1981] 1 WLR 1027 (HL).

    A period of months after an event ends on the day of the later month that bears the number of
    the day of the event; where that month has none, on its last day. The day of the event is left
    out, so the last day belongs to the period in full, unless the rule says that the period ends
    at the time at which it began. Where the rule counts the day of the event, the period ends a
    day sooner; a month without the number ends it on its last day all the same. A period of months
    does not roll over to a working day.
    """
    local = start.astimezone(counting.zone)
    first = local.date()
    twin, has_twin = _corresponding(first, months)
    last = twin - timedelta(days=1) if counting.first_day_counts and has_twin else twin
    due, ends = _end_of(last, counting.zone), f"Due by the end of {_day_words(last)}."
    if counting.same_time and has_twin:
        due = _shown_on(last, local.time(), counting.zone)
        ends = f"Due {in_words(due, counting.zone)}."
    counted = "is the first day" if counting.first_day_counts else "is not counted"
    return Counted(
        due,
        (
            f"The event falls on {_day_words(first)}; that day {counted}.",
            _months_words(first, months, has_twin=has_twin, last=last),
            ends,
        ),
    )


def without_delay(start: datetime, amount: int, counting: Counting) -> Counted:
    """Show how long it has been: the law gives no number, and none is invented here."""
    del amount
    words = "At the earliest the time runs from" if counting.is_possible else "The time runs from"
    lines = (
        f"{words} {in_words(start, counting.zone)}.",
        "No limit in hours or days is set here.",
    )
    if counting.now is None or utc(counting.now) < utc(start) or counting.is_possible:
        return Counted(None, lines)
    elapsed, every = utc(counting.now) - utc(start), timedelta(hours=counting.review_hours)
    review = (utc(start) + (elapsed // every + 1) * every).astimezone(counting.zone)
    reminder = (
        f"{_elapsed(elapsed)} gone by. Look at it again by {in_words(review, counting.zone)}: "
        "that is our reminder, not a limit."
    )
    return Counted(None, (*lines, reminder), review)


COUNTING: Mapping[str, Method] = {
    "exact-hours": exact_hours,
    "eu-hours": eu_hours,
    "business-days": business_days,
    "calendar-days": calendar_days,
    "calendar-months": calendar_months,
    "without-delay": without_delay,
}
"""The closed list of methods a law file may name."""


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, DAY_ENDS, zone)


def _corresponding(first: date, months: int) -> tuple[date, bool]:
    """Give the day with the same number some months on, or the last of its month and no."""
    years, month = divmod(first.month - 1 + months, MONTHS_IN_A_YEAR)
    begins = date(first.year + years, month + 1, 1)
    same = begins + timedelta(days=first.day - 1)
    if same.month == begins.month:
        return same, True
    return same - timedelta(days=same.day), False


def _months_words(first: date, months: int, *, has_twin: bool, last: date) -> str:
    """Say on which day a period of months ends, and why that one."""
    length = f"{_many(months, 'month')}, weekends and bank holidays included"
    later = f"{MONTHS[last.month - 1]} {last.year}"
    if not has_twin:
        return f"{length}: {later} has no day {first.day}, so it ends on the month's last day."
    if last.day == first.day:
        return f"{length}: it ends on the day with the same number, {full_date(last)}."
    return f"{length}: it ends the day before the one with the same number, on {full_date(last)}."


def _shown_on(last: date, shown: time, zone: ZoneInfo) -> datetime:
    """Give the moment at which a clock shows a time; if it skips it, when it has moved on."""
    at = datetime.combine(last, shown, zone)
    while utc(at).astimezone(zone).time() != at.time():
        at = at.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return at


def _day_words(day: date) -> str:
    return f"{weekday(day)} {day.year}"


def _computed(calendar: Calendar, last: date) -> tuple[str, ...]:
    """Say that a count rests on bank holidays the government has not published yet."""
    if last <= calendar.published_through:
        return ()
    published = full_date(calendar.published_through)
    words = (
        f"Bank holidays in {calendar.title} are published up to {published}; the later ones are "
        "computed from the standing rules, so check the list before relying on this day."
    )
    return (words,)


def _many(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _elapsed(elapsed: timedelta) -> str:
    """Give a length in words: '2 days 3 hours have'."""
    minutes = int(elapsed.total_seconds()) // 60
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "day"), (hours, "hour"), (0 if days else rest, "minute")]
    words = " ".join(_many(n, unit) for n, unit in parts if n) or "Less than a minute"
    single = sum(n for n, _ in parts) <= 1
    return f"{words} {'has' if single else 'have'}"


def _passed_over(start: datetime, due: datetime, counting: Counting) -> str:
    """Name the weekend days and holidays a run of hours passes over, and the clock changes."""
    begins, ends = start.astimezone(counting.zone), due.astimezone(counting.zone)
    # A run that ends at midnight does not reach into the day that begins there.
    days = days_between(begins.date(), (ends - timedelta.resolution).date())
    holidays = holidays_between(counting.calendars, days)
    named = {day for day, _, _ in holidays}
    counted = [weekday(d) for d in days if d.weekday() >= SATURDAY and d not in named]
    counted += [
        f"{weekday(day)} ({name}, a bank holiday in {_places(places)})"
        for day, name, places in holidays
    ]
    said = f"Weekends and bank holidays count: {', '.join(counted)}." if counted else ""
    if begins.utcoffset() != ends.utcoffset():
        said += " The clocks change in between; the hours are counted on the universal clock."
    return said.strip()


def _places(places: tuple[str, ...]) -> str:
    if len(places) == 1:
        return places[0]
    return f"{', '.join(places[:-1])} and {places[-1]}"

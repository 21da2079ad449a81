"""How time is counted: given this start, that is due.

Where a table says "hand", the expected instant was worked out on paper from the rule named.
Where it says "published", a regulator or the text of a law gives the example or the rule in
full. The days of the year 2026 were read off a printed calendar. Clocks in London go forward on
29 March 2026 and 28 March 2027 and back on 25 October 2026, each at 01:00 UTC.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_calendar, moment, the_catalogue
from disclosure.facts.instants import LONDON
from disclosure.law.calendars import (
    Calendar,
    CalendarEndsError,
    as_of,
    days_between,
    holidays_between,
)
from disclosure.law.counting import COUNTING, Counted, Counting

PLACES = ("england-wales", "scotland", "northern-ireland")
EW, SC, NI = PLACES
DAY_END = time(23, 59, 59)


def calendar(place: str) -> Calendar:
    return the_catalogue().law.calendars[place]


def count(method: str, start: datetime, amount: int, **what) -> Counted:
    return COUNTING[method](start, amount, Counting(**what))


def due(method: str, start: str, amount: int, **what) -> datetime:
    counted = count(method, moment(start), amount, **what).due_at
    assert counted is not None
    return counted


def same(found: datetime, expected: str) -> None:
    """Both the moment and the clock on the wall must be right."""
    wanted = moment(expected)
    assert found.astimezone(UTC) == wanted.astimezone(UTC)
    assert found.utcoffset() == wanted.utcoffset()


def test_the_methods_are_a_closed_list() -> None:
    assert set(COUNTING) == {
        "exact-hours", "eu-hours", "business-days", "calendar-days", "calendar-months",
        "without-delay",
    }  # fmt: skip


# ---- Plain hours --------------------------------------------------------------------------------

# Hand, from UK GDPR Art 33(1) and its like: hours are hours, whatever day they fall on.
EXACT = [
    # over a weekend
    (72, "Fri 2026-11-20 16:45 Europe/London", "Mon 2026-11-23 16:45 Europe/London"),
    # Christmas and a Sunday do not extend it
    (72, "Thu 2026-12-24 09:20 Europe/London", "Sun 2026-12-27 09:20 Europe/London"),
    (72, "Thu 2026-12-24 17:00 Europe/London", "Sun 2026-12-27 17:00 Europe/London"),
    # the clocks go back: adding three days on the wall clock would give 10:30, an hour too late
    (72, "Sat 2026-10-24 10:30 Europe/London", "Tue 2026-10-27 09:30 Europe/London"),
    # the clocks go forward, at Easter 2027 and in March 2026
    (72, "Fri 2027-03-26 18:10 Europe/London", "Mon 2027-03-29 19:10 Europe/London"),
    (72, "Fri 2027-03-26 18:00 Europe/London", "Mon 2027-03-29 19:00 Europe/London"),
    (72, "Fri 2026-03-27 18:30 Europe/London", "Mon 2026-03-30 19:30 Europe/London"),
    # a start on the full hour
    (72, "Wed 2026-11-18 10:00 Europe/London", "Sat 2026-11-21 10:00 Europe/London"),
    (24, "Sat 2026-11-21 08:05 Europe/London", "Sun 2026-11-22 08:05 Europe/London"),
    # over midnight, and over midnight and a clock change at once
    (4, "Sat 2026-11-21 23:30 Europe/London", "Sun 2026-11-22 03:30 Europe/London"),
    (4, "Sun 2026-10-25 00:15 Europe/London", "Sun 2026-10-25 03:15 Europe/London"),
    # the hour that does not exist is not counted, the one that comes twice is counted twice
    (1, "Sun 2026-03-29 00:30 Europe/London", "Sun 2026-03-29 02:30 Europe/London"),
    (2, "Sun 2026-10-25 00:30 Europe/London", "Sun 2026-10-25 01:30 UTC"),
    # over New Year
    (24, "Thu 2026-12-31 22:40 Europe/London", "Fri 2027-01-01 22:40 Europe/London"),
    (72, "Thu 2026-12-31 22:40 Europe/London", "Sun 2027-01-03 22:40 Europe/London"),
    # a leap day is a day; a year without one has none
    (72, "Mon 2028-02-28 10:00 Europe/London", "Thu 2028-03-02 10:00 Europe/London"),
    (72, "Sun 2027-02-28 10:00 Europe/London", "Wed 2027-03-03 10:00 Europe/London"),
    # seconds are kept
    (1, "Fri 2026-11-20 16:45:17 Europe/London", "Fri 2026-11-20 17:45:17 Europe/London"),
    # Easter 2025, with a bank holiday Monday
    (72, "Sat 2025-04-19 09:10 Europe/London", "Tue 2025-04-22 09:10 Europe/London"),
]


@pytest.mark.parametrize(("hours", "start", "expected"), EXACT)
def test_hours_run_without_a_break(hours: int, start: str, expected: str) -> None:
    # Compared in UTC: Python calls no instant of the hour that comes twice equal to another zone's.
    assert due("exact-hours", start, hours).astimezone(UTC) == moment(expected).astimezone(UTC)


# Hand, from the text of the rule named, each in its own civil zone.
ABROAD = [
    # Delegated Regulation (EU) 2025/301 Art 5: 24 hours from awareness, 72 from the first report
    (24, "Tue 2026-03-10 08:00 UTC", "Wed 2026-03-11 09:00 Europe/Paris"),
    (72, "Tue 2026-03-10 17:30 UTC", "Fri 2026-03-13 18:30 Europe/Paris"),
    # Directive (EU) 2022/2555 Art 23(4): early warning and notification
    (24, "Fri 2026-05-01 09:00 UTC", "Sat 2026-05-02 11:00 Europe/Brussels"),
    (72, "Fri 2026-05-01 09:00 UTC", "Mon 2026-05-04 11:00 Europe/Brussels"),
    # GDPR Art 33(1)
    (72, "Tue 2026-03-10 10:00 UTC", "Fri 2026-03-13 11:00 Europe/Berlin"),
    # CERT-In Directions of 28 April 2022: six hours, in a zone half an hour off
    (6, "Wed 2026-04-01 10:00 Asia/Kolkata", "Wed 2026-04-01 16:00 Asia/Kolkata"),
]


@pytest.mark.parametrize(("hours", "start", "expected"), ABROAD)
def test_hours_abroad_are_shown_on_the_clock_of_the_place(
    hours: int, start: str, expected: str
) -> None:
    zone = ZoneInfo(expected.rsplit(maxsplit=1)[-1])
    same(due("exact-hours", start, hours, zone=zone), expected)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("Sat 2026-10-24 10:30 Europe/London", "Tue 2026-10-27 09:30 Europe/London"),
        ("Fri 2027-03-26 18:10 Europe/London", "Mon 2027-03-29 19:10 Europe/London"),
    ],
)
def test_a_deadline_is_shown_on_the_clock_of_its_own_day(start: str, expected: str) -> None:
    same(due("exact-hours", start, 72), expected)


# ---- Hours under Regulation 1182/71 -------------------------------------------------------------

# Hand, from Art 3(1) and 3(2)(a): the clock hour of the event is left out, also when it falls on
# the full hour; from the next full hour 72 hours run and end with the last of them.
OUTER = [
    ("Fri 2026-11-20 16:45 Europe/London", "Mon 2026-11-23 17:00 Europe/London"),
    ("Thu 2026-12-24 09:20 Europe/London", "Sun 2026-12-27 10:00 Europe/London"),
    ("Thu 2026-12-24 17:00 Europe/London", "Sun 2026-12-27 18:00 Europe/London"),
    ("Sat 2026-10-24 10:30 Europe/London", "Tue 2026-10-27 10:00 Europe/London"),
    ("Fri 2027-03-26 18:10 Europe/London", "Mon 2027-03-29 20:00 Europe/London"),
    ("Fri 2027-03-26 18:00 Europe/London", "Mon 2027-03-29 20:00 Europe/London"),
    ("Wed 2026-11-18 10:00 Europe/London", "Sat 2026-11-21 11:00 Europe/London"),
    ("Wed 2026-11-18 10:59:59 Europe/London", "Sat 2026-11-21 11:00 Europe/London"),
    ("Wed 2026-11-18 23:59 Europe/London", "Sun 2026-11-22 00:00 Europe/London"),
    ("Sat 2025-04-19 09:10 Europe/London", "Tue 2025-04-22 10:00 Europe/London"),
]


@pytest.mark.parametrize(("start", "expected"), OUTER)
def test_the_hour_of_the_event_is_left_out(start: str, expected: str) -> None:
    same(due("eu-hours", start, 72), expected)


def test_the_outer_limit_ignores_seconds_and_their_parts() -> None:
    start = datetime(2026, 11, 20, 16, 45, 17, 999_999, tzinfo=UTC)
    assert count("eu-hours", start, 72).due_at == datetime(2026, 11, 23, 17, tzinfo=UTC)


# ---- Working days -------------------------------------------------------------------------------

# Hand, against the bank holidays of each place; the day of the event is not counted.
WORKING = [
    # St Andrew's Day, 30 November
    (3, "Fri 2026-11-27", {EW: "Wed 2026-12-02", SC: "Thu 2026-12-03", NI: "Wed 2026-12-02"}),
    # the substitute day for the Battle of the Boyne, 13 July
    (3, "Thu 2026-07-09", {EW: "Tue 2026-07-14", SC: "Tue 2026-07-14", NI: "Wed 2026-07-15"}),
    # the one-off holiday in Scotland, 15 June 2026
    (3, "Fri 2026-06-12", {EW: "Wed 2026-06-17", SC: "Thu 2026-06-18", NI: "Wed 2026-06-17"}),
    # Christmas Day and the substitute for Boxing Day
    (3, "Wed 2026-12-23", {EW: "Wed 2026-12-30", SC: "Wed 2026-12-30", NI: "Wed 2026-12-30"}),
    # the Scottish substitute for 2 January
    (10, "Wed 2026-12-23", {EW: "Mon 2027-01-11", SC: "Tue 2027-01-12", NI: "Mon 2027-01-11"}),
    # Easter and the holidays in May
    (30, "Mon 2027-03-22", {EW: "Thu 2027-05-06", SC: "Wed 2027-05-05", NI: "Thu 2027-05-06"}),
    (60, "Mon 2027-03-22", {EW: "Fri 2027-06-18", SC: "Thu 2027-06-17", NI: "Fri 2027-06-18"}),
    (30, "Thu 2027-04-01", {EW: "Fri 2027-05-14"}),
    (60, "Thu 2027-04-01", {EW: "Mon 2027-06-28"}),
    # an event at the weekend and one on a bank holiday: the next working day is the first
    (1, "Sat 2026-11-21", {EW: "Mon 2026-11-23"}),
    (1, "Mon 2026-08-31", {EW: "Tue 2026-09-01", SC: "Tue 2026-09-01"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "start", "place", "expected"),
    [(days, start, place, day) for days, start, each in WORKING for place, day in each.items()],
)
@pytest.mark.parametrize("clock", ["00:00", "12:00", "23:59"])
def test_working_days_end_with_the_last_of_them(
    days: int, start: str, place: str, expected: str, clock: str
) -> None:
    found = due("business-days", f"{start} {clock} Europe/London", days, calendar=calendar(place))
    same(found, f"{expected} 23:59:59 Europe/London")


# Hand, from Form 8-K General Instruction B.1: four business days after the determination. The
# federal holidays of the autumn of 2026 were typed in from the statute, 5 U.S.C. 6103.
FEDERAL = a_calendar(
    {
        date(2026, 9, 7): "Labor Day",
        date(2026, 10, 12): "Columbus Day",
        date(2026, 11, 11): "Veterans Day",
        date(2026, 11, 26): "Thanksgiving Day",
        date(2026, 12, 25): "Christmas Day",
    },
    title="the United States",
)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("Fri 2026-11-06 15:00 America/New_York", "Fri 2026-11-13 23:59:59 America/New_York"),
        ("Mon 2026-11-23 15:00 America/New_York", "Mon 2026-11-30 23:59:59 America/New_York"),
        ("Fri 2026-09-04 15:00 America/New_York", "Fri 2026-09-11 23:59:59 America/New_York"),
    ],
)
def test_four_business_days_after_a_determination(start: str, expected: str) -> None:
    zone = ZoneInfo("America/New_York")
    same(due("business-days", start, 4, calendar=FEDERAL, zone=zone), expected)


def test_the_day_of_the_event_is_the_day_on_the_local_clock() -> None:
    # 23:30 UTC on 8 July is 00:30 on Thursday 9 July in London, so Friday is the first day.
    start = "Wed 2026-07-08 23:30 UTC"
    found = due("business-days", start, 3, calendar=calendar(EW))
    same(found, "Tue 2026-07-14 23:59:59 Europe/London")
    same(due("calendar-days", start, 3), "Sun 2026-07-12 23:59:59 Europe/London")


def test_working_days_without_a_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^Working days need a calendar\.$"):
        count("business-days", moment("Fri 2026-11-20 12:00 UTC"), 3)


# A calendar of its own: the shipped ones grow every year.
SHORT = a_calendar(
    {date(2027, 12, 27): "Christmas Day (substitute day)"},
    valid_from=date(2019, 1, 1),
    valid_through=date(2027, 12, 31),
)


@pytest.mark.parametrize(
    ("start", "days", "outside"),
    [
        # 30 and 31 December are the last the calendar knows
        ("Wed 2027-12-29 12:00 Europe/London", 3, "2028-01-01"),
        ("Fri 2027-12-31 12:00 Europe/London", 1, "2028-01-01"),
        ("Mon 2018-12-24 12:00 Europe/London", 1, "2018-12-25"),
        # a holiday on the way makes the difference
        ("Wed 2027-12-22 12:00 Europe/London", 7, "2028-01-01"),
        # far away on either side: the day after the event is the first that is not known
        ("Wed 2031-03-05 12:00 Europe/London", 2, "2031-03-06"),
        ("Wed 2011-03-09 12:00 Europe/London", 5000, "2011-03-10"),
        ("Mon 2018-12-31 12:00 Europe/London", 2500, "2028-01-01"),
    ],
)
def test_a_count_that_leaves_the_calendar_gives_no_date(
    start: str, days: int, outside: str
) -> None:
    said = f"The calendar for Utopia covers 2019-01-01 to 2027-12-31; {outside} lies outside it."
    with pytest.raises(CalendarEndsError) as error:
        count("business-days", moment(start), days, calendar=SHORT)
    assert str(error.value) == said


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2027, 12, 24), True),  # a Friday
        (date(2027, 12, 25), False),
        (date(2027, 12, 26), False),
        (date(2027, 12, 27), False),  # a Monday, and the substitute day
        (date(2027, 12, 28), True),
        (date(2019, 1, 1), True),  # a Tuesday, and the first day it knows
        (date(2027, 12, 31), True),  # and the last
        (date(2018, 12, 31), None),
        (date(2028, 1, 1), None),
    ],
)
def test_a_calendar_knows_its_working_days_and_no_others(
    day: date, is_working: bool | None
) -> None:
    if is_working is not None:
        assert SHORT.is_working_day(day) is is_working
        return
    with pytest.raises(CalendarEndsError, match=f"{day} lies outside it"):
        SHORT.is_working_day(day)


def test_an_extra_holiday_is_known_from_the_day_it_was_appointed() -> None:
    first, second = date(2026, 6, 15), date(2026, 9, 14)
    place = replace(
        a_calendar({first: "One", second: "Two", date(2026, 5, 4): "May"}),
        since={first: date(2026, 2, 5), second: date(2026, 3, 5)},
    )
    held = {
        date(2026, 2, 4): [],
        date(2026, 2, 5): [first],
        date(2026, 3, 4): [first],
        date(2026, 3, 5): [first, second],
    }
    for day, known in held.items():
        seen = place.as_of(day)
        assert sorted(seen.days) == [date(2026, 5, 4), *known]
        # Made once, and the calendar itself where nothing is missing.
        assert place.as_of(day) is seen
    assert place.as_of(date(2026, 3, 5)) is place
    assert as_of({"utopia": place}, date(2026, 2, 4))["utopia"] is place.as_of(date(2026, 2, 4))


def test_the_first_and_the_last_day_of_a_calendar_belong_to_it() -> None:
    found = due("business-days", "Wed 2027-12-29 12:00 UTC", 2, calendar=SHORT)
    same(found, "Fri 2027-12-31 23:59:59 Europe/London")
    # 23, 24, 28, 29, 30 and 31 December: the substitute day is not counted
    found = due("business-days", "Wed 2027-12-22 12:00 UTC", 6, calendar=SHORT)
    same(found, "Fri 2027-12-31 23:59:59 Europe/London")
    utopia = a_calendar()  # no holidays, from 1 January 2026
    found = due("business-days", "Wed 2025-12-31 12:00 UTC", 1, calendar=utopia)
    same(found, "Thu 2026-01-01 23:59:59 Europe/London")


def test_holidays_between_two_days_include_both() -> None:
    calendars = the_catalogue().law.calendars
    first, last = date(2026, 12, 25), date(2026, 12, 28)
    everywhere = ("England and Wales", "Northern Ireland", "Scotland")
    assert holidays_between(calendars, days_between(first, last)) == (
        (first, "Christmas Day", everywhere),
        (last, "Boxing Day (substitute day)", everywhere),
    )


# ---- Calendar days ------------------------------------------------------------------------------

# Hand. Two weeks from the return to normal; 30 days for the acknowledgement of a complaint on
# either reading, with the day of receipt as day 1 (21 to 30 November are ten days, and twenty
# more end on 20 December) and without it.
CALENDAR = [
    ("Tue 2026-11-24", 14, False, "Tue 2026-12-08"),
    ("Sat 2026-11-21", 30, True, "Sun 2026-12-20"),
    ("Sat 2026-11-21", 30, False, "Mon 2026-12-21"),
    ("Sat 2026-11-21", 1, True, "Sat 2026-11-21"),
    ("Sat 2026-11-21", 1, False, "Sun 2026-11-22"),
    ("Sun 2028-01-30", 30, False, "Tue 2028-02-29"),  # into a leap day
    ("Sat 2026-01-31", 28, False, "Sat 2026-02-28"),
    ("Fri 2026-10-23", 3, False, "Mon 2026-10-26"),  # over the end of summer time
]


@pytest.mark.parametrize(("start", "days", "first_counts", "expected"), CALENDAR)
def test_calendar_days_count_every_day(
    start: str, days: int, first_counts: bool, expected: str
) -> None:
    found = due(
        "calendar-days", f"{start} 14:00 Europe/London", days, first_day_counts=first_counts
    )
    same(found, f"{expected} 23:59:59 Europe/London")


# ---- No limit at all ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "review"),
    [
        # hand: the next whole day after now, counted from 10:30
        ("Fri 2026-11-20 10:30 Europe/London", "Sat 2026-11-21 10:30 Europe/London"),
        ("Fri 2026-11-20 10:31 Europe/London", "Sat 2026-11-21 10:30 Europe/London"),
        ("Sat 2026-11-21 10:29:59 Europe/London", "Sat 2026-11-21 10:30 Europe/London"),
        ("Sat 2026-11-21 10:30 Europe/London", "Sun 2026-11-22 10:30 Europe/London"),
        ("Mon 2026-11-23 09:00 Europe/London", "Mon 2026-11-23 10:30 Europe/London"),
    ],
)
def test_without_delay_gives_a_reminder_and_never_a_limit(now: str, review: str) -> None:
    start = moment("Fri 2026-11-20 10:30 Europe/London")
    counted = count("without-delay", start, 0, now=moment(now))
    assert counted.due_at is None
    assert counted.next_review_at is not None
    same(counted.next_review_at, review)


def test_the_reminder_keeps_whole_days_of_24_hours_when_the_clocks_change() -> None:
    start = moment("Sat 2026-10-24 10:30 Europe/London")
    counted = count("without-delay", start, 0, now=moment("Sat 2026-10-24 12:00 Europe/London"))
    assert counted.next_review_at is not None
    same(counted.next_review_at, "Sun 2026-10-25 09:30 Europe/London")


@pytest.mark.parametrize("now", [None, "Fri 2026-11-20 10:29 Europe/London"])
def test_time_that_has_not_begun_to_run_has_no_reminder(now: str | None) -> None:
    start = moment("Fri 2026-11-20 10:30 Europe/London")
    counted = count("without-delay", start, 0, now=moment(now) if now else None)
    assert counted == Counted(
        None,
        (
            "The time runs from Fri 20 November 2026, 10:30 GMT (10:30 UTC).",
            "No limit in hours or days is set here.",
        ),
    )


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "Less than a minute has"),
        (59, "Less than a minute has"),
        (60, "1 minute has"),
        (119, "1 minute has"),
        (120, "2 minutes have"),
        (3_599, "59 minutes have"),
        (3_600, "1 hour has"),
        (3_660, "1 hour 1 minute have"),
        (7_200, "2 hours have"),
        (86_340, "23 hours 59 minutes have"),
        (86_400, "1 day has"),
        (86_700, "1 day has"),  # five minutes do not matter after a day
        (90_000, "1 day 1 hour have"),
        (172_800, "2 days have"),
        (183_600, "2 days 3 hours have"),
        (864_000, "10 days have"),
    ],
)
def test_elapsed_time_in_words(seconds: int, words: str) -> None:
    start = moment("Fri 2026-11-20 10:30 Europe/London")
    counted = count("without-delay", start, 0, now=start + timedelta(seconds=seconds))
    assert counted.arithmetic[2].startswith(f"{words} gone by. Look at it again by ")


# ---- The arithmetic, in words -------------------------------------------------------------------


def words(method: str, start: str, amount: int, **what) -> tuple[str, ...]:
    calendars = the_catalogue().law.calendars
    return count(method, moment(start), amount, calendars=calendars, **what).arithmetic


def test_the_arithmetic_says_which_weekend_days_and_bank_holidays_count() -> None:
    assert words("exact-hours", "Sat 2025-04-19 09:10 Europe/London", 72) == (
        "The clock starts Sat 19 April 2025, 09:10 BST (08:10 UTC).",
        (
            "72 hours run without a break. Weekends and bank holidays count: Saturday 19 April, "
            "Sunday 20 April, Monday 21 April (Easter Monday, a bank holiday in England and Wales "
            "and Northern Ireland)."
        ),
        "Due Tue 22 April 2025, 09:10 BST (08:10 UTC).",
    )


def test_a_bank_holiday_at_three_places_names_all_three() -> None:
    said = words("exact-hours", "Thu 2026-12-24 09:20 Europe/London", 72)[1]
    assert said == (
        "72 hours run without a break. Weekends and bank holidays count: Saturday 26 December, "
        "Sunday 27 December, Friday 25 December (Christmas Day, a bank holiday in England and "
        "Wales, Northern Ireland and Scotland)."
    )


def test_a_bank_holiday_at_one_place_names_that_place() -> None:
    said = words("exact-hours", "Sun 2026-11-29 12:00 Europe/London", 24)[1]
    assert said == (
        "24 hours run without a break. Weekends and bank holidays count: Sunday 29 November, "
        "Monday 30 November (St Andrew's Day, a bank holiday in Scotland)."
    )


def test_a_bank_holiday_at_a_weekend_is_named_once() -> None:
    saturday = a_calendar({date(2026, 7, 4): "Independence Day"})
    counted = count(
        "exact-hours", moment("Fri 2026-07-03 12:00 UTC"), 24, calendars={"utopia": saturday}
    )
    assert counted.arithmetic[1] == (
        "24 hours run without a break. Weekends and bank holidays count: "
        "Saturday 4 July (Independence Day, a bank holiday in Utopia)."
    )


def test_hours_on_working_days_alone_pass_over_nothing() -> None:
    assert words("exact-hours", "Tue 2026-11-17 23:30 Europe/London", 1) == (
        "The clock starts Tue 17 November 2026, 23:30 GMT (23:30 UTC).",
        "1 hour run without a break.",
        "Due Wed 18 November 2026, 00:30 GMT (00:30 UTC).",
    )


CHANGES = "The clocks change in between; the hours are counted on the universal clock."


@pytest.mark.parametrize(
    ("start", "changes"),
    [
        ("Sat 2026-10-24 10:30 Europe/London", True),
        ("Fri 2026-03-27 18:30 Europe/London", True),
        ("Fri 2026-11-20 16:45 Europe/London", False),
        ("Fri 2026-07-10 16:45 Europe/London", False),
    ],
)
def test_the_arithmetic_says_when_the_clocks_change(start: str, changes: bool) -> None:
    assert (CHANGES in words("exact-hours", start, 72)[1]) is changes


def test_a_clock_change_on_weekdays_alone_is_still_said() -> None:
    # Cairo's clocks went forward in the night to Friday 24 April 2026, so no weekend is passed.
    zone = ZoneInfo("Africa/Cairo")
    start = moment("Thu 2026-04-23 12:00 Africa/Cairo")
    said = count("exact-hours", start, 24, zone=zone).arithmetic[1]
    assert said == f"24 hours run without a break. {CHANGES}"


def test_the_outer_limit_says_that_it_replaces_nothing() -> None:
    assert words("eu-hours", "Sat 2025-04-19 09:10 Europe/London", 72) == (
        (
            "Outer limit under Regulation 1182/71, Art 3: the hour in which the event falls is "
            "left out, so 72 hours run from 10:00 on Saturday 19 April to Tue 22 April 2025, "
            "10:00 BST (09:00 UTC). It is shown beside the deadline, never instead."
        ),
    )


def test_working_days_say_which_bank_holidays_they_skip() -> None:
    start = "Fri 2026-11-27 12:00 Europe/London"
    assert words("business-days", start, 3, calendar=calendar(SC)) == (
        "The event falls on Friday 27 November 2026; that day is not counted.",
        (
            "3 working days in Scotland; Saturdays and Sundays are not counted. Not counted as "
            "bank holidays: 30 November 2026."
        ),
        "Due by the end of Thursday 3 December 2026.",
    )
    assert words("business-days", start, 1, calendar=calendar(EW)) == (
        "The event falls on Friday 27 November 2026; that day is not counted.",
        "1 working day in England and Wales; Saturdays and Sundays are not counted.",
        "Due by the end of Monday 30 November 2026.",
    )


@pytest.mark.parametrize(
    ("days", "is_computed"),
    [(1, False), (2, False), (3, True)],  # 3, 4 and 5 March; the 4th is the last one published
)
def test_a_count_beyond_what_is_published_says_that_it_is_computed(
    days: int, is_computed: bool
) -> None:
    place = replace(a_calendar(), published_through=date(2026, 3, 4))
    said = words("business-days", "Mon 2026-03-02 12:00 UTC", days, calendar=place)
    computed = (
        "Bank holidays in Utopia are published up to 4 March 2026; the later ones are computed "
        "from the standing rules, so check the list before relying on this day."
    )
    assert (said[2] == computed) is is_computed
    assert len(said) == 3 + is_computed


def test_two_skipped_bank_holidays_are_both_named() -> None:
    said = words("business-days", "Thu 2027-03-25 12:00 UTC", 1, calendar=calendar(EW))[1]
    assert said.endswith(" Not counted as bank holidays: 26 March 2027, 29 March 2027.")


@pytest.mark.parametrize("start", ["Mon 2026-08-31 12:00 UTC", "Sat 2026-08-29 12:00 UTC"])
def test_a_bank_holiday_on_the_day_of_the_event_is_not_said_to_be_skipped(start: str) -> None:
    said = words("business-days", start, 1, calendar=calendar(EW))[1]
    assert ("31 August" in said) is start.startswith("Sat")


def test_a_holiday_at_a_weekend_is_not_said_to_be_skipped() -> None:
    saturday = a_calendar({date(2026, 7, 4): "Independence Day"})
    said = words("business-days", "Fri 2026-07-03 12:00 UTC", 1, calendar=saturday)
    assert said[1] == "1 working day in Utopia; Saturdays and Sundays are not counted."


@pytest.mark.parametrize(
    ("first_counts", "days", "said"),
    [
        (False, "30 days", "is not counted"),
        (True, "30 days", "is the first day"),
        (False, "1 day", "is not counted"),
    ],
)
def test_calendar_days_say_whether_the_first_day_counts(
    first_counts: bool, days: str, said: str
) -> None:
    amount = int(days.split(maxsplit=1)[0])
    start = "Sat 2026-11-21 12:00 Europe/London"
    found = words("calendar-days", start, amount, first_day_counts=first_counts)
    assert found[0] == f"The event falls on Saturday 21 November 2026; that day {said}."
    assert found[1] == f"{days}, weekends and bank holidays included."


def test_calendar_days_say_when_they_end() -> None:
    found = words("calendar-days", "Tue 2026-11-24 12:00 Europe/London", 14)
    assert found[2] == "Due by the end of Tuesday 8 December 2026."


def test_no_limit_says_so_and_calls_its_reminder_a_reminder() -> None:
    start, now = "Fri 2026-11-20 10:30 Europe/London", "Fri 2026-11-20 12:00 Europe/London"
    assert words("without-delay", start, 0, now=moment(now)) == (
        "The time runs from Fri 20 November 2026, 10:30 GMT (10:30 UTC).",
        "No limit in hours or days is set here.",
        (
            "1 hour 30 minutes have gone by. Look at it again by Sat 21 November 2026, 10:30 GMT "
            "(10:30 UTC): that is our reminder, not a limit."
        ),
    )


# ---- Whatever the start -------------------------------------------------------------------------

CLOCK_CHANGES = [
    datetime(year, month, day, 1, tzinfo=UTC)
    for year, month, day in [
        (2024, 3, 31), (2024, 10, 27), (2025, 3, 30), (2025, 10, 26),
        (2026, 3, 29), (2026, 10, 25), (2027, 3, 28),
    ]
]  # fmt: skip
NEAR = st.integers(-7_200_000_000, 7_200_000_000).map(lambda n: timedelta(microseconds=n))
STARTS = st.one_of(
    st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.builds(lambda change, off: change + off, st.sampled_from(CLOCK_CHANGES), NEAR),
    st.builds(lambda change, off: change + off, st.sampled_from(CLOCK_CHANGES), NEAR).map(
        lambda start: start.astimezone(LONDON)
    ),
)
HOURS = st.integers(1, 500)
DAYS = st.integers(1, 60)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("method", ["exact-hours", "eu-hours", "business-days", "calendar-days"])
@given(one=STARTS, other=STARTS, amount=DAYS, first_counts=st.booleans())
def test_a_later_start_never_gives_an_earlier_deadline(
    method: str, place: str, one: datetime, other: datetime, amount: int, first_counts: bool
) -> None:
    early, late = sorted((one, other), key=lambda start: start.timestamp())
    what = {"calendar": calendar(place), "first_day_counts": first_counts}
    first, second = (count(method, start, amount, **what).due_at for start in (early, late))
    assert first is not None
    assert second is not None
    assert first.astimezone(UTC) <= second.astimezone(UTC)


@given(start=STARTS, hours=HOURS)
def test_exact_hours_are_hours_on_the_universal_clock(start: datetime, hours: int) -> None:
    found = count("exact-hours", start, hours).due_at
    assert found is not None
    assert found.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)


@given(start=STARTS, hours=HOURS)
def test_the_outer_limit_is_later_by_no_more_than_an_hour(start: datetime, hours: int) -> None:
    exact, outer = (count(m, start, hours).due_at for m in ("exact-hours", "eu-hours"))
    assert exact is not None
    assert outer is not None
    assert timedelta(0) < outer.astimezone(UTC) - exact.astimezone(UTC) <= timedelta(hours=1)


@pytest.mark.parametrize("place", PLACES)
@given(start=STARTS, days=DAYS)
def test_the_due_day_is_a_working_day_and_just_so_many_lie_before_it(
    place: str, start: datetime, days: int
) -> None:
    found = count("business-days", start, days, calendar=calendar(place)).due_at
    assert found is not None
    assert found.timetz().replace(tzinfo=None) == DAY_END
    first, last = start.astimezone(LONDON).date(), found.astimezone(LONDON).date()
    holidays = set(calendar(place).days)
    after = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    working = [day for day in after if day.isoweekday() <= 5 and day not in holidays]
    assert len(working) == days
    assert working[-1] == last


@given(start=STARTS, days=DAYS)
def test_the_first_day_makes_one_day_of_difference(start: datetime, days: int) -> None:
    without, counted = (
        count("calendar-days", start, days, first_day_counts=each).due_at for each in (False, True)
    )
    assert without is not None
    assert counted is not None
    assert (without.date() - counted.date()).days == 1
    assert (without.date() - start.astimezone(LONDON).date()).days == days


@given(start=STARTS, amount=st.integers(0, 100), gone=st.timedeltas(timedelta(0), timedelta(400)))
def test_without_delay_is_never_due_and_its_reminder_always_ahead(
    start: datetime, amount: int, gone: timedelta
) -> None:
    now = start.astimezone(UTC) + gone
    counted = count("without-delay", start, amount, now=now)
    assert counted.due_at is None
    assert counted.next_review_at is not None
    review = counted.next_review_at.astimezone(UTC)
    assert now < review <= now + timedelta(hours=24)
    assert (review - start.astimezone(UTC)) % timedelta(hours=24) == timedelta(0)


@given(start=STARTS, days=st.integers(800, 2_000))
def test_no_date_is_ever_given_past_the_end_of_a_calendar(start: datetime, days: int) -> None:
    # From 2024 to the end of 2027 there are some 1,010 working days; a start is at most 2027.
    place = calendar(EW)
    try:
        found = count("business-days", start, days, calendar=place).due_at
    except CalendarEndsError:
        return
    assert found is not None
    assert found.date() <= place.valid_through


def test_a_run_that_ends_at_midnight_does_not_reach_into_the_next_day() -> None:
    # 24 hours from Friday 00:00 end with Friday; Saturday is not passed over.
    start = moment("Fri 2026-11-20 00:00 Europe/London")
    counted = COUNTING["exact-hours"](start, 24, Counting())
    assert counted.due_at == moment("Sat 2026-11-21 00:00 Europe/London")
    assert "Saturday" not in counted.arithmetic[1]


def test_the_hour_left_out_is_one_of_the_civil_clock() -> None:
    # In Kolkata (UTC+5:30) 09:10 lies in the hour from 09:00; 24 hours run from 10:00 to 10:00.
    start = moment("Wed 2026-11-18 09:10 Asia/Kolkata")
    counted = COUNTING["eu-hours"](start, 24, Counting(zone=ZoneInfo("Asia/Kolkata")))
    assert counted.due_at == moment("Thu 2026-11-19 10:00 Asia/Kolkata")


def test_our_reminder_keeps_the_pace_the_rule_names() -> None:
    # Started 09:10, looked at 14:00: with a reminder every two hours the next is at 15:10.
    start = moment("Sat 2026-11-21 09:10 Europe/London")
    now = moment("Sat 2026-11-21 14:00 Europe/London")
    counted = COUNTING["without-delay"](start, 0, Counting(now=now, review_hours=2))
    assert counted.due_at is None
    same(counted.next_review_at, "Sat 2026-11-21 15:10 Europe/London")


def test_nothing_has_elapsed_from_a_start_that_is_only_possible() -> None:
    start = moment("Sat 2026-11-21 09:10 Europe/London")
    now = moment("Sat 2026-11-21 14:00 Europe/London")
    counted = COUNTING["without-delay"](start, 0, Counting(now=now, is_possible=True))
    assert counted.next_review_at is None
    assert counted.arithmetic == (
        "At the earliest the time runs from Sat 21 November 2026, 09:10 GMT (09:10 UTC).",
        "No limit in hours or days is set here.",
    )

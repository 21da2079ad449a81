"""How months are counted: by the day with the same number, Dodds v Walker [1981] 1 WLR 1027.

A period of months after an event ends on the day of the later month that bears the number of the
day of the event; where there is none, on the last day of that month. Every expected instant was
read off a printed calendar. Clocks in London go forward on 28 March 2027 and 26 March 2028 and
back on 25 October 2026, each at 01:00 UTC.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.facts.instants import LONDON
from disclosure.law.counting import Counted, Counting, calendar_months

DAY_END = time(23, 59, 59)


def count(start: str | datetime, months: int, **what) -> Counted:
    begins = datetime.fromisoformat(start) if isinstance(start, str) else start
    return calendar_months(begins, months, Counting(**what))


def due(start: str | datetime, months: int, **what) -> datetime:
    counted = count(start, months, **what).due_at
    assert counted is not None
    return counted


def same(found: datetime, expected: str) -> None:
    """Both the moment and the clock on the wall must be right."""
    wanted = datetime.fromisoformat(expected)
    assert found.astimezone(UTC) == wanted.astimezone(UTC)
    assert found.utcoffset() == wanted.utcoffset()


@pytest.mark.parametrize(
    ("months", "start", "expected"),
    [
        # Dodds v Walker itself: a notice of 30 September, four months, ends on 30 January.
        (4, "1978-09-30T10:00:00+01:00", "1979-01-30T23:59:59+00:00"),
        # the numbers agree
        (1, "2026-11-20T19:00:00+00:00", "2026-12-20T23:59:59+00:00"),
        (1, "2026-12-20T19:00:00+00:00", "2027-01-20T23:59:59+00:00"),
        (2, "2026-11-30T09:00:00+00:00", "2027-01-30T23:59:59+00:00"),
        (12, "2026-11-20T19:00:00+00:00", "2027-11-20T23:59:59+00:00"),
        (13, "2026-11-20T19:00:00+00:00", "2027-12-20T23:59:59+00:00"),
        (1, "2026-11-01T00:00:00+00:00", "2026-12-01T23:59:59+00:00"),
        (1, "2026-12-31T23:59:59+00:00", "2027-01-31T23:59:59+00:00"),
        # the later month is shorter
        (1, "2027-01-31T09:00:00+00:00", "2027-02-28T23:59:59+00:00"),
        (1, "2027-01-30T09:00:00+00:00", "2027-02-28T23:59:59+00:00"),
        (1, "2027-01-29T09:00:00+00:00", "2027-02-28T23:59:59+00:00"),
        (1, "2027-01-28T09:00:00+00:00", "2027-02-28T23:59:59+00:00"),
        (3, "2026-11-30T09:00:00+00:00", "2027-02-28T23:59:59+00:00"),
        (1, "2026-10-31T09:00:00+00:00", "2026-11-30T23:59:59+00:00"),
        # leap years; from the shorter month to the longer there is no stretching
        (1, "2028-01-31T09:00:00+00:00", "2028-02-29T23:59:59+00:00"),
        (1, "2028-01-29T09:00:00+00:00", "2028-02-29T23:59:59+00:00"),
        (12, "2028-02-29T09:00:00+00:00", "2029-02-28T23:59:59+00:00"),
        (48, "2028-02-29T09:00:00+00:00", "2032-02-29T23:59:59+00:00"),
        (1, "2028-02-29T09:00:00+00:00", "2028-03-29T23:59:59+01:00"),
        (1, "2027-02-28T09:00:00+00:00", "2027-03-28T23:59:59+01:00"),
        # both clock changes lie in between, or on the last day
        (1, "2026-09-25T09:00:00+01:00", "2026-10-25T23:59:59+00:00"),
        (1, "2026-10-20T09:00:00+01:00", "2026-11-20T23:59:59+00:00"),
        (1, "2027-03-20T09:00:00+00:00", "2027-04-20T23:59:59+01:00"),
        # the day is the one in London: 23:30 UTC in summer is half an hour past midnight
        (1, "2026-07-01T23:30:00+00:00", "2026-08-02T23:59:59+01:00"),
    ],
)
def test_a_month_ends_with_the_day_of_the_same_number(
    months: int, start: str, expected: str
) -> None:
    same(due(start, months), expected)


def test_the_day_is_read_in_the_zone_of_the_rule() -> None:
    # 23:30 UTC on 31 January is 08:30 on 1 February in Tokyo.
    found = due("2027-01-31T23:30:00+00:00", 1, zone=ZoneInfo("Asia/Tokyo"))
    same(found, "2027-03-01T23:59:59+09:00")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        # "a month beginning with": it ends the day before the one with the same number
        ("2026-11-20T19:00:00+00:00", "2026-12-19T23:59:59+00:00"),
        ("2026-03-01T09:00:00+00:00", "2026-03-31T23:59:59+01:00"),
        ("2027-01-28T09:00:00+00:00", "2027-02-27T23:59:59+00:00"),
        # without that number, on the month's last day all the same
        ("2027-01-29T09:00:00+00:00", "2027-02-28T23:59:59+00:00"),
        ("2027-01-31T09:00:00+00:00", "2027-02-28T23:59:59+00:00"),
    ],
)
def test_a_month_that_counts_its_first_day_ends_a_day_sooner(start: str, expected: str) -> None:
    same(due(start, 1, first_day_counts=True), expected)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-11-20T19:05:07+00:00", "2026-12-20T19:05:07+00:00"),
        # the clock on the wall counts, not the hours between
        ("2026-10-20T09:00:00+01:00", "2026-11-20T09:00:00+00:00"),
        ("2027-03-20T09:00:00+00:00", "2027-04-20T09:00:00+01:00"),
        # a time the clocks skip on 28 March 2027: 02:00 in summer time, when they have moved on
        ("2027-02-28T01:30:45+00:00", "2027-03-28T02:00:00+01:00"),
        ("2027-02-28T01:31:00+00:00", "2027-03-28T02:00:00+01:00"),
        ("2027-02-28T02:00:00+00:00", "2027-03-28T02:00:00+01:00"),
        ("2027-02-28T00:59:59+00:00", "2027-03-28T00:59:59+00:00"),
        # a time shown twice on 25 October 2026: the first of the two
        ("2026-09-25T01:30:00+01:00", "2026-10-25T01:30:00+01:00"),
        # no day with that number: the last day of the month belongs to the period in full
        ("2027-01-31T09:00:00+00:00", "2027-02-28T23:59:59+00:00"),
        ("2027-01-28T09:00:00+00:00", "2027-02-28T09:00:00+00:00"),
    ],
)
def test_a_month_may_end_at_the_time_at_which_it_began(start: str, expected: str) -> None:
    same(due(start, 1, same_time=True), expected)


# ---- In words -----------------------------------------------------------------------------------


def test_the_arithmetic_names_the_day_with_the_same_number() -> None:
    assert count("2026-11-20T19:00:00+00:00", 1).arithmetic == (
        "The event falls on Friday 20 November 2026; that day is not counted.",
        (
            "1 month, weekends and bank holidays included: it ends on the day with the same "
            "number, 20 December 2026."
        ),
        "Due by the end of Sunday 20 December 2026.",
    )


def test_the_arithmetic_says_that_a_month_has_no_such_day() -> None:
    assert count("2026-12-31T19:00:00+00:00", 2).arithmetic[1:] == (
        (
            "2 months, weekends and bank holidays included: February 2027 has no day 31, so it "
            "ends on the month's last day."
        ),
        "Due by the end of Sunday 28 February 2027.",
    )


def test_the_arithmetic_says_that_the_first_day_counts() -> None:
    assert count("2026-11-20T19:00:00+00:00", 1, first_day_counts=True).arithmetic == (
        "The event falls on Friday 20 November 2026; that day is the first day.",
        (
            "1 month, weekends and bank holidays included: it ends the day before the one with "
            "the same number, on 19 December 2026."
        ),
        "Due by the end of Saturday 19 December 2026.",
    )


def test_the_arithmetic_gives_the_time_where_the_rule_does() -> None:
    said = count("2026-11-20T19:00:00+00:00", 1, same_time=True).arithmetic
    assert said[-1] == "Due Sun 20 December 2026, 19:00 GMT (19:00 UTC)."


# ---- Whatever the start -------------------------------------------------------------------------

STARTS = st.datetimes(datetime(2019, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis puts the zone on
MONTHS = st.integers(1, 40)


@given(one=STARTS, other=STARTS, months=MONTHS, first_counts=st.booleans())
def test_a_later_start_never_gives_an_earlier_month_end(
    one: datetime, other: datetime, months: int, first_counts: bool
) -> None:
    earlier, later = sorted((one, other))
    ends = [due(start, months, first_day_counts=first_counts) for start in (earlier, later)]
    assert ends[0].astimezone(UTC) <= ends[1].astimezone(UTC)


def shown_twice(start: datetime) -> bool:
    """Say whether London's clocks show this time a second time, an hour before or later."""
    local = start.astimezone(LONDON)
    return local.replace(fold=0).utcoffset() > local.replace(fold=1).utcoffset()


@given(one=STARTS, nearby=st.timedeltas(timedelta(0), timedelta(3)), months=MONTHS)
def test_a_later_start_never_gives_an_earlier_time(
    one: datetime, nearby: timedelta, months: int
) -> None:
    # Which of two times alike was meant cannot be told by the clock on the wall.
    if shown_twice(one) or shown_twice(one + nearby):
        return
    earlier, later = (due(start, months, same_time=True) for start in (one, one + nearby))
    assert earlier.astimezone(UTC) <= later.astimezone(UTC)


@given(start=STARTS, months=MONTHS)
def test_a_month_ends_in_the_month_it_should_and_on_its_day_if_there_is_one(
    start: datetime, months: int
) -> None:
    first, found = start.astimezone(LONDON).date(), due(start, months)
    passed = (found.year - first.year) * 12 + found.month - first.month
    assert passed == months
    assert found.day == min(first.day, monthrange(found.year, found.month)[1])
    assert found.time() == DAY_END
    assert found.tzinfo is LONDON


@given(start=STARTS, months=MONTHS)
def test_a_month_is_never_shorter_than_28_days_nor_longer_than_31(
    start: datetime, months: int
) -> None:
    gone: timedelta = due(start, months).date() - start.astimezone(LONDON).date()
    assert 28 * months <= gone.days <= 31 * months


@given(start=STARTS, months=MONTHS)
def test_the_time_of_day_lies_within_the_last_day(start: datetime, months: int) -> None:
    whole, timed = due(start, months), due(start, months, same_time=True)
    assert isinstance(timed.date(), date)
    assert timed.date() == whole.date()
    assert timed.astimezone(UTC) <= whole.astimezone(UTC) + timedelta(seconds=1)

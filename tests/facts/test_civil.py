"""Civil times: which instant a clock on the wall names.

London goes forward on the last Sunday of March at 01:00 UTC, and back on the last Sunday of October
at 01:00 UTC: in 2026 on 29 March and on 25 October.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from disclosure.facts.civil import (
    AmbiguousTimeError,
    at_clock,
    comes_twice,
    part_of_day,
    zone_words,
)
from disclosure.facts.instants import LONDON, When, span
from disclosure.problems import ValueRefusedError

FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "at", "second", "expected"),
    [
        (date(2026, 11, 20), time(9, 10), None, utc(2026, 11, 20, 9, 10)),
        (date(2026, 7, 1), time(9, 10), None, utc(2026, 7, 1, 8, 10)),
        (FORWARD, time(0, 59), None, utc(2026, 3, 29, 0, 59)),
        (FORWARD, time(2), None, utc(2026, 3, 29, 1)),
        (BACK, time(0, 59), None, utc(2026, 10, 24, 23, 59)),
        (BACK, time(1, 30), False, utc(2026, 10, 25, 0, 30)),
        (BACK, time(1, 30), True, utc(2026, 10, 25, 1, 30)),
        (BACK, time(2), None, utc(2026, 10, 25, 2)),
    ],
)
def test_a_time_on_the_clock_names_one_instant(day, at, second, expected):
    found = at_clock(day, at, LONDON, second=second)
    assert (found, found.tzinfo) == (expected, UTC)


@pytest.mark.parametrize("at", [time(1), time(1, 30), time(1, 59)])
def test_the_hour_that_is_skipped_in_spring_is_refused(at):
    with pytest.raises(ValueRefusedError) as refused:
        at_clock(FORWARD, at, LONDON)
    expected = f"This time does not exist: the clocks go forward over {at:%H:%M} on 29 March 2026."
    assert refused.value.wrong == expected
    assert not comes_twice(FORWARD, at, LONDON)


def test_the_hour_that_comes_twice_in_autumn_must_say_which():
    with pytest.raises(AmbiguousTimeError, match=r"01:30 on 25 October 2026 comes twice"):
        at_clock(BACK, time(1, 30), LONDON)
    assert comes_twice(BACK, time(1, 30), LONDON)
    assert not comes_twice(BACK, time(2), LONDON)


@pytest.mark.parametrize("year", [1989, 2101])
def test_a_year_that_cannot_be_meant_is_refused(year):
    with pytest.raises(ValueRefusedError, match=f"The year {year} cannot be meant"):
        at_clock(date(year, 1, 1), time(9), LONDON)


@pytest.mark.parametrize(
    ("part", "earliest", "latest", "words"),
    [
        ("whole day", (0, 0, 0), (23, 59, 59), "Friday 20 November"),
        ("early hours", (0, 0, 0), (5, 59, 59), "the early hours of Friday 20 November"),
        ("morning", (6, 0, 0), (11, 59, 59), "the morning of Friday 20 November"),
        ("afternoon", (12, 0, 0), (17, 59, 59), "the afternoon of Friday 20 November"),
        ("evening", (18, 0, 0), (23, 59, 59), "the evening of Friday 20 November"),
    ],
)
def test_a_part_of_a_day_is_the_span_it_covers(part, earliest, latest, words):
    found = part_of_day(date(2026, 11, 20), part, LONDON)
    assert found == When(utc(2026, 11, 20, *earliest), utc(2026, 11, 20, *latest))
    assert span(found) == words


def test_a_day_on_which_the_clocks_change_is_as_long_as_it_is():
    # 25 October 2026 lasts 25 hours in London.
    found = part_of_day(BACK, "whole day", LONDON)
    assert found == When(utc(2026, 10, 24, 23), utc(2026, 10, 25, 23, 59, 59))


def test_a_zone_is_named_by_its_city():
    assert zone_words(LONDON) == "London time"
    assert zone_words(ZoneInfo("America/New_York")) == "New York time"

"""Dates and times as people type them, around both changes of the clocks."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from disclosure.problems import ValueRefusedError
from disclosure.web.moments import read_when

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("day", "moment", "instant"),
    [
        ("2025-04-22", "09:10", datetime(2025, 4, 22, 8, 10, tzinfo=UTC)),
        ("2025-12-01", "09:10", datetime(2025, 12, 1, 9, 10, tzinfo=UTC)),
        ("22/4/2025", "9.10", datetime(2025, 4, 22, 8, 10, tzinfo=UTC)),
        ("22.04.2025", "0910", datetime(2025, 4, 22, 8, 10, tzinfo=UTC)),
        (" 2025-04-22 ", "09:10:59", datetime(2025, 4, 22, 8, 10, tzinfo=UTC)),
    ],
)
def test_a_civil_time_is_read_in_its_zone(day, moment, instant):
    when = read_when(day, moment, LONDON)
    assert when.is_exact
    assert when.earliest == instant


def test_a_day_without_a_time_is_that_whole_day():
    when = read_when("2026-03-29", "", LONDON)
    # The clocks go forward on that day: it has 23 hours.
    assert when.earliest == datetime(2026, 3, 29, 0, 0, tzinfo=UTC)
    assert when.latest == datetime(2026, 3, 29, 22, 59, 59, tzinfo=UTC)
    assert read_when("", " ", LONDON) is None


@pytest.mark.parametrize(
    ("day", "moment", "why"),
    [
        ("22/04/25", "09:10", "no such date"),
        ("31/02/2025", "09:10", "no such date"),
        ("1066-10-14", "09:10", "cannot be meant"),
        ("2025-04-22", "25:00", "no such time"),
        ("2025-04-22", "09:10+01:00", "no such time"),
        ("", "09:10", "no date"),
        ("2026-03-29", "01:30", "does not exist"),
    ],
)
def test_what_is_no_moment_is_refused(day, moment, why):
    with pytest.raises(ValueRefusedError, match=why):
        read_when(day, moment, LONDON)


def test_the_hour_that_comes_twice_in_autumn_is_both_of_its_moments():
    when = read_when("2026-10-25", "01:30", LONDON)
    assert when.earliest == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert when.latest == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)

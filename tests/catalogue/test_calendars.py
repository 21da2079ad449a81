"""The frozen calendars: the days they hold, and how long they are good for."""

from datetime import date, datetime, timedelta

import pytest

from builders import ROOT, the_catalogue
from disclosure.catalogue.formats import CalendarFile
from disclosure.facts.instants import LONDON
from disclosure.files import load
from disclosure.law.calendars import Calendar

# A test about how old our knowledge is has to know what day it is; nothing else here does.
TODAY = datetime.now(LONDON).date()  # noqa: TID251

EW, SC, NI = "england-wales", "scotland", "northern-ireland"

# Typed in by hand: the Banking and Financial Dealings Act 1971, proclamations, and Easter on
# 5 April 2026 and 28 March 2027. Days that fall on a weekend stand at their substitute.
DAYS = """
2026-01-01 EW SC NI  New Year's Day
2026-01-02    SC     2 January
2026-03-17       NI  St Patrick's Day
2026-04-03 EW SC NI  Good Friday
2026-04-06 EW    NI  Easter Monday
2026-05-04 EW SC NI  Early May
2026-05-25 EW SC NI  Spring
2026-06-15    SC     one-off holiday in Scotland
2026-07-13       NI  Battle of the Boyne, substitute
2026-08-03    SC     Summer in Scotland
2026-08-31 EW    NI  Summer
2026-11-30    SC     St Andrew's Day
2026-12-25 EW SC NI  Christmas Day
2026-12-28 EW SC NI  Boxing Day, substitute
2027-01-01 EW SC NI  New Year's Day
2027-01-04    SC     2 January, substitute
2027-03-17       NI  St Patrick's Day
2027-03-26 EW SC NI  Good Friday
2027-03-29 EW    NI  Easter Monday
2027-05-03 EW SC NI  Early May
2027-05-31 EW SC NI  Spring
2027-07-12       NI  Battle of the Boyne
2027-08-02    SC     Summer in Scotland
2027-08-30 EW    NI  Summer
2027-11-30    SC     St Andrew's Day
2027-12-27 EW SC NI  Christmas Day, substitute
2027-12-28 EW SC NI  Boxing Day, substitute
"""


def typed(place: str) -> list[date]:
    short = {EW: "EW", SC: "SC", NI: "NI"}[place]
    return [date.fromisoformat(x[:10]) for x in DAYS.split("\n") if short in x[10:20].split()]


@pytest.fixture(params=[EW, SC, NI])
def calendar(request: pytest.FixtureRequest) -> Calendar:
    return the_catalogue().law.calendars[request.param]


def test_there_is_a_calendar_for_each_part_of_the_united_kingdom() -> None:
    assert sorted(the_catalogue().law.calendars) == [EW, NI, SC]


@pytest.mark.parametrize("year", [2026, 2027])
def test_every_bank_holiday_is_there_and_no_other(calendar: Calendar, year: int) -> None:
    found = sorted(day for day in calendar.days if day.year == year)
    assert found == [day for day in typed(calendar.id) if day.year == year]


def test_every_day_has_a_name_and_falls_on_a_working_day(calendar: Calendar) -> None:
    for day, name in calendar.days.items():
        assert name
        assert day.isoweekday() <= 5, day


def test_every_year_it_covers_is_filled(calendar: Calendar) -> None:
    # Each place has at least eight bank holidays in a year, less those without a substitute.
    for year in range(calendar.valid_from.year, calendar.valid_through.year + 1):
        assert sum(day.year == year for day in calendar.days) >= 7, year


def test_a_calendar_covers_whole_years(calendar: Calendar) -> None:
    first, last = calendar.valid_from, calendar.valid_through
    assert (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def test_a_calendar_reaches_to_the_end_of_next_year(calendar: Calendar) -> None:
    """Fails every January until the calendars have been brought up to date."""
    wanted = date(TODAY.year + 1, 12, 31)
    said = f"{calendar.title} ends on {calendar.valid_through}: add the bank holidays to {wanted}."
    assert calendar.valid_through >= wanted, said


def test_a_calendar_was_looked_at_within_the_year(calendar: Calendar) -> None:
    path = ROOT / "forms" / "calendars" / f"{calendar.id}.toml"
    loaded = load(CalendarFile, path, path.name)
    assert isinstance(loaded, CalendarFile)
    said = f"{calendar.title} was last checked on {loaded.checked_on}: check it again."
    assert loaded.checked_on + timedelta(days=366) >= TODAY, said


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 27), True),  # a Friday
        (date(2026, 11, 28), False),
        (date(2026, 11, 29), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),
    ],
)
def test_a_working_day_is_no_weekend_and_no_bank_holiday(
    calendar: Calendar, day: date, works: bool
) -> None:
    assert calendar.is_working_day(day) is works

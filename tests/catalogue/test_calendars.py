"""The frozen calendars: their days, where each comes from, and how long they are good for."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from builders import ROOT, the_catalogue
from disclosure.catalogue.calendars import CalendarFile
from disclosure.catalogue.review import months_before, runs_out, what_to_do
from disclosure.facts.instants import LONDON
from disclosure.files import load
from disclosure.law.calendars import Calendar
from disclosure.law.confidence import Confidence
from disclosure.law.counting import Counting, business_days

# A test about how old our knowledge is has to know what day it is; nothing else here does.
TODAY = datetime.now(LONDON).date()  # noqa: TID251

EW, SC, NI = "england-wales", "scotland", "northern-ireland"
SHORT = {EW: "EW", SC: "SC", NI: "NI"}
PUBLISHED = date(2028, 12, 31)

# Typed in by hand. 2024 to 2028: the list of GOV.UK, as the reference gives 2026 and 2027 and the
# published data gives the others. 2029 and 2030: the standing rules of the Banking and Financial
# Dealings Act 1971. Days that fall on a weekend stand at their substitute.
DAYS = """
2024-01-01 EW SC NI  New Year's Day
2024-01-02    SC     2 January
2024-03-18       NI  St Patrick's Day, a Sunday: substitute
2024-03-29 EW SC NI  Good Friday
2024-04-01 EW    NI  Easter Monday
2024-05-06 EW SC NI  Early May
2024-05-27 EW SC NI  Spring
2024-07-12       NI  Battle of the Boyne
2024-08-05    SC     Summer in Scotland
2024-08-26 EW    NI  Summer
2024-12-02    SC     St Andrew's Day, a Saturday: substitute
2024-12-25 EW SC NI  Christmas Day
2024-12-26 EW SC NI  Boxing Day
2025-01-01 EW SC NI  New Year's Day
2025-01-02    SC     2 January
2025-03-17       NI  St Patrick's Day
2025-04-18 EW SC NI  Good Friday
2025-04-21 EW    NI  Easter Monday
2025-05-05 EW SC NI  Early May
2025-05-26 EW SC NI  Spring
2025-07-14       NI  Battle of the Boyne, a Saturday: substitute
2025-08-04    SC     Summer in Scotland
2025-08-25 EW    NI  Summer
2025-12-01    SC     St Andrew's Day, a Sunday: substitute
2025-12-25 EW SC NI  Christmas Day
2025-12-26 EW SC NI  Boxing Day
2026-01-01 EW SC NI  New Year's Day
2026-01-02    SC     2 January
2026-03-17       NI  St Patrick's Day
2026-04-03 EW SC NI  Good Friday
2026-04-06 EW    NI  Easter Monday
2026-05-04 EW SC NI  Early May
2026-05-25 EW SC NI  Spring
2026-06-15    SC     one-off holiday in Scotland
2026-07-13       NI  Battle of the Boyne, a Sunday: substitute
2026-08-03    SC     Summer in Scotland
2026-08-31 EW    NI  Summer
2026-11-30    SC     St Andrew's Day
2026-12-25 EW SC NI  Christmas Day
2026-12-28 EW SC NI  Boxing Day, a Saturday: substitute
2027-01-01 EW SC NI  New Year's Day
2027-01-04    SC     2 January, a Saturday: substitute
2027-03-17       NI  St Patrick's Day
2027-03-26 EW SC NI  Good Friday
2027-03-29 EW    NI  Easter Monday
2027-05-03 EW SC NI  Early May
2027-05-31 EW SC NI  Spring
2027-07-12       NI  Battle of the Boyne
2027-08-02    SC     Summer in Scotland
2027-08-30 EW    NI  Summer
2027-11-30    SC     St Andrew's Day
2027-12-27 EW SC NI  Christmas Day, a Saturday: substitute
2027-12-28 EW SC NI  Boxing Day, a Sunday: substitute
2028-01-03 EW SC NI  New Year's Day, a Saturday: substitute
2028-01-04    SC     2 January, a Sunday: substitute
2028-03-17       NI  St Patrick's Day
2028-04-14 EW SC NI  Good Friday
2028-04-17 EW    NI  Easter Monday
2028-05-01 EW SC NI  Early May
2028-05-29 EW SC NI  Spring
2028-07-12       NI  Battle of the Boyne
2028-08-07    SC     Summer in Scotland
2028-08-28 EW    NI  Summer
2028-11-30    SC     St Andrew's Day
2028-12-25 EW SC NI  Christmas Day
2028-12-26 EW SC NI  Boxing Day
2029-01-01 EW SC NI  New Year's Day
2029-01-02    SC     2 January
2029-03-19       NI  St Patrick's Day, a Saturday: substitute
2029-03-30 EW SC NI  Good Friday
2029-04-02 EW    NI  Easter Monday
2029-05-07 EW SC NI  Early May
2029-05-28 EW SC NI  Spring
2029-07-12       NI  Battle of the Boyne
2029-08-06    SC     Summer in Scotland
2029-08-27 EW    NI  Summer
2029-11-30    SC     St Andrew's Day
2029-12-25 EW SC NI  Christmas Day
2029-12-26 EW SC NI  Boxing Day
2030-01-01 EW SC NI  New Year's Day
2030-01-02    SC     2 January
2030-03-18       NI  St Patrick's Day, a Sunday: substitute
2030-04-19 EW SC NI  Good Friday
2030-04-22 EW    NI  Easter Monday
2030-05-06 EW SC NI  Early May
2030-05-27 EW SC NI  Spring
2030-07-12       NI  Battle of the Boyne
2030-08-05    SC     Summer in Scotland
2030-08-26 EW    NI  Summer
2030-12-02    SC     St Andrew's Day, a Saturday: substitute
2030-12-25 EW SC NI  Christmas Day
2030-12-26 EW SC NI  Boxing Day
"""

# Easter Sunday of each year, from a printed table of the Gregorian calendar.
EASTER = {
    2024: date(2024, 3, 31),
    2025: date(2025, 4, 20),
    2026: date(2026, 4, 5),
    2027: date(2027, 3, 28),
    2028: date(2028, 4, 16),
    2029: date(2029, 4, 1),
    2030: date(2030, 4, 21),
}


def typed(place: str) -> list[date]:
    short = SHORT[place]
    return [date.fromisoformat(x[:10]) for x in DAYS.split("\n") if short in x[10:20].split()]


@pytest.fixture(params=[EW, SC, NI])
def calendar(request: pytest.FixtureRequest) -> Calendar:
    return the_catalogue().law.calendars[request.param]


def the_file(calendar: Calendar) -> CalendarFile:
    path = ROOT / "forms" / "calendars" / f"{calendar.id}.toml"
    loaded = load(CalendarFile, path, path.name)
    assert isinstance(loaded, CalendarFile)
    return loaded


def test_there_is_a_calendar_for_each_part_of_the_united_kingdom() -> None:
    assert sorted(the_catalogue().law.calendars) == [EW, NI, SC]


# ---- The days -----------------------------------------------------------------------------------


@pytest.mark.parametrize("year", range(2024, 2031))
def test_every_bank_holiday_is_there_and_no_other(calendar: Calendar, year: int) -> None:
    found = sorted(day for day in calendar.days if day.year == year)
    assert found == [day for day in typed(calendar.id) if day.year == year]


@pytest.mark.parametrize(("year", "sunday"), EASTER.items())
def test_easter_is_where_the_table_has_it(calendar: Calendar, year: int, sunday: date) -> None:
    assert sunday.isoweekday() == 7
    named = {name: day for day, name in calendar.days.items() if day.year == year}
    assert named["Good Friday"] == sunday - timedelta(days=2)
    # Scotland has no holiday on Easter Monday.
    monday = None if calendar.id == SC else sunday + timedelta(days=1)
    assert named.get("Easter Monday") == monday


def test_every_day_has_a_name_and_falls_on_a_working_day(calendar: Calendar) -> None:
    for day, name in calendar.days.items():
        assert name
        assert day.isoweekday() <= 5, day


def test_what_is_called_a_substitute_follows_a_weekend(calendar: Calendar) -> None:
    """A substitute stands on the first weekday after, that no other holiday has taken."""
    for day, name in calendar.days.items():
        if "substitute" not in name:
            continue
        before = day - timedelta(days=1)
        while before in calendar.days:
            before -= timedelta(days=1)
        assert before.isoweekday() == 7, (day, name)


def test_every_year_it_covers_is_filled(calendar: Calendar) -> None:
    # Each place has at least eight bank holidays in a year, less those without a substitute.
    for year in range(calendar.valid_from.year, calendar.valid_through.year + 1):
        assert sum(day.year == year for day in calendar.days) >= 7, year


def test_a_calendar_covers_whole_years_and_those_that_were_asked_for(calendar: Calendar) -> None:
    first, last = calendar.valid_from, calendar.valid_through
    assert (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    assert first <= date(2024, 1, 1)
    assert last >= date(2030, 12, 31)


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


# ---- Published and computed ---------------------------------------------------------------------


def test_published_years_are_read_and_computed_ones_are_from_knowledge(calendar: Calendar) -> None:
    assert calendar.published_through == PUBLISHED
    for day in the_file(calendar).days:
        read = day.on <= PUBLISHED
        assert day.confidence is (Confidence.VERIFIED if read else Confidence.KNOWLEDGE), day.on


def test_the_source_says_where_either_comes_from(calendar: Calendar) -> None:
    assert "https://www.gov.uk/bank-holidays" in calendar.source
    assert "2029 and 2030: worked out by hand" in calendar.source


def counted(start: date, days: int, place: str = EW) -> tuple[date, tuple[str, ...]]:
    at = datetime.combine(start, time(12), LONDON)
    held = the_catalogue().law.calendars[place]
    made = business_days(at, days, Counting(calendar=held))
    assert made.due_at
    return made.due_at.date(), made.arithmetic


def test_a_count_that_ends_in_a_computed_year_says_so() -> None:
    # Fri 29 December 2028, then Mon 1 January 2029, a holiday, and Tue 2 January.
    due, said = counted(date(2028, 12, 28), 2)
    assert due == date(2029, 1, 2)
    assert said[2] == (
        "Bank holidays in England and Wales are published up to 31 December 2028; the later ones "
        "are computed from the standing rules, so check the list before relying on this day."
    )
    assert len(said) == 4


def test_a_count_that_ends_in_a_published_year_does_not() -> None:
    due, said = counted(date(2028, 12, 27), 2)
    assert due == date(2028, 12, 29)
    assert len(said) == 3
    assert not any("computed" in line for line in said)


# ---- The law of a day ---------------------------------------------------------------------------

WORLD_CUP, APPOINTED = date(2026, 6, 15), date(2026, 2, 4)


def test_an_extra_holiday_is_unknown_to_the_law_before_it_was_appointed() -> None:
    scotland = the_catalogue().law.calendars[SC]
    assert scotland.as_of(APPOINTED - timedelta(days=1)).is_working_day(WORLD_CUP)
    assert not scotland.as_of(APPOINTED).is_working_day(WORLD_CUP)
    assert scotland.as_of(APPOINTED) is scotland


def test_an_extra_holiday_was_appointed_before_it_came(calendar: Calendar) -> None:
    for day, since in calendar.since.items():
        assert day in calendar.days
        assert since < day


# ---- How long they are good for -----------------------------------------------------------------


@pytest.mark.parametrize(("today", "said"), [(date(2030, 6, 30), False), (date(2030, 7, 1), True)])
def test_a_calendar_runs_out_six_months_before_its_last_day(today: date, said: bool) -> None:
    ends = replace(the_catalogue().law.calendars[EW], valid_through=date(2030, 12, 31))
    assert runs_out(ends, today) is said


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2030, 12, 31), 6, date(2030, 6, 30)),
        (date(2030, 12, 31), 10, date(2030, 2, 28)),
        (date(2028, 8, 31), 6, date(2028, 2, 29)),
        (date(2030, 3, 15), 6, date(2029, 9, 15)),
        (date(2030, 6, 30), 6, date(2029, 12, 30)),
    ],
)
def test_months_are_counted_back_to_a_day_that_exists(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_no_calendar_runs_out_within_six_months(calendar: Calendar) -> None:
    """Fails six months before the last day a calendar knows, and says what to do."""
    assert not runs_out(calendar, TODAY), what_to_do(calendar)


def test_the_next_year_is_published_and_not_only_computed(calendar: Calendar) -> None:
    """Fails in January when GOV.UK's list of the year has not been compared with ours yet."""
    wanted = date(TODAY.year, 12, 31)
    assert calendar.published_through >= wanted, what_to_do(calendar)


def test_a_calendar_was_looked_at_within_the_year(calendar: Calendar) -> None:
    checked_on = the_file(calendar).checked_on
    said = f"{calendar.title} was last checked on {checked_on}: check it again."
    assert checked_on + timedelta(days=366) >= TODAY, said

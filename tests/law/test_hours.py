"""When the market trades and announcements are released; what is not known is never guessed.

The expected times are those of a calendar on the wall: 21 November 2026 is a Saturday, Christmas
Day 2026 a Friday whose Boxing Day has its substitute on Monday 28 December.
"""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from builders import the_catalogue
from disclosure.facts.instants import LONDON
from disclosure.law.calendars import CalendarEndsError
from disclosure.law.confidence import Confidence
from disclosure.law.hours import Door, Hours, ShortDay, in_a_sentence, look, next_opening, short_day

EW = the_catalogue().law.calendars["england-wales"]
RNS, LSE = the_catalogue().law.hours["rns"], the_catalogue().law.hours["lse"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


# ---- The announcement service: the examples of the reference ------------------------------------


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-21 14:00", "2026-11-23 07:00"),  # a Saturday
        ("2026-12-24 19:00", "2026-12-29 07:00"),  # over Christmas
        ("2026-11-23 18:31", "2026-11-24 07:00"),
        ("2026-11-23 06:59", "2026-11-23 07:00"),
        ("2026-12-25 12:00", "2026-12-29 07:00"),
        ("2027-03-26 08:00", "2027-03-30 07:00"),  # Good Friday to Tuesday, clocks change
        ("2026-12-31 23:00", "2027-01-04 07:00"),
    ],
)
def test_a_closed_service_opens_on_the_next_working_day(moment: str, opens: str) -> None:
    seen = look(RNS, EW, at(moment))
    assert seen.door is Door.CLOSED
    assert seen.opens_at == at(opens)
    assert seen.closes_at is None


@pytest.mark.parametrize(
    ("moment", "door"),
    [
        ("2026-11-23 07:00", Door.OPEN),
        ("2026-11-23 18:29", Door.OPEN),
        ("2026-11-23 18:30", Door.CLOSED),
        ("2026-11-23 18:31", Door.CLOSED),
        ("2026-12-28 12:00", Door.CLOSED),
        ("2026-01-02 12:00", Door.OPEN),  # a holiday in Scotland only
    ],
)
def test_it_is_open_from_seven_to_half_past_six(moment: str, door: Door) -> None:
    seen = look(RNS, EW, at(moment))
    assert seen.door is door
    assert seen.confidence is Confidence.KNOWLEDGE


def test_an_open_service_says_until_when() -> None:
    seen = look(RNS, EW, at("2026-11-23 10:00"))
    assert (seen.opens_at, seen.closes_at) == (None, at("2026-11-23 18:30"))


@pytest.mark.parametrize("moment", ["2026-12-24 08:00", "2026-12-24 18:00", "2026-12-31 14:00"])
def test_on_a_short_day_without_an_hour_nothing_is_guessed(moment: str) -> None:
    seen = look(RNS, EW, at(moment))
    assert seen.door is Door.NOT_KNOWN
    assert seen.confidence is Confidence.UNCERTAIN
    assert seen.closes_at is None
    assert seen.opens_at == at("2026-12-29 07:00" if "12-24" in moment else "2027-01-04 07:00")


# ---- The market ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock", "phase"),
    [
        ("07:49", ""),
        ("07:50", "opening auction call"),
        ("08:00", "continuous trading"),
        ("16:29", "continuous trading"),
        ("16:30", "closing auction call"),
        ("16:35", "crossing at the closing price"),
        ("16:40", ""),
    ],
)
def test_the_parts_of_a_trading_day(clock: str, phase: str) -> None:
    seen = look(LSE, EW, at(f"2026-11-23 {clock}"))
    assert seen.phase == phase
    assert seen.door is (Door.OPEN if phase else Door.CLOSED)


@pytest.mark.parametrize(
    ("moment", "door"),
    [
        ("2026-12-24 12:29", Door.OPEN),
        ("2026-12-24 12:30", Door.CLOSED),
        ("2026-12-23 15:00", Door.OPEN),
        ("2026-12-30 15:00", Door.OPEN),
        ("2026-12-31 13:00", Door.CLOSED),
    ],
)
def test_the_market_closes_early_before_the_feasts(moment: str, door: Door) -> None:
    assert look(LSE, EW, at(moment)).door is door


@pytest.mark.parametrize(
    ("day", "is_short"),
    [
        # 24 and 31 December 2023 were Sundays: the Fridays before were short, as the press said.
        (date(2023, 12, 22), True),
        (date(2023, 12, 29), True),
        (date(2023, 12, 21), False),
        (date(2023, 12, 28), False),
        (date(2024, 12, 24), True),
        (date(2024, 12, 31), True),
        (date(2024, 12, 30), False),
        (date(2027, 12, 24), True),  # Christmas Day is a Saturday
        (date(2027, 12, 31), True),
        (date(2026, 7, 1), False),
    ],
)
def test_the_last_working_day_before_a_feast_is_short(day: date, is_short: bool) -> None:
    assert (short_day(LSE, EW, day) is not None) is is_short


# ---- Zones, words, ends -------------------------------------------------------------------------


def test_hours_are_those_of_london_in_summer_and_winter() -> None:
    # 06:30 on the universal clock is 07:30 in London in July, and 06:30 in January.
    assert look(RNS, EW, datetime.fromisoformat("2026-07-01T06:30:00+00:00")).door is Door.OPEN
    assert look(RNS, EW, datetime.fromisoformat("2026-01-05T06:30:00+00:00")).door is Door.CLOSED


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (
            "2026-11-23 10:00",
            (
                "Regulatory News Service (RNS): open until 18:30, release of announcements (from "
                "knowledge, not read in a source)."
            ),
        ),
        (
            "2026-11-21 14:00",
            (
                "Regulatory News Service (RNS): closed (from knowledge, not read in a source). It "
                "is a weekend. It opens Mon 23 November 2026, 07:00 GMT (07:00 UTC)."
            ),
        ),
        (
            "2026-12-28 14:00",
            (
                "Regulatory News Service (RNS): closed (from knowledge, not read in a source). "
                "Boxing Day (substitute day) is no working day in England and Wales. It opens Tue "
                "29 December 2026, 07:00 GMT (07:00 UTC)."
            ),
        ),
        (
            "2026-12-24 14:00",
            (
                "Regulatory News Service (RNS): it is not known whether it is still open "
                "(uncertain: check before relying on it). RNS closes early on the last working day "
                "before Christmas Day; no source seen says when this year. Ask RNS before you "
                "count on it. It is open for certain from Tue 29 December 2026, 07:00 GMT (07:00 "
                "UTC)."
            ),
        ),
    ],
)
def test_it_is_said_in_a_sentence(moment: str, words: str) -> None:
    assert in_a_sentence(RNS, look(RNS, EW, at(moment))) == words


def test_a_day_the_calendar_does_not_know_is_refused() -> None:
    with pytest.raises(CalendarEndsError):
        look(RNS, EW, at("2018-06-01 12:00"))


def test_a_service_that_never_opens_is_told() -> None:
    never = replace(EW, days=dict.fromkeys((date(2026, 11, n) for n in range(1, 31)), "feast"))
    with pytest.raises(LookupError, match="does not open within 14 days"):
        next_opening(RNS, never, at("2026-11-01 12:00"))


def test_no_hour_is_given_that_no_source_bears() -> None:
    for hours in (RNS, LSE):
        assert hours.source
        marks = {phase.confidence for phase in hours.phases}
        marks |= {short.confidence for short in hours.short_days if short.until}
        assert Confidence.VERIFIED not in marks
    assert [short.until for short in RNS.short_days] == [None, None]
    assert {short.confidence for short in RNS.short_days} == {Confidence.UNCERTAIN}


def test_a_short_day_with_an_hour_ends_with_it() -> None:
    known = ShortDay(12, 25, time(13, 30), Confidence.SECONDARY, "It ends at 13:30.")
    hours: Hours = replace(RNS, short_days=(known,))
    seen = look(hours, EW, at("2026-12-24 13:29"))
    assert (seen.door, seen.closes_at) == (Door.OPEN, at("2026-12-24 13:30"))
    assert look(hours, EW, at("2026-12-24 13:30")).door is Door.CLOSED

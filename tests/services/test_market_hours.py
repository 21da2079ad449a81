"""Beside a duty to announce stands whether anything is open; no deadline moves for it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from builders import CASES, a_judgement, moment, the_catalogue
from disclosure.facts.case import Case
from disclosure.law.deadlines import StageDeadline
from disclosure.services.assessments import Assessments
from disclosure.services.cases import Cases
from disclosure.services.market_hours import market_hours

MS: Path = CASES / "ms-2025.toml"
ADVICE = "A closed service is by itself no ground to wait with inside information."


def announced(at: datetime, *, judged: bool = True) -> StageDeadline:
    """Give the announcement of a case looked at from an instant, judged inside an hour before."""
    held: Case = Cases(the_catalogue()).open(MS)
    inside = a_judgement("inside_information", "yes", moment("Tue 2025-04-22 12:00 UTC"))
    made = replace(inside, made_at=moment("Tue 2025-04-22 12:30 UTC"))
    case = replace(held, judgements=(made,) if judged else (), submissions=(), releases=())
    duties = Assessments(the_catalogue()).assess(case, at=at).duties
    duty = next(d for d in duties if d.obligation.id == "uk.mar.17-1")
    return duty.stages[0]


def test_on_a_weekend_it_is_said_when_the_service_opens() -> None:
    # Sat 26 April 2025: it opens on Mon 28.
    lines = announced(moment("Sat 2025-04-26 14:00 UTC")).arithmetic
    rns = next(line for line in lines if line.startswith("Regulatory News Service"))
    assert "closed" in rns
    assert "It opens Mon 28 April 2025, 07:00 BST (06:00 UTC)." in rns
    assert any(line.startswith(ADVICE) for line in lines)


def test_while_it_is_open_nobody_is_told_what_to_do_meanwhile() -> None:
    lines = announced(moment("Wed 2025-04-23 09:00 UTC")).arithmetic
    assert any("open until 18:30" in line for line in lines)
    assert not any(line.startswith(ADVICE) for line in lines)


def test_no_hour_becomes_a_limit() -> None:
    stage = announced(moment("Sat 2025-04-26 14:00 UTC"))
    assert stage.due_at is None
    assert "No limit in hours or days is set here." in stage.arithmetic


def test_other_duties_say_nothing_of_the_market() -> None:
    case = Cases(the_catalogue()).open(MS)
    for duty in Assessments(the_catalogue()).assess(case).duties:
        if duty.obligation.audience != "market":
            lines = [line for stage in duty.stages for line in stage.arithmetic]
            assert not any("RNS" in line for line in lines), duty.obligation.id


@pytest.mark.parametrize("year", [2018, 2031])
def test_beyond_the_calendars_nothing_is_said(year: int) -> None:
    assert market_hours(the_catalogue().law, datetime(year, 6, 3, 12, tzinfo=UTC)) == ()


def test_a_holiday_appointed_later_is_unknown_on_the_day() -> None:
    """The hours are those of the working days as the law of the instant had them."""
    law = the_catalogue().law
    held = law.calendars["england-wales"]
    extra = {date(2025, 4, 24): "Extra holiday"}
    calendar = replace(
        held, days={**held.days, **extra}, since={date(2025, 4, 24): date(2025, 5, 1)}
    )
    later = replace(law, calendars={**law.calendars, "england-wales": calendar})
    said = market_hours(later, moment("Thu 2025-04-24 09:00 UTC"))
    assert said[0].startswith("Regulatory News Service (RNS): open until 18:30")

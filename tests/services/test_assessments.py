"""Which instant a case is looked at from, whose law is applied, and what is said of it."""

from datetime import UTC, date, datetime

import pytest

from builders import a_case, a_case_file, the_catalogue
from disclosure.facts.case import Case
from disclosure.facts.instants import LONDON
from disclosure.services.assessments import Assessments, law_note


@pytest.fixture(scope="module")
def assessments() -> Assessments:
    return Assessments(the_catalogue())


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def test_the_instant_and_the_law_are_the_cases_own_unless_asked_for(
    assessments: Assessments,
) -> None:
    made = assessments.assess(a_case_file("ms-2025"))
    assert made.at == london("2025-04-22T14:00")
    assert made.law_as_of == date(2026, 11, 21)


def test_another_instant_and_another_days_law_can_be_asked_for(assessments: Assessments) -> None:
    at, day = london("2025-04-20T09:00"), date(2025, 4, 20)
    made = assessments.assess(a_case_file("ms-2025"), at=at, law_as_of=day)
    assert (made.at, made.law_as_of, made.law_note) == (at, day, "")


def test_what_was_recorded_later_is_not_known_yet(assessments: Assessments) -> None:
    # The judgement was made at 11:00 on 19 April; the facts were recorded on 22 April.
    case = a_case_file("ms-2025-aware")
    before = assessments.assess(case, at=london("2025-04-19T10:59"))
    after = assessments.assess(case, at=london("2025-04-19T11:00"))
    due = [
        next(d for d in made.duties if d.obligation.id == "uk.gdpr.33").stages[0].due_at
        for made in (before, after)
    ]
    assert due == [None, london("2025-04-22T09:10")]


def test_only_what_is_law_on_the_day_is_judged(assessments: Assessments) -> None:
    # The voluntary report to the NCSC exists since 3 October 2016, the UK GDPR since 2021.
    case = a_case_file("ms-2025")
    names = {d.obligation.id for d in assessments.assess(case, law_as_of=date(2020, 1, 1)).duties}
    assert "uk.ncsc" in names
    assert "uk.gdpr.33" not in names
    assert assessments.assess(case, law_as_of=date(1990, 1, 1)).duties == ()


def test_a_bill_is_watched_and_is_no_duty(assessments: Assessments) -> None:
    law = the_catalogue().law
    bills = {o.id for o in law.obligations if o.kind == "watch"}
    made = assessments.assess(a_case_file("ms-2025"))
    assert {duty.obligation.id for duty in made.watched} == bills
    assert not bills & {duty.obligation.id for duty in made.duties}
    # The first of them was introduced after the incident.
    assert assessments.assess(a_case_file("ms-2025"), law_as_of=date(2024, 1, 1)).watched == ()


def seen_at(at: datetime) -> Case:
    return a_case(at=at)


def test_nothing_is_said_when_the_days_agree() -> None:
    at = london("2025-04-22T14:00")
    assert law_note(seen_at(at), at, date(2025, 4, 22)) == ""


def test_the_day_is_that_of_the_cases_own_zone() -> None:
    # 23:30 UTC on 21 April is 00:30 on 22 April in London.
    at = datetime(2025, 4, 21, 23, 30, tzinfo=UTC)
    assert law_note(seen_at(at), at, date(2025, 4, 22)) == ""
    assert law_note(seen_at(at), at, date(2025, 4, 21)) != ""


def test_later_law_on_an_earlier_incident_is_said() -> None:
    at = london("2025-04-22T14:00")
    assert law_note(seen_at(at), at, date(2026, 11, 21)) == (
        "The law of 21 November 2026 is applied to an earlier incident, seen as it stood on "
        "22 April 2025; the law of its own days may have differed."
    )


def test_earlier_law_on_a_later_incident_is_said() -> None:
    at = london("2025-04-22T14:00")
    assert law_note(seen_at(at), at, date(2024, 1, 2)) == (
        "The law of 2 January 2024 is applied to a later incident, of 22 April 2025."
    )

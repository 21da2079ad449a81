"""Texts of an incident that is over: nothing in them goes on that has ended."""

import re
from dataclasses import replace

import pytest
from drafted import drafted, texts
from full_case import AT, NOON, a_full_case

from builders import a_fact, an_entry, the_catalogue
from disclosure.facts.case import Case
from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion
from disclosure.words.drafts import Draft

GOES_ON = re.compile(
    r"\b(?:is|are) dealing with|\bOur teams are\b|\bThere (?:is|may be) a risk to the security"
    r"|\bhave been affected since\b|\bProblems(?:, we believe,)? since\b|\bthis causes\b"
    r"|\bpriority is to put this right\b|\bfixing this\b|\bThe disruption comes from\b"
    r"|\bThe cause of these problems is\b"
)
SINCE = re.compile(
    r"\bhave been affected since\b|\bProblems(?:, we believe,)? since\b|\bOur teams are\b"
)


def _entry(name: str, area: str) -> FactVersion:
    fields = {"name": f"our {name}", "area": area, "state": "restored"}
    return an_entry("service", name, fields, recorded_at=NOON, true_at=NOON)


WORKS = (_entry("website", "online"), _entry("contactless", "payment"))
PROGRESS = a_fact("restoration.progress", "working to bring the website back", recorded_at=NOON)
OVER = a_fact("incident.ongoing", "no", recorded_at=NOON, true_at=NOON)
STARTED = When.exactly(AT.replace(hour=8))


def of_all(case: Case) -> list[Draft]:
    """Draft every notice of a case."""
    return [drafted(case, notice).draft for notice in the_catalogue().notices]


def that_go_on(case: Case, pattern: re.Pattern[str]) -> list[str]:
    """Give the sentences in which something goes on, with the texts they stand in."""
    return [
        f"{draft.notice}: {text}"
        for draft in of_all(case)
        for text in texts(draft)
        if pattern.search(text)
    ]


@pytest.mark.parametrize("standing", [Standing.CONFIRMED, Standing.SUSPECTED])
def test_nothing_goes_on_in_the_texts_of_what_is_over(standing: Standing) -> None:
    what = a_fact("incident.description", "a cyber incident", standing, recorded_at=NOON)
    started = a_fact("incident.started_at", STARTED, standing, recorded_at=NOON)
    case = a_full_case(OVER, what, started, PROGRESS, *WORKS)
    assert that_go_on(case, GOES_ON) == []


def test_no_priority_is_to_put_right_what_is_right_again() -> None:
    back = a_fact("incident.resolved_at", When.exactly(NOON), recorded_at=NOON)
    case = a_full_case(OVER, back, PROGRESS, *WORKS)
    case = replace(case, facts=tuple(f for f in case.facts if f.record != "data"))
    assert that_go_on(case, GOES_ON) == []


def test_services_that_work_again_are_not_said_to_be_affected_still() -> None:
    # The incident itself may go on: nobody has said that it is over.
    assert that_go_on(a_full_case(PROGRESS, *WORKS), SINCE) == []


def test_the_first_message_to_staff_says_that_it_is_over() -> None:
    notice = next(n for n in the_catalogue().notices if n.id == "voluntary.first.staff")
    said = texts(drafted(a_full_case(OVER, *WORKS), notice).draft)
    assert "Harcourt & Vale plc has been dealing with a cyber incident. It is over." in said


def test_it_is_not_over_while_a_service_is_affected() -> None:
    notice = next(n for n in the_catalogue().notices if n.id == "voluntary.first.staff")
    said = texts(drafted(a_full_case(OVER), notice).draft)
    assert "Harcourt & Vale plc is dealing with a cyber incident." in said

"""A clock that runs until each group of people has been told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import NOON, a_case, a_judgement, a_submission, an_entry, the_catalogue
from disclosure.facts.case import Submission
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.law.deadlines import ClockState, deadline

SUPPORT = {
    Standing.SUSPECTED: Support(basis="a log"),
    Standing.UNKNOWN: Support(being_checked="the team"),
    Standing.NO_SIGN: Support(checked="logs", checked_by="the team", checked_until=NOON),
}


def data(who: str, standing: Standing = Standing.CONFIRMED) -> FactVersion:
    fields = {"who": who, "category": "identifiers", "effect": "taken"}
    return an_entry("data", who, fields, standing, support=SUPPORT.get(standing))


def sent(group: str, minutes: int = 0) -> Submission:
    given = a_submission("uk.gdpr.34", "initial", NOON - timedelta(minutes=60 - minutes))
    return replace(given, group=group, reference=group or "all")


def clock(*given: Submission, facts: tuple[FactVersion, ...]):
    judged = a_judgement("high_risk_to_individuals", "likely")
    case = a_case(facts=facts, judgements=[judged], submissions=given)
    rule = next(o for o in the_catalogue().law.obligations if o.id == "uk.gdpr.34")
    return deadline(rule.stages[0], rule.id, case.known_at(case.at), {})


BOTH = (data("customers"), data("former-employees"))


def test_one_letter_of_two_does_not_stop_the_clock() -> None:
    part = clock(sent("customers"), facts=BOTH)
    assert part.state is ClockState.RUNNING
    assert part.arithmetic[-1] == (
        "Told so far: customers. Not yet told: former employees. "
        "It stays open until each has been told."
    )
    whole = clock(sent("customers"), sent("former-employees", 10), facts=BOTH)
    assert whole.state is ClockState.MET
    # It is the last letter that closes it.
    assert whole.reference == "former-employees"
    assert not any("Not yet told" in line for line in whole.arithmetic)


def test_nobody_told_is_no_group_told() -> None:
    assert not any("Told so far" in line for line in clock(facts=BOTH).arithmetic)


@pytest.mark.parametrize(
    ("standing", "state"),
    [
        (Standing.SUSPECTED, ClockState.RUNNING),
        (Standing.UNKNOWN, ClockState.RUNNING),
        (Standing.NO_SIGN, ClockState.MET),
    ],
)
def test_a_group_that_may_be_concerned_is_not_yet_done_with(standing, state) -> None:
    facts = (data("customers"), data("members", standing))
    assert clock(sent("customers"), facts=facts).state is state


def test_a_group_found_later_opens_it_again() -> None:
    assert clock(sent("customers"), facts=(data("customers"),)).state is ClockState.MET
    assert clock(sent("customers"), facts=BOTH).state is ClockState.RUNNING


def test_what_went_to_everybody_told_everybody() -> None:
    whole = clock(sent(""), sent("customers", 10), facts=BOTH)
    assert (whole.state, whole.reference) == (ClockState.MET, "all")


def test_a_stage_told_to_all_at_once_is_closed_by_the_first() -> None:
    case = a_case(submissions=[replace(a_submission(), group="customers")], facts=BOTH)
    known = case.known_at(case.at)
    assert known.submission("uk.gdpr.33", "initial") is not None

"""Answers: what becomes of one when somebody else has answered, and the order of instants."""

from datetime import timedelta

import pytest

from builders import NOON, a_fact
from disclosure.facts.answers import (
    Fate,
    NewVersion,
    as_version,
    fate,
    order_of_facts,
    order_of_fields,
    says_the_same,
)
from disclosure.facts.instants import LONDON, When
from disclosure.facts.standings import Ceiling, Change, Standing
from disclosure.facts.versions import Support

KEY = "personal_data.involved"
CHANGES, CONFIRMS = Change.CHANGES, Change.RE_CONFIRMS
LABELS = {
    "incident.occurred_at": "When it began",
    "incident.started_at": "Since when",
    "incident.first_signal_at": "First signal",
    "incident.detected_at": "Detected",
    "incident.resolved_at": "Back to normal",
    "confidentiality.lost_at": "Confidentiality lost",
    "next_update.at": "Next update",
}


def an_answer(value="yes", *, seen=0, change=Change.FIRST, key=KEY, **more) -> NewVersion:
    return NewVersion(key, seen, change, value=value, **more)


def at(hours: float) -> When:
    """Give an instant so many hours from now."""
    return When.exactly(NOON + timedelta(hours=hours))


# ---- Two people on one answer ----------------------------------------------------------------

FIRST = a_fact()
CHANGED = a_fact(value="no", number=2)
CONFIRMED = a_fact(number=2, change=CONFIRMS)
WITHDRAWN = a_fact(number=2, change=Change.WITHDRAWN)


@pytest.mark.parametrize(
    ("answer", "history", "expected"),
    [
        (an_answer(), [], Fate.RECORD),
        (an_answer("no", seen=1, change=CHANGES), [FIRST], Fate.RECORD),
        # typed on an empty question that somebody has answered since
        (an_answer("no"), [FIRST], Fate.CONFLICT),
        (an_answer("yes"), [FIRST], Fate.SAME),
        (an_answer("no", seen=1, change=CHANGES), [FIRST, CHANGED], Fate.SAME),
        (an_answer(None, seen=1, change=CHANGES), [FIRST, CHANGED], Fate.CONFLICT),
        (an_answer("no", seen=1, change=CHANGES), [FIRST, CONFIRMED], Fate.CONFLICT),
        (an_answer("yes", seen=1, change=CHANGES), [FIRST, WITHDRAWN], Fate.CONFLICT),
        # confirming what has changed would confirm what nobody saw
        (an_answer(None, seen=1, change=CONFIRMS), [FIRST, CHANGED], Fate.CONFLICT),
        (an_answer(None, seen=1, change=CONFIRMS), [FIRST, CONFIRMED], Fate.SAME),
        (an_answer(None, seen=1, change=Change.WITHDRAWN), [FIRST, WITHDRAWN], Fate.SAME),
        (an_answer(None, seen=1, change=Change.WITHDRAWN), [FIRST, CHANGED], Fate.CONFLICT),
        # a number that was never given
        (an_answer(seen=3), [], Fate.CONFLICT),
        (an_answer(None, seen=3, change=CONFIRMS), [FIRST], Fate.CONFLICT),
    ],
)
def test_an_answer_is_recorded_only_upon_what_was_seen(answer, history, expected):
    assert fate(answer, history) is expected


@pytest.mark.parametrize(
    "other",
    [
        an_answer("no"),
        an_answer(standing=Standing.SUSPECTED),
        an_answer(ceiling=Ceiling.STAFF),
        an_answer(support=Support(basis="reports")),
    ],
)
def test_another_value_standing_reader_or_basis_is_another_answer(other):
    assert not says_the_same(FIRST, other)


def test_another_time_or_source_is_the_same_answer():
    new = an_answer(true_at=NOON, support=Support(source="a call"))
    assert says_the_same(FIRST, new)


# ---- Versions --------------------------------------------------------------------------------


def test_a_confirmation_takes_over_what_it_confirms_and_says_when():
    checked = Support(checked="logs", checked_by="us", checked_until=NOON - timedelta(hours=3))
    before = a_fact(standing=Standing.NO_SIGN, support=checked, ceiling=Ceiling.STAFF)
    new = an_answer(None, seen=1, change=CONFIRMS, true_at=NOON, support=Support(source="a call"))
    made = as_version(new, 2, recorded_at=NOON, recorded_by="Ann", before=before)
    assert (made.value, made.standing, made.ceiling) == ("yes", Standing.NO_SIGN, Ceiling.STAFF)
    # What was looked for and not found has now been looked for up to the time it was confirmed.
    assert made.support == Support("a call", checked="logs", checked_by="us", checked_until=NOON)
    assert (made.true_at, made.number, made.change) == (NOON, 2, CONFIRMS)


def test_a_withdrawal_keeps_what_was_withdrawn_and_claims_no_later_check():
    until = NOON - timedelta(hours=3)
    before = a_fact(standing=Standing.NO_SIGN, support=Support(checked_until=until))
    new = an_answer(None, seen=1, change=Change.WITHDRAWN, true_at=NOON, change_reason="by mistake")
    made = as_version(new, 2, recorded_at=NOON, recorded_by="Ann", before=before)
    assert (made.value, made.support.checked_until) == ("yes", until)
    assert made.change_reason == "by mistake"


# ---- Order -----------------------------------------------------------------------------------


def problems(values: dict[str, When], *answered: str) -> list[tuple[str, str, bool]]:
    keys = answered or tuple(values)
    found = order_of_facts(values, keys, LABELS, NOON, LONDON)
    return [(each.key, each.wrong, each.is_impossible) for each in found]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("incident.occurred_at", "incident.resolved_at"),
        ("incident.started_at", "incident.resolved_at"),
        ("incident.detected_at", "incident.resolved_at"),
        ("incident.occurred_at", "incident.detected_at"),
        ("incident.first_signal_at", "incident.detected_at"),
    ],
)
def test_an_end_before_its_beginning_is_impossible(first, second):
    found = problems({first: at(-2), second: at(-3)}, second)
    wrong = f"This lies before “{LABELS[first]}”, which is 10:00 on Friday 20 November."
    assert found == [(second, wrong, True)]
    assert problems({first: at(-3), second: at(-2)}) == []
    assert problems({first: at(-2), second: at(-2)}) == []


def test_the_problem_stands_beside_the_answer_just_given():
    values = {"incident.occurred_at": at(-2), "incident.detected_at": at(-3)}
    ((key, wrong, _),) = problems(values, "incident.occurred_at")
    assert key == "incident.occurred_at"
    assert wrong == "This lies after “Detected”, which is 09:00 on Friday 20 November."


def test_what_was_not_answered_now_is_not_found_fault_with():
    values = {"incident.occurred_at": at(-2), "incident.detected_at": at(-3)}
    assert problems(values, "incident.started_at") == []


def test_a_span_is_out_of_order_only_when_no_instant_of_it_fits():
    day = When(NOON - timedelta(hours=12), NOON - timedelta(hours=1))
    assert problems({"incident.occurred_at": at(-2), "incident.detected_at": day}) == []


def test_what_is_unlikely_is_only_pointed_out():
    values = {"incident.occurred_at": at(-2), "incident.first_signal_at": at(-3)}
    ((key, _, is_impossible),) = problems(values)
    assert (key, is_impossible) == ("incident.first_signal_at", False)


def test_what_has_happened_cannot_lie_ahead_and_a_promise_should_not_lie_behind():
    assert problems({"incident.detected_at": at(1)}) == [
        ("incident.detected_at", "This time has not come yet.", True)
    ]
    assert problems({"next_update.at": at(-1)}) == [
        ("next_update.at", "This time has passed.", False)
    ]
    assert problems({"next_update.at": at(1)}) == []


def test_the_fields_of_an_entry_are_in_order_too():
    found = order_of_fields("service:web", {"since": at(-2), "returns_at": at(-3)}, NOON)
    assert [(p.key, p.is_impossible) for p in found] == [
        ("service:web.returns_at", False),
        ("service:web.returns_at", True),
    ]


def test_a_body_may_be_planned_to_be_told_later():
    planned = {"state": "planned", "told_at": at(5)}
    assert list(order_of_fields("body:ico", planned, NOON)) == []
    ((told),) = order_of_fields("body:ico", {"state": "told", "told_at": at(5)}, NOON)
    assert told.is_impossible

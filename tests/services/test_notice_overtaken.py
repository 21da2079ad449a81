"""What is said of a text that went out, by what has moved beneath it since and what it promised."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import NOON, a_case, a_fact, a_release, a_released_sentence, an_entry
from disclosure.facts.instants import When
from disclosure.facts.standings import Change
from disclosure.services.notice_overtaken import (
    MORE_IS_KNOWN,
    NO_LONGER_HOLDS,
    UPDATE_OVERDUE,
    marks,
)

SAID = a_fact("incident.cause", "a fault", recorded_at=NOON - timedelta(hours=5))
TEXT = "voluntary.email.customers#1"
HOUR = timedelta(hours=1)


def later(change: Change, value: str = "a fire"):
    return a_fact("incident.cause", value, number=2, change=change)


def said_of(*facts, others=(), rests_on="incident.cause@1", at=NOON):
    sentence = a_released_sentence("A fault stopped our tills.", rests_on)
    release = a_release("customers", NOON - 3 * HOUR, name=TEXT, sentences=[sentence])
    known = a_case(facts=facts, releases=[release, *others], at=at).known_at(at)
    return marks(known, TEXT, frozenset())


def test_a_text_whose_facts_stand_bears_no_mark() -> None:
    assert said_of(SAID) == ()
    assert said_of(SAID, later(Change.RE_CONFIRMS, "a fault")) == ()


@pytest.mark.parametrize("change", [Change.CHANGES, Change.WRONG_WHEN_SAID, Change.WITHDRAWN])
def test_a_text_whose_facts_have_moved_no_longer_holds(change) -> None:
    assert said_of(SAID, later(change)) == (NO_LONGER_HOLDS,)


def test_a_text_that_only_says_less_than_is_known_is_not_said_to_be_untrue() -> None:
    delayed = an_entry(fields={"name": "collection", "state": "delayed"})
    more = replace(
        delayed,
        number=2,
        change=Change.CHANGES,
        fields={**delayed.fields, "detail": "by two days"},
    )
    rests_on = f"{delayed.key}@1"
    assert said_of(delayed, more, rests_on=rests_on) == (MORE_IS_KNOWN,)
    stopped = replace(more, fields={**more.fields, "state": "stopped"})
    assert said_of(delayed, stopped, rests_on=rests_on) == (NO_LONGER_HOLDS,)


def test_readers_who_were_told_need_no_mark() -> None:
    told = a_released_sentence("A fire stopped our tills.", "incident.cause@2")
    newer = a_release("customers", NOON - HOUR, name="other#1", sentences=[told])
    assert said_of(SAID, later(Change.CHANGES), others=[newer]) == ()


@pytest.mark.parametrize(
    ("due", "expected"), [(NOON - HOUR, (UPDATE_OVERDUE,)), (NOON, ()), (NOON + HOUR, ())]
)
def test_a_promised_update_is_overdue_once_its_time_has_passed(due, expected) -> None:
    promised = a_fact("next_update.at", When.exactly(due))
    assert said_of(promised, rests_on="next_update.at@1") == expected


def test_the_next_text_to_the_same_readers_keeps_the_promise() -> None:
    promised = a_fact("next_update.at", When.exactly(NOON - HOUR))
    kept = a_release("customers", NOON - 2 * HOUR, name="other#1")
    assert said_of(promised, others=[kept], rests_on="next_update.at@1") == ()
    elsewhere = a_release("staff", NOON - 2 * HOUR, name="other#1")
    overdue = said_of(promised, others=[elsewhere], rests_on="next_update.at@1")
    assert overdue == (UPDATE_OVERDUE,)

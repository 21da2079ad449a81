"""What we promised, as deadlines: from the list of promises and from the texts given out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from builders import (
    NOON,
    a_fact,
    a_judgement,
    a_known,
    a_release,
    a_released_sentence,
    an_entry,
    the_catalogue,
)
from disclosure.catalogue.reminders import ReminderRule
from disclosure.facts.instants import When
from disclosure.facts.standings import Change, Standing
from disclosure.services.deadline_rows import clocks, reminders
from disclosure.store.deadlines import Clock
from disclosure.store.outbox import Planned

DUE = NOON + timedelta(hours=5)
NEXT = a_fact("next_update.at", When(DUE - timedelta(hours=1), DUE))
PROMISES = a_released_sentence("We will say more by 17:00.", "next_update.at@1")
FIRST = NOON - timedelta(minutes=90)


def announced(*later, audience="customers"):
    return (a_release(audience, FIRST, sentences=[PROMISES]), *later)


def listed(due=DUE, **more):
    fields = {"text": "say more", "due_at": When.exactly(due)}
    return an_entry("promise", "update-1", fields, **more)


def promised(*facts, releases=()) -> list[tuple]:
    found = clocks(a_known(*facts, releases=releases), ())
    return [(clock.deadline, clock.state, clock.due_at) for clock in found]


def test_an_update_announced_in_a_text_is_a_deadline_to_its_last_instant():
    assert promised(NEXT, releases=announced()) == [("update:customers", "running", DUE)]


def test_a_time_recorded_and_announced_nowhere_is_none():
    assert promised(NEXT) == []
    assert promised(NEXT, releases=[a_release("customers", FIRST)]) == []


@pytest.mark.parametrize(
    ("audience", "after", "state"),
    [
        ("customers", timedelta(minutes=1), "met"),
        ("customers", timedelta(0), "running"),
        ("customers", timedelta(minutes=-1), "running"),
        ("staff", timedelta(minutes=1), "running"),
    ],
)
def test_the_next_text_to_the_same_readers_keeps_it(audience, after, state):
    later = a_release(audience, FIRST + after, name="second")
    ((_, found, _),) = promised(NEXT, releases=announced(later))
    assert found == state


def test_each_audience_is_owed_its_own():
    releases = (*announced(), *announced(audience="staff"))
    names = [name for name, _, _ in promised(NEXT, releases=releases)]
    assert names == ["update:customers", "update:staff"]


def test_once_listed_as_a_promise_it_is_one_deadline():
    assert promised(NEXT, listed(), releases=announced()) == [("promise:update-1", "running", DUE)]


def test_a_listed_promise_is_kept_by_the_next_text_too():
    later = a_release("customers", FIRST + timedelta(minutes=30), name="second")
    assert promised(NEXT, listed(), releases=announced(later)) == [("promise:update-1", "met", DUE)]


def test_a_promise_to_two_audiences_is_kept_when_both_have_heard():
    later = a_release("customers", FIRST + timedelta(minutes=30), name="second")
    releases = (*announced(later), *announced(audience="staff"))
    assert promised(NEXT, listed(), releases=releases) == [("promise:update-1", "running", DUE)]


def test_a_promise_taken_back_is_gone_and_so_is_its_announcement():
    taken_back = listed(number=2, change=Change.WITHDRAWN, change_reason="kept")
    assert promised(NEXT, listed(), taken_back, releases=announced()) == []


def test_a_promise_nobody_can_confirm_is_none():
    assert promised(listed(standing=Standing.UNKNOWN)) == []


# ---- Reminders -----------------------------------------------------------------------------


def a_clock(state="running", *, hours=72, due_at=DUE, starts=True) -> Clock:
    starts_at = due_at - timedelta(hours=hours) if due_at and starts else None
    return Clock("a/b", "stage", "Report", state, starts_at=starts_at, due_at=due_at)


RULE = ReminderRule(((timedelta(hours=24), timedelta(hours=4)),), timedelta(hours=12))


@pytest.mark.parametrize(
    ("clock", "ahead"),
    [
        (a_clock(), 12),
        (a_clock(hours=24), 4),
        (a_clock(hours=24, starts=False), 12),
        (a_clock("earliest-possible"), 12),
    ],
)
def test_reminders_are_planned_by_the_length_of_the_clock(clock, ahead):
    assert list(reminders([clock], RULE)) == [
        Planned("a/b", "before", DUE - timedelta(hours=ahead), DUE),
        Planned("a/b", "due", DUE, DUE),
    ]


@pytest.mark.parametrize(
    "clock", [a_clock("met"), a_clock("met-late"), a_clock("waiting"), a_clock(due_at=None)]
)
def test_nothing_is_planned_for_what_is_met_or_has_no_time(clock):
    assert list(reminders([clock], RULE)) == []


def test_the_second_one_can_be_left_out():
    rule = ReminderRule(at_due=False)
    assert [planned.step for planned in reminders([a_clock()], rule)] == ["before"]


# ---- Decisions not to notify --------------------------------------------------------------------


def test_a_day_to_look_again_is_a_row_while_the_answer_notifies_nobody():
    declined = replace(a_judgement("sra_serious", "no"), again_on=date(2026, 12, 7))
    known = a_known(judgements=[declined])
    question = the_catalogue().vocabulary.judgements["sra_serious"]
    [row] = clocks(known, (), {"sra_serious": question})
    assert (row.deadline, row.kind, row.outcome) == ("review:sra_serious", "review", "")
    # A library that no longer counts the answer among these has no day for it either.
    assert clocks(known, (), {"sra_serious": replace(question, declines=())}) == ()

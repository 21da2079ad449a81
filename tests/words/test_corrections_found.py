"""The stale radar: what was said and does not hold any more, found and settled."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from corrected import (
    ANNOUNCEMENT,
    EMAIL,
    HOUR,
    LETTER,
    REPORT,
    STOPPED,
    TILL,
    WAS,
    WEBSITE,
    a_retailer,
    flagged,
    found,
    is_open,
    next_of,
    told,
    web,
)
from hypothesis import given
from hypothesis import strategies as st

from builders import NOON, a_case, a_fact, a_release
from disclosure.facts.case import Case, Known, LetStand, Release, ReleasedSentence
from disclosure.facts.instants import When
from disclosure.facts.standings import Change, Standing
from disclosure.words.corrections import How, overtaken

# ---- What is found ------------------------------------------------------------------------------


def test_a_sentence_whose_facts_stand_is_not_found() -> None:
    assert found(web(), releases=[told("service:website@1")]) == ()


def test_what_was_only_confirmed_again_is_not_found() -> None:
    again = web(2, change=Change.RE_CONFIRMS)
    assert found(web(), again, releases=[told("service:website@1")]) == ()


@pytest.mark.parametrize(
    ("change", "how"),
    [
        (Change.CHANGES, How.CHANGED),
        (Change.WRONG_WHEN_SAID, How.WRONG),
        (Change.WITHDRAWN, How.WITHDRAWN),
    ],
)
def test_the_three_kinds_are_told_apart(change, how) -> None:
    (one,) = found(web(), web(2, "stopped", change=change), releases=[told("service:website@1")])
    assert (one.how, one.is_open, one.sentence.text) == (how, True, WAS)
    assert (one.shifts[0].held.number, one.shifts[0].by.number) == (1, 2)


def test_the_first_change_alone_says_whether_the_sentence_was_wrong() -> None:
    corrected = web(3, "affected", change=Change.WRONG_WHEN_SAID)
    (one,) = found(web(), STOPPED, corrected, releases=[told("service:website@1")])
    assert one.how is How.CHANGED
    (later,) = found(web(), STOPPED, corrected, releases=[told("service:website@2", at=-3)])
    assert later.how is How.WRONG


def test_that_something_was_not_known_was_never_wrong() -> None:
    unknown = a_fact("incident.succeeded", None, Standing.UNKNOWN)
    known = a_fact("incident.succeeded", "yes", number=2, change=Change.WRONG_WHEN_SAID)
    kind = [
        a_fact("incident.kind", "cyber-attempt"),
        a_fact("incident.kind", "cyber", number=2, change=Change.WRONG_WHEN_SAID),
    ]
    admits = told("incident.succeeded@1", "incident.kind@1", text="We do not know yet.")
    (one,) = found(unknown, known, *kind, releases=[admits])
    assert one.how is How.CHANGED
    states = told("incident.kind@1", text="It was an attempt.")
    (one,) = found(*kind, releases=[states])
    assert one.how is How.WRONG


def test_what_becomes_so_again_was_still_overtaken() -> None:
    back = web(3, "working", change=Change.CHANGES)
    assert is_open(web(), STOPPED, back, releases=[told("service:website@1")]) == [True]


def test_an_intro_says_nothing_of_its_own() -> None:
    lead = told("service:website@1", text="Problems at 09:00:", sentence="affected-intro")
    (one,) = found(web(), STOPPED, releases=[lead])
    assert not one.is_telling


def test_a_fixed_sentence_says_no_fact_that_could_be_overtaken() -> None:
    sorry = told("service:website@1", text="We are sorry.", sentence="apology")
    (said,) = sorry.sentences
    fixed = replace(sorry, sentences=(replace(said, is_fixed=True),))
    (one,) = found(web(), STOPPED, releases=[fixed])
    assert not one.is_telling


# ---- What is settled ----------------------------------------------------------------------------


def test_a_later_text_to_the_same_readers_settles_it() -> None:
    first, later = told("service:website@1"), told("service:website@2", at=-1, series=2)
    (one,) = found(web(), STOPPED, releases=[first, later])
    assert not one.is_open
    assert one.told == later


@pytest.mark.parametrize(
    "later",
    [
        told("service:website@2", notice=LETTER, at=-1),
        told("service:website@1", at=-1, series=2),
        told("service:website@2", at=-5),
    ],
    ids=["to others", "of the old version", "before it"],
)
def test_no_other_text_settles_it(later) -> None:
    places = [
        (one.release.id, one.is_open)
        for one in found(web(), STOPPED, releases=[told("service:website@1"), later])
    ]
    assert (f"{EMAIL}#1", True) in places


def test_what_one_authority_was_told_the_other_was_not() -> None:
    first = told("service:website@1", notice="uk.law.1.initial.authority")
    other = told("service:website@2", notice="uk.body.report.authority", at=-1)
    same = told("service:website@2", notice="uk.law.1.follow-up.authority", at=-1)
    assert is_open(web(), STOPPED, releases=[first, other]) == [True]
    assert is_open(web(), STOPPED, releases=[first, same]) == [False]


def test_a_correction_that_names_old_and_new_is_not_overtaken_by_the_new() -> None:
    both = told("service:website@1", "service:website@2", notice=LETTER, at=-1)
    assert found(web(), STOPPED, releases=[both]) == ()
    (one,) = found(web(), STOPPED, web(3, "affected"), releases=[both])
    assert one.shifts[0].held.number == 2


def let_stand(version: str, sentence: str = "working") -> LetStand:
    return LetStand(
        f"{EMAIL}#1", sentence, version, NOON - HOUR, "Gita Rao", "Nobody relies on it."
    )


def test_a_decision_settles_one_sentence_until_the_facts_change_again() -> None:
    releases = [told("service:website@1")]
    decided = (let_stand("service:website@2"),)
    assert is_open(web(), STOPPED, releases=releases, let_stand=decided) == [False]
    other = (let_stand("service:website@2", "another"),)
    assert is_open(web(), STOPPED, releases=releases, let_stand=other) == [True]
    third = web(3, "affected")
    assert is_open(web(), STOPPED, third, releases=releases, let_stand=decided) == [True]


def test_a_decision_counts_from_when_it_was_made() -> None:
    case = a_case(facts=[web(), STOPPED], releases=[told("service:website@1")])
    case = replace(case, let_stand=(let_stand("service:website@2"),))
    (before,) = overtaken(case.known_at(NOON - 2 * HOUR))
    (after,) = overtaken(case.known_at(NOON))
    assert (before.is_open, after.is_open) == (True, False)


# ---- When more was promised ---------------------------------------------------------------------

UPDATE = "next_update.at"
PROMISED = "Our next update will come by 11:00 on Friday 20 November."
AT_ELEVEN = a_fact(UPDATE, When.exactly(NOON - HOUR), recorded_at=NOON - 5 * HOUR)
AT_SIX = a_fact(UPDATE, When.exactly(NOON + 6 * HOUR), number=2, recorded_at=NOON - 3 * HOUR)
PROMISE = told(f"{UPDATE}@1", at=-4, text=PROMISED, sentence="next-update")


@pytest.mark.parametrize("at", [-2, -1], ids=["before its time", "at its time"])
def test_a_promise_that_a_later_text_kept_is_not_overtaken(at) -> None:
    kept = told("service:website@1", at=at, series=2)
    assert found(AT_ELEVEN, AT_SIX, web(), releases=[PROMISE, kept]) == ()


@pytest.mark.parametrize(
    "other",
    [
        told("service:website@1", at=-0.5, series=2),
        told("service:website@1", at=-2, notice=LETTER),
        told("service:website@1", at=-4, notice="voluntary.outage.customers"),
    ],
    ids=["too late", "to others", "at the same time"],
)
def test_a_promise_that_was_broken_is_overtaken(other) -> None:
    (one,) = found(AT_ELEVEN, AT_SIX, web(), releases=[PROMISE, other])
    assert (one.release, one.is_open, one.how) == (PROMISE, True, How.CHANGED)


def test_a_promise_whose_time_moved_must_be_told_while_nothing_has_come() -> None:
    assert is_open(AT_ELEVEN, AT_SIX, releases=[PROMISE]) == [True]
    again = told(f"{UPDATE}@2", at=-0.5, series=2, sentence="next-update")
    assert is_open(AT_ELEVEN, AT_SIX, releases=[PROMISE, again]) == [False]


def test_that_no_time_was_known_is_superseded_by_any_later_text() -> None:
    unknown = a_fact(UPDATE, None, Standing.UNKNOWN, recorded_at=NOON - 5 * HOUR)
    admits = told(f"{UPDATE}@1", at=-4, text="We do not yet know when.", sentence="next-update")
    assert is_open(unknown, AT_SIX, releases=[admits]) == [True]
    later = told("service:website@1", at=-0.5, series=2)
    assert found(unknown, AT_SIX, web(), releases=[admits, later]) == ()


def test_what_stands_beside_a_kept_promise_is_overtaken_all_the_same() -> None:
    both = told(f"{UPDATE}@1", "service:website@1", at=-4, sentence="next-update")
    kept = told("incident.cause@1", at=-2, series=2)
    cause = a_fact("incident.cause", "a fault")
    (one,) = found(AT_ELEVEN, AT_SIX, web(), STOPPED, cause, releases=[both, kept])
    assert [shift.held.key for shift in one.shifts] == ["service:website"]


# ---- Whatever happens ---------------------------------------------------------------------------

MOVES = (Change.RE_CONFIRMS, Change.CHANGES, Change.WRONG_WHEN_SAID, Change.WITHDRAWN)
KEYS = ("incident.cause", "finance.impact", "restoration.progress")
READERS = (EMAIL, LETTER, REPORT)
STEPS = st.one_of(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(MOVES)),
    st.tuples(st.sampled_from(READERS), st.sets(st.sampled_from(KEYS), min_size=1)),
)


def history(steps: Sequence[tuple[str, object]]) -> Case:
    """Record and tell, step by step, an hour apart; a text rests on what stands when it goes."""
    facts = {key: [a_fact(key, "as it began", recorded_at=NOON)] for key in KEYS}
    releases: list[Release] = []
    for n, (name, what) in enumerate(steps, start=1):
        at = NOON + n * HOUR
        if name in KEYS:
            held = facts[name]
            number = len(held) + 1
            same = what is Change.RE_CONFIRMS
            value = held[-1].value if same else f"as it is at step {n}"
            held.append(a_fact(name, value, number=number, recorded_at=at, change=what))
        else:
            names = [facts[key][-1].name for key in sorted(what)]
            said = [ReleasedSentence(f"On {each}.", (each,), f"s-{each}") for each in names]
            release = a_release(name.rpartition(".")[2], at, name=f"{name}#{n}", sentences=said)
            releases.append(replace(release, notice=name))
    every = [version for versions in facts.values() for version in versions]
    return a_case(facts=every, releases=releases, at=NOON + (len(steps) + 9) * HOUR)


def open_in(case: Case) -> set[tuple[str, str]]:
    known = case.known_at(case.at)
    return {(one.release.id, one.name) for one in overtaken(known) if one.is_open}


@given(st.lists(STEPS, max_size=14), st.randoms())
def test_the_order_of_recording_does_not_matter(steps, random: Random) -> None:
    case = history(steps)
    facts, releases = list(case.facts), list(case.releases)
    random.shuffle(facts)
    random.shuffle(releases)
    shuffled = replace(case, facts=tuple(facts), releases=tuple(releases))
    assert open_in(shuffled) == open_in(case)


@given(st.lists(STEPS, max_size=14), st.sampled_from(KEYS), st.sampled_from(MOVES))
def test_recording_a_fact_alone_closes_no_correction(steps, key, change) -> None:
    before, after = open_in(history(steps)), open_in(history([*steps, (key, change)]))
    assert before <= after
    assert change is not Change.RE_CONFIRMS or before == after


# ---- A real case ----


def test_online_orders_stopped_flags_the_texts_that_said_they_worked_and_no_other() -> None:
    case = a_retailer()
    assert flagged(replace(case, at=case.at + 75 * HOUR)) == []
    stopped = next_of(case)
    assert flagged(stopped) == [ANNOUNCEMENT, EMAIL, TILL]
    words = {one.sentence.text for one in overtaken(stopped.known_at(stopped.at))}
    assert words == {"Our website and app were working at 13:30 on 22 April."}


def test_confirming_it_again_flags_nothing() -> None:
    (held,) = (version for version in a_retailer().facts if version.key == WEBSITE)
    same = next_of(a_retailer(), change=Change.RE_CONFIRMS, fields=held.fields)
    assert flagged(same) == []


def test_the_radar_takes_a_withdrawn_fact_without_a_new_one() -> None:
    case = a_retailer()
    gone = next_of(case, change=Change.WITHDRAWN)
    known: Known = gone.known_at(gone.at)
    assert {one.how for one in overtaken(known)} == {How.WITHDRAWN}

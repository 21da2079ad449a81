"""The order of what is not known, by what hangs on each answer.

What every duty counts was worked out by hand from the rules that the module states. The present is
noon on Friday 20 November 2026; nothing is known unless an example says so.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from builders import (
    NOON,
    a_fact,
    a_group,
    a_known,
    a_limit,
    a_row,
    a_stage,
    a_submission,
    an_obligation,
)
from disclosure.facts.case import Known
from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion
from disclosure.facts.vocabulary import JudgementQuestion, Kind, Question, Vocabulary
from disclosure.law.conditions import Subject
from disclosure.law.index import index_of
from disclosure.law.obligations import Obligation, Stage
from disclosure.law.unknowns import rank

PROFILE, JUDGEMENT = Subject.PROFILE, Subject.JUDGEMENT
OWN = Vocabulary(
    facts={
        **{key: Question(key, Kind.YES_NO, key) for key in "abcdef"},
        **{key: Question(key, Kind.INSTANT, key) for key in ("at", "began", "ended")},
    },
    records={},
    profile={key: Question(key, Kind.YES_NO, key) for key in ("firm", "bank")},
    judgements={"judged": JudgementQuestion("judged", "Judged?", ("yes", "no"), False)},
)


def order(*law: Obligation, known: Known | None = None, vocabulary: Vocabulary = OWN) -> list[str]:
    found = rank(index_of(law), known or a_known(), {}, vocabulary, law_as_of=NOON.date())
    return [unknown.name.partition(":")[2] for unknown in found.unknowns]


def asks(*keys: str, **others: Any) -> Obligation:
    """Make a rule of a day's length that asks facts; named after them unless it says otherwise."""
    rule = {"stages": runs(24), "applies_when": [a_row(key=key) for key in keys], **others}
    return an_obligation(rule.pop("id", "-".join(keys)), **rule)


def runs(hours: int, start: str = "fact:at", *, earliest: tuple[str, ...] = ()) -> list[Stage]:
    return [a_stage(a_limit(start, hours, earliest_from=earliest))]


def began(key: str = "at") -> FactVersion:
    return a_fact(key, When.exactly(NOON - timedelta(hours=2)))


AT = a_known(began())


# ---- What a duty counts -------------------------------------------------------------------------


def test_a_duty_is_shared_among_the_questions_that_hold_it_up() -> None:
    # a: three times 1/2; d: 1; f: 1/2. With one rule less, a and d count the same, and d is nearer.
    law = [asks("a", "b"), asks("a", "c"), asks("d"), asks("f", "c")]
    assert order(*law, asks("a", "e"), known=AT)[:3] == ["a", "d", "f"]
    assert order(*law, known=AT)[:3] == ["d", "a", "f"]


def test_two_duties_that_hang_on_one_answer_count_for_two() -> None:
    assert order(asks("a"), asks("b"), asks("b", id="more"), known=AT) == ["b", "a"]


def test_alternatives_hold_a_duty_up_together() -> None:
    # Either of a and b is enough, and c is needed beside: each counts one half.
    either = a_group(a_row(key="a"), a_row(key="b"))
    both = asks(id="both", applies_when=[either, a_row(key="c")])
    assert order(both, asks("d"), asks("e", "f"), known=AT)[:1] == ["d"]
    alone = asks(id="alone", applies_when=[either])
    assert order(alone, asks("c", "d"), known=AT) == ["a", "b", "c", "d"]


def test_what_is_presumed_or_likely_holds_nothing_up() -> None:
    presumed = a_row(JUDGEMENT, "judged", presumes_duty=True)
    rule = asks(id="rule", applies_when=[a_row(key="a"), a_row(key="b"), presumed])
    likely = a_known(began(), a_fact("b", "yes", Standing.SUSPECTED))
    # a: 1, as if the others were not there; c: 1/2. The others follow.
    assert order(rule, asks("c", "d"), known=likely) == ["a", "c", "d", "judged", "b"]
    # With b open, it follows from a, and each counts 1/2; c is the nearer one.
    assert order(rule, asks("c", "d"), known=AT)[:2] == ["c", "a"]


def test_what_is_likely_already_counts_half() -> None:
    known = a_known(began(), a_fact("a", "yes", Standing.SUSPECTED))
    twice = [asks("a"), asks("a", id="more")]
    # a decides two duties that stand: 1, as much as b; known to be open it would count 2.
    assert order(asks("a"), asks("b"), known=known) == ["b", "a"]
    assert order(*twice, asks("b"), asks("b", id="other"), known=known) == ["b", "a"]
    assert order(*twice, asks("b", "c"), known=known) == ["a", "b", "c"]


def test_an_answer_that_seldom_makes_a_duty_counts_half() -> None:
    # a: 1/2, where b and c count 1/2 and d counts 1; nothing else tells a from d.
    law = [asks("a"), asks("b", "c"), asks("d")]
    facts = {**OWN.facts, "a": replace(OWN.facts["a"], seldom="Few have one.")}
    assert order(*law, known=AT) == ["a", "d", "b", "c"]
    assert order(*law, known=AT, vocabulary=replace(OWN, facts=facts)) == ["d", "a", "b", "c"]
    judgement = replace(OWN.judgements["judged"], seldom="Few have one.")
    rare = replace(OWN, judgements={"judged": judgement})
    judged = asks(id="0", applies_when=[a_row(JUDGEMENT, "judged")])
    # judged: 1, then 1/2, as c, which presses sooner; d follows from c.
    assert order(judged, asks("c", "d", stages=runs(4)), known=AT) == ["judged", "c", "d"]
    both = order(judged, asks("c", "d", stages=runs(4)), known=AT, vocabulary=rare)
    assert both == ["c", "judged", "d"]


def test_what_presses_later_than_in_three_days_counts_half() -> None:
    law = [asks("a", stages=runs(100)), asks("a", id="more", stages=runs(100)), asks("b", "c")]
    # a: 1/2 and 1/2, where b and c count 1/2; within three days it would count 2.
    assert order(*law, asks("d"), known=AT) == ["d", "a", "b", "c"]
    soon = [asks("a", stages=runs(73)), asks("a", id="more", stages=runs(74)), asks("d")]
    assert order(*soon, known=AT) == ["a", "d"]


def test_a_duty_presses_with_the_first_stage_that_is_not_done() -> None:
    soon_then_late = [*runs(24), a_stage(a_limit("fact:at", 200), name="final")]
    done = a_known(began(), submissions=[a_submission("a", "initial")])
    assert order(asks("a", stages=soon_then_late), asks("b"), known=AT) == ["a", "b"]
    assert order(asks("a", stages=soon_then_late), asks("b"), known=done) == ["b", "a"]
    late_then_soon = [a_stage(a_limit("fact:at", 200)), a_stage(a_limit("fact:at", 4), name="end")]
    assert order(asks("a", stages=late_then_soon), asks("b"), known=AT) == ["b", "a"]


def test_a_stage_that_waits_for_an_act_of_our_own_presses_nobody() -> None:
    stages = [a_stage(a_limit("released:market", 4)), a_stage(a_limit("fact:at", 200), name="end")]
    assert order(asks("a", stages=stages), asks("b"), known=AT) == ["b", "a"]


# ---- Clocks -------------------------------------------------------------------------------------


def test_a_clock_counts_half_while_its_duty_is_open_and_whole_once_it_stands() -> None:
    # at: half of a half for each of four rules, that is 1; d and e: 1/2.
    law = [asks(key) for key in "abc"]
    held = [*law, asks("d", "e", stages=runs(24, "fact:began"))]
    known = a_known(a_fact("a"), a_fact("b"), a_fact("c"), began("began"))
    assert order(*held, known=known) == ["at", "d", "e"]
    # With nothing known: a, b and c 1 each; at three times a quarter.
    assert order(*held, known=a_known(began("began"))) == ["a", "b", "c", "at", "d", "e"]


def test_of_several_moments_the_second_times_nothing_anew() -> None:
    known = a_known(a_fact("a"), a_fact("b"))
    first = asks("a", stages=runs(24, "fact:at", earliest=("fact:began",)))
    second = asks("b", stages=runs(24, "fact:began", earliest=("fact:at",)))
    # Either moment lets both clocks be counted, and counts 2; after it the other one counts nothing
    # any more, and c counts 1/2.
    assert order(first, second, asks("c", "d"), known=known) == ["at", "c", "began", "d"]


def test_a_clock_of_a_rule_that_may_not_concern_us_counts_nothing_yet() -> None:
    sector = asks("a", id="sector", applies_when=[a_row(PROFILE, "firm")])
    other = asks("b", "c", "d", stages=runs(24, "fact:began"))
    # firm: 1; b: 1/3; began: half of a quarter. Of what follows, c and d would count a third each,
    # and at a quarter: the profile holds the rule up, and it may not concern us.
    assert order(sector, other) == ["firm", "b", "began", "c", "d", "at"]


def test_what_decides_a_rule_that_may_not_concern_us_counts_half_but_for_the_profile() -> None:
    sector = asks(id="sector", applies_when=[a_row(PROFILE, "firm"), a_row(key="a")])
    # firm: 1/2; a: half of that; b: 1/3.
    assert order(sector, asks("b", "c", "d"), known=AT)[:3] == ["firm", "b", "a"]


# ---- What follows -------------------------------------------------------------------------------


def test_a_question_that_follows_from_another_one_waits_until_that_is_answered() -> None:
    law = [asks("a", "b"), asks("a", "b", id="more"), asks("c", "d")]
    # b would count twice as much as c; but it follows from a in both, and d from c.
    assert order(*law, known=AT) == ["a", "c", "b", "d"]
    assert order(*law, known=a_known(began(), a_fact("a"))) == ["b", "c", "d"]


def test_nothing_follows_from_the_profile_which_somebody_else_answers_meanwhile() -> None:
    gate = [a_row(PROFILE, "firm"), a_row(key="a"), a_row(key="b")]
    last = [a_row(key="c"), a_row(key="d"), a_row(PROFILE, "bank")]
    law = [asks(id="first", applies_when=gate), asks(id="last", applies_when=last)]
    assert order(*law, known=AT) == ["bank", "firm", "a", "c", "b", "d"]


def test_of_a_duty_that_stands_every_question_counts() -> None:
    presumed = a_row(JUDGEMENT, "judged", presumes_duty=True)
    rule = asks(id="r", applies_when=[a_row(key="a")], unless=[presumed])
    known = a_known(began(), a_fact("a", "yes", Standing.SUSPECTED))
    # judged: 1; a counts half, as what is likely; b and c 1/2, of a duty that does not stand.
    assert order(rule, asks("b", "c"), known=known) == ["judged", "a", "b", "c"]


# ---- What is prepared for -----------------------------------------------------------------------


def prepared(hours: int, *others: str) -> Obligation:
    """Make a rule that is prepared for while nobody has judged; its time runs meanwhile."""
    rows = [a_row(JUDGEMENT, "judged", prepares=True), *(a_row(key=key) for key in others)]
    return asks(id="prepared", applies_when=rows, stages=runs(hours))


def test_what_decides_a_duty_prepared_for_counts_more_the_less_time_is_left() -> None:
    # Two hours are gone. Of four hours two are left, 70 less than three days: judged counts 1 and
    # 70/72. Of 48 hours it counts 1 and 26/72, of 74 hours 1. a: 2; b: 1 1/2; d: 1 1/3.
    law = [
        asks("a"),
        asks("a", id="more"),
        asks("b"),
        asks("b", "c"),
        asks("d"),
        asks("d", "e", "f"),
    ]
    assert order(*law, prepared(4), known=AT)[:4] == ["a", "judged", "b", "d"]
    assert order(*law, prepared(48), known=AT)[:4] == ["a", "b", "judged", "d"]
    assert order(*law, prepared(74), known=AT)[:4] == ["a", "b", "d", "judged"]


def test_it_counts_twice_at_the_most_once_the_time_is_over() -> None:
    # The hour ended an hour ago: judged counts 2, as much as a, whose clocks have 22 hours left.
    law = [asks("a"), asks("a", id="more"), prepared(1)]
    assert order(*law, known=AT) == ["judged", "a"]
    assert order(*law, asks("a", id="most"), known=AT) == ["a", "judged"]


def test_preparing_settles_nothing_of_what_is_asked_beside_it() -> None:
    # b is open as well, so nothing is prepared for yet: judged and c count 1/2; b follows from
    # judged, and d from c.
    assert order(prepared(24, "b"), asks("c", "d"), known=AT) == ["c", "judged", "b", "d"]
    # Prepared for, the duty still hangs on the judgement: the moment at counts half of a half, and
    # e 1/2. The clock would have a day, so judged counts 1 and 48/72; f follows from e.
    other = asks("e", "f", stages=runs(24, "fact:began"))
    known = a_known(began("began"))
    assert order(prepared(24), other, known=known) == ["judged", "e", "at", "f"]


# ---- Alike --------------------------------------------------------------------------------------


def test_a_contract_counts_three_quarters_and_a_record_of_our_own_half() -> None:
    presumed = a_row(JUDGEMENT, "judged", presumes_duty=True)
    record = replace(
        asks(id="record", applies_when=[presumed], stages=runs(4)), authority="internal"
    )
    contract = asks("a", kind="contract", stages=runs(4))
    assert order(contract, record, asks("b", stages=runs(48)), known=AT) == ["b", "a", "judged"]
    # c counts 1/2, less than the contract; d follows from c.
    assert order(contract, asks("c", "d"), known=AT) == ["a", "c", "d"]


def test_of_questions_that_count_the_same_law_comes_before_own_records() -> None:
    presumed = a_row(JUDGEMENT, "judged", presumes_duty=True)
    record = replace(
        asks(id="record", applies_when=[presumed], stages=runs(4)), authority="internal"
    )
    # c and judged count 1/2. The record stands and presses sooner, but it tells nobody anything.
    assert order(record, asks("c", "d", stages=runs(48)), known=AT) == ["c", "judged", "d"]


def test_then_a_duty_that_stands_then_what_concerns_us_then_the_soonest_clock() -> None:
    presumed = a_row(JUDGEMENT, "judged", presumes_duty=True)
    law = [
        asks(id="gate", applies_when=[a_row(PROFILE, "firm")], stages=runs(8)),
        asks("c", stages=runs(48)),
        asks("d", stages=runs(30)),
        asks("b", stages=runs(48)),
        asks(id="z", applies_when=[presumed], stages=runs(60)),
    ]
    assert order(*law, known=AT) == ["judged", "d", "b", "c", "firm"]


def test_a_clock_that_waits_for_its_start_presses_as_if_it_began_now() -> None:
    waits = [asks("a", stages=runs(30, "fact:ended")), asks("b", stages=runs(30))]
    # Of the second, two hours are gone.
    assert order(*waits, known=AT)[:2] == ["b", "a"]
    days = asks("a", stages=[a_stage(a_limit("fact:ended", 2, "calendar-days"))])
    assert order(days, asks("b", stages=runs(40, "fact:ended")), known=AT)[:2] == ["b", "a"]


def test_what_is_over_is_over_however_long_ago() -> None:
    known = a_known(began(), a_fact("began", When.exactly(NOON - timedelta(hours=30))))
    law = [asks("a", stages=runs(1)), asks("b", stages=runs(1, "fact:began"))]
    assert order(*law, known=known) == ["a", "b"]


def test_without_a_number_our_own_reminder_says_how_soon_it_is_meant() -> None:
    prompt = [a_stage(replace(a_limit("fact:at", 0, "without-delay"), review_hours=2))]
    assert order(asks("a"), asks("b", stages=prompt), known=AT) == ["b", "a"]

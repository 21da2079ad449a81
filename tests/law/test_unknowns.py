"""What is not known, ranked by what it decides.

The expected order of each example was worked out by hand: which duties an answer alone flips, when
their clocks press, and which question is nearer to a decision. The present is noon on Friday 20
November 2026, and nothing is known unless an example says so.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from random_cases import LAW, MANY, SEEDS, VOCABULARY, a_random_case

from builders import (
    NOON,
    a_count,
    a_fact,
    a_group,
    a_known,
    a_limit,
    a_row,
    a_stage,
    a_submission,
    an_obligation,
    the_catalogue,
)
from disclosure.facts.case import Case, Known
from disclosure.facts.instants import When
from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import Count, FactVersion, Judgement
from disclosure.facts.vocabulary import JudgementQuestion, Kind, Question, Vocabulary
from disclosure.law.conditions import Subject
from disclosure.law.duties import Outcome, assess_all
from disclosure.law.index import index_of
from disclosure.law.obligations import Obligation
from disclosure.law.unknowns import Ranking, Unknown, Weight, possible_answers, rank
from disclosure.law.what_if import Movement, Supposition

APPLIES, PRESUMED = Outcome.APPLIES, Outcome.PRESUMED
UNDETERMINED, NOT = Outcome.UNDETERMINED, Outcome.DOES_NOT_APPLY
PROFILE, JUDGEMENT = Subject.PROFILE, Subject.JUDGEMENT
OWN = Vocabulary(
    facts={
        **{key: Question(key, Kind.YES_NO, key) for key in ("a", "b", "c", "d")},
        "at": Question("at", Kind.INSTANT, "at"),
        "people": Question("people", Kind.COUNT, "people", unit="people"),
        "kind": Question("kind", Kind.CHOICE, "kind", options={"x": "X", "y": "Y", "z": "Z"}),
    },
    records={},
    profile={"firm": Question("firm", Kind.YES_NO, "firm")},
    judgements={
        "aware": JudgementQuestion("aware", "Aware?", ("aware", "not-certain", "not-yet"), True),
        "serious": JudgementQuestion("serious", "Serious?", ("yes", "no"), False),
        "inside": JudgementQuestion("inside", "Inside?", ("yes", "no"), True),
    },
)
YEARS_AGO = When.exactly(NOON - timedelta(days=1))


def clock(hours: int, start: str = "fact:at"):
    return [a_stage(a_limit(start, hours))]


def ranked(*law: Obligation, known: Known | None = None) -> Ranking:
    return rank(index_of(law), known or a_known(), {}, OWN, law_as_of=NOON.date())


def names(found: Ranking) -> list[str]:
    return [unknown.name for unknown in found.unknowns]


def one(found: Ranking, name: str) -> Unknown:
    (wanted,) = [unknown for unknown in found.unknowns if unknown.name == name]
    return wanted


def flips(unknown: Unknown) -> dict[object, list[tuple[str, Outcome, Outcome]]]:
    """Give what each answer flips."""
    return {
        tried.answer.value: [
            (c.obligation, c.before.outcome, c.after.outcome) for c in tried.changes if c.is_flipped
        ]
        for tried in unknown.tried
    }


def yes(key: str):
    return a_row(key=key)


def begun(hours_ago: int = 2) -> FactVersion:
    return a_fact("at", When.exactly(NOON - timedelta(hours=hours_ago)))


# ---- What an answer flips -----------------------------------------------------------------------


def test_every_answer_is_tried_and_what_it_flips_is_told() -> None:
    found = ranked(an_obligation("r", applies_when=[yes("a")], stages=[]))
    assert names(found) == ["fact:a"]
    assert flips(one(found, "fact:a")) == {
        "yes": [("r", UNDETERMINED, APPLIES)],
        "no": [("r", UNDETERMINED, NOT)],
    }
    assert one(found, "fact:a").decides == ("r",)
    assert one(found, "fact:a").waiting == ("r",)


def test_where_other_rows_are_open_a_no_still_decides() -> None:
    found = ranked(an_obligation("r", applies_when=[yes("a"), yes("b")], stages=[]))
    assert flips(one(found, "fact:a")) == {"yes": [], "no": [("r", UNDETERMINED, NOT)]}
    assert one(found, "fact:a").open_beside == 1


def test_a_duty_that_comes_to_be_presumed_is_flipped_too() -> None:
    presumed = replace(a_row(JUDGEMENT, "serious", presumes_duty=True))
    found = ranked(an_obligation("r", applies_when=[yes("a"), presumed], stages=[]))
    assert flips(one(found, "fact:a"))["yes"] == [("r", UNDETERMINED, PRESUMED)]
    assert flips(one(found, "judgement:serious")) == {
        "yes": [],
        "no": [("r", UNDETERMINED, NOT)],
    }


def test_what_is_answered_and_what_only_a_bill_asks_is_not_among_them() -> None:
    law = [
        an_obligation("r", applies_when=[yes("a"), yes("b")], stages=[]),
        an_obligation("bill", kind="watch", applies_when=[yes("c")], stages=[]),
        an_obligation("past", applies_when=[yes("d")], in_force_until=NOON.date() - timedelta(1)),
    ]
    assert names(ranked(*law, known=a_known(a_fact("a")))) == ["fact:b"]


def test_an_exception_nobody_has_decided_on_flips_what_stands() -> None:
    # Nobody waits for the first duty's exception; the second duty asks the same question.
    exception = replace(a_row(JUDGEMENT, "serious"), duty_stands=True)
    law = [
        an_obligation("announce", applies_when=[yes("a")], unless=[exception], stages=[]),
        an_obligation("record", applies_when=[a_row(JUDGEMENT, "serious")], stages=[]),
    ]
    found = ranked(*law, known=a_known(a_fact("a")))
    assert flips(one(found, "judgement:serious")) == {
        "yes": [("announce", APPLIES, NOT), ("record", UNDETERMINED, APPLIES)],
        "no": [("record", UNDETERMINED, NOT)],
    }


# ---- Clocks -------------------------------------------------------------------------------------


def test_a_clock_that_waits_for_a_fact_or_a_judgement_would_start_now() -> None:
    law = [
        an_obligation("r", applies_when=[yes("a")], stages=clock(24)),
        an_obligation("s", applies_when=[yes("a")], stages=clock(72, "judged:aware")),
    ]
    found = ranked(*law, known=a_known(a_fact("a")))
    assert names(found) == ["fact:at", "judgement:aware"]
    for name, due in (("fact:at", 24), ("judgement:aware", 72)):
        unknown = one(found, name)
        assert unknown.soonest == NOON + timedelta(hours=due)
        assert unknown.weight is Weight.DECIDES
        (stage,) = unknown.tried[0].changes[0].stages
        assert (stage.movement, stage.id) == (Movement.STARTS, "initial")
        assert flips(unknown)[unknown.tried[0].answer.value] == []


def test_the_clock_of_a_later_stage_counts_too() -> None:
    stages = [*clock(24), a_stage(a_limit("judged:aware", 72), name="final")]
    known = a_known(a_fact("a"), begun())
    found = ranked(an_obligation("r", applies_when=[yes("a")], stages=stages), known=known)
    assert names(found) == ["judgement:aware"]
    assert [s.id for s in one(found, "judgement:aware").tried[0].changes[0].stages] == ["final"]


def test_an_answer_of_no_names_no_moment_and_starts_no_clock() -> None:
    rows = [a_row(JUDGEMENT, "inside")]
    found = ranked(an_obligation("r", applies_when=rows, stages=clock(24, "judged:inside")))
    tried = {t.answer.value: t.answer.instant for t in one(found, "judgement:inside").tried}
    assert tried == {"yes": When.exactly(NOON), "no": None}


def test_a_stage_that_has_been_met_presses_no_more() -> None:
    known = a_known(a_fact("a"), begun(), submissions=[a_submission("r", "initial")])
    rule = an_obligation("r", applies_when=[yes("a"), yes("b")], stages=clock(24))
    assert one(ranked(rule, known=known), "fact:b").soonest is None


# ---- The order ----------------------------------------------------------------------------------


def test_the_soonest_clock_comes_first() -> None:
    law = [
        an_obligation("slow", applies_when=[yes("a")], stages=clock(72)),
        an_obligation("soon", applies_when=[yes("b")], stages=clock(24)),
        an_obligation("none", applies_when=[yes("c")], stages=[]),
    ]
    found = ranked(*law, known=a_known(begun()))
    assert names(found) == ["fact:b", "fact:a", "fact:c"]
    assert [u.soonest for u in found.unknowns] == [
        NOON + timedelta(hours=22),
        NOON + timedelta(hours=70),
        None,
    ]


def test_without_a_number_our_own_reminder_says_how_soon_it_presses() -> None:
    # Looked at every 24 hours: two hours are gone, 22 are left; the other ends in 20.
    open_ended = [a_stage(a_limit("fact:at", 0, "without-delay"))]
    law = [
        an_obligation("open", applies_when=[yes("a")], stages=open_ended),
        an_obligation("hours", applies_when=[yes("b")], stages=clock(22)),
    ]
    assert names(ranked(*law, known=a_known(begun()))) == ["fact:b", "fact:a"]


def test_with_the_same_clock_what_flips_more_comes_first_and_then_the_name() -> None:
    law = [an_obligation(f"r{n}", applies_when=[yes(key)]) for n, key in enumerate("dbbca")]
    assert names(ranked(*law))[:4] == ["fact:b", "fact:a", "fact:c", "fact:d"]


def test_what_moves_only_the_clock_of_an_open_duty_comes_after_what_decides() -> None:
    law = [an_obligation("r", applies_when=[yes("a")], stages=clock(24))]
    found = ranked(*law)
    assert names(found) == ["fact:a", "fact:at"]
    assert [u.weight for u in found.unknowns] == [Weight.DECIDES, Weight.TIMES]
    timing = one(found, "fact:at")
    assert (timing.decides, timing.times) == ((), ("r",))
    assert timing.soonest == NOON + timedelta(hours=24)


def test_a_question_of_a_rule_that_may_not_concern_us_waits_for_the_profile() -> None:
    law = [
        an_obligation("sector", applies_when=[a_row(PROFILE, "firm"), yes("a")], stages=clock(4)),
        an_obligation("all", applies_when=[yes("b")], stages=clock(72)),
    ]
    found = ranked(*law, known=a_known(begun()))
    # The second duty hangs on one answer, the first on two; of those, the profile's is first.
    assert names(found) == ["fact:b", "profile:firm", "fact:a"]
    assert one(found, "fact:a").later == ("sector",)
    assert one(found, "fact:a").decides == ()
    # Once it is known to concern us, its clock is the soonest.
    found = ranked(*law, known=a_known(begun(), profile={"firm": "yes"}))
    assert names(found) == ["fact:a", "fact:b"]
    assert ranked(*law, known=a_known(begun(), profile={"firm": "no"})).unknowns[0].name == "fact:b"


def test_alternatives_of_the_profile_count_as_one_question_of_it() -> None:
    either = a_group(a_row(PROFILE, "firm"), a_row(PROFILE, "other"))
    mixed = a_group(a_row(PROFILE, "firm"), yes("c"))
    law = [
        an_obligation("r", applies_when=[either, yes("a")], stages=[]),
        an_obligation("s", applies_when=[mixed, yes("b")], stages=[]),
    ]
    found = ranked(*law)
    assert one(found, "fact:a").weight is Weight.LATER
    assert one(found, "fact:b").weight is Weight.DECIDES


def test_what_only_a_voluntary_report_turns_on_comes_after_every_duty() -> None:
    law = [
        an_obligation("free", kind="voluntary", applies_when=[yes("a")], stages=[]),
        an_obligation("due", applies_when=[yes("b"), a_row(PROFILE, "firm")], stages=[]),
    ]
    found = ranked(*law)
    assert names(found) == ["profile:firm", "fact:b", "fact:a"]
    assert one(found, "fact:a").weight is Weight.VOLUNTARY
    assert flips(one(found, "fact:a"))["yes"] == [("free", UNDETERMINED, APPLIES)]


def test_an_answer_that_is_one_of_several_needed_counts_and_the_nearest_comes_first() -> None:
    # Two of three must hold, so that no answer alone decides anything; beside the second group
    # another question is open, which decides.
    three = a_group(yes("a"), yes("b"), yes("c"), needs=2)
    both = a_group(yes("d"), a_row(JUDGEMENT, "serious"), a_row(key="kind"), needs=2)
    law = [
        an_obligation("far", applies_when=[three, a_row(PROFILE, "firm")], stages=[]),
        an_obligation("near", applies_when=[both], stages=[]),
    ]
    found = ranked(*law)
    assert names(found) == [
        "profile:firm",
        "fact:d",
        "fact:kind",
        "judgement:serious",
        "fact:a",
        "fact:b",
        "fact:c",
    ]
    last = found.unknowns[1:]
    assert {u.weight for u in last} == {Weight.NOTHING}
    assert [u.open_beside for u in last] == [2, 2, 2, 3, 3, 3]
    assert all(not tried.changes for u in last for tried in u.tried)


def test_once_one_of_them_is_answered_the_others_decide() -> None:
    two = a_group(yes("a"), yes("b"), yes("c"), needs=2)
    found = ranked(an_obligation("r", applies_when=[two], stages=[]), known=a_known(a_fact("a")))
    assert flips(one(found, "fact:b")) == {"yes": [("r", UNDETERMINED, APPLIES)], "no": []}


def test_weights_have_an_order() -> None:
    names = ["DECIDES", "TIMES", "LATER", "VOLUNTARY", "NOTHING"]
    assert [weight.name for weight in sorted(Weight)] == names


# ---- Possible answers ---------------------------------------------------------------------------


def values(name: str, known: Known | None = None, *law: Obligation) -> list[object]:
    found = possible_answers(name, known or a_known(), OWN, index_of(law))
    return [answer.value for answer in found]


def threshold(number: int) -> Obligation:
    row = a_row(key="people", accepts=(), closed=(), at_least=number)
    return an_obligation(f"r{number}", applies_when=[row])


def numbers(found: list[object]) -> list[int]:
    for count in found:
        assert isinstance(count, Count)
        assert (count.low, count.quality, count.unit) == (count.high, Quality.EXACT, "people")
    return [count.low for count in found if isinstance(count, Count)]


def test_a_number_is_tried_on_both_sides_of_every_threshold() -> None:
    law = [threshold(500), threshold(1), threshold(1000), threshold(501)]
    assert numbers(values("fact:people", None, *law)) == [0, 1, 499, 500, 501, 999, 1000]
    assert values("fact:people") == []


@pytest.mark.parametrize(
    ("known", "standing", "left"),
    [
        (a_count(600, Quality.AT_LEAST), Standing.CONFIRMED, [999, 1000]),
        (a_count(999, Quality.AT_LEAST), Standing.CONFIRMED, [999, 1000]),
        (a_count(600, Quality.AT_MOST), Standing.CONFIRMED, [499, 500]),
        (a_count(499, Quality.AT_MOST), Standing.CONFIRMED, [499]),
        (a_count(500, Quality.RANGE, high=999), Standing.CONFIRMED, [500, 999]),
        (a_count(600, Quality.ABOUT), Standing.CONFIRMED, [499, 500, 999, 1000]),
        (a_count(600, Quality.AT_LEAST), Standing.SUSPECTED, [499, 500, 999, 1000]),
        (None, Standing.UNKNOWN, [499, 500, 999, 1000]),
    ],
)
def test_a_number_that_is_ruled_out_is_not_tried(
    known: Count | None, standing: Standing, left: list[int]
) -> None:
    law = [threshold(500), threshold(1000)]
    fact = a_fact("people", known, standing)
    assert numbers(values("fact:people", a_known(fact), *law)) == left


@pytest.mark.parametrize(
    ("standing", "left"),
    [
        (Standing.RULED_OUT, ["x", "z"]),
        (Standing.SUSPECTED, ["x", "y", "z"]),
        (Standing.NO_SIGN, ["x", "y", "z"]),
    ],
)
def test_a_choice_that_is_ruled_out_is_not_tried(standing: Standing, left: list[str]) -> None:
    assert values("fact:kind", a_known(a_fact("kind", "y", standing))) == left


def test_the_other_answers_there_are() -> None:
    assert values("fact:a") == ["yes", "no"]
    assert values("fact:at") == [When.exactly(NOON)]
    assert values("profile:firm") == ["yes", "no"]
    # "not-yet" takes an answer back and is none.
    assert values("judgement:aware") == ["aware", "not-certain"]
    assert values("judgement:nobody asks this") == []
    # What only a rule knows of has the values that the rule names.
    rule = an_obligation(applies_when=[a_row(key="e", closed=("p", "q"))])
    assert values("fact:e", None, rule) == ["p", "q"]


def test_what_is_suspected_is_still_asked() -> None:
    rule = an_obligation("r", applies_when=[yes("a")], stages=[])
    found = ranked(rule, known=a_known(a_fact("a", "yes", Standing.SUSPECTED)))
    assert flips(one(found, "fact:a")) == {
        "yes": [("r", PRESUMED, APPLIES)],
        "no": [("r", PRESUMED, NOT)],
    }


# ---- On the shipped law -------------------------------------------------------------------------

INDEX = index_of(LAW.obligations)
DAY = NOON.date()


def on_the_law(known: Known) -> Ranking:
    return rank(INDEX, known, LAW.calendars, VOCABULARY, law_as_of=DAY)


def recorded(case: Case, answer: Supposition) -> Case:
    """Record an answer as somebody would: a new version, a new judgement, a new profile."""
    if answer.kind == "profile":
        profile = {**case.organisation.profile, answer.key: str(answer.value)}
        return replace(case, organisation=replace(case.organisation, profile=profile))
    if answer.kind == "judgement":
        number = 1 + sum(j.key == answer.key for j in case.judgements)
        made = Judgement(answer.key, number, str(answer.value), case.at, answer.instant)
        return replace(case, judgements=(*case.judgements, made))
    number = 1 + sum(version.key == answer.key for version in case.facts)
    version = FactVersion(answer.key, number, Standing.CONFIRMED, case.at, answer.value)
    return replace(case, facts=(*case.facts, version))


FEW = settings(MANY, max_examples=25)


@FEW
@given(number=SEEDS, seed=SEEDS)
def test_every_flip_that_is_told_comes_true_when_the_answer_is_recorded(
    number: int, seed: int
) -> None:
    case, chance = a_random_case(number), Random(seed)  # noqa: S311 - a test may be predictable
    found = on_the_law(case.known_at(case.at))
    tried = [each for unknown in found.unknowns for each in unknown.tried]
    for each in chance.sample(tried, min(8, len(tried))):
        known = recorded(case, each.answer).known_at(case.at)
        duties = assess_all(LAW.obligations, known, LAW.calendars, law_as_of=DAY)
        told = {change.obligation: change.after for change in each.changes}
        for before, after in zip(found.duties, duties, strict=True):
            expected = told.get(after.obligation.id, before)
            assert expected.outcome is after.outcome
            assert [s.state for s in expected.stages] == [s.state for s in after.stages]
            assert [s.due_at for s in expected.stages] == [s.due_at for s in after.stages]


@FEW
@given(number=SEEDS, seed=SEEDS)
def test_the_order_of_what_was_recorded_does_not_change_the_ranking(number: int, seed: int) -> None:
    case, chance = a_random_case(number), Random(seed)  # noqa: S311 - a test may be predictable
    facts = chance.sample(case.facts, len(case.facts))
    judgements = chance.sample(case.judgements, len(case.judgements))
    shuffled = replace(case, facts=tuple(facts), judgements=tuple(judgements))
    turned = index_of(chance.sample(LAW.obligations, len(LAW.obligations)))
    first = on_the_law(case.known_at(case.at))
    second = rank(turned, shuffled.known_at(case.at), LAW.calendars, VOCABULARY, law_as_of=DAY)
    assert [in_short(unknown) for unknown in first.unknowns] == [
        in_short(unknown) for unknown in second.unknowns
    ]


def in_short(unknown: Unknown) -> tuple[object, ...]:
    changes = [
        (tried.answer, sorted((c.obligation, c.after.outcome) for c in tried.changes))
        for tried in unknown.tried
    ]
    return unknown.name, unknown.weight, unknown.soonest, unknown.decides, changes


@FEW
@given(number=SEEDS)
def test_what_comes_first_decides_something(number: int) -> None:
    case = a_random_case(number)
    found = on_the_law(case.known_at(case.at))
    # Before what only a voluntary report turns on, and that before what moves nothing.
    weights = [max(unknown.weight, Weight.LATER) for unknown in found.unknowns]
    assert weights == sorted(weights)
    for unknown in found.unknowns:
        moved = {c.obligation for tried in unknown.tried for c in tried.changes}
        assert bool(moved) is (unknown.weight is not Weight.NOTHING)
        assert {*unknown.decides, *unknown.times, *unknown.later} <= moved
        assert unknown.waiting


def test_everything_a_duty_waits_for_is_among_them() -> None:
    found = on_the_law(a_known())
    waited = {name for duty in found.duties for name in duty.waits_for}
    assert waited <= {unknown.name for unknown in found.unknowns}
    asked = {unknown.name for unknown in found.unknowns if unknown.tried}
    assert asked == {unknown.name for unknown in found.unknowns}


# ---- Growth -------------------------------------------------------------------------------------


def a_library(size: int) -> list[Obligation]:
    """Copy the shipped law under other names until it has so many obligations."""
    law = the_catalogue().law.obligations
    own = [o for o in law if not o.is_watched and o.in_force_on(DAY)]
    return [replace(own[n % len(own)], id=f"r{n}") for n in range(size)]


def test_the_work_grows_with_the_library_and_no_faster() -> None:
    # Counted in obligations judged: the shipped law once, ten times and twenty times over.
    once = len(a_library(1)) * len({o.id for o in LAW.obligations if not o.is_watched})
    works = []
    for times in (1, 10, 20):
        library = a_library(once * times)
        works.append(
            rank(index_of(library), a_known(), LAW.calendars, VOCABULARY, law_as_of=DAY).assessed
        )
    assert works[1] == pytest.approx(10 * works[0], rel=0.2)
    assert works[2] == pytest.approx(2 * works[1], rel=0.05)


@pytest.mark.parametrize("size", [10, 100, 1000])
def test_no_more_is_judged_than_depends_on_what_is_asked(size: int) -> None:
    # Each rule asks one question of its own, with two answers; its clock is asked for as well.
    law = [an_obligation(f"r{n:04}", applies_when=[a_row(key=f"f{n}")]) for n in range(size)]
    vocabulary = replace(OWN, judgements={"aware_personal_data": OWN.judgements["aware"]})
    found = rank(index_of(law), a_known(), {}, vocabulary, law_as_of=DAY)
    # Two answers to each of so many questions, and two to the one that starts every clock.
    assert found.assessed == 4 * size
    assert len(found.unknowns) == size + 1

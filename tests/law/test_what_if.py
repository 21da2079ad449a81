"""What if: answers that are only supposed, side by side with the record.

Expected outcomes and instants were worked out by hand. The clock in most examples is 72 hours from
awareness; the present is noon on Friday 20 November 2026.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from random_cases import LAW, MANY, SEEDS, VOCABULARY, a_random_known

from builders import (
    NOON,
    a_count,
    a_fact,
    a_judgement,
    a_known,
    a_limit,
    a_row,
    a_stage,
    a_submission,
    an_entity,
    an_obligation,
    moment,
)
from disclosure.facts.case import Known
from disclosure.facts.instants import When
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import NOT_YET
from disclosure.law.conditions import Subject
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Duty, Outcome, assess_all
from disclosure.law.index import index_of
from disclosure.law.unknowns import possible_answers
from disclosure.law.what_if import DutyChange, Movement, Supposition, WhatIf, suppose, what_if

APPLIES, PRESUMED = Outcome.APPLIES, Outcome.PRESUMED
UNDETERMINED, NOT = Outcome.UNDETERMINED, Outcome.DOES_NOT_APPLY
STARTS, STOPS, MOVES = Movement
INVOLVED, AWARE = "fact:personal_data.involved", "judgement:aware_personal_data"
RULE = an_obligation()
OTHER = an_obligation(
    "example.other",
    applies_when=[a_row(Subject.PROFILE, "fca.authorised")],
    stages=[a_stage(a_limit("fact:incident.detected_at", 24))],
)


def supposed(known: Known, *answers: Supposition, law=(RULE, OTHER)) -> WhatIf:
    return what_if(index_of(law), known, answers, {}, law_as_of=NOON.date())


def line(found: WhatIf, name: str = RULE.id) -> DutyChange:
    (wanted,) = [each for each in found.lines if each.obligation == name]
    return wanted


def outcomes(change: DutyChange) -> tuple[Outcome, Outcome]:
    return change.before.outcome, change.after.outcome


def clocks(change: DutyChange) -> list[tuple[str, Movement, datetime | None, datetime | None]]:
    return [
        (
            stage.id,
            stage.movement,
            stage.before.due_at if stage.before else None,
            stage.after.due_at if stage.after else None,
        )
        for stage in change.stages
    ]


AWARE_AT = NOON - timedelta(hours=3)
DUE = moment("Mon 2026-11-23 09:00 Europe/London")
JUDGED = a_judgement(instant=AWARE_AT)


# ---- Side by side -------------------------------------------------------------------------------


def test_an_answer_decides_a_duty_and_leaves_the_others_as_they_are() -> None:
    found = supposed(a_known(), Supposition(INVOLVED, "yes"))
    assert [each.obligation for each in found.lines] == ["example.other", "example.rule.1"]
    assert outcomes(line(found)) == (UNDETERMINED, APPLIES)
    untouched = line(found, "example.other")
    assert untouched.before is untouched.after
    assert [each.obligation for each in found.changed] == ["example.rule.1"]
    assert (line(found).title, line(found).is_flipped) == ("Report it", True)


def test_a_judgement_that_names_a_moment_starts_the_clock() -> None:
    found = supposed(a_known(a_fact()), Supposition(AWARE, "aware", When.exactly(AWARE_AT)))
    change = line(found)
    assert outcomes(change) == (APPLIES, APPLIES)
    assert clocks(change) == [("initial", STARTS, None, DUE)]
    assert (change.is_changed, change.is_flipped, change.soonest) == (True, False, DUE)


def test_a_no_stops_the_clock_that_was_running() -> None:
    known = a_known(a_fact(), judgements=[JUDGED])
    change = line(supposed(known, Supposition(INVOLVED, "no")))
    assert outcomes(change) == (APPLIES, NOT)
    assert clocks(change) == [("initial", STOPS, DUE, None)]
    assert change.soonest == DUE


def test_another_moment_moves_the_clock() -> None:
    known = a_known(a_fact(), judgements=[JUDGED])
    earlier = When.exactly(AWARE_AT - timedelta(hours=20))
    change = line(supposed(known, Supposition(AWARE, "aware", earlier)))
    # 20 hours before 09:00 on Friday is 13:00 on Thursday; 72 hours later it is 13:00 on Sunday.
    moved = moment("Sun 2026-11-22 13:00 Europe/London")
    assert clocks(change) == [("initial", MOVES, DUE, moved)]
    assert change.soonest == moved


def test_the_same_answer_again_changes_nothing() -> None:
    known = a_known(a_fact(), judgements=[JUDGED])
    again = [Supposition(INVOLVED, "yes"), Supposition(AWARE, "aware", When.exactly(AWARE_AT))]
    assert supposed(known, *again).changed == ()


def test_a_clock_that_may_have_begun_and_now_has() -> None:
    detected = a_fact("incident.detected_at", When.exactly(AWARE_AT))
    rule = an_obligation(stages=[a_stage(a_limit(earliest_from=["fact:incident.detected_at"]))])
    known = a_known(a_fact(), detected)
    answer = Supposition(AWARE, "aware", When.exactly(AWARE_AT))
    change = line(supposed(known, answer, law=[rule]))
    assert change.before.stages[0].state is ClockState.EARLIEST_POSSIBLE
    assert clocks(change) == [("initial", STARTS, DUE, DUE)]


def test_the_earliest_a_clock_can_have_begun_may_appear_move_and_vanish() -> None:
    rule = an_obligation(stages=[a_stage(a_limit(earliest_from=["fact:incident.detected_at"]))])
    seen = Supposition("fact:incident.detected_at", When.exactly(AWARE_AT))
    change = line(supposed(a_known(a_fact()), seen, law=[rule]))
    assert clocks(change) == [("initial", MOVES, None, DUE)]
    known = a_known(a_fact(), a_fact("incident.detected_at", When.exactly(AWARE_AT)))
    change = line(supposed(known, Supposition(INVOLVED, "no"), law=[rule]))
    assert clocks(change) == [("initial", MOVES, DUE, None)]


def test_what_has_been_met_is_not_stopped_and_what_waits_is_not_either() -> None:
    stages = [a_stage(), a_stage(a_limit("judged:inside_information"), name="final")]
    rule = an_obligation(stages=stages)
    sent = a_submission(rule.id, "initial")
    known = a_known(a_fact(), judgements=[JUDGED], submissions=[sent])
    change = line(supposed(known, Supposition(INVOLVED, "no"), law=[rule]))
    assert change.before.stages[0].state is ClockState.MET
    assert outcomes(change) == (APPLIES, NOT)
    assert (clocks(change), change.soonest) == ([], None)


def test_a_report_that_was_in_time_would_have_been_late() -> None:
    sent = a_submission(RULE.id, "initial", NOON - timedelta(hours=1))
    known = a_known(a_fact(), judgements=[JUDGED], submissions=[sent])
    days_ago = When.exactly(NOON - timedelta(days=4))
    change = line(supposed(known, Supposition(AWARE, "aware", days_ago)))
    assert [stage.after.state for stage in change.stages if stage.after] == [ClockState.MET_LATE]
    assert [stage.movement for stage in change.stages] == [MOVES]


def test_without_a_limit_our_reminder_says_when_it_presses() -> None:
    rule = an_obligation(stages=[a_stage(a_limit(amount=0, counting="without-delay"))])
    answer = Supposition(AWARE, "aware", When.exactly(NOON))
    change = line(supposed(a_known(a_fact()), answer, law=[rule]))
    assert change.soonest == moment("Sat 2026-11-21 12:00 Europe/London")


def test_a_duty_that_flips_presses_when_its_clock_does_though_that_stands_still() -> None:
    known = a_known(a_fact(standing=Standing.SUSPECTED), judgements=[JUDGED])
    change = line(supposed(known, Supposition(INVOLVED, "yes")))
    assert outcomes(change) == (PRESUMED, APPLIES)
    assert (clocks(change), change.soonest) == ([], DUE)


def test_a_duty_that_does_not_flip_presses_when_the_clock_that_moves_does() -> None:
    # The first stage is due at 09:00 on Monday whatever happens; the other would be a day later.
    stages = [a_stage(), a_stage(a_limit("fact:incident.detected_at", 93), name="final")]
    rule = an_obligation(stages=stages)
    known = a_known(a_fact(), judgements=[JUDGED])
    seen = Supposition("fact:incident.detected_at", When.exactly(NOON))
    change = line(supposed(known, seen, law=[rule]))
    assert [stage.id for stage in change.stages] == ["final"]
    assert change.soonest == moment("Tue 2026-11-24 09:00 Europe/London")


def test_movements_have_names() -> None:
    assert [str(movement) for movement in Movement] == ["starts", "stops", "moves"]


def test_an_autumn_hour_that_comes_twice_is_two_hours() -> None:
    # 01:30 in London on 25 October 2026 is 00:30 UTC, and again 01:30 UTC.
    first, second = moment("Sun 2026-10-25 00:30 UTC"), moment("Sun 2026-10-25 01:30 UTC")
    rule = an_obligation(stages=[a_stage(a_limit(amount=24))])
    at = second + timedelta(hours=1)
    known = a_known(
        a_fact(recorded_at=first),
        judgements=[a_judgement(instant=first, made_at=second)],
        at=at,
    )
    change = line(supposed(known, Supposition(AWARE, "aware", When.exactly(second)), law=[rule]))
    assert [stage.movement for stage in change.stages] == [MOVES]


# ---- Taking away --------------------------------------------------------------------------------


def test_a_fact_that_were_not_known_leaves_the_duty_open() -> None:
    known = a_known(a_fact(), judgements=[JUDGED])
    change = line(supposed(known, Supposition(INVOLVED, None)))
    assert outcomes(change) == (APPLIES, UNDETERMINED)
    assert clocks(change) == []


@pytest.mark.parametrize("value", [None, NOT_YET])
def test_a_judgement_taken_back_stops_the_clock(value: str | None) -> None:
    known = a_known(a_fact(), judgements=[JUDGED])
    assert clocks(line(supposed(known, Supposition(AWARE, value)))) == [
        ("initial", STOPS, DUE, None)
    ]


def test_an_answer_of_the_profile_left_out_leaves_the_duty_open() -> None:
    known = a_known(profile={"fca.authorised": "no", "gdpr.controller": "yes"})
    found = supposed(known, Supposition("profile:fca.authorised", None))
    assert outcomes(line(found, "example.other")) == (NOT, UNDETERMINED)
    assert found.known.organisation.profile == {"gdpr.controller": "yes"}


# ---- Supposing ----------------------------------------------------------------------------------


def test_the_record_stays_as_it_is() -> None:
    known = a_known(
        a_fact(), judgements=[JUDGED], profile={"fca.authorised": "no"}, entities=[an_entity()]
    )
    before = deepcopy(known)
    everything = [
        Supposition(INVOLVED, "no"),
        Supposition(AWARE, NOT_YET),
        Supposition("profile:fca.authorised", "yes"),
        Supposition("profile:fca.authorised", "yes", entity="group"),
    ]
    assert suppose(known, everything) != known
    supposed(known, *everything)
    assert known == before


def test_a_supposed_fact_is_a_version_like_any_other() -> None:
    known = a_known(a_fact(), a_fact(number=2, value="no"))
    made = suppose(known, [Supposition(INVOLVED, "yes", standing=Standing.SUSPECTED)])
    version = made.fact("personal_data.involved")
    assert version is not None
    assert (version.number, version.value, version.standing) == (3, "yes", Standing.SUSPECTED)
    assert (version.recorded_at, version.change) == (NOON, Change.CHANGES)
    assert made.versions[version.name] is version
    assert set(known.versions) < set(made.versions)
    first = suppose(a_known(), [Supposition(INVOLVED, None)]).fact("personal_data.involved")
    assert first is not None
    assert (first.number, first.standing, first.change) == (1, Standing.UNKNOWN, Change.FIRST)


def test_a_suspicion_presumes_the_duty() -> None:
    answer = Supposition(INVOLVED, "yes", standing=Standing.SUSPECTED)
    assert outcomes(line(supposed(a_known(), answer))) == (UNDETERMINED, PRESUMED)


def test_a_supposed_judgement_is_remembered_among_those_ever_made() -> None:
    known = a_known(judgements=[a_judgement("delay_disclosure", "yes", NOON)])
    made = suppose(known, [Supposition("judgement:delay_disclosure", "no")])
    judgement = made.judgement("delay_disclosure")
    assert judgement is not None
    assert (judgement.number, judgement.value, judgement.made_at) == (2, "no", NOON)
    assert made.judged_values("delay_disclosure") == ("yes", "no")
    first = suppose(a_known(), [Supposition("judgement:delay_disclosure", "no")])
    assert [(j.number, j.value) for j in first.judged] == [(1, "no")]


def test_one_company_may_answer_for_itself() -> None:
    entities = [an_entity("group", profile={"fca.authorised": "no"}), an_entity("shop")]
    known = a_known(entities=entities)
    assert line(supposed(known), "example.other").before.outcome is UNDETERMINED
    own = Supposition("profile:fca.authorised", "no", entity="shop")
    assert outcomes(line(supposed(known, own), "example.other")) == (UNDETERMINED, NOT)
    whole = Supposition("profile:fca.authorised", "yes")
    assert outcomes(line(supposed(known, whole), "example.other")) == (UNDETERMINED, APPLIES)


def test_the_last_answer_to_a_question_counts() -> None:
    answers = [Supposition(INVOLVED, "no"), Supposition(INVOLVED, "yes")]
    assert line(supposed(a_known(), *answers)).after.outcome is APPLIES


def test_a_count_is_an_answer_too() -> None:
    row = a_row(key="personal_data.people_count", accepts=(), closed=(), at_least=500)
    rule = an_obligation(applies_when=[row])
    name = "fact:personal_data.people_count"
    for number, outcome in ((499, NOT), (500, APPLIES)):
        found = supposed(a_known(), Supposition(name, a_count(number)), law=[rule])
        assert line(found).after.outcome is outcome


@pytest.mark.parametrize("name", ["submitted:uk.gdpr.33/initial", "personal_data.involved", ""])
def test_what_is_no_answer_cannot_be_supposed(name: str) -> None:
    with pytest.raises(ValueError, match="is no fact") as error:
        suppose(a_known(), [Supposition(name, "yes")])
    assert str(error.value) == f"'{name}' is no fact, profile answer or judgement."


def test_a_bill_is_no_part_of_it() -> None:
    bill = replace(RULE, id="example.bill", kind="watch")
    found = supposed(a_known(), Supposition(INVOLVED, "yes"), law=[RULE, bill])
    assert [each.obligation for each in found.lines] == [RULE.id]


# ---- On the shipped law -------------------------------------------------------------------------

INDEX = index_of(LAW.obligations)
NAMES = sorted(INDEX.dependents)


def in_short(duty: Duty) -> tuple[object, ...]:
    return duty.obligation.id, duty.outcome, duty.because, duty.exceptions, duty.stages


@MANY
@given(number=SEEDS, seed=SEEDS)
def test_only_what_depends_on_an_answer_is_judged_again_and_nothing_else_would_change(
    number: int, seed: int
) -> None:
    known, chance = a_random_known(number), Random(seed)  # noqa: S311 - a test may be predictable
    answers = []
    for name in chance.sample(NAMES, 3):
        possible = [*possible_answers(name, known, VOCABULARY, INDEX), Supposition(name, None)]
        answers.append(chance.choice(possible))
    found = what_if(INDEX, known, answers, LAW.calendars, law_as_of=NOON.date())
    every = suppose(known, answers), known
    after, before = (
        assess_all(LAW.obligations, each, LAW.calendars, law_as_of=NOON.date()) for each in every
    )
    assert [in_short(each.after) for each in found.lines] == [in_short(duty) for duty in after]
    assert [in_short(each.before) for each in found.lines] == [in_short(duty) for duty in before]
    changed = [each for each in found.lines if each.before.outcome is not each.after.outcome]
    assert all(each in found.changed for each in changed)

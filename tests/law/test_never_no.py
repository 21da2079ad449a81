"""Unknown never means no, later awareness never means an earlier deadline, order means nothing.

Tried on the shipped law with random cases built from the real vocabulary.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_cases import (
    FACTS,
    JUDGEMENTS,
    LAW,
    MANY,
    SEEDS,
    SENT,
    TOLD,
    VOCABULARY,
    a_random_case,
    a_random_known,
    duties_on,
)

from builders import NOON, a_fact, a_known
from disclosure.facts.case import Known
from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.facts.vocabulary import Kind
from disclosure.law.duties import Outcome
from disclosure.law.index import rows_of


def test_the_random_cases_reach_the_whole_law() -> None:
    in_force = [o for o in LAW.obligations if not o.is_watched and o.in_force_on(NOON.date())]
    assert len(duties_on(a_known())) == len(in_force) > 50
    assert {"personal_data.involved", "incident.kind", "confidentiality.lost"} <= set(FACTS)
    assert {"aware_personal_data", "inside_information", "delay_disclosure"} <= set(JUDGEMENTS)
    assert "uk.gdpr.33/initial" in SENT
    assert "market" in TOLD


# ---- Unknown never means no ---------------------------------------------------------------------


WEAKER = ("", "", "unknown", "no-sign", "not recorded")


def weakened(known: Known, key: str, how: str) -> Known:
    """Make one fact unknown or no-sign, or take it out altogether."""
    current = dict(known.current)
    version = current.pop(key)
    if how == "unknown":
        current[key] = replace(version, standing=Standing.UNKNOWN, value=None)
    elif how == "no-sign":
        current[key] = replace(version, standing=Standing.NO_SIGN)
    return replace(known, current=current)


@MANY
@given(number=SEEDS, seed=SEEDS)
def test_knowing_less_never_makes_a_duty_go_away(number: int, seed: int) -> None:
    known = a_random_known(number)
    less, chance = known, Random(seed)  # noqa: S311 - a test may be predictable
    for key in FACTS:
        weaker = chance.choice(WEAKER)
        if weaker and known.fact(key):
            less = weakened(less, key, weaker)
    for duty, after in zip(duties_on(known), duties_on(less), strict=True):
        if duty.outcome is not Outcome.DOES_NOT_APPLY:
            assert after.outcome is not Outcome.DOES_NOT_APPLY, duty.obligation.id


@MANY
@given(number=SEEDS, seed=SEEDS)
def test_an_answer_left_out_never_makes_a_duty_go_away(number: int, seed: int) -> None:
    known = a_random_known(number)
    organisation, chance = known.organisation, Random(seed)  # noqa: S311 - a test may be predictable
    kept = {key: v for key, v in organisation.profile.items() if chance.random() < 0.5}
    less = replace(known, organisation=replace(organisation, profile=kept))
    for duty, after in zip(duties_on(known), duties_on(less), strict=True):
        if duty.outcome is not Outcome.DOES_NOT_APPLY:
            assert after.outcome is not Outcome.DOES_NOT_APPLY, duty.obligation.id


MADE = {row.key for o in LAW.obligations for row in rows_of(o) if row.made}


@MANY
@given(number=SEEDS, seed=SEEDS)
def test_a_judgement_taken_back_never_makes_a_duty_go_away(number: int, seed: int) -> None:
    known = a_random_known(number)
    chance = Random(seed)  # noqa: S311 - a test may be predictable
    # One of which it only matters that it was made leaves the question to its alternatives again.
    left = {key for key in known.judgements if key in MADE or chance.random() < 0.5}
    less = replace(
        known,
        judgements={key: j for key, j in known.judgements.items() if key in left},
        judged=tuple(j for j in known.judged if j.key in left),
    )
    for duty, after in zip(duties_on(known), duties_on(less), strict=True):
        if duty.outcome is not Outcome.DOES_NOT_APPLY:
            assert after.outcome is not Outcome.DOES_NOT_APPLY, duty.obligation.id


def test_on_nothing_at_all_no_duty_is_denied_and_none_is_promised() -> None:
    found = {duty.obligation.id: duty.outcome for duty in duties_on(a_known())}
    assert set(found.values()) == {Outcome.UNDETERMINED}


@MANY
@given(number=SEEDS)
def test_a_duty_that_is_open_says_what_it_waits_for(number: int) -> None:
    for duty in duties_on(a_random_known(number)):
        if duty.outcome in (Outcome.PRESUMED, Outcome.UNDETERMINED):
            assert duty.waits_for, duty.obligation.id
        if duty.outcome is Outcome.DOES_NOT_APPLY:
            assert (duty.waits_for, duty.stages) == ((), ())


# ---- Later awareness, later deadline ------------------------------------------------------------


def later(when: When | None, by: timedelta) -> When | None:
    return When(when.earliest + by, when.latest + by) if when else None


@MANY
@given(
    number=SEEDS,
    by=st.timedeltas(timedelta(0), timedelta(days=4)),
    key=st.sampled_from([key for key in JUDGEMENTS if VOCABULARY.judgements[key].carries_instant]),
)
def test_later_awareness_never_gives_an_earlier_deadline(
    number: int, by: timedelta, key: str
) -> None:
    known = a_random_known(number)
    moved = {
        name: replace(j, instant=later(j.instant, by)) if name == key else j
        for name, j in known.judgements.items()
    }
    not_earlier(known, replace(known, judgements=moved))


@MANY
@given(
    number=SEEDS,
    by=st.timedeltas(timedelta(0), timedelta(days=4)),
    key=st.sampled_from([key for key in FACTS if VOCABULARY.facts[key].kind is Kind.INSTANT]),
)
def test_a_later_event_never_gives_an_earlier_deadline(
    number: int, by: timedelta, key: str
) -> None:
    known = a_random_known(number)
    version = known.fact(key)
    if version is None or not isinstance(version.value, When):
        return
    moved = {**known.current, key: replace(version, value=later(version.value, by))}
    not_earlier(known, replace(known, current=moved))


def not_earlier(known: Known, moved: Known) -> None:
    for duty, after in zip(duties_on(known), duties_on(moved), strict=True):
        assert duty.outcome is after.outcome
        for stage, again in zip(duty.stages, after.stages, strict=True):
            for what in ("due_at", "outer_limit_at"):
                first, second = getattr(stage, what), getattr(again, what)
                # A later start may be the first one with an outer limit; never the reverse.
                assert second is not None or first is None
                assert first is not None or second is None or what == "outer_limit_at"
                if first is not None and second is not None:
                    assert first.astimezone(UTC) <= second.astimezone(UTC), duty.obligation.id


# ---- Order means nothing ------------------------------------------------------------------------


@MANY
@given(number=SEEDS, seed=SEEDS)
def test_the_order_of_what_was_recorded_changes_nothing(number: int, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - a test may be predictable
    case = a_random_case(number)
    shuffled = replace(
        case,
        **{
            name: tuple(chance.sample(getattr(case, name), len(getattr(case, name))))
            for name in ("facts", "judgements", "submissions", "releases")
        },
    )
    first, second = (duties_on(each.known_at(each.at)) for each in (case, shuffled))
    assert first == second


@pytest.mark.parametrize("turned", [False, True])
def test_two_versions_of_a_fact_listed_either_way_round(turned: bool) -> None:
    one, two = a_fact(value="no", number=1), a_fact(value="yes", number=2)
    known = a_known(*((two, one) if turned else (one, two)))
    assert known.fact("personal_data.involved") == two

"""Unknown never means no, later awareness never means an earlier deadline, order means nothing.

Tried on the shipped law with random cases built from the real vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from builders import (
    NOON,
    a_case,
    a_count,
    a_fact,
    a_judgement,
    a_known,
    a_release,
    a_submission,
    an_entity,
    an_entry,
    an_organisation,
    the_catalogue,
)
from disclosure.facts.case import Case, Known
from disclosure.facts.instants import When
from disclosure.facts.standings import Change, Quality, Standing
from disclosure.facts.versions import FactVersion, Judgement, Value
from disclosure.facts.vocabulary import ROLES, Kind, Question
from disclosure.law.conditions import Condition, Group, Row, Subject
from disclosure.law.duties import Duty, Outcome, assess_all

T = TypeVar("T")
# Without the phase that explains a failure: it makes a red run last minutes.
MANY = settings(max_examples=300, phases=[p for p in Phase if p is not Phase.explain])
VALUED = [Standing.SUSPECTED, Standing.CONFIRMED, Standing.RULED_OUT, Standing.NO_SIGN]


# ---- What the law asks about --------------------------------------------------------------------


def rows_of(conditions: Iterable[Condition]) -> Iterable[Row]:
    for condition in conditions:
        yield from condition.rows if isinstance(condition, Group) else (condition,)


LAW = the_catalogue().law
VOCABULARY = the_catalogue().vocabulary
ASKED = {
    (row.subject, row.key) for o in LAW.obligations for row in rows_of((*o.applies_when, *o.unless))
}
STARTS = {
    (source.kind, source.key)
    for o in LAW.obligations
    for stage in o.stages
    for limit in stage.limits
    for source in (limit.starts_at, *limit.earliest_from)
}
FACTS = sorted(
    {key for subject, key in ASKED if subject is Subject.FACT}
    | {key for kind, key in STARTS if kind == "fact"}
    # and some that no obligation asks about
    | {"incident.ongoing", "impact.organisation", "personal_data.people_count", "harm.so_far"}
)
PROFILE = sorted(key for subject, key in ASKED if subject is Subject.PROFILE)
JUDGEMENTS = sorted(
    {key for subject, key in ASKED if subject is Subject.JUDGEMENT}
    | {key for kind, key in STARTS if kind in ("judged", "decided")}
)
SENT = sorted(key for kind, key in STARTS if kind == "submitted")
TOLD = sorted(key for kind, key in STARTS if kind == "released")


def test_the_random_cases_reach_the_whole_law() -> None:
    assert len(LAW.obligations) == 15
    assert {"personal_data.involved", "incident.kind", "confidentiality.lost"} <= set(FACTS)
    assert {"aware_personal_data", "inside_information", "delay_disclosure"} <= set(JUDGEMENTS)
    assert SENT == ["uk.gdpr.33/initial"]
    assert TOLD == ["market"]


# ---- Random cases -------------------------------------------------------------------------------


def before(minutes: int) -> datetime:
    return NOON - timedelta(minutes=minutes)


WHENS = [
    When(before(minutes + wide), before(minutes))
    for minutes in (0, 1, 59, 60, 61, 130, 1440, 4320, 4321, 9000)
    for wide in (0, 60, 1439)
]
NUMBERS = [a_count(n, quality) for n in (0, 1, 500) for quality in list(Quality)[:4]]


def values(question: Question) -> list[Value]:
    if question.closed:
        return list(question.closed)
    return {Kind.INSTANT: WHENS, Kind.COUNT: NUMBERS}.get(question.kind, ["some words"])


def histories(key: str) -> list[tuple[FactVersion, ...]]:
    """Give what may have been recorded of a fact: nothing, one version, or two, or a withdrawal.

    Each history is drawn as a whole, which keeps 300 cases quick.
    """
    given = [(v, s) for v in values(VOCABULARY.facts[key]) for s in VALUED]
    given.append((None, Standing.UNKNOWN))
    firsts = [a_fact(key, v, s, recorded_at=before(99)) for v, s in given]
    seconds = [
        a_fact(key, v, s, number=2, recorded_at=before(98), change=change)
        for v, s in given
        for change in (Change.CHANGES, Change.WITHDRAWN)
    ]
    pairs = [(firsts[n % len(firsts)], second) for n, second in enumerate(seconds)]
    return [(), *((first,) for first in firsts), *pairs]


def judged(key: str) -> list[tuple[Judgement, ...]]:
    question = VOCABULARY.judgements[key]
    whens = WHENS if question.carries_instant else [None]
    firsts = [a_judgement(key, v, w, made_at=before(49)) for v in question.options for w in whens]
    seconds = [replace(j, number=2, made_at=before(48)) for j in reversed(firsts)]
    return [(), *((first,) for first in firsts), *zip(firsts, seconds, strict=True)]


def answers(answer: tuple[str, ...]) -> dict[str, str]:
    return {key: each for key, each in zip(PROFILE, answer, strict=True) if each}


def flat(parts: Iterable[tuple[T, ...]]) -> list[T]:
    return [each for part in parts for each in part]


SERVICES = [an_entry("service", f"s{n}", {"state": "open"}) for n in range(3)]
SENDS = [(), *((a_submission(*key.split("/"), before(m)),) for key in SENT for m in (0, 90, 5000))]
TELLS = [(), *((a_release(key, before(m)),) for key in TOLD for m in (0, 90, 5000))]


def cases() -> st.SearchStrategy[Case]:
    return st.builds(
        lambda facts, judgements, sends, tells, profile: a_case(
            facts=[*flat(facts), *SERVICES],
            judgements=flat(judgements),
            submissions=sends,
            releases=tells,
            organisation=an_organisation(answers(profile), [an_entity(roles=ROLES)]),
        ),
        st.tuples(*(st.sampled_from(histories(key)) for key in FACTS)),
        st.tuples(*(st.sampled_from(judged(key)) for key in JUDGEMENTS)),
        st.sampled_from(SENDS),
        st.sampled_from(TELLS),
        st.tuples(*(st.sampled_from(["yes", "yes", "no", ""]) for _ in PROFILE)),
    )


CASES = cases()


def duties(known: Known) -> tuple[Duty, ...]:
    return assess_all(LAW.obligations, known, LAW.calendars, law_as_of=NOON.date())


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
@given(case=CASES, data=st.data())
def test_knowing_less_never_makes_a_duty_go_away(case: Case, data: st.DataObject) -> None:
    known = case.known_at(case.at)
    less = known
    how = data.draw(st.tuples(*(st.sampled_from(WEAKER) for _ in FACTS)))
    for key, weaker in zip(FACTS, how, strict=True):
        if weaker and known.fact(key):
            less = weakened(less, key, weaker)
    for duty, after in zip(duties(known), duties(less), strict=True):
        if duty.outcome is not Outcome.DOES_NOT_APPLY:
            assert after.outcome is not Outcome.DOES_NOT_APPLY, duty.obligation.id


@MANY
@given(case=CASES, data=st.data())
def test_an_answer_left_out_never_makes_a_duty_go_away(case: Case, data: st.DataObject) -> None:
    known = case.known_at(case.at)
    organisation = known.organisation
    keep = data.draw(st.tuples(*(st.booleans() for _ in PROFILE)))
    left_out = {key for key, kept in zip(PROFILE, keep, strict=True) if not kept}
    kept = {key: v for key, v in organisation.profile.items() if key not in left_out}
    less = replace(known, organisation=replace(organisation, profile=kept))
    for duty, after in zip(duties(known), duties(less), strict=True):
        if duty.outcome is not Outcome.DOES_NOT_APPLY:
            assert after.outcome is not Outcome.DOES_NOT_APPLY, duty.obligation.id


def test_on_nothing_at_all_no_duty_is_denied_and_none_is_promised() -> None:
    found = {duty.obligation.id: duty.outcome for duty in duties(a_known())}
    assert set(found.values()) == {Outcome.UNDETERMINED}


@MANY
@given(case=CASES)
def test_a_duty_that_is_open_says_what_it_waits_for(case: Case) -> None:
    for duty in duties(case.known_at(case.at)):
        if duty.outcome in (Outcome.PRESUMED, Outcome.UNDETERMINED):
            assert duty.waits_for, duty.obligation.id
        if duty.outcome is Outcome.DOES_NOT_APPLY:
            assert (duty.waits_for, duty.stages) == ((), ())


# ---- Later awareness, later deadline ------------------------------------------------------------


def later(when: When | None, by: timedelta) -> When | None:
    return When(when.earliest + by, when.latest + by) if when else None


@MANY
@given(
    case=CASES,
    by=st.timedeltas(timedelta(0), timedelta(days=4)),
    key=st.sampled_from([key for key in JUDGEMENTS if VOCABULARY.judgements[key].carries_instant]),
)
def test_later_awareness_never_gives_an_earlier_deadline(
    case: Case, by: timedelta, key: str
) -> None:
    known = case.known_at(case.at)
    moved = {
        name: replace(j, instant=later(j.instant, by)) if name == key else j
        for name, j in known.judgements.items()
    }
    not_earlier(known, replace(known, judgements=moved))


@MANY
@given(
    case=CASES,
    by=st.timedeltas(timedelta(0), timedelta(days=4)),
    key=st.sampled_from([key for key in FACTS if VOCABULARY.facts[key].kind is Kind.INSTANT]),
)
def test_a_later_event_never_gives_an_earlier_deadline(case: Case, by: timedelta, key: str) -> None:
    known = case.known_at(case.at)
    version = known.fact(key)
    if version is None or not isinstance(version.value, When):
        return
    moved = {**known.current, key: replace(version, value=later(version.value, by))}
    not_earlier(known, replace(known, current=moved))


def not_earlier(known: Known, moved: Known) -> None:
    for duty, after in zip(duties(known), duties(moved), strict=True):
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
@given(case=CASES, data=st.data())
def test_the_order_of_what_was_recorded_changes_nothing(case: Case, data: st.DataObject) -> None:
    chance = Random(data.draw(st.integers(0, 10_000)))  # noqa: S311 - a test may be predictable
    shuffled = replace(
        case,
        **{
            name: tuple(chance.sample(getattr(case, name), len(getattr(case, name))))
            for name in ("facts", "judgements", "submissions", "releases")
        },
    )
    first, second = (duties(each.known_at(each.at)) for each in (case, shuffled))
    assert first == second


@pytest.mark.parametrize("turned", [False, True])
def test_two_versions_of_a_fact_listed_either_way_round(turned: bool) -> None:
    one, two = a_fact(value="no", number=1), a_fact(value="yes", number=2)
    known = a_known(*((two, one) if turned else (one, two)))
    assert known.fact("personal_data.involved") == two

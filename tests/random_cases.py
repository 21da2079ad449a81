"""Random cases built from the real vocabulary, and the shipped law that is tried on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from hypothesis import Phase, settings
from hypothesis import strategies as st

from builders import (
    NOON,
    a_case,
    a_count,
    a_fact,
    a_judgement,
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
from disclosure.law.conditions import Subject
from disclosure.law.duties import Duty, assess_all
from disclosure.law.index import rows_of, starts_of

T = TypeVar("T")
# Without the phase that explains a failure: it makes a red run last minutes.
MANY = settings(max_examples=200, phases=[p for p in Phase if p is not Phase.explain])
VALUED = [Standing.SUSPECTED, Standing.CONFIRMED, Standing.RULED_OUT, Standing.NO_SIGN]


# ---- What the law asks about --------------------------------------------------------------------


LAW = the_catalogue().law
VOCABULARY = the_catalogue().vocabulary
ASKED = {(row.subject, row.key) for o in LAW.obligations for row in rows_of(o)}
STARTS = {(start.kind, start.key) for o in LAW.obligations for start in starts_of(o)}
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


HISTORIES = [histories(key) for key in FACTS]
JUDGED = [judged(key) for key in JUDGEMENTS]


def a_random_case(number: int) -> Case:
    """Give the case of a number; all at once, since a hundred draws of one case take long."""
    chance = Random(number)  # noqa: S311 - a test may be predictable
    profile = tuple(chance.choice(("yes", "yes", "no", "")) for _ in PROFILE)
    return a_case(
        facts=[*flat(chance.choice(each) for each in HISTORIES), *SERVICES],
        judgements=flat(chance.choice(each) for each in JUDGED),
        submissions=chance.choice(SENDS),
        releases=chance.choice(TELLS),
        organisation=an_organisation(answers(profile), [an_entity(roles=ROLES)]),
    )


def a_random_known(number: int) -> Known:
    """Give what is known in the case of a number."""
    case = a_random_case(number)
    return case.known_at(case.at)


SEEDS = st.integers(0, 2**32)


def duties_on(known: Known) -> tuple[Duty, ...]:
    return assess_all(LAW.obligations, known, LAW.calendars, law_as_of=NOON.date())

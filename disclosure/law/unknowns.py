"""What is not known, ranked by what it decides: every possible answer is tried, and undone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto
from typing import TYPE_CHECKING

from disclosure.facts.instants import When, utc
from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import NOT_YET, Count
from disclosure.facts.vocabulary import Kind
from disclosure.law.calendars import as_of
from disclosure.law.conditions import Answer
from disclosure.law.duties import Outcome, assess_all
from disclosure.law.obligations import VOLUNTARY
from disclosure.law.pressing import in_order
from disclosure.law.sight import Sight
from disclosure.law.what_if import DutyChange, Supposition, again, difference, suppose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from disclosure.facts.case import Known
    from disclosure.facts.versions import FactVersion
    from disclosure.facts.vocabulary import JudgementQuestion, Question, Vocabulary
    from disclosure.law.calendars import Calendar
    from disclosure.law.duties import Duty
    from disclosure.law.index import Index

NAMES_NO_MOMENT = ("no", NOT_YET)
"""The answers to a judgement that name no moment, also where the others do."""


class Weight(IntEnum):
    """What the answers to a question can do, the weightiest first.

    Attributes:
        DECIDES: Flip a duty, or move the clock of one that stands.
        TIMES: Move the clock of a duty that is still open.
        LATER: Either, once the profile says that the rule may concern the organisation.
        VOLUNTARY: Change only what no law asks for.
        NOTHING: Nothing alone.
    """

    DECIDES = auto()
    TIMES = auto()
    LATER = auto()
    VOLUNTARY = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Tried:
    """A possible answer, and what it alone would change.

    Attributes:
        changes: The duties that would stand differently, in the order of their ids.
    """

    answer: Supposition
    changes: tuple[DutyChange, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that is not known, and what its answers decide.

    Attributes:
        name: As `waits_for` lists it.
        tried: Every possible answer.
        waiting: The ids of the duties that wait for it, or whose clocks do.
        open_beside: How many other open questions the nearest of them still waits for.
        weight: The most that an answer can do.
        decides: The ids of the binding duties that some answer flips, or whose clocks it moves
            while the duty stands.
        times: The ids of those still open whose clocks alone it moves: they may never bind.
        later: The ids of those that turn on it only once the profile says that they may concern
            the organisation at all; until then nobody need be asked.
        soonest: The soonest instant at which a clock of these presses, or None.
    """

    name: str
    tried: tuple[Tried, ...]
    waiting: tuple[str, ...]
    open_beside: int
    weight: Weight
    decides: tuple[str, ...]
    times: tuple[str, ...]
    later: tuple[str, ...]
    soonest: datetime | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """What is not known, the most pressing first.

    Attributes:
        duties: The duties as recorded.
        assessed: How many obligations were judged to find out, beyond these.
    """

    unknowns: tuple[Unknown, ...]
    duties: tuple[Duty, ...]
    assessed: int


def rank(
    index: Index,
    known: Known,
    calendars: Mapping[str, Calendar],
    vocabulary: Vocabulary,
    *,
    law_as_of: date,
) -> Ranking:
    """Rank what is not known by what it decides.

    What hangs on each answer, and how soon it presses, is weighed in `pressing`. What moves
    nothing alone comes last: it may be one of several answers that are needed.

    Args:
        index: The obligations, and which of them depend on what.
        known: What is known; it stays as it is.
        calendars: The calendars.
        vocabulary: What can be answered, and how.
        law_as_of: The day whose law is applied.
    """
    duties = assess_all(index.obligations, known, calendars, law_as_of=law_as_of)
    held = as_of(calendars, law_as_of)
    by_id = {duty.obligation.id: duty for duty in duties}
    asked: dict[str, list[Duty]] = {}
    for duty in duties:
        for name in waited_for(duty):
            asked.setdefault(name, []).append(duty)
    found, assessed = [], 0
    for name, waiting in asked.items():
        touched = [by_id[o.id] for o in index.depending_on(name, law_as_of)]
        tried = []
        for answer in possible_answers(name, known, vocabulary, index):
            sight = Sight(suppose(known, (answer,)), held)
            beside = [difference(duty, again(duty, (name,), index, sight)) for duty in touched]
            tried.append(Tried(answer, tuple([each for each in beside if each.is_changed])))
            assessed += len(touched)
        found.append(_unknown(name, tuple(tried), waiting))
    return Ranking(in_order(found, known, _seldom(vocabulary)), duties, assessed)


def _seldom(vocabulary: Vocabulary) -> frozenset[str]:
    """Give the names of the questions whose answer seldom makes a duty."""
    facts = {f"fact:{q.key}" for q in vocabulary.facts.values() if q.seldom}
    profile = {f"profile:{q.key}" for q in vocabulary.profile.values() if q.seldom}
    judgements = {f"judgement:{q.key}" for q in vocabulary.judgements.values() if q.seldom}
    return frozenset(facts | profile | judgements)


def waited_for(duty: Duty) -> tuple[str, ...]:
    """Give every fact, answer and judgement that a duty waits for, or one of its clocks does."""
    names = dict.fromkeys(duty.waits_for)
    for stage in duty.stages:
        starts = [limit.starts_at for limit in stage.stage.limits]
        names.update((s.asks, None) for s in starts if s.asks and s.name in stage.waits_for)
    return tuple(names)


def _unknown(name: str, tried: tuple[Tried, ...], waiting: Sequence[Duty]) -> Unknown:
    kinds: dict[Weight, set[str]] = {weight: set() for weight in Weight}
    moved = [(_weight(name, change), change) for each in tried for change in each.changes]
    for weight, change in moved:
        kinds[weight].add(change.obligation)
    first = min((weight for weight, _ in moved), default=Weight.NOTHING)
    soonest = [change.soonest for weight, change in moved if weight is first]
    decides, times = kinds[Weight.DECIDES], kinds[Weight.TIMES]
    return Unknown(
        name=name,
        tried=tried,
        waiting=tuple(duty.obligation.id for duty in waiting),
        open_beside=min(sum(each != name for each in waited_for(duty)) for duty in waiting),
        weight=first,
        decides=tuple(sorted(decides)),
        times=tuple(sorted(times - decides)),
        later=tuple(sorted(kinds[Weight.LATER])),
        soonest=min(filter(None, soonest), key=utc, default=None),
    )


def _weight(name: str, change: DutyChange) -> Weight:
    """Say how much a change weighs."""
    if change.before.obligation.kind == VOLUNTARY:
        return Weight.VOLUNTARY
    if not name.startswith("profile:") and _is_behind_the_profile(change.before):
        return Weight.LATER
    stands = change.after.outcome is not Outcome.UNDETERMINED
    return Weight.DECIDES if change.is_flipped or stands else Weight.TIMES


def _is_behind_the_profile(duty: Duty) -> bool:
    """Say whether a question of the profile leaves open whether the rule concerns us at all."""
    return any(
        reading.answer is Answer.UNKNOWN
        and bool(reading.open)
        and all(name.startswith("profile:") for name in reading.open)
        for reading in duty.because
    )


# ---- Possible answers ----------------------------------------------------------------------------


def possible_answers(
    name: str, known: Known, vocabulary: Vocabulary, index: Index
) -> Iterator[Supposition]:
    """Give every answer a question can still have, given what is known of it."""
    kind, _, key = name.partition(":")
    if kind == "judgement":
        yield from _judgements(name, vocabulary.judgements.get(key), known)
        return
    question = (vocabulary.facts if kind == "fact" else vocabulary.profile).get(key)
    if question and question.kind is Kind.INSTANT:
        yield Supposition(name, When.exactly(known.at))
    elif question and question.kind is Kind.COUNT:
        yield from _counts(name, question, known.fact(key), index.thresholds.get(name, ()))
    else:
        version = known.fact(key) if kind == "fact" else None
        is_out = version is not None and version.standing is Standing.RULED_OUT
        out = version.value if version and is_out else None
        values = question.closed if question else index.closed.get(name, ())
        yield from (Supposition(name, value) for value in values if value != out)


def _judgements(
    name: str, question: JudgementQuestion | None, known: Known
) -> Iterator[Supposition]:
    """Give the options; where the answer names a moment, it names this one."""
    if question is None:
        return
    for option in question.options:
        if option != NOT_YET:
            names_one = question.carries_instant and option not in NAMES_NO_MOMENT
            yield Supposition(name, option, When.exactly(known.at) if names_one else None)


def _counts(
    name: str, question: Question, version: FactVersion | None, thresholds: Sequence[int]
) -> Iterator[Supposition]:
    """Give the numbers on either side of every threshold that are not ruled out."""
    numbers = sorted({n for each in thresholds for n in (each - 1, each) if n >= 0})
    for number in numbers:
        if _can_be(number, version):
            yield Supposition(name, Count(number, number, Quality.EXACT, question.unit))


def _can_be(number: int, version: FactVersion | None) -> bool:
    """Say whether a number fits what is established about it."""
    if version is None or version.standing is not Standing.CONFIRMED:
        return True
    value = version.value
    if not isinstance(value, Count) or value.quality is Quality.ABOUT:
        return True
    from_below = value.quality is Quality.AT_MOST or number >= value.low
    return from_below and (value.quality is Quality.AT_LEAST or number <= value.high)

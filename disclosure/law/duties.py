"""Duties: an obligation as it stands for one incident, with every reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.law.calendars import as_of
from disclosure.law.conditions import NO, UNKNOWN, YES, Reading, read_in
from disclosure.law.deadlines import StageDeadline, deadline_in
from disclosure.law.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from disclosure.facts.case import Known
    from disclosure.law.calendars import Calendar
    from disclosure.law.confidence import Confidence
    from disclosure.law.obligations import Obligation


class Outcome(StrEnum):
    """How an obligation stands for an incident."""

    APPLIES = "applies"
    PRESUMED = "presumed"
    UNDETERMINED = "undetermined"
    DOES_NOT_APPLY = "does-not-apply"


# Looked up once: an enum's members are slow to reach, and these are asked for at every duty.
APPLIES, PRESUMED, UNDETERMINED, DOES_NOT_APPLY = Outcome


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation as it stands.

    Attributes:
        because: Every condition as it reads, those that must hold first.
        exceptions: The conditions none of which may hold, as they read.
        waits_for: The facts, answers and judgements it still waits for, sorted.
        stages: The stages with their clocks; none where it does not apply.
        entities: The legal entities that bear it, by id; empty where none is recorded.
    """

    obligation: Obligation
    outcome: Outcome
    because: tuple[Reading, ...]
    exceptions: tuple[Reading, ...]
    waits_for: tuple[str, ...]
    stages: tuple[StageDeadline, ...]
    entities: tuple[str, ...] = ()

    @property
    def confidence(self) -> Confidence:
        """Give the weakest mark among the obligation, its rows and its limits."""
        return self.obligation.weakest

    @property
    def is_prepared(self) -> bool:
        """Say whether it is presumed only so that it is prepared for while somebody judges."""
        return self.outcome is PRESUMED and any(reading.prepares for reading in self.because)

    @property
    def meanwhile(self) -> tuple[str, ...]:
        """Say why it is presumed while questions are open, where the law file says it."""
        if self.outcome is not PRESUMED:
            return ()
        held = [r for r in (*self.because, *self.exceptions) if r.presumes_duty or r.prepares]
        return tuple([r.condition.meanwhile for r in held if r.condition.meanwhile])


def assess(obligation: Obligation, known: Known, calendars: Mapping[str, Calendar]) -> Duty:
    """Judge one obligation on what is known. Unknown never means no."""
    return assess_in(obligation, Sight(known, calendars))


def assess_in(
    obligation: Obligation, sight: Sight, *, stages: tuple[StageDeadline, ...] | None = None
) -> Duty:
    """Judge one obligation within an assessment.

    Args:
        obligation: The obligation.
        sight: What is known.
        stages: Its stages, where they are worked out already.
    """
    because = tuple([read_in(condition, sight) for condition in obligation.applies_when])
    exceptions = tuple([read_in(condition, sight) for condition in obligation.unless])
    outcome = _outcome(because, exceptions)
    bearers = sight.bearers(obligation.borne_by)
    if outcome is DOES_NOT_APPLY:
        return Duty(obligation, outcome, because, exceptions, (), (), bearers)
    if stages is None:
        name = obligation.id
        stages = tuple([deadline_in(stage, name, sight) for stage in obligation.stages])
    waits_for = _waits_for(obligation, (*because, *exceptions), stages)
    return Duty(obligation, outcome, because, exceptions, waits_for, stages, bearers)


def assess_all(
    obligations: Iterable[Obligation],
    known: Known,
    calendars: Mapping[str, Calendar],
    *,
    law_as_of: date,
) -> tuple[Duty, ...]:
    """Judge every obligation in force on a day, in the order of their ids.

    What is only watched, a bill or a proposal, is never among them.
    """
    in_force = [o for o in obligations if not o.is_watched and o.in_force_on(law_as_of)]
    return _all(in_force, Sight(known, as_of(calendars, law_as_of)))


def assess_watched(
    obligations: Iterable[Obligation],
    known: Known,
    calendars: Mapping[str, Calendar],
    *,
    law_as_of: date,
) -> tuple[Duty, ...]:
    """Judge what is only watched as if it were law: how it would stand, and its shadow clock.

    These bind nobody. They are shown beside the duties and never counted among them.
    """
    watched = [o for o in obligations if o.is_watched and o.in_force_on(law_as_of)]
    return _all(watched, Sight(known, as_of(calendars, law_as_of)))


def _all(obligations: list[Obligation], sight: Sight) -> tuple[Duty, ...]:
    return tuple([assess_in(o, sight) for o in sorted(obligations, key=lambda o: o.id)])


def _outcome(because: tuple[Reading, ...], exceptions: tuple[Reading, ...]) -> Outcome:
    """Combine the readings: what is certain first, then what is open."""
    answers = [reading.answer for reading in because]
    if NO in answers or YES in [reading.answer for reading in exceptions]:
        return DOES_NOT_APPLY
    held_up = [
        r.presumes_duty or r.prepares or r.leans is YES
        for r, answer in zip(because, answers, strict=True)
        if answer is UNKNOWN
    ]
    held_up += [
        r.presumes_duty or r.leans is NO
        for r in exceptions
        if r.answer is UNKNOWN and not r.duty_stands
    ]
    if not held_up:
        return APPLIES
    return PRESUMED if all(held_up) else UNDETERMINED


def _waits_for(
    obligation: Obligation, readings: tuple[Reading, ...], stages: tuple[StageDeadline, ...]
) -> tuple[str, ...]:
    """List what is still open, the judgement that starts the first clock included."""
    names = {name for reading in readings for name in reading.open}
    if stages and stages[0].waits_for:
        waiting = stages[0].waits_for
        starts = [limit.starts_at for limit in obligation.stages[0].limits]
        names.update(start.asks for start in starts if start.asks and start.name in waiting)
    return tuple(sorted(names))

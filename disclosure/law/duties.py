"""Duties: an obligation as it stands for one incident, with every reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.law.conditions import Answer, Reading, read
from disclosure.law.confidence import Confidence, weakest
from disclosure.law.deadlines import StageDeadline, deadline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from disclosure.facts.case import Known
    from disclosure.law.calendars import Calendar
    from disclosure.law.obligations import Obligation


class Outcome(StrEnum):
    """How an obligation stands for an incident."""

    APPLIES = "applies"
    PRESUMED = "presumed"
    UNDETERMINED = "undetermined"
    DOES_NOT_APPLY = "does-not-apply"


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation as it stands.

    Attributes:
        because: Every condition as it reads, those that must hold first.
        exceptions: The conditions none of which may hold, as they read.
        waits_for: The facts, answers and judgements it still waits for, sorted.
        stages: The stages with their clocks; none where it does not apply.
        confidence: The weakest mark among the obligation and its rows.
        entities: The legal entities that bear it, by id; empty where none is recorded.
    """

    obligation: Obligation
    outcome: Outcome
    because: tuple[Reading, ...]
    exceptions: tuple[Reading, ...]
    waits_for: tuple[str, ...]
    stages: tuple[StageDeadline, ...]
    confidence: Confidence
    entities: tuple[str, ...] = ()


def assess(obligation: Obligation, known: Known, calendars: Mapping[str, Calendar]) -> Duty:
    """Judge one obligation on what is known. Unknown never means no."""
    because = tuple(read(condition, known) for condition in obligation.applies_when)
    exceptions = tuple(read(condition, known) for condition in obligation.unless)
    outcome = _outcome(because, exceptions)
    stages: tuple[StageDeadline, ...] = ()
    if outcome is not Outcome.DOES_NOT_APPLY:
        stages = tuple(
            deadline(stage, obligation.id, known, calendars) for stage in obligation.stages
        )
    return Duty(
        obligation=obligation,
        outcome=outcome,
        because=because,
        exceptions=exceptions,
        waits_for=_waits_for(outcome, (*because, *exceptions), stages),
        stages=stages,
        confidence=_confidence(obligation),
        entities=tuple(e.id for e in known.organisation.in_role(obligation.borne_by)),
    )


def assess_all(
    obligations: Iterable[Obligation],
    known: Known,
    calendars: Mapping[str, Calendar],
    *,
    law_as_of: date,
) -> tuple[Duty, ...]:
    """Judge every obligation in force on a day, in the order of their ids."""
    in_force = [o for o in obligations if o.in_force_on(law_as_of)]
    return tuple(assess(o, known, calendars) for o in sorted(in_force, key=lambda o: o.id))


def _outcome(because: tuple[Reading, ...], exceptions: tuple[Reading, ...]) -> Outcome:
    if any(reading.answer is Answer.NO for reading in because):
        return Outcome.DOES_NOT_APPLY
    if any(reading.answer is Answer.YES for reading in exceptions):
        return Outcome.DOES_NOT_APPLY
    open_rows = [r for r in because if r.answer is Answer.UNKNOWN]
    open_exceptions = [r for r in exceptions if r.answer is Answer.UNKNOWN and not r.duty_stands]
    if not open_rows and not open_exceptions:
        return Outcome.APPLIES
    presumed = all(r.presumes_duty or r.leans is Answer.YES for r in open_rows) and all(
        r.presumes_duty or r.leans is Answer.NO for r in open_exceptions
    )
    return Outcome.PRESUMED if presumed else Outcome.UNDETERMINED


def _waits_for(
    outcome: Outcome, readings: tuple[Reading, ...], stages: tuple[StageDeadline, ...]
) -> tuple[str, ...]:
    """List what is still open, the judgement that starts the first clock included."""
    if outcome is Outcome.DOES_NOT_APPLY:
        return ()
    names = {name for reading in readings for name in reading.open}
    if stages and stages[0].waits_for:
        kinds = {"fact": "fact", "judged": "judgement", "decided": "judgement"}
        for start in stages[0].waits_for:
            kind, _, key = start.partition(":")
            if kind in kinds:
                names.add(f"{kinds[kind]}:{key}")
    return tuple(sorted(names))


def _confidence(obligation: Obligation) -> Confidence:
    rows = (*obligation.applies_when, *obligation.unless)
    limits = [limit.confidence for stage in obligation.stages for limit in stage.limits]
    return weakest([obligation.confidence, *(row.confidence for row in rows), *limits])

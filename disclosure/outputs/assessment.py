"""An assessment, and its published JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.instants import iso
from disclosure.law.deadlines import JUDGE_NOW
from disclosure.outputs.contract import VERSION
from disclosure.outputs.contracts import (
    AssessOut,
    DutyOut,
    RowOut,
    ShadowOut,
    StageOut,
    WatchedOut,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from disclosure.facts.case import Case
    from disclosure.law.conditions import Reading
    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty


@dataclass(frozen=True, slots=True)
class Assessment:
    """The duties of a case at an instant.

    Attributes:
        law_note: Says when today's law is applied to an earlier incident; else empty.
        watched: Bills and proposals as they would stand if they were law. They bind nobody.
    """

    case: Case
    at: datetime
    law_as_of: date
    law_note: str
    duties: tuple[Duty, ...]
    watched: tuple[Duty, ...] = ()


def as_json(assessment: Assessment) -> AssessOut:
    """Give the assessment in its published form."""
    zone = assessment.case.zone
    return AssessOut(
        version=VERSION,
        case=assessment.case.id,
        title=assessment.case.title,
        at=iso(assessment.at, zone),
        law_as_of=assessment.law_as_of.isoformat(),
        law_note=assessment.law_note,
        duties=[_duty(duty, assessment) for duty in assessment.duties],
        watched=[_watched(duty, assessment) for duty in assessment.watched],
    )


def _duty(duty: Duty, assessment: Assessment) -> DutyOut:
    rule = duty.obligation
    rows = [_row(r, "applies-when") for r in duty.because]
    rows += [_row(r, "unless") for r in duty.exceptions]
    return DutyOut(
        obligation=rule.id,
        title=rule.title,
        kind=rule.kind,
        authority=rule.authority,
        cite=rule.cite,
        outcome=duty.outcome,
        prepare_now=duty.is_prepared,
        presumed_because=list(duty.meanwhile),
        confidence=duty.confidence,
        reviewed_by=rule.reviewed_by,
        rule_digest=rule.digest,
        entities=list(duty.entities),
        because=rows,
        waits_for=list(duty.waits_for),
        stages=[_stage(stage, assessment) for stage in duty.stages],
        notes=list(rule.notes),
    )


def _watched(duty: Duty, assessment: Assessment) -> WatchedOut:
    """Give a bill or a proposal, with the clocks it would have."""
    rule = duty.obligation
    return WatchedOut(
        obligation=rule.id,
        title=rule.title,
        status=rule.status,
        since=rule.in_force_from.isoformat(),
        authority=rule.authority,
        cite=rule.cite,
        would=duty.outcome,
        confidence=duty.confidence,
        reviewed_by=rule.reviewed_by,
        rule_digest=rule.digest,
        waits_for=list(duty.waits_for),
        stages=[_shadow(stage, assessment) for stage in duty.stages],
        notes=list(rule.notes),
    )


def _shadow(stage: StageDeadline, assessment: Assessment) -> ShadowOut:
    shown = _stage(stage, assessment)
    return ShadowOut(
        id=shown.id,
        title=shown.title,
        promptness=shown.promptness,
        would_start_at=shown.starts_at,
        would_be_due_at=shown.due_at,
        would_have_outer_limit_at=shown.outer_limit_at,
        counting=shown.counting,
        # Nobody is asked to do anything about what is not law.
        arithmetic=[line for line in shown.arithmetic if line != JUDGE_NOW],
        waits_for=shown.waits_for,
    )


def _row(reading: Reading, kind: str) -> RowOut:
    return RowOut(
        row=reading.asks,
        kind=kind,
        answer=reading.answer,
        known=reading.known,
        cite=reading.cite,
        confidence=reading.confidence,
        waits_for=list(reading.open),
        parts=[_row(part, kind) for part in reading.parts],
    )


def _stage(stage: StageDeadline, assessment: Assessment) -> StageOut:
    zone = assessment.case.zone

    def told(moment: datetime | None) -> str | None:
        return iso(moment, zone) if moment else None

    start = stage.starts_at
    return StageOut(
        id=stage.id,
        title=stage.title,
        state=stage.state,
        promptness=stage.promptness,
        starts_at=told(start.earliest) if start else None,
        starts_at_latest=told(start.latest) if start else None,
        due_at=told(stage.due_at),
        outer_limit_at=told(stage.outer_limit_at),
        next_review_at=told(stage.next_review_at),
        counting=stage.counting,
        arithmetic=list(stage.arithmetic),
        waits_for=list(stage.waits_for),
        reference=stage.reference,
    )

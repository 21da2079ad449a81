"""An assessment as JSON and as text for a terminal."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.instants import in_words, iso
from disclosure.law.conditions import Answer
from disclosure.law.confidence import IN_WORDS
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Outcome
from disclosure.outputs.contracts import VERSION, AssessOut, DutyOut, RowOut, StageOut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from disclosure.facts.case import Case
    from disclosure.law.conditions import Reading
    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty

WIDTH = 88
OUTCOME_WORDS = {
    Outcome.APPLIES: "Applies",
    Outcome.PRESUMED: "Presumed to apply",
    Outcome.UNDETERMINED: "Not decided yet",
    Outcome.DOES_NOT_APPLY: "Does not apply",
}
STATE_WORDS = {
    ClockState.WAITING: "waits for its start",
    ClockState.EARLIEST_POSSIBLE: "earliest it could be due; the start is not known yet",
    ClockState.RUNNING: "running",
    ClockState.OVERDUE: "OVERDUE",
    ClockState.MET: "met",
    ClockState.MET_LATE: "met, late",
    ClockState.CANNOT_COUNT: "cannot be counted",
}


@dataclass(frozen=True, slots=True)
class Assessment:
    """The duties of a case at an instant.

    Attributes:
        law_note: Says when today's law is applied to an earlier incident; else empty.
    """

    case: Case
    at: datetime
    law_as_of: date
    law_note: str
    duties: tuple[Duty, ...]


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
        confidence=duty.confidence,
        reviewed_by=rule.reviewed_by,
        rule_digest=rule.digest,
        entities=list(duty.entities),
        because=rows,
        waits_for=list(duty.waits_for),
        stages=[_stage(stage, assessment) for stage in duty.stages],
        notes=list(rule.notes),
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


# ---- For a terminal ------------------------------------------------------------------------


def as_text(assessment: Assessment, authorities: Mapping[str, str]) -> str:
    """Give the assessment for a terminal.

    Args:
        assessment: The assessment.
        authorities: The authorities' names on the day of the law applied, by id.
    """
    zone = assessment.case.zone
    lines = [
        assessment.case.title,
        f"{assessment.case.organisation.name}, as known at {in_words(assessment.at, zone)}.",
        f"Law as of {assessment.law_as_of.isoformat()}. {assessment.law_note}".rstrip(),
        "",
    ]
    for outcome in Outcome:
        duties = [duty for duty in assessment.duties if duty.outcome is outcome]
        if duties:
            lines += [OUTCOME_WORDS[outcome].upper(), ""]
            for duty in duties:
                lines += [*_duty_lines(duty, assessment, authorities), ""]
    return "\n".join(lines).rstrip() + "\n"


def _duty_lines(
    duty: Duty, assessment: Assessment, authorities: Mapping[str, str]
) -> Iterator[str]:
    rule = duty.obligation
    reviewed = (
        f"reviewed by {rule.reviewed_by}" if rule.reviewed_by else ("not reviewed by a lawyer")
    )
    yield f"{rule.title}  [{rule.id}]"
    yield from _wrapped(f"{rule.cite} · to: {authorities.get(rule.authority, rule.authority)}")
    yield from _wrapped(f"Weakest support: {IN_WORDS[duty.confidence]}; {reviewed}.")
    yield from _reasons(duty)
    if duty.waits_for:
        yield from _wrapped(f"Waits for: {', '.join(duty.waits_for)}.")
    for stage in duty.stages:
        yield from _stage_lines(stage, assessment)


def _reasons(duty: Duty) -> Iterator[str]:
    """Give the rows that decided it; for a duty that does not apply, only those."""
    for wanted, readings in ((Answer.NO, duty.because), (Answer.YES, duty.exceptions)):
        for reading in readings:
            decisive = duty.outcome is not Outcome.DOES_NOT_APPLY or reading.answer is wanted
            if decisive:
                yield from _wrapped(
                    f"- {reading.asks} {reading.answer.capitalize()}. ({reading.known}; "
                    f"{reading.cite}, {reading.confidence})"
                )


def _stage_lines(stage: StageDeadline, assessment: Assessment) -> Iterator[str]:
    zone = assessment.case.zone
    standard = f", {stage.promptness}" if stage.promptness else ""
    yield from _wrapped(f"* {stage.title}{standard}: {STATE_WORDS[stage.state]}.")
    if stage.due_at:
        outer = (
            f"; outer limit {in_words(stage.outer_limit_at, zone)}"
            if (stage.outer_limit_at)
            else ""
        )
        yield from _wrapped(f"  Due {in_words(stage.due_at, zone)}{outer}.")
    for step in stage.arithmetic:
        yield from _wrapped(f"  {step}", hang="    ")


def _wrapped(text: str, hang: str = "  ") -> Sequence[str]:
    indent = text[: len(text) - len(text.lstrip())]
    return textwrap.wrap(
        text.strip(), WIDTH, initial_indent=f"  {indent}", subsequent_indent=f"  {indent}{hang}"
    )

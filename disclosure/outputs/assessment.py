"""An assessment as JSON and as text for a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.instants import in_words, iso, utc
from disclosure.law.conditions import Answer
from disclosure.law.confidence import IN_WORDS
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Outcome
from disclosure.outputs.contracts import VERSION, AssessOut, DutyOut, RowOut, StageOut
from disclosure.outputs.terminal import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from disclosure.facts.case import Case
    from disclosure.law.conditions import Reading
    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty

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
        *wrapped(assessment.case.title),
        *wrapped(
            f"{assessment.case.organisation.name}, as known at {in_words(assessment.at, zone)}."
        ),
        *wrapped(f"Law as of {assessment.law_as_of.isoformat()}. {assessment.law_note}".rstrip()),
        "",
        *_soonest(assessment),
    ]
    if not assessment.duties:
        lines.append("No rule in the library is in force on that day.")
    for outcome in Outcome:
        duties = [duty for duty in assessment.duties if duty.outcome is outcome]
        if duties:
            lines += [OUTCOME_WORDS[outcome].upper(), ""]
            for duty in sorted(duties, key=_urgency):
                lines += [*_duty_lines(duty, assessment, authorities), ""]
    return "\n".join(lines).rstrip() + "\n"


def _urgency(duty: Duty) -> tuple[float, str]:
    """Order duties by their soonest open deadline; those without one come last, by id."""
    due = [utc(moment).timestamp() for _, moment in _open_deadlines(duty)]
    return min(due, default=float("inf")), duty.obligation.id


def _open_deadlines(duty: Duty) -> Iterator[tuple[StageDeadline, datetime]]:
    """Give the stages that have a deadline and have not been met."""
    for stage in duty.stages:
        if stage.due_at is not None and stage.state not in (ClockState.MET, ClockState.MET_LATE):
            yield stage, stage.due_at


def _soonest(assessment: Assessment) -> Iterator[str]:
    """Give every open deadline, the soonest first: what is looked for at night."""
    found = [
        (due, stage, duty.obligation)
        for duty in assessment.duties
        for stage, due in _open_deadlines(duty)
    ]
    if not found:
        return
    yield "DEADLINES"
    yield ""
    for due, stage, rule in sorted(found, key=lambda entry: (utc(entry[0]), entry[2].id)):
        moment = in_words(due, assessment.case.zone)
        yield from wrapped(f"{moment}: {_standing(stage, due, assessment.at)}.", "  ")
        yield from wrapped(f"{rule.title}, {stage.title.lower()}  [{rule.id}]", "    ")
    yield ""


def _standing(stage: StageDeadline, due: datetime, at: datetime) -> str:
    """Say in a few words how a deadline stands."""
    if stage.state is ClockState.EARLIEST_POSSIBLE:
        passed = ", and that has passed" if utc(at) > utc(due) else ""
        return f"the earliest it could be due{passed}; the start is not known yet"
    return STATE_WORDS[stage.state]


def _duty_lines(
    duty: Duty, assessment: Assessment, authorities: Mapping[str, str]
) -> Iterator[str]:
    rule = duty.obligation
    reviewed = f"reviewed by {rule.reviewed_by}" if rule.reviewed_by else "not reviewed by a lawyer"
    yield from wrapped(f"{rule.title}  [{rule.id}]")
    to = authorities.get(rule.authority, rule.authority)
    yield from wrapped(f"{rule.cite} · to: {to}", "  ")
    yield from wrapped(f"Weakest support: {IN_WORDS[duty.confidence]}; {reviewed}.", "  ")
    yield from _reasons(duty)
    if duty.waits_for:
        yield from wrapped(f"Waits for: {', '.join(duty.waits_for)}.", "  ")
    for stage in duty.stages:
        yield from _stage_lines(stage, assessment)


def _reasons(duty: Duty) -> Iterator[str]:
    """Give the rows that decided it; for a duty that does not apply, only those."""
    for wanted, readings in ((Answer.NO, duty.because), (Answer.YES, duty.exceptions)):
        for reading in readings:
            decisive = duty.outcome is not Outcome.DOES_NOT_APPLY or reading.answer is wanted
            if decisive:
                yield from wrapped(
                    f"- {reading.asks} {reading.answer.capitalize()}. ({reading.known}; "
                    f"{reading.cite}, {reading.confidence})",
                    "  ",
                )


def _stage_lines(stage: StageDeadline, assessment: Assessment) -> Iterator[str]:
    zone = assessment.case.zone
    standard = f", {stage.promptness}" if stage.promptness else ""
    yield from wrapped(f"* {stage.title}{standard}: {STATE_WORDS[stage.state]}.", "  ")
    if stage.due_at:
        earliest = " at the earliest" if stage.state is ClockState.EARLIEST_POSSIBLE else ""
        due = f"Due{earliest} {in_words(stage.due_at, zone)}"
        if stage.outer_limit_at:
            due += f"; outer limit {in_words(stage.outer_limit_at, zone)}"
        yield from wrapped(f"{due}.", "    ")
    for step in stage.arithmetic:
        yield from wrapped(step, "    ")

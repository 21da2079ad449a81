"""Duties and judgements as their pages show them: words, not ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disclosure.facts.instants import in_words, span
from disclosure.law.conditions import Answer, Reading
from disclosure.law.confidence import IN_WORDS
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Outcome
from disclosure.outputs.assessment_text import OUTCOME_MEANS, OUTCOME_WORDS, STATE_WORDS, VOLUNTARY
from disclosure.problems import NotFoundError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty
    from disclosure.outputs.assessment_text import Names
    from disclosure.services.duties import DutiesView, JudgementLine

OUTCOME_KINDS = {
    Outcome.APPLIES: "going",
    Outcome.PRESUMED: "going",
    Outcome.UNDETERMINED: "wait",
    Outcome.DOES_NOT_APPLY: "quiet",
}
STATE_KINDS = {
    ClockState.WAITING: "wait",
    ClockState.EARLIEST_POSSIBLE: "wait",
    ClockState.RUNNING: "going",
    ClockState.OVERDUE: "stop",
    ClockState.MET: "done",
    ClockState.MET_LATE: "done",
    ClockState.CANNOT_COUNT: "soon",
}
SHORT_STATES = {
    ClockState.WAITING: "Not started",
    ClockState.EARLIEST_POSSIBLE: "Start still open",
    ClockState.RUNNING: "Running",
    ClockState.OVERDUE: "Overdue",
    ClockState.MET: "Met",
    ClockState.MET_LATE: "Sent late",
    ClockState.CANNOT_COUNT: "Cannot be counted",
}
ANSWER_WORDS = {Answer.YES: "Yes", Answer.NO: "No", Answer.UNKNOWN: "Not known yet"}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row that decided, or still decides, a duty."""

    asks: str
    answer: str
    known: str
    cite: str
    confidence: str
    is_exception: bool = False


@dataclass(frozen=True, slots=True)
class ShownStage:
    """A stage with its clock."""

    id: str
    title: str
    promptness: str
    state: str
    means: str
    kind: str
    due: str
    outer: str
    arithmetic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """Something a duty waits for, and where it is answered."""

    name: str
    words: str
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class ShownDuty:
    """A duty as its page shows it."""

    id: str
    title: str
    outcome: str
    kind: str
    cite: str
    authority: str
    support: str
    reviewed: str
    source: str
    checked_on: str
    summary: str
    penalty: str
    rows: tuple[ShownRow, ...]
    waits: tuple[Open, ...]
    stands: bool
    stages: tuple[ShownStage, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Duties with the same outcome."""

    id: str
    title: str
    means: str
    duties: tuple[ShownDuty, ...]


@dataclass(frozen=True, slots=True)
class ShownJudgement:
    """A question for a named person, as a list shows it."""

    key: str
    asks: str
    who: str
    state: str
    kind: str
    words: str
    why: str
    waiting: tuple[str, ...]
    moved: tuple[str, ...]
    earlier: tuple[str, ...] = field(default=())


def sections(view: DutiesView) -> tuple[Section, ...]:
    """Give the duties by outcome, those that bind first; the voluntary ones last."""
    zone = view.assessment.case.zone
    duties = view.assessment.duties
    found = []
    for outcome in Outcome:
        own = [d for d in duties if d.outcome is outcome and d.obligation.kind != VOLUNTARY]
        shown = tuple(_duty(duty, view.names, zone) for duty in own)
        found.append(Section(str(outcome), OUTCOME_WORDS[outcome], OUTCOME_MEANS[outcome], shown))
    free = tuple(_duty(d, view.names, zone) for d in duties if d.obligation.kind == VOLUNTARY)
    found.append(Section("voluntary", "Voluntary", "No duty and no limit; often wise.", free))
    return tuple(section for section in found if section.duties)


def shown_duty(view: DutiesView, obligation: str) -> ShownDuty:
    """Give one duty.

    Raises:
        NotFoundError: There is none of that id in force.
    """
    for duty in view.assessment.duties:
        if duty.obligation.id == obligation:
            return _duty(duty, view.names, view.assessment.case.zone)
    message = f"There is no duty '{obligation}' in force."
    raise NotFoundError(message)


def _duty(duty: Duty, names: Names, zone: ZoneInfo) -> ShownDuty:
    rule = duty.obligation
    return ShownDuty(
        id=rule.id,
        title=rule.title,
        outcome=OUTCOME_WORDS[duty.outcome],
        kind=OUTCOME_KINDS[duty.outcome],
        cite=rule.cite,
        authority=names.authorities.get(rule.authority, rule.authority),
        support=IN_WORDS[duty.confidence],
        reviewed=f"Reviewed by {rule.reviewed_by}"
        if rule.reviewed_by
        else "Not reviewed by a lawyer",
        source=rule.source,
        checked_on=rule.checked_on.isoformat(),
        summary=rule.summary,
        penalty=rule.max_penalty,
        rows=_rows(duty, names),
        waits=tuple(_open(name, names) for name in duty.waits_for),
        stands=duty.outcome in (Outcome.APPLIES, Outcome.PRESUMED),
        stages=tuple(_stage(stage, names, zone) for stage in duty.stages),
        notes=rule.notes,
    )


def _rows(duty: Duty, names: Names) -> tuple[ShownRow, ...]:
    """Give the rows; of a duty that does not apply, only those that decided it."""
    falls = duty.outcome is Outcome.DOES_NOT_APPLY
    because = [r for r in duty.because if not falls or r.answer is Answer.NO]
    exceptions = [r for r in duty.exceptions if not falls or r.answer is Answer.YES]
    return (
        *(_row(reading, names, is_exception=False) for reading in because),
        *(_row(reading, names, is_exception=True) for reading in exceptions),
    )


def _row(reading: Reading, names: Names, *, is_exception: bool) -> ShownRow:
    answer = "Nobody has decided" if reading.duty_stands else ANSWER_WORDS[reading.answer]
    return ShownRow(
        asks=reading.asks,
        answer=answer,
        known=names.in_words(reading.known),
        cite=reading.cite,
        confidence=IN_WORDS[reading.confidence],
        is_exception=is_exception,
    )


def _open(name: str, names: Names) -> Open:
    kind, _, key = name.partition(":")
    return Open(name, names.questions.get(name, key), kind, key)


def _stage(stage: StageDeadline, names: Names, zone: ZoneInfo) -> ShownStage:
    earliest = "At the earliest " if stage.state is ClockState.EARLIEST_POSSIBLE else ""
    due = f"{earliest}{in_words(stage.due_at, zone)}" if stage.due_at else ""
    last = f"Due {in_words(stage.due_at, zone)}." if stage.due_at else ""
    return ShownStage(
        id=stage.id,
        title=stage.title,
        promptness=stage.promptness,
        state=SHORT_STATES[stage.state],
        means=STATE_WORDS[stage.state],
        kind=STATE_KINDS[stage.state],
        due=due,
        outer=in_words(stage.outer_limit_at, zone) if stage.outer_limit_at else "",
        arithmetic=tuple(names.in_words(line) for line in stage.arithmetic if line != last),
    )


def shown_judgement(line: JudgementLine, zone: ZoneInfo) -> ShownJudgement:
    """Give a question with what was judged, who judged it and what has moved since."""
    told = tuple(_told(line, n, zone) for n in range(len(line.judged)))
    current = line.current
    state, kind = ("Judged", "done") if current else ("Nobody has judged", "wait")
    if line.moved:
        state, kind = "Look at it again", "soon"
    return ShownJudgement(
        key=line.question.key,
        asks=line.question.asks,
        who=line.question.who,
        state=state,
        kind=kind,
        words=told[0] if told else "",
        why=current.judgement.why if current else "",
        waiting=line.waiting,
        moved=line.moved,
        earlier=told[1:],
    )


def _told(line: JudgementLine, place: int, zone: ZoneInfo) -> str:
    judged = line.judged[place]
    said = judged.judgement
    since = f", since {span(said.instant, zone)}" if said.instant else ""
    by = f"{judged.made_by_name}, {said.made_by}"
    return (
        f"“{said.value}”{since}. Judged by {by}, {in_words(said.made_at, zone)}; "
        f"recorded by {judged.recorded_by}."
    )

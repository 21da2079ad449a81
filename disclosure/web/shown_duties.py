"""Duties and judgements as their pages show them: words, not ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disclosure.facts.instants import in_words, span, utc
from disclosure.facts.versions import NOT_YET
from disclosure.law.conditions import Answer, Reading
from disclosure.law.confidence import IN_WORDS
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Outcome
from disclosure.outputs.assessment_text import (
    OUTCOME_MEANS,
    OUTCOME_WORDS,
    VOLUNTARY,
    meanwhile_words,
    open_words,
    outcome_words,
)
from disclosure.outputs.deadline_words import state_words
from disclosure.problems import NotFoundError
from disclosure.services.deadline_law import dated_duties
from disclosure.web.shown_looks import ShownLooks, reviewed_by, shown_looks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from disclosure.catalogue.load import Catalogue
    from disclosure.law.confidence import Confidence
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
RUNNING = (ClockState.RUNNING, ClockState.OVERDUE)
LATE = "The time is up. Give what is known now."
FREE = "No duty and no limit; often wise."
RULED_OUT = "Does not apply, because …"
PROFILE_OPEN = "The profile does not say whether these concern you"
ASKS_PROFILE = "One answer each about the organisation decides. Until it is given, they stay open."
NOT_OURS = "Does not concern the organisation"
PROFILE = "profile:"
STATE_MEANS = {
    ClockState.WAITING: "What starts its time has not happened, or nobody has judged it yet.",
    ClockState.EARLIEST_POSSIBLE: "Its time may have begun already; a judgement says whether.",
    ClockState.RUNNING: "Its time has begun, and nothing is recorded as given or done.",
    ClockState.OVERDUE: "The time is up, and nothing is recorded as given or done.",
    ClockState.MET: "It was given or done, and in time where the law sets one.",
    ClockState.MET_LATE: "It was given or done after the time was up.",
    ClockState.CANNOT_COUNT: "The calendar in the library ends before this time would.",
}
"""What each state word means, in a line."""
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
    meanwhile: str = ""
    still_open: str = ""


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
    note: str = ""
    earlier: tuple[str, ...] = field(default=())
    looks: ShownLooks | None = None


def sections(view: DutiesView, catalogue: Catalogue) -> tuple[Section, ...]:
    """Give the duties by outcome, what is overdue first; the voluntary ones last.

    What the profile rules out, or would have to answer first, stands apart, voluntary or not.

    What does not apply always has its place, so that nobody wonders whether it was looked at.
    """
    duties = sorted(_dated(view, catalogue), key=_urgency)
    bound = [d for d in duties if not _is_voluntary(d)]
    late = [d for d in bound if _is_late(d)]
    made = [Section("overdue", "Overdue", LATE, _of(late, view))]
    apart = {Outcome.UNDETERMINED: "asks-profile", Outcome.DOES_NOT_APPLY: "not-ours"}
    by_profile = {
        outcome: [d for d in duties if d.outcome is outcome and _turns_on_profile(d)]
        for outcome in apart
    }
    set_apart = [d for held in by_profile.values() for d in held]
    for outcome in Outcome:
        own = [d for d in bound if d.outcome is outcome and d not in (*late, *set_apart)]
        title, means = OUTCOME_WORDS[outcome], OUTCOME_MEANS[outcome]
        if outcome is Outcome.DOES_NOT_APPLY:
            title, means = RULED_OUT, "" if own else "No duty is ruled out by what happened."
        made.append(Section(str(outcome), title, means, _of(own, view)))
    free = [d for d in duties if _is_voluntary(d) and d not in set_apart]
    made.append(Section(VOLUNTARY, "Voluntary", FREE, _of(free, view)))
    asks, not_ours = (_of(by_profile[outcome], view) for outcome in apart)
    made.append(Section(apart[Outcome.UNDETERMINED], PROFILE_OPEN, ASKS_PROFILE, asks))
    made.append(Section(apart[Outcome.DOES_NOT_APPLY], NOT_OURS, "", not_ours))
    return tuple(each for each in made if each.duties or each.id == Outcome.DOES_NOT_APPLY)


def _turns_on_profile(duty: Duty) -> bool:
    """Say whether what the organisation is rules a duty out, or would have to be known first."""
    first = duty.because[0]
    if duty.outcome is Outcome.DOES_NOT_APPLY:
        return any(r.subject.startswith(PROFILE) and r.answer is Answer.NO for r in duty.because)
    return first.subject.startswith(PROFILE) and first.answer is Answer.UNKNOWN


def _of(duties: list[Duty], view: DutiesView) -> tuple[ShownDuty, ...]:
    return tuple(_duty(duty, view.names, view.assessment.case.zone) for duty in duties)


def _dated(view: DutiesView, catalogue: Catalogue) -> tuple[Duty, ...]:
    assessment = view.assessment
    return dated_duties(assessment.duties, catalogue, assessment.law_as_of)


def _is_voluntary(duty: Duty) -> bool:
    return duty.obligation.kind == VOLUNTARY


def _is_late(duty: Duty) -> bool:
    stands = duty.outcome in (Outcome.APPLIES, Outcome.PRESUMED)
    return stands and any(stage.state is ClockState.OVERDUE for stage in duty.stages)


def _urgency(duty: Duty) -> tuple[bool, float]:
    """Order duties by their soonest open deadline; those without one come last."""
    done = (ClockState.MET, ClockState.MET_LATE)
    due = [utc(s.due_at).timestamp() for s in duty.stages if s.due_at and s.state not in done]
    return not due, min(due, default=0.0)


def states_told(shown: Iterable[Section]) -> tuple[tuple[str, str], ...]:
    """Give each state word of a page with a line that explains it, in the order of urgency."""
    said = {stage.state for section in shown for duty in section.duties for stage in duty.stages}
    order = sorted(ClockState, key=lambda state: state is not ClockState.OVERDUE)
    return tuple((SHORT_STATES[s], STATE_MEANS[s]) for s in order if SHORT_STATES[s] in said)


def shown_duty(view: DutiesView, obligation: str, catalogue: Catalogue) -> ShownDuty:
    """Give one duty.

    Raises:
        NotFoundError: There is none of that id in force.
    """
    for duty in _dated(view, catalogue):
        if duty.obligation.id == obligation:
            return _duty(duty, view.names, view.assessment.case.zone)
    message = f"There is no duty '{obligation}' in force."
    raise NotFoundError(message)


def _duty(duty: Duty, names: Names, zone: ZoneInfo) -> ShownDuty:
    rule = duty.obligation
    return ShownDuty(
        id=rule.id,
        title=rule.title,
        outcome=outcome_words(duty),
        kind=OUTCOME_KINDS[duty.outcome],
        cite=rule.cite,
        authority=names.authorities.get(rule.authority, rule.authority),
        support=_support(duty),
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
        stages=tuple(_stage(stage, duty, names, zone) for stage in duty.stages),
        notes=rule.notes,
        meanwhile=meanwhile_words(duty),
        still_open=open_words(duty),
    )


def _support(duty: Duty) -> str:
    """Say in one line how well the duty is supported, as the rows of its page do."""
    shown = [row.confidence for row in (*duty.because, *duty.exceptions)]
    limits = [limit.confidence for stage in duty.obligation.stages for limit in stage.limits]
    conditions, deadlines = _marks(shown or [duty.obligation.confidence]), _marks(limits)
    if not limits or conditions == deadlines:
        return conditions
    return f"conditions {conditions}; deadlines {deadlines}"


def _marks(found: Iterable[Confidence]) -> str:
    """Say one mark, or each of several as a part."""
    held = set(found)
    words = [IN_WORDS[mark] for mark in IN_WORDS if mark in held]
    return words[0] if len(words) == 1 else ", ".join(f"in part {each}" for each in words)


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


def _stage(stage: StageDeadline, duty: Duty, names: Names, zone: ZoneInfo) -> ShownStage:
    may_apply = duty.outcome is Outcome.UNDETERMINED and stage.state in RUNNING
    earliest = "At the earliest " if stage.state is ClockState.EARLIEST_POSSIBLE else ""
    due = f"{earliest}{in_words(stage.due_at, zone)}" if stage.due_at else ""
    last = f"Due {in_words(stage.due_at, zone)}." if stage.due_at else ""
    return ShownStage(
        id=stage.id,
        title=stage.title,
        promptness=stage.promptness,
        state=state_words(stage.state, may_apply=True) if may_apply else SHORT_STATES[stage.state],
        means=STATE_MEANS[stage.state],
        kind="wait" if may_apply else STATE_KINDS[stage.state],
        due=due,
        outer=in_words(stage.outer_limit_at, zone) if stage.outer_limit_at else "",
        arithmetic=tuple(names.in_words(line) for line in stage.arithmetic if line != last),
    )


def shown_judgement(line: JudgementLine, zone: ZoneInfo) -> ShownJudgement:
    """Give a question with what was judged, who judged it and what has moved since."""
    told = tuple(_told(line, n, zone) for n in range(len(line.judged)))
    current = line.current
    state, kind = ("Judged", "done") if current else ("Nobody has judged", "wait")
    if current and current.judgement.value == NOT_YET:
        state, kind = "Taken back", "wait"
    if line.moved or line.is_due:
        state, kind = "Look at it again", "soon"
    return ShownJudgement(
        key=line.question.key,
        asks=line.question.asks,
        who=line.question.who,
        state=state,
        kind=kind,
        words=told[0] if told else "",
        note=current.note if current else "",
        why=current.judgement.why if current else "",
        waiting=line.waiting,
        moved=line.moved,
        earlier=told[1:],
        looks=shown_looks(line, zone),
    )


def _told(line: JudgementLine, place: int, zone: ZoneInfo) -> str:
    judged = line.judged[place]
    said = judged.judgement
    since = f", since {span(said.instant, zone)}" if said.instant else ""
    by = f"{judged.made_by_name}, {said.made_by}"
    return (
        f"“{line.question.in_words(said.value)}”{since}. Judged {in_words(said.made_at, zone)} by "
        f"{by}; recorded {in_words(judged.recorded_at, zone)} by {judged.recorded_by}."
        f"{reviewed_by(line, place) if place else ''}"
    )

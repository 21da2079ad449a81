"""What would follow from one answer, in sentences: which duty comes to stand, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from disclosure.facts.instants import When, utc
from disclosure.facts.versions import Count
from disclosure.facts.vocabulary import YES_NO, Kind
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Outcome
from disclosure.law.pressing import concerns_us
from disclosure.law.what_if import MET, Movement
from disclosure.outputs.deadline_words import ending_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty
    from disclosure.law.unknowns import Tried
    from disclosure.law.what_if import DutyChange
    from disclosure.services.law_unknowns import Asked, UnknownsView

STANDS = (Outcome.APPLIES, Outcome.PRESUMED)
VERBS = {
    Outcome.APPLIES: "applies",
    Outcome.PRESUMED: "is presumed to apply",
    Outcome.UNDETERMINED: "is open again",
    Outcome.DOES_NOT_APPLY: "does not apply",
}
NAMED = 3
"""So many duties are named in one sentence; the others are counted."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What would follow from one answer.

    Attributes:
        answer: 'If yes', 'If judged “Aware”, from now', 'Once it is known'.
    """

    answer: str
    sentences: tuple[str, ...]


def effects(tried: Iterable[Tried], asked: Asked, view: UnknownsView) -> tuple[Effect, ...]:
    """Say what each answer alone would change; one that changes nothing is left out."""
    return tuple(
        Effect(_if(each, asked), tuple(_sentences(each, view))) for each in tried if each.changes
    )


# ---- The answer ----------------------------------------------------------------------------------


def _if(tried: Tried, asked: Asked) -> str:
    answer = tried.answer
    if asked.judgement:
        from_now = ", from now" if answer.instant else ""
        return f"If judged “{asked.judgement.in_words(str(answer.value))}”{from_now}"
    question = asked.question
    if question is None or question.kind is Kind.INSTANT:
        return "Once it is known"
    if isinstance(answer.value, Count):
        return f"If it is {answer.value.low:,} {answer.value.unit}"
    words = (dict(question.options) or YES_NO).get(str(answer.value), str(answer.value))
    return f"If {words}" if question.kind is Kind.YES_NO else f"If “{words}”"


# ---- What follows --------------------------------------------------------------------------------


def _sentences(tried: Tried, view: UnknownsView) -> Iterator[str]:
    """Give a sentence for each duty that comes to stand, the soonest first; then the others."""
    is_moment = tried.answer.kind == "fact" and isinstance(tried.answer.value, When)
    falls, times = [], []
    for change in sorted(tried.changes, key=lambda each: _place(each, view.at)):
        title = view.titles.get(change.obligation, change.title)
        if change.after.outcome is Outcome.DOES_NOT_APPLY:
            falls.append(title)
        elif change.is_flipped:
            yield f"“{title}” {_verb(change)}{_when(change.after, view)}."
        elif is_moment or change.after.outcome not in STANDS:
            times.append(title)
        else:
            yield from _clocks(change, title, view)
    if times:
        clocks = "the clock" if len(times) == 1 else "the clocks"
        yield f"It times {clocks} of {_named(times)}."
    if falls:
        yield f"{_named(falls)} {'does' if len(falls) == 1 else 'do'} not apply."


def _verb(change: DutyChange) -> str:
    was, will_be = change.before.outcome, change.after.outcome
    if (was, will_be) == (Outcome.PRESUMED, Outcome.APPLIES):
        return "is no longer only presumed to apply: it applies"
    return VERBS[will_be]


def _when(duty: Duty, view: UnknownsView) -> str:
    by = by_when(duty, view.at, view.zone)
    return f", {by}" if by else ""


def _clocks(change: DutyChange, title: str, view: UnknownsView) -> Iterator[str]:
    for each in change.stages:
        stage = _small(each.title)
        if each.movement is Movement.STOPS or each.after is None:
            yield f"“{title}”: the clock of “{stage}” stops."
        elif each.after.due_at is None:
            yield f"“{title}”: the clock of “{stage}” begins, {each.after.promptness}."
        else:
            before = each.before.due_at if each.before else None
            instead = f" instead of {_ends(before, view.zone)}" if before else ""
            yield f"“{title}”: “{stage}” is {_due(each.after, view.at, view.zone)}{instead}."


def by_when(duty: Duty, at: datetime, zone: ZoneInfo) -> str:
    """Say by when a duty must be met: its first open stage; nothing where nothing says it."""
    stage = first_open(duty.stages)
    if stage is None:
        return ""
    return _due(stage, at, zone) if stage.due_at else stage.promptness


def first_open(stages: Iterable[StageDeadline]) -> StageDeadline | None:
    """Give the first stage that has not been met."""
    return next((stage for stage in stages if stage.state not in MET), None)


def _due(stage: StageDeadline, at: datetime, zone: ZoneInfo) -> str:
    """Say when a stage is due, and whether that has passed."""
    if stage.due_at is None:
        return stage.promptness
    earliest = stage.state is ClockState.EARLIEST_POSSIBLE
    words = f"due {'at the earliest ' if earliest else ''}{_ends(stage.due_at, zone)}"
    return f"{words}, which has passed" if utc(stage.due_at) < utc(at) else words


def _ends(instant: datetime, zone: ZoneInfo) -> str:
    return ending_parts(instant, zone)[0]


def _named(titles: list[str]) -> str:
    """Name a few duties and count the others."""
    shown = [f"“{title}”" for title in titles[:NAMED]]
    more = len(titles) - NAMED
    if more > 0:
        return f"{', '.join(shown)} and {more} {'other' if more == 1 else 'others'}"
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]


# ---- The soonest clock ---------------------------------------------------------------------------


def soonest(tried: Iterable[Tried], view: UnknownsView) -> str:
    """Say which clock presses first, of the duties that stand or would; else of those open."""
    every = [change for each in tried for change in each.changes]
    standing = [each for each in every if {each.before.outcome, each.after.outcome} & {*STANDS}]
    found = [
        (left, view.titles.get(change.obligation, change.title), stage)
        for change in standing or every
        for left, stage in _pressing(change, view.at)
    ]
    if not found:
        return ""
    # Of two that leave the same time, the one whose end the law names.
    _, title, stage = min(found, key=lambda each: (each[0], each[2].due_at is None, each[1]))
    by = _due(stage, view.at, view.zone)
    return f"{title}, {_small(stage.title)}: {by}" if by else ""


def _place(change: DutyChange, at: datetime) -> tuple[bool, bool, float]:
    """Put what stands first, then what is known to concern us, then what leaves less time."""
    left = min((left for left, _ in _pressing(change, at)), default=inf)
    return change.before.outcome not in STANDS, not concerns_us(change.before), left


def _pressing(change: DutyChange, at: datetime) -> Iterator[tuple[float, StageDeadline]]:
    """Give the first open stage as recorded and as supposed, with the seconds it leaves."""
    for duty in (change.after, change.before):
        stage = first_open(duty.stages)
        if stage is None:
            continue
        if stage.due_at is not None:
            yield max((utc(stage.due_at) - utc(at)).total_seconds(), 0), stage
        elif stage.promptness and stage.state is not ClockState.WAITING:
            yield stage.stage.limits[0].review_hours * 3600, stage

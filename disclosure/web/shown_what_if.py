"""The record beside a sandbox: each duty that would stand differently, with its clocks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.law.duties import Outcome
from disclosure.outputs.assessment_text import OUTCOME_WORDS
from disclosure.outputs.deadline_words import ending_parts, state_words
from disclosure.web.shown_duties import OUTCOME_KINDS, RUNNING, SHORT_STATES, STATE_KINDS

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty
    from disclosure.law.what_if import DutyChange, WhatIf
    from disclosure.services.law_unknowns import UnknownsView

STILL = {
    Outcome.APPLIES: ("applies", "apply"),
    Outcome.PRESUMED: ("is presumed", "are presumed"),
    Outcome.UNDETERMINED: ("is not decided", "are not decided"),
    Outcome.DOES_NOT_APPLY: ("does not apply", "do not apply"),
}


@dataclass(frozen=True, slots=True)
class ShownClock:
    """A stage of a duty in a few words."""

    title: str
    state: str
    kind: str
    due: str
    is_other: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A duty as it stands, on the one side or the other."""

    outcome: str
    kind: str
    clocks: tuple[ShownClock, ...]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A duty that would stand differently."""

    id: str
    title: str
    recorded: Side
    supposed: Side


def shown_changes(found: WhatIf, view: UnknownsView) -> tuple[ShownChange, ...]:
    """Give the duties that would stand differently, what would stand first, the soonest first."""
    order = list(Outcome)

    def place(change: DutyChange) -> tuple[bool, int, float]:
        soonest = change.soonest
        soon = soonest.timestamp() if soonest else float("inf")
        return not change.is_flipped, order.index(change.after.outcome), soon

    return tuple(_change(each, view) for each in sorted(found.changed, key=place))


def unchanged(found: WhatIf) -> tuple[str, ...]:
    """Count the duties that would stand as they do, by how they stand."""
    counted = Counter(line.before.outcome for line in found.lines if not line.is_changed)
    return tuple(
        f"{counted[outcome]} {one if counted[outcome] == 1 else more}"
        for outcome, (one, more) in STILL.items()
        if counted[outcome]
    )


def _change(change: DutyChange, view: UnknownsView) -> ShownChange:
    other = {stage.id for stage in change.stages}
    return ShownChange(
        change.obligation,
        view.titles.get(change.obligation, change.title),
        _side(change.before, other, view),
        _side(change.after, other, view),
    )


def _side(duty: Duty, other: set[str], view: UnknownsView) -> Side:
    clocks = tuple(_clock(stage, duty, view, is_other=stage.id in other) for stage in duty.stages)
    return Side(OUTCOME_WORDS[duty.outcome], OUTCOME_KINDS[duty.outcome], clocks)


def _clock(stage: StageDeadline, duty: Duty, view: UnknownsView, *, is_other: bool) -> ShownClock:
    may_apply = duty.outcome is Outcome.UNDETERMINED and stage.state in RUNNING
    words = state_words(stage.state, may_apply=True) if may_apply else SHORT_STATES[stage.state]
    kind = "wait" if may_apply else STATE_KINDS[stage.state]
    return ShownClock(stage.title, words, kind, _due(stage, view), is_other)


def _due(stage: StageDeadline, view: UnknownsView) -> str:
    if stage.due_at is None:
        return stage.promptness
    words = _ends(stage.due_at, view)
    return f"At the earliest {words}" if stage.state == "earliest-possible" else words


def _ends(instant: datetime, view: UnknownsView) -> str:
    words = ending_parts(instant, view.zone)[0]
    return words[:1].upper() + words[1:]

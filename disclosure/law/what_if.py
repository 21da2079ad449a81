"""What if: answers that are only supposed, beside the record, which stays untouched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.facts.instants import When, utc
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import NOT_YET, FactVersion, Judgement, Value
from disclosure.law.calendars import as_of
from disclosure.law.deadlines import ClockState, StageDeadline
from disclosure.law.duties import Duty, Outcome, assess_all, assess_in
from disclosure.law.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from disclosure.facts.case import Known, Organisation
    from disclosure.law.calendars import Calendar
    from disclosure.law.index import Index

TICKING = (ClockState.RUNNING, ClockState.OVERDUE)
MET = (ClockState.MET, ClockState.MET_LATE)


# ---- Supposing -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Supposition:
    """An answer that is only supposed.

    Attributes:
        name: What it answers, as `waits_for` lists it: `fact:…`, `profile:…`, `judgement:…`.
        value: The answer; None for one that is not known: a recorded answer is taken away.
        instant: The moment a judgement names, where it names one.
        standing: How well a fact would be known.
        entity: For a profile answer: the id of the company it speaks of; nothing for the whole.
    """

    name: str
    value: Value | None
    instant: When | None = None
    standing: Standing = Standing.CONFIRMED
    entity: str = ""

    @property
    def kind(self) -> str:
        """Give what it answers: fact, profile or judgement."""
        return self.name.partition(":")[0]

    @property
    def key(self) -> str:
        """Give the key of what it answers."""
        return self.name.partition(":")[2]


def suppose(known: Known, answers: Iterable[Supposition]) -> Known:
    """Give what would be known if these answers had just been recorded.

    Raises:
        ValueError: A name is none of a fact, a profile answer or a judgement.
    """
    for answer in answers:
        if answer.kind == "fact":
            known = _with_fact(known, answer)
        elif answer.kind == "judgement":
            known = _with_judgement(known, answer)
        elif answer.kind == "profile":
            organisation = _with_answer(known.organisation, answer)
            known = replace(known, organisation=organisation)
        else:
            message = f"'{answer.name}' is no fact, profile answer or judgement."
            raise ValueError(message)
    return known


def _with_fact(known: Known, answer: Supposition) -> Known:
    earlier = [v.number for v in known.versions.values() if v.key == answer.key]
    version = FactVersion(
        key=answer.key,
        number=max(earlier, default=0) + 1,
        standing=Standing.UNKNOWN if answer.value is None else answer.standing,
        recorded_at=known.at,
        value=answer.value,
        change=Change.CHANGES if earlier else Change.FIRST,
    )
    return replace(
        known,
        current={**known.current, answer.key: version},
        versions={**known.versions, version.name: version},
    )


def _with_judgement(known: Known, answer: Supposition) -> Known:
    value = NOT_YET if answer.value is None else str(answer.value)
    earlier = [judgement.number for judgement in known.judged if judgement.key == answer.key]
    made = Judgement(answer.key, max(earlier, default=0) + 1, value, known.at, answer.instant)
    judgements = {**known.judgements, answer.key: made}
    if value == NOT_YET:
        del judgements[answer.key]
    return replace(known, judgements=judgements, judged=(*known.judged, made))


def _with_answer(organisation: Organisation, answer: Supposition) -> Organisation:
    if not answer.entity:
        return replace(organisation, profile=_answered(organisation.profile, answer))
    entities = tuple(
        replace(each, profile=_answered(each.profile, answer)) if each.id == answer.entity else each
        for each in organisation.entities
    )
    return replace(organisation, entities=entities)


def _answered(profile: Mapping[str, str], answer: Supposition) -> dict[str, str]:
    kept = {key: value for key, value in profile.items() if key != answer.key}
    return kept if answer.value is None else {**kept, answer.key: str(answer.value)}


# ---- Differences ---------------------------------------------------------------------------------


class Movement(StrEnum):
    """What becomes of the clock of a stage."""

    STARTS = "starts"
    STOPS = "stops"
    MOVES = "moves"


@dataclass(frozen=True, slots=True)
class StageChange:
    """A stage whose clock stands differently.

    Attributes:
        before: As recorded; None where the duty had no stages, because it did not apply.
        after: As supposed; None where it would have none.
    """

    id: str
    title: str
    movement: Movement
    before: StageDeadline | None
    after: StageDeadline | None


@dataclass(frozen=True, slots=True)
class DutyChange:
    """A duty as recorded and as supposed, side by side.

    Attributes:
        stages: The stages whose clocks stand differently.
    """

    before: Duty
    after: Duty
    stages: tuple[StageChange, ...]

    @property
    def obligation(self) -> str:
        """Give the obligation's id."""
        return self.before.obligation.id

    @property
    def title(self) -> str:
        """Give the obligation's title."""
        return self.before.obligation.title

    @property
    def is_flipped(self) -> bool:
        """Say whether the outcome is another one."""
        return self.before.outcome is not self.after.outcome

    @property
    def is_changed(self) -> bool:
        """Say whether anything is different: the outcome, or a clock."""
        return self.is_flipped or bool(self.stages)

    @property
    def soonest(self) -> datetime | None:
        """Give the soonest instant at which a clock that would run or stop presses."""
        stages = [stage for each in self.stages for stage in (each.before, each.after) if stage]
        if self.is_flipped:
            stages = [*self.before.stages, *self.after.stages]
        return min(filter(None, map(presses_at, stages)), key=utc, default=None)


def presses_at(stage: StageDeadline) -> datetime | None:
    """Give the instant a stage presses: its due instant, or our reminder where it has none."""
    if stage.state in MET:
        return None
    return stage.due_at or stage.next_review_at


def difference(before: Duty, after: Duty) -> DutyChange:
    """Set a duty as recorded beside the same duty as supposed."""
    return DutyChange(before, after, tuple(_stage_changes(before, after)))


def _stage_changes(before: Duty, after: Duty) -> Iterator[StageChange]:
    if before.stages == after.stages:
        return
    first = {stage.id: stage for stage in before.stages}
    second = {stage.id: stage for stage in after.stages}
    for name, stage in {**first, **second}.items():
        old, new = first.get(name), second.get(name)
        movement = _movement(old, new)
        if movement:
            yield StageChange(name, stage.title, movement, old, new)


def _movement(before: StageDeadline | None, after: StageDeadline | None) -> Movement | None:
    was, would = _ticks(before), _ticks(after)
    if was is not would:
        return Movement.STARTS if would else Movement.STOPS
    if before is None or after is None:
        # A clock that has not begun, or has been met, neither stops nor starts with its duty.
        shown = before or after
        is_possible = shown is not None and shown.state is ClockState.EARLIEST_POSSIBLE
        return Movement.MOVES if is_possible else None
    return Movement.MOVES if _stands(before) != _stands(after) else None


def _ticks(stage: StageDeadline | None) -> bool:
    return stage is not None and stage.state in TICKING


def _stands(stage: StageDeadline) -> tuple[ClockState, tuple[datetime | None, ...]]:
    """Give how a clock stands, in UTC: one hour of the civil clock comes twice."""
    start = (stage.starts_at.earliest, stage.starts_at.latest) if stage.starts_at else ()
    instants = (stage.due_at, stage.outer_limit_at, *start)
    return stage.state, tuple(utc(moment) if moment else None for moment in instants)


# ---- Side by side --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The duties as recorded and as they would stand.

    Attributes:
        known: What would be known.
        lines: Every duty in force, in the order of the ids; what is not touched is the same twice.
    """

    known: Known
    lines: tuple[DutyChange, ...]

    @property
    def changed(self) -> tuple[DutyChange, ...]:
        """Give the duties that would stand differently."""
        return tuple(line for line in self.lines if line.is_changed)


def what_if(
    index: Index,
    known: Known,
    answers: Iterable[Supposition],
    calendars: Mapping[str, Calendar],
    *,
    law_as_of: date,
) -> WhatIf:
    """Set the duties as recorded beside those that would stand if the answers were so.

    Args:
        index: The obligations, and which of them depend on what.
        known: What is known; it stays as it is.
        answers: What is supposed, the later answer to a question in the place of the earlier.
        calendars: The calendars.
        law_as_of: The day whose law is applied.
    """
    answers = tuple(answers)
    supposed = suppose(known, answers)
    names = {answer.name for answer in answers}
    touched = {o.id for name in names for o in index.depending_on(name, law_as_of)}
    sight = Sight(supposed, as_of(calendars, law_as_of))
    recorded = assess_all(index.obligations, known, calendars, law_as_of=law_as_of)
    lines = [
        difference(duty, again(duty, names, index, sight))
        if duty.obligation.id in touched
        else DutyChange(duty, duty, ())
        for duty in recorded
    ]
    return WhatIf(supposed, tuple(lines))


def again(duty: Duty, names: Iterable[str], index: Index, sight: Sight) -> Duty:
    """Judge the obligation of a duty again, its clocks only where what is supposed bears on them.

    Args:
        duty: The duty as recorded.
        names: What is supposed.
        index: Which obligations depend on what.
        sight: What would be known.
    """
    rule = duty.obligation
    had_none = duty.outcome is Outcome.DOES_NOT_APPLY
    if had_none or any(rule.id in index.clocks.get(name, ()) for name in names):
        return assess_in(rule, sight)
    return assess_in(rule, sight, stages=duty.stages)

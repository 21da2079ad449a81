"""Deadlines as pages show them: words and shapes, not states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from disclosure.facts.instants import in_words, utc
from disclosure.law.deadlines import ClockState
from disclosure.outputs.deadline_words import (
    begun,
    ending,
    ending_parts,
    late_as_of,
    left,
    present_state,
    state_words,
)
from disclosure.services.deadline_pages import JUDGEMENT, REVIEW
from disclosure.services.deadline_rows import PROMISE, review_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from disclosure.outputs.assessment_text import Names
    from disclosure.services.deadline_pages import Clock, Line, ListedClock
    from disclosure.signoff.people import Person

SOON = timedelta(hours=12)
"""Within this time of its due instant a running clock is marked as near."""
NEAR = "Due soon"
SET, LOOK_AGAIN = "Set", "Look at it again"
UNDETERMINED = "undetermined"
NOT_DONE = "Not done yet."
TO_JUDGE = "Duties wait for these answers. A named person gives each."
VOLUNTARY = "No law asks for these; they are often wise."
KINDS = {
    ClockState.WAITING: "wait",
    ClockState.EARLIEST_POSSIBLE: "wait",
    ClockState.RUNNING: "going",
    ClockState.OVERDUE: "stop",
    ClockState.MET: "done",
    ClockState.MET_LATE: "soon",
    ClockState.CANNOT_COUNT: "soon",
}
UNSTARTED = (ClockState.WAITING, ClockState.EARLIEST_POSSIBLE)
UNDECIDED = (*UNSTARTED, ClockState.CANNOT_COUNT)
"""States whose words do not say themselves that the duty is still open."""
OPEN = (ClockState.RUNNING, ClockState.EARLIEST_POSSIBLE, ClockState.OVERDUE)


class Listing(Protocol):
    """Whatever lists deadlines."""

    @property
    def rows(self) -> tuple[ListedClock, ...]:
        """Give the deadlines."""
        ...

    @property
    def now(self) -> datetime:
        """Give the instant from which they are looked at."""
        ...


@dataclass(frozen=True, slots=True)
class ShownClock:
    """A deadline in a list.

    Attributes:
        state: Its state in words.
        kind: The shape and colour of its tag; the words carry the meaning.
        left: 'in 3 h 12 min' · '2 h 5 min late at 14:08'; nothing without a due instant.
        due: The due instant in the civil clock, or the law's own words in its place.
        due_utc: The same in the universal clock; nothing without a due instant.
        at: The due instant, for machines; None where there is none.
        review: When to look again by our own reminder, where the law gives no limit.
        outer: A later reading of the same time, in words; for its own page alone.
        doubt: Says so where the duty itself is still open.
        starts_with: What a clock that has not begun waits for.
        judgement: The key of the question, where this is one to be judged.
        duties: How many duties wait for that judgement.
        review_of: The key of the question, where this is a day of our own to look at it again.
        may_be_taken: Nobody sees to it, and there is something to see to.
        may_be_given: There is something to see to.
        is_late: Its time is up.
        is_voluntary: No law asks for it.
    """

    incident_id: UUID
    incident_title: str
    organisation_name: str
    deadline: str
    title: str
    state: str
    kind: str
    left: str
    due: str
    due_utc: str
    at: datetime | None
    review: str
    outer: str
    doubt: str
    starts_with: str
    judgement: str
    duties: str
    review_of: str
    may_be_taken: bool
    may_be_given: bool
    is_late: bool
    is_voluntary: bool
    owner: str
    reference: str


@dataclass(frozen=True, slots=True)
class ClockGroup:
    """Deadlines under one heading."""

    id: str
    title: str
    note: str
    clocks: tuple[ShownClock, ...]


def in_groups(clocks: Iterable[ShownClock], to_judge: Sequence[ShownClock]) -> list[ClockGroup]:
    """Put what is open under its headings: late, due, to judge; what no law asks for comes last."""
    held = tuple(clocks)
    bound = [clock for clock in held if not clock.is_voluntary]
    groups = (
        ClockGroup("late", "Late", "", tuple(c for c in bound if c.is_late)),
        ClockGroup("due", "Due", "", tuple(c for c in bound if not c.is_late)),
        ClockGroup("to-judge", "To judge", TO_JUDGE, tuple(to_judge)),
        ClockGroup("voluntary", "Voluntary", VOLUNTARY, tuple(c for c in held if c.is_voluntary)),
    )
    return [group for group in groups if group.clocks]


def shown_clocks(listing: Listing) -> list[ShownClock]:
    """Give the deadlines of a list as its page shows them.

    What the law sets no time for comes in the order in which we mean to look at it again.
    """
    rows = sorted(listing.rows, key=lambda row: _looked_at(row, listing.now))
    return [shown_clock(row, listing.now) for row in rows]


def _looked_at(row: ListedClock, now: datetime) -> tuple[bool, bool, float]:
    """Rank by our own reminder; what has a time of its own stays where it stands, before it."""
    is_timed = row.clock.due_at is not None
    look = None if is_timed else review_at(row.clock, now)
    return not is_timed, look is None, look.timestamp() if look else 0.0


def shown_clock(row: ListedClock, now: datetime) -> ShownClock:
    """Give one deadline as a page shows it."""
    clock = row.clock
    state = present_state(ClockState(clock.state), clock.due_at, now)
    is_near = state is ClockState.RUNNING and _is_near(row, now)
    may_apply = clock.outcome == UNDETERMINED
    judgement = clock.deadline.partition(":")[2] if clock.kind == JUDGEMENT else ""
    due, due_utc = _due(row, state)
    is_open = state in OPEN or bool(judgement)
    return ShownClock(
        incident_id=row.incident_id,
        incident_title=row.incident_title,
        organisation_name=row.organisation_name,
        deadline=clock.deadline,
        title=clock.title,
        state=_state_words(state, clock, is_near=is_near),
        kind=_kind(state, clock, is_near=is_near),
        left=_left(row, state, now),
        due=due,
        due_utc=due_utc,
        at=clock.due_at,
        review=_review(row, state, now),
        outer=ending(clock.outer_limit_at, row.zone) if clock.outer_limit_at else "",
        doubt="if the duty applies" if may_apply and state in UNDECIDED and not judgement else "",
        starts_with=row.starts_with if state in UNSTARTED and not judgement else "",
        judgement=judgement,
        duties=_duties(clock.reference) if judgement else "",
        review_of=clock.deadline.partition(":")[2] if clock.kind == REVIEW else "",
        may_be_taken=is_open and row.owner_id is None,
        may_be_given=is_open,
        # No law is broken where we are late with a day of our own.
        is_late=state is ClockState.OVERDUE and clock.kind != REVIEW,
        is_voluntary=row.is_voluntary,
        owner=row.owner_name,
        reference="" if judgement else clock.reference,
    )


def _is_near(row: ListedClock, now: datetime) -> bool:
    """Say whether something is due soon; a day of our own to look again, from its beginning."""
    due = row.clock.due_at
    if due is None:
        return False
    if row.clock.kind == REVIEW:
        return utc(now).astimezone(row.zone).date() >= due.astimezone(row.zone).date()
    return utc(due) - utc(now) <= SOON


def _kind(state: ClockState, clock: Clock, *, is_near: bool) -> str:
    if clock.outcome == UNDETERMINED and state in OPEN:
        return "wait"
    if clock.kind == REVIEW:
        return "soon" if is_near or state is ClockState.OVERDUE else "quiet"
    return "soon" if is_near else KINDS[state]


def _state_words(state: ClockState, clock: Clock, *, is_near: bool) -> str:
    if clock.kind == JUDGEMENT:
        return "To judge"
    if clock.kind == REVIEW:
        return LOOK_AGAIN if is_near or state is ClockState.OVERDUE else SET
    may_apply = clock.outcome == UNDETERMINED
    return NEAR if is_near and not may_apply else state_words(state, may_apply=may_apply)


def _duties(count: str) -> str:
    return "1 duty waits for it" if count == "1" else f"{count} duties wait for it"


def _left(row: ListedClock, state: ClockState, now: datetime) -> str:
    due_at = row.clock.due_at
    if due_at is None or state not in OPEN:
        return ""
    if state is ClockState.EARLIEST_POSSIBLE:
        passed = utc(due_at) < utc(now)
        return "at the earliest: passed" if passed else f"at the earliest {left(due_at, now)}"
    return late_as_of(due_at, now, row.zone)


def _due(row: ListedClock, state: ClockState) -> tuple[str, str]:
    clock = row.clock
    if clock.due_at is not None:
        return ending_parts(clock.due_at, row.zone)
    if state in (ClockState.WAITING, ClockState.MET, ClockState.CANNOT_COUNT):
        return "", ""
    words = row.promptness or "no hours or days are set"
    said = f"{words[:1].upper()}{words[1:]}"
    is_asked = state is ClockState.RUNNING and not row.is_voluntary
    return f"{said}. {NOT_DONE}" if is_asked and clock.outcome != "undetermined" else said, ""


def _review(row: ListedClock, state: ClockState, now: datetime) -> str:
    review = review_at(row.clock, now) if state is ClockState.RUNNING else None
    return ending(review, row.zone) if review else ""


@dataclass(frozen=True, slots=True)
class ShownDeadline:
    """One deadline on its own page.

    Attributes:
        law: The law's own standard, where its page does not say it in place of a time.
        starts: Where its time runs from, in words.
        waits: Says that its start is not known yet.
        needs_reason: A late report must say why it is late.
        has_calendar: A calendar could still remind somebody of it.
        is_stage: It is the stage of a duty.
        promised_in: The notice whose new text would keep the promise; nothing of all else.
    """

    clock: ShownClock
    law: str
    cite: str
    starts: str
    judged: str
    waits: bool
    is_met: bool
    arithmetic: tuple[str, ...]
    needs_reason: bool
    late_reason: str
    may_be_explained: bool
    has_calendar: bool
    is_promise: bool
    is_stage: bool
    duty_id: str
    owner_id: str
    is_mine: bool
    promised_in: str = ""


def shown_deadline(
    line: Line, now: datetime, person: Person, names: Names | None = None
) -> ShownDeadline:
    """Give one deadline as its own page shows it to somebody."""
    stage, clock, zone = line.stage, line.clock, line.listed.zone
    counted = stage.arithmetic if stage else ()
    is_explained = line.state is ClockState.MET_LATE and bool(line.late_reason)
    return ShownDeadline(
        clock=shown_clock(line.listed, now),
        law=stage.promptness if stage and clock.due_at else "",
        cite=line.duty.obligation.cite if line.duty else "",
        starts=_starts(line, zone),
        judged=line.judged,
        waits=line.state is ClockState.WAITING,
        is_met=line.state in (ClockState.MET, ClockState.MET_LATE),
        arithmetic=tuple(names.in_words(each) if names else each for each in counted),
        needs_reason=bool(stage and stage.late_needs),
        late_reason=line.late_reason,
        may_be_explained=line.may_be_explained and not is_explained,
        has_calendar=_has_calendar(line, now),
        is_promise=line.clock.kind == PROMISE,
        is_stage=line.stage is not None,
        duty_id=line.duty.obligation.id if line.duty else "",
        owner_id=str(line.listed.owner_id or ""),
        is_mine=line.listed.owner_id == person.id,
        promised_in=line.promised_in,
    )


def _starts(line: Line, zone: ZoneInfo) -> str:
    """Say where its time runs from; nothing while that is not known."""
    start = line.stage.starts_at if line.stage else None
    if line.state is ClockState.EARLIEST_POSSIBLE:
        return ""
    if start and not start.is_exact:
        return begun(start, zone)
    return in_words(line.clock.starts_at, zone) if line.clock.starts_at else ""


def _has_calendar(line: Line, now: datetime) -> bool:
    """Say whether a calendar could still remind anybody of it."""
    at = line.clock.due_at or line.review_at
    return line.is_open and at is not None and utc(at) > utc(now)

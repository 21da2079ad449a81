"""Deadlines as pages show them: words and shapes, not states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from disclosure.facts.instants import in_words, utc
from disclosure.law.deadlines import ClockState
from disclosure.outputs.deadline_words import STATE_WORDS, left, moment, present_state
from disclosure.services.deadline_rows import review_at

if TYPE_CHECKING:
    from uuid import UUID

    from disclosure.services.deadline_pages import Line, ListedClock

SOON = timedelta(hours=12)
"""Within this time of its due instant a running clock is marked as near."""
NEAR = "Due soon"
KINDS = {
    ClockState.WAITING: "wait",
    ClockState.EARLIEST_POSSIBLE: "wait",
    ClockState.RUNNING: "going",
    ClockState.OVERDUE: "stop",
    ClockState.MET: "done",
    ClockState.MET_LATE: "soon",
    ClockState.CANNOT_COUNT: "soon",
}
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
        left: 'in 3 h 12 min' · '2 h 5 min late'; nothing without a due instant.
        due: The due instant in both clocks, or what stands in its place.
        at: The due instant, for machines; None where there is none.
        review: When to look again by our own reminder, where the law gives no limit.
        outer: The outer limit shown beside it, in words.
        doubt: Says so where the duty itself is still open.
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
    at: datetime | None
    review: str
    outer: str
    doubt: str
    owner: str
    reference: str


def shown_clocks(listing: Listing) -> list[ShownClock]:
    """Give the deadlines of a list as its page shows them."""
    return [shown_clock(row, listing.now) for row in listing.rows]


def shown_clock(row: ListedClock, now: datetime) -> ShownClock:
    """Give one deadline as a page shows it."""
    clock = row.clock
    state = present_state(ClockState(clock.state), clock.due_at, now)
    is_near = (
        state is ClockState.RUNNING
        and clock.due_at is not None
        and utc(clock.due_at) - utc(now) <= SOON
    )
    return ShownClock(
        incident_id=row.incident_id,
        incident_title=row.incident_title,
        organisation_name=row.organisation_name,
        deadline=clock.deadline,
        title=clock.title,
        state=NEAR if is_near else STATE_WORDS[state],
        kind="soon" if is_near else KINDS[state],
        left=_left(row, state, now),
        due=_due(row, state),
        at=clock.due_at,
        review=_review(row, state, now),
        outer=moment(clock.outer_limit_at, row.zone) if clock.outer_limit_at else "",
        doubt="if the duty applies" if clock.outcome == "undetermined" else "",
        owner=row.owner_name,
        reference=clock.reference,
    )


def _left(row: ListedClock, state: ClockState, now: datetime) -> str:
    due_at = row.clock.due_at
    if due_at is None or state not in OPEN:
        return ""
    if state is ClockState.EARLIEST_POSSIBLE:
        passed = utc(due_at) < utc(now)
        return "at the earliest: passed" if passed else f"at the earliest {left(due_at, now)}"
    return left(due_at, now)


def _due(row: ListedClock, state: ClockState) -> str:
    clock = row.clock
    if clock.due_at is not None:
        return moment(clock.due_at, row.zone)
    if state in (ClockState.WAITING, ClockState.MET, ClockState.CANNOT_COUNT):
        return ""
    return "No limit in hours or days"


def _review(row: ListedClock, state: ClockState, now: datetime) -> str:
    review = review_at(row.clock, now) if state is ClockState.RUNNING else None
    return moment(review, row.zone) if review else ""


@dataclass(frozen=True, slots=True)
class ShownDeadline:
    """One deadline on its own page.

    Attributes:
        starts: Where its time runs from, in words.
        waits: Says that its start is not known yet.
        late_needs: What the law wants when it is late.
    """

    clock: ShownClock
    promptness: str
    cite: str
    starts: str
    waits: bool
    is_met: bool
    arithmetic: tuple[str, ...]
    late_needs: str
    late_reason: str
    may_be_explained: bool
    has_calendar: bool
    is_promise: bool
    owner_id: str


def shown_deadline(line: Line, now: datetime) -> ShownDeadline:
    """Give one deadline as its own page shows it."""
    stage, clock, zone = line.stage, line.clock, line.listed.zone
    is_explained = line.state is ClockState.MET_LATE and bool(line.late_reason)
    return ShownDeadline(
        clock=shown_clock(line.listed, now),
        promptness=stage.promptness if stage else "",
        cite=line.duty.obligation.cite if line.duty else "",
        starts=in_words(clock.starts_at, zone) if clock.starts_at else "",
        waits=line.state is ClockState.WAITING,
        is_met=line.state in (ClockState.MET, ClockState.MET_LATE),
        arithmetic=stage.arithmetic if stage else (),
        late_needs=stage.late_needs if stage else "",
        late_reason=line.late_reason,
        may_be_explained=line.may_be_explained and not is_explained,
        has_calendar=line.is_open and (clock.due_at or line.review_at) is not None,
        is_promise=line.duty is None,
        owner_id=str(line.listed.owner_id or ""),
    )

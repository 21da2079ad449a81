"""Deadlines as rows for lists, who sees to each, and why one is late."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, delete, func, or_, select, update

from disclosure.store.models import (
    DeadlineOwnerRow,
    IncidentRow,
    LateReasonRow,
    OrganisationRow,
    PersonRow,
    StageClockRow,
    TeamRow,
)
from disclosure.store.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transaction

JUDGEMENT = "judgement"
PROFILE = "profile"
REVIEW = "review"
OVERTAKEN = "overtaken"
OPEN_STATES = ("running", "earliest-possible", "overdue", "cannot-count")
"""The states of clocks somebody still has to do something about."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline as it is kept for lists.

    Attributes:
        deadline: Its key within the incident: `obligation/stage`, `promise:<entry>`,
            `update:<audience>`, `judgement:<key>`, `profile:<key>`, `review:<key>` or
            `overtaken:<notice>`.
        kind: stage · promise · judgement (a question that duties wait for) · profile (one about
            the organisation, which its owner answers) · review (a day of our own to look at a
            decision not to notify again) · overtaken (a text given out whose facts have moved).
        state: A state of `ClockState`; never overdue, which follows from the present time.
        outcome: How the duty stands, of a judgement the strongest of those that wait; nothing
            for a promise.
        reference: The reference of what was submitted; of a question how many duties wait.
        next_review_at: The end of the first of our own review periods, where the law gives no
            limit; the later ones follow from it and the start.
    """

    deadline: str
    kind: str
    title: str
    state: str
    outcome: str = ""
    starts_at: datetime | None = None
    due_at: datetime | None = None
    outer_limit_at: datetime | None = None
    next_review_at: datetime | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class ListedClock:
    """A deadline in a list over incidents, with whoever sees to it.

    Attributes:
        promptness: The law's own words on how soon.
        starts_with: What starts its clock, in words.
        is_voluntary: No law asks for it.
    """

    clock: Clock
    incident_id: UUID
    incident_title: str
    organisation_name: str
    zone: ZoneInfo
    owner_id: UUID | None = None
    owner_name: str = ""
    promptness: str = ""
    starts_with: str = ""
    is_voluntary: bool = False
    organisation_id: UUID | None = None


class Whose(StrEnum):
    """Whose deadlines a list shows."""

    ALL = "all"
    MINE = "mine"
    NOBODYS = "nobodys"


# ---- The projection ----------------------------------------------------------------------


def rewrite_clocks(tx: Transaction, incident_id: UUID, clocks: Iterable[Clock]) -> bool:
    """Make the rows of an incident those given; say whether any of them was different."""
    held = {clock.deadline: clock for clock in clocks_of(tx, incident_id)}
    wanted = {clock.deadline: clock for clock in clocks}
    new = [clock for name, clock in wanted.items() if name not in held]
    moved = [clock for name, clock in wanted.items() if held.get(name, clock) != clock]
    gone = [name for name in held if name not in wanted]
    add_clocks(tx, incident_id, new)
    if moved:
        tx.ask_each(
            _MOVE, [{"incident": incident_id, "key": c.deadline, **_said(c)} for c in moved]
        )
    if gone:
        tx.ask_each(_DROP, [{"incident": incident_id, "key": name} for name in gone])
    return bool(new or moved or gone)


def add_clocks(tx: Transaction, incident_id: UUID, clocks: Iterable[Clock]) -> None:
    """Add rows that an incident does not have yet."""
    tx.put(StageClockRow, [{"incident_id": incident_id, **_said(clock)} for clock in clocks])


def clocks_of(tx: Transaction, incident_id: UUID) -> tuple[Clock, ...]:
    """Give the rows of an incident, by key."""
    found = tx.ask(_CLOCKS, incident=incident_id).mappings()
    return tuple(Clock(**{str(name): said for name, said in row.items()}) for row in found)


_NAMES = tuple(each.name for each in fields(Clock))
_CLOCK = table_of(StageClockRow)
_CLOCKS = (
    select(*(_CLOCK.c[name] for name in _NAMES))
    .where(_CLOCK.c.incident_id == bindparam("incident"))
    .order_by(_CLOCK.c.deadline)
)
_ONE = (_CLOCK.c.incident_id == bindparam("incident")) & (_CLOCK.c.deadline == bindparam("key"))
_MOVE = update(_CLOCK).where(_ONE).values({name: bindparam(name) for name in _NAMES})
_DROP = delete(_CLOCK).where(_ONE)


def _said(clock: Clock) -> dict[str, object]:
    return {name: getattr(clock, name) for name in _NAMES}


def _read(row: Any) -> Clock:  # noqa: ANN401 - a row, or a result row with its columns
    return Clock(**{name: getattr(row, name) for name in _NAMES})


# ---- The wall ----------------------------------------------------------------------------


def wall(
    tx: Transaction, person: Person, *, whose: Whose, first: int, count: int
) -> tuple[tuple[ListedClock, ...], int]:
    """Give the open deadlines of every open incident somebody may see, and how many there are.

    What is overdue comes first because it is due soonest; what has no limit comes last. Two
    statements, whatever the number of incidents.

    Args:
        tx: The transaction.
        person: Who looks.
        whose: Whose deadlines.
        first: How many to pass over.
        count: How many at most.
    """
    wanted = _visible(person, whose).where(*_LISTED)
    total = tx.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = tx.session.execute(
        wanted.order_by(
            # False before true on both databases.
            StageClockRow.due_at.is_(None),
            StageClockRow.due_at,
            IncidentRow.opened_at,
            StageClockRow.title,
            StageClockRow.incident_id,
            StageClockRow.deadline,
        )
        .offset(first)
        .limit(count)
    )
    return tuple(_listed(row) for row in rows), total


def questions(
    tx: Transaction, person: Person, *, whose: Whose, count: int
) -> tuple[ListedClock, ...]:
    """Give what duties wait for in the open incidents somebody may see; one statement.

    What is to be judged comes first, then what has been overtaken and what the profile does
    not say.

    Args:
        tx: The transaction.
        person: Who looks.
        whose: Whose.
        count: How many at most.
    """
    rows = tx.session.execute(
        _visible(person, whose)
        .where(StageClockRow.kind.in_((JUDGEMENT, OVERTAKEN, PROFILE)))
        .order_by(
            StageClockRow.kind,
            IncidentRow.opened_at,
            StageClockRow.incident_id,
            StageClockRow.title,
        )
        .limit(count)
    )
    return tuple(_listed(row) for row in rows)


# An open duty is on the wall only with its due instant, or else a dozen clocks that may run,
# without an end, would hide the ones that do.
_LISTED = (
    StageClockRow.state.in_(OPEN_STATES),
    or_(StageClockRow.due_at.is_not(None), StageClockRow.outcome != "undetermined"),
)


def _visible(person: Person, whose: Whose) -> Any:  # noqa: ANN401 - a select has no short type
    wanted = (
        select(
            StageClockRow,
            IncidentRow.title.label("incident_title"),
            IncidentRow.zone,
            OrganisationRow.name.label("organisation_name"),
            OrganisationRow.id.label("organisation_id"),
            PersonRow.id.label("owner_id"),
            PersonRow.name.label("owner_name"),
        )
        .join(IncidentRow, IncidentRow.id == StageClockRow.incident_id)
        .join(OrganisationRow, OrganisationRow.id == IncidentRow.organisation_id)
        .join(
            TeamRow,
            and_(TeamRow.incident_id == IncidentRow.id, TeamRow.person_id == person.id),
        )
        .outerjoin(DeadlineOwnerRow, _owns())
        .outerjoin(PersonRow, PersonRow.id == DeadlineOwnerRow.person_id)
        .where(IncidentRow.closed_at.is_(None))
    )
    if whose is Whose.MINE:
        return wanted.where(DeadlineOwnerRow.person_id == person.id)
    return wanted.where(DeadlineOwnerRow.person_id.is_(None)) if whose is Whose.NOBODYS else wanted


def _owns() -> Any:  # noqa: ANN401 - a condition of SQLAlchemy has no short type
    return and_(
        DeadlineOwnerRow.incident_id == StageClockRow.incident_id,
        DeadlineOwnerRow.deadline == StageClockRow.deadline,
    )


def _listed(row: Any) -> ListedClock:  # noqa: ANN401 - a result row of the select above
    return ListedClock(
        clock=_read(row.StageClockRow),
        incident_id=row.StageClockRow.incident_id,
        incident_title=row.incident_title,
        organisation_name=row.organisation_name,
        zone=ZoneInfo(row.zone),
        owner_id=row.owner_id,
        owner_name=row.owner_name or "",
        organisation_id=row.organisation_id,
    )


# ---- Owners and reasons ------------------------------------------------------------------


def owners_of(tx: Transaction, incident_id: UUID) -> dict[str, tuple[UUID, str]]:
    """Give who sees to each deadline of an incident: id and name, by key."""
    rows = tx.session.execute(
        select(DeadlineOwnerRow.deadline, PersonRow.id, PersonRow.name)
        .join(PersonRow, PersonRow.id == DeadlineOwnerRow.person_id)
        .where(DeadlineOwnerRow.incident_id == incident_id)
    )
    return {deadline: (person_id, name) for deadline, person_id, name in rows}


def set_owner(tx: Transaction, incident_id: UUID, deadline: str, person_id: UUID | None) -> None:
    """Let somebody see to a deadline, or nobody."""
    if person_id is None:
        tx.session.execute(
            delete(DeadlineOwnerRow).where(
                DeadlineOwnerRow.incident_id == incident_id,
                DeadlineOwnerRow.deadline == deadline,
            )
        )
        return
    tx.session.merge(
        DeadlineOwnerRow(incident_id=incident_id, deadline=deadline, person_id=person_id)
    )


def add_late_reason(
    tx: Transaction, incident_id: UUID, stage: tuple[str, str], reason: str, person: Person
) -> None:
    """Add why a stage is late.

    Args:
        tx: The transaction.
        incident_id: The incident.
        stage: The obligation and the stage.
        reason: Why.
        person: Who says so.
    """
    obligation, name = stage
    tx.session.add(
        LateReasonRow(
            incident_id=incident_id,
            obligation=obligation,
            stage=name,
            reason=reason,
            given_at=tx.at,
            given_by=person.id,
            given_by_name=person.name,
        )
    )

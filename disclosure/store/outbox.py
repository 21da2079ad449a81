"""Reminders as rows to be sent: planned with the deadline, leased by one worker at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, or_, select, update

from disclosure.facts.instants import LONDON
from disclosure.signoff.people import Person, Role
from disclosure.store.models import (
    DeadlineOwnerRow,
    IncidentRow,
    OutboxRow,
    PersonRow,
    StageClockRow,
    TeamRow,
)
from disclosure.store.tables import table_of
from disclosure.store.teams import person_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from disclosure.store.transactions import Transaction

REMINDER = "reminder"
PENDING, SENT, DROPPED = "pending", "sent", "dropped"
BEFORE, AT_DUE = "before", "due"


@dataclass(frozen=True, slots=True)
class Planned:
    """A reminder of a deadline.

    Attributes:
        step: before · due.
        at: When it goes out.
        due_at: The due instant it speaks of.
    """

    deadline: str
    step: str
    at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Leased:
    """A reminder that one worker has taken.

    Attributes:
        attempt: Which attempt this is; a later one makes this one void.
        reached: Whom an earlier attempt has reached already.
    """

    id: UUID
    key: str
    incident_id: UUID
    deadline: str
    step: str
    due_at: datetime
    worker: str
    attempt: int
    reached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Addressed:
    """A reminder's deadline as it is now, and who is to be reminded."""

    is_open: bool = False
    due_at: datetime | None = None
    zone: ZoneInfo = LONDON
    recipients: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """How reminders stand: how many wait, and what went wrong last."""

    count: int
    failing: int
    next_at: datetime | None
    last_error: str


def key_of(incident_id: UUID, deadline: str, step: str) -> str:
    """Name a reminder: one of each kind for each deadline, for ever."""
    return f"{REMINDER}:{incident_id}:{deadline}:{step}"


# ---- Planning ----------------------------------------------------------------------------


def plan(tx: Transaction, incident_id: UUID, wanted: Iterable[Planned]) -> None:
    """Make the reminders of an incident those wanted; what was sent stays as it is."""
    held = {row.key: row for row in tx.ask(_PLANNED, incident=incident_id)}
    new: list[dict[str, object]] = []
    moved: list[dict[str, object]] = []
    for each in wanted:
        key = key_of(incident_id, each.deadline, each.step)
        row = held.pop(key, None)
        if row is None:
            new.append(_first(incident_id, each))
        elif row.state != SENT and _differs(row, each):
            moved.append({"of": key, "done_at": None, "error": "", **_as_planned(each)})
    tx.put(OutboxRow, new)
    if moved:
        tx.ask_each(_MOVE, moved)
    late = [row.key for row in held.values() if row.state == PENDING]
    if late:
        said = {"state": DROPPED, "done_at": tx.at}
        tx.ask_each(_DROP, [{"of": key, **said} for key in late])


def plan_first(tx: Transaction, incident_id: UUID, wanted: Iterable[Planned]) -> None:
    """Plan the reminders of an incident that has none yet."""
    tx.put(OutboxRow, [_first(incident_id, each) for each in wanted])


def _first(incident_id: UUID, wanted: Planned) -> dict[str, object]:
    key = key_of(incident_id, wanted.deadline, wanted.step)
    return {"key": key, "kind": REMINDER, "incident_id": incident_id, **_as_planned(wanted)}


def _as_planned(wanted: Planned) -> dict[str, object]:
    payload = {"deadline": wanted.deadline, "step": wanted.step, "due_at": _iso(wanted.due_at)}
    return {"payload": payload, "due_at": wanted.at, "state": PENDING}


_OUTBOX = table_of(OutboxRow)
_PLANNED = select(_OUTBOX).where(
    _OUTBOX.c.incident_id == bindparam("incident"), _OUTBOX.c.kind == REMINDER
)
_OF = update(_OUTBOX).where(_OUTBOX.c.key == bindparam("of"))
_MOVED = ("payload", "due_at", "state", "done_at", "error")
_MOVE = _OF.values({name: bindparam(name) for name in _MOVED})
_DROP = _OF.values({name: bindparam(name) for name in ("state", "done_at")})


def _differs(row: Any, wanted: Planned) -> bool:  # noqa: ANN401 - a result row
    # Dropped because its time had passed: it stays dropped until the deadline moves.
    same_due = row.payload["due_at"] == _iso(wanted.due_at)
    if row.state == DROPPED and same_due and row.error:
        return False
    return row.state == DROPPED or not same_due or row.due_at != wanted.at


def _iso(moment: datetime) -> str:
    return moment.isoformat()


# ---- Working -----------------------------------------------------------------------------


def lease(tx: Transaction, worker: str, length: timedelta) -> Leased | None:
    """Take the reminder that has waited longest, if any; no other worker gets it meanwhile.

    Several workers on PostgreSQL pass over what another one is taking; on SQLite the whole
    transaction waits for its turn.
    """
    row = tx.session.scalars(
        select(OutboxRow)
        .where(
            OutboxRow.kind == REMINDER,
            OutboxRow.state == PENDING,
            OutboxRow.due_at <= tx.at,
            or_(OutboxRow.lease_until.is_(None), OutboxRow.lease_until <= tx.at),
        )
        .order_by(OutboxRow.due_at, OutboxRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None or row.incident_id is None:
        return None
    row.worker, row.attempts, row.lease_until = worker, row.attempts + 1, tx.at + length
    return Leased(
        id=row.id,
        key=row.key,
        incident_id=row.incident_id,
        deadline=row.payload["deadline"],
        step=row.payload["step"],
        due_at=datetime.fromisoformat(row.payload["due_at"]),
        worker=worker,
        attempt=row.attempts,
        reached=tuple(row.payload.get("reached", ())),
    )


def addressed(tx: Transaction, leased: Leased, open_states: Iterable[str]) -> Addressed:
    """Give the deadline as it is now, and its owner, or else the team's drafters."""
    found = tx.session.execute(
        select(StageClockRow, IncidentRow.zone, IncidentRow.closed_at)
        .join(IncidentRow, IncidentRow.id == StageClockRow.incident_id)
        .where(
            StageClockRow.incident_id == leased.incident_id,
            StageClockRow.deadline == leased.deadline,
        )
    ).one_or_none()
    if found is None:
        return Addressed()
    clock, zone, closed_at = found
    is_open = closed_at is None and clock.state in tuple(open_states)
    return Addressed(is_open, clock.due_at, ZoneInfo(zone), _recipients(tx, leased))


def _recipients(tx: Transaction, leased: Leased) -> tuple[Person, ...]:
    """Give whom to remind; nobody who has left the team or can no longer sign in."""
    rows: Sequence[Any] = tx.session.execute(
        select(PersonRow, DeadlineOwnerRow.person_id)
        .join(TeamRow, TeamRow.person_id == PersonRow.id)
        .outerjoin(
            DeadlineOwnerRow,
            (DeadlineOwnerRow.person_id == PersonRow.id)
            & (DeadlineOwnerRow.incident_id == TeamRow.incident_id)
            & (DeadlineOwnerRow.deadline == leased.deadline),
        )
        .where(TeamRow.incident_id == leased.incident_id, PersonRow.disabled_at.is_(None))
        .order_by(PersonRow.email)
    ).all()
    owner = tuple(person_of(row) for row, owns in rows if owns is not None)
    team = tuple(person_of(row) for row, _ in rows)
    return owner or tuple(p for p in team if p.may(Role.DRAFTER)) or team


def close(tx: Transaction, leased: Leased, state: str, *, why: str = "") -> bool:
    """Close a reminder; say whether it was still this worker's to close."""
    row = _held(tx, leased)
    if row is None:
        return False
    row.state, row.done_at, row.lease_until, row.error = state, tx.at, None, why
    return True


def put_off(
    tx: Transaction, leased: Leased, until: datetime, error: str, reached: Iterable[str]
) -> bool:
    """Keep a reminder for a later attempt; say whether it was still this worker's."""
    row = _held(tx, leased)
    if row is None:
        return False
    row.lease_until, row.error = until, error
    row.payload = {**row.payload, "reached": list(reached)}
    return True


def _held(tx: Transaction, leased: Leased) -> OutboxRow | None:
    """Give the row while this attempt still holds it.

    The incident's other writers are waited for first: they plan reminders in the same order.
    A row whose deadline has moved meanwhile speaks of another time, and is free again.
    """
    tx.claim(leased.incident_id)
    row = tx.session.get(OutboxRow, leased.id, with_for_update=True, populate_existing=True)
    if row is None or (row.worker, row.attempts) != (leased.worker, leased.attempt):
        return None
    if row.payload["due_at"] != _iso(leased.due_at):
        row.lease_until = None
        return None
    return row


def waiting(tx: Transaction) -> Waiting:
    """Say how many reminders wait, how many of them failed before, and the last error."""
    pending = (OutboxRow.kind == REMINDER, OutboxRow.state == PENDING)
    count, next_at = tx.session.execute(
        select(func.count(), func.min(OutboxRow.due_at)).where(*pending)
    ).one()
    failed = tx.session.execute(
        select(OutboxRow.error, func.count().over())
        .where(*pending, OutboxRow.error != "")
        .order_by(OutboxRow.lease_until.desc())
        .limit(1)
    ).one_or_none()
    return Waiting(count, failed[1] if failed else 0, next_at, failed[0] if failed else "")

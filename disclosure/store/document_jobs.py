"""What is waiting to be printed: rows of the outbox, leased by one worker at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import bindparam, exists, or_, select

from disclosure.store.documents import DocumentKind, Target
from disclosure.store.models import OutboxRow

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from disclosure.store.transactions import Transaction

PAPER = "paper"
PENDING, MADE, FAILED, DROPPED = "pending", "made", "failed", "dropped"
TRIES = 3
"""How often a document is tried before somebody has to ask for it again."""
BROKE_OFF = (
    "The worker broke off each time it made this. Its log says why; the size of the text or a "
    "lack of memory are the first things to look at."
)


@dataclass(frozen=True, slots=True)
class Job:
    """A document that one worker has taken.

    Attributes:
        asked_by: The id of who asked for it; nothing where nobody did.
        attempt: Which attempt this is; a later one makes this one void.
        tries: How often it was tried since it was last asked for.
    """

    id: UUID
    target: Target
    asked_by: str
    worker: str
    attempt: int
    tries: int


@dataclass(frozen=True, slots=True)
class JobState:
    """How the making of a document stands.

    Attributes:
        asked_at: When it was last asked for.
        next_at: When it is tried again; None unless it failed and will be.
        error: Why it failed last.
    """

    state: str
    asked_at: datetime
    attempts: int
    next_at: datetime | None = None
    error: str = ""


# ---- Asking ------------------------------------------------------------------------------


def queue(tx: Transaction, target: Target, *, asked_by: UUID | None = None) -> None:
    """Have a document made; what waits already is tried at once, what failed is tried again."""
    queue_all(tx, [target], asked_by=asked_by)


def queue_all(
    tx: Transaction, targets: Collection[Target], *, asked_by: UUID | None = None
) -> None:
    """Have documents made, as `queue` does, in one statement to look and one to add."""
    held = tx.session.scalars(_HELD, {"keys": [target.key for target in targets]})
    rows = {row.key: row for row in held}
    new: list[dict[str, object]] = []
    for target in targets:
        payload = {
            "kind": str(target.kind),
            "made_from": target.made_from,
            "notice_id": str(target.notice_id or ""),
            "version": target.version,
            "asked_by": str(asked_by or ""),
            "tries": 0,
        }
        row = rows.get(target.key)
        if row is None:
            new.append(
                {
                    "key": target.key,
                    "kind": PAPER,
                    "incident_id": target.incident_id,
                    "payload": payload,
                    "due_at": tx.at,
                    "state": PENDING,
                }
            )
        elif row.state != PENDING or row.error:
            row.state, row.due_at, row.payload = PENDING, tx.at, payload
            row.lease_until, row.done_at, row.error = None, None, ""
    tx.put(OutboxRow, new)
    tx.session.flush()


# In one order, so that two who wait for each other's rows never wait for ever.
_HELD = (
    select(OutboxRow)
    .where(OutboxRow.key.in_(bindparam("keys", expanding=True)))
    .order_by(OutboxRow.key)
    .with_for_update()
)


def states_of(tx: Transaction, keys: Collection[str]) -> Mapping[str, JobState]:
    """Say how the making of documents stands."""
    rows = tx.session.scalars(select(OutboxRow).where(OutboxRow.key.in_(keys)))
    return {row.key: _state(row) for row in rows}


def latest_of(tx: Transaction, incident_id: UUID, kind: DocumentKind) -> JobState | None:
    """Say how what was last asked for of a kind stands."""
    row = tx.session.scalars(
        select(OutboxRow)
        .where(
            OutboxRow.incident_id == incident_id,
            OutboxRow.kind == PAPER,
            OutboxRow.key.startswith(f"{kind}:"),
        )
        .order_by(OutboxRow.due_at.desc())
        .limit(1)
    ).one_or_none()
    return _state(row) if row else None


def _state(row: OutboxRow) -> JobState:
    next_at = row.lease_until if row.state == PENDING and row.error else None
    return JobState(row.state, row.due_at, row.attempts, next_at, row.error)


# ---- Working -----------------------------------------------------------------------------


def is_waiting(tx: Transaction) -> bool:
    """Say whether a document waits to be made now."""
    return bool(tx.session.scalar(select(exists().where(*_free(tx)))))


def lease(tx: Transaction, worker: str, length: timedelta) -> Job | None:
    """Take the document that has waited longest, if any; no other worker gets it meanwhile.

    What broke its worker each time is given up, so that it stops no other.
    """
    row = tx.session.scalars(
        select(OutboxRow)
        .where(*_free(tx))
        .order_by(OutboxRow.due_at, OutboxRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None or row.incident_id is None:
        return None
    tries = row.payload["tries"] + 1
    if tries > TRIES:
        row.state, row.done_at, row.error = FAILED, tx.at, row.error or BROKE_OFF
        return None
    row.worker, row.attempts, row.lease_until = worker, row.attempts + 1, tx.at + length
    row.payload = {**row.payload, "tries": tries}
    return _job(row, row.incident_id)


def _free(tx: Transaction) -> tuple[ColumnElement[bool], ...]:
    return (
        OutboxRow.kind == PAPER,
        OutboxRow.state == PENDING,
        OutboxRow.due_at <= tx.at,
        or_(OutboxRow.lease_until.is_(None), OutboxRow.lease_until <= tx.at),
    )


def _job(row: OutboxRow, incident_id: UUID) -> Job:
    said = row.payload
    target = Target(
        incident_id=incident_id,
        kind=DocumentKind(said["kind"]),
        made_from=said["made_from"],
        notice_id=UUID(said["notice_id"]) if said["notice_id"] else None,
        version=said["version"],
    )
    return Job(row.id, target, said["asked_by"], row.worker, row.attempts, said["tries"])


def is_held(tx: Transaction, job: Job) -> bool:
    """Say whether a job is still this worker's; the incident's other writers are waited for."""
    return _held(tx, job) is not None


def renew(tx: Transaction, job: Job, length: timedelta) -> None:
    """Hold on to a job that takes longer than its lease."""
    row = _held(tx, job)
    if row is not None:
        row.lease_until = tx.at + length


def close(tx: Transaction, job: Job, state: str, *, why: str = "") -> bool:
    """Close a job; say whether it was still this worker's to close."""
    row = _held(tx, job)
    if row is None:
        return False
    row.state, row.done_at, row.lease_until, row.error = state, tx.at, None, why
    return True


def put_off(tx: Transaction, job: Job, error: str, until: datetime | None) -> bool:
    """Keep why a job failed, and when it is tried again if it is; say whether it was ours."""
    row = _held(tx, job)
    if row is None:
        return False
    row.error, row.lease_until = error, until
    if until is None:
        row.state, row.done_at = FAILED, tx.at
    return True


def _held(tx: Transaction, job: Job) -> OutboxRow | None:
    """Give the row while this attempt still holds it."""
    tx.claim(job.target.incident_id)
    row = tx.session.get(OutboxRow, job.id, with_for_update=True, populate_existing=True)
    is_ours = (
        row is not None
        and row.state == PENDING
        and (row.worker, row.attempts) == (job.worker, job.attempt)
    )
    return row if is_ours else None

"""Notices given, and the receipts that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import undefer

from disclosure.problems import NotFoundError
from disclosure.store.codec import instant
from disclosure.store.models import ReceiptRow, SubmissionRow
from disclosure.store.types import new_salt
from disclosure.trail.entries import Plain, digest_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from disclosure.store.transactions import Transaction

REDACTED = "[Redacted]"


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """A notice given, as it is kept.

    Attributes:
        notice_id: The notice; None for what was done for a stage that has none.
        version: The text that was given; None for a report made without one of ours.
        obligation: The duty whose clock it closes; nothing for a text that answers none.
    """

    incident_id: UUID
    notice_id: UUID | None
    version: int | None
    obligation: str
    stage: str
    audience: str
    given_at: datetime
    recipient: str
    channel: str
    reference: str
    late_reason: str
    receipt_id: UUID | None


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """A receipt, without its content."""

    id: UUID
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """A notice given, as a page lists it."""

    version: int
    given_at: datetime
    recipient: str
    channel: str
    reference: str
    late_reason: str
    recorded_by: str
    recorded_at: datetime
    receipt: KeptReceipt | None
    notice_id: UUID | None


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """A receipt to be handed out as it came."""

    name: str
    media_type: str
    body: bytes


def add_submission(tx: Transaction, new: NewSubmission) -> tuple[UUID, str]:
    """Keep that a notice was given; only a person records it. Gives its id and its digest."""
    if tx.actor is None:
        message = "That a notice was given is recorded by a person."
        raise ValueError(message)
    row = SubmissionRow(
        id=uuid4(),
        incident_id=new.incident_id,
        notice_id=new.notice_id,
        version=new.version,
        obligation=new.obligation,
        stage=new.stage,
        audience=new.audience,
        given_at=new.given_at,
        recipient=new.recipient,
        channel=new.channel,
        reference=new.reference,
        late_reason=new.late_reason,
        receipt_id=new.receipt_id,
        recorded_at=tx.at,
        recorded_by=tx.actor.id,
        recorded_by_name=tx.actor.name,
        salt=new_salt(),
    )
    tx.session.add(row)
    tx.session.flush()
    return row.id, digest_of(submission_said(row))


def submission_said(row: SubmissionRow) -> dict[str, Plain]:
    """Give everything a row says of a notice given, with the salt that hides it once redacted."""
    return {
        "id": str(row.id),
        "notice": str(row.notice_id or ""),
        "version": row.version,
        "obligation": row.obligation,
        "stage": row.stage,
        "audience": row.audience,
        "given_at": instant(row.given_at),
        "recipient": row.recipient,
        "channel": row.channel,
        "reference": row.reference,
        "late_reason": row.late_reason,
        "receipt": str(row.receipt_id or ""),
        "recorded_at": instant(row.recorded_at),
        "recorded_by": str(row.recorded_by),
        "recorded_by_name": row.recorded_by_name,
        "salt": row.salt,
    }


def submitted(tx: Transaction, notices: Collection[UUID]) -> tuple[Submitted, ...]:
    """Give each time one of some notices was given, the earliest first."""
    return _submitted(tx, SubmissionRow.notice_id.in_(notices))


def done_for(
    tx: Transaction, incident_id: UUID, obligation: str, stage: str
) -> tuple[Submitted, ...]:
    """Give what was recorded as done for a stage without a notice, the earliest first."""
    return _submitted(
        tx,
        SubmissionRow.incident_id == incident_id,
        SubmissionRow.notice_id.is_(None),
        SubmissionRow.obligation == obligation,
        SubmissionRow.stage == stage,
    )


def _submitted(tx: Transaction, *wanted: Any) -> tuple[Submitted, ...]:  # noqa: ANN401 - conditions
    rows = tx.session.execute(
        select(SubmissionRow, ReceiptRow.name, ReceiptRow.size, ReceiptRow.sha256)
        .outerjoin(ReceiptRow, ReceiptRow.id == SubmissionRow.receipt_id)
        .where(*wanted)
        .order_by(SubmissionRow.given_at, SubmissionRow.recorded_at)
    )
    return tuple(
        Submitted(
            version=row.version or 0,
            given_at=row.given_at,
            recipient=row.recipient,
            channel=row.channel,
            reference=row.reference,
            late_reason=row.late_reason,
            recorded_by=row.recorded_by_name,
            recorded_at=row.recorded_at,
            receipt=(
                KeptReceipt(row.receipt_id, name or REDACTED, size, sha256)
                if row.receipt_id
                else None
            ),
            notice_id=row.notice_id,
        )
        for row, name, size, sha256 in rows
    )


def add_receipt(
    tx: Transaction, incident_id: UUID, file: ReceiptFile, *, sha256: str, by: UUID
) -> UUID:
    """Keep a receipt, and give its id."""
    row = ReceiptRow(
        id=uuid4(),
        incident_id=incident_id,
        name=file.name,
        media_type=file.media_type,
        size=len(file.body),
        sha256=sha256,
        body=file.body,
        added_at=tx.at,
        added_by=by,
    )
    tx.session.add(row)
    tx.session.flush()
    return row.id


def receipt_of(tx: Transaction, incident_id: UUID, receipt_id: UUID) -> ReceiptFile:
    """Give a receipt of an incident.

    Raises:
        NotFoundError: There is none of that id in this incident.
    """
    row = tx.session.scalar(
        select(ReceiptRow)
        .options(undefer(ReceiptRow.body))
        .where(ReceiptRow.id == receipt_id, ReceiptRow.incident_id == incident_id)
    )
    if row is None:
        message = "There is no such receipt in this incident."
        raise NotFoundError(message)
    if row.redacted_by is not None:
        message = f"This receipt was removed; entry {row.redacted_by} of the trail says why."
        raise NotFoundError(message)
    return ReceiptFile(row.name, row.media_type, row.body)

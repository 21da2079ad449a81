"""Reads the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from disclosure.store.models import AuditEntryRow, NoticeRow
from disclosure.trail.actions import Action
from disclosure.trail.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from disclosure.store.transactions import Transaction


def read_entry(row: Any) -> Entry:  # noqa: ANN401 - a row, or a result row with its columns
    """Read an entry from its row."""
    return Entry(
        chain=row.chain,
        seq=row.seq,
        previous=row.previous,
        at=row.at,
        actor=row.actor,
        actor_name=row.actor_name,
        action=Action(row.action),
        subject=row.subject,
        detail=row.detail,
        reason=row.reason,
        seals=row.seals,
        salts=row.salts,
    )


def latest_entries(tx: Transaction, chain: UUID | str, count: int) -> tuple[Entry, ...]:
    """Give the newest entries of a chain, the newest first."""
    rows = tx.session.scalars(
        select(AuditEntryRow)
        .where(AuditEntryRow.chain == str(chain))
        .order_by(AuditEntryRow.seq.desc())
        .limit(count)
    )
    return tuple(read_entry(row) for row in rows)


def notices_of(tx: Transaction, incident_id: UUID) -> Mapping[str, str]:
    """Give the id in the catalogue of every notice begun in an incident, by its own id."""
    rows = tx.session.execute(
        select(NoticeRow.id, NoticeRow.template).where(NoticeRow.incident_id == incident_id)
    )
    return {str(notice_id): template for notice_id, template in rows}


def whole_chain(tx: Transaction, chain: UUID | str) -> Iterator[tuple[Entry, str]]:
    """Give the entries of a chain in order, each with the digest that was stored for it."""
    rows = tx.session.scalars(
        select(AuditEntryRow)
        .where(AuditEntryRow.chain == str(chain))
        .order_by(AuditEntryRow.seq)
        .execution_options(yield_per=500)
    )
    for row in rows:
        yield read_entry(row), row.digest

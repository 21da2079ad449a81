"""Decisions not to correct a sentence that went out, as the trail holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from disclosure.facts.case import LetStand
from disclosure.store.models import AuditEntryRow
from disclosure.store.tables import by_then, table_of
from disclosure.store.trail import read_entry
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from disclosure.store.transactions import Transaction
    from disclosure.trail.entries import Entry

RELEASE, SENTENCE, VERSIONS = "release", "sentence", "versions"
"""What the detail of such an entry names."""

_ENTRY = table_of(AuditEntryRow)
_DECIDED = (
    select(_ENTRY)
    .where(
        _ENTRY.c.chain == bindparam("chain"),
        _ENTRY.c.action == str(Action.SENTENCE_LET_STAND),
        by_then(AuditEntryRow),
    )
    .order_by(_ENTRY.c.seq)
)


def let_stand_of(tx: Transaction, incident_id: UUID) -> tuple[LetStand, ...]:
    """Give what named persons decided to leave uncorrected, in one statement."""
    rows = tx.ask(_DECIDED, chain=str(incident_id), until=tx.until)
    return tuple(each for row in rows for each in _read(read_entry(row)))


def _read(entry: Entry) -> Iterator[LetStand]:
    versions = entry.detail.get(VERSIONS)
    for version in versions if isinstance(versions, list) else ():
        yield LetStand(
            release=str(entry.detail.get(RELEASE) or ""),
            sentence=str(entry.detail.get(SENTENCE) or ""),
            version=str(version),
            at=entry.at,
            by=entry.actor_name,
            why=entry.reason,
        )

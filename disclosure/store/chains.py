"""Chains as rows: the head that writers queue for, and the entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select, update

from disclosure.store.models import AuditEntryRow, ChainRow
from disclosure.store.tables import by_then, table_of
from disclosure.trail.entries import START

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.trail.entries import Entry

# Made once: to put a statement together costs more than to run it.
_CHAIN, _ENTRY = table_of(ChainRow), table_of(AuditEntryRow)
HEAD = select(_CHAIN).where(_CHAIN.c.id == bindparam("chain")).with_for_update()
BEGIN = insert(_CHAIN)
MOVE = update(_CHAIN).where(_CHAIN.c.id == bindparam("chain"))
MOVE = MOVE.values({name: bindparam(name) for name in ("seq", "digest", "at")})
ADD = insert(_ENTRY)
LAST = select(_ENTRY.c.at).where(_ENTRY.c.chain == bindparam("chain"))
LAST = LAST.where(by_then(AuditEntryRow)).order_by(_ENTRY.c.seq.desc()).limit(1)


@dataclass(slots=True)
class Head:
    """The head of a chain, which is ours until the commit.

    Attributes:
        is_new: The chain has no row yet.
        is_moved: What is kept of it is not what it is.
    """

    id: str
    seq: int = 0
    digest: str = START
    at: datetime | None = None
    is_new: bool = False
    is_moved: bool = False


def row_of(entry: Entry) -> dict[str, object]:
    """Give an entry as a row."""
    return {
        "chain": entry.chain,
        "seq": entry.seq,
        "previous": entry.previous,
        "digest": entry.digest,
        "at": entry.at,
        "actor": entry.actor,
        "actor_name": entry.actor_name,
        "action": str(entry.action),
        "subject": entry.subject,
        "detail": dict(entry.detail),
        "reason": entry.reason,
        "seals": dict(entry.seals),
        "salts": dict(entry.salts),
    }

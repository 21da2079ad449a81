"""Reads the trail as its pages show it: a page at a time, filtered, and what lies around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select, tuple_

from disclosure.store.codec import read_fact
from disclosure.store.models import AuditEntryRow, ChainRow, FactVersionRow
from disclosure.store.trail import read_entry

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from disclosure.facts.versions import FactVersion
    from disclosure.store.transactions import Transaction
    from disclosure.trail.actions import Action
    from disclosure.trail.entries import Entry


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry with the digest that is stored for it."""

    entry: Entry
    digest: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries of a chain are asked for; what is not named does not narrow.

    Attributes:
        actor: The id of a person; nothing in it for the program itself, None for anybody.
        actions: Kinds of action; none named means all.
        subject: What they are about.
        since: The first instant, aware.
        before: The first instant that no longer counts.
    """

    actor: str | None = None
    actions: frozenset[Action] = frozenset()
    subject: str = ""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """The entries around an instant.

    Attributes:
        seq: The last entry recorded by then; 0 before the first.
        at: When that was.
        earlier: The instant of the entries before that one's; None where there are none.
        later: The instant of the next entry; None where there is none yet.
    """

    seq: int = 0
    at: datetime | None = None
    earlier: datetime | None = None
    later: datetime | None = None


def count_of(tx: Transaction, chain: UUID, wanted: Wanted) -> int:
    """Count the entries asked for."""
    found = select(func.count()).select_from(AuditEntryRow).where(*_where(chain, wanted))
    return tx.session.scalar(found) or 0


def some_of(
    tx: Transaction, chain: UUID, wanted: Wanted, count: int, *, beyond: int = 0, rising: bool
) -> tuple[Kept, ...]:
    """Give entries in the order of their numbers, or in the reverse order.

    Args:
        tx: The transaction.
        chain: The chain.
        wanted: Which of its entries.
        count: How many at most.
        beyond: The number after which they begin, in that order; 0 for the beginning.
        rising: Begin with the oldest.
    """
    seq = AuditEntryRow.seq
    found = select(AuditEntryRow).where(*_where(chain, wanted)).limit(count)
    if beyond:
        found = found.where(seq > beyond if rising else seq < beyond)
    rows = tx.session.scalars(found.order_by(seq if rising else seq.desc()))
    return tuple(Kept(read_entry(row), row.digest) for row in rows)


def _where(chain: UUID, wanted: Wanted) -> list[Any]:
    found: list[Any] = [AuditEntryRow.chain == str(chain)]
    if wanted.actor is not None:
        found.append(AuditEntryRow.actor == wanted.actor)
    if wanted.actions:
        found.append(AuditEntryRow.action.in_(sorted(map(str, wanted.actions))))
    if wanted.subject:
        found.append(AuditEntryRow.subject == wanted.subject)
    if wanted.since:
        found.append(AuditEntryRow.at >= wanted.since)
    if wanted.before:
        found.append(AuditEntryRow.at < wanted.before)
    return found


def people_of(tx: Transaction, chain: UUID) -> tuple[tuple[str, str], ...]:
    """Give whoever has an entry in a chain, id and name, by name; no id for the program."""
    name = func.max(AuditEntryRow.actor_name).label("name")
    rows = tx.session.execute(
        select(AuditEntryRow.actor, name)
        .where(AuditEntryRow.chain == str(chain))
        .group_by(AuditEntryRow.actor)
        .order_by(name)
    )
    return tuple((actor, shown or "") for actor, shown in rows)


def subjects_of(tx: Transaction, chain: UUID) -> tuple[str, ...]:
    """Give everything the entries of a chain are about, once each, in the order it came up."""
    first = func.min(AuditEntryRow.seq)
    rows = tx.session.scalars(
        select(AuditEntryRow.subject)
        .where(AuditEntryRow.chain == str(chain))
        .group_by(AuditEntryRow.subject)
        .order_by(first)
    )
    return tuple(subject for subject in rows if subject)


def doings_of(tx: Transaction, chain: UUID, actions: Collection[Action]) -> tuple[Entry, ...]:
    """Give every entry of some kinds in a chain, in order."""
    rows = tx.session.scalars(
        select(AuditEntryRow)
        .where(
            AuditEntryRow.chain == str(chain),
            AuditEntryRow.action.in_(sorted(map(str, actions))),
        )
        .order_by(AuditEntryRow.seq)
    )
    return tuple(read_entry(row) for row in rows)


def head_of(tx: Transaction, chain: UUID) -> tuple[int, str]:
    """Give the number and the digest of the last entry of a chain."""
    found = tx.session.execute(
        select(ChainRow.seq, ChainRow.digest).where(ChainRow.id == str(chain))
    ).one_or_none()
    return (found[0], found[1]) if found else (0, "")


def around(tx: Transaction, chain: UUID, at: datetime) -> Around:
    """Give the entries around an instant: the last one by then, and the instants to step to."""
    entry = AuditEntryRow
    mine = entry.chain == str(chain)
    last = tx.session.execute(
        select(entry.seq, entry.at).where(mine, entry.at <= at).order_by(entry.seq.desc()).limit(1)
    ).one_or_none()
    seq, when = last or (0, None)
    of_before, of_after = entry.at < when if when else entry.seq == 0, entry.at > at
    steps = select(func.max(entry.at).filter(of_before), func.min(entry.at).filter(of_after)).where(
        mine
    )
    earlier, later = tx.session.execute(steps).one()
    return Around(seq, when, earlier, later)


def versions_named(
    tx: Transaction, incident_id: UUID, names: Collection[tuple[str, int]]
) -> Mapping[tuple[str, int], FactVersion]:
    """Give versions of facts by key and number, in one statement."""
    if not names:
        return {}
    keys = {key for key, _ in names}
    rows = tx.session.scalars(
        select(FactVersionRow).where(
            FactVersionRow.incident_id == incident_id,
            or_(
                tuple_(FactVersionRow.key, FactVersionRow.number).in_(sorted(names)),
                # An entry taken back says nothing any more; its first version names it.
                (FactVersionRow.number == 1) & FactVersionRow.key.in_(sorted(keys)),
            ),
        )
    )
    return {(row.key, row.number): read_fact(row) for row in rows}

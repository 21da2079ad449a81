"""Versions of facts as rows, the order of entries, and typing in progress."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select

from disclosure.store.codec import fact_row
from disclosure.store.models import EntryOrderRow, FactVersionRow, TypingRow
from disclosure.store.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from disclosure.facts.versions import FactVersion
    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transaction


def add_versions(
    tx: Transaction, incident_id: UUID, versions: Sequence[FactVersion], person: Person
) -> tuple[str, ...]:
    """Add versions; a key keeps the place it was first given. Gives the digest of each."""
    places = {row.key: row.place for row in tx.ask(_PLACES, incident=incident_id)}
    following = max(places.values(), default=0) + 1
    rows = []
    for version in versions:
        if version.key not in places:
            places[version.key] = following
            following += 1
        row = fact_row(
            version,
            incident_id=incident_id,
            person_id=person.id,
            position=places[version.key],
        )
        rows.append(row)
    tx.put(FactVersionRow, [{c.key: getattr(row, c.key) for c in _FACT.c} for row in rows])
    return tuple(row.digest for row in rows)


# A key keeps its place, so that one of its versions says it.
_FACT, _TYPING = table_of(FactVersionRow), table_of(TypingRow)
_PLACES = (
    select(_FACT.c.key, func.min(_FACT.c.position).label("place"))
    .where(_FACT.c.incident_id == bindparam("incident"))
    .group_by(_FACT.c.key)
)
_FORGET = delete(_TYPING).where(
    _TYPING.c.person_id == bindparam("person"), _TYPING.c.path == bindparam("page")
)


def add_order(tx: Transaction, incident_id: UUID, record: str, keys: Sequence[str]) -> int:
    """Add an order of a record's entries, and give its number."""
    last = tx.session.scalar(
        select(func.max(EntryOrderRow.number)).where(
            EntryOrderRow.incident_id == incident_id, EntryOrderRow.record == record
        )
    )
    number = (last or 0) + 1
    tx.session.add(
        EntryOrderRow(
            incident_id=incident_id,
            record=record,
            number=number,
            keys=list(keys),
            recorded_at=tx.at,
        )
    )
    return number


# ---- Typing in progress --------------------------------------------------------------------


def keep_typing(
    tx: Transaction, person: Person, path: str, fields: Mapping[str, object]
) -> datetime:
    """Keep what somebody is typing on a page, in place of what was kept before."""
    tx.session.merge(TypingRow(person_id=person.id, path=path, fields=dict(fields), at=tx.at))
    return tx.at


def typing(tx: Transaction, person: Person, path: str) -> tuple[dict[str, object], datetime] | None:
    """Give what somebody was typing on a page, and when."""
    row = tx.session.get(TypingRow, (person.id, path))
    return (row.fields, row.at) if row else None


def typed_at(tx: Transaction, person: Person, paths: Collection[str]) -> dict[str, datetime]:
    """Give on which of some pages somebody was typing, and when."""
    rows = select(TypingRow.path, TypingRow.at).where(
        TypingRow.person_id == person.id, TypingRow.path.in_(paths)
    )
    return {row.path: row.at for row in tx.session.execute(rows)}


def clear_typing(tx: Transaction, person: Person, path: str) -> None:
    """Forget what was being typed on a page: it is recorded, or was thrown away."""
    tx.ask(_FORGET, person=person.id, page=path)

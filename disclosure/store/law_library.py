"""The law libraries an installation ran with: what each said, what changed, what it touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import defer

from disclosure.store.models import AuditEntryRow, IncidentRow, LawLibraryRow, TeamRow
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transaction


def latest_library(tx: Transaction) -> LawLibraryRow | None:
    """Give the library the installation last ran with."""
    return tx.session.scalars(
        select(LawLibraryRow).order_by(LawLibraryRow.number.desc()).limit(1)
    ).one_or_none()


def libraries(tx: Transaction, count: int) -> tuple[LawLibraryRow, ...]:
    """Give the libraries the installation ran with, the newest first."""
    return tuple(
        tx.session.scalars(
            select(LawLibraryRow)
            .options(defer(LawLibraryRow.content, raiseload=True))
            .order_by(LawLibraryRow.number.desc())
            .limit(count)
        )
    )


def add_library(
    tx: Transaction,
    number: int,
    content: Mapping[str, Any],
    changes: Sequence[Mapping[str, Any]],
    touched: Mapping[str, Sequence[Mapping[str, Any]]],
) -> None:
    """Remember a library.

    Args:
        tx: The transaction.
        number: 1 for the first, and on from there.
        content: The snapshot, as plain data.
        changes: What changed since the one before it.
        touched: By the id of each open incident: the deadlines of the duties it touches.
    """
    tx.session.add(
        LawLibraryRow(
            number=number,
            digest=str(content["digest"]),
            noted_at=tx.at,
            content=dict(content),
            changes=[dict(change) for change in changes],
            touched={key: [dict(each) for each in value] for key, value in touched.items()},
        )
    )


def open_incidents(tx: Transaction) -> tuple[UUID, ...]:
    """Give the id of every open incident, for the program's own work."""
    return tuple(
        tx.session.scalars(
            select(IncidentRow.id)
            .where(IncidentRow.closed_at.is_(None))
            .order_by(IncidentRow.opened_at)
        )
    )


def was_told(tx: Transaction, incident_id: UUID, subject: str) -> bool:
    """Say whether the trail of an incident names a change of the library."""
    found = tx.session.scalar(
        select(
            exists().where(
                AuditEntryRow.chain == str(incident_id),
                AuditEntryRow.action == str(Action.LIBRARY_CHANGED),
                AuditEntryRow.subject == subject,
            )
        )
    )
    return bool(found)


def titles_for(tx: Transaction, person: Person) -> dict[UUID, str]:
    """Give the titles of the incidents somebody is on the team of, by id."""
    rows = tx.session.execute(
        select(IncidentRow.id, IncidentRow.title)
        .join(TeamRow, TeamRow.incident_id == IncidentRow.id)
        .where(TeamRow.person_id == person.id)
    )
    return {row.id: row.title for row in rows}

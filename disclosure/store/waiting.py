"""The texts at work in every open incident somebody may see, for the list of what waits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from disclosure.store.models import AuditEntryRow, IncidentRow, NoticeRow, TeamRow
from disclosure.store.trail import read_entry

if TYPE_CHECKING:
    from collections.abc import Collection

    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transaction
    from disclosure.trail.actions import Action
    from disclosure.trail.entries import Entry


@dataclass(frozen=True, slots=True)
class AtWork:
    """The last series of a notice, with what the trail says of it."""

    incident_id: UUID
    incident_title: str
    zone: ZoneInfo
    template: str
    entries: tuple[Entry, ...]


def texts_at_work(
    tx: Transaction, person: Person, actions: Collection[Action]
) -> tuple[AtWork, ...]:
    """Give them in two statements, whatever the number of incidents.

    Args:
        tx: The transaction.
        person: Who looks.
        actions: What is read of the trail.
    """
    rows = tx.session.execute(
        select(NoticeRow, IncidentRow.title, IncidentRow.zone)
        .join(IncidentRow, IncidentRow.id == NoticeRow.incident_id)
        .join(TeamRow, TeamRow.incident_id == IncidentRow.id)
        .where(TeamRow.person_id == person.id, IncidentRow.closed_at.is_(None))
        .order_by(IncidentRow.opened_at, NoticeRow.begun_at, NoticeRow.series)
    ).all()
    last = {(row.NoticeRow.incident_id, row.NoticeRow.template): row for row in rows}
    entries = _entries(tx, {str(incident) for incident, _ in last}, actions)
    return tuple(
        AtWork(
            incident_id,
            row.title,
            ZoneInfo(row.zone),
            template,
            tuple(entries[str(row.NoticeRow.id)]),
        )
        for (incident_id, template), row in last.items()
    )


def _entries(
    tx: Transaction, chains: Collection[str], actions: Collection[Action]
) -> dict[str, list[Entry]]:
    wanted = [str(action) for action in actions]
    rows = tx.session.scalars(
        select(AuditEntryRow)
        .where(AuditEntryRow.chain.in_(sorted(chains)), AuditEntryRow.action.in_(wanted))
        .order_by(AuditEntryRow.chain, AuditEntryRow.seq)
    )
    found: dict[str, list[Entry]] = defaultdict(list)
    for row in rows:
        found[row.subject].append(read_entry(row))
    return found

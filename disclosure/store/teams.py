"""Writes incidents and their teams, and remembers what was done once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update

from disclosure.facts.instants import LONDON
from disclosure.problems import RuleError
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.store.models import IncidentRow, OnceRow, OrganisationRow, PersonRow, TeamRow
from disclosure.store.tables import table_of

if TYPE_CHECKING:
    from disclosure.store.transactions import Transaction


def person_of(row: Any) -> Person:  # noqa: ANN401 - a row, or a result row with its columns
    """Read a person from the row."""
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        roles=frozenset(Role(each) for each in row.roles),
        capacities=frozenset(Capacity(each) for each in row.capacities),
    )


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What an incident needs to begin with."""

    id: UUID
    title: str
    organisation_id: UUID


def add_incident(tx: Transaction, new: NewIncident, person: Person) -> None:
    """Add an incident; whoever opens it is its team."""
    said = {
        "id": new.id,
        "organisation_id": new.organisation_id,
        "title": new.title,
        "opened_at": tx.at,
        "opened_by": person.id,
        "law_as_of": None,
        "zone": LONDON.key,
        "closed_at": None,
    }
    tx.begin_chain(new.id)
    tx.put(IncidentRow, [said])
    tx.put(TeamRow, [{"incident_id": new.id, "person_id": person.id, "since": tx.at}])


def only_organisation(tx: Transaction) -> UUID:
    """Give the organisation where there is just one.

    Raises:
        RuleError: There are several, and somebody has to choose.
    """
    found = tx.session.scalars(select(OrganisationRow.id).limit(2)).all()
    if len(found) != 1:
        message = "There are several organisations. Choose the one the incident happened to."
        raise RuleError("which-organisation", message)
    return found[0]


def set_title(tx: Transaction, incident_id: UUID, title: str) -> None:
    """Give an incident another title."""
    tx.session.execute(update(IncidentRow).where(IncidentRow.id == incident_id).values(title=title))


# ---- Teams -------------------------------------------------------------------------------


def team_of(tx: Transaction, incident_id: UUID) -> tuple[Person, ...]:
    """Give the people on an incident's team, by name."""
    rows = tx.session.scalars(
        select(PersonRow)
        .join(TeamRow, TeamRow.person_id == PersonRow.id)
        .where(TeamRow.incident_id == incident_id)
        .order_by(PersonRow.name)
    )
    return tuple(person_of(row) for row in rows)


def active_team_of(tx: Transaction, incident_id: UUID) -> tuple[Person, ...]:
    """Give the people on an incident's team who can sign in, by name."""
    return tuple(person_of(row) for row in tx.ask(_ACTIVE_TEAM, incident=incident_id))


_PERSON, _TEAM = table_of(PersonRow), table_of(TeamRow)
_ACTIVE_TEAM = (
    select(_PERSON)
    .join(_TEAM, _TEAM.c.person_id == _PERSON.c.id)
    .where(_TEAM.c.incident_id == bindparam("incident"), _PERSON.c.disabled_at.is_(None))
    .order_by(_PERSON.c.name)
)


def people_beside(tx: Transaction, incident_id: UUID) -> tuple[Person, ...]:
    """Give the people who can sign in and are not on a team, by name."""
    on_team = select(TeamRow.person_id).where(TeamRow.incident_id == incident_id)
    rows = tx.session.scalars(
        select(PersonRow)
        .where(PersonRow.disabled_at.is_(None), PersonRow.id.not_in(on_team))
        .order_by(PersonRow.name)
    )
    return tuple(person_of(row) for row in rows)


def active_person(tx: Transaction, person_id: UUID) -> Person | None:
    """Give somebody who can sign in, or None."""
    row = tx.session.get(PersonRow, person_id)
    return person_of(row) if row and row.disabled_at is None else None


def join_team(tx: Transaction, incident_id: UUID, person_id: UUID) -> bool:
    """Put somebody on a team; say whether they were not on it before."""
    if tx.session.get(TeamRow, (incident_id, person_id)) is not None:
        return False
    tx.session.add(TeamRow(incident_id=incident_id, person_id=person_id, since=tx.at))
    return True


def leave_team(tx: Transaction, incident_id: UUID, person_id: UUID) -> None:
    """Take somebody off a team."""
    tx.session.execute(
        delete(TeamRow).where(TeamRow.incident_id == incident_id, TeamRow.person_id == person_id)
    )


# ---- Once --------------------------------------------------------------------------------


def outcome_of(tx: Transaction, token: str, person: Person) -> str:
    """Give what came of a form that was sent before, or nothing."""
    row = tx.ask(_ONCE, token=token).one_or_none() if token else None
    return row.outcome if row and row.person_id == person.id else ""


_ONCE = select(table_of(OnceRow)).where(table_of(OnceRow).c.token == bindparam("token"))


def remember_outcome(tx: Transaction, token: str, person: Person, outcome: str) -> None:
    """Remember what came of a form, so that sending it twice does it once."""
    if token:
        said = {"token": token, "person_id": person.id, "outcome": outcome, "at": tx.at}
        tx.put(OnceRow, [said])


def first_outcome(tx: Transaction, token: str, person: Person, outcome: str) -> str:
    """Remember what will come of a form, and give what came of it where it was sent before.

    The same form sent twice at once: the second waits here for the first to commit, and for
    nobody else.
    """
    if not token:
        return ""
    said = {"token": token, "person_id": person.id, "outcome": outcome, "at": tx.at}
    return "" if tx.put_unless_there(OnceRow, said) else outcome_of(tx, token, person)

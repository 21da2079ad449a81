"""Organisations: each version of what is true of one; versions are only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import bindparam, exists, func, select, update

from disclosure.problems import NotFoundError
from disclosure.signoff.people import Role
from disclosure.store.codec import plain_organisation, read_organisation
from disclosure.store.models import (
    IncidentRow,
    OrganisationRow,
    OrganisationVersionRow,
    PersonRow,
    TeamRow,
)
from disclosure.store.tables import table_of

if TYPE_CHECKING:
    from disclosure.facts.case import Organisation
    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transaction


def organisations(tx: Transaction) -> tuple[OrganisationRow, ...]:
    """Give the organisations, in the order they were added."""
    return tuple(
        tx.session.scalars(
            select(OrganisationRow).order_by(OrganisationRow.added_at, OrganisationRow.name)
        )
    )


def add_organisation(tx: Transaction, organisation: Organisation) -> UUID:
    """Add an organisation and its first version."""
    made = uuid4()
    tx.session.add(OrganisationRow(id=made, name=organisation.name, added_at=tx.at))
    tx.session.flush()
    add_version(tx, made, 1, organisation)
    return made


def add_version(
    tx: Transaction, organisation_id: UUID, number: int, organisation: Organisation
) -> None:
    """Add a version of what is true of an organisation; its name follows."""
    tx.session.add(
        OrganisationVersionRow(
            organisation_id=organisation_id,
            number=number,
            recorded_at=tx.at,
            recorded_by=tx.actor.id if tx.actor else None,
            content=plain_organisation(organisation),
        )
    )
    tx.session.execute(
        update(OrganisationRow)
        .where(OrganisationRow.id == organisation_id)
        .values(name=organisation.name)
    )


def latest_version(tx: Transaction, organisation_id: UUID) -> tuple[OrganisationVersionRow, str]:
    """Give the latest version, and the name of who recorded it.

    Raises:
        NotFoundError: There is no such organisation.
    """
    found = tx.session.execute(
        select(OrganisationVersionRow, PersonRow.name)
        .outerjoin(PersonRow, PersonRow.id == OrganisationVersionRow.recorded_by)
        .where(OrganisationVersionRow.organisation_id == organisation_id)
        .order_by(OrganisationVersionRow.number.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        raise NotFoundError("There is no such organisation.")
    return found[0], found[1] or ""


def version_of(
    tx: Transaction, organisation_id: UUID, number: int
) -> OrganisationVersionRow | None:
    """Give a version by its number, if there is one."""
    row = OrganisationVersionRow
    return tx.session.scalars(
        select(row).where(row.organisation_id == organisation_id, row.number == number)
    ).one_or_none()


def latest_contents(tx: Transaction) -> dict[UUID, Organisation]:
    """Give what is true of every organisation, by its id."""
    version = OrganisationVersionRow
    last = (
        select(version.organisation_id, func.max(version.number).label("number"))
        .group_by(version.organisation_id)
        .subquery()
    )
    rows = tx.session.scalars(
        select(version).join(
            last,
            (version.organisation_id == last.c.organisation_id) & (version.number == last.c.number),
        )
    )
    return {row.organisation_id: read_organisation(row.content) for row in rows}


def choosable(tx: Transaction, person: Person) -> frozenset[UUID]:
    """Give the organisations somebody may open an incident for.

    All of them for an owner, the only one for everybody; else those of their own incidents.
    """
    every = frozenset(tx.session.scalars(select(OrganisationRow.id)))
    if Role.OWNER in person.roles or len(every) == 1:
        return every
    return frozenset(
        tx.session.scalars(
            select(IncidentRow.organisation_id)
            .join(TeamRow, TeamRow.incident_id == IncidentRow.id)
            .where(TeamRow.person_id == person.id)
        )
    )


def may_choose(tx: Transaction, person: Person, organisation_id: UUID) -> bool:
    """Say whether somebody may open an incident for an organisation, in one statement."""
    found = tx.ask(_CHOICE, organisation=organisation_id, person=person.id).one()
    is_theirs = Role.OWNER in person.roles or found.total == 1 or found.is_on_team
    return bool(found.is_there and is_theirs)


def newest_number(tx: Transaction, organisation_id: UUID) -> int:
    """Give the number of the newest version of an organisation; 0 where there is none."""
    return tx.ask(_NEWEST, organisation=organisation_id).scalar() or 0


_ORGANISATION, _VERSION = table_of(OrganisationRow), table_of(OrganisationVersionRow)
_INCIDENT, _TEAM = table_of(IncidentRow), table_of(TeamRow)
_CHOICE = select(
    select(func.count()).select_from(_ORGANISATION).scalar_subquery().label("total"),
    exists().where(_ORGANISATION.c.id == bindparam("organisation")).label("is_there"),
    exists()
    .where(
        _INCIDENT.c.organisation_id == bindparam("organisation"),
        _TEAM.c.incident_id == _INCIDENT.c.id,
        _TEAM.c.person_id == bindparam("person"),
    )
    .label("is_on_team"),
)
_NEWEST = select(func.max(_VERSION.c.number)).where(
    _VERSION.c.organisation_id == bindparam("organisation")
)


def incidents_of_organisation(tx: Transaction, organisation_id: UUID) -> tuple[UUID, ...]:
    """Give every open incident of an organisation."""
    return tuple(
        tx.session.scalars(
            select(IncidentRow.id)
            .where(IncidentRow.organisation_id == organisation_id, IncidentRow.closed_at.is_(None))
            .order_by(IncidentRow.opened_at)
        )
    )


def is_on_a_team(tx: Transaction, person_id: UUID, organisation_id: UUID) -> bool:
    """Say whether somebody is on the team of an incident of an organisation, open or closed."""
    found = tx.session.scalar(
        select(
            exists()
            .where(IncidentRow.organisation_id == organisation_id)
            .where(TeamRow.incident_id == IncidentRow.id)
            .where(TeamRow.person_id == person_id)
        )
    )
    return bool(found)

"""People, their one-time links, sessions, failed sign-ins and parked forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select, update

from disclosure.problems import NotFoundError
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.store.models import (
    LoginRow,
    OneTimeLinkRow,
    ParkedFormRow,
    PersonRow,
    ThrottleRow,
)
from disclosure.store.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from disclosure.store.transactions import Transaction


def as_person(row: Any) -> Person:  # noqa: ANN401 - a row, or a result row with its columns
    """Give a row as the person the rules compute with."""
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        roles=frozenset(Role(role) for role in row.roles),
        capacities=frozenset(Capacity(capacity) for capacity in row.capacities),
    )


def everybody(tx: Transaction) -> tuple[PersonRow, ...]:
    """Give everybody, by name; the disabled too."""
    return tuple(tx.session.scalars(select(PersonRow).order_by(PersonRow.name, PersonRow.email)))


def person_row(tx: Transaction, person_id: UUID) -> PersonRow:
    """Give somebody.

    Raises:
        NotFoundError: There is nobody of that id.
    """
    row = tx.session.get(PersonRow, person_id)
    if row is None:
        raise NotFoundError("There is no such person.")
    return row


def person_with_email(tx: Transaction, email: str) -> PersonRow | None:
    """Give whoever signs in with an address, which is kept in lower case."""
    return tx.session.scalars(select(PersonRow).where(PersonRow.email == email)).one_or_none()


def owners(tx: Transaction) -> tuple[PersonRow, ...]:
    """Give the owners who can still sign in."""
    return tuple(
        row for row in everybody(tx) if row.disabled_at is None and Role.OWNER in row.roles
    )


# ---- Links -------------------------------------------------------------------------------


def link(tx: Transaction, digest: str) -> OneTimeLinkRow:
    """Give a one-time link.

    Raises:
        NotFoundError: There is none of that digest.
    """
    row = tx.session.get(OneTimeLinkRow, digest)
    if row is None:
        raise NotFoundError("There is no such link.")
    return row


def open_links(tx: Transaction, kind: str) -> tuple[OneTimeLinkRow, ...]:
    """Give the links of a kind that were neither used nor revoked, the newest first."""
    return tuple(
        tx.session.scalars(
            select(OneTimeLinkRow)
            .where(
                OneTimeLinkRow.kind == kind,
                OneTimeLinkRow.used_at.is_(None),
                OneTimeLinkRow.revoked_at.is_(None),
            )
            .order_by(OneTimeLinkRow.made_at.desc())
        )
    )


def revoke_links(tx: Transaction, links: Iterable[OneTimeLinkRow]) -> None:
    """Make links useless from now on."""
    for row in links:
        row.revoked_at = tx.at


# ---- Sessions ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Login:
    """A session as it is kept, with whose it is."""

    started_at: datetime
    seen_at: datetime
    revoked_at: datetime | None
    person: Person
    disabled_at: datetime | None


def login_of(tx: Transaction, digest: str) -> Login | None:
    """Give a session and whose it is, in one statement."""
    row = tx.ask(_OPENED, digest=digest).one_or_none()
    if row is None:
        return None
    return Login(row.started_at, row.seen_at, row.revoked_at, as_person(row), row.disabled_at)


_LOGIN, _PERSON = table_of(LoginRow), table_of(PersonRow)
_OPENED = (
    select(_PERSON, _LOGIN.c.started_at, _LOGIN.c.seen_at, _LOGIN.c.revoked_at)
    .join(_LOGIN, _PERSON.c.id == _LOGIN.c.person_id)
    .where(_LOGIN.c.digest == bindparam("digest"))
)


def see_login(tx: Transaction, digest: str) -> None:
    """Note that a session was used."""
    tx.session.execute(update(LoginRow).where(LoginRow.digest == digest).values(seen_at=tx.at))


def revoke_login(tx: Transaction, digest: str) -> None:
    """End one session."""
    tx.session.execute(
        update(LoginRow)
        .where(LoginRow.digest == digest, LoginRow.revoked_at.is_(None))
        .values(revoked_at=tx.at)
    )


def revoke_logins(tx: Transaction, person_id: UUID, *, keep: str = "") -> int:
    """End every session of somebody, save one; give how many ended."""
    ended = tx.session.scalars(
        update(LoginRow)
        .where(
            LoginRow.person_id == person_id,
            LoginRow.digest != keep,
            LoginRow.revoked_at.is_(None),
        )
        .values(revoked_at=tx.at)
        .returning(LoginRow.digest)
    )
    return len(ended.all())


def forget_logins(tx: Transaction, before: datetime) -> None:
    """Delete sessions that began before an instant, when none of them can still be open."""
    tx.session.execute(delete(LoginRow).where(LoginRow.started_at < before))


# ---- Failed sign-ins ---------------------------------------------------------------------


def throttles(tx: Transaction, keys: Iterable[str]) -> dict[str, ThrottleRow]:
    """Give the counters of failed sign-ins, by key; a key without one is left out."""
    rows = tx.session.scalars(select(ThrottleRow).where(ThrottleRow.key.in_(tuple(keys))))
    return {row.key: row for row in rows}


def forget_throttles(tx: Transaction, before: datetime) -> None:
    """Delete counters last touched before an instant."""
    tx.session.execute(delete(ThrottleRow).where(ThrottleRow.last_at < before))


# ---- Parked forms ------------------------------------------------------------------------


def parked_form(tx: Transaction, digest: str, person_id: UUID) -> ParkedFormRow | None:
    """Give a parked form to its author only."""
    row = tx.session.get(ParkedFormRow, digest)
    return row if row is not None and row.person_id == person_id else None


def parked_forms(tx: Transaction, person_id: UUID, since: datetime) -> tuple[ParkedFormRow, ...]:
    """Give somebody's parked forms, the newest first."""
    return tuple(
        tx.session.scalars(
            select(ParkedFormRow)
            .where(ParkedFormRow.person_id == person_id, ParkedFormRow.at >= since)
            .order_by(ParkedFormRow.at.desc())
        )
    )


def drop_parked(tx: Transaction, digest: str, person_id: UUID) -> None:
    """Delete a parked form of somebody."""
    tx.session.execute(
        delete(ParkedFormRow).where(
            ParkedFormRow.digest == digest, ParkedFormRow.person_id == person_id
        )
    )


def forget_parked(tx: Transaction, before: datetime) -> None:
    """Delete parked forms from before an instant."""
    tx.session.execute(delete(ParkedFormRow).where(ParkedFormRow.at < before))

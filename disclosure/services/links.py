"""Links that work once: for the first owner, for somebody invited, for a new password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from disclosure.problems import InvalidInputError, NotFoundError, Problem, RuleError
from disclosure.services.newcomers import Newcomer, about, claim_as_owner, must_own
from disclosure.services.sign_in import (
    SignedIn,
    check_password,
    digest_of,
    new_token,
    start_session,
)
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.store import people as store
from disclosure.store.incidents import incident_for
from disclosure.store.models import OneTimeLinkRow, PersonRow
from disclosure.store.teams import active_team_of, join_team
from disclosure.trail.actions import INSTALLATION, Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from disclosure.services.passwords import Passwords
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.trail.entries import Plain

OWNER, INVITATION, PASSWORD = "owner", "invitation", "password"
LASTS = {
    OWNER: timedelta(hours=24),
    INVITATION: timedelta(days=7),
    PASSWORD: timedelta(hours=24),
}
FIRST_ROLES = frozenset({Role.OWNER, Role.RECORDER, Role.DRAFTER})


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link that still works, as its page shows it.

    Attributes:
        kind: owner · invitation · password.
        id: Its digest, by which owners name it; the token cannot be had from it.
    """

    id: str
    kind: str
    name: str
    email: str
    roles: frozenset[Role]
    capacities: frozenset[Capacity]
    made_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A new link; the token is shown once and kept nowhere."""

    token: str
    link: Link


@dataclass(frozen=True, slots=True)
class Links:
    """Makes one-time links and lets each be used once.

    Attributes:
        add_organisation: Adds the organisation the first owner names, within the transaction.
    """

    transactions: Transactions
    passwords: Passwords
    add_organisation: Callable[[Transaction, str], UUID]

    # ---- Making ----------------------------------------------------------------------

    def first_owner_link(self) -> str | None:
        """Give the token of a new link for the first owner, or None when there is an owner.

        Every earlier one stops working: a link in an old terminal must open nothing.
        """
        with self.transactions.begin(None) as tx:
            tx.claim(INSTALLATION)
            if store.owners(tx):
                return None
            store.revoke_links(tx, store.open_links(tx, OWNER))
            made = _make(tx, OWNER)
            tx.record(Action.OWNER_LINK_MADE, chain=INSTALLATION, detail=_until(made))
        return made.token

    def invite(self, by: Person, newcomer: Newcomer, *, incidents: Iterable[UUID] = ()) -> MadeLink:
        """Invite somebody; an earlier invitation to the same address stops working.

        Args:
            by: An owner.
            newcomer: Who, and what they may do.
            incidents: The incidents whose teams they join with it; the owner is on each of them.

        Raises:
            ForbiddenError: Only owners invite.
            InvalidInputError: Something is not taken; says what, by field.
            NotFoundError: One of the incidents is not theirs to see.
        """
        must_own(by)
        wanted = newcomer.checked()
        with self.transactions.begin(by) as tx:
            claim_as_owner(tx, by)
            held = store.person_with_email(tx, wanted.email)
            if held is not None:
                message = f"{held.name} already has an account with this address."
                raise InvalidInputError([Problem("", "email", message)])
            earlier = [r for r in store.open_links(tx, INVITATION) if r.email == wanted.email]
            store.revoke_links(tx, earlier)
            teams = [str(incident_for(tx, by, each).id) for each in incidents]
            made = _make(tx, INVITATION, wanted, teams=teams)
            tx.record(
                Action.PERSON_INVITED,
                chain=INSTALLATION,
                subject=wanted.email,
                detail={**about(wanted.roles, wanted.capacities), **_until(made)},
            )
        return made

    def revoke(self, by: Person, link_id: str) -> None:
        """Take an invitation back.

        Raises:
            NotFoundError: There is no such invitation.
            RuleError: It was used already.
        """
        must_own(by)
        with self.transactions.begin(by) as tx:
            claim_as_owner(tx, by)
            row = store.link(tx, link_id)
            if row.kind != INVITATION:
                raise NotFoundError("There is no such link.")
            if row.used_at is not None:
                message = f"{row.name} has already joined. Disable the account instead."
                raise RuleError("link-used", message)
            if row.revoked_at is None:
                store.revoke_links(tx, [row])
                tx.record(Action.INVITATION_REVOKED, chain=INSTALLATION, subject=row.email)

    def password_link(self, by: Person, person_id: UUID) -> MadeLink:
        """Make a link with which somebody sets a new password, to hand over by any way.

        Raises:
            ForbiddenError: Only owners do this.
            NotFoundError: There is no such person.
            RuleError: The account is disabled.
        """
        must_own(by)
        with self.transactions.begin(by) as tx:
            claim_as_owner(tx, by)
            row = store.person_row(tx, person_id)
            if row.disabled_at is not None:
                message = f"The account of {row.name} is disabled. Enable it first."
                raise RuleError("account-disabled", message)
            store.revoke_links(
                tx, [r for r in store.open_links(tx, PASSWORD) if r.person_id == person_id]
            )
            made = _make(tx, PASSWORD, Newcomer(row.name, row.email), person_id=row.id)
            tx.record(
                Action.PASSWORD_LINK_MADE,
                chain=INSTALLATION,
                subject=person_id,
                detail=_until(made),
            )
        return made

    # ---- Looking ---------------------------------------------------------------------

    def open(self, token: str, kind: str) -> Link:
        """Give a link that still works.

        Raises:
            NotFoundError: There is no such link.
            RuleError: It was used, was withdrawn, or has run out; says which.
        """
        with self.transactions.read() as tx:
            return _as_link(_usable(tx, token, kind))

    def invitations(self, by: Person) -> tuple[Link, ...]:
        """Give the invitations nobody has used yet; those that ran out too."""
        must_own(by)
        with self.transactions.read() as tx:
            return tuple(_as_link(row) for row in store.open_links(tx, INVITATION))

    # ---- Using -----------------------------------------------------------------------

    def become_owner(
        self, token: str, newcomer: Newcomer, *, password: str, organisation: str
    ) -> SignedIn:
        """Make the first owner and the organisation, and sign the owner in.

        Raises:
            InvalidInputError: Something is not taken; says what, by field.
            NotFoundError: There is no such link.
            RuleError: The link works no more.
        """
        self.open(token, OWNER)
        roles = newcomer.roles | FIRST_ROLES
        wanted = Newcomer(newcomer.name, newcomer.email, roles, newcomer.capacities).checked()
        check_password(self.passwords, password, wanted.email, wanted.name, organisation)
        kept = self.passwords.hash(password)
        person = Person(uuid4(), wanted.name, wanted.email, wanted.roles, wanted.capacities)
        with self.transactions.begin(person) as tx:
            tx.claim(INSTALLATION)
            if store.owners(tx):
                raise RuleError("link-used", "There is an owner already. Sign in.")
            self._use(tx, _usable(tx, token, OWNER), person, kept)
            self.add_organisation(tx, organisation)
            return SignedIn(start_session(tx, person.id), person)

    def join(self, token: str, *, password: str) -> SignedIn:
        """Take up an invitation, and sign the newcomer in.

        Raises:
            InvalidInputError: The password is not taken; says why.
            NotFoundError: There is no such link.
            RuleError: The link works no more.
        """
        link = self.open(token, INVITATION)
        check_password(self.passwords, password, link.email, link.name)
        kept = self.passwords.hash(password)
        person = Person(uuid4(), link.name, link.email, link.roles, link.capacities)
        with self.transactions.begin(person) as tx:
            tx.claim(INSTALLATION)
            row = _usable(tx, token, INVITATION)
            self._use(tx, row, person, kept)
            _join_teams(tx, row, person)
            return SignedIn(start_session(tx, person.id), person)

    def set_password(self, token: str, *, password: str) -> SignedIn:
        """Set a new password; every session of the person ends, and a new one begins.

        Raises:
            InvalidInputError: The password is not taken; says why.
            NotFoundError: There is no such link.
            RuleError: The link works no more.
        """
        link = self.open(token, PASSWORD)
        check_password(self.passwords, password, link.email, link.name)
        kept = self.passwords.hash(password)
        with self.transactions.read() as tx:
            person = store.as_person(_owner_of(tx, _usable(tx, token, PASSWORD)))
        with self.transactions.begin(person) as tx:
            tx.claim(INSTALLATION)
            used = _usable(tx, token, PASSWORD)
            row = _owner_of(tx, used)
            used.used_at, row.password_hash = tx.at, kept
            ended = store.revoke_logins(tx, row.id)
            tx.record(
                Action.PASSWORD_CHANGED,
                chain=INSTALLATION,
                subject=row.id,
                detail={"by_link": True, "sessions_ended": ended},
            )
            return SignedIn(start_session(tx, row.id), store.as_person(row))

    def _use(self, tx: Transaction, row: OneTimeLinkRow, person: Person, kept: str) -> None:
        if store.person_with_email(tx, person.email) is not None:
            raise RuleError("link-used", f"{person.email} has an account already. Sign in.")
        row.used_at = tx.at
        tx.session.add(
            PersonRow(
                id=person.id,
                name=person.name,
                email=person.email,
                password_hash=kept,
                roles=sorted(map(str, person.roles)),
                capacities=sorted(map(str, person.capacities)),
                joined_at=tx.at,
                disabled_at=None,
            )
        )
        tx.record(
            Action.PERSON_JOINED,
            chain=INSTALLATION,
            subject=person.id,
            detail={"email": person.email, **about(person.roles, person.capacities)},
        )


# ---- Rules -------------------------------------------------------------------------------


def _make(
    tx: Transaction,
    kind: str,
    who: Newcomer | None = None,
    *,
    person_id: UUID | None = None,
    teams: Sequence[str] = (),
) -> MadeLink:
    token = new_token()
    row = OneTimeLinkRow(
        digest=digest_of(token),
        kind=kind,
        name=who.name if who else "",
        email=who.email if who else "",
        roles=sorted(map(str, who.roles)) if who else [],
        capacities=sorted(map(str, who.capacities)) if who else [],
        teams=list(teams),
        person_id=person_id,
        made_by=tx.actor.id if tx.actor else None,
        made_at=tx.at,
        until=tx.at + LASTS[kind],
    )
    tx.session.add(row)
    return MadeLink(token, _as_link(row))


def _join_teams(tx: Transaction, row: OneTimeLinkRow, person: Person) -> None:
    """Put a newcomer on the teams named, of those whoever invited them is still on."""
    tx.session.flush()
    for incident_id in map(UUID, row.teams):
        inviters = {member.id for member in active_team_of(tx, incident_id)}
        if row.made_by in inviters and join_team(tx, incident_id, person.id):
            tx.record(
                Action.TEAM_JOINED,
                chain=incident_id,
                subject=person.id,
                detail={"name": person.name},
            )


def _as_link(row: OneTimeLinkRow) -> Link:
    return Link(
        id=row.digest,
        kind=row.kind,
        name=row.name,
        email=row.email,
        roles=frozenset(Role(role) for role in row.roles),
        capacities=frozenset(Capacity(capacity) for capacity in row.capacities),
        made_at=row.made_at,
        until=row.until,
    )


def _until(made: MadeLink) -> dict[str, Plain]:
    return {"until": made.link.until.isoformat(timespec="seconds")}


def _usable(tx: Transaction, token: str, kind: str) -> OneTimeLinkRow:
    row = store.link(tx, digest_of(token))
    if row.kind != kind:
        raise NotFoundError("There is no such link.")
    if row.used_at is not None:
        message = "This link was used already, and works once. If that was you, sign in."
        raise RuleError("link-used", f"{message} If it was not, tell an owner at once.")
    if row.revoked_at is not None:
        message = "This link was withdrawn, or replaced by a newer one. Use the newest."
        raise RuleError("link-withdrawn", message)
    if row.until <= tx.at:
        raise RuleError("link-expired", f"This link has run out. {_WAY_OUT[kind]}")
    return row


_WAY_OUT = {
    OWNER: "Start the program again: it prints a new one.",
    INVITATION: "Ask an owner to invite you again.",
    PASSWORD: "Ask an owner for another.",
}


def _owner_of(tx: Transaction, row: OneTimeLinkRow) -> PersonRow:
    """Give whose password a link sets; a disabled account gets none."""
    if row.person_id is None:
        raise NotFoundError("There is no such link.")
    person = store.person_row(tx, row.person_id)
    if person.disabled_at is not None:
        raise RuleError("account-disabled", "This account is disabled. Ask an owner.")
    return person

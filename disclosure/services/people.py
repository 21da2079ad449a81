"""People: who may do what, who may sign in, and what they had typed when a session ended."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from disclosure.problems import ConflictError, InvalidInputError, RuleError
from disclosure.services.link_mail import LinkMail, Mailed
from disclosure.services.links import Links
from disclosure.services.newcomers import about, claim_as_owner, must_own, role_problems
from disclosure.services.passwords import Passwords
from disclosure.services.sign_in import SignIns, digest_of
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.store import people as store
from disclosure.store.models import ParkedFormRow
from disclosure.trail.actions import INSTALLATION, Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from disclosure.services.links import MadeLink
    from disclosure.store.models import PersonRow
    from disclosure.store.transactions import Transaction, Transactions

KEPT_FOR = timedelta(hours=24)
LARGEST_PARKED = 200_000
"""Bytes of a form that is kept over an expired session."""
NEVER_KEPT = frozenset({"csrf_token", "token", "once", "again", "current"})
"""Fields that are never kept: passwords typed, tokens, and what is good for one form only."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody as the people page lists them."""

    person: Person
    joined_at: datetime
    disabled_at: datetime | None
    is_last_owner: bool


@dataclass(frozen=True, slots=True)
class ParkedForm:
    """A form that came too late, as its author typed it.

    Attributes:
        id: By which its author names it.
        path: Where it was sent, on this site.
        fields: Name and value, in the order of the form.
    """

    id: str
    path: str
    fields: tuple[tuple[str, str], ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class People:
    """Looks after people.

    Attributes:
        links: Makes the one-time links, of which the first is the first owner's.
        sign_ins: Signs people in and out.
        link_mail: Sends links by mail, where mail is set up.
    """

    transactions: Transactions
    links: Links
    sign_ins: SignIns
    link_mail: LinkMail | None = None

    @classmethod
    def build(
        cls,
        transactions: Transactions,
        add_organisation: Callable[[Transaction, str], UUID],
        passwords: Passwords | None = None,
        *,
        link_mail: LinkMail | None = None,
    ) -> Self:
        """Wire what looks after people.

        Args:
            transactions: Opens transactions.
            add_organisation: Adds the organisation the first owner names.
            passwords: Hashes passwords; at the product's own cost unless given.
            link_mail: Sends links by mail, where mail is set up.
        """
        made = passwords or Passwords()
        links = Links(transactions, made, add_organisation)
        return cls(transactions, links, SignIns(transactions, made), link_mail)

    def person_of(self, token: str) -> Person | None:
        """Give whose open session a token is, with the roles of this moment."""
        session = self.sign_ins.session(token)
        return session.person if session else None

    def first_owner_link(self) -> str | None:
        """Give the token of a new link for the first owner, or None when there is an owner."""
        return self.links.first_owner_link()

    def mail_link(self, made: MadeLink, url: str) -> Mailed:
        """Send a new link to whom it is for, where mail is set up; the page shows it anyway."""
        return self.link_mail.send(made, url) if self.link_mail else Mailed()

    def owners(self) -> tuple[str, ...]:
        """Give the names of those who can be asked for a role or a link."""
        with self.transactions.read() as tx:
            return tuple(row.name for row in store.owners(tx))

    def everybody(self, by: Person) -> tuple[Member, ...]:
        """Give everybody, by name; the disabled too."""
        must_own(by)
        with self.transactions.read() as tx:
            return _members(store.everybody(tx))

    def member(self, by: Person, person_id: UUID) -> Member:
        """Give somebody.

        Raises:
            NotFoundError: There is no such person.
        """
        must_own(by)
        with self.transactions.read() as tx:
            wanted = store.person_row(tx, person_id)
            return next(m for m in _members(store.everybody(tx)) if m.person.id == wanted.id)

    def change_roles(
        self,
        by: Person,
        person_id: UUID,
        *,
        roles: Iterable[Role],
        capacities: Iterable[Capacity],
        seen: Iterable[Role] | None = None,
    ) -> None:
        """Give somebody other roles; they count from the next page the person opens.

        Args:
            by: An owner.
            person_id: Who.
            roles: What the person may do from now on.
            capacities: In what capacities the person approves.
            seen: The roles the owner saw; when given and no longer true, nothing is changed.

        Raises:
            ConflictError: Another owner has changed them in the meantime.
            InvalidInputError: The roles do not fit together.
            RuleError: Nobody would be owner.
        """
        must_own(by)
        wanted, held_as = frozenset(roles), frozenset(capacities)
        problems = role_problems(wanted, held_as)
        if problems:
            raise InvalidInputError(problems)
        with self.transactions.begin(by) as tx:
            claim_as_owner(tx, by)
            row = store.person_row(tx, person_id)
            before = store.as_person(row)
            if seen is not None and frozenset(seen) != before.roles:
                message = f"Another owner has changed the roles of {row.name} in the meantime."
                raise ConflictError("roles-changed", f"{message} Look again, then decide.")
            if Role.OWNER not in wanted:
                _keep_an_owner(tx, row)
            if (wanted, held_as) == (before.roles, before.capacities):
                return
            row.roles, row.capacities = sorted(map(str, wanted)), sorted(map(str, held_as))
            tx.record(
                Action.ROLES_CHANGED,
                chain=INSTALLATION,
                subject=person_id,
                detail={
                    "from": about(before.roles, before.capacities),
                    "to": about(wanted, held_as),
                },
            )

    def disable(self, by: Person, person_id: UUID) -> None:
        """Keep somebody from signing in, and end every session of theirs at once.

        Raises:
            RuleError: Nobody would be owner.
        """
        must_own(by)
        with self.transactions.begin(by) as tx:
            claim_as_owner(tx, by)
            row = store.person_row(tx, person_id)
            if row.disabled_at is not None:
                return
            _keep_an_owner(tx, row)
            row.disabled_at = tx.at
            ended = store.revoke_logins(tx, person_id)
            tx.record(
                Action.PERSON_DISABLED,
                chain=INSTALLATION,
                subject=person_id,
                detail={"sessions_ended": ended},
            )

    def enable(self, by: Person, person_id: UUID) -> None:
        """Let somebody sign in again; sessions that ended stay ended."""
        must_own(by)
        with self.transactions.begin(by) as tx:
            claim_as_owner(tx, by)
            row = store.person_row(tx, person_id)
            if row.disabled_at is None:
                return
            row.disabled_at = None
            tx.record(Action.PERSON_ENABLED, chain=INSTALLATION, subject=person_id)

    # ---- Forms that came too late --------------------------------------------------------

    def park(self, token: str, path: str, fields: Sequence[tuple[str, str]]) -> str:
        """Keep a form that came with an expired session or a stale form token.

        It is kept for the person of that session and for nobody else; a session that was ended
        on purpose keeps nothing, since whoever holds its cookie may be somebody else.

        Args:
            token: The token of the session the form came with.
            path: Where it was sent, on this site.
            fields: What was typed; files and secrets are left out.

        Returns:
            By which its author names it, or nothing when it is not kept.
        """
        kept = [[name, value] for name, value in fields if not is_secret(name)]
        size = len(json.dumps(kept, ensure_ascii=False).encode())
        if not token or not kept or size > LARGEST_PARKED or not is_local(path):
            return ""
        with self.transactions.begin(None) as tx:
            found = store.login_of(tx, digest_of(token))
            if found is None or found.revoked_at or found.disabled_at:
                return ""
            store.forget_parked(tx, tx.at - KEPT_FOR)
            # The same form of the same session sent twice is one form; the last one counts.
            place = digest_of(f"{digest_of(token)} {path}")
            row = ParkedFormRow(
                digest=place, person_id=found.person.id, path=path, fields=kept, at=tx.at
            )
            tx.session.merge(row)
        return place

    def parked(self, person: Person) -> tuple[ParkedForm, ...]:
        """Give the forms kept for somebody, the newest first."""
        with self.transactions.read() as tx:
            since = tx.at - KEPT_FOR
            return tuple(_as_parked(r) for r in store.parked_forms(tx, person.id, since))

    def unpark(self, person: Person, form_id: str) -> ParkedForm | None:
        """Give one form to its author, or None when there is none or it is somebody else's."""
        with self.transactions.read() as tx:
            row = store.parked_form(tx, form_id, person.id)
            fresh = row is not None and row.at >= tx.at - KEPT_FOR
            return _as_parked(row) if row is not None and fresh else None

    def drop_parked(self, person: Person, form_id: str) -> None:
        """Forget a form of somebody: it was sent again, or is not wanted."""
        with self.transactions.begin(person) as tx:
            store.drop_parked(tx, form_id, person.id)


def is_secret(name: str) -> bool:
    """Say whether what was typed into a field is never kept: it goes with its form."""
    return "password" in name.lower() or name.rsplit("-", 1)[-1] in NEVER_KEPT


def is_local(path: str) -> bool:
    """Say whether a path stays on this site: one slash first, no host, no hidden characters."""
    return (
        path.startswith("/")
        and not path.startswith("//")
        and "\\" not in path
        and path.isprintable()
    )


def _members(rows: Sequence[PersonRow]) -> tuple[Member, ...]:
    owners = [row.id for row in rows if row.disabled_at is None and Role.OWNER in row.roles]
    return tuple(
        Member(store.as_person(row), row.joined_at, row.disabled_at, owners == [row.id])
        for row in rows
    )


def _keep_an_owner(tx: Transaction, row: PersonRow) -> None:
    if [owner.id for owner in store.owners(tx)] == [row.id]:
        message = f"{row.name} is the only owner, and nobody could invite or mend anything."
        raise RuleError("last-owner", f"{message} Make somebody else an owner first.")


def _as_parked(row: ParkedFormRow) -> ParkedForm:
    return ParkedForm(row.digest, row.path, tuple((n, v) for n, v in row.fields), row.at)

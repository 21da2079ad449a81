"""Signing in and out: sessions on the server, and a growing wait for whoever guesses."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from disclosure.problems import InvalidInputError, Problem
from disclosure.store import people as store
from disclosure.store.models import LoginRow, ThrottleRow
from disclosure.trail.actions import INSTALLATION, Action

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from disclosure.services.passwords import Passwords
    from disclosure.signoff.people import Person
    from disclosure.store.models import PersonRow
    from disclosure.store.people import Login
    from disclosure.store.transactions import Transaction, Transactions

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=1)
"""A write for each page view would be one writer more on SQLite, which has one."""

FREE_PER_ADDRESS, FREE_PER_PLACE = 5, 20
"""Failures without a wait; many people may share one place behind one router."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)

NEITHER = "There is no open account with this email address and password."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session; the token goes into the cookie and is kept nowhere else."""

    token: str
    person: Person


@dataclass(frozen=True, slots=True)
class Refused:
    """The address or the password was wrong; nobody is told which."""

    message: str = NEITHER


@dataclass(frozen=True, slots=True)
class Locked:
    """Too many failures: nothing was looked at, and when to try again."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A session that is open, and whose it is."""

    digest: str
    person: Person
    started_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class SignIns:
    """Signs people in and out."""

    transactions: Transactions
    passwords: Passwords

    def sign_in(self, email: str, password: str, *, place: str) -> SignedIn | Refused | Locked:
        """Sign somebody in, or say why not.

        A failure is an answer, not an error, so that its record and its count are kept.

        Args:
            email: As typed.
            password: As typed.
            place: Where the request came from: the network address.
        """
        address = plain_email(email)
        keys = (_key("address", address), _key("place", place))
        locked = self._take_attempt(keys)
        if locked:
            return locked
        with self.transactions.read() as tx:
            row = store.person_with_email(tx, address)
        # Outside any transaction: a hash takes a tenth of a second, and SQLite has one writer.
        verdict = self.passwords.check(password, row.password_hash if row else "")
        if row is None or not verdict.right:
            return self._failed(row, place)
        return self._succeed(row, verdict.better, keys, place)

    def _succeed(
        self, row: PersonRow, better: str, keys: tuple[str, str], place: str
    ) -> SignedIn | Refused:
        person = store.as_person(row)
        with self.transactions.begin(person) as tx:
            tx.claim(INSTALLATION)
            current = store.person_row(tx, row.id)
            # Disabled, or given another password, while the hash was being checked.
            if current.disabled_at is None and current.password_hash == row.password_hash:
                if better:
                    current.password_hash = better
                _give_back(tx, keys)
                token = start_session(tx, current.id)
                tx.record(
                    Action.SIGNED_IN, chain=INSTALLATION, subject=row.id, detail={"place": place}
                )
                return SignedIn(token, person)
        return self._failed(row, place)

    def _failed(self, row: PersonRow | Person | None, place: str) -> Refused:
        """Record a failure; never what was typed, which may be a password in the wrong field."""
        with self.transactions.begin(None) as tx:
            tx.record(
                Action.SIGN_IN_FAILED,
                chain=INSTALLATION,
                subject=row.id if row else "",
                detail={"place": place},
            )
        return Refused()

    def _take_attempt(self, keys: tuple[str, str]) -> Locked | None:
        """Count an attempt before it is looked at, so that a hundred at once are counted too."""
        with self.transactions.begin(None) as tx:
            tx.claim(INSTALLATION)
            held = store.throttles(tx, keys)
            waits = [row.until for row in held.values() if row.until and row.until > tx.at]
            if waits:
                return Locked(max(waits))
            for key, free in zip(keys, (FREE_PER_ADDRESS, FREE_PER_PLACE), strict=True):
                row = held.get(key)
                if row is None:
                    row = ThrottleRow(key=key, fails=0, until=None, last_at=tx.at)
                    tx.session.add(row)
                if row.last_at < tx.at - FORGOTTEN_AFTER:
                    row.fails = 0
                row.fails, row.last_at = row.fails + 1, tx.at
                row.until = tx.at + wait_after(row.fails, free) if row.fails >= free else None
        return None

    def session(self, token: str) -> Session | None:
        """Give the open session of a token; the roles are those of this moment."""
        if not token:
            return None
        digest = digest_of(token)
        with self.transactions.read() as tx:
            found = store.login_of(tx, digest)
            at = tx.at
        if found is None or not _is_open(found, at):
            return None
        if found.seen_at <= at - SEEN_EVERY:
            with self.transactions.begin(None) as tx:
                store.see_login(tx, digest)
        return Session(digest, found.person, found.started_at, found.seen_at)

    def sign_out(self, session: Session) -> None:
        """End a session."""
        with self.transactions.begin(session.person) as tx:
            store.revoke_login(tx, session.digest)
            tx.record(Action.SIGNED_OUT, chain=INSTALLATION, subject=session.person.id)

    def sign_out_everywhere(self, person: Person) -> int:
        """End every session of somebody, this one too; give how many ended."""
        with self.transactions.begin(person) as tx:
            ended = store.revoke_logins(tx, person.id)
            tx.record(
                Action.SIGNED_OUT,
                chain=INSTALLATION,
                subject=person.id,
                detail={"everywhere": True, "sessions": ended},
            )
        return ended

    def change_password(
        self, session: Session, *, old: str, new: str, place: str
    ) -> Locked | Refused | None:
        """Change one's own password and end one's other sessions; None means it is done.

        Raises:
            InvalidInputError: The new password is not taken; says why, at `password`.
        """
        check_password(
            self.passwords, new, session.person.email, session.person.name, path="password"
        )
        keys = (_key("address", session.person.email), _key("place", place))
        locked = self._take_attempt(keys)
        if locked:
            return locked
        with self.transactions.read() as tx:
            kept = store.person_row(tx, session.person.id).password_hash
        if not self.passwords.check(old, kept).right:
            self._failed(session.person, place)
            return Refused("This is not your present password.")
        made = self.passwords.hash(new)
        with self.transactions.begin(session.person) as tx:
            _give_back(tx, keys)
            store.person_row(tx, session.person.id).password_hash = made
            ended = store.revoke_logins(tx, session.person.id, keep=session.digest)
            tx.record(
                Action.PASSWORD_CHANGED,
                chain=INSTALLATION,
                subject=session.person.id,
                detail={"sessions_ended": ended},
            )
        return None


# ---- Rules -------------------------------------------------------------------------------


def plain_email(email: str) -> str:
    """Write an address in the one form it is kept in."""
    return email.strip().casefold()


def digest_of(token: str) -> str:
    """Give what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """Make a token nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


def wait_after(fails: int, free: int) -> timedelta:
    """Give the wait after a failure: half a minute, then twice as long each time, to 15 minutes."""
    doublings = min(fails - free, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def check_password(passwords: Passwords, new: str, *about: str, path: str = "password") -> None:
    """Refuse a password that others could guess.

    Raises:
        InvalidInputError: It is not taken; says why, at `path`.
    """
    wrong = passwords.problem(new, about=about)
    if wrong:
        raise InvalidInputError([Problem("", path, wrong)])


def start_session(tx: Transaction, person_id: UUID) -> str:
    """Begin a session with a new token, and give the token."""
    token = new_token()
    store.forget_logins(tx, tx.at - ABSOLUTE * 2)
    store.forget_throttles(tx, tx.at - FORGOTTEN_AFTER)
    tx.session.add(
        LoginRow(digest=digest_of(token), person_id=person_id, started_at=tx.at, seen_at=tx.at)
    )
    return token


def _is_open(login: Login, at: datetime) -> bool:
    return (
        login.revoked_at is None
        and login.disabled_at is None
        and at < login.seen_at + IDLE
        and at < login.started_at + ABSOLUTE
    )


def _key(kind: str, value: str) -> str:
    """Name a counter; the address itself is not kept, since anything may have been typed."""
    return f"{kind}:{digest_of(value)}"


def _give_back(tx: Transaction, keys: tuple[str, str]) -> None:
    """After a right password forget the address's failures, and do not count it for the place.

    The place keeps its other failures: whoever has an account of his own could otherwise clear
    the count again and again while guessing at somebody else's.
    """
    held = store.throttles(tx, keys)
    address, place = (held.get(key) for key in keys)
    if address is not None:
        tx.session.delete(address)
    if place is not None:
        place.fails, place.until = max(place.fails - 1, 0), None

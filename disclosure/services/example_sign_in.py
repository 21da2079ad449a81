"""Signing in to an example by choosing who to be. No desk with real incidents has this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.problems import NotFoundError
from disclosure.services.sign_in import SignedIn, start_session
from disclosure.store import people as store
from disclosure.store.incidents import incidents_of
from disclosure.trail.actions import INSTALLATION, Action

if TYPE_CHECKING:
    from uuid import UUID

    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transactions


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody of the example, and the organisations whose incidents they see."""

    person: Person
    organisations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleSignIns:
    """Lists who is in the example, and signs in as one of them."""

    transactions: Transactions

    def cast(self) -> tuple[Part, ...]:
        """Give everybody, those who see most first."""
        with self.transactions.read() as tx:
            people = [store.as_person(row) for row in store.everybody(tx)]
            parts = [
                Part(person, tuple(i.organisation_name for i in incidents_of(tx, person)))
                for person in people
            ]
        return tuple(sorted(parts, key=lambda part: (-len(part.organisations), part.person.name)))

    def enter(self, person_id: UUID, *, place: str) -> SignedIn:
        """Sign in as somebody of the example.

        Raises:
            NotFoundError: There is no such person.
        """
        person = next((p.person for p in self.cast() if p.person.id == person_id), None)
        if person is None:
            message = "There is nobody of this name in the example."
            raise NotFoundError(message)
        with self.transactions.begin(person) as tx:
            tx.claim(INSTALLATION)
            token = start_session(tx, person.id)
            tx.record(
                Action.SIGNED_IN, chain=INSTALLATION, subject=person.id, detail={"place": place}
            )
        return SignedIn(token, person)

"""Whoever is to have an account: what is said of them, checked; and what each role may do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.casefile.values import clean_text
from disclosure.problems import ForbiddenError, InvalidInputError, Problem, ValueRefusedError
from disclosure.services.sign_in import plain_email
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.store.teams import active_person
from disclosure.trail.actions import INSTALLATION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from disclosure.store.transactions import Transaction
    from disclosure.trail.entries import Plain

EMAIL = re.compile(r"[^@\s<>\"',;:]+@[^@\s<>\"',;:]+\.[^@\s.<>\"',;:]+")
LONGEST_EMAIL, LONGEST_NAME = 254, 100

MAY = {
    Role.OWNER: (
        "Owner",
        "Invites people, gives roles, keeps the profile. Sees an incident only when on its team.",
    ),
    Role.RECORDER: ("Recorder", "Opens incidents, records facts and judgements."),
    Role.DRAFTER: (
        "Drafter",
        "Drafts notices, edits and freezes them, asks for approval. Never approves own work.",
    ),
    Role.APPROVER: (
        "Approver",
        "Approves or refuses a frozen notice, in the capacity they act in.",
    ),
    Role.RELEASER: ("Releaser", "Releases a notice once every approval it needs is given."),
}
"""Each role in words, for the pages on which roles are given."""

NO_ROLE = "Reads the incidents whose team includes them, and changes nothing."


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who somebody says they are, or is said to be."""

    name: str
    email: str
    roles: frozenset[Role] = frozenset()
    capacities: frozenset[Capacity] = frozenset()

    def checked(self) -> Newcomer:
        """Give the same with its blanks trimmed.

        Raises:
            InvalidInputError: Something in it is not taken; lists all of it by field.
        """
        name, email = " ".join(self.name.split()), plain_email(self.email)
        problems = [*_name_problems(name), *_email_problems(email)]
        problems += role_problems(self.roles, self.capacities)
        if problems:
            raise InvalidInputError(problems)
        return Newcomer(name, email, self.roles, self.capacities)


def must_own(person: Person) -> None:
    """Refuse whoever is no owner.

    Raises:
        ForbiddenError: The person is no owner.
    """
    if Role.OWNER not in person.roles:
        raise ForbiddenError("Only an owner looks after people and settings. Ask an owner.")


def claim_as_owner(tx: Transaction, person: Person) -> None:
    """Wait for the other owners, then refuse whoever they have made no owner in the meantime.

    Raises:
        ForbiddenError: The person is no owner any more.
    """
    tx.claim(INSTALLATION)
    now = active_person(tx, person.id)
    if now is None or Role.OWNER not in now.roles:
        message = "You are no longer an owner: it was changed a moment ago. Nothing was done."
        raise ForbiddenError(f"{message} Ask an owner.")


def about(roles: Iterable[Role], capacities: Iterable[Capacity]) -> dict[str, Plain]:
    """Give roles and capacities as an entry of the trail holds them."""
    return {
        "roles": [str(role) for role in sorted(roles)],
        "capacities": [str(capacity) for capacity in sorted(capacities)],
    }


def role_problems(roles: Iterable[Role], capacities: Iterable[Capacity]) -> list[Problem]:
    """Say what does not fit: an approver approves in some capacity."""
    if Role.APPROVER in roles and not tuple(capacities):
        wrong = "An approver approves in a capacity, such as general counsel."
        return [Problem("", "capacities", wrong, "Tick at least one, or untick the approver.")]
    return []


def _name_problems(name: str) -> list[Problem]:
    if not name:
        return [Problem("", "name", "The name is missing.", "Write the name others know.")]
    if len(name) > LONGEST_NAME:
        wrong = f"The name has {len(name)} characters; at most {LONGEST_NAME} are taken."
        return [Problem("", "name", wrong)]
    try:
        clean_text(name)
    except ValueRefusedError as error:
        return [Problem("", "name", error.wrong, error.allowed)]
    return []


def _email_problems(email: str) -> list[Problem]:
    if len(email) <= LONGEST_EMAIL and email.isprintable() and EMAIL.fullmatch(email):
        return []
    wrong = "This is no email address." if email else "The email address is missing."
    return [Problem("", "email", wrong, "Write it as name@example.org.")]

"""Who acts where nobody signs in: a command names the person it is run for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.problems import NotFoundError
from disclosure.store.people import as_person, person_with_email

if TYPE_CHECKING:
    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transactions


def acting(transactions: Transactions, email: str) -> Person:
    """Give whoever a command is run for, by the address they sign in with.

    Raises:
        NotFoundError: Nobody who can sign in has that address.
    """
    with transactions.read() as tx:
        row = person_with_email(tx, email.strip().lower())
        if row is None or row.disabled_at is not None:
            message = f"Nobody signs in with '{email}'. Name somebody who does: --as ADDRESS."
            raise NotFoundError(message)
        return as_person(row)

"""Reads as of an instant: a transaction that does not see what was recorded later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import event
from sqlalchemy.orm import with_loader_criteria

from disclosure.store.tables import RECORDED
from disclosure.store.transactions import Transaction

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import ORMExecuteState


def past(tx: Transaction, at: datetime) -> Transaction:
    """Give a transaction that reads what was recorded by an instant, as if it were that instant.

    Whatever is read through it from here on leaves out what came later: the session narrows its
    queries here, and what is asked past the session gives `until`. Rows
    that are changed in place (a title, a team, an owner) stand as they are now: what they were
    follows from the trail.

    Args:
        tx: A transaction that reads; what it read before stays readable, and is not to be mixed.
        at: The instant, aware.
    """
    kept = [
        with_loader_criteria(row, recorded <= at, include_aliases=True)
        for row, recorded in RECORDED.items()
    ]

    def narrow(state: ORMExecuteState) -> None:
        if state.is_select:
            state.statement = state.statement.options(*kept)

    event.listen(tx.session, "do_orm_execute", narrow)
    return Transaction(tx.session, tx.actor, lambda: at, until=at)

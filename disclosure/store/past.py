"""Reads as of an instant: a transaction that does not see what was recorded later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import event
from sqlalchemy.orm import with_loader_criteria

from disclosure.store.models import (
    AuditEntryRow,
    DocumentRow,
    EntryOrderRow,
    FactVersionRow,
    JudgementRow,
    LateReasonRow,
    NoticeRow,
    NoticeVersionRow,
    OverrideRow,
    ReceiptRow,
    SubmissionRow,
)
from disclosure.store.transactions import Transaction

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import ORMExecuteState

RECORDED = (
    (AuditEntryRow, AuditEntryRow.at),
    (DocumentRow, DocumentRow.made_at),
    (EntryOrderRow, EntryOrderRow.recorded_at),
    (FactVersionRow, FactVersionRow.recorded_at),
    (JudgementRow, JudgementRow.recorded_at),
    (LateReasonRow, LateReasonRow.given_at),
    (NoticeRow, NoticeRow.begun_at),
    (NoticeVersionRow, NoticeVersionRow.frozen_at),
    (OverrideRow, OverrideRow.at),
    (ReceiptRow, ReceiptRow.added_at),
    (SubmissionRow, SubmissionRow.recorded_at),
)
"""When each row was recorded, of the tables whose rows are only ever added.

The versions of an organisation are not among them: whoever reads these chooses by the instant.
"""


def past(tx: Transaction, at: datetime) -> Transaction:
    """Give a transaction that reads what was recorded by an instant, as if it were that instant.

    Whatever is read through it from here on, by whichever query, leaves out what came later. Rows
    that are changed in place (a title, a team, an owner) stand as they are now: what they were
    follows from the trail.

    Args:
        tx: A transaction that reads; what it read before stays readable, and is not to be mixed.
        at: The instant, aware.
    """
    kept = [
        with_loader_criteria(row, recorded <= at, include_aliases=True)
        for row, recorded in RECORDED
    ]

    def narrow(state: ORMExecuteState) -> None:
        if state.is_select:
            state.statement = state.statement.options(*kept)

    event.listen(tx.session, "do_orm_execute", narrow)
    return Transaction(tx.session, tx.actor, lambda: at)

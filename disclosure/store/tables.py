"""Tables beneath the typed rows, for statements that are made once and asked often."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, insert
from sqlalchemy.dialects import postgresql, sqlite

from disclosure.store.models import (
    AuditEntryRow,
    DocumentRow,
    EntryOrderRow,
    FactVersionRow,
    JudgementLookRow,
    JudgementRow,
    LateReasonRow,
    NoticeRow,
    NoticeVersionRow,
    OverrideRow,
    ReceiptRow,
    SubmissionRow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Insert, Table
    from sqlalchemy.orm import InstrumentedAttribute
    from sqlalchemy.sql.dml import ReturningInsert

    from disclosure.store.models import Base

RECORDED: Mapping[type[Base], InstrumentedAttribute[Any]] = {
    AuditEntryRow: AuditEntryRow.at,
    DocumentRow: DocumentRow.made_at,
    EntryOrderRow: EntryOrderRow.recorded_at,
    FactVersionRow: FactVersionRow.recorded_at,
    JudgementRow: JudgementRow.recorded_at,
    JudgementLookRow: JudgementLookRow.recorded_at,
    LateReasonRow: LateReasonRow.given_at,
    NoticeRow: NoticeRow.begun_at,
    NoticeVersionRow: NoticeVersionRow.frozen_at,
    OverrideRow: OverrideRow.at,
    ReceiptRow: ReceiptRow.added_at,
    SubmissionRow: SubmissionRow.recorded_at,
}
"""When each row was recorded, of the tables whose rows are only ever added.

The versions of an organisation are not among them: whoever reads these chooses by the instant.
"""


def table_of(row: type[Base]) -> Table:
    """Give the table of a class of rows."""
    return cast("Table", row.__table__)


def by_then(row: type[Base]) -> ColumnElement[bool]:
    """Leave out what was recorded after `until`; whoever asks gives `until=tx.until`."""
    column = table_of(row).c[RECORDED[row].key]
    return column <= bindparam("until", type_=column.type)


@cache
def adding(row: type[Base]) -> Insert:
    """Give the statement that adds a row, made once."""
    return insert(table_of(row))


@cache
def adding_once(row: type[Base], dialect: str) -> ReturningInsert[Any]:
    """Give the statement that adds a row unless its key is there."""
    # The same words on both, and a class of its own for each.
    adding_to = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table = table_of(row)
    # What was added is given back: a count of rows the drivers do not give alike.
    return adding_to(table).on_conflict_do_nothing().returning(*table.primary_key)

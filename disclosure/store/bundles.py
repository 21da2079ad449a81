"""Reads everything an incident's bundle holds beside the trail itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from disclosure.store.codec import fact_said, instant
from disclosure.store.judgements import judgement_said
from disclosure.store.looks import look_said
from disclosure.store.models import (
    FactVersionRow,
    JudgementLookRow,
    JudgementRow,
    NoticeRow,
    NoticeVersionRow,
    ReceiptRow,
    SubmissionRow,
)
from disclosure.store.submissions import submission_said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from disclosure.store.transactions import Transaction
    from disclosure.trail.entries import Plain


@dataclass(frozen=True, slots=True)
class KeptText:
    """A frozen text, as plain data."""

    notice_id: UUID
    number: int
    said: dict[str, Plain]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A receipt, without its content."""

    id: UUID
    name: str
    sha256: str
    size: int


def facts_said(tx: Transaction, incident_id: UUID) -> Iterator[dict[str, Plain]]:
    """Give every version of every fact; of a redacted one that it was there."""
    rows = tx.session.scalars(
        select(FactVersionRow)
        .where(FactVersionRow.incident_id == incident_id)
        .order_by(FactVersionRow.recorded_at, FactVersionRow.key, FactVersionRow.number)
    )
    for row in rows:
        if row.redacted_by is None:
            yield fact_said(row)
        else:
            yield {
                "key": row.key,
                "number": row.number,
                "recorded_at": instant(row.recorded_at),
                "recorded_by": row.recorded_by,
                "redacted_by": row.redacted_by,
            }


def judgements_said(tx: Transaction, incident_id: UUID) -> Iterator[dict[str, Plain]]:
    """Give every judgement; a redacted one without its reason."""
    rows = tx.session.scalars(
        select(JudgementRow)
        .where(JudgementRow.incident_id == incident_id)
        .order_by(JudgementRow.recorded_at, JudgementRow.key, JudgementRow.number)
    )
    return (_with_redaction(judgement_said(row), row.redacted_by) for row in rows)


def looks_said(tx: Transaction, incident_id: UUID) -> Iterator[dict[str, Plain]]:
    """Give every look at a judgement; a redacted one without its words."""
    rows = tx.session.scalars(
        select(JudgementLookRow)
        .where(JudgementLookRow.incident_id == incident_id)
        .order_by(JudgementLookRow.recorded_at, JudgementLookRow.key, JudgementLookRow.number)
    )
    return (_with_redaction(look_said(row), row.redacted_by) for row in rows)


def submissions_said(tx: Transaction, incident_id: UUID) -> Iterator[dict[str, Plain]]:
    """Give every time a notice was given."""
    rows = tx.session.scalars(
        select(SubmissionRow)
        .where(SubmissionRow.incident_id == incident_id)
        .order_by(SubmissionRow.recorded_at, SubmissionRow.id)
    )
    return (_with_redaction(submission_said(row), row.redacted_by) for row in rows)


def _with_redaction(said: dict[str, Plain], redacted_by: int | None) -> dict[str, Plain]:
    return said if redacted_by is None else said | {"redacted_by": redacted_by}


def texts_kept(tx: Transaction, incident_id: UUID) -> Iterator[KeptText]:
    """Give every frozen text."""
    rows = tx.session.execute(
        select(NoticeVersionRow, NoticeRow.template, NoticeRow.series)
        .join(NoticeRow, NoticeRow.id == NoticeVersionRow.notice_id)
        .where(NoticeRow.incident_id == incident_id)
        .order_by(NoticeVersionRow.notice_id, NoticeVersionRow.number)
    )
    for row, template, series in rows:
        said: dict[str, Plain] = {
            "notice": str(row.notice_id),
            "template": template,
            "series": series,
            "version": row.number,
            "known_at": instant(row.known_at),
            "law_as_of": row.law_as_of.isoformat(),
            "frozen_at": instant(row.frozen_at),
            "frozen_by": str(row.frozen_by),
            "authors": row.authors,
            "draft": row.draft,
        }
        yield KeptText(row.notice_id, row.number, said)


def receipts_kept(tx: Transaction, incident_id: UUID) -> tuple[KeptFile, ...]:
    """Give every receipt that was not redacted."""
    rows = tx.session.scalars(
        select(ReceiptRow)
        .where(ReceiptRow.incident_id == incident_id, ReceiptRow.redacted_by.is_(None))
        .order_by(ReceiptRow.added_at, ReceiptRow.id)
    )
    return tuple(KeptFile(row.id, row.name, row.sha256, row.size) for row in rows)

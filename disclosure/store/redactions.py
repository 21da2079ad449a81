"""Takes values out of rows that are otherwise only ever added to.

The database lets an update through that does no more than this, and that names the redaction
recorded in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, func, select, update

from disclosure.problems import NotFoundError
from disclosure.store.models import (
    AuditEntryRow,
    FactVersionRow,
    JudgementLookRow,
    JudgementRow,
    LateReasonRow,
    NoticeVersionRow,
    OverrideRow,
    ParkedFormRow,
    ReceiptRow,
    SubmissionRow,
    TypingRow,
)
from disclosure.store.trail import read_entry
from disclosure.trail.entries import without
from disclosure.words.record import from_data

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import ColumnElement

    from disclosure.store.transactions import Transaction

Edited = tuple[UUID, str, int]
"""An edit by hand: the notice, the sentence and the number."""
Text = tuple[UUID, int]
"""A frozen text: the notice and the number of the version."""
LookedAt = tuple[str, int, int]
"""A look at a judgement: its key, the number of the judgement, and its own."""
Sent = tuple[UUID, frozenset[str]]
"""A submission and the columns of it that are emptied."""


@dataclass(slots=True)
class Removal:
    """What one redaction takes away.

    Attributes:
        fields: The names of the fields of entries, by the number of the entry.
        texts: The ids of the sentences of frozen texts.
        drafted: The ids of those that stay, and lose what was drafted in their place.
        facts: Versions of facts: key and number.
        edits: Edits by hand, whose words and reason go, and what was drafted in their place.
        edits_drafted: Edits by hand that lose only what was drafted in their place.
        typing: What anybody was typing on pages of the incident and has not recorded.
        looks: Looks at judgements: key, number of the judgement, and their own number.
    """

    fields: dict[int, set[str]] = field(default_factory=dict)
    facts: list[tuple[str, int]] = field(default_factory=list)
    judgements: list[tuple[str, int]] = field(default_factory=list)
    looks: list[LookedAt] = field(default_factory=list)
    edits: list[Edited] = field(default_factory=list)
    edits_drafted: list[Edited] = field(default_factory=list)
    texts: dict[Text, set[str]] = field(default_factory=dict)
    drafted: dict[Text, set[str]] = field(default_factory=dict)
    receipts: list[UUID] = field(default_factory=list)
    submissions: list[Sent] = field(default_factory=list)
    late_reasons: list[UUID] = field(default_factory=list)
    typing: bool = False

    def take(self, seq: int, *names: str) -> None:
        """Note that fields of an entry go."""
        self.fields.setdefault(seq, set()).update(names)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A frozen text without the sentences that were removed from it."""

    notice_id: UUID
    number: int
    draft: Mapping[str, Any]
    digest: str


# ---- Finding -----------------------------------------------------------------------------


def fact_rows(tx: Transaction, incident_id: UUID, key: str) -> tuple[FactVersionRow, ...]:
    """Give every version of a fact, the oldest first."""
    return tuple(
        tx.session.scalars(
            select(FactVersionRow)
            .where(FactVersionRow.incident_id == incident_id, FactVersionRow.key == key)
            .order_by(FactVersionRow.number)
        )
    )


def newest_facts(tx: Transaction, incident_id: UUID) -> tuple[FactVersionRow, ...]:
    """Give the newest version of every fact of an incident."""
    rows = tx.session.scalars(
        select(FactVersionRow)
        .where(FactVersionRow.incident_id == incident_id)
        .order_by(FactVersionRow.key, FactVersionRow.number)
    )
    return tuple({row.key: row for row in rows}.values())


def has_typing(tx: Transaction, incident_id: UUID) -> bool:
    """Say whether anything typed on pages of an incident is kept that is not recorded."""
    asked = (
        select(table.path).where(_is_of(table, incident_id)).limit(1)
        for table in (TypingRow, ParkedFormRow)
    )
    return any(tx.session.scalar(each) is not None for each in asked)


def judgement_row(tx: Transaction, incident_id: UUID, key: str, number: int) -> JudgementRow:
    """Give a judgement.

    Raises:
        NotFoundError: There is none of that number.
    """
    row = tx.session.get(JudgementRow, (incident_id, key, number))
    if row is None:
        message = f"There is no judgement '{key}@{number}' in this incident."
        raise NotFoundError(message)
    return row


def is_judged_again(tx: Transaction, incident_id: UUID, key: str, number: int) -> bool:
    """Say whether a later judgement counts in place of one."""
    later = select(JudgementRow.number).where(
        JudgementRow.incident_id == incident_id,
        JudgementRow.key == key,
        JudgementRow.number > number,
    )
    return tx.session.scalar(later.limit(1)) is not None


def override_rows(tx: Transaction, notices: Collection[UUID]) -> tuple[OverrideRow, ...]:
    """Give every edit by hand of some notices, in their order."""
    return tuple(
        tx.session.scalars(
            select(OverrideRow)
            .where(OverrideRow.notice_id.in_(notices))
            .order_by(OverrideRow.notice_id, OverrideRow.sentence, OverrideRow.number)
        )
    )


def is_gone(row: OverrideRow) -> bool:
    """Say whether an edit by hand lost its words; it may have lost only what was drafted.

    Nobody edits a sentence without a reason, so that an edit without one has lost everything.
    """
    return row.redacted_by is not None and not row.reason


def text_rows(tx: Transaction, notices: Collection[UUID]) -> tuple[NoticeVersionRow, ...]:
    """Give every frozen text of some notices, in their order."""
    return tuple(
        tx.session.scalars(
            select(NoticeVersionRow)
            .where(NoticeVersionRow.notice_id.in_(notices))
            .order_by(NoticeVersionRow.notice_id, NoticeVersionRow.number)
        )
    )


def has_receipt(tx: Transaction, incident_id: UUID, receipt_id: UUID) -> bool:
    """Say whether an incident has a receipt that still is there."""
    row = tx.session.get(ReceiptRow, receipt_id)
    return row is not None and row.incident_id == incident_id and row.redacted_by is None


def late_reasons(
    tx: Transaction, incident_id: UUID, obligation: str, stage: str
) -> tuple[LateReasonRow, ...]:
    """Give every reason for one stage being late, the oldest first."""
    return tuple(
        tx.session.scalars(
            select(LateReasonRow)
            .where(
                LateReasonRow.incident_id == incident_id,
                LateReasonRow.obligation == obligation,
                LateReasonRow.stage == stage,
            )
            .order_by(LateReasonRow.given_at)
        )
    )


# ---- Frozen texts ------------------------------------------------------------------------


def sentences_in(data: object) -> Iterable[dict[str, Any]]:
    """Give every sentence of a kept draft, as plain data."""
    if isinstance(data, list):
        for each in data:
            yield from sentences_in(each)
    elif isinstance(data, dict):
        if "id" in data and "text" in data:
            yield data
        else:
            yield from sentences_in([*data.values()])


def replaced(tx: Transaction, removal: Removal, marker: str) -> list[Replaced]:
    """Give the frozen texts with a marker in place of the sentences that go."""
    found = []
    for text in dict.fromkeys((*removal.texts, *removal.drafted)):
        row = tx.session.get_one(NoticeVersionRow, text)
        drafted = {name: {"drafted": ""} for name in removal.drafted.get(text, ())}
        said = {name: {"text": marker, "drafted": ""} for name in removal.texts.get(text, ())}
        made: Any = _marked(row.draft, drafted | said)
        found.append(Replaced(*text, made, from_data(made).digest))
    return found


def _marked(data: Any, instead: Mapping[str, Mapping[str, str]]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(data, list):
        return [_marked(each, instead) for each in data]
    if not isinstance(data, dict):
        return data
    if data.get("id") in instead and "text" in data:
        said = instead[data["id"]]
        return data | {key: words for key, words in said.items() if key in data}
    return {key: _marked(value, instead) for key, value in data.items()}


# ---- Taking away -------------------------------------------------------------------------


def take_away(
    tx: Transaction, incident_id: UUID, removal: Removal, texts: Iterable[Replaced], seq: int
) -> None:
    """Empty what a redaction takes, in the transaction that recorded it as its last entry."""
    _take_facts(tx, incident_id, removal, seq)
    _take_words(tx, removal, texts, seq)
    for receipt in removal.receipts:
        empty = {"name": "", "sha256": "", "body": b""}
        _empty(tx, ReceiptRow, ReceiptRow.id == receipt, seq=seq, **empty)
    for submission, columns in removal.submissions:
        gone = dict.fromkeys((*columns, "salt"), "")
        _empty(tx, SubmissionRow, SubmissionRow.id == submission, seq=seq, **gone)
    for late in removal.late_reasons:
        _empty(tx, LateReasonRow, LateReasonRow.id == late, seq=seq, reason="")
    _take_fields(tx, str(incident_id), removal.fields, seq)
    if removal.typing:
        for table in (TypingRow, ParkedFormRow):
            tx.session.execute(delete(table).where(_is_of(table, incident_id)))
    tx.session.flush()
    tx.session.expire_all()


def _is_of(table: type[TypingRow | ParkedFormRow], incident_id: UUID) -> ColumnElement[bool]:
    # An address may be typed in capitals, and the program may stand beneath another one.
    return func.lower(table.path).contains(f"/incidents/{incident_id}/", autoescape=True)


def _take_facts(tx: Transaction, incident_id: UUID, removal: Removal, seq: int) -> None:
    for key, number in removal.facts:
        row = (
            FactVersionRow.incident_id == incident_id,
            FactVersionRow.key == key,
            FactVersionRow.number == number,
        )
        _empty(tx, FactVersionRow, *row, seq=seq, content={}, change_reason="", salt="")
    for key, number in removal.judgements:
        judged = (
            JudgementRow.incident_id == incident_id,
            JudgementRow.key == key,
            JudgementRow.number == number,
        )
        _empty(tx, JudgementRow, *judged, seq=seq, why="", note="", salt="")
    for key, judgement, number in removal.looks:
        look = (
            JudgementLookRow.incident_id == incident_id,
            JudgementLookRow.key == key,
            JudgementLookRow.judgement == judgement,
            JudgementLookRow.number == number,
        )
        _empty(tx, JudgementLookRow, *look, seq=seq, why="", salt="")


def _take_words(tx: Transaction, removal: Removal, texts: Iterable[Replaced], seq: int) -> None:
    for notice_id, sentence, number in removal.edits:
        row = tx.session.get_one(OverrideRow, (notice_id, sentence, number))
        # An edit that left the sentence out, or gave it back, has no words of its own.
        words = {key for key in ("text", "drafted_text") if row.content.get(key) is not None}
        kept = {key: value for key, value in row.content.items() if key not in words}
        _empty(tx, OverrideRow, *_the_edit(row), seq=seq, content=kept, reason="")
    for notice_id, sentence, number in removal.edits_drafted:
        row = tx.session.get_one(OverrideRow, (notice_id, sentence, number))
        kept = {key: value for key, value in row.content.items() if key != "drafted_text"}
        _empty(tx, OverrideRow, *_the_edit(row), seq=seq, content=kept)
    for text in texts:
        version = (
            NoticeVersionRow.notice_id == text.notice_id,
            NoticeVersionRow.number == text.number,
        )
        left = {"draft": text.draft, "digest": text.digest}
        _empty(tx, NoticeVersionRow, *version, seq=seq, **left)


def _the_edit(row: OverrideRow) -> tuple[ColumnElement[bool], ...]:
    return (
        OverrideRow.notice_id == row.notice_id,
        OverrideRow.sentence == row.sentence,
        OverrideRow.number == row.number,
    )


def _take_fields(
    tx: Transaction, chain: str, fields: Mapping[int, Collection[str]], seq: int
) -> None:
    for number, names in fields.items():
        row = tx.session.get_one(AuditEntryRow, (chain, number))
        left = without(read_entry(row), names)
        entry = (AuditEntryRow.chain == chain, AuditEntryRow.seq == number)
        _empty(
            tx,
            AuditEntryRow,
            *entry,
            seq=seq,
            actor_name=left.actor_name,
            subject=left.subject,
            reason=left.reason,
            detail=dict(left.detail),
            salts=dict(left.salts),
        )


def _empty(tx: Transaction, table: Any, *where: Any, seq: int, **values: object) -> None:  # noqa: ANN401 - any table
    tx.session.execute(
        update(table).where(*where).values(**values, redacted_by=seq),
        execution_options={"synchronize_session": False},
    )

"""Documents of an incident: what was made of its texts, kept as it was made."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import bindparam, exists, func, or_, select, update

from disclosure.store.models import AuditEntryRow, DocumentRow, NoticeRow, NoticeVersionRow
from disclosure.store.tables import by_then, table_of
from disclosure.store.trail import read_entry
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from disclosure.store.transactions import Transaction
    from disclosure.trail.entries import Entry

AUTOMATIC = (
    Action.DOCUMENT_MADE,
    Action.BUNDLE_EXPORTED,
    Action.REMINDER_SENT,
    Action.REMINDER_FAILED,
    Action.REMINDER_DROPPED,
)
"""What says nothing new about an incident."""


class DocumentKind(StrEnum):
    """What a document is."""

    DRAFT = "draft"
    RECORD = "record"
    PACK = "pack"
    BOARD = "board"


@dataclass(frozen=True, slots=True)
class Target:
    """A document that was or will be made.

    Attributes:
        made_from: What it is made from: the digest of a text, the digest of the texts of a pack,
            the instant of a board page.
    """

    incident_id: UUID
    kind: DocumentKind
    made_from: str
    notice_id: UUID | None = None
    version: int | None = None

    @property
    def key(self) -> str:
        """Give the name under which it is made once and no more."""
        of = self.notice_id or self.incident_id
        return f"{self.kind}:{of}:{self.version or ''}:{self.made_from}"


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as it is listed, without its bytes.

    Attributes:
        redacted_by: The number of the entry by which its bytes were removed; None while it has
            them.
    """

    id: UUID
    key: str
    kind: DocumentKind
    notice_id: UUID | None
    version: int | None
    sha256: str
    size: int
    made_at: datetime
    trail_seq: int
    trail_head: str
    redacted_by: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A document fresh from the printer, and the entry of the trail it names."""

    body: bytes
    sha256: str
    trail_seq: int
    trail_head: str


@dataclass(frozen=True, slots=True)
class Text:
    """A frozen text, without its words.

    Attributes:
        frozen: The entry by which it was frozen.
        released: The entry by which it was released; None while it was not.
        is_set_aside: It was refused or set aside, and cannot be released any more.
    """

    notice_id: UUID
    template: str
    series: int
    number: int
    digest: str
    frozen: Entry
    released: Entry | None
    is_set_aside: bool

    @property
    def ref(self) -> str:
        """Give the name a page's address uses: `1.2`."""
        return f"{self.series}.{self.number}"

    @property
    def kind(self) -> DocumentKind:
        """Give what its document is now."""
        return DocumentKind.RECORD if self.released else DocumentKind.DRAFT


# ---- Texts -------------------------------------------------------------------------------


def texts_of(tx: Transaction, incident_id: UUID) -> tuple[Text, ...]:
    """Give every frozen text of an incident as notices were begun, in two statements."""
    rows = tx.ask(_FROZEN, incident=incident_id, until=tx.until).all()
    if not rows:
        return ()
    said = _decisions(tx, incident_id)
    found = []
    for row in rows:
        own = said.get((str(row.id), row.number), {})
        found.append(
            Text(
                notice_id=row.id,
                template=row.template,
                series=row.series,
                number=row.number,
                digest=row.digest,
                frozen=own[Action.NOTICE_FROZEN],
                released=own.get(Action.NOTICE_RELEASED),
                is_set_aside=Action.NOTICE_SUPERSEDED in own or Action.NOTICE_REFUSED in own,
            )
        )
    return tuple(found)


def _decisions(
    tx: Transaction, incident_id: UUID
) -> Mapping[tuple[str, object], dict[Action, Entry]]:
    """Give the last entry of each kind that decided about a text, by notice and version."""
    rows = tx.ask(_DECIDED, chain=str(incident_id), until=tx.until)
    found: dict[tuple[str, object], dict[Action, Entry]] = {}
    for entry in map(read_entry, rows):
        found.setdefault((entry.subject, entry.detail.get("version")), {})[entry.action] = entry
    return found


_NOTICE, _TEXT, _ENTRY = (table_of(row) for row in (NoticeRow, NoticeVersionRow, AuditEntryRow))
_DOCUMENT = table_of(DocumentRow)
_FROZEN = (
    select(_NOTICE.c.id, _NOTICE.c.template, _NOTICE.c.series, _TEXT.c.number, _TEXT.c.digest)
    .join(_TEXT, _TEXT.c.notice_id == _NOTICE.c.id)
    .where(
        _NOTICE.c.incident_id == bindparam("incident"),
        by_then(NoticeRow),
        by_then(NoticeVersionRow),
    )
    .order_by(_NOTICE.c.begun_at, _NOTICE.c.template, _NOTICE.c.series, _TEXT.c.number)
)
_DECIDING = (
    Action.NOTICE_FROZEN,
    Action.NOTICE_RELEASED,
    Action.NOTICE_SUPERSEDED,
    Action.NOTICE_REFUSED,
)
_DECIDED = (
    select(_ENTRY)
    .where(
        _ENTRY.c.chain == bindparam("chain"),
        _ENTRY.c.action.in_([str(action) for action in _DECIDING]),
        by_then(AuditEntryRow),
    )
    .order_by(_ENTRY.c.seq)
)


def last_entry(tx: Transaction, incident_id: UUID, at: datetime | None = None) -> Entry:
    """Give the last entry that says something about an incident, by an instant if one is given."""
    wanted = select(AuditEntryRow).where(
        AuditEntryRow.chain == str(incident_id), AuditEntryRow.action.not_in(AUTOMATIC)
    )
    if at is not None:
        wanted = wanted.where(AuditEntryRow.at <= at)
    row = tx.session.scalars(wanted.order_by(AuditEntryRow.seq.desc()).limit(1)).one()
    return read_entry(row)


def head_of(tx: Transaction, incident_id: UUID) -> int:
    """Give the number of the last entry of an incident's chain."""
    last = select(func.max(AuditEntryRow.seq)).where(AuditEntryRow.chain == str(incident_id))
    return tx.session.scalar(last) or 0


def is_redacted_since(tx: Transaction, incident_id: UUID, seq: int) -> bool:
    """Say whether something of an incident was removed after an entry of its chain."""
    found = tx.session.scalar(
        select(
            exists().where(
                AuditEntryRow.chain == str(incident_id),
                AuditEntryRow.action == Action.REDACTED,
                AuditEntryRow.seq > seq,
            )
        )
    )
    return bool(found)


# ---- Documents ---------------------------------------------------------------------------


def find(tx: Transaction, key: str) -> Stored | None:
    """Give a document by what it was made from."""
    row = tx.session.scalars(select(DocumentRow).where(DocumentRow.key == key)).one_or_none()
    return _stored(row) if row else None


def file_of(tx: Transaction, key: str, known: Collection[str]) -> tuple[str, bytes | None] | None:
    """Give the digest of a document and its bytes, by what it was made from.

    Args:
        tx: The transaction.
        key: What it was made from.
        known: The digests of what whoever asks has already; of these the bytes stay where they are.

    Returns:
        None where it is not made, or where its bytes were removed.
    """
    found = tx.ask(_DIGEST, key=key).one_or_none()
    if found is None or found.sha256 in known:
        return None if found is None else (found.sha256, None)
    return found.sha256, tx.ask(_BODY, key=key).scalar_one()


_OF_KEY = (_DOCUMENT.c.key == bindparam("key"), _DOCUMENT.c.redacted_by.is_(None))
_DIGEST = select(_DOCUMENT.c.sha256).where(*_OF_KEY)
_BODY = select(_DOCUMENT.c.body).where(*_OF_KEY)


def of_incident(tx: Transaction, incident_id: UUID) -> tuple[Stored, ...]:
    """Give every document of an incident in the order they were made, without their bytes."""
    rows = tx.session.scalars(
        select(DocumentRow)
        .where(DocumentRow.incident_id == incident_id)
        .order_by(DocumentRow.made_at, DocumentRow.id)
    )
    return tuple(_stored(row) for row in rows)


def bodies_of(tx: Transaction, ids: Collection[UUID]) -> Mapping[UUID, bytes]:
    """Give the bytes of documents; none of those whose text was redacted."""
    rows = tx.session.execute(
        select(DocumentRow.id, DocumentRow.body).where(
            DocumentRow.id.in_(ids), DocumentRow.redacted_by.is_(None)
        )
    )
    return {row.id: row.body for row in rows}


def add(tx: Transaction, target: Target, made: Made) -> Stored:
    """Keep a document for good."""
    row = DocumentRow(
        id=uuid4(),
        incident_id=target.incident_id,
        key=target.key,
        kind=str(target.kind),
        notice_id=target.notice_id,
        version=target.version,
        sha256=made.sha256,
        size=len(made.body),
        body=made.body,
        made_at=tx.at,
        trail_seq=made.trail_seq,
        trail_head=made.trail_head,
    )
    tx.session.add(row)
    tx.session.flush()
    return _stored(row)


def forget(tx: Transaction, notice_id: UUID, versions: Sequence[int], seq: int) -> None:
    """Remove the bytes of whatever was made of texts that lost a sentence.

    A pack and a board page hold more than one text, and go with any of them: they can be made
    again from what is left.

    Args:
        tx: The transaction in which the redaction was recorded.
        notice_id: The notice.
        versions: The numbers of its texts.
        seq: The number of the redaction's entry.
    """
    incident_id = tx.session.scalars(
        select(NoticeRow.incident_id).where(NoticeRow.id == notice_id)
    ).one()
    of_texts = (DocumentRow.notice_id == notice_id) & DocumentRow.version.in_(versions)
    of_all = DocumentRow.notice_id.is_(None)
    ids = tx.session.scalars(
        select(DocumentRow.id).where(
            DocumentRow.incident_id == incident_id,
            DocumentRow.redacted_by.is_(None),
            or_(of_texts, of_all),
        )
    ).all()
    if ids:
        tx.session.execute(
            update(DocumentRow)
            .where(DocumentRow.id.in_(ids))
            .values(body=b"", redacted_by=seq)
            .execution_options(synchronize_session=False)
        )


def _stored(row: DocumentRow) -> Stored:
    return Stored(
        id=row.id,
        key=row.key,
        kind=DocumentKind(row.kind),
        notice_id=row.notice_id,
        version=row.version,
        sha256=row.sha256,
        size=row.size,
        made_at=row.made_at,
        trail_seq=row.trail_seq,
        trail_head=row.trail_head,
        redacted_by=row.redacted_by,
    )

"""Notices of an incident: their series, the edits by hand, the frozen versions, their entries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import select

from disclosure.problems import NotFoundError
from disclosure.store.models import AuditEntryRow, NoticeRow, NoticeVersionRow, OverrideRow
from disclosure.store.trail import read_entry
from disclosure.trail.actions import Action
from disclosure.words.drafts import Draft
from disclosure.words.overrides import Override
from disclosure.words.record import as_data, from_data, rests_data, rests_from

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from disclosure.store.transactions import Transaction
    from disclosure.trail.entries import Entry

NO_VERSION = "There is no such version of this notice."
REDACTED = "[Redacted]"
"""What stands for words by hand that were removed."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A notice somebody has worked on.

    Attributes:
        template: The id of the notice in the catalogue.
        series: 1 for the first, and on: a notice is begun again after it was given.
    """

    id: UUID
    incident_id: UUID
    template: str
    series: int


@dataclass(frozen=True, slots=True)
class Version:
    """A frozen text.

    Attributes:
        edits: The last edit by hand of each sentence that it took in: id to number.
        known_at: From what was known at which instant it was drafted.
        authors: Who wrote or froze it.
    """

    notice_id: UUID
    number: int
    digest: str
    draft: Draft
    edits: Mapping[str, int]
    known_at: datetime
    law_as_of: date
    frozen_by: UUID
    authors: frozenset[UUID]


# ---- Notices -----------------------------------------------------------------------------


def begun_of(tx: Transaction, incident_id: UUID) -> tuple[Begun, ...]:
    """Give every notice begun in an incident, the series of each in order."""
    rows = tx.session.scalars(
        select(NoticeRow)
        .where(NoticeRow.incident_id == incident_id)
        .order_by(NoticeRow.begun_at, NoticeRow.series)
    )
    return tuple(_begun(row) for row in rows)


def begin(tx: Transaction, incident_id: UUID, template: str, series: int) -> Begun:
    """Begin a notice, or begin it again; only a person does."""
    if tx.actor is None:
        message = "A notice is begun by a person."
        raise ValueError(message)
    row = NoticeRow(
        id=uuid4(),
        incident_id=incident_id,
        template=template,
        series=series,
        begun_at=tx.at,
        begun_by=tx.actor.id,
    )
    tx.session.add(row)
    tx.session.flush()
    return _begun(row)


def _begun(row: NoticeRow) -> Begun:
    return Begun(row.id, row.incident_id, row.template, row.series)


# ---- Edits by hand -----------------------------------------------------------------------


def overrides_of(tx: Transaction, notices: Collection[UUID]) -> Mapping[UUID, tuple[Override, ...]]:
    """Give every edit by hand of some notices, in one statement."""
    found: dict[UUID, list[Override]] = defaultdict(list)
    for row in _of_notices(tx, OverrideRow, notices):
        found[row.notice_id].append(_override(row))
    return {notice: tuple(edits) for notice, edits in found.items()}


def add_override(tx: Transaction, notice_id: UUID, override: Override) -> None:
    """Add an edit by hand."""
    tx.session.add(
        OverrideRow(
            notice_id=notice_id,
            sentence=override.sentence_id,
            number=override.number,
            content={
                "text": override.text,
                "is_removed": override.is_removed,
                "rests_on": rests_data(override.rests_on),
                "drafted_text": override.drafted_text,
                "after": override.after,
            },
            reason=override.reason,
            author=override.author,
            author_name=override.author_name,
            at=override.at,
        )
    )


def _override(row: OverrideRow) -> Override:
    return Override(
        sentence_id=row.sentence,
        number=row.number,
        text=row.content.get("text", REDACTED),
        is_removed=row.content["is_removed"],
        rests_on=rests_from(row.content["rests_on"]),
        reason=row.reason,
        author=row.author,
        author_name=row.author_name,
        at=row.at,
        drafted_text=row.content.get("drafted_text", ""),
        after=row.content["after"],
    )


# ---- Versions ----------------------------------------------------------------------------


def versions_of(tx: Transaction, notices: Collection[UUID]) -> Mapping[UUID, tuple[Version, ...]]:
    """Give every frozen version of some notices in their order, in one statement."""
    found: dict[UUID, list[Version]] = defaultdict(list)
    for row in _of_notices(tx, NoticeVersionRow, notices):
        found[row.notice_id].append(_version(row))
    return {notice: tuple(versions) for notice, versions in found.items()}


def has_versions(tx: Transaction, incident_id: UUID) -> bool:
    """Say whether any text of an incident was ever frozen."""
    wanted = (
        select(NoticeVersionRow.number)
        .join(NoticeRow, NoticeRow.id == NoticeVersionRow.notice_id)
        .where(NoticeRow.incident_id == incident_id)
        .limit(1)
    )
    return tx.session.scalar(wanted) is not None


def version_of(tx: Transaction, notice_id: UUID, number: int) -> Version:
    """Give one frozen version.

    Raises:
        NotFoundError: There is none of that number.
    """
    row = tx.session.get(NoticeVersionRow, (notice_id, number))
    if row is None:
        raise NotFoundError(NO_VERSION)
    return _version(row)


def add_version(tx: Transaction, version: Version) -> None:
    """Keep a frozen text. What was said, and on what it rested, stands beside the draft."""
    tx.session.add(
        NoticeVersionRow(
            notice_id=version.notice_id,
            number=version.number,
            digest=version.digest,
            draft={
                **as_data(version.draft),
                "said": list(_said(version.draft)),
                "edits": dict(version.edits),
            },
            known_at=version.known_at,
            law_as_of=version.law_as_of,
            frozen_at=tx.at,
            frozen_by=version.frozen_by,
            authors=sorted(str(author) for author in version.authors),
        )
    )


def _said(draft: Draft) -> Iterable[dict[str, Any]]:
    for sentence in draft.said():
        rests = [f"{rest.fact}@{rest.version}" for rest in sentence.rests_on]
        yield {"id": sentence.id, "text": sentence.text, "rests_on": rests}


def _version(row: NoticeVersionRow) -> Version:
    return Version(
        notice_id=row.notice_id,
        number=row.number,
        digest=row.digest,
        draft=from_data(row.draft),
        edits=dict(row.draft["edits"]),
        known_at=row.known_at,
        law_as_of=row.law_as_of,
        frozen_by=row.frozen_by,
        authors=frozenset(UUID(author) for author in row.authors),
    )


def _of_notices(tx: Transaction, table: Any, notices: Collection[UUID]) -> Sequence[Any]:  # noqa: ANN401 - either table of the two
    if not notices:
        return ()
    wanted = select(table).where(table.notice_id.in_(notices))
    return tx.session.scalars(wanted.order_by(table.notice_id, table.number)).all()


# ---- What happened to them ---------------------------------------------------------------


def entries_about(
    tx: Transaction, incident_id: UUID, subjects: Collection[UUID]
) -> Mapping[UUID, tuple[Entry, ...]]:
    """Give the entries of the trail about some notices in their order, in one statement.

    That a document was made of a text says nothing about the text, and is left out.
    """
    if not subjects:
        return {}
    rows = tx.session.scalars(
        select(AuditEntryRow)
        .where(
            AuditEntryRow.chain == str(incident_id),
            AuditEntryRow.subject.in_([str(subject) for subject in subjects]),
            AuditEntryRow.action != Action.DOCUMENT_MADE,
        )
        .order_by(AuditEntryRow.seq)
    )
    found: dict[UUID, list[Entry]] = defaultdict(list)
    for row in rows:
        found[UUID(row.subject)].append(read_entry(row))
    return {subject: tuple(entries) for subject, entries in found.items()}

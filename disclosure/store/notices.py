"""Notices of an incident: their series, the edits by hand, the frozen versions, their entries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import bindparam, select

from disclosure.problems import NotFoundError
from disclosure.store.models import AuditEntryRow, NoticeRow, NoticeVersionRow, OverrideRow
from disclosure.store.tables import by_then, table_of
from disclosure.store.trail import read_entry
from disclosure.trail.actions import Action
from disclosure.words.drafts import FIXED, Draft
from disclosure.words.overrides import Override
from disclosure.words.record import as_data, from_data, rests_data, rests_from

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Select

    from disclosure.store.models import Base
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
    return tuple(_begun(row) for row in tx.ask(_BEGUN, incident=incident_id, until=tx.until))


def begin(tx: Transaction, incident_id: UUID, template: str, series: int) -> Begun:
    """Begin a notice, or begin it again; only a person does."""
    (made,) = begin_all(tx, incident_id, {template: series})
    return made


def begin_all(tx: Transaction, incident_id: UUID, series: Mapping[str, int]) -> tuple[Begun, ...]:
    """Begin notices, or begin them again, each as its series says; only a person does."""
    if tx.actor is None:
        message = "A notice is begun by a person."
        raise ValueError(message)
    made = [Begun(uuid4(), incident_id, name, number) for name, number in series.items()]
    said = {"begun_at": tx.at, "begun_by": tx.actor.id}
    tx.put(NoticeRow, [{**_fields(begun), **said} for begun in made])
    return tuple(made)


def _fields(begun: Begun) -> dict[str, object]:
    return {each.name: getattr(begun, each.name) for each in fields(Begun)}


def _begun(row: Any) -> Begun:  # noqa: ANN401 - a result row
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
                "drafted_on": rests_data(override.drafted_on),
                "after": override.after,
            },
            reason=override.reason,
            author=override.author,
            author_name=override.author_name,
            at=override.at,
        )
    )


def _override(row: Any) -> Override:  # noqa: ANN401 - a result row
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
        drafted_on=rests_from(row.content.get("drafted_on", [])),
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
    found = tx.ask(_ANY, incident=incident_id, until=tx.until)
    return found.scalar() is not None


def version_of(tx: Transaction, notice_id: UUID, number: int) -> Version:
    """Give one frozen version.

    Raises:
        NotFoundError: There is none of that number.
    """
    row = tx.session.get(NoticeVersionRow, (notice_id, number))
    if row is None:
        raise NotFoundError(NO_VERSION)
    return _version(row)


def add_versions(tx: Transaction, versions: Iterable[Version]) -> None:
    """Keep frozen texts. What was said, and on what it rested, stands beside the draft."""
    rows = [
        {
            "notice_id": version.notice_id,
            "number": version.number,
            "digest": version.digest,
            "draft": {
                **as_data(version.draft),
                "said": list(_said(version.draft)),
                "edits": dict(version.edits),
            },
            "known_at": version.known_at,
            "law_as_of": version.law_as_of,
            "frozen_at": tx.at,
            "frozen_by": version.frozen_by,
            "authors": sorted(str(author) for author in version.authors),
        }
        for version in versions
    ]
    tx.put(NoticeVersionRow, rows)


def _said(draft: Draft) -> Iterable[dict[str, Any]]:
    for sentence in draft.said():
        rests = [f"{rest.fact}@{rest.version}" for rest in sentence.rests_on]
        # What somebody wrote in place of a fixed sentence may tell a fact.
        fixed = {"fixed": True} if sentence.kind == FIXED and not sentence.by_hand else {}
        yield {"id": sentence.id, "text": sentence.text, "rests_on": rests, **fixed}


def _version(row: Any) -> Version:  # noqa: ANN401 - a row, or a result row with its columns
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


def _of_notices(tx: Transaction, table: type[Base], notices: Collection[UUID]) -> Sequence[Any]:
    if not notices:
        return ()
    return tx.ask(_OF_NOTICES[table], notices=list(notices), until=tx.until).all()


# ---- What happened to them ---------------------------------------------------------------


def entries_about(
    tx: Transaction, incident_id: UUID, subjects: Collection[UUID]
) -> Mapping[UUID, tuple[Entry, ...]]:
    """Give the entries of the trail about some notices in their order, in one statement.

    That a document was made of a text says nothing about the text, and is left out.
    """
    if not subjects:
        return {}
    rows = tx.ask(
        _ABOUT,
        chain=str(incident_id),
        subjects=[str(subject) for subject in subjects],
        until=tx.until,
    )
    found: dict[UUID, list[Entry]] = defaultdict(list)
    for row in rows:
        found[UUID(row.subject)].append(read_entry(row))
    return {subject: tuple(entries) for subject, entries in found.items()}


# Made once: to put a statement together costs more than to run it.
_NOTICE, _TEXT, _ENTRY = (table_of(row) for row in (NoticeRow, NoticeVersionRow, AuditEntryRow))
_BEGUN = (
    select(_NOTICE)
    .where(_NOTICE.c.incident_id == bindparam("incident"), by_then(NoticeRow))
    .order_by(_NOTICE.c.begun_at, _NOTICE.c.series)
)
_ANY = (
    select(_TEXT.c.number)
    .join(_NOTICE, _NOTICE.c.id == _TEXT.c.notice_id)
    .where(_NOTICE.c.incident_id == bindparam("incident"), by_then(NoticeVersionRow))
    .limit(1)
)
_ABOUT = (
    select(_ENTRY)
    .where(
        _ENTRY.c.chain == bindparam("chain"),
        _ENTRY.c.subject.in_(bindparam("subjects", expanding=True)),
        _ENTRY.c.action != str(Action.DOCUMENT_MADE),
        by_then(AuditEntryRow),
    )
    .order_by(_ENTRY.c.seq)
)


def _of_several(row: type[Base], *order: str) -> Select[Any]:
    table = table_of(row)
    wanted = select(table).where(
        table.c.notice_id.in_(bindparam("notices", expanding=True)), by_then(row)
    )
    return wanted.order_by(*(table.c[name] for name in order))


_OF_NOTICES: Mapping[type[Base], Select[Any]] = {
    row: _of_several(row, "notice_id", "number") for row in (OverrideRow, NoticeVersionRow)
}

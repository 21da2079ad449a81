"""Word files of a notice: comparisons as a file, and what came back from outside."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.outputs.outgoing import Outgoing
from disclosure.outputs.papers import DRAFT, EXAMPLE
from disclosure.outputs.word_package import DOCX_TYPE
from disclosure.outputs.word_redline import Compared, redline_docx
from disclosure.problems import NotFoundError
from disclosure.services import word_pages as pages
from disclosure.services.notice_overtaken import marks_of
from disclosure.services.notice_pages import of_notice
from disclosure.services.notice_texts import need_role
from disclosure.services.notices import NOW
from disclosure.services.receipts import LONGEST_NAME
from disclosure.services.registers import LONGEST_NAME as LONGEST_FILE_NAME
from disclosure.services.registers import NOT_IN_NAMES, Handed
from disclosure.services.word_deciding import Deciding, begun_of, need_line
from disclosure.services.word_returned import (
    ReadFile,
    Standings,
    anchor_of,
    came,
    decided_in,
    read_file,
)
from disclosure.signoff.people import Role
from disclosure.store import notices as stored
from disclosure.store.bundles import receipts_kept
from disclosure.store.submissions import ReceiptFile, add_receipt, receipt_of
from disclosure.store.trail import latest_entries
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from disclosure.services.notice_texts import Loaded, NoticeTexts, One
    from disclosure.services.receipts import Upload
    from disclosure.services.word_deciding import Taking
    from disclosure.signoff.people import Person
    from disclosure.store.bundles import KeptFile
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.trail.entries import Entry
    from disclosure.words.drafts import Draft

NO_FILE = "There is no such file here."
SEEN_BY_NAME = '"\\/:*?<>|'


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two texts that are compared."""

    draft: Draft
    series: int
    version: int | None
    at: datetime
    by: str

    @property
    def words(self) -> str:
        """Say which text it is, in the name of a file."""
        if self.version is None:
            return "as it stands"
        again = f"text {self.series} " if self.series > 1 else ""
        return f"{again}version {self.version}"


@dataclass(frozen=True, slots=True)
class WordFiles:
    """Hands out comparisons, takes in what came back, and decides on it change by change.

    Attributes:
        is_example: Everything in this installation is made up, and every file says so.
    """

    transactions: Transactions
    texts: NoticeTexts
    is_example: bool = False

    # ---- Out -----------------------------------------------------------------------------

    def redline(
        self, person: Person, incident_id: UUID, name: str, *, older: str, newer: str
    ) -> Handed:
        """Give two texts of a notice as one Word file with tracked changes.

        Raises:
            NotFoundError: There is no such notice or version, or it is not theirs to see.
        """
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            before, after = (self._side(tx, loaded, one, ref) for ref in (older, newer))
        marks = (DRAFT, *((EXAMPLE,) if self.is_example else ()))
        outgoing = Outgoing(
            draft=after.draft,
            organisation=loaded.case.organisation,
            version=after.version,
            dated_at=after.at,
            zone=loaded.case.zone,
            series=after.series,
            marks=marks,
        )
        body = redline_docx(Compared(before.draft, outgoing, after.by, after.at))
        title = f"{one.notice.title} - {before.words} to {after.words} - comparison"
        kept = "".join(char for char in title if char.isprintable() and char not in NOT_IN_NAMES)
        return Handed(f"{' '.join(kept.split())[:LONGEST_FILE_NAME]}.docx", DOCX_TYPE, body)

    def _side(self, tx: Transaction, loaded: Loaded, one: One, ref: str) -> _Side:
        if ref == NOW:
            draft = self.texts.working(loaded, [one])[one.notice.id].draft
            last = latest_entries(tx, loaded.incident.id, 1)[0]
            return _Side(draft, one.series, None, last.at, loaded.case.organisation.name)
        series, _, number = ref.partition(".")
        found = [b for b in (*one.earlier, one.begun) if b and str(b.series) == series]
        if not found or not (number.isascii() and number.isdecimal()):
            raise NotFoundError(stored.NO_VERSION)
        version = stored.version_of(tx, found[0].id, int(number[:6]))
        entries = stored.entries_about(tx, loaded.incident.id, [found[0].id]).get(found[0].id, ())
        by = _frozen_by(entries, version.number) or loaded.case.organisation.name
        return _Side(version.draft, found[0].series, version.number, version.known_at, by)

    # ---- In ------------------------------------------------------------------------------

    def view(self, person: Person, incident_id: UUID, name: str) -> pages.WordPage:
        """List the Word files of a notice: those one can have, and those that came back.

        Raises:
            NotFoundError: There is no such notice, or the incident is not theirs to see.
        """
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            files = tuple(reversed(list(_files(tx, loaded, one))))
        now = () if one.is_out else (NOW,)
        refs = (*now, *(f"{one.series}.{v.number}" for v in reversed(one.versions)))
        return pages.WordPage(one, files, refs, marks_of(loaded, one))

    def take_in(self, person: Person, incident_id: UUID, name: str, upload: Upload) -> UUID:
        """Keep a file that came back; the same file twice is kept once. Gives its id.

        Raises:
            ForbiddenError: The person is no drafter.
            InvalidInputError: It is no Word file, or was not made from a text of this notice.
        """
        need_role(person, Role.DRAFTER, "bring back a text")
        file = ReceiptFile(_clean(upload.name), DOCX_TYPE, upload.body)
        read = read_file(file.name, file.body)
        with self.transactions.begin(person) as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            working = self.texts.working(loaded, [one])[one.notice.id]
            found = came(tx, one, working, read)
            sha256 = _digest(file.body)
            held = [line for line in _files(tx, loaded, one) if line.sha256 == sha256 and line.name]
            if held:
                return held[0].receipt_id
            begun = begun_of(tx, loaded, one)
            kept = add_receipt(tx, incident_id, file, sha256=sha256, by=person.id)
            tx.record(
                Action.RECEIPT_ADDED,
                chain=incident_id,
                subject=kept,
                detail={"name": file.name, "size": len(file.body), "sha256": sha256},
            )
            tx.record(
                Action.NOTICE_RETURNED,
                chain=incident_id,
                subject=begun.id,
                detail={
                    "template": one.notice.id,
                    "file": str(kept),
                    "sha256": sha256,
                    "text": found.origin.ref if found.origin else "",
                    "changes": len(found.changes),
                },
            )
            return kept

    def returned(
        self, person: Person, incident_id: UUID, name: str, receipt_id: UUID
    ) -> pages.ReturnedPage:
        """Show every change of a file that came back.

        Raises:
            NotFoundError: There is no such file, or the incident is not theirs to see.
        """
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            return self._returned(tx, loaded, one, receipt_id)[0]

    def change(
        self, person: Person, incident_id: UUID, name: str, receipt_id: UUID, *, key: str
    ) -> pages.ChangePage:
        """Show one change, with what its words may rest on.

        Raises:
            NotFoundError: There is no such change, or the incident is not theirs to see.
        """
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            page, deciding = self._deciding(tx, loaded, one, receipt_id, key=key)
        return pages.ChangePage(page, deciding.line, deciding.page(), deciding.faults())

    def take(
        self,
        person: Person,
        incident_id: UUID,
        name: str,
        receipt_id: UUID,
        *,
        key: str,
        taking: Taking,
    ) -> None:
        """Let a change stand in the draft.

        Raises:
            ForbiddenError: The person is no drafter.
            InvalidInputError: The words, the reason or what they rest on are refused.
            ConflictError: It was decided already, or the sentence was edited in the meantime.
            RuleError: It cannot be taken; says why.
        """
        need_role(person, Role.DRAFTER, "edit a notice")
        read = self._read_before(person, incident_id, name, receipt_id)
        with self.transactions.begin(person) as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            _, deciding = self._deciding(tx, loaded, one, receipt_id, key=key, read=read)
            deciding.take(taking, person)

    def refuse(
        self,
        person: Person,
        incident_id: UUID,
        name: str,
        receipt_id: UUID,
        *,
        key: str,
        reason: str = "",
    ) -> None:
        """Leave the draft as it is, and record that a change was seen.

        Raises:
            ForbiddenError: The person is no drafter.
            ConflictError: It was decided already.
        """
        need_role(person, Role.DRAFTER, "edit a notice")
        read = self._read_before(person, incident_id, name, receipt_id)
        with self.transactions.begin(person) as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            _, deciding = self._deciding(tx, loaded, one, receipt_id, key=key, read=read)
            deciding.refuse(reason)

    # ---- Steps ---------------------------------------------------------------------------

    def _read_before(
        self, person: Person, incident_id: UUID, name: str, receipt_id: UUID
    ) -> ReadFile | None:
        """Read a file before the transaction that writes, which would keep others waiting.

        A file that is kept never changes; one that was redacted is gone, and nothing is read.
        """
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
            file = _file(tx, loaded, self.texts.one(loaded, name), receipt_id)
            body = receipt_of(tx, loaded.incident.id, receipt_id).body if file.name else b""
        return read_file(file.name, body) if file.name else None

    def _deciding(
        self,
        tx: Transaction,
        loaded: Loaded,
        one: One,
        receipt_id: UUID,
        *,
        key: str,
        read: ReadFile | None = None,
    ) -> tuple[pages.ReturnedPage, Deciding]:
        page, standings = self._returned(tx, loaded, one, receipt_id, read=read)
        line = need_line(page.line(key))
        if standings is None:
            raise NotFoundError(NO_FILE)
        change, decided = line.change, standings.decided
        return page, Deciding(
            tx=tx,
            texts=self.texts,
            loaded=loaded,
            one=one,
            working=standings.working,
            receipt_id=receipt_id,
            line=line,
            anchor=anchor_of(change, standings.file, decided) if change.after else "",
        )

    def _returned(
        self,
        tx: Transaction,
        loaded: Loaded,
        one: One,
        receipt_id: UUID,
        *,
        read: ReadFile | None = None,
    ) -> tuple[pages.ReturnedPage, Standings | None]:
        file = _file(tx, loaded, one, receipt_id)
        marks = marks_of(loaded, one)
        if not file.name:
            gone = pages.ReturnedPage(one, file, "", (), (), (), is_gone=True, marks=marks)
            return gone, None
        if read is None:
            read = read_file(file.name, receipt_of(tx, loaded.incident.id, receipt_id).body)
        working = self.texts.working(loaded, [one])[one.notice.id]
        found = came(tx, one, working, read)
        decided = decided_in(one.entries, receipt_id)
        checks = any(done.is_taken for done in decided.values())
        findings = self.texts.findings(loaded, [working.draft]) if checks else ()
        own = of_notice(findings, one.notice.id)
        standings = Standings(one, working, found, decided, own)
        page = pages.ReturnedPage(
            one=one,
            file=file,
            note=found.note,
            lines=standings.lines(),
            comments=standings.comments(),
            odd=found.odd,
            marks=marks,
        )
        return page, standings


def _file(tx: Transaction, loaded: Loaded, one: One, receipt_id: UUID) -> pages.FileLine:
    for file in _files(tx, loaded, one):
        if file.receipt_id == receipt_id:
            return file
    raise NotFoundError(NO_FILE)


def _files(tx: Transaction, loaded: Loaded, one: One) -> Iterator[pages.FileLine]:
    """Give the files of a notice that came back, the first first."""
    came_back = [entry for entry in one.entries if entry.action is Action.NOTICE_RETURNED]
    if not came_back:
        return
    held = {kept.id: kept for kept in receipts_kept(tx, loaded.incident.id)}
    for entry in came_back:
        receipt_id = UUID(str(entry.detail["file"]))
        yield _line(entry, receipt_id, held.get(receipt_id), one)


def _line(entry: Entry, receipt_id: UUID, kept: KeptFile | None, one: One) -> pages.FileLine:
    changes = entry.detail.get("changes")
    return pages.FileLine(
        receipt_id=receipt_id,
        name=kept.name if kept else "",
        size=kept.size if kept else 0,
        sha256=str(entry.detail.get("sha256", "")),
        ref=str(entry.detail.get("text", "")),
        by=entry.actor_name,
        at=entry.at,
        changes=changes if isinstance(changes, int) else 0,
        decided=len(decided_in(one.entries, receipt_id)),
    )


def _frozen_by(entries: tuple[Entry, ...], number: int) -> str:
    wanted = (Action.NOTICE_FROZEN, number)
    return next(
        (e.actor_name for e in entries if (e.action, e.detail.get("version")) == wanted), ""
    )


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _clean(name: str) -> str:
    """Give a name without folders, of any system, and without characters nobody sees."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    clean = "".join(char for char in last if char.isprintable() and char not in SEEN_BY_NAME)
    stem, dot, end = clean.strip(". ").rpartition(".")
    return f"{stem[: LONGEST_NAME - len(end) - 1]}{dot}{end}" if dot else clean

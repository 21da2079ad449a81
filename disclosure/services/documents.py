"""Documents: asked for, made by a worker, kept for good; nobody waits for one in a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.problems import NotFoundError, RuleError
from disclosure.services.document_packs import (
    joined,
    pack_of,
    target_of,
    text_name,
    wanted_of,
)
from disclosure.store import document_jobs as jobs
from disclosure.store import documents as store
from disclosure.store.document_jobs import FAILED, PENDING, JobState
from disclosure.store.documents import DocumentKind, Stored, Target, Text
from disclosure.store.incidents import incident_for

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from disclosure.outputs.press import Press
    from disclosure.services.document_papers import DocumentPapers
    from disclosure.signoff.people import Person
    from disclosure.store.incidents import Incident
    from disclosure.store.transactions import Transaction, Transactions

__all__ = ["DocumentKind", "Documents"]

OF_TEXTS = (DocumentKind.DRAFT, DocumentKind.RECORD)
OF_INCIDENTS = (DocumentKind.PACK, DocumentKind.BOARD)
NO_DOCUMENT = "There is no such document."
PDF_TYPE, ZIP_TYPE = "application/pdf", "application/zip"
BOARD_NAME = "First-hours"


@dataclass(frozen=True, slots=True)
class Handed:
    """A document as it is handed out.

    Attributes:
        body: None where whoever asks has it already.
    """

    name: str
    media_type: str
    body: bytes | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Line:
    """A document, and how far it is.

    Attributes:
        title: What it is a document of.
        text: The frozen text; None of a pack and of a board page.
        name: What its file is called.
        stored: The document; None while it is not made.
        job: How its making stands; None where nobody asked for it.
        as_of: Of a board page, the instant it looks from; of a pack, when the last text in it
            was frozen or released.
        is_old: Something was recorded since that would come out different.
    """

    kind: DocumentKind
    title: str
    text: Text | None
    name: str
    stored: Stored | None
    job: JobState | None
    as_of: datetime | None = None
    is_old: bool = False

    @property
    def state(self) -> str:
        """Give how far it is: ready, redacted, failed, retried, waiting or none."""
        if self.stored is not None:
            return "ready" if self.stored.redacted_by is None else "redacted"
        if self.job is not None and self.job.state == FAILED:
            return "failed"
        if self.job is not None and self.job.state == PENDING:
            return "retried" if self.job.error else "waiting"
        return "none"


@dataclass(frozen=True, slots=True)
class WholePage:
    """The documents of an incident: of each of its texts, and of all together.

    Attributes:
        why_off: Why no PDF can be made; nothing where they can.
        pack: The pack; None while no text was frozen.
    """

    texts: tuple[Line, ...]
    pack: Line | None
    board: Line
    why_off: str


@dataclass(frozen=True, slots=True)
class Documents:
    """Gives documents, and has them made."""

    transactions: Transactions
    papers: DocumentPapers
    press: Press

    # ---- Reading -------------------------------------------------------------------------

    @property
    def why_off(self) -> str:
        """Say why no PDF can be made on this machine; nothing where it can."""
        return self.press.why_off()

    def of_notice(self, person: Person, incident_id: UUID, name: str) -> tuple[Line, ...]:
        """Give the document of every frozen text of a notice.

        Raises:
            NotFoundError: The incident does not exist or is not theirs to see.
        """
        with self.transactions.read() as tx:
            incident = incident_for(tx, person, incident_id)
            texts = [text for text in store.texts_of(tx, incident_id) if text.template == name]
            return self._lines(tx, incident, texts)

    def of_incident(self, person: Person, incident_id: UUID) -> WholePage:
        """Give the documents of an incident.

        Raises:
            NotFoundError: The incident does not exist or is not theirs to see.
        """
        with self.transactions.read() as tx:
            incident = incident_for(tx, person, incident_id)
            texts = wanted_of(store.texts_of(tx, incident_id))
            held = store.of_incident(tx, incident_id)
            return WholePage(
                texts=self._lines(tx, incident, texts, held),
                pack=self._pack(tx, incident, texts, held),
                board=self._board(tx, incident, held),
                why_off=self.why_off,
            )

    def one(self, person: Person, incident_id: UUID, name: str, *, ref: str, kind: str) -> Line:
        """Give the document of a text, and how far it is.

        Args:
            person: Who asks.
            incident_id: The incident.
            name: The notice.
            ref: The series and the number of the version: `1.2`.
            kind: draft, or record once it was released.

        Raises:
            NotFoundError: There is no such document, or the incident is not theirs to see.
        """
        with self.transactions.read() as tx:
            incident = incident_for(tx, person, incident_id)
            text, wanted = _text(tx, incident_id, name, ref, kind)
            return self._lines(tx, incident, [text], kind=wanted)[0]

    def whole(self, person: Person, incident_id: UUID, kind: str) -> Line:
        """Give the pack or the board page of an incident, and how far it is.

        Raises:
            NotFoundError: There is none, or the incident is not theirs to see.
        """
        page = self.of_incident(person, incident_id)
        line = {str(DocumentKind.PACK): page.pack, str(DocumentKind.BOARD): page.board}.get(kind)
        if line is None:
            raise NotFoundError(NO_DOCUMENT)
        return line

    def handed(self, person: Person, incident_id: UUID, line: Line) -> Handed:
        """Give the bytes of a document that is ready.

        Raises:
            NotFoundError: It is not there, or not theirs to see.
        """
        stored = line.stored
        if stored is None:
            raise NotFoundError(NO_DOCUMENT)
        with self.transactions.read() as tx:
            incident_for(tx, person, incident_id)
            body = store.bodies_of(tx, [stored.id]).get(stored.id)
        if body is None:
            raise NotFoundError(NO_DOCUMENT)
        media_type = ZIP_TYPE if line.kind is DocumentKind.PACK else PDF_TYPE
        return Handed(line.name, media_type, body, stored.sha256)

    def pack(self, person: Person, incident_id: UUID, known: Collection[str] = ()) -> Handed | None:
        """Give the pack of an incident as it is now; None while it is not made.

        Args:
            person: Who asks.
            incident_id: The incident.
            known: The digests of the packs that they have already.

        Raises:
            NotFoundError: There is none, or the incident is not theirs to see.
        """
        with self.transactions.read() as tx:
            incident = incident_for(tx, person, incident_id)
            target = pack_of(incident_id, wanted_of(store.texts_of(tx, incident_id)))
            if target is None:
                raise NotFoundError(NO_DOCUMENT)
            found = store.file_of(tx, target.key, known)
        if found is None:
            return None
        return Handed(pack_name(incident), ZIP_TYPE, body=found[1], sha256=found[0])

    # ---- Asking --------------------------------------------------------------------------

    def ask(self, person: Person, incident_id: UUID, name: str, *, ref: str, kind: str) -> Line:
        """Have the document of a text made, unless it is there or being made.

        Raises:
            NotFoundError: There is no such text, or the incident is not theirs to see.
            RuleError: No PDF can be made on this machine.
        """
        line = self.one(person, incident_id, name, ref=ref, kind=kind)
        if line.stored is None and line.state != "waiting":
            self._check_on()
            with self.transactions.begin(person) as tx:
                incident_for(tx, person, incident_id)
                text, wanted = _text(tx, incident_id, name, ref, kind)
                jobs.queue(tx, target_of(incident_id, text, wanted), asked_by=person.id)
        return self.one(person, incident_id, name, ref=ref, kind=kind)

    def ask_whole(self, person: Person, incident_id: UUID, kind: str) -> None:
        """Have the pack made, unless it is there, or a board page as of now.

        Raises:
            NotFoundError: There is nothing to make it of, or the incident is not theirs to see.
            RuleError: No PDF can be made on this machine.
        """
        line = self.whole(person, incident_id, kind)
        is_there = line.stored is not None and not line.is_old
        if is_there or (line.job is not None and line.job.state == PENDING and not line.job.error):
            return
        self._check_on()
        with self.transactions.begin(person) as tx:
            incident_for(tx, person, incident_id)
            target: Target | None = Target(incident_id, DocumentKind.BOARD, tx.at.isoformat())
            if line.kind is DocumentKind.PACK:
                target = pack_of(incident_id, wanted_of(store.texts_of(tx, incident_id)))
            if target is not None:
                jobs.queue(tx, target, asked_by=person.id)

    def _check_on(self) -> None:
        if self.why_off:
            raise RuleError("pdf-off", self.why_off)

    # ---- Lines ---------------------------------------------------------------------------

    def _lines(
        self,
        tx: Transaction,
        incident: Incident,
        texts: Sequence[Text],
        held: Sequence[Stored] | None = None,
        *,
        kind: DocumentKind | None = None,
    ) -> tuple[Line, ...]:
        if not texts:
            return ()
        targets = [target_of(incident.id, text, kind or text.kind) for text in texts]
        every = store.of_incident(tx, incident.id) if held is None else held
        stored = {each.key: each for each in every}
        states = jobs.states_of(tx, [target.key for target in targets])
        return tuple(
            Line(
                kind=target.kind,
                title=self._title(text),
                text=text,
                name=f"{self.name_of(incident, text, target.kind)}.pdf",
                stored=stored.get(target.key),
                job=states.get(target.key),
            )
            for text, target in zip(texts, targets, strict=True)
        )

    def _pack(
        self, tx: Transaction, incident: Incident, texts: Sequence[Text], held: Sequence[Stored]
    ) -> Line | None:
        target = pack_of(incident.id, texts)
        if target is None:
            return None
        stored = next((each for each in held if each.key == target.key), None)
        return Line(
            kind=DocumentKind.PACK,
            title="Every notice in one file",
            text=None,
            name=pack_name(incident),
            stored=stored,
            job=jobs.states_of(tx, [target.key]).get(target.key),
        )

    def _board(self, tx: Transaction, incident: Incident, held: Sequence[Stored]) -> Line:
        made = [each for each in held if each.kind is DocumentKind.BOARD]
        stored, job = (
            made[-1] if made else None,
            jobs.latest_of(tx, incident.id, DocumentKind.BOARD),
        )
        as_of = datetime.fromisoformat(stored.key.split(":", 3)[3]) if stored else None
        day = f"{as_of.astimezone(incident.zone):%Y-%m-%d-%H%M}" if as_of else ""
        return Line(
            kind=DocumentKind.BOARD,
            title="The first hours on one page",
            text=None,
            name=f"{joined(incident.title, BOARD_NAME, day)}.pdf",
            stored=stored,
            job=job,
            as_of=as_of,
            is_old=True,
        )

    def name_of(self, incident: Incident, text: Text, kind: DocumentKind) -> str:
        """Name the document of a text, without an ending."""
        return text_name(incident.title, self._title(text), text, self.papers.marks(kind))

    def _title(self, text: Text) -> str:
        return self.papers.packs.catalogue.notice(text.template).title


def pack_name(incident: Incident) -> str:
    """Name the pack of an incident."""
    return f"{joined(incident.title, 'Notices')}.zip"


def _text(
    tx: Transaction, incident_id: UUID, name: str, ref: str, kind: str
) -> tuple[Text, DocumentKind]:
    """Find a frozen text; a record there is only of one that was released."""
    for text in store.texts_of(tx, incident_id):
        if (text.template, text.ref) == (name, ref) and kind in OF_TEXTS:
            wanted = DocumentKind(kind)
            if wanted is DocumentKind.DRAFT or text.released:
                return text, wanted
    raise NotFoundError(NO_DOCUMENT)

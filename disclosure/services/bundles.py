"""Bundles: one file with everything recorded about an incident, to be verified anywhere."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING
from uuid import UUID

import disclosure
from disclosure.problems import ConflictError, ForbiddenError, NotFoundError
from disclosure.signoff.people import Role
from disclosure.store import bundles as store
from disclosure.store import documents
from disclosure.store.incidents import Incident, incident_for
from disclosure.store.submissions import receipt_of
from disclosure.store.trail import whole_chain
from disclosure.trail.actions import Action
from disclosure.trail.contents import text_path
from disclosure.trail.entries import Plain, canonical
from disclosure.trail.lines import as_line
from disclosure.trail.manifests import (
    FACTS,
    JUDGEMENTS,
    LOOKS,
    MANIFEST,
    README,
    SUBMISSIONS,
    TRAIL,
    File,
    Manifest,
    contents,
    written,
)

if TYPE_CHECKING:
    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transaction, Transactions

MAY_EXPORT = (Role.OWNER, Role.APPROVER)
IN_MEMORY = 8 * 1024 * 1024
"""Up to this size a bundle is made in memory, beyond it in a file without a name."""
ENDS = frozenset({"pdf", "png", "jpg", "jpeg", "eml", "txt", "msg"})

READ_ME = """\
This file holds everything recorded about one incident, up to the moment of its export.

  trail.jsonl        who did what, when and why; one entry a line, each tied to the one before
  facts.jsonl        every version of every fact
  judgements.jsonl   every judgement, with its reasons
  looks.jsonl        who looked at a decision not to notify after it was made
  submissions.jsonl  every time a notice was given, to whom and how
  versions/          every frozen text
  receipts/          the files that prove something was given
  documents/         PDF files, where any were made
  manifest.json      what is in here, with the SHA-256 of each file

To verify it, without a connection and without the database it came from:

  disclosure verify FILE.zip --head DIGEST

DIGEST is the digest of any entry that you know from elsewhere: it stands in the foot of every
released PDF, and whoever exported this file was shown the last one. Without it, a bundle whose
last entries were cut off by somebody who could write the rest anew cannot be told from a whole one.

What was redacted is gone from here: its seal stays, and an entry says who removed it and why.
Keep this file as you would keep the incident: it may hold inside information and personal data.
"""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes into a bundle beside what is recorded.

    Attributes:
        path: Where it stands in the bundle: `documents/….pdf`.
        read: Gives what is in it, in a transaction that reads.
    """

    path: str
    sha256: str
    size: int
    read: Callable[[Transaction], bytes]

    @property
    def file(self) -> File:
        """Give it as the manifest lists it."""
        return File(self.path, self.sha256, self.size)


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle that was made.

    Attributes:
        name: What to call the file.
        head: The digest of the last entry: whoever keeps it apart can tell a missing end.
    """

    name: str
    seq: int
    head: str


@dataclass(frozen=True, slots=True)
class Bundles:
    """Makes bundles."""

    transactions: Transactions

    def export(self, person: Person, incident_id: UUID) -> tuple[IO[bytes], Exported]:
        """Make a bundle, and record first who takes it.

        Returns:
            A temporary file at its beginning, gone once it is closed; and what it is.

        Raises:
            ForbiddenError: The person is neither owner nor approver.
            NotFoundError: The incident does not exist or is not theirs to see.
        """
        file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes
        try:
            made = self.write(person, incident_id, file)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return file, made

    def write(self, person: Person, incident_id: UUID, file: IO[bytes]) -> Exported:
        """Write a bundle to a file, and record first who takes it.

        Raises:
            ConflictError: Something was redacted while it was written.
            ForbiddenError: The person is neither owner nor approver.
            NotFoundError: The incident does not exist or is not theirs to see.
        """
        if not person.may(*MAY_EXPORT):
            message = "Only an owner or an approver on the team takes a copy of everything. Ask one"
            raise ForbiddenError(f"{message} of them.")
        with self.transactions.begin(person) as tx:
            incident = incident_for(tx, person, incident_id)
            parts = dict(_parts(tx, incident))
            attached = [*_receipts(tx, incident_id), *_documents(tx, incident_id)]
            listed = [*(_file(path, data) for path, data in parts.items())]
            listed += [each.file for each in attached]
            named = (
                disclosure.__version__,
                str(incident.id),
                incident.title,
                incident.organisation_name,
            )
            entry = tx.record(
                Action.BUNDLE_EXPORTED,
                chain=incident_id,
                subject=incident_id,
                detail={"contents": contents(*named, files=listed), "files": len(listed)},
            )
            parts[TRAIL] = _lines(as_line(*each) for each in whole_chain(tx, incident_id))
        at = entry.at.astimezone(UTC)
        listed = sorted([*listed, _file(TRAIL, parts[TRAIL])], key=lambda each: each.path)
        manifest = Manifest(
            *named,
            exported_at=at.isoformat(timespec="microseconds"),
            exported_by=person.name,
            seq=entry.seq,
            head=entry.digest,
            files=tuple(listed),
        )
        self._write(file, {MANIFEST: written(manifest), **parts}, attached, at)
        return Exported(
            f"incident-{str(incident_id)[:8]}-{at:%Y%m%d-%H%M}.zip", entry.seq, entry.digest
        )

    def _write(
        self, file: IO[bytes], parts: dict[str, bytes], attached: list[Attached], at: datetime
    ) -> None:
        # What is large is read one file at a time, and after the commit: nobody waits for it.
        with zipfile.ZipFile(file, "w") as archive, self.transactions.read() as tx:
            for path, data in parts.items():
                archive.writestr(_member(path, at), data)
            for each in attached:
                try:
                    data = each.read(tx)
                except NotFoundError as error:
                    message = "Something was redacted while this copy was made. Export it again."
                    raise ConflictError("redacted-meanwhile", message) from error
                archive.writestr(_member(each.path, at), data)


def _parts(tx: Transaction, incident: Incident) -> Iterator[tuple[str, bytes]]:
    """Give the files that are made of rows."""
    yield README, READ_ME.encode()
    yield FACTS, _lines(map(canonical, store.facts_said(tx, incident.id)))
    yield JUDGEMENTS, _lines(map(canonical, store.judgements_said(tx, incident.id)))
    yield LOOKS, _lines(map(canonical, store.looks_said(tx, incident.id)))
    yield SUBMISSIONS, _lines(map(canonical, store.submissions_said(tx, incident.id)))
    for text in store.texts_kept(tx, incident.id):
        yield text_path(str(text.notice_id), text.number), _readable(text.said)


def _receipts(tx: Transaction, incident_id: UUID) -> Iterator[Attached]:
    for kept in store.receipts_kept(tx, incident_id):
        end = kept.name.rpartition(".")[2].lower()
        path = f"receipts/{kept.id}.{end}" if end in ENDS else f"receipts/{kept.id}"

        def read(tx: Transaction, receipt_id: UUID = kept.id) -> bytes:
            return receipt_of(tx, incident_id, receipt_id).body

        yield Attached(path, kept.sha256, kept.size, read)


def _documents(tx: Transaction, incident_id: UUID) -> Iterator[Attached]:
    """Give the PDF files; a pack holds nothing that is not here already."""
    for stored in documents.of_incident(tx, incident_id):
        if stored.redacted_by is not None or stored.kind is documents.DocumentKind.PACK:
            continue

        def read(tx: Transaction, document_id: UUID = stored.id) -> bytes:
            found = documents.bodies_of(tx, [document_id]).get(document_id)
            if found is None:
                message = "This document was redacted."
                raise NotFoundError(message)
            return found

        path = f"documents/{stored.kind}-{stored.id}.pdf"
        yield Attached(path, stored.sha256, stored.size, read)


def _lines(lines: Iterable[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)


def _readable(said: Plain) -> bytes:
    return (json.dumps(said, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _file(path: str, data: bytes) -> File:
    return File(path, hashlib.sha256(data).hexdigest(), len(data))


def _member(path: str, at: datetime) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(path, at.timetuple()[:6])
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member

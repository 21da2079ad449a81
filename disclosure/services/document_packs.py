"""The pack of an incident: what was released, and what may be yet, with a manifest of digests."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.instants import iso
from disclosure.outputs.files import MANIFEST, File
from disclosure.outputs.notice_files import formats_for
from disclosure.outputs.pack_zip import as_zip
from disclosure.outputs.papers import DRAFT
from disclosure.services.document_papers import decided
from disclosure.store.document_jobs import queue_all
from disclosure.store.documents import DocumentKind, Target, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from disclosure.outputs.outgoing import Outgoing
    from disclosure.store.incidents import Incident
    from disclosure.store.notices import Version
    from disclosure.store.transactions import Transaction
    from disclosure.trail.entries import Entry, Plain

SCHEMA = 1
PDF_TYPE = "application/pdf"
LONGEST_PART = 60


@dataclass(frozen=True, slots=True)
class Packed:
    """A text in a pack, with what was made of it."""

    text: Text
    title: str
    outgoing: Outgoing
    pdf: bytes


def wanted_of(texts: Iterable[Text]) -> tuple[Text, ...]:
    """Give the texts that belong into a pack: every one released, and those that may be yet."""
    latest: dict[UUID, Text] = {}
    for text in texts:
        held = latest.get(text.notice_id)
        if held is None or not held.released:
            latest[text.notice_id] = text
    return tuple(text for text in latest.values() if text.released or not text.is_set_aside)


def pack_of(incident_id: UUID, texts: Sequence[Text]) -> Target | None:
    """Give the pack of some texts; None where there are none."""
    if not texts:
        return None
    named = [[str(t.notice_id), t.number, str(t.kind), t.digest] for t in texts]
    digest = hashlib.sha256(json.dumps(named).encode()).hexdigest()
    return Target(incident_id, DocumentKind.PACK, digest)


def last_of(texts: Sequence[Text]) -> Entry:
    """Give the last entry by which one of some texts was frozen or released."""
    return max((decided(text, text.kind) for text in texts), key=lambda entry: entry.seq)


def target_of(incident_id: UUID, text: Text, kind: DocumentKind) -> Target:
    """Give the document of a text."""
    return Target(incident_id, kind, text.digest, text.notice_id, text.number)


def queue_drafts(tx: Transaction, incident_id: UUID, versions: Iterable[Version]) -> None:
    """Have the drafts of versions made, so that whoever approves reads what they approve."""
    queue_all(tx, [_target(incident_id, version, DocumentKind.DRAFT) for version in versions])


def queue_record(tx: Transaction, incident_id: UUID, version: Version) -> None:
    """Have the record of a released version made."""
    queue_all(tx, [_target(incident_id, version, DocumentKind.RECORD)])


def _target(incident_id: UUID, version: Version, kind: DocumentKind) -> Target:
    return Target(incident_id, kind, version.digest, version.notice_id, version.number)


def packed(incident: Incident, packs: Sequence[Packed], version: str) -> bytes:
    """Give a pack as a ZIP; the same texts give the same bytes.

    Args:
        incident: The incident.
        packs: The texts with what was made of them.
        version: The version of this program.
    """
    files: list[File] = []
    notices: list[Plain] = []
    for each in packs:
        made = _files(incident, each)
        files += made
        notices.append(_notice(incident, each, made))
    last = last_of([each.text for each in packs])
    manifest: dict[str, Plain] = {
        "schema": SCHEMA,
        "product": f"Disclosure {version}",
        "incident": {"id": str(incident.id), "organisation": incident.organisation_name},
        "as_of": iso(last.at, incident.zone),
        "trail": {"seq": last.seq, "digest": last.digest},
        "files": [],
        "notices": notices,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    everything = [File(MANIFEST, "application/json", text.encode()), *files]
    return as_zip(everything, last.at.astimezone(incident.zone))


def _files(incident: Incident, each: Packed) -> list[File]:
    name = text_name(incident.title, each.title, each.text, each.outgoing.marks)
    as_text = formats_for(each.outgoing.draft.layout)[0]
    return [
        File(f"{name}.pdf", PDF_TYPE, each.pdf),
        File(f"{name}.{as_text.ending}", as_text.media_type, as_text.make(each.outgoing)),
    ]


def _notice(incident: Incident, each: Packed, made: Sequence[File]) -> dict[str, Plain]:
    text, released = each.text, each.text.released
    return {
        "id": text.template,
        "title": each.title,
        "series": text.series,
        "version": text.number,
        "state": "released" if released else "frozen",
        "digest": text.digest,
        "frozen_at": iso(text.frozen.at, incident.zone),
        "released_at": iso(released.at, incident.zone) if released else None,
        "trail_seq": decided(text, text.kind).seq,
        "files": [
            {"path": f.path, "media_type": f.media_type, "sha256": f.sha256, "size": len(f.content)}
            for f in made
        ],
    }


# ---- Names -------------------------------------------------------------------------------


def text_name(incident: str, notice: str, text: Text, marks: Sequence[str]) -> str:
    """Name a document as a lawyer files it: Tills-down_Press-statement_v2_RECORD."""
    again = (f"text{text.series}",) if text.series > 1 else ()
    record = () if DRAFT in marks else ("RECORD",)
    return joined(incident, notice, *again, f"v{text.number}", *record, *marks)


def joined(*parts: str) -> str:
    """Join words to the name of a file, in letters that every file system and header takes."""
    return "_".join(_plain(part) for part in parts if _plain(part))


def _plain(part: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9.]+", "-", ascii_only.replace("'", "")).strip("-.")
    return words[:LONGEST_PART].strip("-.")

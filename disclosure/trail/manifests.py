"""The manifest of a bundle: what is in it, and the digests by which that can be told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from disclosure.trail.entries import Plain, digest_of
from disclosure.trail.lines import LineError, read

FORMAT = "disclosure-bundle/1"
MANIFEST, TRAIL, README = "manifest.json", "trail.jsonl", "README.txt"
FACTS, JUDGEMENTS, SUBMISSIONS = "facts.jsonl", "judgements.jsonl", "submissions.jsonl"
LOOKS = "looks.jsonl"


@dataclass(frozen=True, slots=True)
class File:
    """A file of a bundle."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself.

    Attributes:
        product: The version of the product that wrote it.
        exported_at: RFC 3339, the instant of the entry that records the export.
        seq: The number of the chain's last entry, which records this export.
        head: The digest of that entry.
        files: Every file but the manifest.
    """

    product: str
    incident_id: str
    title: str
    organisation: str
    exported_at: str
    exported_by: str
    seq: int
    head: str
    files: tuple[File, ...]

    @property
    def contents(self) -> str:
        """Give the digest of what is exported, which the entry of the export names.

        The trail is left out, for the entry stands in it; the head ties the trail.
        """
        return contents(
            self.product, self.incident_id, self.title, self.organisation, files=self.files
        )


def contents(
    product: str, incident_id: str, title: str, organisation: str, *, files: Iterable[File]
) -> str:
    """Give the digest of what is exported."""
    listed: list[Plain] = [
        [file.path, file.sha256, file.size]
        for file in sorted(files, key=lambda file: file.path)
        if file.path != TRAIL
    ]
    return digest_of([FORMAT, product, incident_id, title, organisation, listed])


def written(manifest: Manifest) -> bytes:
    """Write a manifest, in one way only, with the digest of itself."""
    said = _said(manifest)
    whole = said | {"digest": digest_of(said)}
    return (json.dumps(whole, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def from_bytes(data: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        LineError: It is none, or was altered after it was written.
    """
    said = read(data)
    if not isinstance(said, dict):
        raise LineError("it holds no table")
    incident, head, files = said.get("incident"), said.get("head"), said.get("files")
    if not (isinstance(incident, dict) and isinstance(head, dict) and isinstance(files, list)):
        raise LineError("incident, head or files are missing")
    seq = head.get("seq")
    made = Manifest(
        product=_text(said, "product"),
        incident_id=_text(incident, "id"),
        title=_text(incident, "title"),
        organisation=_text(incident, "organisation"),
        exported_at=_text(said, "exported_at"),
        exported_by=_text(said, "exported_by"),
        seq=seq if isinstance(seq, int) else 0,
        head=_text(head, "digest"),
        files=tuple(_file(each) for each in files),
    )
    if written(made) != data:
        raise LineError("it was altered after it was written")
    return made


def _said(manifest: Manifest) -> dict[str, Plain]:
    return {
        "format": FORMAT,
        "product": manifest.product,
        "incident": {
            "id": manifest.incident_id,
            "title": manifest.title,
            "organisation": manifest.organisation,
        },
        "exported_at": manifest.exported_at,
        "exported_by": manifest.exported_by,
        "head": {"seq": manifest.seq, "digest": manifest.head},
        "files": [
            {"path": file.path, "sha256": file.sha256, "size": file.size} for file in manifest.files
        ],
    }


def _file(said: Plain) -> File:
    if not isinstance(said, dict):
        raise LineError("one of its files is no table")
    size = said.get("size")
    return File(_text(said, "path"), _text(said, "sha256"), size if isinstance(size, int) else -1)


def _text(said: dict[str, Plain], key: str) -> str:
    value = said.get(key)
    if not isinstance(value, str):
        raise LineError(f"its {key} is missing")
    return value

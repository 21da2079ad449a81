"""Verifies a bundle offline: whether the chain holds, and each file is what the chain names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from disclosure.trail import contents
from disclosure.trail.actions import Action
from disclosure.trail.archives import Archive, DamagedError, opened, refused
from disclosure.trail.contents import Mismatch, Named
from disclosure.trail.entries import Break, Entry, chain_break, first_break
from disclosure.trail.lines import LineError, from_line
from disclosure.trail.manifests import MANIFEST, TRAIL, Manifest, from_bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of verifying a bundle.

    Attributes:
        incident: The title of the incident; nothing where the manifest cannot be read.
        entries: How many entries the trail has.
        head: The digest of the last one.
        broken: The first entry that does not hold, or None.
        mismatches: The files that are not what the trail says.
        redactions: The numbers of the entries that record a redaction.
        head_seq: The number of the entry whose digest was given, known from elsewhere; 0 where
            none was, so that a missing end cannot be seen if the rest was written anew.
    """

    incident: str
    entries: int
    head: str
    broken: Break | None
    mismatches: tuple[Mismatch, ...]
    redactions: tuple[int, ...]
    head_seq: int

    @property
    def holds(self) -> bool:
        """Say whether nothing is wrong."""
        return self.broken is None and not self.mismatches


def verify(file: BinaryIO, name: str, *, head: str = "") -> Verdict:
    """Verify a bundle.

    Args:
        file: The bundle, at its beginning.
        name: What the user calls it.
        head: The digest of an entry, known from elsewhere: from a released PDF, from an export.

    Raises:
        InvalidInputError: The file is no bundle.
    """
    with opened(file, name) as archive:
        if not {MANIFEST, TRAIL} & archive.members.keys():
            raise refused(name, f"It holds neither {MANIFEST} nor {TRAIL}, so it is no bundle.")
        manifest, wrong = _manifest(archive)
        lines = _lines(archive)
        entries, broken = _chain(lines, manifest, head)
        held = entries[: broken.seq - 1] if broken else entries
        named = Named.by([entry for entry, _ in held], is_whole=broken is None)
        found = [*wrong, *_files(archive, manifest), *_contents(archive, named)]
        if manifest and not broken:
            found += _exported(manifest, [entry for entry, _ in entries])
        if broken:
            # The trail itself is named by its entry.
            found = [each for each in found if each.path != TRAIL]
    return Verdict(
        incident=manifest.title if manifest else "",
        entries=len(lines),
        head=entries[-1][1] if entries else "",
        broken=broken,
        mismatches=contents.in_order(found),
        redactions=tuple(entry.seq for entry in named.redactions),
        head_seq=next((entry.seq for entry, digest in entries if head and digest == head), 0),
    )


def _manifest(archive: Archive) -> tuple[Manifest | None, list[Mismatch]]:
    if MANIFEST not in archive.members:
        return None, [Mismatch(MANIFEST, "It is missing.")]
    try:
        return from_bytes(archive.read(MANIFEST)), []
    except (LineError, DamagedError) as error:
        return None, [Mismatch(MANIFEST, f"It cannot be used: {error}.")]


# ---- The chain ---------------------------------------------------------------------------


def _lines(archive: Archive) -> list[bytes]:
    if TRAIL not in archive.members:
        return []
    try:
        return contents.split(archive.read(TRAIL))
    except DamagedError:
        return []


def _chain(
    lines: list[bytes], manifest: Manifest | None, head: str
) -> tuple[list[tuple[Entry, str]], Break | None]:
    """Give the entries up to the first line that is none, and the first break."""
    entries: list[tuple[Entry, str]] = []
    for number, line in enumerate(lines, start=1):
        try:
            entries.append(from_line(line))
        except LineError as error:
            why = f"Entry {number} was altered after it was recorded: {error}."
            return entries, chain_break(entries) or Break(number, why)
    broken = chain_break(entries) or _wrong_end(entries, manifest, head)
    return entries, broken or first_break(entries)


def _wrong_end(
    entries: list[tuple[Entry, str]], manifest: Manifest | None, head: str
) -> Break | None:
    """Say where the chain ends too early or too late."""
    digests = [digest for _, digest in entries]
    after = len(entries) + 1
    if not entries or (manifest and manifest.seq > len(entries)):
        return Break(after, f"Entry {after} is missing: the bundle was made with it.")
    if manifest and manifest.seq == len(entries) and manifest.head != digests[-1]:
        last = len(entries)
        return Break(last, f"Entry {last} is not the one the bundle was made with.")
    if head and head not in digests:
        return Break(after, f"Entry {after} is missing: no entry has the head that was given.")
    if manifest and manifest.seq < len(entries) and manifest.head in digests:
        after = digests.index(manifest.head) + 2
        return Break(after, f"Entry {after} was added after the bundle was made.")
    return None


# ---- The files ---------------------------------------------------------------------------


def _files(archive: Archive, manifest: Manifest | None) -> Iterator[Mismatch]:
    """Hold the files against the manifest."""
    if manifest is None:
        return
    listed = {file.path: file for file in manifest.files}
    for path, file in listed.items():
        if path not in archive.members:
            yield Mismatch(path, f"It is missing; {MANIFEST} lists it.")
            continue
        try:
            is_it = archive.sha256(path) == (file.sha256, file.size)
        except DamagedError as error:
            yield Mismatch(path, f"It cannot be read: {error}.")
            continue
        if not is_it:
            yield Mismatch(path, f"It is not the file that {MANIFEST} lists.")
    for path in archive.members.keys() - listed.keys() - {MANIFEST}:
        yield Mismatch(path, f"{MANIFEST} does not list it.")


def _contents(archive: Archive, named: Named) -> Iterator[Mismatch]:
    """Hold the files against the entries that name their digests."""
    for kind in contents.KINDS:
        data = _read(archive, kind.path)
        if kind.path not in archive.members and not any(named.of(*kind.actions)):
            # A bundle from before there was such a thing holds no file of it.
            continue
        if data is None:
            yield Mismatch(kind.path, "It is missing or cannot be read.")
        else:
            yield from contents.lines_against(named, kind, data)
    texts = {path: _read(archive, path) or b"" for path in archive.members if _is_text(path)}
    yield from contents.texts_against(named, texts)
    digests = {path: _sha256(archive, path) for path in archive.members if _is_receipt(path)}
    yield from contents.receipts_against(named, digests)


def _exported(manifest: Manifest, entries: list[Entry]) -> Iterator[Mismatch]:
    """Hold the manifest against the entry that records the export."""
    last = entries[-1]
    if last.action is not Action.BUNDLE_EXPORTED or manifest.contents != last.detail.get(
        "contents"
    ):
        why = f"What it lists is not what entry {last.seq} says was exported."
        yield Mismatch(MANIFEST, why, last.seq)
    said = (manifest.incident_id, manifest.seq, manifest.head, manifest.exported_by)
    if said != (last.chain, last.seq, last.digest, last.actor_name or manifest.exported_by):
        yield Mismatch(MANIFEST, f"It names another head than entry {last.seq}.", last.seq)
    elif manifest.exported_at != last.at.isoformat(timespec="microseconds"):
        yield Mismatch(MANIFEST, f"It names another time than entry {last.seq}.", last.seq)


def _read(archive: Archive, path: str) -> bytes | None:
    if path not in archive.members:
        return None
    try:
        return archive.read(path)
    except DamagedError:
        return None


def _sha256(archive: Archive, path: str) -> str:
    try:
        return archive.sha256(path)[0]
    except DamagedError:
        return ""


def _is_text(path: str) -> bool:
    return path.startswith("versions/")


def _is_receipt(path: str) -> bool:
    return path.startswith("receipts/")

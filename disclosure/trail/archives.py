"""A ZIP file from somebody else, read in memory and within limits; nothing is ever unpacked."""

from __future__ import annotations

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from disclosure.problems import InvalidInputError, Problem, shown

MOST_FILES = 20_000
LARGEST_FILE = 128 * 1024 * 1024
LARGEST_TOTAL = 4 * 1024 * 1024 * 1024
CHUNK = 1024 * 1024
ENCRYPTED = 0x1
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    UnicodeError,
)
"""What reading a damaged or hostile archive ends in."""
KNOWN_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class DamagedError(ValueError):
    """A file in the archive cannot be read; says why."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The files of an archive, by name."""

    zip: zipfile.ZipFile
    members: Mapping[str, zipfile.ZipInfo]

    def read(self, name: str) -> bytes:
        """Give what is in a file.

        Raises:
            DamagedError: It cannot be read, or is longer than it says.
        """
        return b"".join(self._chunks(name))

    def sha256(self, name: str) -> tuple[str, int]:
        """Give the digest of a file and its size.

        Raises:
            DamagedError: It cannot be read, or is longer than it says.
        """
        made, size = hashlib.sha256(), 0
        for chunk in self._chunks(name):
            made.update(chunk)
            size += len(chunk)
        return made.hexdigest(), size

    def _chunks(self, name: str) -> Iterator[bytes]:
        member, size = self.members[name], 0
        try:
            with self.zip.open(member) as file:
                while chunk := file.read(CHUNK):
                    size += len(chunk)
                    if size > member.file_size:
                        raise DamagedError("it is longer than the archive says")
                    yield chunk
        except UNREADABLE as error:
            raise DamagedError(f"it is damaged ({error})") from error
        if size != member.file_size:
            raise DamagedError("it is shorter than the archive says")


@contextmanager
def opened(file: BinaryIO, name: str) -> Iterator[Archive]:
    """Open an archive.

    Args:
        file: The file, at its beginning.
        name: What the user calls it.

    Raises:
        InvalidInputError: It is no ZIP file, or one that nobody should open.
    """
    try:
        archive = zipfile.ZipFile(file)
    except UNREADABLE as error:
        raise refused(name, f"This is no ZIP file that can be read ({error}).") from error
    with archive:
        yield Archive(archive, _members(archive, name))


def refused(name: str, wrong: str) -> InvalidInputError:
    """Give the refusal of a file that is no bundle."""
    allowed = "Give a file that `disclosure export` wrote."
    return InvalidInputError([Problem(name, "", wrong, allowed)])


def _members(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    held = archive.infolist()
    if len(held) > MOST_FILES:
        raise refused(name, f"It holds {len(held)} files; a bundle has at most {MOST_FILES}.")
    found: dict[str, zipfile.ZipInfo] = {}
    total = 0
    for member in held:
        wrong = _why_refused(member)
        if wrong:
            raise refused(name, f"“{shown(member.filename)}” in it {wrong}.")
        if member.filename in found:
            raise refused(name, f"“{shown(member.filename)}” is in it twice.")
        total += member.file_size
        if total > LARGEST_TOTAL:
            raise refused(name, "Unpacked it would be larger than any bundle.")
        found[member.filename] = member
    return found


def _why_refused(member: zipfile.ZipInfo) -> str:
    name = member.filename
    parts = name.split("/")
    if not name.isprintable() or "\\" in name or ":" in name or {"", ".", ".."} & set(parts):
        return "has a name that could lead out of its folder"
    if name != member.orig_filename:
        return "has a name that is cut short"
    if member.flag_bits & ENCRYPTED:
        return "is encrypted"
    if member.compress_type not in KNOWN_WAYS:
        return "is packed in a way that is not read here"
    if member.file_size > LARGEST_FILE:
        return f"is larger than {LARGEST_FILE // (1024 * 1024)} MB"
    return ""

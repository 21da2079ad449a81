"""Writes a folder of files whole or not at all, and never over somebody else's."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from disclosure.problems import InvalidInputError, Problem, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class File:
    """A file of a pack."""

    path: str
    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Give the digest of the content, as hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def write_folder(folder: Path, files: Sequence[File]) -> None:
    """Write a folder of files: all of them, or none.

    An existing folder is replaced only when it is an earlier pack nobody has touched.

    Raises:
        InvalidInputError: The folder holds something that is not an untouched pack of ours, or
            cannot be written.
    """
    try:
        place = folder.resolve()
        _check_replaceable(place, folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{place.name[:40]}.", dir=place.parent))
        try:
            _fill(partial, files)
            _swap(partial, place)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    except (OSError, RuntimeError) as error:  # the latter for links that run in a circle
        reason = getattr(error, "strerror", None) or "its links run in a circle"
        raise refused(folder, f"The folder cannot be written: {reason}.") from None


def _fill(partial: Path, files: Sequence[File]) -> None:
    for file in files:
        target = partial / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
    partial.chmod(0o755)


def _swap(partial: Path, folder: Path) -> None:
    """Put the new folder in the place of the old one, which comes back when that fails."""
    if not folder.exists():
        partial.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}.old.", dir=folder.parent))
    try:
        folder.replace(old)
        try:
            partial.rename(folder)
        except OSError:
            old.replace(folder)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _check_replaceable(folder: Path, named: Path) -> None:
    """Refuse a folder that holds anything but an untouched pack.

    Args:
        folder: The folder.
        named: The folder as the user named it.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise refused(named, "There is a file of this name.")
    held = [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]
    if not held:
        return
    manifest = folder / MANIFEST
    ours = listed(manifest.read_bytes()) if manifest.is_file() else None
    for path in sorted(held):
        name = path.relative_to(folder).as_posix()
        if ours is None or path.is_symlink() or name not in {*ours, MANIFEST}:
            raise refused(named, f"It holds '{name}', which is not part of a pack.")
        if name != MANIFEST and hashlib.sha256(path.read_bytes()).hexdigest() != ours[name]:
            raise refused(named, f"'{name}' in it was changed by hand and would be lost.")


def listed(manifest: bytes) -> dict[str, str] | None:
    """Give the files a manifest lists, with their digests; None where it is no manifest of ours."""
    try:
        table = json.loads(manifest)
        found = list(table["files"])
        for notice in table["notices"]:
            found += notice["files"]
        return {str(file["path"]): str(file["sha256"]) for file in found}
    except (ValueError, KeyError, TypeError):
        return None


def refused(
    place: Path, wrong: str, advice: str = "Name another folder, or move what is in it."
) -> InvalidInputError:
    """Refuse a place that something would be written to."""
    return InvalidInputError([Problem(shown(str(place)), "", wrong, advice)])

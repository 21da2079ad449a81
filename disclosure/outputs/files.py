"""Writes a folder of files whole or not at all, and never over somebody else's."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from disclosure.problems import InvalidInputError, Problem

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
    _check_replaceable(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise _refused(folder, f"The folder cannot be written: {error.strerror}.") from None
    try:
        for file in files:
            target = partial / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.content)
        partial.chmod(0o755)
        _swap(partial, folder)
    except OSError as error:
        raise _refused(folder, f"The folder cannot be written: {error.strerror}.") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _swap(partial: Path, folder: Path) -> None:
    """Put the new folder in the place of the old one."""
    if not folder.exists():
        partial.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old.", dir=folder.parent))
    folder.replace(old)
    try:
        partial.rename(folder)
    except OSError:
        old.replace(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _check_replaceable(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise _refused(folder, "There is a file of this name.")
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if not held:
        return
    ours = _listed(folder / MANIFEST)
    for name in sorted(held - {MANIFEST}):
        if name not in ours:
            raise _refused(folder, f"It holds '{name}', which is not part of a pack.")
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != ours[name]:
            raise _refused(folder, f"'{name}' in it was changed by hand and would be lost.")


def _listed(manifest: Path) -> dict[str, str]:
    """Give the files a manifest lists, with their digests."""
    try:
        table = json.loads(manifest.read_text(encoding="utf-8"))
        listed = list(table["files"])
        for notice in table["notices"]:
            listed += notice["files"]
        return {str(file["path"]): str(file["sha256"]) for file in listed}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _refused(folder: Path, wrong: str) -> InvalidInputError:
    problem = Problem(str(folder), "", wrong, "Name another folder, or move what is in it.")
    return InvalidInputError([problem])

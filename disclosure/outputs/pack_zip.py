"""A pack as one ZIP: the same case gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from disclosure.outputs.files import MANIFEST, listed, refused
from disclosure.problems import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from disclosure.outputs.files import File

READABLE = 0o100644
UNIX = 3


def as_zip(files: Sequence[File], at: datetime) -> bytes:
    """Pack files into a ZIP.

    Args:
        files: What goes in, in this order.
        at: The date that every one of them bears; a ZIP knows no zone, so it is the local one.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.path, at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = UNIX, READABLE << 16
            archive.writestr(entry, file.content)
    return out.getvalue()


def write_zip(path: Path, files: Sequence[File], at: datetime) -> None:
    """Write a pack as one ZIP: whole, or not at all.

    An existing file is replaced only when it is an earlier pack nobody has touched.

    Args:
        path: The file.
        files: What goes in.
        at: The date they bear.

    Raises:
        InvalidInputError: The file is something else, or cannot be written.
    """
    try:
        place = path.resolve()
        if place.exists() and not _is_ours(place):
            raise _no(path, "There is another file or folder of this name.")
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor, partial = tempfile.mkstemp(prefix=f".{place.name[:40]}.", dir=place.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(as_zip(files, at))
            Path(partial).chmod(0o644)
            Path(partial).replace(place)
        finally:
            Path(partial).unlink(missing_ok=True)
    except (OSError, RuntimeError) as error:  # the latter for links that run in a circle
        reason = getattr(error, "strerror", None) or "its links run in a circle"
        raise _no(path, f"The file cannot be written: {reason}.") from None


def _no(path: Path, wrong: str) -> InvalidInputError:
    return refused(path, wrong, "Name another file, or move this one.")


def _is_ours(path: Path) -> bool:
    """Say whether a file is a pack as it was written."""
    try:
        with zipfile.ZipFile(path) as archive:
            ours = listed(archive.read(MANIFEST))
            names = archive.namelist()
            return (
                ours is not None
                and sorted(names) == sorted([*ours, MANIFEST])
                and all(
                    hashlib.sha256(archive.read(name)).hexdigest() == digest
                    for name, digest in ours.items()
                )
            )
    except (OSError, KeyError, zipfile.BadZipFile):
        return False

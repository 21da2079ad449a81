"""Receipts: files that prove something was given, each what its name says it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from disclosure.problems import InvalidInputError, Problem, shown

LARGEST_RECEIPT = 10_000_000
LONGEST_NAME = 120
HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]")
CONTROLS = frozenset(range(32)) - set(b"\t\n\r\f")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its name and what is in it."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Receipt:
    """A file that was looked at and may be kept.

    Attributes:
        name: Its name without any folders, safe to offer again.
    """

    name: str
    media_type: str
    body: bytes

    @property
    def sha256(self) -> str:
        """Give the digest of its content, as hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()


def _is_text(body: bytes) -> bool:
    try:
        body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not CONTROLS.intersection(body)


def _is_mail(body: bytes) -> bool:
    """Say whether the file begins with the headers of a mail, one of them its sender's."""
    head = re.split(rb"\r?\n\r?\n", body, maxsplit=1)[0]
    return HEADER.match(head) is not None and re.search(rb"(?im)^from:", head) is not None


@dataclass(frozen=True, slots=True)
class _Kind:
    media_type: str
    words: str
    fits: Callable[[bytes], bool]


def _begins(with_: bytes) -> Callable[[bytes], bool]:
    return lambda body: body.startswith(with_)


_JPEG = _Kind("image/jpeg", "a JPEG picture", _begins(b"\xff\xd8\xff"))
KINDS: Final = {
    "pdf": _Kind("application/pdf", "a PDF file", _begins(b"%PDF-")),
    "png": _Kind("image/png", "a PNG picture", _begins(b"\x89PNG\r\n\x1a\n")),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "eml": _Kind("message/rfc822", "a saved email", _is_mail),
    "txt": _Kind("text/plain", "plain text in UTF-8", _is_text),
    "msg": _Kind(
        "application/vnd.ms-outlook",
        "a saved Outlook email",
        _begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ),
}
"""What may be kept, by the end of the name, and how its content must begin."""
ALLOWED = "Choose a PDF, a picture (PNG, JPG), a saved email (EML, MSG) or a text file (TXT)."


def looked_at(upload: Upload, field: str = "receipt") -> Receipt:
    """Give a file that may be kept.

    Raises:
        InvalidInputError: It is empty, too large, of another kind, or not what its name says.
    """
    name = _name(upload.name)
    kind = KINDS.get(name.rpartition(".")[2].lower()) if "." in name else None
    wrong = _wrong(upload, name, kind)
    if kind is None or wrong:
        raise InvalidInputError([Problem("", field, wrong, ALLOWED)])
    return Receipt(name, kind.media_type, upload.body)


def _wrong(upload: Upload, name: str, kind: _Kind | None) -> str:
    if kind is None:
        return f"Files like “{shown(name)}” are not kept."
    if not upload.body:
        return f"“{shown(name)}” is empty."
    if len(upload.body) > LARGEST_RECEIPT:
        return f"“{shown(name)}” has {len(upload.body) / 1e6:.1f} MB; at most 10 MB are kept."
    if not kind.fits(upload.body):
        return f"“{shown(name)}” is named as {kind.words}, and its content is not."
    return ""


def _name(name: str) -> str:
    """Give a name without folders, of any system, and without characters nobody sees."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    clean = "".join(char for char in last if char.isprintable() and char not in '"\\/:*?<>|')
    stem, dot, end = clean.strip(". ").rpartition(".")
    return f"{stem[: LONGEST_NAME - len(end) - 1]}{dot}{end}" if dot else clean

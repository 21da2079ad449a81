"""Opens a Word file that came from outside: what is no plain Word file is refused in plain words.

Nothing in the file is run, fetched or unfolded: a part is read up to a limit, no part may declare
entities, and whatever the file points to outside itself is left alone.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from disclosure.outputs.word_blocks import Made, Origin
from disclosure.outputs.word_package import ORIGIN
from disclosure.problems import InvalidInputError, Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LARGEST_FILE = 10_000_000
MOST_READ = 5_000_000
"""Bytes that all parts with words may unfold to together; a long notice has a tenth."""
MOST_PARTS = 1_000
MOST_ITEMS = 20
"""Parts of a file's own data that are looked at for ours."""
DEEPEST = 200
MOST_ELEMENTS = 200_000
"""Of one part; a page of Word has about a thousand."""
MOST_PIECES = 1_000
"""Sentences and headings a file may say it was made of; the longest notice has a sixth."""
LONGEST_NAMESPACE = 300
"""Letters; each name of an element is kept with its whole namespace before it."""
CHUNK = 8_192
"""Letters that are read before it is looked at what they came to."""
LONGEST_NUMBER = 9
SIGNATURE, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
IS_ENCRYPTED = 0x1
DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)")
ENCODING = re.compile(r"""^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']""")
DOCUMENT, TYPES = "word/document.xml", "[Content_Types].xml"
EDGE = re.compile(r"word/(?:header|footer)\d*\.xml")
ITEM = re.compile(r"customXml/item\d+\.xml")
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
COMMENTS = "word/comments.xml"
MAIN = "wordprocessingml.document.main+xml"
DAMAGED = (zipfile.BadZipFile, zlib.error, ET.ParseError, ValueError, EOFError, OSError)
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ALLOWED = "Save it in Word as a document (.docx) without a password, and choose it again."


@dataclass(frozen=True, slots=True)
class Opened:
    """The parts of a Word file that hold words.

    Attributes:
        origin: Which text it was made from, as far as it still says so.
        edges: The heads and feet of its pages.
        notes: Its footnotes and endnotes.
    """

    document: ET.Element
    comments: ET.Element | None
    edges: tuple[ET.Element, ...]
    notes: tuple[ET.Element, ...]
    origin: Origin | None


class _RefusedError(ValueError):
    """A file cannot be read; says why."""


def opened(name: str, body: bytes, field: str = "file") -> Opened:
    """Open a Word file.

    Args:
        name: What the file is called.
        body: What is in it.
        field: The field of the form it came from.

    Raises:
        InvalidInputError: It is no Word file, too large, locked, damaged, or carries programs.
    """
    try:
        _check(name, body)
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return _opened(archive)
    except _RefusedError as error:
        wrong = f"“{shown(name)}” {error}"
    except DAMAGED:
        wrong = f"“{shown(name)}” is damaged: it cannot be read to its end."
    raise InvalidInputError([Problem("", field, wrong, ALLOWED)])


def _check(name: str, body: bytes) -> None:
    end = name.rpartition(".")[2].lower() if "." in name else ""
    if end in ("docm", "dotm"):
        raise _RefusedError("may hold macros, which are programs. Such files are not opened.")
    if end != "docx":
        raise _RefusedError("is not called a Word document (.docx).")
    if not body:
        raise _RefusedError("is empty.")
    if len(body) > LARGEST_FILE:
        raise _RefusedError(f"has {len(body) / 1e6:.1f} MB; at most 10 MB are read.")
    if body.startswith(COMPOUND):
        if LOCKED in body:
            raise _RefusedError("is locked with a password, so nobody here can read it.")
        raise _RefusedError("is a file of an old version of Word (.doc) under another name.")
    if not body.startswith(SIGNATURE):
        raise _RefusedError("is named as a Word document, and its content is not.")


def _opened(archive: zipfile.ZipFile) -> Opened:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    is_odd = any(entry.compress_type not in PACKINGS for entry in entries)
    if is_odd or len(names) > MOST_PARTS or len(names) != len(set(names)):
        raise _RefusedError("is put together as no Word document is.")
    if any(entry.flag_bits & IS_ENCRYPTED for entry in entries):
        raise _RefusedError("is locked with a password, so nobody here can read it.")
    if not {DOCUMENT, TYPES} <= set(names):
        raise _RefusedError("is named as a Word document, and its content is not.")
    reader = _Reader(archive)
    types = reader.text(TYPES)
    if "macroEnabled" in types or any(part.lower().endswith("vbaproject.bin") for part in names):
        raise _RefusedError("holds macros, which are programs. Such files are not opened.")
    if MAIN not in types:
        raise _RefusedError("is named as a Word document, and its content is not.")
    held = {name: reader.tree(name) for name in names if _is_read(name)}
    items = [name for name in names if ITEM.fullmatch(name)][:MOST_ITEMS]
    origins = (_origin(reader, name) for name in items)
    return Opened(
        document=held[DOCUMENT],
        comments=held.get(COMMENTS),
        edges=tuple(tree for name, tree in held.items() if EDGE.fullmatch(name)),
        notes=tuple(held[name] for name in NOTES if name in held),
        origin=next((origin for origin in origins if origin), None),
    )


def _is_read(name: str) -> bool:
    return name in (DOCUMENT, COMMENTS, *NOTES) or EDGE.fullmatch(name) is not None


@dataclass(slots=True)
class _Reader:
    """Reads parts as long as they stay within what a text can hold.

    Attributes:
        left: Bytes that may still be read.
    """

    archive: zipfile.ZipFile
    left: int = MOST_READ

    def text(self, name: str) -> str:
        """Read a part, whatever size it says it has."""
        held = b""
        if self.left >= 0:
            with self.archive.open(name) as part:
                held = part.read(self.left + 1)
            self.left -= len(held)
        if self.left < 0:
            raise _RefusedError("unfolds to far more than a text holds, so it was not opened.")
        try:
            text = held.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise _RefusedError("is not written as Word writes its files.") from None
        encoding = ENCODING.match(text)
        if DECLARES.search(text) or (encoding and encoding[1].lower() != "utf-8"):
            raise _RefusedError("is not written as Word writes its files.")
        return text

    def tree(self, name: str) -> ET.Element:
        """Read a part as the tree it is, and no further than it is one of Word's."""
        # Safe: what declares entities was refused, and the standard parser fetches nothing.
        parser: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(("start-ns", "start", "end"))
        text, count = self.text(name), _Count()
        for start in range(0, len(text), CHUNK):
            parser.feed(text[start : start + CHUNK])
            count.take(parser.read_events())
        parser.close()
        count.take(parser.read_events())
        if count.root is None:
            raise _RefusedError("is not written as Word writes its files.")
        return count.root


@dataclass(slots=True)
class _Count:
    """What a part came to so far.

    Attributes:
        root: The element around all others.
    """

    root: ET.Element | None = None
    elements: int = 0
    depth: int = 0

    def take(self, events: Iterable[tuple[Any, ...]]) -> None:
        """Count what was read; refuse what no Word document has."""
        for kind, found in events:
            if kind == "start-ns":
                if len(found[1]) > LONGEST_NAMESPACE:
                    raise _RefusedError("is not written as Word writes its files.")
                continue
            self.root = found if self.root is None else self.root
            self.depth += 1 if kind == "start" else -1
            self.elements += kind == "start"
            if self.depth > DEEPEST or self.elements > MOST_ELEMENTS:
                raise _RefusedError("is put together as no Word document is.")


# ---- Which text it was made from ---------------------------------------------------------------


def _origin(reader: _Reader, name: str) -> Origin | None:
    """Read what the file says of where it comes from; None of somebody else's data."""
    try:
        tree = reader.tree(name)
    except (_RefusedError, ET.ParseError):
        return None  # other programs keep what they like there
    if tree.tag != f"{{{ORIGIN}}}text":
        return None
    pieces = list(islice(tree.iter(f"{{{ORIGIN}}}piece"), MOST_PIECES + 1))
    if len(pieces) > MOST_PIECES:
        raise _RefusedError("is put together as no Word document is.")
    said: Mapping[str, str] = tree.attrib
    return Origin(
        notice=said.get("notice", ""),
        ref=said.get("ref", ""),
        digest=said.get("digest", ""),
        kind=said.get("kind", ""),
        edges=tree.findtext(f"{{{ORIGIN}}}edges", ""),
        pieces=tuple(
            Made(piece.get("tag", ""), piece.text or "", _number(piece.get("paragraph", "")))
            for piece in pieces
        ),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER else 0

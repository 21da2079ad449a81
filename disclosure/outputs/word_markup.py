"""What stands in a Word file: letters with who put them in, took them out or moved them.

Whatever holds words or pictures and is not understood is named, so that nothing is lost silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from disclosure.outputs.word_reading import Opened


MOST_LETTERS = 100_000
"""Characters; the longest notice has a tenth."""
MOST_BITS = 10_000
"""Stretches of letters, each under one mark; the longest notice has a tenth."""
MOST_OPEN = 100
"""Comments about the same words that are still told what they are about."""


class TooMuchError(ValueError):
    """A file holds far more words than any notice."""


class Mark(StrEnum):
    """What became of some letters.

    passing: put in by one person and taken out again by another, so that nothing is left of it.
    """

    SAME = "same"
    INSERTED = "ins"
    DELETED = "del"
    MOVED_HERE = "moveTo"
    MOVED_AWAY = "moveFrom"
    PASSING = "passing"


BEFORE = frozenset({Mark.SAME, Mark.DELETED, Mark.MOVED_AWAY})
"""What stood there before the tracked changes."""
AFTER = frozenset({Mark.SAME, Mark.INSERTED, Mark.MOVED_HERE})
"""What stands there once they are accepted."""


@dataclass(frozen=True, slots=True)
class Bit:
    """Letters under one mark.

    Attributes:
        tag: The tag of the sentence they stand in; nothing outside of all.
        place: The number of that place; a tag that stands in two places was copied or moved.
        paragraph: The number of the paragraph.
        author: Who made the change; nothing of what is unchanged.
        at: When, as the file says; nothing where it does not.
    """

    text: str
    mark: Mark
    tag: str = ""
    place: int = 0
    paragraph: int = 0
    author: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment beside the text.

    Attributes:
        tags: The tags of the sentences it is about.
        about: The words it is about.
    """

    author: str
    at: str
    text: str
    tags: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Odd:
    """Something in the file that is not understood, or cannot be taken."""

    what: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """Everything that was found in a file."""

    bits: tuple[Bit, ...]
    comments: tuple[Comment, ...] = ()
    odd: tuple[Odd, ...] = ()


def written(file: Opened) -> Written:
    """Give everything that stands in a Word file.

    Raises:
        TooMuchError: It holds far more words than any notice.
    """
    walk = _Walk()
    walk.into(file.document, _Where())
    odd = [*walk.odd, *_beside(file)]
    passing = plain(" ".join(bit.text for bit in walk.bits if bit.mark is Mark.PASSING))
    if passing:
        odd.append(Odd("Words were put in and taken out again before the file came back.", passing))
    if walk.formatted:
        odd.append(Odd("The look of words was changed. Only words are taken over."))
    return Written(tuple(walk.bits), tuple(_comments(file, walk)), tuple(dict.fromkeys(odd)))


def plain(text: str) -> str:
    """Give words with one space between them, as sentences are compared."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class _Where:
    """Where in the file the walk is."""

    tag: str = ""
    place: int = 0
    mark: Mark = Mark.SAME
    author: str = ""
    at: str = ""


_CHANGES = {
    "ins": Mark.INSERTED,
    "del": Mark.DELETED,
    "moveTo": Mark.MOVED_HERE,
    "moveFrom": Mark.MOVED_AWAY,
}
_BLANKS = frozenset({"tab", "br", "cr", "ptab"})
_SILENT = frozenset(
    {"pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "instrText"}
    | {
        "delInstrText",
        "softHyphen",
        "lastRenderedPageBreak",
        "annotationRef",
        "fldChar",
        "proofErr",
    }
)
"""What holds no words of the text."""
_PUT_IN = {
    "drawing": "A picture, a drawing or a box with text was put in.",
    "pict": "A picture, a drawing or a box with text was put in.",
    "AlternateContent": "A picture, a drawing or a box with text was put in.",
    "object": "A file was put into the text.",
    "altChunk": "A file was put into the text.",
    "oMath": "A formula was put in.",
    "oMathPara": "A formula was put in.",
    "sym": "A sign of a special font was put in.",
    "footnoteReference": "A footnote was put in.",
    "endnoteReference": "An endnote was put in.",
}
_TABLE = "A table was put in. Its words are listed as sentences that were added."


@dataclass(slots=True)
class _Walk:
    """Goes through the document once."""

    bits: list[Bit] = field(default_factory=list)
    odd: list[Odd] = field(default_factory=list)
    formatted: bool = False
    about: dict[str, list[Bit]] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)
    _places: int = 0
    _paragraphs: int = 0
    _letters: int = 0

    def into(self, element: Element, where: _Where) -> None:
        """Read what an element holds."""
        for child in element:
            self._one(child, where)

    def _one(self, element: Element, where: _Where) -> None:
        name = local(element)
        step = _STEPS.get(name)
        if step:
            step(self, element, where)
        elif name in _PUT_IN:
            self.odd.append(Odd(_PUT_IN[name], plain("".join(_letters(element)))))
        elif name in _SILENT:
            self.formatted |= any(local(each).endswith("PrChange") for each in element.iter())
        else:
            self.into(element, where)

    def paragraph(self, element: Element, where: _Where) -> None:
        """Begin a paragraph; what was in it and what follows are words apart."""
        self._paragraphs += 1
        self.into(element, where)

    def table(self, element: Element, where: _Where) -> None:
        """Name a table: our texts have none."""
        self.odd.append(Odd(_TABLE))
        self.into(element, where)

    def control(self, element: Element, where: _Where) -> None:
        """Read what stands under a tag."""
        tag, is_empty = "", False
        settings = [child for child in element if local(child) == "sdtPr"]
        for each in (inner for held in settings[:1] for inner in held.iter()):
            tag = (attribute(each, "val") or tag) if local(each) == "tag" else tag
            is_empty |= local(each) == "showingPlcHdr"
        if is_empty:
            return  # Word's own words in place of what somebody took out
        self._places += 1
        inner = replace(where, tag=tag, place=self._places) if tag else where
        self.into(element, inner)

    def change(self, element: Element, where: _Where) -> None:
        """Read what somebody put in, took out or moved."""
        mark = _CHANGES[local(element)]
        if where.mark is not Mark.SAME:
            pair = {where.mark, mark}
            mark = Mark.PASSING if pair & AFTER and pair & (BEFORE - {Mark.SAME}) else mark
        author = plain(attribute(element, "author"))
        self.into(element, replace(where, mark=mark, author=author, at=attribute(element, "date")))

    def text(self, element: Element, where: _Where) -> None:
        """Read letters."""
        self._add(element.text or "", where)

    def blank(self, _: Element, where: _Where) -> None:
        """Read a tab or the end of a line as a space."""
        self._add(" ", where)

    def hyphen(self, _: Element, where: _Where) -> None:
        """Read a hyphen at which no line breaks."""
        self._add("-", where)

    def begin_comment(self, element: Element, _: _Where) -> None:
        """Note where the words begin that a comment is about."""
        if len(self._open) < MOST_OPEN:
            self._open.add(attribute(element, "id"))

    def end_comment(self, element: Element, _: _Where) -> None:
        """Note where they end."""
        self._open.discard(attribute(element, "id"))

    def _add(self, text: str, where: _Where) -> None:
        if not text:
            return
        bit = Bit(
            text=text,
            mark=where.mark,
            tag=where.tag,
            place=where.place,
            paragraph=self._paragraphs,
            author=where.author,
            at=where.at,
        )
        self.bits.append(bit)
        self._letters += len(text)
        if self._letters > MOST_LETTERS or len(self.bits) > MOST_BITS:
            raise TooMuchError
        for comment in self._open:
            self.about.setdefault(comment, []).append(bit)


_Step = Callable[[_Walk, "Element", _Where], None]
_STEPS: dict[str, _Step] = {
    "p": _Walk.paragraph,
    "tbl": _Walk.table,
    "sdt": _Walk.control,
    "t": _Walk.text,
    "delText": _Walk.text,
    "noBreakHyphen": _Walk.hyphen,
    "commentRangeStart": _Walk.begin_comment,
    "commentRangeEnd": _Walk.end_comment,
    **dict.fromkeys(_CHANGES, _Walk.change),
    **dict.fromkeys(_BLANKS, _Walk.blank),
}


def local(element: Element) -> str:
    """Give the name of an element without its namespace: Word has an old and a strict one."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Give an attribute, whichever of Word's namespaces it is in."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""


def _letters(element: Element) -> Iterator[str]:
    for each in element.iter():
        if local(each) in ("t", "delText"):
            yield each.text or ""
        elif local(each) in ("p", "tab", "br"):
            yield " "


# ---- What stands beside the text ---------------------------------------------------------------


def _comments(file: Opened, walk: _Walk) -> Iterator[Comment]:
    if file.comments is None:
        return
    for element in file.comments:
        bits = walk.about.get(attribute(element, "id"), [])
        yield Comment(
            author=plain(attribute(element, "author")),
            at=said_at(attribute(element, "date")),
            text=plain("".join(_letters(element))),
            tags=tuple(dict.fromkeys(bit.tag for bit in bits if bit.tag)),
            about=plain("".join(bit.text for bit in bits if bit.mark in AFTER)),
        )


def _beside(file: Opened) -> Iterator[Odd]:
    """Name what was written at the head and foot of pages, and beneath the text."""
    if file.origin is not None:
        ours = file.origin.edges.split()
        for edge in file.edges:
            found = plain("".join(_letters(edge)))
            if not _is_foot(found) and not _is_part(found.split(), ours):
                yield Odd("The head or the foot of the pages was changed.", found)
    for notes in file.notes:
        text = plain("".join(_letters(notes)))
        if text:
            yield Odd("Something is written in a footnote or an endnote.", text)


_FOOT = re.compile(r"(?:Page \d+ of \d+)?")


def _is_foot(text: str) -> bool:
    return _FOOT.fullmatch(text) is not None


def _is_part(words: list[str], whole: list[str]) -> bool:
    """Say whether the words are those at the head of the first page, or of every other one."""
    return whole[: len(words)] == words


def said_at(text: str) -> str:
    """Give the time of a change as the file says it; Word does not say of which place."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return f"{at.day} {at:%B %Y}, {at:%H:%M}"

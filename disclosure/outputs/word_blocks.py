"""A text as the paragraphs of a Word file: each sentence under a tag by which it is found again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.outputs import word_styles as styles
from disclosure.outputs.text import shown
from disclosure.outputs.word_package import ORIGIN, escaped
from disclosure.words.drafts import Answered, HeadingPart, ItemList, Line, Paragraph
from disclosure.words.leaving import NOT_KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from disclosure.words.drafts import Draft, Part, Sentence

LONGEST_TAG = 64
"""Characters; Word calls a file damaged whose tags are longer."""
AROUND = "~"
"""What the tag of a heading or a question begins with: no sentence has such an id."""
LINE_STYLES = {"signature": styles.SIGNATURE, "salutation": styles.SALUTATION}
NOW = "now"
"""What stands for the version of a text that is not frozen."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, a gap, a heading or a question.

    Attributes:
        tag: Its name inside the file.
        sentence_id: Nothing of a heading or a question.
        name: What it is called in both of two texts that are compared.
    """

    tag: str
    sentence_id: str
    text: str
    name: str
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph."""

    style: str
    pieces: tuple[Piece, ...]


def blocks_of(draft: Draft) -> tuple[Block, ...]:
    """Give a text as paragraphs."""
    return tuple(_Writer().blocks(draft))


def pieces_of(blocks: Iterable[Block]) -> tuple[Piece, ...]:
    """Give every piece in reading order."""
    return tuple(piece for block in blocks for piece in block.pieces)


class _Writer:
    """Goes through a text once, and numbers what has no id."""

    def __init__(self) -> None:
        self._around = 0
        self._question_style = styles.HEADING

    def blocks(self, draft: Draft) -> Iterator[Block]:
        if draft.headline:
            yield Block(styles.TITLE, (_piece(draft.headline),))
        for part in draft.parts:
            yield from self._part(part)

    def _part(self, part: Part) -> Iterator[Block]:
        if isinstance(part, HeadingPart):
            # A question is a level down only where there is a level above it.
            self._question_style = styles.QUESTION
            yield self._around_it(styles.HEADING, part.text)
        elif isinstance(part, Answered):
            words = f"{part.ref} {part.question}".strip()
            yield self._around_it(self._question_style, words)
            for inner in part.parts:
                yield from _words(inner)
            if not part.parts:
                yield self._around_it(styles.BODY, NOT_KNOWN)
        else:
            yield from _words(part)

    def _around_it(self, style: str, text: str) -> Block:
        self._around += 1
        return Block(style, (Piece(f"{AROUND}{self._around}", "", text, f" {text}"),))


def _words(part: Paragraph | ItemList | Line) -> Iterator[Block]:
    if isinstance(part, Paragraph):
        yield Block(styles.BODY, tuple(map(_piece, part.sentences)))
    elif isinstance(part, Line):
        style = LINE_STYLES.get(part.sentence.form, styles.ADDRESS)
        yield Block(style, (_piece(part.sentence),))
    else:
        if part.intro:
            yield Block(styles.BODY, (_piece(part.intro),))
        yield from (Block(styles.ITEM, (_piece(item),)) for item in part.items)


def _piece(sentence: Sentence) -> Piece:
    return Piece(
        tag_of(sentence.id), sentence.id, shown(sentence), sentence.id, not sentence.is_said
    )


def tag_of(sentence_id: str) -> str:
    """Give the tag of a sentence: its id, or a digest where that is too long for Word."""
    if len(sentence_id) <= LONGEST_TAG:
        return sentence_id
    return f"sha256-{hashlib.sha256(sentence_id.encode()).hexdigest()[:48]}"


# ---- Which text a file was made from -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Made:
    """A piece as it stood in the file when it was made.

    Attributes:
        paragraph: The number of its paragraph.
    """

    tag: str
    text: str
    paragraph: int


def made_of(blocks: Iterable[Block]) -> tuple[Made, ...]:
    """Give the pieces of a text as they stand in a file made from it."""
    return tuple(
        Made(piece.tag, piece.text, number)
        for number, block in enumerate(blocks, start=1)
        for piece in block.pieces
    )


@dataclass(frozen=True, slots=True)
class Origin:
    """Which text a file was made from, as the file itself says.

    Attributes:
        notice: The notice's id.
        ref: `now` for the draft as it stood, or a version: `1.2`.
        digest: The digest of that text.
        kind: `text`, or `comparison`.
        edges: What stands at the head and the foot of the pages, one text.
        pieces: Each piece in reading order.
    """

    notice: str
    ref: str
    digest: str
    kind: str = "text"
    edges: str = ""
    pieces: tuple[Made, ...] = ()


def origin_part(origin: Origin) -> str:
    """Give the part of the file that says which text it was made from."""
    pieces = "".join(
        f'<piece tag="{escaped(made.tag)}" paragraph="{made.paragraph}">'
        f"{escaped(made.text)}</piece>"
        for made in origin.pieces
    )
    return (
        f'<text xmlns="{ORIGIN}" notice="{escaped(origin.notice)}" ref="{escaped(origin.ref)}" '
        f'digest="{escaped(origin.digest)}" kind="{escaped(origin.kind)}">'
        f"<edges>{escaped(origin.edges)}</edges>{pieces}</text>"
    )

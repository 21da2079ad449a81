"""Two texts against each other as a Word file with tracked changes.

Whoever accepts every change has the later text, whoever rejects every change the earlier one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from disclosure.outputs.word import describe, edges_of, paragraph, ref_of, run
from disclosure.outputs.word_blocks import Origin, blocks_of, origin_part, pieces_of
from disclosure.outputs.word_package import escaped, packed, stamp
from disclosure.outputs.word_styles import GAP
from disclosure.words.differences import Run, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from disclosure.outputs.outgoing import Outgoing
    from disclosure.outputs.word_blocks import Block, Piece
    from disclosure.words.drafts import Draft

INS, DEL, HERE, AWAY = "ins", "del", "moveTo", "moveFrom"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts of a notice, to be set against each other.

    Attributes:
        before: The earlier text.
        after: The later one, on its way out.
        author: Whose the changes are.
        at: When they were made, aware.
    """

    before: Draft
    after: Outgoing
    author: str
    at: datetime


def redline_docx(compared: Compared) -> bytes:
    """Give two texts as one Word file; what was taken out, put in and moved is tracked."""
    before, after = blocks_of(compared.before), blocks_of(compared.after.draft)
    writer = _Writer(before, after, compared.author, compared.at)
    described = describe(compared.after)
    origin = Origin(
        notice=compared.after.draft.notice,
        ref=ref_of(compared.after),
        digest=compared.after.draft.digest,
        kind="comparison",
        edges=edges_of(described),
    )
    return packed(writer.written(), described, origin_part(origin), tracks=False)


class _Writer:
    """Writes the paragraphs of both texts in one order, each change under its mark."""

    def __init__(
        self, before: Sequence[Block], after: Sequence[Block], author: str, at: datetime
    ) -> None:
        self._before, self._after = before, after
        self._old = {piece.name: piece.text for piece in pieces_of(before)}
        self._new = {piece.name: piece.text for piece in pieces_of(after)}
        self._who = f'w:author="{escaped(author)}" w:date="{stamp(at)}"'
        self._last = 0

    def written(self) -> str:
        return "".join(self._paragraphs())

    def _paragraphs(self) -> Iterator[str]:
        places = list(range(len(self._after)))
        matcher = SequenceMatcher(a=_places(self._before, self._after), b=places, autojunk=False)
        for what, a1, a2, b1, b2 in matcher.get_opcodes():
            if what == "equal":
                pairs = zip(self._before[a1:a2], self._after[b1:b2], strict=True)
                yield from (self._both(old, new) for old, new in pairs)
            else:
                yield from (self._alone(block, DEL) for block in self._before[a1:a2])
                yield from (self._alone(block, INS) for block in self._after[b1:b2])

    def _alone(self, block: Block, what: str) -> str:
        """Write a paragraph that only one of the texts has."""
        runs = "".join(self._whole(piece, what, n) for n, piece in enumerate(block.pieces))
        return paragraph(block.style, runs, f"<w:{what} {self._mark()}/>")

    def _both(self, old: Block, new: Block) -> str:
        """Write a paragraph that both texts have."""
        names = [piece.name for piece in old.pieces], [piece.name for piece in new.pieces]
        matcher = SequenceMatcher(a=names[0], b=names[1], autojunk=False)
        runs: list[str] = []
        for what, a1, a2, b1, b2 in matcher.get_opcodes():
            if what == "equal":
                for was, is_now in zip(old.pieces[a1:a2], new.pieces[b1:b2], strict=True):
                    runs.append(self._same(was, is_now, len(runs)))
                continue
            for piece in old.pieces[a1:a2]:
                runs.append(self._whole(piece, DEL, len(runs)))
            for piece in new.pieces[b1:b2]:
                runs.append(self._whole(piece, INS, len(runs)))
        return paragraph(new.style, "".join(runs))

    def _same(self, old: Piece, new: Piece, place: int) -> str:
        """Write a piece that stands where it stood, with the words that differ marked."""
        style = GAP if new.is_gap else ""
        runs = [run(" ")] if place else []
        for what, text in words(old.text, new.text):
            if what is Run.SAME:
                runs.append(run(text, style))
            else:
                runs.append(self._marked(INS if what is Run.INSERTED else DEL, text, style))
        return "".join(runs)

    def _whole(self, piece: Piece, what: str, place: int) -> str:
        """Write a piece that only one of the texts has at this place."""
        others = self._new if what == DEL else self._old
        is_moved = others.get(piece.name) == piece.text
        if is_moved:
            what = AWAY if what == DEL else HERE
        text = f" {piece.text}" if place else piece.text
        made = self._marked(what, text, GAP if piece.is_gap else "")
        return self._range(what, piece.name, made) if is_moved else made

    def _marked(self, what: str, text: str, style: str) -> str:
        letters = run(text, style, "delText" if what == DEL else "t")
        return f"<w:{what} {self._mark()}>{letters}</w:{what}>"

    def _range(self, what: str, name: str, made: str) -> str:
        """Put a piece that moved between the two ends that Word joins by their name."""
        begins = self._mark()
        both = list(dict.fromkeys((*self._old, *self._new)))
        number = begins.partition('"')[2].partition('"')[0]
        return (
            f'<w:{what}RangeStart {begins} w:name="move{both.index(name) + 1}"/>{made}'
            f'<w:{what}RangeEnd w:id="{number}"/>'
        )

    def _mark(self) -> str:
        self._last += 1
        return f'w:id="{self._last}" {self._who}'


def _places(before: Sequence[Block], after: Sequence[Block]) -> list[int]:
    """Give for each earlier paragraph the later one it became; below zero where there is none."""
    where = {piece.name: place for place, block in enumerate(after) for piece in block.pieces}
    found: list[int] = []
    for number, block in enumerate(before, start=1):
        shared = Counter(where[piece.name] for piece in block.pieces if piece.name in where)
        found.append(shared.most_common(1)[0][0] if shared else -number)
    return found

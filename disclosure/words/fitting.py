"""Makes a short text fit: what matters least goes first, and what matters most stays.

A banner, a message or a post has room for a few words. Which sentences may go, and in which order,
the notice says with `rank`: the highest number goes first, and what has none always stays. A list
loses its last entries first and keeps its first one until nothing else can go; one with a shorter
form gives way to that as a whole, since half a list of services reads like all of it. Facts may
go, a hedge never does: a sentence goes whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from disclosure.words.drafts import ItemList, Part, Sentence, characters, sentences_in
from disclosure.words.leaving import with_each
from disclosure.words.prose import count_words

if TYPE_CHECKING:
    from disclosure.words.blocks import Block, Notice

Written = tuple[list[Part], Sentence | None]
Write = Callable[[Iterable["Block"]], Written]
FEWEST = 2
"""Entries from which on a list can lose its last."""


def fitted(notice: Notice, write: Write) -> Written:
    """Write the blocks of a notice so that they fit its limits, as far as its ranks allow.

    Args:
        notice: The notice with its blocks.
        write: Writes blocks as parts and a headline.
    """
    ranked = [block for block in notice.blocks if block.rank]
    if not ranked:
        return write(notice.blocks)
    fitting = _Fitting(notice, ranked)
    written = fitting.write(write)
    while not fitting.fits(*written) and fitting.takes_out(written[0]):
        written = fitting.write(write)
    return fitting.filled_up(written, write)


@dataclass(slots=True)
class _Fitting:
    """What has been taken out so far.

    Attributes:
        gone: The ids of blocks that went, in that order.
        cut: The ids of entries that went, in that order.
    """

    notice: Notice
    ranked: Sequence[Block]
    gone: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)

    def write(self, write: Write) -> Written:
        parts, headline = write(self._standing())
        kept = (with_each(part, self._if_kept) for part in parts)
        return [part for part in kept if part is not None], headline

    def fits(self, parts: Sequence[Part], headline: Sentence | None) -> bool:
        said = [s for part in parts for s in sentences_in(part) if s.is_said]
        said += [headline] if headline and headline.is_said else []
        words = sum(count_words(sentence.text) for sentence in said)
        marks = characters(said)
        return words <= (self.notice.max_words or words) and marks <= (
            self.notice.max_chars or marks
        )

    def takes_out(self, parts: Sequence[Part]) -> bool:
        """Take out what matters least; say whether there was anything left to take."""
        for keeps_first in (True, False):
            for block in self._by_rank():
                if block.id not in self.gone and self._take(block, parts, keeps_first=keeps_first):
                    return True
        return False

    def _by_rank(self) -> list[Block]:
        """Give the blocks that may go, the first to go first; of equals the last in the text."""
        order = sorted(range(len(self.ranked)), key=lambda n: (-self.ranked[n].rank, -n))
        return [self.ranked[n] for n in order]

    def _take(self, block: Block, parts: Sequence[Part], *, keeps_first: bool) -> bool:
        said = [s.id for p in parts for s in sentences_in(p) if s.is_said and _is_of(s, block)]
        entries = _entries(block, parts)
        if not said:
            return False
        if entries and not self._has_shorter(block) and keeps_first:
            self.cut += entries[-1:] if len(entries) >= FEWEST else []
            return len(entries) >= FEWEST
        self.gone.append(block.id)
        return True

    def filled_up(self, written: Written, write: Write) -> Written:
        """Put back, the last taken first, what fits into the room that is left."""
        if not self.fits(*written):
            return written
        for taken in (self.gone, self.cut):
            for name in reversed(list(taken)):
                at = taken.index(name)
                taken.remove(name)
                again = self.write(write)
                if self.fits(*again):
                    written = again
                else:
                    taken.insert(at, name)
                    if taken is self.cut:
                        # A later entry does not stand where an earlier one has no room.
                        return written
        return written

    def _has_shorter(self, block: Block) -> bool:
        return any(other.instead == block.id for other in self.notice.blocks)

    def _standing(self) -> list[Block]:
        """Give the blocks that stand; a paragraph begins where one that went began it."""
        blocks: list[Block] = []
        begins = False
        for block in self.notice.blocks:
            begins = begins or block.starts_paragraph
            if block.id in self.gone or (block.instead and block.instead not in self.gone):
                continue
            blocks.append(replace(block, starts_paragraph=begins))
            begins = False
        return blocks

    def _if_kept(self, sentence: Sentence) -> Sentence | None:
        return None if sentence.id in self.cut else sentence


def _entries(block: Block, parts: Sequence[Part]) -> list[str]:
    """Give the ids of the entries of a list, in order."""
    return [
        item.id
        for part in parts
        if isinstance(part, ItemList)
        for item in part.items
        if item.is_said and _is_of(item, block)
    ]


def _is_of(sentence: Sentence, block: Block) -> bool:
    """Say whether a block wrote a sentence: it bears the block's id, and perhaps a number."""
    base = sentence.id.partition(":")[0].removesuffix("-intro")
    head, _, number = base.rpartition("-")
    return base == block.id or (head == block.id and number.isdecimal())

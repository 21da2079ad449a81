"""Drafts texts that tell readers again: beside what was said, what the same text says now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disclosure.words.blocks import Ask, Fixed, Records, Say, Some
from disclosure.words.corrections import readers_of
from disclosure.words.drafting import draft
from disclosure.words.retelling import RETOLD, retold_again, told_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.catalogue.load import Catalogue
    from disclosure.words.blocks import Block, Notice, Term
    from disclosure.words.drafts import Draft
    from disclosure.words.sources import Sources


@dataclass(slots=True)
class Retelling:
    """Adds what the same texts say now, where a text asks for it and something has moved.

    Earlier texts are drafted again, once for each group of readers: only for a notice that
    speaks of what was said before, and only where what was said no longer holds.
    """

    catalogue: Catalogue
    _made: dict[int, tuple[Sources, Sources]] = field(default_factory=dict)

    def sources(self, plain: Sources, notice: Notice) -> Sources:
        """Give what a notice may rest on, with what the earlier texts say now if it needs that."""
        if not plain.retold or not speaks_of_before(notice):
            return plain
        return told_to(self._held(plain), readers_of(notice.audience, notice.id))

    def _held(self, plain: Sources) -> Sources:
        # The plain sources are kept beside, so that their place in memory is not used again.
        held = self._made.get(id(plain))
        if held is None:
            held = self._made[id(plain)] = (plain, self.again(plain))
        return held[1]

    def again(self, plain: Sources) -> Sources:
        """Give the sources with what the earlier texts say now, for these readers."""
        notices = {notice.id: notice for notice in self.catalogue.notices}
        drafted: dict[str, Draft | None] = {}

        def say(name: str) -> Draft | None:
            if name not in drafted:
                drafted[name] = draft(notices[name], plain) if name in notices else None
            return drafted[name]

        return retold_again(plain, say)


def speaks_of_before(notice: Notice) -> bool:
    """Say whether a notice speaks of what readers were told and does not hold any more."""
    terms = [term for row in notice.offer_when for term in row]
    return any(_names_retold(block) for block in notice.every_block()) or any(
        _is_retold(term) for term in terms
    )


def _names_retold(block: Block) -> bool:
    if isinstance(block, Records) and block.record in RETOLD:
        return True
    return any(_is_retold(term) for term in _terms(block))


def _terms(block: Block) -> Iterator[Term]:
    if isinstance(block, (Ask, Fixed)):
        yield from block.terms
    elif isinstance(block, (Say, Records)):
        for when in block.whens:
            yield from when.terms


def _is_retold(term: Term) -> bool:
    return isinstance(term, Some) and term.record in RETOLD

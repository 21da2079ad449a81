"""A text written once for each group of readers: `$group` stands for the group at hand.

The file is read once. For each group its conditions are settled: `who = $group` names the group,
and what is said to one group alone (`$group = "employees"`) stays or goes. One text is left for
nobody in particular, while it is not recorded who the readers are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from disclosure.words.blocks import (
    THE_GROUP,
    Ask,
    Block,
    Fixed,
    Given,
    Question,
    Records,
    Say,
    Some,
    StandingIs,
    Term,
    ValueIn,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NOBODY: Final = ""
"""The group of the text that goes to nobody in particular."""


def for_group(blocks: Iterable[Block], group: str) -> tuple[Block, ...]:
    """Give the blocks of the text that goes to a group; what is for others is left out.

    Args:
        blocks: The blocks as the file gives them.
        group: The group; nothing for the text that goes to nobody in particular.
    """
    return tuple(made for block in blocks if (made := _block(block, group)) is not None)


def settled(terms: Sequence[Term], group: str) -> tuple[Term, ...] | None:
    """Give conditions as they are for a group, or None where they can never hold for it."""
    found: list[Term] = []
    for term in terms:
        made = _term(term, group)
        if made is False:
            return None
        if made is not True:
            found.append(made)
    return tuple(found)


def speaks_of_group(blocks: Iterable[Block]) -> bool:
    """Say whether any condition of these blocks speaks of the group a text goes to."""
    return any(_names_group(term) for block in blocks for term in _terms(block))


def _block(block: Block, group: str) -> Block | None:
    if isinstance(block, (Fixed, Ask)):
        terms = settled(block.terms, group)
        return None if terms is None else replace(block, terms=terms)
    if isinstance(block, Question):
        return replace(block, blocks=for_group(block.blocks, group))
    if not isinstance(block, (Say, Records)):
        return block
    whens = _whens(block.whens, group)
    if isinstance(block, Say):
        return replace(block, whens=whens) if whens else None
    where = settled(block.where, group)
    if where is None or not whens:
        return None
    return replace(block, where=where, whens=whens)


def _whens(whens: Sequence[When], group: str) -> tuple[When, ...]:
    """Give the wordings for a group, without those that another leaves no room for in it."""
    found: list[tuple[When, When]] = []
    for when in whens:
        terms = settled(when.terms, group)
        if terms is not None and not any(_takes_all(*each, when, terms) for each in found):
            found.append((when, replace(when, terms=terms)))
    return tuple(made for _, made in found)


def _takes_all(written: When, made: When, when: When, terms: tuple[Term, ...]) -> bool:
    """Say whether an earlier wording holds whenever a later one does, for this group alone.

    Where it does so for every group, the file is wrong, and the check of the words says so.
    """
    return set(made.terms) <= set(terms) and not set(written.terms) <= set(when.terms)


def _term(term: Term, group: str) -> Term | bool:
    """Give a condition as it is for a group: settled for good, or with the group's name in it."""
    if isinstance(term, Some):
        where = settled(term.where, group)
        if where is None:
            return not term.some
        good = tuple(t for t in where if isinstance(t, (StandingIs, ValueIn, Given)))
        return replace(term, where=good)
    if isinstance(term, Given) and term.subject == THE_GROUP:
        return bool(group) is term.given
    return _value(term, group) if isinstance(term, ValueIn) else term


def _value(term: ValueIn, group: str) -> Term | bool:
    if term.subject == THE_GROUP:
        return (group in term.values) is not term.negated
    if THE_GROUP not in term.values:
        return term
    values = tuple(group if value == THE_GROUP else value for value in term.values)
    left = tuple(value for value in values if value != NOBODY)
    return replace(term, values=left) if left else term.negated


def _terms(block: Block) -> Iterator[Term]:
    if isinstance(block, (Fixed, Ask)):
        yield from block.terms
    elif isinstance(block, Question):
        for each in block.blocks:
            yield from _terms(each)
    elif isinstance(block, (Say, Records)):
        yield from block.where if isinstance(block, Records) else ()
        for when in block.whens:
            yield from when.terms


def _names_group(term: Term) -> bool:
    if isinstance(term, Some):
        return any(_names_group(each) for each in term.where)
    if isinstance(term, (Given, ValueIn)) and term.subject == THE_GROUP:
        return True
    return isinstance(term, ValueIn) and THE_GROUP in term.values

"""Wordings of one's own in place of shipped ones: a whole text, or some of its blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from disclosure.catalogue.contents import digest_of
from disclosure.files import FileModel
from disclosure.problems import Problem, nearest
from disclosure.words.blocks import Heading, Question

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from disclosure.words.blocks import Block, Notice

REPLACES = "replaces"


class FixedFormat(FileModel):
    """A fixed sentence and who approved it."""

    id: Annotated[str, Field(min_length=1)]
    approved_by: str


class BlocksFrontMatter(FileModel):
    """The front matter of a file that replaces some blocks of a text and leaves the others."""

    replaces: Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)]
    fixed: list[FixedFormat] = Field(default=[])


def cannot_stand(name: str, key: str, held: Notice | None, *, replaces: bool) -> Problem | None:
    """Say why a whole text may not stand under its key; None where it may.

    Args:
        name: Its file.
        key: Its key.
        held: The text that stands under it already.
        replaces: Whether its file says that it stands in place of another.
    """
    if held is not None and not replaces:
        wrong = f"There is a notice '{key}' already."
        allowed = 'To put yours in its place, write replaces = "text" at its top.'
        return Problem(name, "", wrong, allowed)
    if held is None and replaces:
        return _nothing_to_replace(name, key)
    return None


def _nothing_to_replace(name: str, key: str) -> Problem:
    wrong = f"There is no notice '{key}', so nothing is replaced."
    return Problem(name, REPLACES, wrong, "Name the file as that of the text you mean.")


@dataclass(frozen=True, slots=True)
class Replacing:
    """A file whose blocks stand in place of some blocks of another text.

    Attributes:
        file: The file as messages name it.
        own: Whose own words it holds.
        wording: The digest of everything it was read from.
    """

    file: str
    own: str
    front: BlocksFrontMatter
    blocks: tuple[Block, ...]
    wording: str

    def of(self, held: Notice | None, key: str) -> Notice | list[Problem]:
        """Give the text with these blocks in it, or why that cannot be.

        Args:
            held: The text they belong to.
            key: Its key.
        """
        if held is None:
            return [_nothing_to_replace(self.file, key)]
        found = [*self._wrong(held)]
        if found:
            return found
        new = {block.id: block for block in self.blocks}
        kept = {name: by for name, by in held.fixed.items() if name not in new}
        return replace(
            held,
            blocks=tuple(_replaced(block, new) for block in held.blocks),
            fixed={**kept, **{each.id: each.approved_by for each in self.front.fixed}},
            file=self.file,
            wording=digest_of([held.wording, self.wording]),
            own=f"{self.own}, in “{'”, “'.join(self.front.replaces)}”",
        )

    def _wrong(self, held: Notice) -> Iterator[Problem]:
        there = {block.id: block for block in held.every_block()}
        named, given = self.front.replaces, {block.id for block in self.blocks}
        for n, name in enumerate(named):
            if name not in there:
                wrong = f"The text has no block '{name}'."
                yield Problem(self.file, f"{REPLACES}[{n}]", wrong, nearest(name, tuple(there)))
            elif name not in given:
                wrong = f"No block below bears the id '{name}'."
                yield Problem(self.file, f"{REPLACES}[{n}]", wrong, "Write it, or take it out.")
        for block in self.blocks:
            if block.id not in named:
                wrong = f"The block '{block.id}' is not named at the top."
                yield Problem(self.file, f"line {block.line}", wrong, "Add it to replaces.")
            elif block.id in there and not _is_alike(block, there[block.id]):
                wrong = f"'{block.id}' is a sentence in one text and a heading in the other."
                yield Problem(self.file, f"line {block.line}", wrong, "Keep the kind of block.")


def _is_alike(one: Block, other: Block) -> bool:
    """Say whether a block may take another's place: headings and questions hold no sentence."""
    return all(isinstance(one, kind) == isinstance(other, kind) for kind in (Heading, Question))


def _replaced(block: Block, new: Mapping[str, Block]) -> Block:
    """Give the block that stands in this one's place; a paragraph begins where it began."""
    if block.id in new:
        return replace(new[block.id], starts_paragraph=block.starts_paragraph)
    if isinstance(block, Question):
        return replace(block, blocks=tuple(_replaced(each, new) for each in block.blocks))
    return block


def line_of_loss(notice: Notice, held: Notice | None, wanted: Collection[str]) -> str:
    """Say in which line of one's own words a required content was lost; nothing if not there.

    Args:
        notice: The text that lacks it.
        held: The one whose wording it replaces.
        wanted: The citations of which one would do.
    """
    lines = {block.id: block.line for block in notice.every_block() if block.file == notice.file}
    for block in held.every_block() if held else ():
        cited = {part.strip() for part in block.cite.split(";")}
        if not cited.isdisjoint(wanted) and block.id in lines:
            return f"line {lines[block.id]}"
    return f"line {min(lines.values())}" if held and lines else ""

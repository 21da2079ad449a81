"""A text on its way out: what every format of it is made from.

A text that is not released says so wherever it goes. A released one is what was approved and
nothing else: its gaps are left out, and nothing is added to its words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.outputs.papers import DRAFT, EXAMPLE
from disclosure.words.drafts import Answered, HeadingPart, ItemList, Line, Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from disclosure.facts.case import Organisation
    from disclosure.words.drafts import Draft, Part, Sentence

MARKS = {
    DRAFT: "DRAFT. Not released. Not to be given out.",
    EXAMPLE: "EXAMPLE. Modelled on a public incident; nothing in it is to be relied on.",
}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A text as it leaves the building. The same data gives the same bytes.

    Attributes:
        organisation: Who speaks, as recorded when the text was made.
        version: The frozen version; None of the draft as it stands.
        dated_at: When it was released, frozen or drafted, aware.
        series: 1 for a notice's first text, 2 once it was begun again, and on.
        marks: DRAFT, EXAMPLE, both or neither.
    """

    draft: Draft
    organisation: Organisation
    version: int | None
    dated_at: datetime
    zone: ZoneInfo
    series: int = 1
    marks: tuple[str, ...] = (DRAFT,)

    @property
    def is_released(self) -> bool:
        """Say whether it may be given out."""
        return DRAFT not in self.marks

    @property
    def warnings(self) -> tuple[str, ...]:
        """Give the marks as whole sentences."""
        return tuple(MARKS[mark] for mark in self.marks)

    @property
    def text(self) -> Draft:
        """Give the text as it is written down: a released one without its gaps."""
        return said_only(self.draft) if self.is_released else self.draft


def said_only(draft: Draft) -> Draft:
    """Give a text without what is still missing, and without headings left over nothing."""
    parts = [made for part in draft.parts if (made := _kept(part, _if_said)) is not None]
    after = [*parts[1:], None][: len(parts)]
    filled = [
        part
        for part, follows in zip(parts, after, strict=True)
        if not isinstance(part, HeadingPart)
        or (follows is not None and not isinstance(follows, HeadingPart))
    ]
    headline = draft.headline if draft.headline and draft.headline.is_said else None
    return replace(draft, headline=headline, parts=tuple(filled))


def respelt(draft: Draft, spell: Callable[[str], str]) -> Draft:
    """Give a text with every string of it passed through a spelling."""

    def spelt(sentence: Sentence) -> Sentence:
        return replace(sentence, text=spell(sentence.text))

    parts = [made for part in draft.parts if (made := _kept(part, spelt)) is not None]
    return replace(
        draft,
        headline=spelt(draft.headline) if draft.headline else None,
        parts=tuple(_respelt(part, spell) for part in parts),
    )


def _if_said(sentence: Sentence) -> Sentence | None:
    return sentence if sentence.is_said else None


def _kept(part: Part, each: Callable[[Sentence], Sentence | None]) -> Part | None:
    """Give a part with each sentence replaced or left out; None where nothing is left."""
    if isinstance(part, Answered):
        inner = tuple(p for one in part.parts if (p := _kept_words(one, each)) is not None)
        return replace(part, parts=inner)
    return part if isinstance(part, HeadingPart) else _kept_words(part, each)


def _kept_words(
    part: Paragraph | ItemList | Line, each: Callable[[Sentence], Sentence | None]
) -> Paragraph | ItemList | Line | None:
    if isinstance(part, Line):
        sentence = each(part.sentence)
        return Line(sentence) if sentence else None
    if isinstance(part, Paragraph):
        sentences = _each(part.sentences, each)
        return Paragraph(sentences) if sentences else None
    intro = each(part.intro) if part.intro else None
    items = _each(part.items, each)
    return ItemList(intro, items) if intro or items else None


def _each(
    sentences: Iterable[Sentence], each: Callable[[Sentence], Sentence | None]
) -> tuple[Sentence, ...]:
    return tuple(made for sentence in sentences if (made := each(sentence)) is not None)


def _respelt(part: Part, spell: Callable[[str], str]) -> Part:
    if isinstance(part, HeadingPart):
        return HeadingPart(spell(part.text))
    if isinstance(part, Answered):
        return replace(part, question=spell(part.question))
    return part

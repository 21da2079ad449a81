"""A text on its way out: what every format of it is made from.

A text that is not released says so wherever it goes. A released one is what was approved and
nothing else: its gaps are left out, with the headings over nothing but gaps.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.outputs.papers import DRAFT, EXAMPLE
from disclosure.words.drafts import Answered, HeadingPart
from disclosure.words.leaving import said_only, with_each

if TYPE_CHECKING:
    from collections.abc import Callable
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


def respelt(draft: Draft, spell: Callable[[str], str]) -> Draft:
    """Give a text with every string of it passed through a spelling."""

    def spelt(sentence: Sentence) -> Sentence:
        return replace(sentence, text=spell(sentence.text))

    parts = [made for part in draft.parts if (made := with_each(part, spelt)) is not None]
    return replace(
        draft,
        headline=spelt(draft.headline) if draft.headline else None,
        parts=tuple(_respelt(part, spell) for part in parts),
    )


def _respelt(part: Part, spell: Callable[[str], str]) -> Part:
    if isinstance(part, HeadingPart):
        return HeadingPart(spell(part.text))
    if isinstance(part, Answered):
        return replace(part, question=spell(part.question))
    return part

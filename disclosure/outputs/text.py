"""A draft as plain text: wrapped, no tables, gaps in square brackets."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.words.drafts import (
    Answered,
    HeadingPart,
    ItemList,
    Line,
    Paragraph,
    open_questions,
)
from disclosure.words.leaving import NOT_KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from disclosure.words.drafts import Draft, Part, Sentence

WIDTH = 76
MARK = "DRAFT. Not approved. Not to be given out."


def as_text(draft: Draft, *, warnings: Sequence[str] = (MARK,)) -> str:
    """Give a draft as plain text, marked as a draft unless told otherwise."""
    marks = [line for warning in warnings for line in _wrap(warning, "", width=WIDTH)]
    lines = [*marks, "", "", *body(draft)] if marks else body(draft)
    return "\n".join(lines).rstrip() + "\n"


def body(draft: Draft, *, width: int = WIDTH) -> list[str]:
    """Give the lines of a text itself, wrapped to a width."""
    page = _Page(width)
    lines = page.underlined(shown(draft.headline), "=") if draft.headline else []
    for part in draft.parts:
        lines += page.part(part)
    return [*lines, *page.open(draft)] if draft.layout == "form" else lines


def shown(sentence: Sentence) -> str:
    """Give a sentence, or a gap in square brackets."""
    return sentence.text if sentence.is_said else f"[Still missing: {sentence.text}]"


@dataclass(frozen=True, slots=True)
class _Page:
    """Lays a text out in lines of a width."""

    width: int

    def part(self, part: Part) -> list[str]:
        if isinstance(part, HeadingPart):
            return self.underlined(part.text, "-")
        if isinstance(part, Answered):
            label = f"{part.ref}  {part.question}" if part.ref else part.question
            hang = " " * (len(part.ref) + 2) if part.ref else ""
            return [*self.wrap(label, "", hang=hang), *self.answer(part), ""]
        return [*self.words(part, ""), ""]

    def underlined(self, text: str, line: str) -> list[str]:
        lines = self.wrap(text, "")
        return [*lines, line * max(map(len, lines), default=0), ""]

    def answer(self, part: Answered) -> Iterator[str]:
        if not part.parts:
            yield f"    {NOT_KNOWN}"
        for inner in part.parts:
            yield from self.words(inner, "    ")

    def words(self, part: Paragraph | ItemList | Line, indent: str) -> list[str]:
        if isinstance(part, Paragraph):
            return self.wrap(" ".join(shown(s) for s in part.sentences), indent)
        if isinstance(part, Line):
            return self.wrap(shown(part.sentence), indent)
        lines = self.wrap(shown(part.intro), indent) if part.intro else []
        for item in part.items:
            lines += self.wrap(f"- {shown(item)}", indent, hang="  ")
        return lines

    def wrap(self, text: str, indent: str, hang: str = "") -> list[str]:
        return _wrap(text, indent, width=self.width, hang=hang)

    def open(self, draft: Draft) -> list[str]:
        questions = open_questions(draft)
        if not questions:
            return []
        lines = self.underlined("What cannot be answered yet", "-")
        for question in questions:
            part = " (in part)" if question.in_part else ""
            lines += self.wrap(f"- {question.ref}  {question.question}{part}", "", hang="  ")
        return [*lines, ""]


def _wrap(text: str, indent: str, *, width: int, hang: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )

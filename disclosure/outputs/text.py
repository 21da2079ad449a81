"""A draft as plain text: wrapped, no tables, gaps in square brackets."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from disclosure.words.drafts import (
    Answered,
    HeadingPart,
    ItemList,
    Line,
    Paragraph,
    open_questions,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.words.drafts import Draft, Part, Sentence

WIDTH = 76
MARK = "DRAFT. Not approved. Not to be given out."


def as_text(draft: Draft) -> str:
    """Give a draft as plain text, marked as a draft."""
    lines = [MARK, "", ""]
    if draft.headline:
        lines += _underlined(shown(draft.headline), "=")
    for part in draft.parts:
        lines += _part(part)
    if draft.layout == "form":
        lines += _open(draft)
    return "\n".join(lines).rstrip() + "\n"


def shown(sentence: Sentence) -> str:
    """Give a sentence, or a gap in square brackets."""
    return sentence.text if sentence.is_said else f"[Still missing: {sentence.text}]"


def _part(part: Part) -> list[str]:
    if isinstance(part, HeadingPart):
        return _underlined(part.text, "-")
    if isinstance(part, Answered):
        label = f"{part.ref}  {part.question}" if part.ref else part.question
        hang = " " * (len(part.ref) + 2) if part.ref else ""
        return [*_wrap(label, "", hang=hang), *_answer(part), ""]
    return [*_words(part, ""), ""]


def _underlined(text: str, line: str) -> list[str]:
    lines = _wrap(text, "")
    return [*lines, line * max(map(len, lines), default=0), ""]


def _answer(part: Answered) -> Iterator[str]:
    if not part.parts:
        yield "    [Not answered]"
    for inner in part.parts:
        yield from _words(inner, "    ")


def _words(part: Paragraph | ItemList | Line, indent: str) -> list[str]:
    if isinstance(part, Paragraph):
        return _wrap(" ".join(shown(s) for s in part.sentences), indent)
    if isinstance(part, Line):
        return _wrap(shown(part.sentence), indent)
    lines = _wrap(shown(part.intro), indent) if part.intro else []
    for item in part.items:
        lines += _wrap(f"- {shown(item)}", indent, hang="  ")
    return lines


def _wrap(text: str, indent: str, hang: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _open(draft: Draft) -> list[str]:
    questions = open_questions(draft)
    if not questions:
        return []
    lines = _underlined("What cannot be answered yet", "-")
    for question in questions:
        part = " (in part)" if question.in_part else ""
        lines += _wrap(f"- {question.ref}  {question.question}{part}", "", hang="  ")
    return [*lines, ""]

"""A text as a piece of HTML for a content-management system: what it means, not how it looks.

Every string is escaped, no attribute holds one, and there is neither style nor script nor link.
Headings begin at the second level, for the page has a title of its own.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from disclosure.outputs.text import shown
from disclosure.words.drafts import (
    Answered,
    HeadingPart,
    ItemList,
    Paragraph,
)
from disclosure.words.leaving import NOT_KNOWN

if TYPE_CHECKING:
    from disclosure.outputs.outgoing import Outgoing
    from disclosure.words.drafts import Draft, Line, Part, Sentence

NOT_PLAIN = re.compile(r"[^A-Za-z0-9_-]+")
NOT_TEXT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Characters that HTML does not allow, however they are written."""


def fragment(outgoing: Outgoing, *, with_ids: bool = False) -> str:
    """Give a text as one article.

    Args:
        outgoing: The text.
        with_ids: Whether each sentence carries its id, so that a page can point at it.
    """
    return article(outgoing.text, outgoing.warnings, with_ids=with_ids)


def article(draft: Draft, warnings: tuple[str, ...] = (), *, with_ids: bool = False) -> str:
    """Give a text as one article, below what it warns of."""
    writer = _Writer(with_ids=with_ids)
    lines = [f'<article lang="{_attribute(draft.language)}">']
    lines += [f"<p><strong>{_escaped(warning)}</strong></p>" for warning in warnings]
    if draft.headline:
        lines.append(f"<h2>{writer.sentence(draft.headline)}</h2>")
    for part in draft.parts:
        lines += writer.part(part)
    return "\n".join([*lines, "</article>", ""])


class _Writer:
    """Writes parts."""

    def __init__(self, *, with_ids: bool) -> None:
        self._with_ids = with_ids

    def sentence(self, sentence: Sentence) -> str:
        text = _escaped(shown(sentence))
        text = text if sentence.is_said else f"<mark>{text}</mark>"
        return f'<span id="s-{_attribute(sentence.id)}">{text}</span>' if self._with_ids else text

    def part(self, part: Part) -> list[str]:
        if isinstance(part, HeadingPart):
            return [f"<h3>{_escaped(part.text)}</h3>"]
        if isinstance(part, Answered):
            ref = f"{part.ref} " if part.ref else ""
            inner = [line for each in part.parts for line in self.words(each)]
            answer = inner or [f"<p>{NOT_KNOWN}</p>"]
            return [f"<h3>{_escaped(ref + part.question)}</h3>", *answer]
        return self.words(part)

    def words(self, part: Paragraph | ItemList | Line) -> list[str]:
        if isinstance(part, Paragraph):
            return [f"<p>{' '.join(self.sentence(s) for s in part.sentences)}</p>"]
        if not isinstance(part, ItemList):
            return [f"<p>{self.sentence(part.sentence)}</p>"]
        intro = [f"<p>{self.sentence(part.intro)}</p>"] if part.intro else []
        items = [f"<li>{self.sentence(item)}</li>" for item in part.items]
        return [*intro, "<ul>", *items, "</ul>"] if items else intro


def _escaped(text: str) -> str:
    return html.escape(NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", text))


def _attribute(name: str) -> str:
    """Give a name of ours for an attribute; whatever could end it becomes a dash."""
    return NOT_PLAIN.sub("-", name)

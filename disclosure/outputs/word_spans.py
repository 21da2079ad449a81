"""Stretches of letters in a file that came back: those under one tag, and those between."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disclosure.outputs.word_markup import AFTER, BEFORE, Bit, plain
from disclosure.words import prose

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from disclosure.outputs.word_markup import Mark

ENDS = ".!?:…"
OPENS = "“‘\"'(["
CLOSES = "”’\"')]"
MOST_LOST = 300
"""Pieces without a tag beyond which none is looked for among the words that stand together."""
MOST_PLACES = 100
"""Places with the words of a piece that are looked at; no notice says anything that often."""


@dataclass(slots=True)
class Span:
    """Letters that stand together under one tag, or outside of all."""

    tag: str
    paragraph: int
    bits: list[Bit] = field(default_factory=list)

    def read(self, marks: Iterable[Mark]) -> str:
        """Give the letters under some marks as they are, a space between two paragraphs."""
        found, last = "", self.paragraph
        for bit in self.bits:
            if bit.mark in marks:
                found += bit.text if bit.paragraph == last else f" {bit.text}"
                last = bit.paragraph
        return found

    @property
    def after(self) -> str:
        """Give the words as they stand once every change is accepted."""
        return plain(self.read(AFTER))

    @property
    def before(self) -> str:
        """Give the words as they stood before the tracked changes."""
        return plain(self.read(BEFORE))


def spans_of(bits: Iterable[Bit], known: Collection[str]) -> list[Span]:
    """Give the stretches in reading order.

    Args:
        bits: The letters.
        known: The tags that are ours; whatever stands under another is outside of all.
    """
    found: list[Span] = []
    held: dict[tuple[str, int], Span] = {}
    for bit in bits:
        tag = bit.tag if bit.tag in known else ""
        last = found[-1] if found else None
        if tag:
            span = held.get((tag, bit.place))
        else:
            goes_on = last and not last.tag and last.paragraph == bit.paragraph
            span = last if goes_on else None
        if span is None:
            span = Span(tag, bit.paragraph)
            found.append(span)
            if tag:
                held[tag, bit.place] = span
        span.bits.append(bit)
    return _glued(found)


def _glued(spans: list[Span]) -> list[Span]:
    """Put what was typed right beside a sentence, outside its tag, into the sentence."""
    found: list[Span] = []
    waiting: Span | None = None
    for span in spans:
        last = found[-1] if found else None
        if span.tag:
            if waiting and waiting.paragraph == span.paragraph:
                span.bits[:0] = waiting.bits
                found.remove(waiting)
            waiting = None
            found.append(span)
        elif last and last.tag and last.paragraph == span.paragraph and _goes_on(last, span):
            last.bits += span.bits
        else:
            found.append(span)
            waiting = span if _is_begun(span) else None
    return found


def _goes_on(last: Span, span: Span) -> bool:
    text = span.read(AFTER)
    if not text.strip() or not last.after:
        return False
    first = text.strip()[0]
    return not text[0].isspace() or first.islower() or not (first.isalnum() or first in OPENS)


def _is_begun(span: Span) -> bool:
    text = span.after
    return bool(prose.words(text)) and text[-1] not in ENDS


# ---- Where no tag is left ----------------------------------------------------------------


def cut(text: str, lost: list[str]) -> list[str]:
    """Cut words outside of all tags into what they were sent as, and the rest into sentences.

    Other programs than Word drop the tags, and then neither a piece of two sentences nor two
    pieces in brackets can be told by their full stops.

    Args:
        text: The words, with one space between them.
        lost: The words of the pieces whose tags are gone; what is found here is taken from it.
    """
    parts = [(text, False)]
    whole = {piece for piece in lost if _has_ended(piece)} if len(lost) <= MOST_LOST else set()
    for piece in sorted(whole, key=len, reverse=True):
        for number, (words, is_found) in enumerate(parts):
            start = -1 if is_found else _place(words, piece)
            if start >= 0:
                lost.remove(piece)
                before, behind = words[:start].strip(), words[start + len(piece) :].strip()
                parts[number : number + 1] = [(before, False), (piece, True), (behind, False)]
                break
    return [
        each
        for words, is_found in parts
        for each in ([words] if is_found else prose.sentences(words))
    ]


def _place(text: str, piece: str) -> int:
    """Give where a piece stands as sentences of its own; -1 where it does not."""
    start = text.find(piece)
    for _ in range(MOST_PLACES):
        if start < 0:
            break
        end = start + len(piece)
        before, behind = text[max(0, start - 3) : start], text[end : end + 1]
        is_begun = not before or (before[-1].isspace() and _has_ended(before))
        if is_begun and (not behind or behind.isspace()):
            return start
        start = text.find(piece, start + 1)
    return -1


def _has_ended(text: str) -> bool:
    words = text.rstrip()
    return words.endswith("]") or words.rstrip(CLOSES)[-1:] in (".", "!", "?", "…")

"""What is left of a draft when it goes out: no gap, and no heading or question over nothing.

In the draft a gap is shown under its heading, so that it can be filled. A reader would look under
that heading for what is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from disclosure.words.drafts import (
    FIXED,
    Answered,
    Draft,
    HeadingPart,
    ItemList,
    Line,
    Paragraph,
    Part,
    Sentence,
    sentences_in,
)

CLOSING: Final = "closing"
"""The form of a sentence that closes the whole text, whatever heading it stands under."""
NOT_KNOWN: Final = "Not known yet."
"""What every format writes into a field that an authority asks for and that nothing answers."""
_CLOSING_FORMS: Final = frozenset({CLOSING, "signature", "salutation"})
_CLOSING_MOVES: Final = frozenset({"APOLOGY", "PRIORITY", "THANKS_CUST", "THANKS_STAFF"})

Inner = Paragraph | ItemList | Line
Made = Callable[[Sentence], Sentence | None]


def without_idle_headings(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Leave out headings under which nothing stands but how the text closes."""
    return tuple(
        part
        for n, part in enumerate(parts)
        if not isinstance(part, HeadingPart) or any(map(_fills, _beneath(parts[n + 1 :])))
    )


def said_only(draft: Draft) -> Draft:
    """Give a text as its readers get it: without what is still missing.

    A question nothing answers goes with its gap. Where a duty sets the fields of a form, a field
    that must be answered stays, empty: the authority counts its fields.
    """
    parts: list[Part] = []
    for part in draft.parts:
        made = with_each(part, _if_said)
        if isinstance(made, Answered):
            parts += _answered(made, is_set=bool(draft.obligation))
        elif made is not None and not _is_empty_list(made):
            parts.append(made)
    headline = draft.headline if draft.headline and draft.headline.is_said else None
    return replace(draft, headline=headline, parts=without_idle_headings(parts))


def _answered(part: Answered, *, is_set: bool) -> Iterator[Answered]:
    inner = tuple(each for each in part.parts if not _is_empty_list(each))
    if inner or (part.required and is_set):
        yield replace(part, parts=inner)


def _is_empty_list(part: Part) -> bool:
    """Say whether it is an introduction to nothing, which would promise a list."""
    return isinstance(part, ItemList) and not part.items


def _beneath(parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, HeadingPart):
            return
        yield part


def _fills(part: Part) -> bool:
    is_answer = isinstance(part, Answered)
    return is_answer or not all(closes(sentence) for sentence in sentences_in(part))


def closes(sentence: Sentence) -> bool:
    """Say whether a sentence belongs to no heading: an apology, thanks, a signature."""
    if sentence.form in _CLOSING_FORMS:
        return True
    is_fixed = sentence.kind == FIXED and not sentence.by_hand
    return is_fixed and bool(sentence.moves) and _CLOSING_MOVES.issuperset(sentence.moves)


def _if_said(sentence: Sentence) -> Sentence | None:
    return sentence if sentence.is_said else None


# ---- Sentence by sentence ------------------------------------------------------------------------


def with_each(part: Part, made: Made) -> Part | None:
    """Give a part with each sentence replaced or left out; None where nothing is left."""
    if isinstance(part, Answered):
        inner = tuple(p for one in part.parts if (p := _with_each(one, made)) is not None)
        return replace(part, parts=inner)
    return part if isinstance(part, HeadingPart) else _with_each(part, made)


def _with_each(part: Inner, made: Made) -> Inner | None:
    if isinstance(part, Line):
        sentence = made(part.sentence)
        return Line(sentence) if sentence else None
    if isinstance(part, Paragraph):
        sentences = _each(part.sentences, made)
        return Paragraph(sentences) if sentences else None
    intro = made(part.intro) if part.intro else None
    items = _each(part.items, made)
    return ItemList(intro, items) if intro or items else None


def _each(sentences: Iterable[Sentence], made: Made) -> tuple[Sentence, ...]:
    return tuple(each for sentence in sentences if (each := made(sentence)) is not None)

"""A draft: sentences that know what they rest on, in the order a reader meets them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure.facts.standings import Standing
from disclosure.words.prose import count_words

SENTENCE, FIXED, GAP = "sentence", "fixed", "gap"


@dataclass(frozen=True, slots=True)
class Rest:
    """A fact version a sentence rests on."""

    fact: str
    version: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one block says, or the gap where it can say nothing.

    Attributes:
        kind: sentence · fixed · gap.
        form: sentence · item · intro · title · line · signature · salutation.
        moves: The moves it declares.
        about: Of a gap, the fact, record or judgement it waits for.
        by_hand: Who wrote the words, where a person did and not the template.
        drafted: The words the facts gave, where a person wrote others in their place.
    """

    id: str
    text: str
    kind: str
    form: str = "sentence"
    cite: str = ""
    moves: tuple[str, ...] = ()
    rests_on: tuple[Rest, ...] = ()
    about: str = ""
    by_hand: str = ""
    drafted: str = ""

    @property
    def is_said(self) -> bool:
        """Say whether it stands in the text a recipient reads."""
        return self.kind != GAP


def characters(said: Sequence[Sentence]) -> int:
    """Count the characters of sentences as a phone shows them.

    Between two of them stands a space or a new line, before an item a dash and a space.
    """
    return sum(len(s.text) + (3 if s.form == "item" else 1) for s in said) - 1 if said else 0


@dataclass(frozen=True, slots=True)
class HeadingPart:
    """A heading."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that run on."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list with its introduction."""

    intro: Sentence | None
    items: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of its own: an address, a number, a signature."""

    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of a form and what answers it."""

    question: str
    ref: str
    cite: str
    required: bool
    parts: tuple[Paragraph | ItemList | Line, ...]


Part = HeadingPart | Paragraph | ItemList | Line | Answered


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice drafted from what was known at an instant.

    Attributes:
        headline: The text's own title, or None where it has none.
        withheld: Facts kept out because their ceiling is below this audience.
        wording: The SHA-256 of the wording it was made with, where that is known.
        own: Whose own wording that is, in words; nothing for a shipped one.
        max_chars: How many characters its form has room for, where that counts.
    """

    notice: str
    obligation: str
    stage: str
    audience: str
    language: str
    title: str
    layout: str
    headline: Sentence | None
    parts: tuple[Part, ...]
    note: str = ""
    max_words: int | None = None
    withheld: tuple[str, ...] = ()
    wording: str = ""
    own: str = ""
    max_chars: int | None = None

    def sentences(self) -> Iterator[Sentence]:
        """Give every sentence and gap in order, the headline first."""
        if self.headline:
            yield self.headline
        for part in self.parts:
            yield from sentences_in(part)

    def said(self) -> Iterator[Sentence]:
        """Give what a recipient reads: no gap, and no introduction to nothing but gaps."""
        idle = {part.intro.id for part in self._lists() if part.intro and not _has_items(part)}
        return (s for s in self.sentences() if s.is_said and s.id not in idle)

    def gaps(self) -> Iterator[Sentence]:
        """Give what is still missing."""
        return (sentence for sentence in self.sentences() if not sentence.is_said)

    @property
    def length(self) -> int:
        """Count the words its reader reads."""
        return sum(count_words(sentence.text) for sentence in self.said())

    @property
    def characters(self) -> int:
        """Count the characters its reader reads, on a phone."""
        return characters(tuple(self.said()))

    def _lists(self) -> Iterator[ItemList]:
        for part in self.parts:
            inner = part.parts if isinstance(part, Answered) else (part,)
            yield from (each for each in inner if isinstance(each, ItemList))

    @property
    def digest(self) -> str:
        """Give the SHA-256 of the words and what they rest on, as hexadecimal."""
        said = [
            [s.id, s.text, s.kind, [[r.fact, r.version] for r in s.rests_on]]
            for s in self.sentences()
        ]
        around = [
            part.question if isinstance(part, Answered) else part.text
            for part in self.parts
            if isinstance(part, (Answered, HeadingPart))
        ]
        text = json.dumps([self.notice, self.language, said, around], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def _has_items(part: ItemList) -> bool:
    return any(item.is_said for item in part.items)


def sentences_in(part: Part) -> Iterator[Sentence]:
    """Give the sentences and gaps of one part, in order."""
    if isinstance(part, Paragraph):
        yield from part.sentences
    elif isinstance(part, ItemList):
        if part.intro:
            yield part.intro
        yield from part.items
    elif isinstance(part, Line):
        yield part.sentence
    elif isinstance(part, Answered):
        for inner in part.parts:
            yield from sentences_in(inner)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question of a form whose answer is, wholly or in part, not known.

    Attributes:
        in_part: Whether something of the answer is known all the same.
    """

    question: str
    ref: str
    in_part: bool


def open_questions(draft: Draft) -> tuple[OpenQuestion, ...]:
    """Give the questions of a form that are answered with what is not known yet.

    A gap is no such answer: nobody has said that it is unknown. Gaps are listed for the drafter.
    """
    asked = (part for part in draft.parts if isinstance(part, Answered))
    return tuple(found for part in asked if (found := _open(part)))


def _open(part: Answered) -> OpenQuestion | None:
    said = [sentence for sentence in sentences_in(part) if sentence.is_said]
    unknown = [
        any(rest.standing is Standing.UNKNOWN for rest in sentence.rests_on)
        for sentence in said
        if sentence.form != "intro"
    ]
    return OpenQuestion(part.question, part.ref, not all(unknown)) if any(unknown) else None

"""The words that a redaction looks for, and where they stand: texts, edits by hand, Word files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from disclosure.facts.standings import Change
from disclosure.facts.vocabulary import Kind
from disclosure.outputs.word_markup import AFTER, BEFORE, Mark, TooMuchError, written
from disclosure.outputs.word_reading import opened
from disclosure.problems import InvalidInputError
from disclosure.store.redactions import sentences_in

if TYPE_CHECKING:
    from disclosure.facts.vocabulary import Question, Vocabulary
    from disclosure.outputs.word_markup import Bit
    from disclosure.store.models import FactVersionRow, NoticeVersionRow
    from disclosure.store.submissions import ReceiptFile

LEAST = 4
"""Characters; shorter words stand in too many sentences to tell anything."""
TYPED = ("basis", "reason", "checked", "checked_by", "being_checked")
"""What is typed beside a value and stands in sentences; its source stands in none."""
QUOTES = str.maketrans("‘’“”", "''\"\"")
ENDS = " .!?"

MARK = "[Redacted: entry "
"""What the marker begins with that stands in place of a sentence."""

Said = Mapping[str, Any]
"""A sentence of a frozen text as plain data."""


# ---- Words -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """Words to be found wherever they stand, whatever their case, spaces and quotation marks.

    Attributes:
        each: The words, as they are compared.
    """

    each: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Words:
        """Take up texts that are long enough to be told from others."""
        made = (_compared(text).strip(ENDS) for text in texts)
        return cls(frozenset(text for text in made if len(text) >= LEAST))

    def without(self, said: Iterable[str]) -> Words:
        """Leave out what some texts say as well."""
        still = [_compared(text) for text in said]
        return Words(frozenset(e for e in self.each if not any(_holds(text, e) for text in still)))

    def and_of(self, texts: Iterable[str]) -> Words:
        """Give these words and others."""
        return Words(self.each | Words.of(texts).each)

    def but(self, texts: Iterable[str]) -> Words:
        """Leave out what some texts say, word for word and nothing besides."""
        return Words(self.each - Words.of(texts).each)

    def stand_in(self, *texts: str | None) -> bool:
        """Say whether one of them stands in one of these texts, as words of their own."""
        compared = [_compared(text) for text in texts if text]
        return any(_holds(text, each) for text in compared for each in self.each)


def _compared(text: str) -> str:
    return " ".join(text.translate(QUOTES).casefold().split())


def _holds(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


# ---- Facts -------------------------------------------------------------------------------


def says(row: FactVersionRow) -> tuple[object, ...]:
    """Give what a version says, whoever said it and however long ago it was checked."""
    support = row.content.get("support", {})
    said = {k: v for k, v in support.items() if k not in ("source", "checked_until")}
    return row.content.get("value"), row.content.get("fields"), said


def stands(row: FactVersionRow) -> bool:
    """Say whether the newest version of a fact says what is so now."""
    return row.change != Change.WITHDRAWN and row.redacted_by is None


def typed_words(
    gone: Iterable[FactVersionRow], newest: Iterable[FactVersionRow], vocabulary: Vocabulary
) -> Words:
    """Give what was typed into versions of a fact, without what is still recorded.

    Args:
        gone: The versions that go.
        newest: The newest version of every fact of the incident.
        vocabulary: What can be recorded; it says which answers are typed and not chosen.
    """
    words = Words.of(text for row in gone for text in _typed(row, vocabulary))
    return words.without(t for row in newest if stands(row) for t in _typed(row, vocabulary))


def prints_otherwise(rows: Iterable[FactVersionRow], vocabulary: Vocabulary) -> bool:
    """Say whether versions hold a time, a number or a choice, which texts put in other words."""
    answers = (each for row in rows for each in _answers(row, vocabulary))
    return any(
        value is not None and not (isinstance(value, str) and _is_typed(question, value))
        for question, value in answers
    )


def _answers(
    row: FactVersionRow, vocabulary: Vocabulary
) -> Iterator[tuple[Question | None, object]]:
    record = vocabulary.records.get(row.key.partition(":")[0])
    fields = record.fields if record else {}
    yield vocabulary.facts.get(row.key), row.content.get("value")
    for name, each in row.content.get("fields", {}).items():
        yield fields.get(name), each


def _typed(row: FactVersionRow, vocabulary: Vocabulary) -> Iterator[str]:
    for question, value in _answers(row, vocabulary):
        if isinstance(value, str) and _is_typed(question, value):
            yield value
    support = row.content.get("support", {})
    yield from (support[name] for name in TYPED if name in support)


def _is_typed(question: Question | None, value: str) -> bool:
    # Of what is asked no more, the id of an option has no spaces.
    return question.kind is Kind.TEXT if question else " " in value


# ---- Frozen texts ------------------------------------------------------------------------


def said_in(row: NoticeVersionRow) -> Iterator[Said]:
    """Give the sentences of a frozen text; each stands twice, in the draft and in what was said."""
    return (said for said in sentences_in(row.draft) if "kind" in said)


def rests_of(said: Said, name: str = "rests_on") -> set[str]:
    """Give the versions that a sentence or an edit by hand rests on, as `KEY@NUMBER`."""
    return {f"{rest['fact']}@{rest['version']}" for rest in said.get(name, ())}


# ---- Word files --------------------------------------------------------------------------


def word_file_holds(words: Words, file: ReceiptFile) -> bool | None:
    """Say whether words stand in a Word file, before or after its tracked changes or beside it.

    Returns:
        None where the file cannot be read.
    """
    try:
        inside = opened(file.name, file.body)
        found = written(inside)
    except (InvalidInputError, TooMuchError):
        return None
    readings = [_reading(found.bits, marks) for marks in (frozenset(Mark), BEFORE, AFTER)]
    beside = [text for each in found.comments for text in (each.text, each.about)]
    made_from = [piece.text for piece in inside.origin.pieces] if inside.origin else []
    odd = [each.text for each in found.odd]
    return words.stand_in(*readings, *beside, *odd, *made_from)


def _reading(bits: Iterable[Bit], marks: frozenset[Mark]) -> str:
    paragraphs: dict[int, str] = {}
    for bit in bits:
        if bit.mark in marks:
            paragraphs[bit.paragraph] = paragraphs.get(bit.paragraph, "") + bit.text
    return "\n".join(paragraphs.values())

"""Links a sentence to typed facts by the words they share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion, Value
from disclosure.facts.vocabulary import Kind, Vocabulary
from disclosure.words.claims_text import stems

Linked = tuple[FactVersion, str]
ENOUGH: Final = 0.6
"""The share of a fact's own words that a sentence has to use to be its restatement."""
FEWEST: Final = 2


def by_words(
    sentence: str, facts: Sequence[FactVersion], vocabulary: Vocabulary
) -> tuple[Linked, ...]:
    """Give the facts whose typed words the sentence uses again, nearly all of them."""
    said = stems(sentence)
    return tuple(_matching(said, facts, vocabulary))


def _matching(
    said: frozenset[str], facts: Sequence[FactVersion], vocabulary: Vocabulary
) -> Iterator[Linked]:
    for version in facts:
        if version.standing is Standing.UNKNOWN:
            continue
        for text in typed(version, vocabulary):
            own = stems(text)
            if len(own) >= FEWEST and len(own & said) / len(own) >= ENOUGH:
                yield version, f"It says again: “{text}”."
                break


def typed(version: FactVersion, vocabulary: Vocabulary) -> Iterator[str]:
    """Give the words somebody typed into a fact."""
    record = vocabulary.records.get(version.record)
    questions = record.fields if record else vocabulary.facts
    values: Mapping[str, Value | None] = version.fields if record else {version.key: version.value}
    for name, value in values.items():
        if isinstance(value, str) and name in questions and questions[name].kind is Kind.TEXT:
            yield value

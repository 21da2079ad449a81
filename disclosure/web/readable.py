"""What was typed into a form, as words: shown when the form could not be taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from disclosure.facts.in_words import QUALITY_WORDS, STANDING_WORDS
from disclosure.facts.standings import Standing
from disclosure.facts.vocabulary import YES_NO, Kind
from disclosure.web.questions_answers import CEILINGS, CHOICES
from disclosure.web.questions_values import (
    UNKNOWN,
    UNKNOWN_LABEL,
    YES_NO_ANSWERS,
    InstantValue,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from disclosure.facts.vocabulary import Question, Vocabulary

TECHNICAL = frozenset(
    {"seen", "once", "now", "conflict", "drafted", "next", "csrf_token", "go", "still", "which"}
)
"""Last parts of the names of fields that nobody types into."""
USUAL = frozenset(
    {
        ("as_of", "now"),
        ("answer", "leave"),
        ("standing", str(Standing.CONFIRMED)),
    }
)
"""What a form sends of itself when nobody touched the field."""
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FACT, FIELD, PROFILE = "fact_", "field_", "answer-"
OFFERED: Mapping[str, Mapping[str, str]] = {
    "standing": {str(each): words for each, words in STANDING_WORDS.items()},
    "quality": {str(each): words.capitalize() for each, words in QUALITY_WORDS.items()},
    "how": dict(InstantValue.HOW) | {"now": "Now"},
    "answer": CHOICES,
    "ceiling": dict(CEILINGS),
}
"""What can be chosen beside an answer, in the words in which it is offered."""
WHOLE = frozenset({"choice", "text", "number"})
"""Inputs that hold the whole answer: the question alone names them."""


def readable(fields: Iterable[tuple[str, str]], vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Give label and value of what was typed; nothing of what a form sends of itself.

    Args:
        fields: Names and values, as the form sent them.
        vocabulary: The questions, whose labels are shown where a field belongs to one.
    """
    shown = []
    for name, value in fields:
        last = name.rpartition("-")[2]
        if not value.strip() or last in TECHNICAL or (last, value) in USUAL:
            continue
        if UUID.fullmatch(value):
            continue
        question, rest = _asked(name, vocabulary)
        is_fact = name.startswith(FACT)
        shown.append((_label(question, rest), _value(question, rest, value, is_fact=is_fact)))
    return shown


def _asked(name: str, vocabulary: Vocabulary) -> tuple[Question | None, list[str]]:
    """Give the question a field belongs to, and the parts of its name after that."""
    parts = name.split("-")
    if name.startswith(FACT):
        key = parts[0].removeprefix(FACT).replace("__", ".")
        return vocabulary.facts.get(key), parts[1:] if key in vocabulary.facts else parts
    if name.startswith(PROFILE):
        wanted = name.removeprefix(PROFILE)
        found = {key.replace(".", "-"): asked for key, asked in vocabulary.profile.items()}
        return found.get(wanted), [] if wanted in found else parts
    if name.startswith(FIELD):
        asked = list(_fields(vocabulary, parts[0].removeprefix(FIELD)))
        # Two records may have a field of one name; only a label they share can be trusted.
        if len({question.label for question in asked}) == 1:
            return asked[0], parts[1:]
    return None, parts


def _fields(vocabulary: Vocabulary, name: str) -> Iterator[Question]:
    for record in vocabulary.records.values():
        if name in record.fields:
            yield record.fields[name]


def _label(question: Question | None, rest: list[str]) -> str:
    if question is None:
        return _words(rest[-1]).capitalize()
    if not rest or rest[-1] in WHOLE:
        return question.label
    return f"{question.label}: {_words(rest[-1])}"


def _words(name: str) -> str:
    return " ".join(re.sub(r"[._]+", " ", name.removeprefix(FIELD)).split())


def _value(question: Question | None, rest: list[str], value: str, *, is_fact: bool) -> str:
    """Give what was chosen in the words the form offered; what was typed stays as it is."""
    last = rest[-1] if rest else ""
    if question is None or last not in ("", "choice", *OFFERED):
        return value
    if value == UNKNOWN and last != "standing":
        return UNKNOWN_LABEL
    if last in OFFERED:
        return OFFERED[last].get(value, value)
    if question.kind is not Kind.YES_NO:
        return question.in_words(value)
    if is_fact and value in YES_NO_ANSWERS:
        return YES_NO_ANSWERS[value][2]
    return YES_NO.get(value, value).capitalize()

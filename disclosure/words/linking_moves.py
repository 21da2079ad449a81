"""Links a sentence to facts by what it does: engages experts, says where to ask, promises more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from disclosure.facts.versions import FactVersion
from disclosure.facts.vocabulary import Vocabulary
from disclosure.words.moves import detect

Linked = tuple[FactVersion, str]

FRAMING: Final = frozenset(
    {"APOLOGY", "THANKS_CUST", "THANKS_STAFF", "PRIORITY", "NEVER_ASK", "LIMIT", "MAR", "PRIOR_REF"}
)
"""The moves that assert nothing about the incident."""
_GREETING: Final = re.compile(
    r"^\W*(?:dear\b|yours (?:sincerely|faithfully)|kind regards|best wishes|good (?:morning"
    r"|afternoon)"
    r"|hello\b|thank you|hi\b|(?:we|i) (?:am|are) (?:writing|sorry)\b(?! to (?:say|tell) that)"
    r"|(?:our|your) (?:\w+ )?(?:trust|safety|privacy|security|patience|understanding)\b"
    r"[^.;]{0,30}\b(?:matters?|important|priority|everything|mean)"
    r"|(?:we|i) (?:know|understand|recognise|appreciate) (?:that |how |this )[^.;]*"
    r"(?:worr|frustrat|inconvenien|difficult|concern|disappoint|matter|stress|annoy))",
    re.IGNORECASE,
)
_TONE: Final = re.compile(
    r"\b(?:sorry|apologi[sz]e|apolog(?:y|ies)|regret|thank(?:s|ful)?|grateful|appreciate|patience"
    r"|priority|importan(?:t|ce)|trust|bear(?:ing)? with us|take (?:this|these"
    r"|the \w+)[^.;]*seriously)\b",
    re.IGNORECASE,
)
_RECORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "CONTAIN": ("containment",),
    "EXPERTS": ("expert",),
    "POLICE": ("body",),
    "AUTH": ("body",),
}
_FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "WHAT": ("incident.description", "incident.kind"),
    "INVEST": ("investigation.work",),
    "RESTORE": ("restoration.progress",),
    "UPDATE": ("next_update.at", "next_update.condition"),
    "ACT_NONE": ("customers.need_to_act",),
    "DATA_UNKNOWN": ("personal_data.involved",),
    "DATA_NONE": ("personal_data.involved",),
    "DATA_TAKEN": ("personal_data.involved",),
    "FIN": ("finance.impact",),
    "FIN_UNKNOWN": ("finance.impact",),
    "FIN_NONE": ("finance.impact",),
    "BACKGROUND": ("incident.context",),
    "CAUSE": ("incident.cause",),
    "CONTACT": (
        *("contact.customers", "contact.members", "contact.staff", "contact.suppliers"),
        *("contact.investors", "contact.media"),
    ),
    "WHEN": ("incident.started_at", "incident.occurred_at"),
    "DETECT": ("incident.detected_at", "incident.first_signal_at"),
}
_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "POLICE": ("police",),
    "AUTH": ("data-protection", "cyber", "financial", "other-regulator"),
}


@lru_cache(maxsize=1024)
def moves_of(sentence: str) -> frozenset[str]:
    """Give the moves a sentence makes."""
    return detect(sentence)


def is_only_framing(moves: frozenset[str], sentence: str) -> bool:
    """Say whether a sentence asserts nothing that a fact could bear."""
    if moves:
        return moves <= FRAMING
    return _GREETING.search(sentence) is not None or _is_tone(sentence)


def _is_tone(sentence: str) -> bool:
    return _TONE.search(sentence) is not None and len(sentence.split()) <= 16  # noqa: PLR2004


def by_moves(
    moves: Iterable[str], sentence: str, facts: Sequence[FactVersion], vocabulary: Vocabulary
) -> tuple[Linked, ...]:
    """Give the facts that speak of what the sentence does."""
    del sentence
    by_key = {version.key: version for version in facts}
    found: list[Linked] = []
    for move in sorted(moves):
        for key in _FACTS.get(move, ()):
            if key in by_key:
                label = vocabulary.facts[key].label if key in vocabulary.facts else key
                found.append((by_key[key], f"It speaks of “{label}”."))
        found += _entries(move, facts)
    return tuple(found)


def _entries(move: str, facts: Sequence[FactVersion]) -> Iterator[Linked]:
    records, types = _RECORDS.get(move, ()), _TYPES.get(move)
    for version in facts:
        if version.record in records and (not types or version.fields.get("type") in types):
            yield version, "It speaks of what is listed there."

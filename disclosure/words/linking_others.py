"""Which facts bear what others are said to do: only facts that name the one who does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from disclosure.facts.case import Known
from disclosure.facts.versions import FactVersion
from disclosure.facts.vocabulary import Vocabulary
from disclosure.words.claims_lexicon import BODIES, named
from disclosure.words.claims_of_others import FINDS, HELPS, INVESTIGATES, VERBS, Deed
from disclosure.words.claims_text import stems
from disclosure.words.linking_held import Held, Holding, Linked, nothing
from disclosure.words.linking_words import typed

_APART: Final = (("nca", "national crime agency"), ("action fraud", "report fraud"))
"""Bodies that are told like the police, and whose acts are none of the police's."""
_ENGAGED: Final = frozenset({HELPS})
"""What experts do by having been engaged, whatever their task."""


def is_ours(deed: Deed, known: Known) -> bool:
    """Say whether it is our own name that stands for the one who acts."""
    return not deed.body and stems(deed.actor) <= stems(known.organisation.name)


def held_by_deeds(deed: Deed, known: Known, vocabulary: Vocabulary) -> Holding:
    """Give the facts that say that the other does it; a fact on us says nothing of it."""
    facts: tuple[Linked, ...] = tuple(
        (version, f"It says what “{deed.actor}” does.")
        for version in known.current.values()
        if any(_says(deed, text, act) for text, act in _told_of(version, vocabulary))
    )
    if facts:
        return Holding(Held.BORNE, facts)
    is_told = any(_names(deed, str(e.fields.get("name", ""))) for e in known.entries("body"))
    told = " It is recorded as told; what it does itself is not recorded." if is_told else ""
    return nothing(f"No fact says this of “{deed.actor}”.{told}")


def _told_of(version: FactVersion, vocabulary: Vocabulary) -> Iterator[tuple[str, frozenset[str]]]:
    """Give the words of a fact, with the acts they tell of whoever they name."""
    for text in typed(version, vocabulary):
        yield text, frozenset()
    if version.record == "expert":
        task = str(version.fields.get("task") or "")
        acts = {act for act, verbs in VERBS.items() if re.search(rf"\b(?:{verbs})\b", task)}
        yield str(version.fields.get("kind", "")), _ENGAGED | acts
    yield version.support.being_checked, frozenset({INVESTIGATES})
    yield version.support.checked_by, frozenset({INVESTIGATES, FINDS})
    yield f"{version.support.source} {version.support.basis}", frozenset({FINDS})


def _says(deed: Deed, text: str, acts: frozenset[str]) -> bool:
    if not text or not _names(deed, text):
        return False
    verbs = VERBS[deed.act]
    return deed.act in acts or re.search(rf"\b(?:{verbs})\b", text.lower()) is not None


def _names(deed: Deed, text: str) -> bool:
    """Say whether words name the actor: a body by any of its names, a firm by what it is."""
    words = text.lower()
    for group in _APART:
        if deed.actor in group:
            return any(name in words for name in group)
    if deed.body:
        return any(name == deed.body for name, _ in named(BODIES, words))
    return bool(stems(deed.actor) & stems(words))

"""Says what is still missing, in the words of the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.facts.standings import Standing
from disclosure.facts.vocabulary import entity_label
from disclosure.words.standing_facts import JUDGEMENT, PROFILE

if TYPE_CHECKING:
    from disclosure.facts.standings import Ceiling
    from disclosure.facts.versions import FactVersion
    from disclosure.facts.vocabulary import Vocabulary

STANDING_WORDS = {
    Standing.UNKNOWN: "not known yet",
    Standing.NO_SIGN: "recorded as “no sign so far”, for which this text has no wording",
    Standing.SUSPECTED: "only suspected, and this text has no wording for that",
    Standing.CONFIRMED: "recorded with a value for which this text has no wording",
    Standing.RULED_OUT: "ruled out, and this text has no wording for that",
}


def nothing_recorded(key: str, vocabulary: Vocabulary) -> str:
    """Say that nobody has recorded an answer, or judged the question."""
    if key.startswith(f"{JUDGEMENT}."):
        judgement = vocabulary.judgements.get(key.removeprefix(f"{JUDGEMENT}."))
        who = f" of the {judgement.who}" if judgement and judgement.who else ""
        return f"a judgement{who}: “{judgement.asks if judgement else key}”"
    return _about(label(key, vocabulary), "nothing is recorded")


def no_wording(name: str, version: FactVersion) -> str:
    """Say that an answer stands in a way for which the text has no sentence."""
    return _about(name, STANDING_WORDS[version.standing])


def withheld(name: str, ceiling: Ceiling) -> str:
    """Say that an answer is recorded but may not be read by this audience."""
    return _about(name, f"recorded, but not for this audience ({ceiling})")


def no_entries(name: str) -> str:
    """Say that a list holds nothing that the sentence could speak of."""
    return _about(name, "nothing is recorded that this sentence needs")


def lacks(name: str) -> str:
    """Say that a wording prints something the record does not hold."""
    return f"{name}: the wording needs something that is not recorded."


def label(key: str, vocabulary: Vocabulary) -> str:
    """Give the label of a fact, a profile answer or an entity, or the key where it has none."""
    question = vocabulary.facts.get(key)
    if question is None and key.startswith(f"{PROFILE}."):
        question = vocabulary.profile.get(key.removeprefix(f"{PROFILE}."))
    return question.label if question else entity_label(key) or key


def _about(name: str, said: str) -> str:
    """Join a label and what is said of it; a label that asks keeps its question mark alone."""
    if name.endswith("?"):
        return f"{name} {said[0].upper()}{said[1:]}."
    return f"{name}: {said}."

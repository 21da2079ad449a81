"""The facts beneath a sentence, as a page shows them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.words import gaps
from disclosure.words.standing_facts import AUTHORITY, CLOCK, JUDGEMENT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from disclosure.facts.versions import FactVersion
    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.words.drafts import Rest
    from disclosure.words.sources import Sources

ORGANISATION_WORDS = {
    "org.name": "The organisation’s name",
    "org.is_controller": "Whether the organisation itself is the controller",
}


@dataclass(frozen=True, slots=True)
class Beneath:
    """A fact beneath a sentence.

    Attributes:
        label: The question it answers.
        words: Its value as a reader sees it; nothing while it is unknown.
        as_of: When it was so; None for what holds whenever asked.
        recorded_at: When we learned it.
        version: The number of the version the sentence rests on.
        newer: The number of a newer version there is; 0 where this is the current one.
        is_fact: It can be looked up among the facts of the incident.
    """

    key: str
    label: str
    words: str
    standing: str
    version: int
    as_of: datetime | None = None
    source: str = ""
    recorded_by: str = ""
    recorded_at: datetime | None = None
    newer: int = 0
    is_fact: bool = False

    @property
    def in_words(self) -> str:
        """Give the question with its answer on one line."""
        return f"{self.label}: {self.words}" if self.words else self.label


def beneath(rest: Rest, sources: Sources, versions: Mapping[str, FactVersion]) -> Beneath:
    """Give a fact beneath a sentence, in the version the sentence rests on."""
    current = sources.facts.get(rest.fact)
    version = versions.get(f"{rest.fact}@{rest.version}") or current
    if version is None:
        label = label_of(rest.fact, sources.vocabulary)
        return Beneath(rest.fact, label, "", str(rest.standing), rest.version)
    shown = described(version, sources)
    newer = current.number if current and current.number > rest.version else 0
    return replace(shown, version=rest.version, newer=newer)


def described(version: FactVersion, sources: Sources) -> Beneath:
    """Give a version with its value in words."""
    return Beneath(
        key=version.key,
        label=label_of(version.key, sources.vocabulary, version),
        words=words_of(version, sources),
        standing=str(version.standing),
        version=version.number,
        as_of=version.true_at,
        source=version.support.source,
        recorded_by=version.recorded_by,
        recorded_at=version.recorded_at,
        is_fact=_is_recorded(version.key, sources.vocabulary),
    )


def _is_recorded(key: str, vocabulary: Vocabulary) -> bool:
    return key in vocabulary.facts or key.partition(":")[0] in vocabulary.records


def words_of(version: FactVersion, sources: Sources) -> str:
    """Give a value as a reader sees it; of an entry, each field but its name with its label."""
    if not version.record:
        return _judged(version, sources) or sources.words_of(version, "")
    record = sources.vocabulary.records[version.record]
    fields = record.fields
    said = (
        (fields[name].label, sources.words_of(version, name))
        for name in version.fields
        if name in fields and name != record.names_it
    )
    return "; ".join(f"{label}: {words}" for label, words in said if words)


def _judged(version: FactVersion, sources: Sources) -> str:
    """Give what was judged as the question calls it; nothing of what is no judgement."""
    root, _, rest = version.key.partition(".")
    question = sources.vocabulary.judgements.get(rest) if root == JUDGEMENT else None
    said = question and isinstance(version.value, str) and question.in_words(version.value)
    return said or ""


def label_of(key: str, vocabulary: Vocabulary, version: FactVersion | None = None) -> str:
    """Name what a sentence rests on, as a person who has not seen its key would."""
    root, _, rest = key.partition(".")
    if root == JUDGEMENT:
        return _judgement_label(rest, vocabulary)
    if root == AUTHORITY:
        return f"The authority’s {rest.rpartition('.')[2].replace('_', ' ')}"
    if root == CLOCK:
        return f"The clock’s {rest.rpartition('.')[2].replace('_', ' ')}"
    if ":" in key:
        record = vocabulary.records.get(key.partition(":")[0])
        name = version.fields.get(record.names_it) if record and version else None
        title = record.label if record else key
        return f"{title}: {name}" if isinstance(name, str) else title
    return _plain_label(key, vocabulary)


def _plain_label(key: str, vocabulary: Vocabulary) -> str:
    return ORGANISATION_WORDS.get(key) or gaps.label(key, vocabulary)


def _judgement_label(rest: str, vocabulary: Vocabulary) -> str:
    key = rest.removesuffix(".instant").removesuffix(".open")
    judgement = vocabulary.judgements.get(key)
    asks = judgement.asks if judgement else key
    return f"{asks} (the instant)" if rest.endswith(".instant") else asks

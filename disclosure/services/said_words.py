"""The versions beneath what was said: facts, entries and judgements as one history, in words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.in_words import NOT_KNOWN, REDACTED, answer_in_words, name_of, value_in_words
from disclosure.facts.instants import span
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import NOT_YET, FactVersion
from disclosure.services.notice_facts import label_of
from disclosure.words.standing_facts import JUDGEMENT, OPEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from disclosure.facts.case import Known
    from disclosure.facts.versions import Judgement
    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.words.drafts import Rest

LEADS = ("who", "for", "state", "accepted", "effect")
"""The fields of an entry that say how it stands; the others are said where they differ."""
UNDECIDED = 0
"""The number of a judgement before anybody has made it; a text may rest on that too."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a version says, in words.

    Attributes:
        words: Its value; of an entry, how it stands and what differs among its versions.
        as_of: When it was so; None for what holds whenever asked.
    """

    words: str
    standing: Standing
    version: int
    recorded_at: datetime
    as_of: datetime | None = None


# ---- Versions ----------------------------------------------------------------------------


def key_of(fact: str) -> str:
    """Give the name of a row; a judgement, its moment and its being open are one."""
    if not fact.startswith(f"{JUDGEMENT}."):
        return fact
    return fact.removesuffix(".instant").removesuffix(f".{OPEN}")


def number_of(rest: Rest) -> int:
    """Give the number of the version a sentence rests on."""
    is_open = rest.fact.startswith(f"{JUDGEMENT}.") and rest.fact.endswith(f".{OPEN}")
    return UNDECIDED if is_open else rest.version


def history_of(known: Known, vocabulary: Vocabulary) -> Mapping[str, tuple[FactVersion, ...]]:
    """Give the versions of every fact and entry, and every judgement, the first first.

    What is true of us or of an authority whenever asked, such as a name, is no fact of the
    incident and is left out.
    """
    found: dict[str, list[FactVersion]] = defaultdict(list)
    for version in known.versions.values():
        found[version.key].append(version)
    for version in _judgements(known, vocabulary):
        found[version.key].append(version)
    return {key: tuple(sorted(held, key=lambda v: v.number)) for key, held in found.items()}


def _judgements(known: Known, vocabulary: Vocabulary) -> Iterator[FactVersion]:
    """Give judgements as versions of a fact; the first of each is that nobody had judged."""
    before: dict[str, Judgement] = {}
    for key in vocabulary.judgements:
        yield FactVersion(f"{JUDGEMENT}.{key}", UNDECIDED, Standing.UNKNOWN, known.at)
    for judgement in sorted(known.judged, key=lambda each: each.number):
        yield FactVersion(
            key=f"{JUDGEMENT}.{judgement.key}",
            number=judgement.number,
            standing=Standing.CONFIRMED,
            recorded_at=judgement.made_at,
            value=_judged(judgement, known, vocabulary),
            true_at=judgement.made_at,
            recorded_by=judgement.made_by,
            change=_change(before.get(judgement.key), judgement),
        )
        before[judgement.key] = judgement


def _judged(judgement: Judgement, known: Known, vocabulary: Vocabulary) -> str:
    question = vocabulary.judgements.get(judgement.key)
    words = question.in_words(judgement.value) if question else judgement.value
    moment = f", {span(judgement.instant, known.zone)}" if judgement.instant else ""
    return f"{words[:1].upper()}{words[1:]}{moment}"


def _change(before: Judgement | None, after: Judgement) -> Change:
    if after.value == NOT_YET:
        return Change.WITHDRAWN
    if before and (before.value, before.instant) == (after.value, after.instant):
        return Change.RE_CONFIRMS
    return Change.CHANGES


# ---- In words ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wording:
    """Says what versions hold."""

    vocabulary: Vocabulary
    zone: ZoneInfo

    def label(self, key: str, version: FactVersion) -> str:
        """Name a row."""
        record = self.vocabulary.records.get(version.record)
        if record and not version.is_redacted:
            return f"{record.label}: {name_of(record, version)}"
        return label_of(key, self.vocabulary, version)

    def fields_worth_saying(self, versions: Iterable[FactVersion]) -> frozenset[str]:
        """Give the fields of an entry that say how it stands, or that differ among versions."""
        held = [version.fields for version in versions if version.record]
        names = {name for fields in held for name in fields}
        differ = {n for n in names if any(f.get(n) != held[0].get(n) for f in held)}
        return frozenset(differ | names & set(LEADS))

    def stated(self, version: FactVersion, fields: Collection[str]) -> Stated:
        """Give what a version says; of an entry, these fields of it."""
        return Stated(
            self._words(version, fields),
            version.standing,
            version.number,
            version.recorded_at,
            version.true_at,
        )

    def _words(self, version: FactVersion, fields: Collection[str]) -> str:
        if version.is_redacted:
            return REDACTED
        if version.record:
            return self._entry_words(version, fields)
        question = self.vocabulary.facts.get(version.key)
        if question is not None:
            return answer_in_words(question, version, self.zone)
        return NOT_KNOWN if version.value is None else str(version.value)

    def _entry_words(self, version: FactVersion, fields: Collection[str]) -> str:
        record = self.vocabulary.records.get(version.record)
        if record is None:  # a list of a law that is no longer loaded
            return "; ".join(str(value) for value in version.fields.values())
        leads, others = [], []
        for name, question in record.fields.items():
            if name not in fields or name not in version.fields:
                continue
            words = value_in_words(question, version.fields[name], self.zone)
            if name in LEADS:
                leads.append(words)
            else:
                others.append(f"{question.label}: {words}")
        return "; ".join([*_joined(leads), *others])


def _joined(leads: Sequence[str]) -> list[str]:
    """Join how an entry stands into one phrase: 'Customers, seen'."""
    if not leads:
        return []
    return [", ".join([leads[0], *(f"{words[:1].lower()}{words[1:]}" for words in leads[1:])])]

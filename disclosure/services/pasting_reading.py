"""How each sentence of a pasted text stands to what is recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.services.notice_facts import described, label_of
from disclosure.services.pasting_pages import Found, Stands
from disclosure.services.pasting_text import LONGEST_SENTENCE
from disclosure.words.claims import context_of
from disclosure.words.linking import Fault, propose

if TYPE_CHECKING:
    from disclosure.facts.case import Known
    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.services.notice_facts import Beneath
    from disclosure.services.notice_pages import SentencePage
    from disclosure.words.linking import Reading
    from disclosure.words.sources import Sources

NO_FACT = "No recorded fact was found that says it."
NO_FACT_DO = (
    "Choose the facts it states. A heading or an apology states none: then keep it as that."
)
SHOWN = 60
TOO_LONG = f"It has more than {LONGEST_SENTENCE:,} characters, so it was not read."
TOO_LONG_DO = "Divide it into sentences."
NOT_THEIRS = "It speaks of “{}”, which these readers may not be told."
NOT_THEIRS_DO = "Take it out, or change at that question who may read the answer."


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence as it was read.

    Attributes:
        faults: What in it the facts do not say, with why and what to do.
        checked: The stretches of it that the facts bear.
        keys: The facts it seems to rest on, that its readers may be told.
    """

    stands: Stands
    faults: tuple[Found, ...]
    checked: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads sentences for one audience against what is known.

    Attributes:
        sources: What its texts may rest on.
    """

    known: Known
    vocabulary: Vocabulary
    audience: str
    sources: Sources

    def read(self, sentence: str) -> ReadSentence:
        """Say how a sentence stands to what is recorded."""
        if len(sentence) > LONGEST_SENTENCE:
            shown = f"{sentence[:SHOWN].rstrip()}…"
            return ReadSentence(Stands.NOTHING, (Found(shown, TOO_LONG, TOO_LONG_DO),), (), ())
        context = context_of(self.known, self.audience)
        reading = propose(sentence, self.known, self.vocabulary, context)
        keys = dict.fromkeys(link.fact for link in reading.links)
        hidden = tuple(
            Fault(sentence, NOT_THEIRS.format(self._label(key)), do=NOT_THEIRS_DO, facts=(key,))
            for key in keys
            if key in self.sources.withheld
        )
        open_ = (*reading.faults, *hidden)
        stands = Stands.SAYS_MORE if hidden and reading.is_sound else _stands(reading)
        if stands is Stands.NOTHING and not open_:
            open_ = (Fault(sentence, NO_FACT, do=NO_FACT_DO),)
        return ReadSentence(
            stands=stands,
            faults=tuple(self.found(fault) for fault in open_),
            checked=_stretches(sentence, reading),
            keys=tuple(key for key in keys if key in self.sources.facts),
        )

    def beneath(self, key: str) -> Beneath:
        """Give a fact as it stands now."""
        return described(self.sources.facts[key], self.sources)

    def found(self, fault: Fault) -> Found:
        """Give a fault with what is recorded of it, each fact by its question and its answer."""
        recorded = (self.sources.facts.get(k) or self.sources.withheld.get(k) for k in fault.facts)
        facts = tuple(described(version, self.sources) for version in recorded if version)
        return Found(fault.words.strip(), fault.reason, fault.do, fault.is_against, facts)

    def _label(self, key: str) -> str:
        return label_of(key, self.vocabulary, self.sources.withheld[key])


def _stretches(sentence: str, reading: Reading) -> tuple[str, ...]:
    """Give the stretches of a sentence that the facts bear, each once and none within another."""
    every = {sentence[claim.start : claim.end].strip(): None for claim in reading.supported}
    return tuple(one for one in every if not any(one in other and one != other for other in every))


def _stands(reading: Reading) -> Stands:
    if any(fault.is_against for fault in reading.unsupported):
        return Stands.AGAINST
    hangs = bool(reading.unsupported or reading.not_understood)
    if reading.says_more or (reading.judging and not hangs):
        return Stands.SAYS_MORE
    if hangs:
        return Stands.NOTHING
    if reading.supported:
        return Stands.BORNE
    if reading.links:
        return Stands.ABOUT
    # Where nothing at all was found, only what is known to be framing counts as such.
    return Stands.FRAMING if reading.is_framing else Stands.NOTHING


def with_suggested(page: SentencePage, reader: Reader, words: str) -> SentencePage:
    """Put beside a sentence that is being written what its words seem to rest on."""
    if not words.strip():
        return page
    found = reader.read(" ".join(words.split()))
    offered = {choice.key for choice in page.choices}
    suggested = tuple(key for key in found.keys if key in offered)
    return replace(page, suggested=suggested, faults=found.faults)

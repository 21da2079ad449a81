"""Where something is settled: the page of a fact, an entry, a judgement or a deadline."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.facts.in_words import name_of
from disclosure.facts.vocabulary import ROLES
from disclosure.services.notice_facts import label_of
from disclosure.words.blocks import Ask, Given, LawFrom, Question, Records, Say, Some
from disclosure.words.rules_of_reports import LATE_REASON
from disclosure.words.standing_facts import CLOCK, JUDGEMENT, ORGANISATION, PROFILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Known
    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.words.blocks import Block, Notice, Term
    from disclosure.words.drafts import Sentence


class PlaceKind(StrEnum):
    """What kind of page settles it. By hand: no page does; it is typed into the form itself."""

    FACT = "fact"
    RECORD = "record"
    ENTRY = "entry"
    JUDGEMENT = "judgement"
    PROFILE = "profile"
    DEADLINE = "deadline"
    BY_HAND = "by-hand"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is settled.

    Attributes:
        key: The fact, the record, the entry, the judgement or the deadline; nothing for others.
    """

    kind: PlaceKind
    key: str = ""


BY_HAND = Place(PlaceKind.BY_HAND)


@dataclass(frozen=True, slots=True)
class Places:
    """Finds the page that settles something.

    Attributes:
        asked: The facts that a page asks for.
        entries: What each entry is called, by its key.
    """

    vocabulary: Vocabulary
    asked: frozenset[str]
    entries: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, catalogue: Catalogue, known: Known | None = None) -> Places:
        """Give the places of a catalogue; entries by their names where they are known."""
        asked = frozenset(key for page in catalogue.intake for key in page.facts)
        records = catalogue.vocabulary.records
        versions = known.current.values() if known else ()
        entries = {v.key: name_of(records[v.record], v) for v in versions if v.record in records}
        return cls(catalogue.vocabulary, asked, entries)

    def of_key(self, key: str) -> Place | None:
        """Give where a fact, an entry, a judgement or a profile answer is settled, if anywhere."""
        root = key.partition(".")[0]
        record, is_entry, entry = key.partition(":")
        if root == JUDGEMENT:
            return self._judgement(key)
        if is_entry and record in self.vocabulary.records:
            kind = PlaceKind.ENTRY if entry else PlaceKind.RECORD
            return Place(kind, key if entry else record)
        if key in self.vocabulary.records:
            return Place(PlaceKind.RECORD, key)
        if root == PROFILE or root in ROLES or key in ORGANISATION:
            return Place(PlaceKind.PROFILE)
        return Place(PlaceKind.FACT, key) if key in self.asked else None

    def of_keys(self, keys: Iterable[str]) -> tuple[Place, ...]:
        """Give where each is settled, each place once."""
        found = (self.of_key(key) for key in keys)
        return tuple(dict.fromkeys(place for place in found if place))

    def named(self, keys: Iterable[str]) -> tuple[tuple[Place, str], ...]:
        """Give where each is settled, each place once, with what is asked there."""
        found: dict[Place, str] = {}
        for key in keys:
            place = self.of_key(key)
            if place:
                found.setdefault(place, self._label(key, place))
        return tuple(found.items())

    def _label(self, key: str, place: Place) -> str:
        if place.kind is PlaceKind.ENTRY:
            name = self.entries.get(place.key) or place.key.partition(":")[2].replace("-", " ")
            return f"{label_of(key, self.vocabulary)}: {name}"
        return label_of(key, self.vocabulary)

    def of_gap(self, gap: Sentence, notice: Notice) -> Place:
        """Give where a gap of a notice is filled."""
        keys = tuple(_keys_of(gap, notice))
        deadline = Place(PlaceKind.DEADLINE, f"{notice.obligation}/{notice.stage}")
        if LATE_REASON in keys and notice.obligation:
            return deadline
        found = self.of_keys(keys)
        if found:
            return found[0]
        is_clock = any(key.startswith(f"{CLOCK}.") for key in keys)
        return deadline if is_clock and notice.obligation else BY_HAND

    def _judgement(self, key: str) -> Place | None:
        rest = key.removeprefix(f"{JUDGEMENT}.").removesuffix(".open").removesuffix(".instant")
        known = rest in self.vocabulary.judgements
        return Place(PlaceKind.JUDGEMENT, rest) if known else None


# ---- What a gap waits for ----------------------------------------------------------------


def _keys_of(gap: Sentence, notice: Notice) -> Iterator[str]:
    """Give what a gap waits for, what is most to the point first."""
    if gap.about:
        yield gap.about
    yield from (rest.fact for rest in gap.rests_on if ":" in rest.fact)
    for block in _blocks_of(gap, notice):
        yield from _keys_of_block(block)
    yield from (rest.fact for rest in gap.rests_on)


def _blocks_of(gap: Sentence, notice: Notice) -> Iterator[Block]:
    own = (gap.id, gap.id.partition(":")[0])
    asked = gap.id.removesuffix("-gap") if gap.id.endswith("-gap") else ""
    for block in notice.every_block():
        if asked and block.id == asked and isinstance(block, Question):
            yield from block.blocks
        elif block.id in own:
            yield block


def _keys_of_block(block: Block) -> Iterator[str]:
    if isinstance(block, Say):
        yield block.lead
    elif isinstance(block, Records):
        yield f"{block.record}:"
    elif isinstance(block, Ask):
        missing = [t for t in block.terms if isinstance(t, Given) and not t.given]
        for term in (*missing, *(t for t in block.terms if t not in missing)):
            yield from _key_of(term)


def _key_of(term: Term) -> Iterator[str]:
    if isinstance(term, Some):
        yield f"{term.record}:"
    elif not isinstance(term, LawFrom) and term.subject:
        yield term.subject

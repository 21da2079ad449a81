"""Everything a sentence may rest on, under one kind of name.

Facts and entries as recorded, and what holds whenever it is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from disclosure.facts.instants import LONDON, When, span
from disclosure.facts.standings import Ceiling
from disclosure.facts.versions import Count, FactVersion, Value
from disclosure.facts.vocabulary import Vocabulary
from disclosure.words.corrections import as_heard, overtaken
from disclosure.words.filters import count_words
from disclosure.words.house import house_style
from disclosure.words.retelling import retold, with_retold
from disclosure.words.standing_facts import PROFILE, standing_facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from disclosure.facts.case import Known
    from disclosure.law.duties import Duty
    from disclosure.law.obligations import Authority
    from disclosure.words.corrections import Overtaken
    from disclosure.words.retelling import Retold


@dataclass(frozen=True, slots=True)
class Sources:
    """What one audience's texts may rest on.

    Attributes:
        facts: Current versions by key; entries of records under `record:entry`.
        on: The day whose law is applied.
        withheld: Versions whose ceiling is below this audience, by key.
        retold: What the entries stand for that tell readers again, by their keys.
        style: The words of the house, by name.
        year: The year its readers are in, which no text has to name.
        matched: What `choosing.matching` has found in these sources.
    """

    facts: Mapping[str, FactVersion]
    vocabulary: Vocabulary
    on: date
    zone: ZoneInfo = LONDON
    withheld: Mapping[str, FactVersion] = field(default_factory=dict)
    retold: Mapping[str, Retold] = field(default_factory=dict)
    style: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    matched: dict[tuple[str, int], tuple[Sequence[object], tuple[FactVersion, ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _by_record: dict[str, tuple[FactVersion, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def entries(self, record: str) -> tuple[FactVersion, ...]:
        """Give the entries of a record that this audience may read."""
        # One text asks for its lists dozens of times: all facts are gone through once for all.
        if not self._by_record:
            found: dict[str, list[FactVersion]] = {"": []}
            for key, version in self.facts.items():
                if ":" in key:
                    found.setdefault(version.record, []).append(version)
            self._by_record.update((name, tuple(held)) for name, held in found.items())
        return self._by_record.get(record, ())

    def words_of(self, version: FactVersion, name: str) -> str:
        """Give a value, or one of an entry's fields, as a reader sees it."""
        if version.record:
            return self._entry_words(version, name)
        question = self.vocabulary.facts.get(version.key)
        if question is None and version.key.startswith(f"{PROFILE}."):
            question = self.vocabulary.profile.get(version.key.removeprefix(f"{PROFILE}."))
        options = question.options if question else {}
        return _words(version.value, options, self.zone)

    def _entry_words(self, version: FactVersion, name: str) -> str:
        record = self.vocabulary.records[version.record]
        field_name = name or record.names_it
        question = record.fields.get(field_name)
        options = (question.labels or question.options) if question else {}
        return _words(version.fields.get(field_name), options, self.zone)


def _words(value: Value | None, options: Mapping[str, str], zone: ZoneInfo) -> str:
    if value is None:
        return ""
    if isinstance(value, When):
        return span(value, zone)
    if isinstance(value, Count):
        return count_words(value)
    return options.get(value, value)


@dataclass(frozen=True)
class Ground:
    """Everything texts may rest on at one instant, before it is parted by who may read it.

    What is the same for every audience is gathered once, and audiences that may read the same
    share what they may rest on. Nothing of it outlives the object.

    Attributes:
        known: The case as known.
        vocabulary: What may be recorded.
        authorities: Whom notices name.
        on: The day whose law is applied and whose names the authorities bear.
        duties: Every duty as it stands, for its clocks.
        reach_each: The ids of the notices that are sent to each of their readers.
    """

    known: Known
    vocabulary: Vocabulary
    authorities: Mapping[str, Authority]
    on: date
    duties: Sequence[Duty] = ()
    reach_each: frozenset[str] = frozenset()
    _gathered: dict[tuple[frozenset[Ceiling], bool], Sources] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def sources(self, may_read: frozenset[Ceiling], notice: str = "") -> Sources:
        """Give what texts for an audience may rest on that may read facts of these ceilings.

        Args:
            may_read: The ceilings.
            notice: The id of the text. What is put up or read out need not say again what its
                readers heard, though whoever was sent a letter has still to be written to.
        """
        is_put_up = notice != "" and notice not in self.reach_each
        as_put_up = is_put_up and self._heard is not self._overtaken
        held = self._gathered.get((may_read, as_put_up))
        if held is None:
            moved = self._heard if as_put_up else self._overtaken
            held = self._gathered[may_read, as_put_up] = self._sources(may_read, moved)
        return held

    def _sources(self, may_read: frozenset[Ceiling], moved: Sequence[Overtaken]) -> Sources:
        known = self.known
        visible: dict[str, FactVersion] = {}
        withheld: dict[str, FactVersion] = {}
        for key, version in known.current.items():
            (visible if version.ceiling in may_read else withheld)[key] = version
        plain = Sources(
            visible | self._standing,
            self._vocabulary,
            self.on,
            known.zone,
            withheld,
            style=house_style(known.organisation.profile),
            year=known.at.astimezone(known.zone).year,
        )
        return retold(plain, moved, known.at, may_read, self.reach_each)

    @cached_property
    def _standing(self) -> dict[str, FactVersion]:
        """Give what holds whenever asked, by key."""
        made = standing_facts(self.known, self.vocabulary, self.authorities, self.on, self.duties)
        return {version.key: version for version in made}

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return with_retold(self.vocabulary)

    @cached_property
    def _overtaken(self) -> Sequence[Overtaken]:
        return overtaken(self.known, reach_each=self.reach_each)

    @cached_property
    def _heard(self) -> Sequence[Overtaken]:
        return as_heard(self._overtaken)


def sources(
    known: Known,
    vocabulary: Vocabulary,
    authorities: Mapping[str, Authority],
    *,
    may_read: frozenset[Ceiling],
    on: date,
    duties: Sequence[Duty] = (),
) -> Sources:
    """Gather what texts for one audience may rest on.

    Args:
        known: The case as known.
        vocabulary: What may be recorded.
        authorities: Whom notices name.
        may_read: The ceilings the audience may read.
        on: The day whose law is applied and whose names the authorities bear.
        duties: Every duty as it stands, for its clocks.
    """
    return Ground(known, vocabulary, authorities, on, duties).sources(may_read)

"""Everything a sentence may rest on, under one kind of name.

Facts and entries as recorded; and, as facts that hold whenever asked, what is true of the
organisation, its entities and the authorities, the judgements people have made or still have
to make, and how the clocks stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from disclosure.facts.instants import LONDON, When, span
from disclosure.facts.standings import Ceiling, Standing
from disclosure.facts.versions import Count, FactVersion, Support, Value
from disclosure.facts.vocabulary import ENTITY_FIELDS, ROLES, Vocabulary
from disclosure.law.deadlines import ClockState
from disclosure.words.corrections import overtaken
from disclosure.words.filters import count_words
from disclosure.words.house import house_style
from disclosure.words.retelling import retold, with_retold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from disclosure.facts.case import Entity, Known
    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty
    from disclosure.law.obligations import Authority, Obligation
    from disclosure.words.corrections import Overtaken
    from disclosure.words.retelling import Retold

PROFILE, JUDGEMENT, AUTHORITY, CLOCK = "profile", "judgement", "authority", "clock"
OPEN = "open"
"""What is added to the name of a judgement nobody has made yet: a fact that is unknown."""
ORGANISATION = ("org.name", "org.is_controller")
CLOCK_STATE = "state"
EARLIEST_PASSED = "earliest-passed"
"""What a text says of a clock whose start is open and whose earliest moment has gone by."""
CLOCK_FIELDS = (CLOCK_STATE, "due_at", "sent_at", "late_reason", "reference")
AUTHORITY_FIELDS = ("name", "short", "phone", "url")


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
    _gathered: dict[frozenset[Ceiling], Sources] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def sources(self, may_read: frozenset[Ceiling]) -> Sources:
        """Give what texts for an audience may rest on that may read facts of these ceilings."""
        held = self._gathered.get(may_read)
        if held is None:
            held = self._gathered[may_read] = self._sources(may_read)
        return held

    def _sources(self, may_read: frozenset[Ceiling]) -> Sources:
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
        return retold(plain, self._overtaken, known.at, may_read, self.reach_each)

    @cached_property
    def _standing(self) -> dict[str, FactVersion]:
        """Give what holds whenever asked, by key."""
        known = self.known
        made = (
            *_organisation_facts(known),
            *_judgement_facts(known),
            *_open_judgements(known, self.vocabulary),
            *_clock_facts(known, self.duties),
            *_late_reason_facts(known),
            *_submission_facts(known, self.duties),
            *_authority_facts(known, self.authorities, self.on),
        )
        return {version.key: version for version in made}

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return with_retold(self.vocabulary)

    @cached_property
    def _overtaken(self) -> Sequence[Overtaken]:
        return overtaken(self.known)


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


def is_known_key(
    key: str,
    vocabulary: Vocabulary,
    authorities: Mapping[str, Authority],
    clocks: frozenset[str] = frozenset(),
) -> bool:
    """Say whether a name in a notice can ever stand for something.

    Args:
        key: The name.
        vocabulary: What may be recorded.
        authorities: Whom notices name.
        clocks: The names of the clocks there are, from `clock_names`.
    """
    if key in vocabulary.facts or key in ORGANISATION:
        return True
    root, _, rest = key.partition(".")
    if root == PROFILE:
        return rest in vocabulary.profile
    if root == JUDGEMENT:
        return rest.removesuffix(f".{OPEN}") in vocabulary.judgements
    if root == CLOCK:
        clock, _, part = key.rpartition(".")
        return clock in clocks and part in CLOCK_FIELDS
    if root == AUTHORITY:
        name, _, part = rest.partition(".")
        return name in {_underscored(a) for a in authorities} and part in AUTHORITY_FIELDS
    return root in ROLES and rest in ENTITY_FIELDS


def clock_names(obligations: Iterable[Obligation]) -> frozenset[str]:
    """Give the name of the clock of every stage: `clock.uk_gdpr_33.initial`."""
    return frozenset(_clock(o.id, stage.id) for o in obligations for stage in o.stages)


def _clock(obligation: str, stage: str) -> str:
    return f"{CLOCK}.{_underscored(obligation.replace('.', '_'))}.{_underscored(stage)}"


def _underscored(name: str) -> str:
    return name.replace("-", "_")


def _standing_fact(key: str, value: Value, at: datetime, source: str) -> FactVersion:
    return FactVersion(
        key=key,
        number=1,
        standing=Standing.CONFIRMED,
        recorded_at=at,
        value=value,
        true_at=at,
        support=Support(source=source),
    )


def _organisation_facts(known: Known) -> list[FactVersion]:
    organisation, at = known.organisation, known.at
    made = [_standing_fact("org.name", organisation.name, at, "organisation profile")]
    for key, value in organisation.profile.items():
        made.append(_standing_fact(f"{PROFILE}.{key}", value, at, "organisation profile"))
    for entity in organisation.entities:
        for role in entity.roles:
            # The first entity in a role speaks for it; a notice per entity comes with its duty.
            if not any(fact.key.startswith(f"{role}.") for fact in made):
                made += _entity_facts(role, entity, at)
    controllers = [fact.value for fact in made if fact.key == "controller.legal_name"]
    if organisation.name in controllers:
        made.append(_standing_fact("org.is_controller", "yes", at, "organisation profile"))
    return made


def _entity_facts(role: str, entity: Entity, at: datetime) -> list[FactVersion]:
    first = entity.securities[0] if entity.securities else None
    values = {
        "legal_name": entity.legal_name,
        "lei": entity.lei,
        "ticker": first.ticker if first else "",
        "isin": first.isin if first else "",
        "venue": first.venue if first else "",
    }
    return [
        _standing_fact(f"{role}.{name}", value, at, f"entity {entity.id}")
        for name, value in values.items()
        if value
    ]


def _judgement_facts(known: Known) -> list[FactVersion]:
    made = []
    for judgement in known.judgements.values():
        fact = FactVersion(
            key=f"{JUDGEMENT}.{judgement.key}",
            number=judgement.number,
            standing=Standing.CONFIRMED,
            recorded_at=judgement.made_at,
            value=judgement.value,
            true_at=judgement.made_at,
            recorded_by=judgement.made_by,
            support=Support(source=judgement.made_by, basis=judgement.why),
        )
        made.append(fact)
        if judgement.instant:
            made.append(replace(fact, key=f"{fact.key}.instant", value=judgement.instant))
    return made


def _open_judgements(known: Known, vocabulary: Vocabulary) -> list[FactVersion]:
    return [
        FactVersion(f"{JUDGEMENT}.{key}.{OPEN}", 1, Standing.UNKNOWN, known.at)
        for key in vocabulary.judgements
        if key not in known.judgements
    ]


def _clock_facts(known: Known, duties: Sequence[Duty]) -> list[FactVersion]:
    made = []
    for duty in duties:
        for stage in duty.stages:
            name = _clock(duty.obligation.id, stage.id)
            state = _state(stage, known.at)
            made.append(_standing_fact(f"{name}.{CLOCK_STATE}", state, known.at, CLOCK))
            if stage.due_at:
                due = When.exactly(stage.due_at)
                made.append(_standing_fact(f"{name}.due_at", due, known.at, CLOCK))
    return made


def _state(stage: StageDeadline, at: datetime) -> str:
    is_past = stage.due_at is not None and stage.due_at < at
    if is_past and stage.state is ClockState.EARLIEST_POSSIBLE:
        return EARLIEST_PASSED
    return str(stage.state)


def _late_reason_facts(known: Known) -> list[FactVersion]:
    """Give the reasons said before a notice was given; what the submission says comes later."""
    stages = dict.fromkeys((late.obligation, late.stage) for late in known.late_reasons)
    last = [said for stage in stages if (said := known.late_reason(*stage))]
    return [
        _standing_fact(
            f"{_clock(late.obligation, late.stage)}.late_reason",
            late.reason,
            late.given_at,
            late.given_by,
        )
        for late in last
    ]


def _submission_facts(known: Known, duties: Sequence[Duty]) -> list[FactVersion]:
    made = []
    each_of = {(d.obligation.id, s.id): s.stage.each_of for d in duties for s in d.stages}
    for sent in known.submissions:
        stage = (sent.obligation, sent.stage)
        if known.submission(*stage, each_of.get(stage, "")) is not sent:
            continue
        values: Mapping[str, Value] = {
            "sent_at": When.exactly(sent.at),
            "late_reason": sent.late_reason,
            "reference": sent.reference,
        }
        name = _clock(sent.obligation, sent.stage)
        made += [
            _standing_fact(f"{name}.{part}", value, sent.at, "submission")
            for part, value in values.items()
            if value
        ]
    return made


def _authority_facts(
    known: Known, authorities: Mapping[str, Authority], on: date
) -> list[FactVersion]:
    made = []
    for authority in authorities.values():
        name = authority.name_on(on)
        values = {
            "name": name.name,
            "short": name.short,
            "phone": authority.phone,
            "url": authority.url,
        }
        made += [
            _standing_fact(
                f"{AUTHORITY}.{_underscored(authority.id)}.{part}", value, known.at, "catalogue"
            )
            for part, value in values.items()
            if value
        ]
    return made

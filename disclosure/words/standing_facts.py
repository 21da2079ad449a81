"""What holds whenever it is asked, as facts a sentence may rest on.

What is true of the organisation, its entities and the authorities, the judgements people have
made or still have to make, and how the clocks stand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion, Support, Value
from disclosure.facts.vocabulary import ENTITY_FIELDS, ROLES
from disclosure.law.deadlines import ClockState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from disclosure.facts.case import Entity, Known
    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty
    from disclosure.law.obligations import Authority, Obligation

PROFILE, JUDGEMENT, AUTHORITY, CLOCK = "profile", "judgement", "authority", "clock"
OPEN = "open"
"""What is added to the name of a judgement nobody has made yet: a fact that is unknown."""
ORGANISATION = ("org.name", "org.is_controller")
CLOCK_STATE = "state"
EARLIEST_PASSED = "earliest-passed"
"""What a text says of a clock whose start is open and whose earliest moment has gone by."""
CLOCK_FIELDS = (CLOCK_STATE, "due_at", "sent_at", "late_reason", "reference")
AUTHORITY_FIELDS = ("name", "short", "phone", "url")


def standing_facts(
    known: Known,
    vocabulary: Vocabulary,
    authorities: Mapping[str, Authority],
    on: date,
    duties: Sequence[Duty],
) -> Iterator[FactVersion]:
    """Give what holds whenever asked.

    Args:
        known: The case as known.
        vocabulary: Which judgements there are to be made.
        authorities: Whom notices name.
        on: The day whose names the authorities bear.
        duties: Every duty as it stands, for its clocks.
    """
    yield from _organisation_facts(known)
    yield from _judgement_facts(known)
    yield from _open_judgements(known, vocabulary)
    yield from _clock_facts(known, duties)
    yield from _late_reason_facts(known)
    yield from _submission_facts(known, duties)
    yield from _authority_facts(known, authorities, on)


def clock_names(obligations: Iterable[Obligation]) -> frozenset[str]:
    """Give the name of the clock of every stage: `clock.uk_gdpr_33.initial`."""
    return frozenset(_clock(o.id, stage.id) for o in obligations for stage in o.stages)


def _clock(obligation: str, stage: str) -> str:
    return f"{CLOCK}.{_underscored(obligation.replace('.', '_'))}.{_underscored(stage)}"


def _underscored(name: str) -> str:
    return name.replace("-", "_")


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

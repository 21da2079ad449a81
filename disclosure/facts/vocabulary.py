"""The vocabulary: which facts, records, answers and judgements there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from disclosure.facts.standings import Ceiling

ROLES = ("issuer", "controller", "processor", "employer", "regulated-firm", "policyholder")
"""What a legal entity may be in an incident; obligations name the role that bears them."""

ENTITY_FIELDS = {
    "legal_name": "Legal name",
    "lei": "Legal Entity Identifier",
    "ticker": "Ticker",
    "isin": "International Securities Identification Number",
    "venue": "Where its securities trade",
}
"""What may be said of an entity, under its role: `issuer.lei`."""


def entity_label(key: str) -> str:
    """Name what may be said of an entity: 'Legal name (issuer)'; nothing of any other key."""
    role, _, part = key.partition(".")
    if role not in ROLES or part not in ENTITY_FIELDS:
        return ""
    return f"{ENTITY_FIELDS[part]} ({role.replace('-', ' ')})"


class Kind(StrEnum):
    """The closed list of answer kinds."""

    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes-no"
    INSTANT = "instant"
    COUNT = "count"


YES_NO = {"yes": "yes", "no": "no"}


@dataclass(frozen=True, slots=True)
class Question:
    """Something that can be answered: a fact, a field of a record, a profile answer.

    Attributes:
        key: Its name: `incident.kind`; for a field, the field's name.
        options: For choices: id to the words a reader sees.
        unit: For counts: people, records, cards.
        seldom: Why the answer seldom makes a duty, where it does: it is asked later for that.
        clause: Of a question of yes or no, what each answer says, as it stands behind "that";
            under `any`, what yes says where it is open or denied ("that anyone got in").
        plain_no: Its no may be told to readers without how it is known.
        told_as: How its value is put where readers are told that it has changed; `{}` is the value.
        dated: It may change by the hour: where it has, readers are told at what time it was so.
        untold: Where it changes, readers are not told: it only files or frames what is said.
        names: Of words that are the id of something: what they name, `duty` or `fact`. People
            choose it by its name.
        labels: What is named, by its id.
    """

    key: str
    kind: Kind
    label: str
    help: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    ceiling: Ceiling = Ceiling.PUBLIC
    page: str = ""
    maps_to: tuple[str, ...] = ()
    required: bool = False
    seldom: str = ""
    clause: Mapping[str, str] = field(default_factory=dict)
    plain_no: bool = False
    told_as: str = ""
    untold: bool = False
    dated: bool = False
    names: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    def in_words(self, value: str) -> str:
        """Give an option, or what a value names, in words; other words as they are."""
        return self.options.get(value) or self.labels.get(value) or value

    @property
    def closed(self) -> tuple[str, ...]:
        """Give the closed list of values, or nothing where the answer is open."""
        if self.kind is Kind.YES_NO:
            return tuple(YES_NO)
        return tuple(self.options)


@dataclass(frozen=True, slots=True)
class RecordType:
    """A list of things, each entry with its own standing."""

    record: str
    label: str
    help: str
    names_it: str
    fields: Mapping[str, Question]
    page: str = ""
    ceiling: Ceiling = Ceiling.PUBLIC
    maps_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgementQuestion:
    """A question only a named person may answer.

    Attributes:
        who: The role that usually answers it.
        pages: The question pages whose facts bear on it.
        answers: What each option means to whoever chooses it, and after a colon what follows.
        starts_as: In a word or two, what begins where its answer starts a clock: "awareness".
        declines: The options that mean: nobody is notified. They ask for a second person and for
            a day to look again.
        seldom: Why the answer seldom makes a duty, where it does: it is asked later for that.
    """

    key: str
    asks: str
    options: tuple[str, ...]
    carries_instant: bool
    guidance: tuple[str, ...] = ()
    cite: str = ""
    confidence: str = ""
    who: str = ""
    pages: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    starts_as: str = ""
    declines: tuple[str, ...] = ()
    seldom: str = ""

    def in_words(self, option: str) -> str:
        """Give an option in a few words: what its answer says before the colon."""
        return self.answers.get(option, option).partition(":")[0]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that can be recorded about an incident and an organisation."""

    facts: Mapping[str, Question]
    records: Mapping[str, RecordType]
    profile: Mapping[str, Question]
    judgements: Mapping[str, JudgementQuestion]

"""What a claim is: one thing a sentence asserts, with how surely, of whom, where and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from disclosure.facts.instants import When
from disclosure.facts.standings import Quality


class ClaimKind(StrEnum):
    """What a claim is about.

    count: how many. date: when an event was. state: what a service does. data: what happened to
    personal data. told: which body or people were told. done: what we or others did. promise: what
    is to come. cause: what brought it about. act: whether readers have to do something.
    """

    COUNT = "count"
    DATE = "date"
    STATE = "state"
    DATA = "data"
    TOLD = "told"
    DONE = "done"
    PROMISE = "promise"
    CAUSE = "cause"
    ACT = "act"


class Hedge(StrEnum):
    """How surely a claim is put, from a flat yes to a flat no."""

    STATED = "stated"
    BELIEVED = "believed"
    POSSIBLE = "possible"
    NOT_KNOWN = "not known"
    NO_SIGN = "no sign"
    DENIED = "denied"


class Part(StrEnum):
    """How much of its subject a claim covers."""

    PLAIN = ""
    ALL = "all"
    SOME = "some"
    ONLY = "only"
    YOURS = "yours"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a range of what it can mean.

    Attributes:
        low: The least it can mean.
        high: The most it can mean; None where it is open upwards.
        figure: The number as it stands; None for "dozens", which names none.
    """

    low: int
    high: int | None
    quality: Quality
    figure: int | None

    def meets(self, other: Number) -> bool:
        """Say whether both can be true of one number."""
        below = self.high is not None and self.high < other.low
        above = other.high is not None and other.high < self.low
        return not below and not above

    def is_above(self, other: Number) -> bool:
        """Say whether it lies above everything the other can mean."""
        return other.high is not None and self.low > other.high


@dataclass(frozen=True, slots=True)
class Scope:
    """Of whom and where a claim speaks, and of how much of it.

    Attributes:
        whose: The groups of people: `customers`, `employees`; none where nobody is named.
        where: The places: `uk`, `stores`; none where none is named.
    """

    whose: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset()
    part: Part = Part.PLAIN


Value = Number | When | str


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing a sentence asserts.

    Attributes:
        subject: What it speaks of, normalised: `customers`, `detected`, `website`, `ico`.
        value: The number, the instant, the state, what happened, or what is done about it.
        detail: What narrows the subject: kinds of data, the service an event befell, what is
            said of those counted.
        as_of: The instant the words themselves give for it.
        is_new: The words say that it has changed since something else was said.
        start: Where the words begin in the sentence.
        end: The first position after them.
    """

    kind: ClaimKind
    subject: str
    value: Value
    hedge: Hedge = Hedge.STATED
    scope: Scope = field(default_factory=Scope)
    detail: frozenset[str] = frozenset()
    as_of: When | None = None
    is_new: bool = False
    start: int = 0
    end: int = 0

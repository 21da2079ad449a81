"""What a clash between two claims is, and how far apart in time two claims were made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from disclosure.facts.instants import When
from disclosure.words.claims_kinds import Claim
from disclosure.words.claims_lexicon import WITHIN


class ClashKind(StrEnum):
    """On what two texts differ."""

    NUMBER = "number"
    DATE = "date"
    STANDING = "standing"
    SCOPE = "scope"
    YES_NO = "yes-no"


class Verdict(StrEnum):
    """Whether both cannot be true, or somebody has to look."""

    CONTRADICTING = "contradicting"
    UNCLEAR = "unclear"


NEAR: Final = timedelta(hours=1)
"""Within this, a text and the time another one names are of one moment."""
ONE_ROUND: Final = timedelta(hours=12)
"""Within this, texts that name no time speak of one state of knowledge."""


SOON: Final = timedelta(hours=4)
"""Within this, what goes on growing has hardly grown."""


class Apart(StrEnum):
    """How two claims stand in time.

    same: of one moment. differs: of moments the words tell apart. open: time may explain it.
    """

    SAME = "same"
    DIFFERS = "differs"
    OPEN = "open"

    @classmethod
    def of(cls, a: Claim, a_said: datetime, b: Claim, b_said: datetime) -> Apart:
        """Give how claims stand in time: by the times they name, else by when they were said."""
        if a.as_of and b.as_of:
            return cls.SAME if meet(a.as_of, b.as_of) else cls.DIFFERS
        if a.as_of or b.as_of:
            named, said = (a.as_of, b_said) if a.as_of else (b.as_of, a_said)
            near = named is not None and named.earliest - NEAR <= said <= named.latest + NEAR
            return cls.SAME if near else cls.OPEN
        return cls.SAME if abs(a_said - b_said) <= ONE_ROUND else cls.OPEN


def meet(a: When, b: When) -> bool:
    """Say whether two spans share a moment."""
    return a.earliest <= b.latest and b.earliest <= a.latest


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims to be compared.

    Attributes:
        said: When each was said.
        audiences: To whom each was said.
        is_change_told: The later text says that something has changed.
    """

    a: Claim
    b: Claim
    apart: Apart
    said: tuple[datetime, datetime]
    audiences: tuple[str, str]
    is_change_told: bool = False

    def turned(self) -> Pair:
        """Give the pair the other way round."""
        return Pair(
            self.b,
            self.a,
            self.apart,
            (self.said[1], self.said[0]),
            (self.audiences[1], self.audiences[0]),
            is_change_told=self.is_change_told,
        )

    def verdict(self) -> Verdict:
        """Give the verdict on two claims of which only one can hold at a time."""
        return Verdict.CONTRADICTING if self.apart is Apart.SAME else Verdict.UNCLEAR

    @property
    def is_of_one_hour(self) -> bool:
        """Say whether both texts went out within hours, or name one and the same time."""
        named = self.a.as_of is not None and self.b.as_of is not None
        return named or abs(self.said[0] - self.said[1]) <= SOON

    @property
    def is_told_apart(self) -> bool:
        """Say whether the words themselves explain why the claims differ."""
        return self.is_change_told or self.apart is Apart.DIFFERS


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found of a pair."""

    kind: ClashKind
    verdict: Verdict
    reason: str


def widened(where: frozenset[str]) -> frozenset[str]:
    """Give places with those they lie in."""
    return where | {WITHIN[place] for place in where if place in WITHIN}


def is_elsewhere(a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether two sets of places have nothing in common."""
    return bool(a) and bool(b) and not (widened(a) & b or widened(b) & a)

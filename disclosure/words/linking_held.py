"""How facts bear a claim: fully, less than it says, not at all, or against it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion
from disclosure.words.claims_kinds import Claim, Hedge

Linked = tuple[FactVersion, str]


class Held(StrEnum):
    """How facts bear a claim, the best first."""

    BORNE = "borne"
    SAYS_MORE = "says more"
    AGAINST = "against"
    NOTHING = "nothing"


BORNE: Final = Held.BORNE


@dataclass(frozen=True, slots=True)
class Holding:
    """The facts that speak of a claim, and how they bear it.

    Attributes:
        facts: Each with the reason why it was chosen.
        reason: What is wrong, where something is.
    """

    held: Held
    facts: tuple[Linked, ...] = ()
    reason: str = ""


def nothing(reason: str) -> Holding:
    """Give that no fact speaks of it."""
    return Holding(Held.NOTHING, (), reason)


_ALLOWED: Final = {
    Standing.CONFIRMED: frozenset(Hedge),
    Standing.SUSPECTED: frozenset({Hedge.BELIEVED, Hedge.POSSIBLE, Hedge.NOT_KNOWN}),
    Standing.UNKNOWN: frozenset({Hedge.NOT_KNOWN, Hedge.POSSIBLE}),
    Standing.NO_SIGN: frozenset({Hedge.NO_SIGN, Hedge.NOT_KNOWN}),
    Standing.RULED_OUT: frozenset(Hedge),
}
"""How surely words may be put, by how well the fact is known."""
_MORE: Final = {
    Standing.SUSPECTED: "It is recorded as likely, not as certain; the words sound certain.",
    Standing.UNKNOWN: "It is recorded as not known yet; the words say more.",
    Standing.NO_SIGN: "Checks found no sign of it so far; the words say more.",
}


def held_hedge(claim: Claim, version: FactVersion, facts: tuple[Linked, ...]) -> Holding:
    """Give whether words are put no more surely than the fact is known."""
    if claim.hedge in _ALLOWED[version.standing]:
        return Holding(Held.BORNE, facts)
    return Holding(Held.SAYS_MORE, facts, _MORE.get(version.standing, ""))

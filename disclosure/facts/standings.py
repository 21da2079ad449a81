"""How well a thing is known."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """How well a fact is known; the wording of a sentence follows it."""

    UNKNOWN = "unknown"
    NO_SIGN = "no-sign"
    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    RULED_OUT = "ruled-out"


class Quality(StrEnum):
    """How a number is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    RANGE = "range"


class Ceiling(StrEnum):
    """The widest audience that may read a fact, from narrowest to widest."""

    PRIVILEGED = "privileged"
    INSIDE = "inside"
    AUTHORITY = "authority"
    STAFF = "staff"
    PUBLIC = "public"


class Change(StrEnum):
    """What a new version of a fact does to the one before it."""

    FIRST = "first"
    RE_CONFIRMS = "re-confirms"
    CHANGES = "changes"
    WRONG_WHEN_SAID = "wrong-when-said"
    WITHDRAWN = "withdrawn"


NEEDS: dict[Standing, tuple[str, ...]] = {
    Standing.UNKNOWN: (),
    Standing.NO_SIGN: ("checked", "checked_by", "checked_until"),
    Standing.SUSPECTED: ("basis",),
    Standing.CONFIRMED: (),
    Standing.RULED_OUT: ("reason",),
}
"""What each standing must say besides its value, so that it can be drafted truthfully."""

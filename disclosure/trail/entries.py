"""Entries of the trail, and the chain of digests that ties each to the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from disclosure.trail.actions import Action

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]
"""What an entry may say: values that are written in one way only."""

START = "0" * 64
"""What stands where the first entry of a chain names the one before it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded action.

    Attributes:
        chain: The incident's id, or `installation`.
        seq: 1 for the first entry of the chain, and on from there.
        previous: The digest of the entry before it.
        at: When, aware.
        actor: The id of the person, or nothing for the program itself.
        actor_name: The name the person bore then.
        subject: What it is about: a fact's key, a notice's id, a person's id.
        detail: What exactly, with the digests of what it is about.
        reason: Why, where the action asks for it.
    """

    chain: str
    seq: int
    previous: str
    at: datetime
    actor: str
    actor_name: str
    action: Action
    subject: str
    detail: Mapping[str, Plain] = field(default_factory=dict)
    reason: str = ""

    @property
    def digest(self) -> str:
        """Give the SHA-256 of everything the entry says, as hexadecimal."""
        said: dict[str, Plain] = {
            "chain": self.chain,
            "seq": self.seq,
            "previous": self.previous,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": self.actor,
            "actor_name": self.actor_name,
            "action": str(self.action),
            "subject": self.subject,
            "detail": dict(self.detail),
            "reason": self.reason,
        }
        return digest_of(said)


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold."""

    seq: int
    why: str


def digest_of(said: Plain) -> str:
    """Give the SHA-256 of a plain value, written in its one canonical form."""
    return hashlib.sha256(canonical(said)).hexdigest()


def canonical(said: Plain) -> bytes:
    """Write a plain value as JSON in one way only: sorted keys, no spaces, UTF-8.

    For values without floating-point numbers and keys in ASCII this is the form of RFC 8785.
    """
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def first_break(entries: Iterable[tuple[Entry, str]], *, head: str = "") -> Break | None:
    """Find the first entry that does not fit the chain, or give None where it holds.

    Args:
        entries: The entries in order, each with the digest that was stored for it.
        head: The digest the last entry must have; without it a missing end cannot be seen.
    """
    previous, expected = START, 1
    for entry, stored in entries:
        if entry.seq != expected:
            return Break(expected, f"Entry {expected} is missing or out of order.")
        if entry.previous != previous:
            return Break(entry.seq, f"Entry {entry.seq} does not follow the one before it.")
        if entry.digest != stored:
            return Break(entry.seq, f"Entry {entry.seq} was altered after it was recorded.")
        previous, expected = stored, expected + 1
    if head and head != previous:
        return Break(expected, f"Entry {expected} is missing: the chain ends before its head.")
    return None

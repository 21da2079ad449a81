"""Entries of the trail, and the chain of digests that ties each to the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from disclosure.trail.actions import Action

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]
"""What an entry may say: values that are written in one way only."""

START = "0" * 64
"""What stands where the first entry of a chain names the one before it."""

SALT_BYTES = 16
TEXTS = ("actor_name", "subject", "reason")
"""The sealed fields every entry has."""
DETAIL = "detail."
"""What the name of a sealed field of the detail begins with: `detail.number`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded action.

    Every value that may have to be removed one day is sealed: the digest of the entry covers its
    seal, made from the value and a random salt. A redaction takes value and salt and leaves the
    seal, so that the digest still holds and nobody can guess the value from it.

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
        seals: The seal of each sealed field, by its name.
        salts: The salt of each sealed field that was not redacted, by its name.
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
    seals: Mapping[str, str] = field(default_factory=dict)
    salts: Mapping[str, str] = field(default_factory=dict)

    @property
    def redacted(self) -> frozenset[str]:
        """Give the names of the fields whose values were removed."""
        return frozenset(self.seals.keys() - self.salts.keys())

    @property
    def digest(self) -> str:
        """Give the SHA-256 of the entry and its seals, as hexadecimal."""
        return digest_of(
            {
                "chain": self.chain,
                "seq": self.seq,
                "previous": self.previous,
                "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "actor": self.actor,
                "action": str(self.action),
                "seals": dict(self.seals),
            }
        )


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold."""

    seq: int
    why: str


# ---- Sealing -----------------------------------------------------------------------------


def sealed_values(entry: Entry) -> dict[str, Plain]:
    """Give the values an entry holds under the names of their seals."""
    texts: dict[str, Plain] = {
        "actor_name": entry.actor_name,
        "subject": entry.subject,
        "reason": entry.reason,
    }
    return texts | {f"{DETAIL}{key}": value for key, value in entry.detail.items()}


def sealed(entry: Entry, random: Callable[[int], bytes]) -> Entry:
    """Give an entry with a seal for each of its values.

    Args:
        entry: The entry, without seals.
        random: Gives that many unpredictable bytes.
    """
    values = sealed_values(entry)
    salts = {name: random(SALT_BYTES).hex() for name in values}
    seals = {name: seal(name, value, salts[name]) for name, value in values.items()}
    return replace(entry, seals=seals, salts=salts)


def seal(name: str, value: Plain, salt: str) -> str:
    """Give the seal of a value: the SHA-256 of its salt, its name and itself."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical([name, value])).hexdigest()


def without(entry: Entry, names: Iterable[str]) -> Entry:
    """Give an entry whose fields of these names have lost value and salt; their seals stay."""
    gone = frozenset(names)
    return replace(
        entry,
        actor_name="" if "actor_name" in gone else entry.actor_name,
        subject="" if "subject" in gone else entry.subject,
        reason="" if "reason" in gone else entry.reason,
        detail={k: v for k, v in entry.detail.items() if f"{DETAIL}{k}" not in gone},
        salts={name: salt for name, salt in entry.salts.items() if name not in gone},
    )


def digest_of(said: Plain) -> str:
    """Give the SHA-256 of a plain value, written in its one canonical form."""
    return hashlib.sha256(canonical(said)).hexdigest()


def canonical(said: Plain) -> bytes:
    """Write a plain value as JSON in one way only: sorted keys, no spaces, UTF-8.

    For values without floating-point numbers and keys in ASCII this is the form of RFC 8785.
    """
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


# ---- Checking ----------------------------------------------------------------------------


def first_break(entries: Iterable[tuple[Entry, str]], *, head: str = "") -> Break | None:
    """Find the first entry that does not fit the chain, or give None where it holds.

    Args:
        entries: The entries in order, each with the digest that was stored for it.
        head: The digest the last entry must have; without it a missing end cannot be seen.
    """
    held = tuple(entries)
    broken = chain_break(held)
    if broken is None and head and (not held or held[-1][1] != head):
        after = len(held) + 1
        broken = Break(after, f"Entry {after} is missing: the chain ends before its head.")
    return broken or _unnamed_removal(entry for entry, _ in held)


def chain_break(entries: Iterable[tuple[Entry, str]]) -> Break | None:
    """Find the first entry that is not the sealed one or stands at a wrong place.

    Whether a redaction names what is gone is another question: it stands later in the chain.
    """
    before: Entry | None = None
    previous = START
    for expected, (entry, stored) in enumerate(entries, start=1):
        why = _why_broken(entry, stored, expected=expected, previous=previous, before=before)
        if why:
            return Break(expected, why)
        previous, before = stored, entry
    return None


def _why_broken(
    entry: Entry, stored: str, *, expected: int, previous: str, before: Entry | None
) -> str:
    if entry.seq != expected:
        return f"Entry {expected} is missing or out of order."
    if before is not None and entry.chain != before.chain:
        return f"Entry {expected} belongs to another chain."
    if entry.previous != previous:
        return f"Entry {expected} does not follow the one before it."
    if not _is_as_sealed(entry) or entry.digest != stored:
        return f"Entry {expected} was altered after it was recorded."
    if before is not None and entry.at < before.at:
        return f"Entry {expected} is dated before the one before it."
    return ""


def _is_as_sealed(entry: Entry) -> bool:
    """Say whether every value is the sealed one, and nothing stands beside the seals."""
    values = sealed_values(entry)
    salts, seals = entry.salts, entry.seals
    if not (salts.keys() <= seals.keys() and salts.keys() <= values.keys()):
        return False
    return all(
        _fits(name, value, salts[name], seals[name])
        if name in salts
        # What is gone is empty, and what was never sealed must not be there.
        else name in seals and name in TEXTS and value == ""
        for name, value in values.items()
    )


def _fits(name: str, value: Plain, salt: str, sealed_as: str) -> bool:
    return _is_salt(salt) and seal(name, value, salt) == sealed_as


def _is_salt(salt: str) -> bool:
    return len(salt) == 2 * SALT_BYTES and all(char in "0123456789abcdef" for char in salt)


# ---- Redactions --------------------------------------------------------------------------


def removals(entries: Iterable[Entry]) -> Mapping[tuple[int, str], int]:
    """Give which fields of which entries the redactions of a chain name, each with the redaction.

    A redaction says so under `entries`: `{"17": ["reason", "detail.text"]}`.
    """
    found: dict[tuple[int, str], int] = {}
    for entry in entries:
        named = entry.detail.get("entries")
        if entry.action is not Action.REDACTED or not isinstance(named, dict):
            continue
        for seq, names in named.items():
            if seq.isdecimal() and isinstance(names, list):
                found |= {(int(seq[:9]), str(name)): entry.seq for name in names}
    return found


def _unnamed_removal(entries: Iterable[Entry]) -> Break | None:
    """Find the first entry that has lost something no later redaction names."""
    held = tuple(entries)
    allowed = removals(held)
    for entry in held:
        gone = sorted(n for n in entry.redacted if allowed.get((entry.seq, n), 0) <= entry.seq)
        if gone:
            words = f"Entry {entry.seq} has lost {', '.join(gone)}, and no redaction names that."
            return Break(entry.seq, words)
    return None

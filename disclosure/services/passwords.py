"""Passwords: which are taken, how they are kept, and that asking for nobody costs the same."""

from __future__ import annotations

import base64
import re
import secrets
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from argon2 import DEFAULT_HASH_LENGTH, DEFAULT_RANDOM_SALT_LENGTH, PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION, Type

if TYPE_CHECKING:
    from collections.abc import Iterable

PRODUCT = "disclosure"
SHORTEST, LONGEST = 12, 200
LONGEST_UNIT = 4
"""Characters of a pattern that is no better repeated: 'abcdabcdabcd'."""
SHORTEST_NAME = 3
RUNS = ("0123456789" * 21, "abcdefghijklmnopqrstuvwxyz" * 8)

ADVICE = "Three or four words that do not belong together are strong and easy to remember."


@dataclass(frozen=True, slots=True)
class HashingCost:
    """What one hash costs: argon2id, the second choice of RFC 9106 (section 4)."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a password was right, and the hash to keep instead where the old one is dated."""

    right: bool
    better: str = ""


class Passwords:
    """Judges, hashes and checks passwords.

    Args:
        cost: What one hash costs; every hash made is of this cost.
        common: Words that make a password guessable; the list of this package unless given.
    """

    def __init__(
        self, cost: HashingCost = HashingCost(), common: Iterable[str] | None = None
    ) -> None:
        self._hasher = PasswordHasher(
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            type=Type.ID,
        )
        self._common = tuple(common_words() if common is None else common)
        self._nobody = _hash_of_nobody(cost)

    def problem(self, password: str, *, about: Iterable[str] = ()) -> str:
        """Say why a password is not taken, or nothing.

        There are no rules about digits and signs: they make passwords worse.

        Args:
            password: As typed.
            about: What others know of the person: address, name, organisation.
        """
        if len(password) < SHORTEST:
            return f"Use at least {SHORTEST} characters; this has {len(password)}. {ADVICE}"
        if len(password) > LONGEST:
            return f"Use at most {LONGEST} characters; this has {len(password)}."
        if _is_pattern(_plain(password)):
            return f"This is a pattern that is tried first. {ADVICE}"
        if _made_of(password, (*_names(about), PRODUCT)):
            return f"This is little more than a name that others know. {ADVICE}"
        if _made_of(password, (*self._common, *_names(about), PRODUCT)):
            return f"This is among the first passwords anybody tries. {ADVICE}"
        return ""

    def hash(self, password: str) -> str:
        """Give the hash to keep."""
        return self._hasher.hash(_normal(password))

    def check(self, password: str, kept: str) -> Verdict:
        """Check a password; with nothing kept, a dummy is checked at the same cost.

        An address nobody has must not be told from a wrong password by how long it takes.
        """
        try:
            self._hasher.verify(kept or self._nobody, _normal(password)[: LONGEST * 4])
        except (VerificationError, InvalidHashError):
            return Verdict(right=False)
        if not kept:
            return Verdict(right=False)
        dated = self._hasher.check_needs_rehash(kept)
        return Verdict(right=True, better=self.hash(password) if dated else "")


def _hash_of_nobody(cost: HashingCost) -> str:
    """Give a hash that no password has; to check one against it costs what any check costs.

    It is drawn by lot and not computed: a start need not wait for it.
    """
    salt, drawn = (
        base64.b64encode(secrets.token_bytes(count)).decode().rstrip("=")
        for count in (DEFAULT_RANDOM_SALT_LENGTH, DEFAULT_HASH_LENGTH)
    )
    costs = f"m={cost.memory_kib},t={cost.passes},p={cost.lanes}"
    return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${drawn}"


def common_words() -> tuple[str, ...]:
    """Give the words of our own list."""
    text = files(__package__).joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def _normal(password: str) -> str:
    """Write letters in one way, so that two keyboards give the same password."""
    return unicodedata.normalize("NFKC", password)


def _plain(text: str) -> str:
    """Leave letters and digits only, in lower case."""
    return "".join(char for char in _normal(text).casefold() if char.isalnum())


def _is_pattern(plain: str) -> bool:
    """Say whether it is a run up or down, or one short piece again and again."""
    if any(plain in run or plain[::-1] in run for run in RUNS):
        return True
    repeated = r"(.{1,%d}?)\1*" % LONGEST_UNIT  # noqa: UP031 - braces of the pattern itself
    return re.fullmatch(repeated, plain) is not None


def _names(about: Iterable[str]) -> tuple[str, ...]:
    """Give an address, its two sides and a name, whole and in parts, as plain text."""
    names = {_plain(text) for text in about}
    names.update(_plain(part) for text in about for part in re.split(r"[^\w]+|_", text))
    return tuple(sorted(name for name in names if len(name) >= SHORTEST_NAME))


def _made_of(password: str, words: Iterable[str]) -> bool:
    """Say whether a password is one or two of the words, repeated or dressed up with digits."""
    known = sorted({_plain(word) for word in words}, key=len, reverse=True)
    if not known:
        return False
    choice = "|".join(re.escape(word) for word in known)
    unit = re.compile(rf"((?:{choice}){{1,2}})\1*")
    plain = _plain(password)
    letters = "".join(char for char in plain if not char.isdigit())
    return any(
        form and unit.fullmatch(form) for form in (plain, plain.strip("0123456789"), letters)
    )

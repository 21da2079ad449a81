"""What a law file says, as plain data that two libraries can be compared by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any, ClassVar, Protocol
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from disclosure.law.obligations import Obligation

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]


class Dataclass(Protocol):
    """Whatever was made a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


ABOUT_THE_FILE = frozenset({"file", "digest"})
"""What tells where a rule stands, not what it says."""
ABOUT_ITS_END = frozenset({"in_force_until", "status"})
"""What changes in an old rule when a new one follows it; what it says while it is law does not."""


def plain(value: object) -> Plain:
    """Give a value as plain data. What says nothing is left out, so that a later key is no change.

    Raises:
        TypeError: It is of a kind that law files do not hold.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {str(_key(key)): plain(each) for key, each in sorted(value.items(), key=_by_key)}
    if isinstance(value, set | frozenset):
        return [plain(each) for each in sorted(value)]
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return said(value) if is_dataclass(value) and not isinstance(value, type) else _text(value)


def _text(value: object) -> str:
    if isinstance(value, str):
        # An option of a closed list is a text as well.
        return str(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, ZoneInfo):
        return value.key
    message = f"{type(value).__name__} has no plain form."
    raise TypeError(message)


def digest_of(said: Plain) -> str:
    """Give the SHA-256 of plain data, written in one way."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def rule_digest(rule: Obligation) -> str:
    """Give the digest of what a rule says while it is law.

    Neither the layout of its file nor the day on which a newer rule ends it is part of it, so that
    an old assessment comes out the same, byte for byte, once a newer rule stands beside it.
    """
    kept = {key: each for key, each in said(rule).items() if key not in ABOUT_ITS_END}
    return digest_of(kept)


def said(value: Dataclass) -> dict[str, Plain]:
    """Give the fields of a dataclass that count when two are compared, and say something."""
    counted = [f.name for f in fields(value) if f.compare and f.name not in ABOUT_THE_FILE]
    given = {name: plain(getattr(value, name)) for name in counted}
    return {name: each for name, each in given.items() if each}


def _key(key: object) -> object:
    return key.isoformat() if isinstance(key, date) else key


def _by_key(item: tuple[object, object]) -> str:
    return str(_key(item[0]))

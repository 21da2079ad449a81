"""Entries as lines of a file, each written in one way only, and back again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NoReturn

from disclosure.trail.actions import Action
from disclosure.trail.entries import Entry, Plain, canonical

KEYS = frozenset(
    {"chain", "seq", "previous", "at", "actor", "actor_name", "action", "subject", "detail"}
    | {"reason", "seals", "salts", "digest"}
)


class LineError(ValueError):
    """A line is not what this program writes; says where and what."""


def as_line(entry: Entry, digest: str) -> bytes:
    """Write an entry with its stored digest as one line, without the end of the line."""
    said: dict[str, Plain] = {
        "chain": entry.chain,
        "seq": entry.seq,
        "previous": entry.previous,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "actor_name": entry.actor_name,
        "action": str(entry.action),
        "subject": entry.subject,
        "detail": dict(entry.detail),
        "reason": entry.reason,
        "seals": dict(entry.seals),
        "salts": dict(entry.salts),
        "digest": digest,
    }
    return canonical(said)


def from_line(line: bytes) -> tuple[Entry, str]:
    """Read an entry with its digest.

    Raises:
        LineError: The line is no entry, or is written in another way than ours.
    """
    said = table(line)
    if said.keys() != KEYS:
        raise LineError("its parts are not those of an entry")
    texts = {key: _text(said, key) for key in KEYS - {"seq", "detail", "seals", "salts"}}
    seq, detail = said["seq"], said["detail"]
    if not isinstance(seq, int) or isinstance(seq, bool) or not isinstance(detail, dict):
        raise LineError("its parts are not of the kinds an entry has")
    try:
        at, action = datetime.fromisoformat(texts["at"]), Action(texts["action"])
    except ValueError as error:
        raise LineError(str(error)) from error
    if at.tzinfo is None:
        raise LineError("its time names no zone")
    entry = Entry(
        chain=texts["chain"],
        seq=seq,
        previous=texts["previous"],
        at=at,
        actor=texts["actor"],
        actor_name=texts["actor_name"],
        action=action,
        subject=texts["subject"],
        detail=detail,
        reason=texts["reason"],
        seals=_names(said, "seals"),
        salts=_names(said, "salts"),
    )
    if as_line(entry, texts["digest"]) != line:
        raise LineError("it is not written the way this program writes it")
    return entry, texts["digest"]


def table(line: bytes) -> dict[str, Plain]:
    """Read one line of JSON that holds a table in its one canonical form.

    Raises:
        LineError: It is no JSON, no table, or written in another way than ours.
    """
    said = read(line)
    if not isinstance(said, dict):
        raise LineError("it holds no table")
    if canonical(said) != line:
        raise LineError("it is not written the way this program writes it")
    return said


def read(text: bytes) -> Plain:
    """Read JSON from a file nobody vouches for.

    Raises:
        LineError: It is not JSON, or holds what this program never writes.
    """
    try:
        found: Plain = json.loads(text.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse)
        # Half of a surrogate pair is JSON, and cannot be written as UTF-8.
        canonical(found)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, character {error.colno}"
        raise LineError(f"it is no JSON ({error.msg}, {where})") from error
    except RecursionError as error:
        raise LineError("it is nested too deeply") from error
    except UnicodeError as error:
        raise LineError("it is not text in UTF-8") from error
    except ValueError as error:
        raise LineError(f"it is no JSON of ours ({error})") from error
    return found


def _refuse(number: str) -> NoReturn:
    message = f"a number that no entry holds: {number[:20]}"
    raise ValueError(message)


def _text(said: Mapping[str, Plain], key: str) -> str:
    value = said[key]
    if not isinstance(value, str):
        raise LineError(f"its {key} is no text")
    return value


def _names(said: Mapping[str, Plain], key: str) -> dict[str, str]:
    value = said[key]
    if not isinstance(value, dict):
        raise LineError(f"its {key} are no table")
    found = {name: each for name, each in value.items() if isinstance(each, str)}
    if len(found) != len(value):
        raise LineError(f"its {key} are not all texts")
    return found

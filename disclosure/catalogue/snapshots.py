"""A snapshot of the library: what every rule says, to hold a later library against it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import Field

from disclosure.catalogue.contents import Dataclass, Plain, digest_of, said
from disclosure.catalogue.formats import Schema, Text
from disclosure.files import FileModel, fit, load
from disclosure.problems import InvalidInputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from disclosure.catalogue.load import Catalogue

OBLIGATIONS, CALENDARS = "obligations", "calendars"
PARTS = (OBLIGATIONS, "regimes", "judgements", "authorities", CALENDARS, "hours", "not_duties")
"""What a snapshot holds, in the order in which changes are told."""


class EntryFormat(FileModel):
    """What one rule, calendar or authority says."""

    digest: Text
    says: dict[str, Any]


class SnapshotFile(FileModel):
    """A snapshot as a file."""

    schema_: Schema = Field(alias="schema")
    taken_at: Text
    digest: Text
    parts: dict[str, dict[str, EntryFormat]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a library said at an instant.

    Attributes:
        taken_at: The instant, as text.
        parts: By part and key, what each entry says as plain data.
    """

    taken_at: str
    parts: Mapping[str, Mapping[str, Mapping[str, Plain]]]

    @property
    def digest(self) -> str:
        """Give the digest of all it says; the same library has the same one at any time."""
        every: dict[str, Plain] = {
            part: {key: dict(says) for key, says in entries.items()}
            for part, entries in self.parts.items()
        }
        return digest_of(every)

    def as_plain(self) -> dict[str, Any]:
        """Give the snapshot as plain data, with its digests."""
        return {
            "schema": 1,
            "taken_at": self.taken_at,
            "digest": self.digest,
            "parts": {
                part: {
                    key: {"digest": digest_of(dict(says)), "says": dict(says)}
                    for key, says in entries.items()
                }
                for part, entries in self.parts.items()
            },
        }

    def as_text(self) -> str:
        """Give the snapshot as a file."""
        return json.dumps(self.as_plain(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def take(catalogue: Catalogue, at: datetime) -> Snapshot:
    """Take a snapshot of a library.

    Args:
        catalogue: The library as read.
        at: The present instant, aware.
    """
    law = catalogue.law
    parts: dict[str, Mapping[str, Dataclass]] = {
        OBLIGATIONS: {f"{o.id}@{o.in_force_from}": o for o in law.obligations},
        "regimes": law.regimes,
        "judgements": catalogue.vocabulary.judgements,
        "authorities": law.authorities,
        CALENDARS: law.calendars,
        "hours": law.hours,
        "not_duties": {entry.id: entry for entry in law.not_duties},
    }
    return Snapshot(
        at.isoformat(timespec="seconds"),
        {part: {key: said(parts[part][key]) for key in sorted(parts[part])} for part in PARTS},
    )


def read_snapshot(path: Path) -> Snapshot:
    """Read a snapshot from a file.

    Raises:
        InvalidInputError: It is no snapshot, or was changed since it was written.
    """
    return _checked(load(SnapshotFile, path, path.name), path.name)


def snapshot_of(table: Mapping[str, Any], name: str) -> Snapshot:
    """Read a snapshot from plain data.

    Args:
        table: What `as_plain` gave.
        name: What messages should call it.

    Raises:
        InvalidInputError: It is no snapshot, or was changed since it was written.
    """
    return _checked(fit(SnapshotFile, dict(table), name), name)


def _checked(loaded: SnapshotFile | list[Problem], name: str) -> Snapshot:
    if isinstance(loaded, list):
        raise InvalidInputError(loaded)
    made = Snapshot(
        loaded.taken_at,
        {
            part: {key: entry.says for key, entry in entries.items()}
            for part, entries in loaded.parts.items()
        },
    )
    if made.digest != loaded.digest:
        wrong = "The snapshot was changed since it was written: its digest does not fit."
        raise InvalidInputError([Problem(name, "digest", wrong, "Use the file as it was written.")])
    return made

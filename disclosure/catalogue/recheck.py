"""Loads the list of what must be looked at again before anybody relies on the library."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from disclosure.catalogue.formats import Schema, Text
from disclosure.catalogue.vocabulary import twice
from disclosure.files import FileModel, load
from disclosure.law.library import Recheck
from disclosure.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

NAME = "forms/recheck.toml"


class RecheckFormat(FileModel):
    """Something to look at again."""

    id: Text
    what: Text
    why: Text
    where: Text
    concerns: list[Text]
    listed_on: date


class RecheckFile(FileModel):
    """`recheck.toml`, the greatest risk first."""

    schema_: Schema = Field(alias="schema")
    entries: Annotated[list[RecheckFormat], Field(min_length=1)]


def dangling(recheck: Iterable[Recheck], known: Collection[str]) -> Iterator[Problem]:
    """Report an entry of the list that concerns nothing there is.

    Args:
        recheck: The list.
        known: The ids of rules, and of what is no duty.
    """
    for entry in recheck:
        for n, name in enumerate(entry.concerns):
            if name not in known:
                path = f"entries[{entry.rank - 1}].concerns[{n}]"
                yield Problem(NAME, path, f"There is no rule '{name}'.", "Mend it or take it out.")


def load_recheck(path: Path, problems: list[Problem]) -> tuple[Recheck, ...]:
    """Read the list in its order of risk; whatever is wrong is added to the problems."""
    loaded = load(RecheckFile, path, NAME)
    if isinstance(loaded, list):
        problems += loaded
        return ()
    twice(problems, NAME, "entries", [entry.id for entry in loaded.entries])
    return tuple(
        Recheck(n, e.id, e.what, e.why, e.where, tuple(e.concerns), e.listed_on)
        for n, e in enumerate(loaded.entries, start=1)
    )

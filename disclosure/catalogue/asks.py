"""Loads what a single regime asks: the `asks.toml` that may stand beside its law.

A regime that needs a question nobody else asks brings it along, so that a folder can be added to
the library, or kept in a local catalogue, without a change to any file that others share.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pydantic import Field

from disclosure.catalogue.formats import (
    AskWhenFormat,
    AuthorityFormat,
    JudgementFormat,
    QuestionFormat,
    Schema,
)
from disclosure.files import FileModel, Loaded, load_most
from disclosure.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

ASKS = "asks.toml"
KEY_LINE = re.compile(r"^\s*(?:key|id)\s*=\s*[\"'“”]([^\"'“”\n]+)", re.MULTILINE)
M = TypeVar("M", bound=FileModel)


class AskedFactFormat(QuestionFormat):
    """A fact of one regime: it also says when its question is asked."""

    ask_when: list[AskWhenFormat] = Field(default=[])
    offer_now: bool | None = None


class AsksFile(FileModel):
    """`regimes/<regime>/asks.toml`."""

    schema_: Schema = Field(alias="schema")
    facts: list[AskedFactFormat] = Field(default=[])
    answers: list[QuestionFormat] = Field(default=[])
    judgements: list[JudgementFormat] = Field(default=[])
    authorities: list[AuthorityFormat] = Field(default=[])


@dataclass(frozen=True, slots=True)
class Asks:
    """What one regime asks, and the file it stands in as messages name it."""

    file: str
    form: AsksFile


def load_asks(
    forms: Path,
    local: Path | None,
    problems: list[Problem],
    refused: dict[str, str] | None = None,
) -> tuple[Asks, ...]:
    """Read what the regimes ask, the shipped ones first.

    Args:
        forms: The folder of the shipped files.
        local: The local catalogue, where there is one.
        problems: Where to add what is wrong.
        refused: Where to add the names of entries that are wrong, with their file.
    """
    found: list[Asks] = []
    for path, name in _files(forms, local):
        most = load_most(AsksFile, path, name)
        problems += most.problems
        if most.form:
            found.append(Asks(name, most.form))
        if refused is not None:
            refused |= named_in(most, name) or _names_of_unread(most, path, name)
    return tuple(found)


def named_in(most: Loaded[M], file: str) -> dict[str, str]:
    """Give the keys of the entries of a file that were left out, each with the file."""
    entries = [each for each in most.left_out if isinstance(each, dict)]
    keys = [each.get("key", each.get("id", each.get("record"))) for each in entries]
    return {key: file for key in keys if isinstance(key, str)}


def _names_of_unread(most: Loaded[M], path: Path, file: str) -> dict[str, str]:
    """Give the keys of a file that could not be read as TOML, from its lines."""
    if most.form is not None:
        return {}
    text = path.read_bytes().decode("utf-8", errors="replace")
    return dict.fromkeys(KEY_LINE.findall(text), file)


def places(asks: Iterable[Asks], part: str) -> dict[str, tuple[str, str]]:
    """Give where each key stands that a regime brings along: its file, and the place in it.

    Args:
        asks: What the regimes ask.
        part: The list of the file: `facts`, `answers`, `judgements`.
    """
    return {
        form.key: (each.file, f"{part}[{number}]")
        for each in asks
        for number, form in enumerate(getattr(each.form, part))
    }


def regime_folders(forms: Path, local: Path | None) -> Iterator[tuple[Path, str]]:
    """Give every folder of a regime with its name in messages, the shipped ones first."""
    for root, label in ((forms, "forms"), (local, str(local))):
        if root is not None:
            for folder in sorted(p for p in (root / "regimes").glob("*") if p.is_dir()):
                yield folder, f"{label}/regimes/{folder.name}"


def _files(forms: Path, local: Path | None) -> Iterator[tuple[Path, str]]:
    for folder, where in regime_folders(forms, local):
        path = folder / ASKS
        if path.exists():
            yield path, f"{where}/{ASKS}"


def asked_before(
    asks: Iterable[Asks], part: str, taken: Sequence[str], key: str = "key"
) -> Iterator[Problem]:
    """Report a key that a file shared by all, or an earlier regime, has already.

    Args:
        asks: What the regimes ask.
        part: The list of the file: `facts`, `answers`, `judgements`, `authorities`.
        taken: The keys of the shared file.
        key: The name of the key.
    """
    seen = dict.fromkeys(taken, "a file shared by all regimes")
    for each in asks:
        for number, form in enumerate(getattr(each.form, part)):
            name = getattr(form, key)
            if name in seen:
                wrong = f"'{name}' is given by {seen[name]} already."
                path = f"{part}[{number}].{key}"
                yield Problem(each.file, path, wrong, "Use that one, or choose another key.")
            seen.setdefault(name, each.file)

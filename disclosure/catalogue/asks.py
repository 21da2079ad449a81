"""Loads what a single regime asks: the `asks.toml` that may stand beside its law.

A regime that needs a question nobody else asks brings it along, so that a folder can be added to
the library, or kept in a local catalogue, without a change to any file that others share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from disclosure.catalogue.formats import (
    AskWhenFormat,
    AuthorityFormat,
    JudgementFormat,
    QuestionFormat,
    Schema,
)
from disclosure.files import FileModel, load
from disclosure.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

ASKS = "asks.toml"


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


def load_asks(forms: Path, local: Path | None, problems: list[Problem]) -> tuple[Asks, ...]:
    """Read what the regimes ask, the shipped ones first; whatever is wrong is added."""
    found: list[Asks] = []
    for path, name in _files(forms, local):
        loaded = load(AsksFile, path, name)
        if isinstance(loaded, list):
            problems += loaded
        else:
            found.append(Asks(name, loaded))
    return tuple(found)


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

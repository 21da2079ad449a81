"""Loads what is known of other languages than British English; none is shipped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from disclosure.catalogue.formats import Schema, Text
from disclosure.files import FileModel, load
from disclosure.problems import Problem, nearest
from disclosure.words.house import WORDS
from disclosure.words.keys import BRITISH, TAG
from disclosure.words.tongues import Tongue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LANGUAGES = "templates/languages"


class LanguageFile(FileModel):
    """`templates/languages/<tag>.toml`: how a language hedges, and its words of the house."""

    schema_: Schema = Field(alias="schema")
    hedges: Annotated[list[Text], Field(min_length=1)]
    house: dict[str, Text] = Field(default={})


def load_tongues(
    folder: Path, label: str, held: Mapping[str, Tongue], problems: list[Problem]
) -> dict[str, Tongue]:
    """Read the languages of a folder; whatever is wrong is added to `problems`.

    Args:
        folder: The folder.
        label: How messages begin the name of a file in it.
        held: The languages known before; words of the house given here stand before theirs.
        problems: Where to add what is wrong.
    """
    found = dict(held)
    for path in sorted(folder.glob("*.toml")):
        name = f"{label}{LANGUAGES}/{path.name}"
        form = load(LanguageFile, path, name)
        if isinstance(form, list):
            problems += form
            continue
        wrong = [*_wrong(path.stem, form, name)]
        if wrong:
            problems += wrong
            continue
        before = found.get(path.stem, Tongue(path.stem, ()))
        hedges = tuple(dict.fromkeys((*before.hedges, *form.hedges)))
        found[path.stem] = replace(before, hedges=hedges, house={**before.house, **form.house})
    return found


def _wrong(language: str, form: LanguageFile, name: str) -> Iterator[Problem]:
    if language == BRITISH or not TAG.fullmatch(language):
        wrong = f"'{language}' is no other language."
        yield Problem(name, "file name", wrong, "Name the file after a BCP 47 tag: cy.toml.")
    for word in form.house:
        if word not in WORDS:
            wrong = f"There is no word of the house '{word}'."
            yield Problem(name, f"house.{word}", wrong, nearest(word, WORDS))


def no_language(file: str, language: str) -> Problem:
    """Say that nothing is known of the language of a text."""
    wrong = f"There is no language '{language}', and no text of it is taken for another."
    allowed = f"Write {LANGUAGES}/{language}.toml first; templates/README.md says how."
    return Problem(file, "file name", wrong, allowed)

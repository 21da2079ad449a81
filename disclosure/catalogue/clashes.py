"""Loads which answers of the profile, and which markets of one security, exclude each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from disclosure.catalogue.formats import Schema, Text
from disclosure.files import FileModel, load
from disclosure.problems import Problem, nearest, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from disclosure.facts.vocabulary import Vocabulary

FILE = "forms/clashes.toml"


class ClashFormat(FileModel):
    """Answers or markets that exclude each other."""

    answers: dict[str, Text] = Field(default={})
    venues: list[Text] = Field(default=[])
    says: Text
    possible: bool = False


class ClashesFile(FileModel):
    """`clashes.toml`."""

    schema_: Schema = Field(alias="schema")
    clashes: list[ClashFormat]


@dataclass(frozen=True, slots=True)
class Clash:
    """What cannot be so together.

    Attributes:
        answers: Answers of the profile, by key.
        venues: Markets on which one security cannot be at once.
        says: What clashes and why, in one sentence.
        is_possible: It may be right; whoever answers is only told.
    """

    answers: Mapping[str, str]
    venues: frozenset[str]
    says: str
    is_possible: bool = False

    def is_in(self, profile: Mapping[str, str]) -> bool:
        """Say whether a profile gives all of its answers."""
        return bool(self.answers) and all(profile.get(k) == v for k, v in self.answers.items())


def load_clashes(forms: Path, vocabulary: Vocabulary, problems: list[Problem]) -> tuple[Clash, ...]:
    """Read what excludes what; whatever is wrong is added to `problems`."""
    path = forms / "clashes.toml"
    if not path.exists():
        return ()
    loaded = load(ClashesFile, path, FILE)
    if isinstance(loaded, list):
        problems += loaded
        return ()
    for number, form in enumerate(loaded.clashes):
        problems += _wrong(form, f"clashes[{number}]", vocabulary)
    return tuple(
        Clash(form.answers, frozenset(form.venues), form.says, form.possible)
        for form in loaded.clashes
    )


def _wrong(form: ClashFormat, path: str, vocabulary: Vocabulary) -> Iterator[Problem]:
    if bool(form.answers) is bool(form.venues):
        wrong = "A clash is one of answers, or one of markets."
        yield Problem(FILE, path, wrong, "Write either `answers` or `venues`.")
    for key, value in form.answers.items():
        question = vocabulary.profile.get(key)
        if question is None:
            wrong = f"There is no profile answer '{key}'."
            yield Problem(FILE, f"{path}.answers", wrong, nearest(key, tuple(vocabulary.profile)))
        elif value not in question.closed:
            wrong = f"'{value}' is not a value that {key} can have."
            yield Problem(FILE, f"{path}.answers.{key}", wrong, one_of(question.closed))

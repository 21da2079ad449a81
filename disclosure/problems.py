"""What is wrong with a file, said so that its author can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHOWN = 60


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with one file.

    Attributes:
        file: The file as the user named it.
        path: The key path inside the file, `facts[3].standing`, or a line, `line 12`; may be empty.
        wrong: What is wrong, as a sentence.
        allowed: What is allowed or what to do, as a sentence; may be empty.
    """

    file: str
    path: str
    wrong: str
    allowed: str = ""

    def __str__(self) -> str:
        """Give the problem as one line: where, what, what to do."""
        where = f"{self.file}: {self.path}" if self.path else self.file
        return f"{where}: {self.wrong} {self.allowed}".rstrip()


class ProblemsError(ValueError):
    """A file was refused; carries every problem found, not the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in a stable order."""
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class CatalogueError(ProblemsError):
    """A law, vocabulary or notice file is wrong; the product does not start on it."""


class InvalidInputError(ProblemsError):
    """What the user handed in was refused as a whole; nothing of it was used."""


class NotFoundError(LookupError):
    """There is no such thing, or it is not the user's to see."""


def shown(value: object) -> str:
    """Give a value as it may stand in a message: short, and without control characters."""
    text = value if isinstance(value, str) else str(value)
    clean = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return clean if len(clean) <= SHOWN else clean[: SHOWN - 1] + "…"


def one_of(options: Sequence[str]) -> str:
    """Give a closed list as a sentence: 'Allowed: a, b, c.'."""
    return f"Allowed: {', '.join(options)}."

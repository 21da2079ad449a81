"""What is wrong with a file, said so that its author can mend it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

SHOWN = 60
"""Characters of a value that a message repeats."""
OPTIONS_SHOWN = 30
LONGEST_NUMBER = 64
"""Bits; Python refuses to write out numbers that are much longer."""

NAMED: dict[type | tuple[type, ...], str] = {
    type(None): "null",
    Mapping: "a table",
    (list, tuple): "a list",
}
"""Values that a message names rather than repeats."""


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
        self.problems: tuple[Problem, ...] = in_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class CatalogueError(ProblemsError):
    """A law, vocabulary or notice file is wrong; the product does not start on it."""


class InvalidInputError(ProblemsError):
    """What the user handed in was refused as a whole; nothing of it was used."""


class NotFoundError(LookupError):
    """There is no such thing, or it is not the user's to see."""


class ForbiddenError(PermissionError):
    """The person may not do this, whatever the state of things; says which role may."""


class RuleError(ValueError):
    """The move is not allowed now; says which rule, why, and what to do instead."""

    def __init__(self, rule: str, message: str) -> None:
        """Keep the rule's id, in kebab-case, beside the words."""
        self.rule = rule
        super().__init__(message)


class ConflictError(RuleError):
    """Somebody else has changed it in the meantime."""


class ValueRefusedError(ValueError):
    """One value is refused; where it stands is known to whoever reads the file."""

    def __init__(self, wrong: str, allowed: str = "") -> None:
        """Keep what is wrong and what is allowed apart."""
        self.wrong, self.allowed = wrong, allowed
        super().__init__(f"{wrong} {allowed}".rstrip())


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give problems once each, by file and place; `facts[2]` comes before `facts[10]`."""
    return tuple(sorted(set(problems), key=_order))


def _order(problem: Problem) -> tuple[str, list[tuple[int, str]], str, str]:
    parts = re.split(r"([0-9]{1,18})", problem.path)
    place = [(int(part), "") if n % 2 else (0, part) for n, part in enumerate(parts)]
    return problem.file, place, problem.wrong, problem.allowed


def shown(value: object) -> str:
    """Give a value as it may stand in a message: short, and without control characters."""
    text = value if isinstance(value, str) else _written(value)
    return printable(text if len(text) <= SHOWN else text[: SHOWN - 1] + "…")


def printable(text: str) -> str:
    """Give text without control characters, which could write on a reader's terminal."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def quoted(value: object) -> str:
    """Give text in quotation marks, and anything else without."""
    return f"'{shown(value)}'" if isinstance(value, str) else shown(value)


def _written(value: object) -> str:
    """Write a value as its author wrote it, not as Python would; a table or list is named."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and value.bit_length() > LONGEST_NUMBER:
        return "a very large number"
    if isinstance(value, date):
        return value.isoformat()
    for kinds, words in NAMED.items():
        if isinstance(value, kinds):
            return words
    return str(value)


def one_of(options: Sequence[str]) -> str:
    """Give a closed list as a sentence: 'Allowed: a, b, c.'."""
    if not options:
        return "Nothing is allowed here."
    more = len(options) - OPTIONS_SHOWN
    rest = f" and {more} more" if more > 0 else ""
    return f"Allowed: {', '.join(options[:OPTIONS_SHOWN])}{rest}."


def nearest(value: object, options: Sequence[str]) -> str:
    """Give a closed list as a sentence, and before it the option that was likely meant."""
    return f"{meant(value, options)} {one_of(options)}".lstrip()


def meant(value: object, options: Iterable[str]) -> str:
    """Ask whether the option nearest to a value was meant; nothing where none is near."""
    near = difflib.get_close_matches(shown(value), list(options), n=1)
    return f"Did you mean '{near[0]}'?" if near and near[0] != value else ""

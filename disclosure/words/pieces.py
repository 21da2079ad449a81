"""Cuts a notice file into its tags and the text between them; shared pieces go in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from disclosure.problems import meant
from disclosure.words.slips import OF_JINJA, Slip, meant_tag, mended

PIECE = re.compile(r"(\{#.*?#\}|\{%-?.*?-?%\})", re.DOTALL)
RANKED = ("say", "each", "together", "fixed")
BLOCKS = ("say", "each", "together", "fixed", "question")
OPENINGS = ("when", "intro")
OURS = frozenset(
    (*BLOCKS, *(f"end{name}" for name in BLOCKS), *OPENINGS, "heading", "include", "gap")
)
COMMENT, COMMENT_LINE = "\f", "\v"
"""What is left of a comment: white space that is no blank line, yet counts as lines."""

DEEPEST_INCLUDE = 3


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a notice file.

    Attributes:
        file: The file it stands in: the notice's own, or a shared piece's.
        line: The line, counted from 1.
    """

    file: str
    line: int
    wrong: str
    allowed: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A tag of ours, or the text between two of them."""

    tag: str
    text: str
    line: int
    file: str

    @property
    def is_unknown(self) -> bool:
        """Say whether it is a tag there is none of, so that nothing can be made of it."""
        return bool(self.tag) and self.tag not in OURS


@dataclass(frozen=True, slots=True)
class Cutter:
    """Cuts files into pieces.

    Attributes:
        shared: The shared pieces, by name.
        faults: Where to add what is wrong.
        included: Where to add the names of the shared pieces that were put in.
    """

    shared: Mapping[str, str]
    faults: list[Fault]
    included: set[str]

    def cut(self, source: str, file: str, line: int, depth: int = 0) -> list[Piece]:
        """Cut a file at our tags; what Jinja owns inside a wording stays text.

        Args:
            source: The text.
            file: Its name, for faults.
            line: The line its first character stands on.
            depth: How many pieces it is included through.
        """
        pieces: list[Piece] = []
        parts, slips = _parted(source)
        self.faults.extend(Fault(file, line + s.line - 1, s.wrong, s.allowed) for s in slips)
        for part in parts:
            if part.startswith("{#"):
                pieces.append(Piece("", COMMENT + COMMENT_LINE * part.count("\n"), line, file))
            elif part.startswith("{%"):
                pieces += self._tag(part, file, line, depth)
            elif part:
                pieces.append(Piece("", part, line, file))
            line += part.count("\n")
        return _joined(pieces)

    def _tag(self, part: str, file: str, line: int, depth: int) -> list[Piece]:
        word, rest = [*part.strip("{}%-").split(maxsplit=1), "", ""][:2]
        if word in OURS:
            if word == "include":
                name, _, rank = rest.strip().partition(" ")
                return [
                    _ranked(piece, rank.strip())
                    for piece in self._include(name.strip('"'), file, line, depth)
                ]
            return [Piece(word, rest.strip(), line, file)]
        if not word or word in OF_JINJA:
            return [Piece("", part, line, file)]
        known, how = meant_tag(word, rest, OURS)
        how = how or f"The tags are: {', '.join(sorted(OURS))}."
        self.faults.append(Fault(file, line, f"There is no tag '{word}'.", how))
        if not known:
            return [Piece(word, rest.strip(), line, file)]
        kept = "" if known == f"end{rest.strip()}" else rest
        return self._tag(f"{{% {known} {kept} %}}", file, line, depth)

    def _include(self, name: str, file: str, line: int, depth: int) -> list[Piece]:
        wrong, how = "", ""
        if name not in self.shared:
            wrong = f"There is no shared piece '{name}'."
            near = meant(name.removesuffix(".j2"), self.shared)
            how = near or "Shared pieces lie in notices/_shared/."
            if name.removesuffix(".j2") in self.shared:
                how = f'Write {{% include "{name.removesuffix(".j2")}" %}}.'
        elif depth >= DEEPEST_INCLUDE:
            wrong = f"'{name}' is included in a piece of a piece of a piece, or in itself."
            how = "Write it out here."
        if wrong:
            self.faults.append(Fault(file, line, wrong, how))
            return []
        self.included.add(name)
        return self.cut(self.shared[name], f"_shared/{name}.j2", 1, depth + 1)


def _ranked(piece: Piece, rank: str) -> Piece:
    """Give a block of a shared piece the rank that the notice gives the piece."""
    is_block = piece.tag in RANKED and " rank=" not in piece.text
    return replace(piece, text=f"{piece.text} {rank}") if rank and is_block else piece


@lru_cache(maxsize=512)
def _parted(source: str) -> tuple[tuple[str, ...], tuple[Slip, ...]]:
    """Part a file at its tags, with what had to be mended for that."""
    # What marks our remarks must not be in the text, or its lines would be miscounted.
    whole, slips = mended(source.replace(COMMENT, " ").replace(COMMENT_LINE, " "))
    return tuple(PIECE.split(whole)), slips


def without_comments(text: str) -> str:
    """Give a text with the lines of its comments, and without the comments."""
    return text.replace(COMMENT, "").replace(COMMENT_LINE, "\n")


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Join neighbouring text, so that a wording with its own {% if %} is one piece.

    A tag there is none of is left out, unless what follows shows that it was to open a block.
    """
    joined: list[Piece] = []
    for n, piece in enumerate(pieces):
        if piece.is_unknown and _next_tag(pieces[n + 1 :]) not in OPENINGS:
            continue
        if joined and not piece.tag and not joined[-1].tag and piece.file == joined[-1].file:
            last = joined[-1]
            joined[-1] = replace(last, text=last.text + piece.text)
        else:
            joined.append(piece)
    return joined


def _next_tag(pieces: Sequence[Piece]) -> str:
    return next((piece.tag for piece in pieces if piece.tag), "")

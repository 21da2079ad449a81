"""Mends, and says, how the tags of a notice are mistyped: a bracket too few, a letter astray.

One slip of a finger would otherwise make everything after it unreadable, and hide its own place
behind complaints about what is right. So each is said once, where it stands, and read as meant.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

BRACKETS: Final = re.compile(r"\{#|#\}|\{ +[%{]|[%}] +\}|\{%-?|-?%\}|\{\{|\}\}|[{}]")
TAG, PRINT = "{%", "{{"
SHOWN: Final = 40
ENDS: Final = {TAG: "%}", PRINT: "}}"}
OF_JINJA: Final = (
    *("if", "elif", "else", "endif", "for", "endfor", "set", "endset", "macro", "call", "filter"),
    *("raw", "endraw", "extends", "block", "import", "from", "with", "autoescape", "do"),
)
"""Words that are tags elsewhere: a wording says of each itself why it has none."""
READS_LIKE: Final = 0.7


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip, and what to do about it; the line counts from the first of the text."""

    line: int
    wrong: str
    allowed: str


@dataclass(slots=True)
class _Reader:
    """Goes from bracket to bracket, and writes down the text as it was meant."""

    source: str
    written: list[str] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    opened: str = ""
    opened_at: int = 0
    kept_to: int = 0

    def read(self) -> tuple[str, tuple[Slip, ...]]:
        for match in BRACKETS.finditer(self.source):
            if match.start() >= self.kept_to:
                self.bracket(match.group(), match.start(), match.end())
        if self.opened:
            self.close_open(len(self.source))
        self.keep(len(self.source))
        return "".join(self.written), tuple(self.slips)

    def bracket(self, found: str, start: int, end: int) -> None:
        mark = found.replace(" ", "").replace("-", "")
        if mark == "{#" and not self.opened:
            self.remark(start)
        elif self.opened:
            self.inside(found, mark, start, end)
        elif mark in ENDS:
            if " " in found:
                self.say(start, f"'{found}' holds a space.", f"Write {mark} without it.")
                self.put(start, mark, end)
            self.opened, self.opened_at = mark, start
        else:
            self.astray(mark, start)

    def inside(self, found: str, mark: str, start: int, end: int) -> None:
        """Read a bracket where a tag, or the name of a fact, waits for its end."""
        if mark in (TAG, PRINT, "{#"):
            self.close_open(start)
            self.bracket(found, start, end)
        elif mark == ENDS[self.opened]:
            if " " in found:
                self.say(start, f"'{found}' holds a space.", f"Write {mark} without it.")
                self.put(start, mark, end)
            self.opened = ""
        elif mark == "{":
            self.astray(mark, start)
        else:
            self.say(self.opened_at, *self.not_closed())
            self.put(start, ENDS[self.opened], end)
            self.opened = ""

    def close_open(self, before: int) -> None:
        """Close what was never closed: a tag at the end of its line; a name is left out."""
        self.say(self.opened_at, *self.not_closed())
        line_end = self.source.find("\n", self.opened_at)
        at = before if line_end < 0 else min(line_end, before)
        if self.opened == TAG:
            self.put(max(at, self.kept_to), " %}", at)
        elif self.opened_at >= self.kept_to:
            self.put(self.opened_at, "", at)
        self.opened = ""

    def not_closed(self) -> tuple[str, str]:
        rest = self.source[self.opened_at + 2 :].split("\n", 1)[0]
        begun = f"{self.opened}{re.split('[{}]', rest, maxsplit=1)[0]}"[:SHOWN].rstrip()
        return f"'{begun}' is not closed.", f"Write {ENDS[self.opened]} where it ends."

    def remark(self, start: int) -> None:
        end = self.source.find("#}", start)
        if end >= 0:
            self.keep(end + 2)
            return
        self.say(start, "The remark that begins with {# never ends.", "Write #} where it ends.")
        self.put(start, "\n" * self.source.count("\n", start), len(self.source))

    def astray(self, mark: str, start: int) -> None:
        wrong = f"A '{mark}' stands alone here, and would be printed."
        how = (
            "A fact is printed with two brackets on either side, {{ THE.FACT }}; a tag is {% … %}."
        )
        self.say(start, wrong, how)

    def say(self, at: int, wrong: str, allowed: str) -> None:
        line = self.source.count("\n", 0, at) + 1
        # Where one bracket is missing its partner is astray: one of the two says enough.
        if not any(slip.line == line for slip in self.slips):
            self.slips.append(Slip(line, wrong, allowed))

    def put(self, start: int, text: str, end: int) -> None:
        self.keep(start)
        self.written.append(text)
        self.kept_to = max(end, self.kept_to)

    def keep(self, to: int) -> None:
        self.written.append(self.source[self.kept_to : to])
        self.kept_to = max(to, self.kept_to)


@lru_cache(maxsize=1024)
def mended(source: str) -> tuple[str, tuple[Slip, ...]]:
    """Give a text with its brackets as they were meant, and every slip in them.

    The lines stay as they are, so that other complaints name the right ones.
    """
    return _Reader(source).read()


def meant_tag(word: str, rest: str, known: frozenset[str]) -> tuple[str, str]:
    """Give the tag a mistyped one stands for, and the words to say so; none, if none is near.

    Args:
        word: The first word of the tag.
        rest: What follows it.
        known: The tags there are.
    """
    # "end say" is one word to us.
    joined = f"end{rest.strip()}"
    if word == "end" and joined in known:
        return joined, f"Write it as one word: {{% {joined} %}}."
    near = difflib.get_close_matches(word.lower(), sorted(known), n=1, cutoff=READS_LIKE)
    return (near[0], f"Did you mean '{near[0]}'?") if near else ("", "")

"""A text that was written elsewhere: what of it is taken, and its sentences."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from disclosure.casefile.values import clean_text
from disclosure.problems import InvalidInputError, Problem, ValueRefusedError
from disclosure.words.prose import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 20_000
"""Characters; the longest notice has half of it."""
MOST_SENTENCES: Final = 150
LONGEST_SENTENCE: Final = 2_000
"""Characters of one sentence that is read; a longer one is shown as not read, and cannot stay."""
FIELD: Final = "text"
EMPTY: Final = "Paste the text, or type it."
SHORTER: Final = "Paste one text at a time, without what stands around it."

_BREAKS: Final = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
"""What word processors and browsers put where a line ends."""
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Hyphenation marks and joiners, which come along unasked and say nothing."""
_MARK: Final = re.compile(r"^\s*(?:[•◦▪●‣·*–—-]\s+|\(?\d{1,2}[.)]\s+)")
"""What stands before an item of a list."""
_ENDS: Final = re.compile(r"[.!?…:;][\"'“”’)\]]*$")
_CELLS: Final = re.compile(r"\t+|\|")
"""What stands between the cells of a table, or behind the mark of an item."""
_WRAPPED: Final = 60
"""A line that is shorter than this was ended by a person and not by a program."""
_BINARY: Final = ("Cc", "Cn", "Co", "Cs")
_SHOWN_OF_SENTENCE: Final = 60


def sentences_of(text: str) -> tuple[str, ...]:
    """Split a text into its sentences.

    Args:
        text: What was pasted.

    Raises:
        InvalidInputError: There is none, it is too long, or it is no plain text.
    """
    _refuse_long(text.strip(), 2 * LONGEST)
    tidy = _CELLS.sub("\n\n", _UNSEEN.sub("", _BREAKS.sub("\n", text))).strip()
    _refuse_unreadable(tidy)
    found = tuple(" ".join(each.split()) for line in _lines(tidy) for each in sentences(line))
    if not found:
        raise _refused(EMPTY, "")
    if len(found) > MOST_SENTENCES:
        wrong = f"It has {len(found)} sentences; at most {MOST_SENTENCES} are read at once."
        raise _refused(wrong, SHORTER)
    for each in found:
        _refuse_unclean(each)
    return found


def printable(text: str) -> str:
    """Give a text as a page can show it: a sign stands for each character nobody can read."""
    shown = _BREAKS.sub("\n", text)
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_binary(char) else char for char in shown)


def _refuse_long(text: str, limit: int) -> None:
    if len(text) > limit:
        wrong = f"It has {len(text):,} characters; at most {LONGEST:,} are read at once."
        raise _refused(wrong, SHORTER)


def _refuse_unreadable(text: str) -> None:
    if not text:
        raise _refused(EMPTY, "")
    _refuse_long(text, LONGEST)
    odd = next((c for c in text if _is_binary(c)), "")
    if odd:
        wrong = f"This is no plain text: it holds a character nobody can read (U+{ord(odd):04X})."
        allowed = "Open the file in the program it was written with, and copy the words from there."
        raise _refused(wrong, allowed)


def _is_binary(char: str) -> bool:
    if char in "\n\t":
        return False
    return char == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(char) in _BINARY


def _refuse_unclean(sentence: str) -> None:
    try:
        clean_text(sentence)
    except ValueRefusedError as error:
        wrong = f"{error.wrong} It stands in “{_begins(sentence)}”."
        raise _refused(wrong, error.allowed) from None


def _begins(sentence: str) -> str:
    is_short = len(sentence) <= _SHOWN_OF_SENTENCE
    return sentence if is_short else f"{sentence[:_SHOWN_OF_SENTENCE].rstrip()}…"


def _refused(wrong: str, allowed: str) -> InvalidInputError:
    return InvalidInputError([Problem("", FIELD, wrong, allowed)])


# ---- Lines ---------------------------------------------------------------------------------------


def _lines(text: str) -> Iterator[str]:
    """Give paragraphs and items of lists; lines that a program wrapped are joined again."""
    held, last = "", ""
    for raw in text.split("\n"):
        line = " ".join(raw.split())
        if held and (not line or not _goes_on(last, line)):
            yield held
            held = ""
        if line:
            held, last = (f"{held} {line}" if held else _MARK.sub("", line)), line
    if held:
        yield held


def _goes_on(last: str, line: str) -> bool:
    """Say whether a line goes on with the one before it."""
    if _MARK.match(line) or _ENDS.search(last):
        return False
    return line[0].islower() or len(last) >= _WRAPPED

"""Reads the top of a notice file and its name, and says in plain words what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from disclosure.files import toml_table
from disclosure.problems import Problem
from disclosure.words.keys import TAG
from disclosure.words.terms import TagError, Tokens, conditions, options

if TYPE_CHECKING:
    from disclosure.words.blocks import Term

FENCE: Final = "+++"
VOLUNTARY, INSIDE = "voluntary", "inside"
WITHOUT_DUTY = (VOLUNTARY, INSIDE)
"""Folders of texts that no law asks for: for readers outside, and for those who are in on it."""
ENDING: Final = ".j2"
FILE_NAME, TOP = "file name", "top of the file"
LINE: Final = re.compile(r"line (\d+)")
TABLE: Final = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]\]?")
KEY: Final = re.compile(r"\s*([\w-]+)\s*=\s*(.*)")
ENTRY: Final = re.compile(r"([\w-]+)\[(\d+)\](?:\.([\w-]+))?")
LANGUAGE: Final = re.compile(r"\.[a-z]{2,3}-[A-Z]{2}$")
QUOTES: Final = "\"'"
BENT: Final = re.compile("[\u2018-\u201f]")


# ---- The name of the file ----------------------------------------------------------------------


def misnamed(path: Path, name: str) -> Problem:
    """Say why the name of a file says nothing of its notice."""
    return Problem(name, FILE_NAME, *_why_misnamed(path.parent.name, path.name))


def _why_misnamed(folder: str, file: str) -> tuple[str, str]:
    parts = file.removesuffix(ENDING).split(".")
    free = folder in WITHOUT_DUTY
    wanted = "kind.audience.language" if free else "provision.stage.audience.language"
    example = "letter.staff.en-GB.j2" if free else "33.initial.authority.en-GB.j2"
    if not TAG.fullmatch(parts[-1]):
        wrong = f"The name does not end in a language: '{parts[-1]}' is none."
        return wrong, f"Write {wanted}: {example}."
    if not free and len(parts) == len(("kind", "audience", "language")):
        wrong = f"The folder '{folder}' is that of a law, but the name has no provision and stage."
        how = (
            f"A text no law asks for lies in {VOLUNTARY}/ or {INSIDE}/; for others write {wanted}."
        )
        return wrong, how
    wrong = f"The name has {len(parts)} parts between its full stops, not {wanted.count('.') + 1}."
    return wrong, f"Write {wanted}: {example}."


def unread_files(folder: Path, label: str) -> list[Problem]:
    """Report files that were meant for notices by their names, and are passed over.

    Args:
        folder: What holds the folders of notices.
        label: How messages begin the names of files in it.
    """
    found = []
    for path in sorted(folder.glob("*/*")):
        meant_so = ENDING in path.name.lower() or LANGUAGE.search(path.name)
        if meant_so and not path.name.endswith((ENDING, "~")) and not path.name.startswith("."):
            wrong = "The name does not end in .j2, so the file is not read."
            how = "End it in .j2; an editor may have added .txt, which some folders do not show."
            name = f"{label}{path.parent.name}/{path.name}"
            found.append(Problem(name, FILE_NAME, wrong, how))
    return found


# ---- Between the fences ------------------------------------------------------------------------


def unfenced(text: str, name: str) -> Problem:
    """Say why what describes a notice cannot be told from its words."""
    begins = text.lstrip().startswith(FENCE)
    first = (
        "" if begins else f"begins with '{text.strip().split(chr(10))[0][:20]}', not with {FENCE}."
    )
    if not text.strip():
        first = "is empty."
    wrong = first or f"has no second line of {FENCE}."
    how = f"What describes the text stands at its top, between two lines of {FENCE}."
    return Problem(name, "line 1", f"The file {wrong}", how)


def read_top(text: str, name: str) -> Mapping[str, object] | Problem:
    """Read what stands between the fences, or say what is wrong with it and on which line.

    Args:
        text: What stands before the second fence, without the first; its lines are the file's.
        name: The file as messages name it.
    """
    if not text.strip():
        return Problem(name, TOP, "It is empty.", "Begin with title, layout, ready and why.")
    table = toml_table(text, name)
    if not isinstance(table, Problem):
        return table
    found = LINE.fullmatch(table.path)
    number = int(found[1]) if found else 1
    slip = _slip(text.split("\n"), number, table.wrong)
    return Problem(name, f"line {number}", *slip) if slip else table


def _slip(lines: Sequence[str], number: int, said: str) -> tuple[str, str] | None:
    """Say how a line of the top was mistyped, where it is in a way that is seen often."""
    line = (lines[number - 1 : number] or [""])[0]
    match = KEY.match(line)
    key, value = (match[1], match[2].strip()) if match else ("", "")
    if BENT.search(line):
        return None
    if "a key twice" in said:
        return f"'{key}' stands twice at the top of the file.", "Keep one of them."
    if value[:1] not in tuple(QUOTES) and re.fullmatch(r"[A-Za-z][^\"']*", value):
        return f"The value of '{key}' lacks its quotation marks.", f'Write {key} = "{value}".'
    if key == "offer_when" and value.count('"') > 2:  # noqa: PLR2004 - a row of plain words has two
        wrong = "The quotation marks of this row end too early."
        return (
            wrong,
            """Enclose a row in single ones, and its values in double ones: ['… = "…"'].""",
        )
    if value and value[0] in QUOTES and value.count(value[:1]) % 2:
        return f"The quotation mark of '{key}' is not closed.", "Write the second one."
    return None


def on_lines(problems: Sequence[Problem], text: str) -> list[Problem]:
    """Give problems of the top with the line each stands on, before the key that it had.

    Args:
        problems: What is wrong with the keys.
        text: What stands before the second fence.
    """
    return [
        Problem(each.file, f"line {line}, {each.path}", each.wrong, _with_hint(each))
        for each in problems
        for line in (_line_of(each.path, text.split("\n")),)
    ]


def _with_hint(problem: Problem) -> str:
    """Say of a key in an entry where keys of the whole text belong, as TOML takes the nearest."""
    if ENTRY.match(problem.path) and problem.wrong.startswith("There is no key"):
        return f"{problem.allowed} What describes the whole text stands above the first [[fixed]]."
    return problem.allowed


def _line_of(path: str, lines: Sequence[str]) -> int:
    """Find the line of a key, of an entry of a list of tables, or else the first one."""
    heads = [n for n, line in enumerate(lines, start=1) if TABLE.match(line)]
    entry = ENTRY.fullmatch(path)
    if entry is None:
        key, first, last = path, 1, heads[0] if heads else len(lines) + 1
        start = 1
    else:
        table, number, key = entry[1], int(entry[2]), entry[3] or ""
        own = [n for n in heads if (TABLE.match(lines[n - 1]) or [""])[1] == table]
        if len(own) <= number:
            return _line_of(table, lines)
        first = start = own[number]
        last = dict(pairwise([*heads, len(lines) + 1]))[first]
    keys = {n: KEY.match(lines[n - 1]) for n in range(first, last)}
    return next((n for n, match in keys.items() if match and match[1] == key), start)


# ---- When it is offered --------------------------------------------------------------------------


def row_lines(rows: Sequence[str], text: str) -> tuple[int, ...]:
    """Give the line of the file on which each row of `offer_when` stands."""
    lines = text.split("\n")
    start = _line_of("offer_when", lines)
    where = {n: line for n, line in enumerate(lines, start=1) if n >= start}
    return tuple(next((n for n, line in where.items() if row in line), start) for row in rows)


def read_offers(
    rows: Sequence[str], lines: Sequence[int], name: str, problems: list[Problem]
) -> tuple[tuple[Term, ...], ...]:
    """Read when a notice is offered: rows of conditions, of which one must hold.

    Args:
        rows: The rows.
        lines: The line each stands on.
        name: The file as messages name it.
        problems: Where to add what is wrong.
    """
    found: list[tuple[Term, ...]] = []
    for row, line in zip(rows, lines, strict=True):
        try:
            tokens = Tokens.of(row)
            terms = conditions(tokens)
            options(tokens, ())
            found.append(terms)
        except TagError as error:
            # Kept in step with the lines, so that what is said of the next row names its own.
            found.append(())
            how = "Write it as after `when` in a gap: some data where …, THE.FACT given."
            problems.append(Problem(name, f"line {line}, offer_when", str(error), how))
    return tuple(found)


def listed_twice(ids: Sequence[str], text: str, name: str) -> list[Problem]:
    """Report fixed sentences that the top lists twice: which approval holds would be chance."""
    return [
        Problem(
            name,
            f"line {_line_of(f'fixed[{n}].id', text.split(chr(10)))}",
            f"The fixed sentence '{one}' is listed twice at the top of the file.",
            "Keep one of them.",
        )
        for n, one in enumerate(ids)
        if one in ids[:n]
    ]

"""What each audience has been told, as rows of a file: facts down, audiences across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.in_words import STANDING_WORDS
from disclosure.outputs.registers import Column, Kind, Register

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from disclosure.facts.standings import Standing
    from disclosure.outputs.registers import Cell

FATE_WORDS = {
    "holds": "Still holds",
    "changed": "Changed since",
    "wrong": "Wrong when said",
    "withdrawn": "Withdrawn",
}
"""What has become of what was said, as a page and a file say it."""
DIFFERS = "Told differently"
CONTRADICT, CONTRADICTED = "Contradict each other in words", "Contradicted in words"
NOT_TOLD, NOTHING_STANDS = "Not told", "Nothing is recorded any more"

FIRST = (
    Column("Fact", width=36),
    Column("Topic", width=24),
    Column("What is recorded now", width=40),
    Column("How well it is known", width=24),
    Column("True at", Kind.LOCAL, 19),
)


@dataclass(frozen=True, slots=True)
class SaidCell:
    """What one reader was told last on one fact.

    Attributes:
        said: The value as it was told.
        standing: How well it was known, as told; None where only words are given.
        words: The sentences.
        where: The notice, the number of its text, the version.
        fate: What has become of it, by the key of its words; nothing where only words are given.
        differs: Another reader was told something else, and later.
        is_contradicted: Words of it contradict what another reader was told.
    """

    said: str
    standing: Standing | None
    words: str
    at: datetime
    where: str
    fate: str
    differs: bool = False
    is_contradicted: bool = False


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A fact across all readers.

    Attributes:
        standing: How well it is known; None where nothing is recorded any more.
        cells: One for each reader; None for one who was not told.
        is_of_words: It is no fact, but two sentences that contradict each other.
    """

    fact: str
    topic: str
    now: str
    standing: Standing | None
    as_of: datetime | None
    cells: tuple[SaidCell | None, ...]
    is_of_words: bool = False


def said_register(readers: Sequence[str], rows: Iterable[SaidRow], zone: ZoneInfo) -> Register:
    """Give what each reader was told, six columns for each.

    Args:
        readers: Who they are, in the order of the cells.
        rows: The facts.
        zone: The clock of the instants.
    """
    columns = [*FIRST, *(column for reader in readers for column in _columns(reader))]
    about = "What each audience was told last on each fact, when, where, and whether it holds."
    return Register(
        "said", "Who was told what", about, tuple(columns), tuple(_row(row) for row in rows), zone
    )


def _columns(reader: str) -> tuple[Column, ...]:
    return (
        Column(f"{reader}: told", width=36),
        Column(f"{reader}: how well known, as told", width=24),
        Column(f"{reader}: in these words", width=60),
        Column(f"{reader}: when", Kind.LOCAL, 19),
        Column(f"{reader}: in", width=30),
        Column(f"{reader}: does it hold?", width=24),
    )


def _row(row: SaidRow) -> tuple[Cell, ...]:
    told = (_cell(cell, is_of_words=row.is_of_words) for cell in row.cells)
    return (
        row.fact,
        row.topic,
        row.now if row.standing or row.is_of_words else NOTHING_STANDS,
        STANDING_WORDS[row.standing] if row.standing else "",
        row.as_of,
        *(value for values in told for value in values),
    )


def _cell(cell: SaidCell | None, *, is_of_words: bool) -> tuple[Cell, ...]:
    if cell is None:
        return ("" if is_of_words else NOT_TOLD, "", "", None, "", "")
    marks = [FATE_WORDS[cell.fate]] if cell.fate else []
    marks += [DIFFERS] if cell.differs else []
    marks += [CONTRADICTED] if cell.is_contradicted or is_of_words else []
    return (
        cell.said,
        STANDING_WORDS[cell.standing] if cell.standing else "",
        cell.words,
        cell.at,
        cell.where,
        "; ".join([marks[0], *(f"{mark[:1].lower()}{mark[1:]}" for mark in marks[1:])]),
    )

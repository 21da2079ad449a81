"""What everybody was told as its page shows it: words for what became of it, and where to go."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from flask import current_app, url_for

from disclosure.facts.in_words import NOT_KNOWN, STANDING_WORDS
from disclosure.facts.instants import clock, day
from disclosure.outputs.said import (
    CONTRADICT,
    CONTRADICTED,
    DIFFERS,
    FATE_WORDS,
    NOT_TOLD,
    NOTHING_STANDS,
)
from disclosure.services.notice_order import group_of
from disclosure.services.said_pages import Fate
from disclosure.services.said_words import UNDECIDED
from disclosure.signoff.people import Role
from disclosure.web.shown_beneath import fact_href
from disclosure.words.corrections import readers_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import datetime
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from disclosure.services.said_pages import Cell, Reader, Row, SaidTable, Telling, Text
    from disclosure.services.said_words import Stated
    from disclosure.signoff.people import Person

KINDS = {
    Fate.HOLDS: "done",
    Fate.CHANGED: "soon",
    Fate.WRONG: "stop",
    Fate.WITHDRAWN: "soon",
}
"""The shape and colour of the tag of each fate; its words carry the meaning."""
CORRECTION = "corrections.new"
"""Where a correction is drafted."""


@dataclass(frozen=True, slots=True)
class Column:
    """Readers who share a column, as they share a part of the list of texts.

    Attributes:
        title: The reader, where there is one; else what the part of the list is called.
    """

    title: str
    readers: tuple[Reader, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """What readers of one column were told who were told the same; said once for all of them.

    Attributes:
        names: Who they are; nothing where the head of the column says that already.
        cells: One for each of them.
    """

    names: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def first(self) -> Cell:
        """Give one for all of them."""
        return self.cells[0]


def columns(table: SaidTable) -> tuple[Column, ...]:
    """Give the readers by the parts of the list of texts, so that few columns hold many readers."""
    found = []
    for group, held in groupby(table.readers, lambda reader: group_of(reader.audience)):
        readers = tuple(held)
        title = readers[0].title if len(readers) == 1 else group.title
        found.append(Column(title, readers))
    return tuple(found)


def blocks(row: Row, column: Column) -> tuple[Block, ...]:
    """Give what the readers of a column were told, those who were told the same together."""
    alike: dict[Hashable, list[Cell]] = {}
    for cell in row.cells:
        if cell.reader in column.readers and (cell.told or cell.ahead):
            alike.setdefault(_sameness(cell), []).append(cell)
    is_one = len(column.readers) == 1
    return tuple(
        Block(() if is_one else tuple(cell.reader.title for cell in cells), tuple(cells))
        for cells in alike.values()
    )


def _sameness(cell: Cell) -> Hashable:
    told = cell.told
    if told is None or cell.ahead is not None or told.let_stand is not None:
        return cell.reader.key
    return told.stated.words, told.stated.standing, told.fate, told.differs, told.is_by_hand


def not_told(row: Row, column: Column) -> str:
    """Say which readers of a column were not told, where some were; else that nobody was."""
    missing = [
        cell.reader.title
        for cell in row.cells
        if cell.reader in column.readers and not (cell.told or cell.ahead)
    ]
    if not missing:
        return ""
    if len(missing) == len(column.readers):
        return NOT_TOLD
    return f"{NOT_TOLD}: {', '.join(missing)}"


def as_now(telling: Telling, row: Row) -> bool:
    """Say whether a text says the very thing that is recorded now, so that it need not be said."""
    now = row.now
    told = telling.stated
    return now is not None and (told.words, told.standing) == (now.words, now.standing)


def fate_of(telling: Telling) -> tuple[str, str]:
    """Give what has become of what was said, in words, and the kind of its tag."""
    return FATE_WORDS[str(telling.fate)], KINDS[telling.fate]


def standing_of(stated: Stated) -> str:
    """Say how well it was known; nothing where the value says that already."""
    words = STANDING_WORDS[stated.standing]
    return "" if NOT_KNOWN in (words, stated.words) else words


def short(moment: datetime, zone: ZoneInfo) -> str:
    """Give an instant as briefly as a cell allows: '14:30 on 22 April'."""
    local = moment.astimezone(zone)
    return f"{clock(local)} on {day(local)}"


def fact_link(row: Row, incident_id: UUID) -> str:
    """Give the page on which a fact is answered, an entry kept or a question judged."""
    return fact_href(row.key, incident_id)


def text_link(text: Text, incident_id: UUID) -> str:
    """Give the page on which the text is read as its reader read it."""
    return url_for("notices.text", incident_id=incident_id, name=text.notice, ref=text.ref)


def correction_link(telling: Telling, incident_id: UUID, person: Person) -> tuple[str, str]:
    """Give where a correction is drafted, and what the link says; nothing for who drafts none."""
    if not person.may(Role.DRAFTER):
        return "", ""
    text = telling.text
    if CORRECTION in current_app.view_functions:
        readers = readers_of(text.reader.audience, text.notice)
        href = url_for(CORRECTION, incident_id=incident_id, audience=readers)
        return href, "Draft the correction"
    href = url_for("notices.show", incident_id=incident_id, name=text.notice)
    return f"{href}#overtaken", "Tell them what has changed"


def sections(table: SaidTable) -> list[tuple[str, str, tuple[Row, ...]]]:
    """Give the rows under headings, each with a name to link to: what no longer holds first."""
    found = [(title, f"topic-{n}", rows) for n, (title, rows) in enumerate(table.topics, start=1)]
    if table.overtaken:
        found.insert(0, ("Told, and no longer so", "overtaken", table.overtaken))
    return found


WORDS: Mapping[str, object] = {
    "fate": fate_of,
    "standing": standing_of,
    "short": short,
    "fact_link": fact_link,
    "text_link": text_link,
    "correction": correction_link,
    "differs": DIFFERS,
    "nothing_stands": NOTHING_STANDS,
    "undecided": UNDECIDED,
    "blocks": blocks,
    "not_told_of": not_told,
    "as_now": as_now,
    "contradict": CONTRADICT,
    "contradicted": CONTRADICTED,
}
"""What the template may call."""

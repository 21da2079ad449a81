"""What the page of corrections shows: plain values, worked out before a page is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.words.corrections import How

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.facts.case import LetStand, Release
    from disclosure.services.notice_overtaken import MovedFact
    from disclosure.services.notice_texts import One
    from disclosure.signoff.progress import NoticeState
    from disclosure.words.blocks import Notice


class RowState(StrEnum):
    """How a sentence that rests on something moved stands.

    open: its readers must be told. same: today's text says the very same words. corrected: a
    later text told the same readers. let-stand: a named person decided not to correct it.
    """

    OPEN = "open"
    SAME = "same"
    CORRECTED = "corrected"
    LET_STAND = "let-stand"


@dataclass(frozen=True, slots=True)
class ToDo:
    """What is to be done about what one group of readers was told.

    Attributes:
        what: The step the law knows it by; nothing where no law asks for it.
        how_soon: The law's own standard in words.
        due_at: When it is due, where the law or a promise of ours gives a time.
        promised: The time was promised by ourselves.
        deadline: The deadline it belongs to, as its page is called.
        who: Who sees to it, by name.
    """

    what: str
    how_soon: str
    cite: str = ""
    due_at: datetime | None = None
    promised: bool = False
    deadline: str = ""
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A text that went out, as the page names it and links to it.

    Attributes:
        is_latest: It is the one its notice's page shows.
    """

    notice: str
    title: str
    release: Release
    is_latest: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence that went out and rests on something that has moved.

    Attributes:
        anchor: Its name on the page.
        text: The words as they went out.
        now: What the same text says now of the same facts.
        seen: The versions that overtook it; a decision is about these.
        corrected_by: The later text that told the same readers.
        heard_in: The later text that says it where it could be seen or heard, of an open
            sentence that had been sent to each of its readers.
    """

    anchor: str
    of: Text
    sentence: str
    text: str
    how: How
    facts: tuple[MovedFact, ...]
    now: tuple[str, ...]
    state: RowState
    seen: tuple[str, ...] = ()
    corrected_by: Text | None = None
    decision: LetStand | None = None
    heard_in: Text | None = None


@dataclass(frozen=True, slots=True)
class Readers:
    """Those who were told what does not hold any more.

    Attributes:
        id: The audience; of reports, with the duty of the body that was told.
        title: Who they are, as a heading.
        carrier: The text that puts it right; None where the catalogue has none for them.
        one: How far that text has come.
        after_market: The market was told the same and hears first of the correction too.
    """

    id: str
    title: str
    rows: tuple[Row, ...]
    to_do: ToDo
    carrier: Notice | None = None
    one: One | None = None
    after_market: bool = False

    @property
    def is_begun(self) -> bool:
        """Say whether a correction for them is being worked on."""
        return self.one is not None and self.one.begun is not None and not self.one.is_out


@dataclass(frozen=True, slots=True)
class NotOut:
    """A text not given out yet that rests on what has moved.

    Attributes:
        sentences: The words by hand that must be looked at again.
    """

    notice: str
    title: str
    state: NoticeState
    why: str
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Radar:
    """Everything that was said and rests on something that has moved since.

    Attributes:
        readers: Who must still be told, the market first.
        settled: What was corrected, and what somebody decided to let stand.
        same: What would be said in the very same words today.
        not_out: Texts at work that rest on what has moved.
    """

    readers: tuple[Readers, ...]
    settled: tuple[Row, ...]
    same: tuple[Row, ...]
    not_out: tuple[NotOut, ...]

    @property
    def open(self) -> int:
        """Count the sentences whose readers must still be told."""
        return sum(len(each.rows) for each in self.readers)

    def of(self, readers: str) -> Readers | None:
        """Give one group of readers; None where they need not be told anything."""
        return next((each for each in self.readers if each.id == readers), None)

    def row(self, release: str, sentence: str) -> Row | None:
        """Give an open sentence by its text and its id."""
        rows = (row for each in self.readers for row in each.rows)
        wanted = (release, sentence)
        return next((row for row in rows if (row.of.release.id, row.sentence) == wanted), None)

"""What the page of what was said shows: plain values, a row for each fact."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from disclosure.facts.case import LetStand
    from disclosure.services.said_contradictions import Contradiction
    from disclosure.services.said_words import Stated
    from disclosure.words.drafts import Draft, Sentence

NEVER = datetime.min.replace(tzinfo=UTC)


class Fate(StrEnum):
    """What has become of what a reader was told."""

    HOLDS = "holds"
    CHANGED = "changed"
    WRONG = "wrong"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is told: an audience, or one authority of several.

    Attributes:
        key: Its name in an address.
        title: Its name on a page.
    """

    key: str
    audience: str
    title: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was given out, or that is approved and about to be.

    Attributes:
        at: When it was given; None while it is not.
    """

    notice: str
    title: str
    series: int
    version: int
    draft: Draft
    reader: Reader
    at: datetime | None = None
    channel: str = ""
    recipient: str = ""

    @property
    def given_at(self) -> datetime:
        """Give when it was given, to sort by."""
        return self.at or NEVER

    @property
    def ref(self) -> str:
        """Give the name of the version in an address: `1.2`."""
        return f"{self.series}.{self.version}"


@dataclass(frozen=True, slots=True)
class WithoutText:
    """Something told without a text of this program, so that nobody can say what it held."""

    reader: Reader
    title: str
    at: datetime
    channel: str
    recipient: str


@dataclass(frozen=True, slots=True)
class Telling:
    """What one text says on one fact.

    Attributes:
        stated: The version it rests on, in words.
        sentences: Its sentences that rest on the fact.
        fate: What has become of it since.
        differs: Another reader was told something else, and later.
        let_stand: Somebody's decision not to correct it.
    """

    text: Text
    stated: Stated
    sentences: tuple[Sentence, ...]
    fate: Fate = Fate.HOLDS
    differs: bool = False
    let_stand: LetStand | None = None

    @property
    def is_by_hand(self) -> bool:
        """Say whether a person wrote any of the words, so that they may say more than the fact."""
        return any(sentence.by_hand for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one reader knows of one fact.

    Attributes:
        told: What they were told last; None where they were not.
        ahead: What an approved text will tell them, where that is something else.
    """

    reader: Reader
    told: Telling | None = None
    ahead: Telling | None = None

    @property
    def is_overtaken(self) -> bool:
        """Say whether they were told something that no longer holds."""
        return self.told is not None and self.told.fate is not Fate.HOLDS


@dataclass(frozen=True, slots=True)
class Row:
    """A fact, an entry or a judgement across all readers.

    Attributes:
        topic: The page of questions that asks for it, by title.
        now: What is recorded now; None where it was taken back or removed.
        cells: One for each reader, in their order.
    """

    key: str
    label: str
    topic: str
    now: Stated | None
    cells: tuple[Cell, ...]

    @property
    def is_overtaken(self) -> bool:
        """Say whether somebody was told something that no longer holds."""
        return any(cell.is_overtaken for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Say whether readers were told different things."""
        return any(cell.told and cell.told.differs for cell in self.cells)


@dataclass(frozen=True, slots=True)
class SaidTable:
    """What everybody was told.

    Attributes:
        readers: Who was told anything, or is about to be; the market first.
        rows: Every fact some text rests on, in the order in which the facts are asked.
        without_text: What was told without a text of this program.
        contradictions: Where two of them were told what cannot both be true, in words.
    """

    readers: tuple[Reader, ...]
    rows: tuple[Row, ...]
    without_text: tuple[WithoutText, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def overtaken(self) -> tuple[Row, ...]:
        """Give the facts on which somebody was told what no longer holds."""
        return tuple(row for row in self.rows if row.is_overtaken)

    @property
    def topics(self) -> tuple[tuple[str, tuple[Row, ...]], ...]:
        """Give the other facts by topic."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            if not row.is_overtaken:
                found[row.topic].append(row)
        return tuple((topic, tuple(rows)) for topic, rows in found.items())

    def is_contradicted(self, told: Telling) -> bool:
        """Say whether words of it contradict what another reader was told."""
        return any(each.holds(told.text, told.sentences) for each in self.contradictions)

    def narrowed(self, reader: str = "", *, only_overtaken: bool = False) -> SaidTable:
        """Leave out what was not asked for.

        Args:
            reader: The key of the one reader whose column is wanted; nothing for all of them.
            only_overtaken: Leave out what holds.
        """
        readers = tuple(each for each in self.readers if reader in ("", each.key))
        kept = []
        for row in self.rows:
            cells = tuple(cell for cell in row.cells if cell.reader in readers)
            if any(cell.told or cell.ahead for cell in cells):
                kept.append(replace(row, cells=cells))
        return replace(
            self,
            readers=readers,
            rows=tuple(row for row in kept if row.is_overtaken or not only_overtaken),
            without_text=tuple(each for each in self.without_text if each.reader in readers),
            contradictions=tuple(
                each
                for each in self.contradictions
                if any(quoted.text.reader in readers for quoted in each.both)
            ),
        )

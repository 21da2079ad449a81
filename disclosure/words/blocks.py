"""What a notice is made of, once its file has been read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from disclosure.facts.standings import Standing
from disclosure.words.keys import in_any_language, key_of

if TYPE_CHECKING:
    from disclosure.words.expressions import Wording
    from disclosure.words.tongues import Tongue

EACH, SOME = "each", "some"
"""How many of its readers a text reaches: every one, or whoever gets, sees or hears it."""
SENT = ("letter", "email")
"""The layouts of what is sent to each of its readers, unless the text says otherwise."""
LEAD = ""
"""The subject of a condition that speaks of the block's first fact, or of the entry at hand."""
THE_GROUP: Final = "$group"
"""The name by which conditions speak of the group that a text is written for."""


@dataclass(frozen=True, slots=True)
class StandingIs:
    """`confirmed or suspected`, `incident.started_at confirmed`."""

    subject: str
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class ValueIn:
    """`value = "no"`, `state in ("open", "working")`, `area != "internal"`."""

    subject: str
    field: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """`detail given`, `KEY missing`, `expected_by given`."""

    subject: str
    field: str
    given: bool


@dataclass(frozen=True, slots=True)
class Some:
    """`some service where state = "stopped"`, `no service where …`."""

    record: str
    where: tuple[StandingIs | ValueIn | Given, ...]
    some: bool


@dataclass(frozen=True, slots=True)
class LawFrom:
    """`law from "2026-06-19"`: the law applied is that of this day or a later one."""

    day: date


Term = StandingIs | ValueIn | Given | Some | LawFrom


@dataclass(frozen=True, slots=True)
class When:
    """A wording and the conditions under which it is the right one."""

    terms: tuple[Term, ...]
    wording: Wording
    line: int
    moves: tuple[str, ...] | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What all blocks share.

    Attributes:
        starts_paragraph: A blank line stands before it.
        form: sentence · title · line · signature · salutation.
        file: Where it is written: the notice's own file, or a shared piece's.
        gap: What to tell the drafter where it can say nothing, instead of the general words.
        rank: Which blocks go first where a text must fit its limits: the highest number; 0 never.
        instead: The id of the block in whose place it stands once that one went.
    """

    id: str
    line: int
    starts_paragraph: bool = False
    moves: tuple[str, ...] = ()
    cite: str = ""
    form: str = "sentence"
    file: str = ""
    gap: str = ""
    rank: int = 0
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """A heading without facts; it disappears when nothing follows it."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Say(Block):
    """A sentence that rests on facts; the first of them leads."""

    facts: tuple[str, ...] = ()
    whens: tuple[When, ...] = ()
    optional: bool = False
    quiet: bool = False

    @property
    def lead(self) -> str:
        """Give the fact whose standing chooses the wording."""
        return self.facts[0]


@dataclass(frozen=True, slots=True)
class Records(Block):
    """A list of records: one item an entry, or with `together` one sentence for several."""

    record: str = ""
    where: tuple[Term, ...] = ()
    whens: tuple[When, ...] = ()
    intro: Wording | None = None
    together: bool = False
    optional: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Fixed(Block):
    """A sentence that rests on no fact, and may depend on some."""

    wording: Wording | None = None
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask(Block):
    """A gap of its own: what the drafter must still find out while its conditions hold."""

    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Question(Block):
    """A question of an authority's form, with the blocks that answer it."""

    text: str = ""
    ref: str = ""
    required: bool = False
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as its file gives it.

    Attributes:
        id: `uk.gdpr.33.initial.authority`; in another language than British English with that
            language behind it.
        obligation: The obligation it belongs to, or nothing for a voluntary text.
        ready: always · applies · undetermined: when the default pack includes it.
        offer_when: What must be known before it is offered: conditions, of which one whole row
            must hold; no rows, and it is offered from the start.
        offer_lines: The line of the file each of those rows stands on.
        note: What the drafter should know; never part of the text.
        fixed: The fixed sentences and who approved them.
        wording: The SHA-256 of its file and of the shared pieces it includes.
        own: Whose own wording it is, in words; nothing for a shipped one.
        each_of: The field whose values are the groups it is written for, one text for each:
            `data.who`; nothing for a text that all its readers share.
        group: The group this one is for; nothing while it is not recorded who they are.
        group_title: What that group is called, inside a sentence.
        tongue: What is known of its language; None in British English.
        reaches: each · some; nothing where its layout says it.
    """

    id: str
    obligation: str
    stage: str
    audience: str
    language: str
    title: str
    layout: str
    ready: str
    why: str
    blocks: tuple[Block, ...] = field(repr=False)
    max_words: int | None = None
    max_chars: int | None = None
    note: str = ""
    fixed: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    offer_when: tuple[tuple[Term, ...], ...] = ()
    offer_lines: tuple[int, ...] = ()
    wording: str = ""
    own: str = ""
    each_of: str = ""
    group: str = ""
    group_title: str = ""
    tongue: Tongue | None = None
    reaches: str = ""

    @property
    def reaches_each(self) -> bool:
        """Say whether every one of its readers gets it, so that we may say we wrote to them.

        Of what is put up, read out or sent to a part of them nobody knows whom it reached.
        """
        return (self.reaches or (EACH if self.layout in SENT else SOME)) == EACH

    @property
    def in_any_language(self) -> str:
        """Give its id without its language and its group: what the same text in others shares."""
        return in_any_language(self.id, self.audience)

    @property
    def family(self) -> str:
        """Give the id of the text from which one is written for each group; else its own."""
        return self.id if not self.group else key_of(self.in_any_language, self.language)

    def every_block(self) -> Iterator[Block]:
        """Give every block, those inside questions included."""
        for block in self.blocks:
            yield block
            if isinstance(block, Question):
                yield from block.blocks

"""What the pages about Word files show: plain values, worked out before a page is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from disclosure.outputs.word_changes import Change
    from disclosure.outputs.word_markup import Comment, Odd
    from disclosure.services.notice_pages import SentencePage
    from disclosure.services.notice_texts import One
    from disclosure.services.pasting_pages import Found
    from disclosure.words.differences import Run
    from disclosure.words.findings import Finding


class State(StrEnum):
    """How a change that came back stands.

    already: the draft reads like this anyway. closed: it cannot be taken; the reason is said.
    """

    OPEN = "open"
    TAKEN = "taken"
    REFUSED = "refused"
    ALREADY = "already"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided about a change.

    Attributes:
        sentence_id: Of a change that was taken, the sentence that now bears its words.
    """

    change: str
    is_taken: bool
    sentence_id: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that came back.

    Attributes:
        name: What it is called; nothing once it was removed from the record.
        ref: Which text it was made from: a version, `now`, or nothing where it does not say.
        changes: How many sentences of it came back otherwise.
        decided: How many of these were taken or refused.
    """

    receipt_id: UUID
    name: str
    size: int
    sha256: str
    ref: str
    by: str
    at: datetime
    changes: int
    decided: int

    @property
    def waiting(self) -> int:
        """Count what nobody has decided on."""
        return max(0, self.changes - self.decided)


@dataclass(frozen=True, slots=True)
class WordPage:
    """The Word files of a notice.

    Attributes:
        files: Those that came back, the latest first.
        refs: The texts that can be had as a Word file, the newest first.
        marks: What is no longer so of a text that went out, in a few words each.
    """

    one: One
    files: tuple[FileLine, ...]
    refs: tuple[str, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A sentence that came back otherwise, and how it stands.

    Attributes:
        runs: What became of each run of its words.
        sentence_id: The sentence in the draft; nothing of one that was added.
        stands: What the draft says in its place now; nothing where it has no such sentence.
        follows: Of what was added or moved, the words it follows.
        why_not: Why it cannot be taken; nothing where it can.
        findings: Of a change that was taken, what the checks say of its words.
    """

    change: Change
    state: State
    runs: tuple[tuple[Run, str], ...]
    sentence_id: str = ""
    stands: str = ""
    follows: str = ""
    why_not: str = ""
    decided: Decided | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def has_moved_on(self) -> bool:
        """Say whether the draft says something else by now than what was sent out."""
        words = (self.change.was, self.change.now)
        return bool(self.stands) and self.stands not in words and self.state is not State.TAKEN


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment, and the words it is about."""

    comment: Comment
    about: str


@dataclass(frozen=True, slots=True)
class ReturnedPage:
    """A file that came back: every change in it.

    Attributes:
        note: What to know about the text it was set against; nothing where that is plain.
        odd: What is not understood, or is never taken over.
        is_gone: The file was removed from the record.
        marks: What is no longer so of a text that went out, in a few words each.
    """

    one: One
    file: FileLine
    note: str
    lines: tuple[ChangeLine, ...]
    comments: tuple[CommentLine, ...]
    odd: tuple[Odd, ...]
    is_gone: bool = False
    marks: tuple[str, ...] = ()

    def line(self, key: str) -> ChangeLine | None:
        """Give a change by its name."""
        return next((line for line in self.lines if line.change.key == key), None)

    @property
    def waiting(self) -> Sequence[ChangeLine]:
        """Give what somebody has still to decide on."""
        return [line for line in self.lines if line.state in (State.OPEN, State.CLOSED)]


@dataclass(frozen=True, slots=True)
class ChangePage:
    """One change to be taken or refused.

    Attributes:
        sentence: The sentence with the facts its words may rest on; None where it cannot be taken.
        faults: What in its words the facts do not say.
    """

    returned: ReturnedPage
    line: ChangeLine
    sentence: SentencePage | None
    faults: tuple[Found, ...] = ()

    @property
    def one(self) -> One:
        """Give the notice."""
        return self.returned.one

    @property
    def marks(self) -> tuple[str, ...]:
        """Say what is no longer so of the notice."""
        return self.returned.marks

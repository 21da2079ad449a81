"""What the pages about a pasted text show: plain values, worked out before a page is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from disclosure.services.notice_facts import Beneath
    from disclosure.services.notice_texts import One
    from disclosure.words.findings import Finding


class Stands(StrEnum):
    """How a pasted sentence stands to what is recorded.

    drafted: the draft says it word for word. borne: what was understood of it the facts bear.
    about: recorded facts speak of the same, and nothing in it could be checked against them.
    says more: it goes further than the facts. against: a fact says otherwise. nothing: no fact
    bears it, or it was not understood. framing: no claim of fact was found in it.
    """

    DRAFTED = "drafted"
    BORNE = "borne"
    ABOUT = "about"
    SAYS_MORE = "says-more"
    AGAINST = "against"
    NOTHING = "nothing"
    FRAMING = "framing"


@dataclass(frozen=True, slots=True)
class Offered:
    """The notices of one group of readers, to choose from.

    Attributes:
        notices: Their ids and titles.
    """

    title: str
    notices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a sentence that the facts do not say, as a reader is told.

    Attributes:
        words: The stretch of it.
        reason: What is wrong.
        do: What can be done about it.
        is_against: A fact says otherwise.
        facts: What is recorded of it.
    """

    words: str
    reason: str
    do: str
    is_against: bool = False
    facts: tuple[Beneath, ...] = ()


@dataclass(frozen=True, slots=True)
class PastedLine:
    """A pasted sentence, and how it stands.

    Attributes:
        number: Its place in the text, from 0.
        faults: What in it the facts do not say, with why and what to do.
        checked: The stretches of it that were held against the facts, and are borne.
        suggested: The facts it seems to rest on.
        replaces: The words of the draft it would replace; nothing where it would be added.
        findings: What the other checks say of it.
    """

    number: int
    words: str
    stands: Stands
    faults: tuple[Found, ...] = ()
    checked: tuple[str, ...] = ()
    suggested: tuple[Beneath, ...] = ()
    replaces: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def is_drafted(self) -> bool:
        """Say whether the draft says it word for word, so that nothing is to be decided."""
        return self.stands is Stands.DRAFTED


@dataclass(frozen=True, slots=True)
class LeftLine:
    """A sentence of the draft that the pasted text does not have.

    Attributes:
        is_gap: It cannot be written yet.
        is_kept: It is kept unless somebody says otherwise: the law asks for it, or it is the title.
    """

    id: str
    words: str
    cite: str
    is_gap: bool
    is_kept: bool


@dataclass(frozen=True, slots=True)
class PastedPage:
    """A pasted text, sentence by sentence.

    Attributes:
        choices: Every fact its words may rest on.
        left: What the draft says and the text does not.
        digest: The draft it was set against.
        why_not: Why the text cannot be taken over now; nothing where it can.
    """

    one: One
    lines: tuple[PastedLine, ...]
    choices: tuple[Beneath, ...]
    left: tuple[LeftLine, ...]
    digest: str
    why_not: str = ""
    marks: tuple[str, ...] = ()

    def count(self, stands: Stands) -> int:
        """Count the sentences that stand like this."""
        return sum(line.stands is stands for line in self.lines)

    @property
    def flagged(self) -> Sequence[PastedLine]:
        """Give the sentences in which something was found."""
        wrong = (Stands.SAYS_MORE, Stands.AGAINST, Stands.NOTHING)
        return [line for line in self.lines if line.stands in wrong]

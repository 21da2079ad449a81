"""What can happen to a notice, in the past tense. Its state is what follows from these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from disclosure.signoff.people import Capacity


@dataclass(frozen=True, slots=True)
class Event:
    """What all events share: when, and by whom."""

    at: datetime
    by: UUID
    by_name: str


# ---- The text ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Began(Event):
    """Work on the notice began, or began again after it was given."""


@dataclass(frozen=True, slots=True)
class Frozen(Event):
    """The text was kept as a version.

    Attributes:
        authors: Who drafted, edited or froze it; none of them may approve it.
    """

    version: int
    digest: str
    authors: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Superseded(Event):
    """A version no longer says what is known.

    Attributes:
        sentences: The ids of the sentences that come out different when drafted again.
        facts: The facts that changed beneath them.
    """

    version: int
    sentences: tuple[str, ...]
    facts: tuple[str, ...]
    why: str


# ---- Decisions -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Requested(Event):
    """Approval of a version was asked for.

    Attributes:
        accepted: The rules whose findings were accepted, each with the reason.
        findings: What was found under each of these rules, in words.
    """

    version: int
    digest: str
    accepted: tuple[tuple[str, str], ...] = ()
    findings: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def found(self, rule: str) -> tuple[str, ...]:
        """Give what was accepted under a rule, in words."""
        return dict(self.findings).get(rule, ())


@dataclass(frozen=True, slots=True)
class Approved(Event):
    """One person approved a version, in these capacities."""

    version: int
    digest: str
    capacities: frozenset[Capacity]


@dataclass(frozen=True, slots=True)
class Refused(Event):
    """One person refused a version.

    Attributes:
        sentence: The id of the sentence it is about; nothing for the text as a whole.
    """

    version: int
    digest: str
    reason: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawn(Event):
    """The request for approval was taken back."""

    version: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HoldsNoneJudged(Event):
    """A named person judged that the text of a version holds no inside information."""

    version: int
    digest: str
    why: str


# ---- Giving it out -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Released(Event):
    """A version may be given out."""

    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Given(Event):
    """A released version was given to a recipient, or a report was made without this program.

    Attributes:
        version: 0 for a report that was made without a text of this program.
        at_given: When the recipient got it; `at` is when that was recorded.
        outside: It was made without a release here: by telephone before the program was at hand.
        why: Why it was not released here.
    """

    version: int
    at_given: datetime
    recipient: str
    channel: str
    reference: str = ""
    outside: bool = False
    why: str = ""


TextEvent = Began | Frozen | Superseded
DecisionEvent = Requested | Approved | Refused | Withdrawn | HoldsNoneJudged
ReleaseEvent = Released | Given
NoticeEvent = TextEvent | DecisionEvent | ReleaseEvent

"""How far a notice has come: what follows from everything that happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from disclosure.signoff.events import (
    Approved,
    Began,
    DecisionEvent,
    Frozen,
    Given,
    HoldsNoneJudged,
    NoticeEvent,
    Refused,
    Released,
    Requested,
    Superseded,
    Withdrawn,
)
from disclosure.signoff.policy import Approval, Policy, still_needed

DIGEST_SHOWN = 8


class NoticeState(StrEnum):
    """Where a notice stands. Signed off depends on the policy; see `standing`."""

    DRAFTING = "drafting"
    FROZEN = "frozen"
    REQUESTED = "requested"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    SIGNED_OFF = "signed-off"
    RELEASED = "released"
    GIVEN = "given"


OUT = frozenset({NoticeState.RELEASED, NoticeState.GIVEN})
MAY_BE_REQUESTED = frozenset({NoticeState.FROZEN, NoticeState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a notice has come since work on it last began.

    Attributes:
        version: The number of the version last frozen; 0 while there is none.
        authors: Who drafted, edited or froze that version.
        approvals: The approvals of that version, in the order given; no author is among them.
        request: The request that is being decided, or was.
        refusals: Every refusal since work began, with its version and reason.
        withdrawn: The withdrawal of the request for that version.
        superseded: The last time a version was set aside, whichever it was.
        judged_free: The judgement that the text of that version holds no inside information.
        given: Each time that version was given out.
        outside: Each report that was made without a release here. It says nothing of the text.
    """

    state: NoticeState = NoticeState.DRAFTING
    version: int = 0
    digest: str = ""
    authors: frozenset[UUID] = frozenset()
    approvals: tuple[Approval, ...] = ()
    request: Requested | None = None
    refusals: tuple[Refused, ...] = ()
    withdrawn: Withdrawn | None = None
    superseded: Superseded | None = None
    judged_free: HoldsNoneJudged | None = None
    released: Released | None = None
    given: tuple[Given, ...] = ()
    outside: tuple[Given, ...] = ()

    @property
    def is_judged_free(self) -> bool:
        """Say whether somebody judged that this very text holds no inside information."""
        return self.judged_free is not None

    def has_approved(self, person: UUID) -> bool:
        """Say whether a person has approved the current version."""
        return any(approval.person_id == person for approval in self.approvals)


def fold(events: Iterable[NoticeEvent]) -> Progress:
    """Give how far a notice has come, from its events in the order they were recorded.

    An event that does not fit where the notice stands, such as the approval of a version that was
    set aside a moment earlier, changes nothing; it stays in the record.
    """
    progress = Progress()
    for event in events:
        progress = _after(progress, event)
    return progress


def standing(progress: Progress, policy: Policy) -> NoticeState:
    """Give where a notice stands under its policy: requested becomes signed off."""
    if progress.state is NoticeState.REQUESTED and not still_needed(policy, progress.approvals):
        return NoticeState.SIGNED_OFF
    return progress.state


def short(digest: str) -> str:
    """Give the beginning of a digest, enough for two people to compare by eye."""
    return digest[:DIGEST_SHOWN]


# ---- One event -----------------------------------------------------------------------------------


def _after(progress: Progress, event: NoticeEvent) -> Progress:
    match event:
        case Began():
            return Progress()
        case Frozen():
            return _frozen(progress, event)
        case Superseded():
            return _superseded(progress, event)
        case Requested() | Approved() | Refused() | Withdrawn() | HoldsNoneJudged():
            return _decided(progress, event)
        case Released():
            return _released(progress, event)
        case Given():
            return _given(progress, event)
        case _:
            assert_never(event)


def _frozen(progress: Progress, event: Frozen) -> Progress:
    """Begin a version. What was decided on another text does not carry over.

    A text that was released stays so: it may be out, and another one is another notice.
    """
    if progress.state in OUT:
        return progress
    judged = progress.judged_free
    return Progress(
        state=NoticeState.FROZEN,
        version=event.version,
        digest=event.digest,
        authors=event.authors | {event.by},
        refusals=progress.refusals,
        superseded=progress.superseded,
        # The judgement is about words, and these are the same ones.
        judged_free=judged if judged and judged.digest == event.digest else None,
        outside=progress.outside,
    )


def _superseded(progress: Progress, event: Superseded) -> Progress:
    if event.version != progress.version or progress.state in OUT:
        return progress
    return replace(
        progress,
        state=NoticeState.SUPERSEDED,
        approvals=(),
        superseded=event,
        judged_free=None,
    )


def _decided(progress: Progress, event: DecisionEvent) -> Progress:
    if event.version != progress.version:
        return progress
    match event:
        case Requested():
            return _requested(progress, event)
        case Approved():
            return _approved(progress, event)
        case Refused():
            return _refused(progress, event)
        case Withdrawn():
            return _withdrawn(progress, event)
        case HoldsNoneJudged():
            return _judged(progress, event)
        case _:
            assert_never(event)


def _requested(progress: Progress, event: Requested) -> Progress:
    if progress.state not in MAY_BE_REQUESTED or event.digest != progress.digest:
        return progress
    return replace(progress, state=NoticeState.REQUESTED, request=event, withdrawn=None)


def _approved(progress: Progress, event: Approved) -> Progress:
    counts = (
        progress.state is NoticeState.REQUESTED
        and event.digest == progress.digest
        and event.by not in progress.authors
        and not progress.has_approved(event.by)
    )
    if not counts:
        return progress
    approval = Approval(event.by, event.by_name, event.capacities, event.at)
    return replace(progress, approvals=(*progress.approvals, approval))


def _refused(progress: Progress, event: Refused) -> Progress:
    if progress.state is not NoticeState.REQUESTED or event.digest != progress.digest:
        return progress
    refusals = (*progress.refusals, event)
    return replace(progress, state=NoticeState.REFUSED, approvals=(), refusals=refusals)


def _withdrawn(progress: Progress, event: Withdrawn) -> Progress:
    if progress.state is not NoticeState.REQUESTED:
        return progress
    return replace(progress, state=NoticeState.WITHDRAWN, approvals=(), withdrawn=event)


def _judged(progress: Progress, event: HoldsNoneJudged) -> Progress:
    ended = progress.state in (NoticeState.SUPERSEDED, *OUT)
    if ended or event.digest != progress.digest:
        return progress
    return replace(progress, judged_free=event)


def _released(progress: Progress, event: Released) -> Progress:
    is_this = (event.version, event.digest) == (progress.version, progress.digest)
    if progress.state is not NoticeState.REQUESTED or not is_this:
        return progress
    return replace(progress, state=NoticeState.RELEASED, released=event)


def _given(progress: Progress, event: Given) -> Progress:
    if event.outside:
        return replace(progress, outside=(*progress.outside, event))
    if progress.state not in OUT or event.version != progress.version:
        return progress
    return replace(progress, state=NoticeState.GIVEN, given=(*progress.given, event))

"""Whose turn it is with a notice, what they can do now, and why not where they cannot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.services.notice_edits import writers
from disclosure.signoff.market import INSIDE_INFORMATION
from disclosure.signoff.people import Role
from disclosure.signoff.policy import Approval, still_needed
from disclosure.signoff.progress import NoticeState
from disclosure.signoff.team import ANY_TIME, who_releases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from disclosure.services.notice_texts import Loaded, One
    from disclosure.signoff.market import Hold
    from disclosure.signoff.people import Person
    from disclosure.signoff.policy import Need


class NextStep(StrEnum):
    """What comes next."""

    FREEZE = "freeze"
    ASK = "ask"
    DECIDE = "decide"
    RELEASE = "release"
    RECORD = "record"
    DONE = "done"


NEXT = {
    NoticeState.DRAFTING: NextStep.FREEZE,
    NoticeState.REFUSED: NextStep.FREEZE,
    NoticeState.SUPERSEDED: NextStep.FREEZE,
    NoticeState.FROZEN: NextStep.ASK,
    NoticeState.WITHDRAWN: NextStep.ASK,
    NoticeState.REQUESTED: NextStep.DECIDE,
    NoticeState.SIGNED_OFF: NextStep.RELEASE,
    NoticeState.RELEASED: NextStep.RECORD,
    NoticeState.GIVEN: NextStep.DONE,
}
"""What comes next in each state."""
TAKEN_BY: Mapping[NextStep, tuple[Role, ...]] = {
    NextStep.FREEZE: (Role.DRAFTER,),
    NextStep.ASK: (Role.DRAFTER,),
    NextStep.RECORD: (Role.RELEASER, Role.DRAFTER, Role.RECORDER),
}
"""Whose roles a step takes, where no policy says more."""
OVERTAKEN = "the facts beneath words written by hand have moved: look at those words first"
LATE_REASON = "the law asks for the reason of the delay, and nobody has given it"
COMES_OUT_DIFFERENT = "the text would come out different now"
JUDGEMENT, ANNOUNCEMENT = "the judgement on inside information", "the announcement"


@dataclass(frozen=True, slots=True)
class Wanted:
    """An approval that is still needed, with those on the team who can give it."""

    need: Need
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is.

    Attributes:
        names: Who on the team can take the step.
        others: The same without the person who looks.
        is_mine: The person who looks can take it.
        wanted: The approvals still needed.
        releasers: Who on the team may release it.
        signs_as: In which capacities the person who looks would sign.
        why_not_sign: Why they cannot sign, although they hold a capacity that is asked for.
        may_release: They may release it, once it is signed off.
        why_not: Why nobody can take the step now; nothing where it can be taken.
        waits_for: What its release waits for beside the approvals; nothing where it waits for none.
    """

    step: NextStep
    names: tuple[str, ...]
    others: tuple[str, ...]
    is_mine: bool
    wanted: tuple[Wanted, ...]
    releasers: tuple[str, ...]
    signs_as: tuple[str, ...]
    why_not_sign: str
    may_release: bool
    why_not: str
    waits_for: str


def turn_of(
    loaded: Loaded,
    one: One,
    person: Person,
    *,
    hold: Hold | None,
    why_not: str = "",
) -> Turn:
    """Give whose turn it is.

    Args:
        loaded: The incident with its team.
        one: The notice.
        person: Who looks.
        hold: What keeps it back until the announcement.
        why_not: Why the step cannot be taken, where something of the text is in the way.
    """
    step = NEXT[one.state]
    wanted = wanted_of(one, loaded.team)
    releasers = who_releases(one.policy, loaded.team)
    who = _who(step, one, loaded.team)
    waits_for = waits_of(loaded, hold)
    if step is NextStep.RELEASE and not why_not and waits_for:
        why_not = f"it waits for {waits_for}"
    return Turn(
        step=step,
        names=tuple(each.name for each in who),
        others=tuple(each.name for each in who if each.id != person.id),
        is_mine=person.id in {each.id for each in who},
        wanted=wanted,
        releasers=tuple(each.name for each in releasers),
        signs_as=_signs_as(one, person),
        why_not_sign=_why_not_sign(one, person),
        may_release=person.id in {each.id for each in releasers},
        why_not=why_not,
        waits_for=waits_for,
    )


def in_the_way(
    one: One, *, overtaken: bool = False, changed: bool = False, lacks_reason: bool = False
) -> str:
    """Say what of the text is in the way of the next step; nothing where nothing is."""
    step = NEXT[one.state]
    if step is NextStep.FREEZE and overtaken:
        return OVERTAKEN
    if step is NextStep.RELEASE and changed:
        return COMES_OUT_DIFFERENT
    return LATE_REASON if step is NextStep.ASK and lacks_reason else ""


def _who(step: NextStep, one: One, team: Sequence[Person]) -> tuple[Person, ...]:
    """Give those on the team who can take a step."""
    if step is NextStep.RELEASE:
        return who_releases(one.policy, team)
    if step is NextStep.DECIDE:
        needs = still_needed(one.policy, one.progress.approvals)
        left = _left(one, team)
        return tuple(p for p in left if any(need.is_met_by(p.capacities) for need in needs))
    return tuple(person for person in team if person.may(*TAKEN_BY.get(step, ())))


def wanted_of(one: One, team: Sequence[Person]) -> tuple[Wanted, ...]:
    """Give the approvals still needed, each with those on the team who can give it."""
    if one.is_out:
        return ()
    left = _left(one, team)
    return tuple(
        Wanted(need, tuple(p.name for p in left if need.is_met_by(p.capacities)))
        for need in still_needed(one.policy, one.progress.approvals)
    )


def _left(one: One, team: Sequence[Person]) -> tuple[Person, ...]:
    """Give those on the team who approve, and have neither written it nor approved it."""
    done = {approval.person_id for approval in one.progress.approvals}
    out = _authors(one) | done
    return tuple(p for p in team if p.may(Role.APPROVER) and p.id not in out)


def waits_of(loaded: Loaded, hold: Hold | None) -> str:
    """Say what a release waits for: the judgement, or else the announcement."""
    if hold is None:
        return ""
    return ANNOUNCEMENT if loaded.known.judgement(INSIDE_INFORMATION) else JUDGEMENT


def _authors(one: One) -> frozenset[UUID]:
    """Give whose text it is: of the version that stands, or of the draft before it is frozen."""
    return writers(one) if NEXT[one.state] is NextStep.FREEZE else one.progress.authors


def _signs_as(one: One, person: Person) -> tuple[str, ...]:
    """Give the capacities in which a person would sign what is still needed."""
    if one.is_out or not person.may(Role.APPROVER) or one.progress.has_approved(person.id):
        return ()
    if person.id in _authors(one):
        return ()
    given = one.progress.approvals
    before = still_needed(one.policy, given)
    mine = Approval(person.id, person.name, person.capacities, ANY_TIME)
    if len(still_needed(one.policy, (*given, mine))) == len(before):
        return ()
    asked = {capacity for need in one.policy.needs for capacity in need.any_of}
    return tuple(capacity.in_words for capacity in sorted(asked & person.capacities))


def _why_not_sign(one: One, person: Person) -> str:
    """Say why somebody who could sign for their capacity does not."""
    asks = one.policy.asks_for(person.capacities) and person.may(Role.APPROVER)
    if one.is_out or not asks:
        return ""
    if person.id in _authors(one):
        return "You wrote words of it, so you do not sign it."
    return "You have signed it." if one.progress.has_approved(person.id) else ""

"""Whether the people at hand can decide a notice at all: who could approve, who could release."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from disclosure.signoff.people import Person, Role
from disclosure.signoff.policy import Approval, Need, Policy, listed, still_needed

ANY_TIME = datetime(1, 1, 1, tzinfo=UTC)


def cannot_be_met(
    policy: Policy,
    team: Iterable[Person],
    *,
    authors: Collection[UUID] = (),
    given: Iterable[Approval] = (),
) -> tuple[Need, ...]:
    """Give the needs that nobody is left for, when everybody at hand approves who may.

    Args:
        policy: What it asks for.
        team: Who is at hand.
        authors: Whoever wrote words of the text or froze it; none of them approves it.
        given: The approvals given already; they count although their giver has left the team.
    """
    could = [
        Approval(person.id, person.name, person.capacities, ANY_TIME)
        for person in team
        if person.may(Role.APPROVER) and person.id not in authors
    ]
    # The order in which they are given does not matter to whether there are enough people.
    return still_needed(replace(policy, in_order=False), (*given, *could))


def cannot_be_met_once_frozen(
    policy: Policy, team: Sequence[Person], *, authors: Collection[UUID] = ()
) -> tuple[Need, ...]:
    """Give the needs that nobody is left for, once somebody at hand has frozen the text.

    Whoever freezes it is an author. Of those who may, the one is taken whom approval misses least;
    where nobody may, somebody who drafts still has to join, and takes no approver away.
    """
    drafters = [person for person in team if person.may(Role.DRAFTER)]
    if not drafters:
        return cannot_be_met(policy, team, authors=authors)
    return min(
        (cannot_be_met(policy, team, authors={*authors, one.id}) for one in drafters), key=len
    )


def who_releases(policy: Policy, team: Iterable[Person]) -> tuple[Person, ...]:
    """Give those at hand who may release it."""
    return tuple(
        person
        for person in team
        if person.may(Role.RELEASER)
        and (not policy.release_by or policy.release_by & person.capacities)
    )


def nobody_for(needs: Iterable[Need]) -> str:
    """Say which needs nobody is left for, and what can be done about it."""
    who = listed([_acts_as(need) for need in needs], "or")
    return (
        f"With this team it cannot be approved: nobody else acts as {who}. Each approval is by a "
        "different person, and by nobody who drafted or froze the text. An owner can add somebody."
    )


def _acts_as(need: Need) -> str:
    return listed([_lower(capacity.title) for capacity in need.any_of], "or")


def _lower(title: str) -> str:
    return f"{title[:1].lower()}{title[1:]}"

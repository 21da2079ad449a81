"""Who must approve what, and who is still to be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from disclosure.problems import NotFoundError
from disclosure.signoff.people import Capacity


@dataclass(frozen=True, slots=True)
class Need:
    """One approval, by somebody in one of these capacities."""

    any_of: tuple[Capacity, ...]

    def is_met_by(self, capacities: Collection[Capacity]) -> bool:
        """Say whether somebody in these capacities can give it."""
        return any(capacity in self.any_of for capacity in capacities)

    @property
    def in_words(self) -> str:
        """Give who can give it: 'the chief financial officer or the chief executive'."""
        return listed([capacity.in_words for capacity in self.any_of], "or")


@dataclass(frozen=True, slots=True)
class Policy:
    """What must have been decided before a notice may go out.

    Attributes:
        notices: The notices it is for, by id; these come before audiences.
        audiences: The audiences whose other notices it is for.
        needs: The approvals it asks for, each by a different person.
        release_by: The capacities one of which a releaser must have; empty: any releaser.
        in_order: The approvals are given in the order of the needs.
        why: One sentence for those who are asked.
    """

    id: str
    title: str
    notices: tuple[str, ...]
    audiences: tuple[str, ...]
    needs: tuple[Need, ...]
    release_by: frozenset[Capacity]
    in_order: bool
    why: str

    def asks_for(self, capacities: Collection[Capacity]) -> bool:
        """Say whether any of its approvals can be given in these capacities."""
        return any(need.is_met_by(capacities) for need in self.needs)


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's approval of one version.

    Attributes:
        capacities: Those in which the person acted when approving.
    """

    person_id: UUID
    name: str
    capacities: frozenset[Capacity]
    at: datetime


@dataclass(frozen=True, slots=True)
class Policies:
    """Every policy; together they cover every audience."""

    policies: tuple[Policy, ...] = ()

    def for_notice(self, notice_id: str, audience: str) -> Policy:
        """Give the policy of a notice: the one that names it, or else that of its audience.

        Raises:
            NotFoundError: No policy covers the audience; there is none such in the catalogue.
        """
        for policy in self.policies:
            if notice_id in policy.notices:
                return policy
        for policy in self.policies:
            if audience in policy.audiences:
                return policy
        message = (
            f"No approval policy covers the audience '{audience}'. Add one to forms/approvals.toml."
        )
        raise NotFoundError(message)


def still_needed(policy: Policy, approvals: Iterable[Approval]) -> tuple[Need, ...]:
    """Give the needs that no approval meets yet, each met by a different person.

    Somebody who is both chief financial officer and chief executive meets one need only. People
    are given to needs so that as many as possible are met; where needs compete for one person,
    the earlier one is met.
    """
    if policy.in_order:
        return _in_turn(policy, approvals)
    acting = _by_person(approvals)
    given: dict[int, UUID] = {}
    for number in range(len(policy.needs)):
        _give(number, policy.needs, acting, given, set())
    return tuple(need for n, need in enumerate(policy.needs) if n not in given)


def listed(words: Sequence[str], joined_by: str = "and") -> str:
    """Give words as a list inside a sentence: 'a, b and c'."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joined_by} {words[-1]}"


def _by_person(approvals: Iterable[Approval]) -> dict[UUID, frozenset[Capacity]]:
    """Give every capacity in which each person approved; a person counts once."""
    found: dict[UUID, frozenset[Capacity]] = {}
    for approval in approvals:
        held = found.get(approval.person_id, frozenset())
        found[approval.person_id] = held | approval.capacities
    return found


def _give(
    number: int,
    needs: Sequence[Need],
    acting: dict[UUID, frozenset[Capacity]],
    given: dict[int, UUID],
    tried: set[UUID],
) -> bool:
    """Find a person for a need, moving others to another need where that frees one.

    These are the augmenting paths of a maximum matching. A need once met stays met.
    """
    held = {person: need for need, person in given.items()}
    for person, capacities in acting.items():
        if person in tried or not needs[number].is_met_by(capacities):
            continue
        tried.add(person)
        if person not in held or _give(held[person], needs, acting, given, tried):
            given[number] = person
            return True
    return False


def _in_turn(policy: Policy, approvals: Iterable[Approval]) -> tuple[Need, ...]:
    """Give the needs left when only the next one can be met, each by somebody new."""
    left = list(policy.needs)
    seen: set[UUID] = set()
    for approval in approvals:
        is_next = bool(left) and left[0].is_met_by(approval.capacities)
        if is_next and approval.person_id not in seen:
            seen.add(approval.person_id)
            del left[0]
    return tuple(left)

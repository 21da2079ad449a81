"""Whether the people of this installation can sign every kind of notice off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.signoff.people import Role
from disclosure.signoff.policy import listed
from disclosure.signoff.team import cannot_be_met, who_releases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from disclosure.signoff.people import Person
    from disclosure.signoff.policy import Need, Policy


@dataclass(frozen=True, slots=True)
class Cover:
    """Who can do one thing that a notice needs.

    Attributes:
        what: The capacities of which one is asked for, or nothing for the release.
        names: Who can do it.
        lacks_another: Those named are needed for another approval of the same notice.
    """

    what: str
    names: tuple[str, ...]
    lacks_another: bool = False

    @property
    def state(self) -> str:
        """Say in words where too few can do it; nothing where several can."""
        if not self.names:
            return "Nobody"
        if self.lacks_another:
            return "Nobody else: each approval is by a different person"
        return "Only one person" if len(self.names) == 1 else ""

    @property
    def is_missing(self) -> bool:
        """Say whether it cannot be done at all."""
        return not self.names or self.lacks_another


@dataclass(frozen=True, slots=True)
class Covered:
    """A kind of notice, with who can approve and release it."""

    policy: Policy
    approvals: tuple[Cover, ...]
    release: Cover


def covered(policies: Iterable[Policy], people: Sequence[Person]) -> tuple[Covered, ...]:
    """Give each kind of notice with who can approve and release it.

    Args:
        policies: What each kind needs.
        people: Those who can sign in.
    """
    return tuple(_covered(policy, people) for policy in policies)


def _covered(policy: Policy, people: Sequence[Person]) -> Covered:
    unmet = cannot_be_met(policy, people)
    approvals = tuple(_approval(need, people, lacks=need in unmet) for need in policy.needs)
    titles = sorted(capacity.title.lower() for capacity in policy.release_by)
    releasers = tuple(person.name for person in who_releases(policy, people))
    return Covered(policy, approvals, Cover(_capital(listed(titles, "or")), releasers))


def _approval(need: Need, people: Sequence[Person], *, lacks: bool) -> Cover:
    titles = [capacity.title.lower() for capacity in need.any_of]
    names = tuple(
        person.name
        for person in people
        if person.may(Role.APPROVER) and need.is_met_by(person.capacities)
    )
    return Cover(_capital(listed(titles, "or")), names, bool(names) and lacks)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"

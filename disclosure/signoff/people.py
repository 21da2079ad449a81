"""The people who work on an incident, as sign-off sees them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person may do in this installation."""

    OWNER = "owner"
    RECORDER = "recorder"
    DRAFTER = "drafter"
    APPROVER = "approver"
    RELEASER = "releaser"


class Capacity(StrEnum):
    """In what capacity a person answers for a text."""

    GENERAL_COUNSEL = "general-counsel"
    CHIEF_FINANCIAL_OFFICER = "chief-financial-officer"
    CHIEF_EXECUTIVE = "chief-executive"
    DATA_PROTECTION_OFFICER = "data-protection-officer"
    SECURITY = "security"
    COMMUNICATIONS = "communications"

    # Takes the name of a method of str that nobody calls on a capacity, because pages want it.
    @property
    def title(self) -> str:  # type: ignore[override]
        """Give the capacity as a page names it: 'General counsel'."""
        return _TITLES[self]

    @property
    def in_words(self) -> str:
        """Give the capacity inside a sentence: 'the general counsel'."""
        title = _TITLES[self]
        return f"the {title[0].lower()}{title[1:]}"


_TITLES = {
    Capacity.GENERAL_COUNSEL: "General counsel",
    Capacity.CHIEF_FINANCIAL_OFFICER: "Chief financial officer",
    Capacity.CHIEF_EXECUTIVE: "Chief executive",
    Capacity.DATA_PROTECTION_OFFICER: "Data protection officer",
    Capacity.SECURITY: "Security lead",
    Capacity.COMMUNICATIONS: "Communications lead",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in.

    Attributes:
        roles: What the person may do, in the whole installation.
        capacities: In what capacity the person approves; none for most.
    """

    id: UUID
    name: str
    email: str
    roles: frozenset[Role]
    capacities: frozenset[Capacity]

    def may(self, *roles: Role) -> bool:
        """Say whether the person has one of the roles."""
        return not self.roles.isdisjoint(roles)

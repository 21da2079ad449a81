"""People, policies and events for tests of sign-off, everything with a default."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID, uuid5

from builders import NOON
from disclosure.signoff.events import (
    Approved,
    Began,
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
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.signoff.policy import Approval, Need, Policy
from disclosure.signoff.progress import Progress, fold

COUNSEL = Capacity.GENERAL_COUNSEL
FINANCE = Capacity.CHIEF_FINANCIAL_OFFICER
CHIEF = Capacity.CHIEF_EXECUTIVE
PROTECTION = Capacity.DATA_PROTECTION_OFFICER
SECURITY = Capacity.SECURITY
COMMUNICATIONS = Capacity.COMMUNICATIONS

NAMES = UUID("5d1f2a8e-6f0b-4b6e-9d63-0c7b8a4e1f21")
DIGEST = "a" * 64
OTHER = "b" * 64


def an_id(name: str) -> UUID:
    """Give the id of somebody."""
    return uuid5(NAMES, name)


def a_person(
    name: str = "Counsel",
    *capacities: Capacity,
    roles: Collection[Role] = (Role.APPROVER,),
) -> Person:
    """Give a person; as they come, an approver."""
    mail = f"{name.lower()}@example.org"
    return Person(an_id(name), name, mail, frozenset(roles), frozenset(capacities))


def a_policy(
    *needs: Sequence[Capacity],
    name: str = "announcement",
    notices: Sequence[str] = (),
    audiences: Sequence[str] = (),
    release_by: Collection[Capacity] = (),
    in_order: bool = False,
) -> Policy:
    """Give a policy; as it comes, that of the announcement."""
    asked = needs or ((COUNSEL,), (FINANCE, CHIEF))
    return Policy(
        name,
        "Announcement",
        tuple(notices),
        tuple(audiences),
        tuple(Need(tuple(need)) for need in asked),
        frozenset(release_by),
        in_order,
        "An example.",
    )


def an_approval(name: str, *capacities: Capacity) -> Approval:
    """Give an approval."""
    return Approval(an_id(name), name, frozenset(capacities), NOON)


# ---- Events --------------------------------------------------------------------------------------


def began() -> Began:
    """Give the beginning."""
    return Began(NOON, an_id("Drafter"), "Drafter")


def frozen(
    version: int = 1, digest: str = DIGEST, *, authors: Collection[str] = (), by: str = "Drafter"
) -> Frozen:
    """Give a version; who froze it is an author of it."""
    named = frozenset(an_id(name) for name in authors)
    return Frozen(NOON, an_id(by), by, version, digest, named)


def requested(version: int = 1, digest: str = DIGEST) -> Requested:
    """Give a request."""
    return Requested(NOON, an_id("Drafter"), "Drafter", version, digest)


def approved(
    by: str = "Counsel", *capacities: Capacity, version: int = 1, digest: str = DIGEST
) -> Approved:
    """Give an approval as it happens."""
    acting = frozenset(capacities or (COUNSEL,))
    return Approved(NOON, an_id(by), by, version, digest, acting)


def refused(
    by: str = "Finance", version: int = 1, digest: str = DIGEST, *, reason: str = "Too early."
) -> Refused:
    """Give a refusal."""
    return Refused(NOON, an_id(by), by, version, digest, reason)


def withdrawn(version: int = 1, *, reason: str = "") -> Withdrawn:
    """Give a withdrawal."""
    return Withdrawn(NOON, an_id("Drafter"), "Drafter", version, reason)


def superseded(version: int = 1) -> Superseded:
    """Give a version set aside."""
    why = "The number of people changed."
    facts = ("personal_data.people_count",)
    return Superseded(NOON, an_id("Recorder"), "Recorder", version, ("how-many",), facts, why)


def judged_free(version: int = 1, digest: str = DIGEST) -> HoldsNoneJudged:
    """Give a judgement that a text holds no inside information."""
    return HoldsNoneJudged(NOON, an_id("Counsel"), "Counsel", version, digest, "It names nothing.")


def released(version: int = 1, digest: str = DIGEST) -> Released:
    """Give a release."""
    return Released(NOON, an_id("Releaser"), "Releaser", version, digest)


def given_out(version: int = 1, recipient: str = "A newswire") -> Given:
    """Give the act of giving a version out."""
    at = NOON + timedelta(minutes=5)
    return Given(at, an_id("Releaser"), "Releaser", version, NOON, recipient, "upload", "R-1")


def after(*events: NoticeEvent) -> Progress:
    """Give how far a notice has come, from its beginning."""
    return fold([began(), *events])


def asked(*decisions: NoticeEvent) -> Progress:
    """Give how far a notice has come after its first version was put forward."""
    return after(frozen(), requested(), *decisions)


SIGNED_OFF = (approved("Counsel", COUNSEL), approved("Finance", FINANCE))

"""Decisions not to notify as pages show them: who reviewed them, and when one looks again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.instants import full_date, in_words
from disclosure.facts.looks import LookKind

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from disclosure.facts.looks import Look
    from disclosure.services.duties import JudgementLine

ALONE = "Not reviewed by a second person yet"
NO_DAY = "No day is set to look at it again"


@dataclass(frozen=True, slots=True)
class ShownLooks:
    """How a decision not to notify stands.

    Attributes:
        review: Who has reviewed it, or that nobody has.
        again: When to look at it again, which is our own date.
        is_due: That day has come.
        reviews: Every review with what was noted.
        confirmations: Every word that it is still so, with the reason.
    """

    review: str
    is_reviewed: bool
    again: str
    is_due: bool
    reviews: tuple[tuple[str, str], ...]
    confirmations: tuple[tuple[str, str], ...]


def shown_looks(line: JudgementLine, zone: ZoneInfo) -> ShownLooks | None:
    """Give how a decision not to notify stands; nothing for any other judgement."""
    if not line.declines:
        return None
    reviewed = line.reviews(0)
    names = "; ".join(_who(look) for look in reviewed)
    return ShownLooks(
        review=f"Reviewed by {names}" if reviewed else ALONE,
        is_reviewed=bool(reviewed),
        again=_again(line),
        is_due=line.is_due,
        reviews=tuple((_told(look, zone), look.why) for look in reviewed),
        confirmations=tuple((_told(look, zone), look.why) for look in line.confirmations(0)),
    )


def reviewed_by(line: JudgementLine, place: int) -> str:
    """Say who reviewed an earlier decision not to notify."""
    names = "; ".join(_who(look) for look in line.reviews(place))
    return f" Reviewed by {names}." if names else ""


def _again(line: JudgementLine) -> str:
    day = line.again_on
    if day is None:
        return NO_DAY
    begins = "The day to look at it again has come:" if line.is_due else "Look at it again on"
    return f"{begins} {full_date(day)}"


def _told(look: Look, zone: ZoneInfo) -> str:
    at = in_words(look.at, zone)
    if look.kind is LookKind.REVIEWED:
        return f"Reviewed by {_who(look)}; recorded {at}."
    again = f", to be looked at again on {full_date(look.again_on)}" if look.again_on else ""
    return f"Still so, said {_who(look)}, {at}{again}."


def _who(look: Look) -> str:
    return f"{look.by_name}, {look.by_role}" if look.by_role else look.by_name

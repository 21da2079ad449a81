"""Looks at a decision not to notify, after it was made: by a second person, and again in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from disclosure.facts.instants import LONDON, utc
from disclosure.facts.versions import Judgement


class LookKind(StrEnum):
    """What kind of look it was."""

    REVIEWED = "reviewed"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Look:
    """A look at one judgement: a review by a second person, or the word that it is still so.

    Attributes:
        key: The question that was judged.
        judgement: The number of the judgement looked at.
        number: 1 for the first look at it, and on from there.
        at: When it was recorded, aware.
        by_name: Who looked.
        by_role: In which role.
        why: What they noted.
        again_on: The day to look again, of a confirmation that names one.
        facts: The versions as they stood, of a confirmation: key to number.
    """

    key: str
    judgement: int
    number: int
    kind: LookKind
    at: datetime
    by_name: str
    by_role: str = ""
    why: str = ""
    again_on: date | None = None
    facts: Mapping[str, int] = field(default_factory=dict)


def of_judgement(looks: Iterable[Look], judgement: Judgement) -> tuple[Look, ...]:
    """Give the looks at one judgement, in their order."""
    found = [e for e in looks if (e.key, e.judgement) == (judgement.key, judgement.number)]
    return tuple(sorted(found, key=lambda look: look.number))


def again_on(judgement: Judgement, looks: Iterable[Look]) -> date | None:
    """Give the day to look at a judgement again: its own, or that of the last confirmation."""
    confirmed = [e for e in of_judgement(looks, judgement) if e.kind is LookKind.CONFIRMED]
    return confirmed[-1].again_on if confirmed else judgement.again_on


def end_of(day: date, zone: ZoneInfo = LONDON) -> datetime:
    """Give the last minute of a day, in UTC: a look on that day is in time until then."""
    midnight = datetime.combine(day + timedelta(days=1), time(0), zone)
    return utc(midnight) - timedelta(minutes=1)

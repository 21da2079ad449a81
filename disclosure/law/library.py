"""What is told about the library itself: what to look at again, and what changed in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Why(StrEnum):
    """Why something is due for another look, the most urgent reason first."""

    CALENDAR_ENDS = "calendar-ends"
    OVERDUE = "review-overdue"
    IN_MOTION = "law-in-motion"
    UNCERTAIN = "uncertain-rows"
    NAME = "authority-name"
    COMPUTED = "calendar-computed"
    HOURS = "hours"
    MARKS = "weak-marks"
    NOT_REVIEWED = "not-reviewed"


HEADINGS = {
    Why.CALENDAR_ENDS: "Calendars that run out",
    Why.OVERDUE: "Past the day of their review",
    Why.IN_MOTION: "Law in motion",
    Why.UNCERTAIN: "Rows that decide and are uncertain",
    Why.NAME: "Names of authorities that are not certain",
    Why.COMPUTED: "Bank holidays that are computed, not published",
    Why.HOURS: "Opening hours that nobody has confirmed",
    Why.MARKS: "Rows that decide and that nobody has read in a source",
    Why.NOT_REVIEWED: "Not reviewed by a lawyer",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at again.

    Attributes:
        about: The id of the rule, regime, authority, calendar or service.
        said: What is due, as a sentence.
        day: The day that matters, where there is one.
    """

    why: Why
    about: str
    said: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Recheck:
    """Something to look up before anybody relies on the library.

    Attributes:
        rank: 1 for the greatest risk, and on from there.
        what: What to look up.
        why: What would be wrong if it came out otherwise.
        where: Where to look.
        concerns: The obligations that hang on it; none where it concerns no single one.
        listed_on: The day it was put on the list.
    """

    rank: int
    id: str
    what: str
    why: str
    where: str
    concerns: tuple[str, ...]
    listed_on: date


class Kind(StrEnum):
    """What happened to an entry of the library."""

    ADDED = "added"
    NEW_VERSION = "new-version"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the library that is not what it was.

    Attributes:
        part: Which part of the library it stands in.
        id: The id of the entry; of a rule without its first day.
        title: What it is called.
        begins: Of a rule: its first day, as text.
        decides: Whether it can change which duties stand, or when they fall due.
        heading: The change in a line: "Changed rule uk.sra: Report to the SRA".
        lines: What changed, a sentence each.
    """

    kind: Kind
    part: str
    id: str
    title: str
    begins: str
    decides: bool
    heading: str
    lines: tuple[str, ...]

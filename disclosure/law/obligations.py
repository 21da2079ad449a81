"""Obligations: who must tell whom what by when, as the law files give them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from disclosure.law.conditions import Condition, with_rows
from disclosure.law.confidence import Confidence, weakest

WATCH = "watch"
"""The kind of what is not law: a bill, a proposal. It is shown with its clock and is no duty."""
VOLUNTARY = "voluntary"
ASKED = {"fact": "fact", "judged": "judgement", "decided": "judgement"}
"""What kind of answer tells a start of that kind."""
WAITING_WORDS = {
    "fact": "The clock starts with the fact {}, which is not known yet.",
    "judged": "The clock starts with the instant that the judgement {} names; "
    "nobody has judged it yet.",
    "decided": "The clock starts when {} is judged; nobody has judged it yet.",
    "submitted": "The clock starts when {} is submitted; it has not been.",
    "released": "The clock starts when a text is released to: {}. None has been.",
}


# The classes of a rule are without slots, so that what follows from the rule alone is worked out
# once and kept beside its fields.
@dataclass(frozen=True)
class Start:
    """Where a limit starts, such as `judged:aware_personal_data`.

    Attributes:
        kind: fact · judged (the instant a judgement names) · decided (when it was made) ·
            submitted (`obligation/stage`) · released (an audience).
    """

    kind: str
    key: str

    @cached_property
    def name(self) -> str:
        """Give it as the law file writes it."""
        return f"{self.kind}:{self.key}"

    @cached_property
    def asks(self) -> str:
        """Name what would tell the start, as `waits_for` lists it; nothing for our own acts."""
        kind = ASKED.get(self.kind)
        return f"{kind}:{self.key}" if kind else ""

    def __str__(self) -> str:
        """Give it as the law file writes it."""
        return self.name


@dataclass(frozen=True)
class Limit:
    """A length of time from a start.

    Attributes:
        amount: Hours, days or months, by the counting method; 0 for `without-delay`.
        earliest_from: Instants of which the earliest known is the earliest the start can be.
        review_hours: Where the law gives no number: how soon we remind, by our own choice.
        outer: The counting method of the outer limit shown beside it, or nothing.
        outer_from: The first day on which the outer limit is law: time that starts before it
            has none.
        same_time: Whether months end at the time of day at which they began.
    """

    starts_at: Start
    amount: int
    counting: str
    cite: str
    confidence: Confidence
    earliest_from: tuple[Start, ...] = ()
    outer: str = ""
    outer_cite: str = ""
    outer_confidence: Confidence = Confidence.UNCERTAIN
    outer_from: date | None = None
    outer_from_cite: str = ""
    outer_from_confidence: Confidence = Confidence.UNCERTAIN
    calendar: str = ""
    first_day_counts: bool = False
    review_hours: int = 24
    same_time: bool = False

    @cached_property
    def run(self) -> str:
        """Say from where and how it is counted: limits that say the same are counted once."""
        parts = (
            (self.starts_at.name, *(start.name for start in self.earliest_from)),
            (self.amount, self.counting, self.calendar),
            (self.first_day_counts, self.review_hours, self.same_time),
            (self.outer, self.outer_cite, self.outer_from),
        )
        return repr(parts)

    @cached_property
    def possible_words(self) -> str:
        """Say what is counted while its start is not known."""
        return (
            f"The start is not known yet ({self.starts_at}). What follows counts from the "
            "earliest time it can have been and gives the earliest deadline there can be."
        )


@dataclass(frozen=True)
class Stage:
    """One step of a duty.

    Attributes:
        promptness: The law's own standard in words: 'without undue delay'.
        combine: With several limits, whether the earliest or the latest decides.
        each_of: The field whose values are the groups of people that are told apart: `data.who`;
            its clock runs until each that is, or may be, concerned has been told.
    """

    id: str
    title: str
    promptness: str
    limits: tuple[Limit, ...]
    late_needs: str = ""
    combine: str = "earliest"
    each_of: str = ""

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """Give everything its limits start at, sorted."""
        return tuple(sorted(limit.starts_at.name for limit in self.limits))

    @cached_property
    def waiting_words(self) -> tuple[str, ...]:
        """Say what it waits for while none of its limits has started."""
        start = self.limits[0].starts_at
        return (WAITING_WORDS[start.kind].format(start.key),)


@dataclass(frozen=True, slots=True)
class Content:
    """Something a notice must contain."""

    id: str
    title: str
    cite: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Channel:
    """The way a notice is given."""

    name: str
    confidence: Confidence
    url: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Obligation:
    """One obligation, for the days it is in force."""

    id: str
    title: str
    kind: str
    cite: str
    authority: str
    audience: str
    borne_by: str
    in_force_from: date
    in_force_until: date | None
    status: str
    confidence: Confidence
    source: str
    checked_on: date
    reviewed_by: str
    summary: str
    applies_when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    stages: tuple[Stage, ...] = ()
    contents: tuple[Content, ...] = ()
    channel: Channel | None = None
    max_penalty: str = ""
    penalty_confidence: Confidence = Confidence.UNCERTAIN
    exemptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    file: str = ""
    digest: str = ""

    @cached_property
    def weakest(self) -> Confidence:
        """Give the weakest mark among its own and those of its rows, groups and limits."""
        rows = with_rows((*self.applies_when, *self.unless))
        limits = [limit.confidence for stage in self.stages for limit in stage.limits]
        return weakest([self.confidence, *(row.confidence for row in rows), *limits])

    @property
    def is_watched(self) -> bool:
        """Say whether it is only watched: a bill or a proposal, which binds nobody."""
        return self.kind == WATCH

    def in_force_on(self, day: date) -> bool:
        """Say whether the rule is law on a day; of one that is watched, whether it lies there."""
        until = self.in_force_until
        return self.in_force_from <= day and (until is None or day <= until)


@dataclass(frozen=True, slots=True)
class AuthorityName:
    """A name an authority bears between two days."""

    name: str
    short: str
    start: date | None = None
    until: date | None = None
    confidence: Confidence = Confidence.UNCERTAIN


@dataclass(frozen=True, slots=True)
class Authority:
    """Somebody who is told."""

    id: str
    names: tuple[AuthorityName, ...]
    phone: str = ""
    url: str = ""
    confidence: Confidence = Confidence.UNCERTAIN
    source: str = ""

    def name_on(self, day: date) -> AuthorityName:
        """Give the name borne on a day; the last one listed where none fits."""
        for name in self.names:
            begun = name.start is None or name.start <= day
            if begun and (name.until is None or day <= name.until):
                return name
        return self.names[-1]

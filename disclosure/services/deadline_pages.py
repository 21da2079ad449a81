"""Deadlines as pages ask for them: the wall, and the lines of one incident."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.facts.instants import LONDON
from disclosure.law.deadlines import ClockState
from disclosure.outputs.deadline_words import present_state
from disclosure.problems import NotFoundError
from disclosure.services.deadline_law import dated_duties, dressed
from disclosure.services.deadline_rows import (
    PROMISE,
    STAGE,
    UPDATE,
    clocks,
    promise_key,
    review_at,
    stage_key,
)
from disclosure.store.deadlines import JUDGEMENT, OPEN_STATES, REVIEW, Clock, ListedClock, Whose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Known
    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty
    from disclosure.outputs.timeline import Timeline
    from disclosure.signoff.people import Person
    from disclosure.store.incidents import Incident

__all__ = [
    "JUDGEMENT",
    "LATE",
    "NO_DEADLINE",
    "PAGE",
    "REVIEW",
    "Clock",
    "Line",
    "ListedClock",
    "OfIncident",
    "Wall",
    "Whose",
    "lines_of",
    "most_first",
    "start_words",
]

PAGE = 100
NO_DEADLINE = "There is no such deadline in this incident."
LATE = (ClockState.OVERDUE, ClockState.MET_LATE)
NO_INCIDENT = UUID(int=0)
"""Where a stage is looked up in the law alone."""


@dataclass(frozen=True, slots=True)
class Wall:
    """Open deadlines of every incident somebody may see, the first due first.

    Attributes:
        total: How many there are, on all pages together.
        page: Which page this is, from 1.
        to_judge: The questions that duties wait for; on the first page alone.
        profile: What the profile does not say and duties wait for; on the first page alone.
        overtaken: The texts given out whose facts have moved; on the first page alone.
    """

    rows: tuple[ListedClock, ...]
    now: datetime
    total: int
    page: int = 1
    whose: Whose = Whose.ALL
    to_judge: tuple[ListedClock, ...] = ()
    profile: tuple[ListedClock, ...] = ()
    overtaken: tuple[ListedClock, ...] = ()

    @property
    def pages(self) -> int:
        """Give the number of pages; one even when nothing is due."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True, slots=True)
class Line:
    """A deadline of one incident, with everything its page says.

    Attributes:
        state: How it stands at this moment.
        duty: The duty it belongs to; None for a promise and for a judgement.
        stage: The stage as worked out; None for a promise and for a judgement.
        review_at: When to look again, where the law gives no limit.
        late_reason: The reason recorded for its being late.
        judged: The judgement its time runs from, with the question and who judged; nothing where
            it runs from something else.
        promised_in: Of an update we promised, the notice whose text did; nothing of all else.
    """

    listed: ListedClock
    state: ClockState
    duty: Duty | None = None
    stage: StageDeadline | None = None
    review_at: datetime | None = None
    late_reason: str = ""
    judged: str = ""
    promised_in: str = ""

    @property
    def clock(self) -> Clock:
        """Give the deadline itself."""
        return self.listed.clock

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to do something about it."""
        return str(self.state) in OPEN_STATES

    @property
    def is_listed(self) -> bool:
        """Say whether the list over all incidents shows it."""
        return self.is_open and (
            self.clock.due_at is not None or self.clock.outcome != "undetermined"
        )

    @property
    def is_judgement(self) -> bool:
        """Say whether it is a question that duties wait for."""
        return self.clock.kind == JUDGEMENT

    @property
    def is_review(self) -> bool:
        """Say whether it is a day of our own to look at a decision not to notify again."""
        return self.clock.kind == REVIEW

    @property
    def may_be_explained(self) -> bool:
        """Say whether a reason for its being late can be recorded."""
        return self.clock.kind == STAGE and self.state in LATE


@dataclass(frozen=True, slots=True)
class OfIncident:
    """Every deadline of one incident, and the picture of its first hours.

    Attributes:
        rows: The open ones, as the list over all incidents shows them.
        lines: All of them: open, to be judged, waiting and met.
        starts: The instants the picture can begin with, by fact.
    """

    incident: Incident
    now: datetime
    lines: tuple[Line, ...]
    timeline: Timeline
    starts: Mapping[str, datetime]
    team: tuple[Person, ...]

    @property
    def rows(self) -> tuple[ListedClock, ...]:
        """Give the open ones, the first due first."""
        return tuple(line.listed for line in self.lines if line.is_listed)

    @property
    def to_judge(self) -> tuple[ListedClock, ...]:
        """Give the questions that duties wait for, what decides most first."""
        return most_first(line.listed for line in self.lines if line.is_judgement)

    def line(self, deadline: str) -> Line:
        """Give one of them.

        Raises:
            NotFoundError: There is none of that key.
        """
        for line in self.lines:
            if line.clock.deadline == deadline:
                return line
        raise NotFoundError(NO_DEADLINE)


def most_first(to_judge: Iterable[ListedClock]) -> tuple[ListedClock, ...]:
    """Give questions in the order of the number of duties that wait for them."""
    return tuple(sorted(to_judge, key=lambda row: -int(row.clock.reference)))


def lines_of(
    incident: Incident,
    known: Known,
    duties: Iterable[Duty],
    owners: Mapping[str, tuple[UUID, str]],
    catalogue: Catalogue,
) -> tuple[Line, ...]:
    """Give the deadlines in the order in which they need somebody: open, waiting, met."""
    held = dated_duties(duties, catalogue, incident.law_day(known.at))
    worked = {stage_key(duty, stage): (duty, stage) for duty in held for stage in duty.stages}
    made = []
    for clock in clocks(known, held, catalogue.vocabulary.judgements):
        owner_id, owner_name = owners.get(clock.deadline, (None, ""))
        duty, stage = worked.get(clock.deadline, (None, None))
        listed = ListedClock(
            clock=clock,
            incident_id=incident.id,
            incident_title=incident.title,
            organisation_name=incident.organisation_name,
            zone=incident.zone,
            owner_id=owner_id,
            owner_name=owner_name,
            organisation_id=incident.organisation_id,
        )
        (listed,) = dressed([listed], catalogue, known.at.date())
        line = Line(
            listed=listed,
            state=present_state(ClockState(clock.state), clock.due_at, known.at),
            duty=duty,
            stage=stage,
            review_at=review_at(clock, known.at),
            late_reason=_late_reason(known, clock.deadline),
            judged=_judged(known, duty, stage, catalogue),
            promised_in=_promised_in(clock, known),
        )
        made.append(line)
    return tuple(sorted(made, key=_order))


def _judged(
    known: Known, duty: Duty | None, stage: StageDeadline | None, catalogue: Catalogue
) -> str:
    """Say on whose judgement the time of a stage runs, and why they judged so."""
    if duty is None or stage is None or stage.starts_at is None:
        return ""
    limits = [limit for s in duty.obligation.stages if s.id == stage.id for limit in s.limits]
    for limit in limits:
        held = known.judgement(limit.starts_at.key) if limit.starts_at.kind == "judged" else None
        if held is not None and held.instant == stage.starts_at:
            question = catalogue.vocabulary.judgements[held.key]
            answer = question.in_words(held.value).partition(":")[0].partition(",")[0]
            return f"The {held.made_by} judged “{answer}” to “{question.asks}” Reason: {held.why}"
    return ""


def _promised_in(clock: Clock, known: Known) -> str:
    """Give the notice whose text promised an update: a new text of it keeps the promise."""
    if clock.kind != PROMISE:
        return ""
    for release in sorted(known.releases, key=lambda each: each.at, reverse=True):
        series = release.id.rpartition("#")[2]
        if clock.deadline in (promise_key(release.notice, series), f"{UPDATE}:{release.audience}"):
            return release.notice
    return ""


def _late_reason(known: Known, deadline: str) -> str:
    """Give the reason a notice would say: that of the submission, or else the last one given."""
    obligation, _, stage = deadline.partition("/")
    submission = known.submission(obligation, stage)
    if submission and submission.late_reason:
        return submission.late_reason
    given = known.late_reason(obligation, stage)
    return given.reason if given else ""


def _order(line: Line) -> tuple[int, bool, float, str]:
    waits = line.state is ClockState.WAITING
    group = 0 if line.is_listed else 1 if line.is_open else 2 if waits else 3
    due = line.clock.due_at
    return group, due is None, due.timestamp() if due else 0.0, line.clock.title


def start_words(duty: Duty, stage: StageDeadline, catalogue: Catalogue, day: date) -> str:
    """Say what a stage waits for whose time has not begun, as every page of deadlines says it."""
    clock = Clock(stage_key(duty, stage), STAGE, stage.title, str(stage.state))
    (row,) = dressed([ListedClock(clock, NO_INCIDENT, "", "", LONDON)], catalogue, day)
    return row.starts_with

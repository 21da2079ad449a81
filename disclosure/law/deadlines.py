"""Deadlines: when each stage of a duty falls due, and what it waits for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.facts.instants import When, in_words, span, utc
from disclosure.facts.standings import Standing
from disclosure.law.calendars import Calendar, CalendarEndsError
from disclosure.law.counting import COUNTING, Counted, Counting
from disclosure.law.sight import Sight

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from disclosure.facts.case import Known, Submission
    from disclosure.law.obligations import Limit, Stage, Start


JUDGE_NOW = "This earliest possible deadline has passed: judge the start now."


class ClockState(StrEnum):
    """How the clock of a stage stands."""

    WAITING = "waiting"
    EARLIEST_POSSIBLE = "earliest-possible"
    RUNNING = "running"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met-late"
    CANNOT_COUNT = "cannot-count"


@dataclass(frozen=True, slots=True)
class StageDeadline:
    """A stage as it stands.

    Attributes:
        starts_at: The start as precisely as it is known, or None while it is not.
        due_at: The due instant, aware; None while waiting and where the law gives no limit.
        outer_limit_at: The outer limit shown beside it, where the law has one.
        waits_for: What the start waits for.
        next_review_at: Our own reminder where the law gives no limit.
    """

    stage: Stage
    state: ClockState
    counting: str
    arithmetic: tuple[str, ...]
    starts_at: When | None = None
    due_at: datetime | None = None
    outer_limit_at: datetime | None = None
    waits_for: tuple[str, ...] = ()
    next_review_at: datetime | None = None
    reference: str = ""

    @property
    def id(self) -> str:
        """Give the stage's id."""
        return self.stage.id

    @property
    def title(self) -> str:
        """Give the stage's title."""
        return self.stage.title

    @property
    def promptness(self) -> str:
        """Give the law's own standard in words."""
        return self.stage.promptness

    @property
    def late_needs(self) -> str:
        """Give what the law asks for besides when it is late."""
        return self.stage.late_needs


@dataclass(frozen=True, slots=True)
class Run:
    """One limit, counted.

    Attributes:
        is_possible: The start is not known; it is counted from the earliest it can have been.
        is_past: The due instant has passed.
        words: The arithmetic, with what a reader must know about the start.
    """

    limit: Limit
    counted: Counted
    outer: Counted | None
    start: When
    is_possible: bool
    is_past: bool
    words: tuple[str, ...]


def deadline(
    stage: Stage, obligation: str, known: Known, calendars: Mapping[str, Calendar]
) -> StageDeadline:
    """Work out one stage of one obligation on what is known."""
    return deadline_in(stage, obligation, Sight(known, calendars))


def deadline_in(stage: Stage, obligation: str, sight: Sight) -> StageDeadline:
    """Work out one stage of one obligation within an assessment."""
    submission = sight.submission(obligation, stage.id, stage.each_of)
    untold = _untold_words(stage, obligation, sight.known)
    try:
        runs = [run for limit in stage.limits if (run := _run(limit, sight))]
    except CalendarEndsError as ends:
        return _uncounted(stage, (str(ends), *untold), submission, sight)
    if not runs:
        waiting = (*stage.waiting_words, *untold)
        return _uncounted(stage, waiting, submission, sight, waits_for=stage.starts)
    chosen = runs[0] if len(runs) == 1 else _choose(runs, stage.combine)
    words = (*_words(chosen, submission, sight), *untold)
    if stage.combine == "earliest" and len(runs) > 1:
        words += _may_be_earlier(chosen, runs, sight.known)
    return StageDeadline(
        stage,
        _state(chosen, submission),
        chosen.limit.counting,
        words,
        chosen.start,
        chosen.counted.due_at,
        chosen.outer.due_at if chosen.outer else None,
        _waits_for(stage, runs, sight),
        chosen.counted.next_review_at,
        submission.reference if submission else "",
    )


def _waits_for(stage: Stage, runs: list[Run], sight: Sight) -> tuple[str, ...]:
    """Give the starts that are not known, sorted; most often all are."""
    if len(runs) == len(stage.limits) and not any(run.is_possible for run in runs):
        return ()
    limits = (limit.starts_at for limit in stage.limits)
    return tuple(sorted(start.name for start in limits if not _start(start, sight)))


# ---- Starts ------------------------------------------------------------------------------------


def starts(start: Start, known: Known) -> When | None:
    """Give the instant a limit starts at, or None while it is not known."""
    return FINDERS[start.kind](start.key, Sight(known))


def _start(start: Start, sight: Sight) -> When | None:
    """Give the same within an assessment, which asks for many starts more than once."""
    if start.name not in sight.started:
        sight.started[start.name] = FINDERS[start.kind](start.key, sight)
    return sight.started[start.name]


def _fact_instant(key: str, sight: Sight) -> When | None:
    version = sight.known.fact(key)
    usable = version and version.standing in (Standing.CONFIRMED, Standing.SUSPECTED)
    value = version.value if version and usable else None
    return value if isinstance(value, When) else None


def _judged_instant(key: str, sight: Sight) -> When | None:
    judgement = sight.known.judgement(key)
    return judgement.instant if judgement else None


def _decided_instant(key: str, sight: Sight) -> When | None:
    judgement = sight.known.judgement(key)
    return When.exactly(judgement.made_at) if judgement else None


def _submitted_instant(key: str, sight: Sight) -> When | None:
    obligation, _, stage = key.partition("/")
    submission = sight.submission(obligation, stage)
    return When.exactly(submission.at) if submission else None


def _released_instant(key: str, sight: Sight) -> When | None:
    release = sight.known.first_release(key)
    return When.exactly(release.at) if release else None


FINDERS: Mapping[str, Callable[[str, Sight], When | None]] = {
    "fact": _fact_instant,
    "judged": _judged_instant,
    "decided": _decided_instant,
    "submitted": _submitted_instant,
    "released": _released_instant,
}
"""How the instant of each kind of start is found."""


# ---- Counting ----------------------------------------------------------------------------------


def _run(limit: Limit, sight: Sight) -> Run | None:
    """Count one limit; those that start and are counted alike are counted once."""
    if limit.run not in sight.runs:
        sight.runs[limit.run] = _counted(limit, sight)
    return sight.runs[limit.run]


def _counted(limit: Limit, sight: Sight) -> Run | None:
    """Count one limit from its start, or from the earliest the start can be."""
    start, known = _start(limit.starts_at, sight), sight.known
    begins = start.earliest if start else _earliest_possible(limit, sight)
    if begins is None:
        return None
    counting = Counting(
        known.zone,
        sight.calendars.get(limit.calendar),
        sight.calendars,
        limit.first_day_counts,
        known.at,
        limit.review_hours,
        start is None,
        limit.same_time,
    )
    counted = COUNTING[limit.counting](begins, limit.amount, counting)
    outer = _outer(limit, begins, counting)
    words = (*_start_words(limit, start, known.zone), *counted.arithmetic)
    if outer:
        words += outer.arithmetic
    is_past = counted.due_at is not None and utc(known.at) > utc(counted.due_at)
    start, is_possible = start or When.exactly(begins), start is None
    return Run(limit, counted, outer, start, is_possible, is_past, words)


def _start_words(limit: Limit, start: When | None, zone: ZoneInfo) -> tuple[str, ...]:
    """Say what a reader must know about a start that is not known, or not exactly."""
    if start is None:
        return (limit.possible_words,)
    if start.is_exact:
        return ()
    known = span(start, zone)
    return (f"The start is known only as {known}; the clock runs from the earliest moment of it.",)


def _outer(limit: Limit, begins: datetime, counting: Counting) -> Counted | None:
    """Count the outer limit; before its law was in force there is none, and that is said."""
    if not limit.outer:
        return None
    first = limit.outer_from
    if first is not None and begins.astimezone(counting.zone).date() < first:
        line = (
            f"The time above stands: a later reading of it ({limit.outer_cite}) holds only "
            f"for time that starts on or after {first.day} {first:%B} {first.year}."
        )
        return Counted(None, (line,))
    return COUNTING[limit.outer](begins, limit.amount, counting)


def _earliest_possible(limit: Limit, sight: Sight) -> datetime | None:
    found = [when.earliest for each in limit.earliest_from if (when := _start(each, sight))]
    return min(found, key=utc, default=None)


def _choose(runs: list[Run], combine: str) -> Run:
    """Take the limit that decides; one without a due instant decides only when alone."""
    # Compared in UTC: within one zone Python compares wall clocks, and in autumn an hour of
    # those comes twice.
    limited = [run for run in runs if run.counted.due_at is not None]
    if not limited:
        return runs[0]
    if combine == "latest":
        return max(limited, key=_due)
    # A limit that is running binds whether or not another one may turn out to end earlier.
    return min([run for run in limited if not run.is_possible] or limited, key=_due)


def _due(run: Run) -> datetime:
    return utc(run.counted.due_at or run.start.earliest)


def _may_be_earlier(chosen: Run, runs: list[Run], known: Known) -> tuple[str, ...]:
    """Say which limit could still end before the one that is running."""
    return tuple(
        f"It may fall earlier: the limit from {run.limit.starts_at} has no start yet and could "
        f"end {in_words(run.counted.due_at, known.zone)}."
        for run in runs
        if run.is_possible
        and not chosen.is_possible
        and run.counted.due_at is not None
        and _due(run) < _due(chosen)
    )


def _state(run: Run, submission: Submission | None) -> ClockState:
    if submission:
        due = run.counted.due_at
        late = due is not None and utc(submission.at) > utc(due) and not run.is_possible
        return ClockState.MET_LATE if late else ClockState.MET
    if run.is_possible:
        return ClockState.EARLIEST_POSSIBLE
    return ClockState.OVERDUE if run.is_past else ClockState.RUNNING


def _words(run: Run, submission: Submission | None, sight: Sight) -> tuple[str, ...]:
    """Give the arithmetic, with what a reader must know about its start and its end."""
    if submission:
        return (*run.words, _submitted_words(submission, sight.known))
    if run.is_possible and run.is_past:
        return (*run.words, JUDGE_NOW)
    return run.words


def _uncounted(
    stage: Stage,
    words: tuple[str, ...],
    submission: Submission | None,
    sight: Sight,
    *,
    waits_for: tuple[str, ...] | None = None,
) -> StageDeadline:
    """Give a stage without a count; what has been submitted is met all the same."""
    counting, reference = stage.limits[0].counting, ""
    state = ClockState.CANNOT_COUNT if waits_for is None else ClockState.WAITING
    if submission:
        state, reference = ClockState.MET, submission.reference
        words = (*words, _submitted_words(submission, sight.known))
    return StageDeadline(
        stage, state, counting, words, waits_for=waits_for or (), reference=reference
    )


def _untold_words(stage: Stage, obligation: str, known: Known) -> tuple[str, ...]:
    """Say which groups were told and which were not, where one of them was."""
    untold = known.untold(obligation, stage.id, stage.each_of) if stage.each_of else ()
    told = dict.fromkeys(
        given.group
        for given in known.submissions
        if (given.obligation, given.stage) == (obligation, stage.id) and given.group
    )
    if not told or not untold:
        return ()
    said, left = (", ".join(each.replace("-", " ") for each in ids) for ids in (told, untold))
    return (f"Told so far: {said}. Not yet told: {left}. It stays open until each has been told.",)


def _submitted_words(submission: Submission, known: Known) -> str:
    reference = f", reference {submission.reference}" if submission.reference else ""
    return f"Submitted {in_words(submission.at, known.zone)}{reference}."

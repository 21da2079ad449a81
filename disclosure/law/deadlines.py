"""Deadlines: when each stage of a duty falls due, and what it waits for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.facts.instants import When, in_words, span, utc
from disclosure.facts.standings import Standing
from disclosure.law.calendars import Calendar, CalendarEndsError
from disclosure.law.counting import COUNTING, Counted, Counting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from disclosure.facts.case import Known, Submission
    from disclosure.law.obligations import Limit, Stage, Start


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

    id: str
    title: str
    state: ClockState
    promptness: str
    counting: str
    arithmetic: tuple[str, ...]
    starts_at: When | None = None
    due_at: datetime | None = None
    outer_limit_at: datetime | None = None
    waits_for: tuple[str, ...] = ()
    next_review_at: datetime | None = None
    late_needs: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class _Run:
    """One limit, counted."""

    limit: Limit
    counted: Counted
    outer: Counted | None
    start: When
    is_possible: bool = False


def deadline(
    stage: Stage, obligation: str, known: Known, calendars: Mapping[str, Calendar]
) -> StageDeadline:
    """Work out one stage of one obligation on what is known."""
    blank = StageDeadline(
        stage.id,
        stage.title,
        ClockState.WAITING,
        stage.promptness,
        stage.limits[0].counting,
        (),
        late_needs=stage.late_needs,
    )
    waits = tuple(
        sorted(str(limit.starts_at) for limit in stage.limits if not starts(limit.starts_at, known))
    )
    submission = known.submission(obligation, stage.id)
    try:
        runs = [run for limit in stage.limits if (run := _run(limit, known, calendars))]
    except CalendarEndsError as ends:
        cannot = replace(blank, state=ClockState.CANNOT_COUNT)
        return _uncounted(cannot, (str(ends),), submission, known)
    if not runs:
        words = _waiting_words(stage)
        return _uncounted(replace(blank, waits_for=waits), words, submission, known)
    chosen = _choose(runs, stage.combine)
    counted = chosen.counted
    earlier = _may_be_earlier(chosen, runs, known) if stage.combine == "earliest" else ()
    return replace(
        blank,
        state=_state(chosen, submission, known.at),
        counting=chosen.limit.counting,
        arithmetic=(*_words(chosen, submission, known), *earlier),
        starts_at=chosen.start,
        due_at=counted.due_at,
        outer_limit_at=chosen.outer.due_at if chosen.outer else None,
        waits_for=waits,
        next_review_at=counted.next_review_at,
        reference=submission.reference if submission else "",
    )


def starts(start: Start, known: Known) -> When | None:
    """Give the instant a limit starts at, or None while it is not known."""
    finders: Mapping[str, Callable[[str, Known], When | None]] = {
        "fact": _fact_instant,
        "judged": _judged_instant,
        "decided": _decided_instant,
        "submitted": _submitted_instant,
        "released": _released_instant,
    }
    return finders[start.kind](start.key, known)


def _fact_instant(key: str, known: Known) -> When | None:
    version = known.fact(key)
    usable = version and version.standing in (Standing.CONFIRMED, Standing.SUSPECTED)
    value = version.value if version and usable else None
    return value if isinstance(value, When) else None


def _judged_instant(key: str, known: Known) -> When | None:
    judgement = known.judgement(key)
    return judgement.instant if judgement else None


def _decided_instant(key: str, known: Known) -> When | None:
    judgement = known.judgement(key)
    return When.exactly(judgement.made_at) if judgement else None


def _submitted_instant(key: str, known: Known) -> When | None:
    obligation, _, stage = key.partition("/")
    submission = known.submission(obligation, stage)
    return When.exactly(submission.at) if submission else None


def _released_instant(key: str, known: Known) -> When | None:
    release = known.first_release(key)
    return When.exactly(release.at) if release else None


def _run(limit: Limit, known: Known, calendars: Mapping[str, Calendar]) -> _Run | None:
    """Count one limit from its start, or from the earliest the start can be."""
    start = starts(limit.starts_at, known)
    begins = start.earliest if start else _earliest_possible(limit, known)
    if begins is None:
        return None
    counting = Counting(
        zone=known.zone,
        calendar=calendars.get(limit.calendar),
        calendars=calendars,
        first_day_counts=limit.first_day_counts,
        now=known.at,
        review_hours=limit.review_hours,
        is_possible=start is None,
    )
    counted = COUNTING[limit.counting](begins, limit.amount, counting)
    outer = _outer(limit, begins, counting)
    return _Run(limit, counted, outer, start or When.exactly(begins), is_possible=start is None)


def _outer(limit: Limit, begins: datetime, counting: Counting) -> Counted | None:
    """Count the outer limit; before its law was in force there is none, and that is said."""
    if not limit.outer:
        return None
    first = limit.outer_from
    if first is not None and begins.astimezone(counting.zone).date() < first:
        line = (
            f"The time above stands: a later reading of it ({limit.outer_cite}) holds only "
            f"for time that starts on or after {first.day} {first:%B %Y}."
        )
        return Counted(None, (line,))
    return COUNTING[limit.outer](begins, limit.amount, counting)


def _earliest_possible(limit: Limit, known: Known) -> datetime | None:
    found = [when.earliest for source in limit.earliest_from if (when := starts(source, known))]
    return min(found, key=utc, default=None)


def _choose(runs: list[_Run], combine: str) -> _Run:
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


def _due(run: _Run) -> datetime:
    return utc(run.counted.due_at or run.start.earliest)


def _may_be_earlier(chosen: _Run, runs: list[_Run], known: Known) -> tuple[str, ...]:
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


def _state(run: _Run, submission: Submission | None, at: datetime) -> ClockState:
    due = run.counted.due_at
    if submission:
        late = due is not None and utc(submission.at) > utc(due) and not run.is_possible
        return ClockState.MET_LATE if late else ClockState.MET
    if run.is_possible:
        return ClockState.EARLIEST_POSSIBLE
    return ClockState.OVERDUE if due is not None and utc(at) > utc(due) else ClockState.RUNNING


def _words(run: _Run, submission: Submission | None, known: Known) -> tuple[str, ...]:
    """Give the arithmetic, with what a reader must know about its start and its end."""
    lines: list[str] = []
    if run.is_possible:
        lines.append(
            f"The start is not known yet ({run.limit.starts_at}). What follows counts from the "
            "earliest time it can have been and gives the earliest deadline there can be."
        )
    elif not run.start.is_exact:
        lines.append(
            f"The start is known only as {span(run.start, known.zone)}; the clock runs from the "
            "earliest moment of it."
        )
    lines += run.counted.arithmetic
    lines += run.outer.arithmetic if run.outer else ()
    if submission:
        lines.append(_submitted_words(submission, known))
    elif run.is_possible and run.counted.due_at and utc(known.at) > utc(run.counted.due_at):
        lines.append("This earliest possible deadline has passed: judge the start now.")
    return tuple(lines)


def _uncounted(
    blank: StageDeadline, words: tuple[str, ...], submission: Submission | None, known: Known
) -> StageDeadline:
    """Give a stage without a count; what has been submitted is met all the same."""
    if submission is None:
        return replace(blank, arithmetic=words)
    return replace(
        blank,
        state=ClockState.MET,
        arithmetic=(*words, _submitted_words(submission, known)),
        reference=submission.reference,
    )


def _submitted_words(submission: Submission, known: Known) -> str:
    reference = f", reference {submission.reference}" if submission.reference else ""
    return f"Submitted {in_words(submission.at, known.zone)}{reference}."


def _waiting_words(stage: Stage) -> tuple[str, ...]:
    start = stage.limits[0].starts_at
    words = {
        "fact": f"The clock starts with the fact {start.key}, which is not known yet.",
        "judged": f"The clock starts with the instant that the judgement {start.key} names; "
        "nobody has judged it yet.",
        "decided": f"The clock starts when {start.key} is judged; nobody has judged it yet.",
        "submitted": f"The clock starts when {start.key} is submitted; it has not been.",
        "released": f"The clock starts when a text is released to: {start.key}. None has been.",
    }
    return (words[start.kind],)

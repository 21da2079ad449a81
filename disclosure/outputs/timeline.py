"""The first hours of an incident: clocks, facts, statements and submissions on one line of time.

Here is what stands on it, as data and as the rows of a table; `timeline_svg` draws it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.facts.instants import When, utc
from disclosure.facts.standings import Change
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Outcome
from disclosure.outputs.deadline_words import begun, ending, moment, state_words
from disclosure.outputs.timeline_axis import (
    ClockChange,
    Day,
    Span,
    changes_between,
    days_of,
    nights_of,
    ticks_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from disclosure.facts.case import Known
    from disclosure.facts.versions import FactVersion
    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.law.calendars import Calendar
    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty

HOURS = 72
LONGEST = timedelta(days=7)
OCCURRED = "incident.occurred_at"
BEGINS_WITH = (OCCURRED, "incident.first_signal_at", "incident.detected_at")
OPEN = (ClockState.RUNNING, ClockState.EARLIEST_POSSIBLE)
NAMED = 6
"""Facts that one row names; the rest are counted."""


class Lane(StrEnum):
    """The lanes, from the top; the value is what a reader sees."""

    CLOCKS = "Clocks"
    FACTS = "Facts recorded"
    JUDGEMENTS = "Judgements made"
    STATEMENTS = "Statements given"
    SUBMISSIONS = "Submissions"


LATER_WORDS = {
    Lane.FACTS: ("fact was recorded", "facts were recorded"),
    Lane.JUDGEMENTS: ("judgement was made", "judgements were made"),
    Lane.STATEMENTS: ("statement was given", "statements were given"),
    Lane.SUBMISSIONS: ("submission was made", "submissions were made"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """The clock of one stage.

    Attributes:
        starts_at: Where its time runs from.
        due_at: The due instant; None where the law gives no limit.
        closed_at: When it was met.
        may_apply: The duty is not decided yet.
        starts: The same start as precisely as it is known; None where that is to the minute.
    """

    title: str
    state: ClockState
    starts_at: datetime
    due_at: datetime | None = None
    closed_at: datetime | None = None
    promptness: str = ""
    may_apply: bool = False
    starts: When | None = None

    @property
    def is_possible(self) -> bool:
        """Say whether nobody knows its start yet, so that only the earliest end can be shown."""
        return self.state is ClockState.EARLIEST_POSSIBLE

    @property
    def has_start(self) -> bool:
        """Say whether its start is an instant that can be pointed at."""
        return not self.is_possible and (self.starts is None or self.starts.is_exact)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened at one instant; `names` lists what it is made of."""

    lane: Lane
    at: datetime
    label: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table; `when` is in both clocks."""

    at: datetime
    when: str
    lane: str
    what: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything on the line; instants are aware and in UTC.

    Attributes:
        later: How many facts, judgements, statements and submissions lie behind its end, by
            lane.
    """

    starts_at: datetime
    ends_at: datetime
    now: datetime
    zone: ZoneInfo
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    days: tuple[Day, ...] = ()
    nights: tuple[Span, ...] = ()
    ticks: tuple[datetime, ...] = ()
    changes: tuple[ClockChange, ...] = ()
    later: Mapping[Lane, int] = field(default_factory=dict)

    @property
    def hours(self) -> int:
        """Give its length in hours."""
        return round((self.ends_at - self.starts_at) / timedelta(hours=1))

    @property
    def shows_now(self) -> bool:
        """Say whether the present lies on it."""
        return self.starts_at <= self.now <= self.ends_at

    @property
    def later_words(self) -> str:
        """Say what happened behind its end, in sentences."""
        said = [_later_words(lane, count) for lane, count in self.later.items()]
        return " ".join(f"{words} after these hours." for words in said)

    def marks_of(self, lane: Lane) -> tuple[Mark, ...]:
        """Give the marks of a lane, in order."""
        return tuple(mark for mark in self.marks if mark.lane is lane)


@dataclass(frozen=True, slots=True)
class TimelineInputs:
    """What a timeline is made from.

    Attributes:
        opened_at: When the incident was opened.
        audiences: The titles of the audiences, by id.
        starts_at: Where it begins; the earliest instant of the incident when not given.
    """

    known: Known
    duties: Sequence[Duty]
    vocabulary: Vocabulary
    calendars: Mapping[str, Calendar]
    opened_at: datetime
    audiences: Mapping[str, str] = field(default_factory=dict)
    starts_at: datetime | None = None
    hours: int = HOURS


def timeline(inputs: TimelineInputs) -> Timeline:
    """Lay out what happened in the hours from the start."""
    zone = inputs.known.zone
    begins = inputs.starts_at or beginning(inputs.known, inputs.opened_at, inputs.hours)
    start = utc(begins).replace(minute=0, second=0, microsecond=0)
    end = _ending(start, inputs)
    days = tuple(days_of(start, end, zone, inputs.calendars))
    marks = [
        *_fact_marks(inputs),
        *_judgement_marks(inputs),
        *_release_marks(inputs),
        *_submission_marks(inputs),
    ]
    return Timeline(
        starts_at=start,
        ends_at=end,
        now=utc(inputs.known.at),
        zone=zone,
        bars=tuple(_bars(inputs, start, end)),
        marks=tuple(sorted((m for m in marks if start <= m.at < end), key=lambda m: m.at)),
        days=days,
        nights=tuple(nights_of(days, start, end, zone)),
        ticks=tuple(ticks_of(days, start, end, zone)),
        changes=tuple(changes_between(start, end, zone)),
        later=_later(mark for mark in marks if mark.at >= end),
    )


def _ending(start: datetime, inputs: TimelineInputs) -> datetime:
    """Give its end: 72 hours on, or as far as the next deadline and the present; a week at most."""
    now = utc(inputs.known.at)
    coming = [
        utc(stage.due_at)
        for duty in inputs.duties
        if duty.outcome in (Outcome.APPLIES, Outcome.PRESUMED)
        for stage in duty.stages
        if stage.due_at and stage.state in OPEN and utc(stage.due_at) >= now
    ]
    usual = start + timedelta(hours=inputs.hours)
    wanted = max(now, min(coming, default=now))
    if wanted < usual:
        return usual
    # A little room behind the last of them, so that its mark is not cut.
    hours = (wanted - start) // timedelta(hours=1) + 2
    return start + min(LONGEST, timedelta(hours=hours))


def _later(marks: Iterable[Mark]) -> dict[Lane, int]:
    counted: dict[Lane, int] = {}
    for mark in marks:
        counted[mark.lane] = counted.get(mark.lane, 0) + max(1, len(mark.names))
    return counted


def _later_words(lane: Lane, count: int) -> str:
    one, many = LATER_WORDS[lane]
    return f"1 {one}" if count == 1 else f"{count} {many}"


def beginning(known: Known, opened_at: datetime, hours: int = HOURS) -> datetime:
    """Give the earliest of: occurred, first signal, detected, opened.

    The time it occurred is passed over where nobody noticed within these hours: an intruder
    may have been inside for weeks, and the picture would end before anything stands on it.
    """
    known_starts = starts_of(known)
    occurred = known_starts.pop(OCCURRED, None)
    noticed = min(utc(at) for at in (opened_at, *known_starts.values()))
    if occurred is None or noticed - utc(occurred) >= timedelta(hours=hours):
        return noticed
    return min(noticed, utc(occurred))


def starts_of(known: Known) -> dict[str, datetime]:
    """Give the instants a timeline may begin with, as far as they are known, by fact."""
    found = {}
    for key in BEGINS_WITH:
        version = known.fact(key)
        if version is not None and isinstance(version.value, When):
            found[key] = version.value.earliest
    return found


def rows(line: Timeline) -> tuple[Row, ...]:
    """Give everything on the line as rows in the order of time."""
    made = [
        *(_row(day.starts_at, "Day", _day_words(day), line) for day in line.days),
        *(_row(change.at, "Clock change", change.words, line) for change in line.changes),
        *(_row(mark.at, mark.lane, _mark_words(mark), line) for mark in line.marks),
    ]
    for bar in line.bars:
        made += _bar_rows(bar, line)
    return tuple(sorted(made, key=lambda row: row.at))


def _row(at: datetime, lane: str, what: str, line: Timeline) -> Row:
    return Row(utc(at), moment(at, line.zone), str(lane), what)


def _day_words(day: Day) -> str:
    places = f" in {', '.join(day.places)}" if day.places else ""
    return f"{day.name}: {day.note}{places}" if day.note else day.name


def _mark_words(mark: Mark) -> str:
    if not mark.names:
        return mark.label
    more = len(mark.names) - NAMED
    named = "; ".join(mark.names[:NAMED])
    return f"{mark.label}: {named}" + (f"; and {more} more" if more > 0 else "")


def _bar_rows(bar: Bar, line: Timeline) -> Iterator[Row]:
    state = state_words(bar.state, may_apply=bar.may_apply)
    state = f"{state[:1].lower()}{state[1:]}"
    doubt = "" if "if it applies" in state or not bar.may_apply else ", if the duty applies"
    if not bar.is_possible:
        what = f"{bar.title}: clock starts{doubt} ({state})"
        when = begun(bar.starts, line.zone) if bar.starts else moment(bar.starts_at, line.zone)
        yield Row(utc(bar.starts_at), when, str(Lane.CLOCKS), what)
    if bar.due_at is not None:
        due = f"{bar.title}: due{doubt} ({state})"
        yield Row(utc(bar.due_at), ending(bar.due_at, line.zone), str(Lane.CLOCKS), due)
    if bar.closed_at is not None:
        yield _row(bar.closed_at, Lane.CLOCKS, f"{bar.title}: {state}", line)


# ---- Clocks --------------------------------------------------------------------------------


def _bars(inputs: TimelineInputs, start: datetime, end: datetime) -> list[Bar]:
    """Give the clocks that run somewhere in the window, the first due first.

    Of a duty that is still open only what has a due instant is shown: a dozen clocks that may
    run, without an end, would hide the one that does.
    """
    made = [
        bar
        for duty in inputs.duties
        if duty.outcome is not Outcome.DOES_NOT_APPLY
        for stage in duty.stages
        if (bar := _bar(duty, stage, inputs)) and _is_seen(bar, start, end)
    ]
    made = [b for b in made if b.due_at or b.closed_at or not (b.may_apply or b.is_possible)]
    return sorted(made, key=lambda bar: (bar.due_at is None, bar.due_at or bar.starts_at))


def _bar(duty: Duty, stage: StageDeadline, inputs: TimelineInputs) -> Bar | None:
    if stage.starts_at is None:
        return None
    submission = inputs.known.submission(duty.obligation.id, stage.id, stage.stage.each_of)
    return Bar(
        title=f"{duty.obligation.title}, {stage.title[:1].lower()}{stage.title[1:]}",
        state=stage.state,
        starts_at=utc(stage.starts_at.earliest),
        due_at=utc(stage.due_at) if stage.due_at else None,
        closed_at=utc(submission.at) if submission else None,
        promptness=stage.promptness,
        may_apply=duty.outcome is Outcome.UNDETERMINED,
        starts=None if stage.starts_at.is_exact else stage.starts_at,
    )


def _is_seen(bar: Bar, start: datetime, end: datetime) -> bool:
    last = max((at for at in (bar.due_at, bar.closed_at) if at is not None), default=None)
    return bar.starts_at < end and (last is None or last > start)


# ---- What happened at one instant ----------------------------------------------------------


def _fact_marks(inputs: TimelineInputs) -> Iterator[Mark]:
    """Gather the facts recorded in the same minute: people type several at once."""
    by_minute: dict[datetime, list[str]] = {}
    for version in inputs.known.versions.values():
        minute = utc(version.recorded_at).replace(second=0, microsecond=0)
        by_minute.setdefault(minute, []).append(_fact_words(version, inputs.vocabulary))
    for minute, names in by_minute.items():
        label = "1 fact" if len(names) == 1 else f"{len(names)} facts"
        yield Mark(Lane.FACTS, minute, label, tuple(names))


CHANGE_WORDS = {
    Change.RE_CONFIRMS: " (still so)",
    Change.CHANGES: " (changed)",
    Change.WRONG_WHEN_SAID: " (was wrong)",
    Change.WITHDRAWN: " (withdrawn)",
}


def _fact_words(version: FactVersion, vocabulary: Vocabulary) -> str:
    if version.record:
        record = vocabulary.records.get(version.record)
        name = version.fields.get(record.names_it) if record else None
        label = record.label if record else version.record
        words = f"{label}: {name}" if isinstance(name, str) else label
    else:
        question = vocabulary.facts.get(version.key)
        words = question.label if question else version.key
    return words + CHANGE_WORDS.get(version.change, "")


def _judgement_marks(inputs: TimelineInputs) -> Iterator[Mark]:
    for made in inputs.known.judged:
        question = inputs.vocabulary.judgements.get(made.key)
        said = f"{question.asks} {question.in_words(made.value)}" if question else made.key
        yield Mark(Lane.JUDGEMENTS, utc(made.made_at), said)


def _release_marks(inputs: TimelineInputs) -> Iterator[Mark]:
    for release in inputs.known.releases:
        title = inputs.audiences.get(release.audience, release.audience)
        yield Mark(Lane.STATEMENTS, utc(release.at), title)


def _submission_marks(inputs: TimelineInputs) -> Iterator[Mark]:
    titles = {duty.obligation.id: duty.obligation.title for duty in inputs.duties}
    for sent in inputs.known.submissions:
        reference = f", reference {sent.reference}" if sent.reference else ""
        title = titles.get(sent.obligation, sent.obligation)
        yield Mark(Lane.SUBMISSIONS, utc(sent.at), f"{title}{reference}")

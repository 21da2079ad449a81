"""How a deadline is said to a reader: how long is left, when it is, and how its clock stands."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from disclosure.facts.instants import LONDON, aware, clock, day, on, utc, weekday
from disclosure.law.deadlines import ClockState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from disclosure.facts.instants import When

DAYS_FROM = timedelta(hours=48)
"""From here on a length is given in days and hours: nobody reads '131 h' as a time."""

STATE_WORDS: Mapping[ClockState, str] = {
    ClockState.WAITING: "Not started",
    ClockState.EARLIEST_POSSIBLE: "Start still open",
    ClockState.RUNNING: "Running",
    ClockState.OVERDUE: "Overdue",
    ClockState.MET: "Met",
    ClockState.MET_LATE: "Sent late",
    ClockState.CANNOT_COUNT: "Cannot be counted",
}
"""A few words for each state; its shape stands beside it, and colour never alone."""


def length(span: timedelta) -> str:
    """Give a length of time: '3 h 12 min', '45 min', '2 days 3 h', 'less than a minute'.

    Whole minutes are counted and the rest left out, so that no more time is promised than
    there is.
    """
    minutes = int(abs(span).total_seconds()) // 60
    if abs(span) >= DAYS_FROM:
        days, hours = minutes // 1440, minutes // 60 % 24
        return f"{days} days {hours} h" if hours else f"{days} days"
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h" if hours else "", f"{rest} min" if rest else ""]
    return " ".join(part for part in parts if part) or "less than a minute"


def left(due_at: datetime, now: datetime) -> str:
    """Say how much time is left: 'in 3 h 12 min', or how much is gone: '2 h 5 min late'."""
    span = utc(due_at) - utc(now)
    return f"in {length(span)}" if span >= timedelta(0) else f"{length(span)} late"


def place(zone: ZoneInfo) -> str:
    """Name a civil zone as people do: 'London' for Europe/London."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def moment(instant: datetime, zone: ZoneInfo = LONDON) -> str:
    """Give an instant in both clocks: 'Tue 22 April 09:10 London (08:10 UTC)'.

    The universal time names its day where that is another one.
    """
    local = aware(instant).astimezone(zone)
    return f"{_civil(local, zone)} ({_universal(instant, local)})"


def begun(start: When, zone: ZoneInfo = LONDON) -> str:
    """Say when something began: 'Tue 22 April 09:10 …', 'On Saturday 19 April, time not known'."""
    if start.is_exact:
        return moment(start.earliest, zone)
    words = on(start, zone)
    is_day = words == f"on {weekday(start.earliest.astimezone(zone))}"
    return f"{words[:1].upper()}{words[1:]}{', time not known' if is_day else ''}"


def ending(instant: datetime, zone: ZoneInfo = LONDON) -> str:
    """Give the instant at which something ends, in both clocks."""
    local, universal = ending_parts(instant, zone)
    return f"{local} ({universal})"


def ending_parts(instant: datetime, zone: ZoneInfo = LONDON) -> tuple[str, str]:
    """Give the instant at which something ends in the civil and in the universal clock, apart.

    Midnight is named by the day it ends, so that nobody takes it for that of the next evening.
    """
    local = aware(instant).astimezone(zone)
    if (local.hour, local.minute) != (0, 0):
        return _civil(local, zone), _universal(instant, local)
    # Noon lies on the day before whatever the civil clock does in between.
    before = (local - timedelta(days=1)).replace(hour=12)
    words = f"midnight at the end of {before:%a} {day(before)} {place(zone)}"
    return words, "midnight UTC" if not local.utcoffset() else _universal(instant, before)


def _civil(local: datetime, zone: ZoneInfo) -> str:
    return f"{local:%a} {day(local)} {clock(local)} {place(zone)}"


def _universal(instant: datetime, named: datetime) -> str:
    universal = utc(instant)
    other_day = f"{universal:%a} " if universal.date() != named.date() else ""
    return f"{other_day}{clock(universal)} UTC"


def late_as_of(due_at: datetime, now: datetime, zone: ZoneInfo = LONDON) -> str:
    """Say how much is left, and how late something was when: '2 h 5 min late at 14:08'."""
    words = left(due_at, now)
    is_late = utc(due_at) < utc(now)
    return f"{words} at {clock(utc(now).astimezone(zone))}" if is_late else words


def state_words(state: ClockState, *, may_apply: bool = False) -> str:
    """Give a state in words; of a duty that is not decided it says that too."""
    if not may_apply:
        return STATE_WORDS[state]
    return {
        ClockState.RUNNING: "Would run if it applies",
        ClockState.OVERDUE: "Would be overdue if it applies",
    }.get(state, STATE_WORDS[state])


def due(due_at: datetime, now: datetime, zone: ZoneInfo = LONDON) -> str:
    """Say when something is due: 'in 3 h 12 min, Tue 22 April 09:10 London (08:10 UTC)'."""
    return f"{left(due_at, now)}, {ending(due_at, zone)}"


def present_state(state: ClockState, due_at: datetime | None, now: datetime) -> ClockState:
    """Give a stored state as it is at this moment: running turns overdue by time alone."""
    if state is ClockState.RUNNING and due_at is not None and utc(now) > utc(due_at):
        return ClockState.OVERDUE
    if state is ClockState.OVERDUE and due_at is not None and utc(now) <= utc(due_at):
        return ClockState.RUNNING
    return state

"""The hours of the market beside a duty to announce: they move no deadline, and people ask."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from disclosure.law.calendars import CalendarEndsError
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Outcome
from disclosure.law.hours import Door, in_a_sentence, look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from disclosure.catalogue.law import Law
    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty

MARKET = "market"
ON_THE_MIND = (ClockState.EARLIEST_POSSIBLE, ClockState.RUNNING, ClockState.OVERDUE)
"""The states of a clock in which somebody has to announce."""


def with_market_hours(duties: Iterable[Duty], law: Law, at: datetime) -> tuple[Duty, ...]:
    """Give duties, and beside each to tell the market whether anything is open at an instant.

    Args:
        duties: The duties.
        law: Everything read from the law files.
        at: The instant from which they are looked at, aware.
    """
    held = tuple(duties)
    if not any(_announces(duty) for duty in held):
        return held
    lines = market_hours(law, at)
    return tuple(_with_hours(duty, lines) if _announces(duty) else duty for duty in held)


def market_hours(law: Law, at: datetime) -> tuple[str, ...]:
    """Say whether the market and the service for announcements are open, a sentence each.

    Where no calendar reaches to the instant nothing is said.
    """
    try:
        return tuple(_sentences(law, at))
    except CalendarEndsError:
        return ()


def _sentences(law: Law, at: datetime) -> Iterator[str]:
    for hours in law.hours.values():
        calendar = law.calendars[hours.calendar].as_of(at.astimezone(hours.zone).date())
        seen = look(hours, calendar, at)
        yield in_a_sentence(hours, seen)
        if seen.door is not Door.OPEN:
            yield f"{hours.advice} ({hours.cite})"


def _announces(duty: Duty) -> bool:
    told = duty.obligation.audience == MARKET and duty.outcome is not Outcome.DOES_NOT_APPLY
    return told and any(stage.state in ON_THE_MIND for stage in duty.stages)


def _with_hours(duty: Duty, lines: tuple[str, ...]) -> Duty:
    return replace(duty, stages=tuple(_beside(stage, lines) for stage in duty.stages))


def _beside(stage: StageDeadline, lines: tuple[str, ...]) -> StageDeadline:
    if stage.state not in ON_THE_MIND:
        return stage
    return replace(stage, arithmetic=(*stage.arithmetic, *lines))

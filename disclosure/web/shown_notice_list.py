"""The list of notices as its page shows it: groups, filters, and when a text is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.facts.instants import LONDON, utc
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Outcome
from disclosure.outputs.deadline_words import left, moment
from disclosure.services.deadline_pages import start_words
from disclosure.services.notice_order import GROUPS, Sought, Stands, due_stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from disclosure.catalogue.load import Catalogue
    from disclosure.services.notice_pages import Line

STANDS_WORDS: Mapping[Stands, str] = {
    Stands.AT_WORK: "Being written",
    Stands.DECIDING: "Waiting for a decision or release",
    Stands.OUT: "Released or sent",
    Stands.NOT_BEGUN: "Not begun",
}
"""How far a text has come, as the filter says it."""


def sought_of(asked: Mapping[str, str]) -> Sought:
    """Read which texts somebody wants to see; what is no choice narrows nothing."""
    group, how_far = asked.get("readers", ""), asked.get("state", "")
    return Sought(
        group if group in {each.key for each in GROUPS} else "",
        how_far if how_far in set(Stands) else "",
    )


def due_words(line: Line, now: datetime, zone: ZoneInfo, starts_with: str = "") -> str:
    """Say when a text is due: 'Due Tue 22 April 09:10 London (08:10 UTC), 5 h late'.

    Args:
        line: The text.
        now: The present instant.
        zone: The incident's.
        starts_with: What its clock waits for, where it has not begun.
    """
    stage = due_stage(line)
    if stage is None or line.duty is None:
        return ""
    due = "May be due" if line.duty.outcome is Outcome.UNDETERMINED else "Due"
    if stage.due_at is None:
        promptness = stage.promptness.rstrip(".")
        return f"{due}: {promptness}" if promptness else ""
    at = moment(stage.due_at, zone)
    if stage.state is ClockState.EARLIEST_POSSIBLE:
        passed = utc(stage.due_at) < utc(now)
        earliest = f"{due} at the earliest {at}, {'passed' if passed else left(stage.due_at, now)}"
        return f"{earliest}. {starts_with}" if starts_with else earliest
    return f"{due} {at}, {left(stage.due_at, now)}"


def starts_of(lines: Iterable[Line], catalogue: Catalogue, now: datetime) -> dict[str, str]:
    """Say of each text whose clock has not begun what it waits for, by the id of its notice."""
    day = utc(now).astimezone(LONDON).date()
    stages = ((line, line.duty, due_stage(line)) for line in lines)
    return {
        line.one.notice.id: start_words(duty, stage, catalogue, day)
        for line, duty, stage in stages
        if duty and stage and stage.state is ClockState.EARLIEST_POSSIBLE
    }

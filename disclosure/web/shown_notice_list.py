"""The list of notices as its page shows it: groups, filters, and when a text is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.law.duties import Outcome
from disclosure.outputs.deadline_words import left, moment
from disclosure.services.notice_order import GROUPS, Sought, Stands, due_stage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

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


def due_words(line: Line, now: datetime, zone: ZoneInfo) -> str:
    """Say when a text is due: 'Due Tue 22 April 09:10 London (08:10 UTC), 5 h late'."""
    stage = due_stage(line)
    if stage is None or line.duty is None:
        return ""
    may = line.duty.outcome is Outcome.UNDETERMINED
    if stage.due_at is None:
        promptness = stage.promptness.rstrip(".")
        return f"{'May be due' if may else 'Due'}: {promptness}" if promptness else ""
    at = f"{moment(stage.due_at, zone)}, {left(stage.due_at, now)}"
    return f"May be due {at}" if may else f"Due {at}"

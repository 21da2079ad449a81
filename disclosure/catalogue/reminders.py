"""Loads when reminders of deadlines are mailed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from disclosure.catalogue.formats import Schema
from disclosure.files import FileModel, load
from disclosure.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "forms/reminders.toml"
Hours = Annotated[int, Field(ge=1, le=8760)]


class BeforeFormat(FileModel):
    """How long before the due time."""

    up_to_hours: Hours | None = None
    hours_before: Hours


class RemindersFile(FileModel):
    """`reminders.toml`."""

    schema_: Schema = Field(alias="schema")
    at_due: bool = True
    before: Annotated[list[BeforeFormat], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """When a deadline is reminded of.

    Attributes:
        steps: Lengths of clocks and, for each, how long before the due time; the shortest first.
        otherwise: How long before for every longer clock, and for one without a start.
        at_due: Whether there is a second one at the due time.
    """

    steps: tuple[tuple[timedelta, timedelta], ...] = ()
    otherwise: timedelta = timedelta(hours=12)
    at_due: bool = True

    def before(self, length: timedelta | None) -> timedelta:
        """Give how long before its due time a clock of a length is reminded of."""
        if length is not None:
            for longest, ahead in self.steps:
                if length <= longest:
                    return ahead
        return self.otherwise


def load_reminders(forms: Path, problems: list[Problem]) -> ReminderRule:
    """Read the rule; whatever is wrong is added to `problems`."""
    loaded = load(RemindersFile, forms / "reminders.toml", FILE)
    if isinstance(loaded, list):
        problems += loaded
        return ReminderRule()
    problems += _check(loaded.before)
    *steps, last = loaded.before
    return ReminderRule(
        tuple((_hours(row.up_to_hours or 0), _hours(row.hours_before)) for row in steps),
        _hours(last.hours_before),
        loaded.at_due,
    )


def _check(rows: list[BeforeFormat]) -> Iterator[Problem]:
    *steps, last = rows
    if last.up_to_hours is not None:
        yield Problem(
            FILE,
            f"before[{len(steps)}].up_to_hours",
            "The last row is for every longer clock, and names a length.",
            "Leave up_to_hours out of the last row.",
        )
    for number, row in enumerate(steps):
        if row.up_to_hours is None:
            wrong = "Only the last row is for every longer clock."
            yield Problem(FILE, f"before[{number}]", wrong, "Add up_to_hours.")
        elif row.hours_before >= row.up_to_hours:
            wrong = "The reminder would go out before any of these clocks has started."
            yield Problem(FILE, f"before[{number}].hours_before", wrong, "Write fewer hours.")
    for number, (first, second) in enumerate(pairwise(steps), start=1):
        if (second.up_to_hours or 0) <= (first.up_to_hours or 0):
            wrong = "The rows are read from the top, and this one is never reached."
            yield Problem(FILE, f"before[{number}]", wrong, "Put the shortest clocks first.")


def _hours(number: int) -> timedelta:
    return timedelta(hours=number)

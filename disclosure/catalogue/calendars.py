"""Loads the calendars: the bank holidays of each place, frozen with their source."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from disclosure.catalogue.formats import Mark, Schema, Text
from disclosure.catalogue.vocabulary import twice
from disclosure.files import FileModel, load
from disclosure.law.calendars import Calendar
from disclosure.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path


class HolidayFormat(FileModel):
    """A non-working day."""

    on: date
    name: Text
    confidence: Mark
    since: date | None = None


class CalendarFile(FileModel):
    """`calendars/<place>.toml`."""

    schema_: Schema = Field(alias="schema")
    id: Text
    title: Text
    valid_from: date
    valid_through: date
    published_through: date | None = None
    source: Text
    checked_on: date
    days: list[HolidayFormat]


def load_calendars(folder: Path, problems: list[Problem]) -> dict[str, Calendar]:
    """Read the calendars of a folder; whatever is wrong is added to the list."""
    found: dict[str, Calendar] = {}
    for path in sorted(folder.glob("*.toml")):
        name = f"forms/calendars/{path.name}"
        loaded = load(CalendarFile, path, name)
        if isinstance(loaded, list):
            problems += loaded
            continue
        for n, day in enumerate(loaded.days):
            if not loaded.valid_from <= day.on <= loaded.valid_through:
                wrong = f"{day.on} lies outside {loaded.valid_from} to {loaded.valid_through}."
                problems.append(Problem(name, f"days[{n}].on", wrong, "Mend the day or the range."))
        twice(problems, name, "days", [str(day.on) for day in loaded.days])
        found[loaded.id] = Calendar(
            loaded.id,
            loaded.title,
            loaded.valid_from,
            loaded.valid_through,
            {day.on: day.name for day in loaded.days},
            loaded.source,
            loaded.published_through or loaded.valid_through,
            {day.on: day.since for day in loaded.days if day.since},
        )
    return found

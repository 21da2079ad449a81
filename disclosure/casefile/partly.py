"""Reads what fits of a case file that does not fit its format, so that all problems are found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from disclosure.casefile.formats import CaseFormat
from disclosure.files import fit
from disclosure.problems import Problem

PLACE = re.compile(r"(\w+)(?:\[(\d+)\])?")
STAND_INS: dict[str, Any] = {
    "schema": 1,
    "id": "stand-in",
    "title": "stand-in",
    "law_as_of": date(2026, 1, 1),
    "at": datetime(2026, 1, 1, tzinfo=UTC),
    "defaults": {"recorded_at": datetime(2026, 1, 1, tzinfo=UTC), "standing": "confirmed"},
    "organisation": {"name": "stand-in"},
}
"""Takes the place of what does not fit, so that the rest can be checked; no case is made of it."""

Kept = Mapping[str, Sequence[int]]


def read_form(
    model: type[CaseFormat], table: dict[str, Any], name: str
) -> tuple[CaseFormat | None, Kept, list[Problem]]:
    """Fit a table into the format, or as much of it as fits.

    Returns:
        The form; for each list that lost items, the numbers of those kept; what does not fit.
        With a problem the form serves to find more problems, and for nothing else.
    """
    form = fit(model, table, name)
    if not isinstance(form, list):
        return form, {}, []
    rest, kept = _what_fits(model, table, form)
    partial = fit(model, rest, name)
    return (None if isinstance(partial, list) else partial), kept, form


def _what_fits(
    model: type[CaseFormat], table: dict[str, Any], problems: Iterable[Problem]
) -> tuple[dict[str, Any], Kept]:
    keys, items = _misfits(problems)
    known = {field.alias or name for name, field in model.model_fields.items()}
    rest = {key: value for key, value in table.items() if key in known - keys}
    rest |= {key: value for key, value in STAND_INS.items() if key in keys}
    kept: dict[str, list[int]] = {}
    for section in items.keys() & rest.keys():
        kept[section] = [n for n in range(len(rest[section])) if n not in items[section]]
        rest[section] = [rest[section][n] for n in kept[section]]
    return rest, kept


def _misfits(problems: Iterable[Problem]) -> tuple[set[str], dict[str, set[int]]]:
    """Tell apart whole keys that do not fit and items of lists that do not."""
    keys: set[str] = set()
    items: dict[str, set[int]] = {}
    for problem in problems:
        place = PLACE.match(problem.path)
        if place and place[2]:
            items.setdefault(place[1], set()).add(int(place[2]))
        elif place:
            keys.add(place[1])
    return keys, items

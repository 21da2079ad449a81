"""Looks for unknown names in a law file whose form is wrong, so that both are told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.catalogue.formats import LimitFormat, RowFormat
from disclosure.catalogue.rows import condition, limit, limit_names, row_names
from disclosure.facts.vocabulary import ROLES
from disclosure.files import fit
from disclosure.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from disclosure.catalogue.rows import LawContext

INTERNAL = "internal"


def names_in(table: Mapping[str, object], context: LawContext, authorities: Iterable[str]) -> None:
    """Report every name in a law file that nothing bears, whatever else is wrong with it."""
    recipients(table, context, authorities)
    for name in ("applies_when", "unless"):
        for path, row in _tables(table, name):
            fitted = fit(RowFormat, row, context.file)
            if isinstance(fitted, list):
                row_names(row, path, context)
            else:
                condition(fitted, path, context)
    for path, stage in _tables(table, "stages"):
        for place, each in _tables(stage, "limits", f"{path}."):
            found = fit(LimitFormat, each, context.file)
            if isinstance(found, list):
                limit_names(each, place, context)
            else:
                limit(found, place, context)


def recipients(
    table: Mapping[str, object], context: LawContext, authorities: Iterable[str]
) -> None:
    """Report who is told, by whom and for whom, where nobody bears that name."""
    there = {
        "authority": tuple(authorities),
        "audience": (*context.audiences, INTERNAL),
        "borne_by": (*ROLES, "any"),
    }
    for key, names in there.items():
        value = table.get(key)
        if not isinstance(value, str) or not value or value in names:
            continue
        if not context.is_refused(value):
            what = "role" if key == "borne_by" else key
            context.wrong(key, f"There is no {what} '{value}'.", nearest(value, names))


def _tables(
    table: Mapping[str, object], name: str, before: str = ""
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Give the tables of a list with their places."""
    entries = table.get(name)
    for n, each in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(each, dict):
            yield f"{before}{name}[{n}]", each

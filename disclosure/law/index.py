"""Which obligations depend on which facts, answers and judgements: made once for a library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.law.conditions import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from disclosure.law.conditions import Row
    from disclosure.law.obligations import Obligation, Start


@dataclass(frozen=True, slots=True)
class Index:
    """Obligations by what they depend on, named as `waits_for` lists it.

    Attributes:
        obligations: Every obligation, with those that are only watched.
        dependents: The obligations whose conditions or clocks a name bears on; none that is only
            watched.
        clocks: The ids of those whose clocks it bears on.
        thresholds: For counts: every number that some condition asks for, ascending.
        closed: The values that conditions say a name can have.
    """

    obligations: tuple[Obligation, ...]
    dependents: Mapping[str, tuple[Obligation, ...]]
    clocks: Mapping[str, frozenset[str]]
    thresholds: Mapping[str, tuple[int, ...]]
    closed: Mapping[str, tuple[str, ...]]

    def depending_on(self, name: str, day: date) -> tuple[Obligation, ...]:
        """Give the obligations in force on a day that a name bears on."""
        return tuple([o for o in self.dependents.get(name, ()) if o.in_force_on(day)])


def index_of(obligations: Iterable[Obligation]) -> Index:
    """Make the index of a library."""
    every = tuple(obligations)
    dependents: dict[str, list[Obligation]] = {}
    clocks: dict[str, set[str]] = {}
    thresholds: dict[str, set[int]] = {}
    closed: dict[str, tuple[str, ...]] = {}
    for obligation in every:
        if obligation.is_watched:
            continue
        for row in rows_of(obligation):
            closed.setdefault(row.name, row.closed)
            if row.at_least is not None:
                thresholds.setdefault(row.name, set()).add(row.at_least)
        for name in names_of(obligation):
            dependents.setdefault(name, []).append(obligation)
        for start in starts_of(obligation):
            clocks.setdefault(start.asks, set()).add(obligation.id)
    return Index(
        every,
        {name: tuple(found) for name, found in dependents.items()},
        {name: frozenset(found) for name, found in clocks.items() if name},
        {name: tuple(sorted(found)) for name, found in thresholds.items()},
        closed,
    )


def names_of(obligation: Obligation) -> tuple[str, ...]:
    """Give every fact, answer and judgement an obligation depends on, each once."""
    rows = [row.name for row in rows_of(obligation)]
    starts = [start.asks for start in starts_of(obligation) if start.asks]
    return tuple(dict.fromkeys([*rows, *starts]))


def rows_of(obligation: Obligation) -> Iterator[Row]:
    """Give every row of an obligation, those of its groups one by one."""
    for condition in (*obligation.applies_when, *obligation.unless):
        if isinstance(condition, Group):
            yield from condition.rows
        else:
            yield condition


def starts_of(obligation: Obligation) -> Iterator[Start]:
    """Give everything the clocks of an obligation may start at."""
    for stage in obligation.stages:
        for limit in stage.limits:
            yield limit.starts_at
            yield from limit.earliest_from

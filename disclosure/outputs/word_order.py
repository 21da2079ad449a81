"""Which of several things kept their order: the longest row of them that did."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def in_order(was: Sequence[str], now: Sequence[str]) -> frozenset[str]:
    """Give the names that did not move: the longest row that stands in the same order in both.

    Args:
        was: The names in their old order, each once.
        now: The same names in their new order, or some of them.
    """
    place = {name: number for number, name in enumerate(was)}
    ends: list[int] = []
    last: list[str] = []
    before: dict[str, str] = {}
    for name in now:
        at = bisect_left(ends, place[name])
        before[name] = last[at - 1] if at else ""
        if at == len(ends):
            ends.append(place[name])
            last.append(name)
        else:
            ends[at], last[at] = place[name], name
    found: list[str] = []
    name = last[-1] if last else ""
    while name:
        found.append(name)
        name = before[name]
    return frozenset(found)

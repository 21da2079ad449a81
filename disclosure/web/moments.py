"""Reads a date and a time as a person types them, in the incident's own zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.facts.civil import (
    WHOLE_DAY,
    at_clock,
    comes_twice,
    part_of_day,
    typed_clock,
    typed_day,
)
from disclosure.facts.instants import When
from disclosure.problems import ValueRefusedError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def read_when(day: str, moment: str, zone: ZoneInfo) -> When | None:
    """Read a date and perhaps a time; a date alone is that whole day, nothing is None.

    A time that the clocks show twice, in autumn, is both of its moments and what lies between.

    Raises:
        ValueRefusedError: One of the two is wrong, or there is a time without a day.
    """
    if not day.strip():
        if moment.strip():
            raise ValueRefusedError("There is a time but no date.", "Choose the date too.")
        return None
    chosen = typed_day(day)
    if not moment.strip():
        return part_of_day(chosen, WHOLE_DAY, zone)
    shown = typed_clock(moment)
    if comes_twice(chosen, shown, zone):
        return When(
            at_clock(chosen, shown, zone, second=False), at_clock(chosen, shown, zone, second=True)
        )
    return When.exactly(at_clock(chosen, shown, zone))

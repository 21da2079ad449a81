"""Reads a date and a time as a person types them, in the incident's own zone."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from disclosure.facts.civil import WHOLE_DAY, at_clock, comes_twice, part_of_day
from disclosure.facts.instants import When
from disclosure.problems import ValueRefusedError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def read_date(text: str) -> date:
    """Read a date as a date field sends it.

    Raises:
        ValueRefusedError: It is no date.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        wrong = "This is no date."
        raise ValueRefusedError(wrong, "Choose one, or write it as 2025-04-22.") from None


def read_time(text: str) -> time:
    """Read a time of day as a time field sends it.

    Raises:
        ValueRefusedError: It is no time.
    """
    try:
        moment = time.fromisoformat(text.strip())
    except ValueError:
        raise ValueRefusedError("This is no time.", "Write hours and minutes: 09:10.") from None
    if moment.tzinfo is not None:
        raise ValueRefusedError("A time here has no offset.", "Write hours and minutes: 09:10.")
    return moment.replace(second=0, microsecond=0)


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
    chosen = read_date(day)
    if not moment.strip():
        return part_of_day(chosen, WHOLE_DAY, zone)
    shown = read_time(moment)
    if comes_twice(chosen, shown, zone):
        return When(
            at_clock(chosen, shown, zone, second=False), at_clock(chosen, shown, zone, second=True)
        )
    return When.exactly(at_clock(chosen, shown, zone))

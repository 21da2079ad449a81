"""Non-working days of a place, frozen with their source and the day they reach to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


class CalendarEndsError(LookupError):
    """A count left the days the calendar knows; the deadline cannot be given."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The bank holidays of one place.

    Attributes:
        valid_from: The first day it knows.
        valid_through: The last day it knows.
        days: The holidays, with their names.
    """

    id: str
    title: str
    valid_from: date
    valid_through: date
    days: Mapping[date, str]
    source: str = ""

    def is_working_day(self, day: date) -> bool:
        """Say whether a day is a working day: no Saturday, no Sunday, no bank holiday.

        Raises:
            CalendarEndsError: The day lies outside what the calendar knows.
        """
        if not self.valid_from <= day <= self.valid_through:
            message = (
                f"The calendar for {self.title} covers {self.valid_from} to "
                f"{self.valid_through}; {day} lies outside it."
            )
            raise CalendarEndsError(message)
        return day.weekday() < SATURDAY and day not in self.days


def holidays_between(
    calendars: Mapping[str, Calendar], days: Iterable[date]
) -> tuple[tuple[date, str, tuple[str, ...]], ...]:
    """Give the holidays among the days: day, name, and the places it holds in."""
    found = []
    for day in days:
        places = [calendar for calendar in calendars.values() if day in calendar.days]
        if places:
            titles = tuple(calendar.title for calendar in places)
            found.append((day, places[0].days[day], titles))
    return tuple(found)


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Give every day from the first to the last."""
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))

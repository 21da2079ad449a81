"""Non-working days of a place, frozen with their source and the day they reach to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

SATURDAY = 5
A_DAY = timedelta(days=1)


class CalendarEndsError(LookupError):
    """A count left the days the calendar knows; the deadline cannot be given."""


# Without slots, so that the index of its holidays is made once and kept beside its fields.
@dataclass(frozen=True)
class Calendar:
    """The bank holidays of one place.

    Attributes:
        valid_from: The first day it knows.
        valid_through: The last day it knows.
        days: The holidays, with their names.
        published_through: The last day the government has published; later ones are computed
            from the standing rules.
        since: The day on which an extra holiday was appointed: an earlier day knows nothing of it.
    """

    id: str
    title: str
    valid_from: date
    valid_through: date
    days: Mapping[date, str]
    source: str = ""
    published_through: date = date.max
    since: Mapping[date, date] = field(default_factory=dict)

    def as_of(self, law_as_of: date) -> Calendar:
        """Give the calendar as the law of a day had it, without what was appointed later."""
        appointed = bisect_right(self._appointed, law_as_of)
        if appointed == len(self._appointed):
            return self
        if appointed not in self._earlier:
            later = {day for day, since in self.since.items() if since > law_as_of}
            known = {day: name for day, name in self.days.items() if day not in later}
            self._earlier[appointed] = replace(self, days=known, since={})
        return self._earlier[appointed]

    @cached_property
    def _appointed(self) -> tuple[date, ...]:
        """Give the days on which extra holidays were appointed, in their order."""
        return tuple(sorted(self.since.values()))

    @cached_property
    def _earlier(self) -> dict[int, Calendar]:
        """Keep the calendars of earlier days, by how many holidays had been appointed by then."""
        return {}

    @cached_property
    def weekday_holidays(self) -> tuple[date, ...]:
        """Give the holidays that take a working day away, in their order."""
        return tuple(sorted(day for day in self.days if day.weekday() < SATURDAY))

    def holidays_after(self, first: date, last: date) -> tuple[date, ...]:
        """Give the holidays that take a working day away, after a day and up to another."""
        held = self.weekday_holidays
        return held[bisect_right(held, first) : bisect_right(held, last)]

    def working_day_after(self, first: date, days: int) -> date:
        """Give the working day that is so many working days after a day, at least one.

        Raises:
            CalendarEndsError: The count leaves the days the calendar knows.
        """
        if not self.valid_from <= first + A_DAY <= self.valid_through:
            raise self._ends(first + A_DAY)
        # Weekdays alone first; then one more for each holiday among them, until none is added.
        passed, day = 0, _weekday_after(first, days)
        while (found := len(self.holidays_after(first, day))) != passed:
            passed, day = found, _weekday_after(first, days + found)
        if day > self.valid_through:
            raise self._ends(self.valid_through + A_DAY)
        return day

    def is_working_day(self, day: date) -> bool:
        """Say whether a day is a working day: no Saturday, no Sunday, no bank holiday.

        Raises:
            CalendarEndsError: The day lies outside what the calendar knows.
        """
        if not self.valid_from <= day <= self.valid_through:
            raise self._ends(day)
        return day.weekday() < SATURDAY and day not in self.days

    def _ends(self, day: date) -> CalendarEndsError:
        return CalendarEndsError(
            f"The calendar for {self.title} covers {self.valid_from} to "
            f"{self.valid_through}; {day} lies outside it."
        )


def as_of(calendars: Mapping[str, Calendar], law_as_of: date) -> dict[str, Calendar]:
    """Give calendars as the law of a day had them."""
    return {name: calendar.as_of(law_as_of) for name, calendar in calendars.items()}


def _weekday_after(first: date, days: int) -> date:
    """Give the day that is so many days from Monday to Friday after a day."""
    # A Saturday and a Sunday lie as far from the next Monday as the Friday before them does.
    into_weekend = max(0, first.weekday() - SATURDAY + 1)
    start = first - into_weekend * A_DAY
    weeks, rest = divmod(days, SATURDAY)
    over_weekend = 2 if start.weekday() + rest >= SATURDAY else 0
    return start + (weeks * 7 + rest + over_weekend) * A_DAY


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

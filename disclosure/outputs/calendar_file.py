"""Deadlines as an iCalendar file (RFC 5545), to be taken into anybody's calendar.

Calendars are shared and shown on telephones, so an entry says only that there is a deadline
and where to read about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from icalendar import Alarm, Calendar, Event

from disclosure.facts.instants import utc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

PRODUCT = "-//Disclosure//Deadlines//EN"
DEADLINE, REVIEW = "Disclosure deadline", "Disclosure: look at this again"
MEDIA_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A deadline, or our own reminder where the law gives no limit.

    Attributes:
        deadline: Its key within the incident, such as `uk.gdpr.33/initial`.
        at: When it is due, aware.
        link: Where it can be read about.
        warn_before: How long before it the calendar should speak up.
        is_review: A reminder of ours, no limit of the law.
    """

    incident_id: UUID
    deadline: str
    at: datetime
    link: str
    warn_before: timedelta = timedelta(hours=12)
    is_review: bool = False

    @property
    def uid(self) -> str:
        """Give the same name for this deadline for ever, one that gives nothing away."""
        kind = "review" if self.is_review else "due"
        return f"{uuid5(self.incident_id, f'{kind}:{self.deadline}')}@disclosure"


def calendar_file(entries: Iterable[CalendarEntry], *, stamped_at: datetime) -> bytes:
    """Write deadlines as one file.

    Args:
        entries: The deadlines.
        stamped_at: When it is written, aware; a later file replaces an earlier entry.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry, stamped_at))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, stamped_at: datetime) -> Event:
    title = REVIEW if entry.is_review else DEADLINE
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", utc(stamped_at).replace(microsecond=0))
    event.add("dtstart", utc(entry.at).replace(microsecond=0))
    event.add("summary", title)
    event.add("url", entry.link)
    event.add("class", "PRIVATE")
    # A deadline takes up no time: nobody is shown as busy.
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -entry.warn_before)
    event.add_component(alarm)
    return event

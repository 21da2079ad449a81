"""A deadline in somebody's calendar: the right instant, and nothing about the incident."""

from datetime import timedelta
from uuid import UUID

import icalendar

from builders import moment
from disclosure.outputs.calendar_file import CalendarEntry, calendar_file

INCIDENT = UUID("11111111-2222-4333-8444-555555555555")
DUE = moment("Tue 2025-04-22 09:10 Europe/London")
STAMPED = moment("Sat 2025-04-19 11:00 Europe/London")
LINK = f"https://disclosure.example.org/incidents/{INCIDENT}/deadlines"


def an_entry(deadline="uk.gdpr.33/initial", at=DUE, **given) -> CalendarEntry:
    return CalendarEntry(INCIDENT, deadline, at, LINK, **given)


def written(*entries) -> bytes:
    return calendar_file(entries, stamped_at=STAMPED)


def events(text: bytes):
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def test_it_stands_at_the_due_instant_in_universal_time():
    text = written(an_entry())
    assert b"DTSTART:20250422T081000Z\r\n" in text
    assert b"DTSTAMP:20250419T100000Z\r\n" in text


def test_lines_end_as_the_format_asks_and_are_not_too_long():
    lines = written(an_entry()).split(b"\r\n")
    assert not any(b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert lines[-1] == b""


def test_it_says_nothing_about_the_incident():
    text = written(an_entry()).decode().lower()
    for word in ("gdpr", "breach", "initial", "information commission"):
        assert word not in text
    (event,) = events(written(an_entry()))
    assert event["summary"] == "Disclosure deadline"
    assert event["class"] == "PRIVATE"
    assert event["url"] == LINK


def test_the_same_deadline_keeps_its_name_when_it_moves():
    earlier = an_entry(at=DUE - timedelta(hours=1))
    assert earlier.uid == an_entry().uid
    assert earlier.uid.endswith("@disclosure")


def test_every_other_deadline_has_another_name():
    other = CalendarEntry(UUID(int=1), "uk.gdpr.33/initial", DUE, LINK)
    names = {an_entry().uid, an_entry("uk.gdpr.34/initial").uid, an_entry(is_review=True).uid}
    assert len({*names, other.uid}) == 4


def test_it_speaks_up_before():
    (event,) = events(written(an_entry(warn_before=timedelta(hours=4))))
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(hours=-4)
    assert alarm["action"] == "DISPLAY"
    assert alarm["description"] == "Disclosure deadline"


def test_a_review_is_called_what_it_is():
    (event,) = events(written(an_entry(is_review=True)))
    assert event["summary"] == "Disclosure: look at this again"


def test_many_stand_in_one_file():
    assert len(events(written(an_entry(), an_entry("uk.mar.17-1/announce")))) == 2
    assert events(written()) == []

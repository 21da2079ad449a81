"""Days and times as people write them, worked out with a calendar by hand."""

from datetime import date, datetime

import pytest

from disclosure.facts.instants import LONDON, When
from disclosure.words.claims import ClaimKind, Context, claims_of
from disclosure.words.claims_days import Today, easter, times_in

TUESDAY = Today(date(2025, 4, 22), LONDON)
SAID = Context(datetime.fromisoformat("2025-04-22T14:00:00+01:00"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(2019, 4, 21), (2021, 4, 4), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2029, 4, 1)],
)
def test_easter_sunday(year, month, day):
    assert easter(year) == date(year, month, day)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("saturday 19 april", (2025, 4, 19), (2025, 4, 19)),
        ("19 april 2025", (2025, 4, 19), (2025, 4, 19)),
        ("april 19, 2025", (2025, 4, 19), (2025, 4, 19)),
        ("19/04/2025", (2025, 4, 19), (2025, 4, 19)),
        ("2025-04-19", (2025, 4, 19), (2025, 4, 19)),
        ("the 19th of april", (2025, 4, 19), (2025, 4, 19)),
        ("yesterday", (2025, 4, 21), (2025, 4, 21)),
        ("today", (2025, 4, 22), (2025, 4, 22)),
        ("tomorrow", (2025, 4, 23), (2025, 4, 23)),
        ("on saturday", (2025, 4, 19), (2025, 4, 19)),
        ("last tuesday", (2025, 4, 15), (2025, 4, 15)),
        ("good friday", (2025, 4, 18), (2025, 4, 18)),
        ("easter saturday", (2025, 4, 19), (2025, 4, 19)),
        ("easter monday", (2025, 4, 21), (2025, 4, 21)),
        ("easter monday 2024", (2024, 4, 1), (2024, 4, 1)),
        ("the august bank holiday", (2025, 8, 25), (2025, 8, 25)),
        ("early may bank holiday", (2025, 5, 5), (2025, 5, 5)),
        ("spring bank holiday", (2025, 5, 26), (2025, 5, 26)),
        ("boxing day", (2024, 12, 26), (2024, 12, 26)),
        ("the weekend", (2025, 4, 19), (2025, 4, 20)),
        ("the weekend of 26 and 27 april", (2025, 4, 26), (2025, 4, 27)),
        ("3 january", (2025, 1, 3), (2025, 1, 3)),
        ("29 december", (2024, 12, 29), (2024, 12, 29)),
    ],
)
def test_days_are_read_as_whole_days_of_the_zone(words, first, last):
    [said] = times_in(words, TUESDAY)
    start, end = said.when.local(LONDON)
    assert (start.date(), end.date()) == (date(*first), date(*last))
    assert not said.has_clock


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("18:00 on saturday 19 april", "2025-04-19T18:00:00+01:00"),
        ("6 pm on saturday 19 april", "2025-04-19T18:00:00+01:00"),
        ("6pm on 19 april", "2025-04-19T18:00:00+01:00"),
        ("saturday 19 april at 6.30pm", "2025-04-19T18:30:00+01:00"),
        ("19 april 2025, 09:10 bst", "2025-04-19T09:10:00+01:00"),
        ("08:10 utc on 19 april", "2025-04-19T09:10:00+01:00"),
        ("noon on good friday", "2025-04-18T12:00:00+01:00"),
        ("today at 14:05", "2025-04-22T14:05:00+01:00"),
        ("yesterday at 7 am", "2025-04-21T07:00:00+01:00"),
        ("13:30", "2025-04-22T13:30:00+01:00"),
        ("1800 hours on 19 april", "2025-04-19T18:00:00+01:00"),
        ("09:00 gmt on 3 january", "2025-01-03T09:00:00+00:00"),
    ],
)
def test_a_time_of_day_is_one_instant(words, instant):
    [said] = times_in(words, TUESDAY)
    assert said.when == When.exactly(at(instant))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("this morning", "2025-04-22T06:00:00+01:00", "2025-04-22T11:59:59+01:00"),
        ("the morning of saturday 19 april", "2025-04-19T06:00+01:00", "2025-04-19T11:59:59+01:00"),
        ("saturday evening", "2025-04-19T18:00:00+01:00", "2025-04-19T23:59:59+01:00"),
        ("last night", "2025-04-21T18:00:00+01:00", "2025-04-22T05:59:59+01:00"),
    ],
)
def test_a_part_of_a_day_is_its_hours(words, first, last):
    [said] = times_in(words, TUESDAY)
    assert said.when == When(at(first), at(last))


def test_a_weekday_ahead_is_the_next_one():
    [ahead] = times_in("by friday", TUESDAY, is_future=True)
    assert ahead.when.local(LONDON)[0].date() == date(2025, 4, 25)


@pytest.mark.parametrize("words", ["31 april", "we may have been", "open all hours", "it was 9.30"])
def test_what_is_no_time_is_none(words):
    assert times_in(words, TUESDAY) == ()


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        ("The incident began on Saturday 19 April.", "began", 19),
        ("We detected it on Easter Monday.", "detected", 21),
        ("We became aware of a breach on 20 April.", "aware", 20),
        ("We announced this on 22 April.", "announced", 22),
        ("We reported it to the ICO on 21 April.", "reported", 21),
        ("Our website was restored on Sunday.", "restored", 20),
        ("Services have been affected since Saturday.", "began", 19),
        ("We wrote to customers yesterday.", "written", 21),
    ],
)
def test_a_date_belongs_to_the_event_of_its_verb(text, event, day):
    dated = [c for c in claims_of(text, SAID) if c.kind is ClaimKind.DATE]
    assert [claim.subject for claim in dated] == [event]
    value = dated[0].value
    assert isinstance(value, When)
    assert value.local(LONDON)[0].date() == date(2025, 4, day)


@pytest.mark.parametrize(
    ("text", "event", "instant"),
    [
        ("We will give an update at 17:00 today.", "next_update", "2025-04-22T17:00:00+01:00"),
        ("Our next update is at noon tomorrow.", "next_update", "2025-04-23T12:00:00+01:00"),
        ("Our app will be restored by 9 am tomorrow.", "restored", "2025-04-23T09:00:00+01:00"),
    ],
)
def test_what_is_to_come_is_a_promise(text, event, instant):
    promised = [c for c in claims_of(text, SAID) if c.kind is ClaimKind.PROMISE]
    assert [(c.subject, c.value) for c in promised] == [(event, When.exactly(at(instant)))]

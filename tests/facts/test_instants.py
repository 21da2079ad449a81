"""Instants: aware, no more precise than they are known, and said in plain words.

Expected words were written by hand; weekdays were read off a calendar.
"""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import moment
from disclosure.facts.instants import (
    LONDON,
    NaiveInstantError,
    When,
    aware,
    in_words,
    iso,
    on,
    span,
    utc,
    weekday,
)

NAIVE = datetime(2025, 4, 19, 9, 10)  # noqa: DTZ001 - that it has no zone is the point
BST = timezone(timedelta(hours=1))


def when(first: str, last: str) -> When:
    return When(moment(f"{first} Europe/London"), moment(f"{last} Europe/London"))


@pytest.mark.parametrize("asks", [aware, utc, iso, in_words])
def test_a_time_without_an_offset_is_refused(asks) -> None:
    with pytest.raises(NaiveInstantError) as error:
        asks(NAIVE)
    said = "2025-04-19T09:10:00 has no offset. Write 2025-04-19T09:10:00+01:00."
    assert str(error.value) == said


@pytest.mark.parametrize(("first", "last"), [(NAIVE, NAIVE.replace(tzinfo=UTC)), (NAIVE, NAIVE)])
def test_a_span_of_such_times_is_refused_too(first: datetime, last: datetime) -> None:
    with pytest.raises(NaiveInstantError):
        When(first, last)
    with pytest.raises(NaiveInstantError):
        When(NAIVE.replace(tzinfo=UTC), NAIVE)


def test_a_span_cannot_end_before_it_starts() -> None:
    at = NAIVE.replace(tzinfo=UTC)
    with pytest.raises(ValueError, match="is before earliest"):
        When(at, at - timedelta(seconds=1))


def test_an_exact_time_is_exact_whatever_its_offset() -> None:
    at = NAIVE.replace(tzinfo=BST)
    assert When.exactly(at).is_exact
    assert When(at, at.astimezone(UTC)).is_exact
    assert not When(at, at + timedelta(minutes=1)).is_exact


def test_both_ends_are_given_on_the_clock_of_the_place() -> None:
    first, last = When(NAIVE.replace(tzinfo=UTC), NAIVE.replace(tzinfo=UTC)).local()
    assert (first.hour, last.hour) == (10, 10)
    there, _ = When.exactly(NAIVE.replace(tzinfo=UTC)).local(ZoneInfo("Asia/Kolkata"))
    assert (there.hour, there.minute) == (14, 40)


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ("Sat 2025-04-19 08:10 UTC", "2025-04-19T09:10:00+01:00"),
        ("Fri 2026-11-20 16:45 UTC", "2026-11-20T16:45:00+00:00"),
        # the hour that comes twice, told apart by its offset
        ("Sun 2026-10-25 00:30 UTC", "2026-10-25T01:30:00+01:00"),
        ("Sun 2026-10-25 01:30 UTC", "2026-10-25T01:30:00+00:00"),
    ],
)
def test_a_time_as_text_names_its_offset(at: str, text: str) -> None:
    assert iso(moment(at)) == text


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("Tue 2025-04-22 08:10 UTC", "Tue 22 April 2025, 09:10 BST (08:10 UTC)"),
        ("Fri 2026-11-20 16:45 UTC", "Fri 20 November 2026, 16:45 GMT (16:45 UTC)"),
        # just after midnight in London it is still the day before in UTC
        ("Mon 2025-04-21 23:00 UTC", "Tue 22 April 2025, 00:00 BST (Mon 23:00 UTC)"),
        ("Sun 2026-10-25 00:30 UTC", "Sun 25 October 2026, 01:30 BST (00:30 UTC)"),
        ("Sun 2026-10-25 01:30 UTC", "Sun 25 October 2026, 01:30 GMT (01:30 UTC)"),
    ],
)
def test_a_time_in_an_explanation(at: str, words: str) -> None:
    assert in_words(moment(at)) == words


SPANS = [
    # exact
    ("Sat 2025-04-19 09:10", "Sat 2025-04-19 09:10", "09:10 on Saturday 19 April", "at "),
    # a whole day, however its end is written
    ("Sat 2025-04-19 00:00", "Sat 2025-04-19 23:59:59", "Saturday 19 April", "on "),
    ("Sat 2025-04-19 00:00", "Sat 2025-04-19 23:59", "Saturday 19 April", "on "),
    ("Sat 2025-04-19 00:00", "Sun 2025-04-20 00:00", "Saturday 19 April", "on "),
    # parts of a day
    ("Sat 2021-10-23 06:00", "Sat 2021-10-23 12:00", "the morning of Saturday 23 October", "on "),
    ("Sat 2021-10-23 06:00", "Sat 2021-10-23 11:59", "the morning of Saturday 23 October", "on "),
    (
        "Sat 2021-10-23 00:00", "Sat 2021-10-23 06:00",
        "the early hours of Saturday 23 October", "in ",
    ),
    (
        "Sat 2021-10-23 12:00", "Sat 2021-10-23 17:59:59",
        "the afternoon of Saturday 23 October", "on ",
    ),
    ("Sat 2021-10-23 18:00", "Sun 2021-10-24 00:00", "the evening of Saturday 23 October", "on "),
    # a weekend, within a month and over its end
    ("Sat 2025-04-26 00:00", "Sun 2025-04-27 23:59:59", "the weekend of 26 and 27 April", "over "),
    (
        "Sat 2025-05-31 00:00", "Sun 2025-06-01 23:59:59",
        "the weekend of 31 May and 1 June", "over ",
    ),
    # other whole days
    (
        "Mon 2025-04-21 00:00", "Tue 2025-04-22 23:59:59",
        "some time between Monday 21 April and Tuesday 22 April", "between ",
    ),
    (
        "Sat 2025-04-26 00:00", "Mon 2025-04-28 23:59:59",
        "some time between Saturday 26 April and Monday 28 April", "between ",
    ),
    # anything else is said as it is
    (
        "Fri 2025-05-02 14:00", "Sat 2025-05-03 09:00",
        "some time between 14:00 on 2 May and 09:00 on 3 May", "between ",
    ),
    (
        "Fri 2025-05-02 14:00", "Fri 2025-05-02 15:00",
        "some time between 14:00 on 2 May and 15:00 on 2 May", "between ",
    ),
    (
        "Fri 2025-05-02 06:00", "Fri 2025-05-02 11:00",
        "some time between 06:00 on 2 May and 11:00 on 2 May", "between ",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("first", "last", "words", "preposition"), SPANS)
def test_a_time_is_said_no_more_precisely_than_it_is_known(
    first: str, last: str, words: str, preposition: str
) -> None:
    assert span(when(first, last)) == words
    assert on(when(first, last)) == preposition + words.removeprefix("some time between ")


def test_a_span_is_said_on_the_clock_of_the_place() -> None:
    day = When(moment("Fri 2025-04-18 23:00 UTC"), moment("Sat 2025-04-19 22:59:59 UTC"))
    assert span(day) == "Saturday 19 April"
    assert span(day, ZoneInfo("UTC")) == "some time between 23:00 on 18 April and 22:59 on 19 April"


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_an_explanation_always_names_day_year_zone_and_universal_time(at: datetime) -> None:
    local, words = at.astimezone(LONDON), in_words(at)
    assert f"{weekday(local)} {local.year}".endswith(words.partition(",")[0][4:])
    assert words.endswith("UTC)")
    assert datetime.fromisoformat(iso(at)) == at.replace(microsecond=0)

"""Deadlines in words; every length was counted by hand."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from builders import moment
from disclosure.law.deadlines import ClockState
from disclosure.outputs.deadline_words import (
    STATE_WORDS,
    due,
    ending,
    late_as_of,
    left,
    length,
    place,
    present_state,
    state_words,
)
from disclosure.outputs.deadline_words import moment as in_both

DUE = moment("Tue 2025-04-22 09:10 Europe/London")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "less than a minute"),
        (0.9, "less than a minute"),
        (1, "1 min"),
        (59.9, "59 min"),
        (60, "1 h"),
        (192, "3 h 12 min"),
        (47 * 60 + 59, "47 h 59 min"),
        (48 * 60, "2 days"),
        (51 * 60 + 30, "2 days 3 h"),
        (-125, "2 h 5 min"),
    ],
)
def test_lengths(minutes, words):
    assert length(timedelta(minutes=minutes)) == words


def test_what_is_left_and_what_is_gone():
    assert left(DUE, DUE - timedelta(minutes=192)) == "in 3 h 12 min"
    assert left(DUE, DUE) == "in less than a minute"
    assert left(DUE, DUE + timedelta(minutes=125)) == "2 h 5 min late"


def test_due_names_both_clocks():
    now = moment("Tue 2025-04-22 05:58 Europe/London")
    expected = "in 3 h 12 min, Tue 22 April 09:10 London (08:10 UTC)"
    assert due(DUE, now) == expected


def test_the_universal_day_is_named_where_it_is_another():
    assert in_both(moment("Tue 2025-04-22 00:30 Europe/London")) == (
        "Tue 22 April 00:30 London (Mon 23:30 UTC)"
    )


def test_midnight_is_named_by_the_day_it_ends():
    # Summer: 23:00 UTC of the same Tuesday. Winter: midnight in both clocks.
    assert ending(moment("Wed 2025-04-23 00:00 Europe/London")) == (
        "midnight at the end of Tue 22 April London (23:00 UTC)"
    )
    assert ending(moment("Wed 2026-11-25 00:00 Europe/London")) == (
        "midnight at the end of Tue 24 November London (midnight UTC)"
    )
    # New York is four hours behind in summer: 04:00 UTC on the Wednesday.
    assert ending(moment("Wed 2025-04-23 04:00 UTC"), ZoneInfo("America/New_York")) == (
        "midnight at the end of Tue 22 April New York (Wed 04:00 UTC)"
    )


def test_how_late_says_as_of_when():
    assert late_as_of(DUE, DUE + timedelta(hours=4, minutes=58)) == "4 h 58 min late at 14:08"
    assert late_as_of(DUE, DUE - timedelta(minutes=192)) == "in 3 h 12 min"


def test_of_an_open_duty_the_state_says_that_too():
    assert state_words(ClockState.RUNNING) == "Running"
    assert state_words(ClockState.RUNNING, may_apply=True) == "Would run if it applies"
    assert state_words(ClockState.OVERDUE, may_apply=True) == "Would be overdue if it applies"
    assert state_words(ClockState.WAITING, may_apply=True) == "Not started"


def test_an_hour_that_comes_twice_is_told_apart_by_the_universal_clock():
    first = moment("Sun 2026-10-25 00:30 UTC")
    second = moment("Sun 2026-10-25 01:30 UTC")
    assert in_both(first) == "Sun 25 October 01:30 London (00:30 UTC)"
    assert in_both(second) == "Sun 25 October 01:30 London (01:30 UTC)"
    assert left(second, first) == "in 1 h"


def test_a_zone_is_named_by_its_place():
    assert place(ZoneInfo("America/New_York")) == "New York"
    assert place(ZoneInfo("UTC")) == "UTC"


def test_every_state_has_words():
    assert set(STATE_WORDS) == set(ClockState)
    assert len(set(STATE_WORDS.values())) == len(ClockState)


@pytest.mark.parametrize(
    ("stored", "minutes", "expected"),
    [
        (ClockState.RUNNING, 0, ClockState.RUNNING),
        (ClockState.RUNNING, 1, ClockState.OVERDUE),
        (ClockState.OVERDUE, 1, ClockState.OVERDUE),
        (ClockState.OVERDUE, -1, ClockState.RUNNING),
        (ClockState.MET, 1, ClockState.MET),
        (ClockState.EARLIEST_POSSIBLE, 1, ClockState.EARLIEST_POSSIBLE),
    ],
)
def test_running_turns_overdue_by_time_alone(stored, minutes, expected):
    assert present_state(stored, DUE, DUE + timedelta(minutes=minutes)) is expected


def test_what_has_no_limit_is_never_overdue():
    assert present_state(ClockState.RUNNING, None, DUE) is ClockState.RUNNING

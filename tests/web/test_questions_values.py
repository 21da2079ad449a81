"""Numbers and instants typed into a form: taken as precisely as they are known, or refused.

"Now" is Friday 20 November 2026, 12:00 in London, which is on the universal clock that day.
"""

from datetime import timedelta

import pytest
from asked import a_view, the_answer, utc

from builders import NOON, a_fact
from disclosure.facts.instants import When
from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import Count

COUNT = "personal_data.people_count"
BEGAN = "incident.occurred_at"
SIGNAL = "incident.first_signal_at"


# ---- Numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quality", "number", "to", "expected"),
    [
        ("exact", "1200", "", Count(1200, 1200, Quality.EXACT, "people")),
        ("about", "1,200", "", Count(1200, 1200, Quality.ABOUT, "people")),
        ("at-least", "1 200", "", Count(1200, 1200, Quality.AT_LEAST, "people")),
        ("range", "100", "200", Count(100, 200, Quality.RANGE, "people")),
    ],
)
def test_a_number_says_how_it_is_meant(send, quality, number, to, expected):
    sent = send(
        COUNT, given__quality=quality, given__number=number, given__to=to, standing="confirmed"
    )
    assert the_answer(sent).value == expected


@pytest.mark.parametrize(
    ("quality", "number", "to", "field"),
    [
        ("", "1200", "", "quality"),
        ("about", "", "", "number"),
        ("about", "many", "", "number"),
        ("about", "-5", "", "number"),
        ("about", "1.5", "", "number"),
        ("about", "٣", "", "number"),
        ("about", "9" * 30, "", "number"),
        ("about", "5", "6", "to"),
        ("range", "200", "100", "to"),
        ("range", "200", "", "to"),
    ],
)
def test_a_number_that_is_none_is_refused_beside_it(send, quality, number, to, field):
    made, errors = send(COUNT, given__quality=quality, given__number=number, given__to=to)
    assert (made, set(errors)) == ([], {field})


def test_the_number_may_not_be_known(send):
    assert the_answer(send(COUNT, given__unknown="y")).standing is Standing.UNKNOWN


# ---- Instants --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"how": "exact", "date": "2026-07-01", "time": "09:10"},
            When.exactly(utc(2026, 7, 1, 8, 10)),
        ),
        (
            {"how": "exact", "date": "1/7/2026", "time": "9.10"},
            When.exactly(utc(2026, 7, 1, 8, 10)),
        ),
        # typed without choosing how
        ({"date": "2026-11-19", "time": "0910"}, When.exactly(utc(2026, 11, 19, 9, 10))),
        (
            {"how": "part", "day": "2026-11-19", "part": "morning"},
            When(utc(2026, 11, 19, 6), utc(2026, 11, 19, 11, 59, 59)),
        ),
        (
            {
                "how": "between",
                "from_date": "2026-11-18",
                "from_time": "22:00",
                "to_date": "2026-11-19",
                "to_time": "06:00",
            },
            When(utc(2026, 11, 18, 22), utc(2026, 11, 19, 6)),
        ),
        (
            {"how": "exact", "date": "2026-10-25", "time": "01:30", "which": "second"},
            When.exactly(utc(2026, 10, 25, 1, 30)),
        ),
        # The page was shown at 11:50 and sent ten minutes later; what it showed counts.
        (
            {"how": "now", "now": "2026-11-20T11:50:00+00:00"},
            When.exactly(utc(2026, 11, 20, 11, 50)),
        ),
    ],
)
def test_an_instant_is_taken_as_precisely_as_it_is_known(send, fields, expected):
    known = {"standing": "confirmed"}
    sent = send(BEGAN, **known, **{f"given__{name}": value for name, value in fields.items()})
    assert the_answer(sent).value == expected


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"how": "exact", "date": "2026-11-19"}, "time", "The time is missing."),
        ({"how": "exact", "time": "09:10"}, "date", "The date is missing."),
        ({"how": "exact", "date": "2026-02-30", "time": "09:10"}, "date", "no such date"),
        ({"how": "exact", "date": "2026-11-19", "time": "25:10"}, "time", "no such time"),
        (
            {"how": "exact", "date": "2026-03-29", "time": "01:30"},
            "time",
            "This time does not exist: the clocks go forward",
        ),
        ({"how": "exact", "date": "2026-10-25", "time": "01:30"}, "which", "comes twice"),
        ({"how": "part", "day": ""}, "day", "The date is missing."),
        ({"how": "now", "now": "2026-11-17T11:50:00+00:00"}, "how", "no longer recent"),
        ({"how": "now", "now": "2026-11-20T12:50:00+00:00"}, "how", "no longer recent"),
        (
            {
                "how": "between",
                "from_date": "2026-11-19",
                "from_time": "22:00",
                "to_date": "2026-11-18",
                "to_time": "06:00",
            },
            "to_time",
            "before the first",
        ),
    ],
)
def test_an_instant_that_is_none_is_refused_beside_its_field(send, fields, field, words):
    made, errors = send(BEGAN, **{f"given__{name}": value for name, value in fields.items()})
    assert (made, set(errors)) == ([], {field})
    assert words in errors[field]


def offered(questions, key, *history) -> list[str]:
    form = questions.page_form(a_view(key, *history))
    return [choice.value for choice in form.answer(key).value["how"].choices]


def test_now_is_offered_with_its_time_and_never_over_a_recorded_one(questions):
    form = questions.page_form(a_view(SIGNAL))
    labels = [choice.label for choice in form.answer(SIGNAL).value["how"].choices]
    assert labels[-2:] == ["Now, 12:00", "Don't know yet"]
    recorded = a_fact(SIGNAL, When.exactly(NOON - timedelta(hours=2)))
    assert "now" not in offered(questions, SIGNAL, recorded)
    assert "now" not in offered(questions, SIGNAL, a_fact(SIGNAL, None, Standing.UNKNOWN))


@pytest.mark.parametrize("key", [BEGAN, "incident.resolved_at"])
def test_now_is_not_offered_for_what_is_hardly_ever_now(questions, key):
    assert "now" not in offered(questions, key)


@pytest.mark.parametrize("now", ["", "soon", "2026-11-20T11:50:00"])
def test_a_now_that_was_tampered_with_is_the_time_of_the_answer(send, now):
    sent = send(BEGAN, given__how="now", given__now=now, standing="confirmed")
    assert the_answer(sent).value == When.exactly(NOON)


def test_now_is_not_offered_for_a_promise(questions):
    assert "now" not in offered(questions, "next_update.at")

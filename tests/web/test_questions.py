"""Forms of intake: what a browser sends becomes a version, or a sentence beside its field.

"Now" is Friday 20 November 2026, 12:00 in London, which is on the universal clock that day.
"""

from datetime import timedelta

import pytest
from asked import DATA, KIND, a_view, the_answer, utc
from werkzeug.datastructures import MultiDict

from builders import NOON, a_fact, the_catalogue
from disclosure.facts.instants import When
from disclosure.facts.standings import Ceiling, Change, Standing
from disclosure.facts.versions import Support

COUNT = "personal_data.people_count"
BEGAN, CAUSE = "incident.occurred_at", "incident.cause"


# ---- A question that nobody has answered -----------------------------------------------------


def test_a_question_left_empty_stores_nothing(send):
    for key in the_catalogue().vocabulary.facts:
        assert send(key) == ([], {})


def test_a_choice_is_as_of_now_and_read_by_whom_the_question_says(send):
    new = the_answer(send(KIND, given__choice="cyber", standing="confirmed"))
    assert (new.key, new.seen, new.change, new.value) == (KIND, 0, Change.FIRST, "cyber")
    assert (new.standing, new.true_at, new.ceiling) == (Standing.CONFIRMED, NOON, Ceiling.PUBLIC)
    technique = the_answer(send("incident.technique", given__text="phishing", standing="confirmed"))
    assert technique.ceiling is Ceiling.AUTHORITY


def test_an_option_that_is_none_is_refused(send):
    assert send(KIND, given__choice="meteor")[1]["choice"].startswith("This is not one of")


SEARCHED = {
    "checked": "logs",
    "checked_by": "us",
    "checked_until_date": "2026-11-20",
    "checked_until_time": "11:00",
}


@pytest.mark.parametrize(
    ("choice", "more", "value", "expected"),
    [
        ("yes", {}, "yes", Standing.CONFIRMED),
        ("no", {}, "no", Standing.CONFIRMED),
        ("yes-likely", {"basis": "a tip"}, "yes", Standing.SUSPECTED),
        # That it can be ruled out, or that there is no sign, is said of the yes.
        ("ruled-out", {"reason": "kept elsewhere"}, "yes", Standing.RULED_OUT),
        ("no-sign", SEARCHED, "yes", Standing.NO_SIGN),
    ],
)
def test_yes_and_no_say_at_once_how_well_they_are_known(send, choice, more, value, expected):
    new = the_answer(send(DATA, given__choice=choice, **more))
    assert (new.value, new.standing) == (value, expected)


@pytest.mark.parametrize("standing", ["suspected", "no-sign", "ruled-out", "bogus"])
def test_nothing_beside_a_yes_can_contradict_it(send, standing):
    """There is one group of answers; another standing can only be written by hand."""
    new = the_answer(send(DATA, given__choice="yes", standing=standing))
    assert (new.value, new.standing) == ("yes", Standing.CONFIRMED)


def test_the_answers_to_yes_or_no_are_these(questions):
    choices = questions.page_form(a_view(DATA)).answer(DATA).value["choice"].choices
    assert [choice.label for choice in choices] == [
        "Yes, established",
        "Yes, probably (not certain)",
        "No sign so far (we looked, and go on looking)",
        "No, established",
        "No, ruled out (it cannot be, whatever is looked at)",
        "Don't know yet",
    ]


def test_a_recorded_probably_no_can_still_be_seen_and_left(questions, send):
    probably_no = a_fact(DATA, "no", Standing.SUSPECTED, support=Support(basis="a tip"))
    answer = questions.page_form(a_view(DATA, probably_no)).answer(DATA)
    assert answer.value["choice"].data in [each.value for each in answer.value["choice"].choices]
    shown = {"given__choice": "no-likely", "basis": "a tip"}
    assert send(DATA, probably_no, answer="leave", **shown) == ([], {})


@pytest.mark.parametrize(
    ("choice", "missing"),
    [
        ("yes-likely", {"basis"}),
        ("ruled-out", {"reason"}),
        ("no-sign", {"checked", "checked_by", "checked_until_date"}),
    ],
)
def test_what_is_not_certain_says_why(send, choice, missing):
    _, errors = send(DATA, given__choice=choice)
    assert set(errors) == missing


# ---- How well it is known --------------------------------------------------------------------

ANSWERS = [
    (KIND, {"given__choice": "cyber"}),
    (CAUSE, {"given__text": "a fault"}),
    (COUNT, {"given__quality": "about", "given__number": "5"}),
    (BEGAN, {"given__how": "exact", "given__date": "19/11/2026", "given__time": "09:10"}),
]


@pytest.mark.parametrize(("key", "answer"), ANSWERS)
def test_no_answer_is_established_by_itself(questions, send, key, answer):
    assert questions.page_form(a_view(key)).answer(key)["standing"].data == ""
    for standing in ("", "bogus"):
        _, errors = send(key, standing=standing, **answer)
        assert errors == {"standing": "Say how well this is known. A guess is not established."}


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (KIND, "given__choice"),
        (CAUSE, "given__unknown"),
        (COUNT, "given__quality"),
        (BEGAN, "given__how"),
    ],
)
def test_what_nobody_knows_is_not_asked_how_well_it_is_known(send, key, name):
    checking = {"being_checked": "the night shift"}
    for standing in ("", "confirmed"):
        new = the_answer(send(key, **{name: "unknown"}, **checking, standing=standing))
        assert (new.standing, new.support.being_checked) == (Standing.UNKNOWN, "the night shift")


def test_how_well_it_is_known_says_nothing_without_an_answer(send):
    assert send(CAUSE, standing="confirmed")[1] == {"text": "Give the answer that this belongs to."}


def test_not_known_yet_is_an_answer_with_a_promised_time(send):
    new = the_answer(
        send(
            DATA,
            given__choice="unknown",
            being_checked="the security team",
            expected_by_date="2026-11-20",
            expected_by_time="18:00",
        )
    )
    assert (new.value, new.standing) == (None, Standing.UNKNOWN)
    assert new.support == Support(
        being_checked="the security team", expected_by=NOON + timedelta(hours=6)
    )


def test_a_promise_cannot_lie_behind(send):
    _, errors = send(
        DATA, given__choice="unknown", expected_by_date="2026-11-20", expected_by_time="11:00"
    )
    assert errors == {"expected_by_time": "This time has passed. Promise a later one."}


def test_words_and_not_known_are_not_both_the_answer(send):
    assert the_answer(send(CAUSE, given__unknown="y")).standing is Standing.UNKNOWN
    _, errors = send(CAUSE, given__text="a fault", given__unknown="y")
    assert set(errors) == {"unknown"}


@pytest.mark.parametrize("text", ["<b>a fault</b>", "{{ secret }}", "a\u202efault", "x" * 2001])
def test_markup_hidden_characters_and_too_much_are_refused(send, text):
    made, errors = send(CAUSE, given__text=text, standing="confirmed")
    assert (made, set(errors)) == ([], {"text"})


def test_what_belongs_to_an_answer_is_not_dropped_without_one(send):
    _, errors = send(DATA, basis="a tip")
    assert errors == {"choice": "Give the answer that this belongs to."}


def test_what_no_page_offers_breaks_nothing(send):
    """Somebody who writes the request by hand gets an answer, not a crash."""
    new = the_answer(send(DATA, given__choice="yes", ceiling="bogus", seen="x"))
    assert (new.standing, new.ceiling, new.seen) == (Standing.CONFIRMED, Ceiling.PUBLIC, 0)
    assert send(BEGAN, given__how="bogus") == ([], {})
    assert set(send(DATA, given__choice="bogus")[1]) == {"choice"}
    assert send(DATA, STANDS, answer="bogus", **AS_SHOWN) == ([], {})


# ---- A question that is answered -------------------------------------------------------------

STANDS = a_fact(DATA, "yes")
SUSPECTED = a_fact(DATA, "yes", Standing.SUSPECTED, support=Support(basis="a tip"))
UNKNOWN = a_fact(DATA, None, Standing.UNKNOWN)
AS_SHOWN = {"given__choice": "yes"}


def test_an_answer_left_as_it_is_stores_nothing(send):
    assert send(DATA, STANDS, answer="leave", **AS_SHOWN) == ([], {})
    shown = {"given__choice": "yes-likely", "basis": "a tip"}
    assert send(DATA, SUSPECTED, answer="leave", **shown) == ([], {})


@pytest.mark.parametrize(
    "typed",
    [
        {"given__choice": "no"},
        {"given__choice": "yes-likely"},
        {"given__choice": "unknown"},
        {**AS_SHOWN, "basis": "a tip"},
    ],
)
def test_something_else_typed_beside_leave_it_is_not_dropped_in_silence(send, typed):
    made, errors = send(DATA, STANDS, answer="leave", **typed)
    assert (made, set(errors)) == ([], {"answer"})


@pytest.mark.parametrize(
    ("answer", "change"),
    [("changed", Change.CHANGES), ("wrong", Change.WRONG_WHEN_SAID)],
)
def test_another_answer_says_what_became_of_the_old_one(send, answer, change):
    fields = {"given__choice": "no", "change_reason": "log misread"}
    new = the_answer(send(DATA, STANDS, answer=answer, **fields))
    assert (new.value, new.change, new.seen) == ("no", change, 1)


@pytest.mark.parametrize("answer", ["wrong", "withdraw"])
def test_a_correction_says_why(send, answer):
    fields = {"given__choice": "no"}
    assert set(send(DATA, STANDS, answer=answer, **fields)[1]) == {"change_reason"}


def test_a_change_to_the_same_is_none(send):
    assert set(send(DATA, STANDS, answer="changed", **AS_SHOWN)[1]) == {"answer"}


def test_a_change_needs_the_new_answer(send):
    text = a_fact(CAUSE, "a fault")
    _, errors = send(CAUSE, text, answer="changed", given__text="", standing="confirmed")
    assert errors == {"text": "Give the new answer."}


def test_still_true_needs_nothing_else(send):
    by_choice = the_answer(send(DATA, STANDS, answer="still", **AS_SHOWN))
    by_button = the_answer(send(DATA, STANDS, still=DATA, answer="leave", **AS_SHOWN))
    assert by_choice.change is by_button.change is Change.RE_CONFIRMS
    assert by_button.true_at == NOON


def test_still_true_is_not_pressed_over_another_answer(send):
    """Whoever typed something else would lose it, and confirm what they meant to change."""
    for more in ({}, {"answer": "changed"}):
        _, errors = send(DATA, STANDS, still=DATA, **{"given__choice": "no", **more})
        assert set(errors) == {"answer"}


def test_still_not_known_says_anew_who_checks_and_by_when(questions, send):
    known = Support(being_checked="the night shift", expected_by=NOON + timedelta(hours=2))
    unknown = a_fact(DATA, None, Standing.UNKNOWN, support=known)
    choice = questions.page_form(a_view(DATA, unknown)).answer(DATA).value["choice"]
    assert choice.choices[-1].label == "Still not known"
    text = questions.page_form(a_view(CAUSE, a_fact(CAUSE, None, Standing.UNKNOWN)))
    assert text.answer(CAUSE).value["unknown"].label.text == "Still not known"

    anew = {"expected_by_date": "20/11/2026", "expected_by_time": "18:00"}
    new = the_answer(send(DATA, unknown, given__choice="unknown", **anew))
    # Who is checking stands where it was left empty.
    assert new.support == Support(
        being_checked="the night shift", expected_by=NOON + timedelta(hours=6)
    )
    assert the_answer(send(DATA, unknown, given__choice="unknown")).support == known


def test_a_promise_that_has_passed_is_not_made_again_by_itself(send):
    known = Support(being_checked="us", expected_by=NOON - timedelta(hours=2))
    unknown = a_fact(DATA, None, Standing.UNKNOWN, support=known)
    new = the_answer(send(DATA, unknown, given__choice="unknown"))
    assert new.support == Support(being_checked="us")


def test_from_not_known_to_known_is_a_change_without_further_questions(send):
    new = the_answer(send(DATA, UNKNOWN, given__choice="yes"))
    assert (new.change, new.seen) == (Change.CHANGES, 1)
    assert send(DATA, UNKNOWN) == ([], {})


def test_a_form_shows_what_stands_and_sent_back_untouched_changes_nothing(questions):
    page = the_catalogue().page("when")
    whens = (
        When.exactly(NOON - timedelta(hours=3)),
        When(NOON - timedelta(hours=12), NOON - timedelta(seconds=1)),
        When(utc(2026, 11, 19), utc(2026, 11, 19, 23, 59, 59)),
        When.exactly(utc(2026, 10, 25, 1, 30)),
    )
    for when in whens:
        view = a_view(BEGAN, a_fact(BEGAN, when))
        shown = questions.page_form(view)
        inputs = [*shown.answer(BEGAN), *shown.answer(BEGAN).value]
        sent = [(f.name, str(f.data)) for f in inputs if f.type != "FormField" and f.data]
        form = questions.page_form(view, MultiDict(sent))
        assert (form.read(view), form.errors) == ([], {}), (page.id, when)


def test_a_denial_is_shown_as_the_answer_that_was_given(questions):
    ruled_out = a_fact(DATA, "yes", Standing.RULED_OUT, support=Support(reason="kept elsewhere"))
    answer = questions.page_form(a_view(DATA, ruled_out)).answer(DATA)
    assert answer.value["choice"].data == "ruled-out"


# ---- The top of a page -----------------------------------------------------------------------


def test_the_top_of_a_page_speaks_for_its_answers(send):
    top = {
        "source": "incident call",
        "as_of": "at",
        "as_of_date": "2026-11-20",
        "as_of_time": "09:00",
        "ceiling": "staff",
    }
    cyber = {"given__choice": "cyber", "standing": "confirmed"}
    new = the_answer(send(KIND, top=top, **cyber))
    assert (new.support.source, new.true_at) == ("incident call", NOON - timedelta(hours=3))
    assert new.ceiling is Ceiling.STAFF
    own = the_answer(send(KIND, top=top, **cyber, source="a log", ceiling="inside"))
    assert (own.support.source, own.ceiling) == ("a log", Ceiling.INSIDE)


def test_the_top_of_a_page_never_widens_who_reads(send):
    phishing = {"given__text": "phishing", "standing": "confirmed"}
    new = the_answer(send("incident.technique", top={"ceiling": "public"}, **phishing))
    assert new.ceiling is Ceiling.AUTHORITY


def test_a_time_that_has_not_come_is_no_time_at_which_it_was_so(send):
    top = {"as_of": "at", "as_of_date": "2026-11-20", "as_of_time": "13:00"}
    cyber = {"given__choice": "cyber", "standing": "confirmed"}
    assert set(send(KIND, top=top, **cyber)[1]) == {"as_of_time"}
    own = {"as_of_date": "2026-11-20", "as_of_time": "13:00"}
    assert set(send(KIND, **cyber, **own)[1]) == {"as_of_time"}

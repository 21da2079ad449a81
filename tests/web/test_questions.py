"""Forms of intake: what a browser sends becomes a version, or a sentence beside its field.

"Now" is Friday 20 November 2026, 12:00 in London, which is on the universal clock that day.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.datastructures import MultiDict

from builders import NOON, a_fact, the_catalogue
from disclosure.facts.instants import LONDON, When
from disclosure.facts.standings import Ceiling, Change, Quality, Standing
from disclosure.facts.versions import Count, FactVersion, Support
from disclosure.services.fact_pages import (
    AskedFact,
    EntryView,
    PageView,
    RecordView,
)
from disclosure.web.questions import compile_questions, field_name
from disclosure.web.questions_answers import Defaults
from disclosure.web.questions_inputs import Reading
from disclosure.web.questions_tables import table_form

KIND, DATA, COUNT = "incident.kind", "personal_data.involved", "personal_data.people_count"
BEGAN, CAUSE = "incident.occurred_at", "incident.cause"
SIGNAL = "incident.first_signal_at"
SERVICES = the_catalogue().vocabulary.records["service"]


@pytest.fixture(scope="session")
def questions():
    return compile_questions(the_catalogue())


def a_view(key: str, *history: FactVersion) -> PageView:
    catalogue = the_catalogue()
    question = catalogue.vocabulary.facts[key]
    stands = history and history[-1].change is not Change.WITHDRAWN
    asked = AskedFact(question, history[-1] if stands else None, tuple(history))
    return PageView(catalogue.page(question.page), (asked,), (), NOON, LONDON)


@pytest.fixture
def send(questions):
    """Send the fields of one question; gives the versions and what is said beside the fields."""

    def send(key, *history, still="", top=None, **fields):
        view = a_view(key, *history)
        name = field_name(key)
        seen = fields.pop("seen", history[-1].number if history else 0)
        sent = {f"{name}-{part.replace('__', '-')}": value for part, value in fields.items()}
        sent |= {f"{name}-seen": str(seen)} | (top or {})
        form = questions.page_form(view, MultiDict(sent))
        made = form.read(view, still)
        errors = form.errors.get(name, {})
        flat = {k: v for k, v in errors.items() if k != "given"} | errors.get("given", {})
        flat |= {k: v for k, v in form.errors.items() if k != name}
        return made, {name: " ".join(words) for name, words in flat.items()}

    return send


def the_answer(sent):
    (made,), errors = sent
    assert errors == {}
    return made


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
        "No sign so far (we looked)",
        "No, established",
        "No, ruled out (cannot have happened)",
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
    assert the_answer(send(COUNT, given__quality="unknown")).standing is Standing.UNKNOWN


# ---- Instants --------------------------------------------------------------------------------


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


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


# ---- Entries and the table -------------------------------------------------------------------


def a_service(entry_id="website", *, number=1, change=Change.FIRST, **fields) -> FactVersion:
    known = {"name": entry_id, "area": "online", "state": "stopped"} | fields
    return FactVersion(
        f"service:{entry_id}",
        number,
        Standing.SUSPECTED,
        NOON - timedelta(hours=1),
        fields=known,
        support=Support(basis="reports by customers"),
        change=change,
    )


def services(*versions: FactVersion) -> RecordView:
    entries = tuple(EntryView(SERVICES, version, (version,)) for version in versions)
    return RecordView(SERVICES, entries, NOON, LONDON)


def test_an_entry_needs_what_names_it_and_says_how_well_it_is_known(questions):
    blank = questions.entry_form(services(), None)
    assert blank["standing"].data == ""
    form = questions.entry_form(services(), None, MultiDict({"standing": ""}))
    form.read(SERVICES, (), Reading(NOON, LONDON), Defaults(NOON))
    assert set(form.errors) == {"field_name", "field_area", "field_state", "standing"}


def table(sent: dict[str, str], *versions: FactVersion):
    view = services(*versions)
    form = table_form(view, MultiDict({"as_of": "now", **sent}))
    return form.read(view), form.errors


def test_the_table_records_what_changed_and_confirms_what_is_ticked():
    sent = {
        "row_website-seen": "1",
        "row_website-state": "delayed",
        "row_stores-seen": "1",
        "row_stores-state": "stopped",
        "row_stores-still": "y",
        "row_till-seen": "1",
        "row_till-state": "stopped",
    }
    made, errors = table(sent, a_service(), a_service("stores"), a_service("till"))
    assert errors == {}
    assert [(new.key, new.change) for new in made] == [
        ("service:website", Change.CHANGES),
        ("service:stores", Change.RE_CONFIRMS),
    ]
    assert (made[0].fields["state"], made[0].standing) == ("delayed", Standing.CONFIRMED)


def test_one_press_confirms_every_line_that_was_not_changed_and_that_nobody_disputes():
    disputed = replace(services(a_service("tills")).entries[0], disputed_by=("tills are down",))
    plain = services(a_service(), a_service("stores"))
    view = replace(plain, entries=(*plain.entries, disputed))
    sent = {f"row_{name}-seen": "1" for name in ("website", "stores", "tills")}
    sent |= {f"row_{name}-state": "stopped" for name in ("stores", "tills")}
    sent |= {"row_website-state": "delayed", "others_still": "y", "as_of": "now"}
    made = table_form(view, MultiDict(sent)).read(view)
    assert [(new.key, new.change) for new in made] == [
        ("service:website", Change.CHANGES),
        ("service:stores", Change.RE_CONFIRMS),
    ]


def test_what_works_again_no_longer_says_what_to_do_instead():
    broken = a_service(detail="no orders", workaround="call us", reported_by="customers")
    sent = {"row_website-seen": "1", "row_website-state": "restored"}
    ((new,), _) = table(sent, broken)
    assert dict(new.fields) == {"name": "website", "area": "online", "state": "restored"}


def test_another_state_and_a_tick_contradict_each_other():
    sent = {"row_website-seen": "1", "row_website-state": "open", "row_website-still": "y"}
    made, errors = table(sent, a_service())
    assert made == []
    assert set(errors["row_website"]) == {"state"}

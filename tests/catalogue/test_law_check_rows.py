"""Limits in months, rows and groups in a law file, and what is said of words in a notice.

The messages name what to write, and the option that was likely meant.
"""

import pytest

from builders import a_limit, the_catalogue
from disclosure.catalogue.formats import LimitFormat, RowFormat
from disclosure.catalogue.rows import LawContext, condition, limit
from disclosure.catalogue.rule_changes import rule_changes
from disclosure.files import fit
from disclosure.outputs.library import length_words
from disclosure.problems import Problem
from disclosure.words.expressions import WordingSyntaxError, compile_wording
from disclosure.words.lint import _Linter
from disclosure.words.moves import MOVES
from disclosure.words.terms import TagError, Tokens, options

FINAL = {
    "starts_at": "submitted:uk.harbours.9/initial", "runs": {"months": 1},
    "counting": "calendar-months", "cite": "reg 9(4)", "confidence": "knowledge",
}  # fmt: skip


def read(**changes: object) -> tuple[object, list[Problem]]:
    """Read a limit of one month after a submission, with some of its keys changed."""
    catalogue = the_catalogue()
    context = LawContext(
        "9.toml", catalogue.vocabulary, catalogue.law.calendars, catalogue.audiences
    )
    form = fit(LimitFormat, FINAL | changes, "9.toml")
    assert isinstance(form, LimitFormat), form
    return limit(form, "limit", context), context.problems


# ---- Months -------------------------------------------------------------------------------------


def test_a_limit_of_a_month_is_read() -> None:
    made, problems = read()
    assert problems == []
    assert made is not None
    assert (made.counting, made.amount, made.same_time) == ("calendar-months", 1, False)
    made, _ = read(same_time=True, runs={"months": 3})
    assert (made.amount, made.same_time) == (3, True)


@pytest.mark.parametrize(
    ("changes", "path", "wrong", "allowed"),
    [
        ({"runs": {"days": 30}}, "runs", "calendar-months is counted in months.",
         "Write runs = { months = … }."),
        ({"counting": "calendar-days"}, "runs", "calendar-days is counted in days.",
         "Write runs = { days = … }."),
        ({"counting": "calendar-days", "runs": {"days": 3}, "same_time": True}, "same_time",
         "'same_time' speaks of a period of months only.", "Leave it out."),
        ({"same_time": True, "first_day_counts": True}, "same_time",
         "A period that counts its first day ends with a day, at no other time.",
         "Leave it out, or first_day_counts."),
        ({"outer": "eu-hours", "outer_cite": "Art 3"}, "outer",
         "An outer limit counts hours; this limit is counted as calendar-months.",
         "Leave outer out."),
        ({"calendar": "wales"}, "calendar", "There is no calendar 'wales'.", "Allowed: england-"),
        ({"counting": "business-days", "runs": {"business_days": 3}, "calendar": "scotlnd"},
         "calendar", "There is no calendar 'scotlnd'.", "Did you mean 'scotland'?"),
        ({"starts_at": "judged:aware_personal_dta"}, "starts_at",
         "There is no judgement 'aware_personal_dta'.", "Did you mean 'aware_personal_data'?"),
        ({"starts_at": "fact:incident.detected"}, "starts_at",
         "There is no instant 'incident.detected' among the facts.",
         "Did you mean 'incident.detected_at'?"),
    ],
)  # fmt: skip
def test_a_limit_that_does_not_fit_is_told(
    changes: dict, path: str, wrong: str, allowed: str
) -> None:
    _, problems = read(**changes)
    (problem,) = [each for each in problems if each.path == f"limit.{path}"]
    assert problem.wrong == wrong
    assert problem.allowed.startswith(allowed)


# ---- Rows and groups ----------------------------------------------------------------------------

ASKED = {"asks": "Is it so?", "cite": "reg 9", "confidence": "knowledge"}
ROW = ASKED | {"fact": "personal_data.involved", "is": "yes"}
GROUP = ASKED | {"any_of": [ROW, ROW]}
NO_QUESTION = "stands on a group, which is asked nothing, so it would count for nothing."


def told_of(row: dict) -> list[tuple[str, str]]:
    """Give what is said of a condition: the place and what is wrong."""
    catalogue = the_catalogue()
    context = LawContext(
        "9.toml", catalogue.vocabulary, catalogue.law.calendars, catalogue.audiences
    )
    form = fit(RowFormat, row, "9.toml")
    assert isinstance(form, RowFormat), form
    condition(form, "unless[0]", context)
    assert all(problem.file == "9.toml" and problem.allowed for problem in context.problems)
    return [(problem.path, problem.wrong) for problem in context.problems]


def test_a_row_and_a_group_are_read() -> None:
    assert told_of(ROW | {"while_open": "duty-stands"}) == []
    assert told_of(GROUP | {"needs": 2}) == []


@pytest.mark.parametrize(
    "part",
    [
        {"while_open": "presume-duty"}, {"while_open": "duty-stands"}, {"is": "yes"},
        {"in": ["yes"]}, {"at_least": 500}, {"made": True}, {"ever": "yes"},
    ],
    ids=str,
)  # fmt: skip
def test_what_only_a_row_can_say_is_refused_on_a_group(part: dict) -> None:
    (key,) = part
    assert told_of(GROUP | part) == [(f"unless[0].{key}", f"'{key}' {NO_QUESTION}")]


def test_a_group_inside_a_group_is_refused() -> None:
    inner = [("unless[0].any_of[1].any_of", "A group stands inside a group.")]
    assert told_of(GROUP | {"any_of": [ROW, GROUP]}) == inner
    # Also beside a question of its own, where the inner rows would be left out unseen.
    assert told_of(GROUP | {"any_of": [ROW, ROW | {"any_of": [ROW]}]}) == inner


def test_a_number_to_hold_is_refused_on_a_row() -> None:
    wrong = "'needs' stands on a row, and counts rows of a group."
    assert told_of(ROW | {"needs": 1}) == [("unless[0].needs", wrong)]
    within = GROUP | {"any_of": [ROW, ROW | {"needs": 1}]}
    assert told_of(within) == [("unless[0].any_of[1].needs", wrong)]


def test_a_number_is_asked_of_counts_and_only_of_them() -> None:
    count = ASKED | {"fact": "personal_data.people_count"}
    assert told_of(count | {"at_least": 500}) == []
    only = "'at_least' goes with a fact that is a count only."
    asked = {"fact": "personal_data.involved"}, {"profile": "gdpr.controller"}
    for subject in (*asked, {"judgement": "risk_to_individuals"}):
        assert told_of(ASKED | subject | {"at_least": 1}) == [("unless[0].at_least", only)]
    never = "A count can only be tested with 'at_least'."
    assert told_of(count | {"is": "500"}) == [("unless[0]", never)]


@pytest.mark.parametrize(
    ("counting", "amount", "words"),
    [
        ("calendar-months", 1, "1 calendar month"),
        ("calendar-months", 3, "3 calendar months"),
        ("business-days", 1, "1 business day"),
        ("exact-hours", 1, "1 hour, weekends and bank holidays included"),
        ("exact-hours", 72, "72 hours, weekends and bank holidays included"),
        ("without-delay", 0, "the law gives no number of hours or days"),
    ],
)
def test_a_length_in_words(counting: str, amount: int, words: str) -> None:
    assert length_words(counting, amount) == words


def test_a_changed_length_in_months_is_told_in_words() -> None:
    start = {"kind": "submitted", "key": "uk.harbours.9/initial"}
    was = {"counting": "calendar-months", "amount": 1, "starts_at": start, "cite": "reg 9"}
    rules = [
        {"stages": [{"id": "final", "limits": [limit]}]} for limit in (was, was | {"amount": 2})
    ]
    (told,) = rule_changes(*rules, asks={})
    assert told.decides
    assert "2 months from the submission of uk.harbours.9/initial" in told.line
    assert told.line.endswith("; before: 1 month.")


def test_limits_that_end_at_another_time_are_counted_apart() -> None:
    whole = a_limit(counting="calendar-months", amount=1)
    timed = type(whole)(**{**vars(whole), "same_time": True})
    assert whole.run != timed.run


# ---- Words of a notice --------------------------------------------------------------------------


def test_two_facts_without_a_comma() -> None:
    with pytest.raises(TagError) as refused:
        options(Tokens.of('incident.cause id="x"'), ("id",))
    said = "Two facts are joined by a comma: write '…, incident.cause'."
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("wording", "says"),
    [
        (
            "{{ a | captal }}",
            "Nothing is printed as 'captal'. Did you mean 'capital'? Allowed: agree,",
        ),
        ("{{ a | agree('is') }}", 'Write agree("is", "are").'),
        ("{{ a | capital('x') }}", "Write capital without brackets."),
        ("{{ a | agree(1, 2) }}", 'text in quotation marks only: agree("is", "are").'),
        ("{{ f() }}", "Between {{ and }} stands the name of a fact"),
        ("{% for x in a %}{% endfor %}", "a list is written with 'each'"),
    ],
)
def test_a_wording_that_cannot_be_says_what_to_write(wording: str, says: str) -> None:
    with pytest.raises(WordingSyntaxError) as refused:
        compile_wording(wording, 1)
    assert says in str(refused.value)


def test_an_unknown_move_lists_them_all() -> None:
    (remark,) = _Linter(the_catalogue().vocabulary, lambda _: True).moves(["WHTA"], 1)
    assert all(move in remark.allowed for move in MOVES)

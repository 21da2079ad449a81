"""Question pages: in order, everything asked once, and hidden only by a certain no."""

from dataclasses import replace
from pathlib import Path

import pytest

from builders import a_fact, a_known, a_row, an_obligation, the_catalogue, the_vocabulary
from disclosure.catalogue.intake import load_intake
from disclosure.catalogue.law import Law
from disclosure.facts.standings import Standing
from disclosure.facts.vocabulary import Kind, Question, RecordType, Vocabulary

FACTS = ("incident.kind", "personal_data.involved")
PAGE = """schema = 1
id = "start"
order = 10
title = "Start"
intro = "Why."
known_by = "Somebody."
"""
KIND = '[[items]]\nfact = "incident.kind"\n'
DATA = '[[items]]\nfact = "personal_data.involved"\n'
SERVICE = '[[items]]\nrecord = "service"\n'
WHOLE = KIND + DATA + SERVICE


def a_small_vocabulary(page: str = "start") -> Vocabulary:
    fields = {"name": Question("name", Kind.TEXT, "Name")}
    return Vocabulary(
        facts={key: Question(key, Kind.YES_NO, key, page=page) for key in FACTS},
        records={"service": RecordType("service", "Services", "", "name", fields)},
        profile={},
        judgements={},
    )


@pytest.fixture
def load(tmp_path: Path):
    """Write pages and load them; gives the pages and what is wrong, as (file, path, wrong)."""

    def load(*, vocabulary=None, obligations=(), **pages: str):
        (tmp_path / "intake").mkdir(exist_ok=True)
        for name, text in pages.items():
            (tmp_path / "intake" / f"{name}.toml").write_text(text, encoding="utf-8")
        problems = []
        law = Law(tuple(obligations), {}, {}, {})
        found = load_intake(tmp_path, vocabulary or a_small_vocabulary(), law, problems)
        return found, [(p.file, p.path, p.wrong) for p in problems]

    return load


# ---- The shipped pages -----------------------------------------------------------------------


def test_the_road_has_eleven_pages_in_this_order():
    assert [page.id for page in the_catalogue().intake] == [
        "what-happened",
        "when",
        "services",
        "effect",
        "personal-data",
        "actions",
        "bodies",
        "outside",
        "readers",
        "contacts",
        "market",
    ]


def test_everything_in_the_vocabulary_is_asked_once():
    vocabulary = the_catalogue().vocabulary
    pages = the_catalogue().intake
    facts = [key for page in pages for key in page.facts]
    records = [key for page in pages for key in page.records]
    assert sorted(facts) == sorted(vocabulary.facts)
    assert sorted(records) == sorted(vocabulary.records)


def test_now_is_not_offered_for_what_is_hardly_ever_now():
    page = the_catalogue().page("when")
    without = [item.key for item in page.items if not item.offer_now]
    assert without == ["incident.occurred_at", "incident.resolved_at"]


@pytest.mark.parametrize(("record", "field"), [("service", "state"), ("payment", "accepted")])
def test_every_state_of_a_service_and_of_a_way_to_pay_is_explained(record, field):
    item = the_catalogue().page("services").item(record)
    vocabulary, _ = the_vocabulary()
    assert list(item.meanings) == list(vocabulary.records[record].fields[field].options)


# ---- What is hidden --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "standing", "is_asked"),
    [
        ("yes", Standing.CONFIRMED, True),
        ("yes", Standing.SUSPECTED, True),
        ("yes", Standing.NO_SIGN, True),
        (None, Standing.UNKNOWN, True),
        ("no", Standing.SUSPECTED, True),
        ("no", Standing.CONFIRMED, False),
        ("yes", Standing.RULED_OUT, False),
    ],
)
def test_the_number_of_people_is_asked_until_personal_data_is_out_of_the_question(
    value, standing, is_asked
):
    page = the_catalogue().page("personal-data")
    (item,) = [item for item in page.items if item.key == "personal_data.people_count"]
    assert item.is_asked(a_known(a_fact("personal_data.involved", value, standing))) is is_asked


@pytest.mark.parametrize(
    ("value", "standing", "is_asked"),
    [
        ("yes", Standing.CONFIRMED, True),
        ("yes", Standing.SUSPECTED, True),
        (None, Standing.UNKNOWN, False),
        ("no", Standing.CONFIRMED, False),
    ],
)
def test_what_follows_waits_until_its_question_is_answered(value, standing, is_asked):
    page = the_catalogue().page("readers")
    item = page.item("supply.item")
    assert item.is_asked(a_known(a_fact("supply.reaches_people", value, standing))) is is_asked
    assert not item.is_asked(a_known())
    assert page.item("supply.reaches_people").is_asked(a_known())


@pytest.mark.parametrize(
    ("page", "key", "answer"),
    [
        ("contacts", "contact.members", "members"),
        ("contacts", "contact.trade", "trade_customers"),
        ("contacts", "contact.franchisees", "franchisees"),
        ("readers", "trade.orders", "trade_customers"),
        ("readers", "trade.payments", "trade_customers"),
    ],
)
def test_what_the_profile_rules_out_is_not_asked_and_what_it_leaves_open_is(page, key, answer):
    item = the_catalogue().page(page).item(key)
    assert not item.is_asked(a_known(profile={answer: "no"}))
    assert item.is_asked(a_known(profile={answer: "yes"}))
    assert item.is_asked(a_known())


def test_what_nobody_has_answered_hides_nothing_but_what_follows_from_it():
    nothing = a_known()
    for page in the_catalogue().intake:
        asked = {item.key for item in page.items if item.is_asked(nothing)}
        assert asked == {item.key for item in page.items if not item.follows}
        # What waits is never out of reach: its question stands open on the same page.
        waiting = [item for item in page.items if item.follows]
        assert all(item.ask_when[0].key in asked for item in waiting)


# ---- What is wrong with a page ---------------------------------------------------------------


def test_pages_come_in_their_order(load):
    late = PAGE.replace('"start"', '"late"').replace("10", "5") + SERVICE
    pages, problems = load(start=PAGE + KIND + DATA, late=late)
    assert [page.id for page in pages] == ["late", "start"]
    assert problems == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PAGE.replace('"Start"', '""') + WHOLE, ("title", "")),
        (PAGE + WHOLE + '[[items]]\nfact = "incident.kin"\n', ("items[3].fact", "no fact")),
        (PAGE + WHOLE + '[[items]]\nrecord = "servce"\n', ("items[3].record", "no record")),
        (PAGE + WHOLE + KIND, ("items", "'incident.kind' is asked on 'start' and again here.")),
        (PAGE + WHOLE + "[[items]]\n", ("items[3]", "An item asks exactly one thing.")),
        (
            PAGE + WHOLE + 'ask_when = [{ fact = "incident.kind", is = "maybe" }]\n',
            ("items[2].ask_when[0].is", "'maybe' is not a value that incident.kind can have."),
        ),
        (
            PAGE + WHOLE + 'ask_when = [{ fact = "incident.kin", is = "yes" }]\n',
            ("items[2].ask_when[0].fact", "There is no fact 'incident.kin'."),
        ),
        (PAGE + WHOLE + "follows = true\n", ("items[2].follows", "It waits for rows")),
        (
            PAGE + WHOLE + "offer_now = false\n",
            ("items[2].offer_now", "Only an instant can be answered with 'now'."),
        ),
        (
            PAGE + WHOLE + 'meanings = { opn = "Open." }\n',
            ("items[2].meanings.opn", "There is no option 'opn' to explain."),
        ),
        (
            PAGE.replace('id = "start"', 'id = "begin"') + WHOLE,
            ("id", "The page 'begin' lies in start.toml."),
        ),
    ],
)
def test_what_is_wrong_with_a_page_is_named_with_its_place(load, text, expected):
    _, problems = load(start=text)
    path, wrong = expected
    found = [p for p in problems if p[0] == "forms/intake/start.toml" and p[1] == path]
    assert len(found) == 1, problems
    assert wrong in found[0][2]


def test_a_fact_asked_nowhere_is_named_with_the_duty_that_waits_for_it(load):
    duty = replace(
        an_obligation("uk.law.1"), applies_when=(a_row(key="personal_data.involved"),), stages=()
    )
    _, problems = load(obligations=[duty], start=PAGE + KIND)
    assert [(path, wrong) for _, path, wrong in problems] == [
        (
            "personal_data.involved",
            "The fact 'personal_data.involved' is asked on no page. uk.law.1 waits for it.",
        ),
        ("service", "The record 'service' is asked on no page."),
    ]


def test_two_pages_that_ask_the_same_are_refused(load):
    other = PAGE.replace('"start"', '"other"') + KIND
    vocabulary = a_small_vocabulary(page="")
    _, problems = load(vocabulary=vocabulary, start=PAGE + WHOLE, other=other)
    wrong = "'incident.kind' is asked on 'other' and again here."
    assert problems == [("forms/intake/start.toml", "items", wrong)]


def test_a_page_and_the_vocabulary_agree_on_who_asks(load):
    _, problems = load(vocabulary=a_small_vocabulary(page="elsewhere"), start=PAGE + WHOLE)
    assert {wrong for _, _, wrong in problems} == {
        f"'{key}' says that the page 'elsewhere' asks it." for key in FACTS
    }

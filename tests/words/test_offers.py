"""When a text is offered: what must be recorded before it makes sense."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from builders import (
    NOON,
    a_case,
    a_fact,
    a_known,
    a_vocabulary,
    an_entry,
    the_catalogue,
    the_sources,
)
from disclosure.catalogue.law import Law
from disclosure.catalogue.notices import load_notices
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion, Support, Value
from disclosure.problems import Problem
from disclosure.services.assessments import Assessments
from disclosure.services.packs import Packs
from disclosure.words.blocks import Notice
from disclosure.words.choosing import offered

ON = date(2026, 11, 20)


def the_notice(name: str) -> Notice:
    return the_catalogue().notice(f"voluntary.{name}")


def _data(who: str, standing: Standing) -> FactVersion:
    fields: dict[str, Value] = {"who": who, "category": "identifiers", "effect": "taken"}
    support = Support(basis="a log")
    if standing is Standing.NO_SIGN:
        support = Support(checked="the logs", checked_by="the team", checked_until=NOON)
    return an_entry("data", "x", fields, standing, support=support)


Load = Callable[..., tuple[tuple[Notice, ...], list[Problem]]]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load a notice with a line at its top."""

    def load(line: str) -> tuple[tuple[Notice, ...], list[Problem]]:
        path = tmp_path / "templates" / "notices" / "voluntary" / "text.customers.en-GB.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        top = f'title = "A"\nlayout = "post"\nready = "always"\nwhy = "A."\n{line}\n'
        body = '{% say incident.cause id="a" %}{% when confirmed %}X.{% endsay %}\n'
        path.write_text(f"+++\n{top}+++\n{body}", encoding="utf-8")
        problems: list[Problem] = []
        audiences = {"customers": the_catalogue().audiences["customers"]}
        found = load_notices((tmp_path,), Law((), {}, {}, {}), a_vocabulary(), audiences, problems)
        return found, problems

    return load


def test_rows_of_conditions_are_read_and_one_of_them_must_hold(load: Load) -> None:
    row = "offer_when = ['incident.cause confirmed', 'some service where state = \"working\"']"
    (notice,), problems = load(row)
    assert problems == []
    none = the_sources(a_known())
    cause = the_sources(a_known(a_fact("incident.cause", "a fault")))
    opened = the_sources(a_known(an_entry(fields={"name": "our stores", "state": "working"})))
    assert [offered(notice, each) for each in (none, cause, opened)] == [False, True, True]


@pytest.mark.parametrize(
    ("row", "where", "wrong"),
    [
        ("some shop", "line 6", "There is no list 'shop'."),
        ("incident.colour confirmed", "line 6", "There is no fact 'incident.colour'."),
        ("confirmed", "line 6", "does not say of which fact"),
        ("incident.cause", "line 6, offer_when", "After 'incident.cause' a test is wanted"),
        ("incident.cause confirmed quiet", "line 6, offer_when", "quiet"),
    ],
)
def test_a_condition_that_cannot_be_read_is_refused_with_its_place(load, row, where, wrong) -> None:
    _, problems = load(f"offer_when = ['{row}']")
    [problem] = problems
    assert problem.path == where
    assert wrong in problem.wrong


CALLED_FOR_WHEN = [
    ("data.customers", a_fact("personal_data.involved"), True),
    ("data.customers", a_fact("personal_data.involved", standing=Standing.UNKNOWN), False),
    ("data.customers", _data("customers", Standing.SUSPECTED), True),
    ("data.customers", _data("customers", Standing.NO_SIGN), False),
    ("own-data.staff", _data("employees", Standing.UNKNOWN), True),
    ("own-data.staff", _data("customers", Standing.CONFIRMED), False),
    ("own-data.former-staff", _data("former-employees", Standing.CONFIRMED), True),
    ("restored.customers", an_entry(fields={"name": "a", "state": "restored"}), True),
    ("restored.customers", an_entry(fields={"name": "a", "state": "stopped"}), False),
    ("sign.public", an_entry(fields={"name": "a", "area": "payment", "state": "stopped"}), True),
    ("sign.public", an_entry(fields={"name": "a", "area": "internal", "state": "stopped"}), False),
    ("sms.customers", an_entry(fields={"name": "a", "area": "contact", "state": "stopped"}), False),
]


@pytest.mark.parametrize(("name", "version", "is_called"), CALLED_FOR_WHEN)
def test_a_text_is_called_for_by_what_is_recorded(name, version, is_called) -> None:
    known = a_known(version)
    packs = Packs(the_catalogue(), Assessments(the_catalogue()))
    called = packs.called_for(known, (), ON, [the_notice(name)])
    assert bool(called) is is_called


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("members.members", "members"),
        ("notice.franchisees", "franchisees"),
        ("notice.trade-customers", "trade_customers"),
    ],
)
def test_a_text_for_readers_that_not_everybody_has_is_offered_where_there_are_any(name, key):
    packs = Packs(the_catalogue(), Assessments(the_catalogue()))
    for answer in ("yes", "no"):
        known = a_known(profile={key: answer})
        called = packs.called_for(known, (), ON, [the_notice(name)])
        assert bool(called) is (answer == "yes")


def test_what_is_always_ready_is_drafted_unasked_only_once_it_is_called_for() -> None:
    catalogue = the_catalogue()
    notice = replace(the_notice("data.customers"), ready="always")
    changed = replace(catalogue, notices=(notice,))
    packs = Packs(changed, Assessments(changed))
    for value, wanted in (("yes", [notice.id]), (None, [])):
        standing = Standing.CONFIRMED if value else Standing.UNKNOWN
        case = a_case(facts=[a_fact("personal_data.involved", value, standing)])
        assert [d.notice for d in packs.draft_only(case)] == wanted

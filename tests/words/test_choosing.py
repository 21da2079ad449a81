"""Which wording a standing calls for, and what the choice rested on."""

from collections.abc import Sequence
from datetime import date

import pytest

from builders import NOON, a_fact, a_known, a_notice, an_entry, the_sources
from disclosure.facts.standings import Ceiling, Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.words.blocks import Say, Term
from disclosure.words.choosing import choose, holds, matching
from disclosure.words.terms import Tokens, conditions

C, S, U = Standing.CONFIRMED, Standing.SUSPECTED, Standing.UNKNOWN
NO_SIGN, OUT = Standing.NO_SIGN, Standing.RULED_OUT
CAUSE = "incident.cause"
KIND = "incident.kind"


def the_terms(text: str, *, entry: bool = False) -> tuple[Term, ...]:
    return conditions(Tokens.of(text), entry=entry)


def is_so(
    condition: str,
    lead: FactVersion | None = None,
    others: Sequence[FactVersion] = (),
    *,
    entry: bool = False,
    on: date = date(2026, 11, 20),
) -> bool:
    sources = the_sources(a_known(*others), on=on)
    return all(holds(term, lead, sources) for term in the_terms(condition, entry=entry))


# ---- The standing chooses ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standing", "said"),
    [(C, "C"), (S, "S"), (U, "U or N"), (NO_SIGN, "U or N"), (OUT, "R")],
)
def test_each_standing_has_its_wording(standing: Standing, said: str) -> None:
    notice = a_notice(
        "{% say incident.cause %}\n{% when confirmed %}C\n{% when suspected %}S\n"
        "{% when unknown or no-sign %}U or N\n{% when ruled-out %}R\n{% endsay %}"
    )
    (say,) = notice.blocks
    assert isinstance(say, Say)
    lead = a_fact(CAUSE, "x", standing)
    chosen = choose(say.whens, lead, the_sources(a_known(lead)))
    assert chosen
    assert chosen.when.wording.source == said
    assert chosen.rests_on == ()


def test_the_first_wording_that_holds_is_chosen_and_none_where_none_does() -> None:
    notice = a_notice(
        "{% say incident.cause %}{% when confirmed and incident.kind confirmed %}narrow"
        "{% when confirmed %}wide{% when confirmed %}never{% endsay %}"
    )
    (say,) = notice.blocks
    assert isinstance(say, Say)
    lead, kind = a_fact(CAUSE, "x"), a_fact(KIND, "fire")
    narrow = choose(say.whens, lead, the_sources(a_known(lead, kind)))
    assert narrow
    assert narrow.when.wording.source == "narrow"
    assert narrow.rests_on == (kind,)
    wide = choose(say.whens, lead, the_sources(a_known(lead)))
    assert wide
    assert wide.when.wording.source == "wide"
    assert wide.rests_on == ()
    assert choose(say.whens, a_fact(CAUSE, "x", S), the_sources(a_known(kind))) is None
    assert choose(say.whens, None, the_sources(a_known(kind))) is None


# ---- Conditions ----------------------------------------------------------------------------------


@pytest.mark.parametrize("standing", list(Standing))
def test_the_standing_of_another_fact(standing: Standing) -> None:
    other = a_fact(KIND, "fire", standing)
    condition = "incident.kind confirmed or suspected"
    assert is_so(condition, None, [other]) is (standing in (C, S))
    assert is_so("incident.kind given", None, [other])
    assert not is_so("incident.kind missing", None, [other])


def test_a_fact_that_is_not_recorded_has_no_standing() -> None:
    assert not is_so("incident.kind confirmed or unknown")
    assert not is_so("incident.kind given")
    assert is_so("incident.kind missing")
    assert not is_so('incident.kind = "fire"')
    assert not is_so('incident.kind != "fire"')


@pytest.mark.parametrize(
    ("condition", "value", "expected"),
    [
        ('value = "no"', "no", True),
        ('value = "no"', "yes", False),
        ('value != "no"', "yes", True),
        ('value != "no"', "no", False),
        ('value in ("a", "b")', "b", True),
        ('value in ("a", "b")', "c", False),
        ('value = "no"', None, False),
        ('value != "no"', None, True),
    ],
)
def test_the_value_of_the_first_fact(condition: str, value: str | None, expected: bool) -> None:
    for standing in (S, C, NO_SIGN):
        assert is_so(condition, a_fact(CAUSE, value, standing)) is expected


def test_the_value_of_another_fact_counts_only_once_it_is_confirmed() -> None:
    for standing in Standing:
        other = a_fact(KIND, "fire", standing)
        assert is_so('incident.kind = "fire"', None, [other]) is (standing is C)
        assert is_so('incident.kind != "cyber"', None, [other]) is (standing is C)


@pytest.mark.parametrize(
    ("attribute", "support"),
    [
        ("expected_by", Support(expected_by=NOON)),
        ("being_checked", Support(being_checked="x")),
        ("checked", Support(checked="x")),
        ("checked_by", Support(checked_by="x")),
        ("checked_until", Support(checked_until=NOON)),
        ("basis", Support(basis="x")),
        ("reason", Support(reason="x")),
        ("source", Support(source="x")),
        ("outlook", Support(being_checked="x")),
        ("outlook", Support(basis="x")),
        ("outlook", Support(expected_by=NOON)),
        ("checks", Support(checked_until=NOON)),
    ],
)
def test_an_attribute_is_given_once_it_is_recorded(attribute: str, support: Support) -> None:
    full, empty = a_fact(CAUSE, "x", support=support), a_fact(CAUSE, "x", true_at=NOON)
    assert is_so(f"{attribute} given", full)
    assert not is_so(f"{attribute} missing", full)
    assert not is_so(f"{attribute} given", empty)
    assert is_so(f"{attribute} missing", empty)
    assert not is_so(f"{attribute} given", None)


def test_the_as_of_time_is_an_attribute_too() -> None:
    assert is_so("as_of given", a_fact(CAUSE, "x", true_at=NOON))
    assert is_so("as_of missing", a_fact(CAUSE, "x", support=Support(source="x")))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ('state = "stopped"', True),
        ('state = "open"', False),
        ('state != "open"', True),
        ('state in ("open", "stopped")', True),
        ("detail given", False),
        ("detail missing", True),
        ('detail = "x"', False),
        ('detail != "x"', True),
        ("name given", True),
        ("as_of given", True),
        ("basis given", False),
        ("confirmed", True),
        ("suspected", False),
        ('state = "stopped" and detail missing', True),
        ('state = "stopped" and detail given', False),
    ],
)
def test_the_fields_of_an_entry(condition: str, expected: bool) -> None:
    entry = an_entry(fields={"name": "the tills", "state": "stopped"}, true_at=NOON)
    assert is_so(condition, entry, entry=True) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 6, 18), False), (date(2026, 6, 19), True), (date(2027, 1, 1), True)],
)
def test_the_law_of_a_day(day: date, expected: bool) -> None:
    assert is_so('law from "2026-06-19"', on=day) is expected


# ---- Records -------------------------------------------------------------------------------------

STOPPED = an_entry(entry="tills", fields={"name": "the tills", "state": "stopped"})
MAYBE = an_entry(entry="site", fields={"name": "our website", "state": "stopped"}, standing=S)
WORKS = an_entry(entry="app", fields={"name": "our app", "state": "working"})


@pytest.mark.parametrize(
    ("condition", "entries", "expected"),
    [
        ("some service", [STOPPED], True),
        ("some service", [], False),
        ("no service", [], True),
        ("no service", [STOPPED], False),
        ('some service where state = "stopped"', [WORKS, STOPPED], True),
        ('some service where state = "stopped"', [WORKS], False),
        ('no service where state = "stopped"', [WORKS], True),
        ('some service where confirmed and state = "stopped"', [MAYBE, WORKS], False),
        ('some service where suspected and state = "stopped"', [MAYBE], True),
    ],
)
def test_some_and_no_entries(condition: str, entries: list[FactVersion], expected: bool) -> None:
    assert is_so(condition, None, entries) is expected


def test_entries_come_in_the_order_in_which_they_were_listed() -> None:
    sources = the_sources(a_known(WORKS, a_fact(CAUSE, "x"), STOPPED, MAYBE))
    assert matching("service", (), sources) == (WORKS, STOPPED, MAYBE)
    stopped = the_terms('state = "stopped"', entry=True)
    assert matching("service", stopped, sources) == (STOPPED, MAYBE)
    assert matching("data", (), sources) == ()


def test_entries_kept_from_an_audience_do_not_match() -> None:
    inside = an_entry(entry="hq", fields={"name": "x", "state": "stopped"}, ceiling=Ceiling.INSIDE)
    sources = the_sources(a_known(inside, WORKS), may_read=[Ceiling.PUBLIC])
    assert matching("service", (), sources) == (WORKS,)


# ---- What the choice rested on -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("confirmed", ()),
        ('value = "x"', ()),
        ("as_of missing", ()),
        ('law from "2020-01-01"', ()),
        ("incident.kind confirmed", (KIND,)),
        ('incident.kind = "fire"', (KIND,)),
        ("incident.kind given", (KIND,)),
        ("incident.description missing", ()),
        ('some service where state = "stopped"', ("service:tills", "service:site")),
        ("some service where suspected", ("service:site",)),
        ('no service where state = "unclear"', ()),
        (
            "confirmed and incident.kind confirmed and some service where suspected",
            (KIND, "service:site"),
        ),
    ],
)
def test_a_choice_rests_on_what_its_conditions_asked(
    condition: str, expected: tuple[str, ...]
) -> None:
    notice = a_notice(f"{{% say incident.cause %}}{{% when {condition} %}}X.{{% endsay %}}")
    (say,) = notice.blocks
    assert isinstance(say, Say)
    lead = a_fact(CAUSE, "x")
    sources = the_sources(a_known(lead, a_fact(KIND, "fire"), STOPPED, MAYBE, WORKS))
    chosen = choose(say.whens, lead, sources)
    assert chosen
    assert tuple(version.key for version in chosen.rests_on) == expected

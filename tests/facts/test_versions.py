"""Versions: their names, their numbers, and what cannot be a number at all."""

import dataclasses

import pytest

from builders import a_count, a_fact, a_judgement, an_entry
from disclosure.facts.standings import NEEDS, Ceiling, Quality, Standing
from disclosure.facts.versions import Count
from disclosure.facts.vocabulary import Kind, Question


def test_a_version_is_named_by_key_and_number() -> None:
    fact, entry = a_fact("incident.kind", "cyber", number=2), an_entry("service", "contactless")
    assert (fact.name, fact.record) == ("incident.kind@2", "")
    assert (entry.name, entry.record) == ("service:contactless@1", "service")


@pytest.mark.parametrize(("low", "high"), [(-1, 10), (10, 9), (-5, -1)])
def test_what_is_no_number_of_anything_is_refused(low: int, high: int) -> None:
    with pytest.raises(ValueError, match=f"{low} to {high} is not a count"):
        Count(low, high, Quality.RANGE, "people")


@pytest.mark.parametrize(("low", "high"), [(0, 0), (0, 10), (7, 7)])
def test_nothing_and_a_range_of_one_are_numbers(low: int, high: int) -> None:
    assert Count(low, high, Quality.RANGE, "people").low == low


@pytest.mark.parametrize("thing", [a_fact(), a_judgement(), a_count()])
def test_what_was_recorded_cannot_be_changed(thing) -> None:
    name = dataclasses.fields(thing)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(thing, name, "something else")


def test_every_standing_says_what_it_needs_besides_its_value() -> None:
    # From the table of standings: "no sign" must say what was checked, by whom and up to when;
    # a suspicion its basis; an exclusion its reason.
    assert NEEDS == {
        Standing.UNKNOWN: (),
        Standing.NO_SIGN: ("checked", "checked_by", "checked_until"),
        Standing.SUSPECTED: ("basis",),
        Standing.CONFIRMED: (),
        Standing.RULED_OUT: ("reason",),
    }


def test_ceilings_run_from_the_narrowest_to_the_widest() -> None:
    assert list(Ceiling) == ["privileged", "inside", "authority", "staff", "public"]


@pytest.mark.parametrize(
    ("kind", "options", "closed"),
    [
        (Kind.YES_NO, {}, ("yes", "no")),
        (Kind.CHOICE, {"a": "the first", "b": "the second"}, ("a", "b")),
        (Kind.TEXT, {}, ()),
        (Kind.INSTANT, {}, ()),
        (Kind.COUNT, {}, ()),
    ],
)
def test_a_question_knows_whether_its_answers_are_a_closed_list(
    kind: Kind, options: dict[str, str], closed: tuple[str, ...]
) -> None:
    assert Question("key", kind, "Label", options=options).closed == closed

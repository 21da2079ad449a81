"""Recorded answers as a page shows them, never more surely than they are known."""

import pytest

from builders import NOON, a_count, a_fact, the_vocabulary
from disclosure.facts.in_words import (
    answer_in_words,
    fields_in_words,
    name_of,
    value_in_words,
)
from disclosure.facts.instants import When
from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import FactVersion

VOCABULARY, _ = the_vocabulary()
DATA = VOCABULARY.facts["personal_data.involved"]
SERVICE = VOCABULARY.records["service"]


@pytest.mark.parametrize(
    ("value", "standing", "words"),
    [
        ("yes", Standing.CONFIRMED, "Yes"),
        ("no", Standing.CONFIRMED, "No"),
        ("yes", Standing.SUSPECTED, "Probably yes"),
        ("no", Standing.SUSPECTED, "Probably no"),
        ("yes", Standing.NO_SIGN, "No sign of it so far"),
        ("yes", Standing.RULED_OUT, "No, ruled out"),
        (None, Standing.UNKNOWN, "Not known yet"),
    ],
)
def test_a_yes_is_said_as_surely_as_it_is_known(value, standing, words):
    assert answer_in_words(DATA, a_fact(DATA.key, value, standing)) == words


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("incident.kind", "data-loss", "Loss or wrong disclosure of data"),
        ("incident.description", "a cyber incident", "a cyber incident"),
        ("incident.occurred_at", When.exactly(NOON), "12:00 on Friday 20 November 2026"),
        ("personal_data.people_count", a_count(1200), "1,200 people"),
        ("personal_data.people_count", a_count(1200, Quality.ABOUT), "About 1,200 people"),
        ("personal_data.people_count", a_count(5, Quality.RANGE, high=90), "5 to 90 people"),
    ],
)
def test_a_value_is_said_in_the_words_of_its_question(key, value, words):
    assert value_in_words(VOCABULARY.facts[key], value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("service:gift-cards", "service: gift cards"),
        ("outside_claim:cafes", "outside claim: cafes"),
        ("Note: see below", "Note: see below"),
        ("10:30", "10:30"),
    ],
)
def test_what_names_an_entry_by_its_key_is_said_in_words(value, words):
    about = VOCABULARY.records["outside_claim"].fields["about"]
    assert value_in_words(about, value) == words


def test_an_entry_is_named_by_its_name_and_says_what_it_says():
    fields = {"name": "our stores", "area": "stores", "state": "restored"}
    entry = FactVersion("service:stores", 1, Standing.CONFIRMED, NOON, fields=fields)
    assert name_of(SERVICE, entry) == "our stores"
    assert fields_in_words(SERVICE, entry) == (
        ("Service", "our stores"),
        ("Area", "Stores and sites"),
        ("State", "Working again"),
    )

"""Answers are printed behind the beginning of a sentence: the whole of it must read."""

import pytest

from builders import CASES, MORE_CASES, a_case_file, a_fact, a_known, an_entry, the_catalogue
from disclosure.words.findings import CaseInputs
from disclosure.words.rules_of_typing import BROKEN, sentences_that_break_off


def messages(known) -> list[str]:
    catalogue = the_catalogue()
    case = CaseInputs(known, (), (), catalogue.audiences, catalogue.vocabulary)
    found = list(sentences_that_break_off(case))
    assert {f.rule for f in found} <= {BROKEN}
    return [f.message for f in found]


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("contact.staff", "your line manager", "“You can reach us your line manager.” This lacks"),
        ("contact.customers", "0800 1234", "lacks a word such as “on”, “at” or “through”"),
        ("contact.customers", "on 0800 1234.", ""),
        ("contact.customers", "Through our app or at any till", ""),
        ("next_update.where", "www.example.org/update", "“You will find the latest www."),
        ("next_update.where", "at example.org/update", ""),
        (
            "investigation.work",
            "investigating with outside specialists",
            "investigating investigating with outside specialists.” This says its beginning twice.",
        ),
        ("investigation.work", "what happened, with outside specialists", ""),
        ("incident.description", "We are dealing with an attack", "says its beginning twice"),
        ("contact.media", "press@example.org", ""),
    ],
)
def test_an_answer_ends_the_sentence_its_question_begins(key, typed, words) -> None:
    found = messages(a_known(a_fact(key, typed)))
    assert bool(found) is bool(words)
    assert all(words in each for each in found)


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("the loyalty app", True),
        ("colleagues cannot work from home", False),
        ("our app stays closed", False),
        ("points are added later", False),
    ],
)
def test_what_a_step_switched_off_is_a_clause(typed, is_found) -> None:
    step = an_entry("containment", "vpn", {"step": "shut off the VPN", "switched_off": typed})
    assert bool(messages(a_known(step))) is is_found


@pytest.mark.parametrize(
    "name", sorted(p.stem for p in [*CASES.glob("*.toml"), *MORE_CASES.glob("*.toml")])
)
def test_nothing_typed_in_the_examples_breaks_off(name) -> None:
    case = a_case_file(name)
    assert messages(case.known_at(case.at)) == []

"""Ten cases: what the program puts first, beside what a second reader had listed by hand.

The cases are modelled on public incidents, under the law of 21 November 2026 whenever they were.
Their files hold what some rule asks or starts from, and no more.

How much a question counts was settled with these ten lists in sight: as one rule for all of them,
and no case has one of its own. They show what the rule does, and are no independent proof of it.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from disclosure.bootstrap import build_services
from disclosure.facts.case import Case
from disclosure.law.duties import Duty, assess_all
from disclosure.law.index import index_of
from disclosure.law.unknowns import Ranking, rank
from disclosure.law.what_if import suppose
from disclosure.settings import Settings

FOLDER = Path(__file__).parent / "unknown_cases"
BY_HAND = tomllib.loads((FOLDER / "second-reader.toml").read_text("utf-8"))["cases"]
CASES = sorted(path.stem for path in FOLDER.glob("[0-9]*.toml"))
SERVICES = build_services(Settings())
"""The shipped law alone, without the contract that other tests keep beside it."""
LAW, VOCABULARY = SERVICES.catalogue.law, SERVICES.catalogue.vocabulary
INDEX = index_of(LAW.obligations)

ASKED_BY_NO_RULE = {"fact:incident.succeeded"}
"""The reader weighs whether somebody got in; no rule of the library asks it."""


@cache
def case_of(name: str) -> Case:
    return SERVICES.cases.open(FOLDER / f"{name}.toml")


@cache
def ranked(name: str) -> Ranking:
    case = case_of(name)
    known = case.known_at(case.at)
    return rank(INDEX, known, LAW.calendars, VOCABULARY, law_as_of=case.law_as_of)


def first(name: str, count: int) -> list[str]:
    return [unknown.name for unknown in ranked(name).unknowns[:count]]


def test_there_are_ten_cases_and_a_list_of_five_for_each() -> None:
    assert len(CASES) == 10
    assert set(BY_HAND) == set(CASES)
    assert all(len(set(each["unknowns"])) == 5 for each in BY_HAND.values())


@pytest.mark.parametrize("name", CASES)
def test_at_least_four_of_the_five_are_among_the_first_six(name: str) -> None:
    missing = set(BY_HAND[name]["unknowns"]) - set(first(name, 6))
    assert len(missing) <= 1


def test_what_the_reader_lists_is_asked_by_some_rule_or_named_here() -> None:
    listed = {name for each in BY_HAND.values() for name in each["unknowns"]}
    assert listed - INDEX.dependents.keys() == ASKED_BY_NO_RULE


@pytest.mark.parametrize("name", CASES)
def test_each_of_the_first_five_flips_a_duty_or_moves_a_stage_when_answered_alone(
    name: str,
) -> None:
    case = case_of(name)
    known = case.known_at(case.at)

    def stands(duty: Duty) -> object:
        clocks = [(s.id, s.state, s.due_at, s.starts_at) for s in duty.stages]
        return duty.outcome, clocks

    recorded = [stands(duty) for duty in ranked(name).duties]
    for unknown in ranked(name).unknowns[:5]:
        answers = [tried.answer for tried in unknown.tried]
        # All of the law is judged again, whatever the ranking looked at.
        supposed = (
            assess_all(
                LAW.obligations,
                suppose(known, [answer]),
                LAW.calendars,
                law_as_of=case.law_as_of,
            )
            for answer in answers
        )
        moved = [[stands(duty) for duty in duties] != recorded for duties in supposed]
        assert any(moved), unknown.name


def test_the_files_name_nobody_there_is() -> None:
    real = "marks|spencer|m&s|co-op group|tesco|jd |capita|jaguar|royal|sainsbury|argos|morrison"
    real += "|boots|moveit"
    for path in FOLDER.glob("*.toml"):
        text = path.read_text("utf-8").lower()
        assert not [word for word in real.split("|") if word in text], path.name

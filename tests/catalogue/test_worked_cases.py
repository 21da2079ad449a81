"""The worked cases beside the law, each a test of its own: the lawyer's tests."""

import pytest

from builders import LOCAL_CATALOGUE, ROOT, the_catalogue
from disclosure.catalogue.load import worked_cases
from disclosure.catalogue.worked import WorkedCase, run, uncovered
from disclosure.problems import Problem

UNREADABLE: list[Problem] = []
WORKED = worked_cases(ROOT, LOCAL_CATALOGUE, UNREADABLE)


def test_every_file_of_worked_cases_can_be_read() -> None:
    assert [str(problem) for problem in UNREADABLE] == []
    assert len(WORKED) >= 50


@pytest.mark.parametrize("case", WORKED, ids=[case.name for case in WORKED])
def test_the_law_gives_what_the_case_expects(case: WorkedCase) -> None:
    found = run(case, the_catalogue().law, the_catalogue().vocabulary)
    assert [str(problem) for problem in found] == []


def test_every_duty_is_shown_to_apply_and_not_to_apply() -> None:
    assert [str(problem) for problem in uncovered(the_catalogue().law, WORKED)] == []


def test_no_two_cases_of_a_regime_have_one_name() -> None:
    names = [case.name for case in WORKED]
    assert sorted(set(names)) == sorted(names)


def test_every_case_says_where_its_expectation_comes_from() -> None:
    assert [case.name for case in WORKED if not case.form.source.strip()] == []

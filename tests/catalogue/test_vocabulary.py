"""The words in which readers are told that an answer has changed are checked when they are read."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import ROOT
from disclosure.catalogue.vocabulary import load_vocabulary
from disclosure.problems import Problem

Plant = Callable[[str, str, str], list[str]]
INVOLVED = 'clause = { yes = "personal data is involved", no = "no personal data is involved" }'


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    forms = tmp_path / "forms"
    forms.mkdir()
    for path in (ROOT / "forms").glob("*.toml"):
        shutil.copy(path, forms / path.name)

    def plant(file: str, old: str, new: str) -> list[str]:
        text = (forms / file).read_text(encoding="utf-8")
        assert old in text
        (forms / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        problems: list[Problem] = []
        load_vocabulary(forms, problems)
        return [problem.wrong for problem in problems]

    return plant


@pytest.mark.parametrize("told_as", ["our advice", "our advice: {} or {else}"])
def test_the_place_of_the_value_is_named(plant: Plant, told_as: str) -> None:
    said = plant("records.toml", 'told_as = "our advice: {}"', f'told_as = "{told_as}"')
    assert said == [f"told_as = '{told_as}' does not say where the value stands."]


def test_a_question_of_yes_or_no_says_both_answers(plant: Plant) -> None:
    wrong = "'clause' is for questions of yes or no, and says both answers."
    assert plant("facts.toml", INVOLVED, 'clause = { yes = "data is involved" }') == [wrong]


def test_no_other_question_has_words_for_yes_and_no(plant: Plant) -> None:
    (said,) = plant("facts.toml", 'label = "Financial effect"\n', f'label = "F"\n{INVOLVED}\n')
    assert said.startswith("'clause' is for questions of yes or no")

"""Mistakes in `clashes.toml` are told at their place, with what to do."""

import pytest

from builders import ROOT, the_catalogue
from disclosure.catalogue.clashes import load_clashes
from disclosure.services.profile_checks import VENUES

START = "schema = 1\n[[clashes]]\n"


def test_what_is_shipped_names_markets_there_are() -> None:
    problems: list = []
    clashes = load_clashes(ROOT / "forms", the_catalogue().vocabulary, problems)
    assert problems == []
    assert any(clash.is_possible for clash in clashes)
    assert all(clash.venues <= set(VENUES) for clash in clashes)


@pytest.mark.parametrize(
    ("text", "path", "wrong"),
    [
        ('says = "x"', "clashes[0]", "A clash is one of answers, or one of markets."),
        (
            'answers = { "aim.compny" = "yes" }\nsays = "x"',
            "clashes[0].answers",
            "There is no profile answer 'aim.compny'.",
        ),
        (
            'answers = { "aim.company" = "maybe" }\nsays = "x"',
            "clashes[0].answers.aim.company",
            "'maybe' is not a value that aim.company can have.",
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(tmp_path, text, path, wrong) -> None:
    (tmp_path / "clashes.toml").write_text(START + text, encoding="utf-8")
    problems: list = []
    load_clashes(tmp_path, the_catalogue().vocabulary, problems)
    assert [(p.path, p.wrong) for p in problems] == [(path, wrong)]

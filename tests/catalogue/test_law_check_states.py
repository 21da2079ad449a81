"""Kind, status and days of a rule: what does not go together is refused with its file and place.

The table is that of the guide in `forms/`, section 15; a bill that counted as a duty would be
the worst of the mistakes here.
"""

from datetime import date
from pathlib import Path

import pytest

from builders import ROOT, a_vocabulary
from disclosure.catalogue.formats import ObligationFile
from disclosure.catalogue.load import check_catalogue
from disclosure.catalogue.rows import LawContext
from disclosure.catalogue.skeleton import Start, write_skeleton
from disclosure.catalogue.states import check_state
from disclosure.files import fit, toml_table

TODAY = date(2026, 11, 22)
START = Start("uk.harbours.9", "Harbour Authorities Regulations 2026", "reg 9", TODAY)
KIND, STATUS = 'kind = "obligation"', 'status = "in-force"'
DAYS = "in_force = { from = 2026-01-01 }"
FITTING = {
    "obligation": {"in-force", "made", "superseded"},
    "voluntary": {"voluntary", "superseded"},
    "contract": {"contractual", "superseded"},
    "watch": {"bill", "proposed", "made", "superseded"},
}
STATUSES = (
    "in-force", "made", "bill", "proposed", "voluntary", "contractual", "superseded",
)  # fmt: skip


@pytest.fixture(scope="module")
def rule(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    write_skeleton(ROOT, folder, START)
    return folder / "regimes" / "uk.harbours" / "9.toml"


def told(rule: Path, *changes: tuple[str, str]) -> list[str]:
    """Give what is said of the states of a rule with some of its words changed."""
    text = rule.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    table = toml_table(text, "9.toml")
    form = fit(ObligationFile, table, "9.toml")
    assert isinstance(form, ObligationFile), form
    context = LawContext("9.toml", a_vocabulary(), {}, {})
    check_state(form, context)
    return [str(problem).removeprefix("9.toml: ") for problem in context.problems]


def test_a_bill_is_no_duty(rule: Path) -> None:
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace(STATUS, 'status = "bill"'), encoding="utf-8")
    problems = check_catalogue(ROOT, rule.parents[2], TODAY).problems
    rule.write_text(text, encoding="utf-8")
    (problem,) = [each for each in problems if each.path == "status"]
    assert str(problem) == (
        f"{rule}: status: What is 'bill' is no rule of the kind 'obligation'. "
        "Allowed: in-force, made, superseded. Or mend the kind."
    )


# Days on which each status can be: what is made begins later, what was superseded has ended.
POSSIBLE = {
    "made": "in_force = { from = 2027-01-01 }",
    "superseded": "in_force = { from = 2026-01-01, until = 2026-06-30 }",
}


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("kind", FITTING)
def test_a_status_goes_with_its_kind_or_is_refused(rule: Path, kind: str, status: str) -> None:
    said = told(
        rule,
        (KIND, f'kind = "{kind}"'),
        (STATUS, f'status = "{status}"'),
        (DAYS, POSSIBLE.get(status, DAYS)),
    )
    assert len(said) == (status not in FITTING[kind]), said


@pytest.mark.parametrize(
    ("status", "days", "said"),
    [
        (
            "superseded",
            "from = 2026-01-01",
            (
                "in_force.until: A rule that was superseded has a last day, and none is given. "
                "Add until = …, or mend the status."
            ),
        ),
        (
            "made",
            "from = 2026-11-22",
            (
                "status: The rule is law since 2026-11-22, and is said to be made only. "
                'Write "in-force", or mend the days.'
            ),
        ),
    ],
)
def test_a_status_goes_with_its_days(rule: Path, status: str, days: str, said: str) -> None:
    changes = ((STATUS, f'status = "{status}"'), (DAYS, f"in_force = {{ {days} }}"))
    assert told(rule, *changes) == [said]


@pytest.mark.parametrize(
    ("status", "days"),
    [
        ("in-force", "from = 2026-01-01, until = 2027-03-17"),
        # Law that ended keeps its status until somebody mends it: its days decide.
        ("in-force", "from = 2026-01-01, until = 2026-06-30"),
        ("made", "from = 2026-11-23"),
        ("superseded", "from = 2026-01-01, until = 2026-12-31"),
    ],
)
def test_days_at_the_edge_are_right(rule: Path, status: str, days: str) -> None:
    changes = ((STATUS, f'status = "{status}"'), (DAYS, f"in_force = {{ {days} }}"))
    assert told(rule, *changes) == []

"""Rules that are prepared for while somebody judges: what does not go together is refused.

Why each is refused follows from what preparing is: time runs that does not wait for a judgement,
and whoever is told to prepare is told why.
"""

from copy import deepcopy
from typing import Any

import pytest

from builders import ROOT, the_catalogue
from disclosure.catalogue.formats import ObligationFile
from disclosure.catalogue.preparing import check_prepared
from disclosure.catalogue.rows import LawContext, condition
from disclosure.files import fit, toml_table
from disclosure.law.conditions import Row

PREPARED = {
    "judgement": "psr_major", "is": "yes", "while_open": "prepare",
    "meanwhile": "The four hours run meanwhile.",
    "asks": "Is it major?", "cite": "reg 99(1)", "confidence": "knowledge",
}  # fmt: skip
FACT = {
    "fact": "cia.availability", "is": "yes", "asks": "Is anything down?", "cite": "reg 99(1)",
    "confidence": "knowledge",
}  # fmt: skip
GROUP = {
    "needs": 1, "asks": "One of these?", "cite": "reg 99(1)", "confidence": "knowledge",
}  # fmt: skip
RULE = toml_table((ROOT / "forms/regimes/uk.psr/99.toml").read_text("utf-8"), "99.toml")


def told(starts: tuple[str, ...] = ("fact:incident.detected_at",), **rows: Any) -> list[str]:
    """Give what is said of a rule with these rows, whose first clock starts here."""
    table = deepcopy(dict(RULE)) | {"applies_when": [FACT], **rows}
    first: Any = table["stages"][0]
    first["limits"] = [first["limits"][0] | {"starts_at": start} for start in starts]
    form = fit(ObligationFile, table, "99.toml")
    assert isinstance(form, ObligationFile), form
    context = LawContext("99.toml", the_catalogue().vocabulary, {}, {})
    check_prepared(form, context)
    assert all(problem.allowed for problem in context.problems)
    return [f"{problem.path}: {problem.wrong}" for problem in context.problems]


def without(row: dict[str, str], key: str) -> dict[str, str]:
    return {name: value for name, value in row.items() if name != key}


def test_a_judgement_that_time_does_not_wait_for_is_prepared_for() -> None:
    assert told(applies_when=[FACT, PREPARED]) == []
    # Of two clocks one is enough that runs without the judgement.
    both = ("judged:fca_incident_threshold", "fact:incident.detected_at")
    row = PREPARED | {"judgement": "fca_incident_threshold"}
    assert told(both, applies_when=[row]) == []


def test_the_row_says_so_and_gives_the_reason() -> None:
    catalogue = the_catalogue()
    context = LawContext("99.toml", catalogue.vocabulary, {}, {})
    form = fit(ObligationFile, dict(RULE) | {"applies_when": [PREPARED]}, "99.toml")
    assert isinstance(form, ObligationFile)
    row = condition(form.applies_when[0], "applies_when[0]", context)
    assert isinstance(row, Row)
    assert (row.prepares, row.presumes_duty, row.meanwhile) == (
        True, False, "The four hours run meanwhile.",
    )  # fmt: skip


@pytest.mark.parametrize("start", ["judged:psr_major", "decided:psr_major"])
def test_time_that_waits_for_the_judgement_is_nothing_to_prepare_by(start: str) -> None:
    wrong = "The first time of this duty starts with 'psr_major' itself, so none runs while it is "
    found = told((start,), applies_when=[PREPARED])
    assert found == [f"applies_when[0].while_open: {wrong}open."]


def test_who_is_told_to_prepare_is_told_why() -> None:
    wrong = "applies_when[0].meanwhile: It says to prepare, and does not say why."
    assert told(applies_when=[without(PREPARED, "meanwhile")]) == [wrong]
    assert told(applies_when=[PREPARED | {"meanwhile": " "}]) == [wrong]


def test_a_reason_without_a_presumption_explains_nothing() -> None:
    wrong = "applies_when[0].meanwhile: It gives a reason for a presumption, and none is made."
    assert told(applies_when=[without(PREPARED, "while_open")]) == [wrong]
    assert told(applies_when=[PREPARED | {"while_open": "presume-duty"}]) == []


def test_only_a_judgement_that_a_duty_needs_is_prepared_for() -> None:
    wrong = "while_open: 'prepare' speaks of a judgement that the duty needs, in a row of its own."
    fact = FACT | {"while_open": "prepare", "meanwhile": "Time runs."}
    assert told(applies_when=[fact]) == [f"applies_when[0].{wrong}"]
    made = without(PREPARED, "is") | {"made": True}
    assert told(applies_when=[made]) == [f"applies_when[0].{wrong}"]
    assert told(unless=[PREPARED]) == [f"unless[0].{wrong}"]
    within = GROUP | {"any_of": [FACT, PREPARED]}
    assert told(applies_when=[within]) == [f"applies_when[0].any_of[1].{wrong}"]

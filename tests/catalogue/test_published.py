"""Published examples and the deadlines of the research: each is a worked case, or why not.

The lists were typed in by hand. A published example that turns on a judgement stands twice: once
with nobody having judged, where the duty must stay open or be presumed and ask for it, and once
with the judgement, where the published outcome must follow.
"""

import re

import pytest

from builders import ROOT
from disclosure.catalogue.load import worked_cases

CASES = {case.form.id: case for case in worked_cases(ROOT, None, [])}

TURNS_ON_A_JUDGEMENT = (
    # EDPB Guidelines 01/2021, persuasive in the United Kingdom
    "edpb-01-2021-c03", "edpb-01-2021-c05", "edpb-01-2021-c06", "edpb-01-2021-c08",
    "edpb-01-2021-c10", "edpb-01-2021-c11", "edpb-01-2021-c14", "edpb-01-2021-c15",
    "edpb-01-2021-c18",
    # EDPB Guidelines 9/2022
    "edpb-9-2022-b-iii", "edpb-9-2022-b-iv", "edpb-9-2022-b-v", "edpb-9-2022-b-viii",
    "edpb-9-2022-b-x", "edpb-9-2022-aware-usb", "edpb-9-2022-aware-extortion",
    "edpb-9-2022-aware-processor", "edpb-9-2022-avail-media",
    # ICO guidance
    "ico-cs4", "ico-cs5", "ico-g-custdb", "ico-g-phone", "ico-g-processor", "ico-a-mitigated",
    "ico-a-risk", "ico-rw-avail",
    # UK MAR, NIS Regulations, the incident reports of 2027
    "mar-delay-1", "mar-delay-3", "uknis-rdsp-1", "uknis-rdsp-4", "ps26-2-4", "ps26-2-5",
    "ps26-2-6",
)  # fmt: skip
TURNS_ON_NONE = (
    "edpb-9-2022-undue-delay-split", "ukgdpr-clock-1", "ukgdpr-clock-3", "eugdpr-late-1",
)  # fmt: skip
DOES_NOT_FIT = {
    "edpb-9-2022-bundle": "one report for several breaches: no duty and no clock turns on it",
    "enisa-se": "a score of severity, not a duty or a clock",
    "edpb-tpl": "the format of a form",
    "fire": "whether a file in the FIRE format is valid",
    "sec": "law of the United States", "asx": "law of Australia", "certin": "law of India",
    "dora": "law of the European Union", "nis2": "law of the European Union",
    "id-isin": "check digits of an identifier", "whsig": "the signature of a message",
}  # fmt: skip
SETTLED_BY_FACTS = ("ps26-2-6",)
"""Nobody has to judge once the facts are established: nothing was touched."""


def of_example(name: str) -> list[str]:
    return [case for case in CASES if re.fullmatch(rf"v-{re.escape(name)}(-[a-z-]+)?", case)]


@pytest.mark.parametrize("name", [*TURNS_ON_A_JUDGEMENT, *TURNS_ON_NONE])
def test_a_published_example_is_a_worked_case_that_names_its_source(name: str) -> None:
    cases = of_example(name)
    assert cases
    assert all(CASES[case].form.source for case in cases)


@pytest.mark.parametrize("name", TURNS_ON_A_JUDGEMENT)
def test_without_the_judgement_the_example_stays_open_and_asks_for_it(name: str) -> None:
    form = CASES[f"v-{name}-open"].form
    asked = {
        name
        for expect in form.expect
        if expect.outcome != "does-not-apply"
        for name in expect.waits_for or ()
    }
    assert any(name.startswith("judgement:") for name in asked)


@pytest.mark.parametrize("name", TURNS_ON_A_JUDGEMENT)
def test_with_the_judgement_the_published_outcome_follows(name: str) -> None:
    closed = [case for case in of_example(name) if not case.endswith("-open")]
    assert closed
    if name not in SETTLED_BY_FACTS:
        assert all(CASES[case].form.judgements for case in closed)


def test_what_does_not_fit_has_no_case() -> None:
    fits_not = [case for case in CASES for name in DOES_NOT_FIT if case.startswith(f"v-{name}")]
    assert fits_not == []


# ---- Deadlines worked out in the research -------------------------------------------------------


@pytest.mark.parametrize("number", range(1, 22))
def test_a_deadline_of_the_research_is_a_worked_case(number: int) -> None:
    """TV1 to TV21. Scottish and Northern Irish working days: `tests/law/test_counting.py`.

    When the market's service next opens (TV17 to TV19): `tests/law/test_hours.py`.
    """
    assert [case for case in CASES if re.fullmatch(rf"tv{number}(-[a-z-]+)?", case)]

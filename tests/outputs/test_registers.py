"""Registers as rows, worked out by hand."""

from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from builders import (
    NOON,
    a_case,
    a_count,
    a_fact,
    a_judgement,
    a_limit,
    a_row,
    a_stage,
    a_submission,
    a_vocabulary,
    an_entry,
    an_obligation,
)
from disclosure.facts.case import Case
from disclosure.facts.instants import LONDON
from disclosure.facts.standings import Ceiling, Change, Quality, Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.law.confidence import Confidence
from disclosure.law.duties import assess_all
from disclosure.law.obligations import Obligation
from disclosure.outputs.assessment import Assessment
from disclosure.outputs.assessment_text import Names
from disclosure.outputs.registers import (
    ApprovalRow,
    Kind,
    Register,
    SubmissionRow,
    approvals_register,
    as_example,
    duties_register,
    facts_register,
    submissions_register,
)

NAMES = Names(
    {"authority": "The Authority"},
    MappingProxyType(
        {
            "fact:personal_data.involved": "Is personal data involved?",
            "judgement:aware_personal_data": "Are we aware?",
        }
    ),
)
TEN, ELEVEN = NOON - timedelta(hours=2), NOON - timedelta(hours=1)


def every_cell_fits(register: Register) -> bool:
    """Say whether each cell is of the kind its column promises."""
    kinds = {Kind.TEXT: str, Kind.NUMBER: int, Kind.LOCAL: datetime, Kind.UTC: datetime}
    return all(
        cell is None or isinstance(cell, kinds[column.kind])
        for row in register.rows
        for cell, column in zip(row, register.columns, strict=True)
    )


# ---- Facts -----------------------------------------------------------------------------------


def facts(*versions: FactVersion) -> Register:
    return facts_register(versions, a_vocabulary(), LONDON)


def test_every_version_stands_under_its_fact_with_all_that_was_said_of_it() -> None:
    support = Support(source="forensic report", basis="logs were read")
    first = a_fact("personal_data.involved", "yes", Standing.SUSPECTED, true_at=TEN)
    other = a_fact("incident.cause", None, Standing.UNKNOWN, support=Support(reason="too early"))
    second = a_fact(
        "personal_data.involved",
        "yes",
        number=2,
        true_at=TEN,
        recorded_at=ELEVEN,
        support=support,
        ceiling=Ceiling.AUTHORITY,
        change=Change.WRONG_WHEN_SAID,
        change_reason="The logs say otherwise.",
        recorded_by="Ada Field",
    )
    register = facts(first, other, second)
    key = "personal_data.involved"
    assert register.rows == (
        (f"Label of {key}", key, 1, "Probably yes", "Likely, but not certain", "", "", TEN, TEN,
         "security lead", "First recorded", "", "Everybody"),
        (f"Label of {key}", key, 2, "Yes", "Established", "forensic report", "logs were read", TEN,
         ELEVEN, "Ada Field", "Put right", "The logs say otherwise.", "Authorities"),
        ("Label of incident.cause", "incident.cause", 1, "Not known yet", "Not known yet", "",
         "too early", None, TEN, "security lead", "First recorded", "", "Everybody"),
    )  # fmt: skip
    assert every_cell_fits(register)


def test_an_entry_is_named_and_its_fields_are_told_apart() -> None:
    (row,) = facts(an_entry("service", "till", {"name": "Tills", "state": "stopped"})).rows
    assert row[:4] == (
        "Services: Tills",
        "service:till",
        1,
        "Label of name: Tills; Label of state: Not working",
    )


def test_a_count_keeps_how_sure_it_is() -> None:
    about = a_count(6_500, Quality.ABOUT)
    (row,) = facts(a_fact("personal_data.people_count", about)).rows
    assert row[3] == "About 6,500 people"


def test_what_was_taken_back_is_not_left_out() -> None:
    gone = a_fact("incident.cause", "x", number=2, change=Change.WITHDRAWN, change_reason="Why.")
    assert [row[10] for row in facts(a_fact("incident.cause", "x"), gone).rows] == [
        "First recorded",
        "Taken back",
    ]


# ---- Duties ----------------------------------------------------------------------------------


def duties(case: Case, *rules: Obligation) -> Register:
    found = assess_all(rules, case.known_at(case.at), {}, law_as_of=case.law_as_of)
    return duties_register(Assessment(case, case.at, case.law_as_of, "", found), NAMES)


def column(register: Register, heading: str) -> list[object]:
    place = register.headings().index(heading)
    return [row[place] for row in register.rows]


def test_a_running_duty_shows_its_clock_in_both_clocks() -> None:
    # In summer: aware at 10:00 UTC, 11:00 in London; 72 hours on is the same time of day.
    at = datetime(2026, 7, 3, 12, tzinfo=UTC)
    aware = a_judgement(instant=datetime(2026, 7, 3, 10, tzinfo=UTC), made_at=at)
    facts_ = [a_fact(recorded_at=at)]
    register = duties(a_case(facts=facts_, judgements=[aware], at=at), an_obligation())
    assert every_cell_fits(register)
    due = datetime(2026, 7, 6, 10, tzinfo=UTC)
    assert column(register, "Duty") == ["Report it"]
    assert column(register, "To") == ["The Authority"]
    assert column(register, "Outcome") == ["Applies"]
    assert column(register, "Stage") == ["First report"]
    assert column(register, "How soon") == ["without undue delay"]
    assert column(register, "State of the clock") == ["Running"]
    assert column(register, "As at (Europe/London)") == [at]
    assert column(register, "Started (Europe/London)") == [datetime(2026, 7, 3, 10, tzinfo=UTC)]
    assert column(register, "Due (Europe/London)") == column(register, "Due (UTC)") == [due]
    assert column(register, "Outer limit (Europe/London)") == [None]
    assert column(register, "Citation") == ["Art 1"]
    assert column(register, "Weakest support") == ["Read in the source named"]
    assert column(register, "Review") == ["Not reviewed by a lawyer"]
    (why,) = column(register, "Why")
    assert str(why).startswith("Is personal_data.involved so? Yes (“Is personal data involved?”")
    assert str(why).endswith("; Art 1)")
    (arithmetic,) = column(register, "Arithmetic")
    assert "Due Mon 6 July 2026, 11:00 BST (10:00 UTC)." in str(arithmetic)


def test_a_met_duty_has_its_reference_and_an_overdue_one_says_so() -> None:
    aware = a_judgement(instant=NOON - timedelta(hours=80), made_at=TEN)
    given = a_submission("example.rule.1", at=NOON - timedelta(hours=20), reference="IC-1")
    open_ = a_case(facts=[a_fact()], judgements=[aware])
    met = a_case(facts=[a_fact()], judgements=[aware], submissions=[given])
    assert column(duties(open_, an_obligation()), "State of the clock") == ["Overdue"]
    assert column(duties(met, an_obligation()), "State of the clock") == ["Met"]
    assert column(duties(met, an_obligation()), "Reference") == ["IC-1"]


def test_every_stage_has_a_row_and_a_duty_that_falls_away_has_one_without_a_clock() -> None:
    two = an_obligation(
        stages=[a_stage(a_limit(amount=24), name="early"), a_stage(a_limit(), name="full")]
    )
    falls = an_obligation(
        "example.rule.2", applies_when=[a_row(accepts=("no",))], confidence=Confidence.SECONDARY
    )
    register = duties(a_case(facts=[a_fact()]), falls, two)
    assert every_cell_fits(register)
    assert column(register, "Rule") == ["example.rule.1"] * 2 + ["example.rule.2"]
    assert column(register, "Outcome") == ["Applies", "Applies", "Does not apply"]
    assert column(register, "Due (UTC)") == [None, None, None]
    assert column(register, "State of the clock") == ["Waits for its start"] * 2 + [""]
    assert str(column(register, "Why")[2]).startswith("Is personal_data.involved so? No (")
    assert column(register, "Weakest support")[2] == "Read in a secondary source only"


def test_of_a_duty_that_falls_away_only_what_stands_against_it_is_said() -> None:
    rule = an_obligation(
        applies_when=[a_row(), a_row(key="incident.kind", closed=("cyber", "fire"))],
        unless=[a_row(key="incident.cause", accepts=("known",), closed=("known",))],
    )
    case = a_case(facts=[a_fact(), a_fact("incident.kind", "fire")])
    (why,) = column(duties(case, rule), "Why")
    assert str(why).startswith("Is incident.kind so? No (")
    assert "\n" not in str(why)


def test_what_is_still_open_is_asked_in_words_and_a_voluntary_step_is_named_one() -> None:
    register = duties(a_case(), an_obligation(kind="voluntary"))
    assert column(register, "Outcome") == ["Not decided yet (voluntary)"]
    # Whether it applies waits for the fact, and its clock for the judgement.
    assert column(register, "Still open") == ["Is personal data involved?\nAre we aware?"]


# ---- Submissions and approvals ---------------------------------------------------------------


def given(at: datetime, **other: object) -> SubmissionRow:
    said = {
        "notice": "Report",
        "series": 1,
        "version": 2,
        "recipient": "ICO",
        "channel": "online form",
        "given_at": at,
        "reference": "IC-1",
        "late_reason": "",
        "recorded_at": NOON,
        "recorded_by": "Ada Field",
        "receipt": "receipt.pdf",
        "sha256": "ab" * 32,
    }
    return SubmissionRow(**(said | other))


def test_submissions_stand_in_the_order_of_their_times_each_with_its_proof() -> None:
    early = given(TEN, version=None, receipt="", sha256="", late_reason="The holiday.")
    register = submissions_register([given(ELEVEN), early], LONDON)
    assert register.rows == (
        ("Report", 1, None, "ICO", "online form", TEN, "IC-1", "The holiday.", NOON, "Ada Field",
         "", ""),
        ("Report", 1, 2, "ICO", "online form", ELEVEN, "IC-1", "", NOON, "Ada Field",
         "receipt.pdf", "ab" * 32),
    )  # fmt: skip
    assert every_cell_fits(register)


def test_approvals_say_who_did_what_and_why() -> None:
    refused = ApprovalRow("Report", 1, 1, "Refused", "Finn Moss", TEN, "Too early.", "cd" * 32)
    asked = ApprovalRow(
        "Report", 1, 2, "Approval asked for", "Ada Field", ELEVEN, "", "ef" * 32,
        capacities=("the general counsel", "security"),
        accepted=(("A gap", "Known."), ("An old fact", "Still true.")),
    )  # fmt: skip
    register = approvals_register([refused, asked], LONDON)
    assert register.rows == (
        ("Report", 1, 1, "Refused", "Finn Moss", "", TEN, "Too early.", "", "cd" * 32),
        ("Report", 1, 2, "Approval asked for", "Ada Field", "the general counsel, security",
         ELEVEN, "", "A gap: Known.\nAn old fact: Still true.", "ef" * 32),
    )  # fmt: skip
    assert every_cell_fits(register)


# ---- What is made up -------------------------------------------------------------------------


def test_an_example_says_so_in_every_row() -> None:
    register = as_example(submissions_register([given(TEN), given(ELEVEN)], LONDON))
    assert column(register, "Example") == ["EXAMPLE", "EXAMPLE"]
    assert every_cell_fits(register)


def test_headings_name_the_clock_and_nothing_stands_twice() -> None:
    registers = (
        facts(),
        duties(a_case()),
        submissions_register([], LONDON),
        approvals_register([], LONDON),
    )
    for register in registers:
        headings = register.headings()
        assert len(set(headings)) == len(headings)
        for heading, each in zip(headings, register.columns, strict=True):
            ends = {Kind.LOCAL: "(Europe/London)", Kind.UTC: "(UTC)"}.get(each.kind, "")
            assert heading.endswith(ends)

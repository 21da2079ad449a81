"""An assessment on a terminal: what is most urgent is read first."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from builders import (
    NOON,
    a_case,
    a_fact,
    a_judgement,
    a_limit,
    a_row,
    a_stage,
    a_submission,
    an_obligation,
)
from disclosure.facts.instants import LONDON, When
from disclosure.law.conditions import Subject
from disclosure.law.deadlines import ClockState, StageDeadline
from disclosure.law.duties import assess
from disclosure.law.obligations import Obligation
from disclosure.outputs.assessment import Assessment, as_json
from disclosure.outputs.assessment_text import Names, as_text, outcome_words, shadow_words

AWARE_AT = NOON - timedelta(hours=30)


def a_rule(name: str, hours: int) -> Obligation:
    """Give a rule with so many hours from awareness; with none, one without a number."""
    limit = a_limit(amount=hours) if hours else a_limit(amount=0, counting="without-delay")
    return an_obligation(name, stages=[a_stage(limit)])


def shown(*rules: Obligation, met: str = "") -> str:
    case = a_case(
        facts=[a_fact()],
        judgements=[a_judgement(instant=AWARE_AT)],
        submissions=[a_submission(met)] if met else [],
    )
    duties = tuple(assess(rule, case.known_at(NOON), {}) for rule in rules)
    return as_text(
        Assessment(case, NOON, NOON.date(), "", duties), Names({"authority": "An authority"})
    )


def order(text: str) -> list[str]:
    return re.findall(r"^\S.*\[example\.(\w+)\]$", text, re.MULTILINE)


def test_the_soonest_deadline_comes_first_and_rules_without_one_last_by_id() -> None:
    rules = (a_rule("example.a", 0), a_rule("example.b", 72), a_rule("example.c", 24))
    text = shown(*rules, a_rule("example.d", 72), a_rule("example.aa", 0))
    assert order(text) == ["c", "b", "d", "a", "aa"]


def test_a_deadline_that_has_been_met_is_not_waited_for() -> None:
    text = shown(a_rule("example.b", 72), a_rule("example.c", 24), met="example.c")
    assert order(text) == ["b", "c"]
    assert text.partition("APPLIES")[0].count("first report") == 1


def test_the_deadlines_at_the_top_say_how_they_stand() -> None:
    # 30 hours before noon on Friday 20 November is 06:00 on Thursday; 24 hours later it is 06:00
    # on Friday, and 72 hours later 06:00 on Sunday.
    head = shown(a_rule("example.b", 72), a_rule("example.c", 24)).partition("APPLIES")[0]
    assert head.endswith(
        "DEADLINES\n\n"
        "  Fri 20 November 2026, 06:00 GMT (06:00 UTC): OVERDUE: send what is known, and say why\n"
        "    it is late.\n"
        "    Report it, first report  [example.c]\n"
        "  Sun 22 November 2026, 06:00 GMT (06:00 UTC): running.\n"
        "    Report it, first report  [example.b]\n\n"
    )


def test_a_duty_without_a_number_is_at_the_top_too_and_without_a_limit() -> None:
    head = shown(a_rule("example.a", 0)).partition("APPLIES")[0]
    assert "  No limit in hours, but running: without undue delay.\n" in head


# ---- What is prepared for meanwhile -----------------------------------------------------------


WHY = "The four hours run from first detection."


def prepared(*, is_exception: bool = False) -> Assessment:
    """Give a duty that is presumed while a judgement is open: prepared for, or by an exception."""
    row = replace(a_row(Subject.JUDGEMENT, "psr_major"), meanwhile=WHY)
    if is_exception:
        rows = {"applies_when": [], "unless": [replace(row, presumes_duty=True)]}
    else:
        rows = {"applies_when": [replace(row, prepares=True)], "unless": []}
    rule = an_obligation("example.p", stages=[a_stage(a_limit("fact:at", 4))], **rows)
    case = a_case(facts=[a_fact("at", When.exactly(NOON - timedelta(hours=1)))])
    duty = assess(rule, case.known_at(NOON), {})
    return Assessment(case, NOON, NOON.date(), "", (duty,))


def test_what_is_prepared_for_says_so_and_why() -> None:
    text = as_text(prepared(), Names({"authority": "An authority"}))
    assert f"  Prepare now, while nobody has judged. {WHY}\n" in text
    # It is owed only once it is judged so.
    assert "  Still open, and the answer decides whether it is owed: judgement:psr_major.\n" in text
    (duty,) = as_json(prepared()).duties
    assert (duty.outcome, duty.prepare_now, duty.presumed_because) == ("presumed", True, [WHY])
    assert outcome_words(prepared().duties[0]) == "Presumed to apply (prepare now)"


def test_what_the_law_itself_presumes_gives_its_reason_and_nothing_to_prepare() -> None:
    text = as_text(prepared(is_exception=True), Names({"authority": "An authority"}))
    assert f"  Presumed meanwhile. {WHY}\n" in text
    assert "  Still open, though the duty does not wait for it: judgement:psr_major.\n" in text
    (duty,) = as_json(prepared(is_exception=True)).duties
    assert (duty.outcome, duty.prepare_now, duty.presumed_because) == ("presumed", False, [WHY])
    assert outcome_words(prepared(is_exception=True).duties[0]) == "Presumed to apply"


def test_with_nothing_to_watch_there_is_no_such_list() -> None:
    assert "DEADLINES" not in shown()


def test_what_runs_on_stands_two_deeper() -> None:
    lines = shown(a_rule("example.b", 72)).splitlines()
    bullets = [i for i, line in enumerate(lines) if line.startswith(("  - ", "  * "))]
    assert bullets
    for i in bullets:
        following = lines[i + 1]
        assert following.startswith(("    ", "  - ", "  * ")), following


# ---- What is only watched -----------------------------------------------------------------------


def with_a_bill() -> Assessment:
    """Give an assessment with a duty and a bill, both counted from awareness 30 hours ago."""
    bill = replace(
        an_obligation("example.bill", kind="watch", stages=[a_stage(a_limit(amount=24))]),
        title="Report it under the bill",
        status="bill",
        in_force_from=date(2025, 11, 12),
    )
    case = a_case(facts=[a_fact()], judgements=[a_judgement(instant=AWARE_AT)])
    known = case.known_at(NOON)
    duties, watched = ((assess(rule, known, {}),) for rule in (a_rule("example.law", 72), bill))
    return Assessment(case, NOON, NOON.date(), "", duties, watched)


def test_a_bill_stands_apart_from_the_duties_and_is_never_called_due() -> None:
    text = as_text(with_a_bill(), Names({"authority": "An authority"}))
    law, _, bills = text.partition("WATCHED, NOT LAW")
    assert "example.bill" not in law
    # 24 hours from 06:00 on Thursday 19 November have passed; nothing is overdue by a bill.
    assert bills.splitlines()[1:] == [
        "Bills and proposals. They bind nobody; this is how each would stand if it were law as it",
        "  reads now.",
        "",
        "Report it under the bill  [example.bill]",
        "  Art 1 · Bill of 2025-11-12 · to: An authority",
        "  It would apply.",
        "  * First report: would be due Fri 20 November 2026, 06:00 GMT (06:00 UTC).",
    ]


def test_a_bill_has_a_place_of_its_own_in_the_data() -> None:
    made = as_json(with_a_bill())
    assert [duty.obligation for duty in made.duties] == ["example.law"]
    (bill,) = made.watched
    assert (bill.obligation, bill.status, bill.since) == ("example.bill", "bill", "2025-11-12")
    assert (bill.would, bill.stages[0].would_be_due_at) == ("applies", "2026-11-20T06:00:00+00:00")


@pytest.mark.parametrize(
    ("state", "due", "words"),
    [
        (ClockState.WAITING, None, "its time would not have begun"),
        (ClockState.CANNOT_COUNT, None, "its time cannot be counted"),
        (ClockState.RUNNING, None, "would be running, without undue delay"),
        (
            ClockState.EARLIEST_POSSIBLE,
            NOON,
            "would be due Fri 20 November 2026, 12:00 GMT (12:00 UTC) at the earliest",
        ),
    ],
)
def test_a_shadow_clock_in_words(state: ClockState, due: datetime | None, words: str) -> None:
    stage = StageDeadline(a_stage(), state, "exact-hours", (), due_at=due)
    assert shadow_words(stage, LONDON) == words

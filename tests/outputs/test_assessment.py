"""An assessment on a terminal: what is most urgent is read first."""

import re
from datetime import timedelta

from builders import (
    NOON,
    a_case,
    a_fact,
    a_judgement,
    a_limit,
    a_stage,
    a_submission,
    an_obligation,
)
from disclosure.law.duties import assess
from disclosure.law.obligations import Obligation
from disclosure.outputs.assessment import Assessment
from disclosure.outputs.assessment_text import Names, as_text

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


def test_with_nothing_to_watch_there_is_no_such_list() -> None:
    assert "DEADLINES" not in shown()


def test_what_runs_on_stands_two_deeper() -> None:
    lines = shown(a_rule("example.b", 72)).splitlines()
    bullets = [i for i, line in enumerate(lines) if line.startswith(("  - ", "  * "))]
    assert bullets
    for i in bullets:
        following = lines[i + 1]
        assert following.startswith(("    ", "  - ", "  * ")), following

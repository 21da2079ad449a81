"""Findings about reports: each rule with a case that calls for it, and one that almost does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import (
    NOON,
    a_draft,
    a_fact,
    a_judgement,
    a_known,
    a_limit,
    a_sentence,
    a_stage,
    a_submission,
    an_entry,
    an_obligation,
    the_findings_of,
)
from disclosure.facts.case import Known, Submission
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion
from disclosure.law.duties import Duty, assess
from disclosure.words.drafts import Draft
from disclosure.words.findings import Finding, Severity

LONG_AGO, LATELY = NOON - timedelta(hours=100), NOON - timedelta(hours=10)
INVOLVED = a_fact("personal_data.involved", "yes")
REASON = a_fact("report.late_reason", "The mail system was down.")
RULE = "uk.gdpr.33"


def duty(known: Known, needs: str = "reasons") -> Duty:
    rule = an_obligation(RULE, stages=(a_stage(a_limit(), late_needs=needs),))
    return assess(rule, known, {})


def aware(
    *facts: FactVersion, since=LONG_AGO, sent: Submission | None = None, why: str = ""
) -> Known:
    judged = replace(a_judgement("aware_personal_data", "aware", since, made_at=since), why=why)
    return a_known(*facts, judgements=[judged], submissions=[sent] if sent else [])


def of(
    rule: str, known: Known, *drafts: Draft, needs: str = "reasons", with_duty: bool = True
) -> list[Finding]:
    duties = [duty(known, needs)] if with_duty else []
    return [f for f in the_findings_of(known, drafts, duties) if f.rule == rule]


def sent(hours_ago: int, reason: str = "") -> Submission:
    return replace(
        a_submission(RULE, "initial", NOON - timedelta(hours=hours_ago)), late_reason=reason
    )


# ---- Late ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("submission", [None, sent(5)])
def test_a_late_report_without_a_reason_stops(submission) -> None:
    [finding] = of("late-without-reason", aware(INVOLVED, sent=submission))
    assert finding.severity is Severity.STOP
    assert "“Report it” (First report) is late" in finding.message


def test_an_open_duty_that_is_late_only_warns() -> None:
    [finding] = of("late-without-reason", aware())
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "known",
    [
        aware(INVOLVED, REASON),
        aware(INVOLVED, replace(REASON, standing=Standing.SUSPECTED)),
        aware(INVOLVED, sent=sent(5, "the mail was down")),
        aware(INVOLVED, since=LATELY),
        aware(INVOLVED, sent=sent(50)),
        aware(replace(INVOLVED, value="no")),
        a_known(INVOLVED),
    ],
)
def test_a_reason_or_a_report_in_time_is_well(known) -> None:
    assert of("late-without-reason", known) == []


def test_a_law_that_wants_no_reasons_is_not_asked_for_them() -> None:
    assert of("late-without-reason", aware(INVOLVED), needs="") == []


def test_a_reason_that_is_not_known_is_none() -> None:
    unknown = a_fact("report.late_reason", None, Standing.UNKNOWN)
    assert of("late-without-reason", aware(INVOLVED, unknown))


def test_two_reasons_for_one_delay_are_found() -> None:
    [finding] = of("late-reasons-differ", aware(REASON, INVOLVED, sent=sent(5, "a holiday")))
    assert "“a holiday” when it was sent, and “The mail system was down.” now" in finding.message
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("reason", ["", "the mail  system was down"])
def test_one_reason_or_the_same_one_twice_is_well(reason) -> None:
    assert of("late-reasons-differ", aware(REASON, INVOLVED, sent=sent(5, reason))) == []


# ---- Awareness and risk --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        [],
        [a_fact("personal_data.involved", None, Standing.UNKNOWN)],
        [a_fact("personal_data.involved", "yes", Standing.NO_SIGN)],
    ],
)
def test_awareness_of_a_breach_nobody_has_established_is_questioned(facts) -> None:
    [finding] = of("aware-but-unknown", aware(*facts))
    assert "Check that the reason says whether the moment was taken as a pre" in finding.message
    assert "No reason is recorded." in finding.message
    assert finding.severity is Severity.WARNING


def test_awareness_on_grounds_is_well() -> None:
    assert of("aware-but-unknown", aware(replace(INVOLVED, standing=Standing.SUSPECTED))) == []
    assert of("aware-but-unknown", a_known()) == []


def judged(value: str, why: str, *facts: FactVersion) -> Known:
    risk = replace(a_judgement("risk_to_individuals", value), why=why)
    return a_known(*facts, judgements=[risk])


def test_a_threshold_said_to_be_met_against_an_unlikely_risk_is_found() -> None:
    met = a_fact("report.purpose", "threshold-met")
    [finding] = of("threshold-against-risk", judged("unlikely", "all of it is public", met))
    assert "we consider the threshold met" in finding.message
    assert of("threshold-against-risk", judged("likely", "", met)) == []


def test_an_unlikely_risk_wants_its_reason_for_the_register() -> None:
    [finding] = of("threshold-against-risk", judged("unlikely", " "))
    assert "Art 33(5)" in finding.message
    aside = a_fact("report.purpose", "for-awareness")
    assert of("threshold-against-risk", judged("unlikely", "all of it is public", aside)) == []


# ---- Spent drafts --------------------------------------------------------------------------------

REPORT = a_draft(a_sentence(), obligation=RULE, audience="authority")


@pytest.mark.parametrize(("reference", "words"), [("", "as sent, so"), ("IC-1", "reference IC-1,")])
def test_the_draft_of_a_notice_that_was_sent_is_spent(reference, words) -> None:
    report = replace(REPORT, stage="initial")
    [finding] = of("already-sent", aware(sent=replace(sent(5), reference=reference)), report)
    assert words in finding.message
    assert finding.notice == report.notice


def test_a_follow_up_and_another_stage_are_not_spent() -> None:
    follow_up = a_fact("report.phase", "follow-up")
    report = replace(REPORT, stage="initial")
    assert of("already-sent", aware(follow_up, sent=sent(5)), report) == []
    assert of("already-sent", aware(sent=sent(5)), replace(report, stage="final")) == []
    assert of("already-sent", aware(sent=sent(5)), replace(report, obligation="")) == []


# ---- Bodies --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "words"),
    [("data-protection", "Regulators answer the press"), ("cyber", "Bodies we name are asked by")],
)
def test_only_a_regulator_is_called_one(kind, words) -> None:
    body = an_entry("body", "b", {"name": "the body", "type": kind, "state": "told"})
    [finding] = of("told-without-record", a_known(body), a_draft(a_sentence("Told.", body)))
    assert words in finding.message


# ---- What a judgement's reason brings into a text ------------------------------------------------


def test_an_address_in_the_reason_of_a_judgement_is_found() -> None:
    known = aware(INVOLVED, why="told by jo@example.com")
    fact = a_fact("judgement.aware_personal_data", "aware")
    said = a_sentence("Reason: told by jo@example.com.", fact)
    assert of("names-a-person-or-address", known, a_draft(said, audience="authority"))

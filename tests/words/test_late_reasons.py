"""A reason for being late that is said before the notice is given, and the notice that says it.

UK GDPR Art 33(1): a report after 72 hours is accompanied by the reasons for the delay.
"""

from dataclasses import replace
from datetime import timedelta

from builders import (
    NOON,
    a_case_file,
    a_fact,
    a_known,
    a_submission,
    moment,
    the_catalogue,
    the_findings_of,
)
from disclosure.facts.case import Case, LateReason
from disclosure.law.duties import assess_all
from disclosure.services.assessments import Assessments
from disclosure.services.packs import Packs
from disclosure.words.drafts import Draft
from disclosure.words.sources import sources

REPORT = "uk.gdpr.33.initial.authority"
# The case judges awareness at 09:10 on Saturday 19 April 2025: 72 hours end on the 22nd, 09:10.
LATE = moment("Tue 2025-04-22 14:00 Europe/London")
SAID_AT = moment("Tue 2025-04-22 13:00 Europe/London")
CLOCK = "clock.uk_gdpr_33.initial.late_reason"


def a_reason(
    reason: str = "the logs were out of reach", given_at=SAID_AT, *, stage: str = "initial"
) -> LateReason:
    return LateReason("uk.gdpr.33", stage, reason, given_at, "data protection officer")


def aware_case(*reasons: LateReason) -> Case:
    """Give the case with awareness judged, and without the reason its own file records."""
    case = a_case_file("ms-2025-aware")
    facts = tuple(fact for fact in case.facts if fact.key != "report.late_reason")
    return replace(case, facts=facts, submissions=(), late_reasons=reasons)


def report(case: Case, at) -> Draft:
    catalogue = the_catalogue()
    packs = Packs(catalogue, Assessments(catalogue))
    (draft,) = packs.draft(case, at=at, notices=[REPORT]).drafts
    return draft


def said(draft: Draft, name: str) -> list[str]:
    return [sentence.text for sentence in draft.sentences() if sentence.id == name]


def value_of(known, key: str = CLOCK) -> str | None:
    catalogue = the_catalogue()
    found = sources(
        known,
        catalogue.vocabulary,
        catalogue.law.authorities,
        may_read=catalogue.audiences["authority"].may_read,
        on=known.at.date(),
    ).facts.get(key)
    return found.value if found else None


def test_a_late_report_says_the_reason_given_before_it_goes_out() -> None:
    draft = report(aware_case(a_reason()), LATE)
    assert said(draft, "a16-reason-sent") == ["Reason for the delay: the logs were out of reach."]
    assert said(draft, "a16-gap") == []


def test_a_late_report_without_a_reason_has_a_gap() -> None:
    draft = report(aware_case(), LATE)
    assert said(draft, "a16-reason-sent") == []
    assert len(said(draft, "a16-gap")) == 1


def test_a_report_in_time_says_no_reason() -> None:
    in_time = moment("Tue 2025-04-22 09:00 Europe/London")
    early = a_reason(given_at=moment("Tue 2025-04-22 08:00 Europe/London"))
    assert said(report(aware_case(early), in_time), "a16-reason-sent") == []


def test_a_reason_is_not_known_before_it_was_said() -> None:
    case = aware_case(a_reason(given_at=NOON))
    assert case.known_at(NOON - timedelta(seconds=1)).late_reasons == ()
    assert case.known_at(NOON).late_reasons == case.late_reasons


def test_the_last_reason_said_replaces_the_one_before() -> None:
    known = replace(
        a_known(),
        late_reasons=(
            a_reason("second", NOON - timedelta(hours=1)),
            a_reason("first", NOON - timedelta(hours=2)),
            a_reason("of another stage", NOON, stage="follow-up"),
        ),
    )
    assert known.late_reason("uk.gdpr.33", "initial").reason == "second"
    assert known.late_reason("uk.gdpr.34", "initial") is None
    assert value_of(known) == "second"
    assert value_of(known, "clock.uk_gdpr_33.follow_up.late_reason") == "of another stage"


def test_of_two_reasons_said_at_once_the_later_listed_holds() -> None:
    known = replace(a_known(), late_reasons=(a_reason("one", NOON), a_reason("two", NOON)))
    assert known.late_reason("uk.gdpr.33", "initial").reason == "two"


def test_what_the_submission_says_wins() -> None:
    sent = replace(a_submission(), late_reason="the form was down")
    known = replace(a_known(submissions=[sent]), late_reasons=(a_reason("earlier words", NOON),))
    assert value_of(known) == "the form was down"


def test_a_submission_that_says_nothing_leaves_the_reason_standing() -> None:
    known = replace(a_known(submissions=[a_submission()]), late_reasons=(a_reason("held", NOON),))
    assert value_of(known) == "held"


def test_a_reason_that_is_given_is_not_asked_for_again() -> None:
    for reasons, expected in (((), 1), ((a_reason(),), 0)):
        case = aware_case(*reasons)
        catalogue = the_catalogue()
        known = case.known_at(LATE)
        duties = assess_all(
            catalogue.law.obligations, known, catalogue.law.calendars, law_as_of=case.law_as_of
        )
        found = [f for f in the_findings_of(known, (), duties) if f.rule == "late-without-reason"]
        about = [f for f in found if "personal data breach" in f.message]
        assert len(about) == expected, found


def test_a_fact_about_the_delay_stands_before_the_reason_of_the_clock() -> None:
    case = aware_case(a_reason())
    fact = a_fact("report.late_reason", "the office was closed", recorded_at=SAID_AT)
    draft = report(replace(case, facts=(*case.facts, fact)), LATE)
    assert said(draft, "a16-reason") == ["Reason for the delay: the office was closed."]
    assert said(draft, "a16-reason-sent") == []

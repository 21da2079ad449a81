"""Findings about the case: each rule with a case that calls for it and one that almost does."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from builders import (
    NOON,
    a_case_file,
    a_count,
    a_draft,
    a_fact,
    a_judgement,
    a_known,
    a_release,
    a_released_sentence,
    a_sentence,
    a_submission,
    an_entry,
    an_obligation,
    the_catalogue,
    the_findings_of,
)
from disclosure.facts.case import Known
from disclosure.facts.instants import When
from disclosure.facts.standings import Ceiling, Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.law.duties import Duty, assess, assess_all
from disclosure.words.drafting import draft
from disclosure.words.drafts import Draft
from disclosure.words.findings import Finding, Severity
from disclosure.words.rulebook import RULES
from disclosure.words.sources import sources

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STORES = {"name": "our stores", "area": "stores", "state": "open"}
LISTED = {"market.uk_admitted": "yes"}
LETTER = a_draft(a_sentence())
REPORT = a_draft(a_sentence(), notice="example.report", audience="authority")


def of(
    rule: str, known: Known, drafts: Sequence[Draft] = (), duties: Sequence[Duty] = ()
) -> list[Finding]:
    return [f for f in the_findings_of(known, drafts, duties) if f.rule == rule]


def weights(found: Sequence[Finding]) -> list[Severity]:
    return [finding.severity for finding in found]


def a_claim(by: str, said: str, about: str = "") -> FactVersion:
    fields = {"by": by, "said": said} | ({"about": about} if about else {})
    return an_entry("outside_claim", "claim", fields)


# ---- Services and steps --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "switched_off", "is_found"),
    [
        ("withdrawn access to some systems as a precaution", "", True),
        ("taken our website offline", "", True),
        ("shut down remote access", "", True),
        ("taken our website offline", "customers cannot order", False),
        ("taken further action to protect our network", "", False),
        ("engaged a team that works day and night", "", False),
    ],
)
def test_what_is_switched_off_is_paired_with_its_effect(step, switched_off, is_found):
    fields = {"step": step} | ({"switched_off": switched_off} if switched_off else {})
    known = a_known(an_entry("containment", "step", fields))
    assert bool(of("switched-off-unpaired", known)) is is_found


@pytest.mark.parametrize(
    ("claim", "is_found"),
    [
        (a_claim("customers", "the doors were shut", "service:stores"), True),
        (a_claim("customers", "gift cards cannot be used in some stores"), True),
        (a_claim("customers", "the app is slow", "service:app"), False),
        (a_claim("press", "the stores are shut", "service:stores"), False),  # has its own rule
    ],
)
def test_a_service_said_to_work_is_weighed_against_what_customers_say(claim, is_found):
    known = a_known(an_entry("service", "stores", STORES), claim)
    assert bool(of("normal-against-reports", known)) is is_found


@pytest.mark.parametrize(
    ("area", "standing", "is_found"),
    [
        ("stores", Standing.SUSPECTED, True),
        ("returns", Standing.SUSPECTED, False),
        ("stores", Standing.CONFIRMED, False),  # an exception that the texts state plainly
    ],
)
def test_a_suspicion_in_the_same_area_speaks_against_plain_open(area, standing, is_found):
    cafes = {"name": "our cafés", "area": area, "state": "affected"}
    known = a_known(
        an_entry("service", "stores", STORES), an_entry("service", "cafes", cafes, standing)
    )
    assert bool(of("normal-against-reports", known)) is is_found


# ---- What others say -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "wanted"),
    [
        (a_claim("ourselves", "no data is affected", "personal_data.involved"), [Severity.WARNING]),
        (a_claim("press", "data was taken", "personal_data.involved"), [Severity.NOTE]),
        (a_claim("attacker", "we have the data"), [Severity.NOTE]),
        (a_claim("customers", "the app is slow", "service:app"), []),
    ],
)
def test_what_others_say_is_put_before_the_writer(claim, wanted):
    assert weights(of("against-outside-claim", a_known(claim))) == wanted


def test_a_claim_is_set_against_what_the_texts_say():
    involved = a_fact(standing=Standing.UNKNOWN)
    claim = a_claim("press", "data was taken", "personal_data.involved")
    said = a_draft(a_sentence("We do not yet know.", involved))
    [spoken] = of("against-outside-claim", a_known(involved, claim), [said])
    [silent] = of("against-outside-claim", a_known(involved, claim))
    assert "the texts say that this is not known yet" in spoken.message
    assert "None of the texts speaks of “Is personal data involved?”" in silent.message


# ---- What contradicts itself ---------------------------------------------------------------------

NAMES = {"who": "customers", "category": "identifiers", "effect": "taken"}
NO, YES, OPEN = a_fact(value="no"), a_fact(), a_fact(standing=Standing.UNKNOWN)


@pytest.mark.parametrize(
    ("answer", "entry_standing", "is_found"),
    [
        (NO, Standing.CONFIRMED, True),
        (NO, Standing.SUSPECTED, True),
        (NO, Standing.RULED_OUT, False),
        (a_fact(standing=Standing.RULED_OUT), Standing.CONFIRMED, True),
        (OPEN, Standing.CONFIRMED, True),
        (OPEN, Standing.SUSPECTED, False),
        (YES, Standing.CONFIRMED, False),
    ],
)
def test_the_list_of_data_agrees_with_the_answer(answer, entry_standing, is_found):
    known = a_known(answer, an_entry("data", "names", NAMES, entry_standing))
    assert bool(of("facts-contradict", known)) is is_found


@pytest.mark.parametrize(("answer", "is_found"), [(NO, True), (OPEN, False), (YES, False)])
def test_nobody_is_aware_of_a_breach_of_data_that_is_not_involved(answer, is_found):
    known = a_known(answer, judgements=[a_judgement(instant=NOON - DAY)])
    assert bool(of("facts-contradict", known)) is is_found


@pytest.mark.parametrize(
    ("entry", "is_found"),
    [
        (an_entry("instruction", "a", {"for": "customers", "text": "change your password"}), True),
        (an_entry("instruction", "a", {"for": "staff", "text": "keep your camera on"}), False),
        (an_entry("service", "a", STORES | {"workaround": "pay in cash"}), True),
        (an_entry("service", "a", STORES | {"area": "staff", "workaround": "come in"}), False),
        (
            an_entry("service", "a", STORES | {"workaround": "come in"}, ceiling=Ceiling.STAFF),
            False,
        ),
    ],
)
def test_nothing_to_do_stands_against_something_to_do(entry, is_found):
    known = a_known(a_fact("customers.need_to_act", "no"), entry)
    assert bool(of("facts-contradict", known)) is is_found


@pytest.mark.parametrize(("people", "is_found"), [(1001, True), (1000, False)])
def test_a_number_does_not_pass_its_own_maximum(people, is_found):
    known = a_known(
        a_fact("personal_data.people_count", a_count(people)),
        a_fact("personal_data.people_maximum", a_count(1000)),
    )
    assert bool(of("facts-contradict", known)) is is_found


def at(text: str, until: str = "") -> When:
    start = datetime.fromisoformat(f"2026-11-{text}:00+00:00")
    return When(start, datetime.fromisoformat(f"2026-11-{until}:00+00:00") if until else start)


@pytest.mark.parametrize(
    ("detected", "aware", "is_found"),
    [
        (at("19T09:00"), at("19T08:00"), True),
        (at("19T09:00"), at("19T09:00"), False),
        (at("19T00:00", "19T23:59"), at("19T08:00"), False),  # the same day: it may well be
        (at("19T00:00", "19T23:59"), at("18T08:00"), True),
    ],
)
def test_times_run_forward_as_far_as_they_are_known(detected, aware, is_found):
    known = a_known(
        a_fact("incident.detected_at", detected), judgements=[a_judgement(instant=aware)]
    )
    assert bool(of("order-of-instants", known)) is is_found


@pytest.mark.parametrize(("hours", "is_found"), [(1, True), (0, False), (-1, False)])
def test_what_happened_has_come_already(hours, is_found):
    known = a_known(a_fact("incident.started_at", When.exactly(NOON + hours * HOUR)))
    assert bool(of("order-of-instants", known)) is is_found


@pytest.mark.parametrize(("hours", "is_found"), [(-1, True), (0, False), (1, False)])
def test_a_search_that_ended_before_it_began_says_nothing(hours, is_found):
    began = a_fact("incident.started_at", When.exactly(NOON - 5 * HOUR))
    looked = a_fact(
        "personal_data.involved",
        "yes",
        standing=Standing.NO_SIGN,
        support=Support(
            checked="the logs",
            checked_by="our IT team",
            checked_until=NOON - 5 * HOUR + hours * HOUR,
        ),
    )
    assert bool(of("order-of-instants", a_known(began, looked))) is is_found
    assert not of("order-of-instants", a_known(looked))
    # When somebody noticed it is no beginning.
    noticed = a_fact("incident.detected_at", When.exactly(NOON - 5 * HOUR))
    assert not of("order-of-instants", a_known(noticed, looked))


@pytest.mark.parametrize(("hours", "is_found"), [(-1, True), (1, False)])
def test_a_report_follows_awareness(hours, is_found):
    known = a_known(
        judgements=[a_judgement(instant=NOON - 5 * HOUR)],
        submissions=[a_submission("example.rule.1", at=NOON - 5 * HOUR + hours * HOUR)],
    )
    duty = assess(an_obligation(), known, {})
    assert bool(of("order-of-instants", known, [], [duty])) is is_found


# ---- Who was told --------------------------------------------------------------------------------

TOLD = {"name": "the NCSC", "type": "cyber", "state": "told"}


@pytest.mark.parametrize(
    ("more", "is_found"),
    [
        ({}, True),
        ({"told_at": at("20T09:00")}, True),
        ({"reference": "N-1"}, True),
        ({"told_at": at("20T09:00"), "reference": "N-1"}, False),
    ],
)
def test_who_says_told_can_say_when_and_under_which_number(more, is_found):
    body = an_entry("body", "ncsc", TOLD | more)
    letter = a_draft(a_sentence("We have told the NCSC.", body))
    assert bool(of("told-without-record", a_known(body), [letter])) is is_found


def test_a_body_that_no_text_calls_told_needs_no_record_yet():
    assert not of("told-without-record", a_known(an_entry("body", "ncsc", TOLD)), [LETTER])


@pytest.mark.parametrize(
    ("body", "submitted", "is_found"),
    [
        ({"type": "data-protection"}, False, True),
        ({"type": "data-protection"}, True, False),
        ({"type": "data-protection", "state": "planned"}, False, False),
        ({"type": "police"}, False, False),
        ({"type": "police", "obligation": "example.rule.1"}, False, True),
    ],
)
def test_a_clock_is_stopped_by_the_notice_not_by_the_word_told(body, submitted, is_found):
    known = a_known(
        an_entry("body", "one", TOLD | body),
        submissions=[a_submission("example.rule.1")] if submitted else [],
    )
    duty = assess(an_obligation(), known, {})
    assert bool(of("clock-open-though-told", known, [], [duty])) is is_found


# ---- What is late --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "days", "wanted"),
    [
        (YES, 4, [Severity.STOP]),
        (OPEN, 4, [Severity.WARNING]),  # not established that the duty applies
        (YES, 2, []),
        (NO, 4, []),
    ],
)
def test_a_late_notice_is_found(answer, days, wanted):
    known = a_known(answer, judgements=[a_judgement(instant=NOON - days * DAY)])
    duty = assess(an_obligation(), known, {})
    assert weights(of("overdue", known, [], [duty])) == wanted


@pytest.mark.parametrize(("days", "wanted"), [(4, [Severity.WARNING]), (2, [])])
def test_an_unjudged_start_is_counted_from_the_earliest_it_can_be(days, wanted):
    detected = a_fact("incident.detected_at", When.exactly(NOON - days * DAY))
    known = a_known(YES, detected)
    duty = assess(the_catalogue().obligation("uk.gdpr.33", NOON.date()), known, {})
    assert weights(of("overdue", known, [], [duty])) == wanted


@pytest.mark.parametrize(("hours", "is_found"), [(-1, True), (1, False)])
def test_a_promise_whose_time_has_passed(hours, is_found):
    due = When.exactly(NOON + hours * HOUR)
    listed = an_entry("promise", "p", {"text": "write to everyone", "due_at": due})
    assert bool(of("promise-due", a_known(listed))) is is_found
    update = a_fact("next_update.at", due)
    letter = a_draft(a_sentence("We will say more.", update))
    assert bool(of("promise-due", a_known(update), [letter])) is is_found


@pytest.mark.parametrize(
    ("hours", "state", "is_found"),
    [(-1, "stopped", True), (1, "stopped", False), (-1, "restored", False)],
)
def test_a_service_that_was_to_be_back_by_now(hours, state, is_found):
    back = When.exactly(NOON + hours * HOUR)
    web = an_entry("service", "web", {"name": "our website", "state": state, "returns_at": back})
    assert bool(of("promise-due", a_known(web))) is is_found


@pytest.mark.parametrize(
    ("hours", "standing", "is_found"),
    [
        (-1, Standing.UNKNOWN, True),
        (1, Standing.UNKNOWN, False),
        (-1, Standing.SUSPECTED, True),
        (-1, Standing.CONFIRMED, False),
    ],
)
def test_an_answer_that_was_to_be_there_by_now(hours, standing, is_found):
    value = None if standing is Standing.UNKNOWN else "a fault"
    cause = a_fact(
        "incident.cause",
        value,
        standing=standing,
        support=Support(basis="the first look", expected_by=NOON + hours * HOUR),
    )
    assert bool(of("promise-due", a_known(cause))) is is_found


def test_a_released_promise_is_kept_by_the_next_text():
    update = a_fact("next_update.at", When.exactly(NOON - HOUR))
    said = [a_released_sentence("We will say more by 11:00.", update.name)]
    first = a_release("customers", NOON - 5 * HOUR, name="first", sentences=said)
    second = a_release("customers", NOON - 2 * HOUR, name="second")
    elsewhere = a_release("staff", NOON - 2 * HOUR, name="staff")
    assert of("promise-due", a_known(update, releases=[first, elsewhere]))
    assert not of("promise-due", a_known(update, releases=[first, second]))


# ---- The case files ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("ms-2025", {"normal-against-reports", "clock-open-though-told", "told-without-record"}),
        ("tesco-2021", {"against-outside-claim"}),
        ("coop-2025", {"switched-off-unpaired"}),
    ],
)
def test_the_case_files_show_what_went_wrong_in_them(name, wanted):
    catalogue, case = the_catalogue(), a_case_file(name)
    known = case.known_at(case.at)
    duties = assess_all(
        catalogue.law.obligations, known, catalogue.law.calendars, law_as_of=case.law_as_of
    )
    drafts = [
        draft(
            notice,
            sources(
                known,
                catalogue.vocabulary,
                catalogue.law.authorities,
                may_read=catalogue.audiences[notice.audience].may_read,
                on=case.law_as_of,
            ),
        )
        for notice in catalogue.notices
    ]
    rules = {finding.rule for finding in the_findings_of(known, drafts, duties)}
    own = {"normal-against-reports", "clock-open-though-told", "told-without-record"}
    own |= {"against-outside-claim", "switched-off-unpaired"}
    assert rules & own == wanted
    assert rules <= set(RULES)

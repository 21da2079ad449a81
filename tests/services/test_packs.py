"""Which notices are drafted unasked, and from what their readers may know."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from builders import (
    NOON,
    a_case,
    a_case_file,
    a_fact,
    a_judgement,
    an_entry,
    an_organisation,
    the_catalogue,
)
from disclosure.facts.case import Case
from disclosure.facts.instants import When
from disclosure.facts.standings import Ceiling, Standing
from disclosure.facts.versions import FactVersion, Judgement, Support
from disclosure.problems import NotFoundError
from disclosure.services.assessments import Assessments
from disclosure.services.packs import Packs

ALWAYS = [
    "voluntary.banner.public",
    "voluntary.email.customers",
    "voluntary.letter.staff",
    "voluntary.notice.suppliers",
    "voluntary.post.public",
    "voluntary.statement.media",
]
REPORT, LETTER = "uk.gdpr.33.initial.authority", "uk.gdpr.34.initial.people-affected"
HOLDING, CYBER = "uk.mar.17-1.announce.market", "uk.ncsc.report.authority"
POLICE = "uk.report-fraud.report.authority"


@pytest.fixture(scope="module")
def packs() -> Packs:
    return Packs(the_catalogue(), Assessments(the_catalogue()))


def a_company(
    profile: Mapping[str, str],
    facts: Sequence[FactVersion] = (),
    judgements: Sequence[Judgement] = (),
) -> Case:
    return a_case(facts=facts, judgements=judgements, organisation=an_organisation(profile))


def drafted(packs: Packs, case: Case, **wanted: Sequence[str]) -> list[str]:
    return [draft.notice for draft in packs.draft(case, **wanted).drafts]


def of_duties(packs: Packs, case: Case) -> list[str]:
    """Give the notices drafted unasked beside those that always are."""
    names = drafted(packs, case)
    assert [name for name in names if name.startswith("voluntary.")] == ALWAYS
    return [name for name in names if name not in ALWAYS]


# ---- Unasked -------------------------------------------------------------------------------------


def test_a_duty_that_does_not_apply_gives_no_notice(packs: Packs) -> None:
    case = a_company(
        {"gdpr.controller": "no", "market.uk_admitted": "no"}, [a_fact("incident.kind", "outage")]
    )
    assert of_duties(packs, case) == []


def test_while_nothing_is_decided_only_what_is_kept_ready_is_drafted(packs: Packs) -> None:
    # The breach report and the holding announcement are marked to be kept ready; the letter to
    # the people affected and the report to the NCSC are not.
    assert of_duties(packs, a_company({})) == [REPORT, HOLDING]


def test_a_duty_that_applies_gives_its_notice(packs: Packs) -> None:
    # It is a cyber incident, so the voluntary report to the NCSC applies.
    case = a_company(
        {"gdpr.controller": "no", "market.uk_admitted": "no"}, [a_fact("incident.kind", "cyber")]
    )
    assert of_duties(packs, case) == [CYBER, POLICE]


def test_a_duty_that_is_presumed_gives_its_notice(packs: Packs) -> None:
    # Personal data is involved and a high risk is likely. Whether the data was unreadable is open,
    # and while it is open the duty to tell people is presumed.
    case = a_company(
        {"gdpr.controller": "yes", "market.uk_admitted": "no"},
        [a_fact("incident.kind", "outage"), a_fact("personal_data.involved", "yes")],
        [a_judgement("high_risk_to_individuals", "likely")],
    )
    outcomes = {d.obligation.id: d.outcome for d in packs.draft(case).assessment.duties}
    assert outcomes["uk.gdpr.34"] == "presumed"
    assert of_duties(packs, case) == [REPORT, LETTER]


FOUR_HOURS, TO_USERS = "uk.psr.99.initial.authority", "uk.psr.99-3.users.customers"


def a_payment_firm(*judged: tuple[str, str]) -> Case:
    """Give a payment firm whose systems have been down for an hour and a half."""
    facts = [
        a_fact("incident.kind", "outage"),
        a_fact("incident.detected_at", When.exactly(NOON - timedelta(minutes=90))),
    ]
    profile = {"gdpr.controller": "no", "market.uk_admitted": "no", "psr.provider": "yes"}
    return a_company(profile, facts, [a_judgement(*each) for each in judged])


def test_a_report_whose_time_does_not_wait_for_a_judgement_is_drafted_meanwhile(
    packs: Packs,
) -> None:
    assert of_duties(packs, a_payment_firm()) == [FOUR_HOURS]
    # Once users' money may be touched, the message to them is prepared beside it.
    users = ("psr_users_interests", "yes")
    assert of_duties(packs, a_payment_firm(users)) == [TO_USERS, FOUR_HOURS]
    assert of_duties(packs, a_payment_firm(users, ("psr_major", "no"))) == []


def test_the_example_gives_what_is_ready(packs: Packs) -> None:
    assert of_duties(packs, a_case_file("ms-2025")) == [REPORT, HOLDING, CYBER, POLICE]


def test_a_notice_that_is_always_ready_is_drafted_whatever_its_duty(packs: Packs) -> None:
    catalogue = the_catalogue()
    notices = tuple(replace(n, ready="always") for n in catalogue.notices if n.id == REPORT)
    changed = replace(catalogue, notices=notices)
    case = a_company({"gdpr.controller": "no"})
    assert drafted(Packs(changed, Assessments(changed)), case) == [REPORT]


def test_a_notice_of_a_duty_that_is_no_law_on_the_day_is_not_drafted(packs: Packs) -> None:
    # The UK GDPR and the UK MAR begin with 2021.
    pack = packs.draft(a_case_file("ms-2025"), law_as_of=date(2020, 6, 1))
    assert [d.notice for d in pack.drafts] == [CYBER, *ALWAYS]


# ---- Asked for -----------------------------------------------------------------------------------


def test_one_notice_is_drafted_whatever_its_duty(packs: Packs) -> None:
    case = a_company({"gdpr.controller": "no"})
    assert drafted(packs, case, notices=[LETTER]) == [LETTER]


def test_several_notices_are_drafted_once_each_in_the_order_asked_for(packs: Packs) -> None:
    wanted = ["voluntary.post.public", REPORT, "voluntary.post.public"]
    assert drafted(packs, a_company({}), notices=wanted) == ["voluntary.post.public", REPORT]


@pytest.mark.parametrize("wanted", [["all"], [REPORT, "all"]])
def test_all_means_every_notice_there_is(packs: Packs, wanted: list[str]) -> None:
    # Of a text that is written for each group, the groups that are concerned: here, nobody yet.
    everything = [notice.id for notice in the_catalogue().notices if not notice.group]
    assert drafted(packs, a_company({}), notices=wanted) == everything


@pytest.mark.parametrize("wanted", [[LETTER], ["all"]])
def test_a_text_for_each_group_is_drafted_for_those_concerned(packs: Packs, wanted) -> None:
    unknown = Support(being_checked="the team")
    fields = {"category": "orders", "effect": "seen"}
    case = a_company(
        {},
        [
            an_entry("data", "c", fields | {"who": "customers"}),
            an_entry("data", "m", fields | {"who": "members"}, Standing.UNKNOWN, support=unknown),
        ],
    )
    names = [name for name in drafted(packs, case, notices=wanted) if name.startswith(LETTER)]
    assert names == [f"{LETTER}.customers", f"{LETTER}.members"]
    # One that is asked for by its own id is drafted whoever is concerned.
    assert drafted(packs, case, notices=[f"{LETTER}.patients"]) == [f"{LETTER}.patients"]


def test_a_notice_that_does_not_exist_is_not_found(packs: Packs) -> None:
    with pytest.raises(NotFoundError, match=r"There is no notice 'x'\. See `disclosure pack --li"):
        packs.draft(a_company({}), notices=[REPORT, "x"])


def test_drafts_alone_are_those_of_the_pack(packs: Packs) -> None:
    case = a_case_file("ms-2025")
    assert packs.draft_only(case) == packs.draft(case).drafts


# ---- What is known, and to whom ------------------------------------------------------------------


def test_a_draft_rests_only_on_what_was_known_at_the_instant(packs: Packs) -> None:
    early = datetime.fromisoformat("2025-04-22T13:00:00+01:00")
    pack = packs.draft(a_case_file("ms-2025"), at=early, notices=["voluntary.email.customers"])
    rests = {r.fact for d in pack.drafts for s in d.said() for r in s.rests_on}
    assert pack.assessment.at == early
    assert "incident.description" not in rests


def test_a_fact_kept_inside_is_withheld_from_customers_and_read_by_an_authority(
    packs: Packs,
) -> None:
    secret = a_fact(
        "incident.description", "a theft nobody knows of", true_at=NOON, ceiling=Ceiling.INSIDE
    )
    case = a_company({}, [a_fact("incident.kind", "cyber", true_at=NOON), secret])
    wanted = ["voluntary.email.customers", REPORT]
    letter, report = packs.draft(case, notices=wanted).drafts
    assert not any("a theft" in s.text for s in letter.sentences())
    assert letter.withheld == ("incident.description@1",)
    assert any("a theft nobody knows of" in s.text for s in report.said())


def test_findings_are_about_the_drafts_of_the_pack_or_the_case(packs: Packs) -> None:
    pack = packs.draft(a_case_file("ms-2025"), notices=["voluntary.post.public"])
    assert {finding.notice for finding in pack.findings} <= {"", "voluntary.post.public"}

"""Who can decide, and what they are told: late reports, teams too small, facts grown old."""

from datetime import timedelta

import pytest
from noticed import PRESS, REPORT, STAFF, Table, a_table

from disclosure.problems import RuleError
from disclosure.services.notice_concerns import beside, concerns
from disclosure.services.notice_places import Place, PlaceKind, Places
from disclosure.signoff.progress import NoticeState
from disclosure.words.drafts import Sentence
from disclosure.words.findings import Severity, of_case


@pytest.fixture
def table(setting) -> Table:
    return a_table(setting)


def state(table: Table, name: str = REPORT) -> NoticeState:
    return table.approvals.view(table.drafter, table.incident, name).state


def page(table: Table, name: str = REPORT, person=None):
    return table.approvals.view(person or table.drafter, table.incident, name)


def approve(table: Table, person, digest: str, name: str = REPORT) -> None:
    table.approvals.approve(person, table.incident, name, seen=digest)


def test_the_reason_of_a_delay_is_never_accepted_away(table) -> None:
    digest = table.freeze()
    shown = page(table)
    assert shown.lacks_late_reason
    assert shown.deadline == "uk.gdpr.33/initial"
    with pytest.raises(RuleError) as refused:
        table.approvals.request(
            table.drafter, table.incident, REPORT, seen=digest, accepted={"gap": "Follows."}
        )
    assert refused.value.rule == "late-reason-missing"
    assert "page of its deadline" in str(refused.value)
    table.request()
    assert state(table) is NoticeState.REQUESTED
    assert not page(table).lacks_late_reason


def test_a_team_that_can_never_approve_is_told_so(setting, table) -> None:
    assert page(table, STAFF).blocked == ""
    setting.desk.incidents.remove(table.drafter, table.incident, table.protection.id)
    # The counsel is left, who acts as both and meets one need only.
    assert "nobody else acts as general counsel" in page(table, STAFF).blocked
    lines = table.notices.index(table.drafter, table.incident).lines
    assert {li.one.notice.id for li in lines if li.blocked} >= {STAFF, PRESS}
    assert page(table).blocked == ""


def test_the_facts_a_release_rests_on_are_said_to_be_old_after_three_hours(table) -> None:
    table.sign_off()
    table.setting.clock.go_on(hours=4)
    oldest = page(table, person=table.counsel).oldest
    assert oldest is not None
    assert oldest < table.setting.clock() - timedelta(hours=3)


def test_an_approval_that_brings_it_further_is_offered_whoever_met_which_need(table) -> None:
    digest = table.request(STAFF)
    approve(table, table.counsel, digest, STAFF)
    assert page(table, STAFF, table.protection).approves_as == ("the communications lead",)
    approve(table, table.protection, digest, STAFF)
    assert state(table, STAFF) is NoticeState.SIGNED_OFF


# ---- Where it is settled ------------------------------------------------------------------------


def test_a_late_deadline_without_a_reason_is_one_thing_to_do(library) -> None:
    places = Places.of(library.catalogue)
    found = concerns(
        (
            of_case("late-without-reason", Severity.STOP, "No reason.", deadline="uk.a/initial"),
            of_case("overdue", Severity.STOP, "It was due.", deadline="uk.a/initial"),
            of_case("overdue", Severity.WARNING, "It may be late.", deadline="uk.b/initial"),
            of_case("contradiction", Severity.STOP, "Two figures.", facts=("service:tills",)),
        ),
        places,
    )
    assert [one.title for one in found] == [
        "Overdue: send now",
        "May be overdue: judge it, and send what is known",
        "Must be settled",
    ]
    assert found[0].messages[0] == "It was due."
    assert found[0].lacks_reason
    assert [place for place, _ in found[2].places] == [Place(PlaceKind.ENTRY, "service:tills")]


def test_a_finding_stands_beside_what_rests_on_its_facts_and_in_full_only_once(table) -> None:
    shown = table.notices.view(table.drafter, table.incident, STAFF)
    by_fact = [
        name
        for name, view in shown.sentences.items()
        if any(rest.fact == "service:stores" for rest in view.sentence.rests_on)
    ]
    full = [name for name, said in shown.beside.sentences.items() if _on_stores(said)]
    again = [name for name, said in shown.beside.again.items() if _on_stores(o for o, _ in said)]
    assert by_fact
    assert (full, again) == (by_fact[:1], by_fact[1:])


def _on_stores(found) -> bool:
    return any(one.rules == ("normal-against-reports",) for one in found)


def test_what_concerns_the_duty_concerns_its_notice_as_a_whole(table) -> None:
    shown = table.notices.view(table.drafter, table.incident, REPORT)
    assert "overdue" in {rule for one in shown.beside.whole for rule in one.rules}
    other = table.notices.view(table.drafter, table.incident, STAFF)
    assert beside((), other.draft, other.one.notice).every == ()
    assert "overdue" not in {rule for one in other.beside.every for rule in one.rules}


@pytest.mark.parametrize(
    ("about", "kind"),
    [
        ("report.phase", PlaceKind.FACT),
        ("data:", PlaceKind.RECORD),
        ("body:data-protection", PlaceKind.ENTRY),
        ("judgement.inside_information", PlaceKind.JUDGEMENT),
        ("profile.address", PlaceKind.PROFILE),
        ("issuer.lei", PlaceKind.PROFILE),
        ("report.late_reason", PlaceKind.DEADLINE),
        ("clock.uk_gdpr_33.initial.state", PlaceKind.DEADLINE),
        ("", PlaceKind.BY_HAND),
    ],
)
def test_every_gap_has_a_place_where_it_is_filled(library, about, kind) -> None:
    notice = library.catalogue.notice(REPORT)
    gap = Sentence("none-such", "Missing.", "gap", about=about)
    place = Places.of(library.catalogue).of_gap(gap, notice)
    assert place.kind is kind
    if kind is PlaceKind.DEADLINE:
        assert place.key == "uk.gdpr.33/initial"

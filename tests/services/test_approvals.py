"""Approvals: bound to the very text, voided by what changes it and by nothing else."""

from datetime import timedelta

import pytest
from noticed import ANNOUNCEMENT, PRESS, REPORT, STAFF, Table

from builders import a_fact, a_judgement
from disclosure.facts.standings import Change
from disclosure.problems import ForbiddenError, RuleError
from disclosure.services.notice_edits import Edit
from disclosure.services.submission_checks import Giving
from disclosure.signoff.people import Capacity, Role
from disclosure.signoff.progress import NoticeState

DESCRIPTION = "incident.description"
"""Said in every text."""


def edit(table: Table, name: str, sentence: str, text: str) -> None:
    shown = table.notices.sentence(table.drafter, table.incident, name, sentence)
    made = Edit(
        sentence, text, shown.rests_on, False, "Counsel asked for it.", shown.drafted, shown.number
    )
    table.notices.override(table.drafter, table.incident, name, made)
    table.setting.clock.go_on(minutes=1)


# ---- Asking -------------------------------------------------------------------------------------


def test_what_stops_a_text_must_be_accepted_rule_by_rule_with_a_reason(table) -> None:
    table.explain()
    digest = table.freeze()
    assert [rule for rule, _ in table.page().stopping_rules] == ["gap"]
    for accepted in ({}, {"gap": " "}, {"overdue": "Known."}):
        with pytest.raises(RuleError, match="gap") as refused:
            table.approvals.request(
                table.drafter, table.incident, REPORT, seen=digest, accepted=accepted
            )
        assert refused.value.rule == "findings-stop"
    table.approvals.request(
        table.drafter, table.incident, REPORT, seen=digest, accepted={"gap": "Follows by noon."}
    )
    request = table.page().progress.request
    assert request is not None
    assert request.accepted == (("gap", "Follows by noon."),)
    assert any("Data protection officer or other contact" in said for said in request.found("gap"))


def test_a_late_report_is_not_held_up_by_being_late(table) -> None:
    case_findings = table.notices.index(table.drafter, table.incident).case_findings
    assert "overdue" in {finding.rule for finding in case_findings}
    table.freeze()
    assert "overdue" not in {rule for rule, _ in table.page().stopping_rules}


def test_only_a_drafter_asks(table) -> None:
    digest = table.freeze()
    with pytest.raises(ForbiddenError):
        table.approvals.request(
            table.counsel, table.incident, REPORT, seen=digest, accepted={"gap": "x"}
        )


# ---- Deciding -----------------------------------------------------------------------------------


def test_the_announcement_needs_counsel_and_finance_both(table) -> None:
    digest = table.request(ANNOUNCEMENT)
    table.approve(table.finance, digest, ANNOUNCEMENT)
    assert table.state(ANNOUNCEMENT) is NoticeState.REQUESTED
    assert [n.in_words for n in table.page(ANNOUNCEMENT).needed] == ["the general counsel"]
    table.approve(table.counsel, digest, ANNOUNCEMENT)
    assert table.state(ANNOUNCEMENT) is NoticeState.SIGNED_OFF


def test_an_approval_names_the_capacity_in_which_it_was_given(table) -> None:
    table.approve(table.counsel, table.request())
    [approval] = table.page().progress.approvals
    assert approval.name == "Gita Rao"
    assert approval.capacities == {Capacity.GENERAL_COUNSEL}


def test_whoever_wrote_a_word_of_it_never_approves_it(setting, table) -> None:
    both = setting.person("Bo Stern", Role.DRAFTER, Role.APPROVER, capacities=tuple(Capacity))
    setting.desk.incidents.add(table.drafter, table.incident, both.id)
    shown = table.notices.sentence(both, table.incident, REPORT, "a1")
    made = Edit("a1", "We deal with it.", shown.rests_on, False, "Shorter.", shown.drafted, 0)
    table.notices.override(both, table.incident, REPORT, made)
    digest = table.request()
    with pytest.raises(RuleError) as refused:
        table.approve(both, digest)
    assert refused.value.rule == "drafter-never-approves"
    step = table.page(person=both).steps["approve"]
    assert not step.is_open
    assert "nobody approves their own text" in step.why_not


def test_another_text_than_the_one_asked_about_is_not_approved(table) -> None:
    table.request()
    with pytest.raises(RuleError) as refused:
        table.approve(table.counsel, "0" * 64)
    assert refused.value.rule == "other-version"


def test_approving_twice_is_one_approval(table) -> None:
    digest = table.request(ANNOUNCEMENT)
    table.approve(table.counsel, digest, ANNOUNCEMENT)
    table.approve(table.counsel, digest, ANNOUNCEMENT)
    assert len(table.page(ANNOUNCEMENT).progress.approvals) == 1


def test_a_refusal_says_why_and_is_answered_with_a_new_version(table) -> None:
    digest = table.request()
    with pytest.raises(RuleError) as refused:
        table.approvals.refuse(table.counsel, table.incident, REPORT, seen=digest, reason=" ")
    assert refused.value.rule == "reason-missing"
    table.approvals.refuse(
        table.counsel, table.incident, REPORT, seen=digest, reason="Say attack, not incident."
    )
    assert table.state() is NoticeState.REFUSED
    assert table.page().progress.refusals[-1].reason == "Say attack, not incident."
    edit(table, REPORT, "a1", "We are dealing with a cyber attack.")
    table.approve(table.counsel, table.request())
    assert table.state() is NoticeState.SIGNED_OFF


def test_a_request_can_be_withdrawn_and_made_again(table) -> None:
    digest = table.request()
    table.approvals.withdraw(
        table.drafter, table.incident, REPORT, seen=digest, reason="Too early."
    )
    assert table.state() is NoticeState.WITHDRAWN
    table.approvals.request(
        table.drafter, table.incident, REPORT, seen=digest, accepted={"gap": "Known."}
    )
    assert table.state() is NoticeState.REQUESTED


def test_asking_twice_is_one_request(table) -> None:
    digest = table.request()
    accepted = {"gap": "Known."}
    table.approvals.request(table.drafter, table.incident, REPORT, seen=digest, accepted=accepted)
    entries = table.notices.versions(table.drafter, table.incident, REPORT).entries
    assert [e.action for e in entries].count("approval-requested") == 1


def test_only_the_version_seen_is_withdrawn(table) -> None:
    table.request()
    with pytest.raises(RuleError, match="You saw another text") as refused:
        table.approvals.withdraw(table.drafter, table.incident, REPORT, seen="0" * 64)
    assert refused.value.rule == "other-version"
    assert table.state() is NoticeState.REQUESTED


# ---- What changes beneath it --------------------------------------------------------------------


def test_a_fact_confirmed_again_changes_nothing_that_was_approved(table) -> None:
    # The announcement gives its services as of a time, and a newer version brings a newer one.
    table.sign_off(ANNOUNCEMENT)
    before = table.notices.view(table.drafter, table.incident, ANNOUNCEMENT).draft
    table.setting.clock.go_on(hours=1)
    services = [k for k in known(table) if k.startswith("service:")]
    table.record(*(table.next_version(key, Change.RE_CONFIRMS) for key in (DESCRIPTION, *services)))
    after = table.notices.view(table.drafter, table.incident, ANNOUNCEMENT).draft
    assert [s.text for s in before.said()] != [s.text for s in after.said()]
    assert table.state(ANNOUNCEMENT) is NoticeState.SIGNED_OFF
    assert table.page(ANNOUNCEMENT).changed == ()
    digest = table.page(ANNOUNCEMENT).progress.digest
    table.approvals.release(table.counsel, table.incident, ANNOUNCEMENT, seen=digest)
    assert table.state(ANNOUNCEMENT) is NoticeState.RELEASED


def known(table: Table):
    return table.notices_case().known_at(table.setting.clock()).current


def test_a_changed_fact_voids_exactly_the_notices_whose_sentence_comes_out_different(table) -> None:
    names = (REPORT, ANNOUNCEMENT, STAFF)
    # Who may be asked by colleagues stands in the letter to them, and in neither of the others.
    key = "contact.staff"
    table.record(a_fact(key, "through your line manager"))
    for name in names:
        table.sign_off(name)
    drafts = {n: table.notices.text(table.drafter, table.incident, n, "1.1").draft for n in names}
    assert [rests_on(drafts[n], key) for n in names] == [False, False, True]
    table.record(table.next_version(key, Change.CHANGES, "something else"))
    assert table.state(STAFF) is NoticeState.SUPERSEDED
    assert table.state(REPORT) is table.state(ANNOUNCEMENT) is NoticeState.SIGNED_OFF
    table.record(table.next_version(DESCRIPTION, Change.CHANGES, "a fault in our systems"))
    assert table.state(REPORT) is table.state(ANNOUNCEMENT) is NoticeState.SUPERSEDED
    superseded = table.page().progress.superseded
    assert superseded is not None
    assert "a1" in superseded.sentences
    assert superseded.facts == (DESCRIPTION,)
    assert "What it is, in a few words" in superseded.why


def rests_on(draft, key: str) -> bool:
    return any(rest.fact == key for s in draft.sentences() for rest in s.rests_on)


def test_a_fact_found_wrong_when_said_voids_too_and_one_that_no_text_says_does_not(table) -> None:
    digest = table.sign_off()
    table.record(a_fact("suppliers.orders", "Orders stand still."))
    assert table.page().progress.digest == digest
    assert table.state() is NoticeState.SIGNED_OFF
    table.record(table.next_version(DESCRIPTION, Change.WRONG_WHEN_SAID, "a fault in our systems"))
    assert table.state() is NoticeState.SUPERSEDED


def test_time_alone_voids_nothing(table) -> None:
    # Due in an hour: what the report says of its own lateness would change with the clock.
    aware = table.setting.clock() - timedelta(hours=71)
    made_at = table.setting.clock() - timedelta(minutes=1)
    table.judge(a_judgement("aware_personal_data", instant=aware, number=2, made_at=made_at))
    table.sign_off()
    table.setting.clock.go_on(days=2)
    now = table.notices.view(table.drafter, table.incident, REPORT).draft
    then = table.notices.text(table.drafter, table.incident, REPORT, "1.1").draft
    assert [s.id for s in now.sentences()] != [s.id for s in then.sentences()]
    table.record(table.next_version(DESCRIPTION, Change.RE_CONFIRMS))
    assert table.state() is NoticeState.SIGNED_OFF


def test_a_judgement_that_changes_a_sentence_voids_it(table) -> None:
    table.sign_off()
    made_at = table.setting.clock() - timedelta(minutes=5)
    table.judge(a_judgement("high_risk_to_individuals", "likely", made_at=made_at))
    assert table.state() is NoticeState.SUPERSEDED


def test_words_by_hand_are_voided_when_what_they_rest_on_changes(table) -> None:
    edit(table, REPORT, "a1", "We are dealing with an attack on our systems.")
    table.sign_off()
    table.record(table.next_version(DESCRIPTION, Change.RE_CONFIRMS))
    assert table.state() is NoticeState.SIGNED_OFF
    table.record(table.next_version(DESCRIPTION, Change.CHANGES, "a fault in our systems"))
    assert table.state() is NoticeState.SUPERSEDED


def test_words_by_hand_are_voided_by_a_fact_that_the_drafted_words_never_rested_on(table) -> None:
    table.record(a_fact("suppliers.orders", "Orders stand still."))
    made = Edit(
        "a1", "Orders stand still.", ("suppliers.orders",), False, "It matters.",
        "We are dealing with a cyber incident.", 0,
    )  # fmt: skip
    table.notices.override(table.drafter, table.incident, REPORT, made)
    table.sign_off()
    table.record(table.next_version("suppliers.orders", Change.CHANGES, "Orders go out again."))
    assert table.state() is NoticeState.SUPERSEDED
    superseded = table.page().progress.superseded
    assert superseded is not None
    assert (superseded.sentences, superseded.facts) == (("a1",), ("suppliers.orders",))


def test_an_approval_given_to_what_was_set_aside_does_not_count(table) -> None:
    digest = table.request()
    table.record(table.next_version(DESCRIPTION, Change.CHANGES, "a fault in our systems"))
    with pytest.raises(RuleError, match="set aside"):
        table.approve(table.counsel, digest)


# ---- Releasing ----------------------------------------------------------------------------------


def test_one_comma_changed_after_approval_makes_release_refuse(table) -> None:
    digest = table.sign_off()
    edit(table, REPORT, "a1", "We are dealing with, a cyber incident.")
    assert table.state() is NoticeState.SIGNED_OFF
    with pytest.raises(RuleError, match="with, a cyber") as refused:
        table.approvals.release(table.counsel, table.incident, REPORT, seen=digest)
    assert refused.value.rule == "text-changed-after-approval"
    assert "with, a cyber" in table.page(person=table.counsel).steps["release"].why_not
    table.notices.give_back(table.drafter, table.incident, REPORT, "a1")
    table.approvals.release(table.counsel, table.incident, REPORT, seen=digest)
    assert table.state() is NoticeState.RELEASED


def test_a_fact_that_changed_without_the_hook_is_seen_at_the_release(table) -> None:
    digest = table.sign_off()
    quiet = Table(**{**vars(table), "approvals": Silent()})
    quiet.record(table.next_version(DESCRIPTION, Change.CHANGES, "a fault in our systems"))
    assert table.state() is NoticeState.SIGNED_OFF
    with pytest.raises(RuleError, match="come out different") as refused:
        table.approvals.release(table.counsel, table.incident, REPORT, seen=digest)
    assert refused.value.rule == "facts-changed"


class Silent:
    """Sets nothing aside."""

    def supersede(self, tx, incident_id) -> None:
        """Do nothing."""


def test_only_a_releaser_in_the_right_capacity_releases_what_is_signed_off(table) -> None:
    digest = table.request(ANNOUNCEMENT)
    with pytest.raises(ForbiddenError):
        table.approvals.release(table.finance, table.incident, ANNOUNCEMENT, seen=digest)
    with pytest.raises(RuleError) as refused:
        table.approvals.release(table.counsel, table.incident, ANNOUNCEMENT, seen=digest)
    assert refused.value.rule == "not-signed-off"


def test_another_text_than_the_approved_one_is_not_released(table) -> None:
    table.sign_off()
    with pytest.raises(RuleError) as refused:
        table.approvals.release(table.counsel, table.incident, REPORT, seen="0" * 64)
    assert refused.value.rule == "text-changed-after-approval"


def test_releasing_twice_is_one_release(table) -> None:
    digest = table.release()
    table.approvals.release(table.counsel, table.incident, REPORT, seen=digest)
    entries = table.notices.versions(table.drafter, table.incident, REPORT).entries
    assert [e.action for e in entries].count("notice-released") == 1


# ---- Inside information -------------------------------------------------------------------------


def a_courtesy(table: Table) -> Edit:
    """Add a sentence, so that there is a new version to freeze."""
    [first, *_] = table.notices.view(table.drafter, table.incident, STAFF).sentences
    return Edit("", "Look after each other.", (), True, "A courtesy.", "", 0, after=first)


def judge_inside(table: Table) -> None:
    since = table.setting.clock() - timedelta(hours=2)
    made_at = table.setting.clock() - timedelta(minutes=1)
    table.judge(a_judgement("inside_information", "yes", since, made_at=made_at))


def test_a_letter_to_staff_waits_for_the_announcement(table) -> None:
    judge_inside(table)
    line = table.notices.view(table.drafter, table.incident, STAFF).line
    assert "order-of-release" in {finding.rule for finding in line.findings}
    assert line.waits_for == "the announcement"
    table.freeze(STAFF)
    # It can be approved in good time; it is the release that waits.
    assert "order-of-release" not in {rule for rule, _ in table.page(STAFF).stopping_rules}
    table.notices.override(table.drafter, table.incident, STAFF, a_courtesy(table))
    digest = table.sign_off(STAFF)
    with pytest.raises(RuleError) as refused:
        table.approvals.release(table.counsel, table.incident, STAFF, seen=digest)
    assert refused.value.rule == "waits-for-announcement"
    table.release(ANNOUNCEMENT)
    # Released is not yet told: the market has to have been given it.
    with pytest.raises(RuleError):
        table.approvals.release(table.counsel, table.incident, STAFF, seen=digest)
    given = Giving("The market", "Regulatory news service", table.setting.clock())
    table.submissions.record(table.counsel, table.incident, ANNOUNCEMENT, given)
    table.approvals.release(table.counsel, table.incident, STAFF, seen=digest)
    assert table.state(STAFF) is NoticeState.RELEASED


def test_or_for_the_general_counsels_judgement_that_it_holds_no_inside_information(table) -> None:
    judge_inside(table)
    digest = table.sign_off(STAFF)
    judge = table.approvals.judge_free_of_inside_information
    with pytest.raises(RuleError) as refused:
        judge(table.protection, table.incident, STAFF, seen=digest, why="It only says hello.")
    assert refused.value.rule == "capacity-not-asked-for"
    judge(table.counsel, table.incident, STAFF, seen=digest, why="It only says hello.")
    assert table.page(STAFF).hold is None
    table.approvals.release(table.counsel, table.incident, STAFF, seen=digest)


def test_a_warning_to_people_brings_the_announcement_forward(table) -> None:
    judge_inside(table)
    warning = "uk.gdpr.34.initial.people-affected"
    held = table.page(warning).hold
    assert held is not None
    assert held.kind == "bring-forward"
    assert "bring the announcement forward" in held.message
    # It may go at the same instant: the announcement need be released, not yet given.
    table.release(ANNOUNCEMENT)
    assert table.page(warning).hold is None
    assert table.page(PRESS).hold is not None

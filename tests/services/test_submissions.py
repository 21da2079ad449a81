"""Submissions: that it was given closes the clock, keeps the receipt and what was promised."""

from datetime import datetime, timedelta

import pytest
from noticed import ANNOUNCEMENT, REPORT, STAFF, Table

from builders import a_fact
from disclosure.facts.instants import When
from disclosure.law.deadlines import ClockState
from disclosure.problems import ForbiddenError, InvalidInputError, NotFoundError, RuleError
from disclosure.services.receipts import Upload
from disclosure.services.submission_checks import Giving
from disclosure.signoff.people import Role
from disclosure.signoff.progress import NoticeState

LATE = "We first had to find out whether personal data is involved."
PDF = Upload("receipt.pdf", b"%PDF-1.7 received")


def give(table: Table, name: str = REPORT, *, once: str = "", **more: object) -> None:
    said = {
        "recipient": "Information Commissioner",
        "channel": "Online form",
        "at": table.setting.clock(),
        "reference": "IC-123456",
        "late_reason": LATE,
        **more,
    }
    table.submissions.record(table.counsel, table.incident, name, Giving(**said), once=once)
    table.setting.clock.go_on(minutes=1)


def stage(table: Table):
    with table.setting.desk.transactions.read() as tx:
        loaded = table.notices.texts.load(tx, table.drafter, table.incident)
    duty = loaded.duty("uk.gdpr.33")
    assert duty is not None
    return duty.stages[0]


def page(table: Table, name: str = REPORT):
    return table.submissions.view(table.drafter, table.incident, name)


def problems(table: Table, name: str = REPORT, **more: object) -> dict[str, str]:
    with pytest.raises(InvalidInputError) as refused:
        give(table, name, **more)
    return {problem.path: problem.wrong for problem in refused.value.problems}


def test_giving_it_closes_the_clock_and_keeps_reference_and_receipt(table) -> None:
    table.release()
    assert page(table).is_late
    give(table, receipt=PDF)
    assert (stage(table).state, stage(table).reference) == (ClockState.MET_LATE, "IC-123456")
    shown = page(table)
    assert shown.one.state is NoticeState.GIVEN
    [given] = shown.given
    assert (given.recipient, given.channel, given.version) == (
        "Information Commissioner",
        "Online form",
        1,
    )
    assert given.late_reason == LATE
    assert given.receipt is not None
    assert (given.receipt.name, given.receipt.size) == ("receipt.pdf", 17)
    # The clock is closed: nothing is late any more.
    assert (shown.due_at, shown.is_late) == (None, False)


def test_the_receipt_comes_back_as_it_was_and_only_to_the_team(setting, table) -> None:
    table.release()
    give(table, receipt=PDF)
    [given] = page(table).given
    assert given.receipt is not None
    file = table.submissions.receipt(table.protection, table.incident, given.receipt.id)
    assert (file.name, file.media_type, file.body) == ("receipt.pdf", "application/pdf", PDF.body)
    stranger = setting.person("Otto Grau")
    with pytest.raises(NotFoundError):
        table.submissions.receipt(stranger, table.incident, given.receipt.id)
    other = setting.incident(stranger, "Another")
    with pytest.raises(NotFoundError):
        table.submissions.receipt(stranger, other, given.receipt.id)


def test_what_was_said_is_known_afterwards_with_the_versions_it_rested_on(table) -> None:
    table.release()
    give(table)
    [release] = table.notices_case().releases
    assert release.audience == "authority"
    said = {sentence.text: sentence.rests_on for sentence in release.sentences}
    assert said["We are dealing with a cyber incident."] == ("incident.description@1",)
    assert not any("nothing is recorded" in text for text in said)


def test_what_was_not_released_was_not_given(table) -> None:
    table.sign_off()
    with pytest.raises(RuleError) as refused:
        give(table)
    assert refused.value.rule == "not-released"


def test_whom_how_and_when_must_be_said(table) -> None:
    table.release()
    assert problems(table, recipient=" ", channel="", at=None).keys() == {
        "recipient",
        "channel",
        "at",
    }


@pytest.mark.parametrize("field", ["recipient", "channel", "reference", "late_reason"])
def test_markup_is_refused_in_every_field(table, field) -> None:
    table.release()
    assert "HTML" in problems(table, **{field: "<script>alert(1)</script>"})[field]


def test_a_time_in_the_future_is_refused(table) -> None:
    table.release()
    later = table.setting.clock() + timedelta(minutes=1)
    assert problems(table, at=later)["at"].startswith("This is in the future")


def test_a_time_before_the_release_needs_a_reason(table) -> None:
    table.release()
    earlier = table.setting.clock() - timedelta(hours=1)
    assert problems(table, at=earlier)["early_reason"].startswith("This is before the release")
    give(table, at=earlier, early_reason="It was told by telephone first.")


def test_the_minute_of_the_release_is_not_before_it(table) -> None:
    table.setting.clock.go_on(seconds=40)
    table.release()
    released = page(table).one.progress.released
    assert released is not None
    assert released.at.second == 40
    give(table, at=released.at.replace(second=0))


def test_a_late_one_needs_its_reasons_unless_they_were_given_before(table) -> None:
    assert outside_problems(table, late_reason="")["late_reason"].startswith("It was due at")
    table.release()  # which asks for the reason first
    give(table, late_reason="")
    assert stage(table).state is ClockState.MET_LATE


# ---- Made without it ------------------------------------------------------------------------


def outside(table: Table, **more: object) -> None:
    give(table, **{"outside": True, "outside_reason": "Telephoned on Saturday.", **more})


def outside_problems(table: Table, **more: object) -> dict[str, str]:
    return problems(table, **{"outside": True, "outside_reason": "Telephoned.", **more})


def test_a_report_already_made_closes_the_clock_and_says_nothing_of_the_text(table) -> None:
    saturday = datetime.fromisoformat("2025-04-19T11:00:00+01:00")
    outside(table, at=saturday, channel="Telephone", late_reason="")
    assert stage(table).state is ClockState.MET
    shown = page(table)
    [given] = shown.given
    assert (given.version, given.channel, given.given_at) == (0, "Telephone", saturday)
    assert shown.why_outside(given) == "Telephoned on Saturday."
    assert shown.one.state is NoticeState.DRAFTING
    assert [each.outside for each in shown.one.progress.outside] == [True]
    assert table.notices_case().releases == ()


def test_a_report_already_made_needs_its_reason(table) -> None:
    assert "not released here" in outside_problems(table, outside_reason=" ")["outside_reason"]


def test_a_text_that_no_duty_asks_for_is_no_report_made_outside(table) -> None:
    with pytest.raises(RuleError) as refused:
        give(table, STAFF, outside=True, outside_reason="Read out.", late_reason="")
    assert refused.value.rule == "no-report"


def test_the_law_asks_no_reason_of_what_is_in_time(table) -> None:
    # Aware on 19 April at 09:10: due on 22 April at 09:10 London time.
    due = datetime.fromisoformat("2025-04-22T09:10:00+01:00")
    table.release()
    before = {"at": due, "early_reason": "Given by telephone."}
    give(table, late_reason="", **before)
    assert stage(table).state is ClockState.MET


def test_a_receipt_that_is_not_what_it_says_stores_nothing(table) -> None:
    table.release()
    wrong = Upload("receipt.pdf", b"<html>")
    assert "named as a PDF" in problems(table, receipt=wrong)["receipt"]
    assert page(table).given == ()
    assert page(table).one.state is NoticeState.RELEASED


def test_the_same_form_sent_twice_is_given_once(table) -> None:
    table.release()
    give(table, once="token")
    give(table, once="token")
    assert len(page(table).given) == 1


def test_it_can_be_given_to_several(table) -> None:
    table.release(ANNOUNCEMENT)
    give(table, ANNOUNCEMENT, recipient="Regulatory news service")
    give(table, ANNOUNCEMENT, recipient="The stock exchange")
    assert [given.recipient for given in page(table, ANNOUNCEMENT).given] == [
        "Regulatory news service",
        "The stock exchange",
    ]


def test_somebody_who_only_approves_does_not_record_it(table) -> None:
    table.release()
    assert Role.RELEASER not in table.protection.roles
    with pytest.raises(ForbiddenError):
        table.submissions.record(
            table.protection, table.incident, REPORT, Giving("ICO", "form", table.setting.clock())
        )


def test_what_is_offered_is_the_authority_and_its_channel(table) -> None:
    shown = page(table)
    assert shown.recipient == "Information Commissioner (ICO)"
    assert shown.channel != ""
    assert shown.late_needs != ""


# ---- Promises -----------------------------------------------------------------------------------


def test_a_promise_made_in_a_text_given_out_goes_on_the_list_of_promises(table) -> None:
    due = When.exactly(datetime.fromisoformat("2025-04-23T17:00:00+01:00"))
    held = table.notices_case().known_at(table.setting.clock()).current.get("next_update.at")
    number = held.number + 1 if held else 1
    table.record(a_fact("next_update.at", due, number=number))
    table.release(ANNOUNCEMENT)
    give(table, ANNOUNCEMENT)
    give(table, ANNOUNCEMENT, recipient="The stock exchange")
    known = table.notices_case().known_at(table.setting.clock())
    made = [entry for entry in known.entries("promise") if "17-1" in entry.key]
    assert [entry.fields["due_at"] for entry in made] == [due]
    assert "17:00 on Wednesday 23 April" in str(made[0].fields["text"])
    assert made[0].fields["made_in"] == page(table, ANNOUNCEMENT).one.notice.title


def test_a_text_without_a_time_promises_nothing(table) -> None:
    table.release()
    before = table.notices_case().known_at(table.setting.clock()).entries("promise")
    give(table)
    assert table.notices_case().known_at(table.setting.clock()).entries("promise") == before

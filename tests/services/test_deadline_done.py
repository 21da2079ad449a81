"""A stage without a notice is closed by recording that it was done, once, by whoever may."""

from datetime import timedelta

import pytest
from running import REPORT, an_incident_that_runs, on_personal_data, rows
from sqlalchemy import func, select

from disclosure.problems import ForbiddenError, InvalidInputError, NotFoundError, RuleError
from disclosure.services.deadline_done import Done
from disclosure.services.receipts import Upload
from disclosure.services.trail_pages import Asked
from disclosure.signoff.people import Role
from disclosure.store.models import SubmissionRow

REGISTER = "uk.gdpr.33-5/record"
PDF = Upload("entry.pdf", b"%PDF-1.7 entered")


@pytest.fixture
def dana(setting):
    on_personal_data(setting)
    return setting.person("Dana Drafter", Role.RECORDER, Role.DRAFTER)


@pytest.fixture
def running(setting, dana):
    return an_incident_that_runs(setting, dana)


def do(setting, person, incident_id, deadline=REGISTER, *, once="", **more):
    said = {"at": setting.clock(), "by": "Dora Lind", "kept": "Register, entry 12", **more}
    setting.desk.stages_done.record(person, incident_id, deadline, Done(**said), once=once)


def refused(setting, person, incident_id, **more):
    with pytest.raises(InvalidInputError) as error:
        do(setting, person, incident_id, **more)
    return {problem.path for problem in error.value.problems}


def test_it_closes_the_stage_and_is_in_the_trail(setting, dana, running):
    assert rows(setting, running)[REGISTER].state in ("running", "earliest-possible", "waiting")
    do(setting, dana, running, receipt=PDF)
    clock = rows(setting, running)[REGISTER]
    assert (clock.state, clock.reference) == ("met", "Register, entry 12")
    (given,) = setting.desk.stages_done.of(dana, running, REGISTER)
    assert (given.notice_id, given.channel) == (None, "Done by Dora Lind")
    assert given.receipt is not None
    assert given.receipt.name == "entry.pdf"
    words = [line.words for line in setting.desk.trails.page(dana, running, Asked()).lines]
    (told,) = [each for each in words if "was done" in each]
    assert told.startswith(
        "Dana Drafter recorded that “Record the breach in the internal register: entry in the "
        "register, kept current” was done by Dora Lind, "
    )
    assert told.endswith(", kept as Register, entry 12.")


def test_the_same_form_sent_twice_records_it_once(setting, dana, running):
    for _ in range(2):
        do(setting, dana, running, once="the-same-form")
    with setting.desk.transactions.read() as tx:
        assert tx.session.scalar(select(func.count()).select_from(SubmissionRow)) == 1


def test_another_form_hears_that_it_was_done(setting, dana, running):
    do(setting, dana, running)
    with pytest.raises(RuleError) as error:
        do(setting, dana, running, once="another-form")
    assert error.value.rule == "already-done"
    assert "Dana Drafter has already recorded" in str(error.value)


def test_a_stage_with_a_notice_is_closed_by_that(setting, dana, running):
    with pytest.raises(RuleError) as error:
        do(setting, dana, running, REPORT)
    assert error.value.rule == "has-a-notice"


def test_who_when_and_where_must_be_said(setting, dana, running):
    assert refused(setting, dana, running, at=None, by=" ", kept="") == {"at", "by", "kept"}
    later = setting.clock() + timedelta(minutes=2)
    assert refused(setting, dana, running, at=later) == {"at"}
    assert refused(setting, dana, running, by="<b>x</b>") == {"by"}
    assert refused(setting, dana, running, receipt=Upload("x.pdf", b"MZ")) == {"receipt"}


def test_only_whoever_records_submissions_records_it(setting, dana, running):
    approver = setting.person("Ann Approver", Role.APPROVER)
    setting.desk.incidents.add(dana, running, approver.id)
    with pytest.raises(ForbiddenError):
        do(setting, approver, running)
    with pytest.raises(NotFoundError):
        do(setting, setting.person("Stranger"), running)
    with pytest.raises(NotFoundError):
        do(setting, dana, running, "uk.gdpr.33-5/none")

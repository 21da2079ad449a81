"""Reminders through a real mail server: one of each kind, none lost, none needless."""

import threading
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from mail_server import mail_server
from running import AWARE, DUE, REPORT, judge_aware, outbox, record, submit

from builders import ROOT, an_entry
from disclosure.channels.mail import MailError, SMTPMailer
from disclosure.facts.instants import When
from disclosure.outputs.mails import MailWriter
from disclosure.services.reminders import Reminders, _needless, wait_after
from disclosure.signoff.people import Person, Role
from disclosure.store.models import PersonRow
from disclosure.store.outbox import Addressed, Leased
from disclosure.trail.actions import INSTALLATION, Action

ADDRESS = "https://disclosure.example.org"
BEFORE = DUE - timedelta(hours=12)


@pytest.fixture
def server():
    with mail_server() as running_server:
        yield running_server


def reminders(setting, mailer, worker="one") -> Reminders:
    writer = MailWriter(ROOT / "templates")
    return Reminders(setting.desk.transactions, mailer, writer, ADDRESS, worker)


@pytest.fixture
def worker(setting, server):
    return reminders(setting, SMTPMailer(server.settings()))


def work(worker) -> int:
    """Work until nothing is left; give how many reminders were settled."""
    return next(n for n in range(20) if not worker.work_once())


def subjects(server):
    return [mail["Subject"] for mail in server.inbox.mails]


def states(setting):
    return [state for (deadline, _, _), state in outbox(setting) if deadline == REPORT]


# ---- The two mails -------------------------------------------------------------------------


def test_nothing_goes_out_early(setting, server, worker, running):
    setting.clock.now = BEFORE - timedelta(seconds=1)
    assert not worker.work_once()
    assert server.inbox.mails == []


def test_one_goes_out_before_and_one_at_the_due_time(setting, server, worker, running):
    setting.clock.now = BEFORE
    assert work(worker) == 1
    assert subjects(server) == ["Disclosure: a deadline is near"]
    setting.clock.now = DUE
    assert work(worker) == 1
    assert subjects(server)[1:] == ["Disclosure: a deadline is due now"]
    setting.clock.go_on(days=30)
    assert work(worker) == 0
    assert states(setting) == ["sent", "sent"]


def test_a_mail_says_when_and_where_and_nothing_else(setting, server, worker, running):
    setting.clock.now = BEFORE
    work(worker)
    (mail,) = server.inbox.mails
    text = mail.get_content()
    assert "is due in 12 h, Thu 26 November 07:30 London (07:30 UTC)." in text
    assert f"{ADDRESS}/incidents/{running}/deadlines" in text
    everything = (mail.as_string() + text).lower()
    for word in ("gdpr", "breach", "cyber", "harcourt", "information commission", "personal data"):
        assert word not in everything
    assert mail["To"] == "drafter@example.org"


def test_what_was_sent_is_recorded(setting, server, worker, drafter, running):
    setting.clock.now = BEFORE
    work(worker)
    (entry,) = setting.entries(Action.REMINDER_SENT, chain=running)
    assert (entry.subject, entry.actor) == (REPORT, "")
    assert entry.detail == {"step": "before", "to": [str(drafter.id)], "attempt": 1}


def test_a_deadline_already_near_when_it_begins_is_reminded_of_at_once(
    setting, server, worker, drafter
):
    incident = setting.incident(drafter)
    due = setting.clock() + timedelta(hours=2)
    fields = {"text": "call back", "due_at": When.exactly(due)}
    record(
        setting, drafter, incident, an_entry("promise", "call", fields, recorded_at=setting.clock())
    )
    assert work(worker) == 1
    assert subjects(server) == ["Disclosure: a deadline is near"]


# ---- Needless ones -------------------------------------------------------------------------


def test_a_clock_that_was_met_reminds_nobody(setting, server, worker, drafter, running):
    setting.clock.now = BEFORE - timedelta(hours=1)
    submit(setting, drafter, running)
    setting.clock.now = DUE
    assert work(worker) == 0
    assert server.inbox.mails == []


def test_the_reminder_before_is_dropped_once_the_due_time_has_come(
    setting, server, worker, running
):
    setting.clock.now = DUE
    assert work(worker) == 2
    assert subjects(server) == ["Disclosure: a deadline is due now"]
    (entry,) = setting.entries(Action.REMINDER_DROPPED, chain=running)
    assert entry.detail["step"] == "before"


def test_what_was_dropped_is_not_planned_again(setting, server, worker, drafter, running):
    setting.clock.now = DUE
    work(worker)
    with setting.desk.transactions.begin(drafter) as tx:
        setting.desk.deadlines.refresh(tx, running)
    assert states(setting) == ["dropped", "sent"]


def test_a_deadline_that_moves_moves_its_reminders(setting, server, worker, drafter, running):
    judge_aware(setting, drafter, running, AWARE - timedelta(hours=1), number=2)
    setting.clock.now = BEFORE - timedelta(hours=1)
    assert work(worker) == 1
    judge_aware(setting, drafter, running, AWARE - timedelta(minutes=30), number=3)
    setting.clock.now = DUE
    assert work(worker) == 1
    assert subjects(server) == [
        "Disclosure: a deadline is near",
        "Disclosure: a deadline is due now",
    ]


def test_a_clock_met_while_it_was_being_sent_is_not_written_over(setting, server, drafter, running):
    class SubmitsFirst:
        def send(self, mail):
            submit(setting, drafter, running)

    setting.clock.now = BEFORE
    assert reminders(setting, SubmitsFirst()).work_once()
    # the mail was out, so it is noted as sent; the other is dropped
    assert states(setting) == ["sent", "dropped"]


def test_a_deadline_that_moves_while_it_is_being_sent_keeps_its_new_reminder(
    setting, drafter, running
):
    class MovesFirst:
        def send(self, mail):
            judge_aware(setting, drafter, running, AWARE + timedelta(hours=1), number=2)

    setting.clock.now = BEFORE
    assert reminders(setting, MovesFirst()).work_once()
    assert states(setting) == ["pending", "pending"]
    assert setting.entries(Action.REMINDER_SENT, chain=running) == []


def a_lease(**given) -> Leased:
    made = Leased(uuid4(), "key", uuid4(), REPORT, "before", DUE, "one", 1)
    return replace(made, **given)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, ""),
        ({"is_open": False}, "no longer open"),
        ({"due_at": DUE + timedelta(hours=1)}, "has moved"),
        ({"recipients": ()}, "Nobody on the team"),
    ],
)
def test_a_reminder_is_looked_at_again_before_it_goes(change, why):
    person = Person(uuid4(), "Drafter", "drafter@example.org", frozenset(), frozenset())
    now = Addressed(is_open=True, due_at=DUE, recipients=(person,))
    found = _needless(a_lease(), replace(now, **change), BEFORE)
    assert why in found
    assert bool(found) == bool(why)


# ---- To whom -------------------------------------------------------------------------------


def recipients(server):
    return sorted(to for each in server.inbox.recipients for to in each)


def test_the_owner_alone_is_reminded(setting, server, worker, drafter, running):
    other = setting.person("Other", Role.DRAFTER)
    setting.desk.incidents.add(drafter, running, other.id)
    setting.desk.deadlines.assign_owner(drafter, running, REPORT, other.id)
    setting.clock.now = BEFORE
    work(worker)
    assert recipients(server) == ["other@example.org"]


def test_without_an_owner_the_drafters_of_the_team_are(setting, server, worker, drafter, running):
    second = setting.person("Second", Role.DRAFTER)
    approver = setting.person("Approver", Role.APPROVER)
    setting.person("Stranger", Role.DRAFTER)
    for each in (second, approver):
        setting.desk.incidents.add(drafter, running, each.id)
    setting.clock.now = BEFORE
    assert work(worker) == 1
    assert recipients(server) == ["drafter@example.org", "second@example.org"]


def test_an_owner_who_left_or_was_disabled_is_not(setting, server, worker, drafter, running):
    other = setting.person("Other", Role.DRAFTER)
    setting.desk.incidents.add(drafter, running, other.id)
    setting.desk.deadlines.assign_owner(drafter, running, REPORT, other.id)
    with setting.desk.transactions.begin(None) as tx:
        tx.session.get(PersonRow, other.id).disabled_at = tx.at
        tx.record(Action.PERSON_DISABLED, chain=INSTALLATION, subject=other.id)
    setting.clock.now = BEFORE
    work(worker)
    assert recipients(server) == ["drafter@example.org"]


def test_a_team_without_drafters_is_reminded_as_a_whole(setting, server, worker, drafter, running):
    approver = setting.person("Approver", Role.APPROVER)
    setting.desk.incidents.add(drafter, running, approver.id)
    setting.desk.incidents.remove(drafter, running, drafter.id)
    setting.clock.now = BEFORE
    work(worker)
    assert recipients(server) == ["approver@example.org"]


# ---- When the server is down ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("attempt", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (8, 60), (900, 60)]
)
def test_waits_grow_to_an_hour(attempt, minutes):
    assert wait_after(attempt) == timedelta(minutes=minutes)


def test_what_cannot_be_sent_is_tried_again_and_not_lost(setting, server, worker, running):
    server.inbox.refuse_with = "451 not now"
    setting.clock.now = BEFORE
    assert work(worker) == 1
    standing = worker.waiting()
    assert (standing.failing, standing.count >= 1) == (1, True)
    assert "451" in standing.last_error
    setting.clock.go_on(seconds=59)
    assert work(worker) == 0
    setting.clock.go_on(seconds=1)
    assert work(worker) == 1
    setting.clock.go_on(seconds=119)
    assert work(worker) == 0
    server.inbox.refuse_with = ""
    setting.clock.go_on(seconds=1)
    assert work(worker) == 1
    assert subjects(server) == ["Disclosure: a deadline is near"]
    assert (worker.waiting().failing, worker.waiting().last_error) == (0, "")
    # once in the trail, however often it was tried
    failed = setting.entries(Action.REMINDER_FAILED, Action.REMINDER_SENT, chain=running)
    assert [(e.action, e.detail.get("attempt")) for e in failed] == [
        (Action.REMINDER_FAILED, None),
        (Action.REMINDER_SENT, 3),
    ]


def test_a_second_attempt_leaves_out_who_was_reached(setting, server, drafter, running):
    second = setting.person("Second", Role.DRAFTER)
    setting.desk.incidents.add(drafter, running, second.id)

    class FailsOnce(SMTPMailer):
        failed = False

        def send(self, mail):
            if mail.to == "second@example.org" and not self.failed:
                self.failed = True
                raise MailError("busy")
            super().send(mail)

    worker = reminders(setting, FailsOnce(server.settings()))
    setting.clock.now = BEFORE
    work(worker)
    setting.clock.go_on(minutes=1)
    work(worker)
    assert recipients(server) == ["drafter@example.org", "second@example.org"]


def test_an_address_that_cannot_be_one_does_not_hold_up_the_others(
    setting, server, worker, drafter, running
):
    odd = setting.person("Odd One", Role.DRAFTER)
    setting.desk.incidents.add(drafter, running, odd.id)
    with setting.desk.transactions.begin(None) as tx:
        tx.session.get(PersonRow, odd.id).email = "a\nBcc: press@example.org"
        tx.record(Action.PERSON_JOINED, chain=INSTALLATION, subject=odd.id)
    setting.clock.now = BEFORE
    work(worker)
    assert recipients(server) == ["drafter@example.org"]
    assert "Odd One" in worker.waiting().last_error


def test_without_a_mail_server_reminders_wait(setting, running):
    idle = reminders(setting, None)
    setting.clock.now = DUE
    assert not idle.work_once()
    assert idle.waiting().count == 2
    assert idle.waiting().next_at == BEFORE


# ---- Two workers, and one that dies --------------------------------------------------------


def test_two_workers_send_one_mail(setting, server, running):
    setting.clock.now = BEFORE
    settled, start = [], threading.Barrier(4)

    def run(name):
        worker = reminders(setting, SMTPMailer(server.settings()), name)
        start.wait(10)
        settled.append(work(worker))

    threads = [threading.Thread(target=run, args=(f"worker-{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sum(settled) == 1
    assert len(server.inbox.mails) == 1


class Dies(BaseException):
    """What a killed process looks like from inside."""


def test_a_worker_that_dies_frees_its_reminder_after_a_while(setting, server, running):
    class DiesAfterwards(SMTPMailer):
        def send(self, mail):
            super().send(mail)
            raise Dies

    setting.clock.now = BEFORE
    with pytest.raises(Dies):
        reminders(setting, DiesAfterwards(server.settings())).work_once()
    second = reminders(setting, SMTPMailer(server.settings()), "two")
    assert work(second) == 0
    setting.clock.go_on(minutes=10)
    assert work(second) == 1
    # both copies are known as one
    ids = {mail["Message-ID"] for mail in server.inbox.mails}
    assert (len(server.inbox.mails), len(ids)) == (2, 1)


def test_a_worker_that_comes_late_is_fenced_off(setting, server, running):
    setting.clock.now = BEFORE
    second = reminders(setting, SMTPMailer(server.settings()), "two")

    class Freezes(SMTPMailer):
        def send(self, mail):
            setting.clock.go_on(minutes=10)
            assert second.work_once()

    assert reminders(setting, Freezes(server.settings())).work_once()
    sent = setting.entries(Action.REMINDER_SENT, chain=running)
    assert [entry.detail["attempt"] for entry in sent] == [2]


def test_two_mails_of_one_reminder_to_two_people_are_told_apart(
    setting, server, worker, drafter, running
):
    second = setting.person("Second", Role.DRAFTER)
    setting.desk.incidents.add(drafter, running, second.id)
    setting.clock.now = BEFORE
    work(worker)
    assert len({mail["Message-ID"] for mail in server.inbox.mails}) == 2


def test_each_process_has_its_own_name(setting):
    one = Reminders(setting.desk.transactions, None, MailWriter(ROOT / "templates"))
    assert one.worker != replace(one, worker="x").worker
    two = Reminders(setting.desk.transactions, None, MailWriter(ROOT / "templates"))
    assert one.worker != two.worker

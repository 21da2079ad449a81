"""Deadlines as people see them: in few statements, in order, with owners, late and in time."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import icalendar
import pytest
from running import (
    AWARE,
    DUE,
    REPORT,
    an_incident_that_runs,
    judge_aware,
    keys,
    line,
    outbox,
    record,
    rows,
    submit,
    wall,
)
from sqlalchemy import event, insert

from builders import a_fact, moment
from disclosure.facts.instants import When
from disclosure.law.deadlines import ClockState
from disclosure.problems import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    RuleError,
)
from disclosure.signoff.people import Role
from disclosure.store.deadlines import Whose
from disclosure.store.models import IncidentRow, StageClockRow, TeamRow
from disclosure.store.trail import latest_entries
from disclosure.trail.actions import Action

# ---- The wall ------------------------------------------------------------------------------


def test_what_is_late_comes_first_then_what_is_due_soonest(setting, drafter, running):
    setting.clock.go_on(minutes=5)
    an_incident_that_runs(setting, drafter, "Second", AWARE - timedelta(days=4))
    listed = wall(setting, drafter)
    with_due = [row for row in listed.rows if row.clock.due_at]
    assert [(r.incident_title, r.clock.deadline) for r in with_due[:2]] == [
        ("Second", REPORT),
        ("Cyber incident", REPORT),
    ]
    assert listed.total == len(listed.rows)
    assert with_due[0].organisation_name == "Harcourt & Vale plc"


def test_only_those_on_the_team_see_it(setting, drafter, running):
    outsider = setting.person("Outsider")
    assert wall(setting, outsider).rows == ()
    for asked in (
        lambda: setting.desk.deadlines.of_incident(outsider, running),
        lambda: setting.desk.deadlines.calendar(outsider, running),
        lambda: setting.desk.deadlines.assign_owner(outsider, running, REPORT, outsider.id),
        lambda: setting.desk.deadlines.give_late_reason(outsider, running, REPORT, "x"),
        lambda: setting.desk.deadlines.of_incident(drafter, uuid4()),
    ):
        with pytest.raises(NotFoundError, match="no such incident"):
            asked()


def test_a_closed_incident_is_not_on_it(setting, drafter, running):
    with setting.desk.transactions.begin(drafter) as tx:
        tx.session.get(IncidentRow, running).closed_at = tx.at
        tx.record(Action.INCIDENT_CLOSED, chain=running, subject=running)
        setting.desk.deadlines.refresh(tx, running)
    assert wall(setting, drafter).rows == ()
    assert {state for _, state in outbox(setting)} <= {"dropped"}


def test_ones_own_and_nobodys(setting, drafter, running):
    setting.desk.deadlines.assign_owner(drafter, running, REPORT, drafter.id)
    assert keys(wall(setting, drafter, whose=Whose.MINE)) == [REPORT]
    assert REPORT not in keys(wall(setting, drafter, whose=Whose.NOBODYS))
    everything = {*keys(wall(setting, drafter, whose=Whose.NOBODYS)), REPORT}
    assert everything == set(keys(wall(setting, drafter)))


@contextmanager
def counted(engine):
    seen = []
    listen = (engine, "before_cursor_execute", lambda *call: seen.append(call[2]))
    event.listen(*listen)
    try:
        yield seen
    finally:
        event.remove(*listen)


def many_incidents(setting, person, count):
    """Add incidents with a clock each, as bare rows."""
    ids = [uuid4() for _ in range(count)]
    with setting.desk.transactions.begin(person) as tx:
        add = tx.session.execute
        base = {"organisation_id": setting.organisation_id, "title": "One of many"}
        base |= {"opened_at": tx.at, "opened_by": person.id, "zone": "Europe/London"}
        add(insert(IncidentRow), [{"id": each, **base} for each in ids])
        team = {"person_id": person.id, "since": tx.at}
        add(insert(TeamRow), [{"incident_id": each, **team} for each in ids])
        clock = {"deadline": REPORT, "kind": "stage", "title": "Report", "state": "running"}
        clock |= {"outcome": "applies", "reference": "", "due_at": DUE}
        add(insert(StageClockRow), [{"incident_id": each, **clock} for each in ids])
        tx.record(Action.INCIDENT_OPENED, chain=ids[0], subject="many")


def test_the_wall_takes_as_many_statements_for_ten_as_for_a_thousand(setting, drafter):
    counts = []
    for more in (10, 990):
        many_incidents(setting, drafter, more)
        with counted(setting.desk.engine) as seen:
            listed = wall(setting, drafter)
        counts.append(len([said for said in seen if said.lstrip().upper().startswith("SELECT")]))
    assert counts == [3, 3]
    assert (listed.total, len(listed.rows), listed.pages) == (1000, 100, 10)


def test_pages_follow_each_other_without_a_gap(setting, drafter):
    many_incidents(setting, drafter, 150)
    first, second = wall(setting, drafter), wall(setting, drafter, page=2)
    ids = [row.incident_id for row in (*first.rows, *second.rows)]
    assert len(set(ids)) == 150
    assert wall(setting, drafter, page=3).rows == ()


# ---- One incident --------------------------------------------------------------------------


def test_running_turns_overdue_with_time_alone(setting, drafter, running):
    assert line(setting, drafter, running).state is ClockState.RUNNING
    setting.clock.now = DUE
    assert line(setting, drafter, running).state is ClockState.RUNNING
    setting.clock.go_on(seconds=1)
    assert line(setting, drafter, running).state is ClockState.OVERDUE
    assert rows(setting, running)[REPORT].state == "running"


def test_lines_come_in_the_order_in_which_they_need_somebody(setting, drafter, running):
    submit(setting, drafter, running)
    shown = setting.desk.deadlines.of_incident(drafter, running)
    order = [
        0 if each.is_listed else 1 if each.is_open else 2 if each.state == "waiting" else 3
        for each in shown.lines
    ]
    assert order == sorted(order)
    assert shown.lines[-1].clock.deadline == REPORT
    assert {row.clock.deadline for row in shown.rows} == set(keys(wall(setting, drafter)))


def test_the_page_has_the_picture_and_what_it_can_begin_with(setting, drafter, running):
    detected = a_fact("incident.detected_at", When.exactly(AWARE), recorded_at=setting.clock())
    record(setting, drafter, running, detected)
    shown = setting.desk.deadlines.of_incident(drafter, running)
    assert shown.timeline.starts_at == moment("Mon 2026-11-23 07:00 UTC")
    assert list(shown.starts) == ["incident.detected_at", "opened"]
    later = setting.desk.deadlines.of_incident(drafter, running, starts_at=shown.starts["opened"])
    assert later.timeline.starts_at == moment("Mon 2026-11-23 09:00 UTC")


def test_an_unknown_deadline_is_not_found(setting, drafter, running):
    desk = setting.desk
    for asked in (
        lambda: line(setting, drafter, running, "uk.gdpr.33/none"),
        lambda: desk.deadlines.calendar(drafter, running, "none"),
        lambda: desk.deadlines.assign_owner(drafter, running, "none", drafter.id),
        lambda: desk.deadlines.give_late_reason(drafter, running, "none", "x"),
    ):
        with pytest.raises(NotFoundError, match="no such deadline"):
            asked()


# ---- Owners --------------------------------------------------------------------------------


def test_an_owner_is_kept_apart_and_recorded(setting, drafter, running):
    desk = setting.desk
    desk.deadlines.assign_owner(drafter, running, REPORT, drafter.id)
    assert line(setting, drafter, running).listed.owner_name == "Drafter"
    judge_aware(setting, drafter, running, AWARE - timedelta(hours=1), number=2)
    assert line(setting, drafter, running).listed.owner_id == drafter.id
    desk.deadlines.assign_owner(drafter, running, REPORT, drafter.id)
    desk.deadlines.assign_owner(drafter, running, REPORT, None)
    assert line(setting, drafter, running).listed.owner_id is None
    with desk.transactions.read() as tx:
        found = [e for e in latest_entries(tx, running, 9) if e.action == "owner-assigned"]
    assert [(e.subject, e.detail["name"]) for e in found] == [
        (REPORT, "nobody"),
        (REPORT, "Drafter"),
    ]


def test_an_owner_sees_the_incident(setting, drafter, running):
    outsider = setting.person("Outsider")
    with pytest.raises(RuleError, match="Add them to the team first") as refusal:
        setting.desk.deadlines.assign_owner(drafter, running, REPORT, outsider.id)
    assert refusal.value.rule == "owner-on-team"


def test_who_only_approves_may_own_but_gives_no_reason(setting, drafter, running):
    approver = setting.person("Approver", Role.APPROVER)
    setting.desk.incidents.add(drafter, running, approver.id)
    setting.desk.deadlines.take(approver, running, REPORT)
    assert line(setting, drafter, running).listed.owner_name == "Approver"
    with pytest.raises(ForbiddenError):
        setting.desk.deadlines.give_late_reason(approver, running, REPORT, "x")


def test_who_has_no_part_in_the_work_owns_nothing(setting, drafter, running):
    owner = setting.person("Owner", Role.OWNER)
    setting.desk.incidents.add(drafter, running, owner.id)
    for refused in (
        lambda: setting.desk.deadlines.take(owner, running, REPORT),
        lambda: setting.desk.deadlines.assign_owner(owner, running, REPORT, drafter.id),
    ):
        with pytest.raises(ForbiddenError, match="approvers and releasers"):
            refused()


def test_the_second_of_two_who_take_it_hears_of_the_first(setting, drafter, running):
    other = setting.person("Other", Role.RELEASER)
    setting.desk.incidents.add(drafter, running, other.id)
    setting.desk.deadlines.take(drafter, running, REPORT)
    with pytest.raises(ConflictError, match="Drafter has taken this deadline meanwhile"):
        setting.desk.deadlines.take(other, running, REPORT)
    setting.desk.deadlines.take(drafter, running, REPORT)
    setting.desk.deadlines.take(other, running, REPORT, seen=str(drafter.id))
    assert line(setting, drafter, running).listed.owner_id == other.id


# ---- Late ----------------------------------------------------------------------------------


def test_a_reason_is_recorded_and_what_follows_is_told(setting, drafter, running):
    told = []
    deadlines = replace(
        setting.desk.deadlines, on_change=(lambda _, incident_id: told.append(incident_id),)
    )
    setting.clock.now = DUE + timedelta(hours=1)
    deadlines.give_late_reason(drafter, running, REPORT, " The logs were\nout of reach. ")
    assert line(setting, drafter, running).late_reason == "The logs were out of reach."
    assert told == [running]
    with setting.desk.transactions.read() as tx:
        (entry,) = latest_entries(tx, running, 1)
    assert (entry.action, entry.subject) == (Action.LATE_REASON_GIVEN, REPORT)
    assert entry.reason == "The logs were out of reach."


def test_in_time_there_is_no_delay_to_explain(setting, drafter, running):
    with pytest.raises(RuleError, match="has not passed"):
        setting.desk.deadlines.give_late_reason(drafter, running, REPORT, "x")


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 2001])
def test_a_reason_says_something_and_not_too_much(setting, drafter, running, reason):
    setting.clock.now = DUE + timedelta(hours=1)
    with pytest.raises(InvalidInputError) as refusal:
        setting.desk.deadlines.give_late_reason(drafter, running, REPORT, reason)
    assert refusal.value.problems[0].path == "reason"


# ---- Calendars -----------------------------------------------------------------------------


def test_one_deadline_for_a_calendar(setting, drafter, running):
    text = setting.desk.deadlines.calendar(drafter, running, REPORT)
    (event_,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert event_["dtstart"].dt == DUE
    assert str(event_["url"]).endswith(f"/incidents/{running}/deadlines")


def test_all_open_deadlines_for_a_calendar(setting, drafter, running):
    text = setting.desk.deadlines.calendar(drafter, running)
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert len(found) == len(setting.desk.deadlines.of_incident(drafter, running).rows)


def test_a_deadline_that_waits_has_no_calendar_entry(setting, drafter, waiting):
    with pytest.raises(NotFoundError):
        setting.desk.deadlines.calendar(drafter, waiting, REPORT)

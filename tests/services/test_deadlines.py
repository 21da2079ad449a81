"""The list of deadlines: follows the truth, is shown in few statements, keeps owners apart."""

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
    involved,
    judge,
    judge_aware,
    record,
    submit,
    unrecorded,
)
from sqlalchemy import event, insert

from builders import a_fact, an_entry, moment
from disclosure.facts.case import Organisation
from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.law.deadlines import ClockState
from disclosure.problems import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    RuleError,
)
from disclosure.services.deadline_rows import review_at
from disclosure.signoff.people import Role
from disclosure.store.deadlines import Clock, Whose, clocks_of
from disclosure.store.models import (
    IncidentRow,
    OutboxRow,
    StageClockRow,
    TeamRow,
)
from disclosure.store.trail import latest_entries
from disclosure.store.transactions import UnauditedWriteError
from disclosure.trail.actions import Action


@pytest.fixture
def drafter(setting):
    profile = {"gdpr.controller": "yes", "gdpr.processor": "yes"}
    setting.organisation_id = setting.organisation(Organisation("Harcourt & Vale plc", profile))
    return setting.person("Drafter", Role.RECORDER, Role.DRAFTER)


@pytest.fixture
def incident(setting, drafter):
    return setting.incident(drafter)


@pytest.fixture
def running(setting, drafter):
    return an_incident_that_runs(setting, drafter)


def rows(setting, incident_id) -> dict[str, Clock]:
    with setting.desk.transactions.read() as tx:
        return {clock.deadline: clock for clock in clocks_of(tx, incident_id)}


def line(setting, person, incident_id, deadline=REPORT):
    return setting.desk.deadlines.of_incident(person, incident_id).line(deadline)


def wall(setting, person, **wanted):
    return setting.desk.deadlines.wall(person, **wanted)


def keys(wall):
    return [row.clock.deadline for row in wall.rows]


# ---- Rows follow the truth ---------------------------------------------------------------


def test_a_new_incident_has_its_stages_waiting(setting, incident):
    clock = rows(setting, incident)[REPORT]
    assert (clock.state, clock.due_at, clock.outcome) == ("waiting", None, "undetermined")
    assert clock.title.startswith("Report a personal data breach to the Information Commission: ")


def test_awareness_starts_the_clock(setting, running):
    clock = rows(setting, running)[REPORT]
    assert (clock.state, clock.starts_at, clock.due_at) == ("running", AWARE, DUE)
    # 07:30 to 08:00 is left out, and 72 hours run from there
    assert clock.outer_limit_at == moment("Thu 2026-11-26 08:00 UTC")


def test_a_second_judgement_moves_it(setting, drafter, running):
    judge_aware(setting, drafter, running, AWARE - timedelta(hours=5), number=2)
    assert rows(setting, running)[REPORT].due_at == DUE - timedelta(hours=5)


def test_a_submission_closes_it_with_its_reference(setting, drafter, running):
    submit(setting, drafter, running)
    clock = rows(setting, running)[REPORT]
    assert (clock.state, clock.reference) == ("met", "IC-42")
    assert REPORT not in keys(wall(setting, drafter))


def test_a_duty_that_no_longer_applies_leaves_the_list(setting, drafter, running):
    # UK GDPR Art 33(1): unless the breach is unlikely to result in a risk
    judge(setting, drafter, running, "risk_to_individuals", "unlikely")
    assert REPORT not in rows(setting, running)


def test_what_fails_leaves_the_rows_as_they_were(setting, drafter, running):
    before = rows(setting, running)
    with pytest.raises(UnauditedWriteError):
        unrecorded(setting, drafter, running, a_fact(value="no", number=2))
    assert rows(setting, running) == before


def test_made_anew_nothing_changes(setting, drafter, running):
    setting.desk.deadlines.assign_owner(drafter, running, REPORT, drafter.id)
    before, listed = rows(setting, running), wall(setting, drafter).rows
    setting.clock.go_on(days=5)  # the report is overdue by now; the row does not say so
    assert setting.desk.deadlines.rebuild() == 1
    assert rows(setting, running) == before
    assert wall(setting, drafter).rows == listed
    with setting.desk.transactions.read() as tx:
        (entry,) = latest_entries(tx, "installation", 1)
    assert (entry.action, entry.detail) == (
        Action.PROJECTIONS_REBUILT,
        {"incidents": 1, "different": 0},
    )


def test_made_anew_a_lost_row_comes_back(setting, drafter, running):
    before = rows(setting, running)
    with setting.desk.transactions.begin(None) as tx:
        tx.session.delete(tx.session.get(StageClockRow, (running, REPORT)))
    setting.desk.deadlines.rebuild()
    assert rows(setting, running) == before


# ---- Without a limit -----------------------------------------------------------------------


def test_a_clock_without_a_limit_is_looked_at_again_each_period():
    start = moment("Mon 2026-11-23 07:00 UTC")
    clock = Clock(
        "a/b", "stage", "t", "running", starts_at=start, next_review_at=start + timedelta(hours=4)
    )
    assert review_at(clock, start) == start + timedelta(hours=4)
    assert review_at(clock, start + timedelta(hours=4)) == start + timedelta(hours=8)
    assert review_at(clock, start + timedelta(hours=9)) == start + timedelta(hours=12)
    assert review_at(clock, start - timedelta(hours=9)) == start + timedelta(hours=4)
    assert review_at(replace(clock, next_review_at=None), start) is None


def test_what_has_no_limit_comes_last(setting, drafter, running):
    listed = wall(setting, drafter)
    without = [row.clock for row in listed.rows if row.clock.due_at is None]
    assert without
    assert all(row.clock.due_at is None for row in listed.rows[-len(without) :])
    assert all(clock.outcome in ("applies", "presumed") for clock in without)


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


# ---- To judge ------------------------------------------------------------------------------

RISK = "judgement:risk_to_individuals"


def test_a_judgement_that_duties_wait_for_is_a_row(setting, drafter, running):
    clock = rows(setting, running)[RISK]
    assert (clock.kind, clock.state, clock.due_at) == ("judgement", "waiting", None)
    assert clock.title == "Judge: Is a risk to people's rights and freedoms unlikely?"
    # Art 33(1) alone: presumed while nobody has judged the risk
    assert (clock.outcome, clock.reference) == ("presumed", "1")
    listed = wall(setting, drafter)
    assert RISK in [row.clock.deadline for row in listed.to_judge]
    assert RISK not in keys(listed)
    assert RISK in {
        row.clock.deadline for row in setting.desk.deadlines.of_incident(drafter, running).to_judge
    }


def test_it_is_gone_when_it_is_judged(setting, drafter, running):
    assert "judgement:aware_personal_data" not in rows(setting, running)
    judge(setting, drafter, running, "risk_to_individuals", "likely")
    assert RISK not in rows(setting, running)


def test_awareness_is_asked_for_though_the_duty_applies(setting, drafter, incident):
    record(setting, drafter, incident, involved(setting))
    judge(setting, drafter, incident, "risk_to_individuals", "likely")
    clock = rows(setting, incident)["judgement:aware_personal_data"]
    assert clock.outcome == "applies"


def test_what_is_to_be_judged_is_seen_by_the_team_alone_and_may_be_owned(setting, drafter, running):
    assert wall(setting, setting.person("Outsider")).to_judge == ()
    setting.desk.deadlines.take(drafter, running, RISK)
    mine = wall(setting, drafter, whose=Whose.MINE).to_judge
    assert [row.clock.deadline for row in mine] == [RISK]
    nobodys = wall(setting, drafter, whose=Whose.NOBODYS).to_judge
    assert RISK not in [row.clock.deadline for row in nobodys]


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


# ---- Promises ------------------------------------------------------------------------------


def promise(setting, due=DUE, standing=Standing.CONFIRMED, **more):
    fields = {"text": "write to all customers"}
    if due:
        fields["due_at"] = When(due - timedelta(hours=10), due)
    return an_entry("promise", "letter", fields, standing, recorded_at=setting.clock(), **more)


def test_a_promise_is_a_deadline_to_its_last_instant(setting, drafter, incident):
    record(setting, drafter, incident, promise(setting))
    clock = rows(setting, incident)["promise:letter"]
    assert (clock.kind, clock.state, clock.due_at) == ("promise", "running", DUE)
    assert clock.title == "Promised: write to all customers"
    assert "promise:letter" in keys(wall(setting, drafter))


def test_a_promise_without_a_time_is_none(setting, drafter, incident):
    record(setting, drafter, incident, promise(setting, due=None))
    assert "promise:letter" not in rows(setting, incident)


def test_a_promise_has_no_reason_for_being_late(setting, drafter, incident):
    record(setting, drafter, incident, promise(setting))
    setting.clock.now = DUE + timedelta(hours=1)
    assert not line(setting, drafter, incident, "promise:letter").may_be_explained
    with pytest.raises(NotFoundError):
        setting.desk.deadlines.give_late_reason(drafter, incident, "promise:letter", "x")


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


def test_a_deadline_that_waits_has_no_calendar_entry(setting, drafter, incident):
    with pytest.raises(NotFoundError):
        setting.desk.deadlines.calendar(drafter, incident, REPORT)


# ---- Reminders are planned with it ---------------------------------------------------------


def outbox(setting):
    with setting.desk.transactions.read() as tx:
        found = tx.session.query(OutboxRow).order_by(OutboxRow.due_at).all()
        return [((r.payload["deadline"], r.payload["step"], r.due_at), r.state) for r in found]


def planned(setting, deadline=REPORT):
    return [(key[1:], state) for key, state in outbox(setting) if key[0] == deadline]


def test_two_reminders_are_planned_for_a_running_clock(setting, running):
    assert planned(setting) == [
        (("before", DUE - timedelta(hours=12)), "pending"),
        (("due", DUE), "pending"),
    ]


def test_they_move_with_the_deadline_and_go_with_it(setting, drafter, running):
    judge_aware(setting, drafter, running, AWARE - timedelta(hours=5), number=2)
    earlier = DUE - timedelta(hours=5)
    assert planned(setting) == [
        (("before", earlier - timedelta(hours=12)), "pending"),
        (("due", earlier), "pending"),
    ]
    submit(setting, drafter, running)
    assert [state for _, state in planned(setting)] == ["dropped", "dropped"]


def test_a_failure_leaves_no_reminder(setting, drafter, incident):
    with pytest.raises(UnauditedWriteError):
        unrecorded(setting, drafter, incident, promise(setting))
    assert planned(setting, "promise:letter") == []

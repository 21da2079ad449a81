"""The list of deadlines follows the truth: clocks, judgements to make, promises, reminders."""

from dataclasses import replace
from datetime import timedelta

import pytest
from running import (
    AWARE,
    DUE,
    REPORT,
    involved,
    judge,
    judge_aware,
    keys,
    line,
    outbox,
    record,
    rows,
    submit,
    unrecorded,
    wall,
)

from builders import a_fact, an_entry, moment
from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.problems import NotFoundError
from disclosure.services.deadline_rows import review_at
from disclosure.store.deadlines import Clock, Whose
from disclosure.store.models import StageClockRow
from disclosure.store.trail import latest_entries
from disclosure.store.transactions import UnauditedWriteError
from disclosure.trail.actions import Action

# ---- Rows follow the truth ---------------------------------------------------------------


def test_a_new_incident_has_its_stages_waiting(setting, waiting):
    clock = rows(setting, waiting)[REPORT]
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


# ---- To judge ------------------------------------------------------------------------------

RISK = "judgement:risk_to_individuals"


def test_a_judgement_that_duties_wait_for_is_a_row(setting, drafter, running):
    clock = rows(setting, running)[RISK]
    assert (clock.kind, clock.state, clock.due_at) == ("judgement", "waiting", None)
    assert clock.title == "Judge: Is there a risk to people's rights and freedoms?"
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


def test_awareness_is_asked_for_though_the_duty_applies(setting, drafter, waiting):
    record(setting, drafter, waiting, involved(setting))
    judge(setting, drafter, waiting, "risk_to_individuals", "likely")
    clock = rows(setting, waiting)["judgement:aware_personal_data"]
    assert clock.outcome == "applies"


def test_what_is_to_be_judged_is_seen_by_the_team_alone_and_may_be_owned(setting, drafter, running):
    assert wall(setting, setting.person("Outsider")).to_judge == ()
    setting.desk.deadlines.take(drafter, running, RISK)
    mine = wall(setting, drafter, whose=Whose.MINE).to_judge
    assert [row.clock.deadline for row in mine] == [RISK]
    nobodys = wall(setting, drafter, whose=Whose.NOBODYS).to_judge
    assert RISK not in [row.clock.deadline for row in nobodys]


# ---- Promises ------------------------------------------------------------------------------


def promise(setting, due=DUE, standing=Standing.CONFIRMED, **more):
    fields = {"text": "write to all customers"}
    if due:
        fields["due_at"] = When(due - timedelta(hours=10), due)
    return an_entry("promise", "letter", fields, standing, recorded_at=setting.clock(), **more)


def test_a_promise_is_a_deadline_to_its_last_instant(setting, drafter, waiting):
    record(setting, drafter, waiting, promise(setting))
    clock = rows(setting, waiting)["promise:letter"]
    assert (clock.kind, clock.state, clock.due_at) == ("promise", "running", DUE)
    assert clock.title == "Promised: write to all customers"
    assert "promise:letter" in keys(wall(setting, drafter))


def test_a_promise_without_a_time_is_none(setting, drafter, waiting):
    record(setting, drafter, waiting, promise(setting, due=None))
    assert "promise:letter" not in rows(setting, waiting)


def test_a_promise_has_no_reason_for_being_late(setting, drafter, waiting):
    record(setting, drafter, waiting, promise(setting))
    setting.clock.now = DUE + timedelta(hours=1)
    assert not line(setting, drafter, waiting, "promise:letter").may_be_explained
    with pytest.raises(NotFoundError):
        setting.desk.deadlines.give_late_reason(drafter, waiting, "promise:letter", "x")


# ---- Reminders are planned with it ---------------------------------------------------------


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


def test_a_failure_leaves_no_reminder(setting, drafter, waiting):
    with pytest.raises(UnauditedWriteError):
        unrecorded(setting, drafter, waiting, promise(setting))
    assert planned(setting, "promise:letter") == []

"""A change of the law library: noted when the desk starts, told, and never made in silence."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from desks import Setting
from libraries import rule_of, starts, with_hours, with_rules

from disclosure.law.library import Kind
from disclosure.services.law_changes import LawChanges
from disclosure.signoff.people import Person
from disclosure.store.incidents import incident_by_id
from disclosure.store.models import IncidentRow, LawLibraryRow, StageClockRow
from disclosure.store.trail import whole_chain
from disclosure.trail.actions import INSTALLATION, Action
from disclosure.trail.entries import first_break

BREACH = "uk.gdpr.33"


def clocks(setting: Setting, incident_id: UUID) -> dict[str, datetime | None]:
    with setting.desk.transactions.read() as tx:
        rows = tx.session.query(StageClockRow).filter_by(incident_id=incident_id)
        return {row.deadline: row.due_at for row in rows}


# ---- Noting -------------------------------------------------------------------------------------


def test_the_first_library_is_noted_and_changes_nothing(setting: Setting, running: UUID) -> None:
    law = starts(setting)
    assert law.note() == ()
    entry = setting.entries(Action.LIBRARY_NOTED)[0]
    assert (entry.chain, entry.subject, entry.actor) == (INSTALLATION, "library:1", "")
    assert entry.detail["before"] == ""
    assert entry.detail["changes"] == []
    assert setting.entries(Action.LIBRARY_CHANGED) == []


def test_the_same_library_is_noted_once(setting: Setting) -> None:
    starts(setting).note()
    setting.clock.go_on(days=3)
    assert starts(setting).note() == ()
    assert setting.rows(LawLibraryRow) == 1
    assert len(setting.entries(Action.LIBRARY_NOTED)) == 1


def test_a_changed_library_is_noted_with_what_changed(setting: Setting) -> None:
    catalogue = setting.desk.library.catalogue
    starts(setting).note()
    new = with_rules(catalogue, with_hours(rule_of(catalogue, BREACH), 48))
    changes = starts(setting, new).note()
    assert [(c.kind, c.id) for c in changes] == [(Kind.CHANGED, BREACH)]
    entry = setting.entries(Action.LIBRARY_NOTED)[-1]
    assert entry.subject == "library:2"
    assert entry.detail["changes"] == [changes[0].heading]
    assert entry.detail["before"] == setting.entries(Action.LIBRARY_NOTED)[0].detail["digest"]


def test_a_library_that_goes_back_is_a_change_too(setting: Setting) -> None:
    catalogue = setting.desk.library.catalogue
    starts(setting).note()
    starts(setting, with_rules(catalogue, without="uk.sra")).note()
    back = starts(setting).note()
    assert [(c.kind, c.id) for c in back] == [(Kind.ADDED, "uk.sra")]
    assert setting.rows(LawLibraryRow) == 3


# ---- Open incidents -----------------------------------------------------------------------------


def test_an_open_incident_is_told_what_moved(
    setting: Setting, drafter: Person, running: UUID
) -> None:
    catalogue = setting.desk.library.catalogue
    starts(setting).note()
    due = clocks(setting, running)[f"{BREACH}/initial"]
    assert due
    new = with_rules(catalogue, with_hours(rule_of(catalogue, BREACH), 48))
    law = starts(setting, new)
    law.note()
    noted = law.latest(drafter)
    assert noted
    assert [(i.id, i.title) for i in noted.incidents] == [(running, "Cyber incident")]
    assert noted.others == 0
    first = next(d for d in noted.incidents[0].deadlines if d.stage == "initial")
    assert (first.obligation, first.due_before) == (BREACH, due)
    assert first.due_after == due - timedelta(hours=24)
    assert first.has_moved
    follow_up = next(d for d in noted.incidents[0].deadlines if d.stage == "follow-up")
    assert not follow_up.has_moved


def test_the_trail_of_the_incident_tells_it_and_the_list_follows(
    setting: Setting, running: UUID
) -> None:
    catalogue = setting.desk.library.catalogue
    starts(setting).note()
    due = clocks(setting, running)[f"{BREACH}/initial"]
    new = with_rules(catalogue, with_hours(rule_of(catalogue, BREACH), 48))
    starts(setting, new).note()
    (entry,) = setting.entries(Action.LIBRARY_CHANGED, chain=running)
    assert (entry.subject, entry.actor) == ("library:2", "")
    told = next(d for d in entry.detail["deadlines"] if d["stage"] == "initial")
    assert due
    assert datetime.fromisoformat(told["due_before"]) == due
    assert datetime.fromisoformat(told["due_after"]) == due - timedelta(hours=24)
    assert clocks(setting, running)[f"{BREACH}/initial"] == due - timedelta(hours=24)
    with setting.desk.transactions.read() as tx:
        assert first_break(whole_chain(tx, running)) is None


def test_the_trail_is_told_once_however_often_the_desk_starts(
    setting: Setting, running: UUID
) -> None:
    catalogue = setting.desk.library.catalogue
    starts(setting).note()
    new = with_rules(catalogue, with_hours(rule_of(catalogue, BREACH), 48))
    for _ in range(3):
        starts(setting, new).note()
    assert len(setting.entries(Action.LIBRARY_CHANGED, chain=running)) == 1


def test_a_start_that_was_cut_short_is_made_good_by_the_next(
    setting: Setting, running: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = setting.desk.library.catalogue
    starts(setting).note()
    new = with_rules(catalogue, with_hours(rule_of(catalogue, BREACH), 48))
    with monkeypatch.context() as cut:
        cut.setattr(LawChanges, "_tell", lambda _: None)
        starts(setting, new).note()
    assert setting.entries(Action.LIBRARY_CHANGED, chain=running) == []
    assert starts(setting, new).note() == ()
    assert len(setting.entries(Action.LIBRARY_CHANGED, chain=running)) == 1


def test_the_day_of_its_law_and_its_judgements_stay_as_they_are(
    setting: Setting, running: UUID
) -> None:
    before = setting.entries(Action.JUDGEMENT_MADE, Action.FACT_RECORDED, chain=running)
    with setting.desk.transactions.begin(None) as tx:
        tx.session.get_one(IncidentRow, running).law_as_of = date(2026, 11, 20)
        tx.record(Action.INCIDENT_RENAMED, chain=running)
    catalogue = setting.desk.library.catalogue
    starts(setting).note()
    old = rule_of(catalogue, BREACH)
    ended = replace(old, in_force_until=date(2026, 11, 21))
    newer = replace(with_hours(old, 24), in_force_from=date(2026, 11, 22))
    law = starts(setting, with_rules(catalogue, ended, newer))
    law.note()
    with setting.desk.transactions.read() as tx:
        assert incident_by_id(tx, running).law_as_of == date(2026, 11, 20)
    after = setting.entries(Action.JUDGEMENT_MADE, Action.FACT_RECORDED, chain=running)
    assert [e.digest for e in after] == [e.digest for e in before]
    # Its own day has the old rule, so that nothing moved.
    (entry,) = setting.entries(Action.LIBRARY_CHANGED, chain=running)
    assert all(d["due_before"] == d["due_after"] for d in entry.detail["deadlines"])


@pytest.mark.parametrize(
    "words", [{"summary": "Other words."}, {"reviewed_by": "A. Lawyer"}, {"notes": ("One.",)}]
)
def test_words_touch_no_incident(
    setting: Setting, drafter: Person, running: UUID, words: dict
) -> None:
    catalogue = setting.desk.library.catalogue
    starts(setting).note()
    law = starts(setting, with_rules(catalogue, replace(rule_of(catalogue, BREACH), **words)))
    assert len(law.note()) == 1
    noted = law.latest(drafter)
    assert noted
    assert (noted.incidents, noted.others) == ((), 0)
    assert setting.entries(Action.LIBRARY_CHANGED) == []


def test_a_closed_incident_is_left_alone(setting: Setting, drafter: Person, running: UUID) -> None:
    catalogue = setting.desk.library.catalogue
    starts(setting).note()
    with setting.desk.transactions.begin(drafter) as tx:
        tx.session.get_one(IncidentRow, running).closed_at = tx.at
        tx.record(Action.INCIDENT_CLOSED, chain=running)
    starts(setting, with_rules(catalogue, with_hours(rule_of(catalogue, BREACH), 48))).note()
    assert setting.entries(Action.LIBRARY_CHANGED) == []


def test_a_duty_that_is_gone_is_told_with_the_deadline_it_had(
    setting: Setting, drafter: Person, running: UUID
) -> None:
    catalogue = setting.desk.library.catalogue
    starts(setting).note()
    law = starts(setting, with_rules(catalogue, without=BREACH))
    law.note()
    noted = law.latest(drafter)
    assert noted
    gone = next(d for d in noted.incidents[0].deadlines if d.stage == "initial")
    assert (gone.title, gone.outcome, gone.due_after) == (BREACH, "", None)
    assert gone.due_before


def test_a_bank_holiday_moves_what_is_counted_in_working_days(
    setting: Setting, drafter: Person, running: UUID
) -> None:
    """Three days in Scotland from Mon 23 November 2026, and then Wed 25 becomes a holiday."""
    catalogue = setting.desk.library.catalogue
    old = rule_of(catalogue, BREACH)
    limit = replace(
        old.stages[0].limits[0], amount=3, counting="business-days", calendar="scotland", outer=""
    )
    rule = replace(old, stages=(replace(old.stages[0], limits=(limit,)), *old.stages[1:]))
    counted = with_rules(catalogue, rule)
    starts(setting).note()
    starts(setting, counted).note()
    scotland = catalogue.law.calendars["scotland"]
    longer = replace(scotland, days={**scotland.days, date(2026, 11, 25): "Extra holiday"})
    calendars = {**catalogue.law.calendars, "scotland": longer}
    law = starts(setting, replace(counted, law=replace(counted.law, calendars=calendars)))
    law.note()
    noted = law.latest(drafter)
    assert noted
    assert [(change.part, change.id) for change in noted.changes] == [("calendars", "scotland")]
    first = next(d for d in noted.incidents[0].deadlines if d.stage == "initial")
    assert first.due_before == datetime(2026, 11, 26, 23, 59, 59, tzinfo=UTC)
    assert first.due_after == datetime(2026, 11, 27, 23, 59, 59, tzinfo=UTC)


# ---- Who sees it --------------------------------------------------------------------------------


def test_only_the_team_sees_which_incident_it_was(setting: Setting, running: UUID) -> None:
    catalogue = setting.desk.library.catalogue
    starts(setting).note()
    law = starts(setting, with_rules(catalogue, with_hours(rule_of(catalogue, BREACH), 48)))
    law.note()
    noted = law.latest(setting.person("Bea Stone"))
    assert noted
    assert (noted.incidents, noted.others) == ((), 1)
    assert noted.changes[0].lines


def test_changes_are_told_the_newest_first(setting: Setting, drafter: Person) -> None:
    catalogue = setting.desk.library.catalogue
    law = starts(setting)
    assert law.latest(drafter) is None
    law.note()
    assert law.history(drafter) == ()
    starts(setting, with_rules(catalogue, without="uk.sra")).note()
    setting.clock.go_on(hours=1)
    law.note()
    told = law.history(drafter)
    assert [noted.number for noted in told] == [3, 2]
    assert told[0].at == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert [(c.kind, c.id) for c in told[1].changes] == [(Kind.REMOVED, "uk.sra")]


def test_the_desk_has_it_at_hand(setting: Setting) -> None:
    assert setting.desk.law_changes.note() == ()
    assert setting.rows(LawLibraryRow) == 1

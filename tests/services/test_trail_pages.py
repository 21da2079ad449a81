"""The trail of an incident: a page at a time, narrowed, in words, and whether it holds."""

from datetime import date, timedelta

import pytest
from noticed import REPORT
from sqlalchemy import text

from disclosure.facts.answers import NewVersion
from disclosure.facts.instants import LONDON
from disclosure.facts.standings import Change, Standing
from disclosure.problems import NotFoundError
from disclosure.services import trail_pages
from disclosure.services.trail_pages import OF_KIND, PROGRAM, Asked, Kind
from disclosure.services.trail_subjects import AboutKind
from disclosure.trail.actions import Action
from disclosure.trail.sentences import TELLS

OLDEST = Asked(oldest_first=True)


@pytest.fixture
def look(setting, table):
    def looking(asked=OLDEST):
        return setting.desk.trails.page(table.drafter, table.incident, asked)

    return looking


def seqs(page):
    return [line.entry.seq for line in page.lines]


def add_titles(setting, table, count):
    for number in range(count):
        setting.clock.go_on(minutes=1)
        setting.desk.incidents.rename(table.drafter, table.incident, f"Title {number}")


def test_every_entry_is_said_in_words_without_an_id(setting, table, look):
    facts, service = setting.desk.facts, {"name": "Gift cards", "state": "down"}
    facts.record(table.drafter, table.incident, [NewVersion("service:new", 0, Change.FIRST,
        Standing.SUSPECTED, fields=service)])  # fmt: skip
    table.release()
    page = look()
    said = [line.words for line in page.lines]
    assert said[0].startswith("Ada Field opened the incident “")
    assert "Ada Field put Gita Rao on the team." in said
    assert any(
        words.startswith("Ada Field added “Gift cards” to “Services”: State: Down (likely")
        for words in said
    )
    assert said[-1] == "Gita Rao released version 1 of “Personal data breach report”."
    assert said[-2] == (
        "Gita Rao approved version 1 of “Personal data breach report” as general counsel."
    )
    whole = " ".join(said)
    assert REPORT not in whole
    assert str(table.incident) not in whole
    assert "uk." not in whole


def test_an_entry_leads_to_what_it_is_about(table, look):
    table.release()
    about = {line.entry.action: line.about for line in look().lines}
    released = about[Action.NOTICE_RELEASED]
    assert (released.kind, released.key, released.ref) == (AboutKind.TEXT, REPORT, "1.1")
    late = about[Action.LATE_REASON_GIVEN]
    assert (late.kind, late.key) == (AboutKind.DUTY, "uk.gdpr.33")
    assert about[Action.TEAM_JOINED].kind is AboutKind.TEAM


def test_pages_follow_each_other_in_both_orders_and_back(setting, table, look, monkeypatch):
    monkeypatch.setattr(trail_pages, "PAGE", 4)
    add_titles(setting, table, 5)  # with what the table did before: 10 entries
    assert look().length == look().found == 10
    first = look()
    second = look(Asked(oldest_first=True, after=4))
    third = look(Asked(oldest_first=True, after=8))
    assert [seqs(page) for page in (first, second, third)] == [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
        [9, 10],
    ]
    assert [(p.is_first, p.is_last) for p in (first, second, third)] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    back = look(Asked(oldest_first=True, before=9))
    assert (seqs(back), back.is_first, back.is_last) == ([5, 6, 7, 8], False, False)
    assert look(Asked(oldest_first=True, before=5)).is_first
    assert seqs(look(Asked())) == [10, 9, 8, 7]
    assert seqs(look(Asked(after=7))) == [6, 5, 4, 3]
    assert seqs(look(Asked(before=6))) == [10, 9, 8, 7]


def test_it_is_narrowed_to_a_person_a_kind_a_subject_and_a_day(setting, table, look):
    table.release()
    by_counsel = look(Asked(who=str(table.counsel.id)))
    assert {line.entry.action for line in by_counsel.lines} == {
        Action.NOTICE_APPROVED,
        Action.NOTICE_RELEASED,
    }
    assert by_counsel.found == 2
    assert by_counsel.length == look().length > 2
    team = look(Asked(kind=Kind.TEAM))
    assert {line.entry.action for line in team.lines} == {
        Action.INCIDENT_OPENED,
        Action.TEAM_JOINED,
    }
    (notice,) = (subject for subject, label in look().subjects if label.startswith("Notice:"))
    about = look(Asked(about=notice))
    assert {line.entry.subject for line in about.lines} == {notice}
    assert look(Asked(who=PROGRAM)).found == 0
    # 23:30 in London on the next day is 22:30 in the universal clock: the day is London's.
    tomorrow = setting.clock() + timedelta(days=1)
    setting.clock.now = tomorrow.replace(hour=23, minute=30)
    setting.desk.incidents.rename(table.drafter, table.incident, "Late")
    local = setting.clock().astimezone(LONDON).date()
    assert seqs(look(Asked(day=local))) == [look().length]
    assert look(Asked(day=date(2020, 1, 1))).found == 0


def test_who_has_an_entry_and_what_it_is_about_can_be_chosen(table, look):
    table.release()
    page = look()
    assert dict(page.people) == {
        str(table.drafter.id): "Ada Field",
        str(table.counsel.id): "Gita Rao",
    }
    assert "Notice: Personal data breach report" in dict(page.subjects).values()


def test_every_action_of_an_incident_is_of_a_kind():
    assert frozenset().union(*OF_KIND.values()) == frozenset(TELLS)
    assert OF_KIND[Kind.RECORD] == {Action.REDACTED, Action.BUNDLE_EXPORTED}


def test_an_untouched_chain_holds_and_its_head_is_the_last_digest(table, look):
    table.release()
    page = look()
    assert page.check.broken is None
    assert page.head == page.lines[-1].digest


def test_what_was_altered_in_the_database_is_named(setting, table, look):
    table.release()
    with setting.desk.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            found = "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='audit_entry'"
            for (name,) in connection.execute(text(found)).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER ALL"))
        connection.execute(
            text("UPDATE audit_entry SET reason = 'Another' WHERE chain = :chain AND seq = 3"),
            {"chain": str(table.incident)},
        )
    assert look().check.broken.seq == 3


def test_a_long_chain_is_checked_when_asked(table, look, monkeypatch):
    monkeypatch.setattr(trail_pages, "CHECKED_AT_ONCE", 3)
    assert look().check is None
    assert look(Asked(check=True)).check.broken is None


def test_it_is_for_the_team_alone(setting, table):
    outside = setting.person("Otto Outside")
    with pytest.raises(NotFoundError):
        setting.desk.trails.page(outside, table.incident, Asked())

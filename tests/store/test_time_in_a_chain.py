"""Time in one chain never runs backwards, whatever the clock does."""

from datetime import timedelta

import pytest
from desks import START
from recorded import a_recorded, edit_a_sentence
from sqlalchemy import text

from disclosure.facts.answers import NewVersion
from disclosure.facts.standings import Change, Standing
from disclosure.store.trail import whole_chain
from disclosure.trail.actions import INSTALLATION, Action

HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)


def chain_of(desk, chain):
    with desk.transactions.read() as tx:
        return [entry for entry, _ in whole_chain(tx, chain)]


def test_a_clock_put_back_makes_the_next_entry_the_soonest_after_the_last(setting):
    desk = setting.desk
    for back in (0, 60, 3600, 1):
        setting.clock.now = START - timedelta(seconds=back)
        with desk.transactions.begin(None) as tx:
            tx.claim("a chain")
            tx.record(Action.INCIDENT_RENAMED, chain="a chain")
            tx.record(Action.INCIDENT_RENAMED, chain="a chain")
    found = [entry.at for entry in chain_of(desk, "a chain")]
    # One command is one instant; the next is a microsecond later while the clock lies behind.
    assert found == sorted([START + TICK * n for n in range(4)] * 2)


def test_the_instant_is_taken_once_the_chain_is_claimed(setting):
    desk = setting.desk
    with desk.transactions.begin(None) as tx:
        tx.record(Action.INCIDENT_RENAMED, chain="a chain")
    with desk.transactions.begin(None) as tx:
        setting.clock.go_on(hours=1)  # while it waited for another writer
        tx.claim("a chain")
        assert tx.at == START + HOUR


def test_an_instant_asked_for_too_early_still_gives_an_entry_in_order(setting):
    desk = setting.desk
    with desk.transactions.begin(None) as tx:
        tx.record(Action.INCIDENT_RENAMED, chain="a chain")
    setting.clock.now = START - HOUR
    with desk.transactions.begin(None) as tx:
        assert tx.at == START - HOUR
        assert tx.record(Action.INCIDENT_RENAMED, chain="a chain").at == START + TICK


ROWS = {
    Action.FACT_RECORDED: "SELECT recorded_at FROM fact_version WHERE key LIKE 'outside_claim:_'",
    Action.JUDGEMENT_MADE: "SELECT recorded_at FROM judgement WHERE key = 'sra_serious'",
    Action.SENTENCE_EDITED: "SELECT at FROM override",
    Action.NOTICE_FROZEN: "SELECT frozen_at FROM notice_version",
    Action.NOTICE_BEGUN: "SELECT begun_at FROM notice",
}


@pytest.mark.slow
def test_what_services_write_bears_the_instant_of_its_entry_under_a_clock_that_runs_back(setting):
    made = a_recorded(setting)
    first = len(chain_of(setting.desk, made.incident))

    def back() -> None:
        setting.clock.go_on(minutes=-17)

    keys: set[str] = set()
    for number in range(2):
        fields = {"said": f"t{number}", "by": "customers"}
        claim = NewVersion("outside_claim:new", 0, Change.FIRST, Standing.CONFIRMED, fields=fields)
        back()
        done = made.facts.record(made.table.drafter, made.incident, [claim])
        keys |= {version.key for version in done.versions}
        back()
        made.judge("sra_serious", "no", f"Weighed {number} times.")
        back()
        edit_a_sentence(made, f"Words number {number}.")
        back()
        made.table.freeze("voluntary.letter.staff")
    entries = chain_of(setting.desk, made.incident)
    instants = [entry.at for entry in entries]
    assert instants == sorted(instants)
    with setting.desk.transactions.read() as tx:
        for action, sql in ROWS.items():
            rows = sorted(str(row) for row in tx.session.scalars(text(sql)))
            told = [e.at for e in entries[first:] if e.action is action]
            assert len(rows) == len(told)
            for row, at in zip(rows, sorted(told), strict=True):
                assert row[:26] == f"{at:%Y-%m-%d %H:%M:%S.%f}"
    # What was recorded is seen, though the reader's clock lies before it.
    case = made.table.notices_case()
    assert len(keys) == 2
    assert keys <= case.known_at(case.at).current.keys()


def test_the_installation_has_a_chain_like_any_other(setting):
    setting.clock.now = START - HOUR
    setting.person("Ann Lee")
    found = [entry.at for entry in chain_of(setting.desk, INSTALLATION)]
    assert found == [START, START + TICK]

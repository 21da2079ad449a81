"""What a process holds of an incident is what its trail says, whoever added to it."""

from uuid import uuid4

import pytest
from counted import counting

from disclosure.facts.answers import NewVersion
from disclosure.facts.standings import Change, Standing
from disclosure.problems import NotFoundError
from disclosure.services.facts import Facts
from disclosure.store.held import MOST, Held
from disclosure.store.incidents import incident_for, load_case
from disclosure.store.models import FactVersionRow
from disclosure.store.transactions import Transactions

KEY = "incident.description"


@pytest.fixture
def ada(setting):
    return setting.person("Ada Clark")


@pytest.fixture
def incident(setting, ada):
    return setting.incident(ada)


def read(transactions, person, incident):
    with transactions.read() as tx:
        return load_case(tx, incident_for(tx, person, incident))


def record(setting, transactions, person, incident, words, seen=0):
    setting.clock.go_on(minutes=1)
    new = NewVersion(KEY, seen, Change.CHANGES, Standing.CONFIRMED, value=words)
    Facts(transactions, setting.desk.library.catalogue).record(person, incident, [new])


def words_of(case):
    return [version.value for version in case.facts if version.key == KEY]


def another(setting):
    """Give another process on the same database: it holds nothing of what this one does."""
    return Transactions(setting.desk.engine, setting.clock)


def test_what_is_looked_at_again_is_not_read_again(setting, ada, incident) -> None:
    here = setting.desk.transactions
    record(setting, here, ada, incident, "a fault")
    first = read(here, ada, incident)
    with counting(setting.desk.engine) as statements:
        assert read(here, ada, incident) == first
    # The incident with its last entry, and the organisation, which has no chain of its own.
    assert len(statements) == 2


def test_what_another_process_adds_is_seen_at_once(setting, ada, incident) -> None:
    here, there = setting.desk.transactions, another(setting)
    assert words_of(read(here, ada, incident)) == []
    record(setting, there, ada, incident, "a fault")
    assert words_of(read(here, ada, incident)) == ["a fault"]
    record(setting, here, ada, incident, "an attack", seen=1)
    assert words_of(read(there, ada, incident)) == ["a fault", "an attack"]


def test_a_writer_sees_what_it_has_added_itself_and_nobody_does_after_a_failure(
    setting, ada, incident
) -> None:
    here = setting.desk.transactions

    def fail(tx, incident_id) -> None:
        assert words_of(load_case(tx, incident_for(tx, ada, incident_id))) == ["a fault"]
        raise ZeroDivisionError

    new = NewVersion(KEY, 0, Change.FIRST, Standing.CONFIRMED, value="a fault")
    with pytest.raises(ZeroDivisionError):
        Facts(here, setting.desk.library.catalogue, (fail,)).record(ada, incident, [new])
    assert words_of(read(here, ada, incident)) == []


def test_who_leaves_the_team_sees_nothing_of_what_is_held(setting, ada, incident) -> None:
    bob = setting.person("Bob Hay")
    setting.desk.incidents.add(ada, incident, bob.id)
    read(setting.desk.transactions, bob, incident)
    setting.desk.incidents.remove(ada, incident, bob.id)
    with pytest.raises(NotFoundError):
        read(setting.desk.transactions, bob, incident)


def test_no_more_incidents_are_held_than_a_few_and_none_upon_another_entry() -> None:
    held, ids = Held(), [uuid4() for _ in range(MOST + 1)]
    for each in ids:
        held.put(each, "entry", {FactVersionRow: each})
    assert held.get(ids[0], "entry") == {}
    assert held.get(ids[1], "entry") == {FactVersionRow: ids[1]}
    assert held.get(ids[1], "later entry") == {}
    assert held.get(ids[1], "") == {}

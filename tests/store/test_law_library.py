"""The table of the libraries an installation ran with: made beside what an older database holds."""

import pytest
from desks import START
from sqlalchemy import inspect, text

from disclosure.resources import resource_root
from disclosure.store.engine import make_engine
from disclosure.store.law_library import add_library, latest_library, libraries
from disclosure.store.migrate import downgrade, is_current, migrate
from disclosure.store.transactions import Transactions
from disclosure.trail.actions import INSTALLATION, Action

CONTENT = {"digest": "d" * 64, "parts": {}}


def add(transactions, number, **values):
    with transactions.begin(None) as tx:
        given = {"content": CONTENT, "changes": (), "touched": {}} | values
        add_library(tx, number, **given)
        tx.record(Action.LIBRARY_NOTED, chain=INSTALLATION)


@pytest.fixture
def engine(database):
    made = make_engine(database)
    yield made
    made.dispose()


def test_a_database_of_the_version_before_keeps_what_it_holds(engine):
    downgrade(engine, resource_root(), "0002_documents")
    assert "law_library" not in inspect(engine).get_table_names()
    assert not is_current(engine, resource_root())
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO organisation (id, name, added_at) VALUES (:i, 'Vale', :t)"),
            {"i": "0" * 32, "t": START},
        )
    migrate(engine, resource_root(), "0003_law_library")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT name FROM organisation")) == "Vale"
        assert connection.scalar(text("SELECT count(*) FROM law_library")) == 0
    migrate(engine, resource_root())
    assert is_current(engine, resource_root())


def test_going_back_takes_the_table_and_its_triggers(engine):
    add(Transactions(engine, lambda: START), 1)
    downgrade(engine, resource_root(), "0002_documents")
    migrate(engine, resource_root())
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM law_library")) == 0


def test_libraries_are_read_back_the_newest_first(engine):
    transactions = Transactions(engine, lambda: START)
    with transactions.read() as tx:
        assert latest_library(tx) is None
    add(transactions, 1)
    change = {"kind": "changed", "lines": ["A line."]}
    touched = {"0" * 32: [{"obligation": "uk.gdpr.33"}]}
    add(transactions, 2, changes=[change], touched=touched)
    with transactions.read() as tx:
        latest = latest_library(tx)
        assert (latest.number, latest.digest, latest.noted_at) == (2, "d" * 64, START)
        assert (latest.content, latest.changes, latest.touched) == (CONTENT, [change], touched)
        assert [row.number for row in libraries(tx, 5)] == [2, 1]
        assert [row.number for row in libraries(tx, 1)] == [2]


def test_a_number_is_taken_once(engine):
    transactions = Transactions(engine, lambda: START)
    add(transactions, 1)
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        add(transactions, 1)

"""One command, one transaction, one record; on both databases."""

import threading
from uuid import uuid4

import pytest
from desks import START
from sqlalchemy import insert, text
from sqlalchemy.exc import DatabaseError

from disclosure.store.models import ONLY_ADDED, Base, OrganisationRow
from disclosure.store.trail import whole_chain
from disclosure.store.transactions import UnauditedWriteError
from disclosure.trail.actions import INSTALLATION, Action
from disclosure.trail.entries import first_break


def an_organisation(setting):
    return OrganisationRow(id=uuid4(), name="Meridian", added_at=setting.clock())


def entries(desk, chain):
    with desk.transactions.read() as tx:
        return list(whole_chain(tx, chain))


def count(desk, table):
    with desk.engine.connect() as connection:
        return connection.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608 - ours


def test_a_write_without_a_record_is_refused_and_leaves_nothing(setting):
    before = count(setting.desk, "organisation")
    with (
        pytest.raises(UnauditedWriteError, match="organisation"),
        setting.desk.transactions.begin(None) as tx,
    ):
        tx.session.add(an_organisation(setting))
    assert count(setting.desk, "organisation") == before


def test_a_bulk_write_without_a_record_is_refused_too(setting):
    before = count(setting.desk, "organisation")
    row = {"id": uuid4(), "name": "x", "added_at": setting.clock()}
    with pytest.raises(UnauditedWriteError), setting.desk.transactions.begin(None) as tx:
        tx.session.execute(insert(OrganisationRow).values(row))
    assert count(setting.desk, "organisation") == before


def test_a_failure_after_the_record_leaves_neither_row_nor_entry(setting):
    desk = setting.desk
    rows, audit = count(desk, "organisation"), count(desk, "audit_entry")

    def fail_after_recording():
        with desk.transactions.begin(None) as tx:
            tx.session.add(an_organisation(setting))
            tx.record(Action.ORGANISATION_ADDED, chain=INSTALLATION)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_recording()
    assert (count(desk, "organisation"), count(desk, "audit_entry")) == (rows, audit)


def test_what_is_written_while_reading_is_not_kept(setting):
    before = count(setting.desk, "organisation")
    with setting.desk.transactions.read() as tx:
        tx.session.add(an_organisation(setting))
    assert count(setting.desk, "organisation") == before


def test_an_action_that_needs_a_reason_is_not_recorded_without(setting):
    with (
        pytest.raises(ValueError, match="without a reason"),
        setting.desk.transactions.begin(None) as tx,
    ):
        tx.record(Action.NOTICE_REFUSED, chain=INSTALLATION, reason=" ")


@pytest.mark.parametrize("table", ONLY_ADDED)
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_refuses_to_alter_what_is_only_added(setting, table, change):
    column = next(iter(Base.metadata.tables[table].columns)).name
    with setting.desk.engine.connect() as connection:
        row = _any_row(connection, table)
        with pytest.raises(DatabaseError, match=f"{table} is only ever added to"):
            connection.execute(text(change.format(table, column, column)))
        connection.rollback()
    assert row


def _any_row(connection, table):
    """Put a row into a table whatever it refers to; triggers fire for rows only."""
    found = connection.execute(text(f"SELECT 1 FROM {table} LIMIT 1")).first()  # noqa: S608
    if found:
        return found
    values = {c.name: _some(c) for c in Base.metadata.tables[table].columns}
    if connection.dialect.name == "sqlite":
        connection.rollback()
        connection.connection.execute("PRAGMA foreign_keys=OFF")
    else:
        connection.execute(text("SET session_replication_role = replica"))
    connection.execute(insert(Base.metadata.tables[table]).values(values))
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET session_replication_role = origin"))
    return values


def _some(column):
    kind = column.type.python_type if column.type.__class__.__name__ != "UTCInstant" else None
    if kind is None:
        return START
    makers = {dict: dict, int: lambda: 1, str: lambda: "x", bytes: bytes}
    if column.type.__class__.__name__ in ("JSON", "JSONB"):
        return {}
    if column.type.__class__.__name__ == "Uuid":
        return uuid4()
    if column.type.__class__.__name__ == "Date":
        return START.date()
    return makers[kind]()


def test_six_writers_at_once_leave_the_chain_unbroken(setting):
    desk = setting.desk
    chain, failures = uuid4(), []

    def write():
        try:
            for _ in range(5):
                with desk.transactions.begin(None) as tx:
                    tx.record(Action.INCIDENT_RENAMED, chain=chain)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shall show it
            failures.append(error)

    writers = [threading.Thread(target=write) for _ in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    found = entries(desk, str(chain))
    assert len(found) == 30
    assert first_break(found, head=found[-1][1]) is None


def test_the_log_gets_the_stored_entries_after_the_commit_only(setting, caplog):
    caplog.set_level("INFO", logger="disclosure.trail")
    with setting.desk.transactions.begin(None) as tx:
        entry = tx.record(
            Action.NOTICE_REFUSED, chain=INSTALLATION, subject="n", reason="the figure is wrong"
        )
        assert caplog.messages == []
    assert entry.digest in caplog.text
    assert "figure" not in caplog.text

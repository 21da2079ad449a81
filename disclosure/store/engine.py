"""Makes the engine: SQLite embedded, PostgreSQL for several nodes."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

__all__ = ["Engine", "make_engine"]

BUSY_MS = 10_000
OWNER_ONLY = 0o600
READ_ONLY = "disclosure_read_only"
"""The execution option that makes a transaction a reader's."""


def make_engine(url: str) -> Engine:
    """Give an engine for a database address.

    Args:
        url: `sqlite:///path` or `postgresql+psycopg://…`.
    """
    if url.startswith("sqlite"):
        return _sqlite(url)
    return create_engine(url, pool_pre_ping=True)


def _keep_to_owner(file: Path) -> None:
    """Let nobody but the owner read a database, whoever may look into its folder.

    SQLite gives the files it makes beside it the permissions of the database.
    """
    with suppress(OSError):
        # What cannot be made or changed here is for SQLite to report, in its own words.
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, OWNER_ONLY))
    for held in (file, *(file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm"))):
        with suppress(OSError):
            held.chmod(OWNER_ONLY)


def _sqlite(url: str) -> Engine:
    database = make_url(url).database
    if database and database != ":memory:":
        _keep_to_owner(Path(database))
    engine = create_engine(url, connect_args={"timeout": BUSY_MS / 1000})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
        # The driver must not begin on its own: a deferred begin that turns into a writer fails
        # at once when somebody else has written since, whatever the busy timeout says.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"busy_timeout={BUSY_MS}",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get(READ_ONLY)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine

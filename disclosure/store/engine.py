"""Makes the engine: SQLite embedded, PostgreSQL for several nodes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

__all__ = ["Engine", "make_engine"]

BUSY_MS = 10_000
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


def _sqlite(url: str) -> Engine:
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

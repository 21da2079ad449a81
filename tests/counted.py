"""Counts what noise cannot touch: the statements that reach a database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event


@contextmanager
def counting(engine: Engine) -> Iterator[list[str]]:
    """Count the statements that reach the database."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_):
        # SQLite is told to begin by a statement of its own, PostgreSQL by its driver.
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)

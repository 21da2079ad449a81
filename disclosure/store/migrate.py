"""Brings a database to the present schema; two nodes never do so at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from disclosure.problems import InvalidInputError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

BEFORE_RELEASE = frozenset({"0001"})
"""Revisions that no released version ever had."""
ADVISORY_LOCK = 7_405_091_642
"""A number of our own, under which PostgreSQL lets one node migrate at a time."""


def config(root: Path) -> Config:
    """Give Alembic's configuration for the migrations of a checkout or a wheel."""
    made = Config()
    # Alembic reads a percent sign in a path as the start of a name.
    made.set_main_option("script_location", str(root / "migrations").replace("%", "%%"))
    return made


def migrate(engine: Engine, root: Path, revision: str = "head") -> None:
    """Bring a database up to a revision.

    Args:
        engine: The database.
        root: The folder that holds `migrations/`.
        revision: Up to which revision.

    Raises:
        InvalidInputError: The database was made by a version that this one knows nothing of.
    """
    alembic = config(root)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": ADVISORY_LOCK})
        _refuse_unknown(MigrationContext.configure(connection).get_current_revision(), alembic)
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, revision)


def _refuse_unknown(revision: str | None, alembic: Config) -> None:
    """Refuse a database of a revision that is not among the migrations."""
    known = {each.revision for each in ScriptDirectory.from_config(alembic).walk_revisions()}
    if revision is None or revision in known:
        return
    if revision in BEFORE_RELEASE:
        wrong = "This database was made by a version before the first release, and is not read."
        allowed = "Begin anew: move it away, or name an empty one."
    else:
        wrong = f"This database was made by a newer version of the product ({revision})."
        allowed = "Start that version, or name another database."
    raise InvalidInputError([Problem("database", "", wrong, allowed)])


def downgrade(engine: Engine, root: Path, revision: str) -> None:
    """Take a database back to a revision; what the newer one added is lost."""
    alembic = config(root)
    with engine.begin() as connection:
        alembic.attributes["connection"] = connection
        command.downgrade(alembic, revision)


def is_current(engine: Engine, root: Path) -> bool:
    """Say whether a database has the newest schema."""
    newest = ScriptDirectory.from_config(config(root)).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest

"""Brings a database to the present schema; two nodes never do so at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from disclosure.problems import InvalidInputError, Problem

# Alembic takes a quarter of a second and eight megabytes, and most starts find nothing to migrate.
if TYPE_CHECKING:
    from pathlib import Path

    from alembic.config import Config
    from sqlalchemy import Connection, Engine

BEFORE_RELEASE = frozenset({"0001"})
"""Revisions that no released version ever had."""
REVISION = re.compile(r"^(down_)?revision(?:: .+)? = (?:\"(.+)\"|None)$", re.MULTILINE)
ADVISORY_LOCK = 7_405_091_642
"""A number of our own, under which PostgreSQL lets one node migrate at a time."""


def config(root: Path) -> Config:
    """Give Alembic's configuration for the migrations of a checkout or a wheel."""
    from alembic.config import Config  # noqa: PLC0415

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
    if revision == "head" and is_current(engine, root):
        return
    from alembic import command  # noqa: PLC0415
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

    alembic = config(root)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": ADVISORY_LOCK})
        _refuse_unknown(MigrationContext.configure(connection).get_current_revision(), alembic)
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, revision)


def _refuse_unknown(revision: str | None, alembic: Config) -> None:
    """Refuse a database of a revision that is not among the migrations."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415

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
    from alembic import command  # noqa: PLC0415

    alembic = config(root)
    with engine.begin() as connection:
        alembic.attributes["connection"] = connection
        command.downgrade(alembic, revision)


def is_current(engine: Engine, root: Path) -> bool:
    """Say whether a database has the newest schema."""
    with engine.connect() as connection:
        return _revisions(connection) == [newest(root)]


def _revisions(connection: Connection) -> list[str]:
    """Give what Alembic noted in a database; nothing in one it has not seen."""
    if not inspect(connection).has_table("alembic_version"):
        return []
    return list(connection.scalars(text("SELECT version_num FROM alembic_version")))


def newest(root: Path) -> str:
    """Give the revision that no other follows, from what the migrations say at their heads."""
    said: list[list[tuple[str, str]]] = [
        REVISION.findall(path.read_text("utf-8"))
        for path in sorted((root / "migrations" / "versions").glob("*.py"))
    ]
    made: set[str] = {name for each in said for is_before, name in each if not is_before}
    last = made - {name for each in said for is_before, name in each if is_before}
    if len(last) != 1:
        message = f"Of the migrations, one must be the newest: {', '.join(sorted(last))}."
        raise ValueError(message)
    return last.pop()

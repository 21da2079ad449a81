"""The migrations make what the models describe, on both databases, and take it away again."""

import os
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from disclosure.problems import InvalidInputError
from disclosure.resources import resource_root
from disclosure.store.engine import make_engine
from disclosure.store.migrate import config, downgrade, is_current, migrate, newest
from disclosure.store.models import ONLY_ADDED, Base


def differences(engine):
    with engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection), Base.metadata)


def test_a_migrated_database_is_what_the_models_describe(database):
    engine = make_engine(database)
    assert differences(engine) == []
    assert is_current(engine, resource_root())
    engine.dispose()


def test_migrating_twice_changes_nothing(database):
    engine = make_engine(database)
    migrate(engine, resource_root())
    assert is_current(engine, resource_root())
    engine.dispose()


def test_the_newest_migration_is_the_one_that_alembic_calls_the_head():
    root = resource_root()
    assert newest(root) == ScriptDirectory.from_config(config(root)).get_current_head()


def test_two_migrations_that_no_other_follows_are_refused(tmp_path):
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    for name in ("a", "b"):
        versions.joinpath(f"{name}.py").write_text(f'revision = "{name}"\ndown_revision = None\n')
    with pytest.raises(ValueError, match="a, b"):
        newest(tmp_path)


def test_alembic_is_not_even_loaded_where_there_is_nothing_to_migrate(database):
    code = (
        "import sys; from disclosure.store.engine import make_engine;"
        "from disclosure.store.migrate import migrate;"
        "from disclosure.resources import resource_root;"
        "migrate(make_engine(sys.argv[1]), resource_root()); print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, database],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(resource_root())},
    )
    assert done.stdout == "False\n"


def test_down_and_up_again_leaves_nothing_behind(database):
    engine = make_engine(database)
    downgrade(engine, resource_root(), "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    assert not is_current(engine, resource_root())
    migrate(engine, resource_root())
    assert differences(engine) == []
    engine.dispose()


def test_everything_only_added_to_has_its_triggers(database):
    engine = make_engine(database)
    query = {
        "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT event_object_table FROM information_schema.triggers",
    }[engine.dialect.name]
    with engine.connect() as connection:
        guarded = set(connection.scalars(text(query)))
    assert guarded == set(ONLY_ADDED)
    engine.dispose()


def test_a_folder_with_a_percent_sign_in_its_name_migrates(tmp_path):
    root = tmp_path / "100% sure"
    root.mkdir()
    (root / "migrations").symlink_to(resource_root() / "migrations")
    engine = create_engine(f"sqlite:///{tmp_path / 'x.db'}")
    migrate(engine, root)
    assert is_current(engine, root)
    engine.dispose()


OLD = (
    "database: This database was made by a version before the first release, and is not read. "
    "Begin anew: move it away, or name an empty one."
)
NEWER = (
    "database: This database was made by a newer version of the product (9999_later). "
    "Start that version, or name another database."
)


@pytest.mark.parametrize(("revision", "said"), [("0001", OLD), ("9999_later", NEWER)])
def test_a_database_of_an_unknown_revision_is_refused_in_one_sentence(database, revision, said):
    engine = make_engine(database)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": revision})
    with pytest.raises(InvalidInputError) as refused:
        migrate(engine, resource_root())
    assert str(refused.value) == said
    assert not is_current(engine, resource_root())
    engine.dispose()

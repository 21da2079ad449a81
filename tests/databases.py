"""Real databases for tests: SQLite files copied from a migrated one, and Debian's PostgreSQL."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from disclosure.resources import resource_root
from disclosure.store.engine import make_engine
from disclosure.store.migrate import migrate

SQLITE, POSTGRESQL = "sqlite", "postgresql"
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
NUMBERS = count(1)


def postgresql_programs() -> Path | None:
    """Give the folder of the newest PostgreSQL of Debian, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    return found[-1].parent if found else None


def _version(path: Path) -> int:
    return int(path.parent.parent.name)


class PostgreSQL:
    """A server of our own, in a short path, reached through a socket."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder, self.programs = folder, programs
        self.account = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name

    def run(self, program: str, *arguments: str) -> None:
        """Run one of its programs; as its own account, for it refuses to run as root."""
        command = [str(self.programs / program), *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", self.account, "--", *command]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"

    def start(self) -> None:
        """Make a cluster and start it."""
        if os.getuid() == 0:
            shutil.chown(self.folder, self.account)
        data = str(self.folder / "data")
        self.run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                 "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        options = f"-k {self.folder} -c listen_addresses='' {FAST}"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-w", "-D", data, "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once."""
        self.run("pg_ctl", "-m", "immediate", "-D", str(self.folder / "data"), "stop")

    def url(self, database: str) -> str:
        """Give the address of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create(self, database: str, *, template: str = "template0") -> None:
        """Make a database."""
        self._sql(f"CREATE DATABASE {database} TEMPLATE {template}")

    def drop(self, database: str) -> None:
        """Drop a database and whoever is still connected to it."""
        self._sql(f"DROP DATABASE {database} WITH (FORCE)")

    def _sql(self, statement: str) -> None:
        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


@contextmanager
def postgresql_server() -> Iterator[PostgreSQL | None]:
    """Start a server with a migrated database `app`, or give None where there is none."""
    programs = postgresql_programs()
    if programs is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as name:
        server = PostgreSQL(Path(name), programs)
        server.start()
        try:
            server.create("app")
            engine = make_engine(server.url("app"))
            migrate(engine, resource_root())
            engine.dispose()
            yield server
        finally:
            server.stop()


@contextmanager
def postgresql_database(server: PostgreSQL) -> Iterator[str]:
    """Give the address of a fresh, migrated database."""
    name = f"t{next(NUMBERS)}"
    server.create(name, template="app")
    try:
        yield server.url(name)
    finally:
        server.drop(name)


def migrated_sqlite(path: Path) -> Path:
    """Make a migrated SQLite file to copy from."""
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine, resource_root())
    engine.dispose()
    return path

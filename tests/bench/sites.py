"""A desk to be measured: somebody who may do everything, and incidents as pages make them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

import databases
import psycopg
from desks import Setting

from bench import measuring
from bench.served import Client, Server
from builders import a_case_file
from disclosure.bootstrap import Services, build_services, utc_now
from disclosure.desk import build_desk
from disclosure.settings import Secret, Settings
from disclosure.signoff.people import Person

EIGHT = (
    "uk.gdpr.33.initial.authority",
    "uk.mar.17-1.announce.market",
    "uk.ncsc.report.authority",
    "voluntary.letter.staff",
    "voluntary.email.customers",
    "voluntary.statement.media",
    "voluntary.notice.suppliers",
    "voluntary.banner.public",
)
CASE = "ms-2025-aware"
EMAIL = "ada.clark@example.org"


@cache
def the_library() -> Services:
    """Load the law and the notices once."""
    return build_services(Settings())


@dataclass(frozen=True)
class Site:
    """A desk in a folder, with what is measured around it."""

    setting: Setting
    person: Person
    folder: Path
    url: str

    def incidents(self, number: int) -> None:
        """Open incidents as the page does: duties computed, clocks set, trail chained."""
        for n in range(number):
            self.setting.incident(self.person, f"Incident {n}")

    def incident(self) -> UUID:
        """Open one incident."""
        return self.setting.incident(self.person, "Cyber incident")

    def signed_in(self, server: Server) -> Client:
        """Give a connection on which somebody is signed in."""
        client = Client(server.port)
        client.sign_in(EMAIL)
        return client


@contextmanager
def a_site(url: str = "") -> Iterator[Site]:
    """Make a desk in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        settings = Settings(data=folder, database_url=Secret(url))
        desk = build_desk(settings, utc_now, library=the_library())
        setting = Setting(desk, utc_now)
        setting.organisation_id = setting.organisation(a_case_file(CASE).organisation)
        try:
            yield Site(setting, setting.person("Ada Clark"), folder, url)
        finally:
            desk.close()


@contextmanager
def a_folder() -> Iterator[Path]:
    """Give a folder for the reference."""
    folder = Path(tempfile.mkdtemp(prefix="floor"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def postgresql() -> Iterator[tuple[str, str, str] | None]:
    """Start PostgreSQL as it is shipped; give its version and two databases, or None."""
    # The tests' server keeps nothing it is told; one that is measured must.
    databases.FAST = "-c max_connections=60"
    with databases.postgresql_server() as server:
        if server is None:
            yield None
            return
        pid = (server.folder / "data" / "postmaster.pid").read_text().splitlines()[0]
        measuring.OTHERS.add(int(pid))
        server.create("floor")
        with psycopg.connect(
            host=str(server.folder), user="postgres", dbname="postgres"
        ) as connection:
            version = str(connection.info.server_version)
        with databases.postgresql_database(server) as url:
            yield version, url, server.url("floor")
        measuring.OTHERS.discard(int(pid))

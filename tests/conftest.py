"""What every test stands on: no network, repeatable examples, and databases that are real."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import databases
import desks
import noticed
import pytest
from hypothesis import settings

from disclosure.bootstrap import build_services
from disclosure.settings import Settings

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

NOT_MEASURED = (
    "browser/",
    "cases/",
    "catalogue/test_asks.py",
    "catalogue/test_changes.py",
    "catalogue/test_guide.py",
    "catalogue/test_law_check.py",
    "catalogue/test_law_check_together.py",
    "catalogue/test_law_of_a_day.py",
    "catalogue/test_review.py",
    "cli/test_law_commands.py",
    "cli/test_law_new.py",
    "cli/test_own_catalogue.py",
    "cli/test_trail_commands.py",
    "demo/",
    "outputs/test_html.py",
    "outputs/test_pdf.py",
    "services/test_growth.py",
    "services/test_known_at.py",
    "services/test_library.py",
    "store/test_killed_writers.py",
    "trail/test_bundles.py",
    "web/test_every_form.py",
    "web/test_profile.py",
    "web/test_statements.py",
    "words/test_reading.py",
    "words/test_variants.py",
)
"""Tests that run long over lines that others reach as well.

Their coverage is not measured: to measure it doubles the time they take. What is measured is
therefore less than what is tested, and the floors hold all the same.
"""
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the choice of the database."""
    parser.addoption(
        "--database",
        choices=("both", databases.SQLITE, databases.POSTGRESQL),
        default="both",
        help="the database of the tests that need one",
    )
    parser.addoption("--pictures", action="store_true", help="write the README's pictures anew")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that needs a database on both, unless one was chosen."""
    if "database" in metafunc.fixturenames and "way" not in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--database")
        both = [databases.SQLITE, databases.POSTGRESQL]
        if "web" in metafunc.definition.path.parts:
            # What pages do to a database their services do too, and those run on both; these
            # run on PostgreSQL when it is chosen.
            both = [databases.SQLITE]
        metafunc.parametrize(
            "database", both if chosen == "both" else [chosen], indirect=True, scope="function"
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no coverage where it would cost much and add little."""
    here = Path(__file__).parent
    for item in items:
        name = item.path.relative_to(here).as_posix()
        # What runs on both databases runs through the same lines.
        if name.startswith(NOT_MEASURED) or f"[{databases.POSTGRESQL}" in item.name:
            item.add_marker(pytest.mark.no_cover)


def refusing(real: Callable[..., object]) -> Callable[..., object]:
    """Wrap a method of sockets so that it reaches this machine only."""

    def connect(self: socket.socket, address: object) -> object:
        outside = isinstance(address, tuple) and address[0] not in LOOPBACK
        if self.family != socket.AF_UNIX and outside:
            message = f"A test tried to connect to {address}. Tests use no network."
            raise RuntimeError(message)
        return real(self, address)

    return connect


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, refusing(getattr(socket.socket, name)))
        yield


@pytest.fixture(scope="session")
def _postgresql() -> Iterator[databases.PostgreSQL | None]:
    with databases.postgresql_server() as server:
        yield server


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory):
    return databases.migrated_sqlite(tmp_path_factory.mktemp("sqlite") / "template.db")


@pytest.fixture
def database(request, tmp_path):
    """Give the address of a fresh, migrated database."""
    if request.param == databases.SQLITE:
        template = request.getfixturevalue("_sqlite_template")
        path = shutil.copy(template, tmp_path / "disclosure.db")
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("_postgresql")
    if server is None:
        missing = "PostgreSQL is not installed: apt-get install postgresql"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with databases.postgresql_database(server) as url:
        yield url


@pytest.fixture(scope="session")
def library():
    """Give the services that need no database, loaded once."""
    return build_services(Settings())


@pytest.fixture
def setting(database, tmp_path, library):
    """Give a desk on both databases, with one organisation and a clock to set."""
    made = desks.a_setting(database, tmp_path, library)
    yield made
    made.desk.close()


@pytest.fixture
def desk(setting):
    """Give the desk alone."""
    return setting.desk


@pytest.fixture
def table(setting):
    """Give an incident with notices, and the people who draft, approve and release them."""
    return noticed.a_table(setting)


@pytest.fixture
def clock(setting):
    """Give the clock of the desk, to set."""
    return setting.clock

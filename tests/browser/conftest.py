"""A real browser, and the desk served to it on this machine."""

import threading
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from acting import Way, start_browser
from databases import POSTGRESQL, SQLITE
from desks import CHEAP, Clock, Setting
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from disclosure.desk import build_desk
from disclosure.settings import Secret, Settings
from disclosure.web.app import create_app


def pytest_generate_tests(metafunc):
    """Walk the journey in every way on SQLite, and with script on PostgreSQL too."""
    if "way" in metafunc.fixturenames:
        pairs = [(SQLITE, way) for way in Way] + [(POSTGRESQL, Way.SCRIPT)]
        chosen = metafunc.config.getoption("--database")
        wanted = [pair for pair in pairs if chosen in ("both", pair[0])]
        metafunc.parametrize(("database", "way"), wanted, indirect=["database"])


@pytest.fixture(scope="session")
def browser():
    """Start the browser once."""
    with sync_playwright() as playwright:
        started = start_browser(playwright)
        yield started
        started.close()


@contextmanager
def serving(desk):
    """Serve a desk to this machine."""
    server = make_server("127.0.0.1", 0, create_app(desk), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def serve():
    """Give the way to serve a desk."""
    return serving


@pytest.fixture
def address(desk):
    """Serve the desk with its one organisation."""
    with serving(desk) as served_at:
        yield served_at


@pytest.fixture
def bare(database, tmp_path, library):
    """Give a desk on an empty database, on the day of the example case."""
    clock = Clock(datetime(2025, 4, 22, 12, 45, tzinfo=UTC))
    settings = Settings(data=tmp_path, database_url=Secret(database))
    made = Setting(build_desk(settings, clock, library=library, passwords=CHEAP), clock)
    yield made
    made.desk.close()


@pytest.fixture
def served(bare):
    """Serve the desk with nothing in it."""
    with serving(bare.desk) as served_at:
        yield served_at

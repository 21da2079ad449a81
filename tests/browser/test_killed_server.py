"""The server dies between two key strokes: nothing typed is lost on the device that typed it."""

import os
import random
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager

import pytest
from acting import Way, at_work
from desks import PASSWORD, a_setting

TEXT = "complaints on social media from about nine"
PAGE = "/incidents/{}/facts/when"
QUESTION = "What the first signal was"
SAVED = "Saved as you type"


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


class Server:
    """The product as people start it, on one port, to be killed and started again."""

    def __init__(self, root, data, url, port) -> None:
        self.command = [sys.executable, "-P", "-m", "disclosure", "run", "--no-worker"]
        self.command += ["--data", str(data), "--listen", f"127.0.0.1:{port}"]
        self.environ = os.environ | {"PYTHONPATH": str(root), "DISCLOSURE_DATABASE_URL": url}
        self.address = f"http://127.0.0.1:{port}"
        self.process = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.process = subprocess.Popen(
            self.command, env=self.environ, stdout=subprocess.PIPE, text=True
        )
        first = self.process.stdout.readline()
        assert self.address in first, first
        with urllib.request.urlopen(f"{self.address}/healthz", timeout=20) as answer:  # noqa: S310
            assert answer.status == 200

    def kill(self) -> None:
        """Kill it as a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


@contextmanager
def running(server):
    server.start()
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.kill()


@pytest.fixture
def at_desk(database, tmp_path, library, request):
    """Give a server, an incident, and who may type into it."""
    setting = a_setting(database, tmp_path, library)
    ada = setting.person("Ada Clark")
    incident = setting.incident(ada)
    setting.desk.close()
    server = Server(request.config.rootpath, tmp_path, database, free_port())
    with running(server):
        yield server, ada, incident


def sign_in(somebody, person) -> None:
    somebody.open("/sign-in")
    somebody.write("Email address", person.email)
    somebody.write("Password", PASSWORD)
    somebody.press("Sign in")


def typed(somebody) -> str:
    return somebody.question(QUESTION).get_by_role("textbox", name=QUESTION).input_value()


@pytest.mark.slow
def test_the_device_that_typed_brings_back_every_key_stroke(browser, at_desk):
    server, ada, incident = at_desk
    places = [0, *sorted(random.Random(7).sample(range(1, len(TEXT)), 3)), len(TEXT)]  # noqa: S311
    with at_work(browser, server.address, Way.SCRIPT) as somebody:
        sign_in(somebody, ada)
        for place in places:
            somebody.open(PAGE.format(incident))
            box = somebody.question(QUESTION).get_by_role("textbox", name=QUESTION)
            box.fill("")
            box.press_sequentially(TEXT[:place])
            server.kill()
            box.press_sequentially(TEXT[place:])
            somebody.page.goto("about:blank")
            server.start()
            somebody.open(PAGE.format(incident))
            assert typed(somebody) == TEXT
        somebody.faults.clear()


@pytest.mark.slow
def test_another_device_has_what_was_typed_two_seconds_before(browser, at_desk):
    server, ada, incident = at_desk
    with at_work(browser, server.address, Way.SCRIPT) as somebody:
        sign_in(somebody, ada)
        somebody.open(PAGE.format(incident))
        box = somebody.question(QUESTION).get_by_role("textbox", name=QUESTION)
        box.press_sequentially(TEXT)
        # The page says so itself, and not later than two seconds after the last key.
        status = somebody.page.locator("[data-typing-status]").filter(has_text=SAVED)
        status.wait_for(timeout=2_000)
        server.kill()
        somebody.faults.clear()
    server.start()
    with at_work(browser, server.address, Way.SCRIPT) as elsewhere:
        sign_in(elsewhere, ada)
        elsewhere.open(PAGE.format(incident))
        assert typed(elsewhere) == TEXT

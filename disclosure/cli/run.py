"""Starts the desk: `disclosure run` on this machine, `disclosure worker` beside other nodes."""

from __future__ import annotations

import gc
import logging
import os
import threading
from typing import TYPE_CHECKING

import click

from disclosure.cli.options import FILE
from disclosure.problems import InvalidInputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from disclosure.desk import Desk
    from disclosure.settings import Settings

THREADS = 8
EVERY_SECONDS = 5.0
"""How often the worker looks for something to send."""
PAPERS_EVERY_SECONDS = 1.0
"""How often it looks for a document to make: somebody may be waiting for it."""


@click.command()
@click.option(
    "--data", type=FILE, help="The folder of the embedded database (default: the setting)."
)
@click.option("--listen", metavar="HOST:PORT", help="Where to listen (default: 127.0.0.1:8000).")
@click.option("--no-worker", is_flag=True, help="Send and make nothing: `disclosure worker` does.")
def run(data: Path | None, listen: str | None, *, no_worker: bool) -> None:
    """Serve the desk, on this machine only unless told otherwise."""
    from waitress.server import create_server

    from disclosure.desk import build_desk
    from disclosure.web.app import create_app

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    settings = _settings(data, listen)
    desk = build_desk(settings)
    _note_library(desk)
    host, port = settings.listen
    try:
        server = create_server(create_app(desk), host=host, port=port, threads=THREADS)
    except OSError as error:
        wrong = f"{host}:{port} cannot be listened on: {error.strerror}."
        allowed = "Choose another: --listen 127.0.0.1:8001."
        raise InvalidInputError([Problem("environment", "--listen", wrong, allowed)]) from error
    address = settings.base_url or f"http://{host}:{server.effective_port}"
    _welcome(desk, address)
    settle()
    stop = threading.Event()
    if not no_worker:
        start_papers(desk, stop)
        threading.Thread(target=_send, args=(desk, stop), name="worker", daemon=True).start()
    try:
        server.run()
    finally:
        stop.set()
        server.close()
        desk.close()


@click.command()
def worker() -> None:
    """Send reminders and make documents, on any number of nodes beside the server."""
    from disclosure.desk import build_desk

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    desk = build_desk(_settings(None, None))
    _note_library(desk)
    click.echo("Looking for reminders to send and documents to make. Stop with Ctrl+C.")
    stop = threading.Event()
    start_papers(desk, stop)
    try:
        _send(desk, stop)
    except KeyboardInterrupt:
        click.echo("Stopped.")
    finally:
        stop.set()
        desk.close()


@click.command()
def rebuild() -> None:
    """Make the lists of deadlines anew from what was recorded."""
    from disclosure.desk import build_desk

    desk = build_desk(_settings(None, None))
    count = desk.deadlines.rebuild()
    click.echo(f"The deadlines of {count} incident{'' if count == 1 else 's'} are made anew.")
    desk.close()


def settle() -> None:
    """Take what was loaded out of the search for garbage, for as long as the process runs.

    The law, the notices and the pages are never thrown away, and going through them again and
    again makes whoever is just being answered wait for a quarter of a second.
    """
    gc.collect()
    gc.freeze()


def open_desk(data: Path | None) -> Desk:
    """Open the desk for one command."""
    from disclosure.desk import build_desk

    logging.getLogger("alembic").setLevel(logging.WARNING)
    return build_desk(_settings(data, None))


def _settings(data: Path | None, listen: str | None) -> Settings:
    from disclosure.settings import DATA, LISTEN, Settings

    environ = dict(os.environ)
    if data is not None:
        environ[DATA] = str(data)
    if listen is not None:
        environ[LISTEN] = listen
    return Settings.from_environ(environ)


def _note_library(desk: Desk) -> None:
    """Note which law library the desk runs with, and say what changed since it last ran."""
    for change in desk.law_changes.note():
        click.echo(f"The law library: {change.heading}.")


def _welcome(desk: Desk, address: str) -> None:
    """Say where the desk is, and hand the first owner the one link there is."""
    click.echo(f"Disclosure serves {address}. Stop with Ctrl+C.")
    if desk.pdf_is_off:
        click.echo(desk.pdf_is_off)
    token = desk.people.first_owner_link()
    if token:
        click.echo("\nNobody can sign in yet. Open this link once, within 24 hours, to become the")
        click.echo(f"first owner:\n\n  {address}/first-owner/{token}\n")


def _send(desk: Desk, stop: threading.Event) -> None:
    """Send what is due, again and again."""
    _work(desk.reminders.work_once, EVERY_SECONDS, stop)


def start_papers(desk: Desk, stop: threading.Event) -> None:
    """Make documents beside it: a long one keeps no reminder back."""
    args = (desk.document_work.work_once, PAPERS_EVERY_SECONDS, stop)
    threading.Thread(target=_work, args=args, name="papers", daemon=True).start()


def _work(work_once: Callable[[], bool], seconds: float, stop: threading.Event) -> None:
    """Work off what is due, again and again; what fails is tried again later."""
    log = logging.getLogger("disclosure.worker")
    while not stop.is_set():
        try:
            while not stop.is_set() and work_once():
                pass
        except Exception:
            # One of the three places that may catch everything: whatever one reminder breaks on,
            # the others must still go out. The failed one stays leased and comes round again.
            log.exception("The worker goes on after this.")
        stop.wait(seconds)

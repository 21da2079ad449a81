"""Serves an example: three incidents under names that are made up, on a desk of its own."""

from __future__ import annotations

import logging
import tempfile
import threading
from pathlib import Path

import click

from disclosure.cli.options import FILE
from disclosure.problems import InvalidInputError, Problem

HERE = "127.0.0.1:8001"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option(
    "--data", type=FILE, help="The folder to make it in (default: one that is thrown away)."
)
@click.option(
    "--listen", metavar="HOST:PORT", default=HERE, show_default=True, help="Where to listen."
)
def demo(data: Path | None, listen: str) -> None:
    """Serve an example to look around in; nothing in it is real and nothing leaves it."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    with tempfile.TemporaryDirectory(prefix="disclosure-example-") as thrown_away:
        _serve(data or Path(thrown_away), listen)


def _serve(folder: Path, listen: str) -> None:
    from waitress.server import create_server

    from disclosure.cli.run import THREADS, start_papers
    from disclosure.demo.build import build_example
    from disclosure.settings import LISTEN, Settings
    from disclosure.web.app import create_app

    settings = Settings.from_environ({LISTEN: listen})
    host, port = settings.listen
    if host not in LOOPBACK:
        wrong = "Whoever reaches the example may enter it without a password."
        raise InvalidInputError(
            [Problem("environment", "--listen", wrong, "Listen on 127.0.0.1 only.")]
        )
    click.echo("Telling three incidents; this takes some seconds.")
    example = build_example(settings, folder)
    stop = threading.Event()
    try:
        server = create_server(create_app(example.desk), host=host, port=port, threads=THREADS)
        click.echo(f"The example is at http://{host}:{server.effective_port}. Stop with Ctrl+C.")
        start_papers(example.desk, stop)
        server.run()
    except OSError as error:
        wrong = f"{listen} cannot be listened on: {error.strerror}."
        allowed = "Choose another: --listen 127.0.0.1:8002."
        raise InvalidInputError([Problem("environment", "--listen", wrong, allowed)]) from error
    finally:
        stop.set()
        example.desk.close()

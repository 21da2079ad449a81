"""Makes PDFs in processes of their own, so that no page waits for one and none can hang the desk.

Each of two threads looks after one process: hands it a document, waits for the bytes, and starts
a fresh process where the old one died or took too long. A document never takes another one with
it, and whoever asked is told in plain words.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import queue
import signal
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from disclosure.outputs.papers import PaperError, PDFUnavailableError, Printable

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

__all__ = ["PDFUnavailableError", "PaperError", "Press"]

PROCESSES = 2
LIMIT = 60.0
"""Seconds after which a document is given up; a long one takes one second."""
PRINTER = "disclosure.outputs.pdf"
LIBRARIES = {
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "Pango for fonts": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    "HarfBuzz-Subset": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
    ),
}
"""What must be on the machine, by the name of its file on each system."""
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
BROKE, REFUSED, DONE = "broke", "refused", "done"
Job = tuple[Printable, "Future[bytes]"]


class Press:
    """Prints documents, two at a time."""

    def __init__(self, *, limit: float = LIMIT) -> None:
        """Take the seconds that one document may need; processes start with the first one."""
        self._limit = limit
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._is_closed = False
        self._printed = 0

    @property
    def printed(self) -> int:
        """Give how many documents were handed to a process; one that is kept needs none."""
        return self._printed

    @staticmethod
    def why_off() -> str:
        """Say why no PDF can be made on this machine; nothing where it can."""
        return _why_off()

    def submit(self, paper: Printable) -> Future[bytes]:
        """Hand in a document; what comes of it is its bytes, or an error that says why not.

        Raises:
            PDFUnavailableError: No PDF can be made on this machine.
        """
        why = self.why_off()
        if why:
            raise PDFUnavailableError(why)
        job: Future[bytes] = Future()
        with self._lock:
            if self._is_closed:
                raise PaperError("The printer is closed: the desk is shutting down.")
            self._jobs.put((paper, job))
            if len(self._threads) < PROCESSES:
                self._threads.append(threading.Thread(target=self._look_after, daemon=True))
                self._threads[-1].start()
        return job

    def close(self) -> None:
        """Finish what was handed in, and end the processes."""
        with self._lock:
            self._is_closed = True
            for _ in self._threads:
                self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _look_after(self) -> None:
        worker = _Worker()
        while (job := self._jobs.get()) is not None:
            paper, future = job
            if not future.set_running_or_notify_cancel():
                continue
            with self._lock:
                self._printed += 1
            try:
                future.set_result(worker.print(paper, self._limit))
            except PaperError as error:
                future.set_exception(error)
        worker.stop()


@dataclass(slots=True)
class _Worker:
    """One process that prints, started when it is first needed and again when it is gone."""

    process: SpawnProcess | None = None
    pipe: Connection | None = None

    def print(self, paper: Printable, limit: float) -> bytes:
        pipe = self.pipe if self.process and self.process.is_alive() else None
        pipe = pipe or self._start()
        try:
            pipe.send(paper)
            if not pipe.poll(limit):
                self.stop()
                raise PaperError(
                    f"The document took longer than {limit:g} seconds and was given up. "
                    "Try again; if it happens again, tell the maintainers."
                )
            said, content = pipe.recv()
        except (EOFError, OSError) as error:
            self.stop()
            raise PaperError(
                "The process that makes PDFs ended in the middle of this one. Try again."
            ) from error
        if said == DONE and isinstance(content, bytes):
            return content
        raise PaperError(str(content))

    def stop(self) -> None:
        if self.pipe is not None:
            self.pipe.close()
        if self.process is not None:
            self.process.kill()
            self.process.join()
        self.process, self.pipe = None, None

    def _start(self) -> Connection:
        self.stop()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.pipe = ours
        return ours


def _serve(pipe: Connection) -> None:
    """Print what comes through the pipe, until its other end is closed."""
    # An interrupt on the terminal ends the desk, which then ends this process in good order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            paper = pipe.recv()
            made = _tried(paper)
            pipe.send(made)
        except (EOFError, OSError):
            # Whoever asked is gone; there is nobody to tell.
            return


def _tried(paper: Printable) -> tuple[str, object]:
    try:
        return DONE, import_module(PRINTER).print_now(paper)
    except PaperError as error:
        return REFUSED, str(error)
    except Exception as error:  # noqa: BLE001 - whoever asked must hear of it, whatever it is
        return BROKE, f"The document could not be made: {type(error).__name__}: {error}"


@cache
def _why_off() -> str:
    """Look for what WeasyPrint needs, without importing it: that takes a second."""
    if find_spec("weasyprint") is None or find_spec("pikepdf") is None:
        return "PDF files are off: WeasyPrint or pikepdf is not installed."
    missing = [name for name, files in LIBRARIES.items() if not any(map(_loads, files))]
    if not missing:
        return ""
    return (
        f"PDF files are off: {' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not "
        f"installed. On Debian and Ubuntu: apt-get install {PACKAGES}. Everything else works."
    )


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True

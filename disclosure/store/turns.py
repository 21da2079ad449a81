"""Whose turn it is to write: SQLite has one writer, and wakes those who wait for it late.

Its own waiting sleeps in steps that grow to a tenth of a second, in each process by itself. Here
who waits is woken when the writer before is done, whichever process that was.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from disclosure.store.engine import BUSY_MS, OWNER_ONLY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL


class Turns:
    """Lets writers of one database write one after the other, across threads and processes.

    It decides nothing but the order: the database itself lets no two write at once, and a writer
    that takes no turn waits for it as ever. Whoever ends gives up the turn, however they end.
    """

    def __init__(self, path: Path | None, longest: float) -> None:
        """Wait at a file; without one there is nothing to wait for.

        Args:
            path: The file, which holds nothing.
            longest: After how many seconds somebody goes ahead and leaves it to the database.
        """
        self._path, self._longest = path, longest
        self._here = Lock()
        self._hung: Event | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, and give it up at the end of the block."""
        if self._path is None or not self._here.acquire(timeout=self._longest):
            yield
            return
        try:
            with self._among_processes(self._path):
                yield
        finally:
            self._here.release()

    @contextmanager
    def _among_processes(self, path: Path) -> Iterator[None]:
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, OWNER_ONLY)
        except OSError:
            # Nothing may be written beside the database: then SQLite's own waiting must do.
            yield
            return
        try:
            self._wait(file)
            yield
        finally:
            os.close(file)
            # Somebody in another process goes first, or they would wait for all of ours.
            os.sched_yield()

    def _wait(self, file: int) -> None:
        """Wait for the lock of a file, which the system itself does without an end.

        A thread does it, therefore, where somebody else has the lock. One that waited in vain and
        still does says that a process hangs in its turn: then nobody waits behind it again.
        """
        if self._hung is not None and not self._hung.is_set():
            return
        with suppress(OSError):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                is_ours = Event()
                # Both numbers are of one opening of the file: the lock ends with the last of them.
                waits = (os.dup(file), is_ours)
                Thread(target=_lock, args=waits, name="turn", daemon=True).start()
                self._hung = None if is_ours.wait(self._longest) else is_ours


def _lock(file: int, is_ours: Event) -> None:
    try:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)
    finally:
        # Where it took too long the other number is closed by now, and this gives the lock up.
        os.close(file)
        is_ours.set()


@cache
def turns_of(url: URL) -> Turns:
    """Give the turns of a database; of a server's own there are none to keep."""
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Turns(Path(f"{url.database}-turn") if is_file else None, BUSY_MS / 1000)

"""The composition root of the desk: settings in, everything its pages and its worker need out."""

from __future__ import annotations

import json
import logging
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from disclosure.bootstrap import Services, build_services, utc_now
from disclosure.services.incidents import Incidents
from disclosure.services.passwords import Passwords
from disclosure.services.sign_in import SignIns
from disclosure.store.engine import make_engine
from disclosure.store.migrate import is_current, migrate
from disclosure.store.transactions import Transactions

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from disclosure.settings import Settings
    from disclosure.trail.entries import Entry

LOG = logging.getLogger("disclosure.trail")
OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a page may ask for."""

    settings: Settings
    library: Services
    engine: Engine
    transactions: Transactions
    now: Callable[[], datetime]
    sign_ins: SignIns
    incidents: Incidents

    @property
    def is_healthy(self) -> bool:
        """Say whether the database answers and has the newest schema."""
        return is_current(self.engine, self.library.root)

    @property
    def pdf_is_off(self) -> str:
        """Say why no PDF files are made."""
        return (
            "PDF files are off: this version writes HTML, text and JSON. "
            "The print view of a notice can be kept as a PDF by the browser."
        )

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def build_desk(
    settings: Settings,
    now: Callable[[], datetime] = utc_now,
    *,
    library: Services | None = None,
    passwords: Passwords | None = None,
) -> Desk:
    """Load the catalogue, open the database, wire the services.

    Args:
        settings: The settings.
        now: Gives the present instant, aware.
        library: The services that need no database, where they are already at hand.
        passwords: Judges and hashes passwords, at another cost than the usual one.

    Raises:
        CatalogueError: The law or the notices are wrong; lists every problem.
    """
    library = library or build_services(settings)
    if not settings.database_url.value:
        settings.data.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings.database)
    migrate(engine, library.root)
    transactions = Transactions(engine, now, after=write_log)
    return Desk(
        settings=settings,
        library=library,
        engine=engine,
        transactions=transactions,
        now=now,
        sign_ins=SignIns(transactions, passwords or Passwords()),
        incidents=Incidents(transactions),
    )


def write_log(entries: tuple[Entry, ...]) -> None:
    """Write what was stored to the log: who did what, never the content."""
    for entry in entries:
        line = {
            "chain": entry.chain,
            "seq": entry.seq,
            "action": str(entry.action),
            "actor": entry.actor,
            "at": entry.at.isoformat(),
            "digest": entry.digest,
        }
        LOG.info("%s", json.dumps(line))


def cookie_key(settings: Settings) -> bytes:
    """Give the key that signs cookies: the one set, or one made once and kept beside the data."""
    if settings.cookie_key.value:
        return settings.cookie_key.value.encode()
    path: Path = settings.data / "cookie.key"
    settings.data.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(32))
    return path.read_bytes()

"""The composition root of the desk: settings in, everything its pages and its worker need out."""

from __future__ import annotations

import json
import logging
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.bootstrap import Services, build_services, utc_now
from disclosure.channels.mail import SMTPMailer
from disclosure.outputs.mails import MailWriter
from disclosure.services.approvals import Approvals
from disclosure.services.deadlines import Deadlines
from disclosure.services.duties import Duties
from disclosure.services.facts import Facts
from disclosure.services.incidents import Incidents
from disclosure.services.link_mail import LinkMail
from disclosure.services.notice_texts import NoticeTexts
from disclosure.services.notices import Notices
from disclosure.services.organisations import Organisations, added_by_first_owner
from disclosure.services.passwords import Passwords
from disclosure.services.people import People
from disclosure.services.reminders import Reminders
from disclosure.services.sign_in import SignIns
from disclosure.services.submissions import Submissions
from disclosure.store.engine import Engine, make_engine
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
    people: People
    organisations: Organisations
    incidents: Incidents
    facts: Facts
    duties: Duties
    notices: Notices
    approvals: Approvals
    submissions: Submissions
    deadlines: Deadlines
    reminders: Reminders

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
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = make_engine(settings.database)
    migrate(engine, library.root)
    transactions = Transactions(engine, now, after=write_log)
    return _wired(settings, library, Base(engine, transactions, now), passwords)


@dataclass(frozen=True, slots=True)
class Base:
    """What every service of the desk stands on."""

    engine: Engine
    transactions: Transactions
    now: Callable[[], datetime]


def _wired(settings: Settings, library: Services, base: Base, passwords: Passwords | None) -> Desk:
    transactions, catalogue = base.transactions, library.catalogue
    people = People.build(
        transactions, added_by_first_owner, passwords, link_mail=_link_mail(settings, library)
    )
    texts = NoticeTexts(library.packs)
    approvals = Approvals(transactions, texts)
    deadlines = Deadlines(
        transactions, catalogue, library.assessments, settings.address, (approvals.supersede,)
    )
    # What follows from a change of an incident, within the transaction that makes it.
    on_change = (approvals.supersede, deadlines.refresh)
    return Desk(
        settings=settings,
        library=library,
        engine=base.engine,
        transactions=transactions,
        now=base.now,
        sign_ins=people.sign_ins,
        people=people,
        organisations=Organisations(transactions, catalogue, on_change),
        incidents=Incidents(transactions, on_change),
        facts=Facts(transactions, catalogue, on_change),
        duties=Duties(transactions, catalogue, library.assessments, on_change),
        notices=Notices(transactions, texts),
        approvals=approvals,
        submissions=Submissions(transactions, texts, on_change),
        deadlines=deadlines,
        reminders=_reminders(settings, library, transactions),
    )


def _reminders(settings: Settings, library: Services, transactions: Transactions) -> Reminders:
    mailer = SMTPMailer(settings.mail) if settings.mail else None
    writer = MailWriter(library.root / "templates")
    return Reminders(transactions, mailer, writer, settings.address)


def _link_mail(settings: Settings, library: Services) -> LinkMail | None:
    if settings.mail is None:
        return None
    return LinkMail(SMTPMailer(settings.mail), MailWriter(library.root / "templates"))


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
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(32))
    return path.read_bytes()

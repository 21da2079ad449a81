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
from disclosure.outputs.press import Press
from disclosure.services.approvals import Approvals
from disclosure.services.bundles import Bundles
from disclosure.services.corrections import Corrections
from disclosure.services.deadline_done import StagesDone
from disclosure.services.deadline_waiting import WaitingFor
from disclosure.services.deadlines import Deadlines
from disclosure.services.document_papers import DocumentPapers
from disclosure.services.document_work import DocumentWork
from disclosure.services.documents import Documents
from disclosure.services.duties import Duties
from disclosure.services.example_sign_in import ExampleSignIns
from disclosure.services.facts import Facts
from disclosure.services.incidents import Incidents
from disclosure.services.known_at import KnownAt
from disclosure.services.latest import Latest
from disclosure.services.law_changes import LawChanges
from disclosure.services.law_unknowns import Unknowns
from disclosure.services.link_mail import LinkMail
from disclosure.services.looks import Looks
from disclosure.services.notice_texts import NoticeTexts
from disclosure.services.notices import Notices
from disclosure.services.organisations import Organisations, added_by_first_owner
from disclosure.services.passwords import Passwords
from disclosure.services.pasting import Pasting
from disclosure.services.people import People
from disclosure.services.redactions import Redactions
from disclosure.services.registers import Registers
from disclosure.services.reminders import Reminders
from disclosure.services.said import Said
from disclosure.services.sign_in import SignIns
from disclosure.services.submissions import Submissions
from disclosure.services.trail_pages import Trails
from disclosure.services.word_files import WordFiles
from disclosure.store.documents import forget
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
    """Everything a page may ask for.

    Attributes:
        example: The door of an example, where one chooses who to be; None on a real desk.
    """

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
    stages_done: StagesDone
    reminders: Reminders
    redactions: Redactions
    bundles: Bundles
    registers: Registers
    documents: Documents
    document_work: DocumentWork
    trails: Trails
    known_at: KnownAt
    unknowns: Unknowns
    example: ExampleSignIns | None = None

    @property
    def is_healthy(self) -> bool:
        """Say whether the database answers and has the newest schema."""
        return is_current(self.engine, self.library.root)

    @property
    def waiting(self) -> WaitingFor:
        """Say what waits for somebody over all incidents."""
        return WaitingFor(self.transactions, self.library.catalogue)

    @property
    def law_changes(self) -> LawChanges:
        """Say what changed in the law library, and which open incidents it touches."""
        library = self.library
        return LawChanges(
            self.transactions, library.catalogue, library.assessments, self.deadlines.refresh
        )

    @property
    def corrections(self) -> Corrections:
        """Show what was said and does not hold any more, and record what is done about it."""
        return Corrections(self.transactions, self.notices.texts, self.duties.on_change)

    @property
    def looks(self) -> Looks:
        """Record the looks at decisions not to notify."""
        return Looks(self.transactions, self.library.catalogue, self.duties.on_change)

    @property
    def latest(self) -> Latest:
        """Say what happened last in an incident."""
        return Latest(self.transactions, self.library.catalogue)

    @property
    def said(self) -> Said:
        """Say what everybody was told."""
        return Said(self.transactions, self.library.catalogue)

    @property
    def word(self) -> WordFiles:
        """Hand out and take back texts as Word files."""
        return WordFiles(self.transactions, self.notices.texts, self.settings.is_example)

    @property
    def pasting(self) -> Pasting:
        """Read texts written elsewhere, and take them over."""
        return Pasting(self.transactions, self.notices.texts)

    @property
    def pdf_is_off(self) -> str:
        """Say why no PDF files are made; nothing where they are."""
        return Press.why_off()

    def close(self) -> None:
        """Let go of the printer and of the database."""
        self.documents.press.close()
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
    mail = _link_mail(settings, library)
    people = People.build(transactions, added_by_first_owner, passwords, link_mail=mail)
    texts = NoticeTexts(library.packs)
    approvals = Approvals(transactions, texts)
    deadlines = _deadlines(settings, library, transactions, approvals)
    # What follows from a change of an incident, within the transaction that makes it.
    on_change = (approvals.supersede, deadlines.refresh)
    duties = Duties(transactions, catalogue, library.assessments, on_change)
    notices = Notices(transactions, texts)
    papers, press = DocumentPapers(library.packs, settings.is_example), Press()
    return Desk(
        settings=settings,
        library=library,
        engine=base.engine,
        transactions=transactions,
        now=base.now,
        sign_ins=people.sign_ins,
        people=people,
        organisations=Organisations(transactions, catalogue, on_change),
        incidents=Incidents(transactions, deadlines),
        facts=Facts(transactions, catalogue, on_change),
        duties=duties,
        notices=notices,
        approvals=approvals,
        submissions=Submissions(transactions, texts, on_change),
        deadlines=deadlines,
        stages_done=StagesDone(transactions, catalogue, library.assessments, on_change),
        reminders=_reminders(settings, library, transactions),
        redactions=Redactions(transactions, catalogue.vocabulary, on_change, (forget,)),
        bundles=Bundles(transactions),
        registers=Registers(transactions, texts, is_example=settings.is_example),
        documents=Documents(transactions, papers, press),
        document_work=DocumentWork(transactions, papers, press),
        trails=Trails(transactions, catalogue),
        known_at=KnownAt(transactions, duties, notices),
        unknowns=Unknowns.build(transactions, catalogue, library.assessments),
        example=ExampleSignIns(transactions) if settings.is_example else None,
    )


def _deadlines(
    settings: Settings, library: Services, transactions: Transactions, approvals: Approvals
) -> Deadlines:
    catalogue, follows = library.catalogue, (approvals.supersede,)
    return Deadlines(transactions, catalogue, library.assessments, settings.address, follows)


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

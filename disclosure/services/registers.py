"""Papers and files of one incident: which there are, and each of them made anew when it is taken.

Taking a file changes nothing, so nothing is recorded of it. Texts may be taken by the whole team,
which reads them anyway; registers hold everything at once, so they need a part in the work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.facts.instants import in_words
from disclosure.outputs.notice_files import Format, formats_for
from disclosure.outputs.outgoing import Outgoing
from disclosure.outputs.papers import DRAFT, EXAMPLE
from disclosure.outputs.registers import (
    Register,
    approvals_register,
    as_example,
    duties_register,
    facts_register,
    submissions_register,
)
from disclosure.outputs.spreadsheets import CSV_TYPE, XLSX_TYPE, csv_file, xlsx_file
from disclosure.problems import ForbiddenError, NotFoundError
from disclosure.services.deadlines import WORKERS
from disclosure.services.notice_overtaken import marks
from disclosure.services.notice_pages import HAPPENED
from disclosure.services.notice_texts import Loaded, NoticeTexts, One
from disclosure.services.notices import NOW
from disclosure.services.register_rows import approval_rows, submission_rows
from disclosure.services.said import register_of, said_of
from disclosure.store import notices as stored
from disclosure.store.incidents import organisation_at
from disclosure.store.submissions import submitted
from disclosure.store.trail import latest_entries
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from disclosure.signoff.people import Person
    from disclosure.store.notices import Begun, Version
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.trail.entries import Entry

TAKERS = WORKERS
"""Who may take a register."""
REGISTERS = ("facts", "duties", "submissions", "approvals")
SAID = "said"
"""Who was told what: a table made from the registers’ matter, and no register itself."""
EVERY = "all"
XLSX, CSV = "xlsx", "csv"
NO_FILE = "There is no such file in this incident."
NOT_YOURS = (
    "Registers hold everything recorded about the incident, so they are taken by recorders, "
    "drafters, approvers and releasers on its team. Ask an owner for one of these roles."
)
CONFIDENTIAL = (
    "It holds everything recorded, facts under privilege and inside information among it. Give it "
    "to nobody who may not know all of it."
)
NOT_IN_NAMES = '/\\:*?"<>|'
LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as it is handed out."""

    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class TextLine:
    """One text of a notice, and the formats it can be had in.

    Attributes:
        ref: `now`, or the series and the number of a version: `1.2`.
        became: What happened to it last; nothing of the draft as it stands.
        marks: What is no longer so of a text that went out, in a few words each.
    """

    ref: str
    series: int
    version: int | None
    became: str
    is_released: bool
    formats: tuple[Format, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeFiles:
    """A notice with every text of it, the newest first."""

    id: str
    title: str
    texts: tuple[TextLine, ...]
    is_repeated: bool


@dataclass(frozen=True, slots=True)
class FilesPage:
    """Everything one can have of an incident.

    Attributes:
        may_take: Whether the person may take registers.
    """

    notices: tuple[NoticeFiles, ...]
    may_take: bool


@dataclass(frozen=True, slots=True)
class _Kept:
    """Every series of every notice: what was frozen, and what the trail says."""

    begun: tuple[Begun, ...]
    versions: Mapping[UUID, tuple[Version, ...]]
    entries: Mapping[UUID, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Registers:
    """Lists the papers and files of an incident, and makes them.

    Attributes:
        is_example: Everything in this installation is made up, and every file says so.
    """

    transactions: Transactions
    texts: NoticeTexts
    is_example: bool = False

    # ---- The page ------------------------------------------------------------------------

    def index(self, person: Person, incident_id: UUID) -> FilesPage:
        """List every file one can have of an incident.

        Raises:
            NotFoundError: The incident does not exist or is not theirs to see.
        """
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
            kept = _kept(tx, loaded)
        found = tuple(_files(one, kept, loaded) for one in self.texts.at_hand(loaded))
        return FilesPage(found, person.may(*TAKERS))

    # ---- Texts ---------------------------------------------------------------------------

    def notice(
        self, person: Person, incident_id: UUID, name: str, ref: str, *, format_id: str
    ) -> Handed:
        """Give a text of a notice as a file.

        Args:
            person: Who asks.
            incident_id: The incident.
            name: The notice.
            ref: `now` for the draft as it stands, or a version: `1.2`.
            format_id: One of those its layout has.

        Raises:
            NotFoundError: There is no such notice, version or format, or it is not theirs to see.
        """
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            outgoing = self._outgoing(tx, loaded, one, ref)
        for wanted in formats_for(outgoing.draft.layout):
            if wanted.id == format_id:
                file = f"{_name(loaded, one.notice.title, *_of(outgoing))}.{wanted.ending}"
                return Handed(file, wanted.media_type, wanted.make(outgoing))
        raise NotFoundError(NO_FILE)

    def _outgoing(self, tx: Transaction, loaded: Loaded, one: One, ref: str) -> Outgoing:
        if ref == NOW and one.is_out:
            ref = f"{one.series}.{one.progress.version}"
        if ref == NOW:
            return Outgoing(
                draft=self.texts.working(loaded, [one])[one.notice.id].draft,
                organisation=loaded.case.organisation,
                version=None,
                dated_at=_last(tx, loaded).at,
                zone=loaded.case.zone,
                series=one.series,
                marks=self._marks(is_released=False),
            )
        begun, version = _version(tx, one, ref)
        entries = stored.entries_about(tx, loaded.incident.id, [begun.id]).get(begun.id, ())
        released = _release(entries, version)
        at = released.at if released else version.known_at
        return Outgoing(
            draft=version.draft,
            organisation=organisation_at(tx, loaded.incident.organisation_id, at),
            version=version.number,
            dated_at=at,
            zone=loaded.case.zone,
            series=begun.series,
            marks=self._marks(is_released=released is not None),
        )

    def _marks(self, *, is_released: bool) -> tuple[str, ...]:
        return (*(() if is_released else (DRAFT,)), *((EXAMPLE,) if self.is_example else ()))

    # ---- Registers -----------------------------------------------------------------------

    def register(self, person: Person, incident_id: UUID, name: str, format_id: str) -> Handed:
        """Give a register as a file; `all` is one workbook with every register.

        Raises:
            ForbiddenError: The person has no part in the work.
            NotFoundError: There is no such register or format, or it is not theirs to see.
        """
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
            if not person.may(*TAKERS):
                raise ForbiddenError(NOT_YOURS)
            wanted = REGISTERS if name == EVERY else (name,)
            if not set(wanted) <= {*REGISTERS, SAID} or (name, format_id) == (EVERY, CSV):
                raise NotFoundError(NO_FILE)
            registers = [self._register(tx, loaded, each) for each in wanted]
            last = _last(tx, loaded)
        title = registers[0].title if len(registers) == 1 else "Registers"
        marks = (EXAMPLE,) if self.is_example else ()
        file = _name(loaded, title, f"{last.at.astimezone(loaded.case.zone):%Y-%m-%d %H%M}", *marks)
        if format_id == CSV:
            return Handed(f"{file}.{CSV}", CSV_TYPE, csv_file(registers[0]))
        if format_id == XLSX:
            about = self._about(loaded, title, last)
            body = xlsx_file(registers, made_at=last.at, about=about)
            return Handed(f"{file}.{XLSX}", XLSX_TYPE, body)
        raise NotFoundError(NO_FILE)

    def _register(self, tx: Transaction, loaded: Loaded, name: str) -> Register:
        packs, case = self.texts.packs, loaded.case
        if name == "facts":
            made = facts_register(case.facts, packs.catalogue.vocabulary, case.zone)
        elif name == "duties":
            names = packs.assessments.names(loaded.assessment.law_as_of)
            made = duties_register(loaded.assessment, names)
        elif name == SAID:
            made = register_of(said_of(tx, case, packs.catalogue), case)
        else:
            kept = _kept(tx, loaded)
            titles = {one.notice.id: one.notice.title for one in loaded.notices.values()}
            if name == "submissions":
                given = submitted(tx, [each.id for each in kept.begun])
                made = submissions_register(submission_rows(given, kept.begun, titles), case.zone)
            else:
                steps = approval_rows(kept.entries, kept.begun, titles)
                made = approvals_register(steps, case.zone)
        return as_example(made) if self.is_example else made

    def _about(self, loaded: Loaded, title: str, last: Entry) -> tuple[str, ...]:
        at = in_words(last.at, loaded.case.zone)
        example = ("EXAMPLE. Everything in this file is made up.",) if self.is_example else ()
        return (
            f"{title}: {loaded.incident.title}",
            *example,
            loaded.case.organisation.name,
            f"As recorded up to entry {last.seq} of the trail, {at}.",
            f"The digest of that entry: {last.digest}",
            f"A column of times names its clock: {loaded.case.zone.key} or UTC.",
            CONFIDENTIAL,
        )


# ---- Steps -------------------------------------------------------------------------------


def _kept(tx: Transaction, loaded: Loaded) -> _Kept:
    """Read the series that were given before the present ones, and join all together."""
    ones = loaded.notices.values()
    earlier = [begun for one in ones for begun in one.earlier]
    ids = [begun.id for begun in earlier]
    versions = dict(stored.versions_of(tx, ids))
    entries = dict(stored.entries_about(tx, loaded.incident.id, ids))
    for one in ones:
        if one.begun:
            versions[one.begun.id] = one.versions
            entries[one.begun.id] = one.entries
    present = [one.begun for one in ones if one.begun]
    return _Kept((*earlier, *present), versions, entries)


def _files(one: One, kept: _Kept, loaded: Loaded) -> NoticeFiles:
    formats = formats_for(one.notice.layout)
    present = [one.begun] if one.begun else []
    lines = [
        _line(begun, version, kept.entries.get(begun.id, ()), formats, loaded)
        for begun in (*one.earlier, *present)
        for version in kept.versions.get(begun.id, ())
    ]
    now = TextLine(NOW, one.series, None, "", is_released=False, formats=formats)
    texts = (*(() if one.is_out else (now,)), *reversed(lines))
    return NoticeFiles(one.notice.id, one.notice.title, texts, is_repeated=bool(one.earlier))


def _line(
    begun: Begun,
    version: Version,
    entries: Iterable[Entry],
    formats: tuple[Format, ...],
    loaded: Loaded,
) -> TextLine:
    own = [entry for entry in entries if entry.detail.get("version") == version.number]
    is_released = _release(own, version) is not None
    return TextLine(
        ref=f"{begun.series}.{version.number}",
        series=begun.series,
        version=version.number,
        became=HAPPENED[own[-1].action] if own else "",
        is_released=is_released,
        formats=formats,
        marks=_marks_of(loaded, begun) if is_released else (),
    )


def _marks_of(loaded: Loaded, begun: Begun) -> tuple[str, ...]:
    name = f"{begun.template}#{begun.series}"
    return marks(loaded.known, name, loaded.ground.reach_each)


def _release(entries: Iterable[Entry], version: Version) -> Entry | None:
    """Give the entry by which a version was released, or None."""
    wanted = (Action.NOTICE_RELEASED, version.number)
    return next((e for e in entries if (e.action, e.detail.get("version")) == wanted), None)


def _version(tx: Transaction, one: One, ref: str) -> tuple[Begun, Version]:
    series, _, number = ref.partition(".")
    found = [b for b in (*one.earlier, one.begun) if b and str(b.series) == series]
    if not found or not number.isdecimal():
        raise NotFoundError(stored.NO_VERSION)
    return found[0], stored.version_of(tx, found[0].id, int(number[:6]))


def _last(tx: Transaction, loaded: Loaded) -> Entry:
    """Give the last entry about an incident; its opening is one, so there always is one."""
    return latest_entries(tx, loaded.incident.id, 1)[0]


def _of(outgoing: Outgoing) -> tuple[str, ...]:
    """Say in a file's name which text it is, and whether it may be given out."""
    if outgoing.version is None:
        which: tuple[str, ...] = ("as it stands",)
    else:
        again = (f"text {outgoing.series}",) if outgoing.series > 1 else ()
        which = (*again, f"version {outgoing.version}")
    return (*which, *(("released",) if outgoing.is_released else ()), *outgoing.marks)


def _name(loaded: Loaded, *parts: str) -> str:
    """Name a file after who speaks and what it is, for people and for every file system."""
    whole = " - ".join((loaded.case.organisation.name, *parts))
    kept = "".join(char for char in whole if char.isprintable() and char not in NOT_IN_NAMES)
    return " ".join(kept.split()).strip(". ")[:LONGEST_NAME]

"""Incidents: who may see them, and everything recorded about one as a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from disclosure.facts.case import (
    Case,
    LateReason,
    Organisation,
    Release,
    ReleasedSentence,
    Submission,
)
from disclosure.facts.instants import LONDON
from disclosure.problems import NotFoundError
from disclosure.store.codec import read_fact, read_judgement, read_look, read_organisation
from disclosure.store.corrections import let_stand_of
from disclosure.store.models import (
    AuditEntryRow,
    EntryOrderRow,
    FactVersionRow,
    IncidentRow,
    JudgementLookRow,
    JudgementRow,
    LateReasonRow,
    NoticeRow,
    NoticeVersionRow,
    OrganisationRow,
    OrganisationVersionRow,
    SubmissionRow,
    TeamRow,
)
from disclosure.store.tables import by_then, table_of
from disclosure.words.keys import group_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from sqlalchemy import Select

    from disclosure.facts.looks import Look
    from disclosure.facts.versions import FactVersion, Judgement
    from disclosure.signoff.people import Person
    from disclosure.store.held import Parts
    from disclosure.store.models import Base
    from disclosure.store.transactions import Transaction


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident as its pages name it."""

    id: UUID
    title: str
    organisation_id: UUID
    organisation_name: str
    opened_at: datetime
    zone: ZoneInfo
    law_as_of: date | None = None
    closed_at: datetime | None = None

    def law_day(self, at: datetime) -> date:
        """Give the day whose law is applied: the incident's own, or that of the instant."""
        return self.law_as_of or at.astimezone(self.zone).date()


NO_INCIDENT = "There is no such incident, or you are not on its team."


def incident_for(tx: Transaction, person: Person, incident_id: UUID) -> Incident:
    """Give an incident to somebody on its team; a writer waits for the writers before it.

    A reader looks from no earlier than the last entry: another node's clock may be ahead.

    Raises:
        NotFoundError: It does not exist or is not theirs to see; nobody can tell which.
    """
    found = tx.ask(
        _OF_TEAM,
        incident=incident_id,
        person=person.id,
        chain=str(incident_id),
        until=tx.until,
    ).one_or_none()
    if found is None:
        raise NotFoundError(NO_INCIDENT)
    if tx.actor is not None:
        tx.claim(incident_id)
    elif found.last_at is not None:
        tx.not_before(found.last_at)
        tx.seen[str(incident_id)] = found.last_digest
    return _incident(found)


def incident_by_id(tx: Transaction, incident_id: UUID) -> Incident:
    """Give an incident to the program itself, which works for nobody.

    Raises:
        NotFoundError: It does not exist.
    """
    found = tx.ask(_BY_ID, incident=incident_id).one_or_none()
    if found is None:
        raise NotFoundError(NO_INCIDENT)
    return _incident(found)


def incidents_of(tx: Transaction, person: Person) -> tuple[Incident, ...]:
    """Give the incidents somebody may see, the newest first."""
    return tuple(_incident(row) for row in tx.ask(_OF_PERSON, person=person.id))


def every_incident(tx: Transaction) -> tuple[UUID, ...]:
    """Give the id of every incident, for the program's own work."""
    return tuple(tx.session.scalars(select(IncidentRow.id).order_by(IncidentRow.opened_at)))


def _incident(row: Any) -> Incident:  # noqa: ANN401 - a result row of the selects below
    return Incident(
        id=row.id,
        title=row.title,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation_name,
        opened_at=row.opened_at,
        zone=ZoneInfo(row.zone),
        law_as_of=row.law_as_of,
        closed_at=row.closed_at,
    )


# Statements are made once: to put one together costs more than to run it.
_INCIDENT, _TEAM, _ENTRY = (table_of(row) for row in (IncidentRow, TeamRow, AuditEntryRow))
_ORGANISATION = table_of(OrganisationRow)
_NAMED = select(_INCIDENT, _ORGANISATION.c.name.label("organisation_name")).join(
    _ORGANISATION, _ORGANISATION.c.id == _INCIDENT.c.organisation_id
)
_MEMBERS = _NAMED.join(_TEAM, _TEAM.c.incident_id == _INCIDENT.c.id)
_MEMBERS = _MEMBERS.where(_TEAM.c.person_id == bindparam("person"))
_LAST = (
    select(_ENTRY.c.seq)
    .where(_ENTRY.c.chain == bindparam("chain"), by_then(AuditEntryRow))
    .order_by(_ENTRY.c.seq.desc())
    .limit(1)
)
# The last entry and not the head: whoever reads the past knows nothing of later ones.
_OF_TEAM = (
    _MEMBERS.outerjoin(
        _ENTRY,
        (_ENTRY.c.chain == bindparam("chain")) & (_ENTRY.c.seq == _LAST.scalar_subquery()),
    )
    .where(_INCIDENT.c.id == bindparam("incident"))
    .add_columns(_ENTRY.c.at.label("last_at"), _ENTRY.c.digest.label("last_digest"))
)
_BY_ID = _NAMED.where(_INCIDENT.c.id == bindparam("incident"))
_OF_PERSON = _MEMBERS.order_by(_INCIDENT.c.opened_at.desc())


# ---- The case ----------------------------------------------------------------------------


def load_case(tx: Transaction, incident: Incident, at: datetime | None = None) -> Case:
    """Give everything recorded about an incident, in a fixed number of statements.

    Args:
        tx: The transaction.
        incident: The incident.
        at: The instant from which it is looked at; that of the transaction when not given.
    """
    instant = at or tx.at
    read = _read(tx, incident.id)
    submissions, releases = read[SubmissionRow]
    return Case(
        id=str(incident.id),
        title=incident.title,
        description="",
        at=instant,
        law_as_of=incident.law_day(instant),
        organisation=organisation_at(tx, incident.organisation_id, instant),
        facts=_in_listed_order(read[FactVersionRow], read[EntryOrderRow]),
        judgements=read[JudgementRow],
        submissions=submissions,
        releases=releases,
        late_reasons=read[LateReasonRow],
        looks=read[JudgementLookRow],
        zone=incident.zone,
        let_stand=let_stand_of(tx, incident.id) if releases else (),
    )


def new_case(incident_id: UUID, title: str, organisation: Organisation, at: datetime) -> Case:
    """Give the case of an incident in which nothing has been recorded yet."""
    law_as_of = at.astimezone(LONDON).date()
    return Case(str(incident_id), title, "", at, law_as_of, organisation)


def _read(tx: Transaction, incident_id: UUID) -> Parts:
    """Read what was recorded of an incident, save what is known to stand as it was read before."""
    upon = tx.upon(incident_id)
    held = tx.parts.setdefault(incident_id, {}) or dict(tx.held.get(incident_id, upon))
    stale = [row for row in _READ if row not in held or _moved(row) & tx.changed]
    held.update((row, _READ[row](tx, incident_id)) for row in stale)
    tx.parts[incident_id] = held
    if upon and stale:
        tx.held.put(incident_id, upon, dict(held))
    return held


def _moved(row: type[Base]) -> set[str]:
    """Name the tables from which a part is read."""
    texts = (NoticeRow, NoticeVersionRow) if row is SubmissionRow else ()
    return {str(table_of(each).name) for each in (row, *texts)}


def _facts(tx: Transaction, incident_id: UUID) -> tuple[FactVersion, ...]:
    return tuple(read_fact(row) for row in _rows(tx, FactVersionRow, incident_id))


def _judgements(tx: Transaction, incident_id: UUID) -> tuple[Judgement, ...]:
    return tuple(read_judgement(row) for row in _rows(tx, JudgementRow, incident_id))


def _looks(tx: Transaction, incident_id: UUID) -> tuple[Look, ...]:
    return tuple(read_look(row) for row in _rows(tx, JudgementLookRow, incident_id))


def _late_reasons(tx: Transaction, incident_id: UUID) -> tuple[LateReason, ...]:
    return tuple(
        LateReason(r.obligation, r.stage, r.reason, r.given_at, r.given_by_name)
        for r in _rows(tx, LateReasonRow, incident_id)
    )


def _given(
    tx: Transaction, incident_id: UUID
) -> tuple[tuple[Submission, ...], tuple[Release, ...]]:
    given = _rows(tx, SubmissionRow, incident_id)
    texts = _texts(tx, given)
    return _submissions(given, _templates(tx, given, texts)), _releases(given, texts)


_NOT_READ = ("incident_id", "person_id", "digest", "salt")
"""What of a row no case says."""


def _of_incident(row: type[Base], *order: Any) -> Select[Any]:  # noqa: ANN401 - columns
    """Select what was recorded of an incident by `until`, in an order."""
    table = table_of(row)
    wanted = select(*(each for each in table.c if each.name not in _NOT_READ))
    wanted = wanted.where(table.c.incident_id == bindparam("incident"), by_then(row))
    return wanted.order_by(*(table.c[column.key] for column in order))


_RECORDED_OF = {
    FactVersionRow: _of_incident(FactVersionRow, FactVersionRow.position, FactVersionRow.number),
    JudgementRow: _of_incident(JudgementRow, JudgementRow.recorded_at, JudgementRow.number),
    JudgementLookRow: _of_incident(JudgementLookRow, JudgementLookRow.recorded_at),
    LateReasonRow: _of_incident(LateReasonRow, LateReasonRow.given_at),
    EntryOrderRow: _of_incident(EntryOrderRow, EntryOrderRow.number),
    SubmissionRow: _of_incident(SubmissionRow, SubmissionRow.given_at, SubmissionRow.recorded_at),
}


def _rows(tx: Transaction, row: type[Base], incident_id: UUID) -> Sequence[Any]:
    return tx.ask(_RECORDED_OF[row], incident=incident_id, until=tx.until).all()


def organisation_at(tx: Transaction, organisation_id: UUID, at: datetime) -> Organisation:
    """Give what was recorded of an organisation by an instant, or else its first version."""
    return newest_organisation(tx, organisation_id, at)[0]


def newest_organisation(
    tx: Transaction, organisation_id: UUID, at: datetime
) -> tuple[Organisation, int]:
    """Give the same, and the number of the newest version there is."""
    versions = tx.ask(_VERSIONS, organisation=organisation_id).all()
    known = [version for version in versions if version.recorded_at <= at]
    said = read_organisation((known[-1] if known else versions[0]).content)
    return said, versions[-1].number


_VERSION = table_of(OrganisationVersionRow)
_VERSIONS = (
    select(_VERSION)
    .where(_VERSION.c.organisation_id == bindparam("organisation"))
    .order_by(_VERSION.c.number)
)


def _orders(tx: Transaction, incident_id: UUID) -> Mapping[str, list[str]]:
    return {row.record: row.keys for row in _rows(tx, EntryOrderRow, incident_id)}


def _in_listed_order(
    facts: Iterable[FactVersion], orders: Mapping[str, list[str]]
) -> tuple[FactVersion, ...]:
    """Put entries into the order somebody gave them; those added since come after."""
    places = {key: n for keys in orders.values() for n, key in enumerate(keys)}
    held = tuple(facts)
    return tuple(sorted(held, key=lambda v: places.get(v.key, len(places)))) if places else held


def _submissions(given: Iterable[Any], templates: Mapping[Any, str]) -> tuple[Submission, ...]:
    """Give what was given to an authority, or to a group of people."""
    return tuple(
        Submission(
            r.obligation,
            r.stage,
            r.given_at,
            r.recorded_by_name,
            r.channel,
            r.reference,
            r.late_reason,
            group_of(templates.get(r.notice_id, ""), r.audience) if r.audience else "",
        )
        for r in given
        if r.obligation
    )


def _texts(tx: Transaction, given: Sequence[Any]) -> Mapping[tuple[UUID, int], Any]:
    """Give the texts of notices that were handed out, by notice and version."""
    notices = {row.notice_id for row in given if row.notice_id}
    if not notices:
        return {}
    found = tx.ask(_TEXTS, notices=list(notices), until=tx.until)
    return {(row.notice_id, row.number): row for row in found}


def _templates(
    tx: Transaction, given: Sequence[Any], texts: Mapping[tuple[UUID, int], Any]
) -> Mapping[Any, str]:
    """Give what each notice was made from; one sent without a text from here is asked for."""
    made = {notice: text.template for (notice, _), text in texts.items()}
    left = [r.notice_id for r in given if r.notice_id and r.notice_id not in made]
    asked = tx.ask(_TEMPLATES, notices=left, until=tx.until) if left else ()
    return made | {row.id: row.template for row in asked}


def _releases(given: Sequence[Any], texts: Mapping[tuple[UUID, int], Any]) -> tuple[Release, ...]:
    """Give every text handed out, with its sentences and the versions they rested on."""
    found = ((row, texts.get((row.notice_id, row.version))) for row in given)
    return tuple(
        Release(
            id=f"{text.template}#{text.series}",
            audience=row.audience,
            at=row.given_at,
            notice=text.template,
            by=row.recorded_by_name,
            sentences=tuple(released_sentences(text.draft)),
            channel=row.channel,
        )
        for row, text in found
        if text is not None
    )


_NOTICE, _TEXT = table_of(NoticeRow), table_of(NoticeVersionRow)
_TEXTS = (
    select(_TEXT.c.notice_id, _TEXT.c.number, _TEXT.c.draft, _NOTICE.c.template, _NOTICE.c.series)
    .join(_NOTICE, _NOTICE.c.id == _TEXT.c.notice_id)
    .where(
        _TEXT.c.notice_id.in_(bindparam("notices", expanding=True)),
        by_then(NoticeRow),
        by_then(NoticeVersionRow),
    )
)


_TEMPLATES = select(_NOTICE.c.id, _NOTICE.c.template).where(
    _NOTICE.c.id.in_(bindparam("notices", expanding=True)), by_then(NoticeRow)
)


_READ: Mapping[type[Base], Callable[[Transaction, UUID], Any]] = {
    FactVersionRow: _facts,
    EntryOrderRow: _orders,
    JudgementRow: _judgements,
    JudgementLookRow: _looks,
    SubmissionRow: _given,
    LateReasonRow: _late_reasons,
}
"""How each part of a case is read."""


def released_sentences(draft: Mapping[str, Any]) -> Iterable[ReleasedSentence]:
    """Give the sentences of a frozen draft as they were handed out, from its plain form.

    A frozen version carries them beside the draft itself under `said`: text and version names.
    """
    for said in draft["said"]:
        rests_on, is_fixed = tuple(said["rests_on"]), bool(said.get("fixed"))
        yield ReleasedSentence(said["text"], rests_on, said["id"], is_fixed=is_fixed)

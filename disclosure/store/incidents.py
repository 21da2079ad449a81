"""Incidents: who may see them, and everything recorded about one as a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from disclosure.facts.case import (
    Case,
    LateReason,
    Organisation,
    Release,
    ReleasedSentence,
    Submission,
)
from disclosure.problems import NotFoundError
from disclosure.store.codec import read_fact, read_judgement, read_organisation
from disclosure.store.models import (
    EntryOrderRow,
    FactVersionRow,
    IncidentRow,
    JudgementRow,
    LateReasonRow,
    NoticeRow,
    NoticeVersionRow,
    OrganisationRow,
    OrganisationVersionRow,
    SubmissionRow,
    TeamRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from disclosure.facts.versions import FactVersion
    from disclosure.signoff.people import Person
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
    found = tx.session.execute(
        _named()
        .join(TeamRow, TeamRow.incident_id == IncidentRow.id)
        .where(IncidentRow.id == incident_id, TeamRow.person_id == person.id)
    ).one_or_none()
    if found is None:
        raise NotFoundError(NO_INCIDENT)
    if tx.actor is not None:
        tx.claim(incident_id)
    else:
        tx.look(incident_id)
    return _incident(found)


def incident_by_id(tx: Transaction, incident_id: UUID) -> Incident:
    """Give an incident to the program itself, which works for nobody.

    Raises:
        NotFoundError: It does not exist.
    """
    found = tx.session.execute(_named().where(IncidentRow.id == incident_id)).one_or_none()
    if found is None:
        raise NotFoundError(NO_INCIDENT)
    return _incident(found)


def incidents_of(tx: Transaction, person: Person) -> tuple[Incident, ...]:
    """Give the incidents somebody may see, the newest first."""
    found = tx.session.execute(
        _named()
        .join(TeamRow, TeamRow.incident_id == IncidentRow.id)
        .where(TeamRow.person_id == person.id)
        .order_by(IncidentRow.opened_at.desc())
    )
    return tuple(_incident(row) for row in found)


def every_incident(tx: Transaction) -> tuple[UUID, ...]:
    """Give the id of every incident, for the program's own work."""
    return tuple(tx.session.scalars(select(IncidentRow.id).order_by(IncidentRow.opened_at)))


def _named() -> Any:  # noqa: ANN401 - a select of the row and a name has no short type
    return select(IncidentRow, OrganisationRow.name).join(
        OrganisationRow, OrganisationRow.id == IncidentRow.organisation_id
    )


def _incident(found: Any) -> Incident:  # noqa: ANN401 - a result row of the select above
    row, organisation = found
    return Incident(
        id=row.id,
        title=row.title,
        organisation_id=row.organisation_id,
        organisation_name=organisation,
        opened_at=row.opened_at,
        zone=ZoneInfo(row.zone),
        law_as_of=row.law_as_of,
        closed_at=row.closed_at,
    )


# ---- The case ----------------------------------------------------------------------------


def load_case(tx: Transaction, incident: Incident, at: datetime | None = None) -> Case:
    """Give everything recorded about an incident, in a fixed number of statements.

    Args:
        tx: The transaction.
        incident: The incident.
        at: The instant from which it is looked at; that of the transaction when not given.
    """
    instant = at or tx.at
    facts = tuple(read_fact(row) for row in _rows(tx, FactVersionRow, incident.id))
    return Case(
        id=str(incident.id),
        title=incident.title,
        description="",
        at=instant,
        law_as_of=incident.law_day(instant),
        organisation=organisation_at(tx, incident.organisation_id, instant),
        facts=_in_listed_order(facts, _orders(tx, incident.id)),
        judgements=tuple(read_judgement(r) for r in _rows(tx, JudgementRow, incident.id)),
        submissions=_submissions(tx, incident.id),
        releases=_releases(tx, incident.id),
        late_reasons=tuple(
            LateReason(r.obligation, r.stage, r.reason, r.given_at, r.given_by_name)
            for r in _rows(tx, LateReasonRow, incident.id)
        ),
        zone=incident.zone,
    )


_ORDER = {
    FactVersionRow: (FactVersionRow.position, FactVersionRow.number),
    JudgementRow: (JudgementRow.recorded_at, JudgementRow.number),
    LateReasonRow: (LateReasonRow.given_at,),
}


def _rows(tx: Transaction, table: Any, incident_id: UUID) -> Sequence[Any]:  # noqa: ANN401
    return tx.session.scalars(
        select(table).where(table.incident_id == incident_id).order_by(*_ORDER[table])
    ).all()


def organisation_at(tx: Transaction, organisation_id: UUID, at: datetime) -> Organisation:
    """Give what was recorded of an organisation by an instant, or else its first version."""
    versions = tx.session.scalars(
        select(OrganisationVersionRow)
        .where(OrganisationVersionRow.organisation_id == organisation_id)
        .order_by(OrganisationVersionRow.number)
    ).all()
    known = [version for version in versions if version.recorded_at <= at]
    return read_organisation((known[-1] if known else versions[0]).content)


def _orders(tx: Transaction, incident_id: UUID) -> Mapping[str, list[str]]:
    rows = tx.session.scalars(
        select(EntryOrderRow)
        .where(EntryOrderRow.incident_id == incident_id)
        .order_by(EntryOrderRow.number)
    )
    return {row.record: row.keys for row in rows}


def _in_listed_order(
    facts: Iterable[FactVersion], orders: Mapping[str, list[str]]
) -> tuple[FactVersion, ...]:
    """Put entries into the order somebody gave them; those added since come after."""
    places = {key: n for keys in orders.values() for n, key in enumerate(keys)}
    held = tuple(facts)
    return tuple(sorted(held, key=lambda v: places.get(v.key, len(places)))) if places else held


def _submissions(tx: Transaction, incident_id: UUID) -> tuple[Submission, ...]:
    rows = tx.session.scalars(
        select(SubmissionRow)
        .where(SubmissionRow.incident_id == incident_id, SubmissionRow.obligation != "")
        .order_by(SubmissionRow.given_at, SubmissionRow.recorded_at)
    )
    return tuple(
        Submission(
            r.obligation,
            r.stage,
            r.given_at,
            r.recorded_by_name,
            r.channel,
            r.reference,
            r.late_reason,
        )
        for r in rows
    )


def _releases(tx: Transaction, incident_id: UUID) -> tuple[Release, ...]:
    """Give every text handed out, with its sentences and the versions they rested on."""
    rows = tx.session.execute(
        select(SubmissionRow, NoticeRow.template, NoticeRow.series, NoticeVersionRow.draft)
        .join(NoticeRow, NoticeRow.id == SubmissionRow.notice_id)
        .join(
            NoticeVersionRow,
            (NoticeVersionRow.notice_id == SubmissionRow.notice_id)
            & (NoticeVersionRow.number == SubmissionRow.version),
        )
        .where(SubmissionRow.incident_id == incident_id)
        .order_by(SubmissionRow.given_at, SubmissionRow.recorded_at)
    )
    return tuple(
        Release(
            id=f"{template}#{series}",
            audience=row.audience,
            at=row.given_at,
            notice=template,
            by=row.recorded_by_name,
            sentences=tuple(released_sentences(draft)),
        )
        for row, template, series, draft in rows
    )


def released_sentences(draft: Mapping[str, Any]) -> Iterable[ReleasedSentence]:
    """Give the sentences of a frozen draft as they were handed out, from its plain form.

    A frozen version carries them beside the draft itself under `said`: text and version names.
    """
    for said in draft["said"]:
        yield ReleasedSentence(said["text"], tuple(said["rests_on"]), said["id"])

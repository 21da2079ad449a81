"""The tables, as typed classes. What is only ever added to says so in its docstring."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, MetaData, Text, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from disclosure.store.types import PLAIN, UTCInstant, new_salt

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        datetime: UTCInstant(),
        UUID: Uuid(),
        dict[str, Any]: PLAIN,
        list[Any]: PLAIN,
        bytes: LargeBinary(),
    }


# ---- People ------------------------------------------------------------------------------


class PersonRow(Base):
    """Somebody who may sign in; disabled rather than deleted."""

    __tablename__ = "person"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    roles: Mapped[list[Any]]
    capacities: Mapped[list[Any]]
    joined_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class OneTimeLinkRow(Base):
    """A link that works once: for the first owner, for somebody invited, for a new password."""

    __tablename__ = "one_time_link"

    digest: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    roles: Mapped[list[Any]] = mapped_column(default=list)
    capacities: Mapped[list[Any]] = mapped_column(default=list)
    teams: Mapped[list[Any]] = mapped_column(default=list)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    until: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class LoginRow(Base):
    """A session; the cookie holds a random token, the row its digest."""

    __tablename__ = "login"

    digest: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ThrottleRow(Base):
    """Failed sign-ins of one address or one place."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(primary_key=True)
    fails: Mapped[int]
    until: Mapped[datetime | None]
    last_at: Mapped[datetime]


class ParkedFormRow(Base):
    """A form that came with an expired session or a stale token; kept for its author."""

    __tablename__ = "parked_form"

    digest: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    path: Mapped[str]
    fields: Mapped[list[Any]]
    at: Mapped[datetime]


class TypingRow(Base):
    """What a person is typing on one page and has not saved yet."""

    __tablename__ = "typing"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    fields: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class OnceRow(Base):
    """The outcome of a form that must not be carried out twice."""

    __tablename__ = "once"

    token: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str]
    at: Mapped[datetime]


# ---- Organisations and incidents ---------------------------------------------------------


class OrganisationRow(Base):
    """An organisation; what is true of it stands in its versions."""

    __tablename__ = "organisation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str]
    added_at: Mapped[datetime]


class OrganisationVersionRow(Base):
    """A version of an organisation's profile; only ever added.

    `content` holds `name`, `profile` (key to answer) and `entities` (id, legal_name, roles,
    lei, profile, securities), as the case file gives them.
    """

    __tablename__ = "organisation_version"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    content: Mapped[dict[str, Any]]


class IncidentRow(Base):
    """The event we are dealing with."""

    __tablename__ = "incident"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[str]
    opened_at: Mapped[datetime]
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    law_as_of: Mapped[date | None]
    zone: Mapped[str] = mapped_column(default="Europe/London")
    closed_at: Mapped[datetime | None]


class TeamRow(Base):
    """Somebody who may see an incident."""

    __tablename__ = "team"

    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    since: Mapped[datetime]


class FactVersionRow(Base):
    """A version of a fact or of an entry of a record; only ever added.

    The digest covers the salt, so that a value that was redacted cannot be guessed from it.
    """

    __tablename__ = "fact_version"

    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    standing: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    true_at: Mapped[datetime | None]
    ceiling: Mapped[str]
    change: Mapped[str]
    change_reason: Mapped[str]
    content: Mapped[dict[str, Any]]
    digest: Mapped[str]
    salt: Mapped[str] = mapped_column(default=new_salt)
    redacted_by: Mapped[int | None]


class EntryOrderRow(Base):
    """The order in which the entries of a record are listed; only ever added."""

    __tablename__ = "entry_order"

    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), primary_key=True)
    record: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    keys: Mapped[list[Any]]
    recorded_at: Mapped[datetime]


class JudgementRow(Base):
    """A decision only a named person may make; only ever added.

    `made_by` is the role that appears in texts, `made_by_name` the person who judged, and
    `person_id` whoever recorded it. `note` is what was to be looked at before. `facts` names the
    versions as they stood: key to number. `again_on` is the day to look at a decision not to
    notify again.
    """

    __tablename__ = "judgement"

    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str]
    earliest: Mapped[datetime | None]
    latest: Mapped[datetime | None]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    made_by_name: Mapped[str]
    why: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]
    again_on: Mapped[date | None]
    salt: Mapped[str] = mapped_column(default=new_salt)
    redacted_by: Mapped[int | None]


class JudgementLookRow(Base):
    """A look at a decision not to notify after it was made; only ever added.

    `judgement` is the number of the judgement, `by_name` and `by_role` whoever looked, and
    `person_id` whoever recorded it. `again_on` and `facts` are those of a confirmation.
    """

    __tablename__ = "judgement_look"

    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    judgement: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    by_name: Mapped[str]
    by_role: Mapped[str]
    why: Mapped[str]
    again_on: Mapped[date | None]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]
    salt: Mapped[str] = mapped_column(default=new_salt)
    redacted_by: Mapped[int | None]


# ---- Notices -----------------------------------------------------------------------------


class NoticeRow(Base):
    """A notice of one incident; begun again after it was given, it is the next in its series."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_series", "incident_id", "template", "series", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"))
    template: Mapped[str]
    series: Mapped[int]
    begun_at: Mapped[datetime]
    begun_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class OverrideRow(Base):
    """A sentence edited by hand; only ever added. The last one of a sentence counts."""

    __tablename__ = "override"

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    sentence: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]]
    reason: Mapped[str]
    author: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[str]
    at: Mapped[datetime]
    redacted_by: Mapped[int | None]


class NoticeVersionRow(Base):
    """A frozen text with its digest; only ever added.

    `law_as_of` and `known_at` say under which law and from which knowledge it was drafted.
    """

    __tablename__ = "notice_version"

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str]
    draft: Mapped[dict[str, Any]]
    known_at: Mapped[datetime]
    law_as_of: Mapped[date]
    frozen_at: Mapped[datetime]
    frozen_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    authors: Mapped[list[Any]]
    redacted_by: Mapped[int | None]


class ReceiptRow(Base):
    """A file that proves something was given; only ever added."""

    __tablename__ = "receipt"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    body: Mapped[bytes] = mapped_column(deferred=True)
    added_at: Mapped[datetime]
    added_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    redacted_by: Mapped[int | None]


class DocumentRow(Base):
    """A PDF or a pack as it was made; only ever added, and never made a second time.

    `key` says what it is and what it was made from; `trail_seq` and `trail_head` name the entry
    its foot names.
    """

    __tablename__ = "document"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), index=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    notice_id: Mapped[UUID | None] = mapped_column(ForeignKey("notice.id"))
    version: Mapped[int | None]
    sha256: Mapped[str]
    size: Mapped[int]
    body: Mapped[bytes] = mapped_column(deferred=True)
    made_at: Mapped[datetime]
    trail_seq: Mapped[int]
    trail_head: Mapped[str]
    redacted_by: Mapped[int | None]


class SubmissionRow(Base):
    """A notice given: to whom, when, by which channel, with which reference; only ever added."""

    __tablename__ = "submission"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), index=True)
    notice_id: Mapped[UUID | None] = mapped_column(ForeignKey("notice.id"))
    version: Mapped[int | None]
    obligation: Mapped[str]
    stage: Mapped[str]
    audience: Mapped[str]
    given_at: Mapped[datetime]
    recipient: Mapped[str]
    channel: Mapped[str]
    reference: Mapped[str]
    late_reason: Mapped[str]
    receipt_id: Mapped[UUID | None] = mapped_column(ForeignKey("receipt.id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    recorded_by_name: Mapped[str]
    salt: Mapped[str] = mapped_column(default=new_salt)
    redacted_by: Mapped[int | None]


# ---- Deadlines ---------------------------------------------------------------------------


class LateReasonRow(Base):
    """Why a stage is late; only ever added. The last one counts."""

    __tablename__ = "late_reason"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), index=True)
    obligation: Mapped[str]
    stage: Mapped[str]
    reason: Mapped[str]
    given_at: Mapped[datetime]
    given_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    given_by_name: Mapped[str]
    redacted_by: Mapped[int | None]


class DeadlineOwnerRow(Base):
    """Who sees to a deadline."""

    __tablename__ = "deadline_owner"

    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), primary_key=True)
    deadline: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class StageClockRow(Base):
    """A deadline as a row, for lists; made from the truth and rewritten with it.

    `deadline` is `obligation/stage`, or `promise:<entry>`.
    """

    __tablename__ = "stage_clock"

    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), primary_key=True)
    deadline: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title: Mapped[str]
    state: Mapped[str]
    outcome: Mapped[str]
    starts_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    outer_limit_at: Mapped[datetime | None]
    next_review_at: Mapped[datetime | None]
    reference: Mapped[str]


class OutboxRow(Base):
    """Something to be sent, leased by one worker at a time."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "state", "due_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    incident_id: Mapped[UUID | None] = mapped_column(ForeignKey("incident.id"), index=True)
    payload: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    state: Mapped[str]
    lease_until: Mapped[datetime | None]
    worker: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]


# ---- The library -------------------------------------------------------------------------


class LawLibraryRow(Base):
    """A law library the installation ran with; only ever added.

    `content` is its snapshot, `changes` what changed since the one before, and `touched` the
    deadlines that this touched, by the id of each incident that was open.
    """

    __tablename__ = "law_library"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str]
    noted_at: Mapped[datetime]
    content: Mapped[dict[str, Any]]
    changes: Mapped[list[Any]]
    touched: Mapped[dict[str, Any]]


# ---- The trail ---------------------------------------------------------------------------


class ChainRow(Base):
    """The head of a chain; writers of one chain queue for this row.

    `at` is the instant of the last entry: the next one is never earlier.
    """

    __tablename__ = "chain"

    id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    digest: Mapped[str]
    at: Mapped[datetime | None]


class AuditEntryRow(Base):
    """An entry of the trail; only ever added, and the database refuses anything else.

    `seals` stay for ever; a redaction takes a value with its salt, and names itself.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "chain", "subject"),)

    chain: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    previous: Mapped[str]
    digest: Mapped[str]
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    # Not JSONB: the entry must come back as it was written, to the order of its keys.
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str]
    seals: Mapped[dict[str, Any]] = mapped_column(JSON)
    salts: Mapped[dict[str, Any]] = mapped_column(JSON)
    redacted_by: Mapped[int | None]


ONLY_ADDED = (
    "audit_entry",
    "organisation_version",
    "fact_version",
    "entry_order",
    "judgement",
    "override",
    "notice_version",
    "receipt",
    "submission",
    "late_reason",
    "document",
    "law_library",
    "judgement_look",
)
"""Tables whose rows the database itself refuses to update or delete.

The one exception is a redaction: an update that does no more than empty what may be emptied, and
whose `redacted_by` is the number of the last entry of the incident's chain, a redaction.
"""

UNAUDITED = frozenset(
    {"typing", "parked_form", "throttle", "login", "once", "outbox", "stage_clock", "chain"}
)
"""Tables that may change without an entry: typing, sessions, counters, leases, projections.

Whatever makes a person sign in or out records its own entry all the same.
"""

"""Judgements as rows: who judged, who recorded it, and the facts as they stood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from disclosure.facts.versions import Judgement
from disclosure.store.codec import instant, read_judgement
from disclosure.store.models import JudgementRow, PersonRow
from disclosure.store.types import new_salt
from disclosure.trail.entries import Plain, digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from disclosure.facts.instants import When
    from disclosure.store.transactions import Transaction


@dataclass(frozen=True, slots=True)
class NewJudgement:
    """A judgement about to be recorded.

    Attributes:
        made_by: The role of who judged, as texts name it.
        made_by_name: The name of who judged.
        facts: The versions as they stood: key to number.
        note: What was to be looked at before it was recorded.
        again_on: The day to look at it again, of a decision not to notify.
    """

    key: str
    value: str
    when: When | None
    made_at: datetime
    made_by: str
    made_by_name: str
    why: str
    facts: Mapping[str, int]
    note: str = ""
    again_on: date | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement as recorded."""

    judgement: Judgement
    made_by_name: str
    recorded_at: datetime
    recorded_by: str
    facts: Mapping[str, int]
    note: str = ""


def judged(tx: Transaction, incident_id: UUID) -> tuple[Judged, ...]:
    """Give every judgement of an incident, the newest first."""
    rows = tx.session.execute(
        select(JudgementRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == JudgementRow.person_id)
        .where(JudgementRow.incident_id == incident_id)
        .order_by(JudgementRow.recorded_at.desc(), JudgementRow.number.desc())
    )
    return tuple(
        Judged(read_judgement(row), row.made_by_name, row.recorded_at, name, row.facts, row.note)
        for row, name in rows
    )


def add_judgement(
    tx: Transaction, incident_id: UUID, person_id: UUID, new: NewJudgement
) -> tuple[int, str]:
    """Add a judgement; give its number and its digest."""
    highest = tx.session.scalar(
        select(func.max(JudgementRow.number)).where(
            JudgementRow.incident_id == incident_id, JudgementRow.key == new.key
        )
    )
    number = (highest or 0) + 1
    row = _row(incident_id, person_id, new, number=number, at=tx.at)
    tx.session.add(row)
    return number, digest_of(judgement_said(row))


def _row(
    incident_id: UUID, person_id: UUID, new: NewJudgement, *, number: int, at: datetime
) -> JudgementRow:
    return JudgementRow(
        incident_id=incident_id,
        key=new.key,
        number=number,
        value=new.value,
        earliest=new.when.earliest if new.when else None,
        latest=new.when.latest if new.when else None,
        made_at=new.made_at,
        made_by=new.made_by,
        made_by_name=new.made_by_name,
        why=new.why,
        note=new.note,
        person_id=person_id,
        recorded_at=at,
        facts=dict(new.facts),
        again_on=new.again_on,
        salt=new_salt(),
    )


def judgement_said(row: JudgementRow) -> dict[str, Plain]:
    """Give everything a row says of a judgement, with the salt that hides it once redacted."""
    # A judgement without a day says nothing of it: its digest is what it always was.
    again: dict[str, Plain] = {"again_on": row.again_on.isoformat()} if row.again_on else {}
    return again | {
        "key": row.key,
        "number": row.number,
        "value": row.value,
        "earliest": instant(row.earliest) if row.earliest else None,
        "latest": instant(row.latest) if row.latest else None,
        "made_at": instant(row.made_at),
        "made_by": row.made_by,
        "made_by_name": row.made_by_name,
        "why": row.why,
        "note": row.note,
        "facts": dict(row.facts),
        "salt": row.salt,
    }

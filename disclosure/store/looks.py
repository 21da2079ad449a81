"""Looks at a decision not to notify as rows: a second person's review, the word "still so"."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from disclosure.store.codec import instant
from disclosure.store.models import JudgementLookRow
from disclosure.store.types import new_salt
from disclosure.trail.entries import Plain, digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from disclosure.facts.looks import LookKind
    from disclosure.store.transactions import Transaction


@dataclass(frozen=True, slots=True)
class NewLook:
    """A look about to be recorded.

    Attributes:
        judgement: The number of the judgement looked at.
        by_name: Who looked.
        by_role: In which role; nothing where they have none on this desk.
        facts: The versions as they stood, of a confirmation.
    """

    key: str
    judgement: int
    kind: LookKind
    by_name: str
    by_role: str
    why: str = ""
    again_on: date | None = None
    facts: Mapping[str, int] = field(default_factory=dict)


def add_look(tx: Transaction, incident_id: UUID, person_id: UUID, new: NewLook) -> tuple[int, str]:
    """Add a look; give its number and its digest."""
    highest = tx.session.scalar(
        select(func.max(JudgementLookRow.number)).where(
            JudgementLookRow.incident_id == incident_id,
            JudgementLookRow.key == new.key,
            JudgementLookRow.judgement == new.judgement,
        )
    )
    row = JudgementLookRow(
        incident_id=incident_id,
        key=new.key,
        judgement=new.judgement,
        number=(highest or 0) + 1,
        kind=str(new.kind),
        by_name=new.by_name,
        by_role=new.by_role,
        why=new.why,
        again_on=new.again_on,
        person_id=person_id,
        recorded_at=tx.at,
        facts=dict(new.facts),
        salt=new_salt(),
    )
    tx.session.add(row)
    return row.number, digest_of(look_said(row))


def look_said(row: JudgementLookRow) -> dict[str, Plain]:
    """Give everything a row says of a look, with the salt that hides it once redacted."""
    return {
        "key": row.key,
        "judgement": row.judgement,
        "number": row.number,
        "kind": row.kind,
        "by_name": row.by_name,
        "by_role": row.by_role,
        "why": row.why,
        "again_on": row.again_on.isoformat() if row.again_on else None,
        "recorded_at": instant(row.recorded_at),
        "facts": dict(row.facts),
        "salt": row.salt,
    }

"""Turns what is known into plain values and back, without loss."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from disclosure.facts.case import Entity, Organisation, Security
from disclosure.facts.instants import When
from disclosure.facts.looks import Look, LookKind
from disclosure.facts.standings import Ceiling, Change, Quality, Standing
from disclosure.facts.versions import Count, FactVersion, Judgement, Support, Value
from disclosure.store.models import FactVersionRow, JudgementLookRow, JudgementRow
from disclosure.store.types import new_salt
from disclosure.trail.entries import Plain, digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


def instant(moment: datetime) -> str:
    """Write an instant: RFC 3339, in UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def plain_value(value: Value) -> Plain:
    """Write a value of a fact or a field."""
    if isinstance(value, When):
        return {"earliest": instant(value.earliest), "latest": instant(value.latest)}
    if isinstance(value, Count):
        return {
            "low": value.low,
            "high": value.high,
            "quality": str(value.quality),
            "unit": value.unit,
        }
    return value


def read_value(plain: Any) -> Value:  # noqa: ANN401 - what JSON holds is known by its shape
    """Read a value of a fact or a field."""
    if isinstance(plain, str):
        return plain
    if "earliest" in plain:
        return When(
            datetime.fromisoformat(plain["earliest"]), datetime.fromisoformat(plain["latest"])
        )
    return Count(plain["low"], plain["high"], Quality(plain["quality"]), plain["unit"])


def plain_support(support: Support) -> dict[str, Plain]:
    """Write what a version says beside its value, without what it leaves open."""
    said: dict[str, Plain] = {}
    for each in fields(Support):
        value = getattr(support, each.name)
        if value:
            said[each.name] = instant(value) if isinstance(value, datetime) else value
    return said


def read_support(plain: Mapping[str, Any]) -> Support:
    """Read what a version says beside its value."""
    said: dict[str, Any] = dict(plain)
    for name in ("checked_until", "expected_by"):
        if name in said:
            said[name] = datetime.fromisoformat(said[name])
    return Support(**said)


def fact_said(row: FactVersionRow) -> dict[str, Plain]:
    """Give everything a row says of a version, with the salt that hides it once it is redacted."""
    return {
        "key": row.key,
        "number": row.number,
        "standing": row.standing,
        "recorded_at": instant(row.recorded_at),
        "recorded_by": row.recorded_by,
        "true_at": instant(row.true_at) if row.true_at else None,
        "ceiling": row.ceiling,
        "change": row.change,
        "change_reason": row.change_reason,
        "salt": row.salt,
        **row.content,
    }


def _content(version: FactVersion) -> dict[str, Plain]:
    return {
        "value": None if version.value is None else plain_value(version.value),
        "fields": {name: plain_value(value) for name, value in version.fields.items()},
        "support": plain_support(version.support),
    }


def fact_row(
    version: FactVersion, *, incident_id: UUID, person_id: UUID | None, position: int
) -> FactVersionRow:
    """Write a version as a row."""
    row = FactVersionRow(
        incident_id=incident_id,
        key=version.key,
        number=version.number,
        position=position,
        standing=str(version.standing),
        recorded_at=version.recorded_at,
        recorded_by=version.recorded_by,
        person_id=person_id,
        true_at=version.true_at,
        ceiling=str(version.ceiling),
        change=str(version.change),
        change_reason=version.change_reason,
        content=_content(version),
        salt=new_salt(),
    )
    row.digest = digest_of(fact_said(row))
    return row


def read_fact(row: FactVersionRow) -> FactVersion:
    """Read a version from its row; a redacted one says nothing, and is known as such."""
    value = row.content.get("value")
    fields_of = row.content.get("fields", {})
    is_redacted = row.redacted_by is not None
    return FactVersion(
        key=row.key,
        number=row.number,
        standing=Standing.UNKNOWN if is_redacted else Standing(row.standing),
        recorded_at=row.recorded_at,
        value=None if value is None else read_value(value),
        fields={name: read_value(each) for name, each in fields_of.items()},
        true_at=row.true_at,
        recorded_by=row.recorded_by,
        ceiling=Ceiling(row.ceiling),
        support=read_support(row.content.get("support", {})),
        change=Change(row.change),
        change_reason=row.change_reason,
        is_redacted=is_redacted,
    )


def read_judgement(row: JudgementRow) -> Judgement:
    """Read a judgement from its row."""
    when = When(row.earliest, row.latest) if row.earliest and row.latest else None
    why = row.why if row.redacted_by is None else "[redacted]"
    return Judgement(
        row.key, row.number, row.value, row.made_at, when, row.made_by, why, row.again_on
    )


def read_look(row: JudgementLookRow) -> Look:
    """Read a look at a judgement from its row."""
    return Look(
        key=row.key,
        judgement=row.judgement,
        number=row.number,
        kind=LookKind(row.kind),
        at=row.recorded_at,
        by_name=row.by_name,
        by_role=row.by_role,
        why=row.why if row.redacted_by is None else "[redacted]",
        again_on=row.again_on,
        facts=row.facts,
    )


def plain_organisation(organisation: Organisation) -> dict[str, Any]:
    """Write what is true of an organisation."""
    return {
        "name": organisation.name,
        "profile": dict(organisation.profile),
        "entities": [
            {
                "id": entity.id,
                "legal_name": entity.legal_name,
                "roles": list(entity.roles),
                "lei": entity.lei,
                "profile": dict(entity.profile),
                "securities": [
                    {"kind": s.kind, "venue": s.venue, "isin": s.isin, "ticker": s.ticker}
                    for s in entity.securities
                ],
            }
            for entity in organisation.entities
        ],
    }


def read_organisation(plain: Mapping[str, Any]) -> Organisation:
    """Read what is true of an organisation."""
    return Organisation(
        plain["name"],
        dict(plain["profile"]),
        tuple(
            Entity(
                id=e["id"],
                legal_name=e["legal_name"],
                roles=tuple(e["roles"]),
                lei=e["lei"],
                securities=tuple(Security(**s) for s in e["securities"]),
                profile=dict(e["profile"]),
            )
            for e in plain["entities"]
        ),
    )

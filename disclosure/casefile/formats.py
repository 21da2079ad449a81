"""The format of a case file, made from the vocabulary so that every option is in its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import Field, create_model

from disclosure.casefile.values import (
    ISIN,
    LEI,
    CountFormat,
    Day,
    Id,
    Instant,
    SpanFormat,
    Text,
    ZoneName,
)
from disclosure.facts.vocabulary import ROLES, Kind, Question, Vocabulary
from disclosure.files import FileModel

if TYPE_CHECKING:
    from collections.abc import Iterable

StandingName = Literal["unknown", "no-sign", "suspected", "confirmed", "ruled-out"]
CeilingName = Literal["privileged", "inside", "authority", "staff", "public"]
ChangeName = Literal["re-confirms", "changes", "wrong-when-said", "withdrawn"]


class DefaultsFormat(FileModel):
    """What every fact takes that does not say otherwise."""

    recorded_at: Instant | None = None
    recorded_by: Text | None = None
    true_at: Instant | None = None
    source: Text | None = None


class VersionFormat(FileModel):
    """What every version of a fact or an entry may say beside its value."""

    standing: StandingName | None = None
    true_at: Instant | None = None
    recorded_at: Instant | None = None
    recorded_by: Text | None = None
    source: Text | None = None
    basis: Text | None = None
    reason: Text | None = None
    checked: Text | None = None
    checked_by: Text | None = None
    checked_until: Instant | None = None
    being_checked: Text | None = None
    expected_by: Instant | None = None
    ceiling: CeilingName | None = None
    change: ChangeName | None = None
    change_reason: Text | None = None


class EntryFormat(VersionFormat):
    """An entry of a record; its own fields come from the vocabulary."""

    id: Id


class FactFormat(VersionFormat):
    """A version of a fact; the key and value are checked against the vocabulary."""

    key: str
    value: Any = None


class SecurityFormat(FileModel):
    """A security of an issuer."""

    kind: Literal["equity", "debt", "other"]
    venue: Literal["main-market", "aim", "aquis-growth", "aquis-main", "other-uk", "non-uk"]
    isin: ISIN | None = None
    ticker: Text | None = None


class EntityFormat(FileModel):
    """A legal person of the organisation."""

    id: Id
    legal_name: Text
    roles: list[Literal[*ROLES]]  # type: ignore[valid-type]  # the closed list of the vocabulary
    lei: LEI | None = None
    profile: dict[str, Text] = {}
    securities: list[SecurityFormat] = []


class OrganisationFormat(FileModel):
    """Who the incident happened to."""

    name: Text
    profile: dict[str, Text] = {}


class JudgementFormat(FileModel):
    """A decision only a named person may make."""

    key: str
    value: str
    instant: Instant | SpanFormat | None = None
    made_at: Instant | None = None
    made_by: Text | None = None
    why: Text | None = None


class SubmissionFormat(FileModel):
    """A notice given to an authority."""

    obligation: str
    stage: str
    at: Instant
    by: Text | None = None
    channel: Text | None = None
    reference: Text | None = None
    late_reason: Text | None = None


class ReleasedSentenceFormat(FileModel):
    """A sentence of a released text."""

    text: Text
    rests_on: list[str] = []


class ReleaseFormat(FileModel):
    """A text given out."""

    id: Id
    notice: str | None = None
    audience: str
    at: Instant
    by: Text | None = None
    sentences: list[ReleasedSentenceFormat] = []


class CaseFormat(FileModel):
    """A case file without its records, which the vocabulary adds."""

    schema_: Literal[1] = Field(alias="schema")
    id: Id
    title: Text
    description: Text | None = None
    law_as_of: Day
    at: Instant
    time_zone: ZoneName = "Europe/London"
    defaults: DefaultsFormat = DefaultsFormat()
    organisation: OrganisationFormat
    entities: list[EntityFormat] = []
    facts: list[FactFormat] = []
    judgements: list[JudgementFormat] = []
    submissions: list[SubmissionFormat] = []
    releases: list[ReleaseFormat] = []


def case_format(vocabulary: Vocabulary) -> type[CaseFormat]:
    """Make the whole format: the frame above, a list for each record, and the closed fact keys."""
    fact = _submodel(
        "Fact", FactFormat, {"key": (Literal[_literal(vocabulary.facts)], ...)}
    )
    judgement = _submodel(
        "Judgement", JudgementFormat, {"key": (Literal[_literal(vocabulary.judgements)], ...)}
    )
    fields: dict[str, Any] = {"facts": (list[fact], []), "judgements": (list[judgement], [])}
    for record in vocabulary.records.values():
        entry = _submodel(
            f"{record.record.title().replace('_', '')}Entry",
            EntryFormat,
            {name: _entry_field(question) for name, question in record.fields.items()},
        )
        fields[record.record] = (list[entry], [])
    return _submodel("CaseFile", CaseFormat, fields)


def _submodel(name: str, base: type[Any], fields: dict[str, Any]) -> Any:
    return create_model(name, __base__=base, **fields)


def _literal(keys: Iterable[str]) -> Any:
    return cast("Any", tuple(keys) or ("",))


def _entry_field(question: Question) -> tuple[Any, Any]:
    """Give a record's field its type; a withdrawn or unknown entry may leave every field out."""
    kinds: dict[Kind, Any] = {
        Kind.TEXT: Text,
        Kind.INSTANT: Instant | SpanFormat,
        Kind.COUNT: CountFormat,
    }
    kind = kinds.get(question.kind) or Literal[_literal(question.closed)]
    described = Field(default=None, description=question.help)
    return (kind | None, described)

"""The format of a case file, made from the vocabulary so that every option is in its schema."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, cast

from pydantic import Field, create_model

from disclosure.casefile.values import (
    ISIN,
    LEI,
    CountFormat,
    Day,
    Id,
    Instant,
    Text,
    When,
    ZoneName,
)
from disclosure.facts.vocabulary import ROLES, Kind, Question, Vocabulary
from disclosure.files import FileModel

StandingName = Literal["unknown", "no-sign", "suspected", "confirmed", "ruled-out"]
CeilingName = Literal["privileged", "inside", "authority", "staff", "public"]
ChangeName = Literal["re-confirms", "changes", "wrong-when-said", "withdrawn"]


class DefaultsFormat(FileModel):
    """What every fact takes that does not say otherwise."""

    standing: StandingName | None = None
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


class ProfileFormat(FileModel):
    """Answers that were true before anything happened; the vocabulary adds its keys."""

    def answers(self) -> dict[str, str]:
        """Give the answers by their keys."""
        return self.model_dump(by_alias=True, exclude_none=True)


class EntityFormat(FileModel):
    """A legal person of the organisation."""

    id: Id
    legal_name: Text
    roles: list[Literal[*ROLES]]  # type: ignore[valid-type]  # the closed list of the vocabulary
    lei: LEI | None = None
    profile: ProfileFormat = ProfileFormat()
    securities: list[SecurityFormat] = []


class OrganisationFormat(FileModel):
    """Who the incident happened to."""

    name: Text
    profile: ProfileFormat = ProfileFormat()


class JudgementFormat(FileModel):
    """A decision only a named person may make."""

    key: str
    value: str
    instant: When | None = None
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
    group: Text | None = None


class ReleasedSentenceFormat(FileModel):
    """A sentence of a released text."""

    id: Text | None = None
    text: Text
    rests_on: list[str] = []


class ReleaseFormat(FileModel):
    """A text given out."""

    id: Id
    notice: Text | None = None
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
    """Make the whole format: the frame above, a list for each record, and every closed list."""
    profile = _profile(vocabulary.profile.values())
    of_profile = {"profile": (profile, Field(default_factory=profile))}
    fact = _keyed("Fact", FactFormat, vocabulary.facts)
    judgement = _keyed("Judgement", JudgementFormat, vocabulary.judgements)
    fields: dict[str, Any] = {
        "organisation": (_submodel("Organisation", OrganisationFormat, of_profile), ...),
        "entities": _list_of(_submodel("Entity", EntityFormat, of_profile)),
        "facts": _list_of(fact),
        "judgements": _list_of(judgement),
    }
    for record in vocabulary.records.values():
        entry = _submodel(
            f"{record.record.title().replace('_', '')}Entry",
            EntryFormat,
            {name: _answer(question) for name, question in record.fields.items()},
        )
        fields[record.record] = _list_of(entry)
    made: type[CaseFormat] = _submodel("CaseFile", CaseFormat, fields)
    return made


def _submodel(name: str, base: type[FileModel], fields: dict[str, Any]) -> Any:
    return create_model(name, __base__=base, **fields)


def _list_of(model: Any) -> tuple[Any, list[Any]]:
    return (list[model], [])


def _keyed(name: str, base: type[FileModel], keys: Iterable[str]) -> Any:
    return _submodel(name, base, {"key": (Literal[_literal(keys)], ...)})


def _literal(keys: Iterable[str]) -> Any:
    return cast("Any", tuple(keys) or ("",))


def _profile(questions: Iterable[Question]) -> Any:
    """Make a table of profile answers; a dotted key is the alias of its field."""
    fields = {each.key.replace(".", "_"): _answer(each, alias=each.key) for each in questions}
    return _submodel("Profile", ProfileFormat, fields)


def _answer(question: Question, alias: str | None = None) -> tuple[Any, Any]:
    """Give an answer its type; whether an entry may leave it out is checked with the entry."""
    described = question.help or question.label
    return (answer_type(question) | None, Field(default=None, alias=alias, description=described))


def answer_type(question: Question) -> Any:
    """Give the type of the answers to a question."""
    kinds: dict[Kind, Any] = {Kind.TEXT: Text, Kind.INSTANT: When, Kind.COUNT: CountFormat}
    return kinds.get(question.kind) or Literal[_literal(question.closed)]

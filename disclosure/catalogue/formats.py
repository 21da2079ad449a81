"""The formats of the files in `forms/`, as closed models."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from disclosure.catalogue.formats_of_telling import TellingFormat
from disclosure.facts.instants import aware
from disclosure.facts.standings import Ceiling
from disclosure.facts.vocabulary import Kind
from disclosure.files import FileModel
from disclosure.law.confidence import Confidence

Schema = Literal[1]
AwareDatetime = Annotated[datetime, AfterValidator(aware)]
# Enums arrive as text from TOML; strict mode would refuse them.
Mark = Annotated[Confidence, Field(strict=False)]
CeilingName = Annotated[Ceiling, Field(strict=False)]
KindName = Annotated[Kind, Field(strict=False)]
Text = Annotated[str, Field(min_length=1)]


CountingName = Literal[
    "exact-hours", "eu-hours", "business-days", "calendar-days", "calendar-months", "without-delay"
]


class QuestionFormat(TellingFormat):
    """A fact, a field or a profile answer."""

    key: Text = "field"
    kind: KindName
    label: Text
    help: str = ""
    options: dict[str, str] = {}
    unit: Literal["", "people", "records", "cards"] = ""
    ceiling: CeilingName = Ceiling.PUBLIC
    page: str = ""
    maps_to: list[str] = []
    required: bool = False
    used_by: str = ""
    seldom: str = ""
    names: Literal["", "duty", "fact"] = ""


class FactsFile(FileModel):
    """`facts.toml`."""

    schema_: Schema = Field(alias="schema")
    facts: list[QuestionFormat]


class SectionFormat(FileModel):
    """A group of profile questions on one topic."""

    id: Text
    title: Text
    intro: Text


class ProfileFile(FileModel):
    """`profile.toml`."""

    schema_: Schema = Field(alias="schema")
    sections: list[SectionFormat] = []
    answers: list[QuestionFormat]


class RecordFormat(FileModel):
    """A list of things."""

    record: Text
    label: Text
    help: str = ""
    names_it: Text
    fields: dict[str, QuestionFormat]
    page: str = ""
    ceiling: CeilingName = Ceiling.PUBLIC
    maps_to: list[str] = []


class RecordsFile(FileModel):
    """`records.toml`."""

    schema_: Schema = Field(alias="schema")
    records: list[RecordFormat]


class JudgementFormat(FileModel):
    """A question only a named person may answer."""

    key: Text
    asks: Text
    options: list[str]
    carries_instant: bool
    guidance: list[str] = []
    cite: str = ""
    confidence: Mark
    who: str = ""
    pages: list[str] = []
    answers: dict[str, Text] = {}
    starts_as: Text
    declines: list[str] = []
    seldom: str = ""


class JudgementsFile(FileModel):
    """`judgements.toml`."""

    schema_: Schema = Field(alias="schema")
    judgements: list[JudgementFormat]


class AudienceFormat(FileModel):
    """Who is told and what they may read."""

    id: Text
    title: Text
    may_read: list[CeilingName]
    reading_grade: int
    after_market: bool


class AudiencesFile(FileModel):
    """`audiences.toml`."""

    schema_: Schema = Field(alias="schema")
    audiences: list[AudienceFormat]


class AuthorityNameFormat(FileModel):
    """A name between two days."""

    name: Text
    short: Text
    start: date | None = Field(default=None, alias="from")
    until: date | None = None
    confidence: Mark = Confidence.KNOWLEDGE


class AuthorityFormat(FileModel):
    """Somebody who is told."""

    id: Text
    names: Annotated[list[AuthorityNameFormat], Field(min_length=1)]
    phone: str = ""
    url: str = ""
    confidence: Mark = Confidence.KNOWLEDGE
    source: str = ""


class AuthoritiesFile(FileModel):
    """`authorities.toml`."""

    schema_: Schema = Field(alias="schema")
    authorities: list[AuthorityFormat]


class NotCoveredFile(FileModel):
    """`not_covered.toml`."""

    schema_: Schema = Field(alias="schema")
    regimes: list[str]


class NotDutyFormat(FileModel):
    """Something people ask about that is no duty to report, and why."""

    id: Text
    title: Text
    because: Text
    instead: str = ""
    cite: Text
    source: Text
    confidence: Mark
    checked_on: date
    reviewed_by: str


class NotDutiesFile(FileModel):
    """`not_duties.toml`."""

    schema_: Schema = Field(alias="schema")
    entries: list[NotDutyFormat]


class RowFormat(FileModel):
    """A condition, or with `any_of` a group of them."""

    fact: str | None = None
    profile: str | None = None
    judgement: str | None = None
    is_: str | None = Field(default=None, alias="is")
    in_: list[str] | None = Field(default=None, alias="in")
    at_least: int | None = None
    made: Literal[True] | None = None
    ever: str | None = None
    while_open: Literal["presume-duty", "duty-stands", "prepare"] | None = None
    meanwhile: str = ""
    any_of: list[RowFormat] | None = None
    needs: Annotated[int, Field(ge=1)] | None = None
    asks: Text
    cite: Text
    confidence: Mark


class AskWhenFormat(FileModel):
    """A row that decides whether a question is asked: a law row without its citation."""

    fact: Text | None = None
    profile: Text | None = None
    is_: str | None = Field(default=None, alias="is")
    in_: list[str] | None = Field(default=None, alias="in")
    at_least: int | None = None


class RunsFormat(FileModel):
    """A length: hours, days, working days or months."""

    hours: Annotated[int, Field(ge=1)] | None = None
    days: Annotated[int, Field(ge=1)] | None = None
    business_days: Annotated[int, Field(ge=1)] | None = None
    months: Annotated[int, Field(ge=1)] | None = None


class LimitFormat(FileModel):
    """A limit of a stage."""

    starts_at: Text
    earliest_from: list[str] = []
    runs: RunsFormat | None = None
    counting: CountingName
    outer: Literal["", "eu-hours"] = ""
    calendar: str = ""
    first_day_counts: bool = False
    same_time: bool = False
    review_hours: Annotated[int, Field(ge=1, le=24)] = 24
    cite: Text
    confidence: Mark
    outer_cite: str = ""
    outer_confidence: Mark = Confidence.UNCERTAIN
    outer_from: date | None = None
    outer_from_cite: str = ""
    outer_from_confidence: Mark = Confidence.UNCERTAIN


class StageFormat(FileModel):
    """A stage of an obligation."""

    id: Text
    title: Text
    promptness: str = ""
    late_needs: str = ""
    combine: Literal["earliest", "latest"] = "earliest"
    each_of: str = ""
    limits: Annotated[list[LimitFormat], Field(min_length=1)]


class ContentFormat(FileModel):
    """Something a notice must contain."""

    id: Text
    title: Text
    cite: Text
    confidence: Mark


class ChannelFormat(FileModel):
    """The way a notice is given."""

    name: Text
    url: str = ""
    phone: str = ""
    confidence: Mark


class InForceFormat(FileModel):
    """The days a rule is law."""

    start: date = Field(alias="from")
    until: date | None = None


class ObligationFile(FileModel):
    """`regimes/<regime>/<provision>.toml`."""

    schema_: Schema = Field(alias="schema")
    id: Text
    title: Text
    kind: Literal["obligation", "voluntary", "contract", "watch"]
    cite: Text
    authority: Text
    audience: Text
    borne_by: Text
    in_force: InForceFormat
    status: Literal[
        "in-force", "made", "bill", "proposed", "voluntary", "contractual", "superseded"
    ]
    confidence: Mark
    source: Text
    checked_on: date
    reviewed_by: str
    beyond_research: str = ""
    summary: Text
    channel: ChannelFormat | None = None
    max_penalty: str = ""
    penalty_confidence: Mark | None = None
    exemptions: list[str] = []
    notes: list[str] = []
    contents: list[ContentFormat] = []
    applies_when: list[RowFormat]
    unless: list[RowFormat] = []
    stages: Annotated[list[StageFormat], Field(min_length=1)]


class RegimeFile(FileModel):
    """`regimes/<regime>/regime.toml`."""

    schema_: Schema = Field(alias="schema")
    id: Text
    title: Text
    instrument: Text
    jurisdiction: Literal["uk", "contract"]
    official_source: str = ""
    checked_on: date
    review_by: date
    reviewed_by: str


class CaseFactFormat(FileModel):
    """A fact of a worked case."""

    key: Text
    value: Any = None
    standing: Literal["unknown", "no-sign", "suspected", "confirmed", "ruled-out"]


class CaseJudgementFormat(FileModel):
    """A judgement of a worked case."""

    key: Text
    value: Text
    instant: AwareDatetime | None = None
    made_at: AwareDatetime


class CaseSubmissionFormat(FileModel):
    """A submission of a worked case."""

    obligation: Text
    stage: Text
    at: AwareDatetime


class CaseReleaseFormat(FileModel):
    """A release of a worked case."""

    audience: Text
    at: AwareDatetime


class ExpectFormat(FileModel):
    """What a worked case expects of one obligation."""

    obligation: Text
    outcome: Literal["applies", "presumed", "undetermined", "does-not-apply"]
    waits_for: list[str] | None = None
    due: dict[str, AwareDatetime | Literal["none"]] = {}
    outer: dict[str, AwareDatetime | Literal["none"]] = {}
    states: dict[str, str] = {}


class WorkedCaseFormat(FileModel):
    """One worked case."""

    id: Text
    title: Text
    source: Text
    law_as_of: date
    at: AwareDatetime
    profile: dict[str, str] = {}
    facts: list[CaseFactFormat] = []
    judgements: list[CaseJudgementFormat] = []
    submissions: list[CaseSubmissionFormat] = []
    releases: list[CaseReleaseFormat] = []
    expect: Annotated[list[ExpectFormat], Field(min_length=1)]


class WorkedCasesFile(FileModel):
    """`regimes/<regime>/cases.toml`."""

    schema_: Schema = Field(alias="schema")
    cases: list[WorkedCaseFormat]

"""Things for tests: plain functions, everything with a default that a test need not mention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from disclosure.casefile.load import load_case
from disclosure.catalogue.load import Catalogue, load_catalogue
from disclosure.catalogue.vocabulary import Audience, load_vocabulary
from disclosure.facts.case import (
    Case,
    Entity,
    Known,
    Organisation,
    Release,
    ReleasedSentence,
    Submission,
)
from disclosure.facts.instants import LONDON, When
from disclosure.facts.standings import Ceiling, Change, Quality, Standing
from disclosure.facts.versions import Count, FactVersion, Judgement, Support, Value
from disclosure.facts.vocabulary import (
    JudgementQuestion,
    Kind,
    Question,
    RecordType,
    Vocabulary,
)
from disclosure.law.calendars import Calendar
from disclosure.law.conditions import Condition, Group, Row, Subject
from disclosure.law.confidence import Confidence
from disclosure.law.duties import Duty, assess
from disclosure.law.obligations import Limit, Obligation, Stage, Start
from disclosure.words.blocks import Notice
from disclosure.words.drafting import draft
from disclosure.words.drafts import SENTENCE, Draft, Paragraph, Part, Rest, Sentence
from disclosure.words.findings import CaseInputs, Finding
from disclosure.words.language import Parser
from disclosure.words.rulebook import find
from disclosure.words.sources import Sources, sources

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "forms" / "examples"
MORE_CASES = ROOT / "tests" / "cases" / "files"
LOCAL_CATALOGUE = ROOT / "tests" / "cases" / "local-catalogue"

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""The Friday on which most tests take place; London is on the universal clock."""


# ---- What is read from files, once per run ----------------------------------------------------


@cache
def the_catalogue() -> Catalogue:
    """Give the shipped law with the example contract beside it."""
    return load_catalogue(ROOT, LOCAL_CATALOGUE)


@cache
def the_vocabulary() -> tuple[Vocabulary, dict[str, Audience]]:
    """Give the shipped questions and audiences, without the law and the notices."""
    return load_vocabulary(ROOT / "forms", [])


@cache
def a_case_file(name: str) -> Case:
    """Give one of the case files: `ms-2025` of the examples, `jd-2023` of the tests."""
    catalogue = the_catalogue()
    folder = CASES if (CASES / f"{name}.toml").exists() else MORE_CASES
    return load_case(
        folder / f"{name}.toml",
        catalogue.vocabulary,
        stages=catalogue.stages,
        audiences=catalogue.audiences,
    )


def the_duty(name: str, known: Known, *, on: date = date(2026, 11, 21)) -> Duty:
    """Judge an obligation of the shipped law."""
    catalogue = the_catalogue()
    return assess(catalogue.obligation(name, on), known, catalogue.law.calendars)


# ---- Instants -----------------------------------------------------------------------------------


def moment(text: str) -> datetime:
    """Read 'Fri 2026-03-27 18:30 Europe/London'; the weekday is checked, seconds are optional."""
    weekday, day, clock, zone = text.split()
    read = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(zone))
    if f"{read:%a}" != weekday:
        message = f"{day} is a {read:%a}, not a {weekday}."
        raise ValueError(message)
    return read


# ---- What is known ------------------------------------------------------------------------------


def a_count(
    low: int = 1000,
    quality: Quality = Quality.EXACT,
    *,
    high: int | None = None,
    unit: str = "people",
) -> Count:
    """Give a number; a range when `high` is given."""
    return Count(low, low if high is None else high, quality, unit)


def a_fact(
    key: str = "personal_data.involved",
    value: Value | None = "yes",
    standing: Standing = Standing.CONFIRMED,
    *,
    number: int = 1,
    recorded_at: datetime = NOON - timedelta(hours=2),
    true_at: datetime | None = None,
    ceiling: Ceiling = Ceiling.PUBLIC,
    support: Support | None = None,
    change: Change | None = None,
    change_reason: str = "",
    recorded_by: str = "security lead",
) -> FactVersion:
    """Give a version of a fact; an unknown one has no value."""
    return FactVersion(
        key=key,
        number=number,
        standing=standing,
        recorded_at=recorded_at,
        value=None if standing is Standing.UNKNOWN else value,
        true_at=true_at,
        recorded_by=recorded_by,
        ceiling=ceiling,
        support=support or Support(),
        change=change or (Change.FIRST if number == 1 else Change.CHANGES),
        change_reason=change_reason,
    )


def an_entry(
    record: str = "service",
    entry: str = "contactless",
    fields: Mapping[str, Value] | None = None,
    standing: Standing = Standing.CONFIRMED,
    *,
    number: int = 1,
    recorded_at: datetime = NOON - timedelta(hours=2),
    true_at: datetime | None = None,
    ceiling: Ceiling = Ceiling.PUBLIC,
    support: Support | None = None,
    change: Change | None = None,
    change_reason: str = "",
    recorded_by: str = "operations lead",
) -> FactVersion:
    """Give a version of an entry of a record."""
    return FactVersion(
        key=f"{record}:{entry}",
        number=number,
        standing=standing,
        recorded_at=recorded_at,
        fields=dict(fields or {}),
        true_at=true_at,
        recorded_by=recorded_by,
        ceiling=ceiling,
        support=support or Support(),
        change=change or (Change.FIRST if number == 1 else Change.CHANGES),
        change_reason=change_reason,
    )


def a_judgement(
    key: str = "aware_personal_data",
    value: str = "aware",
    instant: datetime | When | None = None,
    *,
    made_at: datetime = NOON - timedelta(hours=1),
    number: int = 1,
    made_by: str = "data protection officer",
) -> Judgement:
    """Give a judgement, with the instant it names where it names one."""
    named = When.exactly(instant) if isinstance(instant, datetime) else instant
    return Judgement(key, number, value, made_at, named, made_by)


def an_entity(
    name: str = "group",
    roles: Sequence[str] = ("issuer", "controller"),
    *,
    legal_name: str = "Harcourt & Vale plc",
    profile: Mapping[str, str] | None = None,
) -> Entity:
    """Give a legal entity."""
    return Entity(name, legal_name, tuple(roles), profile=dict(profile or {}))


def an_organisation(
    profile: Mapping[str, str] | None = None, entities: Sequence[Entity] = ()
) -> Organisation:
    """Give an organisation with its answers."""
    return Organisation("Harcourt & Vale plc", dict(profile or {}), tuple(entities))


def a_submission(
    obligation: str = "uk.gdpr.33",
    stage: str = "initial",
    at: datetime = NOON - timedelta(hours=1),
    *,
    reference: str = "",
) -> Submission:
    """Give a submission to an authority."""
    return Submission(obligation, stage, at, reference=reference)


def a_release(
    audience: str = "market",
    at: datetime = NOON - timedelta(hours=1),
    *,
    name: str = "release",
    sentences: Sequence[ReleasedSentence] = (),
) -> Release:
    """Give a text given out."""
    return Release(name, audience, at, sentences=tuple(sentences))


def a_released_sentence(text: str = "Our website is open.", *rests_on: str) -> ReleasedSentence:
    """Give a sentence of a text given out, with the names of the versions it rests on."""
    return ReleasedSentence(text, tuple(rests_on))


def a_case(
    *,
    facts: Sequence[FactVersion] = (),
    judgements: Sequence[Judgement] = (),
    submissions: Sequence[Submission] = (),
    releases: Sequence[Release] = (),
    organisation: Organisation | None = None,
    at: datetime = NOON,
    zone: ZoneInfo = LONDON,
) -> Case:
    """Give a case."""
    return Case(
        id="example",
        title="Example",
        description="",
        at=at,
        law_as_of=at.date(),
        organisation=organisation or an_organisation(),
        facts=tuple(facts),
        judgements=tuple(judgements),
        submissions=tuple(submissions),
        releases=tuple(releases),
        zone=zone,
    )


def a_known(
    *facts: FactVersion,
    judgements: Sequence[Judgement] = (),
    submissions: Sequence[Submission] = (),
    releases: Sequence[Release] = (),
    profile: Mapping[str, str] | None = None,
    entities: Sequence[Entity] = (),
    at: datetime = NOON,
    zone: ZoneInfo = LONDON,
) -> Known:
    """Give what is known at an instant, of a case made of these."""
    case = a_case(
        facts=facts,
        judgements=judgements,
        submissions=submissions,
        releases=releases,
        organisation=an_organisation(profile, entities),
        at=at,
        zone=zone,
    )
    return case.known_at(at)


# ---- Law ----------------------------------------------------------------------------------------


def a_row(
    subject: Subject = Subject.FACT,
    key: str = "personal_data.involved",
    *,
    accepts: Sequence[str] = ("yes",),
    closed: Sequence[str] = ("yes", "no"),
    at_least: int | None = None,
    made: bool = False,
    ever: bool = False,
    presumes_duty: bool = False,
    prepares: bool = False,
    confidence: Confidence = Confidence.VERIFIED,
) -> Row:
    """Give a condition."""
    return Row(
        subject=subject,
        key=key,
        asks=f"Is {key} so?",
        cite="Art 1",
        confidence=confidence,
        accepts=tuple(accepts),
        closed=tuple(closed),
        at_least=at_least,
        made=made,
        ever=ever,
        presumes_duty=presumes_duty,
        prepares=prepares,
        meanwhile="Time runs meanwhile." if prepares else "",
    )


def a_group(*rows: Row, needs: int = 1, confidence: Confidence = Confidence.VERIFIED) -> Group:
    """Give alternatives."""
    return Group(tuple(rows), needs, "Do enough of these hold?", "Art 2", confidence)


def a_start(text: str = "judged:aware_personal_data") -> Start:
    """Read a start as a law file writes it."""
    kind, _, key = text.partition(":")
    return Start(kind, key)


def a_limit(
    starts_at: str = "judged:aware_personal_data",
    amount: int = 72,
    counting: str = "exact-hours",
    *,
    earliest_from: Sequence[str] = (),
    outer: str = "",
    calendar: str = "",
    first_day_counts: bool = False,
    confidence: Confidence = Confidence.VERIFIED,
) -> Limit:
    """Give a limit."""
    return Limit(
        starts_at=a_start(starts_at),
        amount=amount,
        counting=counting,
        cite="Art 3",
        confidence=confidence,
        earliest_from=tuple(a_start(text) for text in earliest_from),
        outer=outer,
        calendar=calendar,
        first_day_counts=first_day_counts,
    )


def a_stage(
    *limits: Limit, name: str = "initial", combine: str = "earliest", late_needs: str = ""
) -> Stage:
    """Give a stage; without a limit it has 72 hours from awareness."""
    return Stage(
        name,
        "First report",
        "without undue delay",
        limits or (a_limit(),),
        late_needs,
        combine,
    )


def an_obligation(
    name: str = "example.rule.1",
    *,
    kind: str = "obligation",
    applies_when: Sequence[Condition] | None = None,
    unless: Sequence[Condition] = (),
    stages: Sequence[Stage] | None = None,
    borne_by: str = "controller",
    confidence: Confidence = Confidence.VERIFIED,
    in_force_from: date = date(2020, 1, 1),
    in_force_until: date | None = None,
) -> Obligation:
    """Give an obligation; as it comes it asks whether personal data is involved."""
    return Obligation(
        id=name,
        title="Report it",
        kind=kind,
        cite="Art 1",
        authority="authority",
        audience="authority",
        borne_by=borne_by,
        in_force_from=in_force_from,
        in_force_until=in_force_until,
        status="in-force",
        confidence=confidence,
        source="an example",
        checked_on=date(2026, 11, 21),
        reviewed_by="",
        summary="Report it.",
        applies_when=(a_row(),) if applies_when is None else tuple(applies_when),
        unless=tuple(unless),
        stages=(a_stage(),) if stages is None else tuple(stages),
    )


def a_calendar(
    days: Mapping[date, str] | None = None,
    *,
    valid_from: date = date(2026, 1, 1),
    valid_through: date = date(2026, 12, 31),
    title: str = "Utopia",
) -> Calendar:
    """Give a calendar of bank holidays."""
    return Calendar(title.lower(), title, valid_from, valid_through, dict(days or {}))


# ---- Words --------------------------------------------------------------------------------------


def a_sentence(
    text: str = "We are dealing with a problem.",
    *rests_on: FactVersion,
    name: str = "what",
    kind: str = SENTENCE,
    form: str = "sentence",
    cite: str = "",
    moves: Sequence[str] = (),
    about: str = "",
) -> Sentence:
    """Give a sentence of a draft, resting on the versions given."""
    rests = tuple(Rest(v.key, v.number, v.standing) for v in rests_on)
    return Sentence(name, text, kind, form, cite, tuple(moves), rests, about)


def a_draft(
    *sentences: Sentence,
    notice: str = "example.letter",
    obligation: str = "",
    audience: str = "customers",
    title: str = "Letter",
    layout: str = "letter",
    max_words: int | None = None,
    parts: Sequence[Part] = (),
) -> Draft:
    """Give a draft: one paragraph of the sentences, then the parts."""
    paragraphs = (Paragraph(tuple(sentences)),) if sentences else ()
    return Draft(
        notice=notice,
        obligation=obligation,
        stage="",
        audience=audience,
        language="en-GB",
        title=title,
        layout=layout,
        headline=None,
        parts=(*paragraphs, *parts),
        max_words=max_words,
    )


def the_findings_of(
    known: Known, drafts: Sequence[Draft] = (), duties: Sequence[Duty] = ()
) -> tuple[Finding, ...]:
    """Apply every rule, with the shipped questions and audiences."""
    vocabulary, audiences = the_vocabulary()
    return find(CaseInputs(known, drafts, duties, audiences, vocabulary))


# ---- Notices, in a small vocabulary -------------------------------------------------------------


def a_question(key: str, kind: Kind = Kind.TEXT, **options: str) -> Question:
    """Give a question; one with options is a choice."""
    return Question(key, Kind.CHOICE if options else kind, f"Label of {key}", options=options)


def a_vocabulary() -> Vocabulary:
    """Give a small vocabulary: a fact of each kind, a record, two answers, a judgement."""
    facts = (
        a_question("incident.description"),
        a_question("incident.cause"),
        a_question("incident.kind", cyber="a cyber incident", fire="a fire"),
        a_question("incident.started_at", Kind.INSTANT),
        a_question("personal_data.involved", Kind.YES_NO),
        a_question("personal_data.people_count", Kind.COUNT),
    )
    fields = (
        a_question("name"),
        a_question("state", stopped="not working", working="working", unclear="not clear"),
        a_question("detail"),
        a_question("returns_at", Kind.INSTANT),
    )
    profile = (a_question("contact.media"), a_question("size", small="small", large="large"))
    judgement = JudgementQuestion("aware", "Are we aware?", ("aware", "not-yet"), True)
    return Vocabulary(
        facts={question.key: question for question in facts},
        records={
            "service": RecordType("service", "Services", "", "name", {f.key: f for f in fields})
        },
        profile={question.key: question for question in profile},
        judgements={"aware": judgement},
    )


def a_notice(
    body: str,
    *,
    shared: Mapping[str, str] | None = None,
    fixed: Sequence[str] = (),
    audience: str = "customers",
    file: str = "notice.j2",
) -> Notice:
    """Read a notice from its body; refuses one that has faults."""
    parser = Parser(shared or {})
    blocks = parser.parse(body, file)
    if parser.faults:
        raise ValueError(parser.faults)
    return Notice(
        id=f"voluntary.text.{audience}",
        obligation="",
        stage="text",
        audience=audience,
        language="en-GB",
        title="A text",
        layout="statement",
        ready="always",
        why="An example.",
        blocks=blocks,
        fixed=dict.fromkeys(fixed, ""),
        file=file,
    )


def the_sources(
    known: Known,
    *,
    may_read: Sequence[Ceiling] = tuple(Ceiling),
    on: date = date(2026, 11, 20),
) -> Sources:
    """Give what texts may rest on, in the small vocabulary, without authorities."""
    return sources(known, a_vocabulary(), {}, may_read=frozenset(may_read), on=on)


def drafted(
    body: str,
    *facts: FactVersion,
    may_read: Sequence[Ceiling] = tuple(Ceiling),
    judgements: Sequence[Judgement] = (),
    on: date = date(2026, 11, 20),
) -> Draft:
    """Draft a notice, given by its body, from facts."""
    known = a_known(*facts, judgements=judgements)
    return draft(a_notice(body), the_sources(known, may_read=may_read, on=on))

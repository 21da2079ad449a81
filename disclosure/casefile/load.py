"""Loads a case file into a case, or lists everything that is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from disclosure.casefile.formats import CaseFormat, EntityFormat, case_format
from disclosure.casefile.versions import Reader
from disclosure.facts.case import (
    Case,
    Entity,
    Organisation,
    Release,
    ReleasedSentence,
    Security,
    Submission,
)
from disclosure.facts.instants import When
from disclosure.facts.vocabulary import Kind
from disclosure.files import load
from disclosure.problems import InvalidInputError, one_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from disclosure.facts.versions import FactVersion
    from disclosure.facts.vocabulary import Vocabulary

ENDS = (
    ("incident.occurred_at", "incident.resolved_at"),
    ("incident.started_at", "incident.resolved_at"),
    ("incident.detected_at", "incident.resolved_at"),
)
"""Pairs of facts of which the second ends what the first begins."""


def schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """Give the JSON Schema of a case file."""
    made = case_format(vocabulary).model_json_schema()
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "Disclosure case file, version 1"
    return made


def load_case(
    path: Path,
    vocabulary: Vocabulary,
    *,
    stages: Collection[str] = (),
    audiences: Collection[str] = (),
) -> Case:
    """Read a case file.

    Args:
        path: The file, TOML or JSON.
        vocabulary: What may be recorded.
        stages: Every `obligation/stage` a submission may name.
        audiences: Every audience a release may name.

    Raises:
        InvalidInputError: Something is wrong; lists all of it. Nothing of the file is used.
    """
    loaded = load(case_format(vocabulary), path, path.name)
    if isinstance(loaded, list):
        raise InvalidInputError(loaded)
    reader = Reader(path.name, vocabulary, loaded.defaults)
    case = _case(loaded, reader)
    _check_names(loaded, reader, stages, audiences)
    _check_ends(case, reader)
    _check_rests(case, reader)
    if reader.problems:
        raise InvalidInputError(reader.problems)
    return case


def _case(form: CaseFormat, reader: Reader) -> Case:
    entries = [
        version
        for name, record in reader.vocabulary.records.items()
        for version in reader.entries(record, getattr(form, name))
    ]
    return Case(
        id=form.id,
        title=form.title,
        description=form.description or "",
        at=form.at,
        law_as_of=form.law_as_of,
        zone=ZoneInfo(form.time_zone),
        organisation=_organisation(form, reader),
        facts=tuple([*reader.facts(form.facts), *entries]),
        judgements=reader.judgements(form.judgements),
        submissions=tuple(
            Submission(
                s.obligation, s.stage, s.at, s.by or "", s.channel or "", s.reference or "",
                s.late_reason or "",
            )
            for s in form.submissions
        ),
        releases=tuple(
            Release(
                r.id, r.audience, r.at, r.notice or "", r.by or "",
                tuple(ReleasedSentence(s.text, tuple(s.rests_on)) for s in r.sentences),
            )
            for r in form.releases
        ),
    )


def _organisation(form: CaseFormat, reader: Reader) -> Organisation:
    reader.unique("entities", [entity.id for entity in form.entities])
    _check_profile(form.organisation.profile, "organisation.profile", reader)
    for n, entity in enumerate(form.entities):
        _check_profile(entity.profile, f"entities[{n}].profile", reader)
    return Organisation(
        form.organisation.name,
        dict(form.organisation.profile),
        tuple(_entity(entity) for entity in form.entities),
    )


def _entity(form: EntityFormat) -> Entity:
    return Entity(
        id=form.id,
        legal_name=form.legal_name,
        roles=tuple(form.roles),
        lei=form.lei or "",
        securities=tuple(
            Security(s.kind, s.venue, s.isin or "", s.ticker or "") for s in form.securities
        ),
        profile=dict(form.profile),
    )


def _check_profile(profile: Mapping[str, str], path: str, reader: Reader) -> None:
    for key, value in profile.items():
        question = reader.vocabulary.profile.get(key)
        if question is None:
            allowed = one_of(tuple(reader.vocabulary.profile))
            reader.wrong(f"{path}.{key}", f"There is no profile answer '{key}'.", allowed)
        elif question.kind is not Kind.TEXT and value not in question.closed:
            wrong = f"'{value}' is not one of the options."
            reader.wrong(f"{path}.{key}", wrong, one_of(question.closed))


def _check_names(
    form: CaseFormat, reader: Reader, stages: Collection[str], audiences: Collection[str]
) -> None:
    for n, submission in enumerate(form.submissions):
        name = f"{submission.obligation}/{submission.stage}"
        if name not in stages:
            wrong = f"There is no stage '{submission.stage}' of '{submission.obligation}'."
            allowed = "See `disclosure law list`."
            reader.wrong(f"submissions[{n}].stage", wrong, allowed)
    reader.unique("releases", [release.id for release in form.releases])
    for n, release in enumerate(form.releases):
        if release.audience not in audiences:
            wrong = f"There is no audience '{release.audience}'."
            reader.wrong(f"releases[{n}].audience", wrong, one_of(tuple(audiences)))


def _check_ends(case: Case, reader: Reader) -> None:
    latest = {version.key: version for version in case.facts}
    for begins, ends in ENDS:
        start, end = _instant(latest.get(begins)), _instant(latest.get(ends))
        if start and end and end.latest < start.earliest:
            wrong = f"{ends} lies before {begins}."
            reader.wrong(f"facts: {ends}", wrong, "An end comes after its start.")


def _instant(version: FactVersion | None) -> When | None:
    return version.value if version and isinstance(version.value, When) else None


def _check_rests(case: Case, reader: Reader) -> None:
    names = {version.name for version in case.facts}
    for n, release in enumerate(case.releases):
        for m, sentence in enumerate(release.sentences):
            for name in sentence.rests_on:
                if name not in names:
                    wrong = f"There is no fact version '{name}'."
                    allowed = "Write key@version, such as service:website@1."
                    reader.wrong(f"releases[{n}].sentences[{m}].rests_on", wrong, allowed)



"""Loads a case file into a case, or lists everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from disclosure.casefile.formats import CaseFormat, EntityFormat, SubmissionFormat, case_format
from disclosure.casefile.partly import read_form
from disclosure.casefile.schema import case_schema
from disclosure.casefile.versions import Reader
from disclosure.facts.answers import ENDS, ENDS_IN_RECORDS, ends_first
from disclosure.facts.case import (
    Case,
    Entity,
    Organisation,
    Release,
    ReleasedSentence,
    Security,
    Submission,
)
from disclosure.facts.versions import FactVersion, Value
from disclosure.facts.vocabulary import Vocabulary
from disclosure.files import read_table
from disclosure.problems import InvalidInputError, Problem, nearest, printable, shown

Holds = Callable[[str], bool]
"""Says whether a key stands for something nobody records: a name, a judgement, a clock."""


def schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """Give the JSON Schema of a case file."""
    return case_schema(vocabulary)


def load_case(
    path: Path,
    vocabulary: Vocabulary,
    *,
    stages: Collection[str] = (),
    audiences: Collection[str] = (),
    holds: Holds = lambda _: False,
) -> Case:
    """Read a case file.

    Args:
        path: The file, TOML or JSON.
        vocabulary: What may be recorded.
        stages: Every `obligation/stage` a submission may name.
        audiences: Every audience a release may name.
        holds: Says of a key whether a released sentence may rest on it though nobody records it.

    Raises:
        InvalidInputError: Something is wrong; lists all of it. Nothing of the file is used.
    """
    model, name = case_format(vocabulary), printable(path.name)
    table = read_table(path, name)
    if isinstance(table, Problem):
        raise InvalidInputError([table])
    form, kept, problems = read_form(model, table, name)
    if form is None:
        raise InvalidInputError(problems)
    reader = Reader(name, vocabulary, form.defaults, kept, problems)
    case = _case(form, reader)
    _check_names(form, reader, stages, audiences)
    if reader.has_every_version:
        _check_ends(form, case, reader)
        _check_rests(form, case, reader, holds)
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
        facts=(*reader.facts(form.facts), *entries),
        judgements=reader.judgements(form.judgements),
        submissions=tuple(_submission(each) for each in form.submissions),
        releases=tuple(
            Release(
                r.id,
                r.audience,
                r.at,
                r.notice or "",
                r.by or "",
                tuple(ReleasedSentence(s.text, tuple(s.rests_on), s.id or "") for s in r.sentences),
            )
            for r in form.releases
        ),
    )


def _submission(form: SubmissionFormat) -> Submission:
    return Submission(
        form.obligation,
        form.stage,
        form.at,
        form.by or "",
        form.channel or "",
        form.reference or "",
        form.late_reason or "",
        form.group or "",
    )


def _organisation(form: CaseFormat, reader: Reader) -> Organisation:
    reader.unique("entities", [entity.id for entity in form.entities])
    return Organisation(
        form.organisation.name,
        form.organisation.profile.answers(),
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
        profile=form.profile.answers(),
    )


def _check_names(
    form: CaseFormat, reader: Reader, stages: Collection[str], audiences: Collection[str]
) -> None:
    for path, submission in reader.places("submissions", form.submissions):
        _check_stage(submission, path, reader, stages)
    reader.unique("releases", [release.id for release in form.releases])
    for path, release in reader.places("releases", form.releases):
        if release.audience not in audiences:
            wrong = f"There is no audience '{shown(release.audience)}'."
            reader.wrong(f"{path}.audience", wrong, nearest(release.audience, tuple(audiences)))


def _check_stage(
    form: SubmissionFormat, path: str, reader: Reader, stages: Collection[str]
) -> None:
    split = [name.partition("/") for name in sorted(stages)]
    of_obligation = [stage for obligation, _, stage in split if obligation == form.obligation]
    if not of_obligation:
        wrong = f"There is no obligation '{shown(form.obligation)}'."
        obligations = tuple(dict.fromkeys(obligation for obligation, _, _ in split))
        reader.wrong(f"{path}.obligation", wrong, nearest(form.obligation, obligations))
    elif form.stage not in of_obligation:
        wrong = f"'{form.obligation}' has no stage '{shown(form.stage)}'."
        reader.wrong(f"{path}.stage", wrong, nearest(form.stage, of_obligation))


def _check_ends(form: CaseFormat, case: Case, reader: Reader) -> None:
    latest = {version.key: version for version in case.facts}
    paths = {fact.key: path for path, fact in reader.places("facts", form.facts)}
    for begins, ends in ENDS:
        start, end = _value(latest.get(begins)), _value(latest.get(ends))
        if ends_first(start, end):
            wrong = f"{ends} lies before {begins}."
            reader.wrong(f"{paths[ends]}.value", wrong, "Mend one of the two times.")
    for record in reader.vocabulary.records:
        for path, entry in reader.places(record, getattr(form, record)):
            fields = latest[f"{record}:{entry.id}"].fields
            for begins, ends in ENDS_IN_RECORDS:
                if ends_first(fields.get(begins), fields.get(ends)):
                    wrong = f"'{ends}' lies before '{begins}'."
                    reader.wrong(f"{path}.{ends}", wrong, "Mend one of the two times.")


def _value(version: FactVersion | None) -> Value | None:
    return version.value if version else None


def _check_rests(form: CaseFormat, case: Case, reader: Reader, holds: Holds) -> None:
    names = {version.name for version in case.facts}
    recorded = {version.key for version in case.facts} | reader.vocabulary.facts.keys()
    for path, release in reader.places("releases", form.releases):
        seen: set[str] = set()
        for m, sentence in enumerate(release.sentences):
            if sentence.id in seen:
                wrong = f"The id '{shown(sentence.id)}' stands twice."
                reader.wrong(f"{path}.sentences[{m}].id", wrong, "Give each its own.")
            seen.update(filter(None, [sentence.id]))
            for k, name in enumerate(sentence.rests_on):
                key, _, number = name.rpartition("@")
                is_held = number.isdecimal() and key not in recorded and holds(key)
                if name not in names and not is_held:
                    wrong = f"There is no version '{shown(name)}' in this file."
                    allowed = "Write key@number, such as service:website@1."
                    reader.wrong(f"{path}.sentences[{m}].rests_on[{k}]", wrong, allowed)

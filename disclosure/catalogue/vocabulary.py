"""Loads the vocabulary: facts, records, profile, judgements, audiences."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from disclosure.catalogue.asks import asked_before, named_in, places
from disclosure.catalogue.formats import (
    AudiencesFile,
    FactsFile,
    JudgementFormat,
    JudgementsFile,
    ProfileFile,
    QuestionFormat,
    RecordFormat,
    RecordsFile,
)
from disclosure.facts.vocabulary import (
    YES_NO,
    JudgementQuestion,
    Kind,
    Question,
    RecordType,
    Vocabulary,
)
from disclosure.files import FileModel, load_most
from disclosure.problems import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from disclosure.catalogue.asks import Asks
    from disclosure.facts.standings import Ceiling

M = TypeVar("M", bound=FileModel)
PLACE = re.compile(r"\{(\w*)\}")
"""A place in words that a value is put into."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is told, what they may read, and how their texts are measured.

    Attributes:
        may_read: The ceilings of facts a text for them may rest on.
        reading_grade: The Flesch-Kincaid grade their texts should not pass.
        after_market: While something is inside information, they wait for the announcement.
    """

    id: str
    title: str
    may_read: frozenset[Ceiling]
    reading_grade: int
    after_market: bool


@dataclass(frozen=True, slots=True)
class ProfileSection:
    """Questions of the profile on one topic; an answer names its section as its page."""

    id: str
    title: str
    intro: str


def load_vocabulary(
    forms: Path,
    problems: list[Problem],
    asks: Sequence[Asks] = (),
    refused: dict[str, str] | None = None,
) -> tuple[Vocabulary, dict[str, Audience]]:
    """Read the vocabulary and the audiences; whatever is wrong is added to `problems`.

    Args:
        forms: The folder of the files that all regimes share.
        problems: Where to add what is wrong.
        asks: What single regimes ask besides.
        refused: Where to add the names of entries that are wrong, with their file.
    """
    left = {} if refused is None else refused
    facts = _load(FactsFile, forms / "facts.toml", problems, left)
    records = _load(RecordsFile, forms / "records.toml", problems, left)
    profile = _load(ProfileFile, forms / "profile.toml", problems, left)
    judgements = _load(JudgementsFile, forms / "judgements.toml", problems, left)
    audiences = _load(AudiencesFile, forms / "audiences.toml", problems, left)
    shared_facts = facts.facts if facts else []
    shared_answers = profile.answers if profile else []
    shared_judgements = judgements.judgements if judgements else []
    problems += asked_before(asks, "facts", [f.key for f in shared_facts])
    problems += asked_before(asks, "answers", [a.key for a in shared_answers])
    problems += asked_before(asks, "judgements", [j.key for j in shared_judgements])
    every_fact = [*shared_facts, *(f for each in asks for f in each.form.facts)]
    every_answer = [*shared_answers, *(a for each in asks for a in each.form.answers)]
    every_judgement = [*shared_judgements, *(j for each in asks for j in each.form.judgements)]
    vocabulary = Vocabulary(
        facts={f.key: _question(f, f.key) for f in every_fact},
        records={r.record: _record(r) for r in records.records} if records else {},
        profile={a.key: _question(a, a.key) for a in every_answer},
        judgements={j.key: _judgement(j) for j in every_judgement},
    )
    twice(problems, "forms/facts.toml", "facts", [f.key for f in shared_facts])
    problems += _choice_problems(vocabulary, asks)
    problems += _answer_problems(every_judgement, places(asks, "judgements"))
    found = (
        {
            a.id: Audience(a.id, a.title, frozenset(a.may_read), a.reading_grade, a.after_market)
            for a in audiences.audiences
        }
        if audiences
        else {}
    )
    return vocabulary, found


def load_profile_sections(
    forms: Path, vocabulary: Vocabulary, problems: list[Problem], asks: Sequence[Asks] = ()
) -> tuple[ProfileSection, ...]:
    """Read the sections of the profile; an answer that names none of them is reported.

    Args:
        forms: The folder of the files that all regimes share.
        vocabulary: The answers there are.
        problems: Where to add what is wrong.
        asks: What single regimes ask besides.
    """
    loaded = load_most(ProfileFile, forms / "profile.toml", "forms/profile.toml").form
    if loaded is None:
        return ()
    own = places(asks, "answers")
    ids = tuple(section.id for section in loaded.sections)
    twice(problems, "forms/profile.toml", "sections", ids)
    for answer in vocabulary.profile.values():
        if answer.page not in ids:
            wrong = f"The answer '{answer.key}' names no section of the profile."
            file, place = own.get(answer.key, ("forms/profile.toml", answer.key))
            path = f"{place}.page" if answer.key in own else place
            problems.append(Problem(file, path, wrong, nearest(answer.page, ids)))
    return tuple(ProfileSection(s.id, s.title, s.intro) for s in loaded.sections)


def _judgement(file: JudgementFormat) -> JudgementQuestion:
    return JudgementQuestion(
        file.key,
        file.asks,
        tuple(file.options),
        file.carries_instant,
        tuple(file.guidance),
        file.cite,
        file.confidence,
        file.who,
        tuple(file.pages),
        file.answers,
        file.starts_as,
        tuple(file.declines),
        file.seldom,
    )


def _load(model: type[M], path: Path, problems: list[Problem], refused: dict[str, str]) -> M | None:
    """Read a file; the entries that are wrong are left out, and their names kept."""
    name = f"forms/{path.name}"
    most = load_most(model, path, name)
    problems += most.problems
    refused |= named_in(most, name)
    return most.form


def twice(problems: list[Problem], file: str, path: str, keys: Sequence[str]) -> None:
    """Report keys that stand twice in a list."""
    repeated = sorted({key for key in keys if keys.count(key) > 1})
    problems += [Problem(file, path, f"'{key}' stands twice.", "Keep one.") for key in repeated]


def _question(form: QuestionFormat, key: str) -> Question:
    return Question(
        key=key,
        kind=form.kind,
        label=form.label,
        help=form.help,
        options=dict(form.options),
        unit=form.unit,
        ceiling=form.ceiling,
        page=form.page,
        maps_to=tuple(form.maps_to),
        required=form.required,
        seldom=form.seldom,
        clause={str(answer): words for answer, words in form.clause.items()},
        plain_no=form.plain_no,
        told_as=form.told_as,
        untold=form.untold,
        dated=form.dated,
        names=form.names,
    )


def with_labels(vocabulary: Vocabulary, duties: Mapping[str, str]) -> Vocabulary:
    """Give a vocabulary whose fields that name something know what it is called.

    Args:
        vocabulary: As it was read.
        duties: The title of each obligation by its id.
    """
    facts = {key: question.label for key, question in vocabulary.facts.items()}
    labels = {
        "duty": duties,
        "fact": facts | {r.record: r.label for r in vocabulary.records.values()},
    }
    records = {
        name: replace(
            record,
            fields={
                key: replace(each, labels=labels.get(each.names, {}))
                for key, each in record.fields.items()
            },
        )
        for name, record in vocabulary.records.items()
    }
    return replace(vocabulary, records=records)


def _record(form: RecordFormat) -> RecordType:
    return RecordType(
        record=form.record,
        label=form.label,
        help=form.help,
        names_it=form.names_it,
        fields={name: _question(field, name) for name, field in form.fields.items()},
        page=form.page,
        ceiling=form.ceiling,
        maps_to=tuple(form.maps_to),
    )


def _answer_problems(
    judgements: Sequence[JudgementFormat], own: Mapping[str, tuple[str, str]]
) -> Iterator[Problem]:
    for number, judgement in enumerate(judgements):
        shared = ("forms/judgements.toml", f"judgements[{number}]")
        file, place = own.get(judgement.key, shared)
        named = [("answers", option) for option in judgement.answers]
        named += [("declines", option) for option in judgement.declines]
        for path, option in named:
            if option not in judgement.options:
                wrong = f"'{option}' is not one of the options of '{judgement.key}'."
                yield Problem(file, f"{place}.{path}", wrong, nearest(option, judgement.options))


def _choice_problems(vocabulary: Vocabulary, asks: Sequence[Asks]) -> Iterable[Problem]:
    own = places(asks, "facts") | places(asks, "answers")
    shared = [("forms/facts.toml", asked) for asked in vocabulary.facts.values()]
    shared += [("forms/profile.toml", asked) for asked in vocabulary.profile.values()]
    for file, question in shared:
        where = own.get(question.key, (file, question.key))
        if question.kind is Kind.CHOICE and not question.options:
            yield Problem(*where, "A choice has no options.", "List them.")
        is_whole = question.kind is Kind.YES_NO and set(YES_NO) <= set(question.clause)
        if question.clause and not is_whole:
            wrong = "'clause' is for questions of yes or no, and says both answers."
            yield Problem(*where, wrong, "Give yes and no, or leave it out.")
        if question.kind is Kind.COUNT and not question.unit:
            yield Problem(*where, "A count has no unit.", "Say what is counted.")
    for record in vocabulary.records.values():
        if record.names_it not in record.fields:
            wrong = f"names_it = '{record.names_it}' is none of its fields."
            yield Problem("forms/records.toml", record.record, wrong, "Name a field.")
        for name, told in record.fields.items():
            places_named = set(PLACE.findall(told.told_as))
            if told.told_as and ("" not in places_named or places_named - {"", *record.fields}):
                wrong = f"told_as = '{told.told_as}' does not say where the value stands."
                allowed = "Write {} for the value, and {who} for the field of that name."
                yield Problem("forms/records.toml", f"{record.record}.{name}", wrong, allowed)

"""Runs the worked cases that stand beside the law: the lawyer's own tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from disclosure.catalogue.formats import WorkedCaseFormat, WorkedCasesFile
from disclosure.facts.case import Case, Entity, Organisation, Release, Submission
from disclosure.facts.instants import When, iso, utc
from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import Count, FactVersion, Judgement, Value
from disclosure.facts.vocabulary import ROLES, Kind, Vocabulary
from disclosure.files import load
from disclosure.law.calendars import as_of
from disclosure.law.duties import Duty, assess
from disclosure.problems import Problem, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any

    from disclosure.catalogue.formats import CaseFactFormat, ExpectFormat
    from disclosure.catalogue.law import Law


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """A worked case and the file it stands in."""

    file: str
    form: WorkedCaseFormat

    @property
    def name(self) -> str:
        """Give the case's name for lists and tests: `forms/regimes/uk.gdpr/cases.toml: tv1`."""
        return f"{self.file}: {self.form.id}"


def load_worked_cases(
    roots: Iterable[tuple[Path, str]], problems: list[Problem]
) -> tuple[WorkedCase, ...]:
    """Read the worked cases of every regime under the given folders."""
    found: list[WorkedCase] = []
    for root, label in roots:
        for path in sorted((root / "regimes").glob("*/cases.toml")):
            name = f"{label}/regimes/{path.parent.name}/cases.toml"
            loaded = load(WorkedCasesFile, path, name)
            if isinstance(loaded, list):
                problems += loaded
            else:
                found += [WorkedCase(name, form) for form in loaded.cases]
    return tuple(found)


def uncovered(law: Law, cases: Iterable[WorkedCase]) -> Iterable[Problem]:
    """Report obligations that no worked case shows applying, or none shows not applying."""
    seen: dict[str, set[str]] = {}
    for case in cases:
        for expect in case.form.expect:
            seen.setdefault(expect.obligation, set()).add(expect.outcome)
    for obligation in law.obligations:
        outcomes = seen.get(obligation.id, set())
        if not outcomes & {"applies", "presumed"}:
            wrong = "No worked case shows this duty applying."
            yield Problem(obligation.file, "", wrong, "Add one to cases.toml beside it.")
        if "does-not-apply" not in outcomes:
            wrong = "No worked case shows this duty not applying."
            yield Problem(obligation.file, "", wrong, "Add one to cases.toml beside it.")


def run(case: WorkedCase, law: Law, vocabulary: Vocabulary) -> list[Problem]:
    """Work a case out and list every expectation that does not hold."""
    problems = list(_unknown_names(case, vocabulary))
    if problems:
        return problems
    known = _case(case.form, vocabulary).known_at(case.form.at)
    for n, expect in enumerate(case.form.expect):
        path = f"{case.form.id}.expect[{n}]"
        found = [
            o
            for o in law.obligations
            if o.id == expect.obligation and o.in_force_on(case.form.law_as_of)
        ]
        if not found:
            wrong = f"No rule '{expect.obligation}' is in force on {case.form.law_as_of}."
            problems.append(Problem(case.file, path, wrong, "Mend the id or the day."))
            continue
        duty = assess(found[0], known, as_of(law.calendars, case.form.law_as_of))
        problems += [
            Problem(case.file, path, wrong, "Mend the rule or the expectation.")
            for wrong in _differences(expect, duty)
        ]
    return problems


def _differences(expect: ExpectFormat, duty: Duty) -> Iterable[str]:
    if duty.outcome != expect.outcome:
        yield f"{duty.obligation.id}: expected {expect.outcome}, found {duty.outcome}."
    if expect.waits_for is not None and list(duty.waits_for) != expect.waits_for:
        waits = list(duty.waits_for)
        yield f"{duty.obligation.id}: expected to wait for {expect.waits_for}, waits for {waits}."
    stages = {stage.id: stage for stage in duty.stages}
    wanted: Mapping[str, Mapping[str, datetime | str]] = {
        "due_at": expect.due,
        "outer_limit_at": expect.outer,
    }
    for what, instants in wanted.items():
        for stage, instant in instants.items():
            found = getattr(stages[stage], what) if stage in stages else "no such stage"
            if not _same(found, None if instant == "none" else instant):
                said = found if isinstance(found, str) or found is None else iso(found)
                yield f"{duty.obligation.id}/{stage}: expected {what} {instant}, found {said}."
    for stage, state in expect.states.items():
        if stage not in stages or stages[stage].state != state:
            found = stages[stage].state if stage in stages else "no such stage"
            yield f"{duty.obligation.id}/{stage}: expected the state {state}, found {found}."


def _same(found: datetime | str | None, expected: datetime | str | None) -> bool:
    """Compare instants in UTC: Python calls none of the hour that comes twice equal to another."""
    if isinstance(found, datetime) and isinstance(expected, datetime):
        return utc(found) == utc(expected)
    return found == expected


def _unknown_names(case: WorkedCase, vocabulary: Vocabulary) -> Iterable[Problem]:
    form = case.form
    named = (
        ("facts", [f.key for f in form.facts], vocabulary.facts),
        ("profile", list(form.profile), vocabulary.profile),
        ("judgements", [j.key for j in form.judgements], vocabulary.judgements),
    )
    for where, keys, known in named:
        for key in keys:
            if key not in known:
                wrong = f"'{key}' is not in the vocabulary."
                yield Problem(case.file, f"{form.id}.{where}", wrong, "Use a key of forms/.")
    for judgement in form.judgements:
        question = vocabulary.judgements.get(judgement.key)
        if question and judgement.value not in question.options:
            wrong = f"'{judgement.value}' is not an option of {judgement.key}."
            path = f"{form.id}.judgements"
            yield Problem(case.file, path, wrong, one_of(question.options))


def _case(form: WorkedCaseFormat, vocabulary: Vocabulary) -> Case:
    """Build the case; one entity in every role stands for the organisation."""
    entity = Entity("organisation", "Example Organisation", ROLES)
    return Case(
        id=form.id,
        title=form.title,
        description="",
        at=form.at,
        law_as_of=form.law_as_of,
        organisation=Organisation("Example Organisation", dict(form.profile), (entity,)),
        facts=tuple(_fact(fact, form, vocabulary) for fact in form.facts),
        judgements=tuple(
            Judgement(
                j.key, n + 1, j.value, j.made_at, When.exactly(j.instant) if j.instant else None
            )
            for n, j in enumerate(form.judgements)
        ),
        submissions=tuple(Submission(s.obligation, s.stage, s.at) for s in form.submissions),
        releases=tuple(
            Release(f"release-{n}", r.audience, r.at) for n, r in enumerate(form.releases)
        ),
    )


def _fact(fact: CaseFactFormat, form: WorkedCaseFormat, vocabulary: Vocabulary) -> FactVersion:
    return FactVersion(
        key=fact.key,
        number=1,
        standing=Standing(fact.standing),
        recorded_at=form.at,
        value=_value(fact.value, vocabulary.facts[fact.key].kind),
        true_at=form.at,
    )


def _value(value: Any, kind: Kind) -> Value | None:
    """Read the short forms a worked case uses: an option, a time, a number, or a span."""
    if value is None:
        return None
    if kind is Kind.INSTANT:
        if isinstance(value, dict):
            return When(value["earliest"], value["latest"])
        return When.exactly(value)
    if kind is Kind.COUNT:
        return Count(int(value), int(value), Quality.EXACT, "people")
    return str(value)

"""Runs the worked cases that stand beside the law: the lawyer's own tests."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from disclosure.catalogue.formats import WorkedCaseFormat, WorkedCasesFile
from disclosure.catalogue.vocabulary import twice
from disclosure.catalogue.worked_names import unknown_names, waits_for_files
from disclosure.catalogue.worked_words import differences
from disclosure.facts.case import Case, Entity, Organisation, Release, Submission
from disclosure.facts.instants import When
from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import Count, FactVersion, Judgement, Value
from disclosure.facts.vocabulary import ROLES, Kind, Vocabulary
from disclosure.files import load_most
from disclosure.law.calendars import as_of
from disclosure.law.duties import assess
from disclosure.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from disclosure.catalogue.formats import CaseFactFormat
    from disclosure.catalogue.law import Law

CASES = "cases.toml"
MEND = "Mend the rule or the expectation."


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
    """Read the worked cases of every regime under the given folders.

    Of a file in which one case is wrong, the others are given all the same.
    """
    found: list[WorkedCase] = []
    for root, label in roots:
        for path in sorted((root / "regimes").glob(f"*/{CASES}")):
            name = f"{label}/regimes/{path.parent.name}/{CASES}"
            loaded = load_most(WorkedCasesFile, path, name)
            problems += loaded.problems
            if loaded.form:
                twice(problems, name, "cases", [form.id for form in loaded.form.cases])
                found += [WorkedCase(name, form) for form in loaded.form.cases]
    return tuple(found)


def uncovered(
    law: Law, cases: Iterable[WorkedCase], refused: Iterable[Problem] = ()
) -> Iterable[Problem]:
    """Report obligations that no worked case shows applying, or none shows not applying.

    Args:
        law: The library.
        cases: Its worked cases.
        refused: What is wrong with files: one whose cases were refused is said to lack none.
    """
    unread = {Path(each.file).parent.name for each in refused if Path(each.file).name == CASES}
    seen: dict[str, set[str]] = {}
    for case in cases:
        for expect in case.form.expect:
            seen.setdefault(expect.obligation, set()).add(expect.outcome)
    for obligation in law.obligations:
        if Path(obligation.file).parent.name in unread:
            continue
        outcomes = seen.get(obligation.id, set())
        if not outcomes & {"applies", "presumed"}:
            wrong = "No worked case shows this duty applying."
            yield Problem(obligation.file, "", wrong, "Add one to cases.toml beside it.")
        if "does-not-apply" not in outcomes:
            wrong = "No worked case shows this duty not applying."
            yield Problem(obligation.file, "", wrong, "Add one to cases.toml beside it.")


def run(case: WorkedCase, law: Law, vocabulary: Vocabulary) -> list[Problem]:
    """Work a case out and list every expectation that does not hold.

    What speaks of a rule or a question that was itself refused is left out: `waiting` says so.
    """
    if waits_for_files(case, law):
        return []
    problems = list(unknown_names(case, law, vocabulary))
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
            problems.append(Problem(case.file, path, wrong, "Mend the day, or the rule's days."))
            continue
        duty = assess(found[0], known, as_of(law.calendars, case.form.law_as_of))
        problems += [
            Problem(case.file, path, f"{duty.obligation.id}: {wrong}", MEND)
            for wrong in differences(expect, duty)
        ]
    return problems


def waiting(cases: Iterable[WorkedCase], law: Law) -> Iterable[Problem]:
    """Say once of each refused file how many worked cases wait for it."""
    counted = Counter(file for case in cases for file in waits_for_files(case, law))
    for file, number in counted.items():
        many = "a worked case was" if number == 1 else f"{number} worked cases were"
        wrong = f"{Path(file).name} was refused, and {many} left out for it."
        yield Problem(file, "", wrong, "Mend it first.")


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
        return Count(value, value, Quality.EXACT, "people")
    return str(value)

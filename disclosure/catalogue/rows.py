"""Turns the rows of a law file into conditions and limits, checking each against the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disclosure.facts.vocabulary import YES_NO, Kind, Question, Vocabulary
from disclosure.law.conditions import Condition, Group, Row, Subject
from disclosure.law.obligations import Limit, Stage, Start
from disclosure.problems import Problem, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosure.catalogue.formats import LimitFormat, RowFormat, StageFormat
    from disclosure.law.calendars import Calendar

START_KINDS = ("fact", "judged", "decided", "submitted", "released")
UNITS = {
    "exact-hours": "hours",
    "eu-hours": "hours",
    "business-days": "business_days",
    "calendar-days": "days",
}


@dataclass(slots=True)
class LawContext:
    """What a law file may refer to, and where to put what is wrong with it."""

    file: str
    vocabulary: Vocabulary
    calendars: Mapping[str, Calendar]
    audiences: Mapping[str, object]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, path: str, wrong: str, allowed: str = "") -> None:
        """Report something wrong in this file."""
        self.problems.append(Problem(self.file, path, wrong, allowed))


def condition(form: RowFormat, path: str, context: LawContext) -> Condition | None:
    """Turn one row or group into a condition; None when it is wrong, which is reported."""
    if form.any_of is None:
        return _row(form, path, context)
    if any((form.fact, form.profile, form.judgement)):
        context.wrong(path, "A group asks nothing itself.", "Move the question into any_of.")
    rows = [_row(row, f"{path}.any_of[{n}]", context) for n, row in enumerate(form.any_of)]
    needs = form.needs or 1
    if needs > len(rows):
        allowed = f"Name a number from 1 to {len(rows)}."
        context.wrong(f"{path}.needs", f"{needs} of {len(rows)} rows can never hold.", allowed)
    good = tuple(row for row in rows if row is not None)
    return Group(good, needs, form.asks, form.cite, form.confidence)


def _row(form: RowFormat, path: str, context: LawContext) -> Row | None:
    subjects = [(s, getattr(form, s)) for s in ("fact", "profile", "judgement")]
    named = [(s, key) for s, key in subjects if key is not None]
    if len(named) != 1:
        context.wrong(
            path, "A row asks about exactly one thing.", "Give fact, profile, judgement or any_of."
        )
        return None
    subject, key = Subject(named[0][0]), str(named[0][1])
    closed = _closed(subject, key, path, context)
    if closed is None or not _test_is_sound(form, subject, path, context):
        return None
    test, accepts = _accepts(form)
    for value in accepts:
        if closed and value not in closed:
            wrong = f"'{value}' is not a value that {key} can have."
            context.wrong(f"{path}.{test}", wrong, one_of(closed))
    return Row(
        subject=subject,
        key=key,
        asks=form.asks,
        cite=form.cite,
        confidence=form.confidence,
        accepts=accepts,
        closed=closed,
        at_least=form.at_least,
        made=bool(form.made),
        ever=form.ever is not None,
        presumes_duty=form.while_open == "presume-duty",
        duty_stands=form.while_open == "duty-stands",
    )


def _accepts(form: RowFormat) -> tuple[str, tuple[str, ...]]:
    """Give the test's key and the values that satisfy it."""
    if form.in_ is not None:
        return "in", tuple(form.in_)
    for test, value in (("is", form.is_), ("ever", form.ever)):
        if value is not None:
            return test, (value,)
    return "", ()


def _closed(subject: Subject, key: str, path: str, context: LawContext) -> tuple[str, ...] | None:
    """Give the values a subject can have, or report that there is no such subject."""
    vocabulary = context.vocabulary
    if subject is Subject.JUDGEMENT:
        judgement = vocabulary.judgements.get(key)
        if judgement:
            return judgement.options
    question: Question | None = {
        Subject.FACT: vocabulary.facts,
        Subject.PROFILE: vocabulary.profile,
    }.get(subject, {}).get(key)
    if question is None:
        file = {"fact": "facts", "profile": "profile", "judgement": "judgements"}[subject]
        context.wrong(
            f"{path}.{subject}",
            f"There is no {subject} '{key}'.",
            f"Use a key of forms/{file}.toml or add it there.",
        )
        return None
    if question.kind not in (Kind.CHOICE, Kind.YES_NO, Kind.COUNT):
        wrong = (
            f"{key} holds a {question.kind}; a row can only test a choice, yes or no, or a count."
        )
        context.wrong(f"{path}.{subject}", wrong, "Ask a closed question.")
        return None
    return tuple(YES_NO) if question.kind is Kind.YES_NO else tuple(question.options)


def _test_is_sound(form: RowFormat, subject: Subject, path: str, context: LawContext) -> bool:
    tests = [form.is_, form.in_, form.at_least, form.made, form.ever]
    if sum(test is not None for test in tests) != 1:
        allowed = "Give exactly one of: is, in, at_least, made, ever."
        context.wrong(path, "A row tests exactly one thing.", allowed)
        return False
    if form.while_open == "duty-stands" and not path.startswith("unless"):
        wrong = "'duty-stands' speaks of an exception."
        context.wrong(f"{path}.while_open", wrong, "Use it in [[unless]] only.")
        return False
    judged_only = [("made", form.made), ("ever", form.ever)]
    for key, given in judged_only:
        if given is not None and subject is not Subject.JUDGEMENT:
            context.wrong(f"{path}.{key}", f"'{key}' goes with a judgement only.", "Leave it out.")
            return False
    return True


def start(text: str, path: str, context: LawContext) -> Start | None:
    """Read `judged:aware_personal_data` and check that there is such a thing."""
    kind, _, key = text.partition(":")
    if kind not in START_KINDS or not key:
        allowed = f"Write one of {', '.join(f'{k}:…' for k in START_KINDS)}."
        context.wrong(path, f"'{text}' names no start.", allowed)
        return None
    wrong = _start_problem(kind, key, context)
    if wrong:
        context.wrong(path, *wrong)
        return None
    return Start(kind, key)


def _start_problem(kind: str, key: str, context: LawContext) -> tuple[str, str] | None:
    vocabulary = context.vocabulary
    if kind == "fact":
        question = vocabulary.facts.get(key)
        if question is None or question.kind is not Kind.INSTANT:
            return f"There is no instant '{key}' among the facts.", "Use an instant of facts.toml."
    if kind in ("judged", "decided"):
        judgement = vocabulary.judgements.get(key)
        if judgement is None:
            return f"There is no judgement '{key}'.", "Use a key of forms/judgements.toml."
        if kind == "judged" and not judgement.carries_instant:
            return f"'{key}' names no instant.", "Use decided: for when it was made."
    if kind == "released" and key not in context.audiences:
        return f"There is no audience '{key}'.", one_of(tuple(context.audiences))
    return None


def stage(form: StageFormat, path: str, context: LawContext) -> Stage:
    """Turn a stage of a law file into a stage; what is wrong is reported."""
    limits = [
        limit
        for n, each in enumerate(form.limits)
        if (limit := _limit(each, f"{path}.limits[{n}]", context))
    ]
    return Stage(form.id, form.title, form.promptness, tuple(limits), form.late_needs, form.combine)


def _limit(form: LimitFormat, path: str, context: LawContext) -> Limit | None:
    begins = start(form.starts_at, f"{path}.starts_at", context)
    earliest = [
        start(text, f"{path}.earliest_from[{n}]", context)
        for n, text in enumerate(form.earliest_from)
    ]
    amount = _amount(form, path, context)
    if form.counting == "business-days" and form.calendar not in context.calendars:
        wrong = (
            f"There is no calendar '{form.calendar}'."
            if form.calendar
            else ("Working days need a calendar.")
        )
        context.wrong(f"{path}.calendar", wrong, one_of(tuple(context.calendars)))
    _check_outer(form, path, context)
    if begins is None or amount is None:
        return None
    return Limit(
        starts_at=begins,
        amount=amount,
        counting=form.counting,
        cite=form.cite,
        confidence=form.confidence,
        earliest_from=tuple(s for s in earliest if s),
        outer=form.outer,
        outer_cite=form.outer_cite,
        outer_confidence=form.outer_confidence,
        outer_from=form.outer_from,
        outer_from_cite=form.outer_from_cite,
        outer_from_confidence=form.outer_from_confidence,
        calendar=form.calendar,
        first_day_counts=form.first_day_counts,
        review_hours=form.review_hours,
    )


def _check_outer(form: LimitFormat, path: str, context: LawContext) -> None:
    if form.outer and not form.outer_cite:
        context.wrong(f"{path}.outer_cite", "An outer limit needs its own citation.", "Add it.")
    if form.outer_from and not form.outer:
        wrong = "There is no outer limit that this day could belong to."
        context.wrong(f"{path}.outer_from", wrong, "Add outer, or leave the day out.")
    if form.outer_from and not form.outer_from_cite:
        wrong = "The first day of an outer limit needs its own citation."
        context.wrong(f"{path}.outer_from_cite", wrong, "Add it.")


def _amount(form: LimitFormat, path: str, context: LawContext) -> int | None:
    """Give the length; without-delay must have none, every other method its own unit."""
    if form.counting == "without-delay":
        if form.runs is not None:
            wrong = "'without-delay' has no length: the law gives none, so none may be shown."
            context.wrong(f"{path}.runs", wrong, "Leave runs out, or name another method.")
            return None
        return 0
    unit = UNITS[form.counting]
    runs = form.runs.model_dump(exclude_none=True) if form.runs else {}
    if list(runs) != [unit]:
        allowed = f"Write runs = {{ {unit} = … }}."
        context.wrong(f"{path}.runs", f"{form.counting} is counted in {unit}.", allowed)
        return None
    return int(runs[unit])

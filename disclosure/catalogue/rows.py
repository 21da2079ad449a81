"""Turns the rows of a law file into conditions and limits, checking each against the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disclosure.facts.vocabulary import YES_NO, Kind, Question, Vocabulary
from disclosure.law.conditions import Condition, Group, Row, Subject
from disclosure.law.obligations import Limit, Stage, Start
from disclosure.problems import Problem, meant, nearest, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from disclosure.catalogue.formats import LimitFormat, RowFormat, StageFormat
    from disclosure.law.calendars import Calendar

START_KINDS = ("fact", "judged", "decided", "submitted", "released")
UNITS = {
    "exact-hours": "hours",
    "eu-hours": "hours",
    "business-days": "business_days",
    "calendar-days": "days",
    "calendar-months": "months",
}
LONGEST = {"hours": 87_660, "days": 3_653, "business_days": 2_610, "months": 120}
"""The longest limit of each unit: ten years. What runs on for ever is a slip, and has no end."""
OF_A_ROW = ("is", "in", "at_least", "made", "ever", "while_open", "meanwhile")
"""What only a row can say: how it is tested, and what holds while it is open."""
OF_A_GROUP = {
    "needs": ("'needs' stands on a row, and counts rows of a group.", "Take it out."),
    "any_of": (
        "A group stands inside a group.",
        "Give its rows to the outer group, or write a condition of its own.",
    ),
}


@dataclass(slots=True)
class LawContext:
    """What a law file may refer to, and where to put what is wrong with it.

    Attributes:
        refused: What stands in a file that was itself refused, by name; it is told of there.
        held_up_by: The files of what was refused and is named here, as they turn up.
    """

    file: str
    vocabulary: Vocabulary
    calendars: Mapping[str, Calendar]
    audiences: Mapping[str, object]
    problems: list[Problem] = field(default_factory=list)
    refused: Mapping[str, str] = field(default_factory=dict)
    held_up_by: list[str] = field(default_factory=list)

    def is_refused(self, name: str) -> bool:
        """Say whether a name stands for something that was refused, and keep its file."""
        if name not in self.refused:
            return False
        self.held_up_by.append(self.refused[name])
        return True

    def wrong(self, path: str, wrong: str, allowed: str = "") -> None:
        """Report something wrong in this file."""
        self.problems.append(Problem(self.file, path, wrong, allowed))


def condition(form: RowFormat, path: str, context: LawContext) -> Condition | None:
    """Turn one row or group into a condition; None when it is wrong, which is reported."""
    if form.any_of is None:
        return _row(form, path, context)
    if any((form.fact, form.profile, form.judgement)):
        context.wrong(path, "A group asks nothing itself.", "Move the question into any_of.")
    for key in _given(form, OF_A_ROW):
        wrong = f"'{key}' stands on a group, which is asked nothing, so it would count for nothing."
        context.wrong(f"{path}.{key}", wrong, "Write it on the rows of the group that it is for.")
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
    for part in _given(form, OF_A_GROUP):
        context.wrong(f"{path}.{part}", *OF_A_GROUP[part])
    if form.any_of is not None:
        return None
    if len(named) != 1:
        context.wrong(
            path, "A row asks about exactly one thing.", "Give fact, profile, judgement or any_of."
        )
        return None
    subject, key = Subject(named[0][0]), str(named[0][1])
    closed = _closed(subject, key, path, context)
    if closed is None or not _test_is_sound(form, subject, closed, path, context):
        return None
    test, accepts = _accepts(form)
    for value in accepts:
        if closed and value not in closed:
            wrong = f"'{value}' is not a value that {key} can have."
            context.wrong(f"{path}.{test}", wrong, nearest(value, closed))
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
        prepares=form.while_open == "prepare",
        meanwhile=form.meanwhile.strip(),
    )


def _given(form: RowFormat, keys: Iterable[str]) -> list[str]:
    """Give those of the keys that a row's file has."""
    fields = {name: field.alias or name for name, field in type(form).model_fields.items()}
    return [key for name, key in fields.items() if key in keys and name in form.model_fields_set]


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
        no_such(subject, key, f"{path}.{subject}", context)
        return None
    if question.kind not in (Kind.CHOICE, Kind.YES_NO, Kind.COUNT):
        wrong = (
            f"{key} holds a {question.kind}; a row can only test a choice, yes or no, or a count."
        )
        context.wrong(f"{path}.{subject}", wrong, "Ask a closed question.")
        return None
    return tuple(YES_NO) if question.kind is Kind.YES_NO else tuple(question.options)


def no_such(subject: str, key: str, path: str, context: LawContext) -> None:
    """Report that no question has a key; not where that question was itself refused.

    Args:
        subject: What is named: fact, profile or judgement.
        key: Its key.
        path: Where it is named.
        context: What there is.
    """
    vocabulary = context.vocabulary
    file, there = {
        "fact": ("facts", tuple(vocabulary.facts)),
        "profile": ("profile", tuple(vocabulary.profile)),
        "judgement": ("judgements", tuple(vocabulary.judgements)),
    }[subject]
    if context.is_refused(key):
        return
    what = "profile answer" if subject == "profile" else subject
    use = f"Use a key of forms/{file}.toml or of your asks.toml, or add it there."
    context.wrong(path, f"There is no {what} '{key}'.", f"{meant(key, there)} {use}".lstrip())


def row_names(row: Mapping[str, object], path: str, context: LawContext) -> None:
    """Report the unknown names of a row that does not fit its form."""
    for subject in Subject:
        key = row.get(str(subject))
        if isinstance(key, str):
            _closed(subject, key, path, context)
    inner = row.get("any_of")
    for n, each in enumerate(inner if isinstance(inner, list) else []):
        if isinstance(each, dict):
            row_names(each, f"{path}.any_of[{n}]", context)


def limit_names(form: Mapping[str, object], path: str, context: LawContext) -> None:
    """Report the unknown names of a limit that does not fit its form."""
    begins, earliest = form.get("starts_at"), form.get("earliest_from")
    if isinstance(begins, str) and begins:
        start(begins, f"{path}.starts_at", context)
    for n, each in enumerate(earliest if isinstance(earliest, list) else []):
        if isinstance(each, str):
            start(each, f"{path}.earliest_from[{n}]", context)
    calendar = form.get("calendar")
    if isinstance(calendar, str) and calendar:
        _check_calendar(calendar, path, context)


def _test_is_sound(
    form: RowFormat, subject: Subject, closed: tuple[str, ...], path: str, context: LawContext
) -> bool:
    tests = [form.is_, form.in_, form.at_least, form.made, form.ever]
    if sum(test is not None for test in tests) != 1:
        allowed = "Give exactly one of: is, in, at_least, made, ever."
        context.wrong(path, "A row tests exactly one thing.", allowed)
        return False
    if form.while_open == "duty-stands" and not path.startswith("unless"):
        wrong = "'duty-stands' speaks of an exception."
        context.wrong(f"{path}.while_open", wrong, "Use it in [[unless]] only.")
        return False
    if form.at_least is not None and (closed or subject is not Subject.FACT):
        wrong = "'at_least' goes with a fact that is a count only."
        context.wrong(f"{path}.at_least", wrong, "Use is or in.")
        return False
    if form.at_least is None and subject is not Subject.JUDGEMENT and not closed:
        wrong = "A count can only be tested with 'at_least'."
        context.wrong(path, wrong, "Write at_least = …, a number.")
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
    if context.is_refused(key):
        return None
    wrong = _start_problem(kind, key, context)
    if wrong:
        context.wrong(path, *wrong)
        return None
    return Start(kind, key)


def _start_problem(kind: str, key: str, context: LawContext) -> tuple[str, str] | None:
    vocabulary = context.vocabulary
    if kind == "fact":
        instants = [k for k, asked in vocabulary.facts.items() if asked.kind is Kind.INSTANT]
        if key not in instants:
            use = "Use an instant of forms/facts.toml or of your asks.toml."
            wrong = f"There is no instant '{key}' among the facts."
            return wrong, f"{meant(key, instants)} {use}".lstrip()
    if kind in ("judged", "decided"):
        judgement = vocabulary.judgements.get(key)
        if judgement is None:
            use = "Use a key of forms/judgements.toml or of your asks.toml."
            wrong = f"There is no judgement '{key}'."
            return wrong, f"{meant(key, vocabulary.judgements)} {use}".lstrip()
        if kind == "judged" and not judgement.carries_instant:
            return f"'{key}' names no instant.", "Use decided: for when it was made."
    if kind == "released" and key not in context.audiences:
        return f"There is no audience '{key}'.", nearest(key, tuple(context.audiences))
    return None


def stage(form: StageFormat, path: str, context: LawContext) -> Stage:
    """Turn a stage of a law file into a stage; what is wrong is reported."""
    limits = [
        made
        for n, each in enumerate(form.limits)
        if (made := limit(each, f"{path}.limits[{n}]", context))
    ]
    return Stage(
        form.id,
        form.title,
        form.promptness,
        tuple(limits),
        form.late_needs,
        form.combine,
        form.each_of,
    )


def limit(form: LimitFormat, path: str, context: LawContext) -> Limit | None:
    """Turn a limit of a law file into a limit; None when it is wrong, which is reported."""
    begins = start(form.starts_at, f"{path}.starts_at", context)
    earliest = [
        start(text, f"{path}.earliest_from[{n}]", context)
        for n, text in enumerate(form.earliest_from)
    ]
    amount = _amount(form, path, context)
    if form.counting == "business-days" or form.calendar:
        _check_calendar(form.calendar, path, context)
    _check_months(form, path, context)
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
        same_time=form.same_time,
    )


def _check_calendar(name: str, path: str, context: LawContext) -> None:
    if name not in context.calendars:
        there = tuple(context.calendars)
        wrong = f"There is no calendar '{name}'." if name else "Working days need a calendar."
        context.wrong(f"{path}.calendar", wrong, nearest(name, there) if name else one_of(there))


def _check_months(form: LimitFormat, path: str, context: LawContext) -> None:
    if form.same_time and form.counting != "calendar-months":
        wrong = "'same_time' speaks of a period of months only."
        context.wrong(f"{path}.same_time", wrong, "Leave it out.")
    if form.same_time and form.first_day_counts:
        wrong = "A period that counts its first day ends with a day, at no other time."
        context.wrong(f"{path}.same_time", wrong, "Leave it out, or first_day_counts.")


def _check_outer(form: LimitFormat, path: str, context: LawContext) -> None:
    if form.outer and form.counting != "exact-hours":
        wrong = f"An outer limit counts hours; this limit is counted as {form.counting}."
        context.wrong(f"{path}.outer", wrong, "Leave outer out.")
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
    amount, most = int(runs[unit]), LONGEST[unit]
    if amount > most:
        wrong = f"A limit of {amount} {unit.replace('_', ' ')} is longer than any law gives."
        context.wrong(f"{path}.runs.{unit}", wrong, f"Write a number up to {most}: ten years.")
        return None
    return amount

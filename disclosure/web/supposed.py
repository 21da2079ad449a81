"""Answers that are only supposed: chosen in a form that is kept in the address and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import request
from wtforms import Form, SelectField, StringField

from disclosure.casefile.values import LARGEST_NUMBER
from disclosure.facts.in_words import answer_in_words
from disclosure.facts.instants import When, span
from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import NOT_YET, Count
from disclosure.facts.vocabulary import YES_NO, Kind
from disclosure.law.what_if import Supposition
from disclosure.web.forms import SelectChoice, moment_of, refuse, text_field
from disclosure.web.sent import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wtforms import Field

    from disclosure.services.law_unknowns import Asked, Unknowns, UnknownsView

AT, LIKELY, UNKNOWN = "at", "likely", "unknown"
DAY, TIME = "day", "time"
ADD, OF_DUTY = "add", "duty"
MOST = 40
"""So many answers are supposed at once; an address holds no more."""
GROUPS = {
    "fact": "Facts",
    "judgement": "Judgements",
    "profile": "About the organisation",
}
NO_DAY = "Give the day, or choose another answer."
NO_NUMBER = "Give a number, in digits alone."


@dataclass(frozen=True, slots=True)
class Choice:
    """A question for which an answer may be supposed.

    Attributes:
        recorded: What is recorded, in words.
        field: The field of its answer.
    """

    asked: Asked
    recorded: str
    field: str

    @property
    def has_moment(self) -> bool:
        """Say whether an answer names a moment."""
        if self.asked.judgement:
            return self.asked.judgement.carries_instant
        return self.asked.question is not None and self.asked.question.kind is Kind.INSTANT

    @property
    def is_number(self) -> bool:
        """Say whether the answer is a number."""
        return self.asked.question is not None and self.asked.question.kind is Kind.COUNT


class SupposedForm(Form):
    """What is supposed; a field for each question is added."""

    add = SelectField("Another question", choices=[], validate_choice=False, default="")


@dataclass(frozen=True, slots=True)
class Supposed:
    """The form of a sandbox, read.

    Attributes:
        choices: The questions in it.
        answers: What is supposed; nothing for a question left as it is recorded.
    """

    form: SupposedForm
    choices: tuple[Choice, ...]
    answers: tuple[Supposition, ...]


def field_of(name: str) -> str:
    """Give the field of a question: `fact-personal_data-involved`."""
    return name.replace(":", "-").replace(".", "-")


def supposed(unknowns: Unknowns, view: UnknownsView, add: Iterable[str]) -> Supposed:
    """Read the sandbox from the address.

    Args:
        unknowns: What can be asked.
        view: What is known.
        add: Questions to put into it, beside those whose fields the address holds.
    """
    fields = {field_of(name): name for name in unknowns.askable(view)}
    sent = [fields[key] for key in request.args if key in fields]
    names = dict.fromkeys([*sent, *(name for name in add if field_of(name) in fields)])
    every = (unknowns.asked(name) for name in list(names)[:MOST])
    choices = tuple(
        Choice(asked, _recorded(asked, view), field_of(asked.name)) for asked in every if asked
    )
    made = type("SandboxForm", (SupposedForm,), dict(_fields(choices)))
    form = made(request.args)
    form.add.data = ""
    form.add.choices = list(_to_add(unknowns, view, names))
    answers = [_read(each, form, view) for each in choices]
    return Supposed(form, choices, tuple(each for each in answers if each))


# ---- The form ------------------------------------------------------------------------------------


def _fields(choices: Iterable[Choice]) -> Iterator[tuple[str, Field]]:
    for each in choices:
        label = each.asked.words
        if each.is_number:
            yield each.field, text_field(label)
            continue
        offered = [SelectChoice(answer, words) for answer, words in _answers(each)]
        yield each.field, SelectField(label, choices=offered, validate_choice=False, default="")
        if each.has_moment:
            yield f"{each.field}-{DAY}", StringField("Date")
            yield f"{each.field}-{TIME}", StringField("Time")


def _answers(each: Choice) -> Iterator[tuple[str, str]]:
    """Give the answers there are, the one that leaves everything as it is first."""
    yield "", f"As recorded: {each.recorded}"
    asked = each.asked
    if asked.judgement:
        options = (option for option in asked.judgement.options if option != NOT_YET)
        yield from ((option, asked.judgement.in_words(option)) for option in options)
        yield UNKNOWN, "Not judged"
        return
    question = asked.question
    if question is not None and question.kind is Kind.INSTANT:
        yield AT, "At the time below"
    elif question is not None and question.kind is Kind.YES_NO:
        yield from _capital(YES_NO)
        if asked.kind == "fact":
            yield LIKELY, "Probably yes"
    elif question is not None:
        yield from _capital(question.options)
    yield UNKNOWN, "Not answered" if asked.kind == "profile" else "Not known"


def _capital(words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from ((key, text[:1].upper() + text[1:]) for key, text in words.items())


def _to_add(unknowns: Unknowns, view: UnknownsView, there: Iterable[str]) -> Iterator[SelectChoice]:
    """Give the questions that are not in the form yet: what is open first, in its order."""
    taken = set(there)
    yield SelectChoice("", "Choose")
    ranked = [each.name for each in view.ranking.unknowns]
    groups = {"What is not known, in its order": ranked}
    settled = sorted(set(unknowns.askable(view)) - set(ranked))
    for kind, title in GROUPS.items():
        groups[f"Answered: {title.lower()}"] = [n for n in settled if n.startswith(f"{kind}:")]
    for title, names in groups.items():
        for name in names:
            asked = unknowns.asked(name)
            if asked and name not in taken:
                yield SelectChoice(name, asked.words, optgroup=title)


def _recorded(asked: Asked, view: UnknownsView) -> str:
    """Say what is recorded of a question."""
    if asked.judgement:
        held = view.known.judgement(asked.key)
        if held is None:
            return "nobody has judged"
        since = f", {span(held.instant, view.zone)}" if held.instant else ""
        return f"{asked.judgement.in_words(held.value)}{since}"
    if asked.kind == "profile":
        said = view.known.organisation.answers(asked.key)
        options = dict(asked.question.options) if asked.question else {}
        words = dict.fromkeys(options.get(value) or YES_NO.get(value, value) for _, value in said)
        return " and ".join(words) if words else "not answered"
    version = view.known.fact(asked.key)
    if version is None or asked.question is None:
        return "nothing"
    return answer_in_words(asked.question, version, view.zone).lower()


# ---- What was chosen -----------------------------------------------------------------------------


def _read(each: Choice, form: SupposedForm, view: UnknownsView) -> Supposition | None:
    """Read what is supposed of one question; what is wrong goes beside its field."""
    field = form[each.field]
    chosen = str(field.data or "")
    if each.is_number:
        return _number(each, field)
    answer = Supposition(each.asked.name, chosen)
    if each.has_moment:
        return _with_moment(each, form, view, answer)
    if chosen not in {value for value, _ in _answers(each)} - {""}:
        return None
    if chosen == UNKNOWN:
        return replace(answer, value=None)
    if chosen == LIKELY and each.asked.kind == "fact":
        return replace(answer, value="yes", standing=Standing.SUSPECTED)
    return answer


def _with_moment(
    each: Choice, form: SupposedForm, view: UnknownsView, answer: Supposition
) -> Supposition | None:
    """Read an answer with its moment; a judgement without one is judged from now on."""
    chosen = str(answer.value or "")
    day, time = form[f"{each.field}-{DAY}"], form[f"{each.field}-{TIME}"]
    moment = moment_of(day, time, view.zone)
    if day.errors or chosen not in {value for value, _ in _answers(each)}:
        return None
    if chosen == UNKNOWN:
        return replace(answer, value=None)
    if each.asked.judgement:
        now = moment or When.exactly(view.at)
        return replace(answer, instant=now) if chosen else None
    if moment is not None:
        return replace(answer, value=moment)
    if chosen == AT:
        refuse(day, NO_DAY)
    return None


def _number(each: Choice, field: Field) -> Supposition | None:
    typed = str(field.data or "").replace(",", "").replace(" ", "")
    if not typed:
        return None
    number = number_of(typed)
    if not typed.isdecimal() or not (number or typed == "0") or number > LARGEST_NUMBER:
        refuse(field, NO_NUMBER)
        return None
    unit = each.asked.question.unit if each.asked.question else ""
    return Supposition(each.asked.name, Count(number, number, Quality.EXACT, unit))

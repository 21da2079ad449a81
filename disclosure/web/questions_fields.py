"""The inputs of a question, made for its kind and its options, and worded for what is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from wtforms import RadioField, SelectField, StringField

from disclosure.facts.in_words import QUALITY_WORDS
from disclosure.facts.standings import Standing
from disclosure.facts.vocabulary import YES_NO, Kind, Question
from disclosure.web.questions_inputs import options
from disclosure.web.questions_named import NO_CHOICE, NamedValue
from disclosure.web.questions_values import (
    SELDOM,
    STILL_UNKNOWN_LABEL,
    UNKNOWN,
    UNKNOWN_LABEL,
    YES_NO_ANSWERS,
    ChoiceValue,
    CountValue,
    InstantValue,
    OpenCountValue,
    OpenListValue,
    OpenTextValue,
    TextValue,
    ValueForm,
    YesNoValue,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosure.facts.versions import FactVersion

FEW_OPTIONS = 5


def value_form(question: Question, *, may_be_open: bool) -> type[ValueForm]:
    """Make the inputs of a question.

    Args:
        question: What is asked.
        may_be_open: Whether "don't know yet" is an answer; fields of an entry have none.
    """
    base: type[ValueForm]
    fields: Mapping[str, object]
    match question.kind:
        case Kind.TEXT if question.names:
            base = NamedValue
            fields = {"choice": SelectField(question.label, choices=[], validate_choice=False)}
        case Kind.TEXT:
            base = OpenTextValue if may_be_open else TextValue
            fields = {"text": StringField(question.label)}
        case Kind.YES_NO if may_be_open:
            base, fields = YesNoValue, {"choice": _yes_or_no(question)}
        case Kind.CHOICE | Kind.YES_NO:
            base = OpenListValue if may_be_open and _is_long(question) else ChoiceValue
            fields = {"choice": _choice(question, may_be_open=may_be_open)}
        case Kind.COUNT:
            base, fields = OpenCountValue if may_be_open else CountValue, {"quality": _quality()}
        case Kind.INSTANT:
            base, fields = InstantValue, {"how": _how(question, may_be_open=may_be_open)}
    return type(f"{question.kind.name.title()}Of{question.key}", (base,), dict(fields))


def _open_choice(*, may_be_open: bool) -> list[tuple[str, str]]:
    return [(UNKNOWN, UNKNOWN_LABEL)] if may_be_open else []


def _yes_or_no(question: Question) -> object:
    answers = [(key, words) for key, (_, _, words) in YES_NO_ANSWERS.items() if key != SELDOM]
    choices = options([*answers, (UNKNOWN, UNKNOWN_LABEL)])
    return RadioField(question.label, choices=choices, validate_choice=False)


def _choice(question: Question, *, may_be_open: bool) -> object:
    if question.kind is Kind.YES_NO:
        there = [(key, words.capitalize()) for key, words in YES_NO.items()]
    else:
        there = [(key, words[0].upper() + words[1:]) for key, words in question.options.items()]
    if _is_long(question):
        listed = options([NO_CHOICE, *there])
        return SelectField(question.label, choices=listed, validate_choice=False)
    choices = there + _open_choice(may_be_open=may_be_open)
    return RadioField(question.label, choices=options(choices), validate_choice=False)


def _is_long(question: Question) -> bool:
    return len(question.options) > FEW_OPTIONS


def _quality() -> object:
    choices = [(str(each), words.capitalize()) for each, words in QUALITY_WORDS.items()]
    return SelectField(
        "How the number is meant",
        choices=options([NO_CHOICE, *choices]),
        validate_choice=False,
    )


def _how(question: Question, *, may_be_open: bool) -> object:
    choices = [*InstantValue.HOW, *_open_choice(may_be_open=may_be_open)]
    return RadioField(question.label, choices=options(choices), validate_choice=False)


def relabel(value: ValueForm, current: FactVersion) -> None:
    """Word the choices of a fact for what is recorded."""
    is_open = current.standing is Standing.UNKNOWN
    is_seldom = (current.value, current.standing) == YES_NO_ANSWERS[SELDOM][:2]
    has_box = "unknown" in value
    if is_open and has_box:
        value["unknown"].label.text = STILL_UNKNOWN_LABEL
    for name in ("choice", "quality", "how"):
        if name not in value:
            continue
        field = cast("RadioField", value[name])
        choices = list(cast("list[Any]", field.choices))
        if is_open and not has_box:
            choices = [c for c in choices if c.value != UNKNOWN]
            choices += options([(UNKNOWN, STILL_UNKNOWN_LABEL)])
        if is_seldom and isinstance(value, YesNoValue):
            choices[3:3] = options([(SELDOM, YES_NO_ANSWERS[SELDOM][2])])
        field.choices = choices

"""The fields of the profile's questions, and their answers in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import RadioField, SelectField, StringField

from disclosure.facts.vocabulary import YES_NO
from disclosure.problems import Problem
from disclosure.web.forms import SelectChoice, text_field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosure.facts.vocabulary import Question

NOT_ANSWERED = SelectChoice("", "Not answered")


def field_for(question: Question) -> RadioField | StringField:
    """Make the field of a question."""
    if question.closed:
        return RadioField(
            question.label, choices=[*_choices(question), NOT_ANSWERED], validate_choice=False
        )
    return text_field(question.label)


def select_for(question: Question) -> SelectField:
    """Make the field of a question that one company may answer for itself."""
    choices = [NOT_ANSWERED, *_choices(question)]
    return SelectField(question.label, choices=choices, validate_choice=False, default="")


def _choices(question: Question) -> list[SelectChoice]:
    return [SelectChoice(key, _capital(words)) for key, words in _answers(question).items()]


def answer_in_words(question: Question, answer: str) -> str:
    """Give an answer as it is read; what was typed stays as it is."""
    return _capital(_answers(question).get(answer, answer)) if question.closed else answer


def _answers(question: Question) -> Mapping[str, str]:
    """Give the closed answers of a question in words."""
    return dict(question.options) or YES_NO


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def field_name(key: str) -> str:
    """Give the field of a question; a dot in a name would end it for WTForms."""
    return f"answer-{key.replace('.', '-')}"


def at_field(problem: Problem) -> Problem:
    """Give a problem of an answer at the field of its question."""
    return Problem(problem.file, field_name(problem.path), problem.wrong, problem.allowed)

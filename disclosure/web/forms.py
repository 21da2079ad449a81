"""The base of the hand-written forms, and the way refusals find their field."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from typing import TYPE_CHECKING, Any

from flask import request
from flask_wtf import FlaskForm

# The stubs of WTForms lag behind it.
from wtforms import HiddenField, SelectChoice, StringField  # type: ignore[attr-defined]

from disclosure.casefile.values import clean_text
from disclosure.problems import ValueRefusedError
from disclosure.web.current import current_person
from disclosure.web.moments import read_when

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from wtforms import Field
    from wtforms.form import BaseForm

    from disclosure.facts.instants import When
    from disclosure.problems import Problem

__all__ = [
    "ActionForm",
    "OnceForm",
    "SelectChoice",
    "cleaned",
    "content_of_form",
    "has_errors",
    "let_send_again",
    "moment_of",
    "new_once",
    "once_of",
    "read_words",
    "refuse",
    "show_problems",
    "text_field",
]


ONCE = re.compile(r"[A-Za-z0-9_-]{22}")
NOT_CONTENT = ("csrf_token", "once", "go")


def new_once() -> str:
    """Give a token that makes sending a form twice do its work once."""
    return secrets.token_urlsafe(16)


class ActionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A form that does something; the token of the session is checked for the whole product."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # the same
        """Leaves the token to the layout's macro and to the check before every request."""

        csrf = False


class OnceForm(ActionForm):
    """A form that must not do its work twice."""

    once = HiddenField(default=new_once)


def once_of(form: BaseForm) -> str:
    """Give the token of a form that was sent, good for this person and this form alone."""
    token = str(form["once"].data or "")
    if not ONCE.fullmatch(token):
        return ""  # no page of ours has made it
    return f"{request.endpoint}:{current_person().id}:{token}"


def content_of_form() -> str:
    """Give a digest of what was typed, whichever of its buttons sent it on."""
    typed = [pair for pair in request.form.items(multi=True) if pair[0] not in NOT_CONTENT]
    return hashlib.sha256(json.dumps(sorted(typed)).encode()).hexdigest()


def let_send_again(form: BaseForm, sentence: str) -> None:
    """Say at the top why a form was not taken, and let it be sent as a new one."""
    form.form_errors.append(sentence)
    form["once"].data = new_once()


def cleaned(value: str | None) -> str:
    """Take the blanks around a text away."""
    return (value or "").strip()


def text_field(label: str, **more: Any) -> StringField:  # noqa: ANN401 - what WTForms takes
    """Give a field for a line of text, without blanks around it."""
    return StringField(label, filters=[cleaned], **more)


def refuse(field: Field, message: str) -> None:
    """Put a refusal beside a field."""
    field.errors = [*field.errors, message]


def read_words(field: Field, empty: str = "") -> str:
    """Give plain words; what is refused is said beside the field.

    Args:
        field: Where they were typed.
        empty: What is said where nothing was typed; nothing where that is allowed.
    """
    words = cleaned(field.data)
    if not words:
        if empty:
            refuse(field, empty)
        return ""
    try:
        return clean_text(words)
    except ValueRefusedError as refused:
        refuse(field, f"{refused.wrong} {refused.allowed}".strip())
        return ""


def show_problems(form: FlaskForm, problems: Iterable[Problem]) -> None:
    """Put each problem beside the field its path names; what fits nowhere goes to the top."""
    for problem in problems:
        sentence = f"{problem.wrong} {problem.allowed}".strip()
        name = problem.path.replace(".", "-")
        fields: dict[str, Field] = dict(form._fields)
        field = fields.get(problem.path) or fields.get(name) or fields.get(name.partition("-")[0])
        if field is None:
            form.form_errors.append(sentence)
        else:
            refuse(field, sentence)


def moment_of(day: Field, moment: Field, zone: ZoneInfo) -> When | None:
    """Read a date field and a time field; what is wrong goes beside the date."""
    try:
        return read_when(day.data or "", moment.data or "", zone)
    except ValueRefusedError as refused:
        refuse(day, f"{refused.wrong} {refused.allowed}".strip())
        return None


def has_errors(form: FlaskForm) -> bool:
    """Say whether anything was refused."""
    return bool(form.errors) or bool(form.form_errors)

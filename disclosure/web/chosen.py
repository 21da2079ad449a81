"""An answer chosen on another page: it stands in its field, ready to be looked at and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from flask import request

if TYPE_CHECKING:
    from wtforms import Field

    from disclosure.services.fact_pages import PageView
    from disclosure.web.questions import PageForm

ANSWER, ASKED = "answer", "asked"
"""What an address calls the answer, and on a page of many questions which one it answers."""
UNKNOWN = "unknown"


def chosen_answer() -> str:
    """Give the answer that the address names."""
    return request.args.get(ANSWER, "")


def chosen_key() -> str:
    """Give the question whose answer the address names."""
    return request.args.get(ASKED, "")


def handed_on(address: str, key: str) -> str:
    """Give the address of a page, with the answer that this address names for one of its fields."""
    answer = chosen_answer()
    return f"{address}?{urlencode({ASKED: key, ANSWER: answer})}" if answer else address


def choose(field: Field) -> None:
    """Choose the answer in a field that offers it and in which nothing is chosen yet."""
    offered = [str(each.value) for each in cast("Any", field).iter_choices()]
    if chosen_answer() in offered and not field.data:
        field.data = chosen_answer()


def choose_fact(form: PageForm, view: PageView) -> None:
    """Choose the answer to a fact that has none yet; nothing is recorded before it is saved."""
    facts = (each for each in view.facts if not each.is_settled)
    asked = next((each for each in facts if each.question.key == chosen_key()), None)
    if asked is None:
        return
    value = form.answer(asked.question.key).value
    if chosen_answer() == UNKNOWN and UNKNOWN in value:
        value[UNKNOWN].data = True
    elif "choice" in value or "how" in value:
        choose(value["choice" if "choice" in value else "how"])

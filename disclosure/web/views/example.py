"""The door of an example: one chooses who to be. On any other desk it does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, render_template, request
from wtforms import HiddenField

from disclosure.problems import NotFoundError
from disclosure.web.current import desk
from disclosure.web.forms import ActionForm
from disclosure.web.guard import Scope, access
from disclosure.web.views.sign_in import begin

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from disclosure.services.example_sign_in import ExampleSignIns

example = Blueprint("example", __name__)


class ChooseForm(ActionForm):
    """Who to be."""

    person = HiddenField()


@example.get("/example")
@access(Scope.PUBLIC)
def show() -> ResponseReturnValue:
    """List who is in the example."""
    return render_template("sign_in/example.html", cast=_door().cast(), form=ChooseForm(None))


@example.post("/example")
@access(Scope.PUBLIC)
def enter() -> ResponseReturnValue:
    """Sign in as one of them."""
    door = _door()
    form = ChooseForm(request.form)
    try:
        chosen = UUID(form.person.data or "")
    except ValueError:
        message = "There is nobody of this name in the example."
        raise NotFoundError(message) from None
    return begin(door.enter(chosen, place=request.remote_addr or "").token)


def _door() -> ExampleSignIns:
    door = desk().example
    if door is None:
        message = "There is no such page."
        raise NotFoundError(message)
    return door

"""A text written elsewhere: pasted, read sentence by sentence, taken over as somebody decides."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from wtforms import SelectField, TextAreaField

from disclosure.problems import ConflictError, InvalidInputError
from disclosure.services.pasting_text import printable
from disclosure.signoff.people import Role
from disclosure.web.current import current_incident, current_person, desk
from disclosure.web.forms import (
    ActionForm,
    SelectChoice,
    cleaned,
    has_errors,
    refuse,
    show_problems,
)
from disclosure.web.guard import Scope, access
from disclosure.web.messages import NOTE, say
from disclosure.web.pasted import STANDS, fill, form_of, how_known, taking_of, typed_words
from disclosure.web.shown_notices import WORDS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from disclosure.services.pasting_pages import Offered, PastedPage
    from disclosure.web.pasted import PastedForm

pasting = Blueprint("pasting", __name__)
ASK = "/incidents/<uuid:incident_id>/paste"
TAKE = "/incidents/<uuid:incident_id>/notices/<name>/pasted"
AGAIN = "again"
CHOOSE = "Choose the notice the text belongs to."


class AskForm(ActionForm):
    """A text, and the notice it belongs to."""

    notice = SelectField("The notice it belongs to, by who reads it", choices=[])
    text = TextAreaField("The text", filters=[cleaned])


@pasting.get(ASK)
@access(Scope.INCIDENT, Role.DRAFTER)
def ask(incident_id: UUID) -> ResponseReturnValue:
    """Ask for a text written elsewhere."""
    form = _ask_form(desk().pasting.offered(current_person(), incident_id), sent=False)
    form.notice.data = request.args.get("notice", "")
    return _page("ask.html", form=form)


@pasting.post(ASK)
@access(Scope.INCIDENT, Role.DRAFTER)
def read(incident_id: UUID) -> ResponseReturnValue:
    """Show how each sentence of a text stands to what is recorded; nothing is stored."""
    offered = desk().pasting.offered(current_person(), incident_id)
    form = _ask_form(offered, sent=True)
    name = form.notice.data or ""
    if all(name != each for group in offered for each, _ in group.notices):
        refuse(form.notice, CHOOSE)
    words: tuple[str, ...] = ()
    try:
        words = desk().pasting.split(form.text.data or "")
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
    if has_errors(form):
        form.text.data = printable(form.text.data or "")
        return _page("ask.html", form=form), 422
    page = desk().pasting.read(current_person(), incident_id, name, words)
    return _read(page, form_of(page, None))


@pasting.post(TAKE)
@access(Scope.INCIDENT, Role.DRAFTER)
def take(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Let a text stand as the working text of a notice, as somebody decided."""
    page = desk().pasting.read(current_person(), incident_id, name, typed_words(request.form))
    form = form_of(page, request.form)
    if request.form.get("what") == AGAIN:
        fill(form, page)
        return _read(page, form)
    status = 422
    try:
        made = desk().pasting.take(current_person(), incident_id, name, taking_of(form, page))
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
    except ConflictError as refused:
        form.form_errors.append(str(refused))
        status = 409
    if has_errors(form):
        fill(form, page)
        return _read(page, form), status
    if made:
        say("The text stands as the draft, under your name. What the checks say stands beside it.")
    else:
        say("The draft says this already. Nothing was changed.", NOTE)
    return redirect(url_for("notices.show", incident_id=incident_id, name=name))


# ---- Steps -----------------------------------------------------------------------------------


def _ask_form(offered: tuple[Offered, ...], *, sent: bool) -> AskForm:
    form = AskForm(request.form if sent else None)
    form.notice.choices = [
        SelectChoice("", "Choose one"),
        *(
            SelectChoice(name, title, optgroup=group.title)
            for group in offered
            for name, title in group.notices
        ),
    ]
    return form


def _read(page: PastedPage, form: PastedForm) -> str:
    hints = how_known(page.choices, current_incident().zone)
    return _page("read.html", page=page, one=page.one, form=form, hints=hints, tab="paste")


def _page(template: str, **shown: object) -> str:
    return render_template(
        f"pasting/{template}",
        subnav_here="notices",
        words=WORDS,
        stands_words=STANDS,
        **shown,
    )

"""Word files of a notice: what goes out, what came back, and each change taken or refused."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from wtforms import FileField

from disclosure.problems import InvalidInputError
from disclosure.services.word_deciding import Taking
from disclosure.services.word_pages import ChangePage, WordPage
from disclosure.signoff.people import Role
from disclosure.web.current import current_person, desk
from disclosure.web.forms import ActionForm, has_errors, read_words, refuse, show_problems
from disclosure.web.guard import Scope, access
from disclosure.web.messages import say
from disclosure.web.received import upload
from disclosure.web.resting import RestingForm
from disclosure.web.sent import number_of
from disclosure.web.shown_notices import WORDS, listed

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

word = Blueprint("word", __name__)
BASE = "/incidents/<uuid:incident_id>/notices/<name>/word"
FILE = f"{BASE}/<uuid:file_id>"
CHANGE = f"{FILE}/<change>"
REDLINE = "/incidents/<uuid:incident_id>/notices/<name>/redline/<older>/<newer>/docx"
REFUSE = "refuse"
CHOOSE = "Choose the file that came back."
WHAT = {
    "changed": "Changed",
    "added": "Added",
    "removed": "Taken out",
    "moved": "Moved",
    "around": "Heading or question",
}
"""What happened to a sentence outside, as a page says it."""
STATES = {
    "open": ("To be decided", "wait"),
    "taken": ("Taken", "done"),
    "refused": ("Refused", "quiet"),
    "already": ("The draft reads like this already", "quiet"),
    "closed": ("Cannot be taken", "stop"),
}
"""How a change stands, as a page says it, and the kind of its tag."""


class BringForm(ActionForm):
    """A file that came back."""

    file = FileField("The Word file that came back")


@word.get(REDLINE)
@access(Scope.INCIDENT)
def redline(incident_id: UUID, name: str, older: str, newer: str) -> ResponseReturnValue:
    """Hand out two texts as one Word file with tracked changes."""
    file = desk().word.redline(current_person(), incident_id, name, older=older, newer=newer)
    return send_file(
        BytesIO(file.body),
        mimetype=file.media_type,
        as_attachment=True,
        download_name=file.name,
    )


@word.get(BASE)
@access(Scope.INCIDENT)
def show(incident_id: UUID, name: str) -> ResponseReturnValue:
    """List the Word files of a notice, with the form to bring one back."""
    page = desk().word.view(current_person(), incident_id, name)
    return _show(page, BringForm(None))


@word.post(BASE)
@access(Scope.INCIDENT, Role.DRAFTER)
def bring(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Keep a file that came back, and show what was changed in it."""
    form = BringForm()
    came = upload(form.file.name)
    if came is None:
        refuse(form.file, CHOOSE)
    else:
        try:
            kept = desk().word.take_in(current_person(), incident_id, name, came)
        except InvalidInputError as refused:
            show_problems(form, refused.problems)
        else:
            page = url_for("word.returned", incident_id=incident_id, name=name, file_id=kept)
            return redirect(page)
    return _show(desk().word.view(current_person(), incident_id, name), form), 422


@word.get(FILE)
@access(Scope.INCIDENT)
def returned(incident_id: UUID, name: str, file_id: UUID) -> ResponseReturnValue:
    """Show every change of a file that came back."""
    page = desk().word.returned(current_person(), incident_id, name, file_id)
    return _page("returned.html", page=page, one=page.one)


@word.get(CHANGE)
@access(Scope.INCIDENT)
def change(incident_id: UUID, name: str, file_id: UUID, change: str) -> ResponseReturnValue:
    """Show one change, with what its words may rest on."""
    page = desk().word.change(current_person(), incident_id, name, file_id, key=change)
    return _change(page, _filled(page))


@word.post(CHANGE)
@access(Scope.INCIDENT, Role.DRAFTER)
def decide(incident_id: UUID, name: str, file_id: UUID, change: str) -> ResponseReturnValue:
    """Let a change stand in the draft, or leave the draft as it is."""
    page = desk().word.change(current_person(), incident_id, name, file_id, key=change)
    form = _form(page)
    if request.form.get("what") == REFUSE:
        reason = read_words(form.reason)
        if has_errors(form):
            return _change(page, form), 422
        desk().word.refuse(current_person(), incident_id, name, file_id, key=change, reason=reason)
        say("The draft stays as it is. That the change was refused is recorded.")
        return _to_file(incident_id, name, file_id, change)
    taking = Taking(
        rests_on=(*(form.rests_on.data or ()), *(form.others.data or ())),
        is_framing=bool(form.is_framing.data),
        reason=form.reason.data or "",
        drafted=form.drafted.data or "",
        seen=number_of(form.seen.data),
    )
    try:
        desk().word.take(current_person(), incident_id, name, file_id, key=change, taking=taking)
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
    if has_errors(form):
        return _change(page, form), 422
    say("It stands in the draft, under your name. What the checks say of it stands beside it.")
    return _to_file(incident_id, name, file_id, change)


# ---- Steps -----------------------------------------------------------------------------------


def _page(template: str, **shown: object) -> str:
    return render_template(
        f"word/{template}",
        subnav_here="notices",
        words=WORDS,
        what_words=WHAT,
        state_words=STATES,
        may_decide=current_person().may(Role.DRAFTER),
        tab="word",
        **shown,
    )


def _show(page: WordPage, form: BringForm) -> str:
    return _page("show.html", page=page, one=page.one, form=form)


def _change(page: ChangePage, form: RestingForm) -> str:
    return _page("change.html", page=page, one=page.one, line=page.line, form=form)


def _form(page: ChangePage) -> RestingForm:
    form = RestingForm(request.form if request.method == "POST" else None)
    if page.sentence:
        form.offer(page.sentence)
    return form


def _filled(page: ChangePage) -> RestingForm:
    """Give the form with what the words rested on before, to be looked at and changed."""
    form = _form(page)
    form.reason.data = _reason(page)
    sentence = page.sentence
    if sentence:
        form.choose(sentence, sentence.rests_on)
        form.upon(sentence)
        # A salutation or an apology rested on nothing before, and need not now.
        was_framing = bool(sentence.sentence_id) and not sentence.is_gap
        form.is_framing.data = was_framing and not sentence.rests_on and not page.faults
    return form


def _reason(page: ChangePage) -> str:
    """Give a reason to begin with: who changed it outside, and when, as far as the file says."""
    made = page.line.change
    by, at = listed(made.by), f" ({made.at})" if made.at else ""
    return f"Changed in Word by {by}{at}." if made.by else "Changed in Word, without a track."


def _to_file(incident_id: UUID, name: str, file_id: UUID, change: str) -> ResponseReturnValue:
    page = url_for(
        "word.returned", incident_id=incident_id, name=name, file_id=file_id, _anchor=f"c-{change}"
    )
    return redirect(page)

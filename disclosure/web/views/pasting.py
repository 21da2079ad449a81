"""A text written elsewhere: pasted, read sentence by sentence, taken over as somebody decides."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from wtforms import SelectField, TextAreaField

from disclosure.problems import ConflictError, InvalidInputError, NotFoundError
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
from disclosure.web.pasted import (
    STANDS,
    brought_back,
    decided_of,
    fill,
    form_of,
    how_known,
    is_undecided,
    kept_of,
    taking_of,
    typed_words,
)
from disclosure.web.shown_notices import WORDS
from disclosure.web.views.facts import (
    as_sent,
    kept_typing,
    take_typing_done,
    tell_typing_is_done,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from disclosure.services.pasting_pages import Offered, PastedPage
    from disclosure.web.pasted import PastedForm

pasting = Blueprint("pasting", __name__)
pasting.before_request(take_typing_done)
ASK = "/incidents/<uuid:incident_id>/paste"
TAKE = "/incidents/<uuid:incident_id>/notices/<name>/pasted"
AGAIN = "again"
CHOOSE = "Choose the notice the text belongs to."


class AskForm(ActionForm):
    """A text, and the notice it belongs to."""

    notice = SelectField("The notice it belongs to, by who reads it", choices=[])
    text = TextAreaField("The text", filters=[cleaned])


# ---- The text --------------------------------------------------------------------------------


@pasting.get(ASK)
@access(Scope.INCIDENT, Role.DRAFTER)
def ask(incident_id: UUID) -> ResponseReturnValue:
    """Ask for a text written elsewhere, and name those that are kept."""
    offered = desk().pasting.offered(current_person(), incident_id)
    form = _ask_form(offered, sent=False)
    form.notice.data = request.args.get("notice", "")
    return _ask(form, offered)


@pasting.post(ASK)
@access(Scope.INCIDENT, Role.DRAFTER)
def read(incident_id: UUID) -> ResponseReturnValue:
    """Keep a text for whoever pasted it, and show how it stands to what is recorded."""
    offered = desk().pasting.offered(current_person(), incident_id)
    form = _ask_form(offered, sent=True)
    name = form.notice.data or ""
    if not _is_offered(name, offered):
        refuse(form.notice, CHOOSE)
    words: tuple[str, ...] = ()
    try:
        words = desk().pasting.split(form.text.data or "")
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
    if has_errors(form):
        form.text.data = printable(form.text.data or "")
        return _ask(form, offered), 422
    # What a browser still keeps of an earlier text must not be filled into this one.
    tell_typing_is_done(_typing_path(name))
    _keep(name, kept_of(words))
    return redirect(url_for("pasting.show", incident_id=incident_id, name=name), 303)


# ---- Its sentences -----------------------------------------------------------------------------


@pasting.get(TAKE)
@access(Scope.INCIDENT, Role.DRAFTER)
def show(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Show a text that is kept, read against what is recorded now."""
    kept = desk().facts.typing(current_person(), incident_id, _typing_path(name))
    if kept is None:
        _must_be_offered(incident_id, name)
        return redirect(url_for("pasting.ask", incident_id=incident_id, notice=name))
    sent = brought_back(as_sent(kept[0]))
    page = desk().pasting.read(current_person(), incident_id, name, typed_words(sent))
    if is_undecided(sent):
        return _read(page, form_of(page, None), kept_at=kept[1])
    form = form_of(page, sent)
    fill(form, page)
    return _read(page, form, kept_at=kept[1], is_back=True)


@pasting.post(TAKE)
@access(Scope.INCIDENT, Role.DRAFTER)
def take(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Let a text stand as the working text of a notice, as somebody decided."""
    page = desk().pasting.read(current_person(), incident_id, name, typed_words(request.form))
    form = form_of(page, request.form)
    if request.form.get("what") == AGAIN:
        fill(form, page)
        _keep(name, decided_of(form, page))
        return redirect(url_for("pasting.show", incident_id=incident_id, name=name), 303)
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
        return _read(page, form, kept_at=_keep(name, decided_of(form, page))), status
    _forget(name)
    if made:
        say("The text stands as the draft, under your name. What the checks say stands beside it.")
    else:
        say("The draft says this already. Nothing was changed.", NOTE)
    return redirect(url_for("notices.show", incident_id=incident_id, name=name))


@pasting.post(f"{TAKE}/typing")
@access(Scope.INCIDENT, Role.DRAFTER)
def keep_typing(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Keep what is being chosen for a text."""
    _must_be_offered(incident_id, name)
    return kept_typing(incident_id)


@pasting.post(f"{TAKE}/typing/discard")
@access(Scope.INCIDENT, Role.DRAFTER)
def discard_typing(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Throw away a text that was kept, with what was chosen for it."""
    _must_be_offered(incident_id, name)
    _forget(name)
    return redirect(url_for("pasting.ask", incident_id=incident_id, notice=name))


# ---- What is kept --------------------------------------------------------------------------------


def _typing_path(name: str) -> str:
    return url_for("pasting.keep_typing", incident_id=current_incident().id, name=name)


def _keep(name: str, fields: Mapping[str, object]) -> datetime:
    here = (current_person(), current_incident().id)
    return desk().facts.keep_typing(*here, _typing_path(name), fields)


def _forget(name: str) -> None:
    """Throw a kept text away, here and in the browser."""
    path = _typing_path(name)
    desk().facts.discard_typing(current_person(), current_incident().id, path)
    tell_typing_is_done(path)


def _is_offered(name: str, offered: tuple[Offered, ...]) -> bool:
    return any(name == each for group in offered for each, _ in group.notices)


def _must_be_offered(incident_id: UUID, name: str) -> None:
    """Refuse a notice that a text cannot belong to.

    Raises:
        NotFoundError: There is no such notice.
    """
    if not _is_offered(name, desk().pasting.offered(current_person(), incident_id)):
        raise NotFoundError(name)


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


def _ask(form: AskForm, offered: tuple[Offered, ...]) -> str:
    titles = {_typing_path(name): (name, title) for g in offered for name, title in g.notices}
    kept = desk().pasting.kept(current_person(), current_incident().id, titles)
    waiting = [(*titles[path], at) for path, at in sorted(kept.items(), key=lambda one: one[1])]
    return _page("ask.html", form=form, waiting=waiting)


def _read(page: PastedPage, form: PastedForm, *, kept_at: datetime, is_back: bool = False) -> str:
    name = page.one.notice.id
    return _page(
        "read.html",
        page=page,
        one=page.one,
        form=form,
        hints=how_known(page.choices, current_incident().zone),
        tab="paste",
        kept_at=kept_at,
        is_back=is_back,
        typing_path=_typing_path(name),
    )


def _page(template: str, **shown: object) -> str:
    return render_template(
        f"pasting/{template}",
        subnav_here="notices",
        words=WORDS,
        stands_words=STANDS,
        **shown,
    )

"""A second person reviews a decision not to notify; somebody looks at it again in time."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, request, url_for

from disclosure.problems import InvalidInputError
from disclosure.services.looks import MAY_LOOK
from disclosure.web.current import current_person, desk
from disclosure.web.forms import has_errors, once_of, show_problems
from disclosure.web.guard import Scope, access
from disclosure.web.look_forms import ReviewForm, StillForm, day_of
from disclosure.web.messages import say
from disclosure.web.sent import number_of
from disclosure.web.views.duties import empty_form, judgement_page

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

looks = Blueprint("looks", __name__)


@looks.post("/incidents/<uuid:incident_id>/judgements/<key>/review")
@access(Scope.INCIDENT, *MAY_LOOK)
def review(incident_id: UUID, key: str) -> ResponseReturnValue:
    """Record that whoever is signed in has reviewed a decision."""
    form = ReviewForm(request.form)
    try:
        desk().looks.review(
            current_person(),
            incident_id,
            key,
            seen=number_of(form.seen.data),
            note=form.note.data or "",
            once=once_of(form),
        )
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
        line, judging = empty_form(incident_id, key)
        return judgement_page(line, judging, review=form), 422
    say("Your review is recorded.")
    return redirect(url_for("duties.judgement", incident_id=incident_id, key=key))


@looks.post("/incidents/<uuid:incident_id>/judgements/<key>/still-so")
@access(Scope.INCIDENT, *MAY_LOOK)
def confirm(incident_id: UUID, key: str) -> ResponseReturnValue:
    """Record that a decision is still so."""
    form = StillForm(request.form)
    again_on = day_of(form.still_again_on)
    if not has_errors(form):
        try:
            desk().looks.confirm(
                current_person(),
                incident_id,
                key,
                seen=number_of(form.seen.data),
                why=form.still_why.data or "",
                again_on=again_on,
                once=once_of(form),
            )
        except InvalidInputError as refused:
            show_problems(form, refused.problems)
        else:
            say("It is recorded that this is still so.")
            return redirect(url_for("duties.judgement", incident_id=incident_id, key=key))
    line, judging = empty_form(incident_id, key)
    return judgement_page(line, judging, still=form), 422

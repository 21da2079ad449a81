"""Corrections: what was said and does not hold any more, told openly or left with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from wtforms import HiddenField, TextAreaField

from disclosure.problems import InvalidInputError, NotFoundError
from disclosure.services.corrections import NOTHING_TO_CORRECT, LettingStand
from disclosure.signoff.people import Role
from disclosure.web.current import current_person, desk
from disclosure.web.forms import OnceForm, cleaned, new_once, once_of, show_problems
from disclosure.web.guard import Scope, access
from disclosure.web.messages import say
from disclosure.words.corrections import How

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from disclosure.services.corrections_pages import Row

corrections = Blueprint("corrections", __name__)
BASE = "/incidents/<uuid:incident_id>/corrections"
HOW = {
    How.CHANGED: ("Changed since", "What we know has changed since we said it."),
    How.WRONG: ("Wrong when said", "It was not so when we said it. The correction says that."),
    How.WITHDRAWN: ("Withdrawn", "Nobody stands behind it any more."),
    How.CONFIRMED: ("Now confirmed", "We said that we believed it. It is known now."),
    How.MORE: ("More is known", "What we said left open what is known now."),
}
"""What became of a sentence: the word, and what it means."""


class LetStandForm(OnceForm):
    """A named person's decision not to correct a sentence."""

    why = TextAreaField("Why these readers need not be told", filters=[cleaned])
    release = HiddenField()
    sentence = HiddenField()
    seen = HiddenField()
    once = HiddenField(default=new_once, id="let_stand_once")


@corrections.get(BASE)
@access(Scope.INCIDENT)
def index(incident_id: UUID) -> ResponseReturnValue:
    """Show every sentence that went out and rests on something that has moved since."""
    radar = desk().corrections.radar(current_person(), incident_id)
    return _page("index.html", radar=radar)


@corrections.get(f"{BASE}/new")
@access(Scope.INCIDENT)
def new(incident_id: UUID) -> ResponseReturnValue:
    """Show, for one group of readers, what we said and what is so now, side by side."""
    readers = request.args.get("audience", "")
    if not readers:
        return redirect(url_for("corrections.index", incident_id=incident_id))
    found = desk().corrections.radar(current_person(), incident_id).of(readers)
    if found is None:
        say(NOTHING_TO_CORRECT)
        return redirect(url_for("corrections.index", incident_id=incident_id))
    return _page("new.html", group=found)


@corrections.post(f"{BASE}/new")
@access(Scope.INCIDENT, Role.DRAFTER)
def begin(incident_id: UUID) -> ResponseReturnValue:
    """Begin the text that puts it right, drafted from what was said and what is so now."""
    readers = request.form.get("audience", "")
    name = desk().corrections.begin(current_person(), incident_id, readers)
    say("The correction is drafted. Read it sentence by sentence, then freeze it.")
    return redirect(url_for("notices.show", incident_id=incident_id, name=name))


@corrections.get(f"{BASE}/let-stand")
@access(Scope.INCIDENT)
def let_stand(incident_id: UUID) -> ResponseReturnValue:
    """Ask why a sentence is not corrected; who may not decide reads what it is about."""
    release, sentence = request.args.get("release", ""), request.args.get("sentence", "")
    if not release:
        return redirect(url_for("corrections.index", incident_id=incident_id))
    row = _row(incident_id, release, sentence)
    form = LetStandForm(None)
    form.release.data, form.sentence.data = row.of.release.id, row.sentence
    form.seen.data = " ".join(row.seen)
    return _page("let_stand.html", row=row, form=form)


@corrections.post(f"{BASE}/let-stand")
@access(Scope.INCIDENT, Role.APPROVER)
def decide(incident_id: UUID) -> ResponseReturnValue:
    """Record that a sentence is not corrected, and why."""
    form = LetStandForm(request.form)
    wanted = LettingStand(
        release=form.release.data or "",
        sentence=form.sentence.data or "",
        seen=tuple((form.seen.data or "").split()),
        why=form.why.data or "",
    )
    try:
        service = desk().corrections
        service.let_stand(current_person(), incident_id, wanted, once=once_of(form))
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
        row = _row(incident_id, wanted.release, wanted.sentence)
        return _page("let_stand.html", row=row, form=form), 422
    say("Your decision not to correct the sentence is recorded with your name.")
    return redirect(url_for("corrections.index", incident_id=incident_id))


def _row(incident_id: UUID, release: str, sentence: str) -> Row:
    """Give a sentence that must still be corrected.

    Raises:
        NotFoundError: There is none of that name.
    """
    row = desk().corrections.radar(current_person(), incident_id).row(release, sentence)
    if row is None:
        raise NotFoundError(NOTHING_TO_CORRECT)
    return row


def _page(template: str, **shown: object) -> str:
    return render_template(f"corrections/{template}", subnav_here="notices", how=HOW, **shown)

"""Submissions: that a released notice was given, and the receipts that prove it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from wtforms import FileField, StringField, TextAreaField

from disclosure.law.what_if import MET
from disclosure.problems import InvalidInputError
from disclosure.services.submission_checks import Giving
from disclosure.signoff.people import Role
from disclosure.web.current import current_incident, current_person, desk
from disclosure.web.forms import (
    OnceForm,
    cleaned,
    has_errors,
    once_of,
    refuse,
    show_problems,
    text_field,
)
from disclosure.web.guard import Scope, access
from disclosure.web.messages import say
from disclosure.web.received import exact_moment, upload
from disclosure.web.shown_notices import WORDS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from disclosure.services.submissions import SubmissionPage

submissions = Blueprint("submissions", __name__)
BASE = "/incidents/<uuid:incident_id>/notices/<name>/given"
OUTSIDE = "outside"
CHOOSE_AGAIN = "A browser does not keep a file that was chosen. Choose it again."


class GivingForm(OnceForm):
    """Whom it was given to, how, when, and what proves it."""

    recipient = text_field("Sent to")
    channel = text_field("How")
    at = StringField("Date")
    at_time = StringField("Time")
    reference = text_field("Reference")
    late_reason = TextAreaField("Why it is late", filters=[cleaned])
    early_reason = TextAreaField("Why it was sent before the release", filters=[cleaned])
    receipt = FileField("Receipt")


class OutsideForm(GivingForm):
    """The same of a report that was made without a text released here, and why it was."""

    outside_reason = TextAreaField("Why it was not released here", filters=[cleaned])


@submissions.get(BASE)
@access(Scope.INCIDENT)
def show(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Show each time a notice was sent, and the form to record another."""
    return _page(desk().submissions.view(current_person(), incident_id, name))


@submissions.post(BASE)
@access(Scope.INCIDENT, Role.RELEASER, Role.DRAFTER, Role.RECORDER)
def record(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Record that the notice was sent."""
    form = GivingForm()
    return _recorded(incident_id, name, form, _giving(form))


@submissions.post(f"{BASE}/outside")
@access(Scope.INCIDENT, Role.RELEASER, Role.DRAFTER, Role.RECORDER)
def record_outside(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Record a report that was made without a text released here."""
    form = OutsideForm(request.form, prefix=OUTSIDE)
    reason = form.outside_reason.data or ""
    giving = replace(_giving(form), outside=True, outside_reason=reason)
    return _recorded(incident_id, name, form, giving)


def _giving(form: GivingForm) -> Giving:
    return Giving(
        recipient=form.recipient.data or "",
        channel=form.channel.data or "",
        at=exact_moment(form.at, form.at_time, current_incident().zone),
        reference=form.reference.data or "",
        early_reason=form.early_reason.data or "",
        late_reason=form.late_reason.data or "",
        receipt=upload(form.receipt.name),
    )


def _recorded(
    incident_id: UUID, name: str, form: GivingForm, giving: Giving
) -> ResponseReturnValue:
    if not has_errors(form):
        try:
            closes = _runs_a_clock(incident_id, name)
            desk().submissions.record(
                current_person(), incident_id, name, giving, once=once_of(form)
            )
        except InvalidInputError as refused:
            show_problems(form, refused.problems)
        else:
            closed = " The clock of its stage is closed by it." if closes else ""
            say(f"It is recorded as sent.{closed}")
            return redirect(url_for("submissions.show", incident_id=incident_id, name=name))
    if giving.receipt and not form.receipt.errors:
        refuse(form.receipt, CHOOSE_AGAIN)
    page = desk().submissions.view(current_person(), incident_id, name)
    return _page(page, form), 422


def _runs_a_clock(incident_id: UUID, name: str) -> bool:
    """Say whether a clock is open that a notice closes: not of one no law asks for."""
    notice = desk().submissions.view(current_person(), incident_id, name).one.notice
    if not notice.obligation:
        return False
    lines = desk().deadlines.of_incident(current_person(), incident_id).lines
    own = f"{notice.obligation}/{notice.stage}"
    return any(line.clock.deadline == own and line.state not in MET for line in lines)


@submissions.get("/incidents/<uuid:incident_id>/receipts/<uuid:receipt_id>")
@access(Scope.INCIDENT)
def receipt(incident_id: UUID, receipt_id: UUID) -> ResponseReturnValue:
    """Hand out a receipt as it came; a browser keeps it and never shows it as a page of ours."""
    file = desk().submissions.receipt(current_person(), incident_id, receipt_id)
    return send_file(
        BytesIO(file.body), mimetype=file.media_type, as_attachment=True, download_name=file.name
    )


def _page(page: SubmissionPage, refused: GivingForm | None = None) -> str:
    """Show the page; a form that was refused stands where it was, with what was typed."""
    outside = refused if isinstance(refused, OutsideForm) else OutsideForm(None, prefix=OUTSIDE)
    form = refused if refused and refused is not outside else GivingForm(None)
    for fresh in {form, outside} - {refused}:
        fresh.recipient.data = page.recipient
        fresh.late_reason.data = page.late_reason
    return render_template(
        "notices/given.html",
        page=page,
        one=page.one,
        form=form,
        outside_form=outside,
        refused=refused or form,
        words=WORDS,
        tab="given",
        subnav_here="notices",
    )

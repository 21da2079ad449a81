"""Submissions: that a released notice was given, and the receipts that prove it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from wtforms import FileField, StringField, TextAreaField

from disclosure.problems import InvalidInputError
from disclosure.services.receipts import LARGEST_RECEIPT, Upload
from disclosure.services.submission_checks import Giving
from disclosure.signoff.people import Role
from disclosure.web.current import current_incident, current_person, desk
from disclosure.web.forms import (
    OnceForm,
    cleaned,
    has_errors,
    moment_of,
    refuse,
    show_problems,
    text_field,
)
from disclosure.web.guard import Scope, access
from disclosure.web.messages import say
from disclosure.web.shown_notices import WORDS

if TYPE_CHECKING:
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from disclosure.services.submissions import SubmissionPage

submissions = Blueprint("submissions", __name__)
BASE = "/incidents/<uuid:incident_id>/notices/<name>/given"
CHOOSE_AGAIN = "A browser does not keep a file that was chosen. Choose it again."


class GivingForm(OnceForm):
    """Whom it was given to, how, when, and what proves it."""

    recipient = text_field("Given to")
    channel = text_field("How")
    at = StringField("Date")
    at_time = StringField("Time")
    reference = text_field("Reference")
    late_reason = TextAreaField("Why it is late", filters=[cleaned])
    early_reason = TextAreaField("Why it was given before the release", filters=[cleaned])
    receipt = FileField("Receipt")


@submissions.get(BASE)
@access(Scope.INCIDENT)
def show(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Show each time a notice was given, and the form to record another."""
    page = desk().submissions.view(current_person(), incident_id, name)
    form = GivingForm(None)
    form.recipient.data, form.channel.data = page.recipient, page.channel
    form.late_reason.data = page.late_reason
    return _page(page, form)


@submissions.post(BASE)
@access(Scope.INCIDENT, Role.RELEASER, Role.DRAFTER, Role.RECORDER)
def record(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Record that the notice was given."""
    form = GivingForm()
    giving = Giving(
        recipient=form.recipient.data or "",
        channel=form.channel.data or "",
        at=_at(form),
        reference=form.reference.data or "",
        early_reason=form.early_reason.data or "",
        late_reason=form.late_reason.data or "",
        receipt=_upload(),
    )
    if not has_errors(form):
        try:
            desk().submissions.record(
                current_person(), incident_id, name, giving, once=form.once.data or ""
            )
        except InvalidInputError as refused:
            show_problems(form, refused.problems)
        else:
            say("It is recorded as given. The clock of its stage is closed by it.")
            return redirect(url_for("submissions.show", incident_id=incident_id, name=name))
    if giving.receipt and not form.receipt.errors:
        refuse(form.receipt, CHOOSE_AGAIN)
    return _page(desk().submissions.view(current_person(), incident_id, name), form), 422


@submissions.get("/incidents/<uuid:incident_id>/receipts/<uuid:receipt_id>")
@access(Scope.INCIDENT)
def receipt(incident_id: UUID, receipt_id: UUID) -> ResponseReturnValue:
    """Hand out a receipt as it came; a browser keeps it and never shows it as a page of ours."""
    file = desk().submissions.receipt(current_person(), incident_id, receipt_id)
    return send_file(
        BytesIO(file.body), mimetype=file.media_type, as_attachment=True, download_name=file.name
    )


def _at(form: GivingForm) -> datetime | None:
    """Read when it was given; an hour that comes twice in autumn is taken as the later one."""
    when = moment_of(form.at, form.at_time, current_incident().zone)
    if when and not (form.at_time.data or "").strip():
        refuse(form.at, "Give the time too, as hours and minutes.")
    return when.latest if when else None


def _upload() -> Upload | None:
    """Give the file that came, if one did; no more of it is read than may be kept."""
    file = request.files.get("receipt")
    if file is None or not file.filename:
        return None
    return Upload(file.filename, file.stream.read(LARGEST_RECEIPT + 1))


def _page(page: SubmissionPage, form: GivingForm) -> str:
    return render_template(
        "notices/given.html",
        page=page,
        one=page.one,
        form=form,
        words=WORDS,
        tab="given",
        subnav_here="notices",
    )

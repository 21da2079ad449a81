"""Approvals: who must decide, asking, deciding, and the release."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from wtforms import HiddenField, SelectField, TextAreaField

from disclosure.signoff.people import Role
from disclosure.web.current import current_person, desk
from disclosure.web.forms import ActionForm, cleaned, read_words
from disclosure.web.guard import Scope, access
from disclosure.web.messages import say
from disclosure.web.shown_notices import WORDS, about_choices

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from disclosure.services.notice_decisions import ApprovalPage

approvals = Blueprint("approvals", __name__)
BASE = "/incidents/<uuid:incident_id>/notices/<name>/approval"
REASON, REFUSE = "reason-", "refuse"
NO_REASON = "Say why it may go out all the same, or mend it."


class ReasonForm(ActionForm):
    """A decision with its reason, about the text that was seen."""

    seen = HiddenField()
    reason = TextAreaField("Why", filters=[cleaned])


class RefuseForm(ReasonForm):
    """A refusal; it may name the sentence or the question it is about."""

    sentence = SelectField("What it is about", choices=[], validate_choice=False)


class RequestForm(ActionForm):
    """A request; one more field for each rule whose findings stop the text."""

    seen = HiddenField()


@approvals.get(BASE)
@access(Scope.INCIDENT)
def show(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Show the version, who has decided, who must still decide, and what can be done."""
    return _page(desk().approvals.view(current_person(), incident_id, name))


@approvals.post(f"{BASE}/request")
@access(Scope.INCIDENT, Role.DRAFTER)
def ask(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Ask for approval, with a reason for each rule that stops the text."""
    page = desk().approvals.view(current_person(), incident_id, name)
    form = _request_form(page)
    if page.steps["request"].is_open:  # else the form is not there to be mended
        for rule, _ in page.stopping_rules:
            read_words(form[f"{REASON}{rule}"], NO_REASON)
    accepted = {rule: form[f"{REASON}{rule}"].data or "" for rule, _ in page.stopping_rules}
    if any(form.errors.values()):
        return _page(page, request_form=form), 422
    desk().approvals.request(
        current_person(), incident_id, name, seen=form.seen.data or "", accepted=accepted
    )
    return _done(incident_id, name, "Approval is asked for. Those who must decide see it here.")


@approvals.post(f"{BASE}/approve")
@access(Scope.INCIDENT, Role.APPROVER)
def approve(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Approve the version seen."""
    desk().approvals.approve(current_person(), incident_id, name, seen=_seen())
    return _done(incident_id, name, "Your approval is recorded. It holds for this very text.")


@approvals.post(f"{BASE}/refuse")
@access(Scope.INCIDENT, Role.APPROVER)
def refuse(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Refuse the version seen, and say why."""
    about = request.form.get(f"{REFUSE}-sentence", "")
    return _with_reason(
        incident_id,
        name,
        REFUSE,
        take=lambda seen, reason: desk().approvals.refuse(
            current_person(), incident_id, name, seen=seen, reason=reason, sentence=about
        ),
        empty="Say why. Whoever drafts the next version needs to know.",
        done="The version is refused, and your reason stands beside it.",
    )


@approvals.post(f"{BASE}/withdraw")
@access(Scope.INCIDENT, Role.DRAFTER)
def withdraw(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Take back the request for approval of the version seen."""
    return _with_reason(
        incident_id,
        name,
        "withdraw",
        take=lambda seen, reason: desk().approvals.withdraw(
            current_person(), incident_id, name, seen=seen, reason=reason
        ),
        done="The request is withdrawn.",
    )


@approvals.post(f"{BASE}/no-inside-information")
@access(Scope.INCIDENT, Role.APPROVER)
def judge_free(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Record the judgement that this text holds no inside information."""
    return _with_reason(
        incident_id,
        name,
        "free",
        take=lambda seen, why: desk().approvals.judge_free_of_inside_information(
            current_person(), incident_id, name, seen=seen, why=why
        ),
        empty="Say why. It is what a supervisor will ask for.",
        done="The judgement is recorded. It holds for this very text.",
    )


@approvals.post(f"{BASE}/release")
@access(Scope.INCIDENT, Role.RELEASER)
def release(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Release the version that everybody approved."""
    desk().approvals.release(current_person(), incident_id, name, seen=_seen())
    say("The notice is released. Nothing was sent: file it, then record here when it was sent.")
    return redirect(url_for("submissions.show", incident_id=incident_id, name=name))


# ---- Steps -----------------------------------------------------------------------------------


def _seen() -> str:
    return request.form.get("seen", "")


def _with_reason(
    incident_id: UUID,
    name: str,
    step: str,
    *,
    take: Callable[[str, str], None],
    done: str,
    empty: str = "",
) -> ResponseReturnValue:
    """Take a step that says why, about the text that was seen.

    Args:
        incident_id: The incident.
        name: The notice.
        step: The prefix of its form.
        take: Takes the step, given the digest seen and the reason.
        done: What is said when it is taken.
        empty: What is said where no reason is typed; nothing where it may stay empty.
    """
    form = (RefuseForm if step == REFUSE else ReasonForm)(request.form, prefix=step)
    reason = read_words(form.reason, empty)
    if form.reason.errors:
        page = desk().approvals.view(current_person(), incident_id, name)
        return _page(page, **{f"{step}_form": form}), 422
    take(form.seen.data or "", reason)
    return _done(incident_id, name, done)


def _done(incident_id: UUID, name: str, words: str) -> ResponseReturnValue:
    say(words)
    return redirect(url_for("approvals.show", incident_id=incident_id, name=name))


def _page(page: ApprovalPage, **typed: ActionForm) -> str:
    forms = {
        "request_form": typed.get("request_form") or _request_form(page),
        "refuse_form": typed.get("refuse_form") or RefuseForm(None, prefix=REFUSE),
        "withdraw_form": typed.get("withdraw_form") or ReasonForm(None, prefix="withdraw"),
        "free_form": typed.get("free_form") or ReasonForm(None, prefix="free"),
    }
    for form in forms.values():
        form.seen.data = form.seen.data or page.progress.digest
        if isinstance(form, RefuseForm):
            form.sentence.choices = about_choices(page.version.draft if page.version else None)
    return render_template(
        "notices/approval.html",
        page=page,
        one=page.one,
        words=WORDS,
        tab="approval",
        subnav_here="notices",
        refused=list(typed.values()),
        **forms,
    )


def _request_form(page: ApprovalPage) -> RequestForm:
    """Give the form with one reason for each rule that stops the text."""
    reasons = {
        f"{REASON}{rule}": TextAreaField(title, filters=[cleaned])
        for rule, title in page.stopping_rules
    }
    made: type[RequestForm] = type("RequestForm", (RequestForm,), reasons)
    asks = request.method == "POST" and request.endpoint == "approvals.ask"
    return made(request.form if asks else None)

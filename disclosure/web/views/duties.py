"""Which duties stand and why; and the judgements only a named person may make."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from wtforms import HiddenField, RadioField, StringField, TextAreaField

from disclosure.problems import InvalidInputError
from disclosure.services.duties import DutiesView, JudgementLine, TypedJudgement
from disclosure.signoff.people import Role
from disclosure.web.current import current_incident, current_person, desk
from disclosure.web.forms import (
    OnceForm,
    SelectChoice,
    cleaned,
    has_errors,
    moment_of,
    once_of,
    show_problems,
    text_field,
)
from disclosure.web.guard import Scope, access
from disclosure.web.messages import say
from disclosure.web.sent import number_of
from disclosure.web.shown_duties import sections, shown_duty, shown_judgement

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from disclosure.problems import Problem

duties = Blueprint("duties", __name__)
RECORDS = (Role.RECORDER, Role.DRAFTER, Role.APPROVER)


class JudgementForm(OnceForm):
    """A judgement: what, since when, who, why."""

    value = RadioField("The judgement", choices=[], validate_choice=False)
    when_date = StringField("Date")
    when_time = StringField("Time")
    made_date = StringField("Date")
    made_time = StringField("Time")
    made_by_name = text_field("Who judged")
    made_by = text_field("In which role")
    why = TextAreaField("Reasons", filters=[cleaned])
    seen = HiddenField(default="0")


@duties.get("/incidents/<uuid:incident_id>/duties")
@access(Scope.INCIDENT)
def index(incident_id: UUID) -> ResponseReturnValue:
    """Show every duty: what applies, what is open, and why the others do not."""
    view = desk().duties.view(current_person(), incident_id)
    return render_template(
        "duties/index.html",
        sections=sections(view),
        judgements=[shown_judgement(line, current_incident().zone) for line in view.judgements],
        not_covered=view.names.not_covered,
        assessment=view.assessment,
        subnav_here="duties",
    )


@duties.get("/incidents/<uuid:incident_id>/duties/<obligation>")
@access(Scope.INCIDENT)
def show(incident_id: UUID, obligation: str) -> ResponseReturnValue:
    """Show one duty with every row that decided it and the arithmetic of its deadlines."""
    view = desk().duties.view(current_person(), incident_id)
    return render_template(
        "duties/show.html", duty=shown_duty(view, obligation), subnav_here="duties"
    )


@duties.get("/incidents/<uuid:incident_id>/judgements/<key>")
@access(Scope.INCIDENT)
def judgement(incident_id: UUID, key: str) -> ResponseReturnValue:
    """Show one question for a named person, with its guidance and what was judged before."""
    line = desk().duties.view(current_person(), incident_id).line(key)
    form = _form(line)
    form.seen.data = str(line.seen)
    person = current_person()
    # Whoever types is named as the judge only where the office is theirs.
    if line.question.who in {capacity.title.lower() for capacity in person.capacities}:
        form.made_by.data, form.made_by_name.data = line.question.who, person.name
    return _page(line, form)


@duties.post("/incidents/<uuid:incident_id>/judgements/<key>")
@access(Scope.INCIDENT, Role.RECORDER, Role.DRAFTER, Role.APPROVER)
def judge(incident_id: UUID, key: str) -> ResponseReturnValue:
    """Record a judgement."""
    view: DutiesView = desk().duties.view(current_person(), incident_id)
    line = view.line(key)
    form = _form(line)
    typed = _typed(line, form)
    if not has_errors(form):
        try:
            desk().duties.judge(current_person(), incident_id, typed, once=once_of(form))
        except InvalidInputError as refused:
            show_problems(form, _renamed(refused))
        else:
            say("The judgement is recorded. Duties, deadlines and drafts now follow it.")
            return redirect(url_for("duties.index", incident_id=incident_id))
    return _page(line, form), 422


def _renamed(refused: InvalidInputError) -> list[Problem]:
    """Put what concerns a moment beside its date."""
    names = {"when": "when_date", "made": "made_date"}
    return [replace(p, path=names.get(p.path, p.path)) for p in refused.problems]


def _form(line: JudgementLine) -> JudgementForm:
    form = JudgementForm(request.form if request.method == "POST" else None)
    form.value.choices = [
        SelectChoice(o, line.question.answers.get(o, o)) for o in line.question.options
    ]
    return form


def _typed(line: JudgementLine, form: JudgementForm) -> TypedJudgement:
    zone = current_incident().zone
    when = moment_of(form.when_date, form.when_time, zone)
    made = moment_of(form.made_date, form.made_time, zone)
    return TypedJudgement(
        key=line.question.key,
        value=form.value.data or "",
        when=when if line.question.carries_instant else None,
        made_at=made.latest if made else desk().now(),
        made_by=form.made_by.data or "",
        made_by_name=form.made_by_name.data or "",
        why=form.why.data or "",
        seen=number_of(form.seen.data),
    )


def _page(line: JudgementLine, form: JudgementForm) -> str:
    return render_template(
        "duties/judgement.html",
        form=form,
        line=line,
        shown=shown_judgement(line, current_incident().zone),
        may_record=current_person().may(*RECORDS),
        subnav_here="duties",
    )

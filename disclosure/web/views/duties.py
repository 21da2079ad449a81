"""Which duties stand and why; and the judgements only a named person may make."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from disclosure.problems import InvalidInputError
from disclosure.services.duties import DutiesView, JudgementLine, TypedJudgement
from disclosure.services.judgement_checks import UnsureError
from disclosure.services.look_checks import TypedDecline
from disclosure.services.looks import is_same
from disclosure.signoff.people import Role
from disclosure.web.chosen import choose
from disclosure.web.current import current_incident, current_person, desk
from disclosure.web.forms import (
    SelectChoice,
    cleaned,
    has_errors,
    moment_of,
    once_of,
    refuse,
    show_problems,
    text_field,
)
from disclosure.web.guard import Scope, access
from disclosure.web.look_forms import (
    DeclineForm,
    ReviewForm,
    StillForm,
    decline_of,
    offer_reviewers,
    offered_day,
)
from disclosure.web.messages import say
from disclosure.web.sent import number_of
from disclosure.web.shown_duties import (
    ShownJudgement,
    sections,
    shown_duty,
    shown_judgement,
    states_told,
)
from disclosure.web.shown_watched import watched

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from flask.typing import ResponseReturnValue

    from disclosure.problems import Problem
    from disclosure.signoff.people import Person

duties = Blueprint("duties", __name__)
OUTSIDE = "outside"
RECORDS = (Role.RECORDER, Role.DRAFTER, Role.APPROVER)


class JudgementForm(DeclineForm):
    """A judgement: what, since when, who, why."""

    value = RadioField("The judgement", choices=[], validate_choice=False)
    when_date = StringField("Date")
    when_time = StringField("Time")
    made_date = StringField("Date")
    made_time = StringField("Time")
    judge = SelectField("Who judged", choices=[], validate_choice=False)
    made_by_name = text_field("Their name, if they are not on the team")
    made_by = text_field("In which role")
    why = TextAreaField("Reasons", filters=[cleaned])
    looked_at = SelectMultipleField(
        "Record it all the same?", choices=[], validate_choice=False, default=()
    )
    seen = HiddenField(default="0")


@duties.get("/incidents/<uuid:incident_id>/duties")
@access(Scope.INCIDENT)
def index(incident_id: UUID) -> ResponseReturnValue:
    """Show every duty: what applies, what is open, and why the others do not."""
    view = desk().duties.view(current_person(), incident_id)
    return render_template(
        "duties/index.html",
        sections=(shown := sections(view, desk().library.catalogue)),
        states=states_told(shown),
        is_reviewed=any(duty.obligation.reviewed_by for duty in view.assessment.duties),
        judgements=[_shown(line) for line in view.judgements if line.matters],
        idle=[_shown(line) for line in view.judgements if not line.matters],
        watched=watched(view),
        not_covered=view.names.not_covered,
        assessment=view.assessment,
        subnav_here="duties",
    )


def _shown(line: JudgementLine) -> ShownJudgement:
    return shown_judgement(line, current_incident().zone)


@duties.get("/incidents/<uuid:incident_id>/duties/<obligation>")
@access(Scope.INCIDENT)
def show(incident_id: UUID, obligation: str) -> ResponseReturnValue:
    """Show one duty with every row that decided it and the arithmetic of its deadlines."""
    view = desk().duties.view(current_person(), incident_id)
    duty = shown_duty(view, obligation, desk().library.catalogue)
    return render_template("duties/show.html", duty=duty, subnav_here="duties")


@duties.get("/incidents/<uuid:incident_id>/judgements/<key>")
@access(Scope.INCIDENT)
def judgement(incident_id: UUID, key: str) -> ResponseReturnValue:
    """Show one question for a named person, with its guidance and what was judged before."""
    line, form = empty_form(incident_id, key)
    choose(form.value)
    return judgement_page(line, form)


def empty_form(incident_id: UUID, key: str) -> tuple[JudgementLine, JudgementForm]:
    """Give a question and its form with nothing typed."""
    person = current_person()
    line = desk().duties.view(person, incident_id).line(key)
    form = _form(line, desk().incidents.team(person, incident_id).members, is_empty=True)
    form.seen.data = str(line.seen)
    form.again_on.data = offered_day(_today())
    # Whoever types is named as the judge only where the office is theirs.
    if line.question.who in {capacity.title.lower() for capacity in person.capacities}:
        form.made_by.data, form.judge.data = line.question.who, str(person.id)
    return line, form


def _today() -> date:
    return desk().now().astimezone(current_incident().zone).date()


@duties.post("/incidents/<uuid:incident_id>/judgements/<key>")
@access(Scope.INCIDENT, Role.RECORDER, Role.DRAFTER, Role.APPROVER)
def judge(incident_id: UUID, key: str) -> ResponseReturnValue:
    """Record a judgement."""
    view: DutiesView = desk().duties.view(current_person(), incident_id)
    line = view.line(key)
    team = desk().incidents.team(current_person(), incident_id).members
    form = _form(line, team)
    typed = _typed(line, form, team)
    if not has_errors(form):
        try:
            desk().duties.judge(current_person(), incident_id, typed, once=once_of(form))
        except InvalidInputError as refused:
            if isinstance(refused, UnsureError):
                form.looked_at.choices = [SelectChoice(c.id, c.sentence) for c in refused.concerns]
            show_problems(form, _renamed(refused, form))
        else:
            say("The judgement is recorded. Duties, deadlines and drafts now follow it.")
            return redirect(url_for("duties.index", incident_id=incident_id))
    return judgement_page(line, form), 422


def _renamed(refused: InvalidInputError, form: JudgementForm) -> list[Problem]:
    """Put what concerns a moment beside its date, and a missing name beside the list of names."""
    names = {"when": "when_date", "made": "made_date"}
    if not form.made_by_name.data:
        names["made_by_name"] = "judge"
    return [replace(p, path=names.get(p.path, p.path)) for p in refused.problems]


def _form(line: JudgementLine, team: Sequence[Person], *, is_empty: bool = False) -> JudgementForm:
    form = JudgementForm(None if is_empty else request.form)
    offer_reviewers(form, team)
    form.value.choices = [
        SelectChoice(o, line.question.answers.get(o, o)) for o in line.question.options
    ]
    form.judge.choices = [
        SelectChoice("", "Choose"),
        *(SelectChoice(str(person.id), _with_capacities(person)) for person in team),
        SelectChoice(OUTSIDE, "Somebody else, named below"),
    ]
    return form


def _with_capacities(person: Person) -> str:
    titles = sorted(capacity.title.lower() for capacity in person.capacities)
    return f"{person.name} ({', '.join(titles)})" if titles else person.name


def _judge(form: JudgementForm, team: Iterable[Person]) -> str:
    """Give the name of who judged: of somebody on the team, or as it was typed."""
    typed = form.made_by_name.data or ""
    name = next((person.name for person in team if str(person.id) == form.judge.data), "")
    if name and typed and typed != name:
        refuse(form.made_by_name, f"{name} is chosen above as well. Keep one of the two.")
    return name or typed


def _typed(line: JudgementLine, form: JudgementForm, team: Sequence[Person]) -> TypedJudgement:
    zone = current_incident().zone
    when = moment_of(form.when_date, form.when_time, zone)
    made = moment_of(form.made_date, form.made_time, zone)
    declines = form.value.data in line.question.declines
    return TypedJudgement(
        key=line.question.key,
        value=form.value.data or "",
        when=when if line.question.carries_instant else None,
        made_at=made.latest if made else desk().now(),
        made_by=form.made_by.data or "",
        made_by_name=_judge(form, team),
        why=form.why.data or "",
        seen=number_of(form.seen.data),
        looked_at=frozenset(form.looked_at.data or ()),
        decline=decline_of(form, team) if declines else TypedDecline(),
    )


def judgement_page(
    line: JudgementLine,
    form: JudgementForm,
    *,
    review: ReviewForm | None = None,
    still: StillForm | None = None,
) -> str:
    """Show a question; a form that was refused stands where it was, with what was typed."""
    person = current_person()
    is_judge = bool(line.current) and is_same(person.name, line.judged[0].made_by_name)
    seen = {"seen": str(line.seen)}
    return render_template(
        "duties/judgement.html",
        form=form,
        refused=review or still or form,
        review=review or ReviewForm(formdata=None, data=seen),
        still=still or StillForm(None, data={**seen, "still_again_on": offered_day(_today())}),
        line=line,
        shown=shown_judgement(line, current_incident().zone),
        may_record=person.may(*RECORDS),
        is_judge=is_judge,
        has_reviewed=line.declines
        and any(is_same(person.name, look.by_name) for look in line.reviews(0)),
        subnav_here="duties",
    )

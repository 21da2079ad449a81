"""An incident: open it in a minute, see where it stands, decide who sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, Length

from disclosure.facts.instants import in_words
from disclosure.problems import InvalidInputError
from disclosure.services.deadline_waiting import in_incident, turns
from disclosure.services.deadlines import WORKERS
from disclosure.services.incidents import ASK_OWNER
from disclosure.signoff.people import Role
from disclosure.web.current import current_incident, current_person, desk
from disclosure.web.forms import (
    ActionForm,
    OnceForm,
    SelectChoice,
    once_of,
    show_problems,
    text_field,
)
from disclosure.web.guard import Scope, access
from disclosure.web.messages import say
from disclosure.web.shown_clocks import shown_clocks
from disclosure.web.shown_notices import WORDS
from disclosure.web.shown_unknowns import first_unknowns, how_many
from disclosure.web.shown_waiting import shown_waiting

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from disclosure.services.deadline_pages import OfIncident
    from disclosure.services.organisations import Choice

incidents = Blueprint("incidents", __name__)
LONGEST_TITLE = 120
FIRST = 6
FIND_OUT = 3
NO_TITLE = "Give it a title. Two words are enough, and it can be changed."
NO_ORGANISATION = "Choose the organisation it happened to."
TOO_LONG = f"A title has at most {LONGEST_TITLE} characters."


class OpenForm(OnceForm):
    """What is needed to open an incident: a title. It begins now."""

    title = text_field(
        "Title", validators=[DataRequired(NO_TITLE), Length(max=LONGEST_TITLE, message=TOO_LONG)]
    )
    organisation = RadioField("Whom it happened to", choices=[], validate_choice=False)


class TitleForm(ActionForm):
    """Another title."""

    title = text_field(
        "Title", validators=[DataRequired(NO_TITLE), Length(max=LONGEST_TITLE, message=TOO_LONG)]
    )


class MemberForm(ActionForm):
    """Somebody to add to the team."""

    member = SelectField("Person", choices=[], validate_choice=False)


@incidents.get("/incidents/new")
@access(Scope.INSTALLATION, Role.RECORDER, Role.DRAFTER, Role.OWNER)
def new() -> ResponseReturnValue:
    """Ask for a title."""
    choice = desk().organisations.choice(current_person())
    return _opening(_open_form(choice), choice)


@incidents.post("/incidents")
@access(Scope.INSTALLATION, Role.RECORDER, Role.DRAFTER, Role.OWNER)
def open_incident() -> ResponseReturnValue:
    """Open an incident now; what there is to choose is looked up where something is amiss."""
    made = _opened(OpenForm(request.form))
    if made is not None:
        return _to(made)
    choice = desk().organisations.choice(current_person())
    form = _open_form(choice)
    ids = {str(each.id) for each in choice.organisations}
    chosen = form.organisation.data
    is_titled = form.validate()
    if chosen not in ids and not _is_clear(choice):
        form.organisation.errors = [NO_ORGANISATION if ids else ASK_OWNER]
        return _opening(form, choice), 422
    if not is_titled:
        return _opening(form, choice), 422
    try:
        made = desk().incidents.open(
            current_person(),
            title=form.title.data or "",
            organisation_id=UUID(chosen) if chosen in ids else None,
            once=once_of(form),
        )
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
        return _opening(form, choice), 422
    return _to(made)


def _opened(form: OpenForm) -> UUID | None:
    """Open an incident for the organisation that was chosen; None where the form is to be shown."""
    try:
        chosen = UUID(form.organisation.data or "")
    except ValueError:
        return None
    if not form.validate():
        return None
    try:
        return desk().incidents.open(
            current_person(),
            title=form.title.data or "",
            organisation_id=chosen,
            once=once_of(form),
        )
    except InvalidInputError:
        return None


def _to(incident_id: UUID) -> ResponseReturnValue:
    say("The incident is open. Type what is known; everything else can wait.")
    return redirect(url_for("incidents.show", incident_id=incident_id))


def _open_form(choice: Choice) -> OpenForm:
    form = OpenForm(request.form if request.method == "POST" else None)
    offered = choice.organisations
    form.organisation.choices = [SelectChoice(str(each.id), each.name) for each in offered]
    if len(offered) == 1 and request.method == "GET":
        form.organisation.data = str(offered[0].id)
    return form


def _is_clear(choice: Choice) -> bool:
    """Say whether there is one organisation only, so that nobody has to choose."""
    return choice.is_all and len(choice.organisations) == 1


def _opening(form: OpenForm, choice: Choice) -> str:
    return render_template(
        "incidents/new.html",
        form=form,
        now=in_words(desk().now()),
        choice=choice,
        beside={str(each.id): each.beside for each in choice.organisations},
        asks_which=not _is_clear(choice),
        owners=() if choice.is_all else desk().people.owners(),
    )


@incidents.get("/incidents/<uuid:incident_id>")
@access(Scope.INCIDENT)
def show(incident_id: UUID) -> ResponseReturnValue:
    """Show what waits for whoever looks, what is due, what is not known, what happened last."""
    person, incident = current_person(), current_incident()
    view = desk().duties.view(person, incident_id)
    due = desk().deadlines.of_incident(person, incident_id)
    index = desk().notices.index(person, incident_id)
    waiting = in_incident(person, incident, view, index)
    clocks = shown_clocks(due)
    first = sorted(clocks, key=lambda clock: (clock.is_voluntary, not clock.is_late))[:FIRST]
    judged = [line for line in due.lines if line.is_judgement]
    owners = {line.clock.deadline: line.listed.owner_name for line in judged}
    unknown = desk().unknowns.of_assessment(view.assessment, owners)
    return render_template(
        "incidents/show.html",
        waiting=shown_waiting(waiting),
        nobodys=_nobodys(due) if person.may(*WORKERS) else 0,
        clocks=first,
        turns=turns(index, due.team),
        not_begun=[line.one.notice.title for line in index.lines if not line.one.begun],
        first_unknowns=first_unknowns(desk().unknowns, unknown, incident, person, FIND_OUT),
        open_count=how_many(unknown),
        pages=desk().facts.task_list(person, incident_id),
        latest=desk().latest.told(person, incident_id),
        words=WORDS,
        subnav_here="overview",
    )


def _nobodys(due: OfIncident) -> int:
    """Count what the law asks for, and the questions to judge, that nobody sees to."""
    asked = (line for line in due.lines if line.is_listed or line.is_judgement)
    return sum(line.listed.owner_id is None and not line.listed.is_voluntary for line in asked)


# ---- Title and team ----------------------------------------------------------------------


@incidents.get("/incidents/<uuid:incident_id>/team")
@access(Scope.INCIDENT)
def team(incident_id: UUID) -> ResponseReturnValue:
    """Show who sees the incident."""
    return _team(incident_id)


def _team(incident_id: UUID, *, title: TitleForm | None = None) -> str:
    found = desk().incidents.team(current_person(), incident_id)
    member = MemberForm(None)
    member.member.choices = [SelectChoice(str(p.id), p.name) for p in found.others]
    title = title or TitleForm(None, data={"title": found.incident.title})
    return render_template(
        "incidents/team.html",
        team=found,
        form=title,
        member=member,
        owners=() if found.others else desk().people.owners(),
        subnav_here="team",
    )


@incidents.post("/incidents/<uuid:incident_id>/team")
@access(Scope.INCIDENT)
def add_member(incident_id: UUID) -> ResponseReturnValue:
    """Let somebody see the incident."""
    try:
        member_id = UUID(request.form.get("member", ""))
    except ValueError:
        abort(400)
    desk().incidents.add(current_person(), incident_id, member_id)
    say("They see this incident now, and everything in it.")
    return redirect(url_for("incidents.team", incident_id=incident_id))


@incidents.post("/incidents/<uuid:incident_id>/team/<uuid:member_id>/remove")
@access(Scope.INCIDENT)
def remove_member(incident_id: UUID, member_id: UUID) -> ResponseReturnValue:
    """Take somebody off the team."""
    desk().incidents.remove(current_person(), incident_id, member_id)
    if member_id == current_person().id:
        say("You are off the team and no longer see that incident.")
        return redirect(url_for("home.show"))
    say("They no longer see this incident.")
    return redirect(url_for("incidents.team", incident_id=incident_id))


@incidents.post("/incidents/<uuid:incident_id>/title")
@access(Scope.INCIDENT, Role.RECORDER, Role.DRAFTER)
def rename(incident_id: UUID) -> ResponseReturnValue:
    """Give the incident another title."""
    form = TitleForm(request.form)
    if not form.validate():
        return _team(incident_id, title=form), 422
    try:
        desk().incidents.rename(current_person(), incident_id, form.title.data or "")
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
        return _team(incident_id, title=form), 422
    say("The title is changed. The earlier one stays on the record.")
    return redirect(url_for("incidents.team", incident_id=incident_id))

"""An incident: open it in a minute, see where it stands, decide who sees it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Length

from disclosure.facts.instants import in_words
from disclosure.outputs.deadline_words import moment
from disclosure.signoff.people import Role
from disclosure.trail.actions import Action
from disclosure.trail.words import SAID
from disclosure.web.current import current_incident, current_person, desk
from disclosure.web.forms import ActionForm, OnceForm, SelectChoice, text_field
from disclosure.web.guard import Scope, access
from disclosure.web.messages import say
from disclosure.web.shown_clocks import shown_clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from disclosure.services.duties import DutiesView
    from disclosure.trail.entries import Entry

incidents = Blueprint("incidents", __name__)
LONGEST_TITLE = 120
MOST_OPEN, RECENT, FIRST = 8, 30, 6
NO_TITLE = "Give it a title. Two words are enough, and it can be changed."
TOO_LONG = f"A title has at most {LONGEST_TITLE} characters."


class OpenForm(OnceForm):
    """What is needed to open an incident: a title. It begins now."""

    title = text_field(
        "Title", validators=[InputRequired(NO_TITLE), Length(max=LONGEST_TITLE, message=TOO_LONG)]
    )
    organisation = RadioField("Whom it happened to", choices=[], validate_choice=False)


class TitleForm(ActionForm):
    """Another title."""

    title = text_field(
        "Title", validators=[InputRequired(NO_TITLE), Length(max=LONGEST_TITLE, message=TOO_LONG)]
    )


class MemberForm(ActionForm):
    """Somebody to add to the team."""

    member = SelectField("Person", choices=[], validate_choice=False)


@dataclass(frozen=True, slots=True)
class Open:
    """An open question and how many duties wait for it."""

    kind: str
    key: str
    words: str
    duties: int


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the trail, in words."""

    words: str
    at: datetime
    at_words: str


@incidents.get("/incidents/new")
@access(Scope.INSTALLATION, Role.RECORDER, Role.DRAFTER, Role.OWNER)
def new() -> ResponseReturnValue:
    """Ask for a title."""
    return _opening(_open_form())


@incidents.post("/incidents")
@access(Scope.INSTALLATION, Role.RECORDER, Role.DRAFTER, Role.OWNER)
def open_incident() -> ResponseReturnValue:
    """Open an incident now."""
    form = _open_form()
    choices = {str(each.id) for each in desk().organisations.list()}
    chosen = form.organisation.data
    if len(choices) > 1 and chosen not in choices:
        form.organisation.errors = ["Choose the organisation it happened to."]
        form.validate()
        return _opening(form), 422
    if not form.validate():
        return _opening(form), 422
    made = desk().incidents.open(
        current_person(),
        title=form.title.data or "",
        organisation_id=UUID(chosen) if chosen in choices else None,
        once=form.once.data or "",
    )
    say("The incident is open. Type what is known; everything else can wait.")
    return redirect(url_for("incidents.show", incident_id=made))


def _open_form() -> OpenForm:
    form = OpenForm(request.form if request.method == "POST" else None)
    form.organisation.choices = [
        SelectChoice(str(each.id), each.name) for each in desk().organisations.list()
    ]
    return form


def _opening(form: OpenForm) -> str:
    return render_template("incidents/new.html", form=form, now=in_words(desk().now()))


@incidents.get("/incidents/<uuid:incident_id>")
@access(Scope.INCIDENT)
def show(incident_id: UUID) -> ResponseReturnValue:
    """Show what is not known that decides something, what is due, and what happened last."""
    person = current_person()
    view = desk().duties.view(person, incident_id)
    due = desk().deadlines.of_incident(person, incident_id)
    return render_template(
        "incidents/show.html",
        open=_open(view),
        clocks=[shown_clock(line.listed, due.now) for line in due.lines if line.is_listed][:FIRST],
        pages=desk().facts.task_list(person, incident_id),
        recent=_told(desk().incidents.recent(person, incident_id, RECENT)),
        subnav_here="overview",
    )


def _open(view: DutiesView) -> list[Open]:
    """Give what decides most, first: what several duties wait for."""
    counted = Counter(name for duty in view.assessment.duties for name in duty.waits_for)
    return [
        Open(
            kind=name.partition(":")[0],
            key=name.partition(":")[2],
            words=view.names.questions.get(name, name),
            duties=count,
        )
        for name, count in counted.most_common(MOST_OPEN)
    ]


def _told(entries: Iterable[Entry]) -> list[Told]:
    """Say what happened last; what one person did in a row is one line."""
    told = []
    for (who, action), group in groupby(entries, key=lambda e: (e.actor_name, e.action)):
        held = list(group)
        about = _about(held[0])
        more = f" and {len(held) - 1} more" if len(held) > 1 else ""
        words = f"{who or 'Disclosure'} {SAID.get(action, str(action))} {about}{more}".rstrip()
        told.append(Told(f"{words}.", held[0].at, moment(held[0].at, current_incident().zone)))
    return told


def _about(entry: Entry) -> str:
    """Name what an entry is about, as people call it."""
    vocabulary = desk().library.catalogue.vocabulary
    kind, _, key = entry.subject.rpartition(":")
    if entry.action is Action.JUDGEMENT_MADE and key in vocabulary.judgements:
        return f"“{vocabulary.judgements[key].asks}”"
    if entry.subject in vocabulary.facts:
        return f"“{vocabulary.facts[entry.subject].label}”"
    if kind in vocabulary.records:
        return f"an entry of “{vocabulary.records[kind].label}”"
    detail = entry.detail
    return str(detail.get("label") or detail.get("title") or detail.get("name") or "")


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
        "incidents/team.html", team=found, form=title, member=member, subnav_here="team"
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
    desk().incidents.rename(current_person(), incident_id, form.title.data or "")
    say("The title is changed. The earlier one stays on the record.")
    return redirect(url_for("incidents.team", incident_id=incident_id))

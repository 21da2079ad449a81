"""An incident: open it in a minute, see where it stands, decide who sees it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, Length

from disclosure.facts.instants import in_words
from disclosure.outputs.deadline_words import moment
from disclosure.problems import InvalidInputError
from disclosure.signoff.people import Role
from disclosure.trail.actions import Action
from disclosure.trail.words import SAID
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
from disclosure.web.shown_clocks import shown_clock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from disclosure.services.duties import DutiesView
    from disclosure.services.incidents import Recent
    from disclosure.services.notice_pages import Index
    from disclosure.signoff.people import Person
    from disclosure.trail.entries import Entry

incidents = Blueprint("incidents", __name__)
LONGEST_TITLE = 120
RECENT, FIRST = 30, 6
NO_TITLE = "Give it a title. Two words are enough, and it can be changed."
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


@dataclass(frozen=True, slots=True)
class Open:
    """An open question and how many duties wait for it."""

    kind: str
    key: str
    words: str
    duties: int
    who: str


@dataclass(frozen=True, slots=True)
class Yours:
    """Something that waits for whoever looks."""

    words: str
    kind: str
    key: str


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
    try:
        made = desk().incidents.open(
            current_person(),
            title=form.title.data or "",
            organisation_id=UUID(chosen) if chosen in choices else None,
            once=once_of(form),
        )
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
        return _opening(form), 422
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
        yours=_yours(person, view, desk().notices.index(person, incident_id)),
        subnav_here="overview",
    )


def _open(view: DutiesView) -> list[Open]:
    """Give what is open and decides a duty; what several duties wait for comes first."""
    counted = Counter(name for duty in view.assessment.duties for name in duty.waits_for)
    judges = {f"judgement:{line.question.key}": line.question.who for line in view.judgements}
    return [
        Open(
            kind=name.partition(":")[0],
            key=name.partition(":")[2],
            words=view.names.questions.get(name, name),
            duties=count,
            who=judges.get(name, ""),
        )
        for name, count in counted.most_common()
    ]


def _yours(person: Person, view: DutiesView, index: Index) -> list[Yours]:
    """Give what waits for this person alone: judgements of their office, texts to decide on."""
    found = []
    offices = {capacity.title.lower() for capacity in person.capacities}
    for line in view.judgements:
        if line.question.who in offices and (not line.judged or line.moved) and line.waiting:
            what = "Judge again" if line.judged else "Judge"
            found.append(Yours(f"{what}: {line.question.asks}", "judgement", line.question.key))
    for notice in index.lines:
        wanted = any(need.is_met_by(person.capacities) for need in notice.needed)
        if str(notice.state) == "requested" and wanted and person.may(Role.APPROVER):
            title = notice.one.notice.title
            found.append(Yours(f"Decide on: {title}", "approval", notice.one.notice.id))
        if str(notice.state) == "signed-off" and person.may(Role.RELEASER):
            title = notice.one.notice.title
            found.append(Yours(f"Release: {title}", "approval", notice.one.notice.id))
        if str(notice.state) in ("refused", "superseded") and person.may(Role.DRAFTER):
            title = notice.one.notice.title
            found.append(Yours(f"Mend: {title}", "notice", notice.one.notice.id))
    return found


def _told(recent: Recent) -> list[Told]:
    """Say what happened last; what one person did in a row is one line."""
    told = []
    for (who, action), group in groupby(recent.entries, key=lambda e: (e.actor_name, e.action)):
        held = list(group)
        about = _about(held[0], recent.notices)
        more = f" and {len(held) - 1} more" if len(held) > 1 else ""
        why = f": {held[0].reason}" if action is Action.NOTICE_REFUSED else ""
        words = f"{who or 'Disclosure'} {SAID.get(action, str(action))} {about}{more}".rstrip()
        ends = "" if why.endswith((".", "?", "!")) else "."
        told.append(
            Told(f"{words}{why}{ends}", held[0].at, moment(held[0].at, current_incident().zone))
        )
    return told


def _about(entry: Entry, notices: Mapping[str, str]) -> str:
    """Name what an entry is about, as people call it."""
    catalogue = desk().library.catalogue
    vocabulary = catalogue.vocabulary
    key = entry.subject.rpartition(":")[2]
    if entry.subject in notices:
        return f"the {catalogue.notice(notices[entry.subject]).title.lower()}"
    if entry.action is Action.JUDGEMENT_MADE and key in vocabulary.judgements:
        return f"“{vocabulary.judgements[key].asks}”"
    if entry.subject in vocabulary.facts:
        return f"“{vocabulary.facts[entry.subject].label}”"
    record = vocabulary.records.get(entry.subject.partition(":")[0])
    if record is not None:
        return f"an entry of “{record.label}”"
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
    try:
        desk().incidents.rename(current_person(), incident_id, form.title.data or "")
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
        return _team(incident_id, title=form), 422
    say("The title is changed. The earlier one stays on the record.")
    return redirect(url_for("incidents.team", incident_id=incident_id))

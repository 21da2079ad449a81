"""What is due: over all incidents, in one, and each deadline with its owner and its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from wtforms import SelectField, TextAreaField

from disclosure.outputs.calendar_file import MEDIA_TYPE
from disclosure.outputs.timeline import rows
from disclosure.outputs.timeline_svg import draw
from disclosure.problems import InvalidInputError
from disclosure.services.deadline_pages import Whose
from disclosure.services.deadlines import WORKERS
from disclosure.services.people import is_local
from disclosure.signoff.people import Role
from disclosure.web.current import current_person, desk
from disclosure.web.forms import ActionForm, SelectChoice, cleaned, show_problems
from disclosure.web.guard import Scope, access
from disclosure.web.messages import say
from disclosure.web.sent import number_of
from disclosure.web.shown_clocks import ShownClock, shown_clock, shown_clocks, shown_deadline

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from disclosure.services.deadline_pages import Line, OfIncident

deadlines = Blueprint("deadlines", __name__)
LAST_PAGE = 10_000
WHOSE = {
    Whose.ALL: "All",
    Whose.MINE: "Mine",
    Whose.NOBODYS: "Without an owner",
}
STARTS = {
    "incident.occurred_at": "when it occurred",
    "incident.first_signal_at": "the first signal",
    "incident.detected_at": "when it was detected",
    "opened": "when this incident was opened",
}


class OwnerForm(ActionForm):
    """Who sees to a deadline."""

    owner = SelectField("Give to", choices=[], validate_choice=False)


class LateForm(ActionForm):
    """Why a stage is late."""

    reason = TextAreaField("Reason for the delay", filters=[cleaned])


@deadlines.get("/deadlines")
@access(Scope.OWN)
def wall() -> ResponseReturnValue:
    """Show what is due in every incident one may see."""
    asked = request.args.get("whose", "")
    whose = Whose(asked) if asked in set(Whose) else Whose.ALL
    number = number_of(request.args.get("page"))
    page = number if 0 < number <= LAST_PAGE else 1
    found = desk().deadlines.wall(current_person(), whose=whose, page=page)
    return render_template(
        "deadlines/wall.html",
        clocks=shown_clocks(found),
        to_judge=[shown_clock(row, found.now) for row in found.to_judge],
        wall=found,
        choices=WHOSE,
        here="deadlines",
    )


@deadlines.get("/incidents/<uuid:incident_id>/deadlines")
@access(Scope.INCIDENT)
def of_incident(incident_id: UUID) -> ResponseReturnValue:
    """Show every deadline of an incident, and the picture of its first hours."""
    person = current_person()
    shown = desk().deadlines.of_incident(person, incident_id)
    begins = request.args.get("from", "")
    if begins in shown.starts:
        shown = desk().deadlines.of_incident(person, incident_id, starts_at=shown.starts[begins])
    return render_template(
        "deadlines/of_incident.html",
        groups=_groups(shown),
        to_judge=[shown_clock(row, shown.now) for row in shown.to_judge],
        mail_is_off=desk().settings.mail is None,
        drawing=draw(shown.timeline),
        line=shown.timeline,
        rows=rows(shown.timeline),
        starts=[(key, STARTS[key]) for key in shown.starts],
        begins=begins,
        subnav_here="deadlines",
    )


def _groups(shown: OfIncident) -> list[tuple[str, str, list[ShownClock]]]:
    """Put the deadlines under headings: what is open, what waits, what is done."""
    headed: tuple[tuple[str, str, Callable[[Line], bool]], ...] = (
        ("Open", "", lambda li: li.is_listed),
        (
            "If the duty applies",
            "Whether these duties apply is still open. The law gives them no hours or days.",
            lambda li: li.is_open and not li.is_listed,
        ),
        (
            "Waiting for their start",
            "They begin with a fact, a judgement or a notice that is not there yet.",
            lambda li: str(li.state) == "waiting" and not li.is_judgement,
        ),
        ("Met", "", lambda li: str(li.state) in ("met", "met-late")),
    )
    return [
        (title, note, [shown_clock(line.listed, shown.now) for line in shown.lines if fits(line)])
        for title, note, fits in headed
    ]


@deadlines.get("/incidents/<uuid:incident_id>/deadline/<path:deadline>")
@access(Scope.INCIDENT)
def show(incident_id: UUID, deadline: str) -> ResponseReturnValue:
    """Show one deadline: how it is counted, who sees to it, why it is late."""
    found = desk().deadlines.of_incident(current_person(), incident_id)
    line = found.line(deadline)
    if line.is_judgement:
        key = line.clock.deadline.partition(":")[2]
        return redirect(url_for("duties.judgement", incident_id=incident_id, key=key))
    return _page(found, line, LateForm())


@deadlines.post("/incidents/<uuid:incident_id>/deadline-take/<path:deadline>")
@access(Scope.INCIDENT, *WORKERS)
def take(incident_id: UUID, deadline: str) -> ResponseReturnValue:
    """See to a deadline oneself, with one button."""
    desk().deadlines.take(current_person(), incident_id, deadline, request.form.get("seen", ""))
    say("It is yours now. Reminders of it go to you.")
    back = request.form.get("back", "")
    onward = url_for("deadlines.show", incident_id=incident_id, deadline=deadline)
    return redirect(back if is_local(back) else onward)


@deadlines.post("/incidents/<uuid:incident_id>/deadline-owner/<path:deadline>")
@access(Scope.INCIDENT, *WORKERS)
def assign(incident_id: UUID, deadline: str) -> ResponseReturnValue:
    """Let somebody on the team see to a deadline, or nobody."""
    found = desk().deadlines.of_incident(current_person(), incident_id)
    line = found.line(deadline)
    form = _owner_form(found, line)
    chosen = {"": "Nobody", **{str(member.id): member.name for member in found.team}}
    if form.owner.data not in chosen:
        form.owner.errors = ["Choose somebody from the list, or nobody."]
        return _page(found, line, LateForm(formdata=None), owner_form=form), 422
    owner_id = UUID(form.owner.data) if form.owner.data else None
    desk().deadlines.assign_owner(current_person(), incident_id, deadline, owner_id)
    say(f"{chosen[form.owner.data]} sees to this deadline." if owner_id else "Nobody owns it now.")
    return redirect(url_for("deadlines.show", incident_id=incident_id, deadline=deadline))


@deadlines.post("/incidents/<uuid:incident_id>/late-reason/<path:deadline>")
@access(Scope.INCIDENT, Role.RECORDER, Role.DRAFTER)
def explain(incident_id: UUID, deadline: str) -> ResponseReturnValue:
    """Record why a stage is late."""
    form = LateForm(request.form)
    try:
        desk().deadlines.give_late_reason(
            current_person(), incident_id, deadline, form.reason.data or ""
        )
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
        found = desk().deadlines.of_incident(current_person(), incident_id)
        return _page(found, found.line(deadline), form), 422
    say("The reason is recorded. The notice says it from now on.")
    return redirect(url_for("deadlines.show", incident_id=incident_id, deadline=deadline))


@deadlines.get("/incidents/<uuid:incident_id>/calendar", defaults={"deadline": ""})
@deadlines.get("/incidents/<uuid:incident_id>/calendar/<path:deadline>")
@access(Scope.INCIDENT)
def calendar(incident_id: UUID, deadline: str) -> ResponseReturnValue:
    """Give one deadline, or all that are open, as a file for a calendar."""
    body = desk().deadlines.calendar(current_person(), incident_id, deadline)
    name = "deadline.ics" if deadline else "deadlines.ics"
    return Response(
        body,
        content_type=MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _owner_form(found: OfIncident, line: Line) -> OwnerForm:
    form = OwnerForm(request.form if request.method == "POST" else None)
    form.owner.choices = [
        SelectChoice("", "Nobody"),
        *(SelectChoice(str(member.id), member.name) for member in found.team),
    ]
    if request.method != "POST":
        form.owner.data = str(line.listed.owner_id or "")
    return form


def _page(
    found: OfIncident, line: Line, form: LateForm, owner_form: OwnerForm | None = None
) -> str:
    return render_template(
        "deadlines/show.html",
        shown=shown_deadline(line, found.now, current_person()),
        form=owner_form or form,
        late=form,
        owner=owner_form or _owner_form(found, line),
        may_explain=current_person().may(Role.RECORDER, Role.DRAFTER),
        may_work=current_person().may(*WORKERS),
        explainers=[each.name for each in found.team if each.may(Role.RECORDER, Role.DRAFTER)],
        subnav_here="deadlines",
    )

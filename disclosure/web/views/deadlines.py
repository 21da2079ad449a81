"""What is due: over all incidents, in one, and each deadline with its owner and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from wtforms import FileField, SelectField, StringField, TextAreaField

from disclosure.outputs.calendar_file import MEDIA_TYPE
from disclosure.outputs.timeline import rows
from disclosure.outputs.timeline_svg import draw
from disclosure.problems import InvalidInputError
from disclosure.services.deadline_done import Done
from disclosure.services.deadline_pages import Whose
from disclosure.services.deadlines import WORKERS
from disclosure.services.people import is_local
from disclosure.services.submissions import MAY_RECORD
from disclosure.signoff.people import Role
from disclosure.web.current import current_incident, current_person, desk
from disclosure.web.forms import (
    ActionForm,
    OnceForm,
    SelectChoice,
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
from disclosure.web.sent import number_of
from disclosure.web.shown_clocks import (
    ShownClock,
    in_groups,
    shown_clock,
    shown_clocks,
    shown_deadline,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from disclosure.services.deadline_pages import Line, OfIncident

deadlines = Blueprint("deadlines", __name__)
LAST_PAGE = 10_000
CHOOSE_AGAIN = "A browser does not keep a file that was chosen. Choose it again."
WHOSE = {
    Whose.ALL: "All",
    Whose.MINE: "Mine",
    Whose.NOBODYS: "Nobody’s yet",
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


class DoneForm(OnceForm):
    """What was done for a stage without a notice, by whom, and where it is found."""

    by = text_field("Who did it")
    at = StringField("Date")
    at_time = StringField("Time")
    kept = text_field("Where it is kept, or its reference")
    late_reason = TextAreaField("Why it was late", filters=[cleaned])
    receipt = FileField("Receipt")


@dataclass(frozen=True, slots=True)
class Fold:
    """Deadlines nobody has to do anything about now; `names` says what they are."""

    title: str
    note: str
    names: tuple[str, ...]
    clocks: tuple[ShownClock, ...]


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
        groups=in_groups(
            shown_clocks(found), [shown_clock(row, found.now) for row in found.to_judge]
        ),
        incidents={row.incident_id: row for row in (*found.rows, *found.to_judge)},
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
        groups=in_groups(
            [shown_clock(row, shown.now) for row in shown.rows],
            [shown_clock(row, shown.now) for row in shown.to_judge],
        ),
        has_open=bool(shown.rows),
        folds=_folds(shown),
        mail_is_off=desk().settings.mail is None,
        drawing=draw(shown.timeline),
        line=shown.timeline,
        rows=rows(shown.timeline),
        starts=[(key, STARTS[key]) for key in shown.starts],
        begins=begins,
        subnav_here="deadlines",
    )


def _folds(shown: OfIncident) -> list[Fold]:
    """Fold away what may run, what waits and what is done, and name what is in each."""
    headed: tuple[tuple[str, str, Callable[[Line], bool]], ...] = (
        (
            "Would run if it applies",
            "Whether these duties apply is still open. The law gives them no hours or days.",
            lambda li: li.is_open and not li.is_listed,
        ),
        (
            "Waiting for its start",
            "They begin with a fact, a judgement or a notice that is not there yet.",
            lambda li: str(li.state) == "waiting" and not li.is_judgement,
        ),
        ("Done", "", lambda li: str(li.state) in ("met", "met-late")),
    )
    made = []
    for title, note, fits in headed:
        lines = [line for line in shown.lines if fits(line)]
        names = (li.duty.obligation.title if li.duty else li.clock.title for li in lines)
        clocks = tuple(shown_clock(line.listed, shown.now) for line in lines)
        made.append(Fold(title, note, tuple(dict.fromkeys(names)), clocks))
    return [fold for fold in made if fold.clocks]


@deadlines.get("/incidents/<uuid:incident_id>/deadline/<path:deadline>")
@access(Scope.INCIDENT)
def show(incident_id: UUID, deadline: str) -> ResponseReturnValue:
    """Show one deadline: how it is counted, who sees to it, why it is late."""
    found = desk().deadlines.of_incident(current_person(), incident_id)
    line = found.line(deadline)
    if line.is_judgement or line.is_review:
        key = line.clock.deadline.partition(":")[2]
        return redirect(url_for("duties.judgement", incident_id=incident_id, key=key))
    return _page(found, line)


@deadlines.post("/incidents/<uuid:incident_id>/deadline-take/<path:deadline>")
@access(Scope.INCIDENT, *WORKERS)
def take(incident_id: UUID, deadline: str) -> ResponseReturnValue:
    """See to a deadline oneself, with one button."""
    desk().deadlines.take(current_person(), incident_id, deadline, request.form.get("seen", ""))
    say("It is yours now. Reminders of it go to you.")
    back = request.form.get("back", "")
    onward = url_for("deadlines.show", incident_id=incident_id, deadline=deadline)
    return redirect(back if is_local(back) else onward)


@deadlines.get("/incidents/<uuid:incident_id>/deadline-owner/<path:deadline>")
@access(Scope.INCIDENT, *WORKERS)
def give(incident_id: UUID, deadline: str) -> ResponseReturnValue:
    """Ask who on the team does it."""
    found = desk().deadlines.of_incident(current_person(), incident_id)
    line = found.line(deadline)
    return _giving(line, _owner_form(found, line), request.args.get("back", ""))


@deadlines.post("/incidents/<uuid:incident_id>/deadline-owner/<path:deadline>")
@access(Scope.INCIDENT, *WORKERS)
def assign(incident_id: UUID, deadline: str) -> ResponseReturnValue:
    """Let somebody on the team see to a deadline, or nobody."""
    found = desk().deadlines.of_incident(current_person(), incident_id)
    line, back = found.line(deadline), request.form.get("back", "")
    form = _owner_form(found, line)
    chosen = {"": "Nobody", **{str(member.id): member.name for member in found.team}}
    if form.owner.data not in chosen:
        form.owner.errors = ["Choose somebody from the list, or nobody."]
        return _giving(line, form, back), 422
    owner_id = UUID(form.owner.data) if form.owner.data else None
    desk().deadlines.assign_owner(current_person(), incident_id, deadline, owner_id)
    say(f"{chosen[form.owner.data]} does this." if owner_id else "Nobody does this now.")
    onward = url_for("deadlines.show", incident_id=incident_id, deadline=deadline)
    return redirect(back if is_local(back) else onward)


def _giving(line: Line, form: OwnerForm, back: str) -> str:
    return render_template(
        "deadlines/give.html",
        form=form,
        title=line.clock.title,
        doer=line.listed.owner_name,
        deadline=line.clock.deadline,
        back=back if is_local(back) else "",
        subnav_here="deadlines",
    )


@deadlines.post("/incidents/<uuid:incident_id>/deadline-done/<path:deadline>")
@access(Scope.INCIDENT, *MAY_RECORD)
def record_done(incident_id: UUID, deadline: str) -> ResponseReturnValue:
    """Record that a stage without a notice was done."""
    form = DoneForm()
    done = Done(
        at=exact_moment(form.at, form.at_time, current_incident().zone),
        by=form.by.data or "",
        kept=form.kept.data or "",
        late_reason=form.late_reason.data or "",
        receipt=upload(form.receipt.name),
    )
    if not has_errors(form):
        try:
            desk().stages_done.record(
                current_person(), incident_id, deadline, done, once=once_of(form)
            )
        except InvalidInputError as refused:
            show_problems(form, refused.problems)
        else:
            say("It is recorded as done. The deadline is closed by it.")
            return redirect(url_for("deadlines.show", incident_id=incident_id, deadline=deadline))
    if done.receipt and not form.receipt.errors:
        refuse(form.receipt, CHOOSE_AGAIN)
    found = desk().deadlines.of_incident(current_person(), incident_id)
    return _page(found, found.line(deadline), done=form), 422


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
        return _page(found, found.line(deadline), late=form), 422
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
    is_chosen = request.method == "POST" and "owner" in request.form
    form = OwnerForm(request.form if is_chosen else None)
    form.owner.choices = [
        SelectChoice("", "Nobody"),
        *(SelectChoice(str(member.id), member.name) for member in found.team),
    ]
    if not is_chosen:
        form.owner.data = str(line.listed.owner_id or "")
    return form


def _page(
    found: OfIncident, line: Line, *, late: LateForm | None = None, done: DoneForm | None = None
) -> str:
    """Show a deadline; a form that was refused stands where it was, with what was typed."""
    person, deadline = current_person(), line.clock.deadline
    names = desk().library.assessments.names(found.incident.law_day(found.now))
    shown = shown_deadline(line, found.now, person, names)
    has_notice = desk().stages_done.has_notice(deadline)
    is_done_here = shown.is_stage and not has_notice
    may_record = is_done_here and not shown.is_met and person.may(*MAY_RECORD)
    form = late or LateForm(formdata=None)
    return render_template(
        "deadlines/show.html",
        shown=shown,
        refused=done or form,
        form=done or form,
        late=form,
        done=(done or DoneForm(formdata=None)) if may_record else None,
        given=desk().stages_done.of(person, found.incident.id, deadline) if is_done_here else (),
        has_notice=has_notice,
        owner=_owner_form(found, line),
        may_explain=person.may(Role.RECORDER, Role.DRAFTER),
        may_work=person.may(*WORKERS),
        may_draft=person.may(Role.DRAFTER),
        drafters=[each.name for each in found.team if each.may(Role.DRAFTER)],
        explainers=[each.name for each in found.team if each.may(Role.RECORDER, Role.DRAFTER)],
        subnav_here="deadlines",
    )

"""What to find out first, and a sandbox: what would follow if something were otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from disclosure.law.index import names_of
from disclosure.problems import NotFoundError
from disclosure.web.current import current_incident, current_person, desk
from disclosure.web.guard import Scope, access
from disclosure.web.shown_unknowns import shown_unknowns, where
from disclosure.web.shown_what_if import shown_changes, unchanged
from disclosure.web.supposed import ADD, OF_DUTY, supposed

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from disclosure.services.law_unknowns import UnknownsView

unknowns = Blueprint("unknowns", __name__)
FIRST = 10
"""So many are shown at once; the others are folded away."""


@unknowns.get("/incidents/<uuid:incident_id>/unknowns")
@access(Scope.INCIDENT)
def index(incident_id: UUID) -> ResponseReturnValue:
    """Show what is not known, what hangs on it, and where to answer it."""
    view = desk().unknowns.view(current_person(), incident_id)
    shown = shown_unknowns(desk().unknowns, view, current_incident(), current_person())
    return render_template(
        "unknowns/index.html",
        first=shown.decides[:FIRST],
        more=shown.decides[FIRST:],
        rest=shown.rest,
        subnav_here="duties",
    )


@unknowns.get("/incidents/<uuid:incident_id>/what-if")
@access(Scope.INCIDENT)
def what_if(incident_id: UUID) -> ResponseReturnValue:
    """Show which duties would stand differently with other answers; nothing is recorded."""
    view = desk().unknowns.view(current_person(), incident_id)
    sandbox = supposed(desk().unknowns, view, [*request.args.getlist(ADD), *_of_duty(view)])
    found = desk().unknowns.what_if(view, sandbox.answers)
    page = render_template(
        "unknowns/what_if.html",
        form=sandbox.form,
        sandbox=sandbox,
        changes=shown_changes(found, view),
        unchanged=unchanged(found),
        where=lambda asked: where(asked, current_incident()),
        subnav_here="duties",
    )
    return page, 422 if sandbox.form.errors else 200


def _of_duty(view: UnknownsView) -> tuple[str, ...]:
    """Give what the duty in the address hangs on: what is open, or else everything it asks.

    Raises:
        NotFoundError: There is no such duty in force.
    """
    wanted = request.args.get(OF_DUTY, "")
    if not wanted:
        return ()
    for duty in view.ranking.duties:
        if duty.obligation.id == wanted:
            return duty.waits_for or names_of(duty.obligation)
    message = f"There is no duty '{wanted}' in force."
    raise NotFoundError(message)

"""What each audience has been told: facts down, audiences across."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, render_template, request

from disclosure.services.registers import TAKERS
from disclosure.web.current import current_person, desk
from disclosure.web.guard import Scope, access
from disclosure.web.shown_said import WORDS, columns, sections

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

said = Blueprint("said", __name__)
OVERTAKEN = "overtaken"


@said.get("/incidents/<uuid:incident_id>/said")
@access(Scope.INCIDENT)
def show(incident_id: UUID) -> ResponseReturnValue:
    """Show what everybody was told, or one audience, or only what no longer holds."""
    person = current_person()
    whole = desk().said.table(person, incident_id)
    asked = request.args.get("reader", "")
    reader = asked if asked in {each.key for each in whole.readers} else ""
    only_overtaken = request.args.get("only") == OVERTAKEN
    table = whole.narrowed(reader, only_overtaken=only_overtaken)
    return render_template(
        "said/show.html",
        whole=whole,
        table=table,
        sections=sections(table),
        columns=columns(table),
        reader=reader,
        only_overtaken=only_overtaken,
        may_take=person.may(*TAKERS),
        words=WORDS,
        subnav_here="said",
    )

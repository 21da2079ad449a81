"""What is due next, in which incident, and who sees to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from disclosure.web.current import current_person, desk
from disclosure.web.guard import Scope, access
from disclosure.web.shown_clocks import shown_clock, shown_clocks

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

home = Blueprint("home", __name__)
SHOWN = 12


@home.get("/")
@access(Scope.OWN)
def show() -> ResponseReturnValue:
    """Show the soonest deadlines and every incident one may see."""
    person = current_person()
    wall = desk().deadlines.wall(person)
    return render_template(
        "home/show.html",
        here="home",
        clocks=shown_clocks(wall)[:SHOWN],
        to_judge=[shown_clock(row, wall.now) for row in wall.to_judge],
        more=max(0, wall.total - SHOWN),
        incidents=desk().incidents.list(person),
    )

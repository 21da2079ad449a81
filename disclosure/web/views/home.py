"""What waits for whoever looks, which incidents there are, and what is due next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from disclosure.signoff.people import Role
from disclosure.web.current import current_person, desk
from disclosure.web.guard import Scope, access
from disclosure.web.shown_clocks import in_groups, shown_clock, shown_clocks
from disclosure.web.shown_waiting import shown_waiting

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

home = Blueprint("home", __name__)
SHOWN = 12


@home.get("/")
@access(Scope.OWN)
def show() -> ResponseReturnValue:
    """Show what waits for this person, every incident they may see, the soonest deadlines."""
    person = current_person()
    wall = desk().deadlines.wall(person)
    to_judge = [shown_clock(row, wall.now) for row in wall.to_judge]
    return render_template(
        "home/show.html",
        here="home",
        waiting=shown_waiting(desk().waiting.everywhere(person, wall)),
        reminders_off=desk().settings.mail is None and person.may(Role.OWNER),
        groups=in_groups(shown_clocks(wall)[:SHOWN], to_judge),
        more=max(0, wall.total - SHOWN),
        incidents=desk().incidents.list(person),
    )

"""Settings: one's own account, and how this installation is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

import disclosure
from disclosure.law.confidence import Confidence
from disclosure.services.newcomers import NO_ROLE
from disclosure.signoff.people import Role
from disclosure.web.current import current_person, desk
from disclosure.web.guard import Scope, access
from disclosure.web.views.joining import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from flask.typing import ResponseReturnValue

    from disclosure.law.obligations import Obligation

settings = Blueprint("settings", __name__)


@settings.get("/settings")
@access(Scope.OWN)
def show() -> ResponseReturnValue:
    """Show one's own account, and the installation."""
    person = current_person()
    is_owner = Role.OWNER in person.roles
    return render_template(
        "settings/show.html",
        may=in_words(person.roles) or [("Reader", NO_ROLE)],
        capacities=[each.title for each in sorted(person.capacities)],
        owners=desk().people.owners(),
        is_owner=is_owner,
        organisations=desk().organisations.gaps() if is_owner else (),
        mail=desk().settings.mail,
        reminders=desk().reminders.waiting(),
        pdf_is_off=desk().pdf_is_off,
        law=_law(),
        product=disclosure.__version__,
        here="settings",
    )


def _law() -> dict[str, object]:
    """Say how old the law library is, and whether a lawyer has read it."""
    law = desk().library.catalogue.law
    regimes = sorted(law.regimes.values(), key=lambda regime: regime.title)
    today = desk().now().date()
    binding = [obligation for obligation in law.obligations if not obligation.is_watched]
    marks = [mark for obligation in binding for mark in _marks(obligation)]
    return {
        "regimes": [
            (r.title, r.reviewed_by, _day(r.checked_on), _day(r.review_by), r.review_by <= today)
            for r in regimes
        ],
        "obligations": len({obligation.id for obligation in binding}),
        "rows": len(marks),
        "read": sum(mark is Confidence.VERIFIED for mark in marks),
        "oldest": _day(min((r.checked_on for r in regimes), default=today)),
        "unreviewed": sum(not regime.reviewed_by for regime in regimes),
        "not_covered": _sentences(law.not_covered),
    }


def _marks(obligation: Obligation) -> list[Confidence]:
    """Give how sure each row of an obligation is: its conditions, limits and contents."""
    conditions = (*obligation.applies_when, *obligation.unless)
    rows = [row for each in conditions for row in getattr(each, "rows", (each,))]
    limits = [limit for stage in obligation.stages for limit in stage.limits]
    return [row.confidence for row in (*rows, *limits, *obligation.contents)]


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _sentences(texts: Iterable[str]) -> list[str]:
    return [str(text) for text in texts]

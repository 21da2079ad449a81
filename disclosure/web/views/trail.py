"""The trail of an incident, and the incident as it was known at an instant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import Blueprint, render_template, request, send_file, url_for

from disclosure.facts.civil import typed_day, zone_words
from disclosure.facts.instants import utc
from disclosure.problems import InvalidInputError, ValueRefusedError
from disclosure.services.bundles import MAY_EXPORT
from disclosure.services.deadline_pages import REVIEW
from disclosure.services.deadline_rows import PROMISE, STAGE
from disclosure.services.trail_pages import Asked, Kind
from disclosure.web.current import current_incident, current_person, desk
from disclosure.web.forms import (
    ActionForm,
    moment_of,
    refuse,
    show_problems,
    text_field,
)
from disclosure.web.guard import Scope, access
from disclosure.web.sent import NUL, number_of
from disclosure.web.shown_clocks import shown_clock
from disclosure.web.shown_duties import sections, shown_judgement
from disclosure.web.shown_notices import WORDS
from disclosure.web.shown_trail import (
    KINDS,
    as_known,
    days_of,
    in_full,
    known_link,
    shown_facts,
)

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from disclosure.services.known_at import KnownState
    from disclosure.services.trail_pages import TrailPage

trail = Blueprint("trail", __name__)
LONGEST_INSTANT = 40
NO_INSTANT = "There is no such instant."


class TrailForm(ActionForm):
    """What the trail is narrowed to."""

    day = text_field("Day")


class KnownForm(ActionForm):
    """The instant to look back at."""

    day = text_field("Date")
    time = text_field("Time")


# ---- The trail -------------------------------------------------------------------------------


@trail.get("/incidents/<uuid:incident_id>/trail")
@access(Scope.INCIDENT)
def show(incident_id: UUID) -> ResponseReturnValue:
    """Show who did what, when and why."""
    form = TrailForm(request.args)
    asked = _asked(form)
    page = desk().trails.page(current_person(), incident_id, asked)
    shown = render_template(
        "trail/show.html",
        form=form,
        asked=asked,
        page=page,
        days=days_of(page.lines, current_incident()),
        kinds=KINDS,
        links=_links(page, asked),
        may_export=current_person().may(*MAY_EXPORT),
        zone=zone_words(current_incident().zone),
        subnav_here="trail",
    )
    return (shown, 422) if form.day.errors else shown


def _asked(form: TrailForm) -> Asked:
    sent = request.args
    kind = sent.get("kind", "")
    wanted = Asked(
        who=_sent("who"),
        kind=Kind(kind) if kind in set(Kind) else None,
        about=_sent("about"),
        oldest_first=sent.get("order") == "oldest",
        after=max(0, number_of(sent.get("after"))),
        before=max(0, number_of(sent.get("before"))),
        check=sent.get("check") == "yes",
    )
    if not form.day.data:
        return wanted
    try:
        return replace(wanted, day=typed_day(form.day.data))
    except ValueRefusedError as refused:
        refuse(form.day, f"{refused.wrong} {refused.allowed}".strip())
        return wanted


@dataclass(frozen=True, slots=True)
class Links:
    """Where the page of the trail leads: around it, and to the same in another order."""

    previous: str
    next: str
    other_order: str
    check: str


def _links(page: TrailPage, asked: Asked) -> Links:
    first, last = (page.lines[0], page.lines[-1]) if page.lines else (None, None)
    order = "newest" if asked.oldest_first else "oldest"
    return Links(
        previous=_link(asked, before=first.entry.seq) if first and not page.is_first else "",
        next=_link(asked, after=last.entry.seq) if last and not page.is_last else "",
        other_order=_link(asked, order=order),
        check=_link(asked, check="yes"),
    )


def _link(asked: Asked, **more: object) -> str:
    kept = {
        "who": asked.who or None,
        "kind": str(asked.kind) if asked.kind else None,
        "about": asked.about or None,
        "day": _typed(asked.day) if asked.day else None,
        "order": "oldest" if asked.oldest_first else None,
    }
    said: dict[str, Any] = {**kept, **more}
    return url_for("trail.show", incident_id=current_incident().id, **said)


def _typed(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _sent(name: str) -> str:
    """Give what an address says, without what no database takes."""
    return request.args.get(name, "").replace(NUL, "")


@trail.post("/incidents/<uuid:incident_id>/trail/bundle")
@access(Scope.INCIDENT, *MAY_EXPORT)
def bundle(incident_id: UUID) -> ResponseReturnValue:
    """Hand out everything recorded about the incident, as a file that can be verified."""
    file, made = desk().bundles.export(current_person(), incident_id)
    return send_file(file, mimetype="application/zip", as_attachment=True, download_name=made.name)


# ---- As known at -----------------------------------------------------------------------------


@trail.get("/incidents/<uuid:incident_id>/known")
@access(Scope.INCIDENT)
def known(incident_id: UUID) -> ResponseReturnValue:
    """Show an incident as it was known at an instant; nothing can be changed there."""
    form = KnownForm(request.args)
    if "ask" in request.args:
        form.day.data = _typed(desk().now().astimezone(current_incident().zone))
        return _choose(form), 200
    at = _instant(form)
    if not form.day.errors:
        try:
            state = desk().known_at.state(current_person(), incident_id, at)
        except InvalidInputError as refused:
            show_problems(form, refused.problems)
        else:
            return _known(form, state)
    return _choose(form), 422


def _choose(form: KnownForm) -> str:
    zone = zone_words(current_incident().zone)
    return render_template("trail/choose.html", form=form, zone=zone, subnav_here="trail")


def _instant(form: KnownForm) -> datetime | None:
    """Give the instant in the address, or the one typed; a day alone is the end of that day."""
    zone, now = current_incident().zone, desk().now()
    written = request.args.get("at", "")
    if form.day.data or form.time.data:
        when = moment_of(form.day, form.time, zone)
        if when is None:
            return None
        begun = when.earliest <= now
        return min(when.latest, now) if begun else when.latest
    if not written:
        return None
    try:
        return utc(datetime.fromisoformat(written[:LONGEST_INSTANT]))
    except (ValueError, OverflowError):
        refuse(form.day, NO_INSTANT)
        return None


def _known(form: KnownForm, state: KnownState) -> str:
    zone, incident_id = state.incident.zone, state.incident.id
    around = desk().known_at.around(current_person(), incident_id, state.at)
    local = state.at.astimezone(zone)
    form.day.data, form.time.data = _typed(local), f"{local:%H:%M}"
    listed = [line for line in state.deadlines if line.clock.kind in (STAGE, PROMISE, REVIEW)]
    return render_template(
        "trail/known.html",
        form=form,
        state=state,
        # The layout names the incident: by the title it bore then.
        incident=state.incident,
        instant=in_full(state.at, zone),
        at=as_known(state.at),
        zone=zone_words(zone),
        around=around,
        earlier=known_link(incident_id, around.earlier) if around.earlier else "",
        later=known_link(incident_id, around.later) if around.later else "",
        pages=shown_facts(state.facts),
        clocks=[(shown_clock(line.listed, state.at), line.late_reason) for line in listed],
        judgements=[shown_judgement(line, zone) for line in state.duties.judgements],
        sections=sections(state.duties, desk().library.catalogue),
        assessment=state.duties.assessment,
        titles={n.id: n.title for n in desk().library.catalogue.every_notice},
        words=WORDS,
        subnav_here="trail",
    )

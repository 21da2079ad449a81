"""What is known: the list of question pages, and each page."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from flask import (
    Blueprint,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.datastructures import MultiDict

from disclosure.facts.civil import WHOLE_DAY, part_of_day, zone_words
from disclosure.facts.in_words import (
    CEILING_WORDS,
    CHANGE_WORDS,
    STANDING_WORDS,
    answer_in_words,
    fields_in_words,
)
from disclosure.facts.instants import When, clock, day, in_words
from disclosure.problems import InvalidInputError, NotFoundError
from disclosure.services.facts import AnswersConflictError, SentBeforeError
from disclosure.signoff.people import Role
from disclosure.web.chosen import choose_fact, handed_on
from disclosure.web.current import DESK, current_incident, current_person, desk
from disclosure.web.forms import content_of_form, let_send_again, once_of
from disclosure.web.guard import Scope, access
from disclosure.web.questions import (
    Questions,
    Sent,
    compile_questions,
    field_name,
    plain_fields,
)
from disclosure.web.recorded import say_recorded

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from flask.blueprints import BlueprintSetupState
    from flask.typing import ResponseReturnValue

    from disclosure.facts.versions import FactVersion
    from disclosure.services.fact_pages import PageView
    from disclosure.services.facts import Conflict
    from disclosure.web.questions import PageForm

facts = Blueprint("facts", __name__)
QUESTIONS = "disclosure-questions"
TYPING_DONE = "typing_done"
NOT_KEPT = ("csrf_token", "once", "still", "go")
LONGEST_TYPING = 200_000
SENT_BEFORE = (
    "This form was sent before, and what it said then is recorded. What you have changed in it"
    " since is not: look at it below, then send it again."
)


@facts.record_once
def _compile(state: BlueprintSetupState) -> None:
    """Compile the question pages when the application starts."""
    catalogue = state.app.extensions[DESK].library.catalogue
    state.app.extensions[QUESTIONS] = compile_questions(catalogue)


def questions() -> Questions:
    """Give the compiled question pages."""
    return cast("Questions", current_app.extensions[QUESTIONS])


def tell_typing_is_done(path: str) -> None:
    """Let the next page tell the browser to forget what it kept of a page."""
    session[TYPING_DONE] = path


@facts.before_request
def take_typing_done() -> None:
    """Take what the page before has left for the browser."""
    if request.method == "GET" and TYPING_DONE in session:
        g.typing_done = session.pop(TYPING_DONE)


def words() -> dict[str, object]:
    """Give what the templates of facts need to say things in words."""
    zone = current_incident().zone

    def at(moment: datetime) -> str:
        return in_words(moment, zone)

    def at_short(moment: datetime) -> str:
        local = moment.astimezone(zone)
        return f"{clock(local)} on {day(local)}"

    return {
        "at": at,
        "at_short": at_short,
        "only_day": lambda value: _is_only_a_day(value, zone),
        "answer": lambda question, version: answer_in_words(question, version, zone),
        "fields": lambda record, version: fields_in_words(record, version, zone),
        "standings": STANDING_WORDS,
        "ceilings": CEILING_WORDS,
        "changes": CHANGE_WORDS,
        "zone": zone_words(zone),
        "can_record": current_person().may(Role.RECORDER, Role.DRAFTER),
        "subnav_here": "facts",
    }


def _is_only_a_day(value: object, zone: ZoneInfo) -> bool:
    """Say whether no more is recorded of an instant than its day."""
    if not isinstance(value, When) or value.is_exact:
        return False
    first = value.earliest.astimezone(zone).date()
    return part_of_day(first, WHOLE_DAY, zone) == value


# ---- The list ----------------------------------------------------------------------------


@facts.get("/incidents/<uuid:incident_id>/facts")
@access(Scope.INCIDENT)
def index(incident_id: UUID) -> ResponseReturnValue:
    """Show the whole road, and how far each page is."""
    rows = desk().facts.task_list(current_person(), incident_id)
    return render_template("facts/index.html", rows=rows, **words())


@facts.get("/incidents/<uuid:incident_id>/facts/ask/<key>")
@access(Scope.INCIDENT)
def ask(incident_id: UUID, key: str) -> ResponseReturnValue:
    """Go to the question of a fact, on the page that asks it, with an answer ready to be saved."""
    for page in desk().library.catalogue.intake:
        if key in page.facts or key in page.records:
            there = url_for("facts.page", incident_id=incident_id, page_id=page.id)
            return redirect(f"{handed_on(there, key)}#{field_name(key)}")
    raise NotFoundError(key)


# ---- A page ------------------------------------------------------------------------------


@facts.get("/incidents/<uuid:incident_id>/facts/<page_id>")
@access(Scope.INCIDENT)
def page(incident_id: UUID, page_id: str) -> ResponseReturnValue:
    """Show a page, with what was being typed on it."""
    view = desk().facts.page(current_person(), incident_id, page_id)
    kept = desk().facts.typing(current_person(), incident_id, _typing_path(incident_id, page_id))
    form = questions().page_form(view, _brought_back(view, *kept) if kept else None)
    choose_fact(form, view)
    return _page(view, form, kept_at=kept[1] if kept else None)


def _typing_path(incident_id: UUID, page_id: str) -> str:
    return url_for("facts.keep_typing", incident_id=incident_id, page_id=page_id)


def _brought_back(view: PageView, fields: dict[str, object], at: datetime) -> Sent:
    """Give a form as it was being typed, upon the versions that stand now."""
    sent = as_sent(fields)
    blank = questions().page_form(view)
    for asked in view.facts:
        name = field_name(asked.question.key)
        current = asked.current
        left_alone = sent.get(f"{name}-answer") == "leave"
        if current and left_alone and current.recorded_at >= at:
            # It was not being changed, and somebody else has answered since.
            for key in [key for key in sent if key.startswith(f"{name}-")]:
                del sent[key]
            sent.update(MultiDict(plain_fields(blank.answer(asked.question.key))))
        sent[f"{name}-seen"] = str(asked.seen)
    return sent


def as_sent(fields: dict[str, object]) -> Sent:
    """Give kept fields as a browser would have sent them."""
    sent: Sent = MultiDict()
    for name, value in fields.items():
        for each in value if isinstance(value, list) else [value]:
            sent.add(str(name), str(each))
    return sent


def _page(
    view: PageView, form: PageForm, *, kept_at: datetime | None = None, status: int = 200
) -> ResponseReturnValue:
    pages = desk().library.catalogue.intake
    place = pages.index(view.page)
    shown = render_template(
        "facts/page.html",
        view=view,
        form=form,
        kept_at=kept_at,
        place=place + 1,
        places=len(pages),
        following=pages[place + 1] if place + 1 < len(pages) else None,
        name_of=field_name,
        labels={field_name(a.question.key): a.question.label for a in view.facts},
        typing_path=_typing_path(current_incident().id, view.page.id),
        **words(),
    )
    return shown, status


@facts.post("/incidents/<uuid:incident_id>/facts/<page_id>")
@access(Scope.INCIDENT, Role.RECORDER, Role.DRAFTER)
def save(incident_id: UUID, page_id: str) -> ResponseReturnValue:
    """Record the answers of a page: all of them, or none."""
    view = desk().facts.page(current_person(), incident_id, page_id)
    form = questions().page_form(view, request.form)
    still = request.form.get("still", "")
    answers = form.read(view, still=still)
    if form.errors:
        return _page(view, form, status=422)
    typing_path = _typing_path(incident_id, page_id)
    stays = bool(still) and form.has_typing(view, still)
    try:
        recorded = desk().facts.record(
            current_person(),
            incident_id,
            answers,
            path="" if stays else typing_path,
            once=once_of(form),
            content=content_of_form(),
        )
    except AnswersConflictError as error:
        return _answered_meanwhile(incident_id, page_id, error)
    except InvalidInputError as error:
        for problem in error.problems:
            form.refuse(problem.path, f"{problem.wrong} {problem.allowed}")
        return _page(view, form, status=422)
    say_recorded(recorded, anything_out=view.anything_out)
    if stays:
        _let_typing_stand(incident_id, page_id, still)
    else:
        tell_typing_is_done(typing_path)
    there = _next(incident_id, view)
    return redirect(f"{there}#{field_name(still)}" if still else there)


def _let_typing_stand(incident_id: UUID, page_id: str, still: str) -> None:
    """Keep what else was typed on a page of which one answer was found still true."""
    view = desk().facts.page(current_person(), incident_id, page_id)
    own = f"{field_name(still)}-"
    fields: dict[str, object] = {
        name: values if len(values) > 1 else values[0]
        for name, values in request.form.lists()
        if not (name.startswith(own) or name in NOT_KEPT)
    }
    fields.update(plain_fields(questions().page_form(view).answer(still)))
    desk().facts.keep_typing(
        current_person(), incident_id, _typing_path(incident_id, page_id), fields
    )


def _next(incident_id: UUID, view: PageView) -> str:
    """Give where to go after saving: the next page, the list, or this page again."""
    pages = desk().library.catalogue.intake
    place = pages.index(view.page) + 1
    go = "" if request.form.get("still") else request.form.get("go", "")
    if go == "next" and place < len(pages):
        return url_for("facts.page", incident_id=incident_id, page_id=pages[place].id)
    if go in ("next", "list"):
        return url_for("facts.index", incident_id=incident_id)
    return url_for("facts.page", incident_id=incident_id, page_id=view.page.id)


def _answered_meanwhile(
    incident_id: UUID, page_id: str, error: AnswersConflictError
) -> ResponseReturnValue:
    """Show both answers, with what was typed still in its place, and ask again."""
    view = desk().facts.page(current_person(), incident_id, page_id)
    form = questions().page_form(view, request.form)
    form.read(view)
    if isinstance(error, SentBeforeError):
        let_send_again(form, SENT_BEFORE)
    for conflict in error.conflicts:
        if conflict.theirs is not None:
            form.ask_again(conflict.theirs, meanwhile(conflict))
    return _page(view, form, status=409)


def meanwhile(conflict: Conflict) -> str:
    """Say who answered while something else was typed."""
    theirs = cast("FactVersion", conflict.theirs)
    at = clock(theirs.recorded_at.astimezone(current_incident().zone))
    if theirs.recorded_by == current_person().name:
        return (
            f"You recorded another answer at {at}, before you sent this. It stands above; what you"
            " typed since stands below and is not recorded yet. Say which is right."
        )
    return (
        f"{theirs.recorded_by} answered this at {at}, while you were typing. Nothing of yours is"
        " recorded yet. Their answer stands above, yours below: say which is right."
    )


# ---- Typing ------------------------------------------------------------------------------


@facts.post("/incidents/<uuid:incident_id>/facts/<page_id>/typing")
@access(Scope.INCIDENT, Role.RECORDER, Role.DRAFTER)
def keep_typing(incident_id: UUID, page_id: str) -> ResponseReturnValue:
    """Keep what is being typed on a page."""
    desk().library.catalogue.page(page_id)
    return kept_typing(incident_id)


def kept_typing(incident_id: UUID) -> ResponseReturnValue:
    """Keep what is being typed, under the address it was sent to."""
    fields = _typed() if len(request.get_data()) <= LONGEST_TYPING else None
    if fields is None:
        abort(400)
    at = desk().facts.keep_typing(current_person(), incident_id, request.path, fields)
    return {"at": at.isoformat()}


def _typed() -> dict[str, str | list[str]] | None:
    """Give the fields as our script sends them, each a text or a list of texts; or None."""
    try:
        body = request.get_json(silent=True)
    except RecursionError:  # lists within lists, thousands deep
        return None
    fields = body.get("fields") if isinstance(body, dict) else None
    if not isinstance(fields, dict):
        return None
    is_typing = all(_is_text(name) and _is_text(value) for name, value in fields.items())
    return fields if is_typing else None


def _is_text(value: object) -> bool:
    """Say whether a database keeps it: NUL and half a character cannot be kept."""
    if isinstance(value, list):
        return all(isinstance(each, str) and _is_text(each) for each in value)
    return isinstance(value, str) and "\x00" not in value and _is_whole(value)


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@facts.post("/incidents/<uuid:incident_id>/facts/<page_id>/typing/discard")
@access(Scope.INCIDENT, Role.RECORDER, Role.DRAFTER)
def discard_typing(incident_id: UUID, page_id: str) -> ResponseReturnValue:
    """Throw away what was being typed on a page."""
    desk().library.catalogue.page(page_id)
    path = _typing_path(incident_id, page_id)
    desk().facts.discard_typing(current_person(), incident_id, path)
    tell_typing_is_done(path)
    return redirect(url_for("facts.page", incident_id=incident_id, page_id=page_id))

"""The lists of what is known: services, ways to pay, data, steps, bodies told, and the others."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for

from disclosure.problems import InvalidInputError
from disclosure.services.facts import AnswersConflictError, SentBeforeError
from disclosure.signoff.people import Role
from disclosure.web.current import current_incident, current_person, desk
from disclosure.web.forms import content_of_form, let_send_again, once_of
from disclosure.web.guard import Scope, access
from disclosure.web.messages import say
from disclosure.web.questions import ask_again
from disclosure.web.questions_answers import Defaults
from disclosure.web.questions_entries import FIELD
from disclosure.web.questions_inputs import Reading
from disclosure.web.questions_tables import QUICK, TableForm, table_form
from disclosure.web.recorded import say_recorded
from disclosure.web.views.facts import (
    SENT_BEFORE,
    as_sent,
    kept_typing,
    meanwhile,
    questions,
    take_typing_done,
    tell_typing_is_done,
    words,
)

if TYPE_CHECKING:
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from disclosure.catalogue.intake import IntakePage
    from disclosure.facts.answers import NewVersion
    from disclosure.services.fact_pages import EntryView, RecordView
    from disclosure.web.questions_entries import EntryForm

entries = Blueprint("entries", __name__)
entries.before_request(take_typing_done)
NEW = "new"
ADDED_BEFORE = (
    "This form was sent before, and the entry it made then is recorded. To change that entry, open"
    " it from the list. To record what stands below as one more, send it again."
)


def _page_of(record: str) -> IntakePage:
    """Give the question page that asks for a record."""
    return next(p for p in desk().library.catalogue.intake if record in p.records)


# ---- The list ----------------------------------------------------------------------------


@entries.get("/incidents/<uuid:incident_id>/records/<record>")
@access(Scope.INCIDENT)
def index(incident_id: UUID, record: str) -> ResponseReturnValue:
    """Show the entries of a list."""
    view = desk().facts.entries(current_person(), incident_id, record)
    return _list(view, table_form(view) if record in QUICK else None)


def _list(view: RecordView, form: TableForm | None, status: int = 200) -> ResponseReturnValue:
    record = view.record.record
    page = _page_of(record)
    shown = render_template(
        "facts/entries.html",
        view=view,
        form=form,
        quick=QUICK.get(record, ""),
        page=page,
        meanings=page.item(record).meanings,
        following=_following(page, record),
        order_open=request.args.get("order") == "open",
        **words(),
    )
    return shown, status


def _following(page: IntakePage, record: str) -> tuple[str, str] | None:
    """Give the list that is asked next on the same page: its name and its label."""
    after = page.records[page.records.index(record) + 1 :]
    records = desk().library.catalogue.vocabulary.records
    return (after[0], records[after[0]].label) if after else None


@entries.post("/incidents/<uuid:incident_id>/records/<record>")
@access(Scope.INCIDENT, Role.RECORDER, Role.DRAFTER)
def update(incident_id: UUID, record: str) -> ResponseReturnValue:
    """Record what changed in the table, and what was checked and is still so."""
    view = desk().facts.entries(current_person(), incident_id, record)
    form = table_form(view, request.form)
    answers = form.read(view)
    if form.errors:
        return _list(view, form, 422)
    once, content = once_of(form), content_of_form()
    try:
        recorded = desk().facts.record(
            current_person(), incident_id, answers, once=once, content=content
        )
    except AnswersConflictError as error:
        return _changed_meanwhile(incident_id, record, error)
    say_recorded(recorded, anything_out=view.anything_out)
    return redirect(url_for("entries.index", incident_id=incident_id, record=record))


def _changed_meanwhile(
    incident_id: UUID, record: str, error: AnswersConflictError
) -> ResponseReturnValue:
    """Show the table as it stands beside what was chosen, and ask again."""
    view = desk().facts.entries(current_person(), incident_id, record)
    form = table_form(view, request.form)
    if isinstance(error, SentBeforeError):
        let_send_again(form, SENT_BEFORE)
    for conflict in error.conflicts:
        theirs = conflict.theirs
        row = form.row(theirs.key.partition(":")[2]) if theirs else None
        if theirs and row:
            field = view.record.fields[QUICK[record]]
            state = field.options.get(str(theirs.fields.get(field.key, "")), "")
            row["seen"].data = str(theirs.number)
            row["still"].data = False
            row["state"].errors = [f"{meanwhile(conflict)} Theirs: {state}."]
    return _list(view, form, 409)


@entries.post("/incidents/<uuid:incident_id>/records/<record>/<entry_id>/move")
@access(Scope.INCIDENT, Role.RECORDER, Role.DRAFTER)
def move(incident_id: UUID, record: str, entry_id: str) -> ResponseReturnValue:
    """Move an entry one place up or down."""
    up = request.form.get("way") == "up"
    desk().facts.move(current_person(), incident_id, record, entry_id, up=up)
    there = url_for("entries.index", incident_id=incident_id, record=record, order="open")
    return redirect(f"{there}#order")


# ---- One entry ---------------------------------------------------------------------------


@entries.get("/incidents/<uuid:incident_id>/records/<record>/new")
@access(Scope.INCIDENT)
def new(incident_id: UUID, record: str) -> ResponseReturnValue:
    """Ask for a new entry, with what was being typed."""
    return _show(desk().facts.entries(current_person(), incident_id, record), None)


@entries.get("/incidents/<uuid:incident_id>/records/<record>/<entry_id>")
@access(Scope.INCIDENT)
def edit(incident_id: UUID, record: str, entry_id: str) -> ResponseReturnValue:
    """Show an entry, with what was being typed."""
    view = desk().facts.entries(current_person(), incident_id, record)
    return _show(view, view.entry(entry_id))


def _typing_path(record: str, entry: EntryView | None) -> str:
    return url_for(
        "entries.keep_typing",
        incident_id=current_incident().id,
        record=record,
        entry_id=entry.id if entry else NEW,
    )


def _show(view: RecordView, entry: EntryView | None) -> ResponseReturnValue:
    path = _typing_path(view.record.record, entry)
    kept = desk().facts.typing(current_person(), current_incident().id, path)
    if kept is None:
        return _entry(view, entry, questions().entry_form(view, entry))
    fields, at = kept
    sent = as_sent(fields)
    sent["seen"] = str(entry.version.number) if entry else "0"
    return _entry(view, entry, questions().entry_form(view, entry, sent), kept_at=at)


def _entry(
    view: RecordView,
    entry: EntryView | None,
    form: EntryForm,
    *,
    kept_at: datetime | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    shown = render_template(
        "facts/entry.html",
        view=view,
        listed=entry,
        form=form,
        labels={f"{FIELD}{name}": each.label for name, each in view.record.fields.items()},
        kept_at=kept_at,
        page=_page_of(view.record.record),
        action=request.path,
        typing_path=_typing_path(view.record.record, entry),
        **words(),
    )
    return shown, status


@entries.post("/incidents/<uuid:incident_id>/records/<record>/new")
@access(Scope.INCIDENT, Role.RECORDER, Role.DRAFTER)
def add(incident_id: UUID, record: str) -> ResponseReturnValue:
    """Add an entry."""
    return _save(desk().facts.entries(current_person(), incident_id, record), None)


@entries.post("/incidents/<uuid:incident_id>/records/<record>/<entry_id>")
@access(Scope.INCIDENT, Role.RECORDER, Role.DRAFTER)
def save(incident_id: UUID, record: str, entry_id: str) -> ResponseReturnValue:
    """Record what became of an entry."""
    view = desk().facts.entries(current_person(), incident_id, record)
    return _save(view, view.entry(entry_id))


def _save(view: RecordView, entry: EntryView | None) -> ResponseReturnValue:
    form = questions().entry_form(view, entry, request.form)
    history = entry.history if entry else ()
    reading = Reading(view.at, view.zone)
    answer = form.read(view.record, history, reading, Defaults(view.at))
    if form.errors:
        return _entry(view, entry, form, status=422)
    if answer is None:
        say("Nothing was changed.")
        return redirect(_after(view, another=False))
    try:
        return _record(view, entry, form, answer)
    except AnswersConflictError as error:
        return _answered_meanwhile(view, entry, error)
    except InvalidInputError as error:
        for problem in error.problems:
            form.refuse(problem.path.rpartition(".")[2], f"{problem.wrong} {problem.allowed}")
        return _entry(view, entry, form, status=422)


def _record(
    view: RecordView, entry: EntryView | None, form: EntryForm, answer: NewVersion
) -> ResponseReturnValue:
    path = _typing_path(view.record.record, entry)
    recorded = desk().facts.record(
        current_person(),
        current_incident().id,
        [answer],
        path=path,
        once=once_of(form),
        content=content_of_form(),
    )
    tell_typing_is_done(path)
    say_recorded(recorded, anything_out=view.anything_out)
    return redirect(_after(view, another=request.form.get("go") == "another"))


def _after(view: RecordView, *, another: bool) -> str:
    incident_id, record = current_incident().id, view.record.record
    if another:
        return url_for("entries.new", incident_id=incident_id, record=record)
    there = url_for("facts.page", incident_id=incident_id, page_id=_page_of(record).id)
    return f"{there}#fact_{record}"


def _answered_meanwhile(
    view: RecordView, entry: EntryView | None, error: AnswersConflictError
) -> ResponseReturnValue:
    """Show both, with what was typed still in its place, and ask again."""
    fresh = desk().facts.entries(current_person(), current_incident().id, view.record.record)
    form = questions().entry_form(fresh, entry, request.form)
    if isinstance(error, SentBeforeError):
        let_send_again(form, SENT_BEFORE if entry else ADDED_BEFORE)
    for conflict in error.conflicts:
        if conflict.theirs is not None:
            ask_again(form, conflict.theirs, meanwhile(conflict))
    now = (fresh.entry_or_none(entry.id) or entry) if entry else None
    return _entry(fresh, now, form, status=409)


@entries.post("/incidents/<uuid:incident_id>/records/<record>/<entry_id>/typing")
@access(Scope.INCIDENT, Role.RECORDER, Role.DRAFTER)
def keep_typing(incident_id: UUID, record: str, entry_id: str) -> ResponseReturnValue:
    """Keep what is being typed about an entry."""
    _typed_about(incident_id, record, entry_id)
    return kept_typing(incident_id)


@entries.post("/incidents/<uuid:incident_id>/records/<record>/<entry_id>/typing/discard")
@access(Scope.INCIDENT, Role.RECORDER, Role.DRAFTER)
def discard_typing(incident_id: UUID, record: str, entry_id: str) -> ResponseReturnValue:
    """Throw away what was being typed about an entry."""
    entry = _typed_about(incident_id, record, entry_id)
    path = _typing_path(record, entry)
    desk().facts.discard_typing(current_person(), incident_id, path)
    tell_typing_is_done(path)
    if entry is None:
        return redirect(url_for("entries.new", incident_id=incident_id, record=record))
    return redirect(
        url_for("entries.edit", incident_id=incident_id, record=record, entry_id=entry.id)
    )


def _typed_about(incident_id: UUID, record: str, entry_id: str) -> EntryView | None:
    """Give the entry that is being typed; None for a new one.

    Raises:
        NotFoundError: There is no such list or entry.
    """
    view = desk().facts.entries(current_person(), incident_id, record)
    return None if entry_id == NEW else view.entry(entry_id)

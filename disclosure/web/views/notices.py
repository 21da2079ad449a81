"""Notices: the list, the draft with what lies beneath it, edits by hand, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from wtforms import TextAreaField

from disclosure.problems import InvalidInputError
from disclosure.services.notice_edits import Edit
from disclosure.services.notice_order import GROUPS, listed
from disclosure.services.notice_pages import SentencePage
from disclosure.services.notices import NOW
from disclosure.signoff.people import Role
from disclosure.web.current import current_incident, current_person, desk
from disclosure.web.forms import cleaned, has_errors, show_problems
from disclosure.web.guard import Scope, access
from disclosure.web.messages import NOTE, say
from disclosure.web.resting import RestingForm
from disclosure.web.sent import number_of
from disclosure.web.shown_notice_list import STANDS_WORDS, sought_of, starts_of
from disclosure.web.shown_notices import (
    WORDS,
    capital,
    is_part,
    kept_words,
    left_out_words,
    lower_first,
    sections,
)
from disclosure.web.views.facts import (
    as_sent,
    kept_typing,
    take_typing_done,
    tell_typing_is_done,
)
from disclosure.words.leaving import said_only

if TYPE_CHECKING:
    from datetime import datetime

    from flask.typing import ResponseReturnValue

notices = Blueprint("notices", __name__)
notices.before_request(take_typing_done)
notices.add_app_template_test(is_part, "part")
notices.add_app_template_filter(lower_first)
notices.add_app_template_filter(capital)
BASE = "/incidents/<uuid:incident_id>/notices"
LEAVE_OUT, SUGGEST = "leave-out", "suggest"
SEEN = "seen-"
"""What comes before the id of a notice in the name of a field with the digest that was shown."""


class SentenceForm(RestingForm):
    """One sentence, edited by hand."""

    text = TextAreaField("The words", filters=[cleaned])


# ---- Reading ---------------------------------------------------------------------------------


@notices.get(BASE)
@access(Scope.INCIDENT)
def index(incident_id: UUID) -> ResponseReturnValue:
    """List the notices: for whom, in which state, what is missing, who must still approve."""
    sought = sought_of(request.args)
    view, now = desk().notices.index(current_person(), incident_id, sought), desk().now()
    return _page(
        "index.html",
        index=view,
        listed=listed(view.lines, view.later),
        sought=sought,
        groups=[(group.key, group.title) for group in GROUPS],
        how_far=list(STANDS_WORDS.items()),
        now=now,
        starts=starts_of(view.lines, desk().library.catalogue, now),
    )


@notices.get(f"{BASE}/<name>")
@access(Scope.INCIDENT)
def show(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Show a draft: each sentence with the facts beneath it, gaps and findings beside it."""
    page = desk().notices.view(current_person(), incident_id, name)
    return _page(
        "show.html",
        page=page,
        one=page.one,
        sections=sections(said_only(page.draft) if page.one.is_out else page.draft, page.sentences),
        left_out=tuple(page.draft.gaps()) if page.one.is_out else (),
        only_gaps=request.args.get("only") == "gaps",
        tab="draft",
    )


@notices.get(f"{BASE}/<name>/text/<ref>")
@access(Scope.INCIDENT)
def text(incident_id: UUID, name: str, ref: str) -> ResponseReturnValue:
    """Show what a recipient reads, and nothing else."""
    page = desk().notices.text(current_person(), incident_id, name, ref)
    return _page("text.html", page=page, one=page.one, tab="text" if ref == NOW else "versions")


@notices.get(f"{BASE}/<name>/versions")
@access(Scope.INCIDENT)
def versions(incident_id: UUID, name: str) -> ResponseReturnValue:
    """List the frozen versions, and what happened to the notice."""
    page = desk().notices.versions(current_person(), incident_id, name)
    return _page("versions.html", page=page, one=page.one, tab="versions")


@notices.get(f"{BASE}/<name>/redline/<older>/<newer>")
@access(Scope.INCIDENT)
def redline(incident_id: UUID, name: str, older: str, newer: str) -> ResponseReturnValue:
    """Set two texts against each other."""
    page = desk().notices.redline(current_person(), incident_id, name, older=older, newer=newer)
    return _page("redline.html", page=page, one=page.one, tab="versions")


@notices.get(f"{BASE}/<name>/compare")
@access(Scope.INCIDENT)
def compare(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Go to the comparison that was chosen on the page of versions."""
    older, newer = request.args.get("older", NOW), request.args.get("newer", NOW)
    page = url_for("notices.redline", incident_id=incident_id, name=name, older=older, newer=newer)
    return redirect(page)


# ---- One sentence ----------------------------------------------------------------------------


@notices.get(f"{BASE}/<name>/sentences/<sentence_id>")
@access(Scope.INCIDENT, Role.DRAFTER)
def sentence(incident_id: UUID, name: str, sentence_id: str) -> ResponseReturnValue:
    """Show one sentence to be edited by hand."""
    return _shown(desk().notices.sentence(current_person(), incident_id, name, sentence_id))


@notices.post(f"{BASE}/<name>/sentences/<sentence_id>")
@access(Scope.INCIDENT, Role.DRAFTER)
def edit(incident_id: UUID, name: str, sentence_id: str) -> ResponseReturnValue:
    """Record the words of a person in place of the drafted ones, or leave the sentence out."""
    page = desk().notices.sentence(current_person(), incident_id, name, sentence_id)
    return _edited(page, incident_id, name)


@notices.get(f"{BASE}/<name>/sentences/<after>/after")
@access(Scope.INCIDENT, Role.DRAFTER)
def new_sentence(incident_id: UUID, name: str, after: str) -> ResponseReturnValue:
    """Ask for a sentence to be added after another."""
    return _shown(desk().notices.sentence(current_person(), incident_id, name, "", after=after))


@notices.post(f"{BASE}/<name>/sentences/<after>/after")
@access(Scope.INCIDENT, Role.DRAFTER)
def add_sentence(incident_id: UUID, name: str, after: str) -> ResponseReturnValue:
    """Record a sentence added by hand."""
    page = desk().notices.sentence(current_person(), incident_id, name, "", after=after)
    return _edited(page, incident_id, name)


@notices.post(f"{BASE}/<name>/sentences/<sentence_id>/give-back")
@access(Scope.INCIDENT, Role.DRAFTER)
def give_back(incident_id: UUID, name: str, sentence_id: str) -> ResponseReturnValue:
    """Take an edit back."""
    desk().notices.give_back(current_person(), incident_id, name, sentence_id)
    say("The drafted words stand again.")
    return _to_draft(incident_id, name, sentence_id)


@notices.post(f"{BASE}/<name>/sentences/<sentence_id>/keep")
@access(Scope.INCIDENT, Role.DRAFTER)
def keep(incident_id: UUID, name: str, sentence_id: str) -> ResponseReturnValue:
    """Say that words by hand still stand."""
    desk().notices.keep(current_person(), incident_id, name, sentence_id)
    say("The words written by hand stand, on what is known now.")
    return _to_draft(incident_id, name, sentence_id)


@notices.post(f"{BASE}/<name>/sentences/<sentence_id>/typing")
@notices.post(f"{BASE}/<name>/sentences/<after>/after/typing")
@access(Scope.INCIDENT, Role.DRAFTER)
def keep_typing(
    incident_id: UUID, name: str, sentence_id: str = "", after: str = ""
) -> ResponseReturnValue:
    """Keep what is being typed of a sentence."""
    desk().notices.sentence(current_person(), incident_id, name, sentence_id, after=after)
    return kept_typing(incident_id)


@notices.post(f"{BASE}/<name>/sentences/<sentence_id>/typing/discard")
@notices.post(f"{BASE}/<name>/sentences/<after>/after/typing/discard")
@access(Scope.INCIDENT, Role.DRAFTER)
def discard_typing(
    incident_id: UUID, name: str, sentence_id: str = "", after: str = ""
) -> ResponseReturnValue:
    """Throw away what was being typed of a sentence."""
    page = desk().notices.sentence(current_person(), incident_id, name, sentence_id, after=after)
    _forget_typing(page)
    return redirect(_address(page, "new_sentence" if page.after else "sentence"))


# ---- Versions --------------------------------------------------------------------------------


@notices.post(f"{BASE}/<name>/freeze")
@access(Scope.INCIDENT, Role.DRAFTER)
def freeze(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Keep the text as a version that can be approved."""
    seen = request.form.get("seen", "")
    number = desk().notices.freeze(current_person(), incident_id, name, seen=seen)
    say(f"Version {number} is frozen. Ask for its approval below.")
    return redirect(url_for("approvals.show", incident_id=incident_id, name=name))


@notices.post(f"{BASE}/freeze")
@access(Scope.INCIDENT, Role.DRAFTER)
def freeze_ready(incident_id: UUID) -> ResponseReturnValue:
    """Keep every text that is ready as a version, each as the list showed it."""
    fields = request.form.items()
    seen = {name.removeprefix(SEEN): text for name, text in fields if name.startswith(SEEN)}
    done = desk().notices.freeze_ready(current_person(), incident_id, seen)
    if done.kept:
        say(kept_words(done))
    if done.left_out:
        say(left_out_words(done), NOTE)
    elif not done.kept:
        say("There is nothing to freeze: no text waits for it now.", NOTE)
    return redirect(url_for("notices.index", incident_id=incident_id))


@notices.post(f"{BASE}/<name>/begin-again")
@access(Scope.INCIDENT, Role.DRAFTER)
def begin_again(incident_id: UUID, name: str) -> ResponseReturnValue:
    """Begin a notice again after it was released."""
    desk().notices.begin_again(current_person(), incident_id, name)
    say("A new text is begun, drafted from what is known now. The earlier one is under Versions.")
    return _to_draft(incident_id, name)


# ---- Steps -----------------------------------------------------------------------------------


def _page(template: str, **shown: object) -> str:
    return render_template(f"notices/{template}", subnav_here="notices", words=WORDS, **shown)


def _to_draft(incident_id: UUID, name: str, sentence_id: str = "") -> ResponseReturnValue:
    anchor = f"s-{sentence_id}" if sentence_id else None
    return redirect(url_for("notices.show", incident_id=incident_id, name=name, _anchor=anchor))


def _address(page: SentencePage, view: str) -> str:
    """Give the address of one of the views of a sentence, or of one that is added."""
    incident_id, name = current_incident().id, page.one.notice.id
    if page.sentence_id:
        return url_for(
            f"notices.{view}", incident_id=incident_id, name=name, sentence_id=page.sentence_id
        )
    return url_for(f"notices.{view}", incident_id=incident_id, name=name, after=page.after)


def _shown(page: SentencePage) -> str:
    """Show a sentence with what was being typed, upon the words that stand now."""
    kept = desk().facts.typing(
        current_person(), current_incident().id, _address(page, "keep_typing")
    )
    if kept is None:
        return _sentence(page, _filled(page))
    fields, at = kept
    form = SentenceForm(as_sent(fields))
    form.offer(page)
    form.upon(page)
    return _sentence(page, form, kept_at=at)


def _forget_typing(page: SentencePage) -> None:
    """Throw away what was being typed, here and in the browser."""
    path, here = _address(page, "keep_typing"), (current_person(), current_incident().id)
    if desk().facts.typing(*here, path) is not None:
        desk().facts.discard_typing(*here, path)
    tell_typing_is_done(path)


def _filled(page: SentencePage) -> SentenceForm:
    """Give the form of a sentence as it stands."""
    form = _form(page)
    form.text.data = page.text
    form.choose(page, page.rests_on)
    form.is_framing.data = page.edit is not None and not page.rests_on
    form.upon(page)
    return form


def _form(page: SentencePage) -> SentenceForm:
    form = SentenceForm(request.form if request.method == "POST" else None)
    form.offer(page)
    return form


def _sentence(page: SentencePage, form: SentenceForm, *, kept_at: datetime | None = None) -> str:
    return _page(
        "sentence.html",
        page=page,
        one=page.one,
        form=form,
        hints=dict.fromkeys(page.suggested, "Suggested from the words."),
        kept_at=kept_at,
        typing_path=_address(page, "keep_typing"),
        discard_path=_address(page, "discard_typing"),
        tab="draft",
    )


def _suggested(
    page: SentencePage, incident_id: UUID, name: str, *, ticks: bool
) -> tuple[SentencePage, SentenceForm]:
    """Give a sentence as sent, with the facts its words seem to rest on: offered, not accepted.

    Args:
        page: The page it was sent from.
        incident_id: The incident.
        name: The notice.
        ticks: Whether the offered facts are ticked, beside those the person chose.
    """
    form = _form(page)
    chosen = {*(form.rests_on.data or ()), *(form.others.data or ())}
    found = desk().notices.sentence(
        current_person(),
        incident_id,
        name,
        page.sentence_id,
        after="" if page.sentence_id else page.after,
        words=form.text.data or "",
    )
    if ticks or not (chosen or form.is_framing.data):
        chosen |= set(found.suggested)
    form = _form(found)
    form.choose(found, chosen)
    return found, form


def _edited(page: SentencePage, incident_id: UUID, name: str) -> ResponseReturnValue:
    what = request.form.get("what")
    if what == SUGGEST:
        return _sentence(*_suggested(page, incident_id, name, ticks=True))
    form, leaves_out = _form(page), what == LEAVE_OUT
    wanted = Edit(
        sentence_id=page.sentence_id,
        text=None if leaves_out else form.text.data or "",
        rests_on=() if leaves_out else (*(form.rests_on.data or ()), *(form.others.data or ())),
        is_framing=bool(form.is_framing.data) and not leaves_out,
        reason=form.reason.data or "",
        drafted=form.drafted.data or "",
        seen=number_of(form.seen.data),
        after=page.after,
    )
    try:
        desk().notices.override(current_person(), incident_id, name, wanted)
    except InvalidInputError as refused:
        page, form = _suggested(page, incident_id, name, ticks=False)
        show_problems(form, refused.problems)
    if has_errors(form):
        return _sentence(page, form), 422
    _forget_typing(page)
    say("The sentence is left out." if leaves_out else "Your words stand in the draft.")
    return _to_draft(incident_id, name, page.sentence_id or page.after)

"""Organisations: what some duty or text uses of each, a topic a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from wtforms import HiddenField

from disclosure.facts.instants import in_words
from disclosure.problems import InvalidInputError, NotFoundError
from disclosure.services.profile_checks import KINDS, ROLES_IN_WORDS, VENUES
from disclosure.signoff.people import Role
from disclosure.web.chosen import choose, chosen_answer, chosen_key
from disclosure.web.current import current_person, desk
from disclosure.web.forms import ActionForm, OnceForm, once_of, show_problems, text_field
from disclosure.web.guard import Scope, access
from disclosure.web.messages import NOTE, say
from disclosure.web.profile_fields import answer_in_words, at_field, field_for, field_name
from disclosure.web.sent import number_of

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from disclosure.services.organisations import Held
    from disclosure.services.profile_questions import Section

profile = Blueprint("profile", __name__, url_prefix="/settings/organisations")


class OrganisationForm(OnceForm):
    """What is needed to add an organisation: its name."""

    name = text_field("Name of the organisation")


class NameForm(ActionForm):
    """Another name for an organisation."""

    seen = HiddenField()
    name = text_field("Name of the organisation")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one topic of the profile is.

    Attributes:
        wanted: How many questions without an answer some duty waits for.
    """

    section: Section
    answered: int
    wanted: int

    @property
    def state(self) -> str:
        """Say how much of it is answered."""
        every = len(self.section.questions)
        if self.answered == every:
            return "Answered" if every == 1 else f"All {every} answered"
        return f"{self.answered or 'None'} of {every} answered"

    @property
    def kind(self) -> str:
        """Give how the state is marked."""
        if self.answered == len(self.section.questions):
            return "done"
        return "wait" if self.wanted else "quiet"


def _progress(section: Section, held: Held) -> Progress:
    said = held.organisation.profile
    open_ones = [asked for asked in section.questions if not said.get(asked.question.key)]
    answered = len(section.questions) - len(open_ones)
    return Progress(section, answered, sum(bool(asked.duties) for asked in open_ones))


@profile.route("/new", methods=["GET", "POST"])
@access(Scope.INSTALLATION, Role.OWNER)
def add() -> ResponseReturnValue:
    """Add an organisation by its name."""
    form = OrganisationForm(request.form if request.method == "POST" else None)
    if request.method == "GET":
        return render_template("profile/new.html", form=form, here="settings")
    try:
        made = desk().organisations.add(
            current_person(), form["name"].data or "", once=once_of(form)
        )
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
        return render_template("profile/new.html", form=form, here="settings"), 422
    say("The organisation is added. Answer what you know; the rest can wait.")
    return redirect(url_for("profile.show", organisation_id=made), 303)


@profile.get("/<uuid:organisation_id>")
@access(Scope.OWN)
def show(organisation_id: UUID) -> ResponseReturnValue:
    """Show the profile: to an owner the topics, to others everything as it stands."""
    held = desk().organisations.get(current_person(), organisation_id)
    sections = desk().organisations.sections()
    if Role.OWNER not in current_person().roles:
        return _as_it_stands(held, sections)
    asked = next((each for each in sections if chosen_key() in _keys(each)), None)
    if asked:
        there = url_for(
            "profile.topic",
            organisation_id=organisation_id,
            section_id=asked.id,
            asked=chosen_key(),
            answer=chosen_answer() or None,
            _anchor=field_name(chosen_key()),
        )
        return redirect(there, 303)
    topics = [_progress(section, held) for section in sections]
    return render_template(
        "profile/show.html",
        held=held,
        recorded=in_words(held.recorded_at),
        topics=topics,
        wanted=sum(topic.wanted for topic in topics),
        role_words=ROLES_IN_WORDS,
        here="settings",
    )


def _keys(section: Section) -> list[str]:
    return [asked.question.key for asked in section.questions]


def _as_it_stands(held: Held, sections: tuple[Section, ...]) -> str:
    closed = desk().organisations.closed_questions()
    return render_template(
        "profile/read.html",
        held=held,
        sections=sections,
        owners=desk().people.owners(),
        answer_of=lambda asked: answer_in_words(
            asked.question, held.organisation.profile.get(asked.question.key, "")
        ),
        own_answers=lambda entity: [
            (closed[key].label, answer_in_words(closed[key], answer))
            for key, answer in entity.profile.items()
            if key in closed
        ],
        role_words=ROLES_IN_WORDS,
        kinds=KINDS,
        venues=VENUES,
        recorded=in_words(held.recorded_at),
        here="settings",
    )


# ---- The name ------------------------------------------------------------------------------------


@profile.route("/<uuid:organisation_id>/name", methods=["GET", "POST"])
@access(Scope.INSTALLATION, Role.OWNER)
def rename(organisation_id: UUID) -> ResponseReturnValue:
    """Record another name."""
    held = desk().organisations.get(current_person(), organisation_id)
    if request.method == "GET":
        data = {"name": held.organisation.name, "seen": str(held.number)}
        return _name_page(NameForm(None, data=data), held)
    form = NameForm(request.form)
    try:
        desk().organisations.rename(
            current_person(),
            organisation_id,
            form["name"].data or "",
            seen=number_of(form.seen.data),
        )
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
        return _name_page(form, held), 422
    say("The name is saved as a new version of the profile. Texts already frozen keep the old one.")
    return redirect(url_for("profile.show", organisation_id=organisation_id), 303)


def _name_page(form: NameForm, held: Held) -> str:
    return render_template("profile/name.html", form=form, held=held, here="settings")


# ---- A topic -------------------------------------------------------------------------------------


@profile.route("/<uuid:organisation_id>/answers/<section_id>", methods=["GET", "POST"])
@access(Scope.INSTALLATION, Role.OWNER)
def topic(organisation_id: UUID, section_id: str) -> ResponseReturnValue:
    """Show the questions of one topic, and record their answers as a new version."""
    held = desk().organisations.get(current_person(), organisation_id)
    sections = desk().organisations.sections()
    place = next((n for n, each in enumerate(sections) if each.id == section_id), None)
    if place is None:
        raise NotFoundError("The profile has no such topic.")
    section, following = sections[place], next(iter(sections[place + 1 :]), None)
    if request.method == "GET":
        form = _form(section, data=_data(section, held))
        if (
            chosen_key() in _keys(section)
            and chosen_key() in desk().organisations.closed_questions()
        ):
            choose(form[field_name(chosen_key())])
        return _topic_page(form, held, place, sections)
    form = _form(section, formdata=request.form)
    answers = {key: form[field_name(key)].data or "" for key in _keys(section)}
    try:
        desk().organisations.record_answers(
            current_person(), organisation_id, answers, seen=number_of(form["seen"].data)
        )
    except InvalidInputError as refused:
        show_problems(form, [at_field(problem) for problem in refused.problems])
        return _topic_page(form, held, place, sections), 422
    say("Saved as a new version of the profile. Earlier ones are kept.")
    for words in desk().organisations.to_look_at({**held.organisation.profile, **answers}, answers):
        say(words, NOTE)
    if following and request.form.get("go") == "next":
        return redirect(url_for(".topic", organisation_id=held.id, section_id=following.id), 303)
    return redirect(url_for(".show", organisation_id=held.id), 303)


def _form(section: Section, **more: object) -> ActionForm:
    """Make the form of a topic from the questions of the catalogue."""
    fields: dict[str, object] = {
        field_name(asked.question.key): field_for(asked.question) for asked in section.questions
    }
    fields["seen"] = HiddenField()
    made: ActionForm = type("TopicForm", (ActionForm,), fields)(**more)
    return made


def _data(section: Section, held: Held) -> dict[str, str]:
    said = held.organisation.profile
    answers = {field_name(key): said.get(key, "") for key in _keys(section)}
    return {**answers, "seen": str(held.number)}


def _topic_page(form: ActionForm, held: Held, place: int, sections: tuple[Section, ...]) -> str:
    return render_template(
        "profile/topic.html",
        form=form,
        held=held,
        section=sections[place],
        place=place + 1,
        places=len(sections),
        following=next(iter(sections[place + 1 :]), None),
        field_of=lambda asked: form[field_name(asked.question.key)],
        here="settings",
    )

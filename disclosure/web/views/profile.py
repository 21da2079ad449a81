"""Organisations: the questions that some duty or text uses, and the legal entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)

from disclosure.facts.case import Entity, Security
from disclosure.facts.instants import in_words
from disclosure.facts.vocabulary import YES_NO
from disclosure.problems import InvalidInputError, Problem
from disclosure.services.profile_checks import KINDS, ROLES_IN_WORDS, VENUES
from disclosure.signoff.people import Role
from disclosure.web.chosen import choose, chosen_key
from disclosure.web.current import current_person, desk
from disclosure.web.forms import (
    ActionForm,
    OnceForm,
    SelectChoice,
    once_of,
    refuse,
    show_problems,
    text_field,
)
from disclosure.web.guard import Scope, access
from disclosure.web.messages import say
from disclosure.web.sent import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from disclosure.facts.vocabulary import Question
    from disclosure.services.organisations import Held
    from disclosure.services.profile_questions import Section

profile = Blueprint("profile", __name__, url_prefix="/settings/organisations")

NOT_ANSWERED = SelectChoice("", "Not answered")
EMPTY_ROWS = 2
MOST_SECURITIES = 20


class OrganisationForm(OnceForm):
    """What is needed to add an organisation: its name."""

    name = text_field("Name of the organisation")


class SecurityForm(Form):
    """A security of a legal entity; a row left empty is none."""

    kind = SelectField(
        "Kind",
        choices=[SelectChoice("", ""), *(SelectChoice(k, words) for k, words in KINDS.items())],
        validate_choice=False,
    )
    venue = SelectField(
        "Traded on",
        choices=[SelectChoice("", ""), *(SelectChoice(v, words) for v, words in VENUES.items())],
        validate_choice=False,
    )
    isin = text_field("ISIN")
    ticker = text_field("Ticker")


class EntityForm(ActionForm):
    """A legal entity."""

    seen = HiddenField()
    legal_name = text_field("Legal name")
    roles = SelectMultipleField(
        "What it is in an incident",
        choices=[SelectChoice(role, words) for role, words in ROLES_IN_WORDS.items()],
        validate_choice=False,
    )
    lei = text_field("Legal Entity Identifier (LEI)")
    securities = FieldList(FormField(SecurityForm), max_entries=MOST_SECURITIES)


def _field(question: Question) -> RadioField | StringField:
    if question.closed:
        answers = _answers(question).items()
        choices = [SelectChoice(key, _capital(words)) for key, words in answers]
        choices.append(NOT_ANSWERED)
        return RadioField(question.label, choices=choices, validate_choice=False)
    return text_field(question.label)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _form(sections: Iterable[Section], **more: object) -> ActionForm:
    """Make the form of the profile from the questions of the catalogue."""
    fields: dict[str, object] = {
        _name(asked.question.key): _field(asked.question)
        for section in sections
        for asked in section.questions
    }
    fields["organisation"] = text_field("Name of the organisation")
    fields["seen"] = HiddenField()
    made: ActionForm = type("ProfileForm", (ActionForm,), fields)(**more)
    return made


def _entity_form(formdata: object, data: Mapping[str, object] | None = None) -> EntityForm:
    """Make the form of a legal entity, with the questions it may answer for itself."""
    asked = desk().organisations.closed_questions()
    fields = {_name(key): _select(question) for key, question in asked.items()}
    made: EntityForm = type("OneEntityForm", (EntityForm,), fields)(formdata, data=data)
    return made


def _select(question: Question) -> SelectField:
    answers = [SelectChoice(key, _capital(words)) for key, words in _answers(question).items()]
    return SelectField(
        question.label, choices=[NOT_ANSWERED, *answers], validate_choice=False, default=""
    )


def _answers(question: Question) -> Mapping[str, str]:
    """Give the closed answers of a question in words."""
    return dict(question.options) or YES_NO


def _in_words(question: Question, answer: str) -> str:
    return _capital(_answers(question).get(answer, answer)) if question.closed else answer


def _name(key: str) -> str:
    """Give the field of a question; a dot in a name would end it for WTForms."""
    return f"answer-{key.replace('.', '-')}"


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
    """Show the profile: to an owner ready to be changed, to others as it stands."""
    held = desk().organisations.get(current_person(), organisation_id)
    sections = desk().organisations.sections()
    if Role.OWNER not in current_person().roles:
        return _as_it_stands(held, sections)
    data = {
        _name(asked.question.key): held.organisation.profile.get(asked.question.key, "")
        for section in sections
        for asked in section.questions
    }
    data |= {"organisation": held.organisation.name, "seen": str(held.number)}
    form = _form(sections, formdata=None, data=data)
    if chosen_key() in desk().organisations.closed_questions():
        choose(form[_name(chosen_key())])
    return _page(form, held, sections)


def _as_it_stands(held: Held, sections: tuple[Section, ...]) -> str:
    closed = desk().organisations.closed_questions()
    return render_template(
        "profile/read.html",
        held=held,
        sections=sections,
        owners=desk().people.owners(),
        answer_of=lambda asked: _in_words(
            asked.question, held.organisation.profile.get(asked.question.key, "")
        ),
        own_answers=lambda entity: [
            (closed[key].label, _in_words(closed[key], answer))
            for key, answer in entity.profile.items()
            if key in closed
        ],
        role_words=ROLES_IN_WORDS,
        kinds=KINDS,
        venues=VENUES,
        recorded=in_words(held.recorded_at),
        here="settings",
    )


@profile.post("/<uuid:organisation_id>")
@access(Scope.INSTALLATION, Role.OWNER)
def record(organisation_id: UUID) -> ResponseReturnValue:
    """Record the answers as a new version."""
    held = desk().organisations.get(current_person(), organisation_id)
    sections = desk().organisations.sections()
    form = _form(sections, formdata=request.form)
    keys = [asked.question.key for section in sections for asked in section.questions]
    try:
        desk().organisations.record_profile(
            current_person(),
            held.id,
            name=form["organisation"].data or "",
            answers={key: form[_name(key)].data or "" for key in keys},
            seen=number_of(form["seen"].data),
        )
    except InvalidInputError as refused:
        show_problems(form, [_at_field(problem) for problem in refused.problems])
        return _page(form, held, sections), 422
    say("The profile is saved as a new version. Earlier ones are kept.")
    return redirect(url_for("profile.show", organisation_id=organisation_id), 303)


def _at_field(problem: Problem) -> Problem:
    path = "organisation" if problem.path == "name" else _name(problem.path)
    return Problem(problem.file, path, problem.wrong, problem.allowed)


def _page(form: ActionForm, held: Held, sections: tuple[Section, ...]) -> str:
    return render_template(
        "profile/show.html",
        form=form,
        held=held,
        recorded=in_words(held.recorded_at),
        sections=sections,
        field_of=lambda asked: form[_name(asked.question.key)],
        role_words=ROLES_IN_WORDS,
        here="settings",
    )


# ---- Legal entities ----------------------------------------------------------------------


@profile.route("/<uuid:organisation_id>/entities/new", methods=["GET", "POST"])
@access(Scope.INSTALLATION, Role.OWNER)
def add_entity(organisation_id: UUID) -> ResponseReturnValue:
    """Add a legal entity."""
    return _entity_page(organisation_id, "")


@profile.route("/<uuid:organisation_id>/entities/<entity_id>", methods=["GET", "POST"])
@access(Scope.INSTALLATION, Role.OWNER)
def entity(organisation_id: UUID, entity_id: str) -> ResponseReturnValue:
    """Show a legal entity and change it."""
    return _entity_page(organisation_id, entity_id)


@profile.post("/<uuid:organisation_id>/entities/<entity_id>/remove")
@access(Scope.INSTALLATION, Role.OWNER)
def remove_entity(organisation_id: UUID, entity_id: str) -> ResponseReturnValue:
    """Leave a legal entity out from now on."""
    held = desk().organisations.get(current_person(), organisation_id)
    name = held.entity(entity_id).legal_name
    desk().organisations.remove_entity(
        current_person(), held.id, entity_id, seen=number_of(request.form.get("seen"))
    )
    say(f"{name} is left out from now on. Earlier versions of the profile keep it.")
    return redirect(url_for("profile.show", organisation_id=organisation_id), 303)


def _entity_page(organisation_id: UUID, entity_id: str) -> ResponseReturnValue:
    held = desk().organisations.get(current_person(), organisation_id)
    known = held.entity(entity_id) if entity_id else Entity("", "", ())
    if request.method == "GET":
        return _entity(_entity_form(None, _data(known, held.number)), known, held)
    form = _entity_form(request.form)
    typed = _typed(form, entity_id)
    try:
        desk().organisations.save_entity(
            current_person(), held.id, typed, seen=number_of(form.seen.data)
        )
    except InvalidInputError as refused:
        _show(form, refused.problems)
        return _entity(form, known, held), 422
    say(f"{typed.legal_name} is saved.")
    return redirect(url_for("profile.show", organisation_id=organisation_id), 303)


def _data(known: Entity, number: int) -> dict[str, object]:
    empty = [{"kind": "", "venue": "", "isin": "", "ticker": ""}] * EMPTY_ROWS
    listed = [
        {"kind": s.kind, "venue": s.venue, "isin": s.isin, "ticker": s.ticker}
        for s in known.securities
    ]
    return {
        "seen": str(number),
        "legal_name": known.legal_name,
        "roles": list(known.roles),
        "lei": known.lei,
        "securities": [*listed, *empty][:MOST_SECURITIES],
        **{_name(key): answer for key, answer in known.profile.items()},
    }


def _filled(form: EntityForm) -> list[int]:
    """Give the rows of securities in which anything was said."""
    return [n for n, row in enumerate(form.securities) if any(field.data for field in row.form)]


def _typed(form: EntityForm, entity_id: str) -> Entity:
    rows = [form.securities[n].form for n in _filled(form)]
    return Entity(
        id=entity_id,
        legal_name=" ".join((form.legal_name.data or "").split()),
        roles=tuple(role for role in ROLES_IN_WORDS if role in (form.roles.data or ())),
        lei=(form.lei.data or "").replace(" ", "").upper(),
        securities=tuple(
            Security(
                kind=row.kind.data or "",
                venue=row.venue.data or "",
                isin=(row.isin.data or "").replace(" ", "").upper(),
                ticker=row.ticker.data or "",
            )
            for row in rows
        ),
        profile={
            key: form[_name(key)].data or "" for key in desk().organisations.closed_questions()
        },
    )


def _show(form: EntityForm, problems: Iterable[Problem]) -> None:
    """Put each problem beside its field; rows left empty were not counted."""
    filled, own = _filled(form), []
    asked = desk().organisations.closed_questions()
    for problem in problems:
        name, _, rest = problem.path.partition("-")
        if name != "securities":
            own.append(_at_field(problem) if problem.path in asked else problem)
            continue
        n, _, field = rest.partition("-")
        row = form.securities[filled[int(n)]].form
        refuse(row[field], f"{problem.wrong} {problem.allowed}".strip())
    show_problems(form, own)


def _entity(form: EntityForm, known: Entity, held: Held) -> str:
    own = [form[_name(key)] for key in desk().organisations.closed_questions()]
    return render_template(
        "profile/entity.html",
        form=form,
        entity=known,
        held=held,
        own=own,
        own_is_open=any(field.data or field.errors for field in own),
        here="settings",
    )

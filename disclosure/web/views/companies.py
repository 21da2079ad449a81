"""The legal entities of an organisation: which company of the group bears a duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
)

from disclosure.facts.case import Entity, Security
from disclosure.problems import InvalidInputError
from disclosure.services.profile_checks import KINDS, ROLES_IN_WORDS, VENUES
from disclosure.signoff.people import Role
from disclosure.web.current import current_person, desk
from disclosure.web.forms import ActionForm, SelectChoice, refuse, show_problems, text_field
from disclosure.web.guard import Scope, access
from disclosure.web.messages import say
from disclosure.web.profile_fields import at_field, field_name, select_for
from disclosure.web.sent import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from disclosure.problems import Problem
    from disclosure.services.organisations import Held

companies = Blueprint("companies", __name__, url_prefix="/settings/organisations")

EMPTY_ROWS = 2
MOST_SECURITIES = 20


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


def _entity_form(formdata: object, data: Mapping[str, object] | None = None) -> EntityForm:
    """Make the form of a legal entity, with the questions it may answer for itself."""
    asked = desk().organisations.closed_questions()
    fields = {field_name(key): select_for(question) for key, question in asked.items()}
    made: EntityForm = type("OneEntityForm", (EntityForm,), fields)(formdata, data=data)
    return made


@companies.route("/<uuid:organisation_id>/entities/new", methods=["GET", "POST"])
@access(Scope.INSTALLATION, Role.OWNER)
def add(organisation_id: UUID) -> ResponseReturnValue:
    """Add a legal entity."""
    return _entity_page(organisation_id, "")


@companies.route("/<uuid:organisation_id>/entities/<entity_id>", methods=["GET", "POST"])
@access(Scope.INSTALLATION, Role.OWNER)
def show(organisation_id: UUID, entity_id: str) -> ResponseReturnValue:
    """Show a legal entity and change it."""
    return _entity_page(organisation_id, entity_id)


@companies.post("/<uuid:organisation_id>/entities/<entity_id>/remove")
@access(Scope.INSTALLATION, Role.OWNER)
def remove(organisation_id: UUID, entity_id: str) -> ResponseReturnValue:
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
        _show_problems(form, refused.problems)
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
        **{field_name(key): answer for key, answer in known.profile.items()},
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
            key: form[field_name(key)].data or "" for key in desk().organisations.closed_questions()
        },
    )


def _show_problems(form: EntityForm, problems: Iterable[Problem]) -> None:
    """Put each problem beside its field; rows left empty were not counted."""
    filled, own = _filled(form), []
    asked = desk().organisations.closed_questions()
    for problem in problems:
        name, _, rest = problem.path.partition("-")
        if name != "securities":
            own.append(at_field(problem) if problem.path in asked else problem)
            continue
        n, _, field = rest.partition("-")
        row = form.securities[filled[int(n)]].form
        refuse(row[field], f"{problem.wrong} {problem.allowed}".strip())
    show_problems(form, own)


def _entity(form: EntityForm, known: Entity, held: Held) -> str:
    own = [form[field_name(key)] for key in desk().organisations.closed_questions()]
    return render_template(
        "profile/entity.html",
        form=form,
        entity=known,
        held=held,
        own=own,
        own_is_open=any(field.data or field.errors for field in own),
        here="settings",
    )

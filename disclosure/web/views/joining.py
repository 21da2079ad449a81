"""Pages of links that work once: the first owner, somebody invited, a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request
from wtforms import EmailField, PasswordField, SelectMultipleField

from disclosure.problems import InvalidInputError
from disclosure.services.links import INVITATION, OWNER, PASSWORD
from disclosure.services.newcomers import MAY, Newcomer
from disclosure.signoff.people import Capacity, Role
from disclosure.web.current import desk
from disclosure.web.forms import ActionForm, SelectChoice, cleaned, show_problems, text_field
from disclosure.web.guard import Scope, access
from disclosure.web.messages import say
from disclosure.web.views.sign_in import begin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue

    from disclosure.services.links import Link
    from disclosure.services.sign_in import SignedIn

joining = Blueprint("joining", __name__)

CAPACITIES = [SelectChoice(str(capacity), capacity.title) for capacity in Capacity]
MORE_ROLES = (Role.APPROVER, Role.RELEASER)


class FirstOwnerForm(ActionForm):
    """The first person, and whom they look after."""

    name = text_field("Your name")
    email = EmailField("Your email address", filters=[cleaned])
    organisation = text_field("Organisation")
    password = PasswordField("Password")
    roles = SelectMultipleField(
        "You may also",
        choices=[SelectChoice(str(role), MAY[role][0]) for role in MORE_ROLES],
        validate_choice=False,
    )
    capacities = SelectMultipleField(
        "In which capacity you act", choices=CAPACITIES, validate_choice=False
    )


class NewPasswordForm(ActionForm):
    """A password for whoever holds a link."""

    password = PasswordField("Password")


@joining.route("/first-owner/<token>", methods=["GET", "POST"])
@access(Scope.PUBLIC)
def first_owner(token: str) -> ResponseReturnValue:
    """Let the first owner in."""
    desk().people.links.open(token, OWNER)
    form = FirstOwnerForm(request.form if request.method == "POST" else None)
    if request.method == "POST":
        try:
            signed = desk().people.links.become_owner(
                token,
                Newcomer(
                    form.name.data or "",
                    form.email.data or "",
                    chosen_roles(form.roles.data),
                    chosen_capacities(form.capacities.data),
                ),
                password=form.password.data or "",
                organisation=form.organisation.data or "",
            )
        except InvalidInputError as refused:
            show_problems(form, refused.problems)
            return _first(form), 422
        return _welcome(signed)
    return _first(form)


def _first(form: FirstOwnerForm) -> str:
    hints = {str(role): MAY[role][1] for role in MORE_ROLES}
    return render_template("sign_in/first_owner.html", form=form, role_hints=hints)


@joining.route("/join/<token>", methods=["GET", "POST"])
@access(Scope.PUBLIC)
def join(token: str) -> ResponseReturnValue:
    """Let somebody invited set a password."""
    link = desk().people.links.open(token, INVITATION)
    form = NewPasswordForm(request.form if request.method == "POST" else None)
    if request.method == "POST":
        try:
            signed = desk().people.links.join(token, password=form.password.data or "")
        except InvalidInputError as refused:
            show_problems(form, refused.problems)
            return _joining(form, link), 422
        return _welcome(signed)
    return _joining(form, link)


def _joining(form: NewPasswordForm, link: Link) -> str:
    return render_template("sign_in/join.html", form=form, link=link, may=in_words(link.roles))


@joining.route("/new-password/<token>", methods=["GET", "POST"])
@access(Scope.PUBLIC)
def new_password(token: str) -> ResponseReturnValue:
    """Let somebody set a new password."""
    link = desk().people.links.open(token, PASSWORD)
    form = NewPasswordForm(request.form if request.method == "POST" else None)
    if request.method == "POST":
        try:
            signed = desk().people.links.set_password(token, password=form.password.data or "")
        except InvalidInputError as refused:
            show_problems(form, refused.problems)
            return render_template("sign_in/new_password.html", form=form, link=link), 422
        return begin(signed.token)
    return render_template("sign_in/new_password.html", form=form, link=link)


def _welcome(signed: SignedIn) -> ResponseReturnValue:
    response = begin(signed.token)
    say(f"Welcome, {signed.person.name}. You are signed in.")
    return response


# ---- Roles and capacities as a form sends them -------------------------------------------


def chosen_roles(values: Iterable[str] | None) -> frozenset[Role]:
    """Give the roles ticked; what is no role is left out."""
    return frozenset(role for role in Role if str(role) in (values or ()))


def chosen_capacities(values: Iterable[str] | None) -> frozenset[Capacity]:
    """Give the capacities ticked; what is no capacity is left out."""
    return frozenset(capacity for capacity in Capacity if str(capacity) in (values or ()))


def in_words(roles: Iterable[Role]) -> list[tuple[str, str]]:
    """Give each role held with what it may do, in the order roles are listed."""
    held = set(roles)
    return [words for role, words in MAY.items() if role in held]

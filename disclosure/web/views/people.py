"""People: who may do what, invitations, disabling, links for a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from wtforms import EmailField, HiddenField, SelectMultipleField

from disclosure.facts.instants import in_words as instant_in_words
from disclosure.problems import InvalidInputError
from disclosure.services.cover import covered
from disclosure.services.links import INVITATION, LASTS
from disclosure.services.newcomers import MAY, NO_ROLE, Newcomer
from disclosure.signoff.people import Role
from disclosure.web.current import current_person, desk
from disclosure.web.forms import ActionForm, SelectChoice, cleaned, show_problems, text_field
from disclosure.web.guard import Scope, access
from disclosure.web.messages import say
from disclosure.web.views.joining import CAPACITIES, chosen_capacities, chosen_roles

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from disclosure.services.links import MadeLink
    from disclosure.services.people import Member

people = Blueprint("people", __name__)

ROLES = [SelectChoice(str(role), words[0]) for role, words in MAY.items()]
HINTS = {str(role): words[1] for role, words in MAY.items()}


class RolesForm(ActionForm):
    """What somebody may do, and in which capacity they act."""

    roles = SelectMultipleField("What they may do", choices=ROLES, validate_choice=False)
    capacities = SelectMultipleField(
        "In which capacity they act", choices=CAPACITIES, validate_choice=False
    )
    seen = HiddenField()


class InviteForm(RolesForm):
    """Somebody to invite."""

    name = text_field("Name")
    email = EmailField("Email address", filters=[cleaned])
    incidents = SelectMultipleField("Put on the team of", choices=[], validate_choice=False)


@people.get("/people")
@access(Scope.INSTALLATION, Role.OWNER)
def index() -> ResponseReturnValue:
    """List everybody, and the invitations nobody has used yet."""
    by = current_person()
    members = desk().people.everybody(by)
    active = [member.person for member in members if member.disabled_at is None]
    return render_template(
        "people/index.html",
        members=members,
        covered=covered(desk().library.catalogue.approvals.policies, active),
        invitations=desk().people.links.invitations(by),
        now=desk().now(),
        role_words={role: words[0] for role, words in MAY.items()},
        no_role=NO_ROLE,
        here="settings",
    )


@people.route("/people/invite", methods=["GET", "POST"])
@access(Scope.INSTALLATION, Role.OWNER)
def invite() -> ResponseReturnValue:
    """Invite somebody; the link is shown once."""
    form = InviteForm(request.form if request.method == "POST" else None)
    theirs = {str(each.id): each.title for each in desk().incidents.list(current_person())}
    form.incidents.choices = [SelectChoice(each, title) for each, title in theirs.items()]
    if request.method == "GET":
        return _invite(form)
    newcomer = Newcomer(
        form.name.data or "",
        form.email.data or "",
        chosen_roles(form.roles.data),
        chosen_capacities(form.capacities.data),
    )
    try:
        made = desk().people.links.invite(
            current_person(),
            newcomer,
            incidents=[UUID(each) for each in form.incidents.data or () if each in theirs],
        )
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
        return _invite(form), 422
    return _link(made, "joining.join")


def _invite(form: InviteForm) -> str:
    return render_template(
        "people/invite.html",
        form=form,
        hints=HINTS,
        mail=desk().settings.mail,
        until=instant_in_words(desk().now() + LASTS[INVITATION]),
        here="settings",
    )


def _link(made: MadeLink, endpoint: str) -> str:
    """Show a link once; where mail is set up it is sent as well."""
    url = desk().settings.address + url_for(endpoint, token=made.token)
    return render_template(
        "people/link.html",
        link=made.link,
        url=url,
        until=instant_in_words(made.link.until),
        mailed=desk().people.mail_link(made, url),
        here="settings",
    )


@people.post("/people/invitations/<link_id>/revoke")
@access(Scope.INSTALLATION, Role.OWNER)
def revoke(link_id: str) -> ResponseReturnValue:
    """Take an invitation back."""
    desk().people.links.revoke(current_person(), link_id)
    say("The invitation is taken back. Its link opens nothing any more.")
    return redirect(url_for("people.index"), 303)


# ---- One person --------------------------------------------------------------------------


@people.get("/people/<uuid:person_id>")
@access(Scope.INSTALLATION, Role.OWNER)
def show(person_id: UUID) -> ResponseReturnValue:
    """Show somebody, and offer what an owner may change."""
    member = desk().people.member(current_person(), person_id)
    held = sorted(map(str, member.person.roles))
    data = {
        "roles": held,
        "capacities": sorted(map(str, member.person.capacities)),
        "seen": " ".join(held),
    }
    return _person(member, RolesForm(None, data=data))


@people.post("/people/<uuid:person_id>")
@access(Scope.INSTALLATION, Role.OWNER)
def change(person_id: UUID) -> ResponseReturnValue:
    """Give somebody other roles."""
    member = desk().people.member(current_person(), person_id)
    form = RolesForm(request.form)
    try:
        desk().people.change_roles(
            current_person(),
            person_id,
            roles=chosen_roles(form.roles.data),
            capacities=chosen_capacities(form.capacities.data),
            seen=chosen_roles((form.seen.data or "").split()),
        )
    except InvalidInputError as refused:
        show_problems(form, refused.problems)
        return _person(member, form), 422
    say(f"The roles of {member.person.name} are saved. They count from the next page they open.")
    # An owner who is one no longer may not see the list.
    gave_up = person_id == current_person().id and Role.OWNER not in chosen_roles(form.roles.data)
    return redirect(url_for("settings.show" if gave_up else "people.index"), 303)


def _person(member: Member, form: RolesForm) -> str:
    return render_template(
        "people/show.html", member=member, form=form, hints=HINTS, here="settings"
    )


@people.post("/people/<uuid:person_id>/disable")
@access(Scope.INSTALLATION, Role.OWNER)
def disable(person_id: UUID) -> ResponseReturnValue:
    """Keep somebody from signing in."""
    member = desk().people.member(current_person(), person_id)
    desk().people.disable(current_person(), person_id)
    say(f"{member.person.name} cannot sign in any more. Every session of theirs has ended.")
    return redirect(url_for("people.index"), 303)


@people.post("/people/<uuid:person_id>/enable")
@access(Scope.INSTALLATION, Role.OWNER)
def enable(person_id: UUID) -> ResponseReturnValue:
    """Let somebody sign in again."""
    member = desk().people.member(current_person(), person_id)
    desk().people.enable(current_person(), person_id)
    say(f"{member.person.name} can sign in again, with the same password and roles.")
    return redirect(url_for("people.index"), 303)


@people.post("/people/<uuid:person_id>/password-link")
@access(Scope.INSTALLATION, Role.OWNER)
def password_link(person_id: UUID) -> ResponseReturnValue:
    """Make a link with which somebody sets a new password; it is shown once."""
    made = desk().people.links.password_link(current_person(), person_id)
    return _link(made, "joining.new_password")

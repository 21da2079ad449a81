"""Who may see a page: every view says so, and nobody learns what is not theirs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

from flask import abort, g, redirect, request, url_for

from disclosure.problems import ForbiddenError
from disclosure.services.people import is_secret
from disclosure.signoff.people import Person, Role
from disclosure.web.current import desk, session_token

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from flask.typing import ResponseReturnValue

View = TypeVar("View", bound="Callable[..., ResponseReturnValue]")
ACCESS = "_disclosure_access"


class Scope(StrEnum):
    """What a view shows."""

    PUBLIC = "public"
    OWN = "own"
    INSTALLATION = "installation"
    INCIDENT = "incident"


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use a view.

    Attributes:
        scope: public: anybody. own: whoever is signed in. installation: the roles named.
            incident: the team of the incident in the address, with one of the roles named.
        roles: One of them is needed; none named means that any will do.
    """

    scope: Scope
    roles: frozenset[Role]


def access(scope: Scope, *roles: Role) -> Callable[[View], View]:
    """Say who may use a view; a view without this is refused by a test and at start.

    A view of an incident takes `incident_id`; the incident is then in `g.incident`.
    """
    declared = Access(scope, frozenset(roles))

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: object, **kwargs: object) -> ResponseReturnValue:
            if scope is not Scope.PUBLIC:
                person = g.get("person")
                if person is None:
                    return to_sign_in()
                _admit(declared, person, cast("UUID | None", kwargs.get("incident_id")))
            return view(*args, **kwargs)

        setattr(guarded, ACCESS, declared)
        return cast("View", guarded)

    return decorate


def _admit(declared: Access, person: Person, incident_id: UUID | None) -> None:
    if declared.scope is Scope.INCIDENT:
        if incident_id is None:
            message = "A view of an incident takes its id."
            raise TypeError(message)
        g.incident = desk().incidents.get(person, incident_id)
    if declared.roles and not person.may(*declared.roles):
        words = " or ".join(sorted(str(role) for role in declared.roles))
        message = f"This needs the role of {words}. Ask an owner of this installation."
        raise ForbiddenError(message)


def load_person() -> None:
    """Find out who asks, before every request."""
    g.login = g.person = g.incident = None
    token = session_token()
    if token and request.endpoint != "static":
        g.login = desk().sign_ins.session(token)
        g.person = g.login.person if g.login else None
    if not request.path.isprintable():
        # No address of ours holds such a character, and no database is asked for one.
        abort(404)


def to_sign_in() -> ResponseReturnValue:
    """Send somebody to sign in; what they typed is kept for them, if they are known."""
    if request.method == "GET":
        return redirect(url_for("sign_in.show", next=local_path()))
    kept = desk().people.park(session_token(), request.path, typed_fields())
    return redirect(url_for("sign_in.show", kept="yes" if kept else None))


def local_path() -> str:
    """Give the path of this request, with its query, as a path of ours."""
    return request.full_path.rstrip("?")


def typed_fields() -> list[tuple[str, str]]:
    """Give what was typed into a form, without passwords and tokens."""
    return [(name, value) for name, value in request.form.items(multi=True) if not is_secret(name)]

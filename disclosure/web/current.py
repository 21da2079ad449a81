"""What a request is about: the desk, the person, the session."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app, g, request

if TYPE_CHECKING:
    from flask import Response

    from disclosure.desk import Desk
    from disclosure.services.incidents import Incident
    from disclosure.services.sign_in import Session
    from disclosure.signoff.people import Person

DESK = "disclosure"
COOKIE = "disclosure_session"


def desk() -> Desk:
    """Give everything a page may ask for."""
    return cast("Desk", current_app.extensions[DESK])


def current_person() -> Person:
    """Give who is signed in; only behind `access`."""
    return cast("Person", g.person)


def current_login() -> Session:
    """Give the session of who is signed in; only behind `access`."""
    return cast("Session", g.login)


def current_incident() -> Incident:
    """Give the incident in the address; only behind `access(Scope.INCIDENT)`."""
    return cast("Incident", g.incident)


def session_token() -> str:
    """Give the token of the session, or nothing."""
    return request.cookies.get(COOKIE, "")


def set_session(response: Response, token: str) -> None:
    """Hand the browser a session; it ends when the browser is closed."""
    is_secure = desk().settings.address.startswith("https:")
    response.set_cookie(COOKIE, token, httponly=True, samesite="Lax", secure=is_secure)


def clear_session(response: Response) -> None:
    """Take the session from the browser."""
    response.delete_cookie(COOKIE)

"""What a page says when something is refused or breaks."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

from flask import current_app, g, render_template, request
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from disclosure.problems import ConflictError, ForbiddenError, NotFoundError, RuleError
from disclosure.web.current import desk
from disclosure.web.guard import to_sign_in, typed_fields
from disclosure.web.readable import readable

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

LOG = logging.getLogger("disclosure.web")

NOT_FOUND = (
    "This page is not here",
    "There is nothing at this address, or it is not yours to see.",
    "Check the address. If a colleague sent it, ask them to add you to the incident's team.",
)
WORDS = {
    400: (
        "This form could not be read",
        "What the browser sent is not what the page asked for.",
        "Go back, load the page again and send the form once more.",
    ),
    403: (
        "You may not do this",
        "Your roles do not allow it.",
        "Ask an owner of this installation.",
    ),
    404: NOT_FOUND,
    405: NOT_FOUND,
    413: (
        "That is too large",
        "A file may have at most 10 MB, and a form at most 2 MB of text.",
        "Nothing was stored. Go back, choose a smaller file and send the form again.",
    ),
    429: ("Too many attempts", "Somebody tried too often.", "Wait a little and try again."),
}
BUG = (
    "Something broke on our side",
    "What you asked for was not done, and nothing was left half-written.",
    "Go back: what you typed is kept. If it happens again, pass on the reference below.",
)


def register(app: Flask) -> None:
    """Let an application answer errors with our pages."""
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(NotFoundError, lambda _: error_page(404))
    app.register_error_handler(ForbiddenError, _forbidden)
    app.register_error_handler(ConflictError, _refused)
    app.register_error_handler(RuleError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _bug)


def error_page(status: int, why: str = "", **more: object) -> ResponseReturnValue:
    """Give the page of an error.

    Args:
        status: The status of the answer.
        why: A sentence in place of the usual one.
        more: What else the page shows: `reference`, `kept`, `resume`, `back`.
    """
    heading, usual, what_to_do = WORDS.get(status, WORDS[400])
    return _page(status, (heading, why or usual, what_to_do), **more)


def _page(status: int, words: tuple[str, str, str], **more: object) -> ResponseReturnValue:
    if status == 404:  # noqa: PLR2004 - a missing page shows nothing of any incident
        g.incident = None
    heading, why, what_to_do = words
    shown = {"reference": "", "kept": [], "resume": None, "back": "", **more}
    page = render_template(
        "error.html",
        status=status,
        heading=heading,
        why=why,
        what_to_do=what_to_do or (),
        **shown,
    )
    return page, status


def _stale_form(_: CSRFError) -> ResponseReturnValue:
    """Answer a form with a stale token: nothing is done, and what was typed can be sent again."""
    if g.get("person") is None and request.endpoint != "sign_in.sign_in":
        return to_sign_in()
    fields = typed_fields()
    words = (
        "This page was open for too long",
        "Nothing was stored: the form belonged to an earlier session.",
        "Check what you typed and send it now." if fields else "Go back and try again.",
    )
    resume = {"action": request.path, "fields": fields, "csrf": generate_csrf()}
    return _page(400, words, kept=_typed(fields), resume=resume if fields else None)


def _forbidden(error: ForbiddenError) -> ResponseReturnValue:
    heading, _, what_to_do = WORDS[403]
    # Most refusals name whom to ask; saying it once is enough.
    names_whom = " ask " in f" {str(error).lower()}"
    return _page(403, (heading, str(error), "" if names_whom else what_to_do))


def _refused(error: RuleError) -> ResponseReturnValue:
    words = ("This cannot be done now", str(error), "Nothing was changed.")
    if request.method != "POST":
        return _page(409, words)
    return _page(409, words, kept=_typed(typed_fields()), back=_page_before())


def _typed(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return readable(fields, desk().library.catalogue.vocabulary)


def _page_before() -> str:
    """Give the page a form stood on: the nearest that can be opened, up from its address."""
    routes = current_app.create_url_adapter(request)
    parts = request.path.strip("/").split("/")
    for count in range(len(parts), 0, -1):
        path = "/" + "/".join(parts[:count])
        try:
            endpoint, _ = routes.match(path, method="GET") if routes else ("", {})
        except (NotFound, MethodNotAllowed, RequestRedirect):
            continue
        if endpoint != "static":
            return path
    return ""


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:  # noqa: PLR2004
        return error
    if error.code >= 500:  # noqa: PLR2004
        return _bug(error)
    return error_page(404 if error.code == 405 else error.code)  # noqa: PLR2004


def _bug(error: Exception) -> ResponseReturnValue:
    reference = secrets.token_hex(4)
    # The traceback goes to the log and not to the page; forms and cookies go to neither.
    LOG.error("reference %s: %s %s", reference, request.method, request.path, exc_info=error)
    return _page(500, BUG, reference=reference)

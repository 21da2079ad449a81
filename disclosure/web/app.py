"""Makes the Flask application."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Flask, g
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

import disclosure
from disclosure.desk import cookie_key
from disclosure.facts.instants import LONDON, in_words
from disclosure.web import errors, guard
from disclosure.web.current import DESK, desk
from disclosure.web.headers import add_headers
from disclosure.web.messages import take_messages
from disclosure.web.sent import SentRequest
from disclosure.web.views.approvals import approvals
from disclosure.web.views.companies import companies
from disclosure.web.views.corrections import corrections
from disclosure.web.views.deadlines import deadlines
from disclosure.web.views.documents import documents
from disclosure.web.views.duties import duties
from disclosure.web.views.entries import entries
from disclosure.web.views.example import example
from disclosure.web.views.facts import facts
from disclosure.web.views.health import health
from disclosure.web.views.home import home
from disclosure.web.views.incidents import incidents
from disclosure.web.views.joining import joining
from disclosure.web.views.law import law
from disclosure.web.views.looks import looks
from disclosure.web.views.notices import notices
from disclosure.web.views.pasting import pasting
from disclosure.web.views.people import people
from disclosure.web.views.profile import profile
from disclosure.web.views.registers import registers
from disclosure.web.views.said import said
from disclosure.web.views.settings import settings
from disclosure.web.views.sign_in import sign_in_pages
from disclosure.web.views.submissions import submissions
from disclosure.web.views.trail import trail
from disclosure.web.views.unknowns import unknowns
from disclosure.web.views.word import word

if TYPE_CHECKING:
    from disclosure.desk import Desk

BLUEPRINTS = (
    health,
    sign_in_pages,
    example,
    joining,
    home,
    incidents,
    facts,
    entries,
    duties,
    unknowns,
    looks,
    notices,
    approvals,
    corrections,
    submissions,
    documents,
    word,
    pasting,
    said,
    deadlines,
    law,
    trail,
    registers,
    people,
    profile,
    companies,
    settings,
)
"""Every page, by subject."""

LARGEST_REQUEST = 12_000_000
LARGEST_FORM = 2_000_000
MOST_PARTS = 4_000


class UndeclaredViewError(RuntimeError):
    """A view does not say who may use it: a programmer's error, found at start."""


def create_app(desk: Desk) -> Flask:
    """Make the application.

    Args:
        desk: Everything its pages may ask for.

    Raises:
        UndeclaredViewError: A view does not say who may use it.
    """
    app = Flask("disclosure.web", template_folder=str(desk.library.root / "templates" / "web"))
    app.request_class = SentRequest
    is_secure = desk.settings.address.startswith("https:")
    app.config.update(
        SECRET_KEY=cookie_key(desk.settings),
        SESSION_COOKIE_NAME="disclosure_page",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_secure,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=MOST_PARTS,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(hours=1),
        # A token lasts as long as the session does: somebody may type for hours.
        WTF_CSRF_TIME_LIMIT=None,
        # Our pages send no referrer, so none can be asked for; the token alone decides.
        WTF_CSRF_SSL_STRICT=False,
    )
    if desk.settings.proxies:
        hops = desk.settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters["in_words"] = in_words
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[DESK] = desk
    # The person is found before the token of the form is looked at: what is refused is kept.
    app.before_request(guard.load_person)
    CSRFProtect(app)
    app.after_request(add_headers)
    app.context_processor(_common)
    errors.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    _refuse_undeclared(app)
    return app


def _common() -> dict[str, object]:
    """Give what the layout of every page needs, and nothing else."""
    return {
        "person": g.get("person"),
        "incident": g.get("incident"),
        "messages": take_messages(),
        "version": disclosure.__version__,
        "here": "",
        "subnav_here": "",
        "errors": (),
        "demo": _example_instant(),
        "typing_done": g.get("typing_done", ""),
    }


def _example_instant() -> str:
    """Give the instant it is in an example, in words; nothing on any other desk."""
    return in_words(desk().now(), LONDON) if desk().settings.is_example else ""


def _refuse_undeclared(app: Flask) -> None:
    missing = sorted(
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        and not hasattr(app.view_functions[rule.endpoint], guard.ACCESS)
    )
    if missing:
        message = f"These views do not say who may use them: {', '.join(missing)}."
        raise UndeclaredViewError(message)

"""Whether the product is up, for those who watch over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify

import disclosure
from disclosure.web.current import desk
from disclosure.web.guard import Scope, access

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

health = Blueprint("health", __name__)


@health.get("/healthz")
@access(Scope.PUBLIC)
def show() -> ResponseReturnValue:
    """Answer 200 when the database has the newest schema, and 503 when it does not."""
    is_healthy = desk().is_healthy
    body = {
        "status": "ok" if is_healthy else "database-not-current",
        "version": disclosure.__version__,
        "pdf": desk().pdf_is_off,
    }
    return jsonify(body), 200 if is_healthy else 503

"""Headers that keep a page to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from disclosure.web.current import desk

if TYPE_CHECKING:
    from flask import Response

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
    " img-src 'self' data:; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)


def add_headers(response: Response) -> Response:
    """Add them to a response."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.endpoint != "static":
        # Nothing of an incident stays in a browser's or a proxy's cache.
        headers["Cache-Control"] = "no-store"
    if desk().settings.address.startswith("https:"):
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response

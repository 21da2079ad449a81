"""Somebody at a browser: follows links, fills forms, and reads every page as HTML5."""

import re
from dataclasses import dataclass, field
from html import unescape

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from disclosure.web.current import COOKIE

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Visitor:
    """A browser of one person."""

    app: Flask
    client: FlaskClient = field(init=False)
    page: TestResponse | None = None

    def __post_init__(self) -> None:
        """Open the browser."""
        self.client = self.app.test_client()

    def get(self, path: str) -> TestResponse:
        """Open a page and follow where it leads."""
        return self._read(self.client.get(path, follow_redirects=True))

    def post(self, path: str, /, *, follow: bool = True, **fields: object) -> TestResponse:
        """Send a form with the token of the page at hand; `__` in a name stands for a dash."""
        data = {name.replace("__", "-"): value for name, value in fields.items()}
        data.setdefault("csrf_token", self.form_token())
        return self._read(self.client.post(path, data=data, follow_redirects=follow))

    def form_token(self) -> str:
        """Give the token of the forms on the page at hand."""
        found = TOKEN.search(self.page.text if self.page else "")
        return unescape(found[1]) if found else ""

    @property
    def session(self) -> str:
        """Give the token in the cookie."""
        cookie = self.client.get_cookie(COOKIE)
        return cookie.value if cookie else ""

    def take(self, session: str) -> None:
        """Put a session into the browser, as somebody who stole a cookie would."""
        self.client.set_cookie(COOKIE, session)

    def sign_in(self, email: str, password: str, **more: object) -> TestResponse:
        """Sign in on the page."""
        self.get("/sign-in")
        return self.post("/sign-in", email=email, password=password, **more)

    def _read(self, page: TestResponse) -> TestResponse:
        if page.mimetype == "text/html" and page.text:
            html5lib.HTMLParser(strict=True).parse(page.text)
        self.page = page
        return page


def said(page: TestResponse) -> str:
    """Give the words of a page, without its marks."""
    main = re.search(r"<main.*?</main>", page.text, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0] if main else page.text)).split())


def errors_beside(page: TestResponse) -> dict[str, str]:
    """Give the errors of a page by the id of their field."""
    found = re.findall(r'<p id="([^"]+)-error"[^>]*>(.*?)</p>', page.text, re.DOTALL)
    return {
        name: " ".join(unescape(re.sub(r"<span.*?</span>", "", words)).split())
        for name, words in found
    }

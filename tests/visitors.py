"""Somebody at a browser: follows links, fills forms, and reads every page as HTML5."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

import html5lib
from desks import PASSWORD
from flask import Flask
from flask.testing import FlaskClient
from walking import longest_form
from werkzeug.test import TestResponse

from disclosure.signoff.people import Person
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
        return self.send(path, data, follow=follow)

    def send(self, path: str, data: Mapping[str, object], *, follow: bool = True) -> TestResponse:
        """Send a form as it is, with whatever token it holds."""
        return self._read(self.client.post(path, data=data, follow_redirects=follow))

    def untouched(self, path: str) -> dict[str, str]:
        """Open a page, and give the longest of its forms as a browser would send it back."""
        page = self.get(path)
        assert page.status_code == 200
        return longest_form(page.text).untouched()

    def form_token(self) -> str:
        """Give the token of the forms on the page at hand."""
        found = TOKEN.search(self.page.text if self.page else "")
        return unescape(found[1]) if found else ""

    @property
    def session(self) -> str:
        """Give the token in the cookie."""
        return self._cookie(COOKIE)

    @property
    def page_session(self) -> str:
        """Give what the pages keep in the browser between two of them."""
        return self._cookie("disclosure_page")

    def take(self, session: str) -> None:
        """Put a session into the browser, as somebody who stole a cookie would."""
        self.client.set_cookie(COOKIE, session)

    def sign_in(self, email: str, password: str, **more: object) -> TestResponse:
        """Sign in on the page."""
        self.get("/sign-in")
        return self.post("/sign-in", email=email, password=password, **more)

    def _cookie(self, name: str) -> str:
        cookie = self.client.get_cookie(name)
        return cookie.value if cookie else ""

    def _read(self, page: TestResponse) -> TestResponse:
        if page.mimetype == "text/html" and page.text:
            html5lib.HTMLParser(strict=True).parse(page.text)
        self.page = page
        return page


def signed_in(app: Flask, person: Person) -> Visitor:
    """Give the browser of somebody who has just signed in."""
    visitor = Visitor(app)
    visitor.sign_in(person.email, PASSWORD)
    return visitor


def said(page: TestResponse) -> str:
    """Give the words of a page, without its marks."""
    main = re.search(r"<main.*?</main>", page.text, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0] if main else page.text)).split())


def checked(page: TestResponse, name: str) -> list[str]:
    """Give the values that are chosen in a field of radios."""
    inputs = re.findall(rf'<input [^>]*name="{re.escape(name)}"[^>]*>', page.text, re.DOTALL)
    return [re.search(r'value="([^"]*)"', each)[1] for each in inputs if " checked" in each]


def errors_beside(page: TestResponse) -> dict[str, str]:
    """Give the errors of a page by the id of their field."""
    found = re.findall(r'<p id="([^"]+)-error"[^>]*>(.*?)</p>', page.text, re.DOTALL)
    return {
        name: " ".join(unescape(re.sub(r"<span.*?</span>", "", words)).split())
        for name, words in found
    }

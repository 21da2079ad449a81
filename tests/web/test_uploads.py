"""Files that are not what they say, are too large, or would lead somewhere."""

import gc
import re
from collections.abc import Iterator

import pytest
from noticed import REPORT, just_now
from visitors import Visitor, errors_beside, said
from walking import form_to, planted

# The test client leaves the file of a refused upload to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """Collect it here, where its warning is expected."""
    yield
    gc.collect()


PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture
def released(table) -> str:
    table.release()
    return f"/incidents/{table.incident}/notices/{REPORT}/given"


def multipart(sent: dict[str, str], name: str = "", body: bytes = b"") -> dict[str, object]:
    """Write a form with a file as a browser does; the test client leaves large ones open."""
    heads = {f'name="{field}"': value.encode() for field, value in sent.items()}
    heads |= {f'name="receipt"; filename="{name}"': body} if name else {}
    parts = [
        f"--x\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content
        for head, content in heads.items()
    ]
    data = b"\r\n".join([*parts, b"--x--\r\n"])
    return {"data": data, "content_type": "multipart/form-data; boundary=x"}


def hand_in(visitor: Visitor, path: str, name: str, body: bytes, **typed: str):
    sent = form_to(visitor.get(path).text, path).untouched() | {"recipient": "ICO", **typed}
    return visitor.client.post(path, **multipart(sent, name, body))


FILES = (
    ("receipt.pdf", PNG, "its content is not"),
    ("page.png", b"<html><script>alert(1)</script>", "its content is not"),
    ("archive.zip", b"PK\x03\x04", "are not kept"),
    ("page.html", b"<html>", "are not kept"),
    ("page.svg", b"<svg onload=alert(1)>", "are not kept"),
    ("receipt.txt", b"\x00\x01", "its content is not"),
    ("receipt.pdf", b"", "is empty"),
    ("receipt", b"%PDF-1.7", "are not kept"),
    ("<img src=x onerror=x>.exe", b"MZ", "are not kept"),
)


def test_a_file_that_is_not_what_its_name_says_is_refused(ada, table, released) -> None:
    before = table.setting.written()
    for name, body, words in FILES:
        page = hand_in(ada, released, name, body)
        assert page.status_code == 422
        assert words in errors_beside(page)["receipt"], name
        assert planted(page.text) == []
    assert table.setting.written() == before


NAMES = ("../../etc/passwd.pdf", "rcpt\u202etxt.pdf", "ä.pdf", "C:\\temp\\x.pdf")


def test_the_name_of_a_file_leads_nowhere_and_a_file_is_never_a_page(ada, table, released) -> None:
    body = b"%PDF-1.7<script>alert(1)</script>PK\x03\x04"  # a polyglot is kept, and never shown
    for name in NAMES:
        page = hand_in(ada, released, name, body, **just_now(table.setting))
        assert page.status_code == 302, errors_beside(page)
    links = re.findall(r'href="(/incidents/[^"]+/receipts/[^"]+)"', ada.get(released).text)
    assert len(links) == len(NAMES)
    for link in links:
        answer = ada.client.get(link)
        assert (answer.data, answer.mimetype) == (body, "application/pdf")
        disposition = answer.headers["Content-Disposition"]
        assert disposition.startswith("attachment;")
        assert not set("/\\\u202e\r\n") & set(disposition.replace('\\"', ""))
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_what_is_too_large_is_said_in_words(ada, table, released) -> None:
    before = table.setting.written()
    page = hand_in(ada, released, "receipt.pdf", b"%PDF-" + b"0" * 13_000_000)
    assert page.status_code == 413
    assert "at most 10 MB" in said(page)
    page = hand_in(ada, released, "receipt.pdf", b"%PDF-" + b"0" * 10_500_000)
    assert page.status_code == 422
    assert "at most 10 MB" in errors_beside(page)["receipt"]
    token = form_to(ada.get(released).text, released).hidden["csrf_token"]
    page = ada.client.post(released, data={"csrf_token": token, "reference": "x" * 2_100_000})
    assert page.status_code == 413
    assert "2 MB of text" in said(page)
    many = {f"a{n}": "" for n in range(5000)} | {"csrf_token": token}
    assert ada.client.post(released, data=many).status_code == 413
    assert ada.client.post(released, **multipart(many)).status_code == 413
    assert table.setting.written() == before

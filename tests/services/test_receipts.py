"""Receipts: kept when they are what their name says, and refused with a sentence when not."""

import hashlib

import pytest

from disclosure.problems import InvalidInputError
from disclosure.services.receipts import LARGEST_RECEIPT, Upload, looked_at

PDF = b"%PDF-1.7\n..."
PNG = b"\x89PNG\r\n\x1a\n..."
JPG = b"\xff\xd8\xff\xe0..."
MSG = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..."
EML = b"Received: by mail\r\nFrom: ico@example.org\r\nSubject: Receipt\r\n\r\nThank you."


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("receipt.pdf", PDF, "application/pdf"),
        ("Screen.PNG", PNG, "image/png"),
        ("photo.jpg", JPG, "image/jpeg"),
        ("photo.jpeg", JPG, "image/jpeg"),
        ("reply.eml", EML, "message/rfc822"),
        ("note.txt", "Gegeben um 9 Uhr, Grüße".encode(), "text/plain"),
        ("note.txt", b"\xef\xbb\xbfwith a mark", "text/plain"),
        ("reply.msg", MSG, "application/vnd.ms-outlook"),
    ],
)
def test_what_its_name_says_is_kept_with_its_digest(name, body, media_type) -> None:
    receipt = looked_at(Upload(name, body))
    assert (receipt.name, receipt.media_type) == (name, media_type)
    assert receipt.sha256 == hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("receipt.pdf", PNG, "named as a PDF file"),
        ("receipt.png", PDF, "named as a PNG picture"),
        ("receipt.jpg", b"<html>", "named as a JPEG picture"),
        ("receipt.msg", EML, "named as a saved Outlook email"),
        ("reply.eml", b"<html><script>", "named as a saved email"),
        ("reply.eml", b"Subject: nobody sent it\n\nFrom: below", "named as a saved email"),
        ("note.txt", b"\x00\x01", "named as plain text"),
        ("note.txt", b"\xff\xfe", "named as plain text"),
        ("page.html", b"<html>", "are not kept"),
        ("receipt.pdf.exe", PDF, "are not kept"),
        ("receipt", PDF, "are not kept"),
        ("", PDF, "are not kept"),
        ("receipt.pdf", b"", "is empty"),
        ("receipt.pdf", PDF + b"0" * LARGEST_RECEIPT, "at most 10 MB"),
    ],
)
def test_anything_else_is_refused_with_what_is_wrong(name, body, says) -> None:
    with pytest.raises(InvalidInputError) as refused:
        looked_at(Upload(name, body))
    [problem] = refused.value.problems
    assert (problem.path, says in problem.wrong) == ("receipt", True)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/receipt.pdf", "receipt.pdf"),
        ("D:\\papers\\receipt.pdf", "receipt.pdf"),
        ('re"ce\r\nipt?.pdf', "receipt.pdf"),
        ("ab\u202efdp.pdf", "abfdp.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_folders_and_tricks(name, kept) -> None:
    assert looked_at(Upload(name, PDF)).name == kept

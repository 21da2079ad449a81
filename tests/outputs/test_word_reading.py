"""Files from outside that are no plain Word file are refused, and nothing in them is unfolded."""

import io
import zipfile

import pytest
from going_out import outgoing
from worded import DOCUMENT, packed, parts_of

from builders import a_draft, a_sentence
from disclosure.outputs.word import docx
from disclosure.outputs.word_package import ORIGIN
from disclosure.outputs.word_reading import LARGEST_FILE, opened
from disclosure.problems import InvalidInputError

BODY = docx(outgoing(a_draft(a_sentence())))
TYPES = "[Content_Types].xml"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def with_part(name: str, text: str | bytes) -> bytes:
    return packed({**parts_of(BODY), name: text})


def without(name: str) -> bytes:
    return packed({part: text for part, text in parts_of(BODY).items() if part != name})


def locked() -> bytes:
    """Give a file in which a part bears the sign of a password."""
    made = bytearray(BODY)
    for sign, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = made.find(sign)
        while at >= 0:
            made[at + place] |= 1
            at = made.find(sign, at + 4)
    return bytes(made)


def twice() -> bytes:
    out = io.BytesIO(BODY)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr(DOCUMENT, "<x/>")
    return out.getvalue()


def bomb() -> bytes:
    return with_part(DOCUMENT, b"<a>" + b" " * 60_000_000 + b"</a>")


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    "<a>&c;</a>"
)
LONG_NAMES = f"<a:b xmlns:a='urn:{'x' * 400}'>{''.join(f'<a:c{n}/>' for n in range(9))}</a:b>"
"""Each name of an element would be kept with all of its namespace."""
PIECES = f'<text xmlns="{ORIGIN}" notice="x">{"<piece/>" * 1_001}</text>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a SYSTEM "secrets.dtd"><a/>'
MACRO = parts_of(BODY)[TYPES].replace(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
)
SHEET = parts_of(BODY)[TYPES].replace("wordprocessingml.document.main", "spreadsheetml.sheet.main")


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("text.docx", lambda: b"", "is empty"),
        ("text.pdf", lambda: BODY, "is not called a Word document"),
        ("text", lambda: BODY, "is not called a Word document"),
        ("text.docx", lambda: b"%PDF-1.7", "its content is not"),
        ("text.docx", lambda: b"PK\x03\x04" + b"\0" * 50, "is damaged"),
        ("text.docx", lambda: BODY[: len(BODY) // 2], "is damaged"),
        ("text.docx", lambda: b"PK\x03\x04" + b"x" * LARGEST_FILE, "at most 10 MB"),
        ("text.docx", lambda: COMPOUND, "an old version of Word"),
        (
            "text.docx",
            lambda: COMPOUND + "EncryptedPackage".encode("utf-16-le"),
            "is locked with a password",
        ),
        ("text.docx", locked, "is locked with a password"),
        ("text.docm", lambda: BODY, "may hold macros"),
        ("text.docx", lambda: with_part(TYPES, MACRO), "holds macros"),
        ("text.docx", lambda: with_part("word/vbaProject.bin", b"x"), "holds macros"),
        ("text.docx", lambda: with_part(TYPES, SHEET), "its content is not"),
        ("text.docx", lambda: without(DOCUMENT), "its content is not"),
        ("text.docx", lambda: without(TYPES), "its content is not"),
        ("text.docx", twice, "put together as no Word document is"),
        ("text.docx", bomb, "unfolds to far more"),
        ("text.docx", lambda: with_part(DOCUMENT, LAUGHS), "not written as Word writes"),
        ("text.docx", lambda: with_part(DOCUMENT, OUTSIDE), "not written as Word writes"),
        ("text.docx", lambda: with_part(DOCUMENT, OUTSIDE.encode("utf-16")), "not written as"),
        (
            "text.docx",
            lambda: with_part(DOCUMENT, b'<?xml version="1.0" encoding="cp037"?><a/>'),
            "not written as Word writes",
        ),
        ("text.docx", lambda: with_part(DOCUMENT, "<a><b></a>"), "is damaged"),
        ("text.docx", lambda: with_part(DOCUMENT, "<a>" * 300 + "</a>" * 300), "put together as"),
        ("text.docx", lambda: with_part("word/header1.xml", LAUGHS), "not written as Word writes"),
        ("text.docx", lambda: with_part(DOCUMENT, LONG_NAMES), "not written as Word writes"),
        ("text.docx", lambda: with_part(DOCUMENT, f"<a>{'<b/>' * 200_001}</a>"), "put together as"),
        ("text.docx", lambda: with_part("customXml/item1.xml", PIECES), "put together as"),
    ],
)
def test_a_file_that_is_no_plain_word_file_is_refused_in_plain_words(name, body, words) -> None:
    with pytest.raises(InvalidInputError) as refused:
        opened(name, body())
    [problem] = refused.value.problems
    assert words in problem.wrong
    assert f"“{name}”" in problem.wrong
    assert "without a password" in problem.allowed


def test_words_that_look_like_namespaces_hold_nobody_up() -> None:
    """Gone through letter by letter from each of them, these would take hours."""
    many = f"<w:p><w:r><w:t>{'xmlns' * 200_000}</w:t></w:r></w:p>"
    document = parts_of(BODY)[DOCUMENT].replace("</w:body>", f"{many}</w:body>")
    tree = opened("text.docx", with_part(DOCUMENT, document)).document
    assert max(len(element.text or "") for element in tree.iter()) == 1_000_000


def test_parts_that_together_unfold_to_too_much_are_refused() -> None:
    edge = b"<a>" + b" " * 1_000_000 + b"</a>"
    many = {f"word/header{n}.xml": edge for n in range(1, 9)}
    with pytest.raises(InvalidInputError, match="unfolds to far more"):
        opened("text.docx", packed({**parts_of(BODY), **many}))


def test_a_name_that_would_write_on_a_terminal_is_shown_harmless() -> None:
    with pytest.raises(InvalidInputError) as refused:
        opened("a\x1b[2J.exe", BODY)
    assert "\x1b" not in str(refused.value)


def test_somebody_elses_data_in_the_file_is_left_alone() -> None:
    parts = parts_of(BODY)
    theirs = {"customXml/item2.xml": LAUGHS, "customXml/item3.xml": "<b xmlns='urn:x'/>"}
    without_ours = {name: text for name, text in parts.items() if name != "customXml/item1.xml"}
    assert opened("text.docx", packed({**parts, **theirs})).origin is not None
    assert opened("text.docx", packed({**without_ours, **theirs})).origin is None

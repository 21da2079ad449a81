"""Mails to be opened and sent: read back by the standard library, the same bytes every time."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import html5lib
import pytest
from going_out import HOSTILE, RELEASED, SUMMER, every_outgoing, headed, outgoing

from builders import a_draft, a_sentence, an_organisation
from disclosure.outputs.eml import eml, subject
from disclosure.outputs.notice_files import AS_MAIL
from disclosure.outputs.outgoing import Outgoing
from disclosure.outputs.papers import DRAFT, EXAMPLE
from disclosure.words.drafts import GAP

LETTER = headed(a_draft(a_sentence("The group’s tills are down – for now.")), "What you can do")


def opened(message: bytes) -> EmailMessage:
    found = message_from_bytes(message, policy=default)
    assert isinstance(found, EmailMessage)
    assert [part.defects for part in found.walk()] == [[] for _ in found.walk()]
    return found


def part(message: EmailMessage, kind: str) -> str:
    (found,) = [each for each in message.iter_parts() if each.get_content_subtype() == kind]
    return found.get_content()


def test_a_draft_opens_as_an_unsent_mail_to_nobody() -> None:
    message = opened(eml(outgoing(LETTER)))
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "DRAFT: What you can do"
    assert message["Organization"] == "Harcourt & Vale plc"
    assert message["Date"].datetime == datetime(
        2025, 4, 22, 14, 5, tzinfo=timezone(timedelta(hours=1))
    )
    for header in ("To", "Cc", "Bcc", "From", "Sender", "Reply-To"):
        assert message[header] is None
    assert message.get_content_type() == "multipart/alternative"
    assert [each.get_content_type() for each in message.iter_parts()] == [
        "text/plain",
        "text/html",
    ]
    assert part(message, "plain").replace("\r\n", "\n") == (
        "DRAFT. Not released. Not to be given out.\n\nThe group’s tills are down – for now.\n"
    )


def test_the_page_of_a_mail_is_whole_and_says_draft_too() -> None:
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        part(opened(eml(outgoing(LETTER))), "html")
    )
    assert page.get("lang") == "en-GB"
    assert page.findtext("head/title") == "DRAFT: What you can do"
    assert [p.strip() for element in page.iter("p") for p in element.itertext()] == [
        "DRAFT. Not released. Not to be given out.",
        "The group’s tills are down – for now.",
    ]
    # The headline is the subject, and does not stand in the text a second time.
    assert list(page.iter("h2")) == []


def test_a_released_one_has_no_mark_in_subject_or_text() -> None:
    message = eml(outgoing(LETTER, marks=RELEASED))
    assert b"DRAFT" not in message
    assert opened(message)["Subject"] == "What you can do"
    assert eml(outgoing(LETTER, marks=(EXAMPLE,))).count(b"EXAMPLE") == 4


def test_a_notice_without_a_headline_has_its_title_as_subject() -> None:
    assert subject(outgoing(a_draft(title="Letter to staff"))) == "DRAFT: Letter to staff"
    gap = headed(a_draft(title="Letter to staff"), a_sentence("x", kind=GAP))
    assert subject(outgoing(gap)) == "DRAFT: Letter to staff"


def test_every_line_ends_as_mail_does_and_none_is_too_long() -> None:
    # RFC 5322 2.1.1: CRLF; at most 998 characters, 78 wanted. Content here is quoted-printable.
    for each in every_outgoing():
        if each.draft.layout in AS_MAIL:
            message = eml(each)
            assert message.count(b"\n") == message.count(b"\r\n")
            assert max(map(len, message.split(b"\r\n"))) <= 78
            assert message.isascii()
            opened(message)


def test_hostile_words_add_no_header_and_no_part() -> None:
    attack = "Hello\r\nBcc: all@example.org\r\n\r\n--=_x\r\n\x00<script>"
    draft = headed(a_draft(a_sentence(f"{HOSTILE}\r\n--=_x--\r\n.")), attack)
    message = opened(eml(outgoing(draft, organisation=replace(an_organisation(), name=attack))))
    assert message["Bcc"] is None
    assert message["Subject"] == "DRAFT: Hello Bcc: all@example.org --=_x <script>"
    assert len(list(message.iter_parts())) == 2
    page = part(message, "html")
    assert "<script" not in page
    html5lib.HTMLParser(strict=True).parse(page)


def test_the_same_version_gives_the_same_bytes() -> None:
    assert eml(outgoing(LETTER)) == eml(outgoing(LETTER))


@pytest.mark.parametrize(
    "other",
    [
        outgoing(LETTER, version=2),
        outgoing(LETTER, series=2),
        outgoing(LETTER, marks=RELEASED),
        outgoing(LETTER, at=SUMMER + timedelta(seconds=1)),
        outgoing(headed(LETTER, "Another")),
    ],
)
def test_another_version_is_another_message(other: Outgoing) -> None:
    one, two = opened(eml(outgoing(LETTER))), opened(eml(other))
    assert one["Message-ID"] != two["Message-ID"]
    assert one.get_boundary() != two.get_boundary()
    assert one["Message-ID"].endswith("@disclosure.invalid>")


def test_the_marks_of_a_mail_are_those_of_the_text() -> None:
    assert outgoing(marks=(DRAFT, EXAMPLE)).warnings[0].startswith("DRAFT.")
    assert subject(outgoing(LETTER, marks=(DRAFT, EXAMPLE))) == "DRAFT, EXAMPLE: What you can do"

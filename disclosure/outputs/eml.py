"""A text as a mail that is ready to be sent by a person: a message file (RFC 5322).

It names nobody it goes to and nobody it comes from: the mail program puts in the sender, a
person the recipients. `X-Unsent` makes mail programs open it for sending. Date, identifiers
and boundary come from the version, so that the same version gives the same bytes.
"""

from __future__ import annotations

import hashlib
import html
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from disclosure.outputs.fragment import article
from disclosure.outputs.text import body

if TYPE_CHECKING:
    from disclosure.outputs.outgoing import Outgoing

HOST = "disclosure.invalid"
"""No host has this name: the identifier names a text, not a machine."""
PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
{body}</body>
</html>
"""


def eml(outgoing: Outgoing) -> bytes:
    """Give a text as a message to be opened in a mail program and sent from there.

    Its headline is the subject, and does not stand in the text a second time.
    """
    key = _key(outgoing)
    text = replace(outgoing.text, headline=None)
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Date"] = format_datetime(outgoing.dated_at.astimezone(outgoing.zone))
    message["Message-ID"] = f"<{key[:32]}@{HOST}>"
    message["Subject"] = subject(outgoing)
    message["Organization"] = _one_line(outgoing.organisation.name)
    marks = [*outgoing.warnings, ""] if outgoing.warnings else []
    message.set_content("\n".join([*marks, *body(text)]).rstrip() + "\n", cte="quoted-printable")
    page = PAGE.format(
        language=html.escape(text.language),
        title=html.escape(subject(outgoing)),
        body=article(text, outgoing.warnings),
    )
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    # No line of quoted-printable can hold "=_", so the boundary cannot stand in the text.
    message.set_boundary(f"=_{key[:40]}")
    return message.as_bytes()


def subject(outgoing: Outgoing) -> str:
    """Give the subject: the headline, or the notice's title, after what it is marked with."""
    headline = outgoing.text.headline
    words = headline.text if headline and headline.is_said else outgoing.draft.title
    return _one_line(": ".join([", ".join(outgoing.marks), words]) if outgoing.marks else words)


def _one_line(text: str) -> str:
    """Give text without line breaks and control characters, as a header line needs it."""
    printable = (char if char.isprintable() else " " for char in text)
    return " ".join("".join(printable).split())


def _key(outgoing: Outgoing) -> str:
    """Name this very message, for ever, without giving away what is in it."""
    said = (
        outgoing.draft.digest,
        outgoing.dated_at.isoformat(),
        *(str(value) for value in (outgoing.version, outgoing.series, *outgoing.marks)),
    )
    return hashlib.sha256("\n".join(said).encode()).hexdigest()

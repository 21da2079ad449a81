"""Mail through an SMTP server: short, neutral, and without anything about an incident in it."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING, Protocol

from disclosure.facts.instants import utc
from disclosure.problems import ValueRefusedError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from disclosure.settings import MailSettings

TIMEOUT = 20
"""Seconds we wait for a server to answer; a worker must not hang on one mail."""
LONGEST_ERROR = 300
LONGEST_ADDRESS = 254


class MailError(RuntimeError):
    """The server did not take a mail; it may be tried again."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person.

    Attributes:
        key: The same for every attempt to send this mail, so that a second copy is known as one.
        at: When it was written, aware.
    """

    to: str
    subject: str
    text: str
    key: str
    at: datetime


class Mailer(Protocol):
    """Whatever takes a mail."""

    def send(self, mail: Mail) -> None:
        """Hand a mail over.

        Raises:
            MailError: It was not taken.
            ValueRefusedError: A header would hold something that does not belong there.
        """
        ...


class SMTPMailer:
    """Hands mails to an SMTP server."""

    def __init__(
        self,
        settings: MailSettings,
        *,
        timeout: float = TIMEOUT,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """Take the settings; `context` says whose certificates are trusted."""
        self._settings, self._timeout, self._context = settings, timeout, context

    def __repr__(self) -> str:
        """Name the server and nothing else."""
        return f"SMTPMailer({self._settings.host}:{self._settings.port})"

    def send(self, mail: Mail) -> None:
        """Hand a mail over.

        Raises:
            MailError: The server cannot be reached or does not take it.
            ValueRefusedError: A header would hold something that does not belong there.
        """
        message = self._message(mail)
        try:
            with self._connected() as server:
                server.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            raise MailError(self._words(error)) from error

    def _message(self, mail: Mail) -> EmailMessage:
        domain = _domain(self._settings.sender)
        message = EmailMessage(policy=SMTP)
        message["From"] = address(self._settings.sender)
        message["To"] = address(mail.to)
        message["Subject"] = one_line(mail.subject)
        message["Date"] = format_datetime(utc(mail.at))
        message["Message-ID"] = f"<{one_line(mail.key)}@{domain}>"
        # Away messages and mailing lists do not answer what a program sent (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        return message

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        settings = self._settings
        # Named, so that the name of this machine is neither looked up nor told.
        name = _domain(settings.sender)
        with self._server(name) as server:
            if settings.security == "starttls":
                # Refused by a server that offers none: we never fall back to plain text.
                server.starttls(context=self._trusted())
            if settings.user:
                server.login(settings.user, settings.password.value)
            yield server

    def _server(self, name: str) -> smtplib.SMTP:
        settings, timeout = self._settings, self._timeout
        if settings.security == "tls":
            return smtplib.SMTP_SSL(
                settings.host, settings.port, name, timeout=timeout, context=self._trusted()
            )
        return smtplib.SMTP(settings.host, settings.port, name, timeout=timeout)

    def _trusted(self) -> ssl.SSLContext:
        return self._context or ssl.create_default_context()

    def _words(self, error: Exception) -> str:
        """Say what went wrong, without anything that was secret on the way there."""
        where = f"{self._settings.host}:{self._settings.port}"
        if isinstance(error, smtplib.SMTPAuthenticationError):
            return f"The mail server {where} did not accept the user name and password."
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            return f"The mail server {where} refused the address."
        if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
            return f"The mail server {where} did not answer in {self._timeout:.0f} seconds."
        said = " ".join(str(error).split())[:LONGEST_ERROR]
        return f"The mail server {where} did not take the mail: {said}"


def address(text: str) -> str:
    """Give an address unchanged, or refuse it.

    Raises:
        ValueRefusedError: It is no single plain address.
    """
    local, _, domain = one_line(text).rpartition("@")
    plain = not set(text) & set(" ,;<>()[]\"'\\:")
    if not local or not domain or not plain or len(text) > LONGEST_ADDRESS:
        raise ValueRefusedError(
            f"'{shown(text)}' is no address for mail.", "Write name@example.org."
        )
    return text


def one_line(text: str) -> str:
    """Give text for a header unchanged, or refuse it: a line break would begin a header.

    Raises:
        ValueRefusedError: It holds a control character.
    """
    if not text.isprintable():
        raise ValueRefusedError(
            "A header of a mail holds a line break or a control character.", "Take it out."
        )
    return text


def _domain(sender: str) -> str:
    return address(sender).rpartition("@")[2]

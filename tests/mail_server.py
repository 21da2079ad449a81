"""A real mail server for tests, on this machine only."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from disclosure.channels.mail import Mail, MailError
from disclosure.settings import MailSettings, Secret

USER, PASSWORD = "disclosure", "correct horse battery"
SENDER = "disclosure@example.org"


class Inbox:
    """Takes mails, or refuses the next ones."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.refuse_with = ""
        self.was_secret = False

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - named by aiosmtpd
        if self.refuse_with:
            return self.refuse_with
        self.was_secret = session.ssl is not None
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients.append(envelope.rcpt_tos)
        return "250 OK"


class MailServer:
    """A running server: its settings, and what it was given."""

    def __init__(self, inbox: Inbox, controller: Controller, security: str) -> None:
        self.inbox, self.controller, self.security = inbox, controller, security

    def settings(self, *, user: str = "", password: str = "") -> MailSettings:
        port = self.controller.server.sockets[0].getsockname()[1]
        secret = Secret(password)
        return MailSettings("127.0.0.1", port, self.security, SENDER, user, secret)


def _check(server, session, envelope, mechanism, data) -> AuthResult:
    known = isinstance(data, LoginPassword) and data.login == USER.encode()
    return AuthResult(success=known and data.password == PASSWORD.encode(), handled=False)


class _Here(Controller):
    """A controller that asks the system for a free port."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(
    security: str = "none", *, context: ssl.SSLContext | None = None, asks: bool = False
) -> Iterator[MailServer]:
    """Run a server until the block is left.

    Args:
        security: starttls · tls · none.
        context: The certificate it shows.
        asks: Whether it takes mail only from those who sign in.
    """
    inbox = Inbox()
    given = {"authenticator": _check, "auth_required": True} if asks else {}
    if security == "starttls":
        given |= {"tls_context": context, "require_starttls": True}
    controller = _Here(
        inbox,
        hostname="127.0.0.1",
        port=0,
        ssl_context=context if security == "tls" else None,
        **given,
    )
    controller.start()
    try:
        yield MailServer(inbox, controller, security)
    finally:
        controller.stop()


def a_certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Make a certificate for this machine: what the server shows, and what trusts it."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-keyout", str(key), "-out", str(certificate), "-days", "2",
            "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    shows = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    shows.load_cert_chain(certificate, key)
    return shows, ssl.create_default_context(cafile=str(certificate))


class Post:
    """What stands in for a mail server: keeps what it is given, or refuses it."""

    def __init__(self, *, refuses: str = "") -> None:
        self.refuses = refuses
        self.mails: list[Mail] = []

    def send(self, mail: Mail) -> None:
        """Take a mail, or do not."""
        if self.refuses:
            raise MailError(self.refuses)
        self.mails.append(mail)

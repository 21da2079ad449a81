"""Mails that carry a one-time link; they go at once, so that no link is ever stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.channels.mail import Mail, MailError
from disclosure.problems import ValueRefusedError

if TYPE_CHECKING:
    from disclosure.channels.mail import Mailer
    from disclosure.outputs.mails import MailWriter
    from disclosure.services.links import MadeLink


@dataclass(frozen=True, slots=True)
class Mailed:
    """Whether a mail with a link left, and why not.

    Attributes:
        sent: It was handed to the mail server.
        why_not: What the server said; nothing where no mail is set up.
    """

    sent: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class LinkMail:
    """Sends links by mail."""

    mailer: Mailer
    writer: MailWriter

    def send(self, made: MadeLink, url: str) -> Mailed:
        """Send a link to whom it is for; a failure is an answer, for the page shows the link too.

        Args:
            made: The link.
            url: Its whole address.
        """
        link = made.link
        subject, text = self.writer.write(f"{link.kind}_link", link=url)
        # The digest says nothing about the token, and is the same for every attempt.
        mail = Mail(link.email, subject, text, f"link-{link.id[:32]}", link.made_at)
        try:
            self.mailer.send(mail)
        except (MailError, ValueRefusedError) as error:
            return Mailed(why_not=str(error))
        return Mailed(sent=True)

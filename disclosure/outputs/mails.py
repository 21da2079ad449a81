"""The texts of mails, from `templates/mail/`: the first line is the subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

if TYPE_CHECKING:
    from pathlib import Path


class MailWriter:
    """Writes the subject and the text of mails."""

    def __init__(self, templates: Path) -> None:
        """Take the folder that holds `mail/`."""
        self._environment = Environment(
            loader=FileSystemLoader(templates / "mail"),
            # Plain text: an ampersand is to arrive as one.
            autoescape=select_autoescape(("html",), default=False),
            undefined=StrictUndefined,
            keep_trailing_newline=True,
        )

    def write(self, name: str, **values: str) -> tuple[str, str]:
        """Give the subject and the text of a mail.

        Args:
            name: The template, without its ending: `reminder`.
            values: What it prints.
        """
        written = self._environment.get_template(f"{name}.txt.j2").render(values)
        subject, _, text = written.partition("\n")
        return subject.strip(), text.lstrip("\n")

"""What a browser sent, freed of what no browser sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

if TYPE_CHECKING:
    from typing import IO

    from werkzeug.datastructures import FileStorage

NUL, SHOWN = "\x00", "\N{REPLACEMENT CHARACTER}"
MOST_DIGITS = 9
PLAIN = "application/x-www-form-urlencoded"


class CleanParser(FormDataParser):
    """Reads forms; NUL is no character of HTML, and PostgreSQL takes none."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]:
        """Read a form, with a sign in place of each NUL, as a browser would show it.

        Werkzeug keeps its limits for forms with files only; ours hold for every form.

        Raises:
            RequestEntityTooLarge: It is longer, or has more fields, than any form of ours.
        """
        longest, most = self.max_form_memory_size, self.max_form_parts
        if mimetype == PLAIN and longest is not None and (content_length or 0) > longest:
            raise RequestEntityTooLarge
        rest, form, files = super().parse(stream, mimetype, content_length, options)
        if most is not None and sum(map(len, form.listvalues())) > most:
            raise RequestEntityTooLarge
        return rest, MultiDict([(_clean(n), _clean(v)) for n, v in form.items(multi=True)]), files


class SentRequest(Request):
    """A request whose forms hold nothing that could not be shown or kept."""

    form_data_parser_class = CleanParser


def _clean(text: str) -> str:
    return text.replace(NUL, SHOWN)


def number_of(text: str | None) -> int:
    """Give a number that a page sent along; 0 for whatever no page of ours would send."""
    if not text or len(text) > MOST_DIGITS or not text.isascii() or not text.isdecimal():
        return 0
    return int(text)

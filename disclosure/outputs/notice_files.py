"""The files one notice can be had as: which there are, and how each is made.

PDF is no part of this table: a document of record is made elsewhere and kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.outputs.eml import eml
from disclosure.outputs.fragment import fragment
from disclosure.outputs.news_text import news_text
from disclosure.outputs.outgoing import Outgoing
from disclosure.outputs.spreadsheets import CSV_TYPE
from disclosure.outputs.text import as_text
from disclosure.outputs.word import docx
from disclosure.outputs.word_merge import merge_csv
from disclosure.outputs.word_package import DOCX_TYPE

if TYPE_CHECKING:
    from disclosure.words.drafts import Draft

ANNOUNCEMENT, STATEMENT, FORM, LETTER, EMAIL = (
    "announcement",
    "statement",
    "form",
    "letter",
    "email",
)
BANNER, POST = "banner", "post"
TO_PRESS = frozenset({ANNOUNCEMENT, STATEMENT})
AS_MAIL = frozenset({LETTER, EMAIL})
ON_PAGES = frozenset({ANNOUNCEMENT, STATEMENT, LETTER, EMAIL, BANNER, POST})
OTHERS = frozenset({FORM, LETTER, EMAIL, BANNER, POST})
EVERY = TO_PRESS | OTHERS
AS_LETTER = frozenset({LETTER})


@dataclass(frozen=True, slots=True)
class Format:
    """A form a notice can leave the building in.

    Attributes:
        id: `news`.
        title: What a page calls it.
        ending: How its file's name ends, without the dot.
        layouts: The layouts of notices it is for.
    """

    id: str
    title: str
    ending: str
    media_type: str
    layouts: frozenset[str]
    make: Callable[[Outgoing], bytes]


def _news(outgoing: Outgoing) -> bytes:
    return news_text(outgoing).encode()


def _text(outgoing: Outgoing) -> bytes:
    return as_text(outgoing.text, warnings=outgoing.warnings).encode()


def _fragment(outgoing: Outgoing) -> bytes:
    return fragment(outgoing, with_ids=True).encode()


PLAIN, HTML = "text/plain; charset=utf-8", "text/html; charset=utf-8"
FORMATS = (
    Format("news", "Text for a news service", "txt", PLAIN, TO_PRESS, _news),
    Format("text", "Plain text", "txt", PLAIN, OTHERS, _text),
    Format("eml", "Email", "eml", "message/rfc822", AS_MAIL, eml),
    Format("fragment", "HTML for a website", "html", HTML, ON_PAGES, _fragment),
    Format("docx", "Word", "docx", DOCX_TYPE, EVERY, docx),
    Format("merge", "Mail merge", "csv", CSV_TYPE, AS_LETTER, merge_csv),
)
"""In the order in which a page lists them."""


def formats_of(draft: Draft) -> tuple[Format, ...]:
    """Give the formats a notice of this layout can be had in."""
    return formats_for(draft.layout)


def formats_for(layout: str) -> tuple[Format, ...]:
    """Give the formats of a layout."""
    return tuple(format_ for format_ in FORMATS if layout in format_.layouts)

"""A text for a news service: narrow, plain, and without anything a wire could break.

A service is given a form to fill and a text to paste. So the details for the form stand above a
rule, the text below it, and nothing is a table. Quotation marks, dashes, blanks and ellipses are
written in US-ASCII, because systems on the way still spoil the others; letters and currency
signs stay, for a name or a pound sign is a word and not a mark. The file is UTF-8.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from disclosure.facts.instants import in_words
from disclosure.outputs.outgoing import respelt
from disclosure.outputs.papers import ANNOUNCEMENT, ISSUER
from disclosure.outputs.text import body, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.facts.case import Entity
    from disclosure.outputs.outgoing import Outgoing
    from disclosure.words.drafts import Draft

WIDTH = 70
END = "ENDS"
INSIDE = "inside-information"
"""The sentence by which a text says that it holds inside information."""
MISSING = "[Still missing]"
FIRST = "MSC, Miscellaneous"
LATER = "UPD, Strategy/Company/Operations Update"
"""Headline categories by the codes of DTR 8 Annex 2; a service may use codes of its own."""

PLAIN_MARKS = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "\N{SINGLE LOW-9 QUOTATION MARK}": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{FIGURE DASH}": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "…": "...",
        "•": "-",
        "·": "-",
        "×": "x",
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\N{THIN SPACE}": " ",
        "\N{SOFT HYPHEN}": "",
        "\N{ZERO WIDTH SPACE}": "",
        "\N{ZERO WIDTH NO-BREAK SPACE}": "",
    }
)


def plain_marks(text: str) -> str:
    """Give text with its punctuation in US-ASCII and single blanks; its words are untouched."""
    return " ".join(text.translate(PLAIN_MARKS).split())


def news_text(outgoing: Outgoing) -> str:
    """Give a text for a news service; an announcement has its filing details above it."""
    text = respelt(outgoing.text, plain_marks)
    lines = [line for warning in outgoing.warnings for line in textwrap.wrap(warning, WIDTH)]
    lines += [""] if lines else []
    if text.layout == ANNOUNCEMENT:
        lines += [*_details(outgoing, text), "", "-" * WIDTH, ""]
    return "\n".join([*lines, *body(text, width=WIDTH), END, ""])


def _details(outgoing: Outgoing, text: Draft) -> Iterator[str]:
    intro = "For the form of the news service. The text itself begins below the line."
    yield from textwrap.wrap(intro, WIDTH)
    yield ""
    issuer = next(iter(outgoing.organisation.in_role(ISSUER)), None)
    rows = (
        ("Issuer", issuer.legal_name if issuer else outgoing.organisation.name),
        ("LEI", issuer.lei if issuer and issuer.lei else MISSING),
        ("Securities", _securities(issuer)),
        ("Headline", shown(text.headline) if text.headline else MISSING),
        ("Category", _category(outgoing)),
        ("Inside information", _inside(text)),
        ("This text", _which(outgoing)),
        ("Its digest", f"begins {outgoing.draft.digest[:16]}"),
    )
    for label, value in rows:
        if value:
            yield from textwrap.wrap(
                plain_marks(value),
                WIDTH,
                initial_indent=f"{label + ':':<20}",
                subsequent_indent=" " * 20,
                break_long_words=False,
                break_on_hyphens=False,
            )


def _securities(issuer: Entity | None) -> str:
    held = issuer.securities if issuer else ()
    return "; ".join(", ".join(filter(None, (s.ticker, s.isin, s.venue))) for s in held)


def _category(outgoing: Outgoing) -> str:
    return f"{LATER if outgoing.series > 1 else FIRST} (proposed; whoever files it decides)"


def _inside(text: Draft) -> str:
    found = next((sentence for sentence in text.sentences() if sentence.id == INSIDE), None)
    if found is None:
        return "the text does not say that it holds any"
    return "yes, and the text says so" if found.is_said else "not judged yet"


def _which(outgoing: Outgoing) -> str:
    at = in_words(outgoing.dated_at, outgoing.zone)
    if outgoing.version is None:
        return f"the draft as it stood at {at}"
    became = "released" if outgoing.is_released else "frozen, not released,"
    return f"version {outgoing.version}, {became} {at}"

"""What a PDF of record is made from: plain data, which can be handed to another process.

The same data gives the same bytes. `paper_html` lays it out, `pdf` prints it, and `press` does
both in processes of their own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from disclosure.facts.instants import iso
from disclosure.words.drafts import Draft
from disclosure.words.record import Plain

if TYPE_CHECKING:
    from disclosure.facts.case import Organisation

DRAFT, EXAMPLE = "DRAFT", "EXAMPLE"
ATTACHMENT = "facts.json"
SCHEMA = 1
SHORT = 16
"""Characters of a digest that the foot of a page shows; the last page shows it whole."""
ANNOUNCEMENT, ISSUER = "announcement", "issuer"
LETTERHEAD = ("address", "registered")
"""What of the profile stands under the name, in this order."""


class PaperError(RuntimeError):
    """A document cannot be made; the message says why in plain words."""


class PDFUnavailableError(PaperError):
    """No PDF can be made on this machine; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who speaks, as its profile gives it.

    Attributes:
        lines: Address, registration, LEI: whatever is recorded, in the order it is shown.
    """

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a document comes from: the foot of every page says it.

    Attributes:
        version: The frozen version; None of a text that was never frozen.
        digest: The digest of the words and of what they rest on.
        trail_seq: The number of the trail's last entry at that moment; None without a trail.
        trail_head: The digest of that entry.
        dated_at: The document's only date, aware.
    """

    version: int | None
    digest: str
    trail_seq: int | None
    trail_head: str
    known_at: datetime
    law_as_of: date
    dated_at: datetime


@dataclass(frozen=True, slots=True)
class Paper:
    """A notice as a document.

    Attributes:
        marks: DRAFT, EXAMPLE, both or neither; without DRAFT it is a record.
        facts: What each sentence rests on, to be embedded; `paper_facts` gathers it.
    """

    draft: Draft
    letterhead: Letterhead
    provenance: Provenance
    zone: str
    marks: tuple[str, ...]
    facts: Mapping[str, Plain]

    @property
    def title(self) -> str:
        """Give the document's title, which says aloud what the watermark shows."""
        return marked(f"{self.draft.title}, {self.letterhead.name}", self.marks)

    @property
    def is_record(self) -> bool:
        """Say whether it stands as given out, and is no draft."""
        return DRAFT not in self.marks


@dataclass(frozen=True, slots=True)
class BoardRow:
    """Something that happened, for the table beneath the picture."""

    when: str
    lane: str
    what: str


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The first hours of an incident on one page of a board paper.

    Attributes:
        name: What the page is called: 'The first 72 hours'.
        case: The incident's title.
        picture: The drawing, as SVG.
        alt: What the drawing shows, in a sentence.
        rows: The same as a table; those that do not fit on the page are counted.
        facts: Every row, to be embedded.
    """

    name: str
    case: str
    picture: str
    alt: str
    rows: tuple[BoardRow, ...]
    letterhead: Letterhead
    provenance: Provenance
    zone: str
    marks: tuple[str, ...]
    facts: Mapping[str, Plain]
    language: str = "en-GB"

    @property
    def title(self) -> str:
        """Give the document's title, which says aloud what the watermark shows."""
        return marked(f"{self.name}: {self.case}", self.marks)


Printable = Paper | BoardPage


def marked(title: str, marks: tuple[str, ...]) -> str:
    """Give a title with its marks before it: 'DRAFT, EXAMPLE: Press statement'."""
    return f"{', '.join(marks)}: {title}" if marks else title


def letterhead_of(organisation: Organisation, layout: str) -> Letterhead:
    """Give the letterhead of an organisation, as far as its profile is filled in.

    Args:
        organisation: Who speaks.
        layout: The layout of the notice; an announcement is the issuer's, under its LEI.
    """
    said = (organisation.profile.get(key) for key in LETTERHEAD)
    lines = [line for line in said if line]
    issuers = organisation.in_role(ISSUER) if layout == ANNOUNCEMENT else ()
    if not issuers:
        return Letterhead(organisation.name, tuple(lines))
    lei = (f"LEI {issuers[0].lei}",) if issuers[0].lei else ()
    return Letterhead(issuers[0].legal_name, (*lines, *lei))


def attachment(paper: Printable) -> bytes:
    """Give the file that is embedded: where the document comes from, and what it rests on."""
    table = {"schema": SCHEMA, "document": _document(paper), **paper.facts}
    return (json.dumps(table, ensure_ascii=False, indent=1) + "\n").encode()


def _document(paper: Printable) -> dict[str, Plain]:
    origin, zone = paper.provenance, ZoneInfo(paper.zone)
    return {
        "title": paper.title,
        "notice": paper.draft.notice if isinstance(paper, Paper) else "",
        "organisation": paper.letterhead.name,
        "marks": list(paper.marks),
        "version": origin.version,
        "digest": origin.digest,
        "trail_seq": origin.trail_seq,
        "trail_head": origin.trail_head,
        "known_at": iso(origin.known_at, zone),
        "law_as_of": origin.law_as_of.isoformat(),
        "dated_at": iso(origin.dated_at, zone),
    }

"""Lays a document out as HTML, from the templates in `templates/pdf/`."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from disclosure.facts.instants import clock, full_date, iso
from disclosure.outputs.html import PART_NAMES
from disclosure.outputs.papers import ATTACHMENT, DRAFT, EXAMPLE, SHORT, Paper, PaperError
from disclosure.outputs.timeline import Lane
from disclosure.words.drafts import open_questions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from disclosure.outputs.papers import BoardPage, BoardRow, Printable, Provenance
    from disclosure.words.drafts import Part

TEMPLATES = {
    "announcement": "announcement",
    "form": "form",
    "letter": "letter",
    "email": "email",
    "statement": "statement",
    "banner": "sheet",
    "post": "sheet",
}
MARK_WORDS = {
    DRAFT: "DRAFT. Not approved. Not to be given out.",
    EXAMPLE: "EXAMPLE. Modelled on a public incident.",
}
RANKS = (Lane.CLOCKS, Lane.SUBMISSIONS, Lane.STATEMENTS, Lane.JUDGEMENTS, Lane.FACTS)
"""What a board asks for first, where not every row of the table fits on the page."""
MONTHS = "|".join(calendar.month_name[1:])
TOGETHER = re.compile(rf"\b\d+(?: \d+)+\b|\b\d{{1,2}} (?:{MONTHS})\b")
MARK_SIZE = {1: 62, 2: 40}
"""How large the watermark's letters are, by the number of its words."""


class PaperWriter:
    """Writes the HTML that is printed."""

    def __init__(self, templates: Path) -> None:
        """Take the folder that holds `pdf/`."""
        self._environment = Environment(
            loader=FileSystemLoader(templates / "pdf"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.tests["part"] = _is_part
        self._environment.filters["unbroken"] = _unbroken

    def notice(self, paper: Paper) -> str:
        """Lay out a notice.

        Raises:
            PaperError: It is to be a record and something is missing in it.
        """
        draft = paper.draft
        if paper.is_record and any(draft.gaps()):
            raise PaperError(
                f"“{draft.title}” has gaps, and a document of record has none. "
                "Fill them, or print it as a draft."
            )
        return self._environment.get_template(f"{TEMPLATES[draft.layout]}.html.j2").render(
            **_frame(paper),
            draft=draft,
            layout=draft.layout,
            language=draft.language,
            running=f"{paper.letterhead.name} · {draft.title}",
            level=2 if draft.headline and draft.layout != "email" else 1,
            open_questions=open_questions(draft),
        )

    def board(self, page: BoardPage, *, rows: int) -> str:
        """Lay out the first hours of an incident.

        Args:
            page: What stands on it.
            rows: How many rows of its table there is room for.
        """
        left = len(page.rows) - rows
        return self._environment.get_template("board.html.j2").render(
            **_frame(page),
            layout="board",
            language=page.language,
            running="",
            rows=_foremost(page.rows, rows),
            more=f"{left} more in the attached {ATTACHMENT}." if left > 0 else "",
        )

    def mark(self, marks: tuple[str, ...]) -> str:
        """Draw the watermark."""
        return self._environment.get_template("mark.svg.j2").render(
            words=" ".join(marks), size=MARK_SIZE.get(len(marks), MARK_SIZE[2])
        )


def _is_part(part: Part, name: str) -> bool:
    return PART_NAMES[type(part)] == name


def _unbroken(text: str) -> str:
    """Keep telephone numbers and days on one line."""
    return TOGETHER.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)


def _foremost(rows: Sequence[BoardRow], room: int) -> list[BoardRow]:
    """Give as many rows as there is room for, in their order; what a board asks for first stays."""
    ranks = [RANKS.index(row.lane) if row.lane in RANKS else len(RANKS) for row in rows]
    kept = sorted(range(len(rows)), key=lambda n: ranks[n])[:room]
    return [rows[n] for n in sorted(kept)]


def _frame(paper: Printable) -> dict[str, object]:
    """Give what the frame of every document shows."""
    zone, origin = ZoneInfo(paper.zone), paper.provenance
    return {
        "paper": paper,
        "dated": iso(origin.dated_at, zone),
        "date": full_date(origin.dated_at.astimezone(zone)),
        "moment": _moment(origin.dated_at, zone),
        "mark_words": " ".join(MARK_WORDS[mark] for mark in paper.marks),
        "foot": _foot(origin, zone),
        "origin": _origin(origin, zone),
    }


def _foot(origin: Provenance, zone: ZoneInfo) -> tuple[str, str]:
    """Give the two lines at the foot of every page."""
    first = f"{_version(origin)} · digest {origin.digest[:SHORT]} · {_trail(origin, SHORT)}"
    known = f"Known at {_moment(origin.known_at, zone)}"
    return first, f"{known} · law as of {_day(origin)}"


def _origin(origin: Provenance, zone: ZoneInfo) -> tuple[str, ...]:
    """Give what the last page says, with every digest whole."""
    trail = _trail(origin, None)
    return (
        f"{_version(origin)}, digest {origin.digest}.",
        f"{trail[0].upper()}{trail[1:]}.",
        f"Known at {_moment(origin.known_at, zone)}.",
        f"Law as of {_day(origin)}.",
        f"What each sentence rests on is in {ATTACHMENT}, inside this file.",
    )


def _version(origin: Provenance) -> str:
    return "Not frozen" if origin.version is None else f"Version {origin.version}"


def _trail(origin: Provenance, length: int | None) -> str:
    if origin.trail_seq is None:
        return "no trail"
    return f"trail entry {origin.trail_seq}, head {origin.trail_head[:length]}"


def _day(origin: Provenance) -> str:
    day = origin.law_as_of
    return f"{day.day} {day:%B} {day.year}"


def _moment(instant: datetime, zone: ZoneInfo) -> str:
    local = instant.astimezone(zone)
    return f"{full_date(local)}, {clock(local)} {local:%Z}"

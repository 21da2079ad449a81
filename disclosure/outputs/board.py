"""The first hours of an incident as one page of a board paper."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from disclosure.outputs.deadline_words import moment
from disclosure.outputs.papers import BoardPage, BoardRow, Provenance
from disclosure.outputs.timeline import rows
from disclosure.outputs.timeline_svg import draw

if TYPE_CHECKING:
    from datetime import date, datetime

    from disclosure.facts.case import Case
    from disclosure.outputs.papers import Letterhead
    from disclosure.outputs.timeline import Timeline
    from disclosure.words.record import Plain

BOARD = "board.timeline"
"""The name of its file in a pack, where a notice has its id."""
HALO = re.compile(r' paint-order="[^"]*" stroke="[^"]*" stroke-width="3" stroke-linejoin="round"')
FONT = ('font-family="inherit"', 'font-family="Source Sans 3"')


def board_page(
    line: Timeline,
    case: Case,
    letterhead: Letterhead,
    *,
    law_as_of: date,
    marks: tuple[str, ...],
    trail: tuple[int, str] | None = None,
    dated_at: datetime | None = None,
) -> BoardPage:
    """Make a board page from a timeline.

    Args:
        line: What stands on it.
        case: The incident.
        letterhead: Whose incident it is.
        law_as_of: The day whose law is applied.
        marks: DRAFT, EXAMPLE, both or neither.
        trail: The number and the digest of the trail's last entry, where there is a trail.
        dated_at: The date it bears; the instant it looks from when not given.
    """
    table = _table(line)
    listed: list[Plain] = [{"when": r.when, "kind": r.lane, "what": r.what} for r in table]
    text = json.dumps([case.id, listed], ensure_ascii=False)
    name = f"The first {line.hours} hours"
    seq, head = trail or (None, "")
    return BoardPage(
        name=name,
        case=case.title,
        picture=_picture(line),
        alt=_in_words(line, name),
        rows=table,
        letterhead=letterhead,
        provenance=Provenance(
            version=None,
            digest=hashlib.sha256(text.encode()).hexdigest(),
            trail_seq=seq,
            trail_head=head,
            known_at=line.now,
            law_as_of=law_as_of,
            dated_at=dated_at or line.now,
        ),
        zone=line.zone.key,
        marks=marks,
        facts={"rows": listed},
    )


def _table(line: Timeline) -> tuple[BoardRow, ...]:
    """List what is drawn, without the days that bear no remark."""
    plain_days = {day.name for day in line.days if not day.note}
    listed = (row for row in rows(line) if row.what not in plain_days)
    return tuple(BoardRow(row.when, row.lane, row.what) for row in listed)


def _in_words(line: Timeline, name: str) -> str:
    """Say what the picture shows, for whoever does not see it."""
    return (
        f"{name}, from {moment(line.starts_at, line.zone)}: clocks, facts recorded, "
        "judgements, statements and submissions on one line of time. "
        "The table below the picture says the same."
    )


def _picture(line: Timeline) -> str:
    """Draw it for paper: our own font, and no pale edge, which printers draw over the letters."""
    return HALO.sub("", draw(line).svg.replace(*FONT))

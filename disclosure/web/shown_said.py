"""What everybody was told as its page shows it: words for what became of it, and where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, url_for

from disclosure.facts.in_words import NOT_KNOWN, STANDING_WORDS
from disclosure.facts.instants import clock, day
from disclosure.outputs.said import DIFFERS, FATE_WORDS, NOT_TOLD, NOTHING_STANDS
from disclosure.services.said_pages import Fate
from disclosure.services.said_words import UNDECIDED
from disclosure.signoff.people import Role
from disclosure.words.corrections import readers_of
from disclosure.words.sources import JUDGEMENT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from disclosure.services.said_pages import Row, SaidTable, Telling
    from disclosure.services.said_words import Stated
    from disclosure.signoff.people import Person

KINDS = {
    Fate.HOLDS: "done",
    Fate.CHANGED: "soon",
    Fate.WRONG: "stop",
    Fate.WITHDRAWN: "soon",
}
"""The shape and colour of the tag of each fate; its words carry the meaning."""
CORRECTION = "corrections.new"
"""Where a correction is drafted."""


def fate_of(telling: Telling) -> tuple[str, str]:
    """Give what has become of what was said, in words, and the kind of its tag."""
    return FATE_WORDS[str(telling.fate)], KINDS[telling.fate]


def standing_of(stated: Stated) -> str:
    """Say how well it was known; nothing where the value says that already."""
    words = STANDING_WORDS[stated.standing]
    return "" if NOT_KNOWN in (words, stated.words) else words


def short(moment: datetime, zone: ZoneInfo) -> str:
    """Give an instant as briefly as a cell allows: '14:30 on 22 April'."""
    local = moment.astimezone(zone)
    return f"{clock(local)} on {day(local)}"


def fact_link(row: Row, incident_id: UUID) -> str:
    """Give the page on which a fact is answered, an entry kept or a question judged."""
    record, is_entry, entry = row.key.partition(":")
    if is_entry:
        return url_for("entries.edit", incident_id=incident_id, record=record, entry_id=entry)
    if row.key.startswith(f"{JUDGEMENT}."):
        key = row.key.removeprefix(f"{JUDGEMENT}.")
        return url_for("duties.judgement", incident_id=incident_id, key=key)
    return url_for("facts.ask", incident_id=incident_id, key=row.key)


def text_link(telling: Telling, incident_id: UUID) -> str:
    """Give the page on which the text is read as its reader read it."""
    text = telling.text
    return url_for("notices.text", incident_id=incident_id, name=text.notice, ref=text.ref)


def correction_link(telling: Telling, incident_id: UUID, person: Person) -> tuple[str, str]:
    """Give where a correction is drafted, and what the link says; nothing for who drafts none."""
    if not person.may(Role.DRAFTER):
        return "", ""
    text = telling.text
    if CORRECTION in current_app.view_functions:
        readers = readers_of(text.reader.audience, text.notice)
        href = url_for(CORRECTION, incident_id=incident_id, audience=readers)
        return href, "Draft the correction"
    href = url_for("notices.show", incident_id=incident_id, name=text.notice)
    return f"{href}#overtaken", "Tell them what has changed"


def sections(table: SaidTable) -> list[tuple[str, str, tuple[Row, ...]]]:
    """Give the rows under headings, each with a name to link to: what no longer holds first."""
    found = [(title, f"topic-{n}", rows) for n, (title, rows) in enumerate(table.topics, start=1)]
    if table.overtaken:
        found.insert(0, ("Told, and no longer so", "overtaken", table.overtaken))
    return found


WORDS: Mapping[str, object] = {
    "fate": fate_of,
    "standing": standing_of,
    "short": short,
    "fact_link": fact_link,
    "text_link": text_link,
    "correction": correction_link,
    "differs": DIFFERS,
    "not_told": NOT_TOLD,
    "nothing_stands": NOTHING_STANDS,
    "undecided": UNDECIDED,
}
"""What the template may call."""

"""Documents as pages show them: a word for how far each is, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from disclosure.facts.instants import in_words
from disclosure.services.documents import DocumentKind

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.services.documents import Line
    from disclosure.services.incidents import Incident

STATES = {
    "ready": ("Ready", "done"),
    "redacted": ("Removed", "quiet"),
    "failed": ("Failed", "stop"),
    "retried": ("Failed, tried again", "soon"),
    "waiting": ("Being made", "going"),
    "none": ("Not made", "quiet"),
    "off": ("Off", "quiet"),
}
"""What a page calls how far a document is, and the kind of its tag."""
STEPS = {
    "none": "Make it",
    "failed": "See why, and try again",
    "retried": "See why, and try again",
    "waiting": "See how far it is",
    "redacted": "Make it from what is left",
}
WHAT = {
    DocumentKind.DRAFT: "PDF, marked DRAFT",
    DocumentKind.RECORD: "PDF of record",
    DocumentKind.PACK: "ZIP",
    DocumentKind.BOARD: "PDF for the board",
}
NOTES = {
    DocumentKind.PACK: (
        "Every notice released, and those frozen marked DRAFT: as PDF and as text, with a "
        "manifest of digests."
    ),
    DocumentKind.BOARD: "Clocks, facts, judgements, statements and submissions.",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A document in a list.

    Attributes:
        what: What kind of file it is.
        of: What it is a document of, for those who do not see the row it stands in.
        file: Where its file is; nothing while there is none.
        page: Where a page says how far it is.
        poll: It may be ready any moment.
        can_ask: A button has it made.
        is_old: A new one would come out different.
        step: What the page can do about it.
        why_off: Why no PDF can be made here, where that is so and this one is not made.
        text: The notice and the version it is a document of; nothing of a whole incident.
    """

    title: str
    what: str
    of: str
    state: str
    kind: str
    note: str
    file: str
    page: str
    name: str
    poll: bool
    can_ask: bool
    is_old: bool = False
    step: str = ""
    why_off: str = ""
    text: tuple[str, str] = ("", "")


def shown(line: Line, incident: Incident, why_off: str) -> Shown:
    """Give a document as pages show it."""
    state = line.state
    if why_off and state != "ready":
        state = "off"
    word, kind = STATES[state]
    page, file = _addresses(line, incident)
    title = f"Version {line.text.number}" if line.text else line.title
    if line.text and line.text.series > 1:
        title = f"Text {line.text.series}, version {line.text.number}"
    return Shown(
        title=title,
        what=WHAT[line.kind],
        of=f"{line.title}, {title[:1].lower()}{title[1:]}" if line.text else line.title,
        state=word,
        kind=kind,
        note=_note(line, incident),
        file=file if line.state == "ready" else "",
        page=page,
        name=line.name,
        poll=state in ("waiting", "retried"),
        can_ask=state in ("none", "failed", "redacted", "retried"),
        is_old=line.is_old,
        step=STEPS.get(state, "Make it as of now"),
        why_off=why_off if state == "off" else "",
        text=(line.text.template, line.text.ref) if line.text else ("", ""),
    )


def link_to_text(line: Line, incident: Incident) -> str:
    """Give where the same words stand as a page, which fits any screen; nothing of a pack."""
    if line.text is None:
        return ""
    text = line.text
    return url_for("notices.text", incident_id=incident.id, name=text.template, ref=text.ref)


def _note(line: Line, incident: Incident) -> str:
    if line.kind is DocumentKind.BOARD and line.as_of is not None:
        return f"{NOTES[line.kind]} As of {_words(line.as_of, incident)}."
    return NOTES.get(line.kind, "")


def _words(instant: datetime, incident: Incident) -> str:
    return in_words(instant, incident.zone)


def _addresses(line: Line, incident: Incident) -> tuple[str, str]:
    if line.text is None:
        to: dict[str, Any] = {"incident_id": incident.id, "kind": str(line.kind)}
        return url_for("documents.show_whole", **to), url_for("documents.file_whole", **to)
    of: dict[str, Any] = {
        "incident_id": incident.id,
        "name": line.text.template,
        "ref": line.text.ref,
        "kind": str(line.kind),
    }
    return url_for("documents.show", **of), url_for("documents.file", **of)

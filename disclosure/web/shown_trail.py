"""The trail, and an incident as it was known, as their pages show them: words, days and links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from flask import url_for

from disclosure.facts.in_words import STANDING_WORDS, answer_in_words, fields_in_words
from disclosure.facts.instants import clock, day, full_date, in_words, utc
from disclosure.facts.standings import Change
from disclosure.outputs.deadline_words import place
from disclosure.services.fact_pages import RecordView
from disclosure.services.trail_pages import Kind
from disclosure.services.trail_subjects import AboutKind
from disclosure.web.shown_notices import capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from disclosure.facts.versions import FactVersion
    from disclosure.services.fact_pages import PageView
    from disclosure.services.incidents import Incident
    from disclosure.services.trail_pages import TrailLine
    from disclosure.services.trail_subjects import About

DIGEST_SHOWN = 16
JUST_BEFORE = timedelta(microseconds=1)
KINDS: Mapping[Kind, str] = {
    Kind.FACTS: "Facts",
    Kind.JUDGEMENTS: "Judgements",
    Kind.NOTICES: "Notices",
    Kind.APPROVALS: "Approvals",
    Kind.DEADLINES: "Deadlines",
    Kind.TEAM: "Title and team",
    Kind.RECORD: "The record itself",
}
"""Each kind of action as a list to choose from says it."""


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry as its page shows it.

    Attributes:
        at_words: The time of day in both clocks; the day stands above it.
        seconds: The instant to the second, in the universal clock.
        digest: The beginning of its digest.
        is_redacted: Something of what it said was removed.
        href: The page of what it is about; nothing where there is none.
        page: What that page is called.
        before: The incident as known just before it; nothing for the opening.
        after: The incident as known just after it.
    """

    seq: int
    at: datetime
    at_words: str
    seconds: str
    words: str
    reason: str
    digest: str
    is_redacted: bool
    href: str
    page: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownDay:
    """The entries of one day."""

    words: str
    entries: tuple[ShownEntry, ...]


def days_of(lines: Iterable[TrailLine], incident: Incident) -> tuple[ShownDay, ...]:
    """Give entries by the day on which they were recorded, in the order in which they come."""
    zone = incident.zone
    by_day = groupby(lines, key=lambda line: line.entry.at.astimezone(zone).date())
    return tuple(
        ShownDay(
            f"{first:%A} {first.day} {first:%B %Y}",
            tuple(_shown(line, incident) for line in held),
        )
        for first, held in by_day
    )


def _shown(line: TrailLine, incident: Incident) -> ShownEntry:
    entry, incident_id, zone = line.entry, incident.id, incident.zone
    # Before it was opened there is nothing to look back at.
    is_opening = entry.at <= incident.opened_at
    before = "" if is_opening else known_link(incident_id, entry.at - JUST_BEFORE)
    return ShownEntry(
        seq=entry.seq,
        at=entry.at,
        at_words=time_of_day(entry.at, zone),
        seconds=to_the_second(entry.at),
        words=line.words,
        reason=capital(entry.reason),
        digest=line.digest[:DIGEST_SHOWN],
        is_redacted=bool(entry.redacted),
        href=link_to(line.about, incident_id),
        page=CALLED.get(line.about.kind, ""),
        before=before,
        after=known_link(incident_id, entry.at),
    )


def time_of_day(at: datetime, zone: ZoneInfo) -> str:
    """Give the time of day in both clocks: '14:03 London (13:03 UTC)'."""
    local, universal = at.astimezone(zone), utc(at)
    other_day = f"{universal:%a} " if universal.date() != local.date() else ""
    return f"{clock(local)} {place(zone)} ({other_day}{clock(universal)} UTC)"


def to_the_second(at: datetime) -> str:
    """Give an instant to the second: '22 April 2025, 13:03:07 UTC'."""
    return f"{full_date(utc(at))}, {utc(at):%H:%M:%S} UTC"


def in_full(at: datetime, zone: ZoneInfo) -> str:
    """Give an instant as a page of the past is marked with it, to the second, in both clocks."""
    local, universal = at.astimezone(zone), utc(at)
    other_day = f"{universal:%a} " if universal.date() != local.date() else ""
    return (
        f"{local:%A} {day(local)} {local.year}, {local:%H:%M:%S} {place(zone)} "
        f"({other_day}{universal:%H:%M:%S} UTC)"
    )


def as_known(at: datetime) -> str:
    """Write an instant as an address names it."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def known_link(incident_id: UUID, at: datetime) -> str:
    """Give the address of an incident as known at an instant."""
    return url_for("trail.known", incident_id=incident_id, at=as_known(at))


PAGES: Mapping[AboutKind, tuple[str, str]] = {
    AboutKind.FACT: ("facts.ask", "key"),
    AboutKind.RECORD: ("entries.index", "record"),
    AboutKind.JUDGEMENT: ("duties.judgement", "key"),
    AboutKind.NOTICE: ("notices.versions", "name"),
    AboutKind.TEXT: ("notices.text", "name"),
    AboutKind.DUTY: ("duties.show", "obligation"),
    AboutKind.DEADLINES: ("deadlines.of_incident", ""),
    AboutKind.TEAM: ("incidents.team", ""),
}
"""The page of each kind of thing, and what its address calls the thing."""


CALLED: Mapping[AboutKind, str] = {
    AboutKind.FACT: "The question",
    AboutKind.RECORD: "The list",
    AboutKind.JUDGEMENT: "The judgement",
    AboutKind.NOTICE: "The notice",
    AboutKind.TEXT: "The text",
    AboutKind.DUTY: "The duty",
    AboutKind.DEADLINES: "The deadlines",
    AboutKind.TEAM: "The team",
}
"""What a link to each page says."""


def link_to(about: About, incident_id: UUID) -> str:
    """Give the address of what an entry is about; nothing for the incident itself."""
    page, name = PAGES.get(about.kind, ("", ""))
    if not page or (name and not about.key):
        return ""
    said: dict[str, Any] = {name: about.key} if name else {}
    if about.ref:
        said["ref"] = about.ref
    return url_for(page, incident_id=incident_id, **said)


# ---- Facts as they stood -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShownFact:
    """An answer as it stood.

    Attributes:
        stamp: As of when it was so, from what source, who recorded it and when.
        changes: How often it had been changed by then; 0 where it stood as first recorded.
    """

    label: str
    words: str
    standing: str
    stamp: str
    changes: int


@dataclass(frozen=True, slots=True)
class ShownFacts:
    """What stood on one question page; the questions without an answer are counted."""

    title: str
    facts: tuple[ShownFact, ...]
    unanswered: int


def shown_facts(pages: Iterable[PageView]) -> tuple[ShownFacts, ...]:
    """Give the facts as they stood, page by page."""
    return tuple(
        ShownFacts(
            page.page.title,
            tuple(_facts_of(page)),
            sum(fact.current is None for fact in page.facts),
        )
        for page in pages
    )


def _facts_of(page: PageView) -> Iterator[ShownFact]:
    for item in page.items:
        if isinstance(item, RecordView):
            for entry in item.entries:
                said = fields_in_words(item.record, entry.version, page.zone)
                words = "; ".join(f"{label}: {text}" for label, text in said)
                yield _fact(item.record.label, words, entry.version, entry.history, page.zone)
        elif item.current is not None:
            words = answer_in_words(item.question, item.current, page.zone)
            yield _fact(item.question.label, words, item.current, item.history, page.zone)


def _fact(
    label: str,
    words: str,
    version: FactVersion,
    history: tuple[FactVersion, ...],
    zone: ZoneInfo,
) -> ShownFact:
    true_at = f"True at {in_words(version.true_at, zone)}" if version.true_at else ""
    by = f"recorded{_by(version.recorded_by)} {in_words(version.recorded_at, zone)}"
    said = [true_at, version.support.source, by]
    stamp = "; ".join(part for part in said if part)
    changed = (Change.CHANGES, Change.WRONG_WHEN_SAID, Change.WITHDRAWN)
    return ShownFact(
        label=label,
        words=words,
        standing=STANDING_WORDS[version.standing],
        stamp=f"{stamp[:1].upper()}{stamp[1:]}.",
        changes=sum(each.change in changed for each in history),
    )


def _by(name: str) -> str:
    return f" by {name}," if name else ""

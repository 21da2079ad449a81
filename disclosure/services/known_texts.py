"""Which texts had been released, and what each audience had been told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.services.notice_events import events_of
from disclosure.signoff.events import Given, Released
from disclosure.store import notices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from disclosure.catalogue.load import Catalogue
    from disclosure.signoff.events import NoticeEvent
    from disclosure.store.notices import Begun, Version
    from disclosure.store.transactions import Transaction
    from disclosure.words.drafts import Draft


@dataclass(frozen=True, slots=True)
class ReleasedText:
    """A text that was released.

    Attributes:
        notice: The id of the notice in the catalogue.
        series: The number of the text among those of this notice.
        draft: What it said.
    """

    notice: str
    series: int
    version: int
    digest: str
    at: datetime
    by: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class GivenText:
    """A text given to somebody, or a report made without one of ours.

    Attributes:
        notice: The id of the notice in the catalogue.
        given: To whom, when, how, and who recorded it.
        draft: What it said; None for a report made without a text of ours.
    """

    notice: str
    given: Given
    draft: Draft | None


@dataclass(frozen=True, slots=True)
class AudienceTold:
    """What an audience had been told.

    Attributes:
        title: Who it is.
        texts: Each text given to it, the first first; none where it had been told nothing.
    """

    audience: str
    title: str
    texts: tuple[GivenText, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to the notices of an incident: the series, their texts, their events."""

    begun: Sequence[Begun]
    versions: Mapping[UUID, tuple[Version, ...]]
    events: Mapping[UUID, tuple[NoticeEvent, ...]]

    @classmethod
    def of(cls, tx: Transaction, incident_id: UUID) -> Happened:
        """Read it, in three statements."""
        begun = notices.begun_of(tx, incident_id)
        ids = [each.id for each in begun]
        entries = notices.entries_about(tx, incident_id, ids)
        events = {name: events_of(said) for name, said in entries.items()}
        return cls(begun, notices.versions_of(tx, ids), events)

    def each(self) -> Iterator[tuple[Begun, NoticeEvent, Version | None]]:
        """Give each event with the series and the version it is about."""
        for begun in self.begun:
            held = {version.number: version for version in self.versions.get(begun.id, ())}
            for event in self.events.get(begun.id, ()):
                yield begun, event, held.get(getattr(event, "version", 0))


def released_texts(happened: Happened) -> tuple[ReleasedText, ...]:
    """Give every text released, the first first; of a notice begun again, the earlier ones too."""
    found = [
        ReleasedText(
            begun.template,
            begun.series,
            text.number,
            text.digest,
            event.at,
            event.by_name,
            text.draft,
        )
        for begun, event, text in happened.each()
        if isinstance(event, Released) and text
    ]
    return tuple(sorted(found, key=lambda text: text.at))


def audiences_told(
    happened: Happened, catalogue: Catalogue, at_hand: Iterable[str]
) -> tuple[AudienceTold, ...]:
    """Give what each audience had been told.

    Args:
        happened: What happened to the notices.
        catalogue: The notices and audiences there are.
        at_hand: The notices at hand; whoever they are for is listed, told or not.
    """
    found: dict[str, list[GivenText]] = {}
    for name in at_hand:
        found.setdefault(catalogue.notice(name).audience, [])
    for begun, event, text in happened.each():
        if isinstance(event, Given):
            told = GivenText(begun.template, event, text.draft if text else None)
            found.setdefault(catalogue.notice(begun.template).audience, []).append(told)
    return tuple(
        AudienceTold(
            audience,
            catalogue.audiences[audience].title,
            tuple(sorted(texts, key=lambda told: told.given.at_given)),
        )
        for audience, texts in found.items()
    )

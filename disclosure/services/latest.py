"""What happened last in an incident, in whole sentences; what belongs together is one of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from disclosure.services.trail_subjects import Subjects, wanted_versions
from disclosure.signoff.policy import listed
from disclosure.store.incidents import incident_for
from disclosure.store.notices import begun_of
from disclosure.store.trail import latest_entries
from disclosure.store.trail_pages import versions_named
from disclosure.trail.actions import Action
from disclosure.trail.sentences import PROGRAM, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

    from disclosure.catalogue.load import Catalogue
    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transactions
    from disclosure.trail.entries import Entry

LOOKED_AT, SHOWN = 60, 8
"""Entries read, and sentences given: people type many facts at once."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened, in a sentence.

    Attributes:
        why: The reason given for it.
    """

    words: str
    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Latest:
    """Says what happened last."""

    transactions: Transactions
    catalogue: Catalogue

    def told(self, person: Person, incident_id: UUID) -> tuple[Told, ...]:
        """Give what happened last, the newest first.

        Raises:
            NotFoundError: The incident does not exist or is not theirs to see.
        """
        with self.transactions.read() as tx:
            incident = incident_for(tx, person, incident_id)
            read = latest_entries(tx, incident_id, LOOKED_AT)
            # A file made of a text is no news beside what people did.
            entries = tuple(e for e in read if e.action is not Action.DOCUMENT_MADE)
            named = tuple(dict.fromkeys(entry.subject for entry in entries))
            wanted = wanted_versions(entries, named, self.catalogue.vocabulary.records)
            subjects = Subjects(
                self.catalogue,
                incident.zone,
                {str(each.id): each for each in begun_of(tx, incident_id)},
                versions_named(tx, incident_id, wanted),
            )
        return tuple(_told(entries, subjects))[:SHOWN]


def _told(entries: tuple[Entry, ...], subjects: Subjects) -> Iterator[Told]:
    for (who, action), group in groupby(entries, key=lambda e: (e.actor_name, e.action)):
        held = tuple(group)
        if action is Action.FACT_RECORDED and len(held) > 1:
            yield Told(f"{who or PROGRAM} recorded {len(held)} facts.", held[0].at)
        elif action is Action.TEAM_JOINED and len(held) > 1:
            names = listed([str(e.detail.get("name") or "somebody") for e in reversed(held)])
            yield Told(f"{who or PROGRAM} put {names} on the team.", held[0].at)
        else:
            for entry in held:
                words = sentence(entry, subjects.about(entry).subject)
                yield Told(words, entry.at, entry.reason)

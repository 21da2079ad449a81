"""What is printed of an incident: its frozen texts and its first hours, from what is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.law.duties import assess_all
from disclosure.outputs.board import BOARD, board_page
from disclosure.outputs.outgoing import Outgoing
from disclosure.outputs.paper_facts import facts_of
from disclosure.outputs.papers import DRAFT, EXAMPLE, Paper, Provenance, letterhead_of
from disclosure.outputs.timeline import TimelineInputs, timeline
from disclosure.store.documents import DocumentKind, Text, last_entry
from disclosure.store.incidents import incident_by_id, load_case, organisation_at
from disclosure.store.notices import version_of
from disclosure.store.past import past
from disclosure.words.leaving import said_only

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from disclosure.outputs.papers import BoardPage
    from disclosure.services.packs import Packs
    from disclosure.store.transactions import Transaction
    from disclosure.trail.entries import Entry


@dataclass(frozen=True, slots=True)
class DocumentPapers:
    """Makes ready what is printed.

    Attributes:
        is_example: Everything in this installation is made up, and every paper says so.
    """

    packs: Packs
    is_example: bool = False

    def marks(self, kind: DocumentKind) -> tuple[str, ...]:
        """Give what stands across the pages of a document."""
        drafts = (DRAFT,) if kind is DocumentKind.DRAFT else ()
        return (*drafts, *((EXAMPLE,) if self.is_example else ()))

    def outgoing(
        self, tx: Transaction, incident_id: UUID, text: Text, kind: DocumentKind
    ) -> Outgoing:
        """Give a frozen text as it leaves the building."""
        incident, entry = incident_by_id(tx, incident_id), decided(text, kind)
        return Outgoing(
            draft=version_of(tx, text.notice_id, text.number).draft,
            organisation=organisation_at(tx, incident.organisation_id, entry.at),
            version=text.number,
            dated_at=entry.at,
            zone=incident.zone,
            series=text.series,
            marks=self.marks(kind),
        )

    def paper(self, tx: Transaction, incident_id: UUID, text: Text, kind: DocumentKind) -> Paper:
        """Give a frozen text as a document: as it was frozen, resting on what was known then.

        Args:
            tx: A transaction that reads; afterwards it sees nothing later than the freezing.
            incident_id: The incident.
            text: The frozen text.
            kind: Its draft, or the record of it once it was released.
        """
        incident = incident_by_id(tx, incident_id)
        version, entry = version_of(tx, text.notice_id, text.number), decided(text, kind)
        organisation = organisation_at(tx, incident.organisation_id, entry.at)
        case = load_case(past(tx, version.known_at), incident, version.known_at)
        known, catalogue, audience = (
            case.known_at(version.known_at),
            self.packs.catalogue,
            version.draft.audience,
        )
        law, on = catalogue.law, version.law_as_of
        # What was released with a gap, for a reason, is given out without it.
        is_record = kind is DocumentKind.RECORD
        draft = said_only(version.draft) if is_record else version.draft
        duties = assess_all(law.obligations, known, law.calendars, law_as_of=on)
        kept = {name: held for name, held in known.versions.items() if not held.is_redacted}
        return Paper(
            draft=draft,
            letterhead=letterhead_of(organisation, draft.layout),
            provenance=Provenance(
                version=version.number,
                digest=version.digest,
                trail_seq=entry.seq,
                trail_head=entry.digest,
                known_at=version.known_at,
                law_as_of=on,
                dated_at=entry.at,
            ),
            zone=incident.zone.key,
            marks=self.marks(kind),
            facts=facts_of(
                draft,
                self.packs.readable(known, duties, on, audience),
                kept,
                may_read=catalogue.audiences[audience].may_read,
            ),
        )

    def board(self, tx: Transaction, incident_id: UUID, at: datetime) -> BoardPage:
        """Give the first hours of an incident on one page, as they were known at an instant.

        Args:
            tx: A transaction that reads; afterwards it sees nothing later than the instant.
            incident_id: The incident.
            at: The instant, aware.
        """
        incident, entry = incident_by_id(tx, incident_id), last_entry(tx, incident_id, at)
        case = load_case(past(tx, at), incident, at)
        assessment, catalogue = self.packs.assessments.assess(case), self.packs.catalogue
        line = timeline(
            TimelineInputs(
                known=case.known_at(at),
                duties=assessment.duties,
                vocabulary=catalogue.vocabulary,
                calendars=catalogue.law.calendars,
                opened_at=incident.opened_at,
                audiences={a.id: a.title for a in catalogue.audiences.values()},
            )
        )
        return board_page(
            line,
            case,
            letterhead_of(case.organisation, BOARD),
            law_as_of=assessment.law_as_of,
            marks=self.marks(DocumentKind.BOARD),
            trail=(entry.seq, entry.digest),
            dated_at=at,
        )


def decided(text: Text, kind: DocumentKind) -> Entry:
    """Give the entry whose instant a document bears: the freezing, or the release."""
    if kind is DocumentKind.RECORD and text.released:
        return text.released
    return text.frozen

"""The documents of a pack: each of its drafts, and the first hours for the board."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.outputs.board import BOARD, board_page
from disclosure.outputs.paper_facts import facts_of
from disclosure.outputs.papers import DRAFT, Paper, Printable, Provenance, letterhead_of
from disclosure.outputs.timeline import TimelineInputs, timeline

if TYPE_CHECKING:
    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Known
    from disclosure.outputs.papers import BoardPage
    from disclosure.services.packs import Pack, Packs
    from disclosure.words.drafts import Draft

MARKS = (DRAFT,)
"""A pack is made from a case file, in which nobody approves anything."""


@dataclass(frozen=True, slots=True)
class PackPapers:
    """Makes ready what is printed of a pack."""

    catalogue: Catalogue
    packs: Packs

    def papers(self, pack: Pack) -> dict[str, Printable]:
        """Give every document of a pack, by the name of its file."""
        case = pack.assessment.case
        known = case.known_at(pack.assessment.at)
        papers: dict[str, Printable] = {
            draft.notice: self._paper(draft, pack, known) for draft in pack.drafts
        }
        return {**papers, BOARD: self._board(pack, known)}

    def _paper(self, draft: Draft, pack: Pack, known: Known) -> Paper:
        law_as_of = pack.assessment.law_as_of
        readable = self.packs.readable(known, pack.assessment.duties, law_as_of, draft.audience)
        may_read = self.catalogue.audiences[draft.audience].may_read
        return Paper(
            draft=draft,
            letterhead=letterhead_of(known.organisation, draft.layout),
            provenance=Provenance(
                version=None,
                digest=draft.digest,
                trail_seq=None,
                trail_head="",
                known_at=known.at,
                law_as_of=law_as_of,
                dated_at=known.at,
            ),
            zone=known.zone.key,
            marks=MARKS,
            facts=facts_of(draft, readable, known.versions, may_read=may_read),
        )

    def _board(self, pack: Pack, known: Known) -> BoardPage:
        case = pack.assessment.case
        recorded = (version.recorded_at for version in known.versions.values())
        line = timeline(
            TimelineInputs(
                known=known,
                duties=pack.assessment.duties,
                vocabulary=self.catalogue.vocabulary,
                calendars=self.catalogue.law.calendars,
                opened_at=min(recorded, default=known.at),
                audiences={a.id: a.title for a in self.catalogue.audiences.values()},
            )
        )
        letterhead = letterhead_of(known.organisation, BOARD)
        law_as_of = pack.assessment.law_as_of
        return board_page(line, case, letterhead, law_as_of=law_as_of, marks=MARKS)

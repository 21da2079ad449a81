"""Drafts the notices of a case, and writes them as a pack of files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.standings import Ceiling
from disclosure.law.duties import Outcome
from disclosure.services.corrections_drafted import Retelling
from disclosure.words.choosing import offered
from disclosure.words.drafting import draft
from disclosure.words.findings import CaseInputs
from disclosure.words.rulebook import find
from disclosure.words.sources import sources

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Case, Known
    from disclosure.law.duties import Duty
    from disclosure.outputs.assessment import Assessment
    from disclosure.services.assessments import Assessments
    from disclosure.words.blocks import Notice
    from disclosure.words.drafts import Draft
    from disclosure.words.findings import Finding
    from disclosure.words.sources import Sources

ALL = "all"
READY_FOR = {
    "always": frozenset(Outcome),
    "applies": frozenset({Outcome.APPLIES, Outcome.PRESUMED}),
    "undetermined": frozenset({Outcome.APPLIES, Outcome.PRESUMED, Outcome.UNDETERMINED}),
}


@dataclass(frozen=True, slots=True)
class Pack:
    """The drafts of a case at an instant, with what was found about them."""

    assessment: Assessment
    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Packs:
    """Drafts notices."""

    catalogue: Catalogue
    assessments: Assessments

    def draft_only(self, case: Case, *, notices: Sequence[str] = ()) -> tuple[Draft, ...]:
        """Draft notices of a case as it stands, without looking for findings.

        Raises:
            NotFoundError: There is no notice of that id.
        """
        assessment = self.assessments.assess(case)
        return self._drafts(case, assessment, self.chosen(assessment, notices))

    def draft(
        self,
        case: Case,
        *,
        at: datetime | None = None,
        law_as_of: date | None = None,
        notices: Sequence[str] = (),
    ) -> Pack:
        """Draft notices of a case.

        Args:
            case: The case.
            at: The instant from which it is looked at; the case's own when not given.
            law_as_of: The day whose law is applied.
            notices: The ids of the notices wanted, or `all`; none means those that are ready:
                every notice of a duty that applies or is presumed, those a file marks to be kept
                ready while its duty is still open, and the texts for staff, customers and media.

        Raises:
            NotFoundError: There is no notice of that id.
        """
        assessment = self.assessments.assess(case, at=at, law_as_of=law_as_of)
        known = case.known_at(assessment.at)
        drafts = self._drafts(case, assessment, self.chosen(assessment, notices))
        found = find(
            CaseInputs(
                known=known,
                drafts=drafts,
                duties=assessment.duties,
                audiences=self.catalogue.audiences,
                vocabulary=self.catalogue.vocabulary,
            )
        )
        return Pack(assessment, drafts, found)

    def _drafts(
        self, case: Case, assessment: Assessment, notices: Sequence[Notice]
    ) -> tuple[Draft, ...]:
        known = case.known_at(assessment.at)
        return self.draft_known(known, assessment.duties, assessment.law_as_of, notices)

    def draft_known(
        self, known: Known, duties: Sequence[Duty], law_as_of: date, notices: Sequence[Notice]
    ) -> tuple[Draft, ...]:
        """Draft each notice from what its audience may read of what is known."""
        audiences = dict.fromkeys(notice.audience for notice in notices)
        readable = {
            audience: self.readable(known, duties, law_as_of, audience) for audience in audiences
        }
        retelling = Retelling(self.catalogue)
        return tuple(
            draft(notice, retelling.sources(readable[notice.audience], notice))
            for notice in notices
        )

    def readable(
        self, known: Known, duties: Sequence[Duty], law_as_of: date, audience: str
    ) -> Sources:
        """Give what a text for an audience may rest on."""
        return sources(
            known,
            self.catalogue.vocabulary,
            self.catalogue.law.authorities,
            may_read=self.catalogue.audiences[audience].may_read,
            on=law_as_of,
            duties=duties,
        )

    def chosen(
        self, assessment: Assessment, wanted: Sequence[str] = (), *, known: Known | None = None
    ) -> tuple[Notice, ...]:
        """Give the notices wanted, or those that are ready where none is asked for.

        Args:
            assessment: The duties as they stand.
            wanted: The ids of the notices wanted, or `all`.
            known: What was known at the assessment's instant, where it is at hand already.
        """
        if ALL in wanted:
            return self.catalogue.notices
        if wanted:
            return tuple(self.catalogue.notice(name) for name in dict.fromkeys(wanted))
        outcomes = {duty.obligation.id: duty.outcome for duty in assessment.duties}
        ready = tuple(n for n in self.catalogue.notices if _is_ready(n, outcomes))
        if not any(notice.offer_when for notice in ready):
            return ready
        known = known or assessment.case.known_at(assessment.at)
        called = self.called_for(known, assessment.duties, assessment.law_as_of, ready)
        return tuple(notice for notice in ready if notice.id in called)

    def called_for(
        self, known: Known, duties: Sequence[Duty], law_as_of: date, notices: Sequence[Notice]
    ) -> frozenset[str]:
        """Give the ids of the notices that what is known calls for.

        Whether a text makes sense now does not depend on who reads it, so every fact counts;
        what stands in it still rests on what its audience may read alone.
        """
        everything = sources(
            known,
            self.catalogue.vocabulary,
            self.catalogue.law.authorities,
            may_read=frozenset(Ceiling),
            on=law_as_of,
            duties=duties,
        )
        retelling = Retelling(self.catalogue)
        return frozenset(
            notice.id
            for notice in notices
            if offered(notice, retelling.sources(everything, notice))
        )


def _is_ready(notice: Notice, outcomes: dict[str, Outcome]) -> bool:
    """Say whether a notice is drafted unasked; without a duty, only one that is always ready."""
    if not notice.obligation:
        return notice.ready == "always"
    outcome = outcomes.get(notice.obligation, Outcome.DOES_NOT_APPLY)
    return outcome in READY_FOR[notice.ready]

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
from disclosure.words.sources import Ground

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
        ground = self._ground(assessment)
        return self.draft_from(ground, self.chosen(assessment, notices, ground=ground))

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
        ground = self._ground(assessment)
        drafts = self.draft_from(ground, self.chosen(assessment, notices, ground=ground))
        found = find(
            CaseInputs(
                known=ground.known,
                drafts=drafts,
                duties=assessment.duties,
                audiences=self.catalogue.audiences,
                vocabulary=self.catalogue.vocabulary,
                reach_each=ground.reach_each,
            )
        )
        return Pack(assessment, drafts, found)

    def _ground(self, assessment: Assessment) -> Ground:
        known = assessment.case.known_at(assessment.at)
        return self.ground(known, assessment.duties, assessment.law_as_of)

    def draft_known(
        self, known: Known, duties: Sequence[Duty], law_as_of: date, notices: Sequence[Notice]
    ) -> tuple[Draft, ...]:
        """Draft each notice from what its audience may read of what is known."""
        return self.draft_from(self.ground(known, duties, law_as_of), notices)

    def draft_from(self, ground: Ground, notices: Sequence[Notice]) -> tuple[Draft, ...]:
        """Draft each notice from what its audience may read of what texts may rest on."""
        retelling = Retelling(self.catalogue.of(ground.known.organisation.name))
        return tuple(
            draft(
                notice, retelling.sources(self.read_by(notice.audience, ground, notice.id), notice)
            )
            for notice in notices
        )

    def ground(self, known: Known, duties: Sequence[Duty], law_as_of: date) -> Ground:
        """Give everything texts may rest on, to be parted by who reads them."""
        catalogue = self.catalogue
        own = catalogue.of(known.organisation.name)
        return Ground(
            known,
            catalogue.vocabulary,
            catalogue.law.authorities,
            law_as_of,
            duties,
            own.reach_each,
        )

    def read_by(self, audience: str, ground: Ground, notice: str = "") -> Sources:
        """Give what a text for an audience may rest on, by its id where that is known."""
        return ground.sources(self.catalogue.audiences[audience].may_read, notice)

    def readable(
        self, known: Known, duties: Sequence[Duty], law_as_of: date, audience: str
    ) -> Sources:
        """Give what a text for an audience may rest on, of what is known."""
        return self.read_by(audience, self.ground(known, duties, law_as_of))

    def chosen(
        self, assessment: Assessment, wanted: Sequence[str] = (), *, ground: Ground | None = None
    ) -> tuple[Notice, ...]:
        """Give the notices wanted, or those that are ready where none is asked for.

        Args:
            assessment: The duties as they stand.
            wanted: The ids of the notices wanted, or `all`. Of a text that is written for each
                group those are given whose group is, or may be, concerned.
            ground: What texts may rest on at the assessment's instant, where it is at hand already.
        """
        catalogue = self.catalogue.of(assessment.case.organisation.name)
        if wanted:
            return self._wanted(catalogue, wanted, ground or self._ground(assessment))
        outcomes = {duty.obligation.id: duty.outcome for duty in assessment.duties}
        ready = tuple(n for n in catalogue.notices if _is_ready(n, outcomes))
        if not any(notice.offer_when for notice in ready):
            return ready
        called = self.called_for_on(ground or self._ground(assessment), ready)
        return tuple(notice for notice in ready if notice.id in called)

    def _wanted(
        self, catalogue: Catalogue, wanted: Sequence[str], ground: Ground
    ) -> tuple[Notice, ...]:
        """Give the notices wanted; in place of one written for each group, those it is for."""
        named = [catalogue.notice(name) for name in dict.fromkeys(wanted) if name != ALL]
        if ALL in wanted:
            named = [notice for notice in catalogue.notices if not notice.group]
        families: dict[str, list[Notice]] = {}
        for notice in catalogue.notices:
            if notice.group:
                families.setdefault(notice.family, []).append(notice)
        found: dict[str, Notice] = {}
        for notice in named:
            of_groups = families.get(notice.id, ())
            called = self.called_for_on(ground, of_groups) if of_groups else frozenset()
            found |= {n.id: n for n in of_groups if n.id in called} or {notice.id: notice}
        return tuple(found.values())

    def called_for(
        self, known: Known, duties: Sequence[Duty], law_as_of: date, notices: Sequence[Notice]
    ) -> frozenset[str]:
        """Give the ids of the notices that what is known calls for.

        Whether a text makes sense now does not depend on who reads it, so every fact counts;
        what stands in it still rests on what its audience may read alone.
        """
        return self.called_for_on(self.ground(known, duties, law_as_of), notices)

    def called_for_on(self, ground: Ground, notices: Sequence[Notice]) -> frozenset[str]:
        """Give the ids of the notices that are called for by what texts may rest on."""
        everything = frozenset(Ceiling)
        retelling = Retelling(self.catalogue.of(ground.known.organisation.name))
        return frozenset(
            notice.id
            for notice in notices
            if offered(notice, retelling.sources(ground.sources(everything, notice.id), notice))
        )


def _is_ready(notice: Notice, outcomes: dict[str, Outcome]) -> bool:
    """Say whether a notice is drafted unasked; without a duty, only one that is always ready."""
    if not notice.obligation:
        return notice.ready == "always"
    outcome = outcomes.get(notice.obligation, Outcome.DOES_NOT_APPLY)
    return outcome in READY_FOR[notice.ready]

"""Duties of an incident, and the judgements only a named person may make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.versions import NOT_YET
from disclosure.problems import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
)
from disclosure.services.judgement_checks import UnsureError, concerns_of, problems_of
from disclosure.services.judgement_facts import known_that_bears, moved_since
from disclosure.signoff.people import Role
from disclosure.store import judgements as store
from disclosure.store.incidents import incident_for, load_case
from disclosure.store.teams import outcome_of, remember_outcome, team_of
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Case
    from disclosure.facts.instants import When
    from disclosure.facts.vocabulary import JudgementQuestion
    from disclosure.outputs.assessment import Assessment
    from disclosure.outputs.assessment_text import Names
    from disclosure.services.assessments import Assessments
    from disclosure.signoff.people import Person
    from disclosure.store.judgements import Judged
    from disclosure.store.transactions import Transaction, Transactions


@dataclass(frozen=True, slots=True)
class JudgementLine:
    """A question for a named person, and how it stands.

    Attributes:
        judged: Every judgement made, the newest first.
        waiting: The titles of the duties that wait for it.
        moved: What has changed since it was judged, of what bears on it: the labels of facts.
        known: What bears on it, as known now: label and answer in words.
        seen: The number of the newest judgement, 0 when there is none.
    """

    question: JudgementQuestion
    judged: tuple[Judged, ...]
    waiting: tuple[str, ...]
    moved: tuple[str, ...]
    known: tuple[tuple[str, str], ...] = ()

    @property
    def current(self) -> Judged | None:
        """Give the judgement that counts."""
        return self.judged[0] if self.judged else None

    @property
    def seen(self) -> int:
        """Give the number of the judgement that counts, 0 when there is none."""
        return self.judged[0].judgement.number if self.judged else 0


@dataclass(frozen=True, slots=True)
class DutiesView:
    """Every duty of an incident with its reasons, and what has to be judged."""

    assessment: Assessment
    names: Names
    judgements: tuple[JudgementLine, ...]

    def line(self, key: str) -> JudgementLine:
        """Give one question.

        Raises:
            NotFoundError: There is no such question.
        """
        for line in self.judgements:
            if line.question.key == key:
                return line
        message = f"There is no judgement '{key}'."
        raise NotFoundError(message)


@dataclass(frozen=True, slots=True)
class TypedJudgement:
    """A judgement as typed.

    Attributes:
        when: The instant it names, or None.
        made_at: When it was made, aware.
        made_by: The role of who judged.
        seen: The number of the judgement that was shown, so that nobody overrules unawares.
        looked_at: The concerns that were looked at before recording it all the same.
    """

    key: str
    value: str
    when: When | None
    made_at: datetime
    made_by: str
    made_by_name: str
    why: str
    seen: int
    looked_at: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Duties:
    """Says how the duties of an incident stand, and records judgements.

    Attributes:
        on_change: What follows from a change of an incident, within its transaction.
    """

    transactions: Transactions
    catalogue: Catalogue
    assessments: Assessments
    on_change: tuple[Callable[[Transaction, UUID], None], ...] = ()

    def view(self, person: Person, incident_id: UUID) -> DutiesView:
        """Give every duty of an incident as it stands now.

        Raises:
            NotFoundError: The incident does not exist or is not theirs to see.
        """
        with self.transactions.read() as tx:
            incident = incident_for(tx, person, incident_id)
            case = load_case(tx, incident)
            judged = store.judged(tx, incident_id)
        return self.view_of(case, judged)

    def view_of(self, case: Case, judged: tuple[Judged, ...]) -> DutiesView:
        """Give every duty of a case, with the judgements recorded by its instant."""
        assessment = self.assessments.assess(case)
        lines = tuple(
            self._line(question, case, assessment, judged)
            for question in self.catalogue.vocabulary.judgements.values()
        )
        return DutiesView(assessment, self.assessments.names(assessment.law_as_of), lines)

    def _line(
        self,
        question: JudgementQuestion,
        case: Case,
        assessment: Assessment,
        judged: tuple[Judged, ...],
    ) -> JudgementLine:
        own = tuple(each for each in judged if each.judgement.key == question.key)
        name = f"judgement:{question.key}"
        waiting = tuple(d.obligation.title for d in assessment.duties if name in d.waits_for)
        moved = moved_since(question, own[0], case, self.catalogue) if own else ()
        known = known_that_bears(question, case, self.catalogue)
        return JudgementLine(question, own, waiting, moved, known)

    # ---- Judging -------------------------------------------------------------------------

    def judge(
        self, person: Person, incident_id: UUID, typed: TypedJudgement, *, once: str = ""
    ) -> None:
        """Record a judgement with the facts as they stood.

        Raises:
            ConflictError: Somebody else has judged in the meantime.
            UnsureError: Something deserves a second look first; says what.
            ForbiddenError: The person may not record.
            InvalidInputError: Something typed does not fit; the paths are the fields' names.
        """
        if not person.may(Role.RECORDER, Role.DRAFTER, Role.APPROVER):
            message = "Only a recorder, a drafter or an approver records a judgement."
            raise ForbiddenError(message)
        with self.transactions.begin(person) as tx:
            incident = incident_for(tx, person, incident_id)
            if outcome_of(tx, once, person):
                return
            problems = problems_of(typed, self.catalogue.vocabulary.judgements, tx.at)
            if problems:
                raise InvalidInputError(problems)
            earlier = store.judged(tx, incident_id)
            held = next((j for j in earlier if j.judgement.key == typed.key), None)
            if held and held.judgement.number != typed.seen:
                said = self.catalogue.vocabulary.judgements[typed.key].in_words
                message = (
                    f"{held.made_by_name} has judged this in the meantime: “"
                    f"{said(held.judgement.value)}”. Look at it, then judge again if you still "
                    "differ."
                )
                raise ConflictError("judged-meanwhile", message)
            case = load_case(tx, incident)
            concerns = concerns_of(typed, team_of(tx, incident_id), case.known_at(tx.at))
            if any(concern.id not in typed.looked_at for concern in concerns):
                raise UnsureError(concerns)
            note = " ".join(concern.sentence for concern in concerns)
            self._add(tx, person, typed, case=case, note=note, incident_id=incident_id)
            remember_outcome(tx, once, person, typed.key)
            for follow in self.on_change:
                follow(tx, incident_id)

    def _add(
        self,
        tx: Transaction,
        person: Person,
        typed: TypedJudgement,
        *,
        case: Case,
        note: str,
        incident_id: UUID,
    ) -> None:
        standing = {key: version.number for key, version in case.known_at(tx.at).current.items()}
        new = store.NewJudgement(
            key=typed.key,
            value=typed.value,
            when=None if typed.value == NOT_YET else typed.when,
            made_at=typed.made_at,
            made_by=typed.made_by.strip(),
            made_by_name=typed.made_by_name.strip(),
            why=typed.why.strip(),
            facts=standing,
            note=note,
        )
        number, digest = store.add_judgement(tx, incident_id, person.id, new)
        tx.record(
            Action.JUDGEMENT_MADE,
            chain=incident_id,
            subject=f"judgement:{typed.key}",
            detail={"number": number, "value": typed.value, "digest": digest},
            reason=new.why,
        )

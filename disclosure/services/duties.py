"""Duties of an incident, and the judgements only a named person may make."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from disclosure.facts.looks import LookKind, again_on, of_judgement
from disclosure.facts.versions import NOT_YET
from disclosure.law.conditions import Group, Subject
from disclosure.law.duties import Outcome
from disclosure.problems import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
)
from disclosure.services.judgement_checks import UnsureError, concerns_of, problems_of
from disclosure.services.judgement_facts import known_that_bears, moved_since
from disclosure.services.look_checks import TypedDecline, decline_problems
from disclosure.services.looks import record_look, standing_of
from disclosure.signoff.people import Role
from disclosure.store import judgements as store
from disclosure.store.incidents import incident_for, load_case
from disclosure.store.looks import NewLook
from disclosure.store.teams import outcome_of, remember_outcome, team_of
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from uuid import UUID

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Case
    from disclosure.facts.instants import When
    from disclosure.facts.looks import Look
    from disclosure.facts.vocabulary import JudgementQuestion
    from disclosure.law.obligations import Limit, Obligation, Start
    from disclosure.outputs.assessment import Assessment
    from disclosure.outputs.assessment_text import Names
    from disclosure.services.assessments import Assessments
    from disclosure.signoff.people import Person
    from disclosure.store.incidents import Incident
    from disclosure.store.judgements import Judged
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.trail.entries import Plain


@dataclass(frozen=True, slots=True)
class JudgementLine:
    """A question for a named person, and how it stands.

    Attributes:
        judged: Every judgement made, the newest first.
        waiting: The titles of the duties that wait for it.
        moved: What has changed since it was judged, of what bears on it: the labels of facts.
        known: What bears on it, as known now: label and answer in words.
        matters: It was judged, or some duty that is not ruled out turns on it.
        seen: The number of the newest judgement, 0 when there is none.
        looks: The looks at every judgement of it, in their order.
        today: The day it is in the incident's zone; None where nobody asks.
    """

    question: JudgementQuestion
    judged: tuple[Judged, ...]
    waiting: tuple[str, ...]
    moved: tuple[str, ...]
    known: tuple[tuple[str, str], ...] = ()
    matters: bool = True
    looks: tuple[Look, ...] = ()
    today: date | None = None

    @property
    def declines(self) -> bool:
        """Say whether the judgement that counts means that nobody is notified."""
        return bool(self.judged) and self.judged[0].judgement.value in self.question.declines

    @property
    def needs_review(self) -> bool:
        """Say whether no second person has reviewed a decision not to notify yet."""
        return self.declines and not self.reviews(0)

    @property
    def again_on(self) -> date | None:
        """Give the day to look at a decision not to notify again, where one is set."""
        return again_on(self.judged[0].judgement, self.looks) if self.declines else None

    @property
    def is_due(self) -> bool:
        """Say whether the day to look at it again has come."""
        day = self.again_on
        return day is not None and self.today is not None and self.today >= day

    def reviews(self, place: int) -> tuple[Look, ...]:
        """Give the reviews of one of the judgements, by its place."""
        return self._looks_at(place, LookKind.REVIEWED)

    def confirmations(self, place: int) -> tuple[Look, ...]:
        """Give the confirmations of one of the judgements, by its place."""
        return self._looks_at(place, LookKind.CONFIRMED)

    def _looks_at(self, place: int, kind: LookKind) -> tuple[Look, ...]:
        looks = of_judgement(self.looks, self.judged[place].judgement)
        return tuple(look for look in looks if look.kind is kind)

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
        decline: What a decision not to notify asks for besides.
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
    decline: TypedDecline = field(default_factory=TypedDecline)


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
        idle = _idle(assessment, self.catalogue)
        lines = tuple(
            self._line(question, case, assessment, judged, is_idle=question.key in idle)
            for question in self.catalogue.vocabulary.judgements.values()
        )
        return DutiesView(assessment, self.assessments.names(assessment.law_as_of), lines)

    def _line(
        self,
        question: JudgementQuestion,
        case: Case,
        assessment: Assessment,
        judged: tuple[Judged, ...],
        *,
        is_idle: bool,
    ) -> JudgementLine:
        own = tuple(each for each in judged if each.judgement.key == question.key)
        name = f"judgement:{question.key}"
        waiting = tuple(d.obligation.title for d in assessment.duties if name in d.waits_for)
        known = known_that_bears(question, case, self.catalogue)
        looks = tuple(look for look in case.looks if look.key == question.key)
        line = JudgementLine(
            question=question,
            judged=own,
            waiting=waiting,
            moved=(),
            known=known,
            matters=bool(own) or not is_idle,
            looks=looks,
            today=case.at.astimezone(case.zone).date(),
        )
        if not own:
            return line
        # Whoever confirmed a judgement weighed what was known then.
        last = line.confirmations(0)[-1:]
        since = replace(own[0], facts=last[0].facts) if last else own[0]
        return replace(line, moved=moved_since(question, since, case, self.catalogue))

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
            self._check(typed, tx.at, incident)
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

    def _check(self, typed: TypedJudgement, now: datetime, incident: Incident) -> None:
        """Refuse what does not fit, all of it at once."""
        questions = self.catalogue.vocabulary.judgements
        problems = problems_of(typed, questions, now)
        today = now.astimezone(incident.zone).date()
        problems += decline_problems(typed, questions[typed.key], today)
        if problems:
            raise InvalidInputError(problems)

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
        declines = typed.value in self.catalogue.vocabulary.judgements[typed.key].declines
        decline = typed.decline if declines else TypedDecline()
        reviewer, role = decline.reviewer.strip(), decline.reviewer_role.strip()
        new = store.NewJudgement(
            key=typed.key,
            value=typed.value,
            when=None if typed.value == NOT_YET else typed.when,
            made_at=typed.made_at,
            made_by=typed.made_by.strip(),
            made_by_name=typed.made_by_name.strip(),
            why=typed.why.strip(),
            facts=standing_of(case),
            note=note,
            again_on=decline.again_on,
        )
        number, digest = store.add_judgement(tx, incident_id, person.id, new)
        detail: dict[str, Plain] = {"number": number, "value": typed.value, "digest": digest}
        if decline.again_on:
            detail |= {"again_on": decline.again_on.isoformat(), "reviewed": bool(reviewer)}
        subject, why = f"judgement:{typed.key}", new.why
        tx.record(
            Action.JUDGEMENT_MADE, chain=incident_id, subject=subject, detail=detail, reason=why
        )
        if reviewer:
            look = NewLook(typed.key, number, LookKind.REVIEWED, reviewer, role)
            record_look(tx, person, incident_id, value=typed.value, new=look)


def _idle(assessment: Assessment, catalogue: Catalogue) -> frozenset[str]:
    """Give the judgements on which no duty turns that may apply.

    Those are the ones of duties that do not apply, of rules not in force and of bills.
    """
    asked = {key for rule in catalogue.law.obligations for key in judgements_of(rule)}
    may_apply = (d for d in assessment.duties if d.outcome is not Outcome.DOES_NOT_APPLY)
    return frozenset(asked - {k for duty in may_apply for k in judgements_of(duty.obligation)})


def judgements_of(rule: Obligation) -> set[str]:
    """Give the judgements that the conditions and the clocks of a rule ask for."""
    groups = (*rule.applies_when, *rule.unless)
    rows = [r for each in groups for r in (each.rows if isinstance(each, Group) else (each,))]
    starts = [s for stage in rule.stages for limit in stage.limits for s in _starts(limit)]
    asked = {row.key for row in rows if row.subject is Subject.JUDGEMENT}
    return asked | {start.key for start in starts if start.kind in ("judged", "decided")}


def _starts(limit: Limit) -> tuple[Start, ...]:
    return (limit.starts_at, *limit.earliest_from)

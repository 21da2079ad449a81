"""Duties of an incident, and the judgements only a named person may make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.casefile.values import clean_text
from disclosure.facts.in_words import STANDING_WORDS, answer_in_words, fields_in_words
from disclosure.facts.standings import Change
from disclosure.problems import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    Problem,
    ValueRefusedError,
)
from disclosure.signoff.people import Role
from disclosure.store import judgements as store
from disclosure.store.incidents import incident_for, load_case
from disclosure.store.teams import outcome_of, remember_outcome
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

NO = "no"


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
    """

    key: str
    value: str
    when: When | None
    made_at: datetime
    made_by: str
    made_by_name: str
    why: str
    seen: int


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
        moved = self._moved(case, own[0], question) if own else ()
        return JudgementLine(question, own, waiting, moved, self._known(case, question))

    def _bearing(self, question: JudgementQuestion) -> frozenset[str]:
        """Give the facts and records that bear on a judgement."""
        pages = [page for page in self.catalogue.intake if page.id in question.pages]
        return frozenset(item.key for page in pages for item in page.items)

    def _known(self, case: Case, question: JudgementQuestion) -> tuple[tuple[str, str], ...]:
        """Give what is known that bears on a judgement, each answer in words."""
        vocabulary, bearing = self.catalogue.vocabulary, self._bearing(question)
        shown = []
        for key, version in case.known_at(case.at).current.items():
            record = vocabulary.records.get(version.record)
            if key in bearing and key in vocabulary.facts:
                asked = vocabulary.facts[key]
                shown.append((asked.label, answer_in_words(asked, version, case.zone)))
            elif record is not None and record.record in bearing:
                said = "; ".join(text for _, text in fields_in_words(record, version, case.zone))
                shown.append((record.label, f"{said} ({STANDING_WORDS[version.standing].lower()})"))
        return tuple(shown)

    def _moved(self, case: Case, judged: Judged, question: JudgementQuestion) -> tuple[str, ...]:
        """Name what was recorded since, bears on a judgement and does more than re-confirm."""
        bearing = self._bearing(question)
        keys = dict.fromkeys(
            version.key
            for version in case.facts
            if version.key.partition(":")[0] in bearing
            and version.number > judged.facts.get(version.key, 0)
            and version.change is not Change.RE_CONFIRMS
        )
        return tuple(dict.fromkeys(self._label(key) for key in keys))

    def _label(self, key: str) -> str:
        vocabulary, record = self.catalogue.vocabulary, key.partition(":")[0]
        if record in vocabulary.records:
            return vocabulary.records[record].label
        return vocabulary.facts[key].label if key in vocabulary.facts else key

    # ---- Judging -------------------------------------------------------------------------

    def judge(
        self, person: Person, incident_id: UUID, typed: TypedJudgement, *, once: str = ""
    ) -> None:
        """Record a judgement with the facts as they stood.

        Raises:
            ConflictError: Somebody else has judged in the meantime.
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
            problems = self._problems(typed, tx.at)
            if problems:
                raise InvalidInputError(problems)
            earlier = store.judged(tx, incident_id)
            held = next((j for j in earlier if j.judgement.key == typed.key), None)
            if held and held.judgement.number != typed.seen:
                message = (
                    f"{held.made_by_name} has judged this in the meantime: "
                    f"“{held.judgement.value}”. Look at it, then judge again if you still differ."
                )
                raise ConflictError("judged-meanwhile", message)
            self._add(tx, person, typed, case=load_case(tx, incident), incident_id=incident_id)
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
        incident_id: UUID,
    ) -> None:
        standing = {key: version.number for key, version in case.known_at(tx.at).current.items()}
        new = store.NewJudgement(
            key=typed.key,
            value=typed.value,
            when=typed.when,
            made_at=typed.made_at,
            made_by=typed.made_by.strip(),
            made_by_name=typed.made_by_name.strip(),
            why=typed.why.strip(),
            facts=standing,
        )
        number, digest = store.add_judgement(tx, incident_id, person.id, new)
        tx.record(
            Action.JUDGEMENT_MADE,
            chain=incident_id,
            subject=f"judgement:{typed.key}",
            detail={"number": number, "value": typed.value, "digest": digest},
            reason=new.why,
        )

    def _problems(self, typed: TypedJudgement, now: datetime) -> list[Problem]:
        question = self.catalogue.vocabulary.judgements.get(typed.key)
        if question is None:
            message = f"There is no judgement '{typed.key}'."
            raise NotFoundError(message)
        found = []
        if typed.value not in question.options:
            found.append(_wrong("value", "Nothing is chosen.", "Choose one of the answers."))
        if question.carries_instant and typed.when is None and typed.value not in ("", NO):
            found.append(
                _wrong("when", "The moment is missing.", "Say since when, as exactly as you can.")
            )
        if typed.when and typed.when.earliest > now:
            found.append(_wrong("when", "This moment lies in the future.", "Mend date or time."))
        elif typed.when and typed.when.earliest > typed.made_at:
            found.append(
                _wrong("when", "This lies after the judgement was made.", "Mend one of the times.")
            )
        if typed.made_at > now:
            found.append(_wrong("made", "This lies in the future.", "Mend date or time."))
        for name, value, what in (
            ("made_by", typed.made_by, "Say in which role: 'data protection officer'."),
            ("made_by_name", typed.made_by_name, "Name the person who judged."),
            ("why", typed.why, "Write the reasons as they were weighed; they are kept."),
        ):
            if not value.strip():
                found.append(_wrong(name, "This is empty.", what))
                continue
            try:
                clean_text(value)
            except ValueRefusedError as error:
                found.append(_wrong(name, error.wrong, error.allowed))
        return found


def _wrong(path: str, wrong: str, allowed: str) -> Problem:
    return Problem("form", path, wrong, allowed)

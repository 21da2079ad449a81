"""What an incident should find out first, and what would follow if something were otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from disclosure.law.index import index_of
from disclosure.law.unknowns import rank
from disclosure.law.what_if import what_if
from disclosure.services.deadline_law import dated_duties
from disclosure.store import deadlines as store
from disclosure.store.incidents import incident_for, load_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Case, Known
    from disclosure.facts.vocabulary import JudgementQuestion, Question
    from disclosure.law.index import Index
    from disclosure.law.unknowns import Ranking
    from disclosure.law.what_if import Supposition, WhatIf
    from disclosure.outputs.assessment import Assessment
    from disclosure.outputs.assessment_text import Names
    from disclosure.services.assessments import Assessments
    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transactions

FACT, JUDGEMENT, PROFILE = "fact", "judgement", "profile"
OWNERS_ANSWER = "An owner of this installation answers it."


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that some rule asks.

    Attributes:
        name: As a duty waits for it: `fact:…`, `judgement:…`, `profile:…`.
        words: The question.
        known_by: Who usually knows the answer, as a sentence.
        question: The question of a fact or of the profile; None of a judgement.
        judgement: The question for a named person; None of all else.
    """

    name: str
    words: str
    known_by: str
    question: Question | None = None
    judgement: JudgementQuestion | None = None

    @property
    def kind(self) -> str:
        """Give what it asks for: a fact, a judgement, an answer of the profile."""
        return self.name.partition(":")[0]

    @property
    def key(self) -> str:
        """Give its key."""
        return self.name.partition(":")[2]

    @property
    def seldom(self) -> str:
        """Say why the answer seldom makes a duty; nothing where it may well."""
        asked = self.question or self.judgement
        return asked.seldom if asked else ""


@dataclass(frozen=True, slots=True)
class UnknownsView:
    """What is not known in an incident, the most pressing first.

    Attributes:
        titles: What each rule is called on the day of the law, by id.
        owners: Who sees to each judgement that can be given to somebody, by its name; nothing
            where nobody does yet.
    """

    case: Case
    known: Known
    ranking: Ranking
    names: Names
    titles: Mapping[str, str]
    owners: Mapping[str, str] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        """Give the instant it was worked out for."""
        return self.known.at

    @property
    def zone(self) -> ZoneInfo:
        """Give the zone of the incident."""
        return self.case.zone


@dataclass(frozen=True, slots=True)
class Unknowns:
    """Says what to find out first; nothing of what it supposes is ever recorded."""

    transactions: Transactions
    catalogue: Catalogue
    assessments: Assessments
    index: Index

    @classmethod
    def build(
        cls, transactions: Transactions, catalogue: Catalogue, assessments: Assessments
    ) -> Self:
        """Sort the law by what its rules depend on, once."""
        return cls(transactions, catalogue, assessments, index_of(catalogue.law.obligations))

    def view(self, person: Person, incident_id: UUID) -> UnknownsView:
        """Give what is not known in an incident, ranked for this moment.

        Raises:
            NotFoundError: The incident does not exist or is not theirs to see.
        """
        with self.transactions.read() as tx:
            case = load_case(tx, incident_for(tx, person, incident_id))
            clocks, owners = store.clocks_of(tx, incident_id), store.owners_of(tx, incident_id)
        nobody = (None, "")
        judged = [each.deadline for each in clocks if each.kind == store.JUDGEMENT]
        return self.of(case, {name: owners.get(name, nobody)[1] for name in judged})

    def of_assessment(
        self, assessment: Assessment, owners: Mapping[str, str] | None = None
    ) -> UnknownsView:
        """Rank what is not known in a case that was read already."""
        return self.of(assessment.case, owners or {})

    def of(self, case: Case, owners: Mapping[str, str]) -> UnknownsView:
        """Rank what is not known in a case, at its own instant."""
        law, known = self.catalogue.law, case.known_at(case.at)
        vocabulary, day = self.catalogue.vocabulary, case.law_as_of
        ranking = rank(self.index, known, law.calendars, vocabulary, law_as_of=day)
        duties = dated_duties(ranking.duties, self.catalogue, day)
        return UnknownsView(
            case,
            known,
            ranking,
            self.assessments.names(day),
            {duty.obligation.id: duty.obligation.title for duty in duties},
            owners,
        )

    def what_if(self, view: UnknownsView, answers: Iterable[Supposition]) -> WhatIf:
        """Set the duties as recorded beside those that would stand if the answers were so.

        An answer of the profile is supposed for the organisation and for every company that has
        answered for itself, so that none of them speaks against it.
        """
        every = [each for answer in answers for each in _of_every_company(answer, view.known)]
        calendars = self.catalogue.law.calendars
        day = view.case.law_as_of
        return what_if(self.index, view.known, every, calendars, law_as_of=day)

    def askable(self, view: UnknownsView) -> tuple[str, ...]:
        """Give everything that a rule in force asks, or starts a clock from."""
        day = view.case.law_as_of
        return tuple(name for name in self.index.dependents if self.index.depending_on(name, day))

    def asked(self, name: str) -> Asked | None:
        """Give a question by its name; None where nothing of that name is asked of anybody."""
        kind, _, key = name.partition(":")
        vocabulary = self.catalogue.vocabulary
        if kind == JUDGEMENT and key in vocabulary.judgements:
            judgement = vocabulary.judgements[key]
            known_by = f"Usually judged by the {judgement.who}."
            return Asked(name, judgement.asks, known_by, judgement=judgement)
        if kind == FACT and key in vocabulary.facts:
            question = vocabulary.facts[key]
            pages = (page for page in self.catalogue.intake if key in page.facts)
            known_by = next((f"Who usually knows: {page.known_by}" for page in pages), "")
            return Asked(name, question.label, known_by, question=question)
        if kind == PROFILE and key in vocabulary.profile:
            question = vocabulary.profile[key]
            return Asked(name, question.label, OWNERS_ANSWER, question=question)
        return None


def _of_every_company(answer: Supposition, known: Known) -> list[Supposition]:
    """Let an answer of the profile stand for each company that has one of its own, too."""
    if answer.kind != PROFILE or answer.entity:
        return [answer]
    own = [each.id for each in known.organisation.entities if answer.key in each.profile]
    return [answer, *(replace(answer, entity=entity) for entity in own)]

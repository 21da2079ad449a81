"""Organisations: what is true of one before anything happens, asked only where it is used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.facts.case import Entity, Organisation
from disclosure.facts.instants import LONDON
from disclosure.problems import ConflictError, InvalidInputError, NotFoundError, Problem
from disclosure.services.newcomers import claim_as_owner, must_own
from disclosure.services.organisation_changes import (
    Change,
    entities_of,
    name_of,
    part_seen,
    taken_answers,
    what_changed,
    with_entity,
)
from disclosure.services.profile_checks import entity_problems, name_problems
from disclosure.services.profile_clashes import (
    answers_that_clash,
    markets_that_clash,
    worth_a_look,
)
from disclosure.services.profile_questions import Section, sections_of
from disclosure.signoff.people import Role
from disclosure.store import organisations as store
from disclosure.store import teams
from disclosure.store.codec import read_organisation
from disclosure.trail.actions import INSTALLATION, Action

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.vocabulary import Question
    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transaction, Transactions

NAME = "The name of the organisation"
NOT_THEIRS = "There is no such organisation, or none of your incidents is about it."


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation by its name.

    Attributes:
        beside: What tells it from another of a like name: its companies, and since when it is here.
    """

    id: UUID
    name: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Gaps:
    """An organisation, with what duties wait for in its profile."""

    id: UUID
    name: str
    beside: str
    open: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The organisations somebody may open an incident for.

    Attributes:
        is_all: There are no others.
    """

    organisations: tuple[Named, ...]
    is_all: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What is recorded of an organisation, and in which version.

    Attributes:
        number: The version; whoever changes it says which one they saw.
    """

    id: UUID
    organisation: Organisation
    number: int
    recorded_at: datetime
    recorded_by: str

    def entity(self, entity_id: str) -> Entity:
        """Give one legal entity.

        Raises:
            NotFoundError: There is none of that id.
        """
        for entity in self.organisation.entities:
            if entity.id == entity_id:
                return entity
        raise NotFoundError("There is no such legal entity.")


@dataclass(frozen=True, slots=True)
class Organisations:
    """Keeps what is true of organisations.

    Attributes:
        on_change: What follows for each open incident of an organisation that changed.
    """

    transactions: Transactions
    catalogue: Catalogue
    on_change: tuple[Callable[[Transaction, UUID], None], ...] = ()

    def list(self) -> tuple[Named, ...]:
        """Give the organisations, in the order they were added."""
        with self.transactions.read() as tx:
            return tuple(Named(row.id, row.name) for row in store.organisations(tx))

    def gaps(self) -> tuple[Gaps, ...]:
        """Give the organisations, each with how many answers duties wait for."""
        asked = [
            each.question.key
            for group in self.sections()
            for each in group.questions
            if each.duties
        ]
        with self.transactions.read() as tx:
            rows, held = store.organisations(tx), store.latest_contents(tx)
        found = []
        for row in rows:
            organisation = held[row.id]
            missing = sum(not organisation.answers(key) for key in asked)
            found.append(Gaps(row.id, row.name, _beside(row.added_at, organisation), missing))
        return tuple(found)

    def choice(self, by: Person) -> Choice:
        """Give the organisations somebody may open an incident for.

        An owner sees every one; anybody else those of the incidents they are on the team of, and
        the only one where there is just one: that a client has an incident is not for everybody.
        """
        with self.transactions.read() as tx:
            rows = store.organisations(tx)
            theirs = store.choosable(tx, by)
            held = store.latest_contents(tx)
            listed = tuple(
                Named(row.id, row.name, _beside(row.added_at, held[row.id]))
                for row in rows
                if row.id in theirs
            )
            return Choice(listed, len(listed) == len(rows))

    def get(self, by: Person, organisation_id: UUID) -> Held:
        """Give what is recorded of an organisation.

        An owner sees every one; anybody else that of an incident they are on the team of.

        Raises:
            NotFoundError: It does not exist or is not theirs to see; nobody can tell which.
        """
        with self.transactions.read() as tx:
            is_owner = Role.OWNER in by.roles
            if not is_owner and not store.is_on_a_team(tx, by.id, organisation_id):
                raise NotFoundError(NOT_THEIRS)
            return _held(tx, organisation_id)

    def add(self, by: Person, name: str, *, once: str = "") -> UUID:
        """Add an organisation by its name; everything else is answered later.

        Args:
            by: An owner.
            name: As it is registered.
            once: The token of the form, so that sending it twice adds one organisation.

        Raises:
            InvalidInputError: The name is not taken, or another organisation has it.
        """
        must_own(by)
        problems = name_problems(name, "name", NAME)
        if problems:
            raise InvalidInputError(problems)
        with self.transactions.begin(by) as tx:
            claim_as_owner(tx, by)
            done = teams.outcome_of(tx, once, by)
            if done:
                return UUID(done)
            _refuse_same_name(tx, name)
            made = _add(tx, name)
            teams.remember_outcome(tx, once, by, str(made))
        return made

    def rename(self, by: Person, organisation_id: UUID, name: str, *, seen: int) -> None:
        """Record another name.

        Raises:
            ConflictError: Somebody else has renamed it since the page was opened.
            InvalidInputError: The name is not taken, or another organisation has it.
        """
        problems = name_problems(name, "name", NAME)
        if problems:
            raise InvalidInputError(problems)
        plain = " ".join(name.split())
        self._change(
            by, organisation_id, Change(lambda held: replace(held, name=plain), name_of, seen)
        )

    def record_answers(
        self, by: Person, organisation_id: UUID, answers: Mapping[str, str], *, seen: int
    ) -> None:
        """Record answers of the profile; those to other questions stay as they are.

        Args:
            by: Who answers; an owner.
            organisation_id: The organisation.
            answers: By question; an empty one is "not answered".
            seen: The version that whoever answers had before them.

        Raises:
            ConflictError: Somebody else has answered one of these since the page was opened.
            InvalidInputError: An answer is not taken; lists all, by question.
        """
        taken, problems = taken_answers(self.catalogue.vocabulary.profile, answers)
        if problems:
            raise InvalidInputError(problems)

        def answered(held: Organisation) -> Organisation:
            others = {key: said for key, said in held.profile.items() if key not in answers}
            profile, asked = {**others, **taken}, self.catalogue.vocabulary.profile
            clashing = answers_that_clash(self.catalogue.clashes, profile, answers, asked)
            _refuse(list(clashing))
            return replace(held, profile=profile)

        def these(held: Organisation) -> object:
            return {key: held.profile.get(key, "") for key in answers}

        self._change(by, organisation_id, Change(answered, these, seen))

    def to_look_at(self, profile: Mapping[str, str], given: Collection[str]) -> tuple[str, ...]:
        """Give what of the answers given now may be right, and seldom is."""
        return worth_a_look(self.catalogue.clashes, profile, given)

    def save_entity(self, by: Person, organisation_id: UUID, entity: Entity, *, seen: int) -> None:
        """Add a legal entity (its id empty) or change one.

        Raises:
            ConflictError: Somebody else has changed the profile since the page was opened.
            InvalidInputError: Something is not taken; lists all, by field.
            NotFoundError: There is no entity of that id.
        """
        closed = self.closed_questions()
        taken, problems = taken_answers(closed, entity.profile)
        problems += entity_problems(entity)
        problems += markets_that_clash(self.catalogue.clashes, entity)
        problems += answers_that_clash(self.catalogue.clashes, taken, taken, closed)
        _refuse(problems)
        said = replace(entity, profile=taken)
        change = Change(lambda held: with_entity(held, said, closed), entities_of, seen)
        self._change(by, organisation_id, change)

    def remove_entity(
        self, by: Person, organisation_id: UUID, entity_id: str, *, seen: int
    ) -> None:
        """Leave a legal entity out from now on; earlier versions keep it."""

        def without(held: Organisation) -> Organisation:
            return replace(held, entities=tuple(e for e in held.entities if e.id != entity_id))

        self._change(by, organisation_id, Change(without, entities_of, seen))

    def _change(self, by: Person, organisation_id: UUID, change: Change) -> None:
        must_own(by)
        with self.transactions.begin(by) as tx:
            claim_as_owner(tx, by)
            held = _held(tx, organisation_id)
            wanted = change.make(held.organisation)
            if wanted == held.organisation:
                return
            if change.part(held.organisation) != part_seen(tx, organisation_id, change):
                message = f"{held.recorded_by} has changed the profile since you opened the page."
                raise ConflictError("profile-changed", f"{message} Look at it again, then save.")
            if wanted.name.casefold() != held.organisation.name.casefold():
                _refuse_same_name(tx, wanted.name)
            store.add_version(tx, organisation_id, held.number + 1, wanted)
            changed = what_changed(held.organisation, wanted)
            tx.record(
                Action.PROFILE_RECORDED,
                chain=INSTALLATION,
                subject=organisation_id,
                detail={"version": held.number + 1, "changed": list(changed)},
            )
            for incident_id in store.incidents_of_organisation(tx, organisation_id):
                for follow in self.on_change:
                    follow(tx, incident_id)

    def sections(self) -> tuple[Section, ...]:
        """Give the questions in groups, each with what uses its answer."""
        return sections_of(self.catalogue)

    def closed_questions(self) -> dict[str, Question]:
        """Give the questions that a single company may answer for itself: those with a list."""
        asked = self.catalogue.vocabulary.profile
        return {key: question for key, question in asked.items() if question.closed}


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise InvalidInputError(problems)


def _beside(added_at: datetime, organisation: Organisation) -> str:
    """Give what tells an organisation from another of a like name."""
    names = [entity.legal_name for entity in organisation.entities]
    local = added_at.astimezone(LONDON)
    since = f"here since {local.day} {local:%B %Y}"
    return f"{', '.join(names)}; {since}" if names else f"No legal entity entered yet; {since}"


def added_by_first_owner(tx: Transaction, name: str) -> UUID:
    """Add the organisation the first owner names.

    Raises:
        InvalidInputError: The name is not taken; says why, at `organisation`.
    """
    problems = name_problems(name, "organisation", NAME)
    if problems:
        raise InvalidInputError(problems)
    return _add(tx, name)


def _add(tx: Transaction, name: str) -> UUID:
    plain = " ".join(name.split())
    made = store.add_organisation(tx, Organisation(plain))
    tx.record(Action.ORGANISATION_ADDED, chain=INSTALLATION, subject=made, detail={"name": plain})
    return made


def _refuse_same_name(tx: Transaction, name: str) -> None:
    """Refuse a second one of a name: whoever opens an incident could not tell them apart."""
    plain = " ".join(name.split()).casefold()
    if any(row.name.casefold() == plain for row in store.organisations(tx)):
        wrong = "There is an organisation of this name already."
        raise InvalidInputError(
            [Problem("", "name", wrong, "Open it, or add what tells them apart.")]
        )


def _held(tx: Transaction, organisation_id: UUID) -> Held:
    row, recorded_by = store.latest_version(tx, organisation_id)
    organisation = read_organisation(row.content)
    return Held(organisation_id, organisation, row.number, row.recorded_at, recorded_by)

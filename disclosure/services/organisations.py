"""Organisations: what is true of one before anything happens, asked only where it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.facts.case import Entity, Organisation
from disclosure.facts.instants import LONDON
from disclosure.problems import ConflictError, InvalidInputError, NotFoundError, Problem
from disclosure.services.newcomers import claim_as_owner, must_own
from disclosure.services.profile_checks import answer_problems, entity_problems, name_problems
from disclosure.services.profile_questions import Section, sections_of
from disclosure.signoff.people import Role
from disclosure.store import organisations as store
from disclosure.store import teams
from disclosure.store.codec import read_organisation
from disclosure.trail.actions import INSTALLATION, Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
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
class Change:
    """A change of what is true of an organisation.

    Two owners who fill in different parts at once do not get in each other's way.

    Attributes:
        make: Gives the organisation as it is wanted, from what is held.
        part: Gives the part that is changed; it has to be as it was seen.
        seen: The version that whoever changes it had before them.
    """

    make: Callable[[Organisation], Organisation]
    part: Callable[[Organisation], object]
    seen: int


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
            by, organisation_id, Change(lambda held: replace(held, name=plain), _name, seen)
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
        taken, problems = _taken(self.catalogue.vocabulary.profile, answers)
        if problems:
            raise InvalidInputError(problems)

        def answered(held: Organisation) -> Organisation:
            others = {key: said for key, said in held.profile.items() if key not in answers}
            return replace(held, profile={**others, **taken})

        def these(held: Organisation) -> object:
            return {key: held.profile.get(key, "") for key in answers}

        self._change(by, organisation_id, Change(answered, these, seen))

    def save_entity(self, by: Person, organisation_id: UUID, entity: Entity, *, seen: int) -> None:
        """Add a legal entity (its id empty) or change one.

        Raises:
            ConflictError: Somebody else has changed the profile since the page was opened.
            InvalidInputError: Something is not taken; lists all, by field.
            NotFoundError: There is no entity of that id.
        """
        closed = self.closed_questions()
        taken, problems = _taken(closed, entity.profile)
        problems += entity_problems(entity)
        if problems:
            raise InvalidInputError(problems)
        said = replace(entity, profile=taken)
        change = Change(lambda held: _with_entity(held, said, closed), _entities, seen)
        self._change(by, organisation_id, change)

    def remove_entity(
        self, by: Person, organisation_id: UUID, entity_id: str, *, seen: int
    ) -> None:
        """Leave a legal entity out from now on; earlier versions keep it."""

        def without(held: Organisation) -> Organisation:
            return replace(held, entities=tuple(e for e in held.entities if e.id != entity_id))

        self._change(by, organisation_id, Change(without, _entities, seen))

    def _change(self, by: Person, organisation_id: UUID, change: Change) -> None:
        must_own(by)
        with self.transactions.begin(by) as tx:
            claim_as_owner(tx, by)
            held = _held(tx, organisation_id)
            wanted = change.make(held.organisation)
            if wanted == held.organisation:
                return
            if change.part(held.organisation) != _seen(tx, organisation_id, change):
                message = f"{held.recorded_by} has changed the profile since you opened the page."
                raise ConflictError("profile-changed", f"{message} Look at it again, then save.")
            if wanted.name.casefold() != held.organisation.name.casefold():
                _refuse_same_name(tx, wanted.name)
            store.add_version(tx, organisation_id, held.number + 1, wanted)
            changed = _changed(held.organisation, wanted)
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


def _name(held: Organisation) -> object:
    return held.name


def _entities(held: Organisation) -> object:
    return held.entities


def _seen(tx: Transaction, organisation_id: UUID, change: Change) -> object:
    """Give the part that somebody changes as they saw it; None where no version was seen."""
    row = store.version_of(tx, organisation_id, change.seen)
    return change.part(read_organisation(row.content)) if row else None


def _beside(added_at: datetime, organisation: Organisation) -> str:
    """Give what tells an organisation from another of a like name."""
    names = [entity.legal_name for entity in organisation.entities]
    local = added_at.astimezone(LONDON)
    since = f"here since {local.day} {local:%B %Y}"
    return f"{', '.join(names)}; {since}" if names else f"No company listed yet; {since}"


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


def _changed(before: Organisation, after: Organisation) -> Iterator[str]:
    """Name what changed, and never the answers themselves: they stand in the version."""
    if before.name != after.name:
        yield "name"
    for key in sorted({*before.profile, *after.profile}):
        if before.profile.get(key) != after.profile.get(key):
            yield key
    if before.entities != after.entities:
        yield "entities"


def _with_entity(held: Organisation, entity: Entity, asked: Mapping[str, Question]) -> Organisation:
    """Put an entity in; answers of its own that no page asks are kept as they are."""
    if not entity.id:
        added = replace(entity, id=_new_id(entity.legal_name, {e.id for e in held.entities}))
        return replace(held, entities=(*held.entities, added))
    if entity.id not in {e.id for e in held.entities}:
        raise NotFoundError("There is no such legal entity.")

    def changed(before: Entity) -> Entity:
        if before.id != entity.id:
            return before
        kept = {key: value for key, value in before.profile.items() if key not in asked}
        return replace(entity, profile={**kept, **entity.profile})

    return replace(held, entities=tuple(changed(each) for each in held.entities))


def _new_id(legal_name: str, taken: set[str]) -> str:
    words = re.findall(r"[a-z0-9]+", legal_name.lower())
    base = "-".join(words)[:60].strip("-") or "entity"
    numbered = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)


def _taken(
    questions: Mapping[str, Question], answers: Mapping[str, str]
) -> tuple[dict[str, str], list[Problem]]:
    """Give the answers to questions there are; one left empty is not answered."""
    taken: dict[str, str] = {}
    problems = []
    for key, question in questions.items():
        answer = answers.get(key, "").strip()
        if answer:
            problems += answer_problems(question, answer)
            taken[key] = answer
    return taken, problems

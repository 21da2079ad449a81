"""Organisations: what is true of one before anything happens, asked only where it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING

from disclosure.facts.case import Entity, Organisation
from disclosure.law.conditions import Group, Row, Subject
from disclosure.problems import ConflictError, InvalidInputError, NotFoundError, Problem
from disclosure.services.newcomers import must_own
from disclosure.services.profile_checks import answer_problems, entity_problems, name_problems
from disclosure.store import organisations as store
from disclosure.store.codec import read_organisation
from disclosure.trail.actions import INSTALLATION, Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime
    from uuid import UUID

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.vocabulary import Question
    from disclosure.law.conditions import Condition
    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transaction, Transactions

PROFILE = "profile."
SPEAKERS = ("signatory", "contact", "reporter")
"""First words of the keys that name who speaks for the organisation."""


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation by its name."""

    id: UUID
    name: str


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
class Asked:
    """A question of the profile, and what uses its answer.

    Attributes:
        duties: Titles of the duties that ask it to see whether they apply.
        notices: Titles of the texts that say it.
    """

    question: Question
    duties: tuple[str, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Questions of the profile that belong together."""

    id: str
    title: str
    intro: str
    questions: tuple[Asked, ...]


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

    def first(self, by: Person) -> Held:
        """Give the organisation added first: that of the first owner.

        Raises:
            NotFoundError: There is none yet.
        """
        must_own(by)
        with self.transactions.read() as tx:
            found = store.organisations(tx)
            if not found:
                raise NotFoundError("There is no organisation yet.")
            return _held(tx, found[0].id)

    def record_profile(
        self, by: Person, organisation_id: UUID, *, name: str, answers: Mapping[str, str], seen: int
    ) -> None:
        """Record the answers of the profile; an empty one is 'not answered'.

        Raises:
            ConflictError: Somebody else has changed it since the page was opened.
            InvalidInputError: An answer is not taken; lists all, by question.
        """
        taken, problems = _taken(self.catalogue.vocabulary.profile, answers)
        problems += name_problems(name, "name", "The name of the organisation")
        if problems:
            raise InvalidInputError(problems)
        self._change(
            by,
            organisation_id,
            lambda held: replace(held, name=" ".join(name.split()), profile=taken),
            seen=seen,
        )

    def save_entity(self, by: Person, organisation_id: UUID, entity: Entity, *, seen: int) -> None:
        """Add a legal entity (its id empty) or change one.

        Raises:
            ConflictError: Somebody else has changed the profile since the page was opened.
            InvalidInputError: Something is not taken; lists all, by field.
            NotFoundError: There is no entity of that id.
        """
        problems = list(entity_problems(entity))
        if problems:
            raise InvalidInputError(problems)
        self._change(by, organisation_id, lambda held: _with_entity(held, entity), seen=seen)

    def remove_entity(
        self, by: Person, organisation_id: UUID, entity_id: str, *, seen: int
    ) -> None:
        """Leave a legal entity out from now on; earlier versions keep it."""

        def without(held: Organisation) -> Organisation:
            return replace(held, entities=tuple(e for e in held.entities if e.id != entity_id))

        self._change(by, organisation_id, without, seen=seen)

    def _change(
        self,
        by: Person,
        organisation_id: UUID,
        change: Callable[[Organisation], Organisation],
        *,
        seen: int,
    ) -> None:
        must_own(by)
        with self.transactions.begin(by) as tx:
            tx.claim(INSTALLATION)
            held = _held(tx, organisation_id)
            wanted = change(held.organisation)
            if wanted == held.organisation:
                return
            if held.number != seen:
                message = f"{held.recorded_by} has changed the profile since you opened the page."
                raise ConflictError("profile-changed", f"{message} Look at it again, then save.")
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

    # ---- What is asked, and why ----------------------------------------------------------

    def sections(self) -> tuple[Section, ...]:
        """Give the questions in groups, each with what uses its answer."""
        duties, notices = self._duties_asking(), self._notices_saying()
        asked = [
            Asked(question, duties.get(key, ()), notices.get(key, ()))
            for key, question in self.catalogue.vocabulary.profile.items()
        ]
        speaks = [a for a in asked if a.question.key.split(".")[0] in SPEAKERS]
        decides = [a for a in asked if a.duties and a not in speaks]
        rest = [a for a in asked if a not in speaks and a not in decides]
        made = (
            Section(
                "applies", "What decides which duties apply",
                "Each of these takes duties away or brings them in.", tuple(decides)),
            Section(
                "texts", "What reports and letters say about you",
                "An authority's form asks it, or a letter says it.", tuple(rest)),
            Section(
                "speakers", "Who speaks for you",
                "Give roles rather than names: a role is still right next year.", tuple(speaks)),
        )  # fmt: skip
        return tuple(section for section in made if section.questions)

    def _duties_asking(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for obligation in self.catalogue.law.obligations:
            for row in _rows((*obligation.applies_when, *obligation.unless)):
                if row.subject is Subject.PROFILE:
                    found.setdefault(row.key, {})[obligation.title] = None
        return {key: tuple(titles) for key, titles in found.items()}

    def _notices_saying(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for notice in self.catalogue.notices:
            for name in set(_names(notice.blocks)):
                found.setdefault(name.removeprefix(PROFILE), {})[notice.title] = None
        return {key: tuple(titles) for key, titles in found.items()}


def added_by_first_owner(tx: Transaction, name: str) -> UUID:
    """Add the organisation the first owner names.

    Raises:
        InvalidInputError: The name is not taken; says why, at `organisation`.
    """
    problems = name_problems(name, "organisation", "The name of the organisation")
    if problems:
        raise InvalidInputError(problems)
    plain = " ".join(name.split())
    made = store.add_organisation(tx, Organisation(plain))
    tx.record(Action.ORGANISATION_ADDED, chain=INSTALLATION, subject=made, detail={"name": plain})
    return made


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


def _with_entity(held: Organisation, entity: Entity) -> Organisation:
    if not entity.id:
        added = replace(entity, id=_new_id(entity.legal_name, {e.id for e in held.entities}))
        return replace(held, entities=(*held.entities, added))
    if entity.id not in {e.id for e in held.entities}:
        raise NotFoundError("There is no such legal entity.")
    changed = (
        # Its own answers are not asked on the page, and are kept as they are.
        replace(entity, profile=e.profile) if e.id == entity.id else e
        for e in held.entities
    )
    return replace(held, entities=tuple(changed))


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


def _rows(conditions: Iterable[Condition]) -> Iterator[Row]:
    for condition in conditions:
        if isinstance(condition, Group):
            yield from condition.rows
        else:
            yield condition


def _names(part: object) -> Iterator[str]:
    """Give every name of a profile answer that a part of a notice speaks of."""
    if isinstance(part, str):
        if part.startswith(PROFILE):
            yield part
    elif isinstance(part, tuple | frozenset):
        for each in part:
            yield from _names(each)
    elif is_dataclass(part):
        for each in fields(part):
            yield from _names(getattr(part, each.name))

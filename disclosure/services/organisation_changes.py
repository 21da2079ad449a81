"""Changes of what is true of an organisation: what is put in, and what it must not overwrite."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.facts.case import Organisation
from disclosure.problems import NotFoundError, Problem
from disclosure.services.profile_checks import answer_problems
from disclosure.store import organisations as store
from disclosure.store.codec import read_organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from uuid import UUID

    from disclosure.facts.case import Entity
    from disclosure.facts.vocabulary import Question
    from disclosure.store.transactions import Transaction


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


def name_of(held: Organisation) -> object:
    """Give what a renaming changes."""
    return held.name


def entities_of(held: Organisation) -> object:
    """Give what a change of a legal entity changes."""
    return held.entities


def part_seen(tx: Transaction, organisation_id: UUID, change: Change) -> object:
    """Give the part that somebody changes as they saw it; None where no version was seen."""
    row = store.version_of(tx, organisation_id, change.seen)
    return change.part(read_organisation(row.content)) if row else None


def what_changed(before: Organisation, after: Organisation) -> Iterator[str]:
    """Name what changed, and never the answers themselves: they stand in the version."""
    if before.name != after.name:
        yield "name"
    for key in sorted({*before.profile, *after.profile}):
        if before.profile.get(key) != after.profile.get(key):
            yield key
    if before.entities != after.entities:
        yield "entities"


def with_entity(held: Organisation, entity: Entity, asked: Mapping[str, Question]) -> Organisation:
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


def taken_answers(
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

"""The questions of the organisation profile: what is asked, and what uses each answer."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING

from disclosure.law.conditions import Group, Row, Subject
from disclosure.outputs.papers import LETTERHEAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.vocabulary import Question
    from disclosure.law.conditions import Condition

PROFILE, STYLE = "profile.", "style."
ON_PAPER = "The letterhead of every document"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the profile, and what uses its answer.

    Attributes:
        duties: Titles of the duties that ask it to see whether they apply.
        notices: Titles of the texts that say it.
        watched: Titles of the bills and proposals that ask it; they are no duties.
    """

    question: Question
    duties: tuple[str, ...]
    notices: tuple[str, ...]
    watched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Questions of the profile that belong together."""

    id: str
    title: str
    intro: str
    questions: tuple[Asked, ...]


def sections_of(catalogue: Catalogue) -> tuple[Section, ...]:
    """Give the questions in groups, each with what uses its answer."""
    duties, notices = _rules_asking(catalogue), _notices_saying(catalogue)
    watched = _rules_asking(catalogue, watched=True)
    asked = [
        Asked(question, duties.get(key, ()), notices.get(key, ()), watched.get(key, ()))
        for key, question in catalogue.vocabulary.profile.items()
    ]
    made = (
        Section(
            section.id,
            section.title,
            section.intro,
            tuple(a for a in asked if a.question.page == section.id),
        )
        for section in catalogue.profile_sections
    )
    return tuple(section for section in made if section.questions)


def _rules_asking(catalogue: Catalogue, *, watched: bool = False) -> dict[str, tuple[str, ...]]:
    """Give the titles of the duties, or of what is only watched, that ask each question."""
    found: dict[str, dict[str, str]] = {}
    for obligation in catalogue.law.obligations:
        if obligation.is_watched is not watched:
            continue
        for row in _rows((*obligation.applies_when, *obligation.unless)):
            if row.subject is Subject.PROFILE:
                # Of several versions of a rule the last one gives the title.
                found.setdefault(row.key, {})[obligation.id] = obligation.title
    return {key: tuple(titles.values()) for key, titles in found.items()}


def _notices_saying(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for notice in (each for each in catalogue.notices if not each.group):
        for name in set(_names((notice.blocks, notice.offer_when))):
            found.setdefault(name.removeprefix(PROFILE), {})[notice.title] = None
    for key in LETTERHEAD:
        found.setdefault(key, {})[ON_PAPER] = None
    return {key: tuple(titles) for key, titles in found.items()}


def _rows(conditions: Iterable[Condition]) -> Iterator[Row]:
    for condition in conditions:
        if isinstance(condition, Group):
            yield from condition.rows
        else:
            yield condition


def _names(part: object) -> Iterator[str]:
    """Give every name of a profile answer, or of a word of the house, that a notice speaks of."""
    if isinstance(part, str):
        if part.startswith((PROFILE, STYLE)):
            yield part
    elif isinstance(part, tuple | frozenset):
        for each in part:
            yield from _names(each)
    elif is_dataclass(part):
        for each in fields(part):
            yield from _names(getattr(part, each.name))

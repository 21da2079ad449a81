"""The notices of the example cases, drafted once, and what a recipient reads of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import pytest

from builders import a_case_file, the_catalogue
from disclosure.facts.case import Case, ReleasedSentence
from disclosure.facts.versions import FactVersion
from disclosure.law.duties import Duty, assess_all
from disclosure.words.blocks import Notice
from disclosure.words.drafting import draft
from disclosure.words.drafts import (
    FIXED,
    Answered,
    Draft,
    HeadingPart,
    ItemList,
    Line,
    Paragraph,
    Part,
    Sentence,
)
from disclosure.words.prose import count_words
from disclosure.words.sources import Sources, sources

CASE_NAMES = ("ms-2025", "ms-2025-aware", "coop-2025", "tesco-2021")


SLIPS = {
    "two marks": r"[.,;:!?]\s*[.,;]|[,;:]\s*[!?]",
    "two spaces": r" {2}",
    "space before a mark": r"\s[.,;:!?)]|\(\s",
    "a hole": r"\bNone\b|\{\{|\}\}|\{%|\(\)|“”|\bundefined\b",
    "a word twice": r"\b(\w+) \1\b",
    "verbs that do not agree": r"\b(?:is are|are is|was were|has have|a an|an a|the the|the our)\b",
    "one of something that are": r"\b1 (?:person|record|card) are\b",
    "an article that does not fit": r"\b[Aa] [aeio]\w+|\b[Aa]n [bcdfgjklmnpqrstvwxyz]\w+",
}
"""What a proof-reader marks in any text, whatever it is about."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A notice of a case, what it could rest on, and its draft."""

    case: str
    notice: Notice
    sources: Sources
    draft: Draft

    def __str__(self) -> str:
        """Name it in the list of tests."""
        return f"{self.case}:{self.notice.id}"


@cache
def all_drafted() -> tuple[Drafted, ...]:
    """Draft every notice of every example case."""
    return tuple(
        drafted(a_case_file(name), notice, name)
        for name in CASE_NAMES
        for notice in the_catalogue().notices
    )


def of_every_text(check: Callable[[Drafted], None]) -> Callable[[str], None]:
    """Make one test for each case of a check of one text; it names every text that fails."""

    @pytest.mark.parametrize("case", CASE_NAMES)
    def test(case: str) -> None:
        wrong = []
        for held in (each for each in all_drafted() if each.case == case):
            try:
                check(held)
            except AssertionError as failed:
                wrong.append(f"{held}: {failed}")
        assert not wrong, "\n".join(wrong)

    test.__name__, test.__doc__ = check.__name__, check.__doc__
    return test


@cache
def the_draft(case: str, notice: str) -> Drafted:
    """Give one notice of any case file."""
    wanted = next(each for each in the_catalogue().notices if each.id == notice)
    return drafted(a_case_file(case), wanted, case)


def drafted(case: Case, notice: Notice, name: str = "") -> Drafted:
    """Draft a notice from what a case knows at its own instant."""
    catalogue = the_catalogue()
    known = case.known_at(case.at)
    audience = catalogue.audiences[notice.audience]
    held = sources(
        known,
        catalogue.vocabulary,
        catalogue.law.authorities,
        may_read=audience.may_read,
        on=case.law_as_of,
        duties=_duties(case, notice),
    )
    return Drafted(name or case.id, notice, held, draft(notice, held))


def _duties(case: Case, notice: Notice) -> tuple[Duty, ...]:
    """Give the duty a notice answers, as it stands."""
    law = the_catalogue().law
    own = [rule for rule in law.obligations if rule.id == notice.obligation]
    return assess_all(own, case.known_at(case.at), law.calendars, law_as_of=case.law_as_of)


def with_versions(case: Case, *versions: FactVersion) -> Case:
    """Give the case as if these stood in it, in place of what has the same key."""
    keys = {version.key for version in versions}
    kept = tuple(fact for fact in case.facts if fact.key not in keys)
    return replace(case, facts=(*kept, *versions))


def pieces(draft_: Draft) -> Iterator[str | Sentence]:
    """Give headings as text and what is said as sentences, in the order they are read."""
    if draft_.headline and draft_.headline.is_said:
        yield draft_.headline
    for part in draft_.parts:
        yield from _pieces(part)


def _pieces(part: Part) -> Iterator[str | Sentence]:
    if isinstance(part, HeadingPart):
        yield part.text
    elif isinstance(part, Paragraph):
        yield from (s for s in part.sentences if s.is_said)
    elif isinstance(part, ItemList):
        yield from (s for s in (part.intro, *part.items) if s and s.is_said)
    elif isinstance(part, Line) and part.sentence.is_said:
        yield part.sentence
    elif isinstance(part, Answered):
        for inner in part.parts:
            yield from _pieces(inner)


def texts(draft_: Draft) -> list[str]:
    """Give what is read, heading by heading and sentence by sentence, without gaps."""
    return [piece if isinstance(piece, str) else piece.text for piece in pieces(draft_)]


def words_read(draft_: Draft) -> int:
    """Count the words a recipient reads: title, headings, sentences and lines."""
    return sum(count_words(text) for text in texts(draft_))


def lists(draft_: Draft) -> Iterator[ItemList]:
    """Give every list, those inside the questions of a form among them."""
    for part in draft_.parts:
        for inner in part.parts if isinstance(part, Answered) else (part,):
            if isinstance(inner, ItemList):
                yield inner


def as_released(draft: Draft) -> tuple[ReleasedSentence, ...]:
    """Give the sentences of a text as they are kept once it has gone out."""
    return tuple(
        ReleasedSentence(
            s.text,
            tuple(f"{r.fact}@{r.version}" for r in s.rests_on),
            s.id,
            is_fixed=s.kind == FIXED,
        )
        for s in draft.said()
    )

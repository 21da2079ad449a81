"""Looks at the words of a notice before any fact is put into them: what reads badly, what is typed.

None of it makes a notice unusable, so a product that runs goes on with it; whoever writes notices
is told when they are checked.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from disclosure.facts.standings import Standing
from disclosure.words.blocks import LEAD, Fixed, Records, Say, StandingIs
from disclosure.words.lint import Remark
from disclosure.words.prose import SENTENCE_LIMIT, count_words, longest_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.words.blocks import Block, Notice, Term, When
    from disclosure.words.expressions import Wording

PRINTED: Final = re.compile(r"\{\{.*?\}\}")
TAGS: Final = re.compile(r"\{%.*?%\}")
CONTACTS: Final = "contact."
MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
TYPED: Final = {
    "a telephone number": re.compile(r"(?<![\w-])(?:\+44[ ()0-]*|0)(?:\d[ -]?){9,10}(?!\d)"),
    "an email address": re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"),
    "a person's name": re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.? [A-Z][\w'’-]+"),
    "a time": re.compile(r"\b\d{1,2}[:.]\d\d\b(?!/)|\b\d{1,2} ?[ap]m\b"),
    "a day": re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS})\b"),
    "a sum of money": re.compile(r"[£€$] ?\d"),
}
"""What is a fact, or a contact, wherever it stands; numbers of laws and of periods are not."""


def advise(notice: Notice, vocabulary: Vocabulary) -> Iterator[Remark]:
    """Give what is doubtful about the words of a notice, each with its line."""
    for block in notice.every_block():
        for wording, line, file in _wordings(block):
            for remark in _of_words(wording, line, fixed_law=_is_fixed_law(block)):
                yield Remark(remark.line, remark.wrong, remark.allowed, file or notice.file)
        if isinstance(block, (Say, Records)):
            for when in _never_used(block.whens):
                wrong = "This wording is never used: an earlier 'when' holds whenever it does."
                how = "The first 'when' that holds is used. Put the narrower one first."
                yield Remark(when.line, wrong, how, when.file or block.file or notice.file)
        if isinstance(block, Say) and _forgets_unknown(block, vocabulary):
            wrong = f"Nothing is said of '{block.lead}' while it is unknown."
            how = (
                "Add {% when unknown %} and a sentence such as 'We do not yet know …'. Where "
                "silence misleads nobody, add quiet instead, or say what is missing with gap."
            )
            yield Remark(block.line, wrong, how, block.file or notice.file)


def _wordings(block: Block) -> Iterator[tuple[Wording, int, str]]:
    if isinstance(block, (Say, Records)):
        for when in block.whens:
            yield when.wording, when.line, when.file
    if isinstance(block, Records) and block.intro:
        yield block.intro, block.line, block.file
    if isinstance(block, Fixed) and block.wording:
        yield block.wording, block.line, block.file


def _is_fixed_law(block: Block) -> bool:
    """Say whether a law gives the words, so that they are as long as the law makes them."""
    return isinstance(block, Fixed) and bool(block.cite)


def _of_words(wording: Wording, line: int, *, fixed_law: bool) -> Iterator[Remark]:
    for wrong, how in _doubts(wording.source, fixed_law=fixed_law):
        yield Remark(line, wrong, how)


# A shared piece stands in many texts, and is looked at once.
@lru_cache(maxsize=8192)
def _doubts(source: str, *, fixed_law: bool) -> tuple[tuple[str, str], ...]:
    """Give what is doubtful about a wording, each with what to do."""
    # A fact counts as one word here; with what is typed into it the draft is measured again.
    text = TAGS.sub(" ", PRINTED.sub("X", source))
    longest = longest_sentence(text)
    found = []
    if count_words(longest) > SENTENCE_LIMIT and not fixed_law:
        wrong = (
            f"The sentence that begins '{' '.join(longest.split()[:4])} …' has "
            f"{count_words(longest)} words, each fact counted as one."
        )
        how = f"Readers lose the thread above {SENTENCE_LIMIT}. Make two sentences of it."
        found.append((wrong, how))
    for kind, pattern in TYPED.items():
        typed = pattern.search(text)
        if typed:
            wrong = f"'{typed.group().strip()}' looks like {kind}, typed by hand."
            found.append((wrong, _instead(kind)))
    return tuple(found)


def _instead(kind: str) -> str:
    if kind in ("a telephone number", "an email address", "a person's name"):
        return (
            "It would go out in every incident, to an authority too. Print a contact that was "
            "recorded, such as {{ contact.customers }}; leave out the names of people."
        )
    return "It would go out in every incident. Print the fact instead, with {{ … }}, in a 'say'."


def _never_used(whens: tuple[When, ...]) -> Iterator[When]:
    for n in _covered(tuple(when.terms for when in whens)):
        yield whens[n]


@lru_cache(maxsize=4096)
def _covered(rows: tuple[tuple[Term, ...], ...]) -> tuple[int, ...]:
    """Give the places of the conditions that never come to hold: an earlier one does first."""
    return tuple(
        n for n, row in enumerate(rows) if any(_covers(earlier, row) for earlier in rows[:n])
    )


def _covers(wide: Iterable[Term], narrow: tuple[Term, ...]) -> bool:
    return all(any(_implies(each, term) for each in narrow) for term in wide)


def _implies(narrow: Term, wide: Term) -> bool:
    if isinstance(narrow, StandingIs) and isinstance(wide, StandingIs):
        same = narrow.subject == wide.subject
        return same and set(narrow.standings) <= set(wide.standings)
    return narrow == wide


def _forgets_unknown(block: Say, vocabulary: Vocabulary) -> bool:
    """Say whether it leaves the drafter with a gap that only says that the fact is not known."""
    # While there is no tested contact the gap is right: a promise of one would be invented.
    if block.lead not in vocabulary.facts or block.lead.startswith(CONTACTS):
        return False
    answered = {
        standing
        for when in block.whens
        for term in when.terms
        if isinstance(term, StandingIs) and term.subject == LEAD
        for standing in term.standings
    }
    return Standing.UNKNOWN not in answered and not block.quiet and not block.gap

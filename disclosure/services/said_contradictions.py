"""Where two audiences were told what cannot both be true, read from the words alone.

Values told differently stand in the table of facts. This finds what no value shows: words by hand
that deny what another audience was told, and one fact put in words that do not go together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from disclosure.words import comparing
from disclosure.words.claims import context_of
from disclosure.words.comparing import Clash, Verdict, compare
from disclosure.words.corrections import TELLING
from disclosure.words.drafts import FIXED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from disclosure.facts.case import Known
    from disclosure.services.said_pages import Text
    from disclosure.words.drafts import Sentence


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence that somebody was told."""

    text: Text
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sentences, told to two readers, that cannot both be true.

    Attributes:
        first: What was told earlier.
        second: What was told later, or at the same instant.
        reason: On what they differ, in one sentence.
    """

    first: Quoted
    second: Quoted
    reason: str

    @property
    def both(self) -> tuple[Quoted, Quoted]:
        """Give both sentences."""
        return self.first, self.second

    def holds(self, text: Text, sentences: Iterable[Sentence]) -> bool:
        """Say whether it is about one of these sentences of a text."""
        ids = {sentence.id for sentence in sentences}
        return any(each.text is text and each.sentence.id in ids for each in self.both)


def contradictions_of(texts: Iterable[Text], known: Known) -> tuple[Contradiction, ...]:
    """Give where the last texts given to different readers contradict each other in words.

    Args:
        texts: Every text; what was not given out yet is left aside.
        known: What is known, for the names of services that only this case uses.
    """
    names = context_of(known).names
    last = [_Side.of(text, known, names) for text in _last_given(texts)]
    found = []
    for one, other in combinations(last, 2):
        if one.text.reader != other.text.reader:
            found += list(_between(one, other, known))
    return tuple(found)


def _last_given(texts: Iterable[Text]) -> list[Text]:
    """Give the last text of each kind that each reader was given, the earliest first."""
    given = sorted((text for text in texts if text.at), key=lambda text: text.given_at)
    last = {(text.reader.key, text.notice): text for text in given}
    return sorted(last.values(), key=lambda text: text.given_at)


@dataclass(frozen=True, slots=True)
class _Side:
    """A text with its sentences, and the words of those that are compared."""

    text: Text
    sentences: Sequence[Sentence]
    words: comparing.Text

    @classmethod
    def of(cls, text: Text, known: Known, names: tuple[str, ...]) -> _Side:
        sentences = tuple(text.draft.said())
        words = tuple(each.text if _asserts(each) else "" for each in sentences)
        audience = text.reader.audience
        return cls(
            text, sentences, comparing.Text(words, audience, text.given_at, known.zone, names)
        )


def _asserts(sentence: Sentence) -> bool:
    """Say whether a sentence asserts anything: fixed ones, such as the law's own words, do not."""
    return sentence.form in TELLING and (bool(sentence.by_hand) or sentence.kind != FIXED)


def _between(one: _Side, other: _Side, known: Known) -> Iterator[Contradiction]:
    for clash in _compared(one.words, other.words):
        a, b = one.sentences[clash.first.sentence], other.sentences[clash.second.sentence]
        if clash.verdict is Verdict.CONTRADICTING and _is_of_words(a, b, known):
            yield Contradiction(Quoted(one.text, a), Quoted(other.text, b), clash.reason)


def _is_of_words(a: Sentence, b: Sentence, known: Known) -> bool:
    """Say whether words made it: drafted ones can only where both put one version in words."""
    if a.by_hand or b.by_hand:
        return True
    ours, theirs = ({f"{r.fact}@{r.version}" for r in each.rests_on} for each in (a, b))
    return any(name in known.versions for name in ours & theirs)


@lru_cache(maxsize=4096)
def _compared(first: comparing.Text, second: comparing.Text) -> tuple[Clash, ...]:
    """Compare once: what was given out is never changed."""
    return compare(first, second)

"""Whether two texts about one incident contradict each other, read from their words alone.

Silence is no clash, and neither are different subjects, scopes or times. What only the time may
explain is unclear. A later text may say something else if it says that it has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from disclosure.facts.instants import LONDON
from disclosure.words.claims import Claim, ClaimKind, Context, Placed, claims_of_text
from disclosure.words.claims_text import says_changed, tidied
from disclosure.words.clashes import Apart, ClashKind, Found, Pair, Verdict
from disclosure.words.clashes_of_acts import acts_clash, causes_clash, deeds_clash, told_clash
from disclosure.words.clashes_of_data import data_clash
from disclosure.words.clashes_of_numbers import counts_agree, counts_clash
from disclosure.words.clashes_of_states import states_clash
from disclosure.words.clashes_of_times import dates_agree, dates_clash, promises_clash
from disclosure.words.prose import sentences as split

__all__ = ["Clash", "ClashKind", "Place", "Text", "Verdict", "compare", "text_of"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is compared: its sentences, to whom it is said, and when.

    Attributes:
        said_at: When it is said, aware.
        names: Names of services that only this case uses.
    """

    sentences: tuple[str, ...]
    audience: str
    said_at: datetime
    zone: ZoneInfo = LONDON
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a text something stands.

    Attributes:
        sentence: The number of the sentence, from 0.
        start: Where the words begin in the sentence.
        end: The first position after them.
        words: The words.
    """

    sentence: int
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Two places that do not go together."""

    kind: ClashKind
    verdict: Verdict
    first: Place
    second: Place
    reason: str


def text_of(words: str, audience: str, said_at: datetime, *, zone: ZoneInfo = LONDON) -> Text:
    """Give a text from its words, split into sentences."""
    return Text(tuple(split(words)), audience, said_at, zone)


def compare(first: Text, second: Text) -> tuple[Clash, ...]:
    """Give where two texts clash, in the order of the first one; nothing where they agree.

    Args:
        first: One text.
        second: The other; which of them was said earlier is seen from `said_at`.
    """
    one, other = _side(first), _side(second)
    found: dict[tuple[int, int, ClashKind], Clash] = {}
    for clash in _clashes(one, other):
        key = (clash.first.sentence, clash.second.sentence, clash.kind)
        held = found.get(key)
        if held is None or (held.verdict is Verdict.UNCLEAR and clash.verdict is not held.verdict):
            found[key] = clash
    return tuple(sorted(found.values(), key=lambda c: (c.first.sentence, c.first.start)))


@dataclass(frozen=True, slots=True)
class _Side:
    text: Text
    by_kind: Mapping[ClaimKind, Sequence[Placed]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: Text) -> _Side:
        context = Context(text.said_at, text.zone, text.audience, text.names)
        by_kind: dict[ClaimKind, list[Placed]] = {}
        for placed in claims_of_text(text.sentences, context):
            by_kind.setdefault(placed.claim.kind, []).append(placed)
        return cls(text, by_kind)

    def tells_change(self, placed: Placed) -> bool:
        """Say whether the words, or those just before them, say that something has changed."""
        if placed.claim.is_new:
            return True
        before = self.text.sentences[max(0, placed.sentence - 1)]
        return says_changed(tidied(before).text)


@lru_cache(maxsize=512)
def _side(text: Text) -> _Side:
    """Read a text once, however many others it is compared with."""
    return _Side.of(text)


Rule = Callable[[Pair], Found | None]
_RULES: Final[tuple[tuple[ClaimKind, ClaimKind, Rule], ...]] = (
    (ClaimKind.COUNT, ClaimKind.COUNT, counts_clash),
    (ClaimKind.DATE, ClaimKind.DATE, dates_clash),
    (ClaimKind.DATE, ClaimKind.PROMISE, promises_clash),
    (ClaimKind.PROMISE, ClaimKind.PROMISE, promises_clash),
    (ClaimKind.STATE, ClaimKind.STATE, states_clash),
    (ClaimKind.DATA, ClaimKind.DATA, data_clash),
    (ClaimKind.TOLD, ClaimKind.TOLD, told_clash),
    (ClaimKind.DONE, ClaimKind.DONE, deeds_clash),
    (ClaimKind.CAUSE, ClaimKind.CAUSE, causes_clash),
    (ClaimKind.ACT, ClaimKind.ACT, acts_clash),
)
_AGREE: Final[Mapping[ClaimKind, Callable[[Claim, Claim], bool]]] = {
    ClaimKind.COUNT: counts_agree,
    ClaimKind.DATE: dates_agree,
    ClaimKind.PROMISE: dates_agree,
}


def _clashes(one: _Side, other: _Side) -> Iterator[Clash]:
    for kind, against, rule in _RULES:
        yield from _of_kinds(one, other, (kind, against), rule)
        if kind is not against:
            yield from _of_kinds(one, other, (against, kind), rule)


def _of_kinds(
    one: _Side, other: _Side, kinds: tuple[ClaimKind, ClaimKind], rule: Rule
) -> Iterator[Clash]:
    ours, theirs = one.by_kind.get(kinds[0], ()), other.by_kind.get(kinds[1], ())
    ours_alone = [a for a in ours if not _is_said_too(a, theirs)]
    theirs_alone = [b for b in theirs if not _is_said_too(b, ours)]
    for a in ours_alone:
        for b in theirs_alone:
            found = rule(_pair(a, b, one, other))
            if found is not None:
                yield _clash(found, a, b, one, other)


def _is_said_too(placed: Placed, others: Sequence[Placed]) -> bool:
    """Say whether the other text says the same somewhere: then what else it says is other."""
    agree = _AGREE.get(placed.claim.kind)
    return agree is not None and any(
        agree(placed.claim, other.claim)
        for other in others
        if other.claim.kind is placed.claim.kind
    )


def _pair(a: Placed, b: Placed, one: _Side, other: _Side) -> Pair:
    is_first_later = one.text.said_at > other.text.said_at
    later, placed = (one, a) if is_first_later else (other, b)
    is_told = one.text.said_at != other.text.said_at and later.tells_change(placed)
    return Pair(
        a.claim,
        b.claim,
        Apart.of(a.claim, one.text.said_at, b.claim, other.text.said_at),
        (one.text.said_at, other.text.said_at),
        (one.text.audience, other.text.audience),
        is_change_told=is_told,
    )


def _clash(found: Found, a: Placed, b: Placed, one: _Side, other: _Side) -> Clash:
    return Clash(
        found.kind, found.verdict, _place(a, one.text), _place(b, other.text), found.reason
    )


def _place(placed: Placed, text: Text) -> Place:
    claim = placed.claim
    words = text.sentences[placed.sentence][claim.start : claim.end]
    return Place(placed.sentence, claim.start, claim.end, words)

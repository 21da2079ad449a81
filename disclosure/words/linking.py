"""On which facts a sentence rests, what in it no fact supports, and what says more than we know.

Nothing is accepted in silence: a sentence that asserts something which is neither understood nor
known to be framing is handed back to be linked by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from disclosure.facts.case import Known
from disclosure.facts.versions import FactVersion
from disclosure.facts.vocabulary import Vocabulary
from disclosure.words.claims import Claim, Context, claims_of
from disclosure.words.claims_kinds import ClaimKind
from disclosure.words.claims_of_others import Deed, deeds_of_others
from disclosure.words.claims_text import clauses, stems, tidied
from disclosure.words.linking_facts import Held, Holding, held_by
from disclosure.words.linking_moves import by_moves, is_only_framing, moves_of
from disclosure.words.linking_others import held_by_deeds, is_ours
from disclosure.words.linking_words import by_words, typed
from disclosure.words.risky import risky
from disclosure.words.risky_tone import BORNE_BY_NOTHING

NOT_UNDERSTOOD: Final = "It was not matched to any recorded fact."
TAKE_BACK: Final = "Change the words, or correct the fact if it is out of date."
SAY_LESS: Final = "Say no more than is recorded, or record what is known now."
RECORD_IT: Final = "If it is so, record it; if not, change the words or leave them out."
CHOOSE_IT: Final = "Choose the facts it states, or write it another way."
_VERB: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|can|may|might|could|should|must|remains?"
    r"|continues?|\w+ed|began|told|took|taken|made|found|sent|wrote|went|shut|said|put|held|kept)\b"
)
_ENOUGH_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Link:
    """A fact version a sentence rests on, and why.

    Attributes:
        fact: Its key.
        version: Its number.
    """

    fact: str
    version: int
    reason: str

    @property
    def name(self) -> str:
        """Give the version's own name, `service:contactless@2`."""
        return f"{self.fact}@{self.version}"


@dataclass(frozen=True, slots=True)
class Fault:
    """A stretch of a sentence that the facts do not bear.

    Attributes:
        reason: What is wrong.
        claim: What it asserts, as far as it was understood.
        is_against: A fact speaks against it.
        do: What can be done about it.
        facts: The keys of the facts that speak of it.
    """

    words: str
    reason: str
    claim: Claim | None = None
    is_against: bool = False
    do: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a sentence stands to what is known.

    Attributes:
        links: The fact versions it rests on.
        supported: What in it the facts bear.
        unsupported: What in it no fact bears, or a fact speaks against.
        says_more: What in it goes further than the facts.
        is_framing: It asserts no fact: an apology, thanks, a priority.
        not_understood: What it asserts that nobody but a reader can link.
        judging: Words of size and praise, which no fact can bear.
    """

    links: tuple[Link, ...] = ()
    supported: tuple[Claim, ...] = ()
    unsupported: tuple[Fault, ...] = ()
    says_more: tuple[Fault, ...] = ()
    is_framing: bool = False
    not_understood: tuple[Fault, ...] = ()
    judging: tuple[Fault, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Say whether nothing in it has to be looked at."""
        return not (self.unsupported or self.says_more or self.not_understood or self.judging)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Give everything in it that has to be looked at."""
        return (*self.unsupported, *self.says_more, *self.judging, *self.not_understood)


def propose(sentence: str, known: Known, vocabulary: Vocabulary, context: Context) -> Reading:
    """Propose on which facts a sentence rests, and say what they do not bear.

    Args:
        sentence: The words.
        known: What is known; only what it holds can support anything.
        vocabulary: The questions and lists the facts answer.
        context: When and to whom the words are said.
    """
    facts = tuple(known.current.values())
    moves = moves_of(sentence)
    deeds = _deeds(sentence, known, vocabulary)
    holdings = [
        (claim, held_by(claim, known, vocabulary))
        for claim in claims_of(sentence, context)
        if not any(_is_of_deed(claim, deed) for deed, _ in deeds)
    ]
    judged = [pair for pair in holdings if not _is_borne_elsewhere(pair, holdings)]
    links = list(_links([*holdings, *deeds]))
    of_words = by_words(sentence, facts, vocabulary)
    # What others look into is no investigation of ours.
    of_moves = by_moves(moves - {"INVEST"} if deeds else moves, sentence, facts, vocabulary)
    links += [Link(v.key, v.number, reason) for v, reason in (*of_words, *of_moves)]
    again = " ".join(text.lower() for v, _ in of_words for text in typed(v, vocabulary))
    reading = _sorted(judged, sentence, again)
    reading = replace(reading, unsupported=(*reading.unsupported, *_unborne(deeds, sentence)))
    framing = is_only_framing(moves, sentence) and not holdings and not deeds
    open_ = () if framing else tuple(_open(sentence, context, links, reading))
    return Reading(
        links=_distinct(links),
        supported=reading.supported,
        unsupported=reading.unsupported,
        says_more=reading.says_more,
        is_framing=framing,
        not_understood=open_,
        judging=tuple(_judging(sentence)),
    )


def _deeds(sentence: str, known: Known, vocabulary: Vocabulary) -> list[tuple[Deed, Holding]]:
    """Give what others are said to do, and the facts that say it of them."""
    return [
        (deed, held_by_deeds(deed, known, vocabulary))
        for deed in deeds_of_others(sentence)
        if not is_ours(deed, known)
    ]


def _is_of_deed(claim: Claim, deed: Deed) -> bool:
    """Say whether what is read as telling a body is what the body itself does."""
    return claim.kind is ClaimKind.TOLD and deed.start <= claim.start < deed.end


def _unborne(deeds: Iterable[tuple[Deed, Holding]], sentence: str) -> Iterator[Fault]:
    for deed, holding in deeds:
        if holding.held is not Held.BORNE:
            yield Fault(sentence[deed.start : deed.end].strip(), holding.reason)


def _judging(sentence: str) -> Iterator[Fault]:
    """Give the words that judge: a fact in whose own words they stand bears them no better."""
    for hit in risky(sentence):
        if hit.rule in BORNE_BY_NOTHING:
            words = sentence[hit.start : hit.end]
            yield Fault(words, f"No fact bears it: {hit.message.why} {hit.message.instead}")


def _links(holdings: Iterable[tuple[object, Holding]]) -> Iterator[Link]:
    for _, holding in holdings:
        yield from (Link(v.key, v.number, reason) for v, reason in holding.facts)


def _distinct(links: Sequence[Link]) -> tuple[Link, ...]:
    return tuple({link.name: link for link in reversed(links)}.values())[::-1]


def _is_borne_elsewhere(
    pair: tuple[Claim, Holding], every: Sequence[tuple[Claim, Holding]]
) -> bool:
    """Drop a claim without facts whose words another claim reads, and facts bear.

    "Data was accessed on Saturday" is read as an event and as data: one of the two is enough.
    """
    claim, holding = pair
    if holding.held is not Held.NOTHING:
        return False
    return claim.kind is ClaimKind.CAUSE and any(
        other is not claim
        and held.held is not Held.NOTHING
        and other.start < claim.end
        and claim.start < other.end
        for other, held in every
    )


def _sorted(holdings: Iterable[tuple[Claim, Holding]], sentence: str, again: str) -> Reading:
    supported: list[Claim] = []
    unsupported: list[Fault] = []
    says_more: list[Fault] = []
    for claim, holding in holdings:
        words = sentence[claim.start : claim.end]
        is_against = holding.held is Held.AGAINST
        keys = tuple(dict.fromkeys(version.key for version, _ in holding.facts))
        fault = Fault(words, holding.reason, claim, is_against, _DO[holding.held], keys)
        if holding.held is Held.BORNE or _is_said_again(claim, holding.held, words, again):
            supported.append(claim)
        elif holding.held is Held.SAYS_MORE:
            says_more.append(fault)
        else:
            unsupported.append(fault)
    return Reading(
        supported=tuple(supported), unsupported=tuple(unsupported), says_more=tuple(says_more)
    )


_DO: Final = {
    Held.BORNE: "",
    Held.SAYS_MORE: SAY_LESS,
    Held.AGAINST: TAKE_BACK,
    Held.NOTHING: RECORD_IT,
}
"""What can be done about words, by how the facts bear them."""
_FREE_KINDS: Final = frozenset({ClaimKind.DONE, ClaimKind.CAUSE, ClaimKind.ACT, ClaimKind.PROMISE})


def _is_said_again(claim: Claim, held: Held, words: str, again: str) -> bool:
    """Say whether typed facts say it in nearly the same words; a number in the very same."""
    if not again or held is Held.SAYS_MORE:
        return False
    if held is Held.NOTHING and (claim.kind in _FREE_KINDS or words.lower() in again):
        return True
    # What a service does is typed into its detail, in words that its state has no option for; that
    # somebody was told is borne by no words about anything else.
    is_kind = claim.kind in (ClaimKind.STATE, ClaimKind.TOLD)
    return is_kind and stems(words) <= stems(again)


def _open(
    sentence: str, context: Context, links: Sequence[Link], reading: Reading
) -> Iterator[Fault]:
    """Give the assertions that yielded no claim and no link, clause by clause."""
    if links and not _has_unread(sentence, context):
        return
    read = reading.supported or reading.unsupported or reading.says_more
    if not read and not links and _VERB.search(sentence.lower()):
        yield Fault(sentence, NOT_UNDERSTOOD, do=CHOOSE_IT)
        return
    yield from (Fault(words, NOT_UNDERSTOOD, do=CHOOSE_IT) for words in _unread(sentence, context))


def _has_unread(sentence: str, context: Context) -> bool:
    return next(_unread(sentence, context), None) is not None


def _unread(sentence: str, context: Context) -> Iterator[str]:
    """Give the clauses with a verb in which nothing was read and no move is known."""
    parts = clauses(tidied(sentence))
    if len(parts) == 1:
        return
    claims = claims_of(sentence, context)
    for part in parts:
        start, end = part.place(0, len(part.text))
        words = sentence[start:end].strip(" ,;.")
        is_read = any(claim.start < end and start < claim.end for claim in claims)
        if is_read or len(words.split()) < _ENOUGH_WORDS or not _VERB.search(words.lower()):
            continue
        if not moves_of(words):
            yield words


def facts_of(reading: Reading, known: Known) -> tuple[FactVersion, ...]:
    """Give the versions a reading rests on."""
    found = (
        known.versions.get(link.name) or known.current.get(link.fact) for link in reading.links
    )
    return tuple(version for version in found if version is not None)

"""Rules about what sentences assert: words by hand are held to the facts as drafted ones are.

Drafted words follow the facts by construction; words a person wrote, or that went out without
links, are read (`claims`), compared with the other texts (`comparing`) and held against the facts
they are said to rest on (`linking`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import lru_cache
from itertools import combinations
from typing import Final

from disclosure.facts.case import Known, Release
from disclosure.words.claims import context_of
from disclosure.words.comparing import Clash, Text, Verdict, compare
from disclosure.words.corrections import speaks_of_change
from disclosure.words.drafts import FIXED, SENTENCE, Draft, Sentence
from disclosure.words.filters import listed
from disclosure.words.findings import CaseInputs, Finding, Severity, in_quotes, of_draft
from disclosure.words.linking import Fault, Reading, propose
from disclosure.words.linking_facts import NO_TIME

_WEIGHT: Final = {Verdict.CONTRADICTING: Severity.STOP, Verdict.UNCLEAR: Severity.WARNING}
_BEARING: Final = ("judgement.", "clock.")
"""What is no recorded fact and bears what a sentence says all the same."""
_OF_US: Final = ("profile.", "org.", "issuer.", "authority.")
"""What we say of ourselves, and of whom we write to."""
_NAMED: Final = 3
"""Texts that are named beside the first; of the others only the number is given."""
_ALONE: Final = ("title", "signature", "salutation", "line")
"""What is no sentence of a text, and asserts nothing by itself."""


# ---- Held to the facts ---------------------------------------------------------------------------


def held_to_facts(case: CaseInputs) -> Iterator[Finding]:
    """Find words by hand that no fact beneath them supports, or that say more than we know."""
    for draft, sentence in case.said():
        if sentence.by_hand and sentence.form not in _ALONE:
            yield from _held(draft, sentence, case)


def _held(draft: Draft, sentence: Sentence, case: CaseInputs) -> Iterator[Finding]:
    context = context_of(case.known, draft.audience)
    beneath = {v.key: v for v in case.versions(sentence)}
    known = replace(case.known, current=beneath)
    reading = propose(sentence.text, known, case.vocabulary, context)
    reading = replace(
        reading, unsupported=tuple(f for f in reading.unsupported if not _is_borne(f, sentence))
    )
    for fault in reading.unsupported:
        whole = propose(sentence.text, case.known, case.vocabulary, context)
        message = f"{_said(fault)} {_remedy(fault, whole, case)}"
        yield of_draft("unsupported-claim", Severity.STOP, draft, message, sentence=sentence)
    for fault in reading.says_more:
        if sentence.form == "item" and fault.reason.startswith(NO_TIME):
            continue  # The introduction of its list gives the time.
        message = (
            f"{_said(fault)} Readers take a text at its word, and correct us by it. Say no more "
            "than is recorded, or record what is now known."
        )
        yield of_draft("says-more", Severity.WARNING, draft, message, sentence=sentence)
    if sentence.kind == FIXED and reading.not_understood and not reading.is_framing:
        words = in_quotes([fault.words for fault in reading.not_understood])
        message = (
            f"Marked as resting on no fact, {words} still seems to assert something. Choose the "
            "facts it rests on, or write it so that it asserts nothing."
        )
        yield of_draft("says-more", Severity.WARNING, draft, message, sentence=sentence)


def _is_borne(fault: Fault, sentence: Sentence) -> bool:
    """Say whether something else than a recorded fact bears what no fact does.

    A judgement or a clock beneath the sentence does; what we say of ourselves bears only what the
    drafted words said as well. Nothing bears what a fact speaks against.
    """
    if fault.is_against:
        return False
    names = [rest.fact for rest in sentence.rests_on]
    if any(name.startswith(_BEARING) for name in names):
        return True
    is_on_us = any(name.startswith(_OF_US) for name in names)
    return is_on_us and fault.words.casefold() in sentence.drafted.casefold()


def _said(fault: Fault) -> str:
    return f"“{fault.words}”: {fault.reason}"


def _remedy(fault: Fault, whole: Reading, case: CaseInputs) -> str:
    """Say which facts would support it, where there are some."""
    if fault.claim in whole.supported:
        names = list(dict.fromkeys(case.label(link.fact) for link in whole.links))[:3]
        return f"It rests on {', '.join(names)}: choose what it rests on anew." if names else _ASK
    return _ASK


_ASK: Final = (
    "No text may say what no fact supports. Take it out, or record the fact first and rest the "
    "sentence on it."
)


# ---- Held to the other texts ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Side:
    """A text with the places of its sentences in a draft; a released one has no draft."""

    title: str
    text: Text
    ids: tuple[Sentence | None, ...]
    draft: Draft | None = None


def contradictions_in_words(case: CaseInputs) -> Iterator[Finding]:
    """Find texts that contradict each other in their words.

    Words by hand are compared with every other text, and so are texts that went out without links;
    drafted ones only where two of them put one fact in different words.
    """
    yield from _by_hand(case)
    yield from _put_differently(case)


def _by_hand(case: CaseInputs) -> Iterator[Finding]:
    by_hand = [side for draft in case.drafts if (side := _of_hand(draft, case.known))]
    if not by_hand and not any(_is_unlinked(release) for release in case.known.releases):
        return
    drafts = [_of_draft(draft, case.known) for draft in case.drafts]
    released = [_of_release(release, case.known) for release in _latest(case.known)]
    for side in by_hand:
        # What went out weighs more than what is only drafted, and is named first.
        others = [o for o in drafts if o.draft is not side.draft]
        yield from _gathered(side, (*released, *others))
    for other in (o for o, r in zip(released, _latest(case.known), strict=True) if _is_unlinked(r)):
        for side in drafts:
            yield from (f for f in _findings(side, other) if f.severity is Severity.STOP)


def _is_unlinked(release: Release) -> bool:
    return any(not sentence.rests_on for sentence in release.sentences) and not any(
        sentence.rests_on for sentence in release.sentences
    )


def _latest(known: Known) -> list[Release]:
    """Give the last text given out under each notice to each audience."""
    latest = {(r.notice or r.id, r.audience): r for r in sorted(known.releases, key=lambda r: r.at)}
    return list(latest.values())


def _of_hand(draft: Draft, known: Known) -> _Side | None:
    said = tuple(draft.said())
    if not any(sentence.by_hand for sentence in said):
        return None
    words = tuple(s.text if s.by_hand and s.form not in _ALONE else "" for s in said)
    return _Side(draft.title, _text(words, draft.audience, known.at, known), said, draft)


def _of_draft(draft: Draft, known: Known) -> _Side:
    said = tuple(s for s in draft.said() if s.form not in _ALONE)
    words = tuple(sentence.text for sentence in said)
    return _Side(draft.title, _text(words, draft.audience, known.at, known), said, draft)


def _of_release(release: Release, known: Known) -> _Side:
    words = tuple(sentence.text for sentence in release.sentences)
    text = _text(words, release.audience, release.at, known)
    return _Side(release.id, text, (None,) * len(words))


def _text(words: tuple[str, ...], audience: str, at: datetime, known: Known) -> Text:
    return Text(words, audience, at, known.zone, context_of(known).names)


def _findings(side: _Side, other: _Side) -> Iterator[Finding]:
    for clash in compare(side.text, other.text):
        sentence = side.ids[clash.first.sentence]
        if side.draft is not None and sentence is not None:
            yield _finding(side.draft, sentence, other.title, clash)


def _gathered(side: _Side, others: Iterable[_Side]) -> Iterator[Finding]:
    """Give one finding for what a sentence says, however many texts speak against it."""
    found: dict[tuple[int, str, str], tuple[Clash, list[str]]] = {}
    for other in others:
        for clash in compare(side.text, other.text):
            key = (clash.first.sentence, clash.verdict, clash.kind)
            _, titles = found.setdefault(key, (clash, []))
            if other.title not in titles:
                titles.append(other.title)
    for clash, titles in found.values():
        sentence = side.ids[clash.first.sentence]
        if side.draft is not None and sentence is not None:
            yield _finding(side.draft, sentence, titles[0], clash, titles[1:])


def _finding(
    draft: Draft, sentence: Sentence, title: str, clash: Clash, besides: Sequence[str] = ()
) -> Finding:
    more = [f"“{each}”" for each in besides[:_NAMED]]
    if len(besides) > _NAMED:
        more.append(f"{len(besides) - _NAMED} more")
    also = f" Against it speak also {listed(more)}." if more else ""
    is_sure = clash.verdict is Verdict.CONTRADICTING
    does = "contradicts" if is_sure else "may not go together with"
    message = (
        f"“{clash.first.words}” {does} “{clash.second.words}” in “{title}”. {clash.reason}{also} "
        "Regulators, journalists and customers compare texts within the day. Say the same in "
        "both, or say when each was so and that it has changed."
    )
    return of_draft("contradiction", _WEIGHT[clash.verdict], draft, message, sentence=sentence)


def _put_differently(case: CaseInputs) -> Iterator[Finding]:
    """Find drafted sentences on one fact whose words contradict each other."""
    names = context_of(case.known).names
    by_fact: dict[str, dict[str, tuple[Draft, Sentence]]] = {}
    for draft, sentence in case.said():
        if speaks_of_change(sentence):
            continue  # It quotes what was said before and says itself that it has changed.
        if sentence.kind == SENTENCE and not sentence.by_hand and sentence.form not in _ALONE:
            for rest in sentence.rests_on:
                by_fact.setdefault(rest.fact, {}).setdefault(sentence.text, (draft, sentence))
    seen: set[tuple[str, str]] = set()
    for said in by_fact.values():
        for (one, first), (other, second) in combinations(said.items(), 2):
            if first[0] is second[0] or (one, other) in seen:
                continue
            seen.add((one, other))
            yield from _clashing(first, second, case.known, names)


@lru_cache(maxsize=8192)
def _compared(first: Text, second: Text) -> tuple[Clash, ...]:
    return compare(first, second)


def _clashing(
    first: tuple[Draft, Sentence],
    second: tuple[Draft, Sentence],
    known: Known,
    names: tuple[str, ...],
) -> Iterator[Finding]:
    (one, sentence), (other, against) = first, second
    # Both are written now; of the hour nothing depends, so that a page need not compare anew.
    noon = datetime.combine(known.at.astimezone(known.zone), time(12), known.zone)
    a = Text((sentence.text,), one.audience, noon, known.zone, names)
    b = Text((against.text,), other.audience, noon, known.zone, names)
    for clash in _compared(a, b):
        # A sentence that says both limits itself, as the note of an entry does.
        limits_itself = clash.second.words in sentence.text and clash.first.words.lower() in (
            against.text.lower()
        )
        if clash.verdict is Verdict.CONTRADICTING and not limits_itself:
            yield _finding(one, sentence, other.title, clash)

"""The rule that keeps a sentence that no longer holds from going out again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure.facts.instants import clock, day
from disclosure.words.corrections import How, Overtaken, newest_rests, overtaken
from disclosure.words.drafts import Draft, Sentence
from disclosure.words.findings import CaseInputs, Finding, Severity, of_draft

REUSED = "stale-sentence-reused"
FEWEST_WORDS = 4
"""Shorter sentences are looked for as a whole only: "We are sorry." stands in many texts."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_BETWEEN = re.compile(r"[^\w]+")
_HAPPENED = {
    How.CHANGED: "It has changed since",
    How.WRONG: "It was wrong when said",
    How.WITHDRAWN: "Nobody stands behind it any more",
    How.CONFIRMED: "It is confirmed by now",
    How.MORE: "More is known since",
}


def stale_sentences_reused(case: CaseInputs) -> Iterator[Finding]:
    """Find sentences about to go out that went out before and do not hold any more.

    Found are words written by hand that repeat what was overtaken, and the same sentence of the
    same text where it rests on the old version still. Words that the facts give today are right
    whatever was said before; words in quotation marks only say what was said.
    """
    found = [one for one in overtaken(case.known) if one.is_telling]
    if not found:
        return
    stale = _Stale.of(found, _given_today(case))
    for draft, sentence in case.said():
        one = stale.in_sentence(draft, sentence)
        if one is not None:
            yield of_draft(REUSED, Severity.STOP, draft, _message(one, case), sentence=sentence)


@dataclass(frozen=True, slots=True)
class _Stale:
    """What was overtaken, by its words and by its place in a text."""

    by_words: Mapping[str, Overtaken]
    by_place: Mapping[tuple[str, str], tuple[Overtaken, ...]]

    @classmethod
    def of(cls, found: Sequence[Overtaken], given_today: frozenset[str]) -> _Stale:
        words = {_plain(one.sentence.text): one for one in found}
        places: dict[tuple[str, str], tuple[Overtaken, ...]] = {}
        for one in found:
            if one.sentence.id:
                place = (one.release.notice, one.sentence.id)
                places[place] = (*places.get(place, ()), one)
        return cls({text: w for text, w in words.items() if text not in given_today}, places)

    def in_sentence(self, draft: Draft, sentence: Sentence) -> Overtaken | None:
        """Give what a sentence repeats that does not hold any more; None where nothing."""
        rests = {f"{rest.fact}@{rest.version}" for rest in newest_rests(sentence.rests_on)}
        for one in self.by_place.get((draft.notice, sentence.id), ()):
            if any(shift.held.name in rests for shift in one.shifts):
                return one
        # What the facts give is on what is known now; only a person can write the old words.
        return self._repeated(sentence) if sentence.by_hand else None

    def _repeated(self, sentence: Sentence) -> Overtaken | None:
        if sentence.drafted == sentence.text:
            return None
        own = _plain(_QUOTED.sub(" ", sentence.text))
        if own in self.by_words:
            return self.by_words[own]
        held = f" {own} "
        long = (text for text in self.by_words if len(text.split()) >= FEWEST_WORDS)
        return next((self.by_words[text] for text in long if f" {text} " in held), None)


def _given_today(case: CaseInputs) -> frozenset[str]:
    return frozenset(_plain(s.text) for _, s in case.said() if not s.by_hand)


def _plain(text: str) -> str:
    """Give the words alone, so that a capital or a comma makes no other sentence of it."""
    return _BETWEEN.sub(" ", text.casefold()).strip()


def _message(one: Overtaken, case: CaseInputs) -> str:
    local = one.release.at.astimezone(case.known.zone)
    labels = dict.fromkeys(case.label(shift.held.key) for shift in one.shifts)
    return (
        f"This was said in “{one.release.id}” at {clock(local)} on {day(local)}. "
        f"{_HAPPENED[one.how]} ({', '.join(labels)}), and whoever reads it again is misled. Say "
        "what is so now; to speak of what was said, put it in quotation marks and say what became "
        "of it."
    )

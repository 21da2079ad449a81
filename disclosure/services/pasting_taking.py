"""Taking a pasted text over: every sentence of it becomes an edit by hand, as a person decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.problems import InvalidInputError, Problem
from disclosure.services.notice_edits import Edit, by_id, checked, text_problems
from disclosure.services.pasting_places import one_line
from disclosure.words.overrides import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from disclosure.services.notice_texts import One, Working
    from disclosure.services.pasting_places import Place, Plan
    from disclosure.signoff.people import Person
    from disclosure.words.overrides import Override
    from disclosure.words.sources import Sources

HOW, WORDS, RESTS = "how", "words", "rests_on"
"""What the fields of a sentence are called, before the dash and its number."""
UNDECIDED = "Say what happens to sentence {}."
CHANGED = (
    "You changed sentence {}, so it was read again. Look at what is found in it now, and decide "
    "once more."
)
NO_FACT = "Tick the facts that sentence {} states, or say that it states none."
NO_REASON = "Say in a few words where the text comes from; approvers read it beside each sentence."


class How(StrEnum):
    """What becomes of a pasted sentence; nothing while nobody has decided."""

    OPEN = ""
    RESTS = "rests"
    FRAMING = "framing"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about a pasted sentence.

    Attributes:
        words: Its words, as pasted or as changed since.
        read: The words as they were when the person was shown how they stand.
        rests_on: The keys of the facts they rest on, where they rest on any.
    """

    words: str
    read: str
    how: How = How.OPEN
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taking:
    """What somebody decided about a pasted text.

    Attributes:
        kept: The sentences of the draft that stay although the text does not have them.
        seen: The digest of the draft that the person saw.
    """

    decisions: tuple[Decision, ...]
    kept: frozenset[str]
    reason: str
    seen: str


def problems_of(taking: Taking, plan: Plan, sources: Sources) -> tuple[Problem, ...]:
    """Give what stands in the way of taking a text over, each beside its field."""
    found = [
        problem
        for number, (decision, place) in enumerate(zip(taking.decisions, plan.places, strict=True))
        for problem in _problems(number, decision, place, sources)
    ]
    return (*found, *text_problems("reason", taking.reason, NO_REASON))


def _problems(number: int, decision: Decision, place: Place, sources: Sources) -> Iterator[Problem]:
    if decision.how is How.LEAVE:
        return
    wrong = list(text_problems(f"{WORDS}-{number}", decision.words, "Write it, or leave it out."))
    yield from wrong
    if wrong or is_same(decision, place):
        return
    if one_line(decision.words) != one_line(decision.read):
        yield Problem("", f"{HOW}-{number}", CHANGED.format(number + 1))
    elif decision.how is How.OPEN:
        yield Problem("", f"{HOW}-{number}", UNDECIDED.format(number + 1))
    elif decision.how is How.RESTS and not decision.rests_on:
        yield Problem("", f"{RESTS}-{number}", NO_FACT.format(number + 1))
    elif any(key not in sources.facts for key in decision.rests_on):
        wrong_fact = "One of these is no longer recorded, or these readers may not be told it."
        yield Problem("", f"{RESTS}-{number}", wrong_fact, "Choose again.")


def is_same(decision: Decision, place: Place) -> bool:
    """Say whether the draft says it word for word, so that there is nothing to edit."""
    return bool(place.sentence_id) and one_line(place.stood) == one_line(decision.words)


@dataclass(frozen=True, slots=True)
class Taker:
    """Turns what was decided into edits by hand of one notice."""

    one: One
    working: Working
    sources: Sources
    person: Person
    at: datetime

    def overrides(
        self, decisions: Sequence[Decision], plan: Plan, kept: Collection[str], reason: str
    ) -> tuple[tuple[Override | None, ...], tuple[Override, ...]]:
        """Give the edit of each pasted sentence, and those that leave sentences of the draft out.

        Args:
            decisions: What was decided about each pasted sentence.
            plan: Where each goes.
            kept: The sentences of the draft that stay.
            reason: Why.

        Raises:
            InvalidInputError: Words, or what they rest on, are refused.
        """
        one, made = self.one, []
        for decision, place in zip(decisions, plan.places, strict=True):
            edit = self._edit(decision, place, reason)
            override = self._checked(edit, one) if edit else None
            made.append(override)
            if override is not None:
                one = replace(one, overrides=(*one.overrides, override))
        gone = [
            self._checked(self._left_out(sentence.id, reason), one)
            for sentence in plan.left
            if sentence.id not in kept
        ]
        return tuple(made), tuple(each for each in gone if each is not None)

    def _edit(self, decision: Decision, place: Place, reason: str) -> Edit | None:
        if decision.how is How.LEAVE:
            return self._left_out(place.sentence_id, reason) if place.sentence_id else None
        if is_same(decision, place):
            return None
        rests = decision.how is How.RESTS
        return Edit(
            sentence_id=place.sentence_id,
            text=decision.words,
            rests_on=decision.rests_on if rests else (),
            is_framing=not rests,
            reason=reason,
            drafted=self._drafted(place.sentence_id),
            seen=self._seen(place.sentence_id),
            after=place.after,
        )

    def _left_out(self, sentence_id: str, reason: str) -> Edit:
        return Edit(
            sentence_id=sentence_id,
            text=None,
            rests_on=(),
            is_framing=False,
            reason=reason,
            drafted=self._drafted(sentence_id),
            seen=self._seen(sentence_id),
        )

    def _checked(self, edit: Edit, one: One) -> Override | None:
        return checked(edit, one, self.working, self.sources, person=self.person, at=self.at)

    def _drafted(self, sentence_id: str) -> str:
        held = by_id(self.working.drafted).get(sentence_id)
        return held.text if held else ""

    def _seen(self, sentence_id: str) -> int:
        # The digest of the whole draft was compared, so what is in force is what was seen.
        held = in_force(self.one.overrides).get(sentence_id)
        return held.number if held else 0


def refuse(problems: Sequence[Problem]) -> None:
    """Refuse what cannot be taken over.

    Raises:
        InvalidInputError: There is something.
    """
    if problems:
        raise InvalidInputError(problems)

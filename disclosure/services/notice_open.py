"""What is still open in one text: each matter once, what blocks told apart from what warns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.services.notice_concerns import LATE_RULES, beside, concerns, title_of
from disclosure.services.notice_places import Place, PlaceKind
from disclosure.words.drafts import Answered, ItemList, Line, Paragraph
from disclosure.words.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from disclosure.services.notice_concerns import Beside, Concern
    from disclosure.services.notice_places import Places
    from disclosure.words.blocks import Notice
    from disclosure.words.drafts import Draft, Part, Sentence
    from disclosure.words.findings import Finding

GAP, ORDER = "gap", "order-of-release"
NOT_COUNTED = frozenset({GAP, ORDER})
"""Findings that are shown otherwise: gaps are counted as such, the order by what holds it back."""
NOTHING_RECORDED = "is recorded."
"""How a gap ends that says no more than that there is no answer."""
FORM = "form"
"""The layout of an authority’s form."""


class Asks(StrEnum):
    """Who asks for what is missing."""

    LAW = "law"
    FORM = "form"
    OPTIONAL = "optional"
    READERS = "readers"


class Weight(StrEnum):
    """What an open matter does to the approval.

    blocks: approval cannot be asked for. reason: it is asked for with a reason for this.
    warns: it stops nothing. note: worth knowing.
    """

    BLOCKS = "blocks"
    REASON = "reason"
    WARNS = "warns"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence that cannot be written yet.

    Attributes:
        place: Where it is filled.
        asks: Who asks for it.
        is_answer: It is the whole answer to a question of a form, so that the question says it.
    """

    sentence: Sentence
    place: Place
    asks: Asks
    weight: Weight = Weight.WARNS
    is_answer: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """Something found that somebody should look at.

    Attributes:
        number: Its number on the page, among what is to be checked and worth knowing.
        sentences: The ids of the sentences it concerns; none where it concerns the whole text.
        places: Where it can be settled, the most to the point first, each with what it is called.
    """

    number: int
    rules: tuple[str, ...]
    weight: Weight
    title: str
    messages: tuple[str, ...]
    sentences: tuple[str, ...] = ()
    places: tuple[tuple[Place, str], ...] = ()
    deadline: str = ""

    @property
    def key(self) -> str:
        """Give the name to link to."""
        return f"m-{self.number}"


@dataclass(frozen=True, slots=True)
class Open:
    """What is still open in one text.

    Attributes:
        gaps: What is to be filled in.
        checks: What is to be checked.
        notes: What is worth knowing.
        late: What was found of its deadline. Sending it now is what settles that.
    """

    gaps: tuple[Gap, ...] = ()
    checks: tuple[Matter, ...] = ()
    notes: tuple[Matter, ...] = ()
    late: tuple[Concern, ...] = ()

    @property
    def count(self) -> int:
        """Count what somebody should fill in or check."""
        return len(self.gaps) + len(self.checks)

    @property
    def matters(self) -> tuple[Matter, ...]:
        """Give everything found, in the order of the numbers."""
        return (*self.checks, *self.notes)

    @property
    def stops(self) -> int:
        """Count what approval is asked for with a reason only, or not at all."""
        heavy = (Weight.BLOCKS, Weight.REASON)
        weights = (*(gap.weight for gap in self.gaps), *(one.weight for one in self.checks))
        return sum(weight in heavy for weight in weights)

    @property
    def by_sentence(self) -> Mapping[str, tuple[Matter, ...]]:
        """Give what concerns each sentence."""
        found: dict[str, tuple[Matter, ...]] = {}
        for matter in self.matters:
            for name in matter.sentences:
                found[name] = (*found.get(name, ()), matter)
        return found

    @property
    def gap_at(self) -> Mapping[str, Gap]:
        """Give each gap by its sentence’s id."""
        return {gap.sentence.id: gap for gap in self.gaps}

    def gaps_by(self) -> tuple[tuple[Asks, tuple[Gap, ...]], ...]:
        """Put the gaps under who asks for them, leaving out who asks for none."""
        groups = ((asks, tuple(g for g in self.gaps if g.asks is asks)) for asks in Asks)
        return tuple((asks, gaps) for asks, gaps in groups if gaps)


def open_of(
    found: Sequence[Finding],
    draft: Draft,
    notice: Notice,
    places: Places,
    *,
    lacks_late_reason: bool = False,
) -> Open:
    """Give what is still open in a text, each matter once.

    Args:
        found: What was found about this text, the others about to go out, and the case.
        draft: The text.
        notice: What its file says.
        places: Finds where each is settled.
        lacks_late_reason: It is late and nobody has said why; that cannot be accepted away.
    """
    own = [f for f in found if f.notice == notice.id]
    bears = beside(concerns(found, places), draft, notice)
    late = tuple(one for one in bears.whole if set(LATE_RULES) & set(one.rules))
    matters = [*_of_text(own), *_of_case(bears, left_out=late)]
    order = {sentence.id: n for n, sentence in enumerate(draft.sentences())}
    matters.sort(key=lambda one: _rank(one, order))
    numbered = [replace(matter, number=n) for n, matter in enumerate(matters, start=1)]
    return Open(
        gaps=tuple(_gaps(own, draft, notice, places, lacks_late_reason=lacks_late_reason)),
        checks=tuple(one for one in numbered if one.weight is not Weight.NOTE),
        notes=tuple(one for one in numbered if one.weight is Weight.NOTE),
        late=late,
    )


def _rank(matter: Matter, order: Mapping[str, int]) -> tuple[int, int]:
    """Rank what weighs most first, then as the text is read, the whole text before its parts."""
    first = min((order.get(name, 0) + 1 for name in matter.sentences), default=0)
    return list(Weight).index(matter.weight), first


# ---- What was found ----------------------------------------------------------------------


def _of_text(own: Iterable[Finding]) -> Iterator[Matter]:
    """Give what was found about the text itself; the same words of two sentences are one."""
    merged: dict[tuple[str, str], Matter] = {}
    for finding in own:
        if finding.rule in NOT_COUNTED:
            continue
        key = (finding.rule, finding.message)
        where = (finding.sentence,) if finding.sentence else ()
        held = merged.get(key)
        merged[key] = (
            replace(held, sentences=(*held.sentences, *where))
            if held
            else Matter(
                0,
                (finding.rule,),
                _weight(finding.severity),
                title_of(finding),
                (finding.message,),
                where,
            )
        )
    yield from merged.values()


def _weight(severity: Severity) -> Weight:
    return {
        Severity.STOP: Weight.REASON,
        Severity.WARNING: Weight.WARNS,
        Severity.NOTE: Weight.NOTE,
    }[severity]


def _of_case(bears: Beside, left_out: Sequence[Concern]) -> Iterator[Matter]:
    """Give what was found about the case and bears on the text; it never stops an approval."""
    for one in bears.every:
        if one in left_out or ORDER in one.rules:
            continue
        names = [name for name, said in bears.sentences.items() if one in said]
        names += [name for name, said in bears.again.items() if one in (each for each, _ in said)]
        is_note = one.severity is Severity.NOTE
        yield Matter(
            0,
            one.rules,
            Weight.NOTE if is_note else Weight.WARNS,
            one.title,
            one.messages,
            tuple(names),
            one.places,
            one.deadline,
        )


# ---- Gaps --------------------------------------------------------------------------------


def _gaps(
    own: Iterable[Finding],
    draft: Draft,
    notice: Notice,
    places: Places,
    *,
    lacks_late_reason: bool,
) -> Iterator[Gap]:
    by_law = {f.sentence for f in own if f.rule == GAP and f.severity is Severity.STOP}
    questions = {
        sentence.id: part
        for part in draft.parts
        if isinstance(part, Answered)
        for sentence in _within(part)
    }
    for sentence in draft.gaps():
        question = questions.get(sentence.id)
        place = places.of_gap(sentence, notice)
        if sentence.id in by_law:
            asks, weight = Asks.LAW, Weight.REASON
        else:
            asks, weight = _asked_by(draft, question), Weight.WARNS
        if lacks_late_reason and place.kind is PlaceKind.DEADLINE and sentence.id in by_law:
            weight = Weight.BLOCKS
        is_alone = question is not None and len(_within(question)) == 1
        is_answer = is_alone and sentence.text.endswith(NOTHING_RECORDED)
        yield Gap(sentence, place, asks, weight, is_answer=is_answer)


def _asked_by(draft: Draft, question: Answered | None) -> Asks:
    if draft.layout != FORM:
        return Asks.READERS
    return Asks.OPTIONAL if question is not None and not question.required else Asks.FORM


def _within(question: Answered) -> list[Sentence]:
    return [sentence for part in question.parts for sentence in sentences_of(part)]


def sentences_of(part: Part) -> tuple[Sentence, ...]:
    """Give the sentences of a part; those of a question stand in parts of its own."""
    if isinstance(part, Paragraph):
        return part.sentences
    if isinstance(part, Line):
        return (part.sentence,)
    if isinstance(part, ItemList):
        return (*((part.intro,) if part.intro else ()), *part.items)
    return ()

"""Words a person wrote in place of what the facts gave: recorded, shown as such, never silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import chain
from uuid import UUID

from disclosure.words.drafts import (
    FIXED,
    SENTENCE,
    Answered,
    Draft,
    HeadingPart,
    ItemList,
    Line,
    Paragraph,
    Part,
    Rest,
    Sentence,
)
from disclosure.words.leaving import without_idle_headings

HAND = "hand-"
"""What the id of a sentence begins with that a person added."""

Inner = Paragraph | ItemList | Line
Stands = Callable[[Rest], Rest | None]
"""Gives the version a rest stands on now where it was only re-confirmed since, else None."""


@dataclass(frozen=True, slots=True)
class Override:
    """One edit of one sentence by hand; only ever added to, the highest number holds.

    Attributes:
        number: 1 for the first edit of this sentence, and on from there.
        text: The words; None gives back the drafted ones, and takes an added sentence away.
        rests_on: The fact versions the words still rest on; none marks them as framing.
        author_name: The author as pages and records name them.
        drafted_text: What was drafted when the edit was made.
        after: Of an added sentence, the id of the one it follows.
        drafted_on: What the drafted words rested on, where that is known.
    """

    sentence_id: str
    number: int
    text: str | None
    is_removed: bool
    rests_on: tuple[Rest, ...]
    reason: str
    author: UUID
    author_name: str
    at: datetime
    drafted_text: str
    after: str = ""
    drafted_on: tuple[Rest, ...] = ()

    @property
    def is_added(self) -> bool:
        """Say whether the sentence itself was added by hand."""
        return bool(self.after)

    @property
    def is_in_force(self) -> bool:
        """Say whether it does anything: words of its own, or leaving the sentence out."""
        return self.is_removed or self.text is not None


class OverrideStanding(StrEnum):
    """What has become of an edit.

    applied: it stands in the draft. overtaken: it stands, though what lies beneath has moved since.
    idle: the sentence it edits, or follows, is no longer drafted.
    """

    APPLIED = "applied"
    OVERTAKEN = "overtaken"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class OverrideState:
    """An edit in force, and how it stands to what is drafted now.

    Attributes:
        drafted_now: What the facts give in its place; nothing for an added or idle one.
        moved: The facts it rests on that have changed since, beyond being re-confirmed.
    """

    override: Override
    standing: OverrideStanding
    drafted_now: str = ""
    moved: tuple[str, ...] = ()

    @property
    def is_overtaken(self) -> bool:
        """Say whether the drafter must look at it again."""
        return self.standing is OverrideStanding.OVERTAKEN


def in_force(overrides: Iterable[Override]) -> dict[str, Override]:
    """Give the edit that holds for each sentence: the latest, unless it gave the words back."""
    latest: dict[str, Override] = {}
    for override in sorted(overrides, key=lambda o: o.number):
        latest[override.sentence_id] = override
    return {name: override for name, override in latest.items() if override.is_in_force}


def next_hand_id(overrides: Iterable[Override]) -> str:
    """Give the id of the next sentence added by hand: `hand-1`."""
    taken = {o.sentence_id for o in overrides if o.is_added}
    return f"{HAND}{len(taken) + 1}"


def as_recorded(rest: Rest) -> Rest:
    """Leave a rest on the version it names."""
    return rest


def apply(
    draft: Draft, overrides: Iterable[Override], *, stands: Stands = as_recorded
) -> tuple[Draft, tuple[OverrideState, ...]]:
    """Put the words of people into a draft, in place of what the facts gave.

    Args:
        draft: What the facts give.
        overrides: Every edit of this notice, the earlier ones of a sentence among them.
        stands: Gives the version on which a rest stands now.
    """
    held = in_force(overrides)
    editor = _Editor(
        edits={name: o for name, o in held.items() if not o.is_added},
        added=_by_anchor(o for o in held.values() if o.is_added),
        stands=stands,
    )
    headline, begun = editor.headline(draft.headline)
    parts = without_idle_headings([*begun, *chain.from_iterable(map(editor.part, draft.parts))])
    states = [editor.states.get(name, _idle(override)) for name, override in held.items()]
    return replace(draft, headline=headline, parts=parts), tuple(states)


def _idle(override: Override) -> OverrideState:
    return OverrideState(override, OverrideStanding.IDLE)


def _by_anchor(added: Iterable[Override]) -> dict[str, list[Override]]:
    by_anchor: dict[str, list[Override]] = {}
    # A store gives first edits in no certain order; their ids say which was added first.
    for override in sorted(added, key=lambda o: (len(o.sentence_id), o.sentence_id)):
        by_anchor.setdefault(override.after, []).append(override)
    return by_anchor


class _Editor:
    """Goes through a draft once, and notes of every edit how it stands."""

    def __init__(
        self,
        edits: Mapping[str, Override],
        added: Mapping[str, Sequence[Override]],
        stands: Stands,
    ) -> None:
        self._edits, self._added, self._stands = edits, added, stands
        self.states: dict[str, OverrideState] = {}

    def headline(self, headline: Sentence | None) -> tuple[Sentence | None, list[Part]]:
        """Give the edited title, and what was added after it as the text's first paragraph."""
        if headline is None:
            return None, []
        own, after = self._edited(headline), tuple(self._after(headline.id, "sentence"))
        return (own[0] if own else None), ([Paragraph(after)] if after else [])

    def part(self, part: Part) -> list[Part]:
        if isinstance(part, HeadingPart):
            return [part]
        if isinstance(part, Answered):
            inner = chain.from_iterable(map(self._inner, part.parts))
            answered = replace(part, parts=tuple(inner))
            return [answered] if answered.parts or part.required else []
        return [*self._inner(part)]

    def _inner(self, part: Inner) -> list[Inner]:
        if isinstance(part, Paragraph):
            sentences = self._run(part.sentences, "sentence")
            return [Paragraph(sentences)] if sentences else []
        if isinstance(part, Line):
            own = self._edited(part.sentence)
            after = tuple(self._after(part.sentence.id, "sentence"))
            lines: list[Inner] = [Line(sentence) for sentence in own]
            return [*lines, Paragraph(after)] if after else lines
        return self._list(part)

    def _list(self, part: ItemList) -> list[Inner]:
        intro = self._edited(part.intro) if part.intro else ()
        first = tuple(self._after(part.intro.id, "item")) if part.intro else ()
        items = (*first, *self._run(part.items, "item"))
        # An introduction to nothing would promise a list that does not come.
        return [ItemList(intro[0] if intro else None, items)] if items else []

    def _run(self, sentences: Sequence[Sentence], form: str) -> tuple[Sentence, ...]:
        return tuple(
            made for s in sentences for made in (*self._edited(s), *self._after(s.id, form))
        )

    def _edited(self, sentence: Sentence) -> tuple[Sentence, ...]:
        override = self._edits.get(sentence.id)
        if override is None:
            return (sentence,)
        rests = self._note(override, sentence.text)
        if override.text is None:
            return ()
        framing = not rests or sentence.kind == FIXED
        edited = replace(
            sentence,
            text=override.text,
            kind=FIXED if framing else SENTENCE,
            rests_on=rests,
            about="",
            by_hand=override.author_name,
            drafted=sentence.text,
        )
        return (edited,)

    def _after(self, anchor: str, form: str) -> Iterable[Sentence]:
        for override in self._added.get(anchor, ()):
            rests = self._note(override, "")
            if override.text is not None:
                kind = SENTENCE if rests else FIXED
                yield Sentence(
                    override.sentence_id,
                    override.text,
                    kind,
                    form,
                    rests_on=rests,
                    by_hand=override.author_name,
                )
            yield from self._after(override.sentence_id, form)

    def _note(self, override: Override, drafted_now: str) -> tuple[Rest, ...]:
        """Note how an edit stands, and give what it rests on now."""
        now = {rest: self._stands(rest) for rest in override.rests_on}
        moved = tuple(rest.fact for rest, current in now.items() if current is None)
        same = drafted_now == override.drafted_text and not moved
        standing = OverrideStanding.APPLIED if same else OverrideStanding.OVERTAKEN
        self.states[override.sentence_id] = OverrideState(override, standing, drafted_now, moved)
        return tuple(current or rest for rest, current in now.items())

"""Drafts a notice from what is known: every sentence from facts, every hole shown as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from disclosure.words import gaps
from disclosure.words.blocks import Ask, Block, Fixed, Heading, Notice, Question, Records, Say, When
from disclosure.words.choosing import choose, holds, matching, rests_of
from disclosure.words.drafts import (
    FIXED,
    GAP,
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
from disclosure.words.expressions import GROUP, Scope, Wording, split_attribute
from disclosure.words.filters import WordingError, by_as_of, once_ended, time_filters
from disclosure.words.fitting import fitted
from disclosure.words.house import is_style
from disclosure.words.leaving import without_idle_headings

if TYPE_CHECKING:
    from disclosure.facts.versions import FactVersion
    from disclosure.words.sources import Sources

OWN_LINE = ("line", "signature", "salutation")
Piece = Sentence | ItemList


def draft(notice: Notice, sources: Sources) -> Draft:
    """Draft a notice.

    Args:
        notice: The notice as its file gives it.
        sources: What its audience's texts may rest on.
    """
    if notice.tongue is not None:
        # What the profile calls people is said in English.
        sources = replace(sources, style=notice.tongue.house)
    drafter = _Drafter(sources)
    parts, headline = fitted(notice, drafter.parts)
    return Draft(
        notice=notice.id,
        obligation=notice.obligation,
        stage=notice.stage,
        audience=notice.audience,
        language=notice.language,
        title=notice.title,
        layout=notice.layout,
        headline=headline,
        parts=without_idle_headings(parts),
        note=notice.note,
        max_words=notice.max_words,
        max_chars=notice.max_chars,
        withheld=tuple(sorted(drafter.withheld)),
        wording=notice.wording,
        own=notice.own,
    )


@dataclass(slots=True)
class _Flow:
    """Lays sentences out: those that run on become one paragraph."""

    parts: list[Part] = field(default_factory=list)
    headline: Sentence | None = None
    _running: list[Sentence] = field(default_factory=list)

    def close(self) -> None:
        """End the paragraph."""
        if self._running:
            self.parts.append(Paragraph(tuple(self._running)))
            self._running.clear()

    def put(self, part: Part) -> None:
        """Put a part of its own."""
        self.close()
        self.parts.append(part)

    def take(self, piece: Piece) -> None:
        """Put a sentence or a list where it belongs."""
        if isinstance(piece, ItemList):
            self.put(piece)
        elif piece.form == "title" and self.headline is None:
            self.headline = piece
        elif piece.form in OWN_LINE:
            self.put(Line(piece))
        else:
            self._running.append(piece)


@dataclass(slots=True)
class _Drafter:
    """Writes the blocks of one notice."""

    sources: Sources
    withheld: set[str] = field(default_factory=set)
    _scope: Scope = field(init=False)

    def __post_init__(self) -> None:
        self._scope = Scope(
            self.sources.facts,
            self.sources.words_of,
            self.sources.zone,
            time_filters=time_filters(self.sources.zone, self.sources.year),
            style=self.sources.style,
        )

    def parts(self, blocks: Iterable[Block]) -> tuple[list[Part], Sentence | None]:
        flow = _Flow()
        for block in blocks:
            if block.starts_paragraph:
                flow.close()
            if isinstance(block, Heading):
                flow.put(HeadingPart(block.text))
            elif isinstance(block, Question):
                answered = self._question(block)
                # A question that may stay open is left out while nothing answers it.
                if answered.parts or answered.required:
                    flow.put(answered)
            else:
                for piece in self._pieces(block):
                    flow.take(piece)
        flow.close()
        return flow.parts, flow.headline

    def _question(self, block: Question) -> Answered:
        inner, _ = self.parts(block.blocks)
        parts = [p for p in inner if isinstance(p, (Paragraph, ItemList, Line))]
        if not parts and block.required:
            text = f"{block.text} No answer is recorded."
            gap = Sentence(f"{block.id}-gap", text, GAP, cite=block.cite)
            parts = [Paragraph((gap,))]
        return Answered(
            block.text, block.ref, block.cite, block.required, tuple(_cited(parts, block.cite))
        )

    # ---- Blocks ----------------------------------------------------------------------------

    def _pieces(self, block: Block) -> list[Piece]:
        if isinstance(block, Say):
            return [s for s in (self._say(block),) if s]
        if isinstance(block, Records):
            return self._together(block) if block.together else self._each(block)
        if isinstance(block, Fixed):
            return [s for s in (self._fixed(block),) if s]
        if isinstance(block, Ask):
            return [s for s in (self._ask(block),) if s]
        return []

    def _say(self, block: Say) -> Sentence | None:
        lead = self.sources.facts.get(block.lead)
        if lead is None:
            return self._nothing_recorded(block)
        chosen = choose(block.whens, lead, self.sources)
        if chosen is None:
            if block.quiet:
                return None
            text = gaps.no_wording(self._label(block.lead), lead)
            return self._gap(block, text, (lead,), about=block.lead)
        others = [
            self.sources.facts[k] for k in _keys(chosen.when.wording) if k in self.sources.facts
        ]
        return self._write(
            block, chosen.when, self._scope, (lead, *others, *chosen.rests_on), name=block.id
        )

    def _nothing_recorded(self, block: Say) -> Sentence | None:
        kept_back = self.sources.withheld.get(block.lead)
        if kept_back is not None:
            self.withheld.add(kept_back.name)
        if block.optional:
            return None
        text = (
            gaps.withheld(self._label(block.lead), kept_back.ceiling)
            if kept_back is not None
            else gaps.nothing_recorded(block.lead, self.sources.vocabulary)
        )
        return self._gap(block, text, (), about=block.lead)

    def _each(self, block: Records) -> list[Piece]:
        """Write a list; where its introduction gives a time, one for each time."""
        written = [(entry, self._item(block, entry)) for entry in self._entries(block)]
        items = _once({entry.key: item for entry, item in written if item is not None})
        shown = tuple(entry for entry, _ in written if entry.key in items)
        if not items:
            return self._no_entries(block)
        lists: list[Piece] = []
        for n, group in enumerate(_groups(block.intro, shown)):
            name = block.id if n == 0 else f"{block.id}-{n + 1}"
            intro = self._intro(block, block.intro, group, name=name) if block.intro else None
            lists.append(ItemList(intro, tuple(items[entry.key] for entry in group)))
        return lists

    def _intro(
        self, block: Records, wording: Wording, shown: tuple[FactVersion, ...], *, name: str
    ) -> Sentence | None:
        name, text = f"{name}-intro", self._text(wording, replace(self._scope, group=shown))
        if text is None:
            # Without its introduction a list of services would no longer say what they are.
            gap = self._gap(block, gaps.lacks(name), shown, about=f"{block.record}:")
            return replace(gap, id=name, form="intro")
        if not text:
            return None
        rests = self._rests(shown)
        return Sentence(name, text, SENTENCE, "intro", block.cite, block.moves, rests)

    def _item(self, block: Records, entry: FactVersion) -> Sentence | None:
        chosen = choose(block.whens, entry, self.sources)
        name = _item_id(block, entry)
        if chosen is None:
            return None if block.quiet else replace(self._entry_gap(block, entry), form="item")
        scope = replace(self._scope, entry=entry, group=(entry,))
        rests = (entry, *chosen.rests_on)
        return self._write(block, chosen.when, scope, rests, name=name, form="item")

    def _together(self, block: Records) -> list[Piece]:
        """Write one sentence for all entries that call for the same wording."""
        groups: dict[int, list[FactVersion]] = {}
        rests: dict[int, tuple[FactVersion, ...]] = {}
        said: list[Piece] = []
        entries = self._entries(block)
        for entry in entries:
            chosen = choose(block.whens, entry, self.sources)
            if chosen is not None:
                at = block.whens.index(chosen.when)
                groups.setdefault(at, []).append(entry)
                rests[at] = (*rests.get(at, ()), *chosen.rests_on)
            elif not block.quiet:
                said.append(self._entry_gap(block, entry))
        parted = [
            (at, group)
            for at in sorted(groups)
            for group in _groups(block.whens[at].wording, groups[at])
        ]
        for n, (at, group) in enumerate(parted):
            scope = replace(self._scope, entry=group[0], group=group)
            name = block.id if n == 0 else f"{block.id}-{n + 1}"
            written = self._write(block, block.whens[at], scope, (*group, *rests[at]), name=name)
            if written is not None:
                said.append(written)
        return said or self._no_entries(block)

    def _entries(self, block: Records) -> tuple[FactVersion, ...]:
        kept_back = [v for v in self.sources.withheld.values() if v.record == block.record]
        self.withheld.update(version.name for version in kept_back)
        return matching(block.record, block.where, self.sources)

    def _no_entries(self, block: Records) -> list[Piece]:
        if block.optional or block.quiet:
            return []
        label = self.sources.vocabulary.records[block.record].label
        return [self._gap(block, gaps.no_entries(label), (), about=f"{block.record}:")]

    def _ask(self, block: Ask) -> Sentence | None:
        if not all(holds(term, None, self.sources) for term in block.terms):
            return None
        rests = [v for term in block.terms for v in rests_of(term, self.sources)]
        return self._gap(block, "", rests)

    def _fixed(self, block: Fixed) -> Sentence | None:
        if block.wording is None or not all(
            holds(term, None, self.sources) for term in block.terms
        ):
            return None
        text = self._text(block.wording, self._scope) or ""
        rests = [v for term in block.terms for v in rests_of(term, self.sources)]
        # It says no fact, so it must not count as having told anybody what has changed.
        on = self._rests(v for v in rests if v.key not in self.sources.retold)
        return Sentence(block.id, text, FIXED, block.form, block.cite, block.moves, on)

    # ---- Writing ---------------------------------------------------------------------------

    def _write(
        self,
        block: Block,
        when: When,
        scope: Scope,
        versions: Sequence[FactVersion],
        *,
        name: str,
        form: str = "",
    ) -> Sentence | None:
        text, form = self._text(when.wording, scope), form or block.form
        if text is None:
            return replace(self._gap(block, gaps.lacks(name), versions), id=name, form=form)
        if not text:
            return None
        moves = block.moves if when.moves is None else when.moves
        rests = self._rests(versions)
        return Sentence(name, text, SENTENCE, form, block.cite, moves, rests)

    def _text(self, wording: Wording, scope: Scope) -> str | None:
        try:
            return once_ended(wording.write(scope))
        except WordingError:
            return None

    def _gap(
        self, block: Block, text: str, versions: Sequence[FactVersion], *, about: str = ""
    ) -> Sentence:
        said = block.gap or text
        rests = self._rests(versions)
        return Sentence(block.id, said, GAP, block.form, block.cite, (), rests, about)

    def _entry_gap(self, block: Records, entry: FactVersion) -> Sentence:
        text = gaps.no_wording(self._entry_name(entry), entry)
        gap = self._gap(block, text, (entry,), about=entry.key)
        return replace(gap, id=_item_id(block, entry), text=text)

    def _rests(self, versions: Iterable[FactVersion]) -> tuple[Rest, ...]:
        """Give what a sentence rests on, each version once; for what tells again, old and new."""
        found: dict[tuple[str, int], FactVersion] = {}
        for version in versions:
            held = self.sources.retold.get(version.key)
            for each in held.versions if held else (version,):
                found[each.key, each.number] = each
        return tuple(Rest(v.key, v.number, v.standing) for v in found.values())

    def _label(self, key: str) -> str:
        return gaps.label(key, self.sources.vocabulary)

    def _entry_name(self, entry: FactVersion) -> str:
        return self.sources.words_of(entry, "") or entry.key


def _groups(
    wording: Wording | None, entries: Sequence[FactVersion]
) -> Sequence[tuple[FactVersion, ...]]:
    """Part entries by their times where a wording gives one time for all of them."""
    tells_time = wording is not None and not wording.names.isdisjoint(GROUP)
    return by_as_of(entries) if tells_time else (tuple(entries),)


def _once(items: Mapping[str, Sentence]) -> dict[str, Sentence]:
    """Leave out an item that says again what one before it says; that one rests on both."""
    found: dict[str, Sentence] = {}
    first: dict[str, str] = {}
    for key, item in items.items():
        before = first.setdefault(item.text, key)
        if before == key or item.kind == GAP:
            found[key] = item
        else:
            held = found[before]
            found[before] = replace(held, rests_on=(*held.rests_on, *item.rests_on))
    return found


def _item_id(block: Records, entry: FactVersion) -> str:
    return f"{block.id}:{entry.key.partition(':')[2]}"


def _keys(wording: Wording) -> list[str]:
    """Give the keys of the facts a wording prints, judgements' instants among them.

    A word of the house is no fact: a sentence does not rest on how it is put.
    """
    return sorted({split_attribute(name)[0] for name in wording.names if not is_style(name)})


def _cited(
    parts: Sequence[Paragraph | ItemList | Line], cite: str
) -> Iterable[Paragraph | ItemList | Line]:
    """Give the sentences of an answer the citation of their question where they have none."""

    def mark(sentence: Sentence) -> Sentence:
        return sentence if sentence.cite else replace(sentence, cite=cite)

    for part in parts:
        if isinstance(part, Paragraph):
            yield Paragraph(tuple(mark(s) for s in part.sentences))
        elif isinstance(part, ItemList):
            intro = mark(part.intro) if part.intro else None
            yield ItemList(intro, tuple(mark(s) for s in part.items))
        else:
            yield Line(mark(part.sentence))

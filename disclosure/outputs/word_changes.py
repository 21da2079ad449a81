"""What differs between a text as it was sent out and as it came back, sentence by sentence."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice, pairwise

from disclosure.outputs.word_blocks import AROUND, Made
from disclosure.outputs.word_markup import (
    BEFORE,
    Bit,
    Mark,
    Odd,
    TooMuchError,
    Written,
    plain,
    said_at,
)
from disclosure.outputs.word_order import in_order
from disclosure.outputs.word_spans import Span, cut, spans_of
from disclosure.words import prose

ALIKE = 0.6
"""How alike a sentence without a tag must be to one that is missing, to be read as the same."""
DIVIDED = "Paragraphs were divided or joined. The template divides the text, so this is not taken."
MOST_CHANGES = 500
"""Sentences that came back otherwise; the longest notice has a third."""
MOST_PAIRS = 30_000
"""Sentences without a tag, times those missing, beyond which none is looked for by likeness."""


class What(StrEnum):
    """What happened to a sentence outside."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    AROUND = "around"
    """A heading or a question was changed, taken out or moved."""


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that came back otherwise than it was sent.

    Attributes:
        key: Its name; the same file always gives the same.
        tag: The tag of the sentence; nothing of one that was added.
        was: Its words as they were sent; nothing of one that was added.
        now: Its words as they came back; nothing of one that was taken out.
        by: Who made tracked changes to it.
        at: When the last of them was made, as the file says.
        is_untracked: Some of it was changed without a track.
        after: Of what was added or moved: the tag of the sentence it follows, or the key of
            another change that added one.
        follows_next: Nothing it could follow stands before it, so `after` names the next one.
        is_moved: It stands at another place than before.
    """

    key: str
    what: What
    tag: str
    was: str
    now: str
    by: tuple[str, ...] = ()
    at: str = ""
    is_untracked: bool = False
    after: str = ""
    follows_next: bool = False
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of setting a file against the text it was made from."""

    changes: tuple[Change, ...]
    odd: tuple[Odd, ...] = ()


def compared(base: Sequence[Made], file: Written) -> Compared:
    """Find every sentence that came back otherwise than it was sent.

    Args:
        base: The text as it was sent.
        file: What stands in the file.

    Raises:
        TooMuchError: Far more came back otherwise than any notice says.
    """
    finder = _Finder(base, file.bits)
    odd = (*file.odd, *([Odd(DIVIDED)] if finder.is_divided() else []))
    changes = tuple(finder.changes())
    if len(changes) > MOST_CHANGES:
        raise TooMuchError
    return Compared(changes, odd)


# ---- The comparison ----------------------------------------------------------------------------


@dataclass(slots=True)
class _Item:
    """A sentence of the text as it came back; one that was added has no tag."""

    tag: str
    text: str
    bits: Sequence[Bit]
    paragraph: int


class _Finder:
    """Sets what came back against what was sent."""

    def __init__(self, base: Sequence[Made], bits: Sequence[Bit]) -> None:
        self._base = {made.tag: made for made in base}
        self._spans = spans_of(bits, self._base)
        self._of_tag: dict[str, list[Span]] = {}
        for span in self._spans:
            if span.tag:
                self._of_tag.setdefault(span.tag, []).append(span)
        self._words = {made.tag: plain(made.text) for made in base}
        # Every one beyond those that were sent is a change: no work goes into too many.
        placed = list(islice(self._placed(), len(self._base) + MOST_CHANGES + 1))
        if len(placed) > len(self._base) + MOST_CHANGES:
            raise TooMuchError
        self._items = list(self._split(self._found_again(placed)))
        self._moved = self._those_moved()
        loose = (bit for span in self._spans if not span.tag for bit in span.bits)
        self._taken_out = [(bit, plain(bit.text)) for bit in loose if bit.mark is Mark.DELETED]
        self._named: set[str] = set()
        self._alike: Counter[str] = Counter()
        self._keys: dict[int, str] = {}

    def is_divided(self) -> bool:
        """Say whether sentences that stood in one paragraph no longer do, or the reverse."""
        now = {item.tag: item.paragraph for item in self._items if item.tag}
        for one, other in pairwise(self._base.values()):
            if {one.tag, other.tag} <= now.keys() and not {one.tag, other.tag} & self._moved:
                together = now[one.tag] == now[other.tag]
                if together != (one.paragraph == other.paragraph):
                    return True
        return False

    def changes(self) -> Iterator[Change]:
        """Give each change, where a reader of the file meets it."""
        gone = self._removed()
        yield from map(self._named_anew, gone.get("", ()))
        for number, item in enumerate(self._items):
            made = self._of_piece(number, item) if item.tag else (self._added(number, item),)
            for change in made:
                named = self._named_anew(change)
                self._keys[number] = named.key
                yield named
            yield from map(self._named_anew, gone.get(item.tag, ()) if item.tag else ())

    def _named_anew(self, change: Change) -> Change:
        """Name a change after what it says, and one just like another by its number too."""
        said = [change.what, change.tag, change.was, change.now, change.by, change.at]
        text = json.dumps(said, ensure_ascii=False)
        number = self._alike[text]
        self._alike[text] += 1
        while True:
            key = hashlib.sha256(f"{text}{number}".encode()).hexdigest()[:16]
            if key not in self._named:
                self._named.add(key)
                return replace(change, key=key)
            number += 1

    # ---- What stands where ----

    def _placed(self) -> Iterator[_Item]:
        """Give what stands in the file, each tag once; a second one of a kind is an addition."""
        first = {
            tag: max(
                (span for span in spans if span.after),
                key=lambda span: _likeness(span.after, self._base[span.tag].text),
                default=None,
            )
            for tag, spans in self._of_tag.items()
        }
        lost = [words for tag, words in self._words.items() if not first.get(tag)]
        for span in self._spans:
            if span.tag and span is first[span.tag]:
                yield _Item(span.tag, span.after, span.bits, span.paragraph)
            elif prose.words(span.after):
                held = [(bit, plain(bit.text)) for bit in span.bits]
                for text in cut(span.after, lost):
                    yield _Item("", text, _bits_of(text, held), span.paragraph)

    def _found_again(self, items: list[_Item]) -> list[_Item]:
        """Find sentences that lost their tag: other programs than Word may drop it."""
        there = {item.tag for item in items}
        missing = {tag: made for tag, made in self._base.items() if tag not in there}
        for item in items:
            if not item.tag:
                same = [tag for tag in missing if self._words[tag] == item.text]
                item.tag = same[0] if same else ""
                missing.pop(item.tag, None)
        if sum(not item.tag for item in items) * len(missing) <= MOST_PAIRS:
            self._found_alike(items, missing)
        self._found_in_place(items, missing)
        return items

    def _found_alike(self, items: Iterable[_Item], missing: dict[str, Made]) -> None:
        """Take a sentence without a tag for the missing one it is most like."""
        for item in items:
            lost = [m for tag, m in missing.items() if tag not in self._of_tag]
            if item.tag or not lost:
                continue
            near = max(lost, key=lambda made: _likeness(item.text, made.text))
            if _likeness(item.text, near.text) >= ALIKE:
                item.tag = near.tag
                del missing[near.tag]

    def _found_in_place(self, items: Iterable[_Item], missing: dict[str, Made]) -> None:
        """Take a sentence that stands where another is missing for new words of that one."""
        tags = list(self._base)
        before = -1
        for item in items:
            if item.tag:
                before = tags.index(item.tag)
                continue
            follows = tags[before + 1] if before + 1 < len(tags) else ""
            held = self._of_tag.get(follows, ())
            is_here = not held or any(span.paragraph == item.paragraph for span in held)
            if follows in missing and is_here and not follows.startswith(AROUND):
                item.tag = follows
                del missing[follows]
                before += 1

    def _split(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """Take what was typed before or behind a sentence, under its tag, as sentences added."""
        is_first = True
        for item in items:
            before, kept, behind = self._parts(item)
            if len(before) + len(behind) > MOST_CHANGES:
                raise TooMuchError
            if is_first and before:
                before, kept = [], [*before, *kept]
            held = [(bit, plain(bit.text)) for bit in item.bits] if before or behind else []
            for text in before:
                yield _Item("", text, _bits_of(text, held), item.paragraph)
            yield _Item(item.tag, " ".join(kept), item.bits, item.paragraph)
            for text in behind:
                yield _Item("", text, _bits_of(text, held), item.paragraph)
            is_first = False

    def _parts(self, item: _Item) -> tuple[list[str], list[str], list[str]]:
        if not item.tag or item.tag.startswith(AROUND):
            return [], [item.text], []
        was = self._base[item.tag].text
        parts, count = prose.sentences(item.text), max(1, len(prose.sentences(was)))
        if len(parts) <= count:
            return [], [item.text], []
        starts = range(len(parts) - count + 1)
        best = max(starts, key=lambda n: _likeness(" ".join(parts[n : n + count]), was))
        return parts[:best], parts[best : best + count], parts[best + count :]

    def _those_moved(self) -> frozenset[str]:
        now = [item.tag for item in self._items if item.tag]
        was = [tag for tag in self._base if tag in set(now)]
        if now == was:
            return frozenset()
        tracked = {item.tag for item in self._items if item.tag and self._is_tracked_move(item)}
        stayed = in_order(was, [tag for tag in now if tag not in tracked])
        return frozenset(tag for tag in now if tag not in stayed)

    def _is_tracked_move(self, item: _Item) -> bool:
        if any(bit.mark is Mark.MOVED_HERE for bit in item.bits):
            return True
        others = [span for span in self._of_tag.get(item.tag, ()) if span.bits is not item.bits]
        is_new = not any(bit.mark in BEFORE for bit in item.bits)
        return is_new and any(span.before for span in others)

    # ---- What became of it ----

    def _of_piece(self, number: int, item: _Item) -> Iterator[Change]:
        was, is_moved = self._words[item.tag], item.tag in self._moved
        if item.text == was and not is_moved:
            return
        spans = self._of_tag.get(item.tag, ())
        bits = [bit for span in spans for bit in span.bits] or item.bits
        by, at = _who(bits)
        before = plain(" ".join(span.before for span in spans))
        what = What.MOVED if is_moved else What.CHANGED
        after, follows_next = self._place(number) if is_moved else ("", False)
        yield Change(
            key="",
            what=What.AROUND if item.tag.startswith(AROUND) else what,
            tag=item.tag,
            was=was,
            now=item.text,
            by=by,
            at=at,
            is_untracked=not by or bool(before and before != was),
            after=after,
            follows_next=follows_next,
            is_moved=is_moved,
        )

    def _added(self, number: int, item: _Item) -> Change:
        by, at = _who(item.bits)
        after, follows_next = self._place(number)
        is_untracked = not by or any(bit.mark is Mark.SAME for bit in item.bits)
        return Change(
            key="",
            what=What.ADDED,
            tag="",
            was="",
            now=item.text,
            by=by,
            at=at,
            is_untracked=is_untracked,
            after=after,
            follows_next=follows_next,
        )

    def _place(self, number: int) -> tuple[str, bool]:
        """Give the sentence something follows; at the head of a part, the one that comes next."""
        before = self._items[number - 1] if number else None
        if before and not before.tag.startswith(AROUND):
            return before.tag or self._keys[number - 1], False
        behind = (item.tag for item in self._items[number + 1 :] if item.tag)
        return next((tag for tag in behind if not tag.startswith(AROUND)), ""), True

    def _removed(self) -> dict[str, list[Change]]:
        """Give what is gone, under the last piece before it that is still there."""
        there = {item.tag for item in self._items}
        found: dict[str, list[Change]] = {}
        anchor = ""
        for tag, made in self._base.items():
            if tag in there:
                anchor = tag
                continue
            by, at = _who(self._bits_gone(made))
            is_around = tag.startswith(AROUND)
            change = Change(
                key="",
                what=What.AROUND if is_around else What.REMOVED,
                tag=tag,
                was=plain(made.text),
                now="",
                by=by,
                at=at,
                is_untracked=not by,
            )
            found.setdefault(anchor, []).append(change)
        return found

    def _bits_gone(self, made: Made) -> list[Bit]:
        spans = self._of_tag.get(made.tag)
        if spans:
            return [bit for span in spans for bit in span.bits]
        return [bit for bit, words in self._taken_out if self._words[made.tag] in words]


def _bits_of(text: str, held: Sequence[tuple[Bit, str]]) -> list[Bit]:
    """Give the letters a sentence is made of, among those it stands with."""
    found = [bit for bit, words in held if words and (words in text or text in words)]
    return found or [bit for bit, _ in held]


def _who(bits: Iterable[Bit]) -> tuple[tuple[str, ...], str]:
    """Give who made tracked changes, and when the last of them was made."""
    made = [bit for bit in bits if bit.mark is not Mark.SAME and plain(bit.text)]
    names = tuple(dict.fromkeys(bit.author or "Somebody not named" for bit in made))
    return names, said_at(max((bit.at for bit in made), default=""))


def _likeness(one: str, other: str) -> float:
    """Give the share of words two texts have in common; a measure that no text can make slow."""
    here, there = Counter(one.lower().split()), Counter(other.lower().split())
    return 2 * (here & there).total() / max(1, here.total() + there.total())

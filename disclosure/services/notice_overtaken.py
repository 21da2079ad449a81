"""What of a text that went out no longer holds: its sentences, what is so now, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.in_words import STANDING_WORDS
from disclosure.facts.standings import Change
from disclosure.services.deadline_rows import promised_update
from disclosure.services.notice_facts import label_of
from disclosure.words.corrections import TELLING
from disclosure.words.rules_of_releases import moved_since

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from disclosure.facts.case import Known, Release
    from disclosure.facts.versions import FactVersion
    from disclosure.services.notice_texts import Loaded, NoticeTexts, One
    from disclosure.words.drafts import Draft, Sentence
    from disclosure.words.rules_of_releases import Moved
    from disclosure.words.sources import Sources

NO_LONGER_HOLDS = "No longer holds"
MORE_IS_KNOWN = "More is known now"
EARLIER = "An earlier text no longer holds"
UPDATE_OVERDUE = "Promised update overdue"


@dataclass(frozen=True, slots=True)
class Difference:
    """What was recorded beneath a sentence, and what is now.

    Attributes:
        label: The field of an entry; nothing of a fact that is one answer.
        before: What was recorded; nothing where the field was empty.
    """

    label: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class MovedFact:
    """A fact that has moved since a text went out.

    Attributes:
        at: When that was recorded.
        was_wrong: It was wrong already when the text said it.
        is_withdrawn: Nobody stands behind it any more.
        why: The reason recorded for the change.
        is_more: What the text said of it still stands, and more is known.
    """

    key: str
    label: str
    differences: tuple[Difference, ...]
    at: datetime
    was_wrong: bool
    is_withdrawn: bool
    why: str
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Stale:
    """A sentence that went out and rests on something that has moved.

    Attributes:
        now: What the same place would say now; nothing where its words would be the same, or
            where nothing would stand there any more.
        is_wrong: It would not be said in these words now.
    """

    sentence: str
    text: str
    moved: tuple[MovedFact, ...]
    now: tuple[str, ...] = ()
    is_wrong: bool = False

    @property
    def is_more(self) -> bool:
        """Say whether other words stand there now only because more is known."""
        return self.is_wrong and all(fact.is_more for fact in self.moved)


@dataclass(frozen=True, slots=True)
class Broken:
    """A sentence that promised an update by an instant, and none came."""

    sentence: str
    text: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Overtaken:
    """What of a text that went out no longer holds.

    Attributes:
        wrong: What would not be said in these words now.
        more: What would be said in other words now, and only because more is known.
        leans: What rests on something that has moved and would be said in the same words.
        earlier: What moved beneath earlier texts of the notice, which no later one told.
    """

    wrong: tuple[Stale, ...] = ()
    more: tuple[Stale, ...] = ()
    leans: tuple[Stale, ...] = ()
    broken: tuple[Broken, ...] = ()
    earlier: tuple[MovedFact, ...] = ()

    @property
    def is_any(self) -> bool:
        """Say whether there is something its readers should hear."""
        return bool(self.wrong or self.more or self.leans or self.broken or self.earlier)

    @property
    def moved(self) -> tuple[MovedFact, ...]:
        """Give every fact that has moved, once each."""
        found = {m.key: m for stale in self._stale() for m in stale.moved}
        return tuple(found.values())

    @property
    def stale_at(self) -> Mapping[str, Stale]:
        """Give what has moved beneath each sentence, by its id."""
        return {stale.sentence: stale for stale in self._stale()}

    @property
    def says_less(self) -> bool:
        """Say whether nothing in it is untrue, and it only says less than is known."""
        return bool(self.moved) and all(fact.is_more for fact in self.moved)

    def _stale(self) -> tuple[Stale, ...]:
        return (*self.wrong, *self.more, *self.leans)

    @property
    def broken_at(self) -> Mapping[str, Broken]:
        """Give the broken promises by the ids of their sentences."""
        return {broken.sentence: broken for broken in self.broken}


HOLDS = Overtaken()


def marks_of(loaded: Loaded, one: One) -> tuple[str, ...]:
    """Say by the title of a notice that what went out is not so any more; nothing where it is."""
    if not one.is_out:
        return ()
    own = marks(loaded.known, _name(one), loaded.ground.reach_each)
    return own if NO_LONGER_HOLDS in own or not _earlier(loaded, one) else (EARLIER, *own)


def _earlier(loaded: Loaded, one: One) -> list[Moved]:
    """Give what has moved beneath the texts of a notice before the last, one for each fact."""
    names = [f"{one.notice.id}#{begun.series}" for begun in one.earlier]
    return list({m.version.key: m for name in names for m in _moved(loaded, name)}.values())


def _moved(loaded: Loaded, release: str) -> Iterator[Moved]:
    return moved_since(loaded.known, release, reach_each=loaded.ground.reach_each)


def marks(known: Known, release: str, reach_each: frozenset[str]) -> tuple[str, ...]:
    """Say in a few words what is no longer so of a text given out, by the release's id.

    Args:
        known: What is known now.
        release: The id of the text given out.
        reach_each: The ids of the notices that are sent to each of their readers.
    """
    moved = list(moved_since(known, release, reach_each=reach_each))
    told = MORE_IS_KNOWN if all(each.is_more for each in moved) else NO_LONGER_HOLDS
    broken = [b for each in known.releases if each.id == release for b in _broken(each, known)]
    return (*([told] if moved else []), *([UPDATE_OVERDUE] if broken else []))


def overtaken(texts: NoticeTexts, loaded: Loaded, one: One) -> Overtaken:
    """Give what no longer holds of a notice that went out, sentence by sentence."""
    known = loaded.known
    releases = [each for each in known.releases if each.id == _name(one)]
    if not one.is_out or one.frozen is None or not releases:
        return HOLDS
    moved = [each for each in _moved(loaded, _name(one)) if each.release is releases[0]]
    broken = tuple(_broken(releases[0], known))
    sources = texts.sources(loaded, one.notice.audience)
    earlier = tuple(moved_fact(each, known, sources) for each in _earlier(loaded, one))
    if not moved:
        return Overtaken(broken=broken, earlier=earlier)
    again, _ = texts.again(loaded, one, one.frozen)
    found = []
    for sentence in one.frozen.draft.said():
        names = {f"{rest.fact}@{rest.version}" for rest in sentence.rests_on}
        beneath = (each for each in moved if each.version.name in names)
        facts = tuple(moved_fact(each, known, sources) for each in beneath)
        if facts:
            found.append(_stale(sentence, facts, one.frozen.draft, again))
    return Overtaken(
        wrong=tuple(stale for stale in found if stale.is_wrong and not stale.is_more),
        more=tuple(stale for stale in found if stale.is_more),
        leans=tuple(stale for stale in found if not stale.is_wrong),
        broken=broken,
        earlier=earlier,
    )


def _stale(
    sentence: Sentence, moved: tuple[MovedFact, ...], released: Draft, again: Draft
) -> Stale:
    """Set a sentence beside what the same facts give now: other words, or another sentence."""
    said = {each.id: each for each in again.said()}
    kept = said.get(sentence.id)
    if kept is not None and kept.text == sentence.text:
        return Stale(sentence.id, sentence.text, moved)
    before, keys = {each.id for each in released.said()}, {fact.key for fact in moved}
    others = (each for each in said.values() if each.id not in before and each.form in TELLING)
    new = (each for each in others if keys & _told_once(each))
    now = tuple(each.text for each in ([kept] if kept else new))
    return Stale(sentence.id, sentence.text, moved, now, is_wrong=True)


def _told_once(sentence: Sentence) -> set[str]:
    """Give the facts a sentence says as they are; what names old and new speaks of the change."""
    facts = [rest.fact for rest in sentence.rests_on]
    return {fact for fact in facts if facts.count(fact) == 1}


def _name(one: One) -> str:
    """Give the id under which the text a notice stands for was given out."""
    return f"{one.notice.id}#{one.series}"


# ---- Facts -------------------------------------------------------------------------------


def moved_fact(moved: Moved, known: Known, sources: Sources) -> MovedFact:
    """Say how a fact differs from the version a text rests on."""
    held, now = moved.version, known.current.get(moved.version.key)
    differences = tuple(_differences(held, now, sources)) if now else ()
    return MovedFact(
        key=held.key,
        label=label_of(held.key, sources.vocabulary, held),
        differences=differences,
        at=(now or moved.by).recorded_at,
        was_wrong=moved.by.change is Change.WRONG_WHEN_SAID,
        is_withdrawn=now is None,
        why=moved.by.change_reason,
        is_more=moved.is_more,
    )


def _differences(held: FactVersion, now: FactVersion, sources: Sources) -> Iterator[Difference]:
    found = list(_other_words(held, now, sources))
    if not found and held.standing is not now.standing:
        found = [Difference("", *(STANDING_WORDS[each.standing].lower() for each in (held, now)))]
    yield from found


def _other_words(held: FactVersion, now: FactVersion, sources: Sources) -> Iterator[Difference]:
    if not held.record:
        before, after = (_answer(version, sources) for version in (held, now))
        if before != after:
            yield Difference("", before, after)
        return
    for name, field in sources.vocabulary.records[held.record].fields.items():
        before, after = sources.words_of(held, name), sources.words_of(now, name)
        if name in held.fields or name in now.fields:
            before = before if name in held.fields else ""
            after = after if name in now.fields else ""
            if before != after:
                yield Difference(field.label, before, after)


def _answer(version: FactVersion, sources: Sources) -> str:
    return sources.words_of(version, "") or STANDING_WORDS[version.standing].lower()


# ---- Promises ----------------------------------------------------------------------------


def _broken(release: Release, known: Known) -> Iterator[Broken]:
    """Give the promise of an update that has passed without a later text to the same readers."""
    promised = promised_update(release, known)
    if promised is None or promised[1] >= known.at:
        return
    kept = any(o.audience == release.audience and o.at > release.at for o in known.releases)
    if not kept:
        sentence, due_at = promised
        yield Broken(sentence.id, sentence.text, due_at)

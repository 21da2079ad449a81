"""What readers were told and does not hold any more, as two lists a notice can speak of.

`overtaken` has an entry for each sentence that went out and must be corrected, `changed` one for
each fact told to an audience that has changed since. Neither is recorded by anybody: both follow
from the texts given out and from the facts. A sentence made from an entry rests on what was
said then and on what is so now, so that its readers count as told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.facts.instants import When
from disclosure.facts.standings import Ceiling, Standing
from disclosure.facts.versions import FactVersion, Value
from disclosure.facts.vocabulary import Kind, Question, RecordType, Vocabulary
from disclosure.words.corrections import (
    NEXT_UPDATE,
    How,
    Overtaken,
    Shift,
    language_read,
    readers_of,
)
from disclosure.words.corrections_now import intro_of, is_about, said_now
from disclosure.words.retelling_words import Words

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.words.drafts import Draft
    from disclosure.words.sources import Sources

OVERTAKEN, CHANGED = "overtaken", "changed"
RETOLD = (OVERTAKEN, CHANGED)
"""The records that follow from what was said and what is known; nobody records their entries."""
SAID, SAID_AT, HOW, NOW, NOTICE = "said", "said_at", "how", "now", "notice"
SENT_AT, NEWS, PROMISED, GONE = "sent_at", "news", "promised", "gone"
NOW_AT = "now_at"
AUDIENCE, ABOUT, THEN, TOLD_AT, STATE = "audience", "about", "then", "told_at", "state_now"
ENDS = (".", "!", "?")
"""How a sentence ends; a title or a line of its own ends otherwise."""

HOW_WORDS = {
    str(How.CHANGED): "it has changed since",
    str(How.WRONG): "it was wrong when said",
    str(How.WITHDRAWN): "we no longer stand behind it",
    str(How.CONFIRMED): "it is confirmed now",
    str(How.MORE): "it still stands, and more is known",
}


@dataclass(frozen=True, slots=True)
class Retold:
    """What an entry stands for: the facts as they were told, and as they are.

    Attributes:
        readers: Who was told: an audience, or of reports the duty of the body.
        one: The sentence it corrects; None of an entry about a fact.
    """

    readers: str
    shifts: tuple[Shift, ...]
    one: Overtaken | None = None

    @property
    def versions(self) -> tuple[FactVersion, ...]:
        """Give what a sentence made from it rests on: the old versions and the new ones."""
        pairs = ((shift.held, shift.now or shift.by) for shift in self.shifts)
        return tuple(version for pair in pairs for version in pair)


# ---- The records -------------------------------------------------------------------------------


def with_retold(vocabulary: Vocabulary, audiences: Mapping[str, str] | None = None) -> Vocabulary:
    """Give a vocabulary with the two records a notice can speak of besides.

    Args:
        vocabulary: What may be recorded.
        audiences: The audiences with their titles, where a notice is checked against them.
    """
    records = {**vocabulary.records, **_record_types(audiences or {})}
    return replace(vocabulary, records=records)


def _record_types(audiences: Mapping[str, str]) -> dict[str, RecordType]:
    who = Question(AUDIENCE, Kind.CHOICE, "Whom it was said to", options=dict(audiences))
    how = Question(HOW, Kind.CHOICE, "What became of it", options=dict(HOW_WORDS))
    said = _fields(
        (SAID, Kind.TEXT, "The sentence as it went out"),
        (SAID_AT, Kind.INSTANT, "When it went out"),
        (NOW, Kind.TEXT, "What the same text says now"),
        (NOTICE, Kind.TEXT, "The text it stood in"),
        (ABOUT, Kind.TEXT, "What has moved"),
        (STATE, Kind.TEXT, "How that is now, in a few words"),
        (NOW_AT, Kind.INSTANT, "When that was so"),
    )
    facts = _fields(
        (ABOUT, Kind.TEXT, "What has moved"),
        (THEN, Kind.TEXT, "As it was told"),
        (NOW, Kind.TEXT, "As it is now"),
        (NEWS, Kind.TEXT, "How it is now, as a clause, where it answers a question"),
        (SAID, Kind.TEXT, "The sentence that told it last, as it went out"),
        (NOW_AT, Kind.INSTANT, "When that was so, where it may change by the hour"),
        (GONE, Kind.TEXT, "What was said of it besides and no longer holds"),
        (PROMISED, Kind.TEXT, "By when an update was promised that did not come by then"),
        (TOLD_AT, Kind.INSTANT, "When it was told last"),
        (SENT_AT, Kind.INSTANT, "When it was last sent to each of these readers"),
    )
    both = {AUDIENCE: who, HOW: how}
    return {
        OVERTAKEN: RecordType(OVERTAKEN, "Sentences that no longer hold", "", SAID, said | both),
        CHANGED: RecordType(CHANGED, "Facts told before and changed", "", ABOUT, facts | both),
    }


def _fields(*each: tuple[str, Kind, str]) -> dict[str, Question]:
    return {key: Question(key, kind, label) for key, kind, label in each}


# ---- Their entries -----------------------------------------------------------------------------


def retold(
    sources: Sources,
    moved: Iterable[Overtaken],
    at: datetime,
    may_read: frozenset[Ceiling],
    reach_each: frozenset[str] = frozenset(),
) -> Sources:
    """Add to what a text may rest on the sentences and facts that do not hold any more.

    Args:
        sources: What the text may rest on besides.
        moved: The sentences given out beneath which something has moved.
        at: The instant from which that is seen.
        may_read: The ceilings its audience may read; what was said on other facts is left out.
        reach_each: The ids of the notices that are sent to each of their readers.
    """
    found = [one for one in moved if one.is_open and one.is_telling and _may_hear(one, may_read)]
    if not found:
        return sources
    entries = _Entries(may_read, at, Words(sources), reach_each)
    sentences = (entries.of_sentence(one, n) for n, one in enumerate(_said_once(found), start=1))
    made = (*sentences, *entries.of_facts(found))
    return replace(
        sources,
        facts={**sources.facts, **{entry.key: entry for entry, _ in made}},
        retold={entry.key: held for entry, held in made},
    )


def _said_once(found: Sequence[Overtaken]) -> Iterator[Overtaken]:
    """Give of words said to the same readers again and again the first time.

    A title is left out where a sentence of the same text says what it says.
    """
    seen: set[tuple[str, str]] = set()
    for one in found:
        place = (_readers(one), one.sentence.text)
        if place not in seen and not _is_repeated(one, found):
            seen.add(place)
            yield replace(one, shifts=one.open)


def _quoted(one: Overtaken) -> str:
    """Give the words as they went out; an item with the introduction of its list.

    "Our app." alone says nothing: readers met it beneath "Problems at 13:30 on 22 April:".
    """
    said = one.sentence
    intro = intro_of(said.id, ((each.id, each.text) for each in one.release.sentences))
    return f"{intro} {said.text}" if intro else said.text


def _is_repeated(one: Overtaken, others: Iterable[Overtaken]) -> bool:
    """Say whether a title rests on nothing but what a sentence of its text rests on too."""
    if one.sentence.text.endswith(ENDS):
        return False
    beneath = {
        shift.held.key
        for other in others
        if other.release is one.release and other.sentence.text.endswith(ENDS)
        for shift in other.open
    }
    return {shift.held.key for shift in one.open} <= beneath


def _may_hear(one: Overtaken, may_read: frozenset[Ceiling]) -> bool:
    return all(shift.held.ceiling in may_read for shift in one.shifts)


@dataclass(frozen=True, slots=True)
class _Telling:
    """A sentence that told a fact, what has moved it since, and whether it was sent to each."""

    one: Overtaken
    shift: Shift
    is_sent: bool

    @property
    def leads(self) -> bool:
        """Say whether the sentence begins with the fact; others only touch on it."""
        return self.one.sentence.rests_on[:1] == (self.shift.held.name,)

    @property
    def is_about(self) -> bool:
        """Say whether the sentence is about the fact, and does not only depend on it."""
        return is_about(self.one.sentence.rests_on, self.shift.held.name)


@dataclass(frozen=True, slots=True)
class _Entries:
    """Makes the entries for the texts of one audience.

    Attributes:
        reach_each: The ids of the notices that are sent to each of their readers.
    """

    may_read: frozenset[Ceiling]
    at: datetime
    words: Words
    reach_each: frozenset[str]

    def of_sentence(self, one: Overtaken, number: int) -> tuple[FactVersion, Retold]:
        """Give the entry for a sentence; the number names it where it bears no id."""
        release, shift = one.release, one.shifts[0]
        fields: dict[str, Value] = {
            SAID: _quoted(one),
            SAID_AT: When.exactly(release.at),
            HOW: str(one.how),
            AUDIENCE: release.audience,
            NOTICE: release.notice or release.id,
            ABOUT: self.words.about(shift),
            **self._now(STATE, shift, asked=NOW),
        }
        name = f"{release.id.replace('#', '-')}-{one.sentence.id or number}"
        return self._entry(OVERTAKEN, name, release.at, fields), Retold(
            _readers(one), one.shifts, one
        )

    def of_facts(self, found: Sequence[Overtaken]) -> Iterator[tuple[FactVersion, Retold]]:
        """Give an entry for each fact that readers were told, as they were told it last.

        What was sent to each of them counts before what was only put up or read out: nobody
        knows who has met that, and a script of this morning does not move the time of an email.
        """
        tellings: dict[tuple[str, str], list[_Telling]] = {}
        for one in sorted(found, key=lambda each: each.release.at):
            is_sent = one.release.notice in self.reach_each
            for shift in one.open:
                place = (_readers(one), shift.held.key)
                tellings.setdefault(place, []).append(_Telling(one, shift, is_sent))
        for (readers, key), told in tellings.items():
            # The last of those that were sent, or of all where none was.
            last = max(reversed(told), key=lambda each: (each.is_sent, each.one.release.at))
            said = self._promised(last.shift) if key == NEXT_UPDATE else self._told(last, told)
            if not said or self.words.is_untold(last.shift):
                continue
            at = last.one.release.at
            fields: dict[str, Value] = {
                ABOUT: self.words.about(last.shift),
                TOLD_AT: When.exactly(at),
                HOW: str(last.shift.how),
                AUDIENCE: last.one.release.audience,
                **({SENT_AT: When.exactly(at)} if last.is_sent else {}),
                **said,
            }
            entry = self._entry(CHANGED, f"{readers}-{key}", at, fields)
            yield entry, Retold(readers, (last.shift,))

    def _told(self, last: _Telling, every: Sequence[_Telling]) -> dict[str, Value]:
        """Give how a fact stood when it was told, the sentence that told it, and what is so now.

        Nothing where readers would see no difference: the fact has moved in what only files it.
        """
        shift = last.shift
        then, after = self.words.differing(shift)
        if shift.now is not None and then == after and shift.how is not How.WRONG:
            return {}
        if shift.how is How.MORE:
            then = ""  # It still stands so: behind "before" it would read as over.
        now = self._now(NOW, shift, asked=NEWS)
        if shift.now and then and not after and shift.now.standing is Standing.CONFIRMED:
            now = {GONE: then} if shift.held.record else {}
        # Of the last text that is about it, the first sentence that begins with it is plainest.
        quoted = max(
            (each for each in every if each.is_about),
            key=lambda each: (each.is_sent, each.one.release.at, each.leads),
            default=None,
        )
        said: dict[str, Value] = {SAID: _quoted(quoted.one)} if quoted else {}
        return {**said, **({THEN: then} if then else {}), **now}

    def _promised(self, shift: Shift) -> dict[str, Value]:
        """Give the time of a promise that was broken; nothing of any other.

        While its time lies ahead, the text that would list it is itself the update promised.
        """
        held = shift.held
        if held.standing is not Standing.CONFIRMED or not isinstance(held.value, When):
            return {}
        return {PROMISED: self.words.by(held.value)} if held.value.latest < self.at else {}

    def _entry(
        self, record: str, name: str, true_at: datetime, fields: dict[str, Value]
    ) -> FactVersion:
        return FactVersion(
            key=f"{record}:{name}",
            number=1,
            standing=Standing.CONFIRMED,
            recorded_at=self.at,
            fields=fields,
            true_at=true_at,
        )

    def _now(self, name: str, shift: Shift, *, asked: str) -> dict[str, Value]:
        """Give what is so now under a name; nothing where this audience may not read it.

        Args:
            name: Where a few words go.
            shift: What has moved.
            asked: Where a clause goes, of a question of yes or no.
        """
        if shift.now is None or shift.now.ceiling not in self.may_read:
            return {}
        _, now = self.words.differing(shift)
        if not now:
            return {}
        if self.words.asked(shift):
            return {asked: now}
        seen_at = self.words.seen_at(shift)
        return {name: now, **({NOW_AT: seen_at} if seen_at else {})}


# ---- What the same texts say now ---------------------------------------------------------------


def retold_again(sources: Sources, again: Callable[[str], Draft | None]) -> Sources:
    """Add to each sentence that no longer holds what the same text says now.

    A sentence that would be said in the very same words needs no correction and is left out; so
    is a fact beneath such sentences only.

    Args:
        sources: What a text may rest on.
        again: Drafts a text again for the same readers, by the id of its notice.
    """
    facts, held = dict(sources.facts), dict(sources.retold)
    needed: set[tuple[str, str]] = set()
    for key, each in sources.retold.items():
        if each.one is None:
            continue
        draft = again(each.one.release.notice)
        said = said_now(each.one, draft) if draft else None
        if said and said.is_same:
            del facts[key], held[key]
            continue
        needed.update((each.readers, shift.held.key) for shift in each.shifts)
        if said and said.texts:
            entry = facts[key]
            facts[key] = replace(entry, fields={**entry.fields, NOW: " ".join(said.texts)})
    for key, each in sources.retold.items():
        if each.one is None and (each.readers, each.shifts[0].held.key) not in needed:
            del facts[key], held[key]
    return replace(sources, facts=facts, retold=held)


def told_to(sources: Sources, readers: str) -> Sources:
    """Leave out what was told to other readers than these, where one body is told apart.

    A report to one body corrects nothing that was said to another, and a text nothing that was
    said in another language.
    """
    gone = {
        key
        for key, each in sources.retold.items()
        if (each.readers != readers and each.readers.partition(":")[1])
        or language_read(each.readers) != language_read(readers)
    }
    if not gone:
        return sources
    return replace(
        sources,
        facts={key: version for key, version in sources.facts.items() if key not in gone},
        retold={key: each for key, each in sources.retold.items() if key not in gone},
    )


def _readers(one: Overtaken) -> str:
    return readers_of(one.release.audience, one.release.notice)

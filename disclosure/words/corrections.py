"""The stale radar: which sentences that went out rest on something that has moved since.

A sentence is overtaken by the first later version of a fact beneath it that does more than
re-confirm it. It is settled once a later text told the same readers of that version or of a
newer one, or a named person decided to let it stand. What was sent to each of its readers is
settled only by what is sent to each: nobody knows whom a till script or a banner reached.
Recording a fact settles nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from disclosure.facts.case import Known, LetStand, Release, ReleasedSentence
from disclosure.facts.instants import When
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import FactVersion
from disclosure.words.drafts import Rest, Sentence
from disclosure.words.keys import BRITISH, group_of, in_any_language, language_of

AUTHORITY = "authority"
"""The audience of reports: several bodies, and what one was told the others were not."""
IN = "@"
"""What stands before the language of readers who were told in another than British English."""
INTRO = "-intro"
"""How the id of a sentence ends that only leads into a list; what it says is in its items."""
NEXT_UPDATE = "next_update.at"
"""The fact that, once printed in a text given out, is a promise to its readers."""
TELLING = ("sentence", "item")
"""The forms of sentences that tell a reader something new on their own."""


class How(StrEnum):
    """What became of what a sentence says.

    changed: it was so when said. wrong: it never was. withdrawn: nobody stands behind it now.
    confirmed: what was said as a belief is known to be so. more: all of it still stands, and
    something was recorded that had been left open.
    """

    CHANGED = "changed"
    WRONG = "wrong"
    WITHDRAWN = "withdrawn"
    CONFIRMED = "confirmed"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Shift:
    """A fact beneath a sentence that went out, and what has moved it since.

    Attributes:
        held: The version the sentence rests on.
        by: The first later version that does more than re-confirm it. It alone says whether the
            sentence was wrong; what comes later concerns later versions.
        last: The last version that does more than re-confirm the one before; a decision to let
            the sentence stand was made on what was known then, and holds until the next.
        now: The version that stands; None where nobody stands behind any.
        told: The first later text that told the same readers, and as surely: to each of them
            where the sentence was sent to each.
        heard: The first later text for the same readers that says it, whomever it reached.
    """

    held: FactVersion
    by: FactVersion
    last: FactVersion
    now: FactVersion | None
    told: Release | None = None
    let_stand: LetStand | None = None
    heard: Release | None = None

    @property
    def how(self) -> How:
        """Say what became of it; that it was not known yet was never wrong."""
        was_known = self.held.standing is not Standing.UNKNOWN
        if self.by.change is Change.WRONG_WHEN_SAID and was_known:
            return How.WRONG
        if self.now is None:
            return How.WITHDRAWN
        if self._is_borne_out(self.now):
            return How.CONFIRMED
        return How.MORE if self._is_more(self.now) else How.CHANGED

    def _is_borne_out(self, now: FactVersion) -> bool:
        was_believed = self.held.standing is Standing.SUSPECTED
        is_known = now.standing is Standing.CONFIRMED
        is_same = (self.held.value, self.held.fields) == (now.value, now.fields)
        return was_believed and is_known and is_same

    def _is_more(self, now: FactVersion) -> bool:
        """Say whether the entry only has fields that were empty; what filled them stays so."""
        is_as_sure = self.held.standing is now.standing is Standing.CONFIRMED
        before, after = self.held.fields.items(), now.fields.items()
        return is_as_sure and len(after) > len(before) and all(each in after for each in before)

    @property
    def is_open(self) -> bool:
        """Say whether its readers have still to be told, or somebody to decide otherwise."""
        return self.told is None and self.let_stand is None


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A sentence that went out and rests on something that has moved.

    Attributes:
        admits: It says that something was not known yet, which was so whatever turned out.
    """

    release: Release
    sentence: ReleasedSentence
    shifts: tuple[Shift, ...]
    admits: bool = False

    @property
    def name(self) -> str:
        """Give the sentence's id in its text; its words where it bears none."""
        return name_of(self.sentence)

    @property
    def open(self) -> tuple[Shift, ...]:
        """Give what its readers have still to be told."""
        return tuple(shift for shift in self.shifts if shift.is_open)

    @property
    def is_open(self) -> bool:
        """Say whether anything about it is still to be done."""
        return bool(self.open)

    @property
    def how(self) -> How:
        """Say what became of it: wrong before all else, for that calls for more."""
        found = {shift.how for shift in self.open or self.shifts}
        if self.admits and How.WRONG in found:
            return How.CHANGED
        order = (How.WRONG, How.CHANGED, How.WITHDRAWN, How.MORE, How.CONFIRMED)
        return next(how for how in order if how in found)

    @property
    def told(self) -> Release | None:
        """Give the text that told its readers the last of it, once they know."""
        told = [shift.told for shift in self.shifts if shift.told]
        return max(told, key=lambda release: release.at) if told and not self.is_open else None

    @property
    def heard(self) -> Release | None:
        """Give the text that said the last of it where all of it has been said, to whomever."""
        heard = [shift.heard for shift in self.open or self.shifts]
        return max((h for h in heard if h), key=lambda h: h.at) if all(heard) else None

    @property
    def is_telling(self) -> bool:
        """Say whether it tells of a fact, and does not only lead into a list.

        "We are sorry" stood there because of an outage, and is not untrue when the outage ends.
        """
        return not self.sentence.id.endswith(INTRO) and not self.sentence.is_fixed


def name_of(sentence: ReleasedSentence) -> str:
    """Give the name of a sentence within its text."""
    return sentence.id or sentence.text


@lru_cache(maxsize=1024)
def readers_of(audience: str, notice: str) -> str:
    """Name who reads a text: its audience, or the group of it; of a report, the body of a duty.

    Those who read it in another language than British English are readers of their own: what they
    were told is put right in their language. So are groups that are each written to apart: what one
    group was told is not for another to hear.

    Args:
        audience: The audience of the text.
        notice: The id of its notice, which begins with the duty: `uk.gdpr.33.initial.authority`.
    """
    text, language = in_any_language(notice, audience), language_of(notice, audience)
    apart = text.rsplit(".", 2)[0] if audience == AUTHORITY else group_of(notice, audience)
    who = f"{audience}:{apart}" if apart else audience
    return who if language == BRITISH else f"{who}:{IN}{language}"


def language_read(readers: str) -> str:
    """Give the language in which readers were told; nothing for British English."""
    return readers.partition(IN)[2]


def overtaken(
    known: Known, of: str = "", *, reach_each: frozenset[str] = frozenset()
) -> tuple[Overtaken, ...]:
    """Give the sentences given out beneath which something has moved, settled or not.

    Args:
        known: What is known now.
        of: The id of one text given out; none means all of them.
        reach_each: The ids of the notices that are sent to each of their readers.
    """
    histories = _Histories(known, reach_each)
    found: dict[tuple[str, str, str], Overtaken] = {}
    for release in known.releases:
        if of not in ("", release.id):
            continue
        for sentence in release.sentences:
            shifts = tuple(histories.shifts(release, sentence))
            place = (release.id, release.audience, name_of(sentence))
            if shifts:
                # A text handed out twice went out first when it went out first.
                first = found[place].release if place in found else release
                admits = _admits(sentence, known)
                found[place] = Overtaken(first, sentence, shifts, admits=admits)
    return tuple(found.values())


def as_heard(found: Sequence[Overtaken]) -> Sequence[Overtaken]:
    """Give the same sentences as those see them who read what is put up or read out.

    To them it was told by whatever said it last: a banner need not say for a week what changed
    because an email is still to go out. The very same list where that makes no difference.
    """
    if all(shift.heard is shift.told for one in found for shift in one.shifts):
        return found
    return tuple(
        replace(one, shifts=tuple(replace(shift, told=shift.heard) for shift in one.shifts))
        for one in found
    )


def _admits(sentence: ReleasedSentence, known: Known) -> bool:
    """Say whether what leads a sentence was not known; the others only put it into words."""
    lead = known.versions.get(sentence.rests_on[0]) if sentence.rests_on else None
    return lead is not None and lead.standing is Standing.UNKNOWN


@dataclass(slots=True)
class _Histories:
    """The versions of each fact in their order, and what each text told; made when needed."""

    known: Known
    reach_each: frozenset[str]
    _versions: dict[str, list[FactVersion]] = field(default_factory=dict)
    _told: list[tuple[Release, dict[str, int]]] = field(default_factory=list)

    def shifts(self, release: Release, sentence: ReleasedSentence) -> Iterator[Shift]:
        """Give what has moved beneath a sentence; a correction that names old and new has not."""
        for key, number in newest(sentence.rests_on).items():
            current = self.known.current.get(key)
            if current is not None and current.number == number:
                continue
            held = self.known.versions.get(f"{key}@{number}")
            if held is not None and self._is_kept(release, held):
                continue
            moved_by = self._moved_by(held) if held else []
            if held and moved_by:
                by, last = moved_by[0], moved_by[-1]
                telling = self._telling(release, by)
                told = next((each for each in telling if self._is_as_sure(each, release)), None)
                decision = self._decision(release, sentence, last)
                heard = telling[0] if telling else None
                yield Shift(held, by, last, current, told, decision, heard)

    def _moved_by(self, held: FactVersion) -> list[FactVersion]:
        if not self._versions:
            for version in sorted(self.known.versions.values(), key=lambda v: v.number):
                self._versions.setdefault(version.key, []).append(version)
        later = (v for v in self._versions[held.key] if v.number > held.number)
        return [version for version in later if version.change is not Change.RE_CONFIRMS]

    def _is_kept(self, release: Release, held: FactVersion) -> bool:
        """Say whether it announced an update, and one came by then.

        "By 14:00" says what we will do, not how the world is: that the next time is another one
        makes it untrue for nobody who had an update by 14:00. Whoever had none by then was misled
        even if one came later, and is told so. Where no time was given, any later text ends the
        waiting.
        """
        if held.key != NEXT_UPDATE:
            return False
        # A promise runs to the last instant it can mean.
        due = held.value.latest if isinstance(held.value, When) else None
        return any(due is None or each.at <= due for each, _ in self._later(release))

    def _telling(self, release: Release, by: FactVersion) -> list[Release]:
        """Give the later texts for the same readers that say what has moved, in their order."""
        return [each for each, told in self._later(release) if told.get(by.key, 0) >= by.number]

    def _is_as_sure(self, later: Release, release: Release) -> bool:
        """Say whether a later text reaches everybody whom this one was sent to."""
        return later.notice in self.reach_each or release.notice not in self.reach_each

    def _later(self, release: Release) -> Iterator[tuple[Release, dict[str, int]]]:
        """Give the later texts to the same readers in their order, and what each told them."""
        if not self._told:
            ordered = sorted(self.known.releases, key=lambda each: each.at)
            self._told = [(each, _told_by(each)) for each in ordered]
        readers = readers_of(release.audience, release.notice)
        for each, told in self._told:
            if readers_of(each.audience, each.notice) == readers and each.at > release.at:
                yield each, told

    def _decision(
        self, release: Release, sentence: ReleasedSentence, last: FactVersion
    ) -> LetStand | None:
        wanted = (release.id, name_of(sentence), last.name)
        decided = self.known.let_stand
        return next((d for d in decided if (d.release, d.sentence, d.version) == wanted), None)


def newest(names: Sequence[str]) -> dict[str, int]:
    """Give the newest version of each fact among names such as `service:online@2`."""
    found: dict[str, int] = {}
    for name in names:
        key, _, number = name.rpartition("@")
        if number.isdecimal():
            found[key] = max(found.get(key, 0), int(number))
    return found


def speaks_of_change(sentence: Sentence) -> bool:
    """Say whether a sentence rests on two versions of a fact: what was said, and what is so now."""
    facts = [rest.fact for rest in sentence.rests_on]
    return len(set(facts)) < len(facts)


def newest_rests(rests: Sequence[Rest]) -> tuple[Rest, ...]:
    """Give what a sentence says is so: of each fact the newest version it rests on.

    A correction rests on the old version too, which it only quotes.
    """
    found: dict[str, Rest] = {}
    for rest in rests:
        held = found.get(rest.fact)
        if held is None or rest.version > held.version:
            found[rest.fact] = rest
    return tuple(found.values())


def _told_by(release: Release) -> dict[str, int]:
    return newest([name for sentence in release.sentences for name in sentence.rests_on])

"""Works out the page of corrections: every sentence, who was told it, what is to be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disclosure.law.deadlines import ClockState
from disclosure.services.corrections_drafted import speaks_of_before
from disclosure.services.corrections_pages import (
    NotOut,
    Radar,
    Readers,
    Row,
    RowState,
    Text,
    ToDo,
)
from disclosure.services.deadline_rows import promised_update
from disclosure.services.notice_overtaken import moved_fact
from disclosure.signoff.market import INSIDE_INFORMATION, MARKET
from disclosure.signoff.people import Role
from disclosure.signoff.progress import NoticeState
from disclosure.words.corrections import How, Overtaken, overtaken, readers_of
from disclosure.words.corrections_now import SaidNow, said_now
from disclosure.words.overrides import in_force
from disclosure.words.rules_of_releases import Moved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from disclosure.facts.case import Release
    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty
    from disclosure.services.notice_overtaken import MovedFact
    from disclosure.services.notice_texts import Loaded, NoticeTexts, One
    from disclosure.words.blocks import Notice
    from disclosure.words.drafts import Draft
    from disclosure.words.sources import Sources

NO_LAW = "No law sets a time. Tell them as soon as the correction is approved."
SET_ASIDE = "It was set aside: {}. Draft and freeze it again."
BY_HAND = "Words written by hand rest on what has moved. Look at them again."
FINAL, CORRECTION = ".final.", ".correction."
"""What the id of a notice holds that closes a duty, or puts right what was said."""
OPEN_CLOCKS = (ClockState.RUNNING, ClockState.OVERDUE)


@dataclass(slots=True)
class RadarMaker:
    """Makes the page of one incident.

    Attributes:
        owners: Who sees to each deadline: id and name, by the deadline's key.
    """

    texts: NoticeTexts
    loaded: Loaded
    owners: Mapping[str, tuple[UUID, str]] = field(default_factory=dict)
    _sources: dict[str, Sources] = field(default_factory=dict)

    def radar(self) -> Radar:
        """Give everything that was said and rests on something that has moved since."""
        moved = overtaken(self.loaded.known, reach_each=self.loaded.ground.reach_each)
        found = [one for one in moved if one.is_telling]
        again = self._again(found)
        rows = [self._row(one, again) for one in found]
        must_tell = [row for row in rows if row.state is RowState.OPEN]
        return Radar(
            readers=tuple(self._readers(must_tell)),
            settled=tuple(
                row for row in rows if row.state in (RowState.CORRECTED, RowState.LET_STAND)
            ),
            same=tuple(row for row in rows if row.state is RowState.SAME),
            not_out=tuple(self._not_out()),
        )

    # ---- Sentences -----------------------------------------------------------------------

    def _again(self, found: Iterable[Overtaken]) -> Mapping[str, Draft]:
        """Draft again, from what is known now, the texts in which something was overtaken."""
        names = dict.fromkeys(one.release.notice for one in found)
        ones = [self.loaded.notices[name] for name in names if name in self.loaded.notices]
        drafts = self.texts.packs.draft_from(self.loaded.ground, [one.notice for one in ones])
        return {draft.notice: draft for draft in drafts}

    def _row(self, one: Overtaken, again: Mapping[str, Draft]) -> Row:
        draft = again.get(one.release.notice)
        said = said_now(one, draft) if draft else SaidNow()
        told = one.told
        decisions = [shift.let_stand for shift in one.shifts if shift.let_stand]
        return Row(
            anchor=f"{one.release.id}-{one.name}".replace("#", "-").replace(" ", "-"),
            of=self._text(one.release),
            sentence=one.name,
            text=one.sentence.text,
            how=one.how,
            facts=tuple(self._facts(one)),
            now=() if said.is_same else said.texts,
            state=_state(one, said),
            seen=tuple(shift.last.name for shift in one.open),
            corrected_by=self._text(told) if told else None,
            decision=decisions[-1] if decisions and not one.is_open else None,
            heard_in=self._text(one.heard) if one.heard and one.is_open else None,
        )

    def _facts(self, one: Overtaken) -> Iterator[MovedFact]:
        known, sources = self.loaded.known, self._sources_for(one.release.audience)
        for shift in one.open or one.shifts:
            is_more = shift.how is How.MORE
            moved = Moved(one.release, shift.held, shift.by, is_more=is_more)
            yield moved_fact(moved, known, sources)

    def _sources_for(self, audience: str) -> Sources:
        if audience not in self._sources:
            self._sources[audience] = self.texts.sources(self.loaded, audience)
        return self._sources[audience]

    def _text(self, release: Release) -> Text:
        one = self.loaded.notices.get(release.notice)
        title = one.notice.title if one else release.id
        series = release.id.rpartition("#")[2]
        is_latest = one is not None and one.is_out and series == str(one.series)
        numbered = f"{title}, text {series}" if series.isdecimal() and series != "1" else title
        return Text(release.notice, numbered, release, is_latest)

    # ---- Readers -------------------------------------------------------------------------

    def _readers(self, rows: Sequence[Row]) -> Iterator[Readers]:
        """Give who must be told, the market first and the others in the order of audiences."""
        groups: dict[str, list[Row]] = {}
        for row in rows:
            release = row.of.release
            groups.setdefault(readers_of(release.audience, release.notice), []).append(row)
        order = list(self.texts.packs.catalogue.audiences)
        for name in sorted(groups, key=lambda each: order.index(each.partition(":")[0])):
            own = groups[name]
            carrier = self._carrier(name, own)
            yield Readers(
                id=name,
                title=self._title(own[0]),
                rows=tuple(own),
                to_do=self._to_do(own, carrier),
                carrier=carrier,
                one=self.loaded.notices[carrier.id] if carrier else None,
                after_market=MARKET in groups and self._waits(name),
            )

    def _waits(self, readers: str) -> bool:
        """Say whether these readers wait for the market, or may have to."""
        judged = self.loaded.known.judgement(INSIDE_INFORMATION)
        is_free = judged is not None and judged.value == "no"
        audience = self.texts.packs.catalogue.audiences[readers.partition(":")[0]]
        return audience.after_market and not is_free

    def _title(self, row: Row) -> str:
        one = self.loaded.notices.get(row.of.notice)
        if one is not None:
            words = self.texts.reader(self.loaded, one)
        else:
            words = self.texts.packs.catalogue.audiences[row.of.release.audience].title
        return f"{words[:1].upper()}{words[1:]}"

    def _carrier(self, readers: str, rows: Sequence[Row]) -> Notice | None:
        """Give the text that puts it right: a correction, a follow-up report, or the same again."""
        own = [
            one.notice
            for one in self.loaded.notices.values()
            if readers_of(one.notice.audience, one.notice.id) == readers
            and speaks_of_before(one.notice)
        ]
        told = {row.of.notice for row in rows}
        corrections = [notice for notice in own if _is_correction(notice)]
        others = sorted((n for n in own if n.id not in told), key=self._place)
        same = self.loaded.notices.get(rows[0].of.notice)
        return next(iter((*corrections, *others)), same.notice if same else None)

    def _place(self, notice: Notice) -> tuple[int, bool]:
        """Put texts of one duty in the order of its stages, and a final report last."""
        duty = self.loaded.duty(notice.obligation) if notice.obligation else None
        ids = [stage.id for stage in duty.stages] if duty else []
        return (ids.index(notice.stage) if notice.stage in ids else 0), FINAL in notice.id

    # ---- What is to be done --------------------------------------------------------------

    def _to_do(self, rows: Sequence[Row], carrier: Notice | None) -> ToDo:
        duty, stage = self._step(rows, carrier)
        if duty is None or stage is None:
            due = self._promised(rows)
            return ToDo("", NO_LAW, due_at=due, promised=due is not None, who=self._drafters())
        deadline = f"{duty.obligation.id}/{stage.id}"
        owner = self.owners.get(deadline)
        limits = stage.stage.limits
        return ToDo(
            what=f"{duty.obligation.title}: {stage.title[:1].lower()}{stage.title[1:]}",
            how_soon=stage.promptness,
            cite=limits[0].cite if limits else duty.obligation.cite,
            due_at=stage.due_at if stage.state in OPEN_CLOCKS else None,
            deadline=deadline,
            who=(owner[1],) if owner else self._drafters(),
        )

    def _step(
        self, rows: Sequence[Row], carrier: Notice | None
    ) -> tuple[Duty | None, StageDeadline | None]:
        """Give the step of the law it belongs to: that of the text, or the one after what went."""
        told = [self.loaded.notices.get(row.of.notice) for row in rows]
        before = next((one.notice for one in told if one and one.notice.obligation), None)
        is_again = carrier is None or not carrier.obligation or carrier is before
        notice = before if is_again else carrier
        duty = self.loaded.duty(notice.obligation) if notice and notice.obligation else None
        if duty is None or notice is None:
            return None, None
        ids = [stage.id for stage in duty.stages]
        if notice.stage not in ids:
            return None, None
        at = ids.index(notice.stage)
        follows = at + 1 if is_again and at + 1 < len(ids) else at
        return duty, duty.stages[follows]

    def _promised(self, rows: Sequence[Row]) -> datetime | None:
        """Give the time of an update these readers were promised, while it lies ahead."""
        known = self.loaded.known
        made = [promised_update(row.of.release, known) for row in rows]
        ahead = [due for promise in made if promise for due in (promise[1],) if due > known.at]
        return min(ahead, default=None)

    def _drafters(self) -> tuple[str, ...]:
        return tuple(person.name for person in self.loaded.team if person.may(Role.DRAFTER))

    # ---- Texts not out yet ---------------------------------------------------------------

    def _not_out(self) -> Iterator[NotOut]:
        begun = [one for one in self.loaded.notices.values() if one.begun and not one.is_out]
        edited = [one for one in begun if in_force(one.overrides)]
        working = self.texts.working(self.loaded, edited)
        for one in begun:
            moved = working[one.notice.id].overtaken if one.notice.id in working else ()
            said = (e.override.text or e.override.drafted_text for e in moved)
            # What was drafted beneath a sentence left out may have been redacted.
            words = tuple(each for each in said if each)
            if one.state is NoticeState.SUPERSEDED and one.progress.superseded:
                why = SET_ASIDE.format(one.progress.superseded.why.rstrip("."))
                yield NotOut(one.notice.id, one.notice.title, one.state, why, words)
            elif moved:
                yield NotOut(one.notice.id, one.notice.title, one.state, BY_HAND, words)


def _state(one: Overtaken, said: SaidNow) -> RowState:
    if one.is_open:
        return RowState.SAME if said.is_same else RowState.OPEN
    return RowState.CORRECTED if one.told else RowState.LET_STAND


def _is_correction(notice: Notice) -> bool:
    return CORRECTION in notice.id


def series_of(loaded: Loaded, release: str) -> UUID | None:
    """Give the series of a notice that a text given out belongs to."""
    name, _, series = release.rpartition("#")
    one: One | None = loaded.notices.get(name)
    if one is None:
        return None
    begun = (*one.earlier, *([one.begun] if one.begun else []))
    return next((each.id for each in begun if str(each.series) == series), None)

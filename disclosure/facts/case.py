"""A case: everything recorded about one incident, and what was known at an instant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from disclosure.facts.instants import LONDON
from disclosure.facts.looks import Look, again_on, of_judgement
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import NOT_YET, FactVersion, Judgement


@dataclass(frozen=True, slots=True)
class Security:
    """A security of an issuer, with its identifiers."""

    kind: str
    venue: str
    isin: str = ""
    ticker: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One legal person of the organisation, in the roles it has in this incident.

    Attributes:
        profile: Answers true of this entity, beside those of the whole organisation.
    """

    id: str
    legal_name: str
    roles: tuple[str, ...]
    lei: str = ""
    securities: tuple[Security, ...] = ()
    profile: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Submission:
    """A notice given to an authority: to which duty, when, with which reference.

    Attributes:
        group: The group of readers it went to, where each is told apart; nothing for all of them.
    """

    obligation: str
    stage: str
    at: datetime
    by: str = ""
    channel: str = ""
    reference: str = ""
    late_reason: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class LateReason:
    """Why a stage is late, said before its notice is given.

    Attributes:
        given_at: When it was said, aware.
        given_by: Who said it, by role or name.
    """

    obligation: str
    stage: str
    reason: str
    given_at: datetime
    given_by: str = ""


@dataclass(frozen=True, slots=True)
class ReleasedSentence:
    """A sentence of a text given out, and the fact versions it rested on.

    Attributes:
        id: Its id in the text; nothing where only the words are known.
        is_fixed: It says no fact: an apology, thanks, standing advice. What it rests on only says
            when it is due.
    """

    text: str
    rests_on: tuple[str, ...] = ()
    id: str = ""
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """A text given out to an audience.

    Attributes:
        channel: How it was given, in words.
    """

    id: str
    audience: str
    at: datetime
    notice: str = ""
    by: str = ""
    sentences: tuple[ReleasedSentence, ...] = ()
    channel: str = ""


@dataclass(frozen=True, slots=True)
class LetStand:
    """A named person's decision not to correct a sentence that went out.

    Attributes:
        release: The id of the text given out.
        sentence: The sentence's id in it; its words where it bears none.
        version: The last change of a fact beneath it that was known then: `service:online@2`.
    """

    release: str
    sentence: str
    version: str
    at: datetime
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who the incident happened to, before anything happened."""

    name: str
    profile: Mapping[str, str] = field(default_factory=dict)
    entities: tuple[Entity, ...] = ()

    def answers(self, key: str) -> tuple[tuple[str, str], ...]:
        """Give every answer to a profile question, as (entity id, answer); '' is the whole."""
        own = (("", self.profile[key]),) if key in self.profile else ()
        return own + tuple((e.id, e.profile[key]) for e in self.entities if key in e.profile)

    def in_role(self, role: str) -> tuple[Entity, ...]:
        """Give the entities that have a role."""
        return tuple(entity for entity in self.entities if role in entity.roles)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything recorded about one incident; only ever added to.

    Attributes:
        at: The instant from which the case is looked at unless another is asked for, aware.
        law_as_of: The day whose law is applied.
    """

    id: str
    title: str
    description: str
    at: datetime
    law_as_of: date
    organisation: Organisation
    facts: tuple[FactVersion, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    submissions: tuple[Submission, ...] = ()
    releases: tuple[Release, ...] = ()
    zone: ZoneInfo = LONDON
    late_reasons: tuple[LateReason, ...] = ()
    looks: tuple[Look, ...] = ()
    let_stand: tuple[LetStand, ...] = ()

    def known_at(self, instant: datetime) -> Known:
        """Give the case as it was known at an instant: nothing recorded later is in it."""
        return Known(
            at=instant,
            zone=self.zone,
            organisation=self.organisation,
            current=_current(v for v in self.facts if v.recorded_at <= instant),
            versions={v.name: v for v in self.facts if v.recorded_at <= instant},
            judgements=_latest_judgements(j for j in self.judgements if j.made_at <= instant),
            judged=tuple(j for j in self.judgements if j.made_at <= instant),
            submissions=tuple(s for s in self.submissions if s.at <= instant),
            releases=tuple(r for r in self.releases if r.at <= instant),
            late_reasons=tuple(r for r in self.late_reasons if r.given_at <= instant),
            looks=tuple(look for look in self.looks if look.at <= instant),
            let_stand=tuple(each for each in self.let_stand if each.at <= instant),
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What was known at one instant. Law, words and findings compute with nothing else."""

    at: datetime
    organisation: Organisation
    current: Mapping[str, FactVersion] = field(default_factory=dict)
    versions: Mapping[str, FactVersion] = field(default_factory=dict)
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    judged: tuple[Judgement, ...] = ()
    submissions: tuple[Submission, ...] = ()
    releases: tuple[Release, ...] = ()
    zone: ZoneInfo = LONDON
    late_reasons: tuple[LateReason, ...] = ()
    looks: tuple[Look, ...] = ()
    let_stand: tuple[LetStand, ...] = ()

    def fact(self, key: str) -> FactVersion | None:
        """Give the current version of a fact, or None when nothing is recorded."""
        return self.current.get(key)

    def entries(self, record: str) -> tuple[FactVersion, ...]:
        """Give the current entries of a record, in the order they were first recorded."""
        return tuple(v for v in self.current.values() if v.record == record)

    def judgement(self, key: str) -> Judgement | None:
        """Give the latest judgement, or None while nobody has judged."""
        return self.judgements.get(key)

    def looks_at(self, key: str) -> tuple[Look, ...]:
        """Give the looks at the latest judgement of a question, in their order."""
        held = self.judgements.get(key)
        return of_judgement(self.looks, held) if held else ()

    def again_on(self, key: str) -> date | None:
        """Give the day to look at the latest judgement of a question again, where one is set."""
        held = self.judgements.get(key)
        return again_on(held, self.looks) if held else None

    def judged_values(self, key: str) -> tuple[str, ...]:
        """Give everything a question was ever judged to be, by this instant."""
        return tuple(judgement.value for judgement in self.judged if judgement.key == key)

    def submission(self, obligation: str, stage: str, each_of: str = "") -> Submission | None:
        """Give the submission that closes the clock of a stage: the first one.

        Args:
            obligation: The obligation.
            stage: Its stage.
            each_of: The field whose groups are told apart, `data.who`: then it is the one that
                told the last of them, and none while a group is left that is, or may be, concerned.
        """
        found = self._given(obligation, stage)
        whole = [given for given in found if not (each_of and given.group)]
        if each_of and found and not self.untold(obligation, stage, each_of):
            first: dict[str, Submission] = {}
            for given in found:
                first.setdefault(given.group, given)
            whole.append(max(first.values(), key=lambda s: s.at))
        return min(whole, key=lambda s: s.at, default=None)

    def untold(self, obligation: str, stage: str, each_of: str) -> tuple[str, ...]:
        """Give the groups that are, or may be, concerned and were not told yet at a stage.

        What is not known of a group is no no: it is told, or it is established that it need not be.
        """
        record, _, name = each_of.partition(".")
        told = {given.group for given in self._given(obligation, stage)}
        open_ = (Standing.CONFIRMED, Standing.SUSPECTED, Standing.UNKNOWN)
        values = (v.fields.get(name) for v in self.entries(record) if v.standing in open_)
        groups = dict.fromkeys(str(value) for value in values if value is not None)
        return () if "" in told else tuple(group for group in groups if group not in told)

    def submission_to(self, obligation: str, stage: str, group: str) -> Submission | None:
        """Give the first submission for a stage that went to a group, or to all of them."""
        found = self._given(obligation, stage)
        return next((s for s in found if not group or s.group in ("", group)), None)

    def _given(self, obligation: str, stage: str) -> list[Submission]:
        found = [s for s in self.submissions if (s.obligation, s.stage) == (obligation, stage)]
        return sorted(found, key=lambda s: s.at)

    def late_reason(self, obligation: str, stage: str) -> LateReason | None:
        """Give the last reason said for a stage being late; a later one replaces an earlier."""
        found = [r for r in self.late_reasons if (r.obligation, r.stage) == (obligation, stage)]
        return max(reversed(found), key=lambda reason: reason.given_at, default=None)

    def first_release(self, audience: str) -> Release | None:
        """Give the first text released to an audience."""
        found = [r for r in self.releases if r.audience == audience]
        return min(found, key=lambda r: r.at, default=None)


def _current(versions: Iterable[FactVersion]) -> dict[str, FactVersion]:
    """Take the latest version of each key; a withdrawn one is as if never recorded.

    So is a redacted one: nothing rests on what nobody can read any more.

    Entries of a record keep the order in which they were first listed, which is the order a
    reader meets them in; nothing else depends on order.
    """
    latest: dict[str, FactVersion] = {}
    for version in versions:
        held = latest.get(version.key)
        if held is None or version.number > held.number:
            latest[version.key] = version
    return {
        key: version
        for key, version in latest.items()
        if version.change is not Change.WITHDRAWN and not version.is_redacted
    }


def _latest_judgements(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """Take the latest judgement of each question; one taken back is as if never made."""
    latest: dict[str, Judgement] = {}
    for judgement in judgements:
        held = latest.get(judgement.key)
        if held is None or judgement.number > held.number:
            latest[judgement.key] = judgement
    return {key: judgement for key, judgement in latest.items() if judgement.value != NOT_YET}

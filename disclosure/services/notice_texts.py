"""The notices of one incident with everything that bears on them, and their texts drafted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.law.duties import Duty, assess_all
from disclosure.problems import ForbiddenError
from disclosure.services.notice_events import events_of
from disclosure.signoff.market import Hold, HoldKind, hold
from disclosure.signoff.progress import OUT, NoticeState, Progress, fold, standing
from disclosure.store import notices as stored
from disclosure.store.incidents import incident_for, load_case
from disclosure.store.teams import active_team_of
from disclosure.words.differences import (
    ChangedSentence,
    changed_sentences,
    known_again,
    moved_beneath,
    recorded_since,
    stands_on,
)
from disclosure.words.findings import CaseInputs, Finding
from disclosure.words.overrides import Override, OverrideState, apply
from disclosure.words.rulebook import find

if TYPE_CHECKING:
    from disclosure.facts.case import Case, Known
    from disclosure.outputs.assessment import Assessment
    from disclosure.services.packs import Packs
    from disclosure.signoff.people import Person, Role
    from disclosure.signoff.policy import Policy
    from disclosure.store.incidents import Incident
    from disclosure.store.notices import Begun, Version
    from disclosure.store.transactions import Transaction
    from disclosure.trail.entries import Entry
    from disclosure.words.blocks import Notice
    from disclosure.words.drafts import Draft
    from disclosure.words.sources import Ground, Sources


NOT_BEGUN = UUID(int=0)
"""The id of no notice, under which nothing was recorded."""
AUTHORITY = "authority"
"""The audience of reports; each goes to one body, which has a name."""


@dataclass(frozen=True, slots=True)
class Working:
    """A notice as it would be given out now.

    Attributes:
        drafted: What the facts give.
        draft: The same with the words of people in it.
        edits: Every edit by hand in force, and how it stands.
    """

    drafted: Draft
    draft: Draft
    edits: tuple[OverrideState, ...]

    @property
    def overtaken(self) -> tuple[OverrideState, ...]:
        """Give the edits beneath which something has moved since."""
        return tuple(edit for edit in self.edits if edit.is_overtaken)


@dataclass(frozen=True, slots=True)
class One:
    """One notice of an incident: what its file says and how far it has come.

    Attributes:
        begun: None while nobody has worked on it.
        entries: What the trail says of it.
        earlier: The series given before this one.
    """

    notice: Notice
    policy: Policy
    begun: Begun | None = None
    overrides: tuple[Override, ...] = ()
    versions: tuple[Version, ...] = ()
    entries: tuple[Entry, ...] = ()
    progress: Progress = field(default_factory=Progress)
    earlier: tuple[Begun, ...] = ()

    @property
    def state(self) -> NoticeState:
        """Give where it stands under its policy."""
        return standing(self.progress, self.policy)

    @property
    def is_out(self) -> bool:
        """Say whether it was released."""
        return self.progress.state in OUT

    @property
    def series(self) -> int:
        """Give the number of the series being worked on; 1 before work begins."""
        return self.begun.series if self.begun else 1

    @property
    def frozen(self) -> Version | None:
        """Give the version the decisions are about."""
        number = self.progress.version
        return next((v for v in self.versions if v.number == number), None)


@dataclass(frozen=True, slots=True)
class Loaded:
    """An incident's case and its notices, read in a fixed number of statements.

    Attributes:
        ground: What texts may rest on at the instant of the case, gathered once for all of them.
    """

    incident: Incident
    case: Case
    assessment: Assessment
    notices: Mapping[str, One]
    team: tuple[Person, ...]
    ground: Ground

    @property
    def known(self) -> Known:
        """Give what is known at the instant of the case."""
        return self.ground.known

    def duty(self, obligation: str) -> Duty | None:
        """Give a duty as it stands, or None for a notice without one."""
        return next((d for d in self.assessment.duties if d.obligation.id == obligation), None)


@dataclass(frozen=True, slots=True)
class NoticeTexts:
    """Reads notices and drafts their texts."""

    packs: Packs

    def load(self, tx: Transaction, person: Person, incident_id: UUID) -> Loaded:
        """Read the notices of an incident that somebody may see.

        Raises:
            NotFoundError: The incident does not exist or is not theirs to see.
        """
        return self.load_known(tx, incident_for(tx, person, incident_id))

    def load_known(self, tx: Transaction, incident: Incident) -> Loaded:
        """Read the notices of an incident: those begun and those that are ready."""
        case = load_case(tx, incident)
        assessment = self.packs.assessments.assess(case, with_watched=False)
        begun = stored.begun_of(tx, incident.id)
        ids = [each.id for each in begun]
        overrides = stored.overrides_of(tx, ids)
        versions = stored.versions_of(tx, ids)
        entries = stored.entries_about(tx, incident.id, ids)
        latest = {each.template: each for each in begun}
        notices = {}
        for notice in self.packs.catalogue.of(case.organisation.name).notices:
            now = latest.get(notice.id)
            key = now.id if now else NOT_BEGUN
            said = entries.get(key, ())
            notices[notice.id] = One(
                notice=notice,
                policy=self.policy(notice),
                begun=now,
                overrides=overrides.get(key, ()),
                versions=versions.get(key, ()),
                entries=said,
                # Of a hundred texts a handful is begun; the others have no history to go through.
                progress=fold(events_of(said)) if said else Progress(),
                earlier=tuple(b for b in begun if b.template == notice.id and b is not now),
            )
        team = active_team_of(tx, incident.id)
        known = case.known_at(case.at)
        ground = self.packs.ground(known, assessment.duties, assessment.law_as_of)
        return Loaded(incident, case, assessment, notices, team, ground)

    def one(self, loaded: Loaded, name: str) -> One:
        """Give a notice by its id.

        Raises:
            NotFoundError: There is no such id.
        """
        if name in loaded.notices:
            return loaded.notices[name]
        # Another organisation may have a text of that name; here there is none.
        catalogue = self.packs.catalogue.of(loaded.case.organisation.name)
        return loaded.notices[catalogue.notice(name).id]

    def policy(self, notice: Notice) -> Policy:
        """Give who must approve a notice."""
        return self.packs.catalogue.approvals.for_notice(notice.in_any_language, notice.audience)

    def reader(self, loaded: Loaded, one: One) -> str:
        """Name who reads a notice, inside a sentence: an authority by its name."""
        duty = loaded.duty(one.notice.obligation)
        catalogue = self.packs.catalogue
        authority = catalogue.law.authorities.get(duty.obligation.authority) if duty else None
        if one.notice.audience == AUTHORITY and authority:
            name = authority.name_on(loaded.assessment.law_as_of).name
            return name if name.lower().startswith("the ") else f"the {name}"
        title = catalogue.audiences[one.notice.audience].title
        group = f" ({one.notice.group_title})" if one.notice.group_title else ""
        return f"{title[:1].lower()}{title[1:]}{group}"

    # ---- Texts ---------------------------------------------------------------------------

    def at_hand(self, loaded: Loaded) -> tuple[One, ...]:
        """Give the notices to be listed: those ready for this case, and those begun."""
        ready = {notice.id for notice in self.packs.chosen(loaded.assessment, ground=loaded.ground)}
        return tuple(one for one in loaded.notices.values() if one.begun or one.notice.id in ready)

    def sources(self, loaded: Loaded, audience: str) -> Sources:
        """Give what a text for an audience may rest on now."""
        return self.packs.read_by(audience, loaded.ground)

    def working(self, loaded: Loaded, ones: Sequence[One]) -> dict[str, Working]:
        """Draft notices from what is known now, with the words of people in them."""
        drafts = self.packs.draft_from(loaded.ground, [one.notice for one in ones])
        return {
            one.notice.id: _edited(drafted, one.overrides, loaded.known)
            for one, drafted in zip(ones, drafts, strict=True)
        }

    def again(self, loaded: Loaded, one: One, version: Version) -> tuple[Draft, Draft]:
        """Draft a frozen text again from what is known now, its clocks standing where they stood.

        Returns:
            The text with the edits by hand it took in; and with every edit made since.
        """
        known = known_again(loaded.case, version.known_at, loaded.case.at)
        law = self.packs.catalogue.law
        duties = assess_all(law.obligations, known, law.calendars, law_as_of=version.law_as_of)
        drafted, *_ = self.packs.draft_known(known, duties, version.law_as_of, [one.notice])
        now = loaded.known
        then = [o for o in one.overrides if o.number <= version.edits.get(o.sentence_id, 0)]
        return _edited(drafted, then, now).draft, _edited(drafted, one.overrides, now).draft

    def changed(self, loaded: Loaded, one: One, version: Version) -> tuple[ChangedSentence, ...]:
        """Give what comes out different in a frozen text: by facts with them, by hand without."""
        by_facts, by_hand = self.again(loaded, one, version)
        edited = changed_sentences(by_facts, by_hand)
        return (
            *self._differences(loaded, version, by_facts),
            *(replace(sentence, facts=()) for sentence in edited),
        )

    def changed_by_facts(
        self, loaded: Loaded, one: One, version: Version
    ) -> tuple[ChangedSentence, ...]:
        """Give what comes out different in a frozen text because of what is known."""
        by_facts, _ = self.again(loaded, one, version)
        return self._differences(loaded, version, by_facts)

    def _differences(
        self, loaded: Loaded, version: Version, again: Draft
    ) -> tuple[ChangedSentence, ...]:
        known, frozen = loaded.known, version.draft
        changed = changed_sentences(frozen, again, moved=moved_beneath(frozen, known))
        if frozen.wording in ("", again.wording):
            return changed
        # Drafted in another wording by now: what was approved stands as long as its facts do.
        at = version.known_at
        return tuple(each for each in changed if recorded_since(each.facts, known, at))

    # ---- What is found -------------------------------------------------------------------

    def findings(self, loaded: Loaded, drafts: Iterable[Draft]) -> tuple[Finding, ...]:
        """Find what is wrong with texts that are about to go out, and with the case."""
        catalogue = self.packs.catalogue
        found = find(
            CaseInputs(
                known=loaded.known,
                drafts=tuple(drafts),
                duties=loaded.assessment.duties,
                audiences=catalogue.audiences,
                vocabulary=catalogue.vocabulary,
                reach_each=loaded.ground.reach_each,
            )
        )
        return self._by_title(found, loaded)

    def _by_title(self, found: Iterable[Finding], loaded: Loaded) -> tuple[Finding, ...]:
        """Name texts that went out by their titles, as every page does, and not by their ids."""
        titles: dict[str, str] = {}
        for release in loaded.known.releases:
            number = release.id.rpartition("#")[2]
            title = self.packs.catalogue.notice(release.notice).title
            titles[release.id] = title if number == "1" else f"{title}, text {number}"
        if not titles:
            return tuple(found)
        named = []
        for finding in found:
            message = finding.message
            for name, title in titles.items():
                message = message.replace(f"“{name}”", f"“{title}”")
            named.append(replace(finding, message=message))
        return tuple(named)

    def hold(self, loaded: Loaded, one: One) -> Hold | None:
        """Give what keeps a notice back until the announcement, or None."""
        if one.is_out:
            return None
        audience = one.notice.audience
        after_market = self.packs.catalogue.audiences[audience].after_market
        free = one.progress.is_judged_free

        def held(announced: Collection[datetime] = ()) -> Hold | None:
            return hold(
                loaded.known,
                audience,
                after_market=after_market,
                announced=announced,
                judged_free=free,
            )

        found = held()
        if found and found.kind is HoldKind.BRING_FORWARD:
            # A warning goes at the same instant: the announcement need be released, not given.
            return held(_released_to_market(loaded))
        return found


def _edited(drafted: Draft, overrides: Iterable[Override], known: Known) -> Working:
    held = tuple(overrides)
    if not held:
        return Working(drafted, drafted, ())
    draft, edits = apply(drafted, held, stands=lambda rest: stands_on(rest, known))
    return Working(drafted, draft, edits)


def _released_to_market(loaded: Loaded) -> list[datetime]:
    return [
        one.progress.released.at
        for one in loaded.notices.values()
        if one.notice.audience == "market" and one.progress.released
    ]


def need_role(person: Person, role: Role, to_do: str) -> None:
    """Refuse somebody who has not the role.

    Raises:
        ForbiddenError: The person lacks it.
    """
    if role not in person.roles:
        message = (
            f"You are no {role}, so you may not {to_do}. An owner can give you that role on the "
            "people page; until then, ask somebody who has it."
        )
        raise ForbiddenError(message)

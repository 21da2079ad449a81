"""Who can decide about a notice, what they see, and which steps are open to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.facts.standings import Standing
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Outcome
from disclosure.problems import ForbiddenError, RuleError
from disclosure.services import notice_pages as pages
from disclosure.services.notice_edits import writers
from disclosure.services.notice_open import Open, open_of
from disclosure.signoff import guards
from disclosure.signoff.guards import JUDGES_FREE
from disclosure.signoff.people import Role
from disclosure.signoff.progress import NoticeState
from disclosure.signoff.release import check_release
from disclosure.signoff.team import (
    cannot_be_met,
    cannot_be_met_once_frozen,
    nobody_for,
    who_releases,
)
from disclosure.words.blocks import Ask, Given, Say
from disclosure.words.overrides import in_force
from disclosure.words.rules_of_releases import OVERTAKEN
from disclosure.words.rules_of_reports import LATE_REASON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime, timedelta

    from disclosure.services.notice_next import Turn
    from disclosure.services.notice_order import Filing
    from disclosure.services.notice_places import Places
    from disclosure.services.notice_texts import Loaded, One
    from disclosure.signoff.events import Refused
    from disclosure.signoff.market import Hold
    from disclosure.signoff.people import Person
    from disclosure.signoff.policy import Need, Policy
    from disclosure.signoff.progress import Progress
    from disclosure.store.notices import Version
    from disclosure.words.blocks import Block
    from disclosure.words.differences import ChangedSentence
    from disclosure.words.drafts import Draft
    from disclosure.words.findings import Finding

STANDS = (
    NoticeState.FROZEN,
    NoticeState.REQUESTED,
    NoticeState.WITHDRAWN,
    NoticeState.SIGNED_OFF,
)
"""Where the version at hand is the one that may go out; elsewhere a new one must be frozen."""
NOBODY_RELEASES = (
    "With this team it cannot be released: nobody on it may release this. An owner can add "
    "somebody."
)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done with a notice, by whoever looks at the page.

    Attributes:
        why_not: Why this person cannot do it now; nothing where they can.
    """

    name: str
    why_not: str = ""

    @property
    def is_open(self) -> bool:
        """Say whether this person can do it now."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """Where the approval of a notice stands, and what the person can do about it.

    Attributes:
        needed: The approvals still to be given.
        stops: What was found that must not go out like this without a reason.
        changed: What comes out different from the frozen text.
        steps: Each step by its name.
        open: What is still open in the text.
        turn: Whose turn it is.
        filing: Where it is filed; None where it answers no duty.
        team: Who is on the team and can sign in.
        lacks_late_reason: It is late, and nobody has said why.
        oldest: As of when the oldest fact beneath it was so, where that is hours ago.
        marks: What is no longer so of a text that went out, in a few words each.
    """

    one: One
    person: Person
    audience: str
    policy: Policy
    progress: Progress
    state: NoticeState
    needed: tuple[Need, ...]
    stops: tuple[Finding, ...]
    changed: tuple[ChangedSentence, ...]
    hold: Hold | None
    steps: Mapping[str, Step]
    open: Open
    turn: Turn
    filing: Filing | None
    team: tuple[Person, ...]
    lacks_late_reason: bool = False
    oldest: datetime | None = None
    marks: tuple[str, ...] = ()

    @property
    def refused_before(self) -> tuple[Refused, ...]:
        """Give the refusals of this text but for the one that stands now, the first first."""
        found = self.progress.refusals
        return found[:-1] if self.state is NoticeState.REFUSED else found

    @property
    def releasers(self) -> tuple[str, ...]:
        """Name those on the team who may release it."""
        return tuple(person.name for person in who_releases(self.policy, self.team))

    @property
    def free_judges(self) -> tuple[str, ...]:
        """Name those on the team who can record that it holds no inside information."""
        return tuple(person.name for person in who_judges_free(self.team))

    @property
    def drafters(self) -> tuple[str, ...]:
        """Name those on the team who draft."""
        return tuple(person.name for person in self.team if person.may(Role.DRAFTER))

    @property
    def blocked(self) -> str:
        """Say why this team can never approve or release it; nothing where it can."""
        return cannot_be_decided(self.one, self.team)

    @property
    def deadline(self) -> str:
        """Give the deadline of its stage, as its page is called; nothing without a duty."""
        notice = self.one.notice
        return f"{notice.obligation}/{notice.stage}" if notice.obligation else ""

    @property
    def approves_as(self) -> tuple[str, ...]:
        """Give the capacities in which the person would approve, where that brings it further."""
        return self.turn.signs_as

    @property
    def version(self) -> Version | None:
        """Give the version to decide on."""
        return self.one.frozen

    @property
    def stopping_rules(self) -> tuple[tuple[str, str], ...]:
        """Give the rules that need a reason, with their titles."""
        return pages.rule_titles(pages.stopping_rules(self.stops))


# ---- Who could -------------------------------------------------------------------------------


def cannot_be_decided(one: One, team: Sequence[Person]) -> str:
    """Say why this team can never approve or release a notice; nothing where it can."""
    if one.is_out:
        return ""
    if one.state in STANDS:
        given = one.progress.approvals
        missing = cannot_be_met(one.policy, team, authors=one.progress.authors, given=given)
    else:
        missing = cannot_be_met_once_frozen(one.policy, team, authors=writers(one))
    if missing:
        return nobody_for(missing)
    return "" if who_releases(one.policy, team) else NOBODY_RELEASES


def who_judges_free(team: Sequence[Person]) -> tuple[Person, ...]:
    """Give those who can record that a text holds no inside information."""
    return tuple(
        person for person in team if person.may(Role.APPROVER) and JUDGES_FREE in person.capacities
    )


# ---- What bears on it --------------------------------------------------------------------


def lacks_late_reason(loaded: Loaded, one: One) -> bool:
    """Say whether a notice is late, the law wants the reasons, and nobody has given them.

    They are given with the deadline, as a fact, or by hand in the sentence that is there for them.
    """
    duty = loaded.duty(one.notice.obligation)
    if duty is None or duty.outcome is Outcome.DOES_NOT_APPLY:
        return False
    stage = next((stage for stage in duty.stages if stage.id == one.notice.stage), None)
    if stage is None or stage.state is not ClockState.OVERDUE or not stage.late_needs:
        return False
    known = loaded.known
    said = known.fact(LATE_REASON)
    is_recorded = said is not None and said.standing in (Standing.CONFIRMED, Standing.SUSPECTED)
    if is_recorded or known.late_reason(one.notice.obligation, one.notice.stage):
        return False
    return not _is_written_by_hand(one)


def _is_written_by_hand(one: One) -> bool:
    """Say whether somebody wrote the reasons into the text: the frozen one, where there is one."""
    places = {block.id for block in one.notice.every_block() if _is_for_the_reasons(block)}
    if one.frozen is not None:
        return any(said.by_hand and said.id in places for said in one.frozen.draft.said())
    edits = in_force(one.overrides)
    return any(edits[name].text is not None for name in places & edits.keys())


def _is_for_the_reasons(block: Block) -> bool:
    """Say whether a block gives the reasons of a delay, or is the gap where they are missing."""
    if isinstance(block, Say):
        return block.lead == LATE_REASON
    return isinstance(block, Ask) and any(
        isinstance(term, Given) and not term.given and term.subject == LATE_REASON
        for term in block.terms
    )


def open_matters(
    loaded: Loaded, one: One, draft: Draft, found: Sequence[Finding], places: Places
) -> Open:
    """Give what is still open in a text; once it was released, what has become untrue since."""
    if one.is_out:
        own = [f for f in found if f.notice == one.notice.id and f.rule in OVERTAKEN]
        overtaken = open_of(own, draft, one.notice, places)
        return replace(overtaken, gaps=(), late=())
    return open_of(
        found,
        draft,
        one.notice,
        places,
        lacks_late_reason=lacks_late_reason(loaded, one),
    )


def oldest_beneath(loaded: Loaded, one: One, older_than: timedelta) -> datetime | None:
    """Give as of when the oldest fact beneath a frozen text was so, where that is long ago."""
    frozen, current = one.frozen, loaded.known.current
    if frozen is None or one.is_out:
        return None
    keys = {rest.fact for sentence in frozen.draft.said() for rest in sentence.rests_on}
    times = [current[key].true_at for key in keys if key in current]
    oldest = min((at for at in times if at), default=None)
    return oldest if oldest and loaded.case.at - oldest > older_than else None


# ---- Steps -------------------------------------------------------------------------------


def steps_of(
    one: One,
    person: Person,
    *,
    stops: tuple[Finding, ...],
    changed: tuple[ChangedSentence, ...],
    hold: Hold | None,
    lacks_reason: bool = False,
) -> dict[str, Step]:
    """Try each step for a person without taking it, so that a page offers what will work."""
    progress, policy, digest = one.progress, one.policy, one.progress.digest
    rules = pages.stopping_rules(stops)
    tries: dict[str, Callable[[], None]] = {
        "request": lambda: guards.check_request(
            progress,
            person,
            digest=digest,
            stops=rules,
            accepted=rules,
            lacks_late_reason=lacks_reason,
        ),
        "approve": lambda: guards.check_approve(progress, policy, person, digest),
        "refuse": lambda: guards.check_refuse(
            progress, policy, person, digest=digest, reason="any"
        ),
        "withdraw": lambda: guards.check_withdraw(progress, person, digest),
        "judge-free": lambda: guards.check_judge_free(progress, person, digest=digest, why="any"),
        "release": lambda: check_release(
            progress, policy, person, current_digest_matches=True, changed=changed, hold=hold
        ),
    }
    return {name: Step(name, _why_not(attempt)) for name, attempt in tries.items()}


def _why_not(attempt: Callable[[], None]) -> str:
    try:
        attempt()
    except (RuleError, ForbiddenError) as error:
        return str(error)
    return ""

"""What waits for one person: texts to correct, to decide on, to release, to record; judgements."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.facts.instants import full_date
from disclosure.facts.versions import NOT_YET
from disclosure.outputs.deadline_words import moment
from disclosure.services.looks import MAY_LOOK, is_same
from disclosure.services.notice_events import EVENT_OF, events_of
from disclosure.services.submissions import MAY_RECORD
from disclosure.signoff.people import Role
from disclosure.signoff.policy import listed, still_needed
from disclosure.signoff.progress import OUT, NoticeState, fold, standing
from disclosure.signoff.team import who_releases
from disclosure.store.deadlines import OVERTAKEN, REVIEW
from disclosure.store.waiting import texts_at_work

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from disclosure.catalogue.load import Catalogue
    from disclosure.services.deadline_pages import Wall
    from disclosure.services.duties import DutiesView, JudgementLine
    from disclosure.services.notice_pages import Index
    from disclosure.services.notice_pages import Line as NoticeLine
    from disclosure.signoff.people import Person
    from disclosure.signoff.policy import Policy
    from disclosure.signoff.progress import Progress
    from disclosure.store.incidents import Incident
    from disclosure.store.transactions import Transactions
    from disclosure.words.blocks import Notice

NAMED = 3
"""People that one turn names."""
A_DRAFTER = "a drafter"
DOES = {
    NoticeState.REQUESTED: ("decides", "an approver in the capacity asked for"),
    NoticeState.SIGNED_OFF: ("releases it", "a releaser"),
    NoticeState.RELEASED: ("sends it and records that", "a releaser, a drafter or a recorder"),
    NoticeState.FROZEN: ("asks for approval", A_DRAFTER),
    NoticeState.WITHDRAWN: ("asks for approval", A_DRAFTER),
    NoticeState.REFUSED: ("corrects it", A_DRAFTER),
    NoticeState.SUPERSEDED: ("corrects it", A_DRAFTER),
}
"""What is done next in each state, and who is needed for it."""


class Waits(StrEnum):
    """What is to be done, and so which page it is done on."""

    CORRECT = "correct"
    DECIDE = "decide"
    RELEASE = "release"
    RECORD = "record"
    JUDGE = "judge"
    LOOK_AGAIN = "look-again"
    REVIEW = "review"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for whoever looks.

    Attributes:
        words: What is to be done, as a link says it.
        why: Who has asked for it, and in which words; nothing where there is no more to say.
        key: The notice or the judgement; nothing for the profile.
        incident_id: None for what concerns no one incident.
        organisation_id: Whose profile it is; None for all else.
    """

    kind: Waits
    words: str
    why: str = ""
    key: str = ""
    incident_id: UUID | None = None
    incident_title: str = ""
    organisation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A text with its state, and whose turn it is.

    Attributes:
        who: Who does the next thing, in words; nothing once it was sent.
    """

    line: NoticeLine
    who: str


@dataclass(frozen=True, slots=True)
class WaitingFor:
    """Says what waits for somebody over all incidents they may see."""

    transactions: Transactions
    catalogue: Catalogue

    def everywhere(self, person: Person, wall: Wall) -> tuple[Waiting, ...]:
        """Give what waits for somebody, in a fixed number of statements.

        Args:
            person: Who looks.
            wall: The first page of the list over all incidents, as they see it.
        """
        with self.transactions.read() as tx:
            texts = texts_at_work(tx, person, EVENT_OF)
        moved = {(row.incident_id, row.clock.deadline) for row in wall.overtaken}
        found = []
        for text in texts:
            notice = self.catalogue.notice(text.template)
            policy = self.catalogue.approvals.for_notice(notice.in_any_language, notice.audience)
            progress = fold(events_of(text.entries))
            own = of_text(person, notice, policy, progress, text.zone)
            if not own and (text.incident_id, f"{OVERTAKEN}:{notice.id}") in moved:
                own = _tells(person, notice, progress)
            if own:
                kind, words, why = own
                found.append(
                    Waiting(kind, words, why, notice.id, text.incident_id, text.incident_title)
                )
        order = tuple(Waits)
        found.sort(key=lambda each: order.index(each.kind))
        judged = (*self._judgements(person, wall), *self._looks(person, wall))
        return (*found, *judged, *_profile(person, wall))

    def _judgements(self, person: Person, wall: Wall) -> Iterator[Waiting]:
        offices = offices_of(person)
        for row in wall.to_judge:
            key = row.clock.deadline.partition(":")[2]
            question = self.catalogue.vocabulary.judgements.get(key)
            if question is not None and question.who in offices:
                yield Waiting(
                    Waits.JUDGE, row.clock.title, "", key, row.incident_id, row.incident_title
                )

    def _looks(self, person: Person, wall: Wall) -> Iterator[Waiting]:
        """Give the decisions not to notify whose day to look again has come."""
        offices = offices_of(person)
        for row in wall.rows:
            due = row.clock.due_at
            if row.clock.kind != REVIEW or due is None:
                continue
            key = row.clock.deadline.partition(":")[2]
            question = self.catalogue.vocabulary.judgements.get(key)
            has_come = wall.now.astimezone(row.zone).date() >= due.astimezone(row.zone).date()
            is_theirs = row.owner_id == person.id or (question and question.who in offices)
            if has_come and question is not None and is_theirs:
                yield Waiting(
                    Waits.LOOK_AGAIN, row.clock.title, "", key, row.incident_id, row.incident_title
                )


def _profile(person: Person, wall: Wall) -> Iterator[Waiting]:
    """Give what an owner should say of each organisation: one line for each."""
    if not person.may(Role.OWNER):
        return
    asked: dict[UUID, dict[str, str]] = {}
    names = {}
    for row in wall.profile:
        if row.organisation_id is not None:
            asked.setdefault(row.organisation_id, {})[row.clock.deadline] = row.clock.title
            names[row.organisation_id] = row.organisation_name
    for organisation_id, questions in asked.items():
        count = "1 answer" if len(questions) == 1 else f"{len(questions)} answers"
        yield Waiting(
            Waits.PROFILE,
            f"Complete the profile of {names[organisation_id]}: duties wait for {count}",
            "; ".join(f"“{title}”" for title in questions.values()),
            organisation_id=organisation_id,
        )


def offices_of(person: Person) -> frozenset[str]:
    """Give the capacities of somebody as the questions name them."""
    return frozenset(capacity.title.lower() for capacity in person.capacities)


# ---- One text ----------------------------------------------------------------------------


def of_text(
    person: Person, notice: Notice, policy: Policy, progress: Progress, zone: ZoneInfo
) -> tuple[Waits, str, str] | None:
    """Say what one text wants of somebody: the kind, the words of the link, and why."""
    state, title = standing(progress, policy), notice.title
    if state is NoticeState.REFUSED and person.may(Role.DRAFTER):
        return Waits.CORRECT, f"Correct: {title}", _refusals(progress)
    if state is NoticeState.SUPERSEDED and person.may(Role.DRAFTER) and progress.superseded:
        why = f"Version {progress.superseded.version} was set aside: {progress.superseded.why}"
        return Waits.CORRECT, f"Correct: {title}", f"{why.rstrip('.')}."
    if state is NoticeState.REQUESTED and _decides(person, policy, progress):
        asked = progress.request
        by = f"{asked.by_name} asked for it, {moment(asked.at, zone)}." if asked else ""
        return Waits.DECIDE, f"Decide on: {title}", by
    if state is NoticeState.SIGNED_OFF and who_releases(policy, [person]):
        names = listed([approval.name for approval in progress.approvals])
        return Waits.RELEASE, f"Release: {title}", f"Approved by {names}." if names else ""
    if state is NoticeState.RELEASED and person.may(*MAY_RECORD) and progress.released:
        by = f"Released by {progress.released.by_name}, {moment(progress.released.at, zone)}."
        return Waits.RECORD, f"Send it, and record that it was sent: {title}", by
    return None


def _tells(person: Person, notice: Notice, progress: Progress) -> tuple[Waits, str, str] | None:
    """Say who tells the readers of a text that went out what has changed since."""
    if progress.state not in OUT or not person.may(Role.DRAFTER):
        return None
    return Waits.CORRECT, f"Tell its readers what is so now: {notice.title}", ""


def _refusals(progress: Progress) -> str:
    last = progress.refusals[-1] if progress.refusals else None
    return f"{last.by_name} refused it: “{last.reason}”" if last else ""


def _decides(person: Person, policy: Policy, progress: Progress) -> bool:
    """Say whether an approval by this person would count now."""
    if not person.may(Role.APPROVER) or person.id in progress.authors:
        return False
    if progress.has_approved(person.id):
        return False
    needs = still_needed(policy, progress.approvals)
    asked = needs[:1] if policy.in_order else needs
    return any(need.is_met_by(person.capacities) for need in asked)


# ---- One incident ------------------------------------------------------------------------


def in_incident(
    person: Person, incident: Incident, view: DutiesView, index: Index
) -> tuple[Waiting, ...]:
    """Give what waits for somebody in one incident."""
    found = []
    for line in index.lines:
        one = line.one
        own = of_text(person, one.notice, one.policy, one.progress, incident.zone)
        if own:
            kind, words, why = own
            found.append(Waiting(kind, words, why, one.notice.id, incident.id))
        elif line.no_longer_holds and (tells := _tells(person, one.notice, one.progress)):
            found.append(Waiting(*tells, one.notice.id, incident.id))
    offices, order = offices_of(person), tuple(Waits)
    found.sort(key=lambda each: order.index(each.kind))
    for judged in view.judgements:
        question = judged.question
        if question.who not in offices or not judged.waiting:
            continue
        is_open = judged.current is None or judged.current.judgement.value == NOT_YET
        if is_open or judged.moved:
            what = "Judge again" if judged.judged else "Judge"
            moved = f"Changed since: {'; '.join(judged.moved)}." if judged.moved else ""
            words = f"{what}: {question.asks}"
            found.append(Waiting(Waits.JUDGE, words, moved, question.key, incident.id))
    return (*found, *_declined(person, incident, view))


def _declined(person: Person, incident: Incident, view: DutiesView) -> Iterator[Waiting]:
    """Give what decisions not to notify want of somebody: another look, or a second person's."""
    for line in view.judgements:
        question, day = line.question, line.again_on
        if line.is_due and day is not None and _is_theirs(person, line):
            why = f"Judged {_said(line)}, to be looked at again on {full_date(day)}."
            words = f"Look again: {question.asks}"
            yield Waiting(Waits.LOOK_AGAIN, words, why, question.key, incident.id)
    for line in view.judgements:
        held = line.current
        if held is None or not line.needs_review or not person.may(*MAY_LOOK):
            continue
        if not is_same(person.name, held.made_by_name):
            by = f"{held.made_by_name} judged {_said(line)}"
            why = f"{by}; not reviewed by a second person yet."
            words = f"Review: {line.question.asks}"
            yield Waiting(Waits.REVIEW, words, why, line.question.key, incident.id)


def _is_theirs(person: Person, line: JudgementLine) -> bool:
    """Say whether somebody judges such questions by office, or has judged or recorded this one."""
    held = line.current
    names = (held.made_by_name, held.recorded_by) if held else ()
    is_named = any(is_same(person.name, name) for name in names)
    return line.question.who in offices_of(person) or is_named


def _said(line: JudgementLine) -> str:
    value = line.judged[0].judgement.value
    return f"“{line.question.in_words(value)}”"


def turns(index: Index, team: Sequence[Person]) -> tuple[Turn, ...]:
    """Give the texts somebody has begun, with whose turn it is."""
    return tuple(Turn(line, _turn(line, team)) for line in index.lines if line.one.begun)


def _turn(line: NoticeLine, team: Sequence[Person]) -> str:
    if line.state is NoticeState.GIVEN:
        return ""
    policy, progress = line.one.policy, line.one.progress
    does, missing = DOES.get(line.state, ("drafts it", A_DRAFTER))
    if line.state is NoticeState.REQUESTED:
        people = [person for person in team if _decides(person, policy, progress)]
    elif line.state is NoticeState.SIGNED_OFF:
        people = list(who_releases(policy, team))
    elif line.state is NoticeState.RELEASED:
        people = list(who_releases(policy, team)) or [p for p in team if p.may(*MAY_RECORD)]
    else:
        people = [person for person in team if person.may(Role.DRAFTER)]
    names = [person.name for person in people]
    if not names:
        return f"Nobody on the team: it takes {missing}"
    shown = names[:NAMED] + ["somebody else"] * (len(names) > NAMED)
    return f"{listed(shown, 'or')} {does}"

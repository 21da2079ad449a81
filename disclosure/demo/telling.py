"""Tells a story through the services of the desk, each step at its own instant and by somebody."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from disclosure.facts.answers import NEW_ENTRY, NewVersion
from disclosure.facts.instants import LONDON, When
from disclosure.facts.standings import Change, Standing
from disclosure.services.duties import TypedJudgement
from disclosure.services.look_checks import TypedDecline, usual_day
from disclosure.services.newcomers import Newcomer
from disclosure.services.submission_checks import Giving

if TYPE_CHECKING:
    from uuid import UUID

    from disclosure.desk import Desk
    from disclosure.facts.case import Case, Organisation
    from disclosure.facts.versions import FactVersion, Value
    from disclosure.signoff.people import Capacity, Person, Role

STEP = timedelta(minutes=1)
KNOWN = "Looked at; it is not known yet, and the text does not pretend otherwise."


class StoryClock:
    """A clock that stands while a story is told, and goes on from there once it is let go."""

    def __init__(self) -> None:
        """Begin at the first instant there is; a story sets it."""
        self._at = datetime(2021, 1, 1, tzinfo=UTC)
        self._since: float | None = None

    def __call__(self) -> datetime:
        """Give the instant it is in the story, aware."""
        if self._since is None:
            return self._at
        return self._at + timedelta(seconds=time.monotonic() - self._since)

    def set(self, at: datetime) -> None:
        """Let the story stand at an instant; never an earlier one."""
        self._at = max(at.astimezone(UTC), self._at)

    def step(self) -> None:
        """Let a minute pass."""
        self._at += STEP

    def let_go(self) -> None:
        """Let time pass from now on as it does outside."""
        self._since = time.monotonic()


def london(text: str) -> datetime:
    """Read `2025-04-22 13:40` as London time."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@dataclass(slots=True)
class Incident:
    """An incident while its story is told."""

    teller: Teller
    id: UUID
    keys: dict[str, str] = field(default_factory=dict)

    # ---- What is known -------------------------------------------------------------------

    def record(self, by: Person, case: Case, *, without: str = "", only: str = "") -> None:
        """Record the facts of an example case, as one page after the other would.

        They are as of when the case says; those of one record alone as of now.

        Args:
            by: Who records them.
            case: The case.
            without: A record whose entries are left out.
            only: The one record whose entries are recorded, where it is not every fact.
        """
        first = [
            version
            for version in case.facts
            if version.change is Change.FIRST
            and (
                version.record == only if only else not version.record or version.record != without
            )
        ]
        now = self.teller.clock() if only else None
        answers = [_answer(version, now) for version in first]
        made = self.teller.desk.facts.record(by, self.id, answers)
        for version, recorded in zip(first, made.versions, strict=True):
            self.keys[version.key] = recorded.key
        self.teller.clock.step()

    def change(
        self,
        by: Person,
        key: str,
        value: Value | None = None,
        *,
        change: Change = Change.CHANGES,
        standing: Standing = Standing.CONFIRMED,
        why: str = "",
        **fields: Value,
    ) -> None:
        """Record another version of a fact or of an entry, true now; an empty field goes.

        So does the value of what is not known any more.
        """
        desk, now = self.teller.desk, self.teller.clock()
        held, is_unknown = self._held(by, key), standing is Standing.UNKNOWN
        new = NewVersion(
            key=held.key,
            seen=held.number,
            change=change,
            standing=standing,
            value=value if value is not None or fields or is_unknown else held.value,
            fields={k: v for k, v in {**held.fields, **fields}.items() if v != ""},
            true_at=now,
            ceiling=held.ceiling,
            support=replace(held.support, basis="", being_checked="", expected_by=None),
            change_reason=why,
        )
        desk.facts.record(by, self.id, [new])
        self.teller.clock.step()

    def _held(self, by: Person, key: str) -> FactVersion:
        with self.teller.desk.transactions.read() as tx:
            case = self.teller.desk.notices.texts.load(tx, by, self.id).case
        return case.known_at(self.teller.clock()).current[self.keys[key]]

    def judge(
        self,
        by: Person,
        key: str,
        value: str,
        why: str,
        *,
        role: str,
        when: datetime | None = None,
        reviewer: tuple[Person, str] | None = None,
    ) -> None:
        """Record a judgement; whatever deserves a second look was looked at.

        Args:
            by: Who judges.
            key: The question.
            value: The answer.
            why: The reasons.
            role: In which role they judge.
            when: The moment it names.
            reviewer: Who reviewed a decision not to notify, and in which role.
        """
        desk, now = self.teller.desk, self.teller.clock()
        seen = desk.duties.view(by, self.id).line(key).seen
        typed = TypedJudgement(
            key=key,
            value=value,
            when=When.exactly(when) if when else None,
            made_at=now,
            made_by=role,
            made_by_name=by.name,
            why=why,
            seen=seen,
            looked_at=frozenset({f"role:{by.id}:{role}", "personal-data"}),
            decline=TypedDecline(
                usual_day(now.astimezone(LONDON).date()),
                reviewer[0].name if reviewer else "",
                reviewer[1] if reviewer else "",
            ),
        )
        desk.duties.judge(by, self.id, typed)
        self.teller.clock.step()

    def still_so(self, by: Person, key: str, why: str) -> None:
        """Confirm a decision not to notify for good: nothing can change any more."""
        desk = self.teller.desk
        seen = desk.duties.view(by, self.id).line(key).seen
        desk.looks.confirm(by, self.id, key, seen=seen, why=why, again_on=None)
        self.teller.clock.step()

    # ---- What is said --------------------------------------------------------------------

    def freeze(self, by: Person, notice: str) -> str:
        """Freeze a notice as it stands, and give its digest."""
        desk = self.teller.desk
        digest = desk.notices.view(by, self.id, notice).digest
        desk.notices.freeze(by, self.id, notice, seen=digest)
        self.teller.clock.step()
        return digest

    def ask(self, by: Person, notice: str) -> str:
        """Freeze a notice and ask for its approval, with a reason for whatever stops it."""
        digest = self.freeze(by, notice)
        page = self.teller.desk.approvals.view(by, self.id, notice)
        accepted = {rule: KNOWN for rule, _ in page.stopping_rules}
        self.teller.desk.approvals.request(by, self.id, notice, seen=digest, accepted=accepted)
        self.teller.clock.step()
        return digest

    def approve(self, notice: str, digest: str, *people: Person) -> None:
        """Have people approve a text, one after the other."""
        for person in people:
            self.teller.desk.approvals.approve(person, self.id, notice, seen=digest)
            self.teller.clock.step()

    def refuse(self, by: Person, notice: str, digest: str, reason: str) -> None:
        """Refuse a text."""
        self.teller.desk.approvals.refuse(by, self.id, notice, seen=digest, reason=reason)
        self.teller.clock.step()

    def release(self, by: Person, notice: str, digest: str) -> None:
        """Release a text that everybody has approved."""
        self.teller.desk.approvals.release(by, self.id, notice, seen=digest)
        self.teller.clock.step()

    def given(
        self, by: Person, notice: str, recipient: str, channel: str, *, reference: str = ""
    ) -> None:
        """Record that a released text was sent just now."""
        giving = Giving(recipient, channel, self.teller.clock(), reference)
        self.teller.desk.submissions.record(by, self.id, notice, giving)
        self.teller.clock.step()

    def out(
        self,
        drafter: Person,
        notice: str,
        approvers: tuple[Person, ...],
        releaser: Person,
        *,
        to: tuple[str, str],
    ) -> None:
        """Take a text all the way: asked for, approved, released and sent."""
        digest = self.ask(drafter, notice)
        self.approve(notice, digest, *approvers)
        self.release(releaser, notice, digest)
        self.given(releaser, notice, *to)


@dataclass(frozen=True, slots=True)
class Teller:
    """Has the people of a story and the desk they work at.

    Attributes:
        clock: The clock of the desk.
    """

    desk: Desk
    clock: StoryClock

    def at(self, text: str) -> None:
        """Let the story go on at an instant, in London time."""
        self.clock.set(london(text))

    def owner(self, name: str, organisation: Organisation) -> Person:
        """Let the first owner begin, with an organisation."""
        token = self.desk.people.links.first_owner_link()
        if token is None:
            message = "A story begins on an empty desk."
            raise ValueError(message)
        newcomer = Newcomer(name, _address(name))
        signed_in = self.desk.people.links.become_owner(
            token, newcomer, password=_secret(), organisation=organisation.name
        )
        self.clock.step()
        return signed_in.person

    def join(
        self, owner: Person, name: str, *roles: Role, acts_as: tuple[Capacity, ...] = ()
    ) -> Person:
        """Invite somebody, and let them join."""
        newcomer = Newcomer(name, _address(name), frozenset(roles), frozenset(acts_as))
        link = self.desk.people.links.invite(owner, newcomer)
        joined = self.desk.people.links.join(link.token, password=_secret())
        self.clock.step()
        return joined.person

    def organisation(self, owner: Person, held: Organisation) -> UUID:
        """Add an organisation with its profile and its entities, unless it is there."""
        desk = self.desk.organisations
        there = {each.name: each.id for each in desk.list()}
        made = there.get(held.name) or desk.add(owner, held.name)
        desk.record_answers(owner, made, held.profile, seen=desk.get(owner, made).number)
        for entity in held.entities:
            desk.save_entity(owner, made, replace(entity, id=""), seen=desk.get(owner, made).number)
        self.clock.step()
        return made

    def open(self, by: Person, title: str, organisation: UUID, *team: Person) -> Incident:
        """Open an incident, with a team."""
        made = self.desk.incidents.open(by, title=title, organisation_id=organisation)
        for person in team:
            self.desk.incidents.add(by, made, person.id)
        self.clock.step()
        return Incident(self, made)


def _answer(version: FactVersion, now: datetime | None) -> NewVersion:
    record = version.record
    return NewVersion(
        key=f"{record}{NEW_ENTRY}" if record else version.key,
        seen=0,
        change=Change.FIRST,
        standing=version.standing,
        value=version.value,
        fields=version.fields,
        true_at=now or version.true_at,
        ceiling=version.ceiling,
        support=version.support,
    )


def _address(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.org"


def _secret() -> str:
    """Give a password nobody knows: in the example one signs in by choosing a person."""
    return f"{uuid4()} {uuid4()}"

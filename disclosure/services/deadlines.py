"""Deadlines: the list over all incidents, those of one, their owners, and why one is late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.casefile.values import clean_text
from disclosure.facts.instants import LONDON
from disclosure.law.deadlines import ClockState
from disclosure.outputs.calendar_file import CalendarEntry, calendar_file
from disclosure.outputs.deadline_words import present_state
from disclosure.outputs.timeline import TimelineInputs, starts_of, timeline
from disclosure.problems import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    Problem,
    RuleError,
    ValueRefusedError,
)
from disclosure.services.deadline_law import dated_duties, dressed
from disclosure.services.deadline_pages import (
    LATE,
    NO_DEADLINE,
    PAGE,
    Line,
    OfIncident,
    Wall,
    lines_of,
    most_first,
)
from disclosure.services.deadline_rows import (
    STAGE,
    clocks,
    overtaken_texts,
    profile_questions,
    reminders,
)
from disclosure.signoff.people import Role
from disclosure.store import deadlines as store
from disclosure.store import outbox
from disclosure.store.deadlines import JUDGEMENT, OVERTAKEN, PROFILE, Clock, Whose
from disclosure.store.incidents import every_incident, incident_by_id, incident_for, load_case
from disclosure.store.organisations import newest_number
from disclosure.store.teams import team_of
from disclosure.trail.actions import INSTALLATION, Action

if TYPE_CHECKING:
    from datetime import date, datetime

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Case
    from disclosure.services.assessments import Assessments
    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transaction, Transactions

LONGEST_REASON = 2000
WORKERS = (Role.RECORDER, Role.DRAFTER, Role.APPROVER, Role.RELEASER)
"""Who may see to a deadline, and give one to somebody."""
NO_PART = (
    "Deadlines are taken and given by recorders, drafters, approvers and releasers. Ask an owner "
    "for one of these roles."
)


@dataclass(frozen=True, slots=True)
class Ahead:
    """The deadlines of a new incident, and what they were worked out from.

    Attributes:
        number: The version of the organisation.
    """

    clocks: tuple[Clock, ...]
    law_as_of: date
    organisation_id: UUID
    number: int


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Keeps the list of deadlines, and shows it.

    Attributes:
        address: The address people reach the product at.
        on_change: What follows from a reason for being late, within its transaction.
    """

    transactions: Transactions
    catalogue: Catalogue
    assessments: Assessments
    address: str = ""
    on_change: tuple[Callable[[Transaction, UUID], None], ...] = ()

    # ---- Following the truth -------------------------------------------------------------

    def refresh(self, tx: Transaction, incident_id: UUID) -> None:
        """Rewrite the deadlines and reminders of an incident.

        Called in the transaction that changes what they follow from: facts, judgements,
        submissions, the profile.
        """
        self._refresh(tx, incident_id)

    def _refresh(self, tx: Transaction, incident_id: UUID) -> bool:
        tx.claim(incident_id)
        incident = incident_by_id(tx, incident_id)
        made = self._clocks(load_case(tx, incident))
        changed = store.rewrite_clocks(tx, incident_id, made)
        wanted = () if incident.closed_at else reminders(made, self.catalogue.reminders)
        outbox.plan(tx, incident_id, wanted)
        return changed

    def ahead(self, case: Case, organisation_id: UUID, number: int) -> Ahead:
        """Work out the deadlines of a case before anybody need wait for them to be written.

        Args:
            case: A new case, in which nothing has been recorded.
            organisation_id: Whom it happened to.
            number: The version of the organisation that the case says.
        """
        return Ahead(self._clocks(case), case.law_as_of, organisation_id, number)

    def begin(self, tx: Transaction, incident_id: UUID, ahead: Ahead) -> None:
        """Write the deadlines of an incident that was opened just now, as they were worked out.

        Where the organisation or the day of the law is another by now, they are worked out anew.
        """
        is_same_day = ahead.law_as_of == tx.at.astimezone(LONDON).date()
        if is_same_day and newest_number(tx, ahead.organisation_id) == ahead.number:
            store.add_clocks(tx, incident_id, ahead.clocks)
            outbox.plan_first(tx, incident_id, reminders(ahead.clocks, self.catalogue.reminders))
        else:
            self._refresh(tx, incident_id)

    def _clocks(self, case: Case) -> tuple[Clock, ...]:
        assessment = self.assessments.assess(case, with_watched=False)
        vocabulary = self.catalogue.vocabulary
        duties = dated_duties(assessment.duties, self.catalogue, assessment.law_as_of)
        labels = {question.key: question.label for question in vocabulary.profile.values()}
        known = case.known_at(case.at)
        made = clocks(known, duties, vocabulary.judgements)
        titles = {notice.id: notice.title for notice in self.catalogue.every_notice}
        own = self.catalogue.of(case.organisation.name)
        texts = overtaken_texts(known, titles, own.reach_each)
        return (*made, *profile_questions(duties, labels), *texts)

    def rebuild(self) -> int:
        """Make the lists anew from what was recorded; give the number of incidents."""
        with self.transactions.read() as tx:
            incidents = every_incident(tx)
        different = 0
        for incident_id in incidents:
            with self.transactions.begin(None) as tx:
                different += self._refresh(tx, incident_id)
        with self.transactions.begin(None) as tx:
            tx.record(
                Action.PROJECTIONS_REBUILT,
                chain=INSTALLATION,
                detail={"incidents": len(incidents), "different": different},
            )
        return len(incidents)

    # ---- Reading -------------------------------------------------------------------------

    def wall(self, person: Person, *, whose: Whose = Whose.ALL, page: int = 1) -> Wall:
        """List what is due, over all incidents somebody may see; nothing is worked out anew.

        Args:
            person: Who looks.
            whose: Everybody's, one's own, or those nobody sees to.
            page: Which hundred, from 1.
        """
        with self.transactions.read() as tx:
            first = (page - 1) * PAGE
            rows, total = store.wall(tx, person, whose=whose, first=first, count=PAGE)
            asked = store.questions(tx, person, whose=whose, count=PAGE) if page == 1 else ()
            listed = dressed(rows, self.catalogue, tx.at.date())
            to_judge = most_first(row for row in asked if row.clock.kind == JUDGEMENT)
            profile = tuple(row for row in asked if row.clock.kind == PROFILE)
            texts = tuple(row for row in asked if row.clock.kind == OVERTAKEN)
            return Wall(listed, tx.at, total, page, whose, to_judge, profile, texts)

    def of_incident(
        self, person: Person, incident_id: UUID, *, starts_at: datetime | None = None
    ) -> OfIncident:
        """Give every deadline of an incident, worked out for this moment.

        Args:
            person: Who looks.
            incident_id: The incident.
            starts_at: Where the picture of the first hours begins, aware.

        Raises:
            NotFoundError: It does not exist or is not theirs to see.
        """
        with self.transactions.read() as tx:
            incident = incident_for(tx, person, incident_id)
            case = load_case(tx, incident)
            owners = store.owners_of(tx, incident_id)
            team = team_of(tx, incident_id)
        known = case.known_at(case.at)
        duties = dated_duties(self.assessments.assess(case).duties, self.catalogue, case.law_as_of)
        picture = TimelineInputs(
            known=known,
            duties=duties,
            vocabulary=self.catalogue.vocabulary,
            calendars=self.catalogue.law.calendars,
            opened_at=incident.opened_at,
            audiences={a.id: a.title for a in self.catalogue.audiences.values()},
            starts_at=starts_at,
        )
        return OfIncident(
            incident=incident,
            now=case.at,
            lines=lines_of(incident, known, duties, owners, self.catalogue),
            timeline=timeline(picture),
            starts={**starts_of(known), "opened": incident.opened_at},
            team=team,
        )

    def calendar(self, person: Person, incident_id: UUID, deadline: str = "") -> bytes:
        """Give one deadline of an incident, or all open ones, as a calendar file.

        Raises:
            NotFoundError: There is no such deadline, or none with a time.
        """
        shown = self.of_incident(person, incident_id)
        wanted = [shown.line(deadline)] if deadline else [li for li in shown.lines if li.is_listed]
        entries = [entry for line in wanted if (entry := self._entry(line))]
        if deadline and not entries:
            raise NotFoundError(NO_DEADLINE)
        return calendar_file(entries, stamped_at=shown.now)

    def _entry(self, line: Line) -> CalendarEntry | None:
        clock, due = line.clock, line.clock.due_at
        at = due or line.review_at
        if at is None:
            return None
        length = due - clock.starts_at if due and clock.starts_at else None
        return CalendarEntry(
            incident_id=line.listed.incident_id,
            deadline=clock.deadline,
            at=at,
            link=f"{self.address}/incidents/{line.listed.incident_id}/deadlines",
            warn_before=self.catalogue.reminders.before(length),
            is_review=due is None or line.is_review,
        )

    # ---- Owners and reasons --------------------------------------------------------------

    def take(self, person: Person, incident_id: UUID, deadline: str, seen: str = "") -> None:
        """See to a deadline oneself.

        Args:
            person: Who takes it.
            incident_id: The incident.
            deadline: Its key.
            seen: The id of who saw to it on the page; nobody takes over unawares.

        Raises:
            ConflictError: Somebody else has taken it meanwhile.
            ForbiddenError: The person has no part in the work.
            NotFoundError: There is no such deadline, or the incident is not theirs to see.
        """
        self._assign(person, incident_id, deadline, person.id, seen=(seen, str(person.id)))

    def assign_owner(
        self, person: Person, incident_id: UUID, deadline: str, owner_id: UUID | None
    ) -> None:
        """Let somebody on the team see to a deadline, or nobody.

        Raises:
            ForbiddenError: The person has no part in the work.
            NotFoundError: There is no such deadline, or the incident is not theirs to see.
            RuleError: The owner is not on the team.
        """
        self._assign(person, incident_id, deadline, owner_id)

    def _assign(
        self,
        person: Person,
        incident_id: UUID,
        deadline: str,
        owner_id: UUID | None,
        *,
        seen: tuple[str, ...] = (),
    ) -> None:
        if not person.may(*WORKERS):
            raise ForbiddenError(NO_PART)
        with self.transactions.begin(person) as tx:
            incident_for(tx, person, incident_id)
            tx.claim(incident_id)
            if deadline not in _to_see_to(tx, incident_id):
                raise NotFoundError(NO_DEADLINE)
            members = {member.id: member.name for member in team_of(tx, incident_id)}
            if owner_id is not None and owner_id not in members:
                raise RuleError(
                    "owner-on-team",
                    "Whoever sees to a deadline must be able to see the incident. Add them to "
                    "the team first.",
                )
            held = store.owners_of(tx, incident_id).get(deadline)
            held_by = held[0] if held else None
            if held and seen and str(held_by) not in seen:
                message = f"{held[1]} has taken this deadline meanwhile. Ask them before you do."
                raise ConflictError("owner-changed", message)
            if held_by == owner_id:
                return
            store.set_owner(tx, incident_id, deadline, owner_id)
            tx.record(
                Action.OWNER_ASSIGNED,
                chain=incident_id,
                subject=deadline,
                detail={
                    "owner": str(owner_id or ""),
                    "name": members[owner_id] if owner_id else "nobody",
                },
            )

    def give_late_reason(
        self, person: Person, incident_id: UUID, deadline: str, reason: str
    ) -> None:
        """Record why a stage is late; the notice says it.

        Raises:
            ForbiddenError: The person neither records nor drafts.
            InvalidInputError: No reason is given, or too long a one.
            NotFoundError: There is no such deadline, or the incident is not theirs to see.
            RuleError: It is not late.
        """
        _must_work_on(person)
        words = _reason(reason)
        with self.transactions.begin(person) as tx:
            incident = incident_for(tx, person, incident_id)
            obligation, _, stage = deadline.partition("/")
            found = [c for c in self._clocks(load_case(tx, incident)) if c.deadline == deadline]
            if not found or found[0].kind != STAGE:
                raise NotFoundError(NO_DEADLINE)
            state = present_state(ClockState(found[0].state), found[0].due_at, tx.at)
            if state not in LATE:
                raise RuleError(
                    "not-late",
                    "This deadline has not passed, so there is no delay to give a reason for. "
                    "Give the notice in time, or come back when it is late.",
                )
            store.add_late_reason(tx, incident_id, (obligation, stage), words, person)
            tx.record(
                Action.LATE_REASON_GIVEN,
                chain=incident_id,
                subject=deadline,
                detail={"title": found[0].title},
                reason=words,
            )
            for follow in self.on_change:
                follow(tx, incident_id)


def _to_see_to(tx: Transaction, incident_id: UUID) -> frozenset[str]:
    """Give the deadlines somebody can see to.

    A gap in the profile is its owners' to close, and a text is put right by whoever drafts.
    """
    made = store.clocks_of(tx, incident_id)
    return frozenset(clock.deadline for clock in made if clock.kind not in (PROFILE, OVERTAKEN))


def _must_work_on(person: Person) -> None:
    if not person.may(Role.RECORDER, Role.DRAFTER):
        raise ForbiddenError(
            "Only a recorder or a drafter gives the reason for a delay. Ask an owner for the role."
        )


def _reason(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        wrong, allowed = "No reason is given.", "Write what held it up, as it was."
        raise InvalidInputError([Problem("form", "reason", wrong, allowed)])
    if len(words) > LONGEST_REASON:
        wrong = f"The reason has {len(words)} characters; {LONGEST_REASON} fit."
        raise InvalidInputError([Problem("form", "reason", wrong, "Shorten it.")])
    try:
        return clean_text(words)
    except ValueRefusedError as error:
        raise InvalidInputError([Problem("form", "reason", error.wrong, error.allowed)]) from None

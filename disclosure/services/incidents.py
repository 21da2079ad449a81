"""Incidents: open one in a minute, decide who sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from disclosure.casefile.values import clean_text
from disclosure.problems import (
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    Problem,
    RuleError,
    ValueRefusedError,
)
from disclosure.signoff.people import Role
from disclosure.store import incidents, teams
from disclosure.store.organisations import may_choose
from disclosure.store.trail import latest_entries, notices_of
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosure.services.deadlines import Ahead, Deadlines
    from disclosure.signoff.people import Person
    from disclosure.store.incidents import Incident
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.trail.entries import Entry

__all__ = ["Incident", "Incidents", "Recent", "Team"]

LONGEST_TITLE = 120
NOT_TO_CHOOSE = "This is none of the organisations you can choose."
ASK_OWNER = "If it happened to another one, ask an owner to open the incident and add you."


@dataclass(frozen=True, slots=True)
class Incidents:
    """Opens incidents and keeps their teams.

    Attributes:
        deadlines: Sets the deadlines of a new incident; None where none are kept.
    """

    transactions: Transactions
    deadlines: Deadlines | None = None

    def open(
        self, person: Person, *, title: str, organisation_id: UUID | None = None, once: str = ""
    ) -> UUID:
        """Open an incident now; whoever opens it is its team.

        Args:
            person: Who opens it.
            title: What people will call it.
            organisation_id: Whom it happened to; the only organisation there is when not given.
            once: The token of the form, so that sending it twice opens one incident.

        Raises:
            ForbiddenError: The person may not record.
            InvalidInputError: The title is refused, or the organisation is not theirs to choose.
        """
        if not person.may(Role.RECORDER, Role.DRAFTER, Role.OWNER):
            message = "Only a recorder, a drafter or an owner opens an incident. Ask an owner."
            raise ForbiddenError(message)
        words = _title(title)
        incident_id = uuid4()
        # Everything that can be known before is worked out before: others wait to write, too.
        with self.transactions.read() as tx:
            chosen = organisation_id or teams.only_organisation(tx)
            if not may_choose(tx, person, chosen):
                raise InvalidInputError([Problem("", "organisation", NOT_TO_CHOOSE, ASK_OWNER)])
            ahead = self._ahead(tx, incident_id, words, chosen)
        with self.transactions.begin(person) as tx:
            done = teams.first_outcome(tx, once, person, str(incident_id))
            if done:
                return UUID(done)
            new = teams.NewIncident(incident_id, words, chosen)
            teams.add_incident(tx, new, person)
            tx.record(
                Action.INCIDENT_OPENED,
                chain=incident_id,
                subject=incident_id,
                detail={"title": words},
            )
            if self.deadlines and ahead:
                self.deadlines.begin(tx, incident_id, ahead)
        return incident_id

    def _ahead(
        self, tx: Transaction, incident_id: UUID, title: str, organisation_id: UUID
    ) -> Ahead | None:
        """Work out the deadlines of an incident in which nothing has been recorded yet."""
        if self.deadlines is None:
            return None
        organisation, number = incidents.newest_organisation(tx, organisation_id, tx.at)
        case = incidents.new_case(incident_id, title, organisation, tx.at)
        return self.deadlines.ahead(case, organisation_id, number)

    def get(self, person: Person, incident_id: UUID) -> Incident:
        """Give an incident to somebody on its team.

        Raises:
            NotFoundError: It does not exist or is not theirs to see.
        """
        with self.transactions.read() as tx:
            return incidents.incident_for(tx, person, incident_id)

    def list(self, person: Person) -> tuple[Incident, ...]:
        """Give the incidents somebody may see, the newest first."""
        with self.transactions.read() as tx:
            return incidents.incidents_of(tx, person)

    def recent(self, person: Person, incident_id: UUID, count: int = 8) -> Recent:
        """Give what happened last in an incident, the newest first."""
        with self.transactions.read() as tx:
            incidents.incident_for(tx, person, incident_id)
            entries = latest_entries(tx, incident_id, count)
            return Recent(entries, notices_of(tx, incident_id))

    def rename(self, person: Person, incident_id: UUID, title: str) -> None:
        """Give an incident another title.

        Raises:
            InvalidInputError: The title is refused; says why.
        """
        _must_record(person)
        words = _title(title)
        with self.transactions.begin(person) as tx:
            before = incidents.incident_for(tx, person, incident_id)
            teams.set_title(tx, incident_id, words)
            tx.record(
                Action.INCIDENT_RENAMED,
                chain=incident_id,
                subject=incident_id,
                detail={"from": before.title, "to": words},
            )

    # ---- The team ------------------------------------------------------------------------

    def team(self, person: Person, incident_id: UUID) -> Team:
        """Give who sees an incident, and who could be added."""
        with self.transactions.read() as tx:
            incident = incidents.incident_for(tx, person, incident_id)
            members = teams.team_of(tx, incident_id)
            others = teams.people_beside(tx, incident_id)
            return Team(incident, members, others)

    def add(self, person: Person, incident_id: UUID, member_id: UUID) -> None:
        """Let somebody see an incident; anybody on the team who has a role may.

        Raises:
            ForbiddenError: The person has no role.
            NotFoundError: There is no such person.
        """
        _must_have_a_role(person)
        with self.transactions.begin(person) as tx:
            incidents.incident_for(tx, person, incident_id)
            member = teams.active_person(tx, member_id)
            if member is None:
                message = "There is nobody of that name who can sign in."
                raise NotFoundError(message)
            if teams.join_team(tx, incident_id, member_id):
                tx.record(
                    Action.TEAM_JOINED,
                    chain=incident_id,
                    subject=member_id,
                    detail={"name": member.name},
                )

    def remove(self, person: Person, incident_id: UUID, member_id: UUID) -> None:
        """Take somebody off a team.

        Raises:
            ForbiddenError: The person has no role.
            RuleError: Nobody would be left.
        """
        _must_have_a_role(person)
        with self.transactions.begin(person) as tx:
            incidents.incident_for(tx, person, incident_id)
            members = {row.id: row.name for row in teams.team_of(tx, incident_id)}
            if member_id not in members:
                return
            if len(members) == 1:
                message = "Nobody would see this incident any more. Add somebody else first."
                raise RuleError("last-of-team", message)
            teams.leave_team(tx, incident_id, member_id)
            tx.record(
                Action.TEAM_LEFT,
                chain=incident_id,
                subject=member_id,
                detail={"name": members[member_id]},
            )


@dataclass(frozen=True, slots=True)
class Recent:
    """What happened last.

    Attributes:
        entries: The newest first.
        notices: What the notices named in them are: the id in the catalogue, by their own id.
    """

    entries: tuple[Entry, ...]
    notices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Team:
    """Who sees an incident.

    Attributes:
        others: People who can sign in and do not see it.
    """

    incident: Incident
    members: tuple[Person, ...]
    others: tuple[Person, ...]


def _title(text: str) -> str:
    """Give a title on one line.

    Raises:
        InvalidInputError: It holds markup or characters nobody sees.
    """
    words = " ".join(text.split())[:LONGEST_TITLE]
    try:
        return clean_text(words)
    except ValueRefusedError as error:
        raise InvalidInputError([Problem("", "title", error.wrong, error.allowed)]) from None


def _must_record(person: Person) -> None:
    if not person.may(Role.RECORDER, Role.DRAFTER):
        message = "Only a recorder or a drafter changes an incident. Ask an owner for the role."
        raise ForbiddenError(message)


def _must_have_a_role(person: Person) -> None:
    if not person.roles:
        message = "You have no role here, so you read and change nothing. Ask an owner for one."
        raise ForbiddenError(message)

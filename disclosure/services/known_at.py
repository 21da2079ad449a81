"""An incident as it was known at an instant: nothing recorded later is in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.problems import InvalidInputError, Problem
from disclosure.services.deadline_pages import Line, lines_of
from disclosure.services.fact_pages import PageView, page_view
from disclosure.services.known_texts import (
    AudienceTold,
    Happened,
    ReleasedText,
    audiences_told,
    released_texts,
)
from disclosure.services.notice_pages import Index
from disclosure.store import judgements
from disclosure.store.incidents import incident_for
from disclosure.store.past import past
from disclosure.store.trail_pages import Around, around, doings_of
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from disclosure.services.duties import Duties, DutiesView
    from disclosure.services.notice_texts import Loaded
    from disclosure.services.notices import Notices
    from disclosure.signoff.people import Person
    from disclosure.store.incidents import Incident
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.trail.entries import Entry
    from disclosure.words.drafts import Draft

__all__ = ["KnownAt", "KnownState"]

CHANGED_IN_PLACE = (
    Action.INCIDENT_OPENED,
    Action.INCIDENT_RENAMED,
    Action.INCIDENT_CLOSED,
    Action.INCIDENT_REOPENED,
    Action.TEAM_JOINED,
    Action.TEAM_LEFT,
    Action.OWNER_ASSIGNED,
)
"""Entries from which follows what is kept without its earlier versions."""


@dataclass(frozen=True, slots=True)
class InPlace:
    """What an incident had been given by an instant, of what is kept without earlier versions.

    Attributes:
        team: The names of who saw the incident, by id.
        owners: Who saw to each deadline: id and name, by key.
    """

    title: str
    is_closed: bool
    team: Mapping[str, str]
    owners: Mapping[str, tuple[UUID, str]]


@dataclass(frozen=True, slots=True)
class KnownState:
    """An incident as its pages showed it at an instant.

    Attributes:
        at: The instant, aware.
        incident: The incident under the title it bore then.
        team: The names of who saw it, in order.
        facts: Every question page with what was recorded.
        duties: Every duty under the law of that day, and what had been judged.
        deadlines: Every deadline with its state, its owner and the reason for its being late.
        notices: The notices at hand, each with how far it had come.
        drafts: What each of them said then: the text released, or else the working draft.
        released: Every text that had been released.
        told: What each audience had been told, and what had been reported without a text.
    """

    at: datetime
    incident: Incident
    is_closed: bool
    team: tuple[str, ...]
    facts: tuple[PageView, ...]
    duties: DutiesView
    deadlines: tuple[Line, ...]
    notices: Index
    drafts: Mapping[str, Draft]
    released: tuple[ReleasedText, ...]
    told: tuple[AudienceTold, ...]


@dataclass(frozen=True, slots=True)
class KnownAt:
    """Gives an incident as it was known, with the same readings that its pages use."""

    transactions: Transactions
    duties: Duties
    notices: Notices

    def state(self, person: Person, incident_id: UUID, at: datetime | None = None) -> KnownState:
        """Give an incident as it was known at an instant, to somebody on its team today.

        Args:
            person: Who looks.
            incident_id: The incident.
            at: The instant, aware; now when not given.

        Raises:
            InvalidInputError: The instant lies before the incident was opened, or in the future.
            NotFoundError: The incident does not exist or is not theirs to see.
        """
        with self.transactions.read() as tx:
            incident = incident_for(tx, person, incident_id)
            instant = at or tx.at
            _check(instant, incident, tx.at)
            return self._state(past(tx, instant), incident)

    def around(self, person: Person, incident_id: UUID, at: datetime) -> Around:
        """Give the entries of the trail around an instant, to step from one to the next.

        Raises:
            NotFoundError: The incident does not exist or is not theirs to see.
        """
        with self.transactions.read() as tx:
            incident_for(tx, person, incident_id)
            return around(tx, incident_id, at)

    def _state(self, tx: Transaction, incident: Incident) -> KnownState:
        held = in_place(doings_of(tx, incident.id, CHANGED_IN_PLACE))
        then = replace(incident, title=held.title or incident.title)
        loaded = replace(self.notices.texts.load_known(tx, then), team=())
        then = replace(then, organisation_name=loaded.case.organisation.name)
        happened = Happened.of(tx, incident.id)
        drafts = self._drafts(loaded)
        duties = self.duties.view_of(loaded.case, judgements.judged(tx, incident.id))
        catalogue = self.duties.catalogue
        return KnownState(
            at=tx.at,
            incident=then,
            is_closed=held.is_closed,
            team=tuple(sorted(held.team.values())),
            facts=tuple(
                page_view(catalogue, page, loaded.case, tx.at) for page in catalogue.intake
            ),
            duties=duties,
            deadlines=lines_of(
                then, loaded.known, loaded.assessment.duties, held.owners, catalogue
            ),
            notices=_without_team(self.notices.index_of(loaded)),
            drafts=drafts,
            released=released_texts(happened),
            told=audiences_told(happened, catalogue, drafts),
        )

    def _drafts(self, loaded: Loaded) -> Mapping[str, Draft]:
        """Give what each notice at hand says: what was released, or else the working draft."""
        texts = self.notices.texts
        ones = texts.at_hand(loaded)
        working = texts.working(loaded, [one for one in ones if not one.is_out])
        drafts = {name: each.draft for name, each in working.items()}
        out = {one.notice.id: one.frozen.draft for one in ones if one.is_out and one.frozen}
        return {one.notice.id: {**drafts, **out}[one.notice.id] for one in ones}


def in_place(entries: Iterable[Entry]) -> InPlace:
    """Give what follows from the entries about title, team and owners, in their order."""
    title, is_closed = "", False
    team: dict[str, str] = {}
    owners: dict[str, tuple[UUID, str]] = {}
    for entry in entries:
        name = str(entry.detail.get("name") or "")
        match entry.action:
            case Action.INCIDENT_OPENED:
                title = str(entry.detail.get("title") or "")
                team[entry.actor] = entry.actor_name
            case Action.INCIDENT_RENAMED:
                title = str(entry.detail.get("to") or "")
            case Action.INCIDENT_CLOSED | Action.INCIDENT_REOPENED:
                is_closed = entry.action is Action.INCIDENT_CLOSED
            case Action.TEAM_JOINED:
                team[entry.subject] = name
            case Action.TEAM_LEFT:
                team.pop(entry.subject, None)
            case Action.OWNER_ASSIGNED:
                owners.pop(entry.subject, None)
                owner = entry.detail.get("owner")
                if owner:
                    owners[entry.subject] = UUID(str(owner)), name
            case _:
                pass
    return InPlace(title, is_closed, team, owners)


def _without_team(index: Index) -> Index:
    """Leave out who could decide: that is advice to a team, and the roles of then are not kept."""
    return replace(
        index, lines=tuple(replace(line, blocked="") for line in index.lines), order=None
    )


def _check(at: datetime, incident: Incident, now: datetime) -> None:
    if at < incident.opened_at:
        wrong = "The incident had not been opened by then, so nothing was recorded."
        raise InvalidInputError([Problem("form", "day", wrong, "Choose a later time.")])
    if at > now:
        wrong = "This lies in the future."
        raise InvalidInputError([Problem("form", "day", wrong, "Choose an earlier time.")])

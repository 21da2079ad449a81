"""The trail of an incident as its page shows it: sentences, a page at a time, and its check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.services.trail_subjects import About, Subjects, wanted_versions
from disclosure.store import trail_pages as rows
from disclosure.store.incidents import incident_for
from disclosure.store.notices import begun_of
from disclosure.store.trail import whole_chain
from disclosure.trail.actions import Action
from disclosure.trail.entries import Entry, first_break
from disclosure.trail.sentences import TELLS, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from disclosure.catalogue.load import Catalogue
    from disclosure.signoff.people import Person
    from disclosure.store.incidents import Incident
    from disclosure.store.trail_pages import Kept
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.trail.entries import Break

PAGE = 50
CHECKED_AT_ONCE = 1000
"""A chain of at most so many entries is checked whenever its page is looked at."""
PROGRAM = "program"
"""Who acts where no person does, among the people to choose from."""


class Kind(StrEnum):
    """A kind of action, to narrow the trail to."""

    FACTS = "facts"
    JUDGEMENTS = "judgements"
    NOTICES = "notices"
    APPROVALS = "approvals"
    DEADLINES = "deadlines"
    TEAM = "team"
    RECORD = "record"


_ACTIONS: Mapping[Kind, frozenset[Action]] = {
    Kind.FACTS: frozenset({Action.FACT_RECORDED, Action.ENTRIES_ORDERED}),
    Kind.JUDGEMENTS: frozenset(
        {
            Action.JUDGEMENT_MADE,
            Action.JUDGEMENT_REVIEWED,
            Action.JUDGEMENT_CONFIRMED,
            Action.JUDGED_FREE_OF_INSIDE_INFORMATION,
        }
    ),
    Kind.NOTICES: frozenset(
        {
            Action.NOTICE_BEGUN,
            Action.SENTENCE_EDITED,
            Action.SENTENCE_LET_STAND,
            Action.NOTICE_FROZEN,
            Action.NOTICE_SUPERSEDED,
            Action.NOTICE_RELEASED,
            Action.NOTICE_GIVEN,
            Action.RECEIPT_ADDED,
            Action.NOTICE_RETURNED,
            Action.SENTENCE_REFUSED,
            Action.DOCUMENT_MADE,
        }
    ),
    Kind.APPROVALS: frozenset(
        {
            Action.APPROVAL_REQUESTED,
            Action.NOTICE_APPROVED,
            Action.NOTICE_REFUSED,
            Action.REQUEST_WITHDRAWN,
            Action.NOTICE_RELEASED,
        }
    ),
    Kind.DEADLINES: frozenset(
        {
            Action.OWNER_ASSIGNED,
            Action.LATE_REASON_GIVEN,
            Action.REMINDER_SENT,
            Action.REMINDER_FAILED,
            Action.REMINDER_DROPPED,
            Action.LIBRARY_CHANGED,
        }
    ),
    Kind.TEAM: frozenset(
        {
            Action.INCIDENT_OPENED,
            Action.INCIDENT_RENAMED,
            Action.INCIDENT_CLOSED,
            Action.INCIDENT_REOPENED,
            Action.TEAM_JOINED,
            Action.TEAM_LEFT,
        }
    ),
}
OF_KIND: Mapping[Kind, frozenset[Action]] = {
    **_ACTIONS,
    # What is done to the record itself, and whatever is of no other kind.
    Kind.RECORD: frozenset(TELLS) - frozenset().union(*_ACTIONS.values()),
}
"""The actions of each kind. A release is looked for among the notices and the approvals."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the trail; what is not named does not narrow.

    Attributes:
        who: The id of a person, or `program`.
        about: A subject, as entries name it.
        day: A day in the incident's zone.
        oldest_first: In which order.
        after: The number of the entry after which the page begins, in that order.
        before: The number of the entry before which the page ends, in that order.
        check: Check the chain, however long it is.
    """

    who: str = ""
    kind: Kind | None = None
    about: str = ""
    day: date | None = None
    oldest_first: bool = False
    after: int = 0
    before: int = 0
    check: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything narrows it."""
        return bool(self.who or self.kind or self.about or self.day)


@dataclass(frozen=True, slots=True)
class TrailLine:
    """An entry in words.

    Attributes:
        digest: The digest that is stored for it.
        words: What was done, in one sentence.
    """

    entry: Entry
    digest: str
    words: str
    about: About


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """Whether the chain of an incident holds.

    Attributes:
        broken: The first place where it does not; None where all of it holds.
    """

    broken: Break | None


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of the trail.

    Attributes:
        lines: The entries of this page.
        found: How many entries there are on all pages together.
        length: How many entries the chain has.
        head: The digest of the last of them.
        check: None where the chain is too long to check whenever somebody looks.
        people: Whoever has an entry, id and name.
        subjects: What entries are about, id and name.
        is_first: There is nothing before this page.
        is_last: There is nothing after it.
    """

    lines: tuple[TrailLine, ...]
    found: int
    length: int
    head: str
    check: ChainCheck | None
    people: tuple[tuple[str, str], ...]
    subjects: tuple[tuple[str, str], ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class Trails:
    """Shows the trail of incidents."""

    transactions: Transactions
    catalogue: Catalogue

    def page(self, person: Person, incident_id: UUID, asked: Asked) -> TrailPage:
        """Give a page of the trail; a fixed number of statements, however long it is.

        Raises:
            NotFoundError: The incident does not exist or is not theirs to see.
        """
        with self.transactions.read() as tx:
            incident = incident_for(tx, person, incident_id)
            wanted = _wanted(asked, incident)
            found, is_first, is_last = _page(tx, incident_id, wanted, asked)
            length, head = rows.head_of(tx, incident_id)
            named = rows.subjects_of(tx, incident_id)
            subjects = self._subjects(tx, incident, [kept.entry for kept in found], named)
            return TrailPage(
                lines=tuple(_line(kept, subjects) for kept in found),
                found=rows.count_of(tx, incident_id, wanted),
                length=length,
                head=head,
                check=_check(tx, incident_id, head, length, asked),
                people=tuple(
                    (actor or PROGRAM, name) for actor, name in rows.people_of(tx, incident_id)
                ),
                subjects=_choices(subjects, named),
                is_first=is_first,
                is_last=is_last,
            )

    def _subjects(
        self, tx: Transaction, incident: Incident, entries: Sequence[Entry], named: Sequence[str]
    ) -> Subjects:
        records = self.catalogue.vocabulary.records
        versions = wanted_versions(entries, named, records)
        return Subjects(
            self.catalogue,
            incident.zone,
            {str(each.id): each for each in begun_of(tx, incident.id)},
            rows.versions_named(tx, incident.id, versions),
        )


def _wanted(asked: Asked, incident: Incident) -> rows.Wanted:
    wanted = rows.Wanted(
        actor="" if asked.who == PROGRAM else asked.who or None,
        actions=OF_KIND[asked.kind] if asked.kind else frozenset(),
        subject=asked.about,
    )
    if asked.day is None:
        return wanted
    start = datetime.combine(asked.day, time(0), incident.zone)
    end = datetime.combine(asked.day + timedelta(days=1), time(0), incident.zone)
    return replace(wanted, since=start, before=end)


def _page(
    tx: Transaction, chain: UUID, wanted: rows.Wanted, asked: Asked
) -> tuple[tuple[Kept, ...], bool, bool]:
    """Give the entries of a page, and whether it is the first and the last one."""
    rising = asked.oldest_first
    if asked.before:
        found = rows.some_of(tx, chain, wanted, PAGE + 1, beyond=asked.before, rising=not rising)
        return found[:PAGE][::-1], len(found) <= PAGE, False
    found = rows.some_of(tx, chain, wanted, PAGE + 1, beyond=asked.after, rising=rising)
    return found[:PAGE], not asked.after, len(found) <= PAGE


def _check(tx: Transaction, chain: UUID, head: str, length: int, asked: Asked) -> ChainCheck | None:
    if length > CHECKED_AT_ONCE and not asked.check:
        return None
    return ChainCheck(first_break(whole_chain(tx, chain), head=head))


def _line(kept: Kept, subjects: Subjects) -> TrailLine:
    about = subjects.about(kept.entry)
    return TrailLine(kept.entry, kept.digest, sentence(kept.entry, about.subject), about)


def _choices(subjects: Subjects, named: Sequence[str]) -> tuple[tuple[str, str], ...]:
    labelled = ((subject, subjects.label(subject)) for subject in named)
    return tuple(sorted((pair for pair in labelled if pair[1]), key=lambda pair: pair[1]))

"""Changes of the law library: noted when the desk starts, told, and never made in silence.

An incident keeps the day of its law. Where a library says something else about that day than the
one before it did, the duties of open incidents may stand otherwise: that is written into their
trail, with every deadline as it was and as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from disclosure.catalogue.changes import compare
from disclosure.catalogue.snapshots import CALENDARS, OBLIGATIONS, snapshot_of, take
from disclosure.law.conditions import Group, Row
from disclosure.law.duties import Outcome
from disclosure.law.library import Change, Kind
from disclosure.store import law_library as store
from disclosure.store.deadlines import clocks_of
from disclosure.store.incidents import incident_by_id, load_case
from disclosure.trail.actions import INSTALLATION, Action

if TYPE_CHECKING:
    from disclosure.catalogue.load import Catalogue
    from disclosure.law.obligations import Obligation
    from disclosure.services.assessments import Assessments
    from disclosure.signoff.people import Person
    from disclosure.store.models import LawLibraryRow
    from disclosure.store.transactions import Transaction, Transactions

SHOWN = 20
"""Changes of the library that are told at once."""
JUDGEMENTS = "judgements"


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline of a duty that a change of the library touches.

    Attributes:
        obligation: The duty's id.
        title: What the duty is called, or its id where it is gone.
        stage: The id of the stage.
        outcome: How the duty stands now; nothing where it is gone.
        due_before: When the stage fell due under the library before, aware.
        due_after: When it falls due now, aware.
    """

    obligation: str
    title: str
    stage: str
    outcome: str
    due_before: datetime | None
    due_after: datetime | None

    @property
    def has_moved(self) -> bool:
        """Say whether the deadline is another one now."""
        return self.due_before != self.due_after


@dataclass(frozen=True, slots=True)
class TouchedIncident:
    """An open incident whose duties a change of the library touched."""

    id: UUID
    title: str
    deadlines: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """A change of the library, as somebody may see it.

    Attributes:
        number: 2 for the first change, and on from there.
        at: When it was noted, aware.
        incidents: The incidents touched whose team one is on.
        others: How many more were touched.
    """

    number: int
    at: datetime
    digest: str
    changes: tuple[Change, ...]
    incidents: tuple[TouchedIncident, ...]
    others: int


@dataclass(frozen=True, slots=True)
class LawChanges:
    """Notes which library the desk runs with, and tells what changed.

    Attributes:
        refresh: Rewrites the list of an incident's deadlines, within its transaction.
    """

    transactions: Transactions
    catalogue: Catalogue
    assessments: Assessments
    refresh: Callable[[Transaction, UUID], None]

    # ---- Noting --------------------------------------------------------------------------

    def note(self) -> tuple[Change, ...]:
        """Note which library the desk runs with; give what changed since it last ran.

        Called when the desk starts. The first library there is changes nothing.
        """
        with self.transactions.begin(None) as tx:
            tx.claim(INSTALLATION)
            present, held = take(self.catalogue, tx.at), store.latest_library(tx)
            changes: tuple[Change, ...] = ()
            if held is None or held.digest != present.digest:
                if held is not None:
                    before = snapshot_of(held.content, "the library noted before")
                    changes = compare(before, present)
                touched = self._touched(tx, changes)
                number = held.number + 1 if held else 1
                plain = [asdict(change) for change in changes]
                store.add_library(tx, number, present.as_plain(), plain, touched)
                tx.record(
                    Action.LIBRARY_NOTED,
                    chain=INSTALLATION,
                    subject=f"library:{number}",
                    detail={
                        "digest": present.digest,
                        "before": held.digest if held else "",
                        "changes": [change.heading for change in changes],
                        "incidents": list(touched),
                    },
                )
        self._tell()
        return changes

    def _tell(self) -> None:
        """Write the last change into the trail of every incident it touched, once."""
        with self.transactions.read() as tx:
            held = store.latest_library(tx)
        if held is None:
            return
        subject = f"library:{held.number}"
        for key, deadlines in held.touched.items():
            with self.transactions.begin(None) as tx:
                tx.claim(UUID(key))
                if store.was_told(tx, UUID(key), subject):
                    continue
                tx.record(
                    Action.LIBRARY_CHANGED,
                    chain=key,
                    subject=subject,
                    detail={"digest": held.digest, "deadlines": deadlines},
                )
                self.refresh(tx, UUID(key))

    def _touched(
        self, tx: Transaction, changes: Iterable[Change]
    ) -> dict[str, list[dict[str, Any]]]:
        """Give the deadlines of every open incident that changes touch, as they were and are."""
        rules = frozenset(self._rules(changes))
        found = {
            str(incident_id): list(self._deadlines(tx, incident_id, rules))
            for incident_id in (store.open_incidents(tx) if rules else ())
        }
        return {key: deadlines for key, deadlines in found.items() if deadlines}

    def _rules(self, changes: Iterable[Change]) -> Iterator[str]:
        """Give the ids of the rules that changes can decide."""
        deciding = [change for change in changes if change.decides]
        yield from (change.id for change in deciding if change.part == OBLIGATIONS)
        calendars = {change.id for change in deciding if change.part == CALENDARS}
        judgements = {change.id for change in deciding if change.part == JUDGEMENTS}
        for rule in self.catalogue.law.obligations:
            limits = [limit for stage in rule.stages for limit in stage.limits]
            if calendars & {limit.calendar for limit in limits}:
                yield rule.id
            if judgements & {row.key for row in _rows(rule)}:
                yield rule.id

    def _deadlines(
        self, tx: Transaction, incident_id: UUID, rules: frozenset[str]
    ) -> Iterator[dict[str, Any]]:
        case = load_case(tx, incident_by_id(tx, incident_id))
        before = {
            clock.deadline: clock
            for clock in clocks_of(tx, incident_id)
            if clock.deadline.partition("/")[0] in rules and "/" in clock.deadline
        }
        duties = {
            duty.obligation.id: duty
            for duty in self.assessments.assess(case).duties
            if duty.obligation.id in rules and duty.outcome is not Outcome.DOES_NOT_APPLY
        }
        after = {
            f"{name}/{stage.id}": stage for name, duty in duties.items() for stage in duty.stages
        }
        for deadline in sorted({*before, *after}):
            name, _, stage = deadline.partition("/")
            was, now, duty = before.get(deadline), after.get(deadline), duties.get(name)
            yield {
                "obligation": name,
                "title": duty.obligation.title if duty else name,
                "stage": stage,
                "outcome": str(duty.outcome) if duty else "",
                "due_before": _written(was.due_at if was else None),
                "due_after": _written(now.due_at if now else None),
            }

    # ---- Telling -------------------------------------------------------------------------

    def latest(self, person: Person) -> Noted | None:
        """Give the last change of the library; nothing where there never was one."""
        return next(iter(self.history(person)), None)

    def history(self, person: Person) -> tuple[Noted, ...]:
        """Give the changes of the library, the newest first.

        Args:
            person: Who looks; of the incidents touched they see those of their teams.
        """
        with self.transactions.read() as tx:
            titles = store.titles_for(tx, person)
            held = store.libraries(tx, SHOWN)
        return tuple(_noted(row, titles) for row in held if row.changes)


def _noted(row: LawLibraryRow, titles: Mapping[UUID, str]) -> Noted:
    seen = {UUID(key): deadlines for key, deadlines in row.touched.items() if UUID(key) in titles}
    return Noted(
        number=row.number,
        at=row.noted_at,
        digest=row.digest,
        changes=tuple(_change(each) for each in row.changes),
        incidents=tuple(
            TouchedIncident(key, titles[key], tuple(_moved(each) for each in deadlines))
            for key, deadlines in seen.items()
        ),
        others=len(row.touched) - len(seen),
    )


def _change(said: Mapping[str, Any]) -> Change:
    return Change(**{**said, "kind": Kind(said["kind"]), "lines": tuple(said["lines"])})


def _moved(said: Mapping[str, Any]) -> Moved:
    instants = {name: _read(said[name]) for name in ("due_before", "due_after")}
    return Moved(**{**said, **instants})


def _written(instant: datetime | None) -> str:
    return instant.isoformat() if instant else ""


def _read(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _rows(rule: Obligation) -> Iterator[Row]:
    for condition in (*rule.applies_when, *rule.unless):
        yield from condition.rows if isinstance(condition, Group) else (condition,)

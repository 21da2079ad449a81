"""Facts: record what is known, notice when two people answer the same question, keep typing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.facts.answers import (
    NEW_ENTRY,
    Fate,
    NewVersion,
    OrderProblem,
    as_version,
    fate,
    order_of_facts,
    order_of_fields,
)
from disclosure.facts.standings import Change, Standing
from disclosure.problems import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    Problem,
    RuleError,
)
from disclosure.services.entry_choices import choices_of
from disclosure.services.fact_pages import (
    PageView,
    RecordView,
    TaskRow,
    page_view,
    record_view,
    task_rows,
)
from disclosure.signoff.people import Role
from disclosure.store import facts as rows
from disclosure.store.incidents import incident_for, load_case
from disclosure.store.teams import outcome_of, remember_outcome
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Case
    from disclosure.facts.versions import FactVersion
    from disclosure.facts.vocabulary import RecordType
    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transaction, Transactions

DONE = "recorded"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two answers to one question.

    Attributes:
        theirs: What was recorded while the other was typed.
        yours: What was typed.
    """

    theirs: FactVersion | None
    yours: NewVersion


class AnswersConflictError(ConflictError):
    """Somebody answered in the meantime; nothing was recorded, and both answers are here."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        """Keep both answers to every question."""
        self.conflicts = tuple(conflicts)
        message = "Somebody answered while you were typing. Nothing was recorded; choose again."
        super().__init__("answered-meanwhile", message)


class SentBeforeError(AnswersConflictError):
    """The form was sent before and says something else now; nothing of that is recorded."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of answers.

    Attributes:
        versions: What was recorded; nothing for an answer that stood already.
        warnings: What is unlikely, though not impossible.
    """

    versions: tuple[FactVersion, ...] = ()
    warnings: tuple[OrderProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Records what is known about incidents.

    Attributes:
        on_change: What follows from a change of an incident, within its transaction.
    """

    transactions: Transactions
    catalogue: Catalogue
    on_change: tuple[Callable[[Transaction, UUID], None], ...] = ()

    # ---- Looking -------------------------------------------------------------------------

    def task_list(self, person: Person, incident_id: UUID) -> tuple[TaskRow, ...]:
        """Give every question page with how far it is answered."""
        with self.transactions.read() as tx:
            case = load_case(tx, incident_for(tx, person, incident_id))
            return task_rows(self.catalogue, case)

    def page(self, person: Person, incident_id: UUID, page_id: str) -> PageView:
        """Give a question page with what is recorded.

        Raises:
            NotFoundError: There is no such page or incident.
        """
        page = self.catalogue.page(page_id)
        with self.transactions.read() as tx:
            incident = incident_for(tx, person, incident_id)
            return page_view(self.catalogue, page, load_case(tx, incident), tx.at)

    def entries(self, person: Person, incident_id: UUID, record: str) -> RecordView:
        """Give the entries of a record.

        Raises:
            NotFoundError: There is no such record or incident.
        """
        asked = self._record(record)
        with self.transactions.read() as tx:
            incident = incident_for(tx, person, incident_id)
            case = load_case(tx, incident)
            view = record_view(asked, case, tx.at)
            return replace(view, choices=choices_of(asked, self.catalogue, case, tx.at))

    def _record(self, record: str) -> RecordType:
        found = self.catalogue.vocabulary.records.get(record)
        if found is None:
            message = f"There is no record '{record}'."
            raise NotFoundError(message)
        return found

    # ---- Recording -----------------------------------------------------------------------

    def record(
        self,
        person: Person,
        incident_id: UUID,
        answers: Sequence[NewVersion],
        *,
        path: str = "",
        once: str = "",
        content: str = "",
    ) -> Recorded:
        """Record answers, all of them or none.

        Args:
            person: Who answers.
            incident_id: The incident.
            answers: What was answered, each upon the version that was shown.
            path: The page they were typed on, whose kept typing is no longer needed.
            once: The token of the form, so that sending it twice records once.
            content: Tells one content of that form from another.

        Raises:
            AnswersConflictError: Somebody else answered one of them meanwhile.
            SentBeforeError: The form was recorded with another content.
            ForbiddenError: The person may not record.
            InvalidInputError: An instant cannot lie where it was put.
        """
        _must_record(person)
        with self.transactions.begin(person) as tx:
            incident = incident_for(tx, person, incident_id)
            done = outcome_of(tx, once, person)
            if done == (content or DONE):
                return Recorded()
            case = load_case(tx, incident)
            history = _histories(case)
            fresh, conflicts = _sorted(self._named(answers, history), history)
            if done and not (fresh or conflicts):
                return Recorded()
            if done or conflicts:
                raise (SentBeforeError if done else AnswersConflictError)(conflicts)
            warnings = self._in_order(fresh, case, tx.at)
            versions = tuple(_version(new, history[new.key], tx.at, person) for new in fresh)
            self._add(tx, incident_id, versions, person)
            rows.clear_typing(tx, person, path)
            remember_outcome(tx, once, person, content or DONE)
        return Recorded(versions, warnings)

    def still_true(self, person: Person, incident_id: UUID, key: str, seen: int) -> Recorded:
        """Record that something is still so, checked now.

        Raises:
            AnswersConflictError: It was changed since it was seen.
            RuleError: There is nothing that could still be true.
        """
        with self.transactions.read() as tx:
            now = tx.at
        new = NewVersion(key, seen, Change.RE_CONFIRMS, true_at=now)
        return self.record(person, incident_id, [new])

    def _add(
        self, tx: Transaction, incident_id: UUID, versions: Sequence[FactVersion], person: Person
    ) -> None:
        if not versions:
            return
        digests = rows.add_versions(tx, incident_id, versions, person)
        for version, digest in zip(versions, digests, strict=True):
            tx.record(
                Action.FACT_RECORDED,
                chain=incident_id,
                subject=version.key,
                detail={
                    "number": version.number,
                    "change": str(version.change),
                    "standing": str(version.standing),
                    "digest": digest,
                },
                reason=version.change_reason,
            )
        for follow in self.on_change:
            follow(tx, incident_id)

    def _named(
        self, answers: Iterable[NewVersion], history: Mapping[str, Sequence[FactVersion]]
    ) -> list[NewVersion]:
        """Give new entries an id of their own, made of their name."""
        taken = {key for key, versions in history.items() if versions}
        named = []
        for new in answers:
            key = new.key
            if key.endswith(NEW_ENTRY):
                key = _free_key(new.record, taken)
            elif ":" in key and key not in taken:
                message = "There is no such entry."
                raise NotFoundError(message)
            taken.add(key)
            named.append(replace(new, key=key))
        return named

    def _in_order(
        self, fresh: Sequence[NewVersion], case: Case, now: datetime
    ) -> tuple[OrderProblem, ...]:
        """Give what is unlikely about the order of instants.

        Raises:
            InvalidInputError: Something is impossible.
        """
        said = [n for n in fresh if n.change not in (Change.RE_CONFIRMS, Change.WITHDRAWN)]
        values = {key: v.value for key, v in case.known_at(now).current.items() if not v.record}
        values |= {new.key: None for new in fresh if new.change is Change.WITHDRAWN}
        facts = {new.key: new.value for new in said if not new.record}
        labels = {key: each.label for key, each in self.catalogue.vocabulary.facts.items()}
        found = list(order_of_facts(values | facts, tuple(facts), labels, now, case.zone))
        for new in said:
            if new.record:
                found += order_of_fields(new.key, new.fields, now)
        impossible = [each for each in found if each.is_impossible]
        if impossible:
            raise InvalidInputError([Problem("", p.key, p.wrong, p.allowed) for p in impossible])
        return tuple(found)

    # ---- The order of entries ------------------------------------------------------------

    def move(
        self, person: Person, incident_id: UUID, record: str, entry_id: str, *, up: bool
    ) -> None:
        """Move an entry one place up or down; at the end of the list nothing happens.

        Raises:
            NotFoundError: There is no such entry.
        """
        _must_record(person)
        self._record(record)
        with self.transactions.begin(person) as tx:
            case = load_case(tx, incident_for(tx, person, incident_id))
            keys = [entry.key for entry in case.known_at(tx.at).entries(record)]
            key = f"{record}:{entry_id}"
            if key not in keys:
                message = "There is no such entry."
                raise NotFoundError(message)
            place = keys.index(key)
            other = place - 1 if up else place + 1
            if not 0 <= other < len(keys):
                return
            keys[place], keys[other] = keys[other], keys[place]
            number = rows.add_order(tx, incident_id, record, keys)
            tx.record(
                Action.ENTRIES_ORDERED,
                chain=incident_id,
                subject=record,
                detail={"number": number, "keys": list(keys)},
            )
            for follow in self.on_change:
                follow(tx, incident_id)

    # ---- Typing --------------------------------------------------------------------------

    def keep_typing(
        self, person: Person, incident_id: UUID, path: str, fields: Mapping[str, object]
    ) -> datetime:
        """Keep what is being typed on a page, and say since when."""
        # No actor: keeping typing must not make the writers of the incident wait.
        with self.transactions.begin(None) as tx:
            incident_for(tx, person, incident_id)
            return rows.keep_typing(tx, person, path, fields)

    def typing(
        self, person: Person, incident_id: UUID, path: str
    ) -> tuple[dict[str, object], datetime] | None:
        """Give what was being typed on a page and is not recorded yet."""
        with self.transactions.read() as tx:
            incident_for(tx, person, incident_id)
            return rows.typing(tx, person, path)

    def discard_typing(self, person: Person, incident_id: UUID, path: str) -> None:
        """Throw away what was being typed on a page."""
        with self.transactions.begin(None) as tx:
            incident_for(tx, person, incident_id)
            rows.clear_typing(tx, person, path)


def _must_record(person: Person) -> None:
    if not person.may(Role.RECORDER, Role.DRAFTER):
        message = "Only a recorder or a drafter records facts. Ask an owner for the role."
        raise ForbiddenError(message)


def _histories(case: Case) -> Mapping[str, list[FactVersion]]:
    found: defaultdict[str, list[FactVersion]] = defaultdict(list)
    for version in case.facts:
        found[version.key].append(version)
    return found


def _sorted(
    answers: Iterable[NewVersion], history: Mapping[str, Sequence[FactVersion]]
) -> tuple[list[NewVersion], list[Conflict]]:
    """Give the answers to be recorded, and those somebody else has answered meanwhile."""
    fresh: list[NewVersion] = []
    conflicts: list[Conflict] = []
    for new in answers:
        known = history.get(new.key, ())
        match fate(new, known):
            case Fate.CONFLICT:
                conflicts.append(Conflict(known[-1] if known else None, new))
            case Fate.RECORD:
                fresh.append(new)
            case Fate.SAME:
                pass
    return fresh, conflicts


def _version(
    new: NewVersion, history: Sequence[FactVersion], at: datetime, person: Person
) -> FactVersion:
    """Number an answer, and say what it does to the version before it.

    Raises:
        RuleError: It speaks of an answer that there is not.
    """
    before = history[-1] if history else None
    is_there = before is not None and before.change is not Change.WITHDRAWN
    if new.change in (Change.RE_CONFIRMS, Change.WITHDRAWN, Change.WRONG_WHEN_SAID):
        if not is_there:
            message = "There is no answer to confirm, correct or take back. Answer it instead."
            raise RuleError("nothing-recorded", message)
        is_open = before is not None and before.standing is Standing.UNKNOWN and not before.fields
        if new.change is Change.RE_CONFIRMS and is_open:
            message = "It is not known yet, so it cannot still be true. Answer it instead."
            raise RuleError("nothing-known", message)
    elif (new.change is Change.FIRST) != (before is None):
        new = replace(new, change=Change.FIRST if before is None else Change.CHANGES)
    number = before.number + 1 if before else 1
    return as_version(new, number, recorded_at=at, recorded_by=person.name, before=before)


def _free_key(record: str, taken: set[str]) -> str:
    """Number an entry within its record: `service:3`.

    It stands in addresses, in the trail and in documents of record, where no redaction reaches:
    so it says nothing of what was typed.
    """
    number = sum(key.startswith(f"{record}:") for key in taken) + 1
    while (key := f"{record}:{number}") in taken:
        number += 1
    return key

"""Decisions not to notify: a second person reviews them, and somebody looks again in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.looks import LookKind
from disclosure.problems import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    RuleError,
)
from disclosure.services.look_checks import confirm_problems, note_problems
from disclosure.signoff.people import Role
from disclosure.signoff.policy import listed
from disclosure.store import looks as store
from disclosure.store.incidents import incident_for, load_case
from disclosure.store.judgements import judged
from disclosure.store.looks import NewLook
from disclosure.store.teams import outcome_of, remember_outcome
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from uuid import UUID

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Case
    from disclosure.signoff.people import Person
    from disclosure.store.judgements import Judged
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.trail.entries import Plain

MAY_LOOK = (Role.RECORDER, Role.DRAFTER, Role.APPROVER)
"""Who may review a decision or confirm it; the same as may record it."""
NOT_YOURS = "Only a recorder, a drafter or an approver reviews or confirms a decision."
ACTIONS = {
    LookKind.REVIEWED: Action.JUDGEMENT_REVIEWED,
    LookKind.CONFIRMED: Action.JUDGEMENT_CONFIRMED,
}


@dataclass(frozen=True, slots=True)
class Looks:
    """Records the looks at decisions not to notify.

    Attributes:
        on_change: What follows from a change of an incident, within its transaction.
    """

    transactions: Transactions
    catalogue: Catalogue
    on_change: tuple[Callable[[Transaction, UUID], None], ...] = ()

    def review(
        self, person: Person, incident_id: UUID, key: str, *, seen: int, note: str, once: str = ""
    ) -> None:
        """Record that somebody has reviewed a decision they did not make.

        Args:
            person: Who reviewed it.
            incident_id: The incident.
            key: The question that was judged.
            seen: The number of the judgement that was shown.
            note: What they looked at, and what they think of it.
            once: The token of the form.

        Raises:
            ConflictError: Somebody has judged again in the meantime.
            ForbiddenError: The person may not record.
            InvalidInputError: The note does not fit.
            NotFoundError: There is no such question, or the incident is not theirs to see.
            RuleError: There is no such decision, or it is the person's own.
        """
        _must_look(person)
        with self.transactions.begin(person) as tx:
            incident_for(tx, person, incident_id)
            if outcome_of(tx, once, person):
                return
            held = self._declined(tx, incident_id, key, seen)
            if is_same(person.name, held.made_by_name):
                message = "You judged this yourself. A second person reviews it: somebody else."
                raise RuleError("own-decision", message)
            problems = note_problems(note)
            if problems:
                raise InvalidInputError(problems)
            number, role = held.judgement.number, role_of(person)
            new = NewLook(key, number, LookKind.REVIEWED, person.name, role, note.strip())
            self._record(tx, person, incident_id, value=held.judgement.value, new=new)
            remember_outcome(tx, once, person, key)

    def confirm(
        self,
        person: Person,
        incident_id: UUID,
        key: str,
        *,
        seen: int,
        why: str,
        again_on: date | None,
        once: str = "",
    ) -> None:
        """Record that a decision is still so, and perhaps when to look at it again.

        Args:
            person: Who looked again.
            incident_id: The incident.
            key: The question that was judged.
            seen: The number of the judgement that was shown.
            why: Why it is still so.
            again_on: The next day to look again; None where nothing can change any more.
            once: The token of the form.

        Raises:
            ConflictError: Somebody has judged again in the meantime.
            ForbiddenError: The person may not record.
            InvalidInputError: The reason or the day does not fit.
            NotFoundError: There is no such question, or the incident is not theirs to see.
            RuleError: There is no such decision.
        """
        _must_look(person)
        with self.transactions.begin(person) as tx:
            incident = incident_for(tx, person, incident_id)
            if outcome_of(tx, once, person):
                return
            held = self._declined(tx, incident_id, key, seen)
            problems = confirm_problems(why, again_on, tx.at.astimezone(incident.zone).date())
            if problems:
                raise InvalidInputError(problems)
            new = NewLook(
                key,
                held.judgement.number,
                LookKind.CONFIRMED,
                by_name=person.name,
                by_role=role_of(person),
                why=why.strip(),
                again_on=again_on,
                facts=standing_of(load_case(tx, incident)),
            )
            self._record(tx, person, incident_id, value=held.judgement.value, new=new)
            remember_outcome(tx, once, person, key)

    def _declined(self, tx: Transaction, incident_id: UUID, key: str, seen: int) -> Judged:
        """Give the decision not to notify that counts, which is the one that was shown."""
        question = self.catalogue.vocabulary.judgements.get(key)
        if question is None:
            message = f"There is no judgement '{key}'."
            raise NotFoundError(message)
        held = next((j for j in judged(tx, incident_id) if j.judgement.key == key), None)
        if held is not None and held.judgement.number != seen:
            said = question.in_words(held.judgement.value)
            message = f"{held.made_by_name} has judged this in the meantime: “{said}”. Look at it."
            raise ConflictError("judged-meanwhile", message)
        if held is None or held.judgement.value not in question.declines:
            message = "Only a decision not to notify is reviewed and confirmed. Look at the answer."
            raise RuleError("no-decision-not-to-notify", message)
        return held

    def _record(
        self, tx: Transaction, person: Person, incident_id: UUID, *, value: str, new: NewLook
    ) -> None:
        record_look(tx, person, incident_id, value=value, new=new)
        for follow in self.on_change:
            follow(tx, incident_id)


def record_look(
    tx: Transaction, person: Person, incident_id: UUID, *, value: str, new: NewLook
) -> None:
    """Add a look and record it.

    Args:
        tx: The transaction.
        person: Who records it.
        incident_id: The incident.
        value: What was judged.
        new: The look.
    """
    number, digest = store.add_look(tx, incident_id, person.id, new)
    detail: dict[str, Plain] = {
        "number": new.judgement,
        "value": value,
        "look": number,
        "digest": digest,
    }
    if new.kind is LookKind.REVIEWED:
        detail |= {"reviewer": new.by_name, "role": new.by_role}
    elif new.again_on:
        detail |= {"again_on": new.again_on.isoformat()}
    subject = f"judgement:{new.key}"
    tx.record(ACTIONS[new.kind], chain=incident_id, subject=subject, detail=detail, reason=new.why)


def standing_of(case: Case) -> dict[str, int]:
    """Give the versions of facts as they stand: key to number."""
    known = case.known_at(case.at)
    return {key: version.number for key, version in known.current.items()}


def role_of(person: Person) -> str:
    """Give the capacities of somebody in words; nothing where they have none."""
    return listed(sorted(capacity.title.lower() for capacity in person.capacities), "and")


def is_same(name: str, other: str) -> bool:
    """Say whether two names are one person's."""
    return " ".join(name.split()).casefold() == " ".join(other.split()).casefold()


def _must_look(person: Person) -> None:
    if not person.may(*MAY_LOOK):
        raise ForbiddenError(NOT_YOURS)

"""Redaction: what must not be kept any longer goes; that it was there, and why it went, stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.casefile.values import clean_text
from disclosure.problems import ForbiddenError, InvalidInputError, Problem, ValueRefusedError
from disclosure.services.redaction_elsewhere import Elsewhere
from disclosure.services.redaction_plans import Planner
from disclosure.services.redaction_words import MARK
from disclosure.signoff.people import Role
from disclosure.store import redactions as store
from disclosure.store.incidents import incident_for
from disclosure.store.notices import begun_of
from disclosure.store.trail import whole_chain
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.services.redaction_plans import Plan
    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.trail.entries import Plain

LONGEST_REASON = 1000


class What(StrEnum):
    """What can be redacted."""

    FACT = "fact"
    EDIT = "edit"
    JUDGEMENT = "judgement"
    RECEIPT = "receipt"
    ENTRY = "entry"


Texts = Callable[["Transaction", UUID, tuple[int, ...], int], None]
"""Called with a notice, the numbers of its texts that lost a sentence, and the redaction's entry.

Whatever was made of those texts, such as a stored PDF, must go too. It may empty rows that name
the redaction; it records nothing.
"""


@dataclass(frozen=True, slots=True)
class Redactions:
    """Removes what was recorded, where it must not be kept.

    Attributes:
        vocabulary: What can be recorded; it says which answers are typed and not chosen.
        on_change: What follows from a change of an incident, within its transaction.
        on_texts: What was made of frozen texts, to be removed with their sentences.
    """

    transactions: Transactions
    vocabulary: Vocabulary
    on_change: tuple[Callable[[Transaction, UUID], None], ...] = ()
    on_texts: tuple[Texts, ...] = ()

    def plan(self, person: Person, incident_id: UUID, what: What, name: str) -> Plan:
        """Say what a redaction would take; nothing is changed.

        Args:
            person: Who asks.
            incident_id: The incident.
            what: What kind of thing.
            name: Which one: `KEY@NUMBER` of a fact or a judgement, `NOTICE#SERIES/SENTENCE@NUMBER`
                of an edit by hand, the id of a receipt, `NUMBER:FIELD` of an entry.

        Raises:
            ForbiddenError: The person is no owner.
            NotFoundError: There is no such thing, or the incident is not theirs to see.
            RuleError: It still counts; says what to record first.
        """
        _must_own(person)
        with self.transactions.read() as tx:
            incident_for(tx, person, incident_id)
            return self._planned(tx, incident_id, what, name)

    def redact(
        self, person: Person, incident_id: UUID, what: What, name: str, *, reason: str
    ) -> Plan:
        """Remove what must not be kept, for good, and record that and why.

        Raises:
            ForbiddenError: The person is no owner.
            InvalidInputError: No reason is given.
            NotFoundError: There is no such thing, or the incident is not theirs to see.
            RuleError: It still counts; says what to record first.
        """
        _must_own(person)
        words = _reason(reason)
        with self.transactions.begin(person) as tx:
            incident_for(tx, person, incident_id)
            plan = self._planned(tx, incident_id, what, name)
            seq = tx.next_seq(incident_id)
            marker = f"{MARK}{seq} of the trail]"
            texts = store.replaced(tx, plan.removal, marker)
            tx.record(
                Action.REDACTED,
                chain=incident_id,
                subject=f"{what} {name}",
                detail=_said(what, name, plan, texts),
                reason=words,
            )
            store.take_away(tx, incident_id, plan.removal, texts, seq)
            for follow in self.on_texts:
                for notice_id, numbers in _by_notice(plan.removal.texts).items():
                    follow(tx, notice_id, numbers, seq)
            for after in self.on_change:
                after(tx, incident_id)
        return plan

    def _planned(self, tx: Transaction, incident_id: UUID, what: What, name: str) -> Plan:
        entries = {entry.seq: entry for entry, _ in whole_chain(tx, incident_id)}
        begun = begun_of(tx, incident_id)
        elsewhere = Elsewhere(tx, incident_id, entries, begun, self.vocabulary)
        planner = Planner(tx, incident_id, entries, begun, elsewhere)
        plans = {
            What.FACT: planner.fact,
            What.EDIT: planner.edit,
            What.JUDGEMENT: planner.judgement,
            What.RECEIPT: planner.receipt,
            What.ENTRY: planner.entry,
        }
        return plans[what](name)


def _said(what: What, name: str, plan: Plan, texts: list[store.Replaced]) -> dict[str, Plain]:
    """Give what the entry says of a redaction: names, digests and seals, never a value."""
    removal = plan.removal
    fields: dict[str, Plain] = {
        str(seq): [*sorted(names)] for seq, names in sorted(removal.fields.items())
    }
    return {
        "what": str(what),
        "name": name,
        "digest": plan.digest,
        "entries": fields,
        "facts": [f"{key}@{number}" for key, number in removal.facts],
        "judgements": [f"{key}@{number}" for key, number in removal.judgements],
        "looks": [f"{key}@{judged}.{number}" for key, judged, number in removal.looks],
        "edits": [f"{notice}/{sentence}@{number}" for notice, sentence, number in removal.edits],
        "drafted": [
            f"{notice}/{sentence}@{number}" for notice, sentence, number in removal.edits_drafted
        ],
        "texts": [f"{text.notice_id}@{text.number}" for text in texts],
        "kept": [text.digest for text in texts],
        "receipts": [str(receipt) for receipt in removal.receipts],
        "submissions": [str(submission) for submission, _ in removal.submissions],
    }


def _by_notice(texts: Iterable[store.Text]) -> Mapping[UUID, tuple[int, ...]]:
    found: dict[UUID, tuple[int, ...]] = {}
    for notice_id, number in texts:
        found[notice_id] = (*found.get(notice_id, ()), number)
    return found


def _must_own(person: Person) -> None:
    if Role.OWNER not in person.roles:
        message = "Only an owner on the incident's team redacts. Ask an owner."
        raise ForbiddenError(message)


def _reason(text: str) -> str:
    words = " ".join(text.split())
    wrong, allowed = "", "Say why it must not be kept; without repeating it."
    if not words:
        wrong = "No reason is given."
    elif len(words) > LONGEST_REASON:
        wrong = f"The reason has {len(words)} characters; {LONGEST_REASON} fit."
    else:
        try:
            return clean_text(words)
        except ValueRefusedError as error:
            wrong, allowed = error.wrong, error.allowed
    raise InvalidInputError([Problem("form", "reason", wrong, allowed)])

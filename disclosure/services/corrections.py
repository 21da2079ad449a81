"""Corrections: what was said and does not hold any more, and what is done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.casefile.values import clean_text
from disclosure.problems import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    Problem,
    RuleError,
    ValueRefusedError,
)
from disclosure.services.corrections_radar import RadarMaker, series_of
from disclosure.services.notice_freezing import begin
from disclosure.services.notice_texts import need_role
from disclosure.signoff.people import Role
from disclosure.store.corrections import RELEASE, SENTENCE, VERSIONS
from disclosure.store.deadlines import owners_of
from disclosure.store.teams import outcome_of, remember_outcome
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from disclosure.services.corrections_pages import Radar, Readers
    from disclosure.services.notice_texts import Loaded, NoticeTexts
    from disclosure.signoff.people import Person
    from disclosure.store.transactions import Transaction, Transactions

NOTHING_TO_CORRECT = (
    "These readers were told nothing that has changed since, or they were told right again. "
    "Look at the page of corrections."
)
NO_TEXT = (
    "There is no text that could carry this correction. Tell these readers by hand, and record "
    "with the notice what you told them."
)


@dataclass(frozen=True, slots=True)
class LettingStand:
    """What somebody wants to leave as it was said.

    Attributes:
        release: The id of the text that went out.
        seen: The versions that had overtaken the sentence when the person looked.
    """

    release: str
    sentence: str
    seen: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """Shows what does not hold any more, begins corrections, records decisions not to correct.

    Attributes:
        on_change: What follows from a change of an incident, within its transaction.
    """

    transactions: Transactions
    texts: NoticeTexts
    on_change: tuple[Callable[[Transaction, UUID], None], ...] = ()

    def radar(self, person: Person, incident_id: UUID) -> Radar:
        """Show every sentence that went out and rests on something that has moved since.

        Raises:
            NotFoundError: The incident does not exist or is not theirs to see.
        """
        with self.transactions.read() as tx:
            return self._radar(tx, self.texts.load(tx, person, incident_id))

    def readers(self, person: Person, incident_id: UUID, readers: str) -> Readers:
        """Show what some readers must still be told, and which text will tell them.

        Raises:
            NotFoundError: They need not be told anything, or the incident is not theirs to see.
        """
        found = self.radar(person, incident_id).of(readers)
        if found is None:
            raise NotFoundError(NOTHING_TO_CORRECT)
        return found

    def begin(self, person: Person, incident_id: UUID, readers: str) -> str:
        """Begin the text that puts it right for some readers, and give the id of its notice.

        What is being worked on already is not begun a second time.

        Raises:
            ForbiddenError: The person is no drafter.
            RuleError: There is nothing to put right, or no text that could carry it.
        """
        need_role(person, Role.DRAFTER, "begin a correction")
        with self.transactions.begin(person) as tx:
            tx.claim(incident_id)
            loaded = self.texts.load(tx, person, incident_id)
            group = self._radar(tx, loaded).of(readers)
            if group is None:
                raise RuleError("nothing-to-correct", NOTHING_TO_CORRECT)
            if group.carrier is None or group.one is None:
                raise RuleError("no-text-for-correction", NO_TEXT)
            if not group.is_begun:
                begin(tx, loaded.incident.id, [group.one])
            return group.carrier.id

    def let_stand(
        self, person: Person, incident_id: UUID, wanted: LettingStand, *, once: str = ""
    ) -> None:
        """Record the decision of a named person not to correct a sentence.

        Raises:
            ForbiddenError: The person is no approver.
            InvalidInputError: The reason is missing or refused.
            NotFoundError: There is no such sentence, or it needs no correction.
            ConflictError: More has changed beneath it since it was shown.
        """
        need_role(person, Role.APPROVER, "decide that something is not corrected")
        why = _reason(wanted.why)
        with self.transactions.begin(person) as tx:
            tx.claim(incident_id)
            loaded = self.texts.load(tx, person, incident_id)
            if outcome_of(tx, once, person):
                return
            row = self._radar(tx, loaded).row(wanted.release, wanted.sentence)
            series = series_of(loaded, wanted.release)
            if row is None or series is None:
                raise NotFoundError(NOTHING_TO_CORRECT)
            if row.seen != wanted.seen:
                message = (
                    "More has changed beneath this sentence since you opened the page. Read it "
                    "again before you decide."
                )
                raise ConflictError("moved-meanwhile", message)
            tx.record(
                Action.SENTENCE_LET_STAND,
                chain=incident_id,
                subject=series,
                detail={
                    RELEASE: wanted.release,
                    SENTENCE: wanted.sentence,
                    VERSIONS: list(row.seen),
                },
                reason=why,
            )
            for follow in self.on_change:
                follow(tx, incident_id)
            remember_outcome(tx, once, person, wanted.sentence)

    def _radar(self, tx: Transaction, loaded: Loaded) -> Radar:
        return RadarMaker(self.texts, loaded, owners_of(tx, loaded.incident.id)).radar()


def _reason(words: str) -> str:
    try:
        return clean_text(words.strip())
    except ValueRefusedError as refused:
        allowed = refused.allowed if words.strip() else "Say why these readers need not be told."
        raise InvalidInputError([Problem("form", "why", refused.wrong, allowed)]) from refused

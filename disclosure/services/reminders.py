"""Sends reminders of deadlines: leased, looked at again, sent, closed; never two of a kind."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from disclosure.channels.mail import Mail, MailError
from disclosure.outputs.deadline_words import due
from disclosure.problems import ValueRefusedError
from disclosure.store import outbox
from disclosure.store.deadlines import OPEN_STATES
from disclosure.store.outbox import AT_DUE, DROPPED, SENT
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.channels.mail import Mailer
    from disclosure.outputs.mails import MailWriter
    from disclosure.signoff.people import Person
    from disclosure.store.outbox import Addressed, Leased, Waiting
    from disclosure.store.transactions import Transactions

LEASE = timedelta(minutes=10)
"""Longer than any mail takes; a worker that died frees its reminder after it."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
TEMPLATES = {outbox.BEFORE: "reminder", AT_DUE: "due"}


def a_worker() -> str:
    """Name a worker, another one each time the program starts."""
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class Reminders:
    """Sends what is due.

    Attributes:
        mailer: Takes the mails; None where no mail is set up, and then reminders wait.
        address: The address people reach the product at.
        worker: The name under which this process takes reminders.
    """

    transactions: Transactions
    mailer: Mailer | None
    writer: MailWriter
    address: str = ""
    worker: str = field(default_factory=a_worker)

    def work_once(self) -> bool:
        """Take the one reminder that has waited longest and settle it; say whether there was one.

        Somebody may be reminded twice if the program dies between sending and noting it; both
        mails then carry the same Message-ID.
        """
        if self.mailer is None:
            return False
        with self.transactions.begin(None) as tx:
            leased = outbox.lease(tx, self.worker, LEASE)
        if leased is None:
            return False
        with self.transactions.read() as tx:
            now, addressed = tx.at, outbox.addressed(tx, leased, OPEN_STATES)
        why_not = _needless(leased, addressed, now)
        if why_not:
            self._drop(leased, why_not)
            return True
        error, reached = self._send(self.mailer, leased, addressed, now)
        if error:
            self._put_off(leased, error, reached)
        else:
            self._sent(leased, reached)
        return True

    def waiting(self) -> Waiting:
        """Say how many reminders wait, and what went wrong last."""
        with self.transactions.read() as tx:
            return outbox.waiting(tx)

    def _send(
        self, mailer: Mailer, leased: Leased, addressed: Addressed, now: datetime
    ) -> tuple[str, tuple[str, ...]]:
        """Send to everybody not reached before; give the error that stopped it, if one did."""
        reached, error = list(leased.reached), ""
        for person in addressed.recipients:
            if str(person.id) in reached:
                continue
            try:
                mailer.send(self._mail(leased, addressed, person, now))
            except MailError as failed:
                # The server is at fault; it will fail for the others too.
                return str(failed), tuple(reached)
            except ValueRefusedError as failed:
                error = f"{person.name}: {failed}"
                continue
            reached.append(str(person.id))
        return error, tuple(reached)

    def _mail(self, leased: Leased, addressed: Addressed, person: Person, now: datetime) -> Mail:
        subject, text = self.writer.write(
            TEMPLATES[leased.step],
            due=due(leased.due_at, now, addressed.zone),
            link=f"{self.address}/incidents/{leased.incident_id}/deadlines",
        )
        # Says nothing, and is the same for every attempt at this reminder of this due time.
        named = f"{leased.key}|{leased.due_at.isoformat()}|{person.id}"
        key = f"reminder-{hashlib.sha256(named.encode()).hexdigest()[:32]}"
        return Mail(person.email, subject, text, key, now)

    def _sent(self, leased: Leased, reached: tuple[str, ...]) -> None:
        with self.transactions.begin(None) as tx:
            if outbox.close(tx, leased, SENT):
                tx.record(
                    Action.REMINDER_SENT,
                    chain=leased.incident_id,
                    subject=leased.deadline,
                    detail={"step": leased.step, "to": list(reached), "attempt": leased.attempt},
                )

    def _drop(self, leased: Leased, why: str) -> None:
        with self.transactions.begin(None) as tx:
            if outbox.close(tx, leased, DROPPED, why=why):
                tx.record(
                    Action.REMINDER_DROPPED,
                    chain=leased.incident_id,
                    subject=leased.deadline,
                    detail={"step": leased.step, "why": why},
                )

    def _put_off(self, leased: Leased, error: str, reached: tuple[str, ...]) -> None:
        with self.transactions.begin(None) as tx:
            until = tx.at + wait_after(leased.attempt)
            held = outbox.put_off(tx, leased, until, error, reached)
            if held and leased.attempt == 1:
                # Once: the trail is no log of a server that is down for a night.
                tx.record(
                    Action.REMINDER_FAILED,
                    chain=leased.incident_id,
                    subject=leased.deadline,
                    detail={"step": leased.step, "why": error},
                )


def wait_after(attempt: int) -> timedelta:
    """Give how long to wait after an attempt that failed: 1, 2, 4 … minutes, at most an hour."""
    doubled: int = 2 ** min(attempt - 1, 10)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def _needless(leased: Leased, addressed: Addressed, now: datetime) -> str:
    """Say why a reminder need not go out, or nothing."""
    if not addressed.is_open:
        return "The deadline is no longer open."
    if addressed.due_at != leased.due_at:
        return "The deadline has moved."
    if leased.step == outbox.BEFORE and now >= leased.due_at:
        return "The due time had come before this could be sent."
    if not addressed.recipients:
        return "Nobody on the team can be reminded."
    return ""

"""One command, one transaction, one record: the only place that commits."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Engine, event, insert, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from disclosure.signoff.people import Person
from disclosure.store.engine import READ_ONLY
from disclosure.store.models import UNAUDITED, AuditEntryRow, ChainRow
from disclosure.trail.actions import NEEDS_REASON, Action
from disclosure.trail.entries import START, Entry, Plain, sealed

TICK = timedelta(microseconds=1)
"""What a command is later by than the one before it, where a clock runs backwards."""

_READING: Mapping[str, Mapping[str, object]] = {
    "sqlite": {READ_ONLY: True},
    # One snapshot for all that a page asks.
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


class UnauditedWriteError(RuntimeError):
    """Rows changed and nothing was recorded: a programmer's error, rolled back."""


@dataclass(slots=True)
class Transaction:
    """One unit of work and its actor.

    Attributes:
        session: The session; only `store` touches it.
        actor: Who does it, or None for the program itself.
        now: Gives the present instant, aware.
    """

    session: Session
    actor: Person | None
    now: Callable[[], datetime]
    changed: set[str] = field(default_factory=set)
    recorded: list[Entry] = field(default_factory=list)
    _at: datetime | None = None
    _after: datetime | None = None

    @property
    def at(self) -> datetime:
        """Give the instant of the command, aware, the same for all it does.

        It is taken when it is first asked for, which is after the chain was claimed: whoever
        waited for another writer is later than that writer, even where a clock runs backwards.
        """
        if self._at is None:
            self._at = self._later(self.now())
        return self._at

    def record(
        self,
        action: Action,
        *,
        chain: UUID | str,
        subject: object = "",
        detail: Mapping[str, Plain] | None = None,
        reason: str = "",
    ) -> Entry:
        """Record what is being done, as the next entry of a chain.

        Args:
            action: What is done.
            chain: The incident's id, or `INSTALLATION`.
            subject: What it is about.
            detail: What exactly; plain values only, never a secret.
            reason: Why; some actions demand it.
        """
        if action in NEEDS_REASON and not reason.strip():
            message = f"{action} is not recorded without a reason."
            raise ValueError(message)
        self.session.flush()
        head = self._head(str(chain))
        unsealed = Entry(
            chain=str(chain),
            seq=head.seq + 1,
            previous=head.digest,
            at=self._at_of(head),
            actor=str(self.actor.id) if self.actor else "",
            actor_name=self.actor.name if self.actor else "",
            action=action,
            subject=str(subject),
            detail=dict(detail or {}),
            reason=reason,
        )
        entry = sealed(unsealed, secrets.token_bytes)
        head.seq, head.digest, head.at = entry.seq, entry.digest, entry.at
        self.session.execute(insert(AuditEntryRow).values(_row(entry)))
        self.recorded.append(entry)
        return entry

    def claim(self, chain: UUID | str) -> None:
        """Wait for every other writer of a chain, so that what is read now stays so.

        SQLite has one writer at a time anyway; PostgreSQL holds the row of the chain's head. What
        is written afterwards is later than the last entry of the chain.
        """
        head = self._head(str(chain))
        if head.at is not None:
            self._after = max(head.at, self._after or head.at)

    def next_seq(self, chain: UUID | str) -> int:
        """Give the number the next entry of a chain will have; nobody else takes it meanwhile."""
        return self._head(str(chain)).seq + 1

    def look(self, chain: UUID | str) -> None:
        """Look from no earlier than the last entry of a chain, wherever one's own clock stands."""
        # From the entries: a transaction that reads the past knows nothing of later ones.
        last = self.session.scalar(
            select(AuditEntryRow.at)
            .where(AuditEntryRow.chain == str(chain))
            .order_by(AuditEntryRow.seq.desc())
            .limit(1)
        )
        if last is not None:
            self._at = max(self.at, last)

    def _later(self, instant: datetime) -> datetime:
        """Give an instant that is not before the chain's last entry, whatever the clock says."""
        if self._after is None or instant >= self._after:
            return instant
        return self._after + TICK

    def _at_of(self, head: ChainRow) -> datetime:
        """Give the instant of the next entry: that of the command, and never an earlier one.

        Only where the instant was asked for before the chain was claimed does it move on.
        """
        if head.at is None:
            return self.at
        if self._at is None:
            self._after = max(head.at, self._after or head.at)
        if self.at >= head.at:
            return self.at
        is_ours = any(entry.chain == head.id for entry in self.recorded)
        return head.at if is_ours else head.at + TICK

    def _head(self, chain: str) -> ChainRow:
        """Give the head of a chain, locked until the commit; a new chain begins here."""
        wanted = select(ChainRow).where(ChainRow.id == chain).with_for_update()
        # What another writer committed while we waited for the row must be read again.
        wanted = wanted.execution_options(populate_existing=True)
        found = self.session.scalars(wanted).one_or_none()
        if found is not None:
            return found
        try:
            with self.session.begin_nested():
                self.session.add(ChainRow(id=chain, seq=0, digest=START, at=None))
        except IntegrityError:
            # Another writer began the chain between our look and our insert.
            pass
        return self.session.scalars(wanted).one()


def _row(entry: Entry) -> dict[str, object]:
    return {
        "chain": entry.chain,
        "seq": entry.seq,
        "previous": entry.previous,
        "digest": entry.digest,
        "at": entry.at,
        "actor": entry.actor,
        "actor_name": entry.actor_name,
        "action": str(entry.action),
        "subject": entry.subject,
        "detail": dict(entry.detail),
        "reason": entry.reason,
        "seals": dict(entry.seals),
        "salts": dict(entry.salts),
    }


class AuditedSession(Session):
    """A session that notes which tables it changed."""

    changed: set[str]


@dataclass(frozen=True, slots=True)
class Transactions:
    """Opens transactions.

    Attributes:
        now: Gives the present instant, aware.
        after: Called with the stored entries after a commit, for the log.
    """

    engine: Engine
    now: Callable[[], datetime]
    after: Callable[[tuple[Entry, ...]], None] | None = None

    @contextmanager
    def begin(self, actor: Person | None) -> Iterator[Transaction]:
        """Open a transaction that writes; leaving the block commits, an error rolls back.

        Raises:
            UnauditedWriteError: Rows changed and nothing was recorded.
        """
        with AuditedSession(self.engine, expire_on_commit=False) as session:
            session.changed = set()
            tx = Transaction(session, actor, self.now, session.changed)
            yield tx
            session.flush()
            unaudited = session.changed - UNAUDITED - {AuditEntryRow.__tablename__}
            if unaudited and not tx.recorded:
                message = f"Nothing was recorded about a change of {', '.join(sorted(unaudited))}."
                raise UnauditedWriteError(message)
            session.commit()
        if self.after and tx.recorded:
            self.after(tuple(tx.recorded))

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Open a transaction that only reads; nothing it changes is kept."""
        engine = self.engine.execution_options(**_READING[self.engine.dialect.name])
        with AuditedSession(engine, expire_on_commit=False, autoflush=False) as session:
            session.changed = set()
            # Closing the session rolls back; what was read stays readable.
            tx = Transaction(session, None, self.now, session.changed)
            # A reader's instant is the one before its snapshot.
            _ = tx.at
            yield tx


@event.listens_for(AuditedSession, "before_flush")
def _note_flush(session: AuditedSession, _context: UOWTransaction, _instances: object) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if row in session.dirty and not session.is_modified(row):
            continue
        session.changed.add(str(inspect(row).mapper.local_table.name))


@event.listens_for(AuditedSession, "do_orm_execute")
def _note_execute(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        table = getattr(state.statement, "table", None)
        session = state.session
        if isinstance(session, AuditedSession) and table is not None:
            session.changed.add(str(table.name))

"""One command, one transaction, one record: the only place that commits."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, Executable, event, inspect
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from disclosure.signoff.people import Person
from disclosure.store.chains import ADD, BEGIN, HEAD, LAST, MOVE, Head, row_of
from disclosure.store.engine import READ_ONLY
from disclosure.store.held import Held
from disclosure.store.models import UNAUDITED, AuditEntryRow, Base
from disclosure.store.tables import adding, adding_once, table_of
from disclosure.store.turns import turns_of
from disclosure.trail.actions import NEEDS_REASON, Action
from disclosure.trail.entries import START, Entry, Plain, sealed

TICK = timedelta(microseconds=1)
"""What a command is later by than the one before it, where a clock runs backwards."""

FOR_EVER = datetime.max.replace(tzinfo=UTC)
"""Until when everything that is kept was recorded."""

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
        until: What was recorded later is not read.
        held: What this process holds of incidents.
        parts: What was read of incidents in this transaction, table by table.
        seen: The digest of the last entry of each chain that a reader has looked at.
    """

    session: Session
    actor: Person | None
    now: Callable[[], datetime]
    changed: set[str] = field(default_factory=set)
    recorded: list[Entry] = field(default_factory=list)
    until: datetime = FOR_EVER
    held: Held = field(default_factory=Held)
    parts: dict[UUID, dict[type[Base], Any]] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    _at: datetime | None = None
    _after: datetime | None = None
    _heads: dict[str, Head] = field(default_factory=dict)
    _unwritten: list[Entry] = field(default_factory=list)

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
        head.seq, head.digest, head.at, head.is_moved = entry.seq, entry.digest, entry.at, True
        self._unwritten.append(entry)
        self.recorded.append(entry)
        return entry

    def write(self) -> None:
        """Write what was recorded since, in two statements however much it is.

        Called before any other statement and before the commit, so that nothing reads a trail
        that lacks an entry.
        """
        if not self._unwritten:
            return
        rows = [row_of(entry) for entry in self._unwritten]
        self._unwritten.clear()
        connection = self.session.connection()
        for head in self._heads.values():
            if not head.is_moved:
                continue
            said = {"seq": head.seq, "digest": head.digest, "at": head.at}
            if head.is_new:
                connection.execute(BEGIN, {"id": head.id, **said})
            else:
                connection.execute(MOVE, {"chain": head.id, **said})
            head.is_new = head.is_moved = False
        connection.execute(ADD, rows)

    def ask(self, statement: Executable, **values: object) -> CursorResult[Any]:
        """Run a statement that was made once, past the session; it sees all that was done here."""
        self._settle()
        return self.session.connection().execute(statement, values)

    def upon(self, chain: UUID | str) -> str:
        """Give the digest of the last entry upon which everything is read; nothing if unknown.

        A writer must have claimed the chain, and not have changed anything yet.
        """
        self._settle()
        if self.changed or self.recorded or self.until != FOR_EVER:
            return ""
        head = self._heads.get(str(chain))
        return head.digest if head else self.seen.get(str(chain), "")

    def _settle(self) -> None:
        if self.session.autoflush:
            self.session.flush()
        self.write()

    def ask_each(self, statement: Executable, each: Sequence[Mapping[str, object]]) -> None:
        """Run a statement that was made once for each set of values, past the session."""
        self._settle()
        self.session.connection().execute(statement, each)

    def put(self, row: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
        """Add rows to a table in one statement, past the session."""
        if rows:
            self.changed.add(str(table_of(row).name))
            self.ask_each(adding(row), rows)

    def put_unless_there(self, row: type[Base], values: Mapping[str, object]) -> bool:
        """Add a row, and say whether it was added: it is not where its key is there.

        Whoever is adding the same row just now is waited for.
        """
        self._settle()
        connection = self.session.connection()
        adding_it = adding_once(row, connection.dialect.name)
        is_added = connection.execute(adding_it, values).first() is not None
        if is_added:
            self.changed.add(str(table_of(row).name))
        return is_added

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Let what is done in the block fail alone: what was done before it stands."""
        # What was recorded before belongs before the savepoint, or it would be undone with it.
        self.session.flush()
        self.write()
        with self.session.begin_nested():
            yield

    def begin_chain(self, chain: UUID | str) -> None:
        """Begin a chain whose name nobody else can know yet."""
        self._heads[str(chain)] = Head(str(chain), is_new=True)

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
        last = self.ask(LAST, chain=str(chain), until=self.until).scalar()
        if last is not None:
            self.not_before(last)

    def not_before(self, instant: datetime) -> None:
        """Look from no earlier than an instant."""
        self._at = max(self.at, instant)

    def _later(self, instant: datetime) -> datetime:
        """Give an instant that is not before the chain's last entry, whatever the clock says."""
        if self._after is None or instant >= self._after:
            return instant
        return self._after + TICK

    def _at_of(self, head: Head) -> datetime:
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

    def _head(self, chain: str) -> Head:
        """Give the head of a chain, locked until the commit; a new chain begins here."""
        held = self._heads.get(chain)
        if held is None:
            held = self._heads[chain] = self._locked(chain) or self._begun(chain)
        return held

    def _locked(self, chain: str) -> Head | None:
        found = self.ask(HEAD, chain=chain).one_or_none()
        return None if found is None else Head(found.id, found.seq, found.digest, found.at)

    def _begun(self, chain: str) -> Head:
        try:
            with self.attempt():
                self.ask(BEGIN, id=chain, seq=0, digest=START, at=None)
        except IntegrityError:
            # Another writer began the chain between our look and our insert.
            pass
        found = self._locked(chain)
        if found is None:
            message = f"The chain {chain} was begun and is gone."
            raise LookupError(message)
        return found


class AuditedSession(Session):
    """A session that notes which tables it changed.

    Attributes:
        write: Writes what was recorded; called before anything else is asked or written.
    """

    changed: set[str]
    write: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Transactions:
    """Opens transactions.

    Attributes:
        now: Gives the present instant, aware.
        held: What this process holds of incidents.
        after: Called with the stored entries after a commit, for the log.
    """

    engine: Engine
    now: Callable[[], datetime]
    after: Callable[[tuple[Entry, ...]], None] | None = None
    held: Held = field(default_factory=Held)

    @contextmanager
    def begin(self, actor: Person | None) -> Iterator[Transaction]:
        """Open a transaction that writes; leaving the block commits, an error rolls back.

        Raises:
            UnauditedWriteError: Rows changed and nothing was recorded.
        """
        with (
            turns_of(self.engine.url).turn(),
            AuditedSession(self.engine, expire_on_commit=False) as session,
        ):
            session.changed = set()
            tx = Transaction(session, actor, self.now, session.changed, held=self.held)
            session.write = tx.write
            yield tx
            session.flush()
            tx.write()
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
            tx = Transaction(session, None, self.now, session.changed, held=self.held)
            session.write = tx.write
            # A reader's instant is the one before its snapshot.
            _ = tx.at
            yield tx


@event.listens_for(AuditedSession, "before_flush")
def _note_flush(session: AuditedSession, _context: UOWTransaction, _instances: object) -> None:
    session.write()
    for row in (*session.new, *session.dirty, *session.deleted):
        if row in session.dirty and not session.is_modified(row):
            continue
        session.changed.add(str(inspect(row).mapper.local_table.name))


@event.listens_for(AuditedSession, "do_orm_execute")
def _note_execute(state: ORMExecuteState) -> None:
    if isinstance(state.session, AuditedSession):
        state.session.write()
    if state.is_insert or state.is_update or state.is_delete:
        table = getattr(state.statement, "table", None)
        session = state.session
        if isinstance(session, AuditedSession) and table is not None:
            session.changed.add(str(table.name))

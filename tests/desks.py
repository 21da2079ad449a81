"""A desk for tests: a real database, a clock that a test sets, people and incidents."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import func, select

from disclosure.bootstrap import Services
from disclosure.desk import Desk, build_desk
from disclosure.facts.case import Organisation
from disclosure.services.passwords import HashingCost, Passwords
from disclosure.settings import Secret, Settings
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.store.codec import plain_organisation
from disclosure.store.models import (
    AuditEntryRow,
    OrganisationRow,
    OrganisationVersionRow,
    PersonRow,
)
from disclosure.trail.actions import INSTALLATION, Action

CHEAP_COST = HashingCost(passes=1, memory_kib=8, lanes=1)
"""A thousandth of the usual one."""

CHEAP = Passwords(CHEAP_COST)

PASSWORD = "sparrow kettle violin"  # noqa: S105 - of people that a test makes up
EVERY_ROLE = tuple(Role)
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands until it is told to go on."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Give the present instant."""
        return self.now

    def go_on(self, **length: float) -> datetime:
        """Let time pass: `go_on(hours=2)`."""
        self.now += timedelta(**length)
        return self.now


@dataclass
class Setting:
    """A desk with what a test needs around it."""

    desk: Desk
    clock: Clock
    organisation_id: UUID = field(default_factory=uuid4)

    def person(
        self, name: str, *roles: Role, capacities: tuple[Capacity, ...] = (), password: str = ""
    ) -> Person:
        """Let somebody join; every role unless some are named."""
        email = f"{name.lower().replace(' ', '.')}@example.org"
        row = PersonRow(
            id=uuid4(),
            name=name,
            email=email,
            password_hash=CHEAP.hash(password or PASSWORD),
            roles=[str(role) for role in roles or EVERY_ROLE],
            capacities=[str(capacity) for capacity in capacities],
            joined_at=self.clock(),
            disabled_at=None,
        )
        with self.desk.transactions.begin(None) as tx:
            tx.session.add(row)
            tx.record(Action.PERSON_JOINED, chain=INSTALLATION, subject=row.id)
        return Person(row.id, name, email, frozenset(roles or EVERY_ROLE), frozenset(capacities))

    def organisation(self, organisation: Organisation) -> UUID:
        """Add an organisation."""
        made = OrganisationRow(id=uuid4(), name=organisation.name, added_at=self.clock())
        with self.desk.transactions.begin(None) as tx:
            tx.session.add(made)
            tx.session.flush()
            tx.session.add(
                OrganisationVersionRow(
                    organisation_id=made.id,
                    number=1,
                    recorded_at=self.clock(),
                    recorded_by=None,
                    content=plain_organisation(organisation),
                )
            )
            tx.record(Action.ORGANISATION_ADDED, chain=INSTALLATION, subject=made.id)
        return made.id

    def incident(self, person: Person, title: str = "Cyber incident", *others: Person) -> UUID:
        """Open an incident, with others on its team."""
        # As an owner, who may choose any organisation there is.
        opener = replace(person, roles=person.roles | {Role.OWNER})
        made = self.desk.incidents.open(opener, title=title, organisation_id=self.organisation_id)
        for other in others:
            self.desk.incidents.add(person, made, other.id)
        return made

    def rows(self, kind: type) -> int:
        """Count the rows of a kind."""
        with self.desk.transactions.read() as tx:
            return tx.session.scalar(select(func.count()).select_from(kind)) or 0

    def written(self) -> int:
        """Count what the trail holds."""
        return self.rows(AuditEntryRow)

    def entries(self, *actions: Action, chain: object = None) -> list[AuditEntryRow]:
        """Give the entries of the trail in order; of some kinds or of one chain if named."""
        wanted = select(AuditEntryRow).order_by(AuditEntryRow.chain, AuditEntryRow.seq)
        if actions:
            wanted = wanted.where(AuditEntryRow.action.in_(map(str, actions)))
        if chain is not None:
            wanted = wanted.where(AuditEntryRow.chain == str(chain))
        with self.desk.transactions.read() as tx:
            return list(tx.session.scalars(wanted))


def a_setting(url: str, folder: Path, library: Services, **settings: object) -> Setting:
    """Give a desk on a database, with one organisation."""
    clock = Clock()
    chosen = Settings(data=folder, database_url=Secret(url), **settings)
    desk = build_desk(chosen, clock, library=library, passwords=CHEAP)
    setting = Setting(desk, clock)
    setting.organisation_id = setting.organisation(Organisation("Harcourt & Vale plc"))
    return setting

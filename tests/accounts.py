"""People with passwords for tests: cheap to hash, and an installation with nobody in it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from desks import CHEAP_COST, Clock
from sqlalchemy import select

from disclosure.services.links import Links
from disclosure.services.newcomers import Newcomer
from disclosure.services.organisations import added_by_first_owner
from disclosure.services.passwords import Passwords
from disclosure.services.people import People
from disclosure.services.sign_in import SignedIn, SignIns
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.store.engine import make_engine
from disclosure.store.models import AuditEntryRow
from disclosure.store.transactions import Transactions
from disclosure.trail.actions import INSTALLATION

COUNSEL = Capacity.GENERAL_COUNSEL
SATURDAY = datetime(2025, 4, 19, 8, 0, tzinfo=UTC)
GOOD = "quiet otter lamp"
OTHER = "ferry kettle noon"
HERE = "192.0.2.7"


@dataclass
class CountedPasswords(Passwords):
    """Counts what costs time: every check of a hash, whoever it is for."""

    checks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the cheap hasher."""
        super().__init__(CHEAP_COST)

    def check(self, password, kept):
        """Count, and check."""
        self.checks.append(kept)
        return super().check(password, kept)


@dataclass
class Accounts:
    """An installation with nobody in it."""

    url: str
    clock: Clock = field(default_factory=lambda: Clock(SATURDAY))
    passwords: CountedPasswords = field(default_factory=CountedPasswords)

    def __post_init__(self) -> None:
        """Wire the services on a database."""
        self.engine = make_engine(self.url)
        self.transactions = Transactions(self.engine, self.clock)
        self.people = People.build(self.transactions, added_by_first_owner, self.passwords)
        self.links: Links = self.people.links
        self.sign_ins: SignIns = self.people.sign_ins

    def first_owner(self, **said) -> SignedIn:
        """Let the first owner in."""
        said = {"name": "Olive Owner", "email": "olive@harbour.example", **said}
        token = self.people.first_owner_link()
        assert token is not None
        return self.links.become_owner(
            token, Newcomer(**said), password=GOOD, organisation="Harbour Foods plc"
        )

    def join(self, owner: Person, name: str, *roles: Role, capacities=()) -> SignedIn:
        """Invite somebody and let them join; the address is the first name."""
        email = f"{name.split(maxsplit=1)[0].lower()}@harbour.example"
        newcomer = Newcomer(name, email, frozenset(roles), frozenset(capacities))
        made = self.links.invite(owner, newcomer)
        return self.links.join(made.token, password=GOOD)

    def actions(self) -> list[str]:
        """Give what the installation's trail says was done, in order."""
        return [entry.action for entry in self.entries()]

    def entries(self):
        """Give the entries of the installation's trail."""
        ours = select(AuditEntryRow).where(AuditEntryRow.chain == INSTALLATION)
        with self.transactions.read() as tx:
            return list(tx.session.scalars(ours.order_by(AuditEntryRow.seq)))

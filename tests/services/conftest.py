"""What tests of services stand on: people, incidents, and deadlines that run."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from accounts import Accounts
from desks import Setting
from running import an_incident_that_runs, on_personal_data

from builders import the_catalogue
from disclosure.services.facts import Facts
from disclosure.services.organisations import Organisations
from disclosure.services.sign_in import SignedIn
from disclosure.signoff.people import Person, Role

# ---- An installation with nobody in it ----------------------------------------------------------


@pytest.fixture
def accounts(database) -> Iterator[Accounts]:
    made = Accounts(database)
    yield made
    made.engine.dispose()


@pytest.fixture
def owner(accounts: Accounts) -> SignedIn:
    return accounts.first_owner()


@pytest.fixture
def kept(accounts: Accounts, owner: SignedIn) -> Organisations:
    """Give the organisations of an installation that has its first owner."""
    return Organisations(accounts.transactions, the_catalogue())


# ---- A desk -------------------------------------------------------------------------------------


@pytest.fixture
def ada(setting: Setting) -> Person:
    return setting.person("Ada Clark")


@pytest.fixture
def ann(setting: Setting) -> Person:
    return setting.person("Ann Lee")


@pytest.fixture
def bob(setting: Setting) -> Person:
    return setting.person("Bob Hay")


@pytest.fixture
def incident(setting: Setting, ann: Person, bob: Person) -> UUID:
    """Give an incident of Ann's, with Bob on its team."""
    return setting.incident(ann, "Tills down", bob)


@pytest.fixture
def facts(desk) -> Facts:
    return Facts(desk.transactions, desk.library.catalogue)


# ---- Deadlines ----------------------------------------------------------------------------------


@pytest.fixture
def drafter(setting: Setting) -> Person:
    """Give a drafter of an organisation with duties about personal data."""
    on_personal_data(setting)
    return setting.person("Drafter", Role.RECORDER, Role.DRAFTER)


@pytest.fixture
def waiting(setting: Setting, drafter: Person) -> UUID:
    """Give an incident of which nothing is known, so that no clock runs yet."""
    return setting.incident(drafter)


@pytest.fixture
def running(setting: Setting, drafter: Person) -> UUID:
    """Give an incident whose report clock runs."""
    return an_incident_that_runs(setting, drafter)

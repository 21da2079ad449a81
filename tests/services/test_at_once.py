"""The same thing done twice at the same moment, on each database: it happens once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from disclosure.problems import ForbiddenError, RuleError
from disclosure.signoff.people import Person, Role
from disclosure.store.models import IncidentRow
from disclosure.trail.actions import Action


def test_sending_a_form_twice_at_the_same_moment_opens_one_incident(setting, ann) -> None:
    both = Barrier(2)

    def send(_: int) -> object:
        both.wait()
        return setting.desk.incidents.open(ann, title="Tills", once="the same form")

    with ThreadPoolExecutor(2) as pool:
        made = set(pool.map(send, range(2)))
    assert len(made) == 1
    assert setting.rows(IncidentRow) == 1


def test_two_approvals_at_the_same_moment_are_both_kept_once(setting, table) -> None:
    seen = table.request()
    people = [table.counsel, table.counsel, table.protection, table.protection]
    start = Barrier(len(people))

    def approve(person: Person) -> None:
        start.wait()
        table.approve(person, seen)

    before = len(setting.entries(Action.NOTICE_APPROVED))
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(approve, people))
    assert len(setting.entries(Action.NOTICE_APPROVED)) == before + 2


def test_two_owners_who_remove_each_other_leave_one(setting, desk) -> None:
    owners = [setting.person(name, Role.OWNER) for name in ("Ann Lee", "Bob Hay")]
    start = Barrier(2)

    def remove(place: int) -> str:
        start.wait()
        by, whom = owners[place], owners[1 - place]
        try:
            desk.people.change_roles(by, whom.id, roles=(), capacities=())
        except (RuleError, ForbiddenError) as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as pool:
        refused = list(pool.map(remove, range(2)))
    assert len(desk.people.owners()) == 1
    assert sorted(map(bool, refused)) == [False, True]

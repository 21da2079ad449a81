"""Who can sign what off: nobody, only one person, and one person wanted twice, are all said."""

from uuid import uuid4

from disclosure.services.cover import covered
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.signoff.policy import Need, Policy

COUNSEL, FINANCE = Capacity.GENERAL_COUNSEL, Capacity.CHIEF_FINANCIAL_OFFICER


def somebody(name: str, *roles: Role, acts_as: tuple[Capacity, ...] = ()) -> Person:
    return Person(
        uuid4(), name, f"{name.lower()}@example.org", frozenset(roles), frozenset(acts_as)
    )


def a_policy(*needs: tuple[Capacity, ...], release_by: tuple[Capacity, ...] = ()) -> Policy:
    return Policy(
        id="p",
        title="Announcement",
        notices=(),
        audiences=("market",),
        needs=tuple(Need(need) for need in needs),
        release_by=frozenset(release_by),
        in_order=False,
        why="It binds.",
    )


def test_nobody_and_only_one_person_are_said() -> None:
    counsel = somebody("Gita", Role.APPROVER, acts_as=(COUNSEL,))
    reader = somebody("Rory", acts_as=(FINANCE,))  # acts as such, and approves nothing
    (one,) = covered([a_policy((COUNSEL,), (FINANCE,))], [counsel, reader])
    assert [(each.what, each.names, each.state) for each in one.approvals] == [
        ("General counsel", ("Gita",), "Only one person"),
        ("Chief financial officer", (), "Nobody"),
    ]
    assert (one.release.names, one.release.state, one.release.is_missing) == ((), "Nobody", True)


def test_one_person_who_acts_as_both_is_not_two_people() -> None:
    both = somebody("Gita", Role.APPROVER, Role.RELEASER, acts_as=(COUNSEL, FINANCE))
    (one,) = covered([a_policy((COUNSEL,), (FINANCE,))], [both])
    assert [each.state for each in one.approvals] == [
        "Only one person",
        "Nobody else: each approval is by a different person",
    ]
    assert one.release.state == "Only one person"


def test_several_people_need_no_word() -> None:
    people = [somebody(name, Role.APPROVER, acts_as=(COUNSEL,)) for name in ("Ann", "Bea")]
    (one,) = covered([a_policy((COUNSEL, FINANCE), release_by=(COUNSEL,))], people)
    assert one.approvals[0].what == "General counsel or chief financial officer"
    assert (one.approvals[0].names, one.approvals[0].state) == (("Ann", "Bea"), "")
    assert one.release.what == "General counsel"

"""People: roles, the last owner, and forms that came too late."""

import pytest
from accounts import COUNSEL, Accounts

from disclosure.problems import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    RuleError,
)
from disclosure.services.newcomers import Newcomer
from disclosure.services.people import LARGEST_PARKED, is_local
from disclosure.services.sign_in import SignedIn
from disclosure.signoff.people import Role
from disclosure.trail.actions import Action

FORM = "/incidents/7/facts/people"
TYPED = [("people.count", "1200"), ("people.note", "first count, by the help desk")]


@pytest.fixture
def member(accounts: Accounts, owner: SignedIn) -> SignedIn:
    return accounts.join(owner.person, "Dana Drafter", Role.DRAFTER)


def roles_of(accounts: Accounts, signed: SignedIn) -> frozenset[Role]:
    return accounts.people.person_of(signed.token).roles


# ---- Roles --------------------------------------------------------------------------------------


def test_other_roles_count_from_the_next_request_and_the_session_goes_on(
    accounts, owner, member
) -> None:
    accounts.people.change_roles(
        owner.person,
        member.person.id,
        roles=[Role.APPROVER],
        capacities=[COUNSEL],
        seen=[Role.DRAFTER],
    )
    now = accounts.people.person_of(member.token)
    assert (now.roles, now.capacities) == ({Role.APPROVER}, {COUNSEL})
    entry = accounts.entries()[-1]
    assert entry.action == Action.ROLES_CHANGED
    assert entry.detail == {
        "from": {"roles": ["drafter"], "capacities": []},
        "to": {"roles": ["approver"], "capacities": ["general-counsel"]},
    }


def test_the_same_roles_again_record_nothing(accounts, owner, member) -> None:
    before = accounts.actions()
    accounts.people.change_roles(
        owner.person, member.person.id, roles=[Role.DRAFTER], capacities=[]
    )
    assert accounts.actions() == before


@pytest.mark.parametrize("how", ["demoted", "disabled"])
def test_an_owner_who_is_none_any_more_finishes_nothing(accounts, owner, member, how) -> None:
    """They had the page open, and were let in a moment before it was taken from them."""
    bea = accounts.join(owner.person, "Bea Boss", Role.OWNER).person
    if how == "demoted":
        accounts.people.change_roles(owner.person, bea.id, roles=[Role.DRAFTER], capacities=[])
    else:
        accounts.people.disable(owner.person, bea.id)
    before = accounts.actions()
    people, links, dana = accounts.people, accounts.links, member.person.id
    made_up = Newcomer("Eve Else", "eve@harbour.example")
    for attempt in (
        lambda: people.change_roles(bea, dana, roles=[Role.OWNER], capacities=[]),
        lambda: people.disable(bea, owner.person.id),
        lambda: people.enable(bea, bea.id),
        lambda: links.invite(bea, made_up),
        lambda: links.revoke(bea, "none"),
        lambda: links.password_link(bea, owner.person.id),
    ):
        with pytest.raises(ForbiddenError, match="no longer an owner"):
            attempt()
    assert accounts.actions() == before


def test_an_approver_without_a_capacity_is_refused(accounts, owner, member) -> None:
    with pytest.raises(InvalidInputError, match="in a capacity"):
        accounts.people.change_roles(
            owner.person, member.person.id, roles=[Role.APPROVER], capacities=[]
        )
    assert roles_of(accounts, member) == {Role.DRAFTER}


def test_two_owners_changing_the_same_person_do_not_undo_each_other(
    accounts, owner, member
) -> None:
    accounts.people.change_roles(
        owner.person, member.person.id, roles=[Role.RECORDER], capacities=[], seen=[Role.DRAFTER]
    )
    with pytest.raises(ConflictError, match="Another owner"):
        accounts.people.change_roles(
            owner.person, member.person.id, roles=[], capacities=[], seen=[Role.DRAFTER]
        )
    assert roles_of(accounts, member) == {Role.RECORDER}


# ---- The last owner -----------------------------------------------------------------------------


def test_the_last_owner_stays_owner(accounts, owner, member) -> None:
    for attempt in (
        lambda: accounts.people.disable(owner.person, owner.person.id),
        lambda: accounts.people.change_roles(
            owner.person, owner.person.id, roles=[Role.DRAFTER], capacities=[]
        ),
    ):
        with pytest.raises(RuleError, match="only owner") as refused:
            attempt()
        assert refused.value.rule == "last-owner"
    assert accounts.people.member(owner.person, owner.person.id).is_last_owner
    assert Role.OWNER in roles_of(accounts, owner)


def test_with_a_second_owner_the_first_may_go(accounts, owner) -> None:
    second = accounts.join(owner.person, "Otto Owner", Role.OWNER)
    assert not accounts.people.member(owner.person, owner.person.id).is_last_owner
    accounts.people.disable(owner.person, owner.person.id)
    assert accounts.people.person_of(owner.token) is None
    with pytest.raises(RuleError, match="only owner"):  # a disabled owner is none
        accounts.people.disable(second.person, second.person.id)


# ---- Disabling ----------------------------------------------------------------------------------


def test_disabling_ends_every_session_and_enabling_revives_none(accounts, owner, member) -> None:
    accounts.people.disable(owner.person, member.person.id)
    assert accounts.people.person_of(member.token) is None
    accounts.people.enable(owner.person, member.person.id)
    assert accounts.people.person_of(member.token) is None
    assert accounts.actions()[-2:] == [Action.PERSON_DISABLED, Action.PERSON_ENABLED]


def test_disabling_or_enabling_twice_records_once(accounts, owner, member) -> None:
    for _ in range(2):
        accounts.people.disable(owner.person, member.person.id)
    assert accounts.actions().count(Action.PERSON_DISABLED) == 1
    for _ in range(2):
        accounts.people.enable(owner.person, member.person.id)
    assert accounts.actions().count(Action.PERSON_ENABLED) == 1


def test_everybody_is_listed_by_name(accounts, owner, member) -> None:
    names = [m.person.name for m in accounts.people.everybody(owner.person)]
    assert names == ["Dana Drafter", "Olive Owner"]


def test_nobody_of_that_id(accounts, owner) -> None:
    from uuid import UUID  # noqa: PLC0415 - the only test that makes one up

    with pytest.raises(NotFoundError):
        accounts.people.member(owner.person, UUID(int=1))


# ---- Forms that came too late -------------------------------------------------------------------


def park(accounts: Accounts, signed: SignedIn, path: str = FORM, fields=TYPED) -> str:
    return accounts.people.park(signed.token, path=path, fields=fields)


def test_a_form_of_an_expired_session_waits_for_its_author(accounts, member) -> None:
    accounts.clock.go_on(hours=13)
    assert accounts.people.person_of(member.token) is None
    form = accounts.people.unpark(member.person, park(accounts, member))
    assert form.path == FORM
    assert form.fields == tuple(TYPED)
    assert accounts.people.parked(member.person) == (form,)


def test_nobody_else_sees_it(accounts, owner, member) -> None:
    form_id = park(accounts, member)
    assert accounts.people.unpark(owner.person, form_id) is None
    assert accounts.people.parked(owner.person) == ()
    accounts.people.drop_parked(owner.person, form_id)
    assert accounts.people.unpark(member.person, form_id) is not None


def test_it_is_kept_for_a_day(accounts, member) -> None:
    form_id = park(accounts, member)
    accounts.clock.go_on(hours=24, seconds=1)
    assert accounts.people.unpark(member.person, form_id) is None
    assert accounts.people.parked(member.person) == ()


def test_two_forms_are_kept_apart_and_the_same_one_twice_is_one(accounts, member) -> None:
    first = park(accounts, member)
    assert park(accounts, member, fields=[("people.count", "1450")]) == first
    accounts.clock.go_on(minutes=1)
    park(accounts, member, path="/incidents/7/facts/cause")
    kept = accounts.people.parked(member.person)
    assert [form.path for form in kept] == ["/incidents/7/facts/cause", FORM]
    assert kept[1].fields == (("people.count", "1450"),)


def test_secrets_are_not_kept(accounts, member) -> None:
    secret = [
        ("password", "x"),
        ("new_password", "x"),
        ("Password-again", "x"),
        ("csrf_token", "x"),
        ("once", "x"),
        ("form-once", "x"),
        ("token", "x"),
    ]
    assert park(accounts, member, fields=secret) == ""
    form = accounts.people.unpark(member.person, park(accounts, member, fields=[*secret, *TYPED]))
    assert form.fields == tuple(TYPED)
    kept = accounts.people.unpark(
        member.person, park(accounts, member, fields=[("concerned", "staff")])
    )
    assert kept.fields == (("concerned", "staff"),)  # the letters of a name are no secret


@pytest.mark.parametrize("how", ["signed out", "disabled", "made up", "no cookie"])
def test_a_session_ended_on_purpose_keeps_nothing(accounts, owner, member, how: str) -> None:
    token = {"made up": "x", "no cookie": ""}.get(how, member.token)
    if how == "signed out":
        accounts.sign_ins.sign_out(accounts.sign_ins.session(member.token))
    if how == "disabled":
        accounts.people.disable(owner.person, member.person.id)
    assert accounts.people.park(token, path=FORM, fields=TYPED) == ""


def test_what_is_too_large_is_not_kept(accounts, member) -> None:
    assert park(accounts, member, fields=[("note", "é" * (LARGEST_PARKED // 2))]) == ""
    assert park(accounts, member, fields=[("note", "x" * (LARGEST_PARKED - 100))])


def test_a_form_sent_again_is_forgotten(accounts, member) -> None:
    form_id = park(accounts, member)
    accounts.people.drop_parked(member.person, form_id)
    assert accounts.people.parked(member.person) == ()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", True),
        ("/incidents/7?at=now", True),
        ("", False),
        ("incidents", False),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("https://evil.example", False),
        ("javascript:alert(1)", False),
        ("/\nSet-Cookie: x", False),
        ("/\t/evil.example", False),
    ],
)
def test_only_a_path_of_our_own_is_followed(path: str, expected: bool) -> None:
    assert is_local(path) is expected

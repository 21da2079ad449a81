"""Links that work once: nobody gets an account, or a password, by any other way."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from accounts import COUNSEL, GOOD, HERE, OTHER, Accounts

from disclosure.problems import ForbiddenError, InvalidInputError, NotFoundError, RuleError
from disclosure.services.links import INVITATION, OWNER, PASSWORD
from disclosure.services.newcomers import Newcomer
from disclosure.services.sign_in import Refused, SignedIn
from disclosure.signoff.people import Capacity, Role
from disclosure.store.models import OneTimeLinkRow, PersonRow
from disclosure.trail.actions import INSTALLATION, Action

ROLES = frozenset({Role.DRAFTER})


def newcomer(**said) -> Newcomer:
    said = {"name": "Dana Drafter", "email": "dana@harbour.example", "roles": ROLES, **said}
    return Newcomer(**said)


def fields(refused) -> list[str]:
    return [problem.path for problem in refused.value.problems]


# ---- The first owner ----------------------------------------------------------------------------


def test_nobody_can_sign_in_before_the_first_owner(accounts) -> None:
    assert accounts.sign_ins.sign_in("admin@localhost", "admin", place=HERE) == Refused()
    assert accounts.actions() == [Action.SIGN_IN_FAILED]


def test_the_first_owner_records_and_drafts_and_is_signed_in(accounts, owner) -> None:
    assert owner.person.roles == {Role.OWNER, Role.RECORDER, Role.DRAFTER}
    assert owner.person.capacities == frozenset()
    assert accounts.people.person_of(owner.token) == owner.person


def test_the_first_owner_may_take_on_more(accounts) -> None:
    more = {"roles": frozenset({Role.APPROVER}), "capacities": frozenset({COUNSEL})}
    signed = accounts.first_owner(**more)
    assert signed.person.roles == {Role.OWNER, Role.RECORDER, Role.DRAFTER, Role.APPROVER}
    assert signed.person.capacities == {COUNSEL}


def test_each_start_voids_the_link_of_the_one_before(accounts) -> None:
    first, second = accounts.people.first_owner_link(), accounts.people.first_owner_link()
    assert first != second
    assert accounts.links.open(second, OWNER).kind == OWNER
    with pytest.raises(RuleError, match="replaced by a newer one") as refused:
        accounts.links.open(first, OWNER)
    assert refused.value.rule == "link-withdrawn"


def test_with_an_owner_there_is_no_link_for_another_first_one(accounts, owner) -> None:
    assert accounts.people.first_owner_link() is None


def test_the_first_link_works_for_a_day(accounts) -> None:
    token = accounts.people.first_owner_link()
    accounts.clock.go_on(hours=24)
    with pytest.raises(RuleError, match="Start the program again") as refused:
        accounts.links.open(token, OWNER)
    assert refused.value.rule == "link-expired"


def test_the_first_link_works_once(accounts) -> None:
    token = accounts.people.first_owner_link()
    said = {"password": GOOD, "organisation": "Harbour Foods plc"}
    accounts.links.become_owner(token, newcomer(roles=frozenset()), **said)
    with pytest.raises(RuleError, match="works once") as refused:
        accounts.links.become_owner(token, newcomer(email="eve@harbour.example"), **said)
    assert refused.value.rule == "link-used"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "<b>Olive</b>"}, "name"),
        ({"name": "Olive\u202eOwner"}, "name"),
        ({"email": ""}, "email"),
        ({"email": "olive"}, "email"),
        ({"email": "olive@harbour"}, "email"),
        ({"email": "olive@harbour.example, eve@x.example"}, "email"),
        ({"email": "olive@harbour.example\nBcc: eve@x.example"}, "email"),
        ({"roles": frozenset({Role.APPROVER})}, "capacities"),
        ({"organisation": ""}, "organisation"),
        ({"organisation": "<script>"}, "organisation"),
        ({"password": "short"}, "password"),
        ({"password": "harbour foods plc"}, "password"),
    ],
)
def test_what_is_not_taken_is_named_by_field_and_nobody_joins(accounts, said, field) -> None:
    token = accounts.people.first_owner_link()
    # The table is shared by both databases: what is taken out is taken out of a copy.
    own = dict(said)
    password = own.pop("password", GOOD)
    organisation = own.pop("organisation", "Harbour Foods plc")
    who = newcomer(**{"roles": frozenset(), **own})
    with pytest.raises(InvalidInputError) as refused:
        accounts.links.become_owner(token, who, password=password, organisation=organisation)
    assert fields(refused) == [field]
    assert accounts.links.open(token, OWNER)  # the link still works
    assert accounts.actions() == [Action.OWNER_LINK_MADE]


# ---- Invitations --------------------------------------------------------------------------------


def test_somebody_invited_joins_with_the_roles_given(accounts, owner) -> None:
    roles = frozenset({Role.APPROVER, Role.RELEASER})
    made = accounts.links.invite(
        owner.person, newcomer(roles=roles, capacities=frozenset({COUNSEL}))
    )
    link = accounts.links.open(made.token, INVITATION)
    assert (link.name, link.email) == ("Dana Drafter", "dana@harbour.example")
    signed = accounts.links.join(made.token, password=OTHER)
    assert (signed.person.roles, signed.person.capacities) == (roles, {COUNSEL})
    again = accounts.sign_ins.sign_in("dana@harbour.example", OTHER, place=HERE)
    assert isinstance(again, SignedIn)


def test_an_invitation_works_once(accounts, owner) -> None:
    made = accounts.links.invite(owner.person, newcomer())
    accounts.links.join(made.token, password=GOOD)
    with pytest.raises(RuleError, match="works once"):
        accounts.links.join(made.token, password=GOOD)
    assert accounts.actions().count(Action.PERSON_JOINED) == 2


def test_an_invitation_used_twice_at_once_makes_one_account(accounts, owner) -> None:
    made = accounts.links.invite(owner.person, newcomer())

    def join(_: int) -> bool:
        try:
            return bool(accounts.links.join(made.token, password=GOOD))
        except RuleError:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(join, range(4))) == [False, False, False, True]
    assert accounts.actions().count(Action.PERSON_JOINED) == 2


def test_an_invitation_works_for_seven_days(accounts, owner) -> None:
    made = accounts.links.invite(owner.person, newcomer())
    accounts.clock.go_on(days=7, seconds=-1)
    assert accounts.links.open(made.token, INVITATION)
    accounts.clock.go_on(seconds=1)
    with pytest.raises(RuleError, match="has run out"):
        accounts.links.join(made.token, password=GOOD)


def test_an_invitation_taken_back_opens_nothing(accounts, owner) -> None:
    made = accounts.links.invite(owner.person, newcomer())
    assert [link.id for link in accounts.links.invitations(owner.person)] == [made.link.id]
    accounts.links.revoke(owner.person, made.link.id)
    assert accounts.links.invitations(owner.person) == ()
    with pytest.raises(RuleError) as refused:
        accounts.links.join(made.token, password=GOOD)
    assert refused.value.rule == "link-withdrawn"
    accounts.links.revoke(owner.person, made.link.id)  # twice is once
    assert accounts.actions().count(Action.INVITATION_REVOKED) == 1


def test_inviting_again_voids_the_earlier_link(accounts, owner) -> None:
    first = accounts.links.invite(owner.person, newcomer())
    second = accounts.links.invite(owner.person, newcomer(email="DANA@harbour.example"))
    with pytest.raises(RuleError, match="newer one"):
        accounts.links.open(first.token, INVITATION)
    assert accounts.links.open(second.token, INVITATION)


def test_somebody_with_an_account_is_not_invited(accounts, owner) -> None:
    with pytest.raises(InvalidInputError, match="already has an account"):
        accounts.links.invite(owner.person, newcomer(email="Olive@harbour.example"))


def test_what_has_been_used_is_not_taken_back(accounts, owner) -> None:
    made = accounts.links.invite(owner.person, newcomer())
    accounts.links.join(made.token, password=GOOD)
    with pytest.raises(RuleError, match="already joined"):
        accounts.links.revoke(owner.person, made.link.id)


@pytest.mark.parametrize("roles", [[], [Role.RECORDER, Role.DRAFTER, Role.APPROVER, Role.RELEASER]])
def test_only_owners_look_after_people(accounts, owner, roles) -> None:
    capacities = [COUNSEL] if roles else []
    member = accounts.join(owner.person, "Dana Drafter", *roles, capacities=capacities).person
    made = accounts.links.invite(owner.person, newcomer(email="eve@harbour.example"))
    for attempt in (
        lambda: accounts.links.invite(member, newcomer(email="x@harbour.example")),
        lambda: accounts.links.revoke(member, made.link.id),
        lambda: accounts.links.invitations(member),
        lambda: accounts.links.password_link(member, owner.person.id),
        lambda: accounts.people.everybody(member),
        lambda: accounts.people.member(member, owner.person.id),
        lambda: accounts.people.change_roles(member, member.id, roles=list(Role), capacities=[]),
        lambda: accounts.people.disable(member, owner.person.id),
        lambda: accounts.people.enable(member, owner.person.id),
    ):
        with pytest.raises(ForbiddenError, match="Only an owner"):
            attempt()


# ---- Somebody was faster ------------------------------------------------------------------------


def appears(accounts: Accounts, email: str, role: Role) -> None:
    """Add somebody behind the back of the links, as a restored backup might."""
    row = PersonRow(
        id=uuid4(),
        name="Eve",
        email=email,
        password_hash="",
        roles=[str(role)],
        capacities=[],
        joined_at=accounts.clock.now,
        disabled_at=None,
    )
    with accounts.transactions.begin(None) as tx:
        tx.session.add(row)
        tx.record(Action.PERSON_JOINED, chain=INSTALLATION, subject=row.id)


def test_the_first_link_makes_no_second_first_owner(accounts) -> None:
    token = accounts.people.first_owner_link()
    appears(accounts, "eve@harbour.example", Role.OWNER)
    with pytest.raises(RuleError, match="There is an owner already"):
        accounts.links.become_owner(
            token, newcomer(roles=frozenset()), password=GOOD, organisation="Harbour Foods plc"
        )


def test_nobody_joins_with_the_address_of_another_account(accounts, owner) -> None:
    made = accounts.links.invite(owner.person, newcomer())
    appears(accounts, "dana@harbour.example", Role.DRAFTER)
    with pytest.raises(RuleError, match="has an account already"):
        accounts.links.join(made.token, password=GOOD)


# ---- A new password -----------------------------------------------------------------------------


def test_a_link_sets_a_new_password_and_ends_every_session(accounts, owner) -> None:
    member = accounts.join(owner.person, "Dana Drafter", Role.DRAFTER)
    made = accounts.links.password_link(owner.person, member.person.id)
    signed = accounts.links.set_password(made.token, password=OTHER)
    assert accounts.people.person_of(member.token) is None
    assert accounts.people.person_of(signed.token) == member.person
    assert accounts.sign_ins.sign_in("dana@harbour.example", GOOD, place=HERE) == Refused()
    with pytest.raises(RuleError, match="works once"):
        accounts.links.set_password(made.token, password=GOOD)


def test_it_works_for_a_day_and_a_newer_one_voids_it(accounts, owner) -> None:
    first = accounts.links.password_link(owner.person, owner.person.id)
    second = accounts.links.password_link(owner.person, owner.person.id)
    with pytest.raises(RuleError, match="newer one"):
        accounts.links.open(first.token, PASSWORD)
    accounts.clock.go_on(hours=24)
    with pytest.raises(RuleError, match="Ask an owner for another"):
        accounts.links.set_password(second.token, password=OTHER)


def test_a_disabled_account_gets_no_password(accounts, owner) -> None:
    member = accounts.join(owner.person, "Dana Drafter", Role.DRAFTER).person
    made = accounts.links.password_link(owner.person, member.id)
    accounts.people.disable(owner.person, member.id)
    with pytest.raises(RuleError, match="Enable it first"):
        accounts.links.password_link(owner.person, member.id)
    with pytest.raises(RuleError, match="is disabled"):
        accounts.links.set_password(made.token, password=OTHER)


# ---- Tokens -------------------------------------------------------------------------------------


def test_a_link_of_one_kind_is_no_link_of_another(accounts, owner) -> None:
    invited = accounts.links.invite(owner.person, newcomer())
    reset = accounts.links.password_link(owner.person, owner.person.id)
    for token, kind in ((invited.token, PASSWORD), (reset.token, INVITATION), ("x", INVITATION)):
        with pytest.raises(NotFoundError):
            accounts.links.open(token, kind)
    with pytest.raises(NotFoundError):
        accounts.links.become_owner(
            invited.token, newcomer(), password=GOOD, organisation="Harbour Foods"
        )
    with pytest.raises(NotFoundError):
        accounts.links.revoke(owner.person, reset.link.id)


def test_no_token_is_kept_or_recorded(accounts, owner) -> None:
    made = accounts.links.invite(owner.person, newcomer())
    reset = accounts.links.password_link(owner.person, owner.person.id)
    with accounts.transactions.read() as tx:
        kept = [row.digest for row in tx.session.query(OneTimeLinkRow)]
    said = [f"{row.subject} {row.detail}" for row in accounts.entries()]
    for token in (made.token, reset.token):
        assert len(token) >= 43
        assert token not in kept
        assert not any(token in text for text in said)
    digests = [made.link.id, reset.link.id]
    assert not any(digest in text for text in said for digest in digests)


def test_the_capacity_of_whoever_joins_is_recorded(accounts, owner) -> None:
    accounts.join(owner.person, "Cora Counsel", Role.APPROVER, capacities=[Capacity.SECURITY])
    entry = accounts.entries()[-1]
    assert entry.action == Action.PERSON_JOINED
    assert entry.actor_name == "Cora Counsel"
    assert entry.detail == {
        "email": "cora@harbour.example",
        "roles": ["approver"],
        "capacities": ["security"],
    }

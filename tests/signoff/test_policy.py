"""Policies: which one a notice has, and which approvals are still to be asked for."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from signed import (
    CHIEF,
    COMMUNICATIONS,
    COUNSEL,
    FINANCE,
    PROTECTION,
    SECURITY,
    a_person,
    a_policy,
    an_approval,
    an_id,
)

from disclosure.problems import NotFoundError
from disclosure.signoff.people import Capacity, Role
from disclosure.signoff.policy import Approval, Need, Policies, listed, still_needed

LAW, MONEY = Need((COUNSEL,)), Need((FINANCE, CHIEF))

# ---- Which policy --------------------------------------------------------------------------------

NAMED = a_policy(name="named", notices=["uk.body.report.authority"])
AUTHORITY = a_policy(name="authority", audiences=["authority"])
POLICIES = Policies((AUTHORITY, NAMED))


@pytest.mark.parametrize(
    ("notice", "expected"),
    [("uk.body.report.authority", "named"), ("uk.law.1.initial.authority", "authority")],
)
def test_the_notice_is_looked_for_before_its_audience(notice: str, expected: str) -> None:
    assert POLICIES.for_notice(notice, "authority").id == expected


def test_an_audience_that_nothing_covers_is_not_passed_over() -> None:
    with pytest.raises(NotFoundError, match="No approval policy covers the audience 'board'"):
        POLICIES.for_notice("voluntary.paper.board", "board")


# ---- Who is still needed -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("approvals", "expected"),
    [
        ([], (LAW, MONEY)),
        ([("A", [COUNSEL])], (MONEY,)),
        ([("A", [FINANCE])], (LAW,)),
        ([("A", [CHIEF])], (LAW,)),
        ([("A", [COUNSEL]), ("B", [FINANCE])], ()),
        ([("A", [COUNSEL]), ("B", [CHIEF])], ()),
        # two of the same kind meet one need
        ([("A", [FINANCE]), ("B", [CHIEF])], (LAW,)),
        ([("A", [COUNSEL]), ("B", [COUNSEL])], (MONEY,)),
        # somebody in both capacities counts once, for the earlier need
        ([("A", [COUNSEL, FINANCE])], (MONEY,)),
        ([("A", [COUNSEL]), ("A", [FINANCE])], (MONEY,)),
        # and moves over for whoever can meet only one
        ([("A", [COUNSEL, FINANCE]), ("B", [COUNSEL])], ()),
        ([("A", [COUNSEL, FINANCE]), ("B", [CHIEF])], ()),
        # a capacity nobody asked for meets nothing
        ([("A", [SECURITY])], (LAW, MONEY)),
        ([("A", [])], (LAW, MONEY)),
    ],
)
def test_each_need_is_met_by_a_different_person(approvals, expected: tuple[Need, ...]) -> None:
    given_ = [an_approval(name, *capacities) for name, capacities in approvals]
    assert still_needed(a_policy(), given_) == expected


def test_somebody_who_is_both_finance_and_chief_meets_one_need_only() -> None:
    policy = a_policy((FINANCE,), (CHIEF,))
    assert still_needed(policy, [an_approval("A", FINANCE, CHIEF)]) == (Need((CHIEF,)),)


def test_people_move_along_a_chain_of_needs() -> None:
    policy = a_policy((COUNSEL, FINANCE), (FINANCE, CHIEF), (CHIEF, SECURITY), (COUNSEL,))
    approvals = [
        an_approval("A", COUNSEL),
        an_approval("B", FINANCE),
        an_approval("C", CHIEF),
        an_approval("D", SECURITY),
    ]
    # By hand: A is the only counsel and must meet the last need, so B, C and D move up one.
    for order in permutations(approvals):
        assert still_needed(policy, order) == ()


@pytest.mark.parametrize(
    ("approvals", "expected"),
    [
        ([("A", [COUNSEL]), ("B", [FINANCE])], ()),
        # given before its turn, it does not count
        ([("B", [FINANCE]), ("A", [COUNSEL])], (MONEY,)),
        ([("B", [FINANCE]), ("A", [COUNSEL]), ("C", [CHIEF])], ()),
        ([("A", [COUNSEL, FINANCE]), ("A", [COUNSEL, FINANCE])], (MONEY,)),
        ([("A", [COUNSEL]), ("B", [FINANCE]), ("C", [CHIEF])], ()),
    ],
)
def test_in_order_only_the_next_need_can_be_met(approvals, expected: tuple[Need, ...]) -> None:
    given_ = [an_approval(name, *capacities) for name, capacities in approvals]
    assert still_needed(a_policy(in_order=True), given_) == expected


# ---- For every policy and all approvals ----------------------------------------------------------

CAPACITIES = st.frozensets(st.sampled_from(list(Capacity)), max_size=3)
NEEDS = st.lists(
    st.lists(st.sampled_from(list(Capacity)), min_size=1, max_size=3, unique=True),
    min_size=1,
    max_size=4,
)
APPROVALS = st.lists(
    st.tuples(st.sampled_from("ABCDE"), CAPACITIES).map(lambda p: an_approval(p[0], *p[1])),
    max_size=6,
)


def best(needs: tuple[Need, ...], approvals: list[Approval]) -> int:
    """Count the most needs that different people can meet, by trying everything."""
    if not needs:
        return 0
    first, rest = needs[0], needs[1:]
    people = {a.person_id for a in approvals if first.is_met_by(a.capacities)}
    without = [best(rest, [a for a in approvals if a.person_id != person]) for person in people]
    return max([best(rest, approvals), *(1 + count for count in without)])


@given(NEEDS, APPROVALS)
def test_as_many_needs_are_met_as_can_be(needs, approvals: list[Approval]) -> None:
    policy = a_policy(*needs)
    assert len(policy.needs) - len(still_needed(policy, approvals)) == best(policy.needs, approvals)


@given(NEEDS, APPROVALS, st.booleans())
def test_sign_off_takes_as_many_people_as_needs(needs, approvals, in_order: bool) -> None:
    policy = a_policy(*needs, in_order=in_order)
    met = len(policy.needs) - len(still_needed(policy, approvals))
    assert met <= len({approval.person_id for approval in approvals})


@given(NEEDS, APPROVALS, st.randoms())
def test_the_order_of_approvals_does_not_matter(needs, approvals: list[Approval], rng) -> None:
    policy = a_policy(*needs)
    shuffled = list(approvals)
    rng.shuffle(shuffled)
    assert still_needed(policy, approvals) == still_needed(policy, shuffled)


@given(NEEDS, APPROVALS, CAPACITIES)
def test_one_more_approval_never_undoes_another(needs, approvals, capacities) -> None:
    policy = a_policy(*needs)
    before = still_needed(policy, approvals)
    more = still_needed(policy, [*approvals, an_approval("F", *capacities)])
    assert set(more) <= set(before)
    assert len(before) - len(more) in (0, 1)


# ---- In words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_words_are_listed(words: list[str], expected: str) -> None:
    assert listed(words, "or") == expected


def test_a_need_names_who_can_meet_it() -> None:
    assert MONEY.in_words == "the chief financial officer or the chief executive"


@pytest.mark.parametrize(
    ("capacity", "title", "in_words"),
    [
        (COUNSEL, "General counsel", "the general counsel"),
        (FINANCE, "Chief financial officer", "the chief financial officer"),
        (CHIEF, "Chief executive", "the chief executive"),
        (PROTECTION, "Data protection officer", "the data protection officer"),
        (SECURITY, "Security lead", "the security lead"),
        (COMMUNICATIONS, "Communications lead", "the communications lead"),
    ],
)
def test_a_capacity_has_words_for_pages(capacity: Capacity, title: str, in_words: str) -> None:
    assert (capacity.title, capacity.in_words) == (title, in_words)


@pytest.mark.parametrize(
    ("asked", "may"),
    [
        ([Role.APPROVER], True),
        ([Role.OWNER, Role.APPROVER], True),
        ([Role.OWNER], False),
        ([], False),
    ],
)
def test_a_person_may_what_one_of_their_roles_allows(asked: list[Role], may: bool) -> None:
    assert a_person("A", roles=[Role.APPROVER, Role.DRAFTER]).may(*asked) is may


def test_a_person_is_told_apart_by_id() -> None:
    assert a_person("A").id == an_id("A") != a_person("B").id

"""Progress: the state of a notice is what follows from everything that happened to it."""

from dataclasses import dataclass
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from signed import (
    COUNSEL,
    DIGEST,
    FINANCE,
    OTHER,
    SIGNED_OFF,
    a_policy,
    after,
    an_id,
    approved,
    asked,
    began,
    frozen,
    given_out,
    judged_free,
    refused,
    released,
    requested,
    superseded,
    withdrawn,
)

from builders import NOON
from disclosure.signoff.events import Event, NoticeEvent
from disclosure.signoff.people import Capacity
from disclosure.signoff.policy import Approval, still_needed
from disclosure.signoff.progress import NoticeState, Progress, fold, short, standing

S = NoticeState
V1, ASK = frozen(), requested()
OUT = (V1, ASK, *SIGNED_OFF, released())

# ---- States --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], S.DRAFTING),
        ([V1], S.FROZEN),
        ([V1, ASK], S.REQUESTED),
        ([V1, ASK, approved()], S.REQUESTED),
        ([V1, ASK, *SIGNED_OFF], S.SIGNED_OFF),
        ([V1, ASK, refused()], S.REFUSED),
        ([V1, ASK, *SIGNED_OFF, refused("Chief")], S.REFUSED),
        ([V1, ASK, withdrawn()], S.WITHDRAWN),
        ([V1, ASK, withdrawn(), ASK], S.REQUESTED),
        # what was approved before the withdrawal is asked for again
        ([V1, ASK, *SIGNED_OFF, withdrawn(), ASK], S.REQUESTED),
        ([V1, superseded()], S.SUPERSEDED),
        ([V1, ASK, *SIGNED_OFF, superseded()], S.SUPERSEDED),
        ([V1, ASK, refused(), superseded()], S.SUPERSEDED),
        (OUT, S.RELEASED),
        ([*OUT, given_out()], S.GIVEN),
        # a new version has no approvals, though its words be the same
        ([V1, ASK, *SIGNED_OFF, frozen(2, OTHER)], S.FROZEN),
        ([V1, ASK, *SIGNED_OFF, frozen(2), requested(2)], S.REQUESTED),
        # begun again
        ([*OUT, given_out(), began()], S.DRAFTING),
        ([*OUT, given_out(), began(), frozen(2)], S.FROZEN),
    ],
)
def test_where_a_notice_stands(events, expected: NoticeState) -> None:
    assert standing(after(*events), a_policy()) is expected


@pytest.mark.parametrize(
    ("events", "late"),
    [
        # nothing is decided before it was asked for, or after it was decided
        ([], ASK),
        ([V1], approved()),
        ([V1], refused()),
        ([V1], withdrawn()),
        ([V1], released()),
        ([V1], given_out()),
        ([V1, ASK, refused()], ASK),
        ([V1, ASK, refused()], approved()),
        ([V1, ASK, withdrawn()], released()),
        # another version, or other words under the same number
        ([V1], requested(2)),
        ([V1], requested(digest=OTHER)),
        ([V1, ASK], approved(version=2)),
        ([V1, ASK], approved(digest=OTHER)),
        ([V1, ASK], refused(version=2)),
        ([V1, ASK], refused(digest=OTHER)),
        ([V1, ASK], withdrawn(2)),
        ([V1, ASK], superseded(2)),
        ([V1, ASK], judged_free(2)),
        ([V1, ASK], judged_free(digest=OTHER)),
        ([V1, ASK, *SIGNED_OFF], released(2)),
        ([V1, ASK, *SIGNED_OFF], released(digest=OTHER)),
        (OUT, given_out(2)),
        # by an author, or twice
        ([V1, ASK], approved("Drafter")),
        ([frozen(authors=["Counsel"]), ASK], approved("Counsel")),
        ([V1, ASK, approved()], approved()),
        # what is out stays out
        (OUT, frozen(2, OTHER)),
        (OUT, superseded()),
        (OUT, refused()),
        (OUT, withdrawn()),
        (OUT, judged_free()),
        ([V1, superseded()], judged_free()),
    ],
)
def test_what_does_not_fit_changes_nothing(events, late: NoticeEvent) -> None:
    assert after(*events, late) == after(*events)


# ---- What is kept --------------------------------------------------------------------------------


def test_an_approval_keeps_who_when_and_in_which_capacity() -> None:
    (approval,) = asked(approved("Counsel", COUNSEL)).approvals
    assert approval == Approval(an_id("Counsel"), "Counsel", frozenset({COUNSEL}), NOON)


def test_who_froze_a_version_is_an_author_of_it() -> None:
    progress = after(frozen(authors=["Editor"], by="Assistant"))
    assert progress.authors == {an_id("Editor"), an_id("Assistant")}


def test_the_drafter_of_the_next_version_sees_why_the_last_one_failed() -> None:
    progress = asked(refused(reason="The figure is wrong."), frozen(2, OTHER), superseded(2))
    again = fold([began(), *_events_of(progress), frozen(3, "c" * 64)])
    assert (progress.refusals[0].reason, progress.refusals[0].version) == (
        "The figure is wrong.",
        1,
    )
    assert progress.superseded is not None
    assert progress.superseded.sentences == ("how-many",)
    assert again.state is S.FROZEN


def _events_of(progress: Progress) -> list[NoticeEvent]:
    """Give events that lead to the same refusals."""
    return [V1, ASK, *progress.refusals]


def test_a_withdrawal_is_forgotten_once_approval_is_asked_for_again() -> None:
    assert asked(withdrawn(reason="A typo.")).withdrawn == withdrawn(reason="A typo.")
    assert asked(withdrawn(reason="A typo."), ASK).withdrawn is None


def test_every_recipient_is_kept() -> None:
    progress = after(*OUT, given_out(), given_out(recipient="The FCA"))
    assert [each.recipient for each in progress.given] == ["A newswire", "The FCA"]
    assert progress.released == released()


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([V1], False),
        ([V1, judged_free()], True),
        ([V1, judged_free(), ASK], True),
        # the judgement is about the words
        ([V1, judged_free(), frozen(2)], True),
        ([V1, judged_free(), frozen(2, OTHER)], False),
        ([V1, judged_free(), superseded()], False),
        ([V1, judged_free(), superseded(), frozen(2)], False),
        ([V1, judged_free(), began(), frozen(2)], False),
    ],
)
def test_a_judgement_that_a_text_holds_none_is_about_that_text(events, expected: bool) -> None:
    assert after(*events).is_judged_free is expected


def test_a_digest_is_shown_short_enough_to_compare() -> None:
    assert short("0123456789abcdef") == "01234567"


# ---- Every kind of event -------------------------------------------------------------------------

EXAMPLES = (
    began(),
    V1,
    ASK,
    approved(),
    refused(),
    withdrawn(),
    superseded(),
    judged_free(),
    released(),
    given_out(),
)


def test_there_is_an_example_of_every_event() -> None:
    assert {type(event) for event in EXAMPLES} == set(get_args(NoticeEvent))
    # By name: a dataclass with slots leaves the class it was made from behind.
    names = {kind.__name__ for kind in get_args(NoticeEvent)}
    assert names == {kind.__name__ for kind in Event.__subclasses__()}


@dataclass(frozen=True, slots=True)
class Unregistered:
    """An event that nobody said the meaning of."""

    version: int = 1


@pytest.mark.parametrize("events", [[], [V1, ASK]])
def test_an_event_of_an_unregistered_kind_fails(events) -> None:
    with pytest.raises(AssertionError):
        after(*events, Unregistered())


# ---- For all histories ---------------------------------------------------------------------------

NAMES = ("Drafter", "Counsel", "Finance", "Chief")
VERSIONS = st.sampled_from([(1, DIGEST), (2, OTHER), (3, DIGEST)])
PEOPLE = st.sampled_from(NAMES)
ACTING = st.frozensets(st.sampled_from(list(Capacity)), min_size=1, max_size=2)
FREEZES = st.builds(
    lambda v, by, authors: frozen(*v, by=by, authors=authors),
    VERSIONS,
    PEOPLE,
    st.sets(PEOPLE, max_size=2),
)
APPROVES = st.builds(
    lambda v, by, acting: approved(by, *acting, version=v[0], digest=v[1]),
    VERSIONS,
    PEOPLE,
    ACTING,
)
AFTER_FREEZING = st.one_of(
    VERSIONS.map(lambda v: requested(*v)),
    APPROVES,
    st.builds(lambda v, by: refused(by, *v), VERSIONS, PEOPLE),
    VERSIONS.map(lambda v: withdrawn(v[0])),
    VERSIONS.map(lambda v: superseded(v[0])),
    VERSIONS.map(lambda v: judged_free(*v)),
    VERSIONS.map(lambda v: released(*v)),
    VERSIONS.map(lambda v: given_out(v[0])),
    st.just(began()),
)
# Weighted, so that histories come as far as approvals often enough.
HISTORIES = st.lists(st.one_of(APPROVES, FREEZES, AFTER_FREEZING), max_size=12)


@given(HISTORIES, st.lists(APPROVES, max_size=5))
def test_nobody_who_is_an_author_is_ever_counted(history, approvals) -> None:
    for events in (history, [V1, ASK, *approvals], [*history, V1, ASK, *approvals]):
        progress = fold(events)
        assert not {a.person_id for a in progress.approvals} & progress.authors


@given(st.lists(APPROVES, max_size=6), st.booleans())
def test_sign_off_never_holds_with_fewer_people_than_needs(approvals, in_order: bool) -> None:
    policy = a_policy(in_order=in_order)
    progress = asked(*approvals)
    if standing(progress, policy) is S.SIGNED_OFF:
        assert len({a.person_id for a in progress.approvals}) >= len(policy.needs)
        assert still_needed(policy, progress.approvals) == ()


@given(st.lists(APPROVES, max_size=5, unique_by=lambda event: event.by), st.randoms())
def test_the_order_of_approvals_does_not_matter_unless_asked_for(approvals, rng) -> None:
    shuffled = list(approvals)
    rng.shuffle(shuffled)
    policy = a_policy()
    assert standing(asked(*approvals), policy) is standing(asked(*shuffled), policy)


def test_the_order_of_approvals_matters_where_it_is_asked_for() -> None:
    law, money = approved("Counsel", COUNSEL), approved("Finance", FINANCE)
    policy = a_policy(in_order=True)
    assert standing(asked(law, money), policy) is S.SIGNED_OFF
    assert standing(asked(money, law), policy) is S.REQUESTED


@given(st.booleans(), st.lists(AFTER_FREEZING, max_size=12))
def test_what_was_set_aside_is_never_released(signed: bool, later) -> None:
    before = SIGNED_OFF if signed else ()
    progress = asked(*before, superseded(), *later)
    assert progress.state in (S.SUPERSEDED, S.DRAFTING)
    assert (progress.approvals, progress.released) == ((), None)

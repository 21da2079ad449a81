"""Whether the people at hand can decide a notice at all."""

from datetime import UTC, datetime
from uuid import uuid4

from disclosure.signoff.events import Given, Superseded
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.signoff.policy import Approval, Need, Policy
from disclosure.signoff.progress import NoticeState, fold
from disclosure.signoff.team import (
    cannot_be_met,
    cannot_be_met_once_frozen,
    nobody_for,
    who_releases,
)

COUNSEL, COMMS = Capacity.GENERAL_COUNSEL, Capacity.COMMUNICATIONS
AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def somebody(*capacities: Capacity, roles: tuple[Role, ...] = (Role.APPROVER,)) -> Person:
    name = uuid4()
    return Person(name, str(name), "", frozenset(roles), frozenset(capacities))


def both(*, release_by: tuple[Capacity, ...] = (), in_order: bool = False) -> Policy:
    needs = (Need((COMMS,)), Need((COUNSEL,)))
    return Policy("both", "Both", (), ("staff",), needs, frozenset(release_by), in_order, "Why.")


def words(needs: tuple[Need, ...]) -> list[str]:
    return [need.in_words for need in needs]


def test_one_person_for_two_needs_is_one_too_few() -> None:
    team = [somebody(COMMS, COUNSEL)]
    assert words(cannot_be_met(both(), team)) == ["the general counsel"]
    assert "nobody else acts as general counsel" in nobody_for(cannot_be_met(both(), team))
    assert cannot_be_met(both(), [*team, somebody(COMMS)]) == ()


def test_neither_an_author_nor_somebody_who_does_not_approve_counts() -> None:
    comms, counsel = somebody(COMMS), somebody(COUNSEL)
    assert words(cannot_be_met(both(), [comms, counsel], authors={comms.id})) == [
        "the communications lead"
    ]
    drafter = somebody(COMMS, roles=(Role.DRAFTER,))
    assert words(cannot_be_met(both(), [drafter, counsel])) == ["the communications lead"]


def test_an_order_does_not_make_people_too_few() -> None:
    team = [somebody(COUNSEL), somebody(COMMS)]
    assert cannot_be_met(both(in_order=True), team) == ()


def test_an_approval_given_counts_although_its_giver_has_left() -> None:
    gone = somebody(COMMS)
    given = [Approval(gone.id, gone.name, gone.capacities, AT)]
    assert cannot_be_met(both(), [somebody(COUNSEL)], given=given) == ()


def test_whoever_freezes_it_is_taken_where_approval_misses_them_least() -> None:
    writes = somebody(COMMS, roles=(Role.DRAFTER, Role.APPROVER))
    counsel = somebody(COUNSEL)
    # The only one who could freeze it is the only one who could approve it.
    assert words(cannot_be_met_once_frozen(both(), [writes, counsel])) == [
        "the communications lead"
    ]
    drafter = somebody(roles=(Role.DRAFTER,))
    assert cannot_be_met_once_frozen(both(), [writes, counsel, drafter]) == ()


def test_who_releases_has_the_role_and_the_capacity_asked_for() -> None:
    releaser = somebody(COUNSEL, roles=(Role.RELEASER,))
    other = somebody(COMMS, roles=(Role.RELEASER,))
    assert who_releases(both(), [releaser, other, somebody(COUNSEL)]) == (releaser, other)
    assert who_releases(both(release_by=(COUNSEL,)), [releaser, other]) == (releaser,)


def test_a_report_made_outside_leaves_the_text_where_it_was() -> None:
    by = uuid4()
    made = Given(AT, by, "Ada", 0, AT, "ICO", "Telephone", outside=True, why="By telephone.")
    progress = fold([made, Superseded(AT, by, "", 1, (), (), "")])
    assert progress.state is NoticeState.DRAFTING
    assert progress.given == ()
    assert progress.outside == (made,)

"""What was known at an instant is what the pages showed then, and nothing recorded later."""

from __future__ import annotations

from datetime import timedelta

import desks
import pytest
from databases import POSTGRESQL
from happenings import CASE, STEPS
from histories import World, as_shown, difference, recorded
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from noticed import a_table

from builders import a_case_file
from disclosure.problems import InvalidInputError, NotFoundError
from disclosure.trail.actions import Action

JUST_BEFORE = timedelta(microseconds=1)
FIXED = settings(
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
numbers = st.integers(min_value=0, max_value=29)
# Half of the steps take a notice on, or hardly any history would come to a release.
one_step = st.one_of(
    st.tuples(st.sampled_from(sorted(STEPS)), numbers),
    st.tuples(st.just("forward"), numbers),
)
histories = st.lists(one_step, min_size=4, max_size=8)
SENT = [
    ("explain", 0), *[("forward", 6)] * 4, ("correct", 3), ("rename", 0), ("forward", 6),
    ("order", 1), ("forward", 6),
]  # fmt: skip
"""Explain, freeze, ask, approve and release the late report; correct something; give it; again."""
UPSET = [
    ("forward", 2), ("forward", 2), ("forward", 2), ("edit", 2), ("forward", 8), ("forward", 8),
    *[("correct", number) for number in range(0, 24, 5)], ("take back", 5), ("judge", 7),
    ("add", 1), ("confirm", 4), ("team", 1), ("own", 0), ("own", 4), ("explain", 0),
    ("outside", 0), ("decline", 0), ("review", 0), ("look again", 1), ("decline", 1),
    ("look again", 0), ("team", 0), ("forward", 8),
]  # fmt: skip
"""Freeze, ask, refuse; edit, freeze, ask; correct one fact after another; the rest in turn."""
EVERY = {
    Action.FACT_RECORDED, Action.ENTRIES_ORDERED, Action.JUDGEMENT_MADE, Action.NOTICE_BEGUN,
    Action.SENTENCE_EDITED, Action.NOTICE_FROZEN, Action.APPROVAL_REQUESTED,
    Action.NOTICE_APPROVED, Action.NOTICE_REFUSED, Action.NOTICE_SUPERSEDED,
    Action.NOTICE_RELEASED, Action.NOTICE_GIVEN, Action.OWNER_ASSIGNED,
    Action.JUDGEMENT_REVIEWED, Action.JUDGEMENT_CONFIRMED,
    Action.LATE_REASON_GIVEN, Action.TEAM_JOINED, Action.TEAM_LEFT, Action.INCIDENT_RENAMED,
}  # fmt: skip
"""What the two histories above do between them."""


@pytest.fixture
def world_of(database, tmp_path, library, monkeypatch):
    """Give what opens an incident whose clock stands at the instant of the example case."""
    early = a_case_file(CASE).at - timedelta(days=1)
    clock = desks.Clock
    monkeypatch.setattr(desks, "Clock", lambda: clock(early))
    setting = desks.a_setting(database, tmp_path, library)
    table = a_table(setting)
    extra = setting.person("Xenia Young")
    yield lambda: World.of(table, extra)
    setting.desk.close()


def test_it_is_what_the_pages_showed_through_everything_that_can_happen(world_of, database):
    # What differs between the databases is how instants compare, and the first history shows that.
    is_postgresql = database.startswith(POSTGRESQL)
    done = set()
    for history in (SENT,) if is_postgresql else (SENT, UPSET):
        world = world_of()
        check(world, history)
        done |= {Action(e.action) for e in world.setting.entries(chain=world.incident)}
    assert Action.NOTICE_GIVEN in done
    assert is_postgresql or EVERY - done == set()


def test_it_is_what_the_pages_showed_and_holds_nothing_recorded_later(world_of, database):
    examples = 2 if database.startswith(POSTGRESQL) else 6
    done = []

    @settings(FIXED, max_examples=examples)
    @given(histories)
    def holds(history):
        check(world_of(), history)
        done.append(history)

    holds()
    assert len(done) == examples


def check(world, history):
    """Walk a history, then look back at every instant of it."""
    taken = [world.shown()]
    for name, number in history:
        world.step(name, number)
        taken.append(world.shown())
    look, who = world.setting.desk.known_at.state, world.table.drafter
    for place, shown in enumerate(taken):
        state = look(who, world.incident, shown.at)
        assert difference(as_shown(state), shown) == "", (place, history)
        late = [thing for at, thing in recorded(state, set()) if at > shown.at]
        assert late == []
        text = repr(state)
        assert [mark for mark in world.marks[place:] if mark in text] == []


def test_between_two_entries_it_is_what_it_was_after_the_first(world_of):
    world = world_of()
    title = world.shown().title
    world.step("rename", 0)
    (renamed,) = world.setting.entries(Action.INCIDENT_RENAMED, chain=world.incident)
    look, who = world.setting.desk.known_at.state, world.table.drafter
    assert look(who, world.incident, renamed.at - JUST_BEFORE).incident.title == title
    assert look(who, world.incident, renamed.at).incident.title == f"Title {world.mark}"


def test_it_steps_from_instant_to_instant(world_of):
    world = world_of()
    for number in range(2):
        world.step("rename", number)
    entries = world.setting.entries(chain=world.incident)
    # Opened, and three people put on the team at once; the facts; one title, then another.
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5, 6, 7]
    opened, facts, first, second = sorted({entry.at for entry in entries})

    def at(instant):
        found = world.setting.desk.known_at.around(world.table.drafter, world.incident, instant)
        return found.seq, found.at, found.earlier, found.later

    assert at(opened - JUST_BEFORE) == (0, None, None, opened)
    assert at(opened) == (4, opened, None, facts)
    assert at(facts) == (5, facts, opened, first)
    assert at(facts + JUST_BEFORE) == (5, facts, opened, first)
    assert at(second) == (7, second, first, None)


def test_there_is_nothing_before_it_was_opened_and_nothing_after_now(world_of):
    world = world_of()
    look, who = world.setting.desk.known_at.state, world.table.drafter
    opened = world.setting.entries(chain=world.incident)[0].at
    with pytest.raises(InvalidInputError, match="not been opened"):
        look(who, world.incident, opened - JUST_BEFORE)
    with pytest.raises(InvalidInputError, match="future"):
        look(who, world.incident, world.setting.clock() + timedelta(seconds=1))
    assert look(who, world.incident).at == world.setting.clock()


def test_it_is_for_the_team_of_today(world_of):
    world = world_of()
    look, at = world.setting.desk.known_at.state, world.setting.clock()
    with pytest.raises(NotFoundError):
        look(world.extra, world.incident, at)
    world.step("team", 1)
    # Who may read the incident may read all of its past, and is not in it.
    assert world.extra.name not in look(world.extra, world.incident, at).team

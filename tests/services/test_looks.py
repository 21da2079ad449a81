"""Decisions not to notify: a second person, a day to look again, and what falls away with them."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from desks import START
from noticed import judgement_row
from running import keys, rows, wall
from running import line as deadline

from builders import a_judgement, the_catalogue
from disclosure.facts.answers import NewVersion
from disclosure.facts.looks import end_of
from disclosure.facts.standings import Change, Standing
from disclosure.problems import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    RuleError,
)
from disclosure.services.deadline_waiting import Waits, in_incident
from disclosure.services.duties import TypedJudgement
from disclosure.services.look_checks import TypedDecline
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.store.judgements import judgement_said
from disclosure.trail.actions import Action

SMALL = "sra_serious"
SHIPPED = {
    "risk_to_individuals": ("unlikely",),
    "high_risk_to_individuals": ("not-likely",),
    "inside_information": ("no",),
    "fca_notification": ("no",),
    "sra_serious": ("no",),
    "insurer_circumstance": ("no",),
}
TWO_WEEKS = date(2026, 12, 7)
"""Fourteen days after Monday 23 November 2026, on which the desk's clock stands."""
OWN_DATE = f"review:{SMALL}"


@pytest.fixture
def counsel(setting):
    return setting.person(
        "Gita Rao", Role.APPROVER, capacities=[Capacity.GENERAL_COUNSEL]
    )  # fmt: skip


@pytest.fixture
def incident(setting, ada, counsel):
    return setting.incident(ada, "Cyber incident", counsel)


def typed(value="no", seen=0, **said):
    decline = TypedDecline(**({"again_on": TWO_WEEKS} | said))
    return TypedJudgement(
        key=SMALL, value=value, when=None, made_at=START, made_by="partner",
        made_by_name="Dora Lind", why="No client is concerned.", seen=seen, decline=decline,
    )  # fmt: skip


@pytest.fixture
def declined(setting, ada, incident):
    """Decide that nobody is notified, with a day and without a reviewer."""
    setting.desk.duties.judge(ada, incident, typed())
    setting.clock.go_on(hours=1)
    return incident


def shown(setting, person, incident):
    return setting.desk.duties.view(person, incident).line(SMALL)


def test_the_answers_that_notify_nobody_are_data():
    judgements = the_catalogue().vocabulary.judgements
    assert {key: judgements[key].declines for key in SHIPPED} == SHIPPED
    assert judgements["aware_personal_data"].declines == ()
    assert judgements["delay_disclosure"].declines == ()


# ---- Deciding -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        (None, "The day to look at it again is missing."),
        (date(2026, 11, 23), "This day is not in the future."),
        (date(2027, 2, 22), "This is more than 90 days away."),
    ],
)
def test_it_asks_for_a_day_within_ninety(setting, ada, incident, day, wrong):
    with pytest.raises(InvalidInputError) as refused:
        setting.desk.duties.judge(ada, incident, typed(again_on=day))
    assert [(p.path, p.wrong) for p in refused.value.problems] == [("again_on", wrong)]
    assert shown(setting, ada, incident).judged == ()


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2027, 2, 21)])
def test_the_first_and_the_last_day_are_taken(setting, ada, incident, day):
    setting.desk.duties.judge(ada, incident, typed(again_on=day))
    assert shown(setting, ada, incident).again_on == day


def test_an_answer_that_notifies_asks_for_neither(setting, ada, incident):
    setting.desk.duties.judge(ada, incident, typed("yes", again_on=None, reviewer="Dora Lind"))
    line = shown(setting, ada, incident)
    assert (line.declines, line.needs_review, line.again_on) == (False, False, None)
    assert line.looks == ()


def test_who_judged_does_not_review_and_a_reviewer_has_a_role(setting, ada, incident):
    for said, path in (
        ({"reviewer": "dora  lind", "reviewer_role": "partner"}, "reviewer"),
        ({"reviewer": "Una Marsh"}, "reviewer_role"),
        ({"reviewer_role": "head of audit"}, "reviewer"),
    ):
        with pytest.raises(InvalidInputError) as refused:
            setting.desk.duties.judge(ada, incident, typed(**said))
        assert [problem.path for problem in refused.value.problems] == [path], said


def test_a_reviewer_named_at_once_has_an_entry_of_their_own(setting, ada, incident):
    said = {"reviewer": "Una Marsh", "reviewer_role": "head of audit"}
    setting.desk.duties.judge(ada, incident, typed(**said))
    line = shown(setting, ada, incident)
    [look] = line.reviews(0)
    assert (look.by_name, look.by_role, line.needs_review) == ("Una Marsh", "head of audit", False)
    made, reviewed = setting.entries(chain=incident)[-2:]
    assert (made.action, made.detail["reviewed"]) == (Action.JUDGEMENT_MADE, True)
    assert made.detail["again_on"] == "2026-12-07"
    assert reviewed.action == Action.JUDGEMENT_REVIEWED
    assert (reviewed.detail["reviewer"], reviewed.detail["role"]) == ("Una Marsh", "head of audit")


# ---- A second person, later ---------------------------------------------------------------------


def review(setting, person, incident, seen=1, note="I read the list of clients, and agree."):
    setting.desk.looks.review(person, incident, SMALL, seen=seen, note=note)


def test_a_review_can_be_recorded_later(setting, ada, counsel, declined):
    assert shown(setting, ada, declined).needs_review
    review(setting, counsel, declined)
    line = shown(setting, ada, declined)
    [look] = line.reviews(0)
    assert (look.by_name, look.by_role, look.why) == (
        "Gita Rao", "general counsel", "I read the list of clients, and agree.",
    )  # fmt: skip
    assert not line.needs_review
    entry = setting.entries(chain=declined)[-1]
    assert (entry.action, entry.reason) == (Action.JUDGEMENT_REVIEWED, look.why)
    # The day to look again stays what it was.
    assert line.again_on == TWO_WEEKS


def test_a_review_sent_twice_is_recorded_once(setting, ada, counsel, declined):
    for _ in range(2):
        looks = setting.desk.looks
        looks.review(counsel, declined, SMALL, seen=1, note="I agree.", once="t1")
    assert len(shown(setting, ada, declined).reviews(0)) == 1


def test_nobody_reviews_their_own_decision_or_without_a_role(setting, ada, declined):
    dora = setting.person("Dora Lind", Role.APPROVER)
    reader = setting.person("Rae Reader", Role.RELEASER)
    for person in (dora, reader):
        setting.desk.incidents.add(ada, declined, person.id)
    with pytest.raises(RuleError, match="You judged this yourself"):
        review(setting, dora, declined)
    with pytest.raises(ForbiddenError):
        review(setting, reader, declined)
    with pytest.raises(NotFoundError):
        review(setting, setting.person("Otto Outside", Role.APPROVER), declined)
    assert shown(setting, ada, declined).looks == ()


def test_a_review_needs_its_note_and_the_decision_that_was_seen(setting, ada, counsel, declined):
    with pytest.raises(InvalidInputError) as refused:
        review(setting, counsel, declined, note=" ")
    assert [problem.path for problem in refused.value.problems] == ["note"]
    setting.desk.duties.judge(ada, declined, typed(seen=1))
    with pytest.raises(ConflictError, match="Dora Lind has judged this in the meantime: “No”"):
        review(setting, counsel, declined)
    # Judged anew, it is reviewed anew.
    assert shown(setting, ada, declined).needs_review


def test_only_a_decision_not_to_notify_is_reviewed(setting, ada, counsel, incident):
    with pytest.raises(RuleError, match="Only a decision not to notify"):
        review(setting, counsel, incident, seen=0)
    setting.desk.duties.judge(ada, incident, typed("yes"))
    with pytest.raises(RuleError, match="Only a decision not to notify"):
        review(setting, counsel, incident)
    with pytest.raises(NotFoundError):
        setting.desk.looks.review(ada, incident, "no_such_question", seen=1, note="I agree.")


# ---- Looking again ------------------------------------------------------------------------------


def test_the_day_is_our_own_deadline_until_its_end_in_london(setting, ada, declined):
    clock = rows(setting, declined)[OWN_DATE]
    # In December London keeps universal time.
    due = datetime(2026, 12, 7, 23, 59, tzinfo=UTC)
    assert (clock.kind, clock.state, clock.due_at) == ("review", "running", due)
    assert clock.outcome == ""
    assert clock.title.startswith("Look again: Could this be a serious breach")
    assert OWN_DATE in keys(wall(setting, ada))
    assert deadline(setting, ada, declined, OWN_DATE).is_review
    file = setting.desk.deadlines.calendar(ada, declined, OWN_DATE)
    assert b"SUMMARY:Disclosure: look at this again" in file


def test_a_day_in_summer_ends_when_it_ends_in_london():
    assert end_of(date(2026, 7, 1)) == datetime(2026, 7, 1, 22, 59, tzinfo=UTC)
    # The clocks go back on 25 October 2026, so that day ends an hour later by the universal clock.
    assert end_of(date(2026, 10, 24)) == datetime(2026, 10, 24, 22, 59, tzinfo=UTC)
    assert end_of(date(2026, 10, 25)) == datetime(2026, 10, 25, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize("value", ["yes", "no"])
def test_judging_again_lets_the_day_fall_away_or_sets_another(setting, ada, declined, value):
    setting.desk.duties.judge(ada, declined, typed(value, 1, again_on=date(2026, 12, 1)))
    found = rows(setting, declined).get(OWN_DATE)
    day = {"yes": None, "no": datetime(2026, 12, 1, 23, 59, tzinfo=UTC)}[value]
    assert (found.due_at if found else None) == day


def still_so(setting, person, incident, again_on=None, why="Nothing new.", seen=1):
    setting.desk.looks.confirm(person, incident, SMALL, seen=seen, why=why, again_on=again_on)


def test_still_so_closes_it_or_moves_it(setting, ada, counsel, declined):
    still_so(setting, counsel, declined, date(2026, 12, 20))
    moved = rows(setting, declined)[OWN_DATE]
    assert moved.due_at == datetime(2026, 12, 20, 23, 59, tzinfo=UTC)
    entry = setting.entries(chain=declined)[-1]
    assert (entry.action, entry.reason) == (Action.JUDGEMENT_CONFIRMED, "Nothing new.")
    assert entry.detail["again_on"] == "2026-12-20"
    still_so(setting, counsel, declined, why="The incident is over.")
    assert OWN_DATE not in rows(setting, declined)
    line = shown(setting, ada, declined)
    assert [look.why for look in line.confirmations(0)] == ["Nothing new.", "The incident is over."]
    # A confirmation is no review, and the judgement itself stands as it was.
    assert line.needs_review
    assert [each.judgement.again_on for each in line.judged] == [TWO_WEEKS]


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"why": " "}, "still_why"),
        ({"again_on": date(2026, 11, 23)}, "still_again_on"),
        ({"again_on": date(2027, 3, 1)}, "still_again_on"),
    ],
)
def test_still_so_needs_a_word_of_reason_and_a_day_that_fits(
    setting, counsel, declined, said, path
):
    with pytest.raises(InvalidInputError) as refused:
        still_so(setting, counsel, declined, **said)
    assert [problem.path for problem in refused.value.problems] == [path]
    with pytest.raises(ConflictError):
        still_so(setting, counsel, declined, seen=2)


def test_what_was_known_when_it_was_confirmed_no_longer_asks_for_a_look(
    setting, ada, counsel, declined
):
    answer = NewVersion("personal_data.involved", 0, Change.FIRST, Standing.CONFIRMED, "yes")
    setting.desk.facts.record(ada, declined, [answer])
    assert shown(setting, ada, declined).moved == ("Is personal data involved?",)
    setting.clock.go_on(minutes=1)
    still_so(setting, counsel, declined, date(2026, 12, 20))
    assert shown(setting, ada, declined).moved == ()


# ---- What waits ---------------------------------------------------------------------------------


def waits(setting, person, incident):
    desk = setting.desk
    found = in_incident(
        person,
        desk.incidents.get(person, incident),
        desk.duties.view(person, incident),
        desk.notices.index(person, incident),
    )
    wanted = (Waits.REVIEW, Waits.LOOK_AGAIN)
    return [(each.kind, each.why) for each in found if each.kind in wanted]


def test_a_review_waits_for_everybody_who_may_but_the_judge(setting, ada, counsel, declined):
    why = "Dora Lind judged “No”; not reviewed by a second person yet."
    dora = setting.person("Dora Lind", Role.APPROVER)
    setting.desk.incidents.add(ada, declined, dora.id)
    assert waits(setting, counsel, declined) == [(Waits.REVIEW, why)]
    assert waits(setting, dora, declined) == []
    review(setting, counsel, declined)
    assert waits(setting, ada, declined) == []


def test_another_look_is_asked_for_from_the_first_minute_of_the_day(
    setting, ada, counsel, incident
):
    """It waits for whoever judges such questions by their office."""
    key = "risk_to_individuals"
    officer = setting.person(
        "Pia Officer", Role.APPROVER, capacities=[Capacity.DATA_PROTECTION_OFFICER]
    )  # fmt: skip
    setting.desk.incidents.add(ada, incident, officer.id)
    decline = TypedDecline(TWO_WEEKS, "Gita Rao", "general counsel")
    judged = TypedJudgement(
        key=key, value="unlikely", when=None, made_at=START, made_by="data protection officer",
        made_by_name="Pia Officer", why="The list was encrypted.", seen=0,
        looked_at=frozenset({"personal-data"}), decline=decline,
    )  # fmt: skip
    setting.desk.duties.judge(officer, incident, judged)
    midnight = datetime(2026, 12, 7, 0, 0, tzinfo=UTC)
    setting.clock.now = midnight - timedelta(minutes=1)
    assert waits(setting, officer, incident) == []
    setting.clock.now = midnight
    why = "Judged “No, a risk is unlikely”, to be looked at again on 7 December 2026."
    assert waits(setting, officer, incident) == [(Waits.LOOK_AGAIN, why)]
    assert waits(setting, counsel, incident) == []
    at_home = setting.desk.waiting.everywhere(officer, wall(setting, officer))
    assert [each.key for each in at_home if each.kind is Waits.LOOK_AGAIN] == [key]


def test_where_nobody_holds_the_office_it_waits_for_whoever_recorded_it(
    setting, ada, counsel, declined
):
    review(setting, counsel, declined)
    setting.clock.now = datetime(2026, 12, 7, 0, 0, tzinfo=UTC)
    assert [kind for kind, _ in waits(setting, ada, declined)] == [Waits.LOOK_AGAIN]
    assert waits(setting, counsel, declined) == []
    # At home it waits for whoever has taken it.
    setting.desk.deadlines.take(counsel, declined, OWN_DATE)
    at_home = setting.desk.waiting.everywhere(counsel, wall(setting, counsel))
    assert [each.key for each in at_home if each.kind is Waits.LOOK_AGAIN] == [SMALL]


def test_a_judgement_without_a_day_says_what_it_always_said():
    """Its digest stands in trails from before there were such days."""
    judged = a_judgement("aware_personal_data", instant=START, made_at=START)
    dora = Person(UUID(int=2), "Dora Lind", "d@example.org", frozenset(), frozenset())
    row = judgement_row(judged, UUID(int=1), dora)
    row.salt = "00"
    assert "again_on" not in judgement_said(row)
    row.again_on = TWO_WEEKS
    assert judgement_said(row)["again_on"] == "2026-12-07"

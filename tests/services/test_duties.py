"""Judgements on a real database: recorded with the facts as they stood, never overruled unseen."""

from datetime import UTC, datetime

import pytest
from desks import START

from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Outcome
from disclosure.problems import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from disclosure.services.duties import TypedJudgement
from disclosure.services.judgement_checks import UnsureError
from disclosure.services.look_checks import TypedDecline, usual_day
from disclosure.signoff.people import Capacity, Role
from disclosure.store.codec import fact_row
from disclosure.trail.actions import Action

AWARE = "aware_personal_data"
SATURDAY = datetime(2026, 11, 21, 9, 10, tzinfo=UTC)


def typed(**changes):
    values = {
        "key": AWARE,
        "value": "aware",
        "when": When.exactly(SATURDAY),
        "made_at": START,
        "made_by": "data protection officer",
        "made_by_name": "Dora Lind",
        "why": "The forensic team found customer files in the archive that was copied.",
        "seen": 0,
        "decline": TypedDecline(usual_day(START.date())),
    }
    return TypedJudgement(**(values | changes))


def record_fact(setting, incident_id, key, value, number=1):
    version = FactVersion(
        key, number, Standing.CONFIRMED, setting.clock(), value=value, recorded_by="Ada Clark"
    )
    with setting.desk.transactions.begin(None) as tx:
        tx.session.add(fact_row(version, incident_id=incident_id, person_id=None, position=1))
        tx.record(Action.FACT_RECORDED, chain=incident_id, subject=key)


@pytest.fixture
def incident(setting, ada):
    return setting.incident(ada)


def test_awareness_starts_seventy_two_hours(setting, ada, incident):
    setting.desk.duties.judge(ada, incident, typed())
    view = setting.desk.duties.view(ada, incident)
    duty = next(d for d in view.assessment.duties if d.obligation.id == "uk.gdpr.33")
    # The profile does not say yet whether the organisation is a controller.
    assert duty.outcome is Outcome.UNDETERMINED
    assert duty.stages[0].due_at == datetime(2026, 11, 24, 9, 10, tzinfo=UTC)
    line = view.line(AWARE)
    assert line.current.made_by_name == "Dora Lind"
    assert line.current.judgement.made_by == "data protection officer"
    assert line.seen == 1


def test_a_judgement_knows_what_has_changed_since(setting, ada, incident):
    record_fact(setting, incident, "incident.kind", "cyber")
    setting.clock.go_on(minutes=5)
    setting.desk.duties.judge(ada, incident, typed())
    assert setting.desk.duties.view(ada, incident).line(AWARE).moved == ()
    setting.clock.go_on(hours=1)
    record_fact(setting, incident, "personal_data.involved", "yes")
    assert setting.desk.duties.view(ada, incident).line(AWARE).moved == (
        "Is personal data involved?",
    )


def test_nobody_overrules_a_judgement_unseen(setting, ada, incident):
    setting.desk.duties.judge(ada, incident, typed())
    with pytest.raises(ConflictError, match="Dora Lind has judged this in the meantime"):
        setting.desk.duties.judge(ada, incident, typed(why="I saw nothing of it."))
    setting.desk.duties.judge(ada, incident, typed(seen=1, why="Earlier than first thought."))
    assert len(setting.desk.duties.view(ada, incident).line(AWARE).judged) == 2


def test_a_form_sent_twice_judges_once(setting, ada, incident):
    for _ in range(2):
        setting.desk.duties.judge(ada, incident, typed(), once="t1")
    assert len(setting.desk.duties.view(ada, incident).line(AWARE).judged) == 1


def stage_of_the_report(setting, ada, incident):
    view = setting.desk.duties.view(ada, incident)
    duty = next(d for d in view.assessment.duties if d.obligation.id == "uk.gdpr.33")
    return duty.stages[0]


def test_a_moment_taken_to_be_safe_starts_the_seventy_two_hours(setting, ada, incident):
    setting.desk.duties.judge(ada, incident, typed(value="not-certain"))
    due = stage_of_the_report(setting, ada, incident).due_at
    assert due == datetime(2026, 11, 24, 9, 10, tzinfo=UTC)


def test_awareness_taken_back_lets_the_clock_wait_again(setting, ada, incident):
    setting.desk.duties.judge(ada, incident, typed())
    setting.desk.duties.judge(ada, incident, typed(value="not-yet", seen=1))
    stage = stage_of_the_report(setting, ada, incident)
    assert (stage.state, stage.due_at) == (ClockState.WAITING, None)
    assert stage.waits_for == (f"judged:{AWARE}",)
    line = setting.desk.duties.view(ada, incident).line(AWARE)
    assert [each.judgement.value for each in line.judged] == ["not-yet", "aware"]
    assert line.current.judgement.instant is None


def test_a_role_that_is_not_held_is_recorded_only_once_looked_at(setting, ada, incident):
    finn = setting.person("Finn Moss", Role.APPROVER, capacities=[Capacity.SECURITY])
    setting.desk.incidents.add(ada, incident, finn.id)
    with pytest.raises(UnsureError) as unsure:
        setting.desk.duties.judge(ada, incident, typed(made_by_name="finn moss"))
    [concern] = unsure.value.concerns
    sentence = "Finn Moss is not on this desk as data protection officer, but as security lead."
    assert concern.sentence == sentence
    assert setting.desk.duties.view(ada, incident).line(AWARE).judged == ()
    looked = typed(made_by_name="Finn Moss", looked_at=frozenset({concern.id}))
    setting.desk.duties.judge(ada, incident, looked)
    assert setting.desk.duties.view(ada, incident).line(AWARE).current.note == sentence


@pytest.mark.parametrize("role", ["Security lead", "disclosure committee"])
def test_a_role_that_is_held_and_a_committee_are_not_asked_about(setting, ada, incident, role):
    finn = setting.person("Finn Moss", Role.APPROVER, capacities=[Capacity.SECURITY])
    setting.desk.incidents.add(ada, incident, finn.id)
    setting.desk.duties.judge(ada, incident, typed(made_by_name="Finn Moss", made_by=role))
    assert setting.desk.duties.view(ada, incident).line(AWARE).current.note == ""


def test_no_risk_is_asked_about_while_it_is_open_whether_data_is_concerned(setting, ada, incident):
    unlikely = {"key": "risk_to_individuals", "value": "unlikely", "when": None}
    with pytest.raises(UnsureError, match="Look at this before it is recorded"):
        setting.desk.duties.judge(ada, incident, typed(**unlikely))
    setting.desk.duties.judge(ada, incident, typed(**(unlikely | {"value": "likely"})))
    record_fact(setting, incident, "personal_data.involved", "yes")
    setting.desk.duties.judge(ada, incident, typed(**unlikely, seen=1))
    assert setting.desk.duties.view(ada, incident).line("risk_to_individuals").seen == 2


def test_services_that_bear_on_a_judgement_are_one_line_after_the_market(setting, ada, incident):
    for number, (name, state) in enumerate(
        (("website", "working"), ("tills", "stopped"), ("app", "working"))
    ):
        fields = {"name": name, "area": "online", "state": state}
        version = FactVersion(f"service:s{number}", 1, Standing.CONFIRMED, START, fields=fields)
        with setting.desk.transactions.begin(None) as tx:
            tx.session.add(
                fact_row(version, incident_id=incident, person_id=None, position=number + 1)
            )
            tx.record(Action.FACT_RECORDED, chain=incident, subject=version.key)
    record_fact(setting, incident, "market.fuller_later", "yes")
    known = setting.desk.duties.view(ada, incident).line("inside_information").known
    assert [label for label, _ in known][-1] == "Services"
    assert known[-1][1] == "tills (stopped); 2 more in use as usual"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"value": "perhaps"}, "value"),
        ({"when": None}, "when"),
        ({"when": When.exactly(datetime(2026, 11, 23, 9, 1, tzinfo=UTC))}, "when"),
        ({"made_at": datetime(2026, 11, 21, 9, 0, tzinfo=UTC)}, "when"),
        ({"made_at": datetime(2026, 11, 23, 9, 1, tzinfo=UTC)}, "made"),
        ({"made_by": " "}, "made_by"),
        ({"made_by_name": ""}, "made_by_name"),
        ({"why": "\n"}, "why"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(setting, ada, incident, changes, path):
    with pytest.raises(InvalidInputError) as refused:
        setting.desk.duties.judge(ada, incident, typed(**changes))
    assert [problem.path for problem in refused.value.problems] == [path]
    assert setting.desk.duties.view(ada, incident).line(AWARE).judged == ()


def test_a_no_names_no_moment(setting, ada, incident):
    setting.desk.duties.judge(ada, incident, typed(key="inside_information", value="no", when=None))
    assert setting.desk.duties.view(ada, incident).line("inside_information").seen == 1


def test_only_the_team_judges_and_only_those_who_may(setting, ada, incident):
    outsider = setting.person("Bea Stone")
    with pytest.raises(NotFoundError):
        setting.desk.duties.judge(outsider, incident, typed())
    releaser = setting.person("Cal Reed", Role.RELEASER)
    setting.desk.incidents.add(ada, incident, releaser.id)
    with pytest.raises(ForbiddenError):
        setting.desk.duties.judge(releaser, incident, typed())
    with pytest.raises(NotFoundError):
        setting.desk.duties.judge(ada, incident, typed(key="no_such_judgement"))

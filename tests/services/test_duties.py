"""Judgements on a real database: recorded with the facts as they stood, never overruled unseen."""

from datetime import UTC, datetime

import pytest
from desks import START

from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion
from disclosure.law.duties import Outcome
from disclosure.problems import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from disclosure.services.duties import TypedJudgement
from disclosure.signoff.people import Role
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
        "made_by_name": "Ada Clark",
        "why": "The forensic team found customer files in the archive that was copied.",
        "seen": 0,
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
def ada(setting):
    return setting.person("Ada Clark")


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
    assert line.current.made_by_name == "Ada Clark"
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
    with pytest.raises(ConflictError, match="Ada Clark has judged this in the meantime"):
        setting.desk.duties.judge(ada, incident, typed(why="I saw nothing of it."))
    setting.desk.duties.judge(ada, incident, typed(seen=1, why="Earlier than first thought."))
    assert len(setting.desk.duties.view(ada, incident).line(AWARE).judged) == 2


def test_a_form_sent_twice_judges_once(setting, ada, incident):
    for _ in range(2):
        setting.desk.duties.judge(ada, incident, typed(), once="t1")
    assert len(setting.desk.duties.view(ada, incident).line(AWARE).judged) == 1


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

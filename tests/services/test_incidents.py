"""Incidents on a real database: opened once, seen by their team and nobody else."""

from dataclasses import replace
from uuid import uuid4

import pytest

from disclosure.facts.case import Organisation
from disclosure.problems import ForbiddenError, NotFoundError, RuleError
from disclosure.signoff.people import Role
from disclosure.trail.actions import Action


def test_whoever_opens_an_incident_sees_it(setting, ada):
    made = setting.desk.incidents.open(ada, title="  Tills down ")
    incident = setting.desk.incidents.get(ada, made)
    assert (incident.title, incident.organisation_name) == ("Tills down", "Harcourt & Vale plc")
    assert incident.opened_at == setting.clock()
    assert [each.id for each in setting.desk.incidents.list(ada)] == [made]


def test_a_form_sent_twice_opens_one_incident(setting, ada):
    first = setting.desk.incidents.open(ada, title="Tills down", once="token")
    assert setting.desk.incidents.open(ada, title="Tills down", once="token") == first
    assert len(setting.desk.incidents.list(ada)) == 1


def test_not_yours_and_does_not_exist_are_said_alike(setting, ada):
    made = setting.desk.incidents.open(ada, title="Tills down")
    bea = setting.person("Bea Stone")
    with pytest.raises(NotFoundError) as not_hers:
        setting.desk.incidents.get(bea, made)
    with pytest.raises(NotFoundError) as nowhere:
        setting.desk.incidents.get(bea, uuid4())
    assert str(not_hers.value) == str(nowhere.value)
    assert setting.desk.incidents.list(bea) == ()


def test_a_releaser_alone_opens_nothing(setting):
    with pytest.raises(ForbiddenError, match="Ask an owner"):
        setting.desk.incidents.open(setting.person("Cal Reed", Role.RELEASER), title="x")


def test_with_several_organisations_one_is_chosen(setting, ada):
    other = setting.organisation(Organisation("Meridian"))
    with pytest.raises(RuleError, match="Choose the one"):
        setting.desk.incidents.open(ada, title="Tills down")
    made = setting.desk.incidents.open(ada, title="Tills down", organisation_id=other)
    assert setting.desk.incidents.get(ada, made).organisation_name == "Meridian"


def test_the_team_grows_and_shrinks_on_the_record(setting, ada):
    bea = setting.person("Bea Stone")
    made = setting.incident(ada, "Tills down", bea)
    assert setting.desk.incidents.get(bea, made).title == "Tills down"
    setting.desk.incidents.remove(bea, made, ada.id)
    with pytest.raises(NotFoundError):
        setting.desk.incidents.get(ada, made)
    with pytest.raises(RuleError, match="Nobody would see"):
        setting.desk.incidents.remove(bea, made, bea.id)
    actions = [entry.action for entry in setting.desk.incidents.recent(bea, made).entries]
    assert actions == [Action.TEAM_LEFT, Action.TEAM_JOINED, Action.INCIDENT_OPENED]


def test_whoever_has_no_role_reads_and_leaves_the_team_as_it_is(setting, ada):
    bea, cal = setting.person("Bea Stone"), setting.person("Cal Reed")
    made = setting.incident(ada, "Tills down", bea)
    nobody = replace(bea, roles=frozenset())
    assert setting.desk.incidents.team(nobody, made).members
    for change in (setting.desk.incidents.add, setting.desk.incidents.remove):
        with pytest.raises(ForbiddenError, match="no role"):
            change(nobody, made, cal.id)
    setting.desk.incidents.add(replace(bea, roles=frozenset({Role.RELEASER})), made, cal.id)


def test_adding_somebody_twice_records_it_once(setting, ada):
    bea = setting.person("Bea Stone")
    made = setting.incident(ada, "Tills down", bea)
    setting.desk.incidents.add(ada, made, bea.id)
    assert len(setting.desk.incidents.recent(ada, made).entries) == 2
    with pytest.raises(NotFoundError):
        setting.desk.incidents.add(ada, made, uuid4())


def test_an_earlier_title_stays_on_the_record(setting, ada):
    made = setting.incident(ada, "Tills down")
    setting.desk.incidents.rename(ada, made, "Cyber attack")
    newest = setting.desk.incidents.recent(ada, made).entries[0]
    assert dict(newest.detail) == {"from": "Tills down", "to": "Cyber attack"}

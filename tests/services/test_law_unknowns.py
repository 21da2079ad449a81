"""What to find out first in an incident on a real database, and what is only supposed of it.

The present is Monday 23 November 2026, 09:00 in London.
"""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from counted import counting
from desks import START

from disclosure.facts.answers import NewVersion
from disclosure.facts.case import Entity, Organisation
from disclosure.facts.instants import When
from disclosure.facts.standings import Change
from disclosure.law.duties import Outcome
from disclosure.law.what_if import Supposition
from disclosure.problems import NotFoundError
from disclosure.services.law_unknowns import OWNERS_ANSWER
from disclosure.signoff.people import Role

SATURDAY = When.exactly(datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
INVOLVED, REPORT = "fact:personal_data.involved", "uk.gdpr.33"
AUTHORISED, TELL_FCA = "profile:fca.authorised", "uk.fca.sup-15-3"


@pytest.fixture
def ada(setting):
    return setting.person("Ada Clark", Role.RECORDER)


def an_incident(setting, person, organisation=None):
    if organisation is not None:
        setting.organisation_id = setting.organisation(organisation)
    incident = setting.incident(person)
    first = NewVersion("incident.first_signal_at", 0, Change.FIRST, value=SATURDAY)
    setting.desk.facts.record(person, incident, [first])
    return incident


def names(view):
    return [unknown.name for unknown in view.ranking.unknowns]


def line(found, obligation):
    (wanted,) = [each for each in found.lines if each.obligation == obligation]
    return wanted


def test_what_is_recorded_is_no_longer_asked_and_the_rest_is_ranked_for_now(setting, ada):
    controller = Organisation("Brightwell Stores plc", {"gdpr.controller": "yes"})
    incident = an_incident(setting, ada, controller)
    view = setting.desk.unknowns.view(ada, incident)
    assert (view.at, view.zone.key) == (START, "Europe/London")
    assert "fact:incident.first_signal_at" not in names(view)
    assert "profile:gdpr.controller" not in names(view)
    # Two duties of a controller hang on it alone, and a third one with one question beside it. Of
    # the market's duties the profile does not say whether they concern the organisation.
    assert names(view)[0] == INVOLVED
    order = names(view).index
    assert order("profile:market.uk_admitted") < order("judgement:inside_information")
    involved = NewVersion("personal_data.involved", 0, Change.FIRST, value="yes")
    setting.desk.facts.record(ada, incident, [involved])
    assert INVOLVED not in names(setting.desk.unknowns.view(ada, incident))


def test_whoever_is_not_on_the_team_learns_nothing(setting, ada):
    incident = an_incident(setting, ada)
    bea = setting.person("Bea Stone")
    for unknown in (incident, uuid4()):
        with pytest.raises(NotFoundError):
            setting.desk.unknowns.view(bea, unknown)


def test_who_sees_to_a_judgement_is_told_with_it(setting, ada):
    issuer = Organisation("Brightwell Stores plc", {"market.uk_admitted": "yes"})
    incident = an_incident(setting, ada, issuer)
    name = "judgement:inside_information"
    assert setting.desk.unknowns.view(ada, incident).owners[name] == ""
    setting.desk.deadlines.assign_owner(ada, incident, name, ada.id)
    owners = setting.desk.unknowns.view(ada, incident).owners
    assert owners[name] == "Ada Clark"
    # Of a rule that may not concern the organisation nobody is asked to judge yet.
    assert "judgement:fca_notification" not in owners


def test_a_case_that_was_read_already_is_ranked_alike(setting, ada):
    incident = an_incident(setting, ada)
    assessment = setting.desk.duties.view(ada, incident).assessment
    ranked = setting.desk.unknowns.of_assessment(assessment)
    assert names(ranked) == names(setting.desk.unknowns.view(ada, incident))


# ---- What if ------------------------------------------------------------------------------------


def test_what_is_supposed_is_set_beside_the_record_and_reaches_no_database(setting, ada):
    controller = Organisation("Brightwell Stores plc", {"gdpr.controller": "yes"})
    incident = an_incident(setting, ada, controller)
    before = setting.entries()
    with counting(setting.desk.engine) as statements:
        view = setting.desk.unknowns.view(ada, incident)
        read = len(statements)
        found = setting.desk.unknowns.what_if(view, [Supposition(INVOLVED, "yes")])
    report = line(found, REPORT)
    assert (report.before.outcome, report.after.outcome) == (
        Outcome.UNDETERMINED,
        Outcome.PRESUMED,
    )
    # 72 hours from the first signal on Saturday.
    assert report.after.stages[0].due_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert len(statements) == read
    assert all(each.startswith("SELECT") for each in statements)
    assert [each.digest for each in setting.entries()] == [each.digest for each in before]
    again = setting.desk.unknowns.view(ada, incident)
    assert line(setting.desk.unknowns.what_if(again, []), REPORT).after.outcome is (
        Outcome.UNDETERMINED
    )


def test_an_answer_of_the_profile_is_supposed_of_every_company_that_has_its_own(setting, ada):
    shop = Entity("shop", "Meridian Shops Ltd", ("controller",))
    firm = Entity("firm", "Meridian Insurance Ltd", ("regulated-firm",), profile={
        "fca.authorised": "yes"
    })  # fmt: skip
    not_so = {"fca.authorised": "no", "psr.provider": "no"}
    group = Organisation("Meridian", not_so, (shop, firm))
    incident = an_incident(setting, ada, group)
    view = setting.desk.unknowns.view(ada, incident)
    assert line(setting.desk.unknowns.what_if(view, []), TELL_FCA).before.outcome is (
        Outcome.UNDETERMINED
    )
    found = setting.desk.unknowns.what_if(view, [Supposition(AUTHORISED, "no")])
    assert line(found, TELL_FCA).after.outcome is Outcome.DOES_NOT_APPLY
    alone = Supposition(AUTHORISED, "no", entity="shop")
    found = setting.desk.unknowns.what_if(view, [alone])
    assert line(found, TELL_FCA).after.outcome is Outcome.UNDETERMINED


# ---- Questions ----------------------------------------------------------------------------------


def test_a_question_comes_with_who_usually_knows_it(setting):
    unknowns = setting.desk.unknowns
    involved = unknowns.asked(INVOLVED)
    assert (involved.kind, involved.key) == ("fact", "personal_data.involved")
    assert involved.words == "Is personal data involved?"
    assert involved.known_by == (
        "Who usually knows: The data protection officer, with the security lead."
    )
    judged = unknowns.asked("judgement:fca_notification")
    assert judged.known_by == "Usually judged by the compliance officer."
    assert unknowns.asked(AUTHORISED).known_by == OWNERS_ANSWER
    for other in ("fact:nothing", "judgement:nothing", "profile:nothing", "submitted:x/y", ""):
        assert unknowns.asked(other) is None


def test_what_a_rule_in_force_asks_can_be_supposed_and_nothing_else(setting, ada):
    view = setting.desk.unknowns.view(ada, an_incident(setting, ada))
    askable = setting.desk.unknowns.askable(view)
    assert {INVOLVED, AUTHORISED, "judgement:aware_personal_data"} <= set(askable)
    # No rule asks it; the reports on incidents to the FCA are no law before 18 March 2027.
    assert "fact:contact.media" not in askable
    assert "judgement:fca_incident_threshold" not in askable
    assert all(setting.desk.unknowns.asked(name) for name in askable)

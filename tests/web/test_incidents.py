"""Opening an incident and its overview, through the pages."""

import pytest
from desks import PASSWORD, a_setting
from noticed import REPORT, a_table
from visitors import Visitor, errors_beside, said

from disclosure.signoff.people import Role
from disclosure.web.app import create_app


@pytest.fixture
def visitor(setting):
    return Visitor(create_app(setting.desk))


def test_an_incident_needs_a_title_and_nothing_else(setting, visitor):
    ada = setting.person("Ada Clark", Role.RECORDER)
    visitor.sign_in(ada.email, PASSWORD)
    visitor.get("/incidents/new")
    page = visitor.post("/incidents", title="  ", organisation=str(setting.organisation_id))
    assert page.status_code == 422
    assert errors_beside(page)["title"].startswith("Give it a title.")
    page = visitor.post("/incidents", title="Tills down")
    assert "The incident is open." in said(page)
    assert "No clock is running" in said(page) or "Due next" in said(page)


def test_whoever_may_not_record_is_told_whom_to_ask(setting, visitor):
    cal = setting.person("Cal Reed", Role.RELEASER)
    visitor.sign_in(cal.email, PASSWORD)
    page = visitor.get("/incidents/new")
    assert page.status_code == 403
    assert "Ask an owner" in said(page)


def test_the_overview_says_what_waits_for_whoever_looks(setting, visitor):
    table = a_table(setting)
    digest = table.request(REPORT)
    visitor.sign_in(table.protection.email, PASSWORD)
    page = said(visitor.get(f"/incidents/{table.incident}"))
    waiting = page[page.index("Waiting for you") : page.index("Due next")]
    assert "Decide on: Personal data breach report" in waiting
    assert "Judge: Is a risk to people's rights and freedoms unlikely?" in waiting
    assert "inside information" not in waiting

    table.approvals.refuse(
        table.protection, table.incident, REPORT, seen=digest, reason="Say that this is the first."
    )
    visitor.get("/")
    page = said(visitor.get(f"/incidents/{table.incident}"))
    assert "Dora Lind refused the personal data breach report: Say that this is the first." in page


def test_a_drafter_is_told_to_mend_what_was_refused(setting, visitor):
    table = a_table(setting)
    digest = table.request(REPORT)
    table.approvals.refuse(
        table.protection, table.incident, REPORT, seen=digest, reason="Say that this is the first."
    )
    visitor.sign_in(table.drafter.email, PASSWORD)
    page = said(visitor.get(f"/incidents/{table.incident}"))
    assert "Mend: Personal data breach report" in page


def test_over_https_forms_work_though_no_referrer_is_sent(database, tmp_path, library):
    made = a_setting(database, tmp_path, library, base_url="https://desk.example.org")
    ada = made.person("Ada Clark")
    visitor = Visitor(create_app(made.desk))
    visitor.client.environ_base["wsgi.url_scheme"] = "https"
    page = visitor.sign_in(ada.email, PASSWORD)
    assert page.status_code == 200
    assert "Nothing is open" in said(page)
    made.desk.close()


def test_the_judgement_page_names_nobody_as_judge_but_whose_office_it_is(setting, visitor):
    table = a_table(setting)
    address = f"/incidents/{table.incident}/judgements/risk_to_individuals"
    visitor.sign_in(table.drafter.email, PASSWORD)
    page = visitor.get(address)
    assert 'name="made_by_name"' in page.text
    assert 'value="Ada Field"' not in page.text
    assert "What is known now that bears on it" in said(page)
    assert "Is personal data involved?" in said(page)
    other = Visitor(visitor.app)
    other.sign_in(table.protection.email, PASSWORD)
    assert 'value="Dora Lind"' in other.get(address).text

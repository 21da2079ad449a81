"""Opening an incident and its overview, through the pages."""

from desks import PASSWORD, a_setting
from noticed import REPORT, a_table
from visitors import Visitor, errors_beside, said, signed_in

from disclosure.facts.case import Organisation
from disclosure.signoff.people import Role
from disclosure.web.app import create_app


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


def test_whoever_may_not_open_an_incident_is_not_told_to_on_the_home_page(app, setting):
    approver, recorder = (
        setting.person("Ann Approver", Role.APPROVER),
        setting.person("Rob Recorder", Role.RECORDER),
    )
    assert "Open one with a title" not in said(signed_in(app, approver).get("/"))
    assert "Open one with a title" in said(signed_in(app, recorder).get("/"))


def test_the_team_page_says_title_once(ann, incident):
    page = said(ann.get(f"/incidents/{incident}/team"))
    assert "Rename the incident Title Save the title" in page


def test_organisations_of_others_are_not_named_to_whoever_opens_an_incident(setting, visitor):
    ada = setting.person("Ada Clark", Role.RECORDER)
    olive = setting.person("Olive Owner", Role.OWNER)
    other = setting.organisation(Organisation("Meridian Books Ltd"))
    visitor.sign_in(ada.email, PASSWORD)
    page = visitor.get("/incidents/new")
    assert "Harcourt & Vale plc" not in said(page)
    assert "Meridian" not in said(page)
    assert "ask an owner to open the incident and add you: Olive Owner." in said(page)
    page = visitor.post("/incidents", title="Tills down", organisation=str(other))
    assert page.status_code == 422
    setting.incident(olive, "An earlier one", ada)
    page = visitor.get("/incidents/new")
    assert "Harcourt & Vale plc" in said(page)
    assert "Meridian" not in said(page)
    page = visitor.post("/incidents", title="Tills down", organisation=str(other))
    assert errors_beside(page)["organisation"] == "Choose the organisation it happened to."
    page = visitor.post("/incidents", title="Tills down", organisation=str(setting.organisation_id))
    assert "The incident is open." in said(page)


def test_whoever_has_no_role_sees_the_team_and_changes_nothing(setting, visitor):
    ada = setting.person("Ada Clark", Role.RECORDER)
    bea = setting.person("Bea Stone", Role.RELEASER)
    olive = setting.person("Olive Owner", Role.OWNER)
    there = f"/incidents/{setting.incident(ada, 'Tills down', bea)}/team"
    setting.desk.people.change_roles(olive, bea.id, roles=[], capacities=[])
    visitor.sign_in(bea.email, PASSWORD)
    page = visitor.get(there)
    assert "You have no role here" in said(page)
    assert "Remove from team" not in said(page)
    assert "Add somebody" not in said(page)
    page = visitor.post(there, member=str(olive.id), csrf_token=visitor.form_token())
    assert page.status_code == 403


def test_the_overview_says_what_waits_for_whoever_looks(setting, visitor):
    table = a_table(setting)
    digest = table.request(REPORT)
    visitor.sign_in(table.protection.email, PASSWORD)
    page = said(visitor.get(f"/incidents/{table.incident}"))
    waiting = page[page.index("Waiting for you") : page.index("Due next")]
    assert "Decide on: Personal data breach report" in waiting
    assert "Judge: Is there a risk to people's rights and freedoms?" in waiting
    assert "inside information" not in waiting

    table.approvals.refuse(
        table.protection, table.incident, REPORT, seen=digest, reason="Say that this is the first."
    )
    visitor.get("/")
    page = said(visitor.get(f"/incidents/{table.incident}"))
    assert "Dora Lind refused version 1 of “Personal data breach report”. Reason: Say that" in page


def test_a_drafter_is_told_to_mend_what_was_refused(setting, visitor):
    table = a_table(setting)
    digest = table.request(REPORT)
    table.approvals.refuse(
        table.protection, table.incident, REPORT, seen=digest, reason="Say that this is the first."
    )
    visitor.sign_in(table.drafter.email, PASSWORD)
    page = said(visitor.get(f"/incidents/{table.incident}"))
    assert "Correct: Personal data breach report Dora Lind refused it: “Say that this is" in page


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
    chosen = f'<option selected value="{table.protection.id}">Dora Lind ('
    assert chosen in other.get(address).text


def judged(**typed: str) -> dict[str, str]:
    return {"value": "likely", "made_by": "security lead", "why": "Weighed on the call.", **typed}


def test_a_role_not_held_is_asked_about_and_stays_beside_the_judgement(setting, visitor):
    table = a_table(setting)
    path = f"/incidents/{table.incident}/judgements/risk_to_individuals"
    visitor.sign_in(table.drafter.email, PASSWORD)
    visitor.get(path)
    typed = judged(judge=str(table.finance.id))
    page = visitor.post(path, **typed)
    note = "Finn Moss is not on this desk as security lead, but as chief financial officer."
    assert page.status_code == 422
    assert note in said(page)
    tick = page.text.split('name="looked_at" type="checkbox" value="')[1].split('"')[0]
    assert visitor.post(path, **typed, looked_at=tick).status_code == 200
    shown = said(visitor.get(path))
    assert f"Recorded all the same {note}" in shown
    assert "“Yes, or it cannot be ruled out”. Judged " in shown
    assert "by Finn Moss, security lead; recorded " in shown


def test_no_risk_judged_while_data_is_an_open_question_asks_for_a_tick(setting, visitor):
    table = a_table(setting)
    path = f"/incidents/{table.incident}/judgements/risk_to_individuals"
    visitor.sign_in(table.drafter.email, PASSWORD)
    visitor.get(path)
    typed = judged(value="unlikely", made_by_name="An Outsider", again_on="6/5/2025")
    page = visitor.post(path, **typed)
    assert page.status_code == 422
    assert "It is not established whether personal data is involved." in said(page)
    assert visitor.post(path, **typed, looked_at="personal-data").status_code == 200


def test_awareness_offers_a_way_to_be_safe_and_a_way_back(setting, visitor):
    table = a_table(setting)
    visitor.sign_in(table.drafter.email, PASSWORD)
    words = said(visitor.get(f"/incidents/{table.incident}/judgements/aware_personal_data"))
    assert "Not certain, presumed to be safe: we count the 72 hours from the moment below" in words
    assert "Not aware yet: nothing runs" in words
    assert "A recorder, a drafter or an approver on the team may record it." in words

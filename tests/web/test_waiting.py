"""What waits for whoever looks stands first: on the home page and on an incident's own."""

import pytest
from noticed import REPORT, a_table
from running import an_incident_that_runs, on_personal_data
from visitors import errors_beside, said, signed_in

from disclosure.signoff.people import Role

REGISTER = "uk.gdpr.33-5/record"


@pytest.fixture
def table(setting):
    return a_table(setting)


def home(app, person):
    return said(signed_in(app, person).get("/"))


def waiting(words):
    return words[words.index("Waiting for you") : words.index("Incident ")]


def test_each_text_waits_for_whose_turn_it_is(app, table):
    digest = table.request(REPORT)
    decide = "Decide on: Personal data breach report Ada Field asked for it, "
    assert decide in waiting(home(app, table.protection))
    assert "Decide on" not in waiting(home(app, table.finance))
    assert "Nothing." in waiting(home(app, table.drafter))

    why = "Say that this is the first."
    table.approvals.refuse(table.protection, table.incident, REPORT, seen=digest, reason=why)
    correct = f"Correct: Personal data breach report Dora Lind refused it: “{why}”"
    assert correct in waiting(home(app, table.drafter))
    assert "Decide on" not in waiting(home(app, table.protection))


def test_a_release_and_its_record_wait_for_whoever_may(app, table):
    digest = table.sign_off(REPORT)
    assert "Release: Personal data breach report" in waiting(home(app, table.counsel))
    table.approvals.release(table.counsel, table.incident, REPORT, seen=digest)
    record = "record that it was sent: Personal data breach report Released by Gita Rao, "
    assert record in waiting(home(app, table.drafter))
    assert "Release: " not in waiting(home(app, table.counsel))


def test_nothing_waits_from_an_incident_one_is_not_on(app, table):
    table.request(REPORT)
    table.setting.desk.incidents.remove(table.drafter, table.incident, table.protection.id)
    assert "Personal data breach report" not in home(app, table.protection)


def test_an_owner_is_told_of_the_profile_and_that_reminders_are_off(app, setting):
    owner = setting.person("Olive Owner", Role.OWNER, Role.RECORDER)
    setting.incident(owner, "Tills down")
    words = waiting(home(app, owner))
    assert "Complete the profile of " in words
    assert "Reminders are off, so nobody is told by email" in words
    other = setting.person("Rob Recorder", Role.RECORDER)
    setting.incident(owner, "Another", other)
    assert "Reminders are off" not in home(app, other)
    assert "Complete the profile" not in home(app, other)


def test_one_incident_is_named_once(app, table):
    words = home(app, table.drafter)
    assert words.count("Cyber incident affecting stores") == 1
    table.setting.incident(table.drafter, "Another one")
    assert home(app, table.drafter).count("Cyber incident affecting stores") > 1


def test_the_overview_says_whose_turn_a_text_is_and_hides_what_follows(app, table):
    table.request(REPORT)
    page = said(signed_in(app, table.drafter).get(f"/incidents/{table.incident}"))
    assert "Waiting for approval Dora Lind or Gita Rao decides" in page
    # What to find out first is three of many; what follows from others is not among them.
    first = page[page.index("What to find out first") :]
    assert "Is there inside information that directly concerns the issuer" in first
    assert "Have later steps taken the high risk away?" not in first


def test_the_overview_counts_what_nobody_sees_to_for_whoever_can(app, setting, table):
    visitor = signed_in(app, table.drafter)
    here = f"/incidents/{table.incident}"
    words = said(visitor.get(here))
    found = setting.desk.deadlines.of_incident(table.drafter, table.incident)
    asked = [line for line in found.lines if line.is_listed or line.is_judgement]
    theirs = [line for line in asked if not line.listed.is_voluntary]
    assert f"{len(theirs)} things have nobody. Take them, or give them to somebody" in words
    assert f'href="{here}/deadlines">Take them' in visitor.page.text
    owner = setting.person("Olive Owner", Role.OWNER)
    setting.desk.incidents.add(table.drafter, table.incident, owner.id)
    assert "have nobody" not in said(signed_in(app, owner).get(here))  # she can take none
    take = setting.desk.deadlines.take
    for line in theirs[:-1]:
        take(table.drafter, table.incident, line.clock.deadline)
    words = said(visitor.get(here))
    assert "1 thing has nobody. Take it, or give it to somebody" in words
    take(table.drafter, table.incident, theirs[-1].clock.deadline)
    assert "nobody." not in said(visitor.get(here)).partition("Due next")[0]


# ---- Done without a notice -----------------------------------------------------------------


@pytest.fixture
def running(setting):
    on_personal_data(setting)
    dana = setting.person("Dana Drafter", Role.RECORDER, Role.DRAFTER)
    return dana, an_incident_that_runs(setting, dana)


def test_a_register_is_recorded_as_done_on_its_own_page(app, setting, running):
    dana, incident = running
    visitor = signed_in(app, dana)
    address = f"/incidents/{incident}/deadline/{REGISTER}"
    fields = visitor.untouched(address)
    there = f"/incidents/{incident}/deadline-done/{REGISTER}"
    page = visitor.send(there, fields)
    assert page.status_code == 422
    assert {"by", "kept", "at"} <= errors_beside(page).keys()
    local = setting.clock()
    fields |= {"by": "Dora Lind", "kept": "Register, entry 12"}
    fields |= {"at": f"{local:%d/%m/%Y}", "at_time": f"{local:%H:%M}"}
    for _ in range(2):
        page = visitor.send(there, fields)
        assert page.status_code == 200
    words = said(page)
    assert "It is recorded as done." in words
    assert "Who Done by Dora Lind Kept where, or reference Register, entry 12" in words
    assert "Record that it was done" not in words
    assert words.count("What was done") == 1


def test_whoever_may_not_record_is_told_who_does(app, setting, running):
    dana, incident = running
    approver = setting.person("Ann Approver", Role.APPROVER)
    setting.desk.incidents.add(dana, incident, approver.id)
    visitor = signed_in(app, approver)
    words = said(visitor.get(f"/incidents/{incident}/deadline/{REGISTER}"))
    assert "A releaser, a drafter or a recorder records on this page that it was done." in words
    page = visitor.post(f"/incidents/{incident}/deadline-done/{REGISTER}", by="x")
    assert page.status_code == 403


def test_duties_that_are_late_come_first_and_states_are_explained(app, table):
    page = said(signed_in(app, table.protection).get(f"/incidents/{table.incident}/duties"))
    assert page.index("Overdue The time is up.") < page.index("Applies Duty")
    assert "Does not apply, because …" in page
    assert "The time is up, and nothing is recorded as given or done." in page
    # In April 2025 the authority was the Information Commissioner, and nobody else is named.
    assert "Report a personal data breach to the ICO" in page
    assert "Information Commission " not in page

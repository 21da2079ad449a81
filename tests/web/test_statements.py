"""How many SQL statements a page needs, and that a thousand incidents need no more than ten."""

from uuid import uuid4

import pytest
from counted import counting
from desks import PASSWORD
from sqlalchemy import insert
from visitors import Visitor
from walking import form_to

from disclosure.store.models import AuditEntryRow, IncidentRow, StageClockRow, TeamRow
from disclosure.trail.actions import INSTALLATION, Action
from disclosure.web.app import create_app

SESSION = 1
"""The statement that finds out who asks."""

PAGES = {
    "/": SESSION + 6,
    "/incidents/new": SESSION + 3,
    "/deadlines": SESSION + 3,
    "/deadlines?whose=mine": SESSION + 3,
    "{}": SESSION + 34,
    "{}/facts": SESSION + 12,
    "{}/facts/what-happened": SESSION + 14,
    "{}/records/service": SESSION + 12,
    "{}/records/service/new": SESSION + 14,
    "{}/corrections": SESSION + 16,
    "{}/notices": SESSION + 20,
    "{}/notices/uk.gdpr.33.initial.authority": SESSION + 20,
    "{}/notices/uk.gdpr.33.initial.authority/approval": SESSION + 20,
    "{}/duties": SESSION + 12,
    "{}/duties/uk.gdpr.33": SESSION + 12,
    "{}/unknowns": SESSION + 12,
    "{}/what-if": SESSION + 12,
    "{}/what-if?fact-personal_data-involved=yes": SESSION + 12,
    "{}/judgements/aware_personal_data": SESSION + 16,
    "{}/said": SESSION + 13,
    "{}/deadlines": SESSION + 13,
    "{}/trail": SESSION + 12,
    "{}/trail?order=oldest&kind=team&check=yes": SESSION + 12,
    "{}/known": SESSION + 22,
    "{}/files": SESSION + 18,
    "{}/papers/board": SESSION + 7,
    "{}/notices/uk.gdpr.33.initial.authority/files/now/text": SESSION + 14,
    "{}/registers/all/xlsx": SESSION + 15,
    "{}/team": SESSION + 7,
    "/law": SESSION,
    "/law/uk.gdpr.33": SESSION,
    "/settings": SESSION + 5,
    "/people": SESSION + 2,
}
"""At most so many, whatever the number of incidents."""


def add_incidents(setting, person, count):
    """Add incidents that each have three running clocks, without working anything out."""
    ids = [uuid4() for _ in range(count)]
    at = setting.clock()
    with setting.desk.transactions.begin(None) as tx:
        tx.session.execute(
            insert(IncidentRow),
            [
                {
                    "id": each,
                    "organisation_id": setting.organisation_id,
                    "title": f"Incident {n}",
                    "opened_at": at,
                    "opened_by": person.id,
                    "zone": "Europe/London",
                }
                for n, each in enumerate(ids)
            ],
        )
        tx.session.execute(
            insert(TeamRow),
            [{"incident_id": each, "person_id": person.id, "since": at} for each in ids],
        )
        tx.session.execute(
            insert(StageClockRow),
            [
                {
                    "incident_id": each,
                    "deadline": f"uk.gdpr.33/{stage}",
                    "kind": "stage",
                    "title": f"Report: {stage}",
                    "state": "running",
                    "outcome": "applies",
                    "due_at": at,
                    "reference": "",
                }
                for each in ids
                for stage in ("first", "second", "third")
            ],
        )
        tx.record(Action.PROJECTIONS_REBUILT, chain=INSTALLATION)


@pytest.fixture
def visit(setting):
    """Give a person who is signed in, and an incident of theirs."""
    ada = setting.person("Ada Clark")
    incident = setting.incident(ada)
    visitor = Visitor(create_app(setting.desk))
    visitor.sign_in(ada.email, PASSWORD)
    return visitor, ada, incident


def counted(setting, visitor, incident):
    found = {}
    for pattern in PAGES:
        path = pattern.format(f"/incidents/{incident}")
        visitor.get(path)
        with counting(setting.desk.engine) as statements:
            page = visitor.get(path)
        assert page.status_code == 200, path
        found[pattern] = len(statements)
    return found


def test_no_page_needs_more_statements_for_a_thousand_incidents_than_for_ten(setting, visit):
    visitor, ada, incident = visit
    add_incidents(setting, ada, 9)
    few = counted(setting, visitor, incident)
    add_incidents(setting, ada, 990)
    many = counted(setting, visitor, incident)
    assert many == few
    over = {page: (n, PAGES[page]) for page, n in few.items() if n > PAGES[page]}
    assert over == {}


def test_looking_at_pages_writes_nothing_to_the_trail(setting, visit):
    visitor, _, incident = visit
    with setting.desk.transactions.read() as tx:
        before = tx.session.query(AuditEntryRow).count()
    counted(setting, visitor, incident)
    with setting.desk.transactions.read() as tx:
        assert tx.session.query(AuditEntryRow).count() == before


# ---- What is sent -------------------------------------------------------------------------------


def test_opening_an_incident_takes_few_statements_and_few_of_them_while_others_wait(
    setting, visit
) -> None:
    visitor, _, _ = visit
    form = form_to(visitor.get("/incidents/new").text, "/incidents")
    data = {**form.untouched(), "title": "Tills down", "organisation": setting.organisation_id}
    with counting(setting.desk.engine) as statements:
        answer = visitor.send("/incidents", data, follow=False)
    assert answer.status_code == 302
    # Whose session it is, what they may choose, and the organisation: read before anybody waits.
    before = [each for each in statements if each.startswith("SELECT")][:3]
    assert statements[:3] == before
    # The form, the incident, its team, its chain, its entry, its deadlines, and one look at whether
    # the organisation is still the same.
    assert len(statements) - 3 == 7


def test_a_page_of_facts_is_recorded_in_few_statements_however_many_they_are(
    setting, visit
) -> None:
    visitor, _, incident = visit
    here = f"/incidents/{incident}/facts/what-happened"
    questions = {c.name for c in form_to(visitor.get(here).text, here).controls}
    words = sorted(name for name in questions if name.endswith("-given-text"))
    counts = []
    for name in (words[:1], words[1:]):
        form = form_to(visitor.get(here).text, here)
        data = {**form.untouched(), "go": "list"}
        for each in name:
            data |= {
                each: "A fault in the tills.",
                each.replace("given-text", "standing"): "confirmed",
            }
        with counting(setting.desk.engine) as statements:
            assert visitor.send(here, data, follow=False).status_code == 302
        counts.append(len(statements))
    # Facts and entries are added each in one statement.
    assert len(words) > 2
    assert max(counts) <= 34
    assert abs(counts[0] - counts[1]) <= 8

"""How many SQL statements a page needs, and that a thousand incidents need no more than ten."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from desks import PASSWORD
from sqlalchemy import event, insert
from visitors import Visitor

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
    "{}": SESSION + 50,
    "{}/facts": SESSION + 12,
    "{}/facts/what-happened": SESSION + 14,
    "{}/records/service": SESSION + 12,
    "{}/records/service/new": SESSION + 14,
    "{}/notices": SESSION + 20,
    "{}/notices/uk.gdpr.33.initial.authority": SESSION + 20,
    "{}/notices/uk.gdpr.33.initial.authority/approval": SESSION + 20,
    "{}/duties": SESSION + 12,
    "{}/duties/uk.gdpr.33": SESSION + 12,
    "{}/judgements/aware_personal_data": SESSION + 16,
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


@contextmanager
def counting(engine):
    """Count the statements that reach the database."""
    statements = []

    def note(_connection, _cursor, statement, *_):
        # SQLite is told to begin by a statement of its own, PostgreSQL by its driver.
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


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

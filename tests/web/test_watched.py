"""Bills and proposals stand on the duties page, apart from every duty, and are no deadline."""

import pytest
from running import an_incident_that_runs
from visitors import said, signed_in

from builders import the_catalogue


@pytest.fixture
def pages(app, setting):
    person = setting.person("Ada Clark")
    incident = an_incident_that_runs(setting, person)
    client = signed_in(app, person)
    return lambda page: said(client.get(f"/incidents/{incident}/{page}"))


def test_a_bill_stands_apart_and_is_no_deadline(pages):
    bills = [o for o in the_catalogue().law.obligations if o.is_watched]
    assert bills
    duties, _, watched = pages("duties").partition("Watched, not law")
    watched = watched.partition("What the states mean")[0]
    assert "They bind nobody" in watched
    deadlines = pages("deadlines")
    for bill in bills:
        assert bill.title in watched
        assert bill.title not in duties
        assert bill.title not in deadlines

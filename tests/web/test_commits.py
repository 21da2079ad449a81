"""How often a form commits: once, whatever it does; a page that is only read commits nothing."""

from contextlib import contextmanager

import pytest
from noticed import REPORT, just_now
from sqlalchemy import event
from walking import JUDGED, SERVICE, form_to

from disclosure.trail.actions import Action

TITLE = {"title": "Tills down"}


@contextmanager
def commits(setting):
    """Count what is committed."""
    counted = []
    note = counted.append
    event.listen(setting.desk.engine, "commit", note)
    try:
        yield counted
    finally:
        event.remove(setting.desk.engine, "commit", note)


@pytest.fixture
def send(setting):
    """Send the form of a page to an address; gives how often that committed."""

    def send(visitor, page, action="", **typed):
        setting.clock.go_on(minutes=1)
        form = form_to(visitor.get(page).text, action or page)
        reasons = {c.name: "Known." for c in form.controls if c.name.startswith("reason-")}
        data = {**form.untouched(), **reasons, **typed}
        with commits(setting) as counted:
            answer = visitor.send(action or page, data, follow=False)
        assert answer.status_code in (302, 303), answer.text
        return len(counted)

    return send


def test_what_is_sent_before_a_notice_exists_commits_once(send, ada, table, setting) -> None:
    here = f"/incidents/{table.incident}"
    organisation = {"organisation": str(setting.organisation_id)}
    assert send(ada, "/incidents/new", "/incidents", **TITLE, **organisation) == 1
    # Nothing typed: that the form was sent is kept all the same, and nothing is recorded.
    assert send(ada, f"{here}/facts/personal-data") == 1
    assert send(ada, f"{here}/facts/effect", **untold(ada, f"{here}/facts/effect")) == 1
    assert send(ada, f"{here}/records/service/new", **SERVICE) == 1
    assert send(ada, f"{here}/judgements/aware_personal_data", **JUDGED) == 1
    assert send(ada, f"{here}/team", f"{here}/title", **TITLE) == 1


def untold(visitor, path) -> dict[str, str]:
    """Answer the first question of a page that nobody has answered."""
    form = form_to(visitor.get(path).text, path)
    words = next(c.name for c in form.controls if c.name.endswith("-given-text"))
    return {words: "It was measured.", words.replace("given-text", "standing"): "confirmed"}


def test_each_step_of_a_notice_commits_once(send, ada, gita, table, setting) -> None:
    notice = f"/incidents/{table.incident}/notices/{REPORT}"
    approval = f"{notice}/approval"
    table.explain()
    assert send(ada, notice, f"{notice}/freeze") == 1
    assert send(ada, approval, f"{approval}/request") == 1
    assert send(gita, approval, f"{approval}/approve") == 1
    assert send(gita, approval, f"{approval}/release") == 1
    given = {"recipient": "Information Commission", "late_reason": "Late.", **just_now(setting)}
    assert send(ada, f"{notice}/given", **given) == 1


def test_freezing_every_text_that_is_ready_commits_once(send, ada, table, setting) -> None:
    notices = f"/incidents/{table.incident}/notices"
    assert send(ada, notices, f"{notices}/freeze") == 1
    assert len(setting.entries(Action.NOTICE_FROZEN)) > 1


def test_a_page_that_is_read_commits_nothing(ada, table, setting) -> None:
    here = f"/incidents/{table.incident}"
    paths = ("/", here, f"{here}/facts", f"{here}/notices", f"{here}/duties", f"{here}/trail")
    with commits(setting) as counted:
        for path in paths:
            assert ada.get(path).status_code == 200
    assert counted == []


def test_sending_a_form_again_records_nothing(send, ada, table, setting) -> None:
    form = form_to(ada.get("/incidents/new").text, "/incidents")
    data = form.untouched() | TITLE | {"organisation": str(setting.organisation_id)}
    ada.send("/incidents", data)
    written = setting.written()
    ada.send("/incidents", data)
    assert setting.written() == written

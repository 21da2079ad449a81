"""Forms sent late, twice, or without their token: nothing is done twice, and nothing is lost."""

from datetime import timedelta

from desks import PASSWORD, START
from noticed import REPORT, just_now
from visitors import Visitor, said, signed_in
from walking import JUDGED, SERVICE, form_to, forms_of

from disclosure.trail.actions import Action


def test_a_judgement_upon_an_older_one_is_not_taken_and_keeps_what_was_typed(ada, table) -> None:
    path = f"/incidents/{table.incident}/judgements/aware_personal_data"
    seen = form_to(ada.get(path).text, path).hidden["seen"]
    before = table.setting.written()
    page = ada.post(path, **{**JUDGED, "seen": str(int(seen) - 1)})
    assert page.status_code == 409
    assert "in the meantime" in said(page)
    assert JUDGED["why"] in said(page)
    assert table.setting.written() == before


def test_a_digest_of_another_text_is_not_taken(app, ada, table) -> None:
    notice = f"/incidents/{table.incident}/notices/{REPORT}"
    dora = signed_in(app, table.protection)

    def forge(visitor: Visitor, step: str, **reasons: str) -> None:
        before = table.setting.written()
        for digest in ("", "0" * 64, "x" * 20_000):
            visitor.get("/settings/password")
            page = visitor.post(f"{notice}/{step}", seen=digest, **reasons)
            assert page.status_code == 409, step
        assert table.setting.written() == before

    forge(ada, "freeze")
    table.freeze()
    forge(ada, "approval/request", **{f"reason-{r}": "Known." for r in table.stopping_rules()})
    table.request()
    forge(dora, "approval/approve")
    forge(dora, "approval/refuse", **{"refuse-reason": "No."})


def test_every_form_that_makes_something_makes_it_once(ada, gita, table, setting) -> None:
    here, notice = f"/incidents/{table.incident}", f"/incidents/{table.incident}/notices/{REPORT}"
    given = {"recipient": "ICO", "channel": "telephone", "late_reason": "Late."}
    opened = {"title": "Twice", "organisation": str(setting.organisation_id)}
    table.explain()
    steps = (
        (ada, "/incidents/new", "/incidents", opened, Action.INCIDENT_OPENED),
        (ada, f"{here}/records/service/new", None, SERVICE, Action.FACT_RECORDED),
        (ada, f"{here}/judgements/aware_personal_data", None, JUDGED, Action.JUDGEMENT_MADE),
        (ada, notice, f"{notice}/freeze", {}, Action.NOTICE_FROZEN),
        (ada, f"{notice}/approval", f"{notice}/approval/request", {}, Action.APPROVAL_REQUESTED),
        (gita, f"{notice}/approval", f"{notice}/approval/approve", {}, Action.NOTICE_APPROVED),
        (gita, f"{notice}/approval", f"{notice}/approval/release", {}, Action.NOTICE_RELEASED),
        (ada, f"{notice}/given", None, given, Action.NOTICE_GIVEN),
    )  # fmt: skip
    for visitor, path, action, typed, done in steps:
        setting.clock.go_on(minutes=1)
        form = form_to(visitor.get(path).text, action or path)
        reasons = {c.name: "Known." for c in form.controls if c.name.startswith("reason-")}
        sent = form.hidden | reasons | typed
        sent |= just_now(setting) if done is Action.NOTICE_GIVEN else {}
        before = len(setting.entries(done))
        for _ in range(2):
            page = visitor.client.post(form.action, data=sent)
            assert page.status_code in (302, 303), (path, said(page))
        assert len(setting.entries(done)) == before + 1, path


def test_an_invitation_sent_twice_leaves_one_link_that_works(inside, desk, owner) -> None:
    for _ in range(2):
        inside.get("/people/invite")
        inside.post("/people/invite", name="Nora New", email="nora@example.org", roles="drafter")
    assert len(desk.people.links.invitations(owner)) == 1


def test_a_token_of_another_form_or_person_is_no_obstacle(app, ada, table, setting) -> None:
    path = f"/incidents/{table.incident}/judgements/aware_personal_data"
    once = form_to(ada.get(path).text, path).hidden["once"]
    ada.post(path, **{**JUDGED, "seen": form_to(ada.page.text, path).hidden["seen"], "once": once})
    ada.get("/incidents/new")
    where = str(setting.organisation_id)
    page = ada.post("/incidents", title="Another", once=once, organisation=where)
    assert page.status_code == 200
    assert "Another" in said(page)
    other = signed_in(app, setting.person("Bob Hay"))
    other.get("/incidents/new")
    assert (
        other.post("/incidents", title="A third", once=once, organisation=where).status_code == 200
    )


def test_answers_typed_into_an_expired_session_are_sent_once_after_sign_in(
    app, ada, table, clock
) -> None:
    path = f"/incidents/{table.incident}/records/service/new"
    sent = form_to(ada.get(path).text, path).untouched() | SERVICE
    # The session began when the desk did: time does not run backwards in a chain, though the
    # clock of the example was set back.
    clock.now = START + timedelta(hours=13)
    before = len(table.setting.entries(Action.FACT_RECORDED))
    page = ada.client.post(path, data=sent, follow_redirects=True)
    assert page.request.path == "/sign-in"
    page = ada.sign_in(table.drafter.email, PASSWORD)
    assert "Loyalty card" in said(page)
    form = next(form for form in forms_of(page.text) if form.action.endswith("/send"))
    data = {control.name: control.value for control in form.controls}
    page = ada.client.post(form.action, data=data)
    assert (page.status_code, page.headers["Location"]) == (307, path)
    assert ada.client.post(path, data=data).status_code == 302  # as a browser goes on
    assert len(table.setting.entries(Action.FACT_RECORDED)) == before + 1
    assert ada.client.post(form.action, data=data).status_code == 404
    assert len(table.setting.entries(Action.FACT_RECORDED)) == before + 1


def test_a_form_without_its_token_does_nothing_and_can_be_sent_again(ada, table) -> None:
    path = f"/incidents/{table.incident}/records/service/new"
    sent = form_to(ada.get(path).text, path).untouched() | SERVICE
    before = table.setting.written()
    for token in ("", "x", "\x00", "9" * 5000):
        page = ada.client.post(path, data={**sent, "csrf_token": token})
        assert page.status_code == 400
        assert "Loyalty card" in said(page)
        assert table.setting.written() == before
    again = form_to(page.text, path)
    page = ada.client.post(path, data={c.name: c.value for c in again.controls})
    assert page.status_code == 302
    assert table.setting.written() > before

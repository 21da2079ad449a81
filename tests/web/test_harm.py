"""Somebody who means harm: roles taken, words approved by their author, links led elsewhere."""

from desks import PASSWORD
from noticed import REPORT
from visitors import Visitor, said, signed_in
from walking import form_to, planted

from disclosure.services.newcomers import Newcomer
from disclosure.signoff.people import Capacity, Role
from disclosure.web.current import COOKIE


def test_nobody_gives_themselves_a_role_by_adding_a_field(app, desk, owner) -> None:
    made = desk.people.links.invite(
        owner, Newcomer("Dana", "dana@example.org", frozenset({Role.RECORDER}))
    )
    dana = Visitor(app)
    dana.get(f"/join/{made.token}")
    more = {"roles": "owner", "capacities": "general-counsel", "email": "x@example.org"}
    dana.post(f"/join/{made.token}", password="ferry kettle noon", **more)  # noqa: S106
    person = desk.people.person_of(dana.session)
    assert (person.email, person.roles, person.capacities) == (
        "dana@example.org",
        {Role.RECORDER},
        frozenset(),
    )
    dana.get("/settings/password")
    assert dana.post(f"/people/{person.id}", roles="owner", seen="recorder").status_code == 403


def test_nobody_approves_words_of_their_own_by_letting_another_freeze_them(app, table) -> None:
    both = table.setting.person(
        "Cy Pher", Role.DRAFTER, Role.APPROVER, capacities=(Capacity.DATA_PROTECTION_OFFICER,)
    )
    table.setting.desk.incidents.add(table.drafter, table.incident, both.id)
    notice = f"/incidents/{table.incident}/notices/{REPORT}"
    first = next(iter(table.notices.view(table.drafter, *table.here).sentences))
    cy = signed_in(app, both)
    path = f"{notice}/sentences/{first}"
    typed = {"text": "Words of my own", "is_framing": "y", "reason": "Plainer."}
    sent = form_to(cy.get(path).text, path).untouched() | typed
    sent.pop("rests_on", None)  # framing rests on nothing
    assert cy.client.post(path, data=sent).status_code == 302
    seen = table.request()
    cy.get(f"{notice}/approval")
    page = cy.post(f"{notice}/approval/approve", seen=seen)
    assert page.status_code == 409
    assert "nobody approves their own text" in said(page)


def test_nothing_is_released_that_nobody_has_approved(gita, table) -> None:
    notice = f"/incidents/{table.incident}/notices/{REPORT}/approval"
    seen = table.request()
    before = table.setting.written()
    assert gita.post(f"{notice}/release", seen=seen).status_code == 409
    assert table.setting.written() == before


def test_every_page_forbids_frames_scripts_of_others_and_caches(app, ada, table) -> None:
    for path in ("/", "/nothing-here", f"/incidents/{table.incident}", "/healthz"):
        headers = ada.client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'self'" in policy
        assert "unsafe" not in policy
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"


OUTSIDE = (
    "/..%2f..%2fetc/passwd",
    "/static/../app.py",
    "/static/..%2fapp.py",
    "/static/%2e%2e/%2e%2e/desk.py",
    "/incidents/..",
    "/%00",
    "/%ff",
)


def test_a_path_leads_to_no_file_outside(ada) -> None:
    for path in OUTSIDE:
        answer = ada.client.get(path)
        assert answer.status_code in (302, 404), path
        assert "import" not in answer.text


ELSEWHERE = (
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "/\r\nSet-Cookie: a=b",
    "\x00/",
    "x" * 20_000,
)


def test_sign_in_leads_to_no_other_site(app, table) -> None:
    for onward in ELSEWHERE:
        visitor = Visitor(app)
        visitor._read(visitor.client.get("/sign-in", query_string={"next": onward}))
        assert planted(visitor.page.text) == []
        assert "evil" not in visitor.page.text
        sent = {"email": table.drafter.email, "password": PASSWORD, "next": onward}
        answer = visitor.post("/sign-in", follow=False, **sent)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/")
        again = visitor.client.get("/sign-in", query_string={"next": onward})
        assert again.headers["Location"] == "/"


def test_a_cookie_of_anything_is_nobody(app, setting) -> None:
    visitor = Visitor(app)
    for cookie in ("\x00", "x" * 4000, "ü", "' OR 1=1 --", ""):
        answer = visitor.client.get("/", headers={"Cookie": f"{COOKIE}={cookie}"})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in?next=/")


def test_no_link_is_built_from_the_name_a_request_gives(app, inside) -> None:
    inside.get("/people/invite")
    cookies = f"{COOKIE}={inside.session}; disclosure_page={inside.page_session}"
    page = app.test_client(use_cookies=False).post(
        "/people/invite",
        data={"csrf_token": inside.form_token(), "name": "Nora", "email": "nora@example.org"},
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Cookie": cookies},
    )
    assert page.status_code == 200
    assert "/join/" in page.text
    assert "evil.example" not in page.text


MAIL = (
    {"name": "Nora\r\nBcc: eve@evil.example"},
    {"name": "No\x00ra"},
    {"email": "nora@example.org\r\nBcc: eve@evil.example"},
    {"email": "nora@example.org,eve@evil.example"},
)


def test_no_header_of_a_mail_is_made_of_a_name_or_an_address(inside, desk, owner) -> None:
    for typed in MAIL:
        inside.get("/people/invite")
        page = inside.post(
            "/people/invite", **{"name": "Nora", "email": "nora@example.org", **typed}
        )
        assert page.status_code in (200, 422)
    for link in desk.people.links.invitations(owner):
        assert link.name.isprintable()
        assert link.email == "nora@example.org"

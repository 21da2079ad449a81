"""Signing in and out through the pages: cookies, expired sessions, one-time links."""

import pytest
from desks import PASSWORD, Setting
from visitors import Visitor, errors_beside, said, signed_in

from disclosure.services.newcomers import Newcomer
from disclosure.services.sign_in import NEITHER
from disclosure.signoff.people import Role
from disclosure.web.current import COOKIE

OLIVE = "olive.owner@example.org"
OTHER = "ferry kettle noon"
GUESSABLE, SHORT = "dana drafter 26", "short"


@pytest.fixture
def owner(setting: Setting):
    return setting.person("Olive Owner", Role.OWNER, Role.DRAFTER)


@pytest.fixture
def inside(visitor, owner) -> Visitor:
    visitor.sign_in(OLIVE, PASSWORD)
    return visitor


# ---- In and out ---------------------------------------------------------------------------------


def test_a_page_sends_whoever_is_outside_to_sign_in_and_back_again(visitor, owner) -> None:
    page = visitor.get("/settings?from=mail")
    assert page.request.path == "/sign-in"
    assert 'value="/settings?from=mail"' in page.text
    page = visitor.post("/sign-in", email=OLIVE, password=PASSWORD, next="/settings?from=mail")
    assert page.request.full_path == "/settings?from=mail"


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_nobody_is_sent_to_another_site(visitor, owner, onward: str) -> None:
    visitor.get("/sign-in")
    page = visitor.post("/sign-in", follow=False, email=OLIVE, password=PASSWORD, next=onward)
    assert page.headers["Location"] == "/"


def test_the_cookie_is_kept_from_scripts_and_other_sites(visitor, owner) -> None:
    visitor.get("/sign-in")
    page = visitor.post("/sign-in", follow=False, email=OLIVE, password=PASSWORD)
    cookie = next(c for c in page.headers.getlist("Set-Cookie") if c.startswith(COOKIE))
    assert "HttpOnly" in cookie
    assert "SameSite=" in cookie
    assert "Path=/" in cookie
    assert "Expires" not in cookie  # it goes with the browser


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(visitor, owner) -> None:
    pages = []
    for email in (OLIVE, "nobody@example.org"):
        page = visitor.sign_in(email, "wrong kettle noon")
        assert page.status_code == 422
        assert NEITHER in said(page)
        assert f'value="{email}"' in page.text  # the address stays, the password does not
        assert "wrong kettle" not in page.text
        pages.append(page.text.replace(email, "").replace(visitor.form_token(), ""))
    assert pages[0] == pages[1]
    assert visitor.session == ""


def test_too_many_tries_are_told_when_to_try_again(visitor, owner, clock) -> None:
    for _ in range(5):
        visitor.sign_in(OLIVE, "wrong kettle noon")
    page = visitor.sign_in(OLIVE, PASSWORD)
    assert page.status_code == 429
    assert page.headers["Retry-After"] == "30"
    assert "Try again at 09:00 London time, in about 1 minute." in said(page)  # 09:00:30 GMT
    clock.go_on(seconds=30)
    assert visitor.sign_in(OLIVE, PASSWORD).status_code == 200


def test_a_new_session_begins_at_sign_in_whatever_cookie_came(visitor, owner) -> None:
    visitor.take("planted-by-somebody-else")
    visitor.sign_in(OLIVE, PASSWORD)
    first = visitor.session
    assert first != "planted-by-somebody-else"


def test_the_token_of_the_forms_does_not_outlive_the_sign_in(visitor, owner) -> None:
    visitor.get("/sign-in")
    before = visitor.form_token()
    visitor.sign_in(OLIVE, PASSWORD)
    assert visitor.post("/sign-out", csrf_token=before).status_code == 400
    assert visitor.get("/settings").request.path == "/settings"  # still in


def test_a_cookie_used_again_after_sign_out_is_refused(app, inside) -> None:
    stolen = inside.session
    inside.get("/settings")
    inside.post("/sign-out")
    thief = Visitor(app)
    thief.take(stolen)
    assert thief.get("/settings").request.path == "/sign-in"


def test_signing_out_everywhere_ends_the_other_browser_too(app, inside, owner) -> None:
    other = signed_in(app, owner)
    inside.get("/settings")
    page = inside.post("/sign-out/everywhere")
    assert "2 sessions ended" in said(page)
    assert other.get("/settings").request.path == "/sign-in"


def test_signing_in_again_ends_the_session_before(app, inside) -> None:
    before = inside.session
    inside.get("/settings")
    inside.post("/sign-in", email=OLIVE, password=PASSWORD)
    thief = Visitor(app)
    thief.take(before)
    assert thief.get("/settings").request.path == "/sign-in"


def test_no_cookie_is_set_when_the_trail_cannot_be_written(visitor, owner, monkeypatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("The trail cannot be written.")

    visitor.get("/sign-in")
    monkeypatch.setattr("disclosure.store.transactions.Transaction.record", refuse)
    page = visitor.post("/sign-in", follow=False, email=OLIVE, password=PASSWORD)
    assert page.status_code == 500
    assert visitor.session == ""


@pytest.fixture
def path(setting: Setting) -> str:
    return f"/settings/organisations/{setting.organisation_id}/name"


# ---- An expired session -------------------------------------------------------------------------


def test_a_form_sent_with_an_expired_session_comes_back_after_sign_in(
    inside, clock, desk, path
) -> None:
    inside.get(path)
    clock.go_on(hours=13)
    page = inside.post(path, name="Harcourt & Vale Group plc", seen="1")
    assert page.request.path == "/sign-in"
    assert "What you typed is kept" in said(page)
    page = inside.sign_in(OLIVE, PASSWORD)
    assert page.request.path == "/kept"
    assert "Harcourt & Vale Group plc" in said(page)
    form_id = page.text.split("/kept/")[1].split("/send")[0]
    kept = {"name": "Harcourt & Vale Group plc", "seen": "1"}
    page = inside.post(f"/kept/{form_id}/send", follow=False, **kept)
    # 307: the browser sends the same form again, to where it was meant to go.
    assert (page.status_code, page.headers["Location"]) == (307, path)
    inside.get(path)
    inside.post(path, **kept)
    assert desk.organisations.list()[0].name == "Harcourt & Vale Group plc"
    assert inside.get("/kept").request.path == "/"  # once sent, it is gone


def test_somebody_else_at_the_same_browser_never_sees_it(inside, clock, setting, path) -> None:
    setting.person("Eve Else", Role.OWNER)
    inside.get(path)
    clock.go_on(hours=13)
    inside.post(path, name="Secret Merger plc", seen="1")
    page = inside.sign_in("eve.else@example.org", PASSWORD)
    assert page.request.path == "/"
    assert "Secret Merger" not in page.text
    assert "Secret Merger" not in inside.get("/kept").text


def test_what_is_not_wanted_is_thrown_away(inside, clock, desk, path) -> None:
    inside.get(path)
    clock.go_on(hours=13)
    inside.post(path, name="Typed by mistake", seen="1")
    page = inside.sign_in(OLIVE, PASSWORD)
    form_id = page.text.split("/kept/")[1].split("/send")[0]
    assert inside.post(f"/kept/{form_id}/drop").request.path == "/"
    assert inside.get("/kept").request.path == "/"
    assert inside.post(f"/kept/{form_id}/send").status_code == 404


def test_a_password_typed_into_an_expired_page_is_not_kept(inside, clock, desk, owner) -> None:
    inside.get("/settings/password")
    clock.go_on(hours=13)
    inside.post("/settings/password", current=PASSWORD, password=OTHER)
    assert desk.people.parked(owner) == ()


# ---- Links --------------------------------------------------------------------------------------


def test_a_used_link_says_so(app, desk, owner) -> None:
    made = desk.people.links.invite(owner, Newcomer("Dana Drafter", "dana@example.org"))
    newcomer = Visitor(app)
    page = newcomer.get(f"/join/{made.token}")
    assert "Welcome, Dana Drafter" in said(page)
    assert newcomer.post(f"/join/{made.token}", password=OTHER).request.path == "/"
    page = Visitor(app).get(f"/join/{made.token}")
    assert page.status_code == 409
    assert "works once" in said(page)
    assert "tell an owner" in said(page)


@pytest.mark.parametrize("path", ["/join/x", "/first-owner/x", "/new-password/x"])
def test_a_link_that_never_was_is_not_there(visitor, path: str) -> None:
    assert visitor.get(path).status_code == 404


def test_a_guessable_password_is_named_beside_its_field(app, desk, owner) -> None:
    made = desk.people.links.invite(owner, Newcomer("Dana Drafter", "dana@example.org"))
    newcomer = Visitor(app)
    newcomer.get(f"/join/{made.token}")
    page = newcomer.post(f"/join/{made.token}", password=GUESSABLE)
    assert page.status_code == 422
    assert "a name that others know" in errors_beside(page)["password"]
    assert "<title>Error: Join" in page.text
    assert GUESSABLE not in page.text


def test_password_fields_help_password_managers(app, desk, owner, visitor) -> None:
    assert 'autocomplete="current-password"' in visitor.get("/sign-in").text
    assert 'autocomplete="username"' in visitor.page.text
    made = desk.people.links.password_link(owner, owner.id)
    page = visitor.get(f"/new-password/{made.token}")
    assert 'autocomplete="new-password"' in page.text
    assert "onpaste" not in page.text


def test_a_new_password_by_link_signs_in_and_ends_the_rest(app, desk, inside, owner) -> None:
    made = desk.people.links.password_link(owner, owner.id)
    fresh = Visitor(app)
    fresh.get(f"/new-password/{made.token}")
    fresh.post(f"/new-password/{made.token}", password=OTHER)
    assert fresh.get("/settings").request.path == "/settings"
    assert inside.get("/settings").request.path == "/sign-in"


def test_changing_ones_password_asks_for_the_present_one(inside, desk) -> None:
    inside.get("/settings/password")
    page = inside.post("/settings/password", current="wrong kettle noon", password=OTHER)
    assert errors_beside(page) == {"current": "This is not your present password."}
    page = inside.post("/settings/password", current=PASSWORD, password=SHORT)
    assert list(errors_beside(page)) == ["password"]
    page = inside.post("/settings/password", current=PASSWORD, password=OTHER)
    assert "Your password is changed" in said(page)


# ---- The first owner ----------------------------------------------------------------------------


def test_the_first_owner_begins_with_one_page(app, desk) -> None:
    token = desk.people.first_owner_link()
    visitor = Visitor(app)
    page = visitor.get(f"/first-owner/{token}")
    assert page.headers["Referrer-Policy"] == "no-referrer"
    page = visitor.post(f"/first-owner/{token}", name="", email="x", organisation="", password="")
    assert list(errors_beside(page)) == ["name", "email"]
    typed = {"name": "Olive Owner", "email": OLIVE, "organisation": "Harbour & Sons"}
    page = visitor.post(f"/first-owner/{token}", password=SHORT, **typed)
    assert list(errors_beside(page)) == ["password"]
    assert 'value="Harbour &amp; Sons"' in page.text
    page = visitor.post(f"/first-owner/{token}", password=OTHER, **typed)
    assert page.request.path == "/"
    assert desk.people.first_owner_link() is None

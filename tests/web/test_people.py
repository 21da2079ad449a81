"""The pages of people and settings."""

from dataclasses import replace
from uuid import uuid4

import pytest
from desks import PASSWORD
from mail_server import Post
from visitors import Visitor, errors_beside, said, signed_in

from disclosure.outputs.mails import MailWriter
from disclosure.services.link_mail import LinkMail
from disclosure.signoff.people import Capacity, Role
from disclosure.store.models import OutboxRow
from disclosure.store.outbox import PENDING, REMINDER
from disclosure.web.app import create_app

# ---- Who gets here ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/people",
        "/people/invite",
        "/people/b36c8a8e-2d0c-4cf1-9a57-2f2d5a4f6c11",
    ],
)
def test_only_owners_see_these_pages(app, dana, path: str) -> None:
    visitor = Visitor(app)
    assert visitor.get(path).request.path == "/sign-in"
    visitor.sign_in(dana.email, PASSWORD)
    assert visitor.get(path).status_code == 403


def test_an_owner_reaches_nobody_by_a_made_up_id(inside) -> None:
    assert inside.get(f"/people/{uuid4()}").status_code == 404
    assert inside.get("/people/1").status_code == 404


# ---- Inviting -----------------------------------------------------------------------------------


def test_an_invitation_shows_its_link_once(app, inside, desk, owner) -> None:
    inside.get("/people/invite")
    page = inside.post(
        "/people/invite",
        name="Cora Counsel",
        email="cora@example.org",
        roles=["approver", "releaser"],
        capacities=["general-counsel"],
    )
    link = page.text.split('value="http')[1].split('"')[0]
    assert "/join/" in link
    assert "Email is not set up" in said(page)
    listed = inside.get("/people")
    assert "Cora Counsel" in said(listed)
    assert "/join/" not in listed.text
    newcomer = Visitor(app)
    path = "/join/" + link.split("/join/")[1]
    assert "You approve as the general counsel" in said(newcomer.get(path))
    newcomer.post(path, password=PASSWORD)
    joined = next(m for m in desk.people.everybody(owner) if m.person.name == "Cora Counsel")
    assert joined.person.roles == {Role.APPROVER, Role.RELEASER}
    assert joined.person.capacities == {Capacity.GENERAL_COUNSEL}


@pytest.mark.parametrize(
    ("refuses", "says"),
    [
        ("", "also mailed to cora@example.org"),
        ("The server did not answer.", "did not answer. Hand the link over yourself."),
    ],
)
def test_the_link_is_mailed_too_where_mail_is_on(desk, owner, refuses: str, says: str) -> None:
    post = Post(refuses=refuses)
    link_mail = LinkMail(post, MailWriter(desk.library.root / "templates"))
    mailing = replace(desk, people=replace(desk.people, link_mail=link_mail))
    visitor = signed_in(create_app(mailing), owner)
    visitor.get("/people/invite")
    page = visitor.post("/people/invite", name="Cora Counsel", email="cora@example.org")
    assert says in said(page)
    shown = page.text.split('value="http')[1].split('"')[0]  # the link is on the page either way
    assert [shown in mail.text for mail in post.mails] == ([] if refuses else [True])


def test_each_role_says_in_words_what_it_may_do(inside) -> None:
    words = said(inside.get("/people/invite"))
    for sentence in (
        "Invites people, gives roles",
        "Opens incidents, records facts and judgements",
        "Never approves own work",
        "Approves or refuses a frozen notice",
        "Releases a notice once every approval",
    ):
        assert sentence in words


def test_what_is_wrong_stands_beside_its_field_and_the_rest_stays(inside) -> None:
    inside.get("/people/invite")
    page = inside.post(
        "/people/invite", name='"Pat" <Press>', email="pat@example", roles=["approver"]
    )
    assert page.status_code == 422
    assert set(errors_beside(page)) == {"capacities", "name", "email"}
    assert "&lt;Press&gt;" in page.text
    assert "<Press>" not in page.text


def test_an_invitation_is_taken_back(inside) -> None:
    inside.get("/people/invite")
    inside.post("/people/invite", name="Cora Counsel", email="cora@example.org")
    path = inside.get("/people").text.split('action="/people/invitations/')[1].split('"')[0]
    page = inside.post(f"/people/invitations/{path}")
    assert "opens nothing any more" in said(page)
    assert "Cora Counsel" not in said(page)


# ---- Changing -----------------------------------------------------------------------------------


def test_roles_are_changed_and_count_at_once(app, inside, dana) -> None:
    other = signed_in(app, dana)
    assert other.get("/people").status_code == 403
    page = inside.get(f"/people/{dana.id}")
    assert 'name="seen"' in page.text
    inside.post(f"/people/{dana.id}", roles=["drafter", "owner"], seen="drafter")
    assert other.get("/people").status_code == 200


def test_a_page_that_is_out_of_date_changes_nothing(inside, dana, desk, owner) -> None:
    inside.get(f"/people/{dana.id}")
    page = inside.post(f"/people/{dana.id}", roles=["owner"], seen="recorder")
    assert page.status_code == 409
    assert "Another owner has changed the roles" in said(page)
    assert desk.people.member(owner, dana.id).person.roles == {Role.DRAFTER}


def test_the_last_owner_is_told_why_not(inside, owner) -> None:
    inside.get(f"/people/{owner.id}")
    page = inside.post(f"/people/{owner.id}", roles=["drafter"], seen="owner")
    assert page.status_code == 409
    assert "Make somebody else an owner first" in said(page)
    inside.get(f"/people/{owner.id}")
    assert inside.post(f"/people/{owner.id}/disable").status_code == 409


def test_an_owner_who_gives_the_role_up_ends_on_a_page_they_may_see(inside, setting, owner) -> None:
    setting.person("Otto Owner", Role.OWNER)
    inside.get(f"/people/{owner.id}")
    page = inside.post(f"/people/{owner.id}", roles=["drafter"], seen="owner")
    assert (page.request.path, page.status_code) == ("/settings", 200)


def test_somebody_disabled_is_out_at_once_and_may_be_let_in_again(app, inside, dana) -> None:
    other = signed_in(app, dana)
    inside.get(f"/people/{dana.id}")
    assert "Disabled" in said(inside.post(f"/people/{dana.id}/disable"))
    assert other.get("/settings").request.path == "/sign-in"
    inside.get(f"/people/{dana.id}")
    inside.post(f"/people/{dana.id}/enable")
    assert other.get("/settings").request.path == "/sign-in"
    assert other.sign_in(dana.email, PASSWORD).status_code == 200


def test_an_owner_makes_a_link_for_a_new_password(app, inside, dana) -> None:
    inside.get(f"/people/{dana.id}")
    page = inside.post(f"/people/{dana.id}/password-link")
    token = page.text.split("/new-password/")[1].split('"')[0]
    assert "Dana Drafter" in said(Visitor(app).get(f"/new-password/{token}"))


# ---- Settings -----------------------------------------------------------------------------------


def test_settings_say_what_leaves_and_how_old_the_law_is(inside) -> None:
    words = said(inside.get("/settings"))
    assert "Disclosure calls no other server" in words
    assert "PDF files On." in words
    assert "Not reviewed by a lawyer" in words
    assert "Europe/London" in words


def test_settings_say_when_reminders_do_not_leave(app, inside, desk, dana) -> None:
    assert "Off None is planned." in said(inside.get("/settings"))
    row = OutboxRow(
        key="reminder:1",
        kind=REMINDER,
        payload={},
        due_at=desk.now(),
        state=PENDING,
        attempts=2,
        error="The mail server mail.example:587 did not answer in 20 seconds.",
    )
    with desk.transactions.begin(None) as tx:
        tx.session.add(row)
    words = said(inside.get("/settings"))
    assert "Not leaving 1 of 1 could not be sent so far" in words
    assert "mail.example:587 did not answer" in words
    assert "mail.example" not in said(signed_in(app, dana).get("/settings"))  # for owners only


def test_whoever_is_no_owner_sees_their_account_and_whom_to_ask(app, owner, dana) -> None:
    visitor = signed_in(app, dana)
    page = visitor.get("/settings")
    assert "ask an owner: Olive Owner." in said(page)
    assert 'href="/people"' not in page.text
    assert "Never approves own work" in said(page)


# ---- What the owner sees at once ----------------------------------------------------------------


def test_an_invitation_can_put_somebody_on_a_team_the_owner_is_on(setting, visitor) -> None:
    olive = setting.person("Olive Grant", Role.OWNER, Role.RECORDER)
    hers, other = setting.incident(olive), setting.incident(setting.person("Ada Field"))
    visitor.sign_in(olive.email, PASSWORD)
    asked = visitor.get("/people/invite")
    assert str(hers) in asked.text
    assert str(other) not in asked.text
    typed = {"name": "Nora New", "email": "nora@example.org", "roles": "recorder"}
    page = visitor.post("/people/invite", **typed, incidents=[str(hers), str(other)])
    token = page.text.split("/join/")[1].split('"')[0]
    signed = setting.desk.people.links.join(token, password=PASSWORD)
    theirs = [incident.id for incident in setting.desk.incidents.list(signed.person)]
    assert theirs == [hers]


def test_the_invitation_page_says_that_nothing_is_mailed_and_how_long_a_link_works(inside) -> None:
    words = said(inside.get("/people/invite"))
    assert "Nothing is mailed: you get a link to hand over. It works once, until " in words


def test_the_people_page_says_who_can_sign_what_off(inside) -> None:
    words = said(inside.get("/people"))
    assert "Stock-exchange announcement General counsel: Nobody" in words
    assert "Why each needs these approvals" in words


def test_an_owner_is_not_told_to_ask_an_owner(app, inside, dana) -> None:
    assert "ask an owner" not in said(inside.get("/settings"))
    assert "For another role ask an owner" in said(signed_in(app, dana).get("/settings"))


def test_the_settings_count_the_rows_read_and_the_answers_duties_wait_for(inside) -> None:
    words = said(inside.get("/settings"))
    assert "rows were read in the source they cite" in words
    assert "Last looked at" in words
    assert "answers that duties wait for are missing" in words

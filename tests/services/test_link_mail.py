"""Mails that carry a one-time link."""

from pathlib import Path

import pytest
from accounts import Accounts
from mail_server import Post

from disclosure.outputs.mails import MailWriter
from disclosure.resources import resource_root
from disclosure.services.link_mail import LinkMail, Mailed
from disclosure.services.newcomers import Newcomer

URL = "https://desk.example/join/abc"


def sent(accounts: Accounts, post: Post, kind: str) -> Mailed:
    owner = accounts.first_owner().person
    link_mail = LinkMail(post, MailWriter(Path(resource_root() / "templates")))
    links = accounts.links
    made = (
        links.invite(owner, Newcomer("Dana Drafter", "dana@harbour.example"))
        if kind == "invitation"
        else links.password_link(owner, owner.id)
    )
    assert made.token not in made.link.id
    return link_mail.send(made, URL)


@pytest.mark.parametrize(
    ("kind", "to", "subject", "lasts"),
    [
        ("invitation", "dana@harbour.example", "You are invited to Disclosure", "seven days"),
        ("password", "olive@harbour.example", "A new password for Disclosure", "24 hours"),
    ],
)
def test_a_link_is_mailed_to_whom_it_is_for(accounts, kind, to, subject, lasts) -> None:
    post = Post()
    assert sent(accounts, post, kind) == Mailed(sent=True)
    (mail,) = post.mails
    assert (mail.to, mail.subject) == (to, subject)
    assert URL in mail.text
    assert lasts in mail.text
    assert "Harbour Foods" not in mail.subject + mail.text


def test_a_mail_server_that_is_down_is_an_answer(accounts) -> None:
    answer = sent(accounts, Post(refuses="The mail server did not answer."), "invitation")
    assert answer == Mailed(why_not="The mail server did not answer.")


def test_without_mail_nothing_is_sent(accounts) -> None:
    owner = accounts.first_owner().person
    made = accounts.links.password_link(owner, owner.id)
    assert accounts.people.mail_link(made, URL) == Mailed()

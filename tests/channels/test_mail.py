"""Mail through a real server on this machine."""

import socket
import ssl
from dataclasses import replace

import pytest
from mail_server import PASSWORD, SENDER, USER, a_certificate, mail_server

from builders import moment
from disclosure.channels.mail import Mail, MailError, SMTPMailer
from disclosure.problems import ValueRefusedError
from disclosure.settings import MailSettings, Secret

WRONG = "hunter2 hunter2"
AT = moment("Tue 2025-04-22 05:58 Europe/London")
MAIL = Mail(
    "dpo@example.org", "Disclosure: a deadline is near", "One is due – soon.\n", "key-1", AT
)


@pytest.fixture(scope="session")
def contexts(tmp_path_factory):
    return a_certificate(tmp_path_factory.mktemp("certificate"))


def test_a_mail_arrives_as_it_was_written():
    with mail_server() as server:
        SMTPMailer(server.settings()).send(MAIL)
        (mail,) = server.inbox.mails
    assert (mail["From"], mail["To"]) == (SENDER, "dpo@example.org")
    assert mail["Subject"] == "Disclosure: a deadline is near"
    assert mail.get_content().replace("\r\n", "\n") == "One is due – soon.\n"
    assert mail["Message-ID"] == "<key-1@example.org>"
    assert mail["Date"] == "Tue, 22 Apr 2025 04:58:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert server.inbox.recipients == [["dpo@example.org"]]


def test_it_signs_in_on_a_line_that_turned_secret(contexts):
    shows, trusts = contexts
    with mail_server("starttls", context=shows, asks=True) as server:
        settings = server.settings(user=USER, password=PASSWORD)
        SMTPMailer(settings, context=trusts).send(MAIL)
        assert len(server.inbox.mails) == 1
        assert server.inbox.was_secret


def test_it_uses_a_line_that_is_secret_from_the_start(contexts):
    shows, trusts = contexts
    with mail_server("tls", context=shows) as server:
        SMTPMailer(server.settings(), context=trusts).send(MAIL)
        assert len(server.inbox.mails) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_nobody_vouches_for_is_refused(security, contexts):
    shows, _ = contexts
    with mail_server(security, context=shows) as server:
        with pytest.raises(MailError, match="did not take the mail"):
            SMTPMailer(server.settings(), context=ssl.create_default_context()).send(MAIL)
        assert server.inbox.mails == []


def test_a_server_without_encryption_is_never_used_in_its_place():
    with mail_server() as server:
        settings = replace(server.settings(), security="starttls")
        with pytest.raises(MailError, match="STARTTLS"):
            SMTPMailer(settings).send(MAIL)
        assert server.inbox.mails == []


def test_a_wrong_password_is_said_and_not_shown(contexts):
    shows, trusts = contexts
    with mail_server("starttls", context=shows, asks=True) as server:
        mailer = SMTPMailer(server.settings(user=USER, password=WRONG), context=trusts)
        with pytest.raises(MailError, match="did not accept the user name") as refusal:
            mailer.send(MAIL)
    assert "hunter2" not in str(refusal.value)


def test_an_answer_that_refuses_is_kept():
    with mail_server() as server:
        server.inbox.refuse_with = "451 try again later"
        with pytest.raises(MailError, match="451"):
            SMTPMailer(server.settings()).send(MAIL)


def nobody_listens() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_a_server_that_is_down_is_named():
    port = nobody_listens()
    settings = MailSettings("127.0.0.1", port, "none", SENDER)
    with pytest.raises(MailError, match=f"127.0.0.1:{port} did not take the mail"):
        SMTPMailer(settings).send(MAIL)


def test_a_server_that_keeps_silent_is_left():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = MailSettings("127.0.0.1", silent.getsockname()[1], "none", SENDER)
        with pytest.raises(MailError, match="did not answer in 0 seconds"):
            SMTPMailer(settings, timeout=0.1).send(MAIL)


@pytest.mark.parametrize(
    "given",
    [
        {"to": "dpo@example.org\r\nBcc: press@example.org"},
        {"to": "dpo@example.org, press@example.org"},
        {"to": "<dpo@example.org>"},
        {"to": "dpo"},
        {"to": ""},
        {"to": "a" * 250 + "@example.org"},
        {"subject": "Near\nBcc: press@example.org"},
        {"subject": "Near\rBcc: press@example.org"},
        {"key": "key\r\nX-Header: 1"},
    ],
)
def test_nothing_slips_into_a_header(given):
    with mail_server() as server:
        with pytest.raises(ValueRefusedError):
            SMTPMailer(server.settings()).send(replace(MAIL, **given))
        assert server.inbox.mails == []


def test_the_password_never_shows_itself():
    settings = MailSettings("mail.example.org", 587, "starttls", SENDER, USER, Secret(PASSWORD))
    mailer = SMTPMailer(settings)
    assert repr(mailer) == "SMTPMailer(mail.example.org:587)"
    assert PASSWORD not in repr(settings)
    assert PASSWORD not in str(settings.password)

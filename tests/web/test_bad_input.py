"""What nobody should send: refused in plain words, with nothing lost and nothing half-written."""

import json
import logging
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

import desks
import pytest
from desks import PASSWORD, Setting
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from noticed import REPORT, Table, a_table
from sqlalchemy import func, select
from visitors import Visitor, errors_beside, said
from walking import Control, Form, forms_of, planted, shown, typed_by

from disclosure.facts.instants import LONDON
from disclosure.problems import ForbiddenError, RuleError
from disclosure.services.newcomers import Newcomer
from disclosure.services.sign_in import NEITHER
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.store.models import AuditEntryRow, IncidentRow, TypingRow
from disclosure.trail.actions import Action
from disclosure.web.app import create_app
from disclosure.web.current import COOKIE

# The test client leaves the file of a refused upload to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

CODE = '"><script>alert(1)</script><img src=x onerror=x>{{ 1234567*7 }}{% if %}'
COMPUTED = "8641969"
HOSTILE = (
    CODE,
    "abc\u202edef",
    "abc\x00def",
    "word " * 4000,
    "0" * 20 + "9" * 5000,
    "Ann\r\nBcc: eve@evil.example",
)
DAYS = ("2025-02-31", "99999-01-01", "0001-01-01", "9999-12-31", "31/02/2025", "1/1/9999")
CLOCKS = ("25:00", "", "24:00", "23:59:59.999999+14:00", "\u0660\u0669:10", "9")
ANSWERED = {200, 302, 303, 307, 400, 404, 409, 422, 429}
NEVER_SENT = ("/sign-out", "/disable", "/remove", "/settings/password")
EVERY_ROLE = {"capacities": tuple(Capacity)}


# ---- Every form of every page -------------------------------------------------------------------


@dataclass
class Walker:
    """Somebody with every role who sends every form with what it should not hold."""

    app: Flask
    table: Table
    visitor: Visitor
    paths: dict[str, list[str]]

    def written(self) -> int:
        return trail_length(self.table.setting)

    def send(self, form: Form, sent: list[tuple[str, str]]) -> None:
        """Send a form, and look at whatever comes back."""
        before = self.written()
        data: dict[str, list[str]] = {}
        for name, value in sent:
            data.setdefault(name, []).append(value)
        page = self.visitor.client.post(form.action, data=data)
        where = f"{form.action} {page.status_code}"
        assert page.status_code in ANSWERED, where
        self.look(page.text, where)
        if page.status_code >= 400:
            assert self.written() == before, where
        if page.status_code in (409, 422):
            held = shown(page.text)
            assert "govuk-error-message" in page.text or page.status_code == 409, where
            lost = [t for t in typed_by(sent, form) if not is_held(t, held)]
            assert not lost, f"{where} lost {lost[0][:60]!r}"

    @staticmethod
    def look(text: str, where: str) -> None:
        """Look for what was planted, and for what was computed."""
        assert planted(text) == [], where
        assert COMPUTED not in text, where


def is_held(text: str, held: set[str]) -> bool:
    """Say whether a page still holds what was typed; HTML writes NUL as U+FFFD."""
    lines = text.replace("\r\n", "\n").strip()
    ways = {lines, text.strip(), lines.replace("\n", "")}
    ways |= {way.replace("\x00", "\ufffd") for way in ways}
    words = " ".join(lines.split())
    return bool(ways & held) or any(words in each for each in held)


@pytest.fixture(scope="module")
def walker(request, tmp_path_factory, library):
    """Give one desk for all walks: SQLite alone, for what is looked at is the pages."""
    folder = tmp_path_factory.mktemp("walked")
    shutil.copy(request.getfixturevalue("_sqlite_template"), folder / "disclosure.db")
    setting = desks.a_setting(f"sqlite:///{folder / 'disclosure.db'}", folder, library)
    table = a_table(setting)
    mia = setting.person("Mia Member", *Role, **EVERY_ROLE)
    setting.desk.incidents.add(table.drafter, table.incident, mia.id)
    table.freeze()
    app = create_app(setting.desk)
    yield Walker(app, table, seated(app, mia), every_page(setting, table))
    setting.desk.close()


def every_page(setting: Setting, table: Table) -> dict[str, list[str]]:
    """Give the pages with forms, by subject."""
    here = f"/incidents/{table.incident}"
    notice = f"{here}/notices/{REPORT}"
    catalogue = setting.desk.library.catalogue
    sentence = next(iter(table.notices.view(table.drafter, *table.here).sentences))
    service = setting.desk.facts.entries(table.drafter, table.incident, "service").entries[0].id
    organisation = f"/settings/organisations/{setting.organisation_id}"
    return {
        "facts": [f"{here}/facts/{page.id}" for page in catalogue.intake],
        "entries": [f"{here}/records/{r}/new" for r in catalogue.vocabulary.records],
        "lists": [f"{here}/records/service", f"{here}/records/service/{service}"],
        "judgements": [f"{here}/judgements/{k}" for k in list(catalogue.vocabulary.judgements)[:4]],
        "notices": [
            notice,
            f"{notice}/sentences/{sentence}",
            f"{notice}/sentences/{sentence}/after",
            f"{notice}/approval",
            f"{notice}/given",
        ],
        "incident": [f"{here}/team", f"{here}/deadline/uk.gdpr.33/initial", "/incidents/new"],
        "house": ["/people/invite", f"/people/{table.finance.id}", "/settings/organisations/new"],
        "profile": [organisation, f"{organisation}/entities/new"],
    }


GROUPS = ("facts", "entries", "lists", "judgements", "notices", "incident", "house", "profile")


@pytest.mark.parametrize("group", GROUPS)
def test_whatever_is_typed_into_any_field_is_refused_or_shown_as_it_is(walker, group) -> None:
    for path in walker.paths[group]:
        page = walker.visitor.get(path)
        walker.look(page.text, path)
        for form in forms_of(page.text):
            if any(each in form.action for each in NEVER_SENT):
                continue
            for turn in range(rounds(form)):
                walker.send(form, form.filled(lambda n, c, t=turn: hostile(n, c, t), pick=turn))
    for path in walker.paths[group]:
        walker.look(walker.visitor.get(path).text, path)


def rounds(form: Form) -> int:
    """Give how often a form is sent, so that each of its few fields holds each text once."""
    typed = sum(control.is_typed for control in form.controls)
    return 0 if not typed else len(HOSTILE) if typed <= 4 else 2


def hostile(number: int, control: Control, turn: int) -> str:
    if control.kind in ("date", "time"):
        return (DAYS if control.kind == "date" else CLOCKS)[turn % len(DAYS)]
    return HOSTILE[(number + turn) % len(HOSTILE)]


@pytest.mark.parametrize("group", GROUPS)
def test_no_hidden_field_and_no_choice_is_trusted(walker, group) -> None:
    for path in walker.paths[group]:
        page = walker.visitor.get(path)
        for form in forms_of(page.text):
            if not any(each in form.action for each in NEVER_SENT):
                walker.send(form, form.tampered("9" * 5000))
                walker.send(form, form.tampered("") * 2)
                walker.send(form, [("csrf_token", form.token)])


@pytest.mark.parametrize("group", GROUPS)
def test_no_form_works_without_its_token(walker, group) -> None:
    before = walker.written()
    for form in forms_of("".join(walker.visitor.get(path).text for path in walker.paths[group])):
        answer = walker.visitor.client.post(form.action, data={"seen": "0", "reason": "x"})
        assert answer.status_code == 400, form.action
    assert walker.written() == before


# ---- Dates and times ----------------------------------------------------------------------------


DAYS_THAT_NEVER_WERE = (
    ("31/02/2025", ""),
    ("99999-01-01", ""),
    ("9999-12-31", ""),
    ("0001-01-01", "00:00"),
    ("2025-04-19", "25:00"),
    ("", "09:00"),
    ("2025-03-30", "01:30"),  # the clocks went forward over it
)


def test_a_day_that_never_was_is_refused_beside_its_field(ada, table) -> None:
    path = f"/incidents/{table.incident}/judgements/aware_personal_data"
    before = trail_length(table.setting)
    ada.get(path)
    for day, clock in DAYS_THAT_NEVER_WERE:
        page = ada.post(path, **{**JUDGED, "when_date": day, "when_time": clock})
        assert page.status_code == 422, day
        assert "when_date" in errors_beside(page), day
        assert "it happened here" in page.text
    assert trail_length(table.setting) == before


def test_a_judgement_from_before_its_own_moment_is_refused(ada, table) -> None:
    path = f"/incidents/{table.incident}/judgements/aware_personal_data"
    ada.get(path)
    typed = {"when_date": "2025-04-21", "made_date": "2025-04-20", "made_time": "09:00"}
    page = ada.post(path, **{**JUDGED, **typed})
    assert "after the judgement was made" in errors_beside(page)["when_date"]


SERVICE = {
    "field_name-text": "Loyalty card",
    "field_area-choice": "online",
    "field_state-choice": "open",
    "standing": "confirmed",
}
JUDGED = {
    "value": "aware",
    "when_date": "2025-04-21",
    "when_time": "09:00",
    "made_by": "data protection officer",
    "made_by_name": "Dora Lind",
    "why": "What we found shows that it happened here.",
}


# ---- Sent late, sent twice ----------------------------------------------------------------------


def test_a_judgement_upon_an_older_one_is_not_taken_and_keeps_what_was_typed(ada, table) -> None:
    path = f"/incidents/{table.incident}/judgements/aware_personal_data"
    seen = hidden(ada.get(path), path)["seen"]
    before = trail_length(table.setting)
    page = ada.post(path, **{**JUDGED, "seen": str(int(seen) - 1)})
    assert page.status_code == 409
    assert "in the meantime" in said(page)
    assert JUDGED["why"] in said(page)
    assert trail_length(table.setting) == before


def test_a_digest_of_another_text_is_not_taken(app, table) -> None:
    notice = f"/incidents/{table.incident}/notices/{REPORT}"
    ada, dora = seated(app, table.drafter), seated(app, table.protection)

    def forge(visitor: Visitor, step: str, **reasons: str) -> None:
        before = trail_length(table.setting)
        for digest in ("", "0" * 64, "x" * 20_000):
            visitor.get("/settings/password")
            page = visitor.post(f"{notice}/{step}", seen=digest, **reasons)
            assert page.status_code == 409, step
        assert trail_length(table.setting) == before

    forge(ada, "freeze")
    table.freeze()
    forge(ada, "approval/request", **{f"reason-{r}": "Known." for r in stopping_rules(table)})
    table.request()
    forge(dora, "approval/approve")
    forge(dora, "approval/refuse", **{"refuse-reason": "No."})


def test_every_form_that_makes_something_makes_it_once(app, table, desk, setting) -> None:
    here, notice = f"/incidents/{table.incident}", f"/incidents/{table.incident}/notices/{REPORT}"
    ada, gita = seated(app, table.drafter), seated(app, table.counsel)
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
        form = the_form(visitor.get(path), action or path)
        reasons = {c.name: "Known." for c in form.controls if c.name.startswith("reason-")}
        sent = {c.name: c.value for c in form.controls if c.kind == "hidden"} | reasons | typed
        sent |= just_now(setting) if done is Action.NOTICE_GIVEN else {}
        before = count(setting, done)
        for _ in range(2):
            page = visitor.client.post(form.action, data=sent)
            assert page.status_code in (302, 303), (path, said(page))
        assert count(setting, done) == before + 1, path


def test_an_invitation_sent_twice_leaves_one_link_that_works(app, desk, setting) -> None:
    owner = setting.person("Olive Owner", Role.OWNER)
    olive = seated(app, owner)
    for _ in range(2):
        olive.get("/people/invite")
        olive.post("/people/invite", name="Nora New", email="nora@example.org", roles="drafter")
    assert len(desk.people.links.invitations(owner)) == 1


def test_a_token_of_another_form_or_person_is_no_obstacle(app, desk, table, setting) -> None:
    path = f"/incidents/{table.incident}/judgements/aware_personal_data"
    ada = seated(app, table.drafter)
    once = hidden(ada.get(path), path)["once"]
    ada.post(path, **{**JUDGED, "seen": hidden(ada.page, path)["seen"], "once": once})
    ada.get("/incidents/new")
    where = str(setting.organisation_id)
    page = ada.post("/incidents", title="Another", once=once, organisation=where)
    assert page.status_code == 200
    assert "Another" in said(page)
    other = seated(app, setting.person("Bob Hay"))
    other.get("/incidents/new")
    assert (
        other.post("/incidents", title="A third", once=once, organisation=where).status_code == 200
    )


def test_sending_a_form_twice_at_the_same_moment_opens_one_incident(both) -> None:
    desk, person = both.desk, both.person("Ann Lee")
    both = Barrier(2)

    def send(_: int) -> object:
        both.wait()
        return desk.incidents.open(person, title="Tills", once="the same form")

    with ThreadPoolExecutor(2) as pool:
        made = set(pool.map(send, range(2)))
    assert len(made) == 1
    with desk.transactions.read() as tx:
        assert tx.session.scalar(select(func.count()).select_from(IncidentRow)) == 1


def test_answers_typed_into_an_expired_session_are_sent_once_after_sign_in(
    app, ada, table, clock
) -> None:
    path = f"/incidents/{table.incident}/records/service/new"
    sent = fields(the_form(ada.get(path), path), **SERVICE)
    clock.go_on(hours=13)
    before = count(table.setting, Action.FACT_RECORDED)
    page = ada.client.post(path, data=sent, follow_redirects=True)
    assert page.request.path == "/sign-in"
    page = ada.sign_in(table.drafter.email, PASSWORD)
    assert "Loyalty card" in said(page)
    form = next(form for form in forms_of(page.text) if form.action.endswith("/send"))
    data = {control.name: control.value for control in form.controls}
    page = ada.client.post(form.action, data=data)
    assert (page.status_code, page.headers["Location"]) == (307, path)
    assert ada.client.post(path, data=data).status_code == 302  # as a browser goes on
    assert count(table.setting, Action.FACT_RECORDED) == before + 1
    assert ada.client.post(form.action, data=data).status_code == 404
    assert count(table.setting, Action.FACT_RECORDED) == before + 1


def test_a_form_without_its_token_does_nothing_and_can_be_sent_again(ada, table) -> None:
    path = f"/incidents/{table.incident}/records/service/new"
    sent = fields(the_form(ada.get(path), path), **SERVICE)
    before = trail_length(table.setting)
    for token in ("", "x", "\x00", "9" * 5000):
        page = ada.client.post(path, data={**sent, "csrf_token": token})
        assert page.status_code == 400
        assert "Loyalty card" in said(page)
        assert trail_length(table.setting) == before
    again = the_form(page, path)
    page = ada.client.post(path, data={c.name: c.value for c in again.controls})
    assert page.status_code == 302
    assert trail_length(table.setting) > before


# ---- Files --------------------------------------------------------------------------------------

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture
def released(table) -> str:
    table.release()
    return f"/incidents/{table.incident}/notices/{REPORT}/given"


def multipart(sent: dict[str, str], name: str = "", body: bytes = b"") -> dict[str, object]:
    """Write a form with a file as a browser does; the test client leaves large ones open."""
    heads = {f'name="{field}"': value.encode() for field, value in sent.items()}
    heads |= {f'name="receipt"; filename="{name}"': body} if name else {}
    parts = [
        f"--x\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content
        for head, content in heads.items()
    ]
    data = b"\r\n".join([*parts, b"--x--\r\n"])
    return {"data": data, "content_type": "multipart/form-data; boundary=x"}


def hand_in(visitor: Visitor, path: str, name: str, body: bytes, **typed: str):
    sent = fields(the_form(visitor.get(path), path), recipient="ICO", **typed)
    return visitor.client.post(path, **multipart(sent, name, body))


FILES = (
    ("receipt.pdf", PNG, "its content is not"),
    ("page.png", b"<html><script>alert(1)</script>", "its content is not"),
    ("archive.zip", b"PK\x03\x04", "are not kept"),
    ("page.html", b"<html>", "are not kept"),
    ("page.svg", b"<svg onload=alert(1)>", "are not kept"),
    ("receipt.txt", b"\x00\x01", "its content is not"),
    ("receipt.pdf", b"", "is empty"),
    ("receipt", b"%PDF-1.7", "are not kept"),
    ("<img src=x onerror=x>.exe", b"MZ", "are not kept"),
)


def test_a_file_that_is_not_what_its_name_says_is_refused(ada, table, released) -> None:
    before = trail_length(table.setting)
    for name, body, words in FILES:
        page = hand_in(ada, released, name, body)
        assert page.status_code == 422
        assert words in errors_beside(page)["receipt"], name
        assert planted(page.text) == []
    assert trail_length(table.setting) == before


NAMES = ("../../etc/passwd.pdf", "rcpt\u202etxt.pdf", "ä.pdf", "C:\\temp\\x.pdf")


def test_the_name_of_a_file_leads_nowhere_and_a_file_is_never_a_page(ada, table, released) -> None:
    body = b"%PDF-1.7<script>alert(1)</script>PK\x03\x04"  # a polyglot is kept, and never shown
    for name in NAMES:
        page = hand_in(ada, released, name, body, **just_now(table.setting))
        assert page.status_code == 302, errors_beside(page)
    links = re.findall(r'href="(/incidents/[^"]+/receipts/[^"]+)"', ada.get(released).text)
    assert len(links) == len(NAMES)
    for link in links:
        answer = ada.client.get(link)
        assert (answer.data, answer.mimetype) == (body, "application/pdf")
        disposition = answer.headers["Content-Disposition"]
        assert disposition.startswith("attachment;")
        assert not set("/\\\u202e\r\n") & set(disposition.replace('\\"', ""))
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_what_is_too_large_is_said_in_words(ada, table, released) -> None:
    before = trail_length(table.setting)
    page = hand_in(ada, released, "receipt.pdf", b"%PDF-" + b"0" * 13_000_000)
    assert page.status_code == 413
    assert "at most 10 MB" in said(page)
    page = hand_in(ada, released, "receipt.pdf", b"%PDF-" + b"0" * 10_500_000)
    assert page.status_code == 422
    assert "at most 10 MB" in errors_beside(page)["receipt"]
    token = hidden(ada.get(released), released)["csrf_token"]
    page = ada.client.post(released, data={"csrf_token": token, "reference": "x" * 2_100_000})
    assert page.status_code == 413
    assert "2 MB of text" in said(page)
    many = {f"a{n}": "" for n in range(5000)} | {"csrf_token": token}
    assert ada.client.post(released, data=many).status_code == 413
    assert ada.client.post(released, **multipart(many)).status_code == 413
    assert trail_length(table.setting) == before


# ---- Typing -------------------------------------------------------------------------------------


NO_TYPING = (
    b"",
    b"[]",
    b'"x"',
    b"null",
    b"7",
    b"{",
    b"{}",
    b'{"fields": []}',
    b'{"fields": {"a": ' + b"[" * 90_000 + b"]" * 90_000 + b"}}",
    b'{"fields": {"a": NaN}}',
    b'{"fields": {"a": {"b": "c"}}}',
    b'{"fields": {"a": ["b", 7]}}',
    b'{"fields": {"a": ' + b"9" * 5000 + b"}}",
    b'{"fields": {"a": "\\ud800"}}',
    b'{"fields": {"a": "\\u0000"}}',
    b'{"fields": {"\\u0000": "a"}}',
    b'{"fields": {"a": "' + b"x" * 200_001 + b'"}}',
    b"\xff\xfe\x00",
)


def test_typing_that_is_no_typing_is_not_kept(ada, table) -> None:
    path = f"/incidents/{table.incident}/facts/what-happened"
    header = {"X-CSRFToken": ada.get(path) and ada.form_token()}
    for body in NO_TYPING:
        answer = ada.client.post(
            f"{path}/typing", data=body, content_type="application/json", headers=header
        )
        assert answer.status_code == 400, body[:40]
    assert rows(table.setting, TypingRow) == 0


def test_typing_of_another_kind_is_not_kept(ada, table) -> None:
    path = f"/incidents/{table.incident}/facts/what-happened"
    header = {"X-CSRFToken": ada.get(path) and ada.form_token()}
    body = json.dumps({"fields": {"a": "b"}})
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        answer = ada.client.post(f"{path}/typing", data=body, content_type=kind, headers=header)
        assert answer.status_code == 400
    assert rows(table.setting, TypingRow) == 0


def test_what_one_person_types_is_shown_to_nobody_else(app, ada, table) -> None:
    page = f"/incidents/{table.incident}/records/service/new"
    bob = table.setting.person("Bob Hay", Role.RECORDER)
    table.setting.desk.incidents.add(table.drafter, table.incident, bob.id)
    header = {"X-CSRFToken": ada.get(page) and ada.form_token()}
    kept = {"fields": {"field_name-text": "Only Ada types this"}}
    assert ada.client.post(f"{page}/typing", json=kept, headers=header).status_code == 200
    assert "Only Ada types this" in ada.get(page).text
    assert "Only Ada types this" not in seated(app, bob).get(page).text


WORDLESS = ("Tills \u202enwod", "Tills\u200bdown", CODE)


# ---- Characters that a database does not take ---------------------------------------------------


def test_no_address_of_a_page_breaks_a_database(both, make_app) -> None:
    table = a_table(both)
    ada = seated(make_app(both), table.drafter)
    here = f"/incidents/{table.incident}"
    token = ada.get("/settings/password") and ada.form_token()
    for path in (f"{here}/records/service/%00/typing", "/kept/%00/send", "/kept/%00/drop",
                 f"{here}/facts/%00/typing", f"{here}/late-reason/%00"):  # fmt: skip
        answer = ada.client.post(path, data={"csrf_token": token}, headers={"X-CSRFToken": token})
        assert answer.status_code == 404, path
    for path in ("/join/%00", f"{here}/facts/%00", "/deadlines?page=000001" + "9" * 5000,
                 "/deadlines?whose=%00&page=%00", f"{here}/deadlines?from=%00"):  # fmt: skip
        assert ada.client.get(path).status_code in (200, 404), path


def test_signing_in_with_what_no_database_takes_is_refused_like_any_other(both, make_app) -> None:
    visitor = Visitor(make_app(both))
    for email in ("a\x00b@example.org", "x" * 20_000, "\u202e@example.org", "ann@example.org\r\n"):
        page = visitor.sign_in(email, "wrong\x00kettle noon")
        assert page.status_code in (422, 429)
        assert page.status_code == 429 or NEITHER in said(page)


def test_a_title_holds_words_only(ada, table) -> None:
    before = trail_length(table.setting)
    where, here = str(table.setting.organisation_id), f"/incidents/{table.incident}"
    for typed in WORDLESS:
        ada.get("/incidents/new")
        page = ada.post("/incidents", title=typed, organisation=where)
        assert page.status_code == 422
        assert list(errors_beside(page)) == ["title"]
        ada.get(f"{here}/team")
        page = ada.post(f"{here}/title", title=typed)
        assert page.status_code == 422
        assert list(errors_beside(page)) == ["title"]
    assert trail_length(table.setting) == before


def test_a_judgement_holds_words_only(ada, table) -> None:
    path = f"/incidents/{table.incident}/judgements/aware_personal_data"
    before = trail_length(table.setting)
    seen = hidden(ada.get(path), path)["seen"]
    for field in ("why", "made_by", "made_by_name"):
        for typed in (*WORDLESS, "word " * 4000):
            page = ada.post(path, **{**JUDGED, "seen": seen, field: typed})
            assert page.status_code == 422
            assert list(errors_beside(page)) == [field]
    assert trail_length(table.setting) == before


def test_a_reason_holds_words_only(app, ada, table) -> None:
    notice = f"/incidents/{table.incident}/notices/{REPORT}/approval"
    table.explain()
    seen = table.freeze()
    rules = [f"reason-{rule}" for rule in stopping_rules(table)]
    assert rules
    ada.get(notice)
    before = trail_length(table.setting)
    for typed in (*WORDLESS, "word " * 4000, ""):
        page = ada.post(f"{notice}/request", seen=seen, **dict.fromkeys(rules, typed))
        assert page.status_code == 422
        assert set(errors_beside(page)) == set(rules)
    assert trail_length(table.setting) == before
    ada.post(f"{notice}/request", seen=seen, **dict.fromkeys(rules, "Known."))
    dora = seated(app, table.protection)
    before = trail_length(table.setting)
    for typed in WORDLESS:
        dora.get(notice)
        page = dora.post(f"{notice}/refuse", **{"refuse-seen": seen, "refuse-reason": typed})
        assert list(errors_beside(page)) == ["refuse-reason"]
        ada.get(notice)
        page = ada.post(f"{notice}/withdraw", **{"withdraw-reason": typed})
        assert list(errors_beside(page)) == ["withdraw-reason"]
    assert trail_length(table.setting) == before


def test_a_reason_for_being_late_holds_words_only(ada, table) -> None:
    late = f"/incidents/{table.incident}/late-reason/uk.gdpr.33/initial"
    table.setting.clock.go_on(days=30)
    ada.sign_in(table.drafter.email, PASSWORD)
    for typed in WORDLESS:
        ada.get("/settings/password")
        page = ada.post(late, reason=typed)
        assert page.status_code == 422
        assert "reason" in errors_beside(page)


# ---- Somebody who means harm --------------------------------------------------------------------


def test_nobody_gives_themselves_a_role_by_adding_a_field(app, desk, setting) -> None:
    owner = setting.person("Olive Owner", Role.OWNER)
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
    cy = seated(app, both)
    path = f"{notice}/sentences/{first}"
    typed = {"text": "Words of my own", "is_framing": "y", "reason": "Plainer."}
    sent = fields(the_form(cy.get(path), path), **typed)
    assert cy.client.post(path, data=sent).status_code == 302
    seen = table.request()
    cy.get(f"{notice}/approval")
    page = cy.post(f"{notice}/approval/approve", seen=seen)
    assert page.status_code == 409
    assert "nobody approves their own text" in said(page)


def test_nothing_is_released_that_nobody_has_approved(app, table) -> None:
    notice = f"/incidents/{table.incident}/notices/{REPORT}/approval"
    seen = table.request()
    gita = seated(app, table.counsel)
    before = trail_length(table.setting)
    assert gita.post(f"{notice}/release", seen=seen).status_code == 409
    assert trail_length(table.setting) == before


def test_two_approvals_at_the_same_moment_are_both_kept_once(both) -> None:
    table = a_table(both)
    seen = table.request()
    people = [table.counsel, table.counsel, table.protection, table.protection]
    start = Barrier(len(people))

    def approve(person: Person) -> None:
        start.wait()
        table.approvals.approve(person, *table.here, seen=seen)

    before = count(table.setting, Action.NOTICE_APPROVED)
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(approve, people))
    assert count(table.setting, Action.NOTICE_APPROVED) == before + 2


def test_two_owners_who_remove_each_other_leave_one(both) -> None:
    desk = both.desk
    owners = [both.person(name, Role.OWNER) for name in ("Ann Lee", "Bob Hay")]
    start = Barrier(2)

    def remove(place: int) -> str:
        start.wait()
        by, whom = owners[place], owners[1 - place]
        try:
            desk.people.change_roles(by, whom.id, roles=(), capacities=())
        except (RuleError, ForbiddenError) as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as pool:
        said_ = list(pool.map(remove, range(2)))
    assert len(desk.people.owners()) == 1
    assert sorted(map(bool, said_)) == [False, True]


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


def test_no_link_is_built_from_the_name_a_request_gives(app, setting) -> None:
    olive = seated(app, setting.person("Olive Owner", Role.OWNER))
    olive.get("/people/invite")
    cookies = f"{COOKIE}={olive.session}; disclosure_page={page_cookie(olive)}"
    page = app.test_client(use_cookies=False).post(
        "/people/invite",
        data={"csrf_token": olive.form_token(), "name": "Nora", "email": "nora@example.org"},
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


def test_no_header_of_a_mail_is_made_of_a_name_or_an_address(app, desk, setting) -> None:
    owner = setting.person("Olive Owner", Role.OWNER)
    olive = seated(app, owner)
    for typed in MAIL:
        olive.get("/people/invite")
        page = olive.post(
            "/people/invite", **{"name": "Nora", "email": "nora@example.org", **typed}
        )
        assert page.status_code in (200, 422)
    for link in desk.people.links.invitations(owner):
        assert link.name.isprintable()
        assert link.email == "nora@example.org"


# ---- What a test asks of a desk -----------------------------------------------------------------


@pytest.fixture
def setting(request, tmp_path, library):
    """Give a desk on SQLite: most of what is looked at here is not the database."""
    shutil.copy(request.getfixturevalue("_sqlite_template"), tmp_path / "disclosure.db")
    made = desks.a_setting(f"sqlite:///{tmp_path / 'disclosure.db'}", tmp_path, library)
    yield made
    made.desk.close()


@pytest.fixture
def both(database, tmp_path, library):
    """Give a desk on each database, for what databases do not take alike."""
    made = desks.a_setting(database, tmp_path, library)
    yield made
    made.desk.close()


@pytest.fixture
def table(setting) -> Table:
    return a_table(setting)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory) -> FileSystemBytecodeCache:
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def make_app(compiled):
    """Make applications that compile each template once for all tests."""

    def make(setting: Setting) -> Flask:
        app = create_app(setting.desk)
        app.jinja_env.bytecode_cache = compiled
        return app

    return make


@pytest.fixture
def app(make_app, setting) -> Flask:
    return make_app(setting)


@pytest.fixture
def ada(app, table) -> Visitor:
    return seated(app, table.drafter)


@pytest.fixture(autouse=True)
def _quiet() -> None:
    logging.getLogger("disclosure.web").setLevel(logging.ERROR)


def seated(app: Flask, person: Person) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(person.email, PASSWORD)
    visitor.get("/settings/password")
    return visitor


def rows(setting: Setting, row: type) -> int:
    with setting.desk.transactions.read() as tx:
        return tx.session.scalar(select(func.count()).select_from(row)) or 0


def trail_length(setting: Setting) -> int:
    return rows(setting, AuditEntryRow)


def count(setting: Setting, action: Action) -> int:
    with setting.desk.transactions.read() as tx:
        wanted = select(func.count()).where(AuditEntryRow.action == str(action))
        return tx.session.scalar(wanted) or 0


def stopping_rules(table: Table) -> list[str]:
    page = table.approvals.view(table.drafter, *table.here)
    return [rule for rule, _ in page.stopping_rules]


def the_form(page, action: str) -> Form:
    return next(form for form in forms_of(page.text) if form.action == action)


def fields(form: Form, **typed: str) -> dict[str, str]:
    """Give a form as a browser sends it, with something typed."""
    sent = {c.name: c.value for c in form.controls if c.kind not in ("radio", "checkbox", "file")}
    sent |= {c.name: c.value for c in form.controls if c.kind == "radio" and c.is_on}
    return {**{k: v for k, v in sent.items() if k not in ("go", "what", "still")}, **typed}


def hidden(page, action: str) -> dict[str, str]:
    return {c.name: c.value for c in the_form(page, action).controls if c.kind == "hidden"}


def just_now(setting: Setting) -> dict[str, str]:
    shown = setting.clock().astimezone(LONDON)
    return {"channel": "telephone", "at": f"{shown:%Y-%m-%d}", "at_time": f"{shown:%H:%M}"}


def page_cookie(visitor: Visitor) -> str:
    cookie = visitor.client.get_cookie("disclosure_page")
    return cookie.value if cookie else ""

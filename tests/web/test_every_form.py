"""Every form of every page, sent with what nobody should type into it."""

import shutil
from dataclasses import dataclass

import desks
import pytest
from desks import Setting
from flask import Flask
from noticed import REPORT, Table, a_table
from running import judge
from visitors import Visitor, signed_in
from walking import CODE, Control, Form, forms_of, planted, shown, typed_by

from disclosure.signoff.people import Capacity, Role
from disclosure.web.app import create_app

COMPUTED = "8641969"
DECLINED = "sra_serious"
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


@dataclass
class Walker:
    """Somebody with every role who sends every form with what it should not hold."""

    app: Flask
    table: Table
    visitor: Visitor
    paths: dict[str, list[str]]

    def written(self) -> int:
        return self.table.setting.written()

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
    # A decision not to notify has a review and a confirmation besides.
    judge(setting, table.counsel, table.incident, DECLINED, "no")
    app = create_app(setting.desk)
    yield Walker(app, table, signed_in(app, mia), every_page(setting, table))
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
        "judgements": [
            f"{here}/judgements/{key}"
            for key in (*list(catalogue.vocabulary.judgements)[:4], DECLINED)
        ],
        "notices": [
            notice,
            f"{notice}/sentences/{sentence}",
            f"{notice}/sentences/{sentence}/after",
            f"{notice}/approval",
            f"{notice}/given",
            f"{here}/paste",
        ],
        "incident": [f"{here}/team", f"{here}/deadline/uk.gdpr.33/initial", "/incidents/new"],
        "house": ["/people/invite", f"/people/{table.finance.id}", "/settings/organisations/new"],
        "profile": [
            *(f"{organisation}/{more}" for more in ("name", "entities/new")),
            *(
                f"{organisation}/answers/{topic.id}"
                for topic in setting.desk.organisations.sections()
            ),
        ],
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

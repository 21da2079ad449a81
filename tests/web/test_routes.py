"""Every route is in this table; nobody learns from an address what is not theirs to see."""

import re
from dataclasses import dataclass
from uuid import UUID, uuid4

import desks
import pytest
from desks import PASSWORD
from flask import Flask
from noticed import REPORT, Table, a_table
from sqlalchemy import func, select
from visitors import Visitor
from worded import a_word_file_with_a_change

from disclosure.facts.answers import NewVersion
from disclosure.facts.standings import Change
from disclosure.services.receipts import Upload
from disclosure.services.submission_checks import Giving
from disclosure.signoff.people import Capacity, Person, Role
from disclosure.store.models import AuditEntryRow, ParkedFormRow, PersonRow, TypingRow
from disclosure.store.submissions import ReceiptFile, add_receipt
from disclosure.trail.actions import INSTALLATION, Action
from disclosure.web.app import create_app
from disclosure.web.guard import ACCESS, Scope

PUBLIC, OWN, HOUSE, TEAM = Scope.PUBLIC, Scope.OWN, Scope.INSTALLATION, Scope.INCIDENT
WORKS = (Role.RECORDER, Role.DRAFTER)
OPENS = (*WORKS, Role.OWNER)
JUDGES = (*WORKS, Role.APPROVER)
GIVES = (*WORKS, Role.RELEASER)
SEES_TO = (*WORKS, Role.APPROVER, Role.RELEASER)
DRAFTS, APPROVES, RELEASES = (Role.DRAFTER,), (Role.APPROVER,), (Role.RELEASER,)
OWNS = (Role.OWNER,)
TAKES_A_COPY = (Role.OWNER, Role.APPROVER)

HERE = "/incidents/<uuid:incident_id>"
FACTS, LIST = f"{HERE}/facts/<page_id>", f"{HERE}/records/<record>"
ONE = f"{HERE}/notices/<name>"
WORD_FILE = f"{ONE}/word/<uuid:file_id>"
PDF, PAPERS = f"{ONE}/pdf/<ref>/<kind>", f"{HERE}/papers/<kind>"
WORDS, SIGN_OFF = f"{ONE}/sentences", f"{ONE}/approval"
FILE, REGISTER = f"{ONE}/files/<ref>/<format_id>", f"{HERE}/registers/<register>/<format_id>"
DOER = f"{HERE}/deadline-owner/<path:deadline>"
PERSON, PROFILE = "/people/<uuid:person_id>", "/settings/organisations"
ORGANISATION = f"{PROFILE}/<uuid:organisation_id>"

ROUTES = (
    # endpoint, methods, address, scope, roles: none named means that any will do
    ("health.show", "GET", "/healthz", PUBLIC, ()),
    ("sign_in.show", "GET", "/sign-in", PUBLIC, ()),
    ("sign_in.sign_in", "POST", "/sign-in", PUBLIC, ()),
    ("example.show", "GET", "/example", PUBLIC, ()),
    ("example.enter", "POST", "/example", PUBLIC, ()),
    ("joining.first_owner", "GET POST", "/first-owner/<token>", PUBLIC, ()),
    ("joining.join", "GET POST", "/join/<token>", PUBLIC, ()),
    ("joining.new_password", "GET POST", "/new-password/<token>", PUBLIC, ()),
    ("home.show", "GET", "/", OWN, ()),
    ("deadlines.wall", "GET", "/deadlines", OWN, ()),
    ("law.index", "GET", "/law", OWN, ()),
    ("law.changes", "GET", "/law/changes", OWN, ()),
    ("law.show", "GET", "/law/<rule_id>", OWN, ()),
    ("settings.show", "GET", "/settings", OWN, ()),
    ("profile.show", "GET", ORGANISATION, OWN, ()),
    ("sign_in.password", "GET", "/settings/password", OWN, ()),
    ("sign_in.change_password", "POST", "/settings/password", OWN, ()),
    ("sign_in.sign_out", "POST", "/sign-out", OWN, ()),
    ("sign_in.sign_out_everywhere", "POST", "/sign-out/everywhere", OWN, ()),
    ("sign_in.kept", "GET", "/kept", OWN, ()),
    ("sign_in.send_kept", "POST", "/kept/<form_id>/send", OWN, ()),
    ("sign_in.drop_kept", "POST", "/kept/<form_id>/drop", OWN, ()),
    ("incidents.new", "GET", "/incidents/new", HOUSE, OPENS),
    ("incidents.open_incident", "POST", "/incidents", HOUSE, OPENS),
    ("people.index", "GET", "/people", HOUSE, OWNS),
    ("people.invite", "GET POST", "/people/invite", HOUSE, OWNS),
    ("people.revoke", "POST", "/people/invitations/<link_id>/revoke", HOUSE, OWNS),
    ("people.show", "GET", PERSON, HOUSE, OWNS),
    ("people.change", "POST", PERSON, HOUSE, OWNS),
    ("people.disable", "POST", f"{PERSON}/disable", HOUSE, OWNS),
    ("people.enable", "POST", f"{PERSON}/enable", HOUSE, OWNS),
    ("people.password_link", "POST", f"{PERSON}/password-link", HOUSE, OWNS),
    ("profile.add", "GET POST", f"{PROFILE}/new", HOUSE, OWNS),
    ("profile.rename", "GET POST", f"{ORGANISATION}/name", HOUSE, OWNS),
    ("profile.topic", "GET POST", f"{ORGANISATION}/answers/<section_id>", HOUSE, OWNS),
    ("companies.add", "GET POST", f"{ORGANISATION}/entities/new", HOUSE, OWNS),
    ("companies.show", "GET POST", f"{ORGANISATION}/entities/<entity_id>", HOUSE, OWNS),
    ("companies.remove", "POST", f"{ORGANISATION}/entities/<entity_id>/remove", HOUSE, OWNS),
    ("incidents.show", "GET", HERE, TEAM, ()),
    ("incidents.team", "GET", f"{HERE}/team", TEAM, ()),
    ("incidents.add_member", "POST", f"{HERE}/team", TEAM, ()),
    ("incidents.remove_member", "POST", f"{HERE}/team/<uuid:member_id>/remove", TEAM, ()),
    ("incidents.rename", "POST", f"{HERE}/title", TEAM, WORKS),
    ("facts.index", "GET", f"{HERE}/facts", TEAM, ()),
    ("facts.ask", "GET", f"{HERE}/facts/ask/<key>", TEAM, ()),
    ("facts.page", "GET", FACTS, TEAM, ()),
    ("facts.save", "POST", FACTS, TEAM, WORKS),
    ("facts.keep_typing", "POST", f"{FACTS}/typing", TEAM, WORKS),
    ("facts.discard_typing", "POST", f"{FACTS}/typing/discard", TEAM, WORKS),
    ("entries.index", "GET", LIST, TEAM, ()),
    ("entries.update", "POST", LIST, TEAM, WORKS),
    ("entries.new", "GET", f"{LIST}/new", TEAM, ()),
    ("entries.add", "POST", f"{LIST}/new", TEAM, WORKS),
    ("entries.edit", "GET", f"{LIST}/<entry_id>", TEAM, ()),
    ("entries.save", "POST", f"{LIST}/<entry_id>", TEAM, WORKS),
    ("entries.move", "POST", f"{LIST}/<entry_id>/move", TEAM, WORKS),
    ("entries.keep_typing", "POST", f"{LIST}/<entry_id>/typing", TEAM, WORKS),
    ("entries.discard_typing", "POST", f"{LIST}/<entry_id>/typing/discard", TEAM, WORKS),
    ("duties.index", "GET", f"{HERE}/duties", TEAM, ()),
    ("duties.show", "GET", f"{HERE}/duties/<obligation>", TEAM, ()),
    ("duties.judgement", "GET", f"{HERE}/judgements/<key>", TEAM, ()),
    ("duties.judge", "POST", f"{HERE}/judgements/<key>", TEAM, JUDGES),
    ("looks.review", "POST", f"{HERE}/judgements/<key>/review", TEAM, JUDGES),
    ("looks.confirm", "POST", f"{HERE}/judgements/<key>/still-so", TEAM, JUDGES),
    ("unknowns.index", "GET", f"{HERE}/unknowns", TEAM, ()),
    ("unknowns.what_if", "GET", f"{HERE}/what-if", TEAM, ()),
    ("corrections.index", "GET", f"{HERE}/corrections", TEAM, ()),
    ("corrections.new", "GET", f"{HERE}/corrections/new", TEAM, ()),
    ("corrections.begin", "POST", f"{HERE}/corrections/new", TEAM, DRAFTS),
    ("corrections.let_stand", "GET", f"{HERE}/corrections/let-stand", TEAM, ()),
    ("corrections.decide", "POST", f"{HERE}/corrections/let-stand", TEAM, APPROVES),
    ("notices.index", "GET", f"{HERE}/notices", TEAM, ()),
    ("notices.show", "GET", ONE, TEAM, ()),
    ("notices.text", "GET", f"{ONE}/text/<ref>", TEAM, ()),
    ("notices.versions", "GET", f"{ONE}/versions", TEAM, ()),
    ("notices.redline", "GET", f"{ONE}/redline/<older>/<newer>", TEAM, ()),
    ("notices.compare", "GET", f"{ONE}/compare", TEAM, ()),
    ("word.redline", "GET", f"{ONE}/redline/<older>/<newer>/docx", TEAM, ()),
    ("word.show", "GET", f"{ONE}/word", TEAM, ()),
    ("word.bring", "POST", f"{ONE}/word", TEAM, DRAFTS),
    ("word.returned", "GET", WORD_FILE, TEAM, ()),
    ("word.change", "GET", f"{WORD_FILE}/<change>", TEAM, ()),
    ("word.decide", "POST", f"{WORD_FILE}/<change>", TEAM, DRAFTS),
    ("pasting.ask", "GET", f"{HERE}/paste", TEAM, DRAFTS),
    ("pasting.read", "POST", f"{HERE}/paste", TEAM, DRAFTS),
    ("pasting.show", "GET", f"{ONE}/pasted", TEAM, DRAFTS),
    ("pasting.take", "POST", f"{ONE}/pasted", TEAM, DRAFTS),
    ("pasting.keep_typing", "POST", f"{ONE}/pasted/typing", TEAM, DRAFTS),
    ("pasting.discard_typing", "POST", f"{ONE}/pasted/typing/discard", TEAM, DRAFTS),
    ("notices.sentence", "GET", f"{WORDS}/<sentence_id>", TEAM, DRAFTS),
    ("notices.edit", "POST", f"{WORDS}/<sentence_id>", TEAM, DRAFTS),
    ("notices.new_sentence", "GET", f"{WORDS}/<after>/after", TEAM, DRAFTS),
    ("notices.add_sentence", "POST", f"{WORDS}/<after>/after", TEAM, DRAFTS),
    ("notices.keep_typing", "POST", f"{WORDS}/<sentence_id>/typing", TEAM, DRAFTS),
    ("notices.keep_typing", "POST", f"{WORDS}/<after>/after/typing", TEAM, DRAFTS),
    ("notices.discard_typing", "POST", f"{WORDS}/<sentence_id>/typing/discard", TEAM, DRAFTS),
    ("notices.discard_typing", "POST", f"{WORDS}/<after>/after/typing/discard", TEAM, DRAFTS),
    ("notices.give_back", "POST", f"{WORDS}/<sentence_id>/give-back", TEAM, DRAFTS),
    ("notices.keep", "POST", f"{WORDS}/<sentence_id>/keep", TEAM, DRAFTS),
    ("notices.freeze", "POST", f"{ONE}/freeze", TEAM, DRAFTS),
    ("notices.freeze_ready", "POST", f"{HERE}/notices/freeze", TEAM, DRAFTS),
    ("notices.begin_again", "POST", f"{ONE}/begin-again", TEAM, DRAFTS),
    ("approvals.show", "GET", SIGN_OFF, TEAM, ()),
    ("approvals.ask", "POST", f"{SIGN_OFF}/request", TEAM, DRAFTS),
    ("approvals.approve", "POST", f"{SIGN_OFF}/approve", TEAM, APPROVES),
    ("approvals.refuse", "POST", f"{SIGN_OFF}/refuse", TEAM, APPROVES),
    ("approvals.withdraw", "POST", f"{SIGN_OFF}/withdraw", TEAM, DRAFTS),
    ("approvals.judge_free", "POST", f"{SIGN_OFF}/no-inside-information", TEAM, APPROVES),
    ("approvals.release", "POST", f"{SIGN_OFF}/release", TEAM, RELEASES),
    ("submissions.show", "GET", f"{ONE}/given", TEAM, ()),
    ("submissions.record", "POST", f"{ONE}/given", TEAM, GIVES),
    ("submissions.record_outside", "POST", f"{ONE}/given/outside", TEAM, GIVES),
    ("submissions.receipt", "GET", f"{HERE}/receipts/<uuid:receipt_id>", TEAM, ()),
    ("documents.show", "GET", PDF, TEAM, ()),
    ("documents.ask", "POST", PDF, TEAM, ()),
    ("documents.file", "GET", f"{PDF}/file", TEAM, ()),
    ("documents.show_whole", "GET", PAPERS, TEAM, ()),
    ("documents.ask_whole", "POST", PAPERS, TEAM, ()),
    ("documents.file_whole", "GET", f"{PAPERS}/file", TEAM, ()),
    ("said.show", "GET", f"{HERE}/said", TEAM, ()),
    ("deadlines.of_incident", "GET", f"{HERE}/deadlines", TEAM, ()),
    ("deadlines.show", "GET", f"{HERE}/deadline/<path:deadline>", TEAM, ()),
    ("deadlines.take", "POST", f"{HERE}/deadline-take/<path:deadline>", TEAM, SEES_TO),
    ("deadlines.give", "GET", DOER, TEAM, SEES_TO),
    ("deadlines.assign", "POST", DOER, TEAM, SEES_TO),
    ("deadlines.record_done", "POST", f"{HERE}/deadline-done/<path:deadline>", TEAM, GIVES),
    ("deadlines.explain", "POST", f"{HERE}/late-reason/<path:deadline>", TEAM, WORKS),
    ("deadlines.calendar", "GET", f"{HERE}/calendar", TEAM, ()),
    ("deadlines.calendar", "GET", f"{HERE}/calendar/<path:deadline>", TEAM, ()),
    ("trail.show", "GET", f"{HERE}/trail", TEAM, ()),
    ("trail.bundle", "POST", f"{HERE}/trail/bundle", TEAM, TAKES_A_COPY),
    ("trail.known", "GET", f"{HERE}/known", TEAM, ()),
    ("registers.index", "GET", f"{HERE}/files", TEAM, ()),
    ("registers.notice", "GET", FILE, TEAM, ()),
    ("registers.register", "GET", REGISTER, TEAM, SEES_TO),
)  # fmt: skip

OF_INCIDENTS = [(m, a) for _, ms, a, scope, _ in ROUTES if scope is TEAM for m in ms.split()]
WITH_ROLES = [(m, a, roles) for _, ms, a, _, roles in ROUTES if roles for m in ms.split()]
SIGNED_IN = [(m, a) for _, ms, a, scope, _ in ROUTES if scope is not PUBLIC for m in ms.split()]
ANOTHER = (
    ("receipt_id", "GET", f"{HERE}/receipts/<uuid:receipt_id>"),
    ("entry_id", "GET", f"{LIST}/<entry_id>"),
    ("entry_id", "POST", f"{LIST}/<entry_id>"),
    ("entry_id", "POST", f"{LIST}/<entry_id>/move"),
)
UNKNOWN = (
    ("ref", "GET", f"{ONE}/text/<ref>"),
    ("ref", "GET", PDF),
    ("ref", "POST", PDF),
    ("ref", "GET", f"{PDF}/file"),
    ("kind", "GET", PDF),
    ("kind", "POST", PDF),
    ("kind", "GET", f"{PDF}/file"),
    ("kind", "GET", PAPERS),
    ("kind", "POST", PAPERS),
    ("kind", "GET", f"{PAPERS}/file"),
    ("older", "GET", f"{ONE}/redline/<older>/<newer>"),
    ("newer", "GET", f"{ONE}/redline/<older>/<newer>"),
    ("older", "GET", f"{ONE}/redline/<older>/<newer>/docx"),
    ("file_id", "GET", WORD_FILE),
    ("change", "POST", f"{WORD_FILE}/<change>"),
    ("sentence_id", "GET", f"{WORDS}/<sentence_id>"),
    ("sentence_id", "POST", f"{WORDS}/<sentence_id>"),
    ("after", "POST", f"{WORDS}/<after>/after"),
    ("ref", "GET", FILE),
    ("format_id", "GET", FILE),
    ("name", "GET", FILE),
    ("register", "GET", REGISTER),
    ("format_id", "GET", REGISTER),
    ("deadline", "GET", f"{HERE}/deadline/<path:deadline>"),
    ("deadline", "POST", f"{HERE}/deadline-take/<path:deadline>"),
    ("deadline", "GET", DOER),
    ("deadline", "POST", DOER),
    ("deadline", "POST", f"{HERE}/deadline-done/<path:deadline>"),
    ("deadline", "POST", f"{HERE}/late-reason/<path:deadline>"),
    ("deadline", "GET", f"{HERE}/calendar/<path:deadline>"),
    ("obligation", "GET", f"{HERE}/duties/<obligation>"),
    ("key", "GET", f"{HERE}/facts/ask/<key>"),
    ("key", "POST", f"{HERE}/judgements/<key>"),
    ("key", "POST", f"{HERE}/judgements/<key>/review"),
    ("key", "POST", f"{HERE}/judgements/<key>/still-so"),
    ("page_id", "POST", FACTS),
    ("page_id", "POST", f"{FACTS}/typing"),
    ("page_id", "POST", f"{FACTS}/typing/discard"),
    ("record", "GET", LIST),
    ("record", "POST", f"{LIST}/new"),
    ("record", "POST", f"{LIST}/<entry_id>/move"),
    ("record", "POST", f"{LIST}/<entry_id>/typing"),
    ("entry_id", "POST", f"{LIST}/<entry_id>/typing"),
    ("name", "GET", ONE),
    ("name", "POST", f"{ONE}/freeze"),
    ("name", "POST", f"{ONE}/begin-again"),
    ("name", "POST", f"{SIGN_OFF}/approve"),
    ("name", "POST", f"{SIGN_OFF}/release"),
    ("name", "POST", f"{ONE}/given"),
    ("link_id", "POST", "/people/invitations/<link_id>/revoke"),
    ("form_id", "POST", "/kept/<form_id>/send"),
)
ODD = ("nothing-of-this-name", "%00", "..%2f..", "%ff", "9" * 5000, "{{ 7*7 }}", "<b>")
FORM = {"seen": "0", "member": "x", "title": "Tills", "text": "x", "reason": "x", "owner": ""}
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


# ---- The table ----------------------------------------------------------------------------------


def test_every_route_is_in_the_table_with_its_scope_and_its_roles(house) -> None:
    found = set()
    for rule in house.app.url_map.iter_rules():
        if rule.endpoint != "static":  # style, script and fonts: the same for everybody
            declared = getattr(house.app.view_functions[rule.endpoint], ACCESS)
            methods = " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
            found.add((rule.endpoint, methods, rule.rule, declared.scope, declared.roles))
    assert found == {(*row[:4], frozenset(row[4])) for row in ROUTES}


def test_a_view_of_an_incident_and_no_other_takes_its_id() -> None:
    for endpoint, _, address, scope, _ in ROUTES:
        assert ("<uuid:incident_id>" in address) == (scope is TEAM), endpoint


# ---- Not yours, and does not exist --------------------------------------------------------------


@pytest.mark.parametrize(("method", "address"), OF_INCIDENTS)
def test_not_yours_and_does_not_exist_are_answered_alike(house, method, address) -> None:
    before = house.written()
    theirs = house.ask(house.outsider, method, house.filled(address))
    unknown = house.ask(house.outsider, method, house.filled(address, incident_id=uuid4()))
    assert theirs == unknown
    assert theirs[0] == 404
    assert house.title not in theirs[1]
    assert house.written() == before


@pytest.mark.parametrize(("method", "address"), SIGNED_IN)
def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_has_nothing_done(
    house, method, address
) -> None:
    before = house.written()
    path = house.filled(address)
    status, _, location = house.ask(house.nobody, method, path)
    assert (status, location.partition("?")[0]) == (302, "/sign-in")
    assert house.written() == before
    _, _, unknown = house.ask(house.nobody, method, house.filled(address, incident_id=uuid4()))
    assert unknown.partition("?")[0] == "/sign-in"


@pytest.mark.parametrize(("method", "address", "roles"), WITH_ROLES)
def test_every_other_role_together_is_not_enough(house, method, address, roles) -> None:
    person = house.everybody_but(roles)
    before = house.written()
    status, *_ = house.ask(person, method, house.filled(address))
    assert status == 403
    assert house.written() == before


@pytest.mark.parametrize(
    "address", [a for m, a in OF_INCIDENTS if m == "GET" and a not in (f"{WORDS}/<sentence_id>",
                                                                      f"{WORDS}/<after>/after",
                                                                      f"{HERE}/paste",
                                                                      f"{ONE}/pasted",
                                                                      DOER, REGISTER)]
)  # fmt: skip
def test_whoever_is_on_the_team_reads_every_page_without_a_role(house, address) -> None:
    status, *_ = house.ask(house.reader, "GET", house.filled(address))
    assert status in (200, 302)


@pytest.mark.parametrize(("parameter", "method", "address"), ANOTHER)
def test_an_id_of_another_incident_in_the_rest_of_the_path_is_not_there(
    house, parameter, method, address
) -> None:
    before = house.written()
    elsewhere = house.ask(
        house.member, method, house.filled(address, **{parameter: house.elsewhere[parameter]})
    )
    unknown_id = uuid4() if parameter == "receipt_id" else "nothing-of-this-name"
    unknown = house.ask(house.member, method, house.filled(address, **{parameter: unknown_id}))
    assert elsewhere == unknown
    assert elsewhere[0] == 404
    assert house.written() == before


@pytest.mark.parametrize(("parameter", "method", "address"), UNKNOWN)
def test_what_no_incident_has_is_not_there(house, parameter, method, address) -> None:
    before = house.written()
    for name in ODD:
        status, *_ = house.ask(house.member, method, house.filled(address, **{parameter: name}))
        assert status == 404, name
    assert house.written() == before


def test_taking_off_somebody_of_another_team_does_nothing_like_an_unknown_id(house) -> None:
    before = house.written()
    address = f"{HERE}/team/<uuid:member_id>/remove"
    for member_id in (house.elsewhere["member_id"], uuid4()):
        status, *_ = house.ask(house.member, "POST", house.filled(address, member_id=member_id))
        assert status == 302
    assert house.written() == before


# ---- What a browser may ask besides -------------------------------------------------------------


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_method_that_no_page_takes_is_not_there(house, method) -> None:
    before = house.written()
    answer = house.member.client.open(house.filled(f"{HERE}/facts"), method=method)
    assert answer.status_code in (400, 404)
    assert house.written() == before


@pytest.mark.parametrize("address", [HERE, ONE, f"{HERE}/receipts/<uuid:receipt_id>"])
def test_asking_for_the_head_alone_tells_no_more_than_the_page(house, address) -> None:
    here, unknown = house.filled(address), house.filled(address, incident_id=uuid4())
    assert house.member.client.head(here).status_code == 200
    theirs, nothing = (house.outsider.client.head(path) for path in (here, unknown))
    assert (theirs.status_code, theirs.content_length) == (404, nothing.content_length)
    assert house.nobody.client.head(here).status_code == 302


def test_asking_which_methods_there_are_says_nothing_of_an_incident(house) -> None:
    paths = house.filled(HERE), house.filled(HERE, incident_id=uuid4())
    here, unknown = (house.outsider.client.options(path) for path in paths)
    assert (here.status_code, here.text, here.headers["Allow"]) == (
        unknown.status_code,
        unknown.text,
        unknown.headers["Allow"],
    )


# ---- The house ----------------------------------------------------------------------------------


@dataclass
class House:
    """An installation with two incidents that have nobody in common."""

    app: Flask
    table: Table
    title: str
    here: dict[str, object]
    elsewhere: dict[str, object]
    nobody: Visitor
    outsider: Visitor
    reader: Visitor
    member: Visitor
    others: dict[frozenset[Role], Visitor]

    def filled(self, address: str, **other: object) -> str:
        """Give an address with what there is here, or with something else."""
        special = {"key": "incident.kind"} if "/ask/" in address else {}
        special |= {"format_id": "csv"} if "/registers/" in address else {}
        special |= {"kind": "pack"} if "/papers/" in address else {}
        known = {**self.here, **special, **other}
        return PARAMETER.sub(lambda found: str(known[found[1]]), address)

    def ask(self, visitor: Visitor, method: str, path: str) -> tuple[int, str, str]:
        """Ask for a page, and give all that can be told from the answer."""
        token = visitor.form_token()
        data = {"csrf_token": token, **FORM} if method == "POST" else None
        if path.endswith("/typing"):
            answer = visitor.client.post(
                path, json={"fields": {"a": "b"}}, headers={"X-CSRFToken": token}
            )
        else:
            answer = visitor.client.open(path, method=method, data=data)
        words = answer.get_data().decode(errors="replace")
        text = re.sub(r'name="csrf_token" value="[^"]*"', "", words)
        return answer.status_code, text, answer.headers.get("Location", "")

    def written(self) -> tuple[int, ...]:
        """Count what is on the trail, and what is kept without it."""
        with self.table.setting.desk.transactions.read() as tx:
            return tuple(
                tx.session.scalar(select(func.count()).select_from(row)) or 0
                for row in (AuditEntryRow, TypingRow, ParkedFormRow)
            )

    def everybody_but(self, roles: tuple[Role, ...]) -> Visitor:
        """Give somebody on the team with every role but some."""
        wanted = frozenset(Role) - set(roles)
        if wanted not in self.others:
            names = "But " + " ".join(sorted(str(role) for role in roles))
            person = self.table.setting.person(names, *wanted, capacities=tuple(Capacity))
            desk = self.table.setting.desk
            desk.incidents.add(self.table.drafter, self.table.incident, person.id)
            self.others[wanted] = seated(self.app, person)
        return self.others[wanted]


def seated(app: Flask, person: Person | None = None) -> Visitor:
    visitor = Visitor(app)
    if person is None:
        visitor.get("/sign-in")
        return visitor
    visitor.sign_in(person.email, PASSWORD)
    visitor.get("/settings/password")  # any page of theirs with a form on it
    return visitor


@pytest.fixture(scope="module")
def house(request, tmp_path_factory, library):
    """Give both incidents, each with an entry, a released notice and a receipt."""
    # What an address tells does not depend on the database, and one house serves every test.
    template = request.getfixturevalue("_sqlite_template")
    folder = tmp_path_factory.mktemp("routes")
    (folder / "disclosure.db").write_bytes(template.read_bytes())
    setting = desks.a_setting(f"sqlite:///{folder / 'disclosure.db'}", folder, library)
    table = a_table(setting)
    # Addresses must not tell apart somebody with all roles either.
    outsider = setting.person("Otto Outside", *Role, capacities=tuple(Capacity))
    everything = setting.person("Mia Member", *Role, capacities=tuple(Capacity))
    reader = setting.person("Rita Reader")
    no_role(setting, reader.id)
    for each in (everything, reader):
        setting.desk.incidents.add(table.drafter, table.incident, each.id)
    other = setting.incident(outsider, "Another matter")
    app = create_app(setting.desk)
    yield House(
        app=app,
        table=table,
        title=setting.desk.incidents.get(table.drafter, table.incident).title,
        here=there_is_here(setting, table),
        elsewhere=there_is_elsewhere(setting, outsider, other),
        nobody=seated(app),
        outsider=seated(app, outsider),
        reader=seated(app, reader),
        member=seated(app, everything),
        others={},
    )
    setting.desk.close()


def no_role(setting: desks.Setting, person_id: UUID) -> None:
    with setting.desk.transactions.begin(None) as tx:
        tx.session.get(PersonRow, person_id).roles = []
        tx.record(Action.ROLES_CHANGED, chain=INSTALLATION, subject=person_id)


def there_is_here(setting: desks.Setting, table: Table) -> dict[str, object]:
    drafted = table.notices.view(table.drafter, *table.here)
    table.release()
    receipt = Upload("receipt.txt", b"Received.")
    giving = Giving("ICO", "online form", setting.clock(), late_reason="Late.", receipt=receipt)
    table.submissions.record(table.drafter, *table.here, giving)
    (submitted,) = table.submissions.view(table.drafter, *table.here).given
    entries = setting.desk.facts.entries(table.drafter, table.incident, "service").entries
    table.notices.begin_again(table.drafter, *table.here)
    return {
        "incident_id": table.incident,
        "member_id": table.finance.id,
        "person_id": table.finance.id,
        "organisation_id": setting.organisation_id,
        "entity_id": "parent",
        "section_id": "data",
        "link_id": "x",
        "form_id": "x",
        "key": "aware_personal_data",
        "page_id": setting.desk.library.catalogue.intake[0].id,
        "record": "service",
        "entry_id": entries[0].id,
        "obligation": "uk.gdpr.33",
        "rule_id": "uk.gdpr.33",
        "name": REPORT,
        "ref": "1.1",
        "kind": "record",
        "older": "1.1",
        "newer": "now",
        "sentence_id": next(iter(drafted.sentences)),
        "after": next(iter(drafted.sentences)),
        "receipt_id": submitted.receipt.id,
        "deadline": "uk.gdpr.33/initial",
        "format_id": "text",
        "register": "facts",
        **a_word_file_with_a_change(table),
    }


def there_is_elsewhere(setting: desks.Setting, person: Person, incident: UUID) -> dict[str, object]:
    new = NewVersion("service:new", 0, Change.FIRST, fields={"name": "Elsewhere alone"})
    setting.desk.facts.record(person, incident, [new])
    (entry,) = setting.desk.facts.entries(person, incident, "service").entries
    file = ReceiptFile("theirs.txt", "text/plain", b"Theirs.")
    with setting.desk.transactions.begin(person) as tx:
        receipt_id = add_receipt(tx, incident, file, sha256="0" * 64, by=person.id)
        tx.record(Action.RECEIPT_ADDED, chain=incident, subject=receipt_id)
    return {"member_id": person.id, "entry_id": entry.id, "receipt_id": receipt_id}

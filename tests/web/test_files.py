"""The page of papers and files, and its downloads: what they are called and how they are sent."""

import re
from dataclasses import replace
from html import unescape

import pytest
from desks import Setting
from noticed import ANNOUNCEMENT, REPORT, STAFF, Table
from visitors import Visitor, said, signed_in

from builders import an_organisation
from disclosure.facts.standings import Change
from disclosure.signoff.people import Role
from disclosure.web.shown_files import register_lines

LINK = re.compile(r'<a class="govuk-link" href="([^"]+)" download>')


@pytest.fixture
def here(table: Table) -> str:
    return f"/incidents/{table.incident}"


def links(page) -> list[str]:
    return [unescape(href) for href in LINK.findall(page.text)]


def test_the_page_lists_every_file_and_each_of_them_is_there(
    ada: Visitor, table: Table, here
) -> None:
    table.release()
    table.notices.begin_again(table.drafter, *table.here)
    table.request(STAFF)
    page = ada.get(f"{here}/files")
    found = links(page)
    assert len(found) == len(set(found))
    assert f"{here}/notices/{REPORT}/files/now/text" in found
    assert f"{here}/notices/{REPORT}/files/1.1/text" in found
    assert f"{here}/notices/{STAFF}/files/1.1/eml" in found
    assert f"{here}/notices/{ANNOUNCEMENT}/files/now/news" in found
    assert f"{here}/calendar" in found
    registers = {href for href in found if "/registers/" in href}
    assert registers == {
        f"{here}/registers/{name}/{kind}"
        for name in ("facts", "duties", "submissions", "approvals", "said")
        for kind in ("xlsx", "csv")
    } | {f"{here}/registers/all/xlsx"}
    for href in found:
        file = ada.client.get(href)
        assert file.status_code == 200, href
        assert file.headers["Content-Disposition"].startswith("attachment; ")
        assert file.headers["X-Content-Type-Options"] == "nosniff"
        assert file.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in file.headers["Content-Security-Policy"]
        assert len(file.data) > 100


def test_the_page_says_how_each_text_stands_and_who_may_take_what(ada, table, here) -> None:
    table.release()
    words = said(ada.get(f"{here}/files"))
    report = "Personal data breach report"
    assert f"{report} Files of “{report}” Text Files Version 1 Released Plain text" in words
    assert "Text Files The draft as it stands Marked DRAFT Text for a news service" in words
    assert "Everybody on the team may take these." in words
    assert "Recorders, drafters, approvers and releasers on the team may take them." in words


def test_earlier_versions_are_folded_away_and_what_counts_is_not(ada, table, here) -> None:
    table.freeze(STAFF)
    assert "Earlier versions" not in said(ada.get(f"{here}/files"))
    for state in ("working", "stopped"):
        table.record(table.next_version("service:contactless", Change.CHANGES, state=state))
        table.freeze(STAFF)
    text = ada.get(f"{here}/files").text
    folded = re.search(r"<details.*?</details>", text, re.DOTALL)[0]
    assert "Earlier versions (2)" in folded
    assert re.findall(r"/files/([^/]+)/text", folded) == ["1.2", "1.1"]
    shown = re.findall(rf"/{STAFF}/files/([^/]+)/text", text.replace(folded, ""))
    assert shown == ["now", "1.3"]


def test_every_page_of_an_incident_leads_to_its_files(ada, here) -> None:
    assert f'<a href="{here}/files">Files</a>' in ada.get(here).text
    assert f'<a href="{here}/files" aria-current="page">Files</a>' in ada.get(f"{here}/files").text


def test_somebody_without_a_part_in_the_work_is_told_whom_to_ask(app, table, here) -> None:
    owner = table.setting.person("Olive Owner", Role.OWNER)
    table.setting.desk.incidents.add(table.drafter, table.incident, owner.id)
    page = signed_in(app, owner).get(f"{here}/files")
    assert not [href for href in links(page) if "/registers/" in href]
    assert "You have none of these roles." in said(page)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (f"notices/{REPORT}/files/now/text", "text/plain; charset=utf-8"),
        (f"notices/{STAFF}/files/now/eml", "message/rfc822"),
        (f"notices/{STAFF}/files/now/fragment", "text/html; charset=utf-8"),
        ("registers/facts/csv", "text/csv; charset=utf-8"),
        (
            "registers/facts/xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_a_file_is_sent_as_what_it_is(ada, here, path, kind) -> None:
    assert ada.client.get(f"{here}/{path}").headers["Content-Type"] == kind


def test_a_name_beyond_ascii_is_sent_in_both_forms(
    ada, table: Table, setting: Setting, here
) -> None:
    name = 'Société "Générale" / ../ <Café>\r\nX: y'
    other = setting.organisation(replace(an_organisation(), name=name))
    incident = setting.desk.incidents.open(
        replace(table.drafter, roles=frozenset(Role)), title="Tills", organisation_id=other
    )
    sent = ada.client.get(f"/incidents/{incident}/registers/duties/csv")
    # RFC 6266: a name for old programs, and the name itself as RFC 8187 writes it.
    disposition = sent.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=")
    assert "filename*=UTF-8''Soci%C3%A9t%C3%A9%20G%C3%A9n%C3%A9rale%20" in disposition
    assert "Caf%C3%A9X%20y%20-%20Register%20of%20duties%20-%20" in disposition
    assert not {"/", "\\", "<", "\r", "\n"} & set(disposition)
    assert "X" not in sent.headers


def test_rows_are_data_that_another_format_can_be_added_to(app) -> None:
    with app.test_request_context():
        rows = register_lines("00000000-0000-0000-0000-000000000000")
        assert [(row.title, [d.title for d in row.downloads]) for row in rows] == [
            ("Facts", ["XLSX", "CSV"]),
            ("Duties", ["XLSX", "CSV"]),
            ("Submissions", ["XLSX", "CSV"]),
            ("Approvals", ["XLSX", "CSV"]),
            ("All four", ["XLSX"]),
        ]

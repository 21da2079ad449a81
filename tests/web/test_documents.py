"""Documents at a browser: a file where it is ready, and else a page that says how far it is."""

import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace

import page as validation
import pikepdf
import pytest
from counted import counting
from flask import Flask
from noticed import ANNOUNCEMENT, Table
from pdf_text import read, squeezed
from printed import Printing, a_printing
from visitors import Visitor, said, signed_in

from disclosure.trail.actions import Action
from disclosure.web.app import create_app

NAME = "Cyber-incident-affecting-stores-awareness-judged_Personal-data-breach-report_v1"


@pytest.fixture
def printing(setting) -> Printing:
    return a_printing(setting)


@pytest.fixture
def app(setting, printing, compiled) -> Flask:
    """Give the pages of a desk whose printer takes no time."""
    desk = replace(setting.desk, documents=printing.documents, document_work=printing.work)
    made = create_app(desk)
    made.jinja_env.bytecode_cache = compiled
    return made


@pytest.fixture
def ada(app: Flask, table: Table) -> Visitor:
    return signed_in(app, table.drafter)


@pytest.fixture
def draft(table: Table) -> str:
    """Give the address of the draft of a frozen report."""
    table.freeze()
    incident, name = table.here
    return f"/incidents/{incident}/notices/{name}/pdf/1.1/draft"


def links(text: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', text)


# ---- While it is made ----------------------------------------------------------------------------


def test_a_file_that_is_not_made_yet_leads_to_the_page_that_says_so(ada, draft) -> None:
    answer = ada.client.get(f"{draft}/file")
    assert (answer.status_code, answer.headers["Location"]) == (302, draft)
    page = ada.get(draft)
    assert "Being made" in said(page)
    assert f'<a class="govuk-link" href="{draft}">Look again</a>' in page.text
    assert "data-poll" in page.text
    assert "http-equiv" not in page.text


def test_a_document_that_is_ready_comes_under_the_name_a_lawyer_files_it_by(
    ada, table, draft, printing
) -> None:
    printing.all()
    answer = ada.client.get(f"{draft}/file")
    line = printing.documents.one(table.drafter, *table.here, ref="1.1", kind="draft")
    stored = printing.documents.handed(table.drafter, table.incident, line)
    assert answer.data == stored.body
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f"inline; filename={NAME}_DRAFT.pdf"
    assert answer.headers["ETag"] == f'"{hashlib.sha256(stored.body).hexdigest()}"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = ada.client.get(f"{draft}/file", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_page_of_a_document_that_is_ready_says_what_it_is(
    ada, draft, printing, setting
) -> None:
    printing.all()
    (frozen,) = setting.entries(Action.NOTICE_FROZEN)
    page = ada.get(draft)
    digest = hashlib.sha256(ada.client.get(f"{draft}/file").data).hexdigest()
    for words in ("Ready", f"{NAME}_DRAFT.pdf", digest, f"names entry {frozen.seq} of the trail"):
        assert words in said(page), words
    assert f"{draft}/file" in links(page.text)
    assert "data-poll" not in page.text
    assert "<button" not in re.search(r"<main.*</main>", page.text, re.DOTALL)[0]


def test_a_release_brings_the_record_to_the_page_where_it_is_sent(
    ada, table, base, printing
) -> None:
    table.release()
    printing.all()
    record = f"{base}/{table.here[1]}/pdf/1.1/record/file"
    for tab in ("versions", "approval", "given"):
        assert record in links(ada.get(f"{base}/{table.here[1]}/{tab}").text), tab
    answer = ada.client.get(record)
    assert answer.headers["Content-Disposition"] == f"inline; filename={NAME}_RECORD.pdf"


def test_approvers_are_led_to_the_draft_of_the_version_they_decide_on(
    app, table, draft, printing, base
) -> None:
    printing.all()
    counsel = signed_in(app, table.counsel)
    assert f"{draft}/file" in links(counsel.get(f"{base}/{table.here[1]}/approval").text)


def test_before_anything_is_frozen_no_page_speaks_of_documents(ada, table, base) -> None:
    for tab in ("versions", "approval", "given"):
        assert "As PDF" not in said(ada.get(f"{base}/{table.here[1]}/{tab}")), tab


# ---- When it fails -------------------------------------------------------------------------------


def test_a_failure_says_why_and_can_be_tried_again(ada, draft, setting, printing) -> None:
    printing.press.fails = ["“漢” (U+6F22) cannot be printed."]
    printing.all()
    page = ada.get(draft)
    assert "“漢” (U+6F22) cannot be printed." in said(page)
    assert "It was tried once. It is tried again by itself" in said(page)
    page = ada.post(draft)
    assert "Being made" in said(page)
    printing.all()
    assert "Ready" in said(ada.get(draft))
    assert printing.press.printed == 2


def test_what_failed_for_good_says_so(ada, draft, setting, printing) -> None:
    printing.press.fails = ["No ink."] * 3
    for _ in range(3):
        printing.all()
        setting.clock.go_on(minutes=5)
    page = ada.get(draft)
    assert "It was tried 3 times. It is not tried again by itself." in said(page)
    assert ">Try again</button>" in page.text


def test_where_no_pdf_can_be_made_the_pages_say_why_in_one_line(
    ada, table, base, draft, printing
) -> None:
    why = "PDF files are off: Pango is not installed."
    printing.press.off = why
    here, one = f"/incidents/{table.incident}", f"{base}/{table.here[1]}"
    pages = (draft, f"{one}/versions", f"{one}/approval", f"{here}/files", f"{here}/papers/board")
    for path in pages:
        page = ada.get(path)
        assert said(page).count(why) == 1, path
        assert "Being made" not in said(page), path
        assert "data-poll" not in page.text, path
    answer = ada.post(f"/incidents/{table.incident}/papers/board")
    assert (answer.status_code, why in said(answer)) == (409, True)


# ---- All of an incident --------------------------------------------------------------------------


def test_the_pack_is_asked_for_and_taken_as_a_file(ada, table, printing) -> None:
    table.release(ANNOUNCEMENT)
    here = f"/incidents/{table.incident}"
    files = ada.get(f"{here}/files")
    assert f"{here}/papers/pack" in links(files.text)
    assert "Nobody has asked for it yet" in said(ada.get(f"{here}/papers/pack"))
    assert "Being made" in said(ada.post(f"{here}/papers/pack"))
    printing.all()
    assert f"{here}/papers/pack/file" in links(ada.get(f"{here}/files").text)
    answer = ada.client.get(f"{here}/papers/pack/file")
    assert answer.mimetype == "application/zip"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=Cyber-incident")
    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert [name.rpartition("_")[2] for name in names] == [
        "manifest.json",
        "RECORD.pdf",
        "RECORD.txt",
    ]


@pytest.fixture
def pack(ada, table, printing) -> str:
    """Give the address of a pack that is made."""
    table.freeze(ANNOUNCEMENT)
    here = f"/incidents/{table.incident}/papers/pack"
    ada.get(here)
    ada.post(here)
    printing.all()
    return f"{here}/file"


def test_a_pack_that_the_browser_has_is_not_even_read_again(ada, table, pack) -> None:
    first = ada.client.get(pack)
    tag = first.headers["ETag"]
    assert tag == f'"{hashlib.sha256(first.data).hexdigest()}"'
    with counting(table.setting.desk.engine) as statements:
        again = ada.client.get(pack, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    # Who asks, whose it is (at the door and in the room), the texts, what decided them, the pack.
    assert len(statements) == 6
    assert not any("body" in statement for statement in statements)
    with counting(table.setting.desk.engine) as statements:
        other = ada.client.get(pack, headers={"If-None-Match": '"something else"'})
    assert (other.status_code, other.data) == (200, first.data)
    assert len(statements) == 7


def test_a_pack_of_other_texts_is_not_taken_for_the_one_the_browser_has(
    ada, table, pack, printing
) -> None:
    tag = ada.client.get(pack).headers["ETag"]
    table.freeze()
    assert ada.client.get(pack, headers={"If-None-Match": tag}).status_code == 302
    ada.get(pack.removesuffix("/file"))
    ada.post(pack.removesuffix("/file"))
    printing.all()
    answer = ada.client.get(pack, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.headers["ETag"] == tag) == (200, False)


def test_nobody_learns_from_a_tag_that_there_is_a_pack(app, setting, pack, ada) -> None:
    tag = ada.client.get(pack).headers["ETag"]
    outsider = signed_in(app, setting.person("Otto Outside"))
    assert outsider.client.get(pack, headers={"If-None-Match": tag}).status_code == 404


def test_the_board_page_is_asked_for_and_made_anew(ada, table, printing) -> None:
    path = f"/incidents/{table.incident}/papers/board"
    ada.get(path)
    ada.post(path)
    printing.all()
    assert ">Make it as of now</button>" in ada.get(path).text
    assert ada.client.get(f"{path}/file").mimetype == "application/pdf"


# ---- The whole way -------------------------------------------------------------------------------


def test_from_freezing_to_the_file_in_hand(setting, table) -> None:
    """The real printer, in its own processes: what was approved is what the file says."""
    ada = signed_in(create_app(setting.desk), table.drafter)
    table.release()
    version = table.page().version
    while setting.desk.document_work.work_once():
        pass
    assert setting.desk.documents.press.printed == 2
    incident, name = table.here
    address = f"/incidents/{incident}/notices/{name}/pdf/1.1"
    draft, record = (ada.client.get(f"{address}/{k}/file") for k in ("draft", "record"))
    for kind, answer in (("draft", draft), ("record", record)):
        assert answer.status_code == 200, said(ada.get(f"{address}/{kind}"))
        for standard in ("PDF_A_3A", "PDF_UA_1"):
            profile = getattr(validation.ValidationProfile, standard)
            report = validation.validate_pdf_bytes(answer.data, profile=profile)
            assert report.is_compliant, [(f.rule_id, f.message) for f in report.failures]
    told = read(record.data)
    place = 0
    for sentence in version.draft.said():
        found = told.said().find(squeezed(sentence.text), place)
        assert found >= place, sentence.text
        place = found + len(squeezed(sentence.text))
    marks = [squeezed(" ".join(read(answer.data).artefacts)) for answer in (draft, record)]
    assert ["DRAFT" in mark for mark in marks] == [True, False]
    with pikepdf.open(io.BytesIO(record.data)) as pdf:
        (file,) = pdf.attachments.values()
        facts = json.loads(file.get_file().read_bytes())
    assert facts["document"]["digest"] == version.digest
    assert [s["text"] for s in facts["sentences"]] == [s.text for s in version.draft.said()]

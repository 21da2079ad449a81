"""The pages about Word files: out, back, and each change taken or refused."""

import gc
import re
from collections.abc import Iterator

import pytest
from counted import counting
from going_out import HOSTILE
from noticed import PRESS, REPORT, STAFF, Table
from visitors import Visitor, errors_beside, said
from walking import form_to, planted
from worded import (
    a_sentence_of,
    a_word_file_with_a_change,
    deleted,
    edited,
    inserted,
    packed,
    parts_of,
    retyped,
    taken_out,
    tracked,
)

from disclosure.outputs.word_package import DOCX_TYPE
from disclosure.services.receipts import Upload
from disclosure.services.redactions import What
from disclosure.signoff.people import Role

# The test client leaves the file of a refused upload to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """Collect it here, where its warning is expected."""
    yield
    gc.collect()


@pytest.fixture
def here(base: str) -> str:
    return f"{base}/{STAFF}/word"


def hand_in(visitor: Visitor, path: str, name: str, body: bytes):
    """Bring a file back, as a browser sends it."""
    token = form_to(visitor.get(path).text, path).token
    head = f'name="file"; filename="{name}"' if name else 'name="file"; filename=""'
    parts = (('name="csrf_token"', token.encode()), (head, body))
    sent = b"\r\n".join(
        f"--x\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content
        for head, content in parts
    )
    return visitor._read(
        visitor.client.post(
            path,
            data=sent + b"\r\n--x--\r\n",
            content_type="multipart/form-data; boundary=x",
            follow_redirects=True,
        )
    )


def test_a_text_is_taken_changed_brought_back_and_the_change_stands_in_the_draft(
    ada: Visitor, table: Table, here: str
) -> None:
    page = ada.get(here)
    [link] = re.findall(r'href="([^"]+/files/now/docx)" download', page.text)
    taken = ada.client.get(link)
    assert taken.headers["Content-Type"] == DOCX_TYPE
    _, text = a_sentence_of(table, STAFF)
    body = edited(taken.data, tracked(text, deleted(text), inserted("We had a bad Monday.")))
    page = hand_in(ada, here, "back.docx", body)
    assert page.status_code == 200
    words = said(page)
    assert "1 sentence came back otherwise than sent; 1 to decide on." in words
    assert "Jo Park, 23 April 2025, 09:30 as the file says." in words
    [decide] = re.findall(r'href="([^"]+/word/[^"/]+/[0-9a-f]{16})"', page.text)
    page = ada.get(decide)
    form = form_to(page.text, decide).untouched()
    assert form["reason"] == "Changed in Word by Jo Park (23 April 2025, 09:30)."
    assert form["rests_on"]
    page = ada.send(decide, form)
    assert "It stands in the draft, under your name." in page.text
    assert "Taken by Ada Field" in said(page)
    draft = table.notices.view(table.drafter, table.incident, STAFF).draft
    assert "We had a bad Monday." in [sentence.text for sentence in draft.said()]
    words = said(ada.get(here))
    assert "back.docx Nothing to decide Made from: the draft as it stood." in words


def test_what_rested_on_nothing_before_is_offered_as_framing_again(ada, table, here) -> None:
    draft = table.notices.view(table.drafter, table.incident, STAFF).draft
    thanks = next(s for s in draft.said() if s.form == "sentence" and not s.rests_on)
    body = edited(taken_out(table, STAFF), retyped(thanks.text, "Thank you."))
    page = hand_in(ada, here, "back.docx", body)
    [decide] = re.findall(r'href="([^"]+/word/[^"/]+/[0-9a-f]{16})"', page.text)
    form = form_to(ada.get(decide).text, decide).untouched()
    assert form.get("is_framing") == "y"
    assert "It stands in the draft" in ada.send(decide, form).text


def test_a_change_is_refused_without_anything_but_a_press(ada, table, here) -> None:
    ids = a_word_file_with_a_change(table, STAFF)
    path = f"{here}/{ids['file_id']}/{ids['change']}"
    form = form_to(ada.get(path).text, path).untouched()
    page = ada.send(path, {**form, "what": "refuse"})
    assert "The draft stays as it is." in page.text
    assert "Refused by Ada Field" in said(page)
    again = ada.send(path, {**form, "what": "refuse"})
    assert again.status_code == 409
    assert "refused this change already" in said(again)


def test_a_reason_to_refuse_a_change_is_plain_words_of_some_length(ada, table, here) -> None:
    ids = a_word_file_with_a_change(table, STAFF)
    path = f"{here}/{ids['file_id']}/{ids['change']}"
    form = form_to(ada.get(path).text, path).untouched()
    before = table.setting.written()
    for reason, words in (("a" * 2001, "at most 2000"), ("so\u202eit is", "nobody sees")):
        page = ada.send(path, {**form, "what": "refuse", "reason": reason})
        assert page.status_code == 422
        assert words in errors_beside(page)["reason"]
    assert table.setting.written() == before


def test_what_is_missing_is_said_beside_the_field_and_what_was_typed_is_kept(
    ada, table, here
) -> None:
    ids = a_word_file_with_a_change(table, STAFF)
    path = f"{here}/{ids['file_id']}/{ids['change']}"
    form = form_to(ada.get(path).text, path).untouched()
    sent = {"csrf_token": form["csrf_token"], "drafted": form["drafted"], "seen": "0"}
    page = ada.send(path, {**sent, "reason": ""})
    assert page.status_code == 422
    errors = errors_beside(page)
    assert "Choose the facts these words state" in errors["rests_on"]
    assert "Say in a few words why" in errors["reason"]
    page = ada.send(path, {**sent, "reason": "Because."})
    assert 'value="Because."' in page.text


def test_files_that_are_no_plain_word_file_are_refused_beside_the_field(ada, table, here) -> None:
    body = taken_out(table, STAFF)
    before = table.setting.written()
    for name, content, words in (
        ("", b"", "Choose the file that came back."),
        ("text.pdf", b"%PDF-", "is not called a Word document"),
        ("text.docx", b"%PDF-", "its content is not"),
        ("text.docm", body, "may hold macros"),
        ("press.docx", taken_out(table, PRESS), "made from another notice"),
        ("<img src=x onerror=x>.docx", b"", "is empty"),
    ):
        page = hand_in(ada, here, name, content)
        assert page.status_code == 422, name
        assert words in errors_beside(page)["file"], name
        assert planted(page.text) == []
    assert table.setting.written() == before


def test_whatever_stands_in_a_file_is_shown_as_text(ada, table, here) -> None:
    _, text = a_sentence_of(table, STAFF)
    body = edited(taken_out(table, STAFF), retyped(text, f"{HOSTILE} {{{{ 7*7 }}}}"))
    comment = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:comment w:id="1" w:author="&lt;script&gt;alert(1)&lt;/script&gt;" w:date="x">'
        "<w:p><w:r><w:t>&lt;img src=x onerror=y&gt;</w:t></w:r></w:p></w:comment></w:comments>"
    )
    made = packed({**parts_of(body), "word/comments.xml": comment})
    page = hand_in(ada, here, "back.docx", made)
    assert page.status_code == 200
    assert planted(page.text) == []
    assert "{{ 7*7 }}" in page.text
    assert "<script>alert(1)</script>" in said(page)


def test_whoever_drafts_nothing_reads_it_and_decides_nothing(gita, table, here) -> None:
    ids = a_word_file_with_a_change(table, STAFF)
    path = f"{here}/{ids['file_id']}"
    assert "A drafter brings back what was changed outside." in said(gita.get(here))
    assert f"{path}/{ids['change']}" not in gita.get(path).text
    page = gita.get(f"{path}/{ids['change']}")
    assert "A drafter decides on it." in said(page)
    assert "<form" not in re.search(r"<main.*</main>", page.text, re.DOTALL)[0]


def test_a_file_that_was_removed_from_the_record_leaves_a_page_that_says_so(
    ada, table, here
) -> None:
    kept = a_word_file_with_a_change(table, STAFF)["file_id"]
    owner = table.setting.person("Olive Owner", Role.OWNER)
    table.setting.desk.incidents.add(table.drafter, table.incident, owner.id)
    redact = table.setting.desk.redactions.redact
    redact(owner, table.incident, What.RECEIPT, str(kept), reason="A person is named in it.")
    assert "A file that was removed from the record" in said(ada.get(here))
    page = ada.get(f"{here}/{kept}")
    assert "This file was removed from the record." in said(page)


def test_a_comparison_on_screen_leads_to_the_same_as_a_word_file(ada, table, base) -> None:
    table.freeze()
    page = ada.get(f"{base}/{REPORT}/redline/1.1/now")
    [link] = re.findall(r'href="([^"]+/redline/1\.1/now/docx)"', page.text)
    file = ada.client.get(link)
    assert file.status_code == 200
    assert file.headers["Content-Type"] == DOCX_TYPE
    assert file.headers["Content-Disposition"].startswith("attachment; ")


def test_a_file_with_many_changes_needs_no_more_statements(ada, table, here, setting) -> None:
    page = table.notices.view(table.drafter, table.incident, STAFF)
    texts = [s.text for s in page.draft.said() if s.form == "sentence"][:4]
    word, counts = setting.desk.word, []
    for number in (1, 4):
        body = edited(
            taken_out(table, STAFF), *(retyped(t, f"{t[:-1]} indeed.") for t in texts[:number])
        )
        kept = word.take_in(table.drafter, table.incident, STAFF, Upload("b.docx", body))
        with counting(setting.desk.engine) as statements:
            assert ada.get(f"{here}/{kept}").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]

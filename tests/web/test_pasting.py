"""The pages on which a text written elsewhere is read against the facts, and taken over."""

import re

import pytest
from counted import counting
from noticed import ANNOUNCEMENT, STAFF, Table
from visitors import Visitor, errors_beside, said
from walking import CODE, form_to, planted

EMAIL = "voluntary.email.customers"
SIGNS = {3: "\ufffd", 4: "\ufffd"}
TEXT = """What is wrong at our stores

Our stores are closed. The National Cyber Security Centre has been told.
We are sorry.
"""


@pytest.fixture
def ask(table: Table) -> str:
    return f"/incidents/{table.incident}/paste"


@pytest.fixture
def taking(base: str) -> str:
    return f"{base}/{EMAIL}/pasted"


def paste(ada: Visitor, ask: str, text: str = TEXT, notice: str = EMAIL):
    ada.get(ask)
    return ada.post(ask, notice=notice, text=text)


def test_a_text_is_pasted_read_decided_on_and_stands_as_the_draft(
    ada, table, base, ask, taking
) -> None:
    page = ada.get(base)
    assert "Check a text written elsewhere" in said(page)
    assert f'href="{ask}"' in page.text
    before = table.setting.written()
    page = paste(ada, ask)
    assert page.status_code == 200
    words = said(page)
    assert "4 sentences were read against what is recorded now. Nothing of it is stored." in words
    assert "Contradicts the record 1: sentence 2" in words
    assert "is recorded as open, not as closed" in words
    assert "Services: our stores: Service: our stores; Area: stores and sites; State: open" in words
    assert "Established; as of Tue 22 April 2025, 13:30 BST" in words
    assert "Held against the facts: “National Cyber Security Centre has been told”." in words
    assert table.setting.written() == before
    form = form_to(page.text, taking)
    assert [c.value for c in form.controls if c.name.startswith("how-") and c.is_on] == []
    sent = form.untouched() | {"how-0": "framing", "how-1": "leave", "how-2": "rests"}
    page = ada.send(taking, sent)
    assert page.status_code == 422
    assert errors_beside(page) == {"how-3": "Say what becomes of sentence 4."}
    sent = form_to(page.text, taking).untouched()
    assert (sent["how-0"], sent["how-1"], sent["how-2"]) == ("framing", "leave", "rests")
    page = ada.send(taking, sent | {"how-3": "framing"})
    assert "The text stands as the draft, under your name." in page.text
    draft = table.notices.view(table.drafter, table.incident, EMAIL).draft
    assert [sentence.text for sentence in draft.said()][1:] == [
        "What is wrong at our stores",
        "The National Cyber Security Centre has been told.",
        "We are sorry.",
    ]


def test_words_that_are_changed_are_read_again_and_one_more_fact_is_added(ada, ask, taking) -> None:
    form = form_to(paste(ada, ask).text, taking).untouched()
    page = ada.send(taking, form | {"words-1": "Our stores work.", "how-1": "rests"})
    assert "You changed sentence 2, so it was read again." in errors_beside(page)["how-1"]
    assert "Our stores work." in said(page)
    assert "Contradicts the record" not in said(page)
    form = form_to(page.text, taking).untouched()
    assert "how-1" not in form
    page = ada.send(taking, form | {"more-3": "incident.kind", "what": "again"})
    assert page.status_code == 200
    [tick] = re.findall(r'<input [^>]*name="rests_on-3"[^>]*>', page.text)
    assert 'value="incident.kind"' in tick
    assert " checked" in tick


@pytest.mark.parametrize(
    ("typed", "words"), [("", "Write it, or leave it out."), (CODE, "HTML or template code")]
)
def test_words_that_cannot_be_taken_are_refused_beside_them_and_stay_there(
    ada, ask, taking, typed, words
) -> None:
    form = form_to(paste(ada, ask).text, taking).untouched()
    page = ada.send(taking, form | {"words-1": typed, "how-1": "framing"})
    assert page.status_code == 422
    assert words in errors_beside(page)["words-1"]
    assert planted(page.text) == []
    assert form_to(page.text, taking).untouched()["words-1"].strip() == typed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Paste the text, or type it."),
        ("PK\x03\x04 \x00", "This is no plain text"),
        ("word " * 5000, "characters; at most 20,000 are read at once"),
        (CODE, "HTML or template code"),
    ],
)
def test_what_is_no_text_is_refused_beside_the_field_and_stays_there(ada, ask, text, words) -> None:
    page = paste(ada, ask, text)
    assert page.status_code == 422
    assert words in errors_beside(page)["text"]
    assert planted(page.text) == []
    held = form_to(page.text, ask).untouched()
    assert held["text"].split() == text.replace("\x00", "\ufffd").translate(SIGNS).split()
    assert held["notice"] == EMAIL


def test_the_notice_is_chosen_from_those_there_are(ada, ask) -> None:
    for name in ("", "voluntary.nothing.customers"):
        page = paste(ada, ask, notice=name)
        assert page.status_code == 422
        assert errors_beside(page) == {"notice": "Choose the notice the text belongs to."}
    page = ada.get(f"{ask}?notice={STAFF}")
    assert form_to(page.text, ask).untouched()["notice"] == STAFF


def test_a_draft_that_moved_is_shown_anew_and_what_was_decided_is_kept(
    ada, table, ask, taking
) -> None:
    form = form_to(paste(ada, ask).text, taking).untouched()
    form |= {"how-0": "framing", "how-1": "leave", "how-2": "rests", "how-3": "framing"}
    table.setting.clock.go_on(minutes=1)
    ada.send(taking, form)
    page = ada.send(taking, form)
    assert page.status_code == 409
    assert "The draft has moved since you were shown this page" in said(page)


def test_a_released_text_is_read_without_a_form(ada, table, base, ask) -> None:
    table.release(ANNOUNCEMENT)
    page = paste(ada, ask, notice=ANNOUNCEMENT)
    assert page.status_code == 200
    assert "You can read how it stands. The text was released." in said(page)
    assert f"{base}/{ANNOUNCEMENT}/pasted" not in page.text


def test_a_longer_text_needs_no_more_statements(ada, table, ask) -> None:
    counted = []
    for count in (1, 60):
        ada.get(ask)
        with counting(table.setting.desk.engine) as statements:
            page = ada.post(ask, notice=EMAIL, text="Our stores are open. " * count)
        assert page.status_code == 200
        counted.append(len(statements))
    assert counted[0] == counted[1]


# ---- One sentence --------------------------------------------------------------------------------


def test_a_sentence_being_written_is_offered_the_facts_beneath_it(ada, table, base) -> None:
    path = f"{base}/{EMAIL}/sentences/apology"
    form = form_to(ada.get(path).text, path).untouched()
    typed = {"text": "Our stores are closed.", "reason": "Asked for by the board."}
    before = table.setting.written()
    page = ada.send(path, form | typed | {"what": "suggest"})
    assert page.status_code == 200
    words = said(page)
    assert "“stores are closed”: “stores” is recorded as open, not as closed." in words
    assert "Those suggested are not accepted before you save." in words
    sent = form_to(page.text, path).untouched()
    assert sent["text"] == typed["text"]
    assert sent["reason"] == typed["reason"]
    [tick] = re.findall(r'<input [^>]*value="service:stores"[^>]*>', page.text)
    assert " checked" in tick
    assert table.setting.written() == before
    page = ada.send(path, sent)
    assert "Your words stand in the draft." in page.text


def test_a_sentence_refused_for_want_of_facts_is_offered_some_and_the_persons_ticks_stand(
    ada, base
) -> None:
    path = f"{base}/{EMAIL}/sentences/apology"
    form = form_to(ada.get(path).text, path).untouched()
    form.pop("is_framing", None)
    page = ada.send(path, form | {"text": "Our stores are open.", "reason": "Why not."})
    assert "Choose the facts these words rest on." in errors_beside(page)["rests_on"]
    assert "service:stores" in page.text
    [tick] = re.findall(r'<input [^>]*value="service:stores"[^>]*>', page.text)
    assert " checked" in tick
    chosen = {"rests_on": "incident.kind", "reason": ""}
    page = ada.send(path, form | chosen | {"text": "Our stores are open."})
    [tick] = re.findall(r'<input [^>]*value="service:stores"[^>]*>', page.text)
    assert " checked" not in tick

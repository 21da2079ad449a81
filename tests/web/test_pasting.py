"""The pages on which a text written elsewhere is read against the facts, and taken over."""

import re
from dataclasses import replace

import pytest
from counted import counting
from noticed import ANNOUNCEMENT, STAFF, Table
from visitors import Visitor, errors_beside, said, signed_in
from walking import CODE, form_to, planted

from disclosure.facts.standings import Change
from disclosure.signoff.people import Role

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
    assert (
        "4 sentences were read against what is recorded now. They are kept for you alone" in words
    )
    assert "Contradicts the record 1: sentence 2" in words
    assert "is recorded as open, not as closed" in words
    assert "Services: our stores: Area: stores and sites; State: open" in words
    assert (
        "Recorded: Services: our stores : Area: stores and sites; State: open (established)"
        in words
    )
    assert "Change the words, or correct the fact if it is out of date." in words
    assert f'href="/incidents/{table.incident}/records/service/stores"' in page.text
    assert "Established; as of Tue 22 April 2025, 13:30 BST" in words
    assert "Checked against the record: “National Cyber Security Centre has been told”." in words
    assert table.setting.written() == before
    form = form_to(page.text, taking)
    assert [c.value for c in form.controls if c.name.startswith("how-") and c.is_on] == []
    sent = form.untouched() | {"how-0": "framing", "how-1": "leave", "how-2": "rests"}
    page = ada.send(taking, sent)
    assert page.status_code == 422
    assert errors_beside(page) == {"how-3": "Say what happens to sentence 4."}
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
    assert f'action="{base}/{ANNOUNCEMENT}/pasted"' not in page.text


def test_a_longer_text_needs_no_more_statements(ada, table, ask) -> None:
    counted = []
    for count in (1, 60):
        ada.get(ask)
        with counting(table.setting.desk.engine) as statements:
            page = ada.post(ask, notice=EMAIL, text="Our stores are open. " * count)
        assert page.status_code == 200
        counted.append(len(statements))
    assert counted[0] == counted[1]


# ---- What was chosen, kept -----------------------------------------------------------------------


def keep(visitor: Visitor, taking: str, **fields: object):
    headers = {"X-CSRFToken": visitor.form_token()}
    return visitor.client.post(f"{taking}/typing", json={"fields": fields}, headers=headers)


def test_a_text_that_was_read_is_there_again_when_one_comes_back(ada, app, table, ask, taking):
    page = paste(ada, ask)
    assert page.request.path == taking
    assert f'data-typing="{taking}/typing"' in page.text
    page = ada.get(ask)
    assert "A text for “Email to customers” is kept" in said(page)
    assert f'href="{taking}"' in page.text
    form = form_to(ada.get(taking).text, taking).untouched()
    assert (form["words-1"].strip(), form["rests_on-2"]) == ("Our stores are closed.", "body:ncsc")
    eve = table.setting.person("Eve Ray", Role.DRAFTER)
    table.setting.desk.incidents.add(table.drafter, table.incident, eve.id)
    page = signed_in(app, eve).get(taking)
    assert page.request.path == ask
    assert "is kept" not in said(page)


def test_what_was_chosen_is_kept_while_one_chooses_and_until_the_text_stands(ada, ask, taking):
    form = form_to(paste(ada, ask).text, taking).untouched()
    form.pop("csrf_token")
    chosen = {"how-0": "framing", "how-1": "leave", "how-2": "framing", "more-3": "incident.kind"}
    form |= chosen | {"rests_on-2": [], "reason": "From the agency."}
    assert keep(ada, taking, **form).status_code == 200
    page = ada.get(taking)
    assert "What you chose is back" in said(page)
    sent = form_to(page.text, taking).untouched()
    assert (sent["how-0"], sent["how-1"], sent["how-2"]) == ("framing", "leave", "framing")
    assert "rests_on-2" not in sent
    assert (sent["rests_on-3"], sent["reason"]) == ("incident.kind", "From the agency.")
    page = ada.send(taking, sent | {"how-3": "rests"})
    assert "The text stands as the draft, under your name." in said(page)
    assert f'<meta name="typing-done" content="{taking}/typing">' in page.text
    assert ada.get(taking).request.path == ask


def test_what_was_sent_is_kept_where_it_is_refused_or_read_again(ada, ask, taking):
    form = form_to(paste(ada, ask).text, taking).untouched()
    ada.send(taking, form | {"how-0": "framing"})
    assert form_to(ada.get(taking).text, taking).untouched()["how-0"] == "framing"
    changed = {"words-1": "Our stores work.", "how-1": "rests", "what": "again"}
    page = ada.send(taking, form | changed)
    sent = form_to(page.text, taking).untouched()
    assert "how-1" not in sent
    ada.send(taking, sent | {"how-1": "leave", "what": "again"})
    sent = form_to(ada.get(taking).text, taking).untouched()
    assert (sent["words-1"].strip(), sent["how-1"]) == ("Our stores work.", "leave")


def test_words_decided_on_before_they_were_changed_are_decided_on_again_after_a_pause(
    ada, ask, taking
):
    form = form_to(paste(ada, ask).text, taking).untouched()
    form.pop("csrf_token")
    keep(ada, taking, **form | {"words-1": "Our stores work.", "how-1": "rests"})
    sent = form_to(ada.get(taking).text, taking).untouched()
    assert sent["words-1"].strip() == sent["read-1"].strip() == "Our stores work."
    assert "how-1" not in sent


def test_a_kept_text_can_be_thrown_away(ada, ask, taking):
    page = paste(ada, ask)
    assert "Throw it away" in said(page)
    page = ada.post(f"{taking}/typing/discard")
    assert page.request.path == ask
    assert f'<meta name="typing-done" content="{taking}/typing">' in page.text
    assert "is kept" not in said(ada.get(ask))


def test_another_text_for_the_same_notice_takes_the_place_of_the_kept_one(ada, ask, taking):
    form = form_to(paste(ada, ask).text, taking).untouched()
    form.pop("csrf_token")
    keep(ada, taking, **form | {"how-0": "leave"})
    page = paste(ada, ask, "Our stores are open.")
    assert f'<meta name="typing-done" content="{taking}/typing">' in page.text
    form = form_to(page.text, taking).untouched()
    assert (form["count"], "how-0" in form) == ("1", False)


def test_nothing_is_kept_for_a_notice_there_is_not(ada, ask, base):
    paste(ada, ask)
    assert keep(ada, f"{base}/voluntary.nothing/pasted", reason="x").status_code == 404
    assert ada.get(f"{base}/voluntary.nothing/pasted").status_code == 404


# ---- One sentence --------------------------------------------------------------------------------


def test_texts_at_hand_stand_before_those_that_nothing_calls_for(ada, base, ask) -> None:
    # A payment firm's report to its regulator is nothing for a retailer, and can still be pasted.
    page = ada.get(ask).text
    at_hand, _, others = page.partition('label="Texts that nothing recorded calls for yet"')
    for notice in (EMAIL, ANNOUNCEMENT, STAFF):
        assert f'value="{notice}"' in at_hand
    assert 'value="uk.psr.99.initial.authority"' in others
    assert f'value="{EMAIL}"' not in others
    shown = ada.post(ask, notice="uk.psr.99.initial.authority", text=TEXT)
    assert shown.status_code == 200
    assert "4 sentences were read" in said(shown)


def test_a_sentence_being_written_is_offered_the_facts_beneath_it(ada, table, base) -> None:
    path = f"{base}/{EMAIL}/sentences/apology"
    form = form_to(ada.get(path).text, path).untouched()
    typed = {"text": "Our stores are closed.", "reason": "Asked for by the board."}
    before = table.setting.written()
    page = ada.send(path, form | typed | {"what": "suggest"})
    assert page.status_code == 200
    words = said(page)
    assert "“stores are closed” “stores” is recorded as open, not as closed." in words
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
    assert "Choose the facts these words state." in errors_beside(page)["rests_on"]
    assert "service:stores" in page.text
    [tick] = re.findall(r'<input [^>]*value="service:stores"[^>]*>', page.text)
    assert " checked" in tick
    chosen = {"rests_on": "incident.kind", "reason": ""}
    page = ada.send(path, form | chosen | {"text": "Our stores are open."})
    [tick] = re.findall(r'<input [^>]*value="service:stores"[^>]*>', page.text)
    assert " checked" not in tick


OWN_WORDS = re.compile(
    r"\b(?:rests? on|beneath|bears?|borne|framing|standing|unsupported|link it|not understood)\b",
    re.IGNORECASE,
)
KEY = re.compile(r"\b[a-z]+_?[a-z]+[.:][a-z_]+(?:[.:][a-z_-]+)*\b")


def test_the_pages_speak_as_the_people_do_who_read_them(ada, table, ask, base) -> None:
    text = (
        "Our stores are closed. Payment data was stolen. About 12 million people are affected. "
        "The police have been told. The attack began on 3 March. We found the gap by luck."
    )
    pages = [paste(ada, ask, text)]
    path = f"{base}/{EMAIL}/sentences/apology"
    form = form_to(ada.get(path).text, path).untouched()
    pages.append(ada.send(path, form | {"text": text, "what": "suggest"}))
    pages.append(ada.send(path, form | {"text": "Our stores are open.", "reason": ""}))
    for page in pages:
        words = said(page)
        assert OWN_WORDS.findall(words) == []
        assert KEY.findall(words) == []


def test_words_that_speak_of_what_is_gone_are_refused_by_the_name_of_the_question(
    ada, table, base
) -> None:
    path = f"{base}/{EMAIL}/sentences/apology"
    sent = form_to(ada.get(path).text, path).untouched()
    sent.pop("is_framing", None)
    ada.send(path, sent | {"text": "It is cyber.", "reason": "Plain.", "rests_on": "incident.kind"})
    table.record(replace(table.next_version("incident.kind", Change.WITHDRAWN), value=None))
    page = ada.post(f"{path}/keep")
    assert "no longer recorded: “Kind of incident”" in said(page)
    assert "incident.kind" not in said(page)

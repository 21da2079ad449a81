"""Words of a sentence that are being typed: kept, brought back, gone once they stand."""

import pytest
from noticed import REPORT
from visitors import said, signed_in
from walking import longest_form

from disclosure.signoff.people import Role

WORDS, WHY = "We are dealing with an attack.", "Plainer."


def keep(visitor, path, **fields):
    headers = {"X-CSRFToken": visitor.form_token()}
    return visitor.client.post(f"{path}/typing", json={"fields": fields}, headers=headers)


@pytest.fixture(params=["sentences/a1", "sentences/a1/after"])
def path(base, request):
    return f"{base}/{REPORT}/{request.param}"


def test_words_come_back_and_go_once_they_stand_in_the_draft(ada, path) -> None:
    assert f'data-typing="{path}/typing"' in ada.get(path).text
    assert keep(ada, path, text=WORDS, reason=WHY).status_code == 200
    page = ada.get(path)
    assert "What you typed is back" in said(page)
    sent = longest_form(page.text).untouched()
    assert (sent["text"], sent["reason"]) == (WORDS, WHY)
    page = ada.send(path, sent | {"is_framing": "y"})
    assert "Your words stand in the draft." in said(page)
    assert WORDS in said(page)
    assert f'<meta name="typing-done" content="{path}/typing">' in page.text
    assert "What you typed is back" not in said(ada.get(path))


def test_words_can_be_thrown_away(ada, path) -> None:
    ada.get(path)
    keep(ada, path, text=WORDS)
    ada.get(path)
    page = ada.post(f"{path}/typing/discard")
    assert page.request.path == path
    assert "What you typed is back" not in said(page)
    assert WORDS not in page.text


def test_words_of_a_sentence_there_is_not_are_not_kept(ada, base) -> None:
    ada.get(f"{base}/{REPORT}/sentences/a1")
    assert keep(ada, f"{base}/{REPORT}/sentences/none", text=WORDS).status_code == 404


def test_an_edit_made_meanwhile_is_named_beside_the_words(ada, app, base, table) -> None:
    path = f"{base}/{REPORT}/sentences/a1"
    eve = table.setting.person("Eve Ray", Role.DRAFTER)
    table.setting.desk.incidents.add(table.drafter, table.incident, eve.id)
    ada.get(path)
    keep(ada, path, text=WORDS)
    table.setting.clock.go_on(minutes=1)
    visitor = signed_in(app, eve)
    theirs = {"text": "It is an outage.", "is_framing": "y", "reason": "So it is."}
    form = visitor.untouched(path)
    del form["rests_on"]
    assert visitor.send(path, form | theirs).status_code == 200
    page = ada.get(path)
    assert "Eve Ray has edited the sentence since: “It is an outage.”" in said(page)
    sent = longest_form(page.text).untouched()
    assert sent["text"] == WORDS
    # Having read the other words, she may save hers.
    assert ada.send(path, sent | {"is_framing": "y", "reason": WHY}).status_code == 200

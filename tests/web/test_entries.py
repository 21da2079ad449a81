"""The pages of lists, as services and what others say, and their tables of states."""

import re
from html import unescape

from visitors import Visitor, errors_beside, said
from walking import longest_form

from disclosure.facts.answers import NewVersion
from disclosure.facts.standings import Change


def add_service(visitor: Visitor, incident, name: str, state: str = "stopped"):
    path = f"/incidents/{incident}/records/service/new"
    sent = visitor.untouched(path)
    sent |= {
        "field_name-text": name,
        "field_area-choice": "online",
        "field_state-choice": state,
        "standing": "confirmed",
        "go": "list",
    }
    return visitor.send(path, sent)


def test_an_entry_is_added_changed_and_taken_back(ann, incident):
    page = add_service(ann, incident, "our website")
    assert "our website" in said(page)
    path = f"/incidents/{incident}/records/service/1"
    sent = ann.untouched(path)
    sent |= {"answer": "changed", "field_state-choice": "restored"}
    assert "State: Working again" in said(ann.send(path, sent))
    sent = ann.untouched(path)
    page = ann.send(path, sent | {"answer": "withdraw"})
    assert errors_beside(page) == {"change_reason": "Say why, in a few words."}
    page = ann.send(path, sent | {"answer": "withdraw", "change_reason": "listed twice"})
    assert "Nothing is listed yet." in said(page)
    assert ann.get(path).status_code == 404


def test_what_an_entry_lacks_is_said_beside_its_field(ann, incident):
    path = f"/incidents/{incident}/records/service/new"
    sent = ann.untouched(path)
    page = ann.send(path, sent)
    assert page.status_code == 422
    assert set(errors_beside(page)) == {
        "field_name-text",
        "field_area-choice",
        "field_state-choice",
        "standing",
    }


def test_states_are_brought_up_to_date_in_one_table(ann, incident, clock):
    add_service(ann, incident, "website")
    add_service(ann, incident, "tills")
    clock.go_on(hours=1)
    path = f"/incidents/{incident}/records/service"
    sent = ann.untouched(path)
    sent |= {"row_1-state": "open", "row_2-still": "y"}
    page = ann.send(path, sent)
    assert "2 answers are recorded." in said(page)
    page = ann.get(f"/incidents/{incident}/records/service/1")
    assert "State Open" in said(page)


def test_a_table_upon_an_old_state_shows_both_and_asks_again(ann, bob, incident):
    add_service(ann, incident, "website")
    path = f"/incidents/{incident}/records/service"
    of_bob = bob.untouched(path)
    of_ann = ann.untouched(path)
    ann.send(path, of_ann | {"row_1-state": "open"})
    page = bob.send(path, of_bob | {"row_1-state": "delayed"})
    assert page.status_code == 409
    assert "Theirs: open." in errors_beside(page)["row_1-state"]
    assert longest_form(page.text).untouched()["row_1-state"] == "delayed"


def test_entries_move_up_and_down(ann, incident):
    add_service(ann, incident, "website")
    add_service(ann, incident, "tills")
    path = f"/incidents/{incident}/records/service"
    ann.get(path)
    page = ann.post(f"{path}/2/move", way="up")
    words = said(page)
    assert words.index("1. tills") < words.index("2. website")
    # The fold stays open for whoever is still moving things about.
    assert '<details class="govuk-details" id="order" open>' in page.text


def test_a_service_that_others_say_is_down_is_shown_with_their_words(ann, incident):
    add_service(ann, incident, "website", "open")
    path = f"/incidents/{incident}/records/outside_claim/new"
    sent = ann.untouched(path)
    sent |= {"field_by-choice": "customers", "field_said-text": "the website is down"}
    ann.send(path, sent | {"field_about-choice": "service:1", "standing": "confirmed"})
    words = said(ann.get(f"/incidents/{incident}/records/service"))
    assert "website is recorded as open, but others say: “the website is down”." in words
    assert "Next: ways to pay" in words


BREACH = "Report a personal data breach to the Information Commission"


def test_the_duty_a_body_was_told_under_is_chosen_by_its_title(ann, incident):
    path = f"/incidents/{incident}/records/body/new"
    page = ann.get(path)
    options = dict(re.findall(r'<option value="([^"]*)">([^<]+)</option>', page.text))
    assert unescape(options["uk.gdpr.33"]) == BREACH
    assert not [words for words in options.values() if re.fullmatch(r"[a-z]+(\.[\w-]+)+", words)]
    sent = longest_form(page.text).untouched()
    sent |= {
        "field_name-text": "the Information Commission",
        "field_type-choice": "data-protection",
        "field_state-choice": "planned",
        "standing": "confirmed",
    }
    refused = ann.send(path, sent | {"field_obligation-choice": "uk.gdpr.99"})
    assert errors_beside(refused) == {
        "field_obligation-choice": "This is not one of the options. Choose one."
    }
    page = ann.send(path, sent | {"field_obligation-choice": "uk.gdpr.33"})
    assert f"Duty it answers: {BREACH}" in said(page)
    assert "uk.gdpr.33" not in said(page)
    page = ann.get(f"/incidents/{incident}/records/body/1")
    assert longest_form(page.text).untouched()["field_obligation-choice"] == "uk.gdpr.33"


def test_what_somebody_speaks_of_is_chosen_by_its_name(ann, incident):
    add_service(ann, incident, "our website")
    page = ann.get(f"/incidents/{incident}/records/outside_claim/new")
    options = dict(re.findall(r'<option value="([^"]*)">([^<]+)</option>', page.text))
    assert options["service:1"] == "our website"
    assert options["personal_data.involved"] == "Is personal data involved?"
    assert options["service"] == "Services: as a whole"


def test_what_was_named_before_stays_to_be_chosen_though_it_is_ruled_out(
    desk, people, ann, incident
):
    fields = {"name": "the FCA", "type": "financial", "state": "planned"}
    named = fields | {"obligation": "uk.law.of-another-day"}
    new = NewVersion("body:new", 0, Change.FIRST, fields=named)
    desk.facts.record(people[0], incident, [new])
    page = ann.get(f"/incidents/{incident}/records/body/1")
    sent = longest_form(page.text).untouched()
    assert sent["field_obligation-choice"] == "uk.law.of-another-day"


def test_what_was_typed_of_an_entry_can_be_thrown_away(ann, incident):
    add_service(ann, incident, "website")
    for entry in ("new", "1"):
        path = f"/incidents/{incident}/records/service/{entry}"
        ann.get(path)
        headers = {"X-CSRFToken": ann.form_token()}
        kept = {"fields": {"field_name-text": "tills"}}
        assert ann.client.post(f"{path}/typing", json=kept, headers=headers).status_code == 200
        page = ann.get(path)
        assert "What you typed is back" in said(page)
        assert f'action="{path}/typing/discard"' in page.text
        page = ann.post(f"{path}/typing/discard")
        assert page.request.path == path
        assert "What you typed is back" not in said(page)
        assert "tills" not in page.text


def test_an_entry_changed_by_two_is_asked_again(ann, bob, incident):
    add_service(ann, incident, "website")
    path = f"/incidents/{incident}/records/service/1"
    of_bob = bob.untouched(path)
    of_ann = ann.untouched(path)
    ann.send(path, of_ann | {"answer": "changed", "field_state-choice": "open"})
    page = bob.send(path, of_bob | {"answer": "changed", "field_state-choice": "delayed"})
    assert page.status_code == 409
    assert "Ann Lee answered this at 09:00" in errors_beside(page)["answer"]
    assert longest_form(page.text).untouched()["field_state-choice"] == "delayed"

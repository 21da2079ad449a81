"""The pages of facts, as somebody at a browser meets them."""

import re
from html import unescape

import pytest
from desks import PASSWORD
from visitors import Visitor, errors_beside, said

from disclosure.facts.answers import NewVersion
from disclosure.facts.standings import Change
from disclosure.signoff.people import Role
from disclosure.web.app import create_app

KIND, CAUSE = "fact_incident__kind", "fact_incident__cause"
CYBER = {f"{KIND}__given__choice": "cyber", f"{KIND}__standing": "confirmed"}
OUTAGE = CYBER | {f"{KIND}__given__choice": "outage"}


@pytest.fixture
def app(desk):
    return create_app(desk)


@pytest.fixture
def people(setting):
    return setting.person("Ann Lee"), setting.person("Bob Hay")


@pytest.fixture
def incident(setting, people):
    return setting.incident(people[0], "Tills down", people[1])


@pytest.fixture
def at(app):
    """Sit somebody down at a browser."""

    def at(person) -> Visitor:
        visitor = Visitor(app)
        visitor.sign_in(person.email, PASSWORD)
        return visitor

    return at


@pytest.fixture
def ann(at, people, incident):
    return at(people[0])


@pytest.fixture
def bob(at, people, incident):
    return at(people[1])


def fields_of(page) -> dict[str, str]:
    """Give the fields of the long form as a browser would send them back untouched."""
    form = max(re.findall(r"<form.*?</form>", page.text, re.DOTALL), key=len)
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]*)"', tag)
        is_open = kind and kind[1] in ("radio", "checkbox") and " checked" not in tag
        if name and not is_open:
            sent[name[1]] = unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\s?(.*?)</textarea>', form):
        sent[name] = unescape(text)
    for name, body in re.findall(
        r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        options = re.findall(r"<option( selected)?[^>]*value=\"([^\"]*)\"", body)
        options += [(s, v) for v, s in re.findall(r'<option value="([^"]*)"( selected)', body)]
        chosen = [value for selected, value in options if selected] or [options[0][1]]
        sent[name] = unescape(chosen[0])
    return sent


def fill(visitor: Visitor, path: str, **fields):
    """Open a page, type something, and send it with everything else untouched."""
    page = visitor.get(path)
    assert page.status_code == 200
    return visitor.client, fields_of(page) | {
        re.sub("__(given|answer|standing)", r"-\1", name).replace("given__", "given-"): value
        for name, value in fields.items()
    }


def send(visitor: Visitor, path: str, sent: dict[str, str]):
    return visitor._read(visitor.client.post(path, data=sent, follow_redirects=True))


@pytest.fixture
def path(incident):
    return f"/incidents/{incident}/facts/what-happened"


# ---- The road --------------------------------------------------------------------------------


def test_the_road_shows_every_page_and_how_far_it_is(ann, incident):
    page = ann.get(f"/incidents/{incident}/facts")
    assert said(page).count("Not started") == 11


def test_every_page_and_every_list_opens(ann, desk, incident):
    catalogue = desk.library.catalogue
    for each in catalogue.intake:
        assert ann.get(f"/incidents/{incident}/facts/{each.id}").status_code == 200
    for record in catalogue.vocabulary.records:
        assert ann.get(f"/incidents/{incident}/records/{record}").status_code == 200
        assert ann.get(f"/incidents/{incident}/records/{record}/new").status_code == 200


def test_a_question_is_found_by_the_name_of_its_fact(ann, incident):
    page = ann.client.get(f"/incidents/{incident}/facts/ask/incident.kind")
    assert page.location.endswith(f"/facts/what-happened#{KIND}")
    assert ann.get(f"/incidents/{incident}/facts/ask/nothing").status_code == 404


@pytest.mark.parametrize("rest", ["facts/nothing", "records/nothing", "records/service/nothing"])
def test_what_is_not_there_is_not_found(ann, incident, rest):
    assert ann.get(f"/incidents/{incident}/{rest}").status_code == 404


def test_whoever_may_not_record_reads_and_is_offered_no_field(at, setting, people, incident, path):
    eve = setting.person("Eve Ray", Role.APPROVER)
    setting.desk.incidents.add(people[0], incident, eve.id)
    visitor = at(eve)
    page = visitor.get(path)
    assert "Save" not in said(page)
    assert "Nothing recorded." in said(page)
    sent = {"csrf_token": visitor.form_token()}
    assert visitor.client.post(path, data=sent).status_code == 403


# ---- Answering -------------------------------------------------------------------------------


def test_an_answer_is_recorded_and_shown_with_its_source(ann, path):
    _, sent = fill(ann, path, source="incident call", **CYBER)
    page = send(ann, path, sent | {"go": "stay"})
    assert "1 answer is recorded." in said(page)
    assert "Cyber incident" in said(page)
    assert "Source: incident call." in said(page)


def test_saving_leads_on_along_the_road(ann, incident, path):
    _, sent = fill(ann, path)
    assert send(ann, path, sent | {"go": "next"}).request.path.endswith("/facts/when")
    assert send(ann, path, sent | {"go": "list"}).request.path.endswith("/facts")


def test_an_untouched_page_sent_back_records_nothing(ann, path, desk, people, incident):
    _, sent = fill(ann, path, **CYBER)
    send(ann, path, sent)
    _, sent = fill(ann, path)
    page = send(ann, path, sent | {"go": "stay"})
    assert "1 answer is recorded." not in said(page)
    view = desk.facts.page(people[0], incident, "what-happened")
    assert [len(asked.history) for asked in view.facts if asked.history] == [1]


def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(ann, path):
    cause = f"{CAUSE}-given-text"
    _, sent = fill(ann, path, **CYBER)
    page = send(ann, path, sent | {cause: "<b>a fault</b>", f"{CAUSE}-standing": "confirmed"})
    assert page.status_code == 422
    assert "HTML or template code" in errors_beside(page)[cause]
    assert "&lt;b&gt;a fault&lt;/b&gt;" in page.text
    assert fields_of(page)[f"{KIND}-given-choice"] == "cyber"
    assert f'<a href="#{cause}">' in page.text
    # Nothing is half-written.
    assert "1 answer is recorded." not in said(ann.get(path))


def test_still_true_takes_one_press(ann, path, desk, people, incident, clock):
    _, sent = fill(ann, path, **CYBER)
    send(ann, path, sent)
    clock.go_on(hours=1)
    _, sent = fill(ann, path)
    page = send(ann, path, sent | {"still": "incident.kind"})
    assert "Found still true by Ann Lee" in said(page)
    view = desk.facts.page(people[0], incident, "what-happened")
    assert view.facts[0].current.change is Change.RE_CONFIRMS


def test_a_recorded_time_is_said_with_its_weekday_and_a_day_alone_asks_for_the_hour(ann, incident):
    """A date typed in another country's order falls on another weekday."""
    path = f"/incidents/{incident}/facts/when"
    found = "fact_incident__detected_at"
    _, sent = fill(ann, path)
    sent |= {f"{found}-given-how": "part", f"{found}-given-day": "3/4/2026"}
    page = send(ann, path, sent | {f"{found}-standing": "confirmed", "go": "stay"})
    assert "“When it was detected as an incident”: Friday 3 April 2026." in page.text
    assert "Only the day is recorded; add the hour if the logs have it." in said(page)


def test_still_true_saves_what_else_was_typed(ann, path, desk, people, incident):
    _, sent = fill(ann, path, **CYBER)
    send(ann, path, sent)
    _, sent = fill(ann, path)
    sent |= {f"{CAUSE}-given-text": "a fault", f"{CAUSE}-standing": "confirmed"}
    page = send(ann, path, sent | {"still": "incident.kind"})
    assert "2 answers are recorded." in said(page)


def test_a_refused_certainty_stands_beside_its_list(ann, path):
    _, sent = fill(ann, path, **{f"{KIND}__given__choice": "cyber"})
    page = send(ann, path, sent)
    assert page.status_code == 422
    assert errors_beside(page) == {
        f"{KIND}-standing": "Say how well this is known. A guess is not established."
    }


def test_an_impossible_order_is_said_beside_the_time(ann, incident):
    path = f"/incidents/{incident}/facts/when"
    began, found = "fact_incident__occurred_at-given", "fact_incident__detected_at-given"
    _, sent = fill(ann, path)
    sent |= {f"{began}-how": "exact", f"{began}-date": "2026-11-23", f"{began}-time": "08:00"}
    sent |= {f"{found}-how": "exact", f"{found}-date": "2026-11-23", f"{found}-time": "07:00"}
    for name in (began, found):
        sent[name.replace("-given", "-standing")] = "confirmed"
    page = send(ann, path, sent)
    assert page.status_code == 422
    (words,) = errors_beside(page).values()
    assert words.startswith("This lies before “When it began, as far as is known”")


# ---- Two people ------------------------------------------------------------------------------


def test_two_answers_to_one_question_are_both_shown_and_neither_is_lost(
    ann, bob, path, desk, people, incident
):
    _, of_bob = fill(bob, path, **OUTAGE)
    of_bob |= {f"{CAUSE}-given-text": "a fault in the tills", f"{CAUSE}-standing": "suspected"}
    of_bob[f"{CAUSE}-basis"] = "the night shift"
    _, of_ann = fill(ann, path, **CYBER)
    send(ann, path, of_ann)

    page = send(bob, path, of_bob)
    assert page.status_code == 409
    assert "Ann Lee answered this at 09:00, while you were typing." in said(page)
    assert "Cyber incident" in said(page)
    kept = fields_of(page)
    assert kept[f"{KIND}-given-choice"] == "outage"
    assert kept[f"{CAUSE}-given-text"] == "a fault in the tills"
    view = desk.facts.page(people[0], incident, "what-happened")
    assert [asked.question.key for asked in view.facts if asked.current] == ["incident.kind"]

    # Bob keeps what Ann has recorded; his other answer is recorded now.
    page = send(bob, path, kept | {f"{KIND}-answer": "leave", "go": "stay"})
    assert "1 answer is recorded." in said(page)
    view = desk.facts.page(people[0], incident, "what-happened")
    assert view.facts[0].current.value == "cyber"


def test_the_second_answer_can_replace_the_first_knowingly(ann, bob, path, desk, people, incident):
    _, of_bob = fill(bob, path, **OUTAGE)
    _, of_ann = fill(ann, path, **CYBER)
    send(ann, path, of_ann)
    kept = fields_of(send(bob, path, of_bob))
    wrong = {f"{KIND}-answer": "wrong", f"{KIND}-change_reason": "no attacker"}
    send(bob, path, kept | wrong)
    current = desk.facts.page(people[0], incident, "what-happened").facts[0].current
    assert (current.number, current.value, current.recorded_by) == (2, "outage", "Bob Hay")


def test_an_answer_taken_back_meanwhile_is_said_beside_the_new_one(
    ann, bob, path, desk, people, incident
):
    _, sent = fill(ann, path, **CYBER)
    send(ann, path, sent)
    _, of_bob = fill(bob, path)
    back = NewVersion("incident.kind", 1, Change.WITHDRAWN, change_reason="too early")
    desk.facts.record(people[0], incident, [back])
    page = send(bob, path, of_bob | {f"{KIND}-answer": "changed", f"{KIND}-given-choice": "outage"})
    assert page.status_code == 409
    assert "Ann Lee answered this" in errors_beside(page)[f"{KIND}-given-choice"]
    send(bob, path, fields_of(page))
    current = desk.facts.page(people[0], incident, "what-happened").facts[0].current
    assert (current.number, current.value) == (3, "outage")


def test_a_page_sent_twice_records_once(ann, path, desk, people, incident):
    _, sent = fill(ann, path, **CYBER)
    send(ann, path, sent)
    assert send(ann, path, sent).status_code == 200
    view = desk.facts.page(people[0], incident, "what-happened")
    assert len(view.facts[0].history) == 1


# ---- Typing ----------------------------------------------------------------------------------


def keep(visitor: Visitor, path: str, body: object, token: str):
    headers = {"X-CSRFToken": token}
    return visitor.client.post(f"{path}/typing", json=body, headers=headers)


def test_typing_comes_back_after_a_crash_and_goes_once_it_is_recorded(ann, path):
    page = ann.get(path)
    shown = {f"{KIND}-given-choice": "outage", f"{CAUSE}-given-text": "a fau"}
    assert keep(ann, path, {"fields": shown}, ann.form_token()).status_code == 200
    page = ann.get(path)
    assert "What you typed is back" in said(page)
    sent = fields_of(page)
    assert sent[f"{KIND}-given-choice"] == "outage"
    assert sent[f"{CAUSE}-given-text"] == "a fau"
    known = {f"{KIND}-standing": "confirmed", f"{CAUSE}-standing": "confirmed"}
    page = send(ann, path, sent | known | {"go": "stay"})
    assert "2 answers are recorded." in said(page)
    assert f'<meta name="typing-done" content="{path}/typing">' in page.text
    assert "What you typed is back" not in said(ann.get(path))


def test_typing_can_be_thrown_away(ann, path):
    ann.get(path)
    keep(ann, path, {"fields": {"source": "a call"}}, ann.form_token())
    ann.get(path)
    page = ann.post(f"{path}/typing/discard")
    assert "What you typed is back" not in said(page)
    assert 'content="' + path + '/typing"' in page.text


@pytest.mark.parametrize("body", [{}, {"fields": []}, [], "x", {"fields": {"a": "x" * 200_001}}])
def test_what_is_no_typing_is_refused(ann, path, body):
    ann.get(path)
    assert keep(ann, path, body, ann.form_token()).status_code == 400


def test_what_was_left_alone_is_not_brought_back_over_a_newer_answer(
    ann, bob, path, desk, people, incident, clock
):
    desk.facts.record(
        people[0], incident, [NewVersion("incident.kind", 0, Change.FIRST, value="cyber")]
    )
    _, typed = fill(bob, path)
    keep(
        bob, path, {"fields": {k: v for k, v in typed.items() if "seen" not in k}}, bob.form_token()
    )
    clock.go_on(minutes=1)
    change = NewVersion("incident.kind", 1, Change.CHANGES, value="outage")
    desk.facts.record(people[0], incident, [change])
    page = bob.get(path)
    assert fields_of(page)[f"{KIND}-given-choice"] == "outage"
    page = send(bob, path, fields_of(page) | {"go": "stay"})
    assert page.status_code == 200


# ---- Lists -----------------------------------------------------------------------------------


def add_service(visitor: Visitor, incident, name: str, state: str = "stopped"):
    path = f"/incidents/{incident}/records/service/new"
    _, sent = fill(visitor, path)
    sent |= {
        "field_name-text": name,
        "field_area-choice": "online",
        "field_state-choice": state,
        "standing": "confirmed",
        "go": "list",
    }
    return send(visitor, path, sent)


def test_an_entry_is_added_changed_and_taken_back(ann, incident):
    page = add_service(ann, incident, "our website")
    assert "our website" in said(page)
    path = f"/incidents/{incident}/records/service/our-website"
    _, sent = fill(ann, path)
    sent |= {"answer": "changed", "field_state-choice": "restored"}
    assert "State: Working again" in said(send(ann, path, sent))
    _, sent = fill(ann, path)
    page = send(ann, path, sent | {"answer": "withdraw"})
    assert errors_beside(page) == {"change_reason": "Say why, in a few words."}
    page = send(ann, path, sent | {"answer": "withdraw", "change_reason": "listed twice"})
    assert "Nothing is listed yet." in said(page)
    assert ann.get(path).status_code == 404


def test_what_an_entry_lacks_is_said_beside_its_field(ann, incident):
    path = f"/incidents/{incident}/records/service/new"
    _, sent = fill(ann, path)
    page = send(ann, path, sent)
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
    _, sent = fill(ann, path)
    sent |= {"row_website-state": "open", "row_tills-still": "y"}
    page = send(ann, path, sent)
    assert "2 answers are recorded." in said(page)
    page = ann.get(f"/incidents/{incident}/records/service/website")
    assert "State Open" in said(page)


def test_a_table_upon_an_old_state_shows_both_and_asks_again(ann, bob, incident):
    add_service(ann, incident, "website")
    path = f"/incidents/{incident}/records/service"
    _, of_bob = fill(bob, path)
    _, of_ann = fill(ann, path)
    send(ann, path, of_ann | {"row_website-state": "open"})
    page = send(bob, path, of_bob | {"row_website-state": "delayed"})
    assert page.status_code == 409
    assert "Theirs: open." in errors_beside(page)["row_website-state"]
    assert fields_of(page)["row_website-state"] == "delayed"


def test_entries_move_up_and_down(ann, incident):
    add_service(ann, incident, "website")
    add_service(ann, incident, "tills")
    path = f"/incidents/{incident}/records/service"
    ann.get(path)
    page = ann.post(f"{path}/tills/move", way="up")
    words = said(page)
    assert words.index("1. tills") < words.index("2. website")
    # The fold stays open for whoever is still moving things about.
    assert '<details class="govuk-details" id="order" open>' in page.text


def test_a_service_that_others_say_is_down_is_shown_with_their_words(ann, incident):
    add_service(ann, incident, "website", "open")
    path = f"/incidents/{incident}/records/outside_claim/new"
    _, sent = fill(ann, path)
    sent |= {"field_by-choice": "customers", "field_said-text": "the website is down"}
    send(ann, path, sent | {"field_about-text": "service:website", "standing": "confirmed"})
    words = said(ann.get(f"/incidents/{incident}/records/service"))
    assert "website is recorded as open, but others say: “the website is down”." in words
    assert "Next: ways to pay" in words


def test_an_entry_changed_by_two_is_asked_again(ann, bob, incident):
    add_service(ann, incident, "website")
    path = f"/incidents/{incident}/records/service/website"
    _, of_bob = fill(bob, path)
    _, of_ann = fill(ann, path)
    send(ann, path, of_ann | {"answer": "changed", "field_state-choice": "open"})
    page = send(bob, path, of_bob | {"answer": "changed", "field_state-choice": "delayed"})
    assert page.status_code == 409
    assert "Ann Lee answered this at 09:00" in errors_beside(page)["answer"]
    assert fields_of(page)["field_state-choice"] == "delayed"

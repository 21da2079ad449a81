"""The pages of facts, as somebody at a browser meets them."""

import re
from html import unescape

import pytest
from visitors import Visitor, errors_beside, said, signed_in
from walking import SERVICE, longest_form

from disclosure.facts.answers import NewVersion
from disclosure.facts.standings import Change
from disclosure.signoff.people import Role

KIND, CAUSE = "fact_incident__kind", "fact_incident__cause"
CYBER = {f"{KIND}-given-choice": "cyber", f"{KIND}-standing": "confirmed"}
OUTAGE = CYBER | {f"{KIND}-given-choice": "outage"}


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


def test_whoever_may_not_record_reads_and_is_offered_no_field(app, setting, people, incident, path):
    eve = setting.person("Eve Ray", Role.APPROVER)
    setting.desk.incidents.add(people[0], incident, eve.id)
    visitor = signed_in(app, eve)
    page = visitor.get(path)
    assert "Save" not in said(page)
    assert "Nothing recorded." in said(page)
    sent = {"csrf_token": visitor.form_token()}
    assert visitor.client.post(path, data=sent).status_code == 403


# ---- Answering -------------------------------------------------------------------------------


def test_an_answer_is_recorded_and_shown_with_its_source(ann, path):
    sent = ann.untouched(path) | CYBER | {"source": "incident call"}
    page = ann.send(path, sent | {"go": "stay"})
    assert "1 answer is recorded." in said(page)
    assert "Cyber incident" in said(page)
    assert "Source: incident call." in said(page)


def test_an_answered_question_stays_where_it_was_and_says_that_it_is_answered(ann, path):
    def order(page):
        return re.findall(r'<section class="card question" id="(\w+)"', page.text)

    before = order(ann.get(path))
    ann.send(path, ann.untouched(path) | CYBER | {"go": "stay"})
    page = ann.get(path)
    assert order(page) == before
    assert before[0] == KIND
    assert said(page).count("Answered") == 1
    assert f"Still open: {len(before) - 1} of {len(before)}" in said(page)
    assert f'href="#{before[1]}"' in page.text


def test_saving_leads_on_along_the_road(ann, incident, path):
    sent = ann.untouched(path)
    assert ann.send(path, sent | {"go": "next"}).request.path.endswith("/facts/when")
    assert ann.send(path, sent | {"go": "list"}).request.path.endswith("/facts")


def test_an_untouched_page_sent_back_records_nothing(ann, path, desk, people, incident):
    sent = ann.untouched(path) | CYBER
    ann.send(path, sent)
    sent = ann.untouched(path)
    page = ann.send(path, sent | {"go": "stay"})
    assert "1 answer is recorded." not in said(page)
    view = desk.facts.page(people[0], incident, "what-happened")
    assert [len(asked.history) for asked in view.facts if asked.history] == [1]


def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(ann, path):
    cause = f"{CAUSE}-given-text"
    sent = ann.untouched(path) | CYBER
    page = ann.send(path, sent | {cause: "<b>a fault</b>", f"{CAUSE}-standing": "confirmed"})
    assert page.status_code == 422
    assert "HTML or template code" in errors_beside(page)[cause]
    assert "&lt;b&gt;a fault&lt;/b&gt;" in page.text
    assert longest_form(page.text).untouched()[f"{KIND}-given-choice"] == "cyber"
    assert f'<a href="#{cause}">' in page.text
    # Nothing is half-written.
    assert "1 answer is recorded." not in said(ann.get(path))


def test_still_true_takes_one_press(ann, path, desk, people, incident, clock):
    sent = ann.untouched(path) | CYBER
    ann.send(path, sent)
    clock.go_on(hours=1)
    sent = ann.untouched(path)
    page = ann.send(path, sent | {"still": "incident.kind"})
    assert "Found still true by Ann Lee" in said(page)
    view = desk.facts.page(people[0], incident, "what-happened")
    assert view.facts[0].current.change is Change.RE_CONFIRMS


def test_a_recorded_time_is_said_with_its_weekday_and_a_day_alone_asks_for_the_hour(ann, incident):
    """A date typed in another country's order falls on another weekday."""
    path = f"/incidents/{incident}/facts/when"
    found = "fact_incident__detected_at"
    sent = ann.untouched(path)
    sent |= {f"{found}-given-how": "part", f"{found}-given-day": "3/4/2026"}
    page = ann.send(path, sent | {f"{found}-standing": "confirmed", "go": "stay"})
    assert "“When it was detected as an incident”: Friday 3 April 2026." in page.text
    assert "Only the day is recorded; add the hour if the logs have it." in said(page)


def test_still_true_saves_that_answer_alone_and_keeps_what_else_was_typed(ann, path):
    sent = ann.untouched(path) | CYBER
    ann.send(path, sent)
    sent = ann.untouched(path)
    sent |= {f"{CAUSE}-given-text": "a fault", f"{CAUSE}-standing": "confirmed"}
    page = ann.send(path, sent | {"still": "incident.kind"})
    assert "1 answer is recorded." in said(page)
    assert "What you typed is back" in said(page)
    kept = ann.untouched(path)
    assert (kept[f"{CAUSE}-given-text"], kept[f"{CAUSE}-standing"]) == ("a fault", "confirmed")
    assert "2 answers" not in said(ann.send(path, kept))


def test_a_refused_certainty_stands_beside_its_list(ann, path):
    sent = ann.untouched(path) | {f"{KIND}-given-choice": "cyber"}
    page = ann.send(path, sent)
    assert page.status_code == 422
    assert errors_beside(page) == {
        f"{KIND}-standing": "Say how well this is known. A guess is not established."
    }


def test_each_line_of_the_summary_names_its_question(ann, path):
    sent = ann.untouched(path) | {f"{KIND}-given-choice": "cyber", f"{CAUSE}-given-text": "a fault"}
    page = said(ann.send(path, sent))
    summary = page[page.index("There is a problem") : page.index("Page 1 of")]
    wrong = "Say how well this is known. A guess is not established."
    labels = [asked(ann, key).rstrip(":") for key in (KIND, CAUSE)]
    for label in labels:
        assert f"{label}{'' if label.endswith('?') else ':'} {wrong}" in summary
    assert summary.count(wrong) == 2


def asked(visitor, name):
    """Give the label of a question on the page at hand."""
    return unescape(re.search(rf'id="{name}-label">([^<]+)<', visitor.page.text)[1])


def test_the_clocks_of_an_instant_are_folded_and_counted(ann, incident):
    page = ann.get(f"/incidents/{incident}/facts/when").text
    folded = re.findall(r"<details.*?</details>", page, re.DOTALL)
    counted = [each for each in folded if re.search(r"\d+ clocks may count from here", each)]
    report = "Report a personal data breach to the Information Commission"
    assert any(report in each for each in counted)
    assert report not in re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)


def test_a_negative_number_is_called_that(ann, incident):
    path = f"/incidents/{incident}/facts/personal-data"
    name = next(each for each in ann.untouched(path) if each.endswith("-given-number"))
    sent = {**ann.untouched(path), name: "-5", name.replace("number", "quality"): "exact"}
    sent[name.replace("given-number", "standing")] = "confirmed"
    page = ann.send(path, sent)
    assert errors_beside(page)[name] == "This number cannot be negative. Write it without the sign."


def test_an_impossible_order_is_said_beside_the_time(ann, incident):
    path = f"/incidents/{incident}/facts/when"
    began, found = "fact_incident__occurred_at-given", "fact_incident__detected_at-given"
    sent = ann.untouched(path)
    sent |= {f"{began}-how": "exact", f"{began}-date": "2026-11-23", f"{began}-time": "08:00"}
    sent |= {f"{found}-how": "exact", f"{found}-date": "2026-11-23", f"{found}-time": "07:00"}
    for name in (began, found):
        sent[name.replace("-given", "-standing")] = "confirmed"
    page = ann.send(path, sent)
    assert page.status_code == 422
    (words,) = errors_beside(page).values()
    assert words.startswith("This lies before “When it began, as far as is known”")


# ---- Two people ------------------------------------------------------------------------------


def test_two_answers_to_one_question_are_both_shown_and_neither_is_lost(
    ann, bob, path, desk, people, incident
):
    of_bob = bob.untouched(path) | OUTAGE
    of_bob |= {f"{CAUSE}-given-text": "a fault in the tills", f"{CAUSE}-standing": "suspected"}
    of_bob[f"{CAUSE}-basis"] = "the night shift"
    of_ann = ann.untouched(path) | CYBER
    ann.send(path, of_ann)

    page = bob.send(path, of_bob)
    assert page.status_code == 409
    assert "Ann Lee answered this at 09:00, while you were typing." in said(page)
    assert "Cyber incident" in said(page)
    kept = longest_form(page.text).untouched()
    assert kept[f"{KIND}-given-choice"] == "outage"
    assert kept[f"{CAUSE}-given-text"] == "a fault in the tills"
    view = desk.facts.page(people[0], incident, "what-happened")
    assert [asked.question.key for asked in view.facts if asked.current] == ["incident.kind"]

    # Bob keeps what Ann has recorded; his other answer is recorded now.
    page = bob.send(path, kept | {f"{KIND}-answer": "leave", "go": "stay"})
    assert "1 answer is recorded." in said(page)
    view = desk.facts.page(people[0], incident, "what-happened")
    assert view.facts[0].current.value == "cyber"


def test_the_second_answer_can_replace_the_first_knowingly(ann, bob, path, desk, people, incident):
    of_bob = bob.untouched(path) | OUTAGE
    of_ann = ann.untouched(path) | CYBER
    ann.send(path, of_ann)
    kept = longest_form(bob.send(path, of_bob).text).untouched()
    wrong = {f"{KIND}-answer": "wrong", f"{KIND}-change_reason": "no attacker"}
    bob.send(path, kept | wrong)
    current = desk.facts.page(people[0], incident, "what-happened").facts[0].current
    assert (current.number, current.value, current.recorded_by) == (2, "outage", "Bob Hay")


def test_an_answer_taken_back_meanwhile_is_said_beside_the_new_one(
    ann, bob, path, desk, people, incident
):
    sent = ann.untouched(path) | CYBER
    ann.send(path, sent)
    of_bob = bob.untouched(path)
    back = NewVersion("incident.kind", 1, Change.WITHDRAWN, change_reason="too early")
    desk.facts.record(people[0], incident, [back])
    page = bob.send(path, of_bob | {f"{KIND}-answer": "changed", f"{KIND}-given-choice": "outage"})
    assert page.status_code == 409
    assert "Ann Lee answered this" in errors_beside(page)[f"{KIND}-given-choice"]
    bob.send(path, longest_form(page.text).untouched())
    current = desk.facts.page(people[0], incident, "what-happened").facts[0].current
    assert (current.number, current.value) == (3, "outage")


def test_a_page_sent_twice_records_once(ann, path, desk, people, incident):
    sent = ann.untouched(path) | CYBER
    ann.send(path, sent)
    assert ann.send(path, sent).status_code == 200
    view = desk.facts.page(people[0], incident, "what-happened")
    assert len(view.facts[0].history) == 1


def test_a_page_sent_again_with_another_answer_says_so_and_keeps_what_was_typed(
    ann, path, desk, people, incident
):
    sent = ann.untouched(path) | CYBER
    ann.send(path, sent)
    page = ann.send(path, sent | OUTAGE)
    assert page.status_code == 409
    assert "This form was sent before" in said(page)
    assert "You recorded another answer at" in errors_beside(page)[f"{KIND}-answer"]
    again = longest_form(page.text).untouched()
    assert again[f"{KIND}-given-choice"] == "outage"
    assert again["once"] != sent["once"]
    page = ann.send(path, again | {f"{KIND}-answer": "changed"})
    assert "1 answer is recorded." in said(page)
    view = desk.facts.page(people[0], incident, "what-happened")
    assert [version.value for version in view.facts[0].history] == ["cyber", "outage"]


def test_a_new_entry_sent_again_with_another_name_says_so_and_keeps_it(ann, incident):
    path = f"/incidents/{incident}/records/service/new"
    sent = ann.untouched(path) | SERVICE
    ann.send(path, sent)
    page = ann.send(path, sent | {"field_name-text": "Another name"})
    assert page.status_code == 409
    assert "the entry it made then is recorded" in said(page)
    again = longest_form(page.text).untouched()
    assert again["field_name-text"] == "Another name"
    assert "1 answer is recorded." in said(ann.send(path, again))


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
    sent = longest_form(page.text).untouched()
    assert sent[f"{KIND}-given-choice"] == "outage"
    assert sent[f"{CAUSE}-given-text"] == "a fau"
    known = {f"{KIND}-standing": "confirmed", f"{CAUSE}-standing": "confirmed"}
    page = ann.send(path, sent | known | {"go": "stay"})
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
    typed = bob.untouched(path)
    keep(
        bob, path, {"fields": {k: v for k, v in typed.items() if "seen" not in k}}, bob.form_token()
    )
    clock.go_on(minutes=1)
    change = NewVersion("incident.kind", 1, Change.CHANGES, value="outage")
    desk.facts.record(people[0], incident, [change])
    page = bob.get(path)
    assert longest_form(page.text).untouched()[f"{KIND}-given-choice"] == "outage"
    page = bob.send(path, longest_form(page.text).untouched() | {"go": "stay"})
    assert page.status_code == 200

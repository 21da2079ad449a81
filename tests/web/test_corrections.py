"""The pages of corrections as people meet them: read, drafted with one click, or left as it was."""

import re

import pytest
from noticed import a_table
from visitors import said
from walking import form_to

from builders import a_judgement
from disclosure.facts.standings import Change
from disclosure.services.submission_checks import Giving

EMAIL, CORRECTION = "voluntary.email.customers", "voluntary.correction.customers"
SINCE = "Services have been affected since Saturday 19 April."
WAS = f"Harcourt & Vale plc is dealing with a cyber incident. {SINCE}"
NOW = f"Harcourt & Vale plc is dealing with a ransomware attack. {SINCE}"


@pytest.fixture
def table(setting):
    """Give an incident whose email went out, and whose description changed an hour later."""
    made = a_table(setting)
    made.judge(a_judgement("inside_information", "no", made_at=setting.clock()))
    setting.clock.go_on(minutes=1)
    made.release(EMAIL)
    giving = Giving("everybody on the list", "email", setting.clock())
    made.submissions.record(made.counsel, made.incident, EMAIL, giving)
    setting.clock.go_on(hours=1)
    return made


@pytest.fixture
def here(table):
    return f"/incidents/{table.incident}/corrections"


def overtake(table, change=Change.CHANGES):
    table.record(table.next_version("incident.description", change, "a ransomware attack"))
    table.setting.desk.deadlines.rebuild()


def test_a_page_with_nothing_on_it_says_so(ada, here) -> None:
    assert "Nothing that was said has to be corrected." in said(ada.get(here))


def test_old_and_new_stand_side_by_side_with_what_is_to_be_done(ada, here, table) -> None:
    overtake(table)
    page = said(ada.get(here))
    part = page[page.index("Customers:") :]
    assert f"We said “{WAS}” Email to customers ," in part
    assert f"Now “{NOW}”" in part
    assert "by email" in part
    assert "Changed since What we know has changed since we said it." in part
    assert "[before: a cyber incident ] [now: a ransomware attack ]" in part
    assert "No law sets a time. Tell them as soon as the correction is approved." in part
    assert "Seen to by Ada Field." in part


def record(ada, table, value):
    """Change what the incident is, on its page of facts."""
    facts = f"/incidents/{table.incident}/facts"
    page = ada.get(f"{facts}/ask/incident.description")
    path = page.request.path
    form = form_to(page.text, path).untouched()
    name = "fact_incident__description"
    typed = {f"{name}-answer": "changed", f"{name}-given-text": value}
    return ada.send(path, {**form, **typed, "go": "list"})


def test_who_records_a_change_is_told_that_a_text_already_sent_no_longer_holds(
    ada, here, table
) -> None:
    page = record(ada, table, "a ransomware attack")
    assert "1 answer is recorded." in said(page)
    assert "1 text already sent no longer holds. See Corrections" in said(page)
    assert f'<a class="govuk-link" href="{here}">See Corrections</a>' in page.text
    assert "no longer hold" not in said(ada.get(f"/incidents/{table.incident}/facts"))


def test_who_finds_an_answer_still_true_reads_nothing_of_corrections(ada, table) -> None:
    page = ada.get(f"/incidents/{table.incident}/facts/ask/incident.description")
    path = page.request.path
    form = form_to(page.text, path).untouched()
    done = ada.send(path, {**form, "still": "incident.description"})
    assert "1 answer is recorded." in said(done)
    assert "Corrections" not in said(done)


def test_what_was_wrong_is_called_wrong(ada, here, table) -> None:
    overtake(table, Change.WRONG_WHEN_SAID)
    assert "Wrong when said It was not so when we said it." in said(ada.get(here))


def test_one_click_drafts_the_correction(ada, here, table) -> None:
    overtake(table)
    page = ada.get(f"{here}/new?audience=customers")
    assert "Correction to customers" in said(page)
    done = ada.post(f"{here}/new", audience="customers")
    assert done.request.path.endswith(f"/notices/{CORRECTION}")
    text = said(done)
    assert f"“{WAS}” That has changed. {NOW}" in text
    # What the sentence rests on stands beside it, the old fact and the new one.
    assert "Why we may say this: 2 facts" in text
    again = said(ada.get(here))
    assert "The correction is being worked on: Correction to customers" in again


def test_readers_who_need_no_correction_are_led_back(ada, here) -> None:
    for path in (f"{here}/new", f"{here}/new?audience=customers", f"{here}/let-stand"):
        page = ada.get(path)
        assert page.request.path == here
    assert ada.get(f"{here}/let-stand?release=x&sentence=y").status_code == 404


def test_an_approver_decides_not_to_correct_and_says_why(gita, here, table) -> None:
    overtake(table)
    page = gita.get(here)
    path = re.search(r'href="([^"]+/let-stand\?[^"]+)"', page.text)[1].replace("&amp;", "&")
    form = gita.untouched(path)
    refused = gita.send(f"{here}/let-stand", form)
    assert refused.status_code == 422
    assert "Say why these readers need not be told." in said(refused)
    done = said(gita.send(f"{here}/let-stand", {**form, "why": "It was on the page a minute."}))
    assert "Your decision not to correct the sentence is recorded with your name." in done
    assert "Gita Rao decided this" in done
    assert "It was on the page a minute." in done
    trail = said(gita.get(f"/incidents/{table.incident}/trail"))
    assert "Gita Rao decided not to correct a sentence of “Email to customers”." in trail


def test_who_may_not_decide_is_told_who_does(ada, here, table) -> None:
    overtake(table)
    assert "Decide not to correct it" not in said(ada.get(here))
    row = table.setting.desk.corrections.radar(table.drafter, table.incident).readers[0].rows[0]
    page = ada.get(f"{here}/let-stand?release={row.of.release.id.replace('#', '%23')}"
                   f"&sentence={row.sentence}")  # fmt: skip
    assert "An approver decides it." in said(page)


def test_the_pages_of_a_stale_text_lead_here(ada, here, table) -> None:
    overtake(table)
    for path in (f"/incidents/{table.incident}", f"/incidents/{table.incident}/notices/{EMAIL}"):
        assert f'href="{here}"' in ada.get(path).text

"""A text that went out and does not hold any more: marked wherever it stands, and told apart."""

import pytest
from noticed import PRESS, REPORT, a_table
from visitors import said, signed_in

from builders import a_judgement
from disclosure.facts.standings import Change
from disclosure.services.submission_checks import Giving

WRONG = "We are dealing with a cyber incident."
RIGHT = "We are dealing with a ransomware attack."
EMAIL, COLLECT = "voluntary.email.customers", "service:click-and-collect"
TELL = "Tell its readers what is so now: Personal data breach report"


@pytest.fixture
def table(setting):
    """Give an incident whose report was sent, and whose description changed an hour later."""
    made = a_table(setting)
    made.release(REPORT)
    reason = "The holiday."
    giving = Giving("ICO", "online form", setting.clock(), late_reason=reason)
    made.submissions.record(made.counsel, made.incident, REPORT, giving)
    setting.clock.go_on(hours=1)
    return made


def overtake(table):
    changed = table.next_version("incident.description", Change.CHANGES, "a ransomware attack")
    table.record(changed)
    table.setting.desk.deadlines.rebuild()


@pytest.mark.parametrize(
    "path",
    [
        "",
        f"/{REPORT}",
        f"/{REPORT}/text/now",
        f"/{REPORT}/versions",
        f"/{REPORT}/redline/1.1/1.1",
        f"/{REPORT}/approval",
        f"/{REPORT}/given",
        "/../files",
    ],
)
def test_every_page_of_a_text_says_that_it_no_longer_holds(ada, base, table, path) -> None:
    where = f"{base}{path}".replace("/notices/..", "")
    assert "No longer holds" not in said(ada.get(where))
    overtake(table)
    assert "No longer holds" in said(ada.get(where))


def test_what_is_wrong_now_is_quoted_with_what_is_so(ada, base, table) -> None:
    overtake(table)
    page = said(ada.get(f"{base}/{REPORT}"))
    found = page[page.index("Some of it no longer holds") : page.index("What was released")]
    assert f"“{WRONG}” Now: “{RIGHT}”" in found
    assert "[before: a cyber incident ] [now: a ransomware attack ]" in found
    assert "Sentence 1" not in found
    beside = page[page.index("What was released") :]
    assert f"Now wrong Now: “{RIGHT}”" in beside


def test_what_only_says_less_than_is_known_is_not_called_wrong(setting, app) -> None:
    table = a_table(setting)
    ada = signed_in(app, table.drafter)
    table.judge(a_judgement("inside_information", "no", made_at=setting.clock()))
    table.release(EMAIL)
    giving = Giving("everybody on the list", "email", setting.clock())
    table.submissions.record(table.counsel, table.incident, EMAIL, giving)
    setting.clock.go_on(hours=1)
    table.record(
        table.next_version(COLLECT, Change.CHANGES, detail="customers wait two days longer")
    )
    here = f"/incidents/{table.incident}"
    shown = ada.get(f"{here}/notices/{EMAIL}")
    assert '<span class="tag tag--soon">More is known now</span>' in shown.text
    page = said(shown)
    assert "More is known now than it says" in page
    assert "A drafter begins a new text where its readers should know." in page
    assert "No longer holds" not in page
    assert "Now wrong" not in page
    found = page[page.index("More is known than was said:") : page.index("What was released")]
    assert "“Click and Collect: delayed.” Now: “Click and Collect: delayed (customers wait" in found
    page = said(ada.get(f"{here}/corrections"))
    assert "More is known What we said left open what is known now." in page
    assert "Changed since" not in page


def test_what_nobody_read_is_folded_away(ada, base) -> None:
    page = ada.get(f"{base}/{REPORT}")
    assert "Not written yet:" not in said(page)
    assert "Not written when it went out, so its readers did not read it" in said(page)


def test_home_lists_what_the_overview_lists(ada, base, table) -> None:
    overtake(table)
    for path in ("/", f"/incidents/{table.incident}"):
        assert TELL in said(ada.get(path))
    ada.post(f"{base}/{REPORT}/begin-again")
    for path in ("/", f"/incidents/{table.incident}"):
        assert TELL not in said(ada.get(path))


def test_who_does_not_draft_is_not_asked_to(app, base, table) -> None:
    overtake(table)
    gita = signed_in(app, table.counsel)
    assert TELL not in said(gita.get("/"))


def test_a_refusal_stays_on_the_page_of_the_approval(ada, base, table) -> None:
    digest = table.request(PRESS)
    table.approvals.refuse(
        table.counsel, table.incident, PRESS, seen=digest, reason="Say what works."
    )
    assert "Refused before" not in said(ada.get(f"{base}/{PRESS}/approval"))
    changed = table.next_version("incident.description", Change.CHANGES, "a ransomware attack")
    table.record(changed)
    table.request(PRESS)
    page = said(ada.get(f"{base}/{PRESS}/approval"))
    assert "Refused before" in page
    assert "Gita Rao refused version 1" in page
    assert "What version 2 says instead" in page

"""Somebody who never saw the desk asks of a sentence: on which facts, and how sure are we?

By keyboard, without script, on a phone; every page on the way is held by axe.
"""

from acting import Somebody, Way, at_work
from desks import PASSWORD
from noticed import REPORT, Table, a_table
from playwright.sync_api import expect

from builders import a_judgement
from disclosure.facts.standings import Change
from disclosure.services.submission_checks import Giving

EMAIL = "voluntary.email.customers"
SENTENCE = "We are dealing with a cyber incident."
LABEL = "What it is, in a few words"
BESIDE = 48
"""So many pixels away, what stands beside a sentence is seen to belong to it."""


def signed_in(somebody: Somebody, table: Table) -> None:
    somebody.open("/sign-in")
    somebody.write("Email address", table.drafter.email)
    somebody.write("Password", PASSWORD)
    somebody.press("Sign in")


def fits(somebody: Somebody) -> bool:
    """Say whether nothing of the page lies beside the screen."""
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return not somebody.page.evaluate(wide)


def test_the_facts_beneath_a_sentence_and_how_sure_they_are_are_seen_beside_it(
    way, browser, setting, address
):
    table = a_table(setting)
    width = {Way.SCRIPT: 1280, Way.NO_SCRIPT: 320, Way.KEYBOARD: 375}[way]
    with at_work(browser, address, way, width=width) as secretary:
        signed_in(secretary, table)
        secretary.open(f"/incidents/{table.incident}/notices/{REPORT}/text/now")
        secretary.follow("On which facts each sentence rests, and how sure they are")
        row = secretary.page.locator(".draft__row").filter(has_text=SENTENCE).first
        why = row.get_by_text("Why we may say this: 1 fact")
        assert why.is_visible()
        assert row.get_by_text("Established", exact=True).first.is_visible()
        sentence = row.get_by_text(SENTENCE, exact=True).bounding_box()
        beside = row.locator("summary").first.bounding_box()
        if width == 1280:
            assert abs(beside["y"] - sentence["y"]) < BESIDE
        else:
            below = sentence["y"] + sentence["height"]
            assert 0 <= beside["y"] - below < 2 * BESIDE
        secretary.unfold(f"Why we may say this: 1 fact, beneath: {SENTENCE}")
        fact = row.get_by_role("link", name=LABEL, exact=True)
        expect(fact).to_be_visible()
        held = table.fact("incident.description")
        assert held.support.source in row.inner_text()
        assert fits(secretary)
        secretary.follow(LABEL, within=f"[id='{row.get_attribute('id')}']")
        secretary.sees(LABEL)


def test_a_correction_is_compared_read_and_found_on_what_was_said(way, browser, setting, address):
    table = a_table(setting)
    table.judge(a_judgement("inside_information", "no", made_at=setting.clock()))
    setting.clock.go_on(minutes=1)
    table.release(EMAIL)
    giving = Giving("everybody on the list", "email", setting.clock())
    table.submissions.record(table.counsel, table.incident, EMAIL, giving)
    setting.clock.go_on(hours=1)
    table.record(table.next_version("incident.description", Change.CHANGES, "a power failure"))
    here = f"/incidents/{table.incident}"
    width = {Way.SCRIPT: 375, Way.NO_SCRIPT: 320, Way.KEYBOARD: 1280}[way]
    with at_work(browser, address, way, width=width) as secretary:
        signed_in(secretary, table)
        secretary.open(f"{here}/said")
        secretary.sees("Changed since")
        assert fits(secretary)
        secretary.open(f"{here}/corrections")
        assert fits(secretary)
        secretary.follow("Draft the correction for: Customers")
        assert fits(secretary)
        secretary.open(f"{here}/notices/{EMAIL}/redline/1.1/now")
        secretary.sees("Words taken out are struck through")
        assert secretary.page.locator("main ins").count() > 1
        assert fits(secretary)
        secretary.unfold("The whole text with its changes")
        assert fits(secretary)
        secretary.open(f"{here}/notices/{EMAIL}")
        secretary.sees("What this rested on: ")
        assert fits(secretary)

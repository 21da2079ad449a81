"""What was said and the list of notices: by keyboard, without script, on a phone, held by axe."""

import re

from acting import Somebody, Way, at_work
from desks import PASSWORD
from noticed import ANNOUNCEMENT, REPORT, Table, a_table
from playwright.sync_api import expect

from disclosure.facts.standings import Change
from disclosure.services.submission_checks import Giving

LABEL = "What it is, in a few words"
ICO = "Information Commissioner (ICO)"
WORDS = f"the words on {ICO}, {LABEL}"
NARROW = 320


def give(table: Table, name: str) -> None:
    table.release(name)
    giving = Giving("them", "online form", table.setting.clock(), late_reason="The holiday.")
    table.submissions.record(table.counsel, table.incident, name, giving)
    table.setting.clock.go_on(hours=1)


def an_untrue_text(setting) -> Table:
    """Give an incident whose report was overtaken, and whose market has heard the news."""
    table = a_table(setting)
    give(table, REPORT)
    table.record(table.next_version("incident.description", Change.CHANGES, "an attack"))
    table.setting.clock.go_on(minutes=1)
    give(table, ANNOUNCEMENT)
    return table


def fits(somebody: Somebody) -> bool:
    """Say whether nothing of the page lies beside the screen."""
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return not somebody.page.evaluate(wide)


def test_what_was_said_is_read_and_followed_to_its_correction(way, browser, setting, address):
    table = an_untrue_text(setting)
    width = {Way.SCRIPT: 1280, Way.NO_SCRIPT: NARROW, Way.KEYBOARD: 375}[way]
    with at_work(browser, address, way, width=width) as somebody:
        somebody.open("/sign-in")
        somebody.write("Email address", table.drafter.email)
        somebody.write("Password", PASSWORD)
        somebody.press("Sign in")
        somebody.open(f"/incidents/{table.incident}")
        somebody.follow("Said", within="[aria-label='This incident']")
        assert fits(somebody)
        headings = somebody.page.locator("main h2").all_inner_texts()
        assert headings[0] == "Told, and no longer so"
        somebody.sees("Changed since")
        somebody.sees("Told differently")

        summary = somebody.page.locator("summary").filter(has_text=re.compile(re.escape(WORDS)))
        words = summary.first.locator("xpath=..").get_by_text("“We are dealing with a cyber")
        assert not words.is_visible()
        somebody.unfold(WORDS)
        expect(words).to_be_visible()

        somebody.select("Who was told", "The market")
        somebody.press("Show these")
        assert "Changed since" not in somebody.words
        assert fits(somebody)
        somebody.follow("Show everything")
        region = somebody.page.locator("tr").filter(has_text=LABEL).first
        link = region.get_by_role("link").filter(has_text=f": {ICO}, {LABEL}").first
        assert link.get_attribute("href").startswith(f"/incidents/{table.incident}/corrections/")


def test_the_list_of_texts_is_unfolded_and_narrowed(way, browser, setting, address):
    table = a_table(setting)
    width = {Way.SCRIPT: 1280, Way.NO_SCRIPT: NARROW, Way.KEYBOARD: 375}[way]
    with at_work(browser, address, way, width=width) as somebody:
        somebody.open("/sign-in")
        somebody.write("Email address", table.drafter.email)
        somebody.write("Password", PASSWORD)
        somebody.press("Sign in")
        somebody.open(f"/incidents/{table.incident}/notices")
        assert fits(somebody)
        press = somebody.page.locator("details").get_by_role("link", name="Press statement")
        assert not press.is_visible()
        somebody.unfold("Press and public, not begun")
        expect(press).to_be_visible()
        somebody.select("Who reads it", "Press and public")
        somebody.press("Show these")
        assert fits(somebody)
        somebody.follow("Press statement", within="main")

"""The long pages on a phone: nothing lies beside the screen, and their parts are one step away."""

import re

import pytest
from acting import Way, at_work
from desks import PASSWORD
from playwright.sync_api import expect
from test_said import an_untrue_text, fits

PAGES = ("trail", "duties", "said", "/law", "/law/uk.gdpr.33")


@pytest.mark.parametrize("how", [Way.SCRIPT, Way.NO_SCRIPT, Way.KEYBOARD])
def test_the_parts_of_a_long_page_are_reached_and_left_again(how, browser, setting, address):
    table = an_untrue_text(setting)
    with at_work(browser, address, how, width=375) as somebody:
        somebody.open("/sign-in")
        somebody.write("Email address", table.drafter.email)
        somebody.write("Password", PASSWORD)
        somebody.press("Sign in")
        for name in PAGES:
            somebody.open(name if name.startswith("/") else f"/incidents/{table.incident}/{name}")
            assert fits(somebody), name
            contents = somebody.page.get_by_role("navigation", name="On this page")
            if contents.count() == 0:
                assert somebody.page.locator("main h2").count() < 3, name
                continue
            if name != "said":
                somebody.unfold("On this page")
            link = contents.get_by_role("link").last
            part = link.get_attribute("href")
            link.click()
            expect(somebody.page).to_have_url(re.compile(re.escape(part) + "$"))
            expect(somebody.page.locator(f"[id='{part.removeprefix('#')}']")).to_be_in_viewport()
            back = somebody.page.get_by_role("link", name=re.compile("^Back to “On this page”"))
            expect(back.first, name).to_be_visible()

"""A text is pasted, read, decided on and taken over: by keyboard, without script, on a phone."""

from acting import Way, at_work
from desks import PASSWORD
from noticed import a_table

EMAIL = "voluntary.email.customers"
TEXT = "Our stores are closed.\n\nThe National Cyber Security Centre has been told."
NARROW = 320


def _leave_and_come_back(somebody, way):
    """Look at something else in between, and find what was chosen; without script, it was sent."""
    if way is Way.NO_SCRIPT:
        somebody.press("Read it again")
    else:
        somebody.page.get_by_text("Saved as you type").wait_for()
    somebody.follow("Facts", within=".incident")
    somebody.page.go_back()
    somebody.page.reload()
    somebody.sees("What you chose is back")
    first = somebody.group("What happens to sentence 1?")
    assert first.get_by_label("Leave it out").is_checked()


def test_a_pasted_text_is_read_and_taken_over(way, browser, setting, address):
    table = a_table(setting)
    width = {Way.SCRIPT: 1280, Way.NO_SCRIPT: NARROW, Way.KEYBOARD: 375}[way]
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    with at_work(browser, address, way, width=width) as somebody:
        somebody.open("/sign-in")
        somebody.write("Email address", table.drafter.email)
        somebody.write("Password", PASSWORD)
        somebody.press("Sign in")
        somebody.open(f"/incidents/{table.incident}/notices/{EMAIL}/word")
        somebody.follow("Paste its text, and check it against the facts")
        assert not somebody.page.evaluate(wide)
        somebody.write("The text", TEXT)
        somebody.press("Read it against the facts")
        somebody.sees("is recorded as open, not as closed")
        assert not somebody.page.evaluate(wide)
        somebody.choose("What happens to sentence 1?", "Leave it out")
        somebody.choose("What happens to sentence 2?", "Keep it: it states the facts ticked")
        _leave_and_come_back(somebody, way)
        somebody.press("Take it over as the draft")
        somebody.sees("The text stands as the draft, under your name.")
        somebody.sees("The National Cyber Security Centre has been told.")

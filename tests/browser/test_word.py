"""A Word file comes back and is decided on: by keyboard, without script, on a phone, with axe."""

from acting import Somebody, Way, at_work
from desks import PASSWORD
from noticed import STAFF, a_table
from worded import (
    a_sentence_of,
    deleted,
    edited,
    inserted,
    moved,
    taken_out,
    tracked,
)

NARROW = 320


def fits(somebody: Somebody) -> bool:
    """Say whether nothing of the page lies beside the screen."""
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return not somebody.page.evaluate(wide)


def test_a_file_is_brought_back_and_each_change_is_decided_on(
    way, browser, setting, address, tmp_path
):
    table = a_table(setting)
    _, text = a_sentence_of(table, STAFF)
    page = table.notices.view(table.drafter, table.incident, STAFF)
    last = [each.text for each in page.draft.said() if each.form == "sentence"][-1]
    file = tmp_path / "letter back.docx"
    file.write_bytes(
        edited(
            taken_out(table, STAFF),
            tracked(text, deleted(text), inserted("We had a bad Monday.")),
            moved(last, "We had a bad Monday."),
        )
    )
    width = {Way.SCRIPT: 1280, Way.NO_SCRIPT: NARROW, Way.KEYBOARD: 375}[way]
    with at_work(browser, address, way, width=width) as somebody:
        somebody.open("/sign-in")
        somebody.write("Email address", table.drafter.email)
        somebody.write("Password", PASSWORD)
        somebody.press("Sign in")
        somebody.open(f"/incidents/{table.incident}/notices/{STAFF}")
        somebody.follow("Word", within="[aria-label='This notice']")
        assert fits(somebody)
        somebody.sees("Nothing has come back yet.")
        somebody.attach("The Word file that came back", file)
        somebody.press("See what was changed")
        somebody.sees("to decide on")
        somebody.sees("Jo Park")
        assert fits(somebody)
        somebody.follow("Decide on: We had a bad Monday.")
        assert fits(somebody)
        somebody.sees("As it came back")
        somebody.press("Take it into the draft")
        somebody.sees("It stands in the draft, under your name.")
        somebody.sees("Taken by Ada Field")

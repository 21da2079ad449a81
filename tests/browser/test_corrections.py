"""Corrections in a browser: with script, without it, and with the keyboard alone."""

from acting import Way, at_work
from desks import PASSWORD
from noticed import a_table

from builders import a_judgement
from disclosure.facts.standings import Change
from disclosure.services.submission_checks import Giving

EMAIL = "voluntary.email.customers"
WHY = "It stood on the page for a minute."


def test_a_correction_is_drafted_and_another_sentence_left_as_it_was(
    way, browser, setting, address
):
    table = a_table(setting)
    table.judge(a_judgement("inside_information", "no", made_at=setting.clock()))
    table.release(EMAIL)
    giving = Giving("everybody on the list", "email", setting.clock())
    table.submissions.record(table.counsel, table.incident, EMAIL, giving)
    setting.clock.go_on(hours=1)
    new = table.next_version("incident.description", Change.WRONG_WHEN_SAID, "a power failure")
    table.record(new)
    here = f"/incidents/{table.incident}"
    with at_work(browser, address, way, width=375 if way is Way.SCRIPT else 1280) as ada:
        ada.open("/sign-in")
        ada.write("Email address", table.drafter.email)
        ada.write("Password", PASSWORD)
        ada.press("Sign in")
        ada.open(f"{here}/corrections")
        ada.sees("It was not so when we said it. The correction says that.")
        ada.follow("Draft the correction for: Customers")
        ada.press("Draft the correction")
        ada.sees("That was wrong when we said it. Harcourt & Vale plc is dealing with a power")
        ada.open(f"{here}/corrections")
        ada.sees("The correction is being worked on: Correction to customers")
    with at_work(browser, address, way) as gita:
        gita.open("/sign-in")
        gita.write("Email address", table.counsel.email)
        gita.write("Password", PASSWORD)
        gita.press("Sign in")
        row = setting.desk.corrections.radar(table.counsel, table.incident).readers[0].rows[0]
        gita.open(f"{here}/corrections")
        gita.follow(f"Decide not to correct it (“{row.text}”)")
        gita.write("Why these readers need not be told", WHY)
        gita.press("Record that it is not corrected")
        gita.sees("Gita Rao decided this Tue 22 April 2025, 15:")
        gita.sees(WHY)

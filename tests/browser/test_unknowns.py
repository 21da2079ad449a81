"""What to find out first, and the sandbox: with script, without it, and with the keyboard alone."""

from acting import Way, at_work
from desks import PASSWORD

from disclosure.facts.case import Organisation

IS_INVOLVED = "Is personal data involved?"
AWARE = (
    "Since when has the organisation been aware, with reasonable certainty, that personal data "
    "was compromised?"
)
REPORT = "Report a personal data breach to the Information Commission"


def test_an_answer_is_two_steps_away_and_a_sandbox_leaves_the_record_alone(
    way, browser, setting, address
):
    profile = {"gdpr.controller": "yes", "market.uk_admitted": "no"}
    setting.organisation_id = setting.organisation(Organisation("Brightwell plc", profile))
    rae = setting.person("Rae Recorder")
    here = f"/incidents/{setting.incident(rae)}"
    with at_work(browser, address, way, width=375 if way is Way.SCRIPT else 1280) as somebody:
        somebody.open("/sign-in")
        somebody.write("Email address", rae.email)
        somebody.write("Password", PASSWORD)
        somebody.press("Sign in")
        somebody.open(here)
        somebody.follow(IS_INVOLVED, within="main")
        assert somebody.page.url.endswith("#fact_personal_data__involved")

        somebody.open(f"{here}/unknowns")
        written = setting.written()
        somebody.follow(f"Suppose an answer to: {IS_INVOLVED}")
        somebody.sees("Sandbox: only supposed.")
        somebody.select(IS_INVOLVED, "Yes")
        somebody.select("Another question", AWARE)
        somebody.press("Show what would change")
        somebody.sees(REPORT)
        somebody.select(AWARE, "Aware")
        somebody.write("Date", "23/11/2026")
        somebody.write("Time", "8:30")
        somebody.press("Show what would change")
        # Monday 08:30 and 72 hours.
        somebody.sees("Thu 26 November 08:30 London")
        assert setting.written() == written

        somebody.open(f"{here}/unknowns")
        group = somebody.group(f"Answer: {IS_INVOLVED}")
        assert group.get_by_role("link").all_inner_texts()[0] == "Yes"
        somebody.follow("Yes", within=f'[aria-label="Answer: {IS_INVOLVED}"]')
        somebody.press("Save")
        somebody.sees("1 answer is recorded.")
        assert setting.written() > written

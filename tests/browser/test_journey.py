"""The whole way, from an empty database to a closed clock, as three people walk it."""

from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from acting import Somebody, at_work
from desks import PASSWORD
from typing_in import type_entries, type_facts

CASE = Path(__file__).parents[2] / "forms" / "examples" / "ms-2025.toml"
ORGANISATION = "Harcourt & Vale plc"
REPORT = "Personal data breach report"
ANNOUNCEMENT = "First announcement to the market"
FIRST_REPORT = "Report a personal data breach to the ICO: first report"
UK_ADMITTED = "Has shares or bonds admitted, or requested to be admitted, to trading on a UK market"
AWARE = (
    "Since when has the organisation been aware, with reasonable certainty, that personal data "
    "was compromised?"
)
ANNOUNCE = (
    "Yes: since the moment below; the market is told as soon as possible, and texts for other "
    "audiences wait for the announcement"
)
INSIDE = "Is there inside information that directly concerns the issuer, and since when?"


# ---- Who they are ------------------------------------------------------------------------


def begin(drafter: Somebody, token: str) -> None:
    drafter.open(f"/first-owner/{token}")
    drafter.write("Your name", "Dana Drew")
    drafter.write("Your email address", "dana@example.org")
    drafter.write("Organisation", ORGANISATION)
    drafter.write("Password", PASSWORD)
    drafter.press("Begin")


def open_incident(drafter: Somebody) -> str:
    drafter.follow("New incident")
    drafter.write("Title", "Tills and website")
    drafter.press("Open the incident")
    return drafter.page.url


def say_who_we_are(drafter: Somebody) -> None:
    drafter.follow("Settings")
    drafter.follow(ORGANISATION, within="main")
    drafter.follow("Personal data", within="main")
    drafter.choose("Decides why and how personal data is used (controller)", "Yes")
    drafter.press("Save and go to “Shares, bonds and takeovers”")
    drafter.choose(UK_ADMITTED, "Yes")
    drafter.choose("Admitted on a UK regulated market", "Yes")
    drafter.press("Save and go to the topics")


def invite(drafter: Somebody, name: str, roles: list[str], capacities: list[str]) -> str:
    drafter.follow("Settings")
    drafter.follow("Manage people", within="main")
    drafter.follow("Invite somebody")
    drafter.write("Name", name)
    drafter.write("Email address", f"{name.partition(' ')[0].lower()}@example.org")
    for role in roles:
        drafter.tick(role, within=drafter.group("What they may do"))
    for capacity in capacities:
        drafter.tick(capacity, within=drafter.group("In which capacity they act"))
    drafter.press("Make the link")
    return drafter.page.get_by_label("The link").input_value()


def join(newcomer: Somebody, link: str) -> None:
    newcomer.open(urlsplit(link).path)
    newcomer.write("Password", PASSWORD)
    newcomer.press("Set the password and go in")


def add_to_team(drafter: Somebody, name: str) -> None:
    drafter.follow("Team")
    drafter.select("Person", name)
    drafter.press("Add to the team")


# ---- What they decide --------------------------------------------------------------------


def judge(somebody: Somebody, question: str, answer: str, since: tuple[str, str]) -> None:
    somebody.follow("Duties")
    somebody.follow(question, within="main")
    somebody.choose("The judgement", answer)
    within = somebody.group("Since when")
    somebody.write("Date", since[0], within=within)
    somebody.write("Time", since[1], within=within)
    somebody.select("Who judged", "Cara Coyle (data protection officer, general counsel)")
    somebody.write("In which role", "general counsel")
    somebody.write("Reasons", "Files of customers were found where they should not be.")
    somebody.press("Record the judgement")


def to_notice(somebody: Somebody, title: str) -> None:
    somebody.follow("Notices")
    somebody.follow(title, within="main")


def freeze_and_ask(drafter: Somebody, title: str) -> None:
    to_notice(drafter, title)
    drafter.press("Freeze this text")
    drafter.follow("Approval", within="main")
    reasons = drafter.page.locator('textarea[name^="reason-"]')
    for n in range(reasons.count()):
        label = drafter.page.locator(f'label[for="{reasons.nth(n).get_attribute("id")}"]')
        drafter.write(label.inner_text(), "Known, and nobody is misled by it today.")
    drafter.press("Ask for approval")


def decide(approver: Somebody, title: str, button: str, why: str = "") -> None:
    to_notice(approver, title)
    approver.follow("Approval", within="main")
    if why:
        approver.write("Why", why)
    approver.press(button)


def say_it_is_the_first(drafter: Somebody) -> None:
    drafter.follow("Facts")
    drafter.follow("What we do about it", within="main")
    question = "First report or follow-up?"
    asked = drafter.question(question)
    drafter.choose(question, "First report, more to follow", within=asked)
    drafter.select("How well is this known?", "Established", within=asked)
    drafter.press("Save and go to the list")


def say_why_late(drafter: Somebody) -> None:
    drafter.follow("Deadlines", within="[aria-label='This incident']")
    drafter.follow(FIRST_REPORT, within="main")
    drafter.write("Reason for the delay", "The forensic team confirmed it on the holiday.")
    drafter.press("Record the reason")


def release(releaser: Somebody, title: str) -> None:
    decide(releaser, title, "Release this version")


def give(somebody: Somebody, title: str, receipt: Path, at: str, **fields: str) -> None:
    to_notice(somebody, title)
    somebody.follow("Sent", within="main")
    for label, text in fields.items():
        somebody.write(label.replace("_", " "), text)
    if "How" not in fields:
        somebody.write("How", "Online form")
    within = somebody.group("When they got it")
    somebody.write("Date", "2025-04-22", within=within)
    somebody.write("Time", at, within=within)
    somebody.attach("Receipt", receipt)
    somebody.press("Record that it was sent")


# ---- The way -----------------------------------------------------------------------------


@pytest.mark.slow
def test_three_people_bring_an_incident_from_nothing_to_a_closed_clock(
    way, browser, bare, served, library, tmp_path
):
    case = library.cases.open(CASE)
    vocabulary, pages = library.catalogue.vocabulary, library.catalogue.intake
    receipt = tmp_path / "receipt.txt"
    receipt.write_text("Your report was received on 22 April 2025 at 13:45.", encoding="utf-8")
    with ExitStack() as stack:
        drafter, counsel, finance = (
            stack.enter_context(at_work(browser, served, way)) for _ in range(3)
        )
        begin(drafter, bare.desk.people.first_owner_link())
        home = open_incident(drafter)
        type_facts(drafter, case, vocabulary, pages)
        type_entries(drafter, case, vocabulary, pages)

        say_who_we_are(drafter)
        join(
            counsel,
            invite(
                drafter,
                "Cara Coyle",
                ["Approver", "Releaser"],
                ["General counsel", "Data protection officer"],
            ),
        )
        join(finance, invite(drafter, "Finn Ford", ["Approver"], ["Chief financial officer"]))
        drafter.open(home)
        add_to_team(drafter, "Cara Coyle")
        add_to_team(drafter, "Finn Ford")

        finance.open(home)
        counsel.open(home)
        judge(
            counsel,
            AWARE,
            "Aware: the 72 hours run from the moment below",
            ("2025-04-19", "09:10"),
        )
        judge(counsel, INSIDE, ANNOUNCE, ("2025-04-22", "07:00"))
        counsel.follow("Deadlines", within="[aria-label='This incident']")
        counsel.sees("4 h 35 min late")

        say_why_late(drafter)
        freeze_and_ask(drafter, REPORT)
        decide(counsel, REPORT, "Refuse this version", "Say that this is a first report.")
        bare.clock.go_on(minutes=1)
        say_it_is_the_first(drafter)
        freeze_and_ask(drafter, REPORT)
        decide(counsel, REPORT, "Approve this version")
        release(counsel, REPORT)
        bare.clock.go_on(minutes=4)
        give(
            drafter,
            REPORT,
            receipt,
            "13:50",
            Sent_to="Information Commission",
            How="online form",
            Reference="IC-2025-0419",
            Why_it_is_late="The forensic team confirmed it on the holiday.",
        )

        freeze_and_ask(drafter, ANNOUNCEMENT)
        decide(counsel, ANNOUNCEMENT, "Approve this version")
        decide(finance, ANNOUNCEMENT, "Approve this version")
        release(counsel, ANNOUNCEMENT)
        bare.clock.go_on(minutes=10)
        give(drafter, ANNOUNCEMENT, receipt, "14:00", Sent_to="the market", How="news service")

        drafter.follow("Deadlines", within="[aria-label='This incident']")
        drafter.unfold("Done (2)")
        drafter.sees(FIRST_REPORT)
        drafter.sees("Sent late")
        drafter.sees("Reference IC-2025-0419")

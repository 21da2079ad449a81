"""What to find out first, and the sandbox, through the pages.

The present is Monday 23 November 2026, 09:00 in London. The first signal came on Saturday at 09:00,
so that 72 hours from it end on Tuesday at 09:00.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from uuid import UUID

import pytest
from counted import counting
from desks import Setting
from flask import Flask
from visitors import Visitor, checked, errors_beside, said, signed_in

from disclosure.facts.answers import NewVersion
from disclosure.facts.case import Organisation
from disclosure.facts.instants import When
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import Support
from disclosure.signoff.people import Person, Role

SATURDAY = When.exactly(datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
PROFILE = {"gdpr.controller": "yes", "market.uk_admitted": "yes"}
INVOLVED, AWARE = "personal_data.involved", "aware_personal_data"
IS_INVOLVED = "Is personal data involved?"
REPORT = "Report a personal data breach to the Information Commission"
TUESDAY = "Tue 24 November 09:00 London"


@dataclass
class Scene:
    """An incident of a listed controller, with three people on its team."""

    setting: Setting
    app: Flask
    recorder: Person
    owner: Person
    releaser: Person
    incident: UUID

    @property
    def here(self) -> str:
        return f"/incidents/{self.incident}"

    def browser(self, person: Person | None = None) -> Visitor:
        return signed_in(self.app, person or self.recorder)

    def record(self, key: str, value: object, standing=Standing.CONFIRMED, **support) -> None:
        new = NewVersion(key, 0, Change.FIRST, standing, value, support=Support(**support))
        self.setting.desk.facts.record(self.recorder, self.incident, [new])


@pytest.fixture
def scene(setting, app):
    setting.organisation_id = setting.organisation(Organisation("Brightwell plc", PROFILE))
    recorder = setting.person("Rae Recorder", Role.RECORDER)
    owner, releaser = (
        setting.person("Olive Owner", Role.OWNER),
        setting.person("Cal", Role.RELEASER),
    )
    incident = setting.incident(recorder, "Tills down", owner, releaser)
    made = Scene(setting, app, recorder, owner, releaser, incident)
    made.record("incident.first_signal_at", SATURDAY)
    return made


def one(page, asks):
    """Give the part of the page about one question."""
    parts = page.text.split('<li class="unknown"')[1:]
    (wanted,) = [part for part in parts if f">{asks}</a></h3>" in unescape(part)]
    return wanted.partition("</li>")[0]


def plain(part):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", part)).split())


def taps(part):
    found = re.findall(r'<a class="govuk-button[^>]*href="([^"]+)">([^<]+)</a>', part)
    return {unescape(label): unescape(href) for href, label in found}


# ---- What to find out first ---------------------------------------------------------------------


def test_a_question_says_what_hangs_on_each_answer_and_who_knows_it(scene) -> None:
    part = plain(one(scene.browser().get(f"{scene.here}/unknowns"), IS_INVOLVED))
    assert "Who usually knows: The data protection officer, with the security lead." in part
    assert (
        "If yes “Record the breach in the internal register” applies, at once. "
        f"“{REPORT}” is presumed to apply, due at the earliest {TUESDAY}." in part
    )
    no = part[part.index("If no") :]
    assert "“Record the breach in the internal register”, " in no
    assert "do not apply." in no
    assert f"Soonest clock: {REPORT}, first report: due at the earliest {TUESDAY}." in part


def test_what_is_only_presumed_and_would_apply_is_told_in_plain_words(scene) -> None:
    scene.record(INVOLVED, "yes", Standing.SUSPECTED, basis="the intruder reached the mail server")
    part = plain(one(scene.browser().get(f"{scene.here}/unknowns"), IS_INVOLVED))
    register = "“Record the breach in the internal register”"
    assert f"{register} is no longer only presumed to apply: it applies, at once." in part


def test_a_duty_that_is_prepared_for_says_so_and_why_on_its_page(scene) -> None:
    told = NewVersion("incident.kind", 0, Change.FIRST, Standing.CONFIRMED, "outage")
    scene.setting.desk.facts.record(scene.recorder, scene.incident, [told])
    profile = {**PROFILE, "psr.provider": "yes"}
    organisation = scene.setting.organisation(Organisation("Quayfare Payments", profile))
    scene.setting.organisation_id = organisation
    incident = scene.setting.incident(scene.recorder, "Payments down", scene.owner)
    scene.setting.desk.facts.record(scene.recorder, incident, [told])
    page = plain(scene.browser().get(f"/incidents/{incident}/duties/uk.psr.99").text)
    assert "Presumed to apply (prepare now)" in page
    assert "The four hours run from first detection and do not wait for this judgement" in page
    assert "Still open, and the answer decides whether it is owed" in page
    # A firm that is no payment firm is told of nothing to prepare.
    page = plain(scene.browser().get(f"{scene.here}/duties/uk.psr.99").text)
    assert "prepare now" not in page


def test_a_judgement_is_told_with_who_judges_and_who_sees_to_it(scene) -> None:
    asks = "Since when has the organisation been aware, with reasonable certainty, that personal "
    asks += "data was compromised?"
    page = scene.browser().get(f"{scene.here}/unknowns")
    part = plain(one(page, asks))
    assert "Usually judged by the data protection officer." in part
    # From now on: Monday 09:00 and 72 hours.
    assert (
        "If judged “Aware”, from now “Record the breach in the internal register” applies, at "
        f"once. “{REPORT}” is presumed to apply, due Thu 26 November 09:00 London. It times the "
        "clock of “As a processor, tell the controller about the breach”." in part
    )
    assert "Nobody sees to it yet. Give it to somebody" in part
    link = re.search(r'href="([^"]*deadline-owner/judgement:[^"]+)"', unescape(one(page, asks)))
    assert "Who does it" in said(scene.browser().get(link[1]))
    scene.setting.desk.deadlines.assign_owner(
        scene.recorder, scene.incident, f"judgement:{AWARE}", scene.releaser.id
    )
    part = plain(one(scene.browser().get(f"{scene.here}/unknowns"), asks))
    assert "Cal sees to it." in part


def test_what_is_recorded_all_the_same_is_told(scene) -> None:
    scene.record(INVOLVED, "yes", Standing.SUSPECTED, basis="reports by customers")
    when = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    scene.record("ransom.attack", None, Standing.UNKNOWN, being_checked="Kim", expected_by=when)
    scene.record("crime.suspected", None, Standing.UNKNOWN)
    page = scene.browser().get(f"{scene.here}/unknowns")
    assert "So far: Probably yes." in plain(one(page, IS_INVOLVED))
    asked = plain(one(page, "Is it ransomware or another extortion?"))
    assert "Being checked by Kim. An answer is expected by Mon 23 November 15:00 London" in asked
    assert "Say who finds it out" not in asked
    crime = plain(one(page, "Is a crime suspected?"))
    assert "Say who finds it out, and by when" in crime
    assert "Recorded as not known yet; nobody is named who finds it out." in crime
    assert "Still not known" in taps(one(page, "Is a crime suspected?"))


def test_a_moment_says_which_clocks_it_times(scene) -> None:
    part = one(scene.browser().get(f"{scene.here}/unknowns"), "When it was detected as an incident")
    assert "Once it is known It times the clock" in plain(part)
    assert list(taps(part)) == ["At a time", "On a day", "Don't know yet"]


def test_a_tap_opens_the_fact_with_the_answer_chosen_and_records_nothing(scene) -> None:
    rae = scene.browser()
    offered = taps(one(rae.get(f"{scene.here}/unknowns"), IS_INVOLVED))
    assert list(offered) == ["Yes", "Probably yes", "No sign so far", "No", "Don't know yet"]
    before = scene.setting.written()
    name = "fact_personal_data__involved-given-choice"
    for label, value in (("Probably yes", "yes-likely"), ("Don't know yet", "unknown")):
        page = rae.get(offered[label])
        assert checked(page, name) == [value]
        assert "What it rests on" in said(page)
    assert scene.setting.written() == before


def test_a_chosen_answer_gives_way_to_what_is_recorded_and_to_what_was_typed(scene) -> None:
    rae = scene.browser()
    name = "fact_personal_data__involved-given-choice"
    assert checked(rae.get(f"{scene.here}/facts/ask/{INVOLVED}?answer=perhaps"), name) == []
    desk, path = scene.setting.desk, f"{scene.here}/facts/personal-data/typing"
    desk.facts.keep_typing(scene.recorder, scene.incident, path, {name: "no"})
    assert checked(rae.get(f"{scene.here}/facts/ask/{INVOLVED}?answer=yes"), name) == ["no"]
    desk.facts.discard_typing(scene.recorder, scene.incident, path)
    scene.record(INVOLVED, "no")
    assert checked(rae.get(f"{scene.here}/facts/ask/{INVOLVED}?answer=yes"), name) == ["no"]


def test_a_time_and_a_long_list_are_opened_where_they_are_answered(scene) -> None:
    rae = scene.browser()
    page = rae.get(f"{scene.here}/facts/ask/incident.detected_at?answer=part")
    assert checked(page, "fact_incident__detected_at-given-how") == ["part"]
    page = rae.get(f"{scene.here}/facts/ask/incident.description?answer=unknown")
    assert checked(page, "fact_incident__description-given-unknown") == ["unknown"]


def test_a_tap_opens_the_judgement_with_the_answer_chosen_and_judges_nothing(scene) -> None:
    rae = scene.browser()
    asks = "Is there inside information that directly concerns the issuer, and since when?"
    offered = taps(one(rae.get(f"{scene.here}/unknowns"), asks))
    assert list(offered) == ["Yes", "No"]
    assert checked(rae.get(offered["Yes"]), "value") == ["yes"]
    assert scene.setting.desk.duties.view(scene.recorder, scene.incident).line(
        "inside_information"
    ).judged == ()  # fmt: skip


def test_the_profile_is_tapped_by_an_owner_alone(scene) -> None:
    asks = "Takes card payments, or handles card data for others"
    olive, rae = scene.browser(scene.owner), scene.browser()
    part = one(rae.get(f"{scene.here}/unknowns"), asks)
    assert "An owner of this installation answers it." in plain(part)
    assert taps(part) == {}
    offered = taps(one(olive.get(f"{scene.here}/unknowns"), asks))
    assert list(offered) == ["Yes", "No"]
    page = olive.get(offered["No"])
    assert checked(page, "answer-card-accepts") == ["no"]
    held = scene.setting.desk.organisations.get(scene.owner, scene.setting.organisation_id)
    assert "card.accepts" not in held.organisation.profile
    # What is answered stands, whatever an address says.
    changed = offered["No"].replace("card.accepts", "gdpr.controller")
    assert checked(olive.get(changed), "answer-gdpr-controller") == ["yes"]


def test_whoever_may_not_record_is_told_who_does(scene) -> None:
    part = one(scene.browser(scene.releaser).get(f"{scene.here}/unknowns"), IS_INVOLVED)
    assert "A recorder or a drafter on the team records the answer." in plain(part)
    assert taps(part) == {}


def test_what_decides_nothing_alone_stands_last_and_says_so(scene) -> None:
    page = scene.browser().get(f"{scene.here}/unknowns")
    assert "that decide no duty alone" in said(page)
    numbers = [int(n) for n in re.findall(r'id="unknown-(\d+)"', page.text)]
    assert numbers == sorted(numbers)
    assert len(numbers) == len(set(numbers))


def test_the_overview_shows_three_and_links_to_all_of_them(scene) -> None:
    rae = scene.browser()
    page = said(rae.get(scene.here))
    first = page[page.index("What to find out first") : page.index("Texts")]
    every = re.findall(
        r'unknown__asks"><a[^>]*>([^<]+)</a>', unescape(rae.get(f"{scene.here}/unknowns").text)
    )
    assert [asks in first for asks in every[:4]] == [True, True, True, False]
    assert ", and what hangs on each" in first
    for path in ("", "/duties", "/facts"):
        assert f'href="{scene.here}/unknowns"' in rae.get(f"{scene.here}{path}").text


# ---- What if ------------------------------------------------------------------------------------


def row(page, title):
    """Give what the page says of a duty: as recorded, and what if."""
    rows = re.findall(r'<tr class="govuk-table__row">(.*?)</tr>', page.text, re.DOTALL)
    (wanted,) = [each for each in rows if f">{title}</a></th>" in unescape(each)]
    return [plain(each) for each in re.findall(r"<td.*?</td>", wanted, re.DOTALL)]


def test_the_record_stands_beside_what_is_supposed(scene) -> None:
    page = scene.browser().get(f"{scene.here}/what-if?fact-personal_data-involved=yes")
    recorded, supposed = row(page, REPORT)
    assert recorded.startswith("Not decided yet First report: Start still open")
    assert supposed.startswith("Presumed to apply First report: Start still open")
    assert f"At the earliest {TUESDAY}" in supposed
    assert "All the others stay as they are: " in said(page)
    assert "Sandbox: only supposed." in said(page)


def test_the_record_is_untouched_by_a_sandbox(scene) -> None:
    rae = scene.browser()
    address = f"{scene.here}/what-if?fact-personal_data-involved=yes&judgement-{AWARE}=aware"
    overview = said(rae.get(f"{scene.here}/duties"))
    before = [entry.digest for entry in scene.setting.entries()]
    with counting(scene.setting.desk.engine) as statements:
        assert rae.get(address).status_code == 200
    assert statements
    assert all(each.startswith("SELECT") for each in statements)
    assert [entry.digest for entry in scene.setting.entries()] == before
    assert said(rae.get(f"{scene.here}/duties")) == overview


def test_a_judgement_is_supposed_since_a_moment_or_from_now(scene) -> None:
    rae = scene.browser()
    address = f"{scene.here}/what-if?judgement-{AWARE}=aware"
    assert "Thu 26 November 09:00 London" in row(rae.get(address), REPORT)[1]
    moment = f"&judgement-{AWARE}-day=20%2F11%2F2026&judgement-{AWARE}-time=16%3A45"
    # Friday 16:45 and 72 hours.
    supposed = row(rae.get(f"{address}{moment}"), REPORT)[1]
    assert "First report: Running Mon 23 November 16:45 London" in supposed


def test_a_wrong_date_is_refused_beside_its_field_and_supposes_nothing(scene) -> None:
    rae = scene.browser()
    address = f"{scene.here}/what-if?judgement-{AWARE}=aware&judgement-{AWARE}-day=40%2F4%2F2025"
    page = rae.get(address)
    assert page.status_code == 422
    assert errors_beside(page) == {
        f"judgement-{AWARE}-day": "There is no such date. Write day, month, year: 22/4/2025."
    }
    assert "What would change" not in said(page).replace("Show what would change", "")
    page = rae.get(f"{scene.here}/what-if?fact-incident-detected_at=at")
    assert errors_beside(page) == {
        "fact-incident-detected_at-day": "Give the day, or choose another answer."
    }


def test_an_answer_that_is_recorded_can_be_supposed_away(scene) -> None:
    rae = scene.browser()
    page = rae.get(f"{scene.here}/what-if?profile-gdpr-controller=unknown")
    assert "As recorded: Yes" in said(page).replace("yes", "Yes")
    scene.record(INVOLVED, "yes")
    page = rae.get(f"{scene.here}/what-if?fact-personal_data-involved=no")
    recorded, supposed = row(page, REPORT)
    assert (recorded.startswith("Presumed to apply"), supposed) == (True, "Does not apply")
    page = rae.get(f"{scene.here}/what-if?fact-personal_data-involved=likely")
    assert row(page, "Record the breach in the internal register")[1].startswith("Presumed")


def test_a_question_is_put_into_the_sandbox_and_stays_in_the_address(scene) -> None:
    rae = scene.browser()
    page = rae.get(f"{scene.here}/what-if")
    assert '<option value="fact:personal_data.involved">' in page.text
    assert "fact:contact.media" not in page.text
    page = rae.get(f"{scene.here}/what-if?add=fact:personal_data.involved&add=fact:contact.media")
    assert 'name="fact-personal_data-involved"' in page.text
    assert '<option value="fact:personal_data.involved">' not in page.text
    assert "contact-media" not in page.text
    assert "Choose an answer above that differs from what is recorded." in said(page)
    assert 'method="get"' in page.text


def test_nothing_that_no_page_of_ours_would_send_does_any_harm(scene) -> None:
    rae = scene.browser()
    for odd in ("fact-personal_data-involved=<b>", "fact-x=yes", "add=%00", "judgement-x=%F0%9F"):
        page = rae.get(f"{scene.here}/what-if?{odd}")
        assert page.status_code == 200
        assert "<b>" not in page.text


def test_a_duty_links_to_what_would_change_it(scene) -> None:
    rae = scene.browser()
    page = rae.get(f"{scene.here}/duties/uk.gdpr.33")
    link = unescape(re.search(r'href="([^"]+what-if[^"]+)">What would change this\?', page.text)[1])
    names = set(re.findall(r'<select[^>]*name="([^"]+)"', rae.get(link).text))
    assert names == {
        "fact-personal_data-involved",
        f"judgement-{AWARE}",
        "judgement-risk_to_individuals",
        "add",
    }
    # Where nothing is open, everything it asks.
    scene.record(INVOLVED, "no")
    page = rae.get(f"{scene.here}/what-if?duty=uk.gdpr.33-5")
    assert 'name="profile-gdpr-controller"' in page.text
    assert rae.get(f"{scene.here}/what-if?duty=nothing").status_code == 404


def test_where_nothing_would_change_that_is_said(scene) -> None:
    page = scene.browser().get(f"{scene.here}/what-if?fact-crime-suspected=unknown")
    assert "Nothing: with these answers every duty stands as it does now." in said(page)

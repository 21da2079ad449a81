"""The pages of deadlines: what is due, how it is counted, who sees to it, why it is late."""

from datetime import timedelta
from uuid import uuid4

import icalendar
import pytest
from running import (
    AWARE,
    DUE,
    REPORT,
    an_incident_that_runs,
    judge,
    on_personal_data,
    record,
    submit,
)
from visitors import Visitor, errors_beside, said, signed_in

from builders import a_fact, an_entry
from disclosure.facts.instants import When
from disclosure.signoff.people import Role

TITLE = "Report a personal data breach to the Information Commission: first report"


@pytest.fixture
def dana(setting):
    on_personal_data(setting)
    return setting.person("Dana Drafter", Role.RECORDER, Role.DRAFTER)


@pytest.fixture
def running(setting, dana):
    return an_incident_that_runs(setting, dana)


@pytest.fixture
def inside(app, dana) -> Visitor:
    return signed_in(app, dana)


def at(incident_id, what="deadlines", deadline="") -> str:
    return f"/incidents/{incident_id}/{what}" + (f"/{deadline}" if deadline else "")


# ---- The wall ------------------------------------------------------------------------------


def test_the_wall_says_when_in_both_clocks(inside, running, setting):
    # from Monday 09:00 to Thursday 07:30: 2 days 22 h 30 min
    words = said(inside.get("/deadlines"))
    assert f"{TITLE}" in words
    assert "in 2 days 22 h Thu 26 November 07:30 London (07:30 UTC)" in words
    assert "08:00 London" not in words  # the later reading is for the deadline's own page
    assert "All of them belong to Cyber incident Harcourt & Vale plc" in words
    assert "Running" in words


@pytest.mark.parametrize(
    ("moment", "state", "left"),
    [
        (DUE - timedelta(hours=12), "Due soon", "in 12 h"),
        (DUE - timedelta(hours=12, seconds=60), "Running", "in 12 h 1 min"),
        (DUE + timedelta(hours=2, minutes=5), "Overdue", "2 h 5 min late at 09:35"),
    ],
)
def test_states_are_said_in_words(app, setting, running, moment, state, left, dana):
    setting.clock.now = moment
    inside = signed_in(app, dana)
    words = said(inside.get(at(running, "deadline", REPORT)))
    assert f"{state} {left} Thu 26 November 07:30" in words


def test_one_may_look_at_ones_own_and_at_nobodys(inside, running, setting, dana):
    assert "No open deadline is yours." in said(inside.get("/deadlines?whose=mine"))
    setting.desk.deadlines.assign_owner(dana, running, REPORT, dana.id)
    assert TITLE in said(inside.get("/deadlines?whose=mine"))
    assert TITLE not in said(inside.get("/deadlines?whose=nobodys"))


@pytest.mark.parametrize(
    "query", ["whose=everything", "page=0", "page=x", "page=-1", "page=99999999"]
)
def test_a_strange_question_shows_the_first_page(inside, running, query):
    assert TITLE in said(inside.get(f"/deadlines?{query}"))


def test_an_empty_wall_says_so(inside):
    assert "No clock is running in any incident you see." in said(inside.get("/deadlines"))


# ---- One incident --------------------------------------------------------------------------


def test_a_submission_closes_it_with_its_reference(inside, running, setting, dana):
    submit(setting, dana, running)
    words = said(inside.get(at(running)))
    assert "Done (1) Report a personal data breach" in words
    assert "Reference IC-42" in words


def test_the_picture_and_its_table_say_the_same(inside, running):
    page = inside.get(at(running))
    assert '<svg xmlns="http://www.w3.org/2000/svg" role="img"' in page.text
    assert 'aria-labelledby="timeline-title timeline-desc"' in page.text
    words = said(page)
    assert "The same as a table" in words
    assert "Report a personal data breach to the Information Commission, first report: due" in words


def test_the_picture_can_begin_elsewhere(inside, running, setting, dana):
    detected = a_fact("incident.detected_at", When.exactly(AWARE), recorded_at=setting.clock())
    record(setting, dana, running, detected)
    assert "from Mon 23 November 07:00 London" in inside.get(at(running)).text
    later = inside.get(f"{at(running)}?from=opened").text
    assert "from Mon 23 November 09:00 London" in later
    assert "from Mon 23 November 07:00 London" in inside.get(f"{at(running)}?from=x").text


def test_what_people_type_is_shown_as_they_typed_it(inside, setting, dana):
    hostile = "<script>alert(1)</script>&"
    incident = setting.incident(dana)
    fields = {"text": hostile, "due_at": When.exactly(DUE)}
    record(setting, dana, incident, an_entry("promise", "x", fields, recorded_at=setting.clock()))
    for path in ("/deadlines", at(incident), at(incident, "deadline", "promise:x")):
        page = inside.get(path)
        assert "<script>alert" not in page.text
        assert "alert(1)" in page.text


def test_a_promise_says_how_it_is_closed(inside, setting, dana):
    incident = setting.incident(dana)
    fields = {"text": "write to all", "due_at": When.exactly(DUE)}
    record(setting, dana, incident, an_entry("promise", "x", fields, recorded_at=setting.clock()))
    words = said(inside.get(at(incident, "deadline", "promise:x")))
    assert "Promised: write to all" in words
    assert "closed by the next text to the same readers" in words
    assert "Why it is late" not in words


# ---- One deadline --------------------------------------------------------------------------


def test_the_arithmetic_is_on_the_page(inside, running):
    words = said(inside.get(at(running, "deadline", REPORT)))
    assert "72 hours run without a break." in words
    assert "UK GDPR Art 33(1)" in words


def test_an_owner_is_chosen_from_the_team(inside, running, setting, dana):
    other = setting.person("Other Person", Role.APPROVER)
    setting.desk.incidents.add(dana, running, other.id)
    inside.get(at(running, "deadline", REPORT))
    page = inside.post(at(running, "deadline-owner", REPORT), owner=str(other.id))
    assert "Other Person does this." in said(page)
    page = inside.post(at(running, "deadline-owner", REPORT), owner="")
    assert "Nobody does this now." in said(page)


def test_somebody_outside_the_team_cannot_be_chosen(inside, running, setting):
    stranger = setting.person("Stranger")
    inside.get(at(running, "deadline", REPORT))
    page = inside.post(at(running, "deadline-owner", REPORT), owner=str(stranger.id))
    assert page.status_code == 422
    assert "Choose somebody from the list" in errors_beside(page)["owner"]
    assert "Stranger" not in said(page)


def test_late_asks_for_the_reason(app, running, setting, dana):
    setting.clock.now = DUE + timedelta(hours=1)
    inside = signed_in(app, dana)
    page = inside.get(at(running, "deadline", REPORT))
    assert "Why it is late A late report must say why it is late." in said(page)
    empty = inside.post(at(running, "late-reason", REPORT), reason="  ")
    assert empty.status_code == 422
    assert "No reason is given." in errors_beside(empty)["reason"]
    done = inside.post(at(running, "late-reason", REPORT), reason="The logs were out of reach.")
    assert "The notice says it from now on." in said(done)
    assert "Reason for the delay The logs were out of reach." in said(done)


def test_in_time_a_reason_is_refused_with_the_rule(inside, running):
    inside.get(at(running, "deadline", REPORT))
    page = inside.post(at(running, "late-reason", REPORT), reason="x")
    assert page.status_code == 409
    assert "This deadline has not passed" in said(page)


def test_who_only_approves_sees_who_gives_the_reason(app, running, setting, dana):
    approver = setting.person("Approver", Role.APPROVER)
    setting.desk.incidents.add(dana, running, approver.id)
    setting.clock.now = DUE + timedelta(hours=1)
    visitor = signed_in(app, approver)
    words = said(visitor.get(at(running, "deadline", REPORT)))
    assert "A recorder or a drafter gives the reason: Dana Drafter." in words
    assert "Record the reason" not in words
    assert visitor.post(at(running, "late-reason", REPORT), reason="x").status_code == 403


def test_who_only_reads_is_offered_no_form(app, running, setting, dana):
    reader = setting.person("Olive Owner", Role.OWNER)
    setting.desk.incidents.add(dana, running, reader.id)
    visitor = signed_in(app, reader)
    for path in ("/deadlines", at(running), at(running, "deadline", REPORT)):
        words = said(visitor.get(path))
        assert "I will do this" not in words
        assert "Give to" not in words
    for what in ("deadline-take", "deadline-owner"):
        assert visitor.post(at(running, what, REPORT), owner="").status_code == 403


# ---- Taking one ----------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.RECORDER, Role.DRAFTER, Role.APPROVER, Role.RELEASER])
def test_one_button_takes_it_and_leads_back(app, running, setting, dana, role):
    someone = setting.person("Sam Someone", role)
    setting.desk.incidents.add(dana, running, someone.id)
    visitor = signed_in(app, someone)
    for path in ("/deadlines?whose=nobodys", at(running), at(running, "deadline", REPORT)):
        assert "I will do this" in said(visitor.get(path))
    done = visitor.post(
        at(running, "deadline-take", REPORT), back="/deadlines?whose=mine", follow=False
    )
    assert done.location == "/deadlines?whose=mine"
    words = said(visitor.get("/deadlines?whose=mine"))
    assert "It is yours now." in words
    assert TITLE in words
    assert "I will do this" not in words
    assert "I will do this" not in said(visitor.get(at(running, "deadline", REPORT)))


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "", "\\x"])
def test_it_leads_nowhere_else(inside, running, back):
    inside.get(at(running))
    done = inside.post(at(running, "deadline-take", REPORT), back=back, follow=False)
    assert done.location == at(running, "deadline", REPORT)


def test_nobody_takes_over_unawares(inside, running, setting, dana):
    inside.get(at(running))
    other = setting.person("Other Person", Role.APPROVER)
    setting.desk.incidents.add(dana, running, other.id)
    setting.desk.deadlines.assign_owner(dana, running, REPORT, other.id)
    page = inside.post(at(running, "deadline-take", REPORT))
    assert page.status_code == 409
    assert "Other Person has taken this deadline meanwhile." in said(page)
    inside.get(at(running, "deadline", REPORT))
    page = inside.post(at(running, "deadline-take", REPORT), seen=str(other.id))
    assert "It is yours now." in said(page)


def test_without_a_mail_server_the_page_says_so(inside, running):
    words = said(inside.get(at(running)))
    assert "No reminders are sent by email: no mail server is set up." in words


# ---- To judge ------------------------------------------------------------------------------


def test_what_duties_wait_for_stands_under_its_own_heading(inside, running, setting, dana):
    risk = "Judge: Is there a risk to people's rights and freedoms?"
    words = said(inside.get(at(running)))
    # What is due comes first; what is to be judged has no time, and says what waits.
    assert words.index(TITLE) < words.index("To judge") < words.index(risk)
    assert "What waits Who does it Judge: " in words
    assert f"{risk} 1 duty waits for it" in words
    words = said(inside.get("/deadlines"))
    assert words.index(TITLE) < words.index(risk)
    judgement = f"/incidents/{running}/judgements/risk_to_individuals"
    assert f'href="{judgement}"' in inside.get("/deadlines").text
    shown = inside.client.get(at(running, "deadline", "judgement:risk_to_individuals"))
    assert shown.location == judgement
    judge(setting, dana, running, "risk_to_individuals", "likely")
    assert risk not in said(inside.get("/deadlines"))


# ---- In words ------------------------------------------------------------------------------


def test_the_laws_own_words_stand_where_it_has_no_number(inside, running):
    # UK GDPR Art 33(2): "without undue delay" after becoming aware
    words = said(inside.get(at(running, "deadline", "uk.gdpr.33-2/initial")))
    assert "Running Without undue delay. Not done yet. The law gives no hours or days." in words
    listed = said(inside.get(at(running)))
    reminder = "Our own reminder, not the law’s: look again by"
    assert f"Without undue delay. Not done yet. {reminder}" in listed


def test_what_has_not_begun_says_what_it_waits_for(inside, running, setting, dana):
    listed = said(inside.get(at(running)))
    assert "Starts when the first report is submitted Not started" in listed
    bare = setting.incident(dana)
    waiting = said(inside.get(at(bare, "deadline", REPORT)))
    assert "Not started if the duty applies Starts with awareness, not judged yet." in waiting


def test_a_clock_of_an_open_duty_runs_only_if_it_applies(inside, setting, dana):
    # Aware of a breach recorded as having left no sign so far: whether it was one is open.
    incident = setting.incident(dana)
    signal = a_fact("incident.first_signal_at", When.exactly(AWARE), recorded_at=setting.clock())
    record(setting, dana, incident, signal)
    words = said(inside.get(at(incident, "deadline", "uk.gdpr.33-5/record")))
    assert "Would run if it applies" in words


def test_the_later_reading_is_explained_on_its_page(inside, running):
    words = said(inside.get(at(running, "deadline", REPORT)))
    assert (
        "A later reading of the same hours, never to be relied on: "
        "Thu 26 November 08:00 London (08:00 UTC)" in words
    )


def test_a_calendar_is_offered_while_it_can_remind(app, inside, running, setting, dana):
    calendar = "Take this deadline into a calendar"
    assert calendar in said(inside.get(at(running, "deadline", REPORT)))
    setting.clock.now = DUE + timedelta(hours=1)
    late = signed_in(app, dana)
    assert calendar not in said(late.get(at(running, "deadline", REPORT)))
    submit(setting, dana, running)
    assert calendar not in said(late.get(at(running, "deadline", REPORT)))


# ---- Calendars -----------------------------------------------------------------------------


def test_a_calendar_file_is_a_download(inside, running):
    page = inside.get(at(running, "calendar", REPORT))
    assert page.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert page.headers["Content-Disposition"] == 'attachment; filename="deadline.ics"'
    (event,) = icalendar.Calendar.from_ical(page.data).walk("VEVENT")
    assert event["dtstart"].dt == DUE
    every = inside.get(at(running, "calendar"))
    assert every.headers["Content-Disposition"] == 'attachment; filename="deadlines.ics"'


# ---- Not here, or not yours ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "deadline"),
    [("deadlines", ""), ("deadline", REPORT), ("calendar", ""), ("calendar", REPORT)],
)
def test_not_yours_and_not_there_look_alike(app, running, setting, what, deadline):
    visitor = signed_in(app, setting.person("Outsider"))
    theirs = visitor.get(at(running, what, deadline))
    nowhere = visitor.get(at(uuid4(), what, deadline))
    assert (theirs.status_code, nowhere.status_code) == (404, 404)
    assert said(theirs) == said(nowhere)


@pytest.mark.parametrize("what", ["late-reason", "deadline-owner", "deadline-take"])
def test_nor_can_it_be_changed(app, running, setting, what):
    visitor = signed_in(app, setting.person("Outsider"))
    visitor.get("/deadlines")
    for incident in (running, uuid4()):
        page = visitor.post(at(incident, what, REPORT), reason="x", owner="")
        assert page.status_code == 404


def test_an_unknown_deadline_is_not_here(inside, running):
    assert inside.get(at(running, "deadline", "uk.gdpr.33/none")).status_code == 404
    assert inside.get(at(running, "calendar", "none")).status_code == 404


def test_nobody_sees_anything_without_signing_in(app, running):
    for path in ("/deadlines", at(running), at(running, "calendar")):
        assert app.test_client().get(path).location.startswith("/sign-in")


def test_a_deadline_says_on_whose_judgement_its_time_runs(inside, running):
    words = said(inside.get(at(running, "deadline", REPORT)))
    assert "Why from then The data protection officer judged “Aware" in words
    assert "Reason: Data was seen to leave." in words

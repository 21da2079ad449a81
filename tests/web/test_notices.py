"""The pages of notices: what is refused is said beside its field, and nothing slips through."""

import re
from io import BytesIO
from uuid import uuid4

import pytest
from noticed import ANNOUNCEMENT, PRESS, REPORT, STAFF, just_now
from visitors import Visitor, errors_beside, said, signed_in
from walking import form_to, longest_form

from builders import a_judgement
from disclosure.facts.standings import Change
from disclosure.signoff.progress import NoticeState

EVIL = "<script>alert(1)</script>"


def seen(visitor: Visitor, path: str) -> str:
    page = visitor.get(path).text
    found = re.search(r'name="(?:[a-z]+-)?seen"[^>]* value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


# ---- Reading ------------------------------------------------------------------------------------


def test_the_list_names_each_notice_with_its_state_and_who_must_decide(ada, base) -> None:
    page = said(ada.get(base))
    assert "Personal data breach report" in page
    assert "The data protection officer or the general counsel" in page
    assert "Its release waits for the judgement on inside information" in page


def test_beneath_a_sentence_stand_its_facts_with_standing_and_source(ada, base, table) -> None:
    page = said(ada.get(f"{base}/{REPORT}"))
    assert "We are dealing with a cyber incident." in page
    assert "What it is, in a few words : a cyber incident Established" in page
    assert f"source: {table.fact('incident.description').support.source}" in page


def test_a_gap_leads_to_the_question_that_fills_it(ada, base, table) -> None:
    page = ada.get(f"{base}/{REPORT}").text
    assert f"/incidents/{table.incident}/facts/ask/" in page


def test_what_a_recipient_reads_holds_no_gaps(ada, base) -> None:
    page = said(ada.get(f"{base}/{STAFF}/text/now"))
    assert "Dear colleague" in page
    assert "Not written yet" not in page
    assert "gaps are left out" in page


@pytest.mark.parametrize(
    "path",
    [
        "",
        f"/{REPORT}",
        f"/{REPORT}/text/now",
        f"/{REPORT}/versions",
        f"/{REPORT}/redline/now/now",
        f"/{REPORT}/sentences/a1",
        f"/{REPORT}/sentences/a1/after",
        f"/{REPORT}/approval",
        f"/{REPORT}/given",
    ],
)
def test_another_team_sees_what_it_would_see_of_nothing(setting, app, base, path) -> None:
    stranger = signed_in(app, setting.person("Otto Grau"))
    other = stranger.get(f"{base}{path}")
    nothing = stranger.get(f"/incidents/{uuid4()}/notices{path}")
    assert other.status_code == nothing.status_code == 404
    assert said(other) == said(nothing)


@pytest.mark.parametrize(
    "path",
    [
        "/uk.gdpr.99.initial.authority",
        f"/{REPORT}/sentences/none",
        f"/{REPORT}/text/1.7",
        "/uk.gdpr.99.initial.authority/approval",
        "/uk.gdpr.99.initial.authority/given",
    ],
)
def test_what_is_not_there_is_a_clear_page(ada, base, path) -> None:
    assert ada.get(f"{base}{path}").status_code == 404


# ---- Editing ------------------------------------------------------------------------------------


def test_a_sentence_is_edited_on_its_own_page_and_shown_with_its_author(ada, base) -> None:
    path = f"{base}/{REPORT}/sentences/a1"
    page = ada.get(path)
    assert 'value="incident.description" checked' in page.text
    done = ada.post(
        path,
        text="We are dealing with an attack.",
        rests_on="incident.description",
        reason="Plainer.",
        drafted="We are dealing with a cyber incident.",
        seen="0",
    )
    assert "We are dealing with an attack." in said(done)
    assert "Written by hand: Ada Field" in said(done)
    assert "Plainer." in said(done)


@pytest.mark.parametrize("field", ["text", "reason"])
def test_markup_in_a_sentence_is_refused_beside_its_field_and_kept(ada, base, field) -> None:
    path = f"{base}/{REPORT}/sentences/a1"
    ada.get(path)
    typed = {"text": "Words.", "reason": "Why.", "rests_on": "incident.description", field: EVIL}
    page = ada.post(path, **typed)
    assert page.status_code == 422
    assert "HTML" in errors_beside(page)[field]
    assert EVIL not in page.text
    assert "&lt;script&gt;" in page.text


def test_words_that_rest_on_nothing_are_asked_about(ada, base) -> None:
    path = f"{base}/{REPORT}/sentences/r2"
    ada.get(path)
    page = ada.post(path, text="To report it.", reason="Missing.")
    assert page.status_code == 422
    assert "Choose the facts these words state." in page.text


def test_a_sentence_is_left_out_and_taken_back(ada, base) -> None:
    path = f"{base}/{REPORT}/sentences/a1"
    ada.get(path)
    drafted = "We are dealing with a cyber incident."
    page = ada.post(path, what="leave-out", reason="Said above.", drafted=drafted, seen="0")
    assert f"Left out: {drafted}" in said(page)
    page = ada.post(f"{path}/give-back")
    assert "Left out" not in said(page)


def test_a_sentence_is_added_after_another(ada, base) -> None:
    path = f"{base}/{REPORT}/sentences/a1/after"
    assert "After: “We are dealing with a cyber incident.”" in said(ada.get(path))
    page = ada.post(path, text="We will write again.", is_framing="y", reason="A courtesy.")
    assert "We will write again." in said(page)
    assert "Framing: rests on no fact" in said(page)


@pytest.mark.parametrize(
    "path",
    ["/sentences/a1", "/sentences/a1/after", "/sentences/a1/give-back", "/sentences/a1/keep",
     "/freeze", "/begin-again", "/approval/request", "/approval/withdraw"],
)  # fmt: skip
def test_somebody_who_only_approves_changes_no_text(gita, base, path) -> None:
    gita.get(f"{base}/{REPORT}")
    assert gita.post(f"{base}/{REPORT}{path}").status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/approval/approve", "/approval/refuse", "/approval/release",
     "/approval/no-inside-information"],
)  # fmt: skip
def test_somebody_who_only_drafts_decides_nothing(ada, base, path) -> None:
    ada.get(f"{base}/{REPORT}")
    assert ada.post(f"{base}/{REPORT}{path}").status_code == 403


# ---- From freezing to giving --------------------------------------------------------------------


def test_a_notice_goes_from_draft_to_given(ada, gita, app, base, table) -> None:
    path = f"{base}/{REPORT}"
    table.explain()
    page = ada.post(f"{path}/freeze", seen=seen(ada, path))
    assert "Version 1 is frozen" in said(page)

    page = ada.post(f"{path}/approval/request", seen=seen(ada, f"{path}/approval"))
    assert page.status_code == 422
    assert "Say why it may go out" in errors_beside(page)["reason-gap"]
    page = ada.post(
        f"{path}/approval/request",
        seen=seen(ada, f"{path}/approval"),
        reason__gap="Follows by noon.",
    )
    assert table.state() is NoticeState.REQUESTED

    digest = seen(gita, f"{path}/approval")
    assert "Follows by noon." in said(gita.get(f"{path}/approval"))
    page = gita.post(f"{path}/approval/refuse", refuse__seen=digest, refuse__reason="")
    assert "Say why." in errors_beside(page)["refuse-reason"]
    gita.post(f"{path}/approval/approve", seen=digest)
    assert table.state() is NoticeState.SIGNED_OFF
    page = gita.post(f"{path}/approval/release", seen=digest)
    assert "The notice is released." in said(page)

    table.setting.clock.go_on(minutes=30)
    page = gita.get(f"{path}/given")
    assert longest_form(page.text).untouched()["channel"] == ""
    assert "Usually: Online form" in said(page)
    page = gita.post(
        f"{path}/given",
        recipient="Information Commissioner",
        channel="Online form",
        at="2025-04-22",
        at_time="14:10",
        reference="IC-1",
        late_reason="We had to find out first.",
        once="t",
        receipt=(BytesIO(b"%PDF-1.7 yes"), "receipt.pdf"),
    )
    assert table.state() is NoticeState.GIVEN
    assert "It is recorded as sent. The clock of its stage is closed by it." in said(page)
    assert "receipt.pdf" in said(page)
    receipt = re.search(r'href="([^"]+/receipts/[^"]+)"', page.text)
    assert receipt
    file = gita.client.get(receipt[1])
    assert file.data == b"%PDF-1.7 yes"
    assert file.headers["Content-Disposition"] == "attachment; filename=receipt.pdf"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.mimetype == "application/pdf"
    stranger = signed_in(app, table.setting.person("Otto Grau"))
    assert stranger.get(receipt[1]).status_code == 404


def test_a_text_that_moved_is_not_frozen_and_the_page_says_so(ada, base, table) -> None:
    digest = seen(ada, f"{base}/{REPORT}")
    table.record(table.next_version("incident.description", Change.CHANGES, "a fault"))
    page = ada.post(f"{base}/{REPORT}/freeze", seen=digest)
    assert page.status_code == 409
    assert "moved since you opened it" in said(page)


def test_a_version_set_aside_says_which_fact_did_it(ada, base, table) -> None:
    table.sign_off()
    table.record(table.next_version("incident.description", Change.CHANGES, "a fault"))
    for path in (f"{base}/{REPORT}", f"{base}/{REPORT}/approval"):
        page = said(ada.get(path))
        assert "Version 1 was set aside" in page
        assert "What it is, in a few words" in page


ARTICLE = re.compile(r'<article class="letter".*?</article>', re.DOTALL)


def test_who_approves_has_the_frozen_text_in_front_of_them_above_the_buttons(
    ada, gita, base, table
) -> None:
    digest = table.request()
    frozen = ARTICLE.search(gita.get(f"{base}/{REPORT}/text/1.1").text)[0]
    path = f"{base}/{REPORT}/sentences/a1"
    ada.get(path)
    ada.post(
        path, text="We are dealing with, a cyber incident.", rests_on="incident.description",
        reason="A comma.", drafted="We are dealing with a cyber incident.", seen="0",
    )  # fmt: skip
    page = gita.get(f"{base}/{REPORT}/approval").text
    text = ARTICLE.search(page)[0]
    assert re.findall(">([^<]+)<", text) == re.findall(">([^<]+)<", frozen)
    assert "We are dealing with a cyber incident." in text
    assert 'href="#decide">Go to your decision' in page
    assert page.index(text) < page.index("Approve this version") < page.index("Refuse this version")
    assert digest == table.notices.text(table.counsel, *table.here, "1.1").digest
    assert f'name="seen" value="{digest}"' in page


def test_a_version_nobody_can_decide_on_is_not_laid_out_for_decision(gita, base, table) -> None:
    assert not ARTICLE.search(gita.get(f"{base}/{REPORT}/approval").text)
    table.release()
    assert not ARTICLE.search(gita.get(f"{base}/{REPORT}/approval").text)


def test_a_comma_changed_after_approval_is_shown_and_release_refuses(
    ada, gita, base, table
) -> None:
    digest = table.sign_off()
    path = f"{base}/{REPORT}/sentences/a1"
    ada.get(path)
    ada.post(
        path, text="We are dealing with, a cyber incident.", rests_on="incident.description",
        reason="A comma.", drafted="We are dealing with a cyber incident.", seen="0",
    )  # fmt: skip
    assert "The text would come out different now" in said(gita.get(f"{base}/{REPORT}/approval"))
    page = gita.post(f"{base}/{REPORT}/approval/release", seen=digest)
    assert page.status_code == 409
    assert "with, a cyber" in said(page)


def test_a_comparison_is_chosen_on_the_page_of_versions(ada, base, table) -> None:
    table.freeze()
    assert "Compare" in said(ada.get(f"{base}/{REPORT}/versions"))
    page = ada.get(f"{base}/{REPORT}/compare?older=1.1&newer=now")
    assert "Not a word differs." in said(page)


def test_a_new_text_is_begun_after_a_release(ada, base, table) -> None:
    table.release(ANNOUNCEMENT)
    assert "What was released" in said(ada.get(f"{base}/{ANNOUNCEMENT}"))
    page = ada.post(f"{base}/{ANNOUNCEMENT}/begin-again")
    assert "Text no. 2 of this kind" in said(page)
    assert "This is the text that was released" not in said(
        ada.get(f"{base}/{ANNOUNCEMENT}/text/now")
    )


def test_of_a_text_no_law_asks_for_no_clock_is_said_to_close(gita, base, table) -> None:
    table.judge(a_judgement("inside_information", "no", made_at=table.setting.clock()))
    table.setting.clock.go_on(minutes=1)
    table.release(PRESS)
    path = f"{base}/{PRESS}/given"
    page = gita.send(path, gita.untouched(path) | just_now(table.setting))
    assert "It is recorded as sent." in said(page)
    assert "clock" not in said(page).partition("Sent to")[0]


# ---- What is wrong with a submission ------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "beside", "says"),
    [
        ({"recipient": ""}, "recipient", "Say whom"),
        ({"channel": EVIL}, "channel", "HTML"),
        ({"at": ""}, "at", "date"),
        ({"at_time": ""}, "at", "Give the time too"),
        ({"at": "22/04/25"}, "at", "no such date"),
        ({"at": "2031-01-01"}, "at", "in the future"),
        ({"at": "2025-04-21"}, "early_reason", "before the release"),
        ({"receipt": (BytesIO(b"<html>"), "receipt.pdf")}, "receipt", "named as a PDF file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_field_says_what_is_wrong_with_it_and_keeps_what_was_typed(
    gita, base, table, fields, beside, says
) -> None:
    table.release()
    table.setting.clock.go_on(minutes=30)
    path = f"{base}/{REPORT}/given"
    gita.get(path)
    typed = {
        "recipient": "Information Commissioner",
        "channel": "Online form",
        "at": "2025-04-22",
        "at_time": "14:20",
        "reference": "IC-9",
        "late_reason": "We had to find out first.",
    }
    page = gita.post(path, **{**typed, **fields})
    assert page.status_code == 422
    assert says in errors_beside(page)[beside]
    assert 'value="IC-9"' in page.text
    assert table.submissions.view(table.drafter, table.incident, REPORT).given == ()


# ---- Freezing what is ready ---------------------------------------------------------------------


def test_the_list_freezes_every_text_that_is_ready_and_says_which(ada, table, base) -> None:
    form = form_to(ada.get(base).text, f"{base}/freeze")
    page = ada.send(f"{base}/freeze", form.untouched())
    shown = said(page)
    notice = table.notices.texts.packs.catalogue.notice
    for name in (REPORT, PRESS):
        assert f"“{notice(name).title}” as version 1" in shown
    assert "Not frozen" not in shown
    assert f'action="{base}/freeze"' not in page.text
    # Sent once more, nothing is frozen twice.
    ada.send(f"{base}/freeze", form.untouched())
    assert len(table.notices.versions(table.drafter, *table.here).versions) == 1


def test_a_text_left_out_is_named_with_the_reason(ada, table, base) -> None:
    form = form_to(ada.get(base).text, f"{base}/freeze")
    page = ada.send(f"{base}/freeze", form.untouched() | {f"seen-{REPORT}": "0" * 64})
    title = table.notices.texts.packs.catalogue.notice(REPORT).title
    why = "because the text has moved since the list was opened."
    assert f"Not frozen: “{title}”, {why}" in said(page)
    assert table.state() is NoticeState.DRAFTING
    assert table.state(PRESS) is NoticeState.FROZEN


def test_who_does_not_draft_is_not_offered_to_freeze_what_is_ready(gita, base) -> None:
    assert f'action="{base}/freeze"' not in gita.get(base).text

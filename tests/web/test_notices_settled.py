"""Notices on somebody's first day: what presses, where it is settled, what happens next."""

import re

from noticed import PRESS, REPORT, STAFF
from visitors import said, signed_in

from disclosure.signoff.progress import NoticeState


def test_the_list_begins_with_what_is_urgent_and_the_order_of_release(ada, base) -> None:
    page = said(ada.get(base))
    assert page.index("Overdue: send now") < page.index("Order of release")
    assert page.index("Order of release") < page.index("Texts that can be drafted now")
    assert "Must not go out like this" not in page
    assert "the disclosure committee judges it" in page
    assert "Answer “Do customers need to do anything”" in page
    assert page.count("No reason for the delay is recorded") == 1


def test_what_was_found_about_the_case_stands_beside_the_sentence_and_at_its_approval(
    ada, base
) -> None:
    for path in (f"{base}/{STAFF}", f"{base}/{STAFF}/approval"):
        page = ada.get(path)
        assert "is answered with no, but customers are asked to" in said(page)
        assert "/facts/ask/customers.need_to_act" in page.text


def test_every_gap_leads_somewhere_or_is_typed_by_hand(ada, base) -> None:
    shown = ada.get(f"{base}/{REPORT}?only=gaps")
    page = shown.text
    assert "/deadline/uk.gdpr.33/initial" in page
    assert "/records/body/data-protection" in page
    assert "Postal address: nothing is recorded. Ask an owner" in said(shown)  # hers to record
    assert "The law requires: " in page
    assert "The form asks: " in page
    assert "Optional in the form: 1" in page
    assert "Before you freeze it:" in page


def test_after_a_refusal_each_reads_where_things_stand(ada, app, base, table) -> None:
    digest = table.request()
    table.approvals.refuse(
        table.protection, table.incident, REPORT, seen=digest, reason="Say the number."
    )
    dora = said(signed_in(app, table.protection).get(f"{base}/{REPORT}/approval"))
    assert "You refused version 1 at 14:" in dora
    assert "Ada Field mends it and freezes a new version; nothing for you until then." in dora
    assert "Draft; version 1 was refused" in dora
    assert "Nobody has been told by email: tell Ada Field." in dora
    assert "ask Ada Field to freeze the same text again and to ask again" in dora
    draft = said(ada.get(f"{base}/{REPORT}"))
    assert "It is word for word version 1." in draft
    assert "Dora Lind refused version 1 at 14:" in draft
    ada.post(
        f"{base}/{REPORT}/sentences/a1", text="It is an attack.", rests_on="incident.description",
        reason="Plain.", drafted="We are dealing with a cyber incident.", seen="0",
    )  # fmt: skip
    assert "It differs from version 1 in 1 sentence: compare" in said(ada.get(f"{base}/{REPORT}"))


def test_a_release_says_that_nothing_is_sent_and_where_to_file(app, base, table) -> None:
    table.sign_off()
    table.setting.clock.go_on(hours=4)
    page = said(signed_in(app, table.counsel).get(f"{base}/{REPORT}/approval"))
    assert "Releasing sends nothing. Next: file it with Information Commissioner (ICO)" in page
    assert "0303 123 1113" in page
    assert "It can be released by Gita Rao" in page
    assert "Confirm or refresh them" in page


def test_a_report_already_made_is_recorded_on_its_page(ada, base, table) -> None:
    path = f"{base}/{REPORT}/given"
    ada.get(path)
    typed = {
        "outside__recipient": "Information Commissioner",
        "outside__channel": "Telephone",
        "outside__at": "2025-04-19",
        "outside__at_time": "11:00",
        "outside__outside_reason": "",
    }
    page = ada.post(f"{path}/outside", **typed)
    assert page.status_code == 422
    assert "Say why it was not released here" in page.text
    page = ada.post(f"{path}/outside", **{**typed, "outside__outside_reason": "By telephone."})
    assert "Sent to Information Commissioner" in said(page)
    assert "made without a text released here" in said(page)
    assert table.state() is NoticeState.DRAFTING


# ---- Whose turn it is, and what is open ---------------------------------------------------------


def test_a_page_begins_with_whose_turn_it_is_and_whether_it_can_be_taken(ada, gita, base) -> None:
    for path in (f"{base}/{PRESS}", f"{base}/{PRESS}/approval"):
        mine, hers = said(ada.get(path)), said(gita.get(path))
        assert "Your turn: read the draft, mend it and freeze it." in mine
        assert "Can be frozen now: yes; its gaps are left out of the text." in mine
        assert "Only its release waits for the judgement on inside information" in mine
        assert "You do not sign it. Gita Rao can release it." in mine
        assert "Ada Field mends it and freezes it. Nothing for you until then." in hers
        assert "Still needed: the general counsel (Gita Rao)" in hers
        assert "You may also release it." in hers
        assert hers.index("Nothing for you until then") < hers.index("Still open in this text")


def test_the_count_of_what_is_open_adds_up_and_stands_on_every_page(ada, base) -> None:
    pages = [said(ada.get(f"{base}{path}")) for path in ("", f"/{PRESS}", f"/{PRESS}/approval")]
    found = re.search(r"(\d+) to fill in \(gaps\), (\d+) to check, (\d+) worth know", pages[1])
    assert found
    assert all(found[0] in page for page in pages)
    assert f"To fill in: {found[1]}" in pages[1]
    assert f"To check: {found[2]}" in pages[2]
    assert f"Worth knowing: {found[3]}" in pages[2]
    assert "Warns only: it stops nothing." in pages[1]


def test_who_may_not_record_is_told_whom_to_ask(gita, base) -> None:
    page = gita.get(f"{base}/{PRESS}")
    assert "Ask Ada Field" in said(page)
    gaps = page.text.partition("Still open in this text")[2].partition("sentence by sentence")[0]
    assert "Ask Ada Field" in gaps
    assert "/facts/ask/" not in gaps
    assert "Judge “Since when has the organisation been aware" in said(page)  # approvers judge


def test_a_limit_on_words_says_what_was_counted_and_that_it_blocks_nothing(ada, base) -> None:
    page = said(ada.get(f"{base}/{PRESS}"))
    counted = re.search(r"\d+ words without its (\d+) gaps; limit 220\.", page)
    assert counted
    assert f"To fill in: {counted[1]}" in page
    assert "it warns and blocks nothing" in page


def test_a_limit_on_characters_is_counted_beside_the_words(ada, base) -> None:
    page = said(ada.get(f"{base}/voluntary.sms.customers"))
    assert re.search(r"\d+ words and \d+ characters.*?; limit 60 and 306\.", page)


def test_a_gap_of_a_form_is_one_line_beneath_its_question(ada, base) -> None:
    page = said(ada.get(f"{base}/{REPORT}"))
    assert "R2 Why are you reporting? Not answered Answer it" in page
    # A4, A9c, A11, A12 four times, and A16 for the reason of the delay.
    assert "About the breach (8 gaps)" in page


def test_a_refusal_can_name_the_sentence_it_is_about(ada, app, base, table) -> None:
    digest = table.request()
    dora = signed_in(app, table.protection)
    path = f"{base}/{REPORT}/approval"
    assert "R2 Why are you reporting?" in said(dora.get(path))
    typed = {"refuse__seen": digest, "refuse__reason": "Say why we report."}
    assert dora.post(f"{path}/refuse", **typed, refuse__sentence="none").status_code == 409
    dora.post(f"{path}/refuse", **typed, refuse__sentence="r2")
    assert f"{base}/{REPORT}#s-r2" in dora.get(path).text
    draft = said(ada.get(f"{base}/{REPORT}"))
    beneath = draft[draft.index("R2 Why are you reporting?") : draft.index("R3 How large")]
    assert "Refused here: Say why we report. (Dora Lind)" in beneath
    table.freeze()
    assert "Refused here" not in said(ada.get(f"{base}/{REPORT}"))


def test_a_report_made_elsewhere_is_asked_for_where_the_deadline_has_passed(
    ada, app, base, table
) -> None:
    asks = "Already reported by telephone or on the authority’s form?"
    draft = ada.get(f"{base}/{REPORT}")
    assert f"{asks} Record it here" in said(draft)
    assert f"{base}/{REPORT}/given#outside" in draft.text
    sent = ada.get(f"{base}/{REPORT}/given")
    assert "The deadline passed" in said(sent)
    assert re.search(r'<details class="govuk-details" open>[^§]*Record a report already', sent.text)
    assert "cannot have been sent" not in said(sent)
    finn = signed_in(app, table.finance)
    for path in ("", "/given"):
        page = said(finn.get(f"{base}/{REPORT}{path}"))
        assert "sk Ada Field or Gita Rao to record it." in page


def test_the_list_says_what_waits_for_what_and_what_is_not_here(ada, base) -> None:
    page = said(ada.get(base))
    assert "Its release waits for the judgement on inside information" in page
    assert "Each can be frozen and approved now; only its release waits." in page
    assert "Gita Rao can record that, with the reason" in page
    assert "Reports to authorities do not wait." in page
    assert "Do not hold such a warning back: bring the announcement forward so that both" in page
    assert "Nothing is sent from here" in page
    later = page[page.index("Texts that open later") :]
    assert "Letter to the people affected . It opens once it is decided" in later
    assert "Judge “Is a high risk to people" in later
    assert "Open and keep the insider list" in later[later.index("Duties for which no text") :]

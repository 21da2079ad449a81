"""Every entry of an incident reads as one sentence, with its subject in words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from disclosure.trail.actions import Action
from disclosure.trail.entries import Entry
from disclosure.trail.sentences import TELLS, Subject, sentence

AT = datetime(2025, 4, 22, 13, 0, tzinfo=UTC)
ADA, FINN = "p-ada", "p-finn"
HOW = Subject("“How was it found?”", "By monitoring")
SHOP = Subject("“Online shop”", "State: Down", of="“Services”")
REPORT = Subject("“Breach report”")
DECLINED = Subject("“Is a high risk likely?”", "“No”", again="6 May 2025")
DUTY = Subject("“Report a breach: first report”")

OF_THE_INSTALLATION = {
    Action.OWNER_LINK_MADE, Action.PERSON_JOINED, Action.PERSON_INVITED,
    Action.INVITATION_REVOKED, Action.ROLES_CHANGED, Action.PERSON_DISABLED,
    Action.PERSON_ENABLED, Action.PASSWORD_CHANGED, Action.PASSWORD_LINK_MADE, Action.SIGNED_IN,
    Action.SIGN_IN_FAILED, Action.SIGNED_OUT, Action.ORGANISATION_ADDED, Action.PROFILE_RECORDED,
    Action.PROJECTIONS_REBUILT, Action.LIBRARY_NOTED,
}  # fmt: skip


def an_entry(action, subject="", *, actor=ADA, **detail):
    return Entry("c", 1, "0" * 64, AT, actor, "Ada Clark" if actor else "", action, subject, detail)


SAID = [
    (an_entry(Action.INCIDENT_OPENED), Subject("“Tills down”"),
     "Ada Clark opened the incident “Tills down”."),
    (an_entry(Action.INCIDENT_RENAMED, **{"from": "Tills", "to": "Ransom note"}), Subject(""),
     "Ada Clark gave the incident the title “Ransom note” in place of “Tills”."),
    (an_entry(Action.TEAM_JOINED, FINN), Subject("Finn Moss"),
     "Ada Clark put Finn Moss on the team."),
    (an_entry(Action.TEAM_LEFT, FINN), Subject("Finn Moss"),
     "Ada Clark took Finn Moss off the team."),
    (an_entry(Action.TEAM_LEFT, ADA), Subject("Ada Clark"), "Ada Clark left the team."),
    (an_entry(Action.FACT_RECORDED, change="first"), HOW,
     "Ada Clark answered “How was it found?”: By monitoring."),
    (an_entry(Action.FACT_RECORDED, change="wrong-when-said"), HOW,
     "Ada Clark put right the answer to “How was it found?”: By monitoring."),
    (an_entry(Action.FACT_RECORDED, change="re-confirms"), HOW,
     "Ada Clark confirmed that the answer to “How was it found?” was still so: By monitoring."),
    (an_entry(Action.FACT_RECORDED, change="withdrawn"), HOW,
     "Ada Clark took back the answer to “How was it found?”"),
    (an_entry(Action.FACT_RECORDED, change="first"), SHOP,
     "Ada Clark added “Online shop” to “Services”: State: Down."),
    (an_entry(Action.FACT_RECORDED, change="withdrawn"), SHOP,
     "Ada Clark took “Online shop” off “Services”."),
    (an_entry(Action.ENTRIES_ORDERED), Subject("“Services”"),
     "Ada Clark put the entries of “Services” into another order."),
    (an_entry(Action.JUDGEMENT_MADE), Subject("“Is a high risk likely?”", "“No”"),
     "Ada Clark recorded the judgement on “Is a high risk likely?”: “No”."),
    (an_entry(Action.JUDGEMENT_MADE, reviewed=False), DECLINED,
     ("Ada Clark recorded the judgement on “Is a high risk likely?”: “No”, to be looked at again "
      "on 6 May 2025; not reviewed by a second person yet.")),
    (an_entry(Action.JUDGEMENT_MADE, reviewed=True), DECLINED,
     ("Ada Clark recorded the judgement on “Is a high risk likely?”: “No”, to be looked at again "
      "on 6 May 2025.")),
    (an_entry(Action.JUDGEMENT_REVIEWED, reviewer="Ada Clark", role="head of audit"),
     replace(DECLINED, again=""),
     ("Ada Clark reviewed, as a second person, the judgement on “Is a high risk likely?”: “No”.")),
    (an_entry(Action.JUDGEMENT_REVIEWED, reviewer="Gita Rao", role="general counsel"),
     replace(DECLINED, again=""),
     ("Ada Clark recorded that Gita Rao (general counsel) reviewed, as a second person, the "
      "judgement on “Is a high risk likely?”: “No”.")),
    (an_entry(Action.JUDGEMENT_CONFIRMED), DECLINED,
     ("Ada Clark confirmed that the judgement on “Is a high risk likely?” was still so: “No”, to "
      "be looked at again on 6 May 2025.")),
    (an_entry(Action.JUDGEMENT_CONFIRMED), replace(DECLINED, again=""),
     "Ada Clark confirmed that the judgement on “Is a high risk likely?” was still so: “No”."),
    (an_entry(Action.NOTICE_BEGUN, series=1), REPORT, "Ada Clark began work on “Breach report”."),
    (an_entry(Action.SENTENCE_EDITED, text="We are open.", is_removed=False), REPORT,
     "Ada Clark edited a sentence of “Breach report” by hand, to read: “We are open.”"),
    (an_entry(Action.SENTENCE_EDITED, text=None, is_removed=True), REPORT,
     "Ada Clark left a sentence out of “Breach report” by hand."),
    (an_entry(Action.SENTENCE_EDITED, text=None, is_removed=False), REPORT,
     "Ada Clark gave a sentence of “Breach report” its drafted words back."),
    (an_entry(Action.NOTICE_FROZEN, version=2), REPORT,
     "Ada Clark froze version 2 of “Breach report”."),
    (an_entry(Action.NOTICE_FROZEN, version=2, own="Ashdown Ltd", wording="5e"), REPORT,
     "Ada Clark froze version 2 of “Breach report”, in the own wording of Ashdown Ltd."),
    (an_entry(Action.APPROVAL_REQUESTED, version=2, accepted={"gap": "Follows."}), REPORT,
     ("Ada Clark asked for approval of version 2 of “Breach report”, with a reason for one kind of "
     "finding that would have stopped it.")),
    (an_entry(Action.NOTICE_APPROVED, version=2), Subject("“Breach report”", "general counsel"),
     "Ada Clark approved version 2 of “Breach report” as general counsel."),
    (an_entry(Action.NOTICE_REFUSED, version=2), REPORT,
     "Ada Clark refused version 2 of “Breach report”."),
    (an_entry(Action.REQUEST_WITHDRAWN, version=2), REPORT,
     "Ada Clark withdrew the request for approval of version 2 of “Breach report”."),
    (an_entry(Action.NOTICE_SUPERSEDED, version=2), REPORT,
     "Version 2 of “Breach report” was set aside by what Ada Clark recorded."),
    (an_entry(Action.JUDGED_FREE_OF_INSIDE_INFORMATION, version=2), REPORT,
     "Ada Clark judged that version 2 of “Breach report” holds no inside information."),
    (an_entry(Action.NOTICE_RELEASED, version=2), REPORT,
     "Ada Clark released version 2 of “Breach report”."),
    (an_entry(Action.NOTICE_GIVEN, version=2, outside=False, recipient="ICO",
              channel="online form", reference="IC-42"),
     Subject("“Breach report”", "Tue 22 April 2025, 14:00 BST (13:00 UTC)"),
     ("Ada Clark recorded that version 2 of “Breach report” was given to ICO, by online form, "
     "Tue 22 April 2025, 14:00 BST (13:00 UTC), reference IC-42.")),
    (an_entry(Action.NOTICE_GIVEN, version=0, outside=True, recipient="ICO", channel="telephone"),
     REPORT,
     ("Ada Clark recorded a report that was made without a text from here (“Breach report”), to "
     "ICO, by telephone.")),
    (an_entry(Action.RECEIPT_ADDED), Subject("“receipt.pdf”"),
     "Ada Clark added the receipt “receipt.pdf”."),
    (an_entry(Action.OWNER_ASSIGNED, owner=FINN, name="Finn Moss"), DUTY,
     "Ada Clark asked Finn Moss to see to “Report a breach: first report”."),
    (an_entry(Action.OWNER_ASSIGNED, owner=ADA), DUTY,
     "Ada Clark took on “Report a breach: first report”."),
    (an_entry(Action.OWNER_ASSIGNED, owner=""), DUTY,
     "Ada Clark left “Report a breach: first report” with nobody to see to it."),
    (an_entry(Action.LATE_REASON_GIVEN), DUTY,
     "Ada Clark gave the reason why “Report a breach: first report” is late."),
    (an_entry(Action.REMINDER_SENT, actor="", step="before"), DUTY,
     "A reminder of “Report a breach: first report” was sent."),
    (an_entry(Action.REMINDER_FAILED, actor="", step="due", why="No server."), DUTY,
     ("A reminder that the time was up for “Report a breach: first report” could not be sent: No "
     "server.")),
    (an_entry(Action.DOCUMENT_MADE, actor="", kind="record", version=2), REPORT,
     "Disclosure made the PDF of record of version 2 of “Breach report”."),
    (an_entry(Action.SENTENCE_LET_STAND), REPORT,
     "Ada Clark decided not to correct a sentence of “Breach report”."),
    (an_entry(Action.NOTICE_RETURNED), REPORT,
     "Ada Clark brought back a Word file of “Breach report”."),
    (an_entry(Action.SENTENCE_REFUSED), REPORT,
     "Ada Clark refused a change from outside to “Breach report”."),
    (an_entry(Action.SENTENCE_EDITED, text="", is_removed=False), REPORT,
     "Ada Clark gave a sentence of “Breach report” its drafted words back."),
    (replace(an_entry(Action.SENTENCE_EDITED, text="", is_removed=False),
             seals={"detail.text": "5e"}), REPORT,
     "Ada Clark edited a sentence of “Breach report” by hand."),
    (an_entry(Action.NOTICE_BEGUN, series=2), REPORT,
     "Ada Clark began work on “Breach report” again."),
    (an_entry(Action.NOTICE_GIVEN, done=True, channel="Done by the registrar", reference="E-7"),
     Subject("“Tell the registrar”", "Tue 22 April 2025, 14:00 BST (13:00 UTC)"),
     ("Ada Clark recorded that “Tell the registrar” was done by the registrar, Tue 22 April 2025, "
      "14:00 BST (13:00 UTC), kept as E-7.")),
    (an_entry(Action.DOCUMENT_MADE, actor="", kind="draft", version=2), REPORT,
     "Disclosure made the PDF of version 2 of “Breach report”, marked as a draft."),
    (an_entry(Action.DOCUMENT_MADE, actor="", kind="pack"), Subject(""),
     "Disclosure packed every notice into one file."),
    (an_entry(Action.DOCUMENT_MADE, actor="", kind="board"), Subject(""),
     "Disclosure made the page for the board."),
    (an_entry(Action.FACT_RECORDED, change="changes"), HOW,
     "Ada Clark recorded a new answer to “How was it found?”: By monitoring."),
    (an_entry(Action.FACT_RECORDED, change="changes"), SHOP,
     "Ada Clark recorded a change of “Online shop” in “Services”: State: Down."),
    (an_entry(Action.FACT_RECORDED, change="re-confirms"), SHOP,
     "Ada Clark confirmed that “Online shop” in “Services” was still so: State: Down."),
    (an_entry(Action.FACT_RECORDED, change="wrong-when-said"), SHOP,
     "Ada Clark put right “Online shop” in “Services”: State: Down."),
    (an_entry(Action.INCIDENT_CLOSED), Subject("“Tills down”"), "Ada Clark closed the incident."),
    (an_entry(Action.INCIDENT_REOPENED), Subject("“Tills down”"),
     "Ada Clark opened the incident again."),
    (an_entry(Action.REMINDER_DROPPED, actor="", step="before", why="It was done before."), DUTY,
     "A reminder of “Report a breach: first report” was not sent: It was done before."),
    (an_entry(Action.LIBRARY_CHANGED, actor="", deadlines=[
        {"title": "Report a breach", "due_before": "a", "due_after": "b"},
        {"title": "Report a breach", "due_before": "", "due_after": ""},
     ]), Subject(""),
     ("The law library changed, which touches the duty “Report a breach”; one deadline moved.")),
    (an_entry(Action.LIBRARY_CHANGED, actor="", deadlines=[
        {"title": "Report a breach", "due_before": "", "due_after": ""},
        {"title": "Tell people", "due_before": "", "due_after": ""},
     ]), Subject(""), "The law library changed, which touches 2 duties; no deadline moved."),
    (an_entry(Action.REDACTED), Subject("what was written in entry 17"),
     "Ada Clark removed what was written in entry 17 from the record."),
    (an_entry(Action.BUNDLE_EXPORTED), Subject(""), "Ada Clark took a copy of the whole record."),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "subject", "words"), SAID, ids=[words for *_, words in SAID])
def test_an_entry_is_one_sentence(entry, subject, words):
    assert sentence(entry, subject) == words


def test_every_action_of_an_incident_has_a_sentence():
    assert set(Action) - OF_THE_INSTALLATION == set(TELLS)


def test_every_sentence_is_read_in_one_case_at_least():
    assert {entry.action for entry, *_ in SAID} == set(TELLS)


def test_whose_name_or_subject_was_removed_is_not_made_up():
    entry = Entry("c", 1, "0" * 64, AT, ADA, "", Action.NOTICE_FROZEN, "", {"version": 1})
    assert sentence(entry, Subject("")) == (
        "Somebody whose name was removed froze version 1 of something whose name was removed."
    )

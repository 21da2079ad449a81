"""What an action is called in a sentence: 'Ada Clark recorded a fact'."""

from __future__ import annotations

from disclosure.trail.actions import Action

SAID = {
    Action.INCIDENT_OPENED: "opened the incident",
    Action.INCIDENT_RENAMED: "gave the incident another title",
    Action.INCIDENT_CLOSED: "closed the incident",
    Action.INCIDENT_REOPENED: "opened the incident again",
    Action.TEAM_JOINED: "added to the team",
    Action.TEAM_LEFT: "took off the team",
    Action.FACT_RECORDED: "recorded",
    Action.ENTRIES_ORDERED: "put into another order",
    Action.JUDGEMENT_MADE: "recorded the judgement",
    Action.JUDGEMENT_REVIEWED: "reviewed, as a second person, the judgement",
    Action.JUDGEMENT_CONFIRMED: "confirmed that this was still so: the judgement",
    Action.NOTICE_BEGUN: "began",
    Action.SENTENCE_EDITED: "edited a sentence of",
    Action.NOTICE_FROZEN: "froze a version of",
    Action.APPROVAL_REQUESTED: "asked for approval of",
    Action.NOTICE_APPROVED: "approved",
    Action.NOTICE_REFUSED: "refused",
    Action.REQUEST_WITHDRAWN: "withdrew the request for",
    Action.NOTICE_SUPERSEDED: "a changed fact set aside a version of",
    Action.JUDGED_FREE_OF_INSIDE_INFORMATION: "judged free of inside information",
    Action.NOTICE_RELEASED: "released",
    Action.NOTICE_GIVEN: "recorded as given",
    Action.RECEIPT_ADDED: "added a receipt",
    Action.DOCUMENT_MADE: "a document was kept of",
    Action.NOTICE_RETURNED: "brought back a Word file of",
    Action.SENTENCE_REFUSED: "refused a change from outside to",
    Action.SENTENCE_LET_STAND: "decided not to correct a sentence of",
    Action.OWNER_ASSIGNED: "assigned",
    Action.LATE_REASON_GIVEN: "gave the reason for being late with",
    Action.REMINDER_SENT: "a reminder was sent for",
    Action.REMINDER_FAILED: "a reminder could not be sent for",
    Action.REMINDER_DROPPED: "a reminder was no longer needed for",
    Action.REDACTED: "removed what was recorded of",
    Action.BUNDLE_EXPORTED: "took a copy of the whole trail",
}
"""The actions of an incident, as its pages say them after the person's name."""

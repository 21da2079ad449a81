"""The closed list of what can be recorded, in the past tense."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """Something a person, or the program on its own, has done."""

    # People and the installation.
    OWNER_LINK_MADE = "owner-link-made"
    PERSON_JOINED = "person-joined"
    PERSON_INVITED = "person-invited"
    INVITATION_REVOKED = "invitation-revoked"
    ROLES_CHANGED = "roles-changed"
    PERSON_DISABLED = "person-disabled"
    PERSON_ENABLED = "person-enabled"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 - the name of an event
    PASSWORD_LINK_MADE = "password-link-made"  # noqa: S105 - the name of an event
    SIGNED_IN = "signed-in"
    SIGN_IN_FAILED = "sign-in-failed"
    SIGNED_OUT = "signed-out"
    ORGANISATION_ADDED = "organisation-added"
    PROFILE_RECORDED = "profile-recorded"
    PROJECTIONS_REBUILT = "projections-rebuilt"
    LIBRARY_NOTED = "library-noted"

    # The trail itself.
    REDACTED = "redacted"
    BUNDLE_EXPORTED = "bundle-exported"

    # An incident.
    INCIDENT_OPENED = "incident-opened"
    INCIDENT_RENAMED = "incident-renamed"
    INCIDENT_CLOSED = "incident-closed"
    INCIDENT_REOPENED = "incident-reopened"
    TEAM_JOINED = "team-joined"
    TEAM_LEFT = "team-left"

    LIBRARY_CHANGED = "library-changed"

    # What is known, and who has judged what.
    FACT_RECORDED = "fact-recorded"
    ENTRIES_ORDERED = "entries-ordered"
    JUDGEMENT_MADE = "judgement-made"
    JUDGEMENT_REVIEWED = "judgement-reviewed"
    JUDGEMENT_CONFIRMED = "judgement-confirmed"

    # Notices.
    NOTICE_BEGUN = "notice-begun"
    SENTENCE_EDITED = "sentence-edited"
    NOTICE_FROZEN = "notice-frozen"
    APPROVAL_REQUESTED = "approval-requested"
    NOTICE_APPROVED = "notice-approved"
    NOTICE_REFUSED = "notice-refused"
    REQUEST_WITHDRAWN = "request-withdrawn"
    NOTICE_SUPERSEDED = "notice-superseded"
    JUDGED_FREE_OF_INSIDE_INFORMATION = "judged-free-of-inside-information"
    NOTICE_RELEASED = "notice-released"
    NOTICE_GIVEN = "notice-given"
    RECEIPT_ADDED = "receipt-added"
    DOCUMENT_MADE = "document-made"
    NOTICE_RETURNED = "notice-returned"
    SENTENCE_REFUSED = "sentence-refused"
    SENTENCE_LET_STAND = "sentence-let-stand"

    # Deadlines.
    OWNER_ASSIGNED = "owner-assigned"
    LATE_REASON_GIVEN = "late-reason-given"
    REMINDER_SENT = "reminder-sent"
    REMINDER_FAILED = "reminder-failed"
    REMINDER_DROPPED = "reminder-dropped"


INSTALLATION = "installation"
"""The chain of what concerns no one incident; each incident has a chain of its own."""

NEEDS_REASON = frozenset(
    {
        Action.NOTICE_REFUSED,
        Action.SENTENCE_EDITED,
        Action.SENTENCE_LET_STAND,
        Action.LATE_REASON_GIVEN,
        Action.JUDGEMENT_CONFIRMED,
        Action.JUDGED_FREE_OF_INSIDE_INFORMATION,
        Action.REDACTED,
    }
)
"""What is not recorded without saying why."""

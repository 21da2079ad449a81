"""Rules about reports to an authority: late ones, spent ones, and what stands behind them."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.facts.standings import Standing
from disclosure.law.deadlines import ClockState, StageDeadline
from disclosure.law.duties import Duty, Outcome
from disclosure.words.findings import STATED, CaseInputs, Finding, Severity, of_case, of_draft
from disclosure.words.keys import group_of
from disclosure.words.rules_of_duties import weight
from disclosure.words.rules_of_facts import AWARE, INVOLVED
from disclosure.words.standing_facts import JUDGEMENT

LATE = (ClockState.OVERDUE, ClockState.MET_LATE)
LATE_REASON, PURPOSE, PHASE = "report.late_reason", "report.purpose", "report.phase"
RISK = "risk_to_individuals"


def late_without_reason(case: CaseInputs) -> Iterator[Finding]:
    """Find late notices whose reasons nobody has given (UK GDPR Art 33(1), second sentence)."""
    for duty, stage in _late_stages(case):
        said = _recorded(case) or _sent_with(duty, stage, case)
        if not said and not case.known.late_reason(duty.obligation.id, stage.id):
            yield of_case(
                "late-without-reason",
                weight(duty),
                f"“{duty.obligation.title}” ({stage.title}) is late, and no reason for the delay "
                f"is recorded. The law asks for it ({duty.obligation.cite}), and a late notice "
                "without it is incomplete. Record what held it up, as it was.",
                deadline=f"{duty.obligation.id}/{stage.id}",
            )


def late_reasons_differ(case: CaseInputs) -> Iterator[Finding]:
    """Find a reason for the delay that is not the one given when the notice was sent."""
    for duty, stage in _late_stages(case):
        recorded, sent = _recorded(case), _sent_with(duty, stage, case)
        if recorded and sent and _plain(recorded) != _plain(sent):
            yield of_case(
                "late-reasons-differ",
                Severity.WARNING,
                f"For “{duty.obligation.title}” two reasons for the delay are recorded: “{sent}” "
                f"when it was sent, and “{recorded}” now. The authority compares them. Settle "
                "which is right; if the first was wrong, tell the authority so.",
                facts=(LATE_REASON,),
                deadline=f"{duty.obligation.id}/{stage.id}",
            )


def _late_stages(case: CaseInputs) -> Iterator[tuple[Duty, StageDeadline]]:
    for duty in case.duties:
        for stage in duty.stages:
            stands = duty.outcome is not Outcome.DOES_NOT_APPLY
            if stands and stage.late_needs and stage.state in LATE:
                yield duty, stage


def _recorded(case: CaseInputs) -> str:
    version = case.known.fact(LATE_REASON)
    stated = version is not None and version.standing in STATED
    return str(version.value or "") if version and stated else ""


def _sent_with(duty: Duty, stage: StageDeadline, case: CaseInputs) -> str:
    submission = case.known.submission(duty.obligation.id, stage.id, stage.stage.each_of)
    return submission.late_reason if submission else ""


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".").casefold()


def aware_but_unknown(case: CaseInputs) -> Iterator[Finding]:
    """Find awareness judged although it is open whether personal data is involved.

    Awareness needs a reasonable degree of certainty that personal data was compromised
    (Art 33(1), read with the guidance the judgement itself shows).
    """
    involved = case.known.fact(INVOLVED)
    is_open = involved is None or involved.standing in (Standing.UNKNOWN, Standing.NO_SIGN)
    judged = case.known.judgement(AWARE)
    if is_open and judged and judged.value == "aware":
        why = judged.why.strip().rstrip(".")
        reason = f"The recorded reason is “{why}”." if why else "No reason is recorded."
        yield of_case(
            "aware-but-unknown",
            Severity.WARNING,
            f"Awareness of a personal data breach is judged, but {case.label(INVOLVED)} is not "
            "answered with yes. Awareness needs a reasonable degree of certainty. Check that the "
            f"reason says whether the moment was taken as a precaution. {reason} If it was, judge "
            "again that it is not certain, and choose “it is not yet clear” as the purpose of the "
            "report; else settle one of the two.",
            facts=(INVOLVED, f"{JUDGEMENT}.{AWARE}", PURPOSE),
        )


def threshold_against_risk(case: CaseInputs) -> Iterator[Finding]:
    """Find a report said to be due while the risk is judged unlikely, or that left unreasoned."""
    judged = case.known.judgement(RISK)
    if judged is None or judged.value != "unlikely":
        return
    purpose = case.known.fact(PURPOSE)
    if purpose and purpose.standing in STATED and purpose.value == "threshold-met":
        yield of_case(
            "threshold-against-risk",
            Severity.WARNING,
            "The report says that we consider the threshold met, but a risk to people is judged "
            "unlikely. Below that risk nothing has to be reported (UK GDPR Art 33(1)). Judge the "
            "risk again, or report for awareness.",
            facts=(f"{JUDGEMENT}.{RISK}", PURPOSE),
        )
    if not judged.why.strip():
        yield of_case(
            "threshold-against-risk",
            Severity.WARNING,
            "A risk to people is judged unlikely, and no reason is recorded. The register of "
            "breaches must let the authority check why nothing was reported (UK GDPR Art 33(5)). "
            "Record the reason with the judgement.",
            facts=(f"{JUDGEMENT}.{RISK}",),
        )


def already_sent(case: CaseInputs) -> Iterator[Finding]:
    """Find drafts of a notice that has been sent: whoever sends them reports twice."""
    phase = case.known.fact(PHASE)
    if phase and phase.standing is Standing.CONFIRMED and phase.value == "follow-up":
        return
    for draft in case.drafts:
        group = group_of(draft.notice, draft.audience)
        sent = case.known.submission_to(draft.obligation, draft.stage, group)
        if sent:
            reference = f" under the reference {sent.reference}" if sent.reference else ""
            yield of_draft(
                "already-sent",
                Severity.WARNING,
                draft,
                f"This notice is recorded as sent{reference}, so this draft is spent. Sent again, "
                "it would open a second case. Give what is new in a follow-up that quotes the "
                "reference.",
            )

"""Rules about duties and promises: what was told, what is recorded of it, what is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from disclosure.facts.case import Release
from disclosure.facts.instants import When, clock, weekday
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion
from disclosure.law.deadlines import ClockState, StageDeadline
from disclosure.law.duties import Duty, Outcome
from disclosure.words.corrections import newest
from disclosure.words.findings import STATED, CaseInputs, Finding, Severity, of_case, of_draft
from disclosure.words.rules_of_facts import AWARE
from disclosure.words.rules_of_text import NEXT_UPDATE

BACK_AT, STILL_OUT = "returns_at", ("affected", "stopped", "delayed")
SETTLED = (Standing.CONFIRMED, Standing.RULED_OUT)
DATA_PROTECTION = "data-protection"
REGULATORS = (DATA_PROTECTION, "financial", "other-regulator")
"""Types of bodies that supervise us. The NCSC and the police do not."""


def told_without_record(case: CaseInputs) -> Iterator[Finding]:
    """Find bodies that texts call told without time and reference on record.

    Regulators answer the press within the hour (rule X1, pitfall P19): who claims to have told
    one must be able to say when, and under which number.
    """
    for body in _told(case):
        has = (bool(body.fields.get("told_at")), bool(body.fields.get("reference")))
        missing = {
            (False, False): "neither the time nor a reference is recorded",
            (False, True): "the time is not recorded",
            (True, False): "no reference is recorded",
        }.get(has)
        if missing and case.is_said(body.key):
            is_regulator = body.fields.get("type") in REGULATORS
            who = "Regulators answer" if is_regulator else "Bodies we name are asked by"
            yield of_case(
                "told-without-record",
                Severity.WARNING,
                f"The texts say that we have told {case.label(body.key)}, but {missing}. "
                f"{who} the press within the hour, so the claim must hold at once. "
                "Record what is missing, or let it stand as “to be told”.",
                facts=(body.key,),
            )


def clock_open_though_told(case: CaseInputs) -> Iterator[Finding]:
    """Find authorities called told while no notice to them is recorded.

    Only a recorded notice stops a clock (UK GDPR Art 33(1): the notification itself, not a call
    to say that one will come).
    """
    for body in _told(case):
        for duty in _answered_by(body, case):
            first = duty.obligation.stages[0]
            if case.known.submission(duty.obligation.id, first.id, first.each_of) is None:
                yield of_case(
                    "clock-open-though-told",
                    Severity.WARNING,
                    f"{case.label(body.key)} stands as told, but no notice is recorded under "
                    f"“{duty.obligation.title}” ({duty.obligation.cite}), so its clock is not "
                    "stopped. Record the notice with its time and reference, or send it; if it "
                    "was only announced by telephone, say no more than that.",
                    facts=(body.key,),
                    deadline=f"{duty.obligation.id}/{first.id}",
                )


def _told(case: CaseInputs) -> Iterator[FactVersion]:
    for body in case.known.entries("body"):
        if body.fields.get("state") == "told" and body.standing in STATED:
            yield body


def _answered_by(body: FactVersion, case: CaseInputs) -> Iterator[Duty]:
    """Give the duties a body's notice answers: the one named, or for data protection its own."""
    named = body.fields.get("obligation")
    for duty in case.duties:
        obligation = duty.obligation
        if duty.outcome is Outcome.DOES_NOT_APPLY or not obligation.stages:
            continue
        first = obligation.stages[0].limits
        starts_with_awareness = any(limit.starts_at.key == AWARE for limit in first)
        by_type = body.fields.get("type") == DATA_PROTECTION and obligation.audience == "authority"
        if obligation.id == named or (not named and by_type and starts_with_awareness):
            yield duty


def overdue(case: CaseInputs) -> Iterator[Finding]:
    """Find stages past their time, and those past the earliest it can be (pitfalls P11, P12)."""
    for duty in case.duties:
        for stage in duty.stages:
            due = stage.due_at
            if due is None or duty.outcome is Outcome.DOES_NOT_APPLY:
                continue
            deadline = f"{duty.obligation.id}/{stage.id}"
            name = f"“{duty.obligation.title}”"
            if len(duty.stages) > 1:
                name = f"{name} ({stage.title})"
            if stage.state is ClockState.OVERDUE:
                words = _overdue_words(name, stage, due, case)
                yield of_case("overdue", weight(duty), words, deadline=deadline)
            elif stage.state is ClockState.EARLIEST_POSSIBLE and due < case.known.at:
                yield of_case(
                    "overdue",
                    Severity.WARNING,
                    f"{name}: the earliest deadline there can be passed at {_at(due, case)}, and "
                    "nobody has judged when the clock began. An authority may argue for the "
                    "earliest moment. Have it judged now, write down why, and send what is known.",
                    deadline=deadline,
                )


def weight(duty: Duty) -> Severity:
    """Weigh what a duty asks for: one that is still open stops nothing."""
    stands = duty.outcome in (Outcome.APPLIES, Outcome.PRESUMED)
    return Severity.STOP if stands else Severity.WARNING


def _overdue_words(name: str, stage: StageDeadline, due: datetime, case: CaseInputs) -> str:
    reasons = " and give the reasons for the delay" if stage.late_needs else ""
    return (
        f"{name} was due at {_at(due, case)}, and no notice is recorded. Every further hour is "
        f"harder to explain. Send what is known now{reasons}, then record when it went and the "
        "reference."
    )


def _at(moment: datetime, case: CaseInputs) -> str:
    local = moment.astimezone(case.known.zone)
    return f"{clock(local)} on {weekday(local)} {local.year}"


# ---- Promises ------------------------------------------------------------------------------------


def promises_due(case: CaseInputs) -> Iterator[Finding]:
    """Find promises whose time has passed: those listed, released or about to be drafted.

    A promise in a released text is a deadline (pattern 16: an update was promised, none came).
    """
    for promise in case.known.entries("promise"):
        due = promise.fields.get("due_at")
        if promise.standing in STATED and isinstance(due, When) and due.latest < case.known.at:
            yield of_case(
                "promise-due",
                Severity.WARNING,
                f"We promised {case.label(promise.key)} by {_at(due.latest, case)}. A promise that "
                "passes in silence costs more than the one not made. Keep it now and say so; if it "
                "was kept, withdraw this entry with that reason.",
                facts=(promise.key,),
            )
    yield from _updates_promised_and_not_given(case)
    yield from _updates_already_past(case)
    yield from _expected_and_past(case)


def _updates_promised_and_not_given(case: CaseInputs) -> Iterator[Finding]:
    for release in case.known.releases:
        due = _promised_update(release, case)
        followed = any(
            later.audience == release.audience and later.at > release.at
            for later in case.known.releases
        )
        if due and due < case.known.at and not followed:
            yield of_case(
                "promise-due",
                Severity.WARNING,
                f"The text “{release.id}” promised more by {_at(due, case)}, and nothing has gone "
                "to the same readers since. They notice that nobody came back. Release an update "
                "now, even if there is no news.",
            )


def _promised_update(release: Release, case: CaseInputs) -> datetime | None:
    for sentence in release.sentences:
        for key, number in newest(sentence.rests_on).items():
            version = case.known.versions.get(f"{key}@{number}")
            if version and version.key == NEXT_UPDATE and isinstance(version.value, When):
                return version.value.latest
    return None


def _updates_already_past(case: CaseInputs) -> Iterator[Finding]:
    version = case.known.fact(NEXT_UPDATE)
    due = version.value.latest if version and isinstance(version.value, When) else None
    if due is None or due >= case.known.at:
        return
    for draft, sentence in case.said():
        if any(rest.fact == NEXT_UPDATE and rest.standing in STATED for rest in sentence.rests_on):
            message = (
                f"This promises more by {_at(due, case)}, which has passed. Readers will see a "
                "text that was late before it went out. Record a new time for the next update."
            )
            yield of_draft("promise-due", Severity.WARNING, draft, message, sentence=sentence)


def _expected_and_past(case: CaseInputs) -> Iterator[Finding]:
    """Find what was to be back, or known, by a time that has passed: texts still promise it."""
    for version in case.known.current.values():
        back, known_by = version.fields.get(BACK_AT), version.support.expected_by
        is_still_out = version.standing in STATED and version.fields.get("state") in STILL_OUT
        if is_still_out and isinstance(back, When) and back.latest < case.known.at:
            message = (
                f"{case.label(version.key)} was expected back by {_at(back.latest, case)}, which "
                "has passed, and is not recorded as back. Texts still promise that time. Record "
                "how it is now, or a new time."
            )
        elif known_by and known_by < case.known.at and version.standing not in SETTLED:
            message = (
                f"We expected to know more about {case.label(version.key)} by "
                f"{_at(known_by, case)}, which has passed. Texts still promise that time. Record "
                "the answer, or a new time."
            )
        else:
            continue
        yield of_case("promise-due", Severity.WARNING, message, facts=(version.key,))

"""An assessment for a terminal: what is due first, then every duty with its reasons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disclosure.facts.instants import in_words, utc
from disclosure.law.conditions import Answer
from disclosure.law.confidence import IN_WORDS
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import Outcome
from disclosure.outputs.terminal import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty
    from disclosure.outputs.assessment import Assessment

VOLUNTARY = "voluntary"
OUTCOME_WORDS = {
    Outcome.APPLIES: "Applies",
    Outcome.PRESUMED: "Presumed to apply",
    Outcome.UNDETERMINED: "Not decided yet",
    Outcome.DOES_NOT_APPLY: "Does not apply",
}
STATE_WORDS = {
    ClockState.WAITING: "waits for its start",
    ClockState.EARLIEST_POSSIBLE: "earliest it could be due; the start is not known yet",
    ClockState.RUNNING: "running",
    ClockState.OVERDUE: "OVERDUE: send what is known, and say why it is late",
    ClockState.MET: "met",
    ClockState.MET_LATE: "sent late",
    ClockState.CANNOT_COUNT: "cannot be counted",
}


WATCHED_MEANS = (
    "Bills and proposals. They bind nobody; this is how each would stand if it were law as it "
    "reads now."
)
STATUS_WORDS = {"bill": "Bill", "proposed": "Proposal"}
WOULD_WORDS = {
    Outcome.APPLIES: "It would apply",
    Outcome.PRESUMED: "It would be presumed to apply",
    Outcome.UNDETERMINED: "Whether it would apply is open",
    Outcome.DOES_NOT_APPLY: "It would not apply",
}
OUTCOME_MEANS = {
    Outcome.APPLIES: "",
    Outcome.PRESUMED: "Treat these as applying until what is open is settled.",
    Outcome.UNDETERMINED: "An answer decides. Clocks are shown as they would run.",
    Outcome.DOES_NOT_APPLY: "With the row that decided it.",
}
NAMED = re.compile(r"\b(?:(?:judged|decided|fact):)?([a-z][a-z_]*(?:\.[a-z_]+)*)\b")
JUDGED = re.compile(r"\b([a-z_]+): judged ([a-z-]+)")


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called.

    Attributes:
        authorities: The authorities' names on the day of the law applied, by id.
        questions: The questions behind `fact:…`, `profile:…` and `judgement:…`, by that name.
        judged: What each answer to a judgement is called, by its key and the answer.
        not_covered: What the library does not hold yet.
    """

    authorities: Mapping[str, str]
    questions: Mapping[str, str] = field(default_factory=dict)
    not_covered: tuple[str, ...] = ()
    judged: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def asked(self, name: str) -> str:
        """Give a question with its name, or the name alone."""
        question = self.questions.get(name)
        return f"“{question}” ({name})" if question else name

    def in_words(self, step: str) -> str:
        """Put questions in the place of bare keys in a line of arithmetic."""
        for name, words in self.questions.items():
            kind, _, key = name.partition(":")
            if kind == "submitted":
                step = step.replace(f" {key} ", f" “{words}” ")

        def answer(match: re.Match[str]) -> str:
            key, value = match.groups()
            words = self.judged.get((key, value))
            return f"{key}: judged “{words}”" if words else match.group(0)

        def said(match: re.Match[str]) -> str:
            key = match.group(1)
            for kind in ("judgement", "fact", "profile"):
                if f"{kind}:{key}" in self.questions:
                    return f"“{self.questions[f'{kind}:{key}']}”"
            return match.group(0)

        return NAMED.sub(said, JUDGED.sub(answer, step))


def outcome_words(duty: Duty) -> str:
    """Say how a duty stands; of one that is only prepared for, also that."""
    prepare = " (prepare now)" if duty.is_prepared else ""
    return f"{OUTCOME_WORDS[duty.outcome]}{prepare}"


def meanwhile_words(duty: Duty) -> str:
    """Say why a duty is presumed, and that it is prepared for; nothing where nobody wrote why."""
    if not duty.meanwhile:
        return ""
    does = "Prepare now, while nobody has judged." if duty.is_prepared else "Presumed meanwhile."
    return " ".join((does, *duty.meanwhile))


def open_words(duty: Duty) -> str:
    """Say what becomes of what is still open; nothing where the duty waits for it."""
    if duty.is_prepared:
        return "Still open, and the answer decides whether it is owed"
    stands = duty.outcome in (Outcome.APPLIES, Outcome.PRESUMED)
    return "Still open, though the duty does not wait for it" if stands else ""


def as_text(assessment: Assessment, names: Names) -> str:
    """Give the assessment for a terminal."""
    zone = assessment.case.zone
    lines = [
        *wrapped(assessment.case.title),
        *wrapped(
            f"{assessment.case.organisation.name}, as known at {in_words(assessment.at, zone)}."
        ),
        *wrapped(f"Law as of {assessment.law_as_of.isoformat()}. {assessment.law_note}".rstrip()),
        "",
        *_soonest(assessment),
    ]
    if not assessment.duties:
        lines.append("No rule in the library is in force on that day.")
    binding = [duty for duty in assessment.duties if duty.obligation.kind != VOLUNTARY]
    for outcome in Outcome:
        found = [duty for duty in binding if duty.outcome is outcome]
        title = OUTCOME_WORDS[outcome].upper()
        lines += _section(title, OUTCOME_MEANS[outcome], found, assessment, names=names)
    voluntary = [duty for duty in assessment.duties if duty.obligation.kind == VOLUNTARY]
    means = "No duty and no limit; often wise."
    lines += _section("VOLUNTARY", means, voluntary, assessment, names=names)
    lines += _watched(assessment, names)
    if names.not_covered:
        lines += wrapped(
            f"Not checked, because it is not in the library yet: {'; '.join(names.not_covered)}."
        )
    return "\n".join(lines).rstrip() + "\n"


def _section(
    title: str, means: str, duties: Iterable[Duty], assessment: Assessment, *, names: Names
) -> Iterator[str]:
    ordered = sorted(duties, key=_urgency)
    if not ordered:
        return
    yield title
    if means:
        yield from wrapped(means)
    yield ""
    for duty in ordered:
        yield from _duty_lines(duty, assessment, names)
        yield ""


# ---- What is not law ---------------------------------------------------------------------------


def _watched(assessment: Assessment, names: Names) -> Iterator[str]:
    """Give the bills and proposals with their shadow clocks, apart from every duty."""
    if not assessment.watched:
        return
    yield "WATCHED, NOT LAW"
    yield from wrapped(WATCHED_MEANS)
    yield ""
    for duty in assessment.watched:
        rule = duty.obligation
        status = STATUS_WORDS.get(rule.status, rule.status)
        to = names.authorities.get(rule.authority, rule.authority)
        yield from wrapped(f"{rule.title}  [{rule.id}]")
        yield from wrapped(f"{rule.cite} · {status} of {rule.in_force_from} · to: {to}", "  ")
        yield from wrapped(f"{WOULD_WORDS[duty.outcome]}.", "  ")
        for stage in duty.stages:
            yield from wrapped(
                f"* {stage.title}: {shadow_words(stage, assessment.case.zone)}.", "  "
            )
        yield ""


def shadow_words(stage: StageDeadline, zone: ZoneInfo) -> str:
    """Say when a stage of what is not law would be due; never that it is."""
    if stage.due_at:
        earliest = " at the earliest" if stage.state is ClockState.EARLIEST_POSSIBLE else ""
        return f"would be due {in_words(stage.due_at, zone)}{earliest}"
    if stage.state is ClockState.WAITING:
        return "its time would not have begun"
    if stage.state is ClockState.CANNOT_COUNT:
        return "its time cannot be counted"
    return f"would be running, {stage.promptness or 'without a limit in hours or days'}"


# ---- What is due -----------------------------------------------------------------------------


def _urgency(duty: Duty) -> tuple[float, str]:
    """Order duties by their soonest open deadline; those without one come last, by id."""
    due = [utc(moment).timestamp() for _, moment in _open_deadlines(duty)]
    return min(due, default=float("inf")), duty.obligation.id


def _open_deadlines(duty: Duty) -> Iterator[tuple[StageDeadline, datetime]]:
    """Give the stages that have a deadline and have not been met."""
    for stage in duty.stages:
        if stage.due_at is not None and stage.state not in (ClockState.MET, ClockState.MET_LATE):
            yield stage, stage.due_at


def _soonest(assessment: Assessment) -> Iterator[str]:
    """Give every open deadline, the soonest first: what is looked for at night."""
    found = [
        (due, stage, duty.obligation)
        for duty in assessment.duties
        for stage, due in _open_deadlines(duty)
    ]
    prompt = [
        (stage, duty.obligation)
        for duty in assessment.duties
        for stage in duty.stages
        if duty.outcome in (Outcome.APPLIES, Outcome.PRESUMED)
        and duty.obligation.kind != VOLUNTARY
        and stage.due_at is None
        and stage.state is ClockState.RUNNING
    ]
    if not found and not prompt:
        return
    yield "DEADLINES"
    yield ""
    for due, stage, rule in sorted(found, key=lambda entry: (utc(entry[0]), entry[2].id)):
        moment = in_words(due, assessment.case.zone)
        yield from wrapped(f"{moment}: {_standing(stage, due, assessment.at)}.", "  ")
        yield from wrapped(f"{rule.title}, {_inside(stage.title)}  [{rule.id}]", "    ")
    for stage, rule in prompt:
        yield from wrapped(f"No limit in hours, but running: {stage.promptness}.", "  ")
        yield from wrapped(f"{rule.title}, {_inside(stage.title)}  [{rule.id}]", "    ")
    yield ""


def _standing(stage: StageDeadline, due: datetime, at: datetime) -> str:
    """Say in a few words how a deadline stands."""
    if stage.state is not ClockState.EARLIEST_POSSIBLE:
        return STATE_WORDS[stage.state]
    if utc(at) > utc(due):
        return "the earliest it could be due, and that has passed: judge the start now"
    return "the earliest it could be due; the start is not known yet"


# ---- One duty --------------------------------------------------------------------------------


def _duty_lines(duty: Duty, assessment: Assessment, names: Names) -> Iterator[str]:
    rule = duty.obligation
    reviewed = f"reviewed by {rule.reviewed_by}" if rule.reviewed_by else "not reviewed by a lawyer"
    yield from wrapped(f"{rule.title}  [{rule.id}]")
    to = names.authorities.get(rule.authority, rule.authority)
    yield from wrapped(f"{rule.cite} · to: {to}", "  ")
    yield from wrapped(f"Weakest support: {IN_WORDS[duty.confidence]}; {reviewed}.", "  ")
    yield from wrapped(meanwhile_words(duty), "  ") if duty.meanwhile else ()
    yield from _reasons(duty)
    if duty.waits_for:
        asked = "; ".join(names.asked(name) for name in duty.waits_for)
        yield from wrapped(f"{open_words(duty) or 'Waits for'}: {asked}.", "  ")
    for stage in duty.stages:
        yield from _stage_lines(stage, assessment, names)


def _reasons(duty: Duty) -> Iterator[str]:
    """Give the rows that decided it; for a duty that does not apply, only those."""
    for wanted, readings in ((Answer.NO, duty.because), (Answer.YES, duty.exceptions)):
        for reading in readings:
            decisive = duty.outcome is not Outcome.DOES_NOT_APPLY or reading.answer is wanted
            if decisive:
                answer = "Not decided" if reading.duty_stands else reading.answer.capitalize()
                yield from wrapped(
                    f"- {reading.asks} {answer}. ({reading.known}; "
                    f"{reading.cite}, {reading.confidence})",
                    "  ",
                )


def _stage_lines(stage: StageDeadline, assessment: Assessment, names: Names) -> Iterator[str]:
    zone = assessment.case.zone
    standard = f", {stage.promptness}" if stage.promptness else ""
    yield from wrapped(f"* {stage.title}{standard}: {STATE_WORDS[stage.state]}.", "  ")
    last = ""
    if stage.due_at:
        last = f"Due {in_words(stage.due_at, zone)}."
        earliest = " at the earliest" if stage.state is ClockState.EARLIEST_POSSIBLE else ""
        due = f"Due{earliest} {in_words(stage.due_at, zone)}"
        if stage.outer_limit_at:
            due += f"; outer limit {in_words(stage.outer_limit_at, zone)}"
        yield from wrapped(f"{due}.", "    ")
    for step in stage.arithmetic:
        if step != last:
            yield from wrapped(names.in_words(step), "    ")


def _inside(title: str) -> str:
    """Write a title as it stands inside a sentence; names keep their capitals."""
    return f"{title[:1].lower()}{title[1:]}"

"""The registers of one incident as rows: facts, duties, submissions, approvals.

Rows are data. `spreadsheets` writes them as files; nothing here knows how.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.facts.in_words import (
    CEILING_WORDS,
    CHANGE_WORDS,
    STANDING_WORDS,
    answer_in_words,
    fields_in_words,
    name_of,
)
from disclosure.law.conditions import Answer
from disclosure.law.confidence import IN_WORDS
from disclosure.law.duties import Outcome
from disclosure.outputs.assessment_text import STATE_WORDS, VOLUNTARY, outcome_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from disclosure.facts.versions import FactVersion
    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.law.conditions import Reading
    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty
    from disclosure.outputs.assessment import Assessment
    from disclosure.outputs.assessment_text import Names

Cell = str | int | datetime | None


class Kind(StrEnum):
    """What a column holds: words, a number, or an instant in the civil or the universal clock."""

    TEXT = "text"
    NUMBER = "number"
    LOCAL = "local"
    UTC = "utc"


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        width: In characters, of a spreadsheet.
    """

    title: str
    kind: Kind = Kind.TEXT
    width: int = 20


@dataclass(frozen=True, slots=True)
class Register:
    """A register as rows; each cell fits the kind of its column, or is None.

    Attributes:
        id: `facts`.
        about: In one sentence, what stands in it.
    """

    id: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    zone: ZoneInfo

    def headings(self) -> tuple[str, ...]:
        """Give the headings; those of instants name their clock."""
        return tuple(self._heading(column) for column in self.columns)

    def _heading(self, column: Column) -> str:
        clock = {Kind.LOCAL: self.zone.key, Kind.UTC: "UTC"}.get(column.kind)
        return f"{column.title} ({clock})" if clock else column.title


EXAMPLE = Column("Example", width=10)


def as_example(register: Register) -> Register:
    """Give a register whose every row says that it is made up."""
    return replace(
        register,
        columns=(EXAMPLE, *register.columns),
        rows=tuple(("EXAMPLE", *row) for row in register.rows),
    )


# ---- Facts -------------------------------------------------------------------------------

FACTS = (
    Column("Fact", width=34),
    Column("Key", width=28),
    Column("Version", Kind.NUMBER, 9),
    Column("What is recorded", width=60),
    Column("How well it is known", width=24),
    Column("Source", width=30),
    Column("Why it is believed", width=36),
    Column("True at", Kind.LOCAL, 19),
    Column("Recorded", Kind.LOCAL, 19),
    Column("Recorded by", width=20),
    Column("Change", width=18),
    Column("Reason for the change", width=36),
    Column("May reach", width=26),
)


def facts_register(
    versions: Iterable[FactVersion], vocabulary: Vocabulary, zone: ZoneInfo
) -> Register:
    """Give every version of every fact, the versions of one fact together."""
    held = tuple(versions)
    places = {key: place for place, key in enumerate(dict.fromkeys(v.key for v in held))}
    ordered = sorted(held, key=lambda version: (places[version.key], version.number))
    return Register(
        "facts",
        "Register of facts",
        "Every version of every fact, with how well it was known, and who recorded it.",
        FACTS,
        tuple(_fact(version, vocabulary, zone) for version in ordered),
        zone,
    )


def _fact(version: FactVersion, vocabulary: Vocabulary, zone: ZoneInfo) -> tuple[Cell, ...]:
    label, value = _said(version, vocabulary, zone)
    support = version.support
    return (
        label,
        version.key,
        version.number,
        value,
        STANDING_WORDS[version.standing],
        support.source,
        support.basis or support.reason,
        version.true_at,
        version.recorded_at,
        version.recorded_by,
        CHANGE_WORDS[version.change].capitalize(),
        version.change_reason,
        CEILING_WORDS[version.ceiling],
    )


def _said(version: FactVersion, vocabulary: Vocabulary, zone: ZoneInfo) -> tuple[str, str]:
    """Give the label of a fact or an entry, and what a version says of it."""
    record = vocabulary.records.get(version.record)
    if record:
        said = fields_in_words(record, version, zone)
        name = name_of(record, version)
        return f"{record.label}: {name}", "; ".join(f"{label}: {text}" for label, text in said)
    question = vocabulary.facts.get(version.key)
    if question is None:  # a fact of a law that is no longer loaded
        return version.key, str(version.value or "")
    return question.label, answer_in_words(question, version, zone)


# ---- Duties ------------------------------------------------------------------------------

DUTIES = (
    Column("Duty", width=36),
    Column("Rule", width=20),
    Column("To", width=26),
    Column("Outcome", width=18),
    Column("Why", width=70),
    Column("Still open", width=34),
    Column("Stage", width=24),
    Column("How soon", width=24),
    Column("State of the clock", width=24),
    Column("As at", Kind.LOCAL, 19),
    Column("Started", Kind.LOCAL, 19),
    Column("Due", Kind.LOCAL, 19),
    Column("Due", Kind.UTC, 19),
    Column("Outer limit", Kind.LOCAL, 19),
    Column("Arithmetic", width=50),
    Column("Reference", width=18),
    Column("Citation", width=30),
    Column("Weakest support", width=28),
    Column("Review", width=24),
)


def duties_register(assessment: Assessment, names: Names) -> Register:
    """Give every duty with its reasons, a row for each of its stages."""
    zone = assessment.case.zone
    order = tuple(Outcome)
    duties = sorted(
        assessment.duties,
        key=lambda duty: (order.index(duty.outcome), duty.obligation.kind == VOLUNTARY),
    )
    stages: list[tuple[Duty, StageDeadline | None]] = [
        (duty, stage) for duty in duties for stage in (duty.stages or (None,))
    ]
    return Register(
        "duties",
        "Register of duties",
        f"Every duty under the law of {assessment.law_as_of.isoformat()}, a row for each stage.",
        DUTIES,
        tuple(_duty(duty, stage, names, assessment.at) for duty, stage in stages),
        zone,
    )


def _duty(duty: Duty, stage: StageDeadline | None, names: Names, at: datetime) -> tuple[Cell, ...]:
    rule = duty.obligation
    voluntary = " (voluntary)" if rule.kind == VOLUNTARY else ""
    return (
        rule.title,
        rule.id,
        names.authorities.get(rule.authority, rule.authority),
        f"{outcome_words(duty)}{voluntary}",
        "\n".join(_reasons(duty, names)),
        "\n".join(names.questions.get(name, name) for name in duty.waits_for),
        *_clock(stage, names, at),
        rule.cite,
        IN_WORDS[duty.confidence].capitalize(),
        f"Reviewed by {rule.reviewed_by}" if rule.reviewed_by else "Not reviewed by a lawyer",
    )


def _reasons(duty: Duty, names: Names) -> Iterator[str]:
    """Give what decided a duty; of one that does not apply, only what stands against it."""
    falls = duty.outcome is Outcome.DOES_NOT_APPLY
    readings = ((Answer.NO, duty.because), (Answer.YES, duty.exceptions))
    for against, found in readings:
        for reading in found:
            if not falls or reading.answer is against:
                yield _reason(reading, names)


def _reason(reading: Reading, names: Names) -> str:
    answer = "Nobody has decided" if reading.duty_stands else ANSWERS[reading.answer]
    return f"{reading.asks} {answer} ({names.in_words(reading.known)}; {reading.cite})"


ANSWERS = {Answer.YES: "Yes", Answer.NO: "No", Answer.UNKNOWN: "Not known yet"}


def _clock(stage: StageDeadline | None, names: Names, at: datetime) -> tuple[Cell, ...]:
    if stage is None:
        return ("", "", "", at, None, None, None, None, "", "")
    state = STATE_WORDS[stage.state].partition(":")[0]
    return (
        stage.title,
        stage.promptness,
        state[:1].upper() + state[1:].lower(),
        at,
        stage.starts_at.earliest if stage.starts_at else None,
        stage.due_at,
        stage.due_at,
        stage.outer_limit_at,
        "\n".join(names.in_words(line) for line in stage.arithmetic),
        stage.reference,
    )


# ---- Submissions and approvals -----------------------------------------------------------

SUBMISSIONS = (
    Column("Notice", width=36),
    Column("Text no.", Kind.NUMBER, 9),
    Column("Version", Kind.NUMBER, 9),
    Column("Sent to", width=30),
    Column("How", width=20),
    Column("Sent", Kind.LOCAL, 19),
    Column("Reference", width=22),
    Column("Why it was late", width=40),
    Column("Recorded", Kind.LOCAL, 19),
    Column("Recorded by", width=20),
    Column("Receipt", width=26),
    Column("SHA-256 of the receipt", width=68),
)

APPROVALS = (
    Column("Notice", width=36),
    Column("Text no.", Kind.NUMBER, 9),
    Column("Version", Kind.NUMBER, 9),
    Column("What happened", width=30),
    Column("Who", width=22),
    Column("As", width=28),
    Column("When", Kind.LOCAL, 19),
    Column("Reason", width=50),
    Column("What was accepted, and why", width=60),
    Column("SHA-256 of the words", width=68),
)


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A notice given.

    Attributes:
        series: 1 for the notice's first text, 2 once it was begun again.
        version: None of a report that was made without a text released here.
    """

    notice: str
    series: int
    version: int | None
    recipient: str
    channel: str
    given_at: datetime
    reference: str
    late_reason: str
    recorded_at: datetime
    recorded_by: str
    receipt: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A step on the way to a release, or away from it.

    Attributes:
        capacities: In which capacities somebody approved.
        accepted: The titles of the rules whose findings were accepted, each with the reason.
    """

    notice: str
    series: int
    version: int | None
    happened: str
    who: str
    at: datetime
    reason: str
    digest: str
    capacities: tuple[str, ...] = ()
    accepted: tuple[tuple[str, str], ...] = ()


def submissions_register(given: Sequence[SubmissionRow], zone: ZoneInfo) -> Register:
    """Give every time a notice was given, the first one first."""
    rows = (
        (
            each.notice,
            each.series,
            each.version,
            each.recipient,
            each.channel,
            each.given_at,
            each.reference,
            each.late_reason,
            each.recorded_at,
            each.recorded_by,
            each.receipt,
            each.sha256,
        )
        for each in sorted(given, key=lambda each: (each.given_at, each.recorded_at))
    )
    about = "Every time a notice was sent: to whom, how, when, and what proves it."
    return Register("submissions", "Register of submissions", about, SUBMISSIONS, tuple(rows), zone)


def approvals_register(steps: Sequence[ApprovalRow], zone: ZoneInfo) -> Register:
    """Give every step of every approval, in the order in which they were taken."""
    rows = (
        (
            step.notice,
            step.series,
            step.version,
            step.happened,
            step.who,
            ", ".join(step.capacities),
            step.at,
            step.reason,
            "\n".join(f"{rule}: {why}" for rule, why in step.accepted),
            step.digest,
        )
        for step in steps
    )
    about = "Who asked for approval, approved, refused with which reason, withdrew, released."
    return Register("approvals", "Register of approvals", about, APPROVALS, tuple(rows), zone)

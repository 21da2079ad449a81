"""Conditions with three values: yes, no, and not known yet.

A condition asks something of the facts. It answers yes only when every value that is still
possible satisfies it, and no only when none does. Between the two it is unknown; and an
unknown answer never becomes a no further up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import Count, FactVersion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from disclosure.facts.case import Known
    from disclosure.law.confidence import Confidence

NOTHING_RECORDED = "nothing recorded"


class Answer(StrEnum):
    """What a condition says on the facts as known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Subject(StrEnum):
    """What a row asks about."""

    FACT = "fact"
    PROFILE = "profile"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class Row:
    """One condition, with the provision it comes from.

    Attributes:
        accepts: The values that satisfy it; empty for `at_least` and `made`.
        closed: Every value the subject can have.
        at_least: For counts: the smallest number that satisfies it.
        made: For judgements: satisfied by any judgement at all. Among alternatives it abstains
            until somebody has judged, so that it never keeps open what the others have settled.
        ever: For judgements: satisfied when it was ever judged so, whatever was judged since.
        presumes_duty: While it is open, the row does not hold the duty up: it is presumed.
        duty_stands: Of an exception somebody has to decide on: while nobody has, it is not made,
            and the duty stands as if it were settled.
    """

    subject: Subject
    key: str
    asks: str
    cite: str
    confidence: Confidence
    accepts: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    at_least: int | None = None
    made: bool = False
    ever: bool = False
    presumes_duty: bool = False
    duty_stands: bool = False

    @property
    def name(self) -> str:
        """Give the subject's name, as `waits_for` lists it: `fact:incident.kind`."""
        return f"{self.subject}:{self.key}"


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives: it holds when at least `needs` of its rows do."""

    rows: tuple[Row, ...]
    needs: int
    asks: str
    cite: str
    confidence: Confidence


Condition = Row | Group


@dataclass(frozen=True, slots=True)
class Reading:
    """A condition as it reads on the facts: one line of the explanation.

    Attributes:
        leans: Where an unknown answer points on present information, as a suspected value does.
        presumes_duty: The question is open, and the duty stands until it is settled.
        duty_stands: Nobody has decided on the exception, so it is not made.
        abstains: The row leaves the question to its alternatives.
        known: What is known, in words.
        open: The subjects it waits for.
        parts: The readings of a group's rows.
    """

    asks: str
    answer: Answer
    leans: Answer
    known: str
    cite: str
    confidence: Confidence
    subject: str = ""
    presumes_duty: bool = False
    duty_stands: bool = False
    abstains: bool = False
    open: tuple[str, ...] = ()
    parts: tuple[Reading, ...] = ()


def read(condition: Condition, known: Known) -> Reading:
    """Read a condition on what is known."""
    if isinstance(condition, Group):
        return _read_group(condition, known)
    readers = {
        Subject.FACT: _read_fact,
        Subject.PROFILE: _read_profile,
        Subject.JUDGEMENT: _read_judgement,
    }
    answer, leans, words = readers[condition.subject](condition, known)
    is_open = answer is Answer.UNKNOWN
    return Reading(
        asks=condition.asks,
        answer=answer,
        leans=leans,
        known=words,
        cite=condition.cite,
        confidence=condition.confidence,
        subject=condition.name,
        presumes_duty=condition.presumes_duty and is_open,
        duty_stands=condition.duty_stands and is_open,
        abstains=condition.made and is_open,
        open=(condition.name,) if is_open and not condition.duty_stands else (),
    )


def _read_group(group: Group, known: Known) -> Reading:
    parts = tuple(read(row, known) for row in group.rows)
    voting = [part for part in parts if not part.abstains]
    if len(voting) < group.needs:
        # Too few are left to settle it: the question stays open, it does not become a no.
        voting = list(parts)
    answer = _n_of_m([part.answer for part in voting], group.needs)
    leans = _n_of_m([part.leans for part in voting], group.needs)
    waits = [name for part in parts for name in part.open] if answer is Answer.UNKNOWN else []
    return Reading(
        asks=group.asks,
        answer=answer,
        leans=leans,
        known="; ".join(part.known for part in parts),
        cite=group.cite,
        confidence=group.confidence,
        open=tuple(waits),
        parts=parts,
    )


def _n_of_m(answers: Sequence[Answer], needs: int) -> Answer:
    """Combine answers: yes when enough are yes, no when too few can still become yes."""
    yes = sum(answer is Answer.YES for answer in answers)
    possible = yes + sum(answer is Answer.UNKNOWN for answer in answers)
    if yes >= needs:
        return Answer.YES
    return Answer.UNKNOWN if possible >= needs else Answer.NO


def _read_fact(row: Row, known: Known) -> tuple[Answer, Answer, str]:
    version = known.fact(row.key)
    if version is None:
        return Answer.UNKNOWN, Answer.UNKNOWN, f"{row.key}: {NOTHING_RECORDED}"
    answer, leans = _on_version(row, version)
    return answer, leans, f"{row.key}: {_in_words(version)}"


def _on_version(row: Row, version: FactVersion) -> tuple[Answer, Answer]:
    value = version.value
    if value is None or version.standing in (Standing.UNKNOWN, Standing.NO_SIGN):
        return Answer.UNKNOWN, Answer.UNKNOWN
    if isinstance(value, Count):
        return _on_count(row, value, version.standing)
    if version.standing is Standing.CONFIRMED:
        certain = _all_or_none([str(value)], row.accepts)
        return certain, certain
    if version.standing is Standing.RULED_OUT:
        left = [option for option in row.closed if option != value]
        certain = _all_or_none(left, row.accepts)
        return certain, certain
    return Answer.UNKNOWN, _all_or_none([str(value)], row.accepts)


def _all_or_none(possible: Sequence[str], accepts: Sequence[str]) -> Answer:
    """Answer yes when every possible value is accepted, no when none is."""
    accepted = sum(value in accepts for value in possible)
    if possible and accepted == len(possible):
        return Answer.YES
    return Answer.NO if not accepted else Answer.UNKNOWN


def _on_count(row: Row, count: Count, standing: Standing) -> tuple[Answer, Answer]:
    """Compare a number with a threshold, no more surely than the number is known."""
    threshold = row.at_least or 0
    if standing is Standing.RULED_OUT:
        # That a number is not so says nothing about which number is.
        return Answer.UNKNOWN, Answer.UNKNOWN
    never_below = count.quality is not Quality.AT_MOST and count.low >= threshold
    never_above = count.quality is not Quality.AT_LEAST and count.high < threshold
    certain = Answer.YES if never_below else Answer.NO if never_above else Answer.UNKNOWN
    if standing is Standing.SUSPECTED or count.quality is Quality.ABOUT:
        return Answer.UNKNOWN, certain
    return certain, certain


def _read_profile(row: Row, known: Known) -> tuple[Answer, Answer, str]:
    """One company of the group for which it is so is enough.

    No needs a no of the whole organisation, or of every company in it.
    """
    answers = known.organisation.answers(row.key)
    if not answers:
        return Answer.UNKNOWN, Answer.UNKNOWN, f"{row.key}: {NOTHING_RECORDED}"
    is_asked_of_all = not answers[0][0] or len(answers) == len(known.organisation.entities)
    certain = Answer.NO if is_asked_of_all else Answer.UNKNOWN
    if any(value in row.accepts for _, value in answers):
        certain = Answer.YES
    words = ", ".join(f"{value} ({who})" if who else value for who, value in answers)
    return certain, certain, f"{row.key}: {words}"


def _read_judgement(row: Row, known: Known) -> tuple[Answer, Answer, str]:
    judgement = known.judgement(row.key)
    if judgement is None:
        return Answer.UNKNOWN, Answer.UNKNOWN, f"{row.key}: nobody has judged yet"
    values = known.judged_values(row.key) if row.ever else (judgement.value,)
    certain = Answer.YES if row.made or set(values) & set(row.accepts) else Answer.NO
    by = f" by the {judgement.made_by}" if judgement.made_by else ""
    return certain, certain, f"{row.key}: judged {judgement.value}{by}"


def _in_words(version: FactVersion) -> str:
    """Give standing and value: 'confirmed, yes'."""
    value = version.value
    if value is None:
        return str(version.standing)
    if isinstance(value, Count):
        words = f"{value.low}" if value.low == value.high else f"{value.low} to {value.high}"
        return f"{version.standing}, {value.quality} {words}"
    return f"{version.standing}, {value}"

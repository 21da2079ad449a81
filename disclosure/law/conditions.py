"""Conditions with three values: yes, no, and not known yet.

A condition asks something of the facts. It answers yes only when every value that is still
possible satisfies it, and no only when none does. Between the two it is unknown; and an
unknown answer never becomes a no further up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import Count, FactVersion
from disclosure.law.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from disclosure.facts.case import Known
    from disclosure.law.confidence import Confidence

NOTHING_RECORDED = "nothing recorded"
NOBODY_JUDGED = "nobody has judged yet"


class Answer(StrEnum):
    """What a condition says on the facts as known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


# Looked up once: an enum's members are slow to reach, and these are asked for at every row.
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


class Subject(StrEnum):
    """What a row asks about."""

    FACT = "fact"
    PROFILE = "profile"
    JUDGEMENT = "judgement"


FACT, PROFILE = Subject.FACT, Subject.PROFILE


# Without slots, so that what follows from a condition alone is kept beside its fields.
@dataclass(frozen=True)
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
        prepares: Of a judgement for which the time of the duty does not wait: while nobody has
            judged, the duty is presumed, so that it is prepared for. That settles nothing.
        meanwhile: Why the duty is presumed while the row is open, in a sentence of the law file.
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
    prepares: bool = False
    meanwhile: str = ""

    @cached_property
    def name(self) -> str:
        """Give the subject's name, as `waits_for` lists it: `fact:incident.kind`."""
        return f"{self.subject}:{self.key}"

    @cached_property
    def accepted(self) -> frozenset[str]:
        """Give the values that satisfy it, as a set."""
        return frozenset(self.accepts)

    @cached_property
    def opens(self) -> tuple[str, ...]:
        """Give what is waited for while the row is open."""
        return () if self.duty_stands else (self.name,)

    @cached_property
    def unrecorded(self) -> Reading:
        """Give how the row reads while nothing is recorded of its subject."""
        nothing = NOBODY_JUDGED if self.subject is Subject.JUDGEMENT else NOTHING_RECORDED
        return Reading(self, UNKNOWN, UNKNOWN, f"{self.key}: {nothing}")


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives: it holds when at least `needs` of its rows do."""

    rows: tuple[Row, ...]
    needs: int
    asks: str
    cite: str
    confidence: Confidence

    name: ClassVar[str] = ""
    opens: ClassVar[tuple[str, ...]] = ()
    made: ClassVar[bool] = False
    presumes_duty: ClassVar[bool] = False
    duty_stands: ClassVar[bool] = False
    prepares: ClassVar[bool] = False
    meanwhile: ClassVar[str] = ""


Condition = Row | Group


def with_rows(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """Give every condition, and after a group each of its rows."""
    for condition in conditions:
        yield condition
        if isinstance(condition, Group):
            yield from condition.rows


@dataclass(frozen=True, slots=True)
class Reading:
    """A condition as it reads on the facts: one line of the explanation.

    Attributes:
        leans: Where an unknown answer points on present information, as a suspected value does.
        known: What is known, in words.
        parts: The readings of a group's rows.
    """

    condition: Condition
    answer: Answer
    leans: Answer
    known: str
    parts: tuple[Reading, ...] = ()

    @property
    def asks(self) -> str:
        """Give what the condition asks."""
        return self.condition.asks

    @property
    def cite(self) -> str:
        """Give the provision it comes from."""
        return self.condition.cite

    @property
    def confidence(self) -> Confidence:
        """Give how sure the condition is."""
        return self.condition.confidence

    @property
    def subject(self) -> str:
        """Give the name of what it asks about; nothing for a group."""
        return self.condition.name

    @property
    def presumes_duty(self) -> bool:
        """Say whether the question is open and the duty stands until it is settled."""
        return self.condition.presumes_duty and self.answer is UNKNOWN

    @property
    def duty_stands(self) -> bool:
        """Say whether nobody has decided on the exception, so that it is not made."""
        return self.condition.duty_stands and self.answer is UNKNOWN

    @property
    def prepares(self) -> bool:
        """Say whether nobody has judged yet, and the duty is prepared for meanwhile."""
        return self.condition.prepares and self.answer is UNKNOWN

    @property
    def abstains(self) -> bool:
        """Say whether the row leaves the question to its alternatives."""
        return self.condition.made and self.answer is UNKNOWN

    @property
    def open(self) -> tuple[str, ...]:
        """Give the subjects it waits for."""
        if self.answer is not UNKNOWN:
            return ()
        if self.parts:
            return tuple(name for part in self.parts for name in part.open)
        return self.condition.opens


def read(condition: Condition, known: Known) -> Reading:
    """Read a condition on what is known."""
    return read_in(condition, Sight(known))


def read_in(condition: Condition, sight: Sight) -> Reading:
    """Read a condition within an assessment."""
    if isinstance(condition, Group):
        return _read_group(condition, sight)
    if condition.subject is FACT:
        return _read_fact(condition, sight)
    if condition.subject is PROFILE:
        return _read_profile(condition, sight)
    return _read_judgement(condition, sight)


def _read_group(group: Group, sight: Sight) -> Reading:
    parts = tuple([read_in(row, sight) for row in group.rows])
    voting = [part for part in parts if not part.abstains]
    if len(voting) < group.needs:
        # Too few are left to settle it: the question stays open, it does not become a no.
        voting = list(parts)
    answer = _n_of_m([part.answer for part in voting], group.needs)
    leans = _n_of_m([part.leans for part in voting], group.needs)
    return Reading(group, answer, leans, "; ".join([part.known for part in parts]), parts)


def _n_of_m(answers: Sequence[Answer], needs: int) -> Answer:
    """Combine answers: yes when enough are yes, no when too few can still become yes."""
    yes = answers.count(YES)
    if yes >= needs:
        return YES
    return UNKNOWN if yes + answers.count(UNKNOWN) >= needs else NO


def _read_fact(row: Row, sight: Sight) -> Reading:
    version = sight.known.current.get(row.key)
    if version is None:
        return row.unrecorded
    answer, leans = _on_version(row, version)
    words = sight.said.get(row.name)
    if words is None:
        words = sight.said[row.name] = f"{row.key}: {_in_words(version)}"
    return Reading(row, answer, leans, words)


def _on_version(row: Row, version: FactVersion) -> tuple[Answer, Answer]:
    value = version.value
    if value is None or version.standing in (Standing.UNKNOWN, Standing.NO_SIGN):
        return UNKNOWN, UNKNOWN
    if isinstance(value, Count):
        return _on_count(row, value, version.standing)
    if version.standing is Standing.CONFIRMED:
        certain = _all_or_none([str(value)], row.accepts)
        return certain, certain
    if version.standing is Standing.RULED_OUT:
        left = [option for option in row.closed if option != value]
        certain = _all_or_none(left, row.accepts)
        return certain, certain
    return UNKNOWN, _all_or_none([str(value)], row.accepts)


def _all_or_none(possible: Sequence[str], accepts: Sequence[str]) -> Answer:
    """Answer yes when every possible value is accepted, no when none is."""
    accepted = sum(value in accepts for value in possible)
    if possible and accepted == len(possible):
        return YES
    return NO if not accepted else UNKNOWN


def _on_count(row: Row, count: Count, standing: Standing) -> tuple[Answer, Answer]:
    """Compare a number with a threshold, no more surely than the number is known."""
    threshold = row.at_least or 0
    if standing is Standing.RULED_OUT:
        # That a number is not so says nothing about which number is.
        return UNKNOWN, UNKNOWN
    never_below = count.quality is not Quality.AT_MOST and count.low >= threshold
    never_above = count.quality is not Quality.AT_LEAST and count.high < threshold
    certain = YES if never_below else NO if never_above else UNKNOWN
    if standing is Standing.SUSPECTED or count.quality is Quality.ABOUT:
        return UNKNOWN, certain
    return certain, certain


def _read_profile(row: Row, sight: Sight) -> Reading:
    """One company of the group for which it is so is enough.

    No needs a no of the whole organisation, or of every company in it.
    """
    answers = sight.answers(row.key)
    if not answers:
        return row.unrecorded
    is_asked_of_all = not answers[0][0] or len(answers) == len(sight.known.organisation.entities)
    certain = NO if is_asked_of_all else UNKNOWN
    if not row.accepted.isdisjoint([value for _, value in answers]):
        certain = YES
    words = sight.said.get(row.name)
    if words is None:
        said = ", ".join([f"{value} ({who})" if who else value for who, value in answers])
        words = sight.said[row.name] = f"{row.key}: {said}"
    return Reading(row, certain, certain, words)


def _read_judgement(row: Row, sight: Sight) -> Reading:
    judgement = sight.known.judgements.get(row.key)
    if judgement is None:
        return row.unrecorded
    values = sight.known.judged_values(row.key) if row.ever else (judgement.value,)
    certain = YES if row.made or not row.accepted.isdisjoint(values) else NO
    by = f" by the {judgement.made_by}" if judgement.made_by else ""
    return Reading(row, certain, certain, f"{row.key}: judged {judgement.value}{by}")


def _in_words(version: FactVersion) -> str:
    """Give standing and value: 'confirmed, yes'."""
    value = version.value
    if value is None:
        return str(version.standing)
    if isinstance(value, Count):
        words = f"{value.low}" if value.low == value.high else f"{value.low} to {value.high}"
        return f"{version.standing}, {value.quality} {words}"
    return f"{version.standing}, {value}"

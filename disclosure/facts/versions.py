"""Versions of facts: only ever added, each with its standing, its times and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from disclosure.facts.instants import When
from disclosure.facts.standings import Ceiling, Change, Quality, Standing


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, records or cards, and how it is meant.

    Attributes:
        low: The number, or the lower end of a range.
        high: The number again, or the upper end of a range.
    """

    low: int
    high: int
    quality: Quality
    unit: str

    def __post_init__(self) -> None:
        """Refuse negative numbers and a range that ends before it starts."""
        if self.low < 0 or self.high < self.low:
            message = f"{self.low} to {self.high} is not a count."
            raise ValueError(message)


Value = str | When | Count
"""What a fact or a field may hold; choices and yes-no answers hold the option's id."""


@dataclass(frozen=True, slots=True)
class Support:
    """What a version says beside its value: why it may be believed, and who is on it.

    Instants are aware; texts are short clauses that stand in a sentence.
    """

    source: str = ""
    basis: str = ""
    reason: str = ""
    checked: str = ""
    checked_by: str = ""
    checked_until: datetime | None = None
    being_checked: str = ""
    expected_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class FactVersion:
    """One version of one fact or of one entry of a record.

    Attributes:
        key: The fact's key; for an entry `record:entry`, such as `service:contactless`.
        number: 1 for the first version, and on from there.
        value: The value; for an entry None, its values are in `fields`; None when unknown.
        true_at: When it was so, aware; None for facts that hold whenever asked (a LEI).
        recorded_at: When we learned it, aware.
        is_redacted: What it said was removed; that there was a version stays known.
    """

    key: str
    number: int
    standing: Standing
    recorded_at: datetime
    value: Value | None = None
    fields: Mapping[str, Value] = field(default_factory=dict)
    true_at: datetime | None = None
    recorded_by: str = ""
    ceiling: Ceiling = Ceiling.PUBLIC
    support: Support = field(default_factory=Support)
    change: Change = Change.FIRST
    change_reason: str = ""
    is_redacted: bool = False

    @property
    def record(self) -> str:
        """Give the record's name for an entry, nothing for a plain fact."""
        return self.key.partition(":")[0] if ":" in self.key else ""

    @property
    def name(self) -> str:
        """Give the version's own name, `service:contactless@2`."""
        return f"{self.key}@{self.number}"


NOT_YET = "not-yet"
"""The answer that takes an earlier judgement back: the question is open again."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision only a named person may make.

    Attributes:
        value: The option chosen.
        instant: The instant the judgement names (of awareness, say), where it names one.
        made_at: When it was made, aware.
        made_by: Who made it, by role.
        again_on: The day to look at it again, of a decision not to notify.
    """

    key: str
    number: int
    value: str
    made_at: datetime
    instant: When | None = None
    made_by: str = ""
    why: str = ""
    again_on: date | None = None

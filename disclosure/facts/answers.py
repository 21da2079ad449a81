"""Answers on their way to becoming versions, and the order in which instants must lie."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from disclosure.facts.instants import When, span
from disclosure.facts.standings import Ceiling, Change, Standing
from disclosure.facts.versions import FactVersion, Support, Value

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

NEW_ENTRY = ":new"
"""Ends the key of an entry that has no id yet."""


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What somebody answered, before it is numbered and recorded.

    Attributes:
        key: The fact's key, `record:entry`, or `record:new` for an entry still without an id.
        seen: The number of the version the answer was given upon; 0 where there was none.
        change: What the answer does to the version seen; `FIRST` where there was none.
        support: For a re-confirmation only its source counts; the rest is taken over.
    """

    key: str
    seen: int
    change: Change
    standing: Standing = Standing.CONFIRMED
    value: Value | None = None
    fields: Mapping[str, Value] = field(default_factory=dict)
    true_at: datetime | None = None
    ceiling: Ceiling = Ceiling.PUBLIC
    support: Support = field(default_factory=Support)
    change_reason: str = ""

    @property
    def record(self) -> str:
        """Give the record's name for an entry, nothing for a plain fact."""
        return self.key.partition(":")[0] if ":" in self.key else ""


def as_version(
    new: NewVersion,
    number: int,
    *,
    recorded_at: datetime,
    recorded_by: str,
    before: FactVersion | None = None,
) -> FactVersion:
    """Give the version an answer makes, taking over what a re-confirmation leaves as it is."""
    made = FactVersion(
        key=new.key,
        number=number,
        standing=new.standing,
        recorded_at=recorded_at,
        value=new.value,
        fields=new.fields,
        true_at=new.true_at,
        recorded_by=recorded_by,
        ceiling=new.ceiling,
        support=new.support,
        change=new.change,
        change_reason=new.change_reason,
    )
    if before is None or new.change not in (Change.RE_CONFIRMS, Change.WITHDRAWN):
        return made
    return replace(
        made,
        standing=before.standing,
        value=before.value,
        fields=before.fields,
        true_at=new.true_at or before.true_at,
        ceiling=before.ceiling,
        support=_confirmed_again(before, new),
    )


def _confirmed_again(before: FactVersion, new: NewVersion) -> Support:
    """Keep what the version rests on; a search that found nothing now reaches up to today."""
    support = replace(before.support, source=new.support.source or before.support.source)
    until = support.checked_until
    if new.change is Change.RE_CONFIRMS and until and new.true_at and new.true_at > until:
        return replace(support, checked_until=new.true_at)
    return support


def says_the_same(version: FactVersion, new: NewVersion) -> bool:
    """Say whether an answer says what a version says already, whatever their times."""
    return (
        version.standing is new.standing
        and version.value == new.value
        and dict(version.fields) == dict(new.fields)
        and version.ceiling is new.ceiling
        and replace(version.support, source="") == replace(new.support, source="")
    )


class Fate(StrEnum):
    """What becomes of an answer, seen beside what has been recorded meanwhile."""

    RECORD = "record"
    SAME = "same"
    CONFLICT = "conflict"


def fate(new: NewVersion, history: Sequence[FactVersion]) -> Fate:
    """Say what becomes of an answer.

    Args:
        new: The answer.
        history: Every version of what it answers, the oldest first.
    """
    current = history[-1] if history else None
    if new.seen == (current.number if current else 0):
        return Fate.RECORD
    if current is None:
        return Fate.CONFLICT
    if new.change is Change.RE_CONFIRMS:
        since = [version for version in history if version.number > new.seen]
        only_confirmed = since and all(v.change is Change.RE_CONFIRMS for v in since)
        return Fate.SAME if only_confirmed else Fate.CONFLICT
    is_withdrawn = current.change is Change.WITHDRAWN
    if new.change is Change.WITHDRAWN:
        return Fate.SAME if is_withdrawn else Fate.CONFLICT
    return Fate.SAME if not is_withdrawn and says_the_same(current, new) else Fate.CONFLICT


# ---- Order ---------------------------------------------------------------------------------

ENDS = (
    ("incident.occurred_at", "incident.resolved_at"),
    ("incident.started_at", "incident.resolved_at"),
    ("incident.detected_at", "incident.resolved_at"),
)
"""Pairs of facts of which the second ends what the first begins."""

ENDS_IN_RECORDS = (("since", "returns_at"),)
"""The same for two fields of an entry."""

CANNOT_PRECEDE = (
    *ENDS,
    ("incident.occurred_at", "incident.detected_at"),
    ("incident.first_signal_at", "incident.detected_at"),
)
"""Pairs of which the second cannot lie before the first."""

SELDOM_PRECEDES = (
    ("incident.occurred_at", "incident.first_signal_at"),
    ("incident.occurred_at", "incident.started_at"),
    ("incident.occurred_at", "confidentiality.lost_at"),
)
"""Pairs of which the second may lie before the first, but hardly ever does."""

CHECKS = ("supply.safe_until",)
HAPPENED = frozenset(
    [*(key for pair in (*CANNOT_PRECEDE, *SELDOM_PRECEDES) for key in pair), *CHECKS]
)
"""Instants of something that has happened; they cannot lie ahead."""

HAPPENED_IN_RECORDS = ("since", "taken_at", "told_at", "said_at", "lifted_at", "back_at")
"""The same for fields of an entry."""

AHEAD = frozenset({"next_update.at"})
AHEAD_IN_RECORDS = ("returns_at", "due_at")
"""Instants that are expected; behind us they are worth a second look."""


@dataclass(frozen=True, slots=True)
class OrderProblem:
    """An instant that does not fit the others.

    Attributes:
        key: The answer it stands beside; for a field of an entry `key.field`.
        is_impossible: It cannot be so; otherwise it is only unlikely.
    """

    key: str
    wrong: str
    allowed: str
    is_impossible: bool


def ends_first(start: Value | None, end: Value | None) -> bool:
    """Say whether an end lies before its start, however imprecisely both are known."""
    return isinstance(start, When) and isinstance(end, When) and end.latest < start.earliest


def order_of_facts(
    values: Mapping[str, Value | None],
    answered: Collection[str],
    labels: Mapping[str, str],
    now: datetime,
    zone: ZoneInfo,
) -> Iterator[OrderProblem]:
    """Find what is out of order among the answers just given and what is known beside them."""
    for key in answered:
        yield from _beside_now(key, values.get(key), now, (HAPPENED, AHEAD))
    for pairs, is_impossible in ((CANNOT_PRECEDE, True), (SELDOM_PRECEDES, False)):
        for first, second in pairs:
            start, end = values.get(first), values.get(second)
            if not {first, second} & set(answered) or not ends_first(start, end):
                continue
            at_end = second in answered
            key, other = (second, first) if at_end else (first, second)
            known = values.get(other)
            words = span(known, zone) if isinstance(known, When) else ""
            wrong = (
                f"This lies {'before' if at_end else 'after'} “{labels[other]}”, which is {words}."
            )
            allowed = "Mend one of the two times." if is_impossible else "Check both times."
            yield OrderProblem(key, wrong, allowed, is_impossible)


def order_of_fields(key: str, fields: Mapping[str, Value], now: datetime) -> Iterator[OrderProblem]:
    """Find what is out of order within one entry."""
    is_planned = fields.get("state") == "planned"
    for name, value in fields.items():
        if not (is_planned and name in HAPPENED_IN_RECORDS):
            known = (HAPPENED_IN_RECORDS, AHEAD_IN_RECORDS)
            yield from _beside_now(name, value, now, known, prefix=f"{key}.")
    for first, second in ENDS_IN_RECORDS:
        if ends_first(fields.get(first), fields.get(second)):
            wrong = "This lies before the time it began."
            yield OrderProblem(
                f"{key}.{second}", wrong, "Mend one of the two times.", is_impossible=True
            )


def _beside_now(
    key: str,
    value: Value | None,
    now: datetime,
    known: tuple[Collection[str], Collection[str]],
    *,
    prefix: str = "",
) -> Iterator[OrderProblem]:
    happened, ahead = known
    if not isinstance(value, When):
        return
    if key in happened and value.earliest > now:
        wrong = "This time has not come yet."
        allowed = "Give the time at which it happened."
        yield OrderProblem(prefix + key, wrong, allowed, is_impossible=True)
    if key in ahead and value.latest < now:
        wrong = "This time has passed."
        allowed = "Check it, and give a new time if there is one."
        yield OrderProblem(prefix + key, wrong, allowed, is_impossible=False)

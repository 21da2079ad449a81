"""What to find out first: the order of what is not known, by what hangs on each answer.

A duty that an answer alone would flip counts for one. It counts less, the less is won by asking:

- It is shared among the questions that hold it up: where three must be answered, a third each.
  What is likely already, and what the law presumes, holds nothing up.
- Half, where the duty stays open and only its clock would move; and of several moments that time
  the same duty, only the first. Half too, where it presses later than in three days.
- Half, where the profile leaves open whether the rule concerns us at all; the question of the
  profile itself counts whole.
- Half, where the fact is likely already and would only be confirmed; half, where the catalogue says
  why the answer seldom makes a duty; half, where the duty is a record of our own; three quarters,
  where it is a contract.
- Up to twice as much, where nobody has judged yet and the duty is prepared for meanwhile: the
  judgement counts for more the less is left of three days. Preparing settles nothing: for all that
  is asked beside it the duty is as open as before.
- Nothing yet, where the question follows from another one that is still open, or where only the
  clock of a rule would move of which the profile does not say that it concerns us.

Of questions that count the same, those come first that touch a law which asks to tell somebody,
not a contract or a record of our own; then those that touch a duty that stands, then rules that are
known to concern us, then the soonest clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from disclosure.facts.instants import When, utc
from disclosure.facts.standings import Standing
from disclosure.law.conditions import NO, YES
from disclosure.law.deadlines import ClockState
from disclosure.law.duties import APPLIES, PRESUMED
from disclosure.law.obligations import VOLUNTARY
from disclosure.law.what_if import MET

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from disclosure.facts.case import Known
    from disclosure.law.conditions import Answer, Reading
    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty
    from disclosure.law.unknowns import Unknown
    from disclosure.law.what_if import DutyChange

HALF, CONTRACT = Fraction(1, 2), Fraction(3, 4)
SOON = timedelta(days=3)
NEVER = timedelta.max
LAW, INTERNAL = "obligation", "internal"
PROFILE = "profile:"
IN_HOURS = ("exact-hours", "eu-hours")
WITHOUT_DELAY = "without-delay"


@dataclass(slots=True)
class Pressure:
    """What hangs on one question.

    Attributes:
        share: What a duty counts for it at most: less where the answer is likely already, or
            seldom makes a duty.
        is_moment: It asks when something was.
        decides: What the duties count that it flips, or whose clocks it moves.
        moments: Of a moment: what each duty counts whose clock it moves, by id.
        follows: What more would count once the questions before it are answered.
        is_law: One of them is law and asks to tell somebody: no contract, no record of our own.
        stands: One of them stands now.
        is_ours: Of one of them it is known that the rule concerns the organisation.
        soonest: How long until the first of them presses.
    """

    name: str
    share: Fraction
    is_moment: bool
    decides: Fraction = Fraction()
    moments: dict[str, Fraction] = field(default_factory=dict)
    follows: Fraction = Fraction()
    is_law: bool = False
    stands: bool = False
    is_ours: bool = False
    soonest: timedelta = NEVER


def in_order(
    unknowns: Iterable[Unknown], known: Known, seldom: Collection[str] = ()
) -> tuple[Unknown, ...]:
    """Give what is not known in the order in which to find it out.

    Args:
        unknowns: What is not known, each with what its answers change.
        known: What is known.
        seldom: The names of those whose answer seldom makes a duty.
    """
    every = tuple(unknowns)
    hangs: dict[str, Hangs] = {}
    found = {
        each.name: _pressure(each, known, hangs, is_seldom=each.name in seldom) for each in every
    }
    total = _with_moments(found)

    def place(unknown: Unknown) -> tuple[object, ...]:
        own = found[unknown.name]
        return (
            -total[unknown.name],
            not own.is_law,
            not own.stands,
            not own.is_ours,
            own.soonest,
            -own.follows,
            unknown.weight,
            unknown.open_beside,
            unknown.name,
        )

    return tuple(sorted(every, key=place))


def _with_moments(found: Mapping[str, Pressure]) -> dict[str, Fraction]:
    """Add what moments time; what one has timed, the next one times no more."""
    total = {name: own.decides for name, own in found.items()}
    left = sorted(name for name, own in found.items() if own.moments)
    timed: set[str] = set()
    while left:
        first = max(left, key=lambda name: total[name] + _untimed(found[name], timed))
        total[first] += _untimed(found[first], timed)
        timed |= found[first].moments.keys()
        left.remove(first)
    return total


def _untimed(own: Pressure, timed: set[str]) -> Fraction:
    return sum((part for duty, part in own.moments.items() if duty not in timed), Fraction())


# ---- One question --------------------------------------------------------------------------------


def _pressure(
    unknown: Unknown, known: Known, hangs: dict[str, Hangs], *, is_seldom: bool
) -> Pressure:
    by_duty: dict[str, list[DutyChange]] = {}
    for tried in unknown.tried:
        for change in tried.changes:
            if change.before.obligation.kind != VOLUNTARY:
                by_duty.setdefault(change.obligation, []).append(change)
    share = HALF if _is_likely(unknown.name, known) else Fraction(1)
    share *= HALF if is_seldom else 1
    moments = [t for t in unknown.tried if isinstance(t.answer.value, When)]
    own = Pressure(unknown.name, share, is_moment=bool(moments))
    for name, changes in by_duty.items():
        if name not in hangs:
            hangs[name] = _hangs(changes[0].before)
        _add(own, changes, hangs[name], known.at)
    return own


def _add(own: Pressure, changes: list[DutyChange], duty: Hangs, at: datetime) -> None:
    """Count one duty that a question bears on."""
    left = min((time for change in changes for time in _times_left(change, at)), default=NEVER)
    may_concern = duty.is_ours or own.name.startswith(PROFILE)
    flips = any(change.is_flipped for change in changes)
    part = own.share / (1 + sum(own.name not in names for names in duty.held_by))
    part *= duty.weight * (1 if left <= SOON else HALF) * (1 if may_concern else HALF)
    part *= _urgency(left) if own.name in duty.judged_meanwhile else 1
    if not (duty.stands or own.name in duty.first if flips else may_concern):
        own.follows += part
        return
    part *= 1 if flips or duty.stands else HALF
    if own.is_moment and not flips:
        own.moments[changes[0].obligation] = part
    else:
        own.decides += part
    if flips or duty.stands:
        own.stands = own.stands or duty.stands
        own.is_law = own.is_law or duty.is_law
        own.is_ours = own.is_ours or duty.is_ours
        own.soonest = min(own.soonest, left)


def _urgency(left: timedelta) -> Fraction:
    """Give one, and as much more as is gone of three days: two once the time is over."""
    # In whole microseconds, so that the sum is exact.
    least = timedelta.resolution
    return 1 + Fraction(max(SOON - left, timedelta()) // least, SOON // least)


def _is_likely(name: str, known: Known) -> bool:
    """Say whether a fact is likely, but not certain."""
    version = known.fact(name.removeprefix("fact:")) if name.startswith("fact:") else None
    return version is not None and version.standing is Standing.SUSPECTED


# ---- One duty ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hangs:
    """What a duty hangs on.

    Attributes:
        held_by: The names of each condition that holds it up; alternatives stand together.
        first: What is asked first: the rest follows from it.
        is_law: It is law, and asks to tell somebody.
        weight: What it counts at most: less for a contract, and for a record of our own.
        is_ours: Nothing in the profile leaves open whether the rule concerns us at all.
        stands: It applies, or is presumed to; not where it is only prepared for.
        judged_meanwhile: The judgements for which it is prepared while nobody has made them.
    """

    held_by: tuple[tuple[str, ...], ...]
    first: frozenset[str]
    is_law: bool
    weight: Fraction
    is_ours: bool
    stands: bool
    judged_meanwhile: frozenset[str]


def _hangs(duty: Duty) -> Hangs:
    held_by: list[tuple[str, ...]] = []
    first: set[str] = set()
    is_passed = False
    for reading, wanted in _open_readings(duty):
        is_profile = _asks_profile(reading)
        holds = not reading.presumes_duty and reading.leans is not wanted
        if holds:
            held_by.append(reading.open)
        # The profile is answered by somebody else, meanwhile: it follows from nothing.
        if is_profile or not is_passed:
            first.update(reading.open)
        is_passed = is_passed or (holds and not is_profile)
    prepared = duty.is_prepared
    stands = duty.outcome in (APPLIES, PRESUMED) and not prepared
    meanwhile = [name for r in duty.because if prepared and r.prepares for name in r.open]
    is_own_record = duty.obligation.authority == INTERNAL
    is_law = duty.obligation.kind == LAW and not is_own_record
    weight = HALF if is_own_record else Fraction(1) if is_law else CONTRACT
    return Hangs(
        held_by=tuple(held_by),
        first=frozenset(first),
        is_law=is_law,
        weight=weight,
        is_ours=concerns_us(duty),
        stands=stands,
        judged_meanwhile=frozenset(meanwhile),
    )


def concerns_us(duty: Duty) -> bool:
    """Say whether nothing in the profile leaves open whether the rule concerns us at all."""
    return not any(reading.open and _asks_profile(reading) for reading in duty.because)


def _asks_profile(reading: Reading) -> bool:
    """Say whether the profile alone leaves a condition open."""
    return all(name.startswith(PROFILE) for name in reading.open)


def _open_readings(duty: Duty) -> list[tuple[Reading, Answer]]:
    """Give what is open of a duty, each with the answer that would let it stand."""
    because = [(reading, YES) for reading in duty.because if reading.open]
    return because + [(reading, NO) for reading in duty.exceptions if reading.open]


def _times_left(change: DutyChange, at: datetime) -> list[timedelta]:
    """Say how long until the duty presses, as recorded and as supposed: its first open stage."""
    found = []
    for duty in (change.before, change.after):
        times = (_left(stage, at) for stage in duty.stages)
        found += [time for time in times if time is not None][:1]
    return found


def _left(stage: StageDeadline, at: datetime) -> timedelta | None:
    """Say how long a stage leaves; while its start is not known, as if it began now."""
    limit = stage.stage.limits[0]
    waits = stage.state is ClockState.WAITING
    if stage.state in MET or (waits and not limit.starts_at.asks):
        return None
    if stage.due_at is not None:
        return max(utc(stage.due_at) - utc(at), timedelta())
    if limit.counting == WITHOUT_DELAY:
        return timedelta(hours=limit.review_hours)
    return timedelta(**{"hours" if limit.counting in IN_HOURS else "days": limit.amount})

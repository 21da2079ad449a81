"""What in the library is due for another look on a day, and why."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from disclosure.law.conditions import with_rows
from disclosure.law.confidence import Confidence
from disclosure.law.library import Point, Why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.catalogue.law import Law, Regime
    from disclosure.law.calendars import Calendar
    from disclosure.law.hours import Hours
    from disclosure.law.obligations import Authority, Obligation

MONTHS_BEFORE = 6
"""How long before a calendar runs out it must be extended."""
WATCH, MADE = "watch", "made"
STATUS = {"bill": "a bill", "proposed": "a proposal", MADE: "made, not yet in force"}
WEAK = (Confidence.UNCERTAIN, Confidence.KNOWLEDGE)
MARKS = {
    Confidence.UNCERTAIN: "uncertain",
    Confidence.KNOWLEDGE: "from knowledge",
    Confidence.SECONDARY: "from a secondary source",
}


def points(law: Law, on: date) -> tuple[Point, ...]:
    """Give everything due for another look on a day, the most urgent first."""
    found = [
        *(p for regime in law.regimes.values() for p in _regime(regime, on)),
        *(p for rule in law.obligations for p in _motion(rule, law, on)),
        *(p for authority in law.authorities.values() for p in _names(authority)),
        *(p for calendar in law.calendars.values() for p in _calendar(calendar, on)),
        *(p for hours in law.hours.values() for p in _hours(hours)),
        *(p for rule in law.obligations if _still(rule, on) for p in _marks(rule)),
    ]
    order = list(Why)
    return tuple(sorted(found, key=lambda p: (order.index(p.why), p.day or date.max, p.about)))


def runs_out(calendar: Calendar, today: date) -> bool:
    """Say whether a calendar ends in less than six months, and must be extended."""
    return today > months_before(calendar.valid_through, MONTHS_BEFORE)


def months_before(day: date, months: int) -> date:
    """Give the same day some months earlier, or the last day of that month where it is shorter."""
    month = day.month - months
    year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError


# ---- Regimes and rules ---------------------------------------------------------------------


def _regime(regime: Regime, on: date) -> Iterator[Point]:
    checked = f"checked on {_day(regime.checked_on)}"
    if regime.review_by <= on:
        said = f"Its review was due by {_day(regime.review_by)}; {checked}."
        yield Point(Why.OVERDUE, regime.id, said, regime.review_by)
    if not regime.reviewed_by:
        yield Point(Why.NOT_REVIEWED, regime.id, f"No lawyer has reviewed it; {checked}.")


def _motion(rule: Obligation, law: Law, on: date) -> Iterator[Point]:
    status = STATUS.get(rule.status, "not yet in force")
    begins = rule.in_force_from
    if rule.kind == WATCH:
        said = f"{rule.title}: {STATUS.get(rule.status, 'watched')} of {_day(begins)}; no duty yet."
        yield Point(Why.IN_MOTION, rule.id, said, begins)
    elif begins > on:
        said = f"{rule.title}: {status}, begins on {_day(begins)}."
        yield Point(Why.IN_MOTION, rule.id, said, begins)
    ends = rule.in_force_until
    if ends is not None and ends >= on:
        yield Point(Why.IN_MOTION, rule.id, f"{rule.title}: ends on {_day(ends)}.", ends)
    elif ends is not None and not has_successor(rule, law):
        said = f"{rule.title}: ended on {_day(ends)}, and nothing follows it."
        yield Point(Why.IN_MOTION, rule.id, said, ends)


def has_successor(rule: Obligation, law: Law) -> bool:
    """Say whether a newer version of a rule stands beside it."""
    return any(o.id == rule.id and o.in_force_from > rule.in_force_from for o in law.obligations)


def _still(rule: Obligation, on: date) -> bool:
    """Say whether a rule is law or may become law."""
    return rule.in_force_until is None or rule.in_force_until >= on


def _marks(rule: Obligation) -> Iterator[Point]:
    """Count the marks of what decides: conditions and limits, not contents and channels."""
    rows = [*with_rows((*rule.applies_when, *rule.unless))]
    decide = [row.confidence for row in rows]
    decide += [limit.confidence for stage in rule.stages for limit in stage.limits]
    counted = Counter(decide)
    weak = [f"{counted[mark]} {MARKS[mark]}" for mark in WEAK if counted[mark]]
    if not weak:
        return
    said = f"Of {len(decide)} rows and limits: {', '.join(weak)}."
    doubtful = [row.asks for row in rows if row.confidence is Confidence.UNCERTAIN]
    doubtful += [
        f"{stage.title} ({limit.cite})"
        for stage in rule.stages
        for limit in stage.limits
        if limit.confidence is Confidence.UNCERTAIN
    ]
    if doubtful:
        said += f" Uncertain: {'; '.join(dict.fromkeys(doubtful))}."
    yield Point(Why.UNCERTAIN if doubtful else Why.MARKS, rule.id, said)


# ---- Names, calendars, hours ---------------------------------------------------------------


def _names(authority: Authority) -> Iterator[Point]:
    for name in authority.names:
        if name.start and name.confidence is not Confidence.VERIFIED:
            mark = MARKS[name.confidence]
            said = f"Called “{name.name}” from {_day(name.start)} on: the day is {mark}."
            yield Point(Why.NAME, authority.id, said, name.start)


def _calendar(calendar: Calendar, on: date) -> Iterator[Point]:
    ends, published = calendar.valid_through, calendar.published_through
    if runs_out(calendar, on):
        said = f"{calendar.title}: ends on {_day(ends)}. {what_to_do(calendar)}"
        yield Point(Why.CALENDAR_ENDS, calendar.id, said, ends)
    if published < ends:
        said = (
            f"{calendar.title}: published up to {_day(published)}, computed from there to "
            f"{_day(ends)}. See whether the government has published more."
        )
        yield Point(Why.COMPUTED, calendar.id, said, published)


def what_to_do(calendar: Calendar) -> str:
    """Say how a calendar is extended."""
    return (
        f"Add the bank holidays of the years after {calendar.valid_through.year} to "
        f"forms/calendars/{calendar.id}.toml from https://www.gov.uk/bank-holidays, set "
        "valid_through, published_through, source and checked_on, and the hand-checked list in "
        "tests/catalogue/test_calendars.py."
    )


def _hours(hours: Hours) -> Iterator[Point]:
    weak = {p.confidence for p in hours.phases} - {Confidence.VERIFIED}
    if weak:
        marks = " and ".join(MARKS[mark] for mark in Confidence if mark in weak)
        said = f"{hours.title}: its hours are {marks}; checked on {_day(hours.checked_on)}."
        yield Point(Why.HOURS, hours.id, said)
    for short in hours.short_days:
        if short.confidence is not Confidence.VERIFIED:
            mark = MARKS[short.confidence]
            yield Point(Why.HOURS, hours.id, f"{hours.title}, {mark}: {short.note}")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

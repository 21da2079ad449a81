"""Says how a worked case comes out otherwise than its author expected, in a lawyer's words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from disclosure.facts.instants import LONDON, MONTHS, clock, utc
from disclosure.problems import meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from disclosure.catalogue.formats import ExpectFormat
    from disclosure.law.deadlines import StageDeadline
    from disclosure.law.duties import Duty

NONE = "none"


def differences(expect: ExpectFormat, duty: Duty) -> Iterator[str]:
    """Give every expectation that does not hold, a sentence each."""
    if duty.outcome != expect.outcome:
        yield _outcome(expect, duty)
    if expect.waits_for is not None and list(duty.waits_for) != expect.waits_for:
        yield (
            f"expected it to wait for {_listed(expect.waits_for)}; "
            f"it waits for {_listed(duty.waits_for)}."
        )
    stages = {stage.id: stage for stage in duty.stages}
    for stage, wanted in expect.due.items():
        yield from _date(f"'{stage}' due", wanted, stage, duty, _due(stages.get(stage)))
    for stage, wanted in expect.outer.items():
        outer = f"the outer limit of '{stage}'"
        yield from _date(outer, wanted, stage, duty, _outer(stages.get(stage)))
    for stage, state in expect.states.items():
        yield from _state(stage, state, duty, stages.get(stage))


def _outcome(expect: ExpectFormat, duty: Duty) -> str:
    why = f" It waits for {_listed(duty.waits_for)}." if duty.waits_for else ""
    return f"expected '{expect.outcome}'; it comes out as '{duty.outcome}'.{why}"


def _date(
    what: str, wanted: datetime | str, stage: str, duty: Duty, found: datetime | None
) -> Iterator[str]:
    unknown = _no_stage(stage, duty)
    if unknown:
        yield unknown
    elif not isinstance(wanted, datetime):
        if found is not None:
            yield f"expected no date for {what.removesuffix(' due')}; it comes out {_when(found)}."
    elif found is None:
        yield f"expected {what} {_when(wanted)}; no date came out."
    # In UTC: Python calls no moment of the hour that comes twice equal to another.
    elif utc(found) != utc(wanted):
        yield f"expected {what} {_when(wanted)}; it comes out {_when(found, beside=wanted)}."


def _state(stage: str, state: str, duty: Duty, found: StageDeadline | None) -> Iterator[str]:
    unknown = _no_stage(stage, duty)
    if unknown:
        yield unknown
    elif found is None:
        yield f"expected the clock of '{stage}' to be '{state}'; the duty does not apply."
    elif found.state != state:
        yield f"expected the clock of '{stage}' to be '{state}'; it is '{found.state}'."


def _no_stage(stage: str, duty: Duty) -> str:
    there = [each.id for each in duty.obligation.stages]
    if stage in there:
        return ""
    return f"it has no stage '{stage}'. {meant(stage, there)} It has {_listed(there)}.".replace(
        "  ", " "
    )


def _due(stage: StageDeadline | None) -> datetime | None:
    return stage.due_at if stage else None


def _outer(stage: StageDeadline | None) -> datetime | None:
    return stage.outer_limit_at if stage else None


def _when(moment: datetime, *, beside: datetime | None = None) -> str:
    """Give an instant as London's clocks show it: '22 Nov 2026 22:10', or '23:10' beside it."""
    local = moment.astimezone(LONDON)
    other = beside.astimezone(LONDON) if beside else None
    at = clock(local) + (f":{local.second:02}" if local.second else "")
    if other is not None and other.utcoffset() != local.utcoffset():
        at += f" {local.tzname()}"
    if other is not None and other.date() == local.date():
        return at
    return f"{local.day} {MONTHS[local.month - 1][:3]} {local.year} {at}"


def _listed(names: Sequence[str] | Iterable[str]) -> str:
    every = list(names)
    if len(every) <= 1:
        return every[0] if every else "nothing"
    return f"{', '.join(every[:-1])} and {every[-1]}"

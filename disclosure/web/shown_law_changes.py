"""Changes of the law library as their page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from disclosure.catalogue.snapshots import OBLIGATIONS
from disclosure.facts.instants import in_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from disclosure.catalogue.load import Catalogue
    from disclosure.law.library import Change
    from disclosure.services.law_changes import Moved, Noted, TouchedIncident


@dataclass(frozen=True, slots=True)
class ShownChange:
    """An entry of the library that changed; its page where it still has one."""

    heading: str
    lines: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """A deadline that a change touches, in a sentence."""

    words: str
    has_moved: bool


@dataclass(frozen=True, slots=True)
class ShownIncident:
    """An incident of one's own that a change touches."""

    id: UUID
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ShownNoted:
    """One change of the library.

    Attributes:
        count: How many entries changed, in a sentence.
        deciding: Those that can change duties or deadlines.
        wording: Those that cannot.
        others: How many incidents of others it touched; nothing where none.
    """

    number: int
    at: str
    digest: str
    count: str
    deciding: tuple[ShownChange, ...]
    wording: tuple[ShownChange, ...]
    wording_count: str
    incidents: tuple[ShownIncident, ...]
    others: str


def shown_history(history: Iterable[Noted], catalogue: Catalogue) -> list[ShownNoted]:
    """Give the changes of the library, the newest first.

    Args:
        history: As the desk noted them.
        catalogue: The library as it is now; its rules have a page, its stages a title.
    """
    rules = catalogue.law.obligations
    stages = {f"{rule.id}/{stage.id}": stage.title for rule in rules for stage in rule.stages}
    return [_noted(each, {rule.id for rule in rules}, stages) for each in history]


def _noted(noted: Noted, rules: Collection[str], stages: Mapping[str, str]) -> ShownNoted:
    deciding = [change for change in noted.changes if change.decides]
    wording = [change for change in noted.changes if not change.decides]
    return ShownNoted(
        number=noted.number,
        at=in_words(noted.at),
        digest=noted.digest,
        count=_count(len(noted.changes), len(deciding)),
        deciding=tuple(_change(each, rules) for each in deciding),
        wording=tuple(_change(each, rules) for each in wording),
        wording_count=f"{_entries(len(wording))} in {_its(len(wording))} words only",
        incidents=tuple(_incident(each, stages) for each in noted.incidents),
        others=_others(noted.others, own=bool(noted.incidents)),
    )


def _entries(count: int) -> str:
    return "One entry changed" if count == 1 else f"{count} entries changed"


def _its(count: int) -> str:
    return "its" if count == 1 else "their"


def _count(every: int, deciding: int) -> str:
    if not deciding:
        return f"{_entries(every)}; no duty or deadline can change by it."
    if deciding == every:
        return f"{_entries(every)}, and can change duties or deadlines."
    return f"{_entries(every)}; {deciding} of them can change duties or deadlines."


def _others(count: int, *, own: bool) -> str:
    if not count:
        return ""
    more = " more" if own else ""
    if count == 1:
        return f"It touches one{more} open incident, whose team you are not on."
    return f"It touches {count}{more} open incidents, whose teams you are not on."


def _change(change: Change, rules: Collection[str]) -> ShownChange:
    is_there = change.part == OBLIGATIONS and change.id in rules
    href = url_for("law.show", rule_id=change.id) if is_there else ""
    return ShownChange(change.heading, change.lines, href)


def _incident(touched: TouchedIncident, stages: Mapping[str, str]) -> ShownIncident:
    told = (_line(each, stages) for each in touched.deadlines)
    lines = sorted(told, key=lambda line: not line.has_moved)
    return ShownIncident(touched.id, touched.title, tuple(lines))


def _line(moved: Moved, stages: Mapping[str, str]) -> Line:
    stage = stages.get(f"{moved.obligation}/{moved.stage}", moved.stage.replace("-", " "))
    what = f"“{moved.title}”, {stage[:1].lower()}{stage[1:]}"
    if not moved.outcome:
        gone = "the duty does not apply any more, or is gone"
        return Line(f"{what}: {gone}. {_was(moved.due_before)}", has_moved=True)
    if not moved.has_moved:
        due = f"still due {in_words(moved.due_after)}" if moved.due_after else "has no set time"
        return Line(f"{what}: {due}.", has_moved=False)
    if moved.due_after is None:
        return Line(f"{what}: has no set time any more. {_was(moved.due_before)}", has_moved=True)
    due = in_words(moved.due_after)
    return Line(f"{what}: due {due} now. {_was(moved.due_before)}", has_moved=True)


def _was(due: datetime | None) -> str:
    return f"It was due {in_words(due)}." if due else "It had no set time."

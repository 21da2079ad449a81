"""What the law files say of a listed deadline: how soon in the law's words, and what starts it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from disclosure.catalogue.load import Catalogue
    from disclosure.law.obligations import Stage, Start
    from disclosure.store.deadlines import ListedClock

SHORT = {
    "aware_personal_data": "awareness",
    "inside_information": "inside information",
    "delay_disclosure": "a decision to delay",
    "high_risk_to_individuals": "a high risk to people",
}
"""What a clock starts with, in a word or two; any other judgement is named by its question."""


def dressed(
    rows: Iterable[ListedClock], catalogue: Catalogue, day: date
) -> tuple[ListedClock, ...]:
    """Add the law's words to deadlines; nothing is worked out, the law files are in memory.

    Args:
        rows: The deadlines.
        catalogue: What was read from the law files.
        day: The day of the law, where a clock does not say when it began.
    """
    return tuple(_dressed(row, catalogue, day) for row in rows)


def _dressed(row: ListedClock, catalogue: Catalogue, day: date) -> ListedClock:
    clock = row.clock
    stage = stage_of(clock.deadline, catalogue, clock.starts_at.date() if clock.starts_at else day)
    if stage is None:
        return row
    starts = _starts(stage.limits[0].starts_at, catalogue, day)
    return replace(row, promptness=stage.promptness, starts_with=starts)


def stage_of(deadline: str, catalogue: Catalogue, day: date) -> Stage | None:
    """Give the stage of a deadline as the law had it on a day, or as it has it now."""
    name, _, wanted = deadline.partition("/")
    rules = [rule for rule in catalogue.law.obligations if rule.id == name]
    in_force = [rule for rule in rules if rule.in_force_on(day)] or rules[-1:]
    return next((s for rule in in_force for s in rule.stages if s.id == wanted), None)


def _starts(start: Start, catalogue: Catalogue, day: date) -> str:
    """Say what a clock waits for that has not begun: 'Starts with awareness, not judged yet'."""
    words = start.key
    if start.kind == "fact":
        question = catalogue.vocabulary.facts.get(start.key)
        words = f"“{question.label}”, not known yet" if question else words
    elif start.kind in ("judged", "decided"):
        judgement = catalogue.vocabulary.judgements.get(start.key)
        asked = f"the answer to “{judgement.asks}”" if judgement else words
        words = f"{SHORT.get(start.key, asked)}, not judged yet"
    elif start.kind == "released":
        audience = catalogue.audiences.get(start.key)
        words = f"the first text to {_small(audience.title) if audience else words}"
    elif start.kind == "submitted":
        stage = stage_of(start.key, catalogue, day)
        return f"Starts when the {_small(stage.title) if stage else words} is submitted"
    return f"Starts with {words}"


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]

"""What the law files say of a listed deadline: how soon in the law's words, and what starts it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from disclosure.catalogue.load import Catalogue
    from disclosure.law.duties import Duty
    from disclosure.law.obligations import Authority, Obligation, Stage, Start
    from disclosure.store.deadlines import ListedClock

VOLUNTARY = "voluntary"


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
    begun = clock.starts_at.date() if clock.starts_at else day
    rule, stage = _found(clock.deadline, catalogue, begun)
    if rule is None or stage is None:
        return row
    return replace(
        row,
        promptness=stage.promptness,
        starts_with=_starts(stage.limits[0].starts_at, catalogue, day),
        is_voluntary=rule.kind == VOLUNTARY,
    )


def _found(
    deadline: str, catalogue: Catalogue, day: date
) -> tuple[Obligation | None, Stage | None]:
    """Give the rule and the stage of a deadline as on a day, or as the law has them now."""
    name, _, wanted = deadline.partition("/")
    rules = [rule for rule in catalogue.law.obligations if rule.id == name]
    in_force = [rule for rule in rules if rule.in_force_on(day)] or rules[-1:]
    found = ((rule, s) for rule in in_force for s in rule.stages if s.id == wanted)
    return next(found, (None, None))


def stage_of(deadline: str, catalogue: Catalogue, day: date) -> Stage | None:
    """Give the stage of a deadline as the law had it on a day, or as it has it now."""
    return _found(deadline, catalogue, day)[1]


# ---- Names of their day ------------------------------------------------------------------


def dated_duties(duties: Iterable[Duty], catalogue: Catalogue, day: date) -> tuple[Duty, ...]:
    """Give duties with the authority under the name it bore on a day, and under no other."""
    return tuple(_dated(duty, catalogue, day) for duty in duties)


def _dated(duty: Duty, catalogue: Catalogue, day: date) -> Duty:
    rule = duty.obligation
    authority = catalogue.law.authorities.get(rule.authority)
    if authority is None or len(authority.names) == 1:
        return duty
    title, summary = (_named(text, authority, day) for text in (rule.title, rule.summary))
    return replace(duty, obligation=replace(rule, title=title, summary=summary))


def dated_title(rule: Obligation, authority: Authority | None, day: date) -> str:
    """Give the title of a rule with the authority under the name it bore on a day."""
    if authority is None or len(authority.names) == 1:
        return rule.title
    return _named(rule.title, authority, day)


def _named(text: str, authority: Authority, day: date) -> str:
    now = authority.name_on(day)
    if now.name in text:
        return text
    others = {each for name in authority.names for each in (name.name, name.short)}
    ordered = sorted(others - {now.name, now.short}, key=len, reverse=True)
    pattern = "|".join(re.escape(each) for each in ordered)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", now.short, text)


# ---- What starts a clock -----------------------------------------------------------------


def _starts(start: Start, catalogue: Catalogue, day: date) -> str:
    """Say what a clock waits for that has not begun: 'Starts with awareness, not judged yet'."""
    words = start.key
    if start.kind == "fact":
        question = catalogue.vocabulary.facts.get(start.key)
        words = f"“{question.label}”, not known yet" if question else words
    elif start.kind in ("judged", "decided"):
        judgement = catalogue.vocabulary.judgements.get(start.key)
        words = f"{judgement.starts_as if judgement else words}, not judged yet"
    elif start.kind == "released":
        audience = catalogue.audiences.get(start.key)
        words = f"the first text to {_small(audience.title) if audience else words}"
    elif start.kind == "submitted":
        stage = stage_of(start.key, catalogue, day)
        return f"Starts when the {_small(stage.title) if stage else words} is submitted"
    return f"Starts with {words}"


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]

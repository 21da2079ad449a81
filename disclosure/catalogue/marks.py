"""Checks what a rule says about its evidence: marks no higher than its source, days gone by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from disclosure.law.conditions import Group
from disclosure.law.confidence import Confidence
from disclosure.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from disclosure.catalogue.law import Law
    from disclosure.law.conditions import Condition
    from disclosure.law.obligations import Obligation, Stage

READ = (Confidence.VERIFIED, Confidence.SECONDARY)
ADDRESS = re.compile(r"https?://\S")
LOCATION = re.compile(
    r"\b(?:ss?|sections?|regs?|regulations?|arts?|articles?|cl|clauses?|paras?|paragraphs?|pp?|"
    r"pages?|rules?|sch|schedules?|conditions?|parts?|chapters?)\.? ?\d",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LOWER = 'Or lower the mark to "knowledge".'


def unsupported(law: Law) -> Iterator[Problem]:
    """Report a rule that claims to have been read, and whose source nobody could look up."""
    for rule in law.obligations:
        read = next(((place, mark) for place, mark in _marks(rule) if mark in READ), None)
        if read is None:
            continue
        place, mark = read
        if not (ADDRESS.search(rule.source) or LOCATION.search(rule.source)):
            wrong = f"{place} is marked '{mark}', but the source cannot be looked up."
            need = "Give its address, or the document and the section, clause or page you read."
            yield Problem(rule.file, "source", wrong, f"{need} {LOWER}")
        elif not YEAR.search(rule.source):
            wrong = f"{place} is marked '{mark}', but the source has no date."
            need = "Say of what day it is, or when you read it: read 2 November 2026."
            yield Problem(rule.file, "source", wrong, f"{need} {LOWER}")
    for authority in law.authorities.values():
        if authority.confidence in READ and not authority.source.strip():
            wrong = f"'{authority.id}' is marked '{authority.confidence}' and names no source."
            need = 'Add source, or lower the mark to "knowledge".'
            yield Problem(law.homes.get(authority.id, "forms/authorities.toml"), "", wrong, need)


def from_the_future(law: Law, today: date) -> Iterator[Problem]:
    """Report a day on which something was checked that has not come yet."""
    checked = [
        *((rule.file, "checked_on", rule.checked_on) for rule in law.obligations),
        *((law.homes[name], "checked_on", each.checked_on) for name, each in law.regimes.items()),
        *(
            ("forms/not_duties.toml", f"entries[{n}].checked_on", entry.checked_on)
            for n, entry in enumerate(law.not_duties)
        ),
    ]
    for file, path, day in checked:
        if day > today:
            wrong = f"{day} has not come yet; nobody can have checked it then."
            yield Problem(file, path, wrong, "Write the day on which you read the source.")


def _marks(rule: Obligation) -> Iterator[tuple[str, Confidence]]:
    """Give every mark of a rule with its place in the file."""
    yield "The rule", rule.confidence
    if rule.channel:
        yield "channel", rule.channel.confidence
    if rule.max_penalty:
        yield "max_penalty", rule.penalty_confidence
    yield from ((f"contents[{n}]", content.confidence) for n, content in enumerate(rule.contents))
    yield from _of_rows("applies_when", rule.applies_when)
    yield from _of_rows("unless", rule.unless)
    yield from _of_limits(rule.stages)


def _of_rows(name: str, rows: Iterable[Condition]) -> Iterator[tuple[str, Confidence]]:
    for n, row in enumerate(rows):
        yield f"{name}[{n}]", row.confidence
        if isinstance(row, Group):
            yield from (
                (f"{name}[{n}].any_of[{m}]", each.confidence) for m, each in enumerate(row.rows)
            )


def _of_limits(stages: Iterable[Stage]) -> Iterator[tuple[str, Confidence]]:
    for n, stage in enumerate(stages):
        for m, limit in enumerate(stage.limits):
            yield f"stages[{n}].limits[{m}]", limit.confidence
            if limit.outer:
                yield f"stages[{n}].limits[{m}].outer", limit.outer_confidence

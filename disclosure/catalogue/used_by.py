"""Checks who is said to need an answer of the profile against the rules that ask it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from disclosure.catalogue.asks import places
from disclosure.catalogue.formats import ProfileFile
from disclosure.files import load_most
from disclosure.law.conditions import Row, Subject, with_rows
from disclosure.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from disclosure.catalogue.asks import Asks
    from disclosure.catalogue.formats import QuestionFormat
    from disclosure.catalogue.law import Law

RULE = re.compile(r"\b(?:uk|contract)\.[a-z0-9-]+(?:\.[a-z0-9-]+)*")
SHARED, SHIPPED = "forms/profile.toml", "forms/"


def misnamed_users(forms: Path, asks: Sequence[Asks], law: Law) -> Iterator[Problem]:
    """Report an answer whose `used_by` leaves a rule out, or names one that never asks it.

    A rule of a local catalogue need not stand in a shipped file, and where nothing is said,
    nothing is wrong.
    """
    shared = load_most(ProfileFile, forms / "profile.toml", SHARED).form
    own = places(asks, "answers")
    answers = [*(shared.answers if shared else ()), *(a for e in asks for a in e.form.answers)]
    asking = _asking(law)
    for answer in answers:
        file, place = own.get(answer.key, (SHARED, answer.key))
        users = {
            rule: home
            for rule, home in asking.get(answer.key, {}).items()
            if home.startswith(SHIPPED) or not file.startswith(SHIPPED)
        }
        if answer.used_by:
            yield from _wrong(answer, sorted(users), file, f"{place}.used_by")


def _wrong(answer: QuestionFormat, users: Sequence[str], file: str, path: str) -> Iterator[Problem]:
    named = set(RULE.findall(answer.used_by))
    missing, idle = sorted(set(users) - named), sorted(named - set(users))
    allowed = f'Write used_by = "{", ".join(users)}", and in words which texts need it.'
    if missing:
        yield Problem(file, path, f"It leaves out who asks it: {', '.join(missing)}.", allowed)
    if idle:
        yield Problem(file, path, f"It names what does not ask it: {', '.join(idle)}.", allowed)


def _asking(law: Law) -> dict[str, dict[str, str]]:
    """Give for each answer the rules that ask it, each with its file."""
    found: dict[str, dict[str, str]] = {}
    for rule in law.obligations:
        for row in with_rows((*rule.applies_when, *rule.unless)):
            if isinstance(row, Row) and row.subject is Subject.PROFILE:
                found.setdefault(row.key, {})[rule.id] = rule.file
    return found

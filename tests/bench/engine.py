"""Within one process: drafting and the deadline engine; and the start of the command line."""

from __future__ import annotations

import subprocess
import sys

from bench.floor import bare_deadlines, eight_bare_pages
from bench.measuring import Goal, Metric, compare
from bench.served import ROOT
from bench.sites import EIGHT, the_library
from disclosure.bootstrap import Services
from disclosure.facts.case import Case
from disclosure.law.duties import assess_all

EXAMPLE = "forms/examples/ms-2025-aware.toml"
TIMES = 20


def drafting(rounds: int) -> list[Metric]:
    """Draft eight notices with every reason."""
    services = the_library()
    case = services.cases.open(ROOT / EXAMPLE)
    drafted = services.packs.draft(case, notices=EIGHT)
    pages = [[{"id": s.id, "text": s.text} for s in draft.sentences()] for draft in drafted.drafts]
    found = compare(
        lambda: services.packs.draft_only(case, notices=EIGHT),
        lambda: eight_bare_pages(pages),
        rounds,
    )
    return [Metric("drafting", "facts → 8 drafts in memory, to 8 bare Jinja pages", found)]


def deadlines(rounds: int) -> list[Metric]:
    """Judge the whole library, with every reason."""
    services = the_library()
    case = services.cases.open(ROOT / EXAMPLE)
    law = services.catalogue.law
    number = len(law.obligations) * TIMES
    holidays = frozenset(law.calendars["england-wales"].days)
    found = compare(
        lambda: judged(services, case), lambda: bare_deadlines(number, holidays), rounds
    )
    name = f"deadline engine, {number} obligations with trace, to as many bare deadlines"
    return [Metric("deadlines", name, found, Goal(25, 10))]


def judged(services: Services, case: Case) -> None:
    """Judge the whole library twenty times."""
    known, law = case.known_at(case.at), services.catalogue.law
    for _ in range(TIMES):
        assess_all(law.obligations, known, law.calendars, law_as_of=case.law_as_of)


def command(rounds: int) -> list[Metric]:
    """Start the command line and give one assessment."""
    found = compare(
        lambda: process("-m", "disclosure", "assess", EXAMPLE),
        lambda: process("-c", "import click, jinja2, pydantic, stdnum.isin"),
        rounds,
    )
    name = "cold start to the first assessment, to a bare process with the same libraries"
    return [Metric("command", name, found, Goal(4, 2.5))]


def process(*arguments: str) -> None:
    """Run Python once."""
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

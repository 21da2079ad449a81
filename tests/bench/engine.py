"""Within one process: drafting and the deadline engine; and the start of the command line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import gcd

from bench.floor import bare_deadlines, eight_bare_pages
from bench.measuring import Goal, Metric, compare
from bench.served import ROOT
from bench.sites import EIGHT, the_library
from disclosure.bootstrap import Services
from disclosure.catalogue.law import Law
from disclosure.facts.case import Case, Known
from disclosure.law.duties import Duty, assess_all
from disclosure.law.index import Index, index_of
from disclosure.law.obligations import Obligation
from disclosure.law.unknowns import Ranking, rank

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
    """Judge the whole library, with every reason; rank what is not known; let the library grow."""
    services = the_library()
    case, law = services.cases.open(ROOT / EXAMPLE), services.catalogue.law
    known, index = case.known_at(case.at), index_of(law.obligations)
    holidays = frozenset(law.calendars["england-wales"].days)
    number = len(judged(law.obligations, law, case, known))

    def bare(count: int) -> Callable[[], object]:
        return lambda: bare_deadlines(count, holidays)

    def whole(times: int, rules: Sequence[Obligation] = law.obligations) -> Callable[[], object]:
        def work() -> None:
            for _ in range(times):
                judged(rules, law, case, known)

        return work

    ranking = ranked(index, services, case, known)
    ten, hundred, thousand = (a_library(law, case, size) for size in (10, 100, 1000))
    return [
        Metric(
            "deadlines",
            f"deadline engine, the library's {number} obligations with trace, to as many bare "
            "deadlines",
            compare(whole(TIMES), bare(number * TIMES), rounds),
            Goal(10, 6),
            scale=1000 / TIMES,
        ),
        Metric(
            "unknowns",
            f"{len(ranking.unknowns)} unknowns ranked, {ranking.assessed} obligations judged, to "
            "as many bare deadlines",
            compare(lambda: ranked(index, services, case, known), bare(ranking.assessed), rounds),
            Goal(50, 25),
        ),
        Metric(
            "growth-100",
            "100 obligations to 10",
            compare(whole(TIMES, hundred), whole(TIMES, ten), rounds),
            Goal(12, 11),
            scale=1000 / TIMES,
        ),
        Metric(
            "growth-1000",
            "1,000 obligations to 100",
            compare(whole(TIMES, thousand), whole(TIMES, hundred), rounds),
            Goal(12, 11),
            scale=1000 / TIMES,
        ),
    ]


def judged(rules: Sequence[Obligation], law: Law, case: Case, known: Known) -> tuple[Duty, ...]:
    """Judge obligations, with every reason."""
    return assess_all(rules, known, law.calendars, law_as_of=case.law_as_of)


def ranked(index: Index, services: Services, case: Case, known: Known) -> Ranking:
    """Rank what is not known."""
    catalogue = services.catalogue
    calendars, vocabulary = catalogue.law.calendars, catalogue.vocabulary
    return rank(index, known, calendars, vocabulary, law_as_of=case.law_as_of)


def a_library(law: Law, case: Case, size: int) -> tuple[Obligation, ...]:
    """Copy the law under other names until there is so much of it."""
    own = [o for o in law.obligations if not o.is_watched and o.in_force_on(case.law_as_of)]
    # Spread over the whole of it, so that a small library is no easier than a large one.
    step = next(n for n in range(len(own) // 2, 0, -1) if gcd(n, len(own)) == 1)
    return tuple(replace(own[n * step % len(own)], id=f"r{n:04}") for n in range(size))


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

"""Within one process: every text of one incident with all checks, and how that grows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import _lru_cache_wrapper

from bench.engine import EXAMPLE
from bench.floor import eight_bare_pages
from bench.measuring import Goal, Metric, Round, compare, take_turns, timed
from bench.served import ROOT
from bench.sites import EIGHT, the_library
from builders import an_entry
from disclosure.bootstrap import Services
from disclosure.facts.case import Case
from disclosure.law.duties import Outcome
from disclosure.services.packs import Pack
from disclosure.words.expressions import compile_wording

MAY_STAND = (Outcome.APPLIES, Outcome.PRESUMED, Outcome.UNDETERMINED)
SMALL = 256
"""Caches up to this size hold what is compiled from names, no sentences."""
LINEAR = Goal(1.2, 1.1)


def texts(rounds: int) -> list[Metric]:
    """Draft and check every text of one incident; then of more facts, and more texts."""
    services = the_library()
    case = services.cases.open(ROOT / EXAMPLE)
    names = complete_set(services, case)
    drafted = services.packs.draft(case, notices=names)
    pages = [[{"id": s.id, "text": s.text} for s in draft.sentences()] for draft in drafted.drafts]
    sentences = sum(map(len, pages))

    def work() -> Pack:
        return services.packs.draft(case, notices=names)

    def first() -> Pack:
        unread()
        return work()

    def against(key: str, how: str, ours: Callable[[], Pack]) -> Metric:
        name = f"{len(names)} texts of one incident with all checks, {how}, to as many bare pages"
        found = compare(ours, lambda: eight_bare_pages(pages), rounds)
        return Metric(key, name, found, Goal(20, 20), notes=(f"{sentences} sentences",))

    return [
        against("texts", "as on a desk at work", work),
        against("texts-first", "none of their sentences read before", first),
        *(more_facts(services, case, *pair, rounds) for pair in ((10, 100), (100, 1000))),
        *(more_notices(services, case, *pair, rounds) for pair in ((8, 25), (25, 100))),
    ]


def complete_set(services: Services, case: Case) -> tuple[str, ...]:
    """Give the texts that are called for, of duties that stand or may and of none."""
    packs = services.packs
    assessment = packs.assessments.assess(case)
    stands = {d.obligation.id for d in assessment.duties if d.outcome in MAY_STAND}
    known, notices = case.known_at(case.at), services.catalogue.notices
    own = [n for n in notices if not n.obligation or n.obligation in stands]
    called = packs.called_for(known, assessment.duties, assessment.law_as_of, own)
    return tuple(notice.id for notice in own if notice.id in called)


def unread() -> None:
    """Forget what the checks keep of the sentences they have read."""
    for name, module in list(sys.modules.items()):
        if name.startswith("disclosure.words."):
            kept = (each for each in vars(module).values() if isinstance(each, _lru_cache_wrapper))
            for each in kept:
                if each is not compile_wording and (each.cache_info().maxsize or 0) >= SMALL:
                    each.cache_clear()


# ---- Growth -------------------------------------------------------------------------------------


def more_facts(services: Services, case: Case, few: int, many: int, rounds: int) -> Metric:
    """Compare the time for each fact, of many facts and of few."""

    def taking(count: int) -> Callable[[], float]:
        full = with_facts(case, count)
        return lambda: drafting(services, full, EIGHT) / count

    found = in_turn(taking(many), taking(few), rounds)
    name = f"eight texts with all checks: the time for each of {many} facts to each of {few}"
    return Metric(f"facts-{many}", name, found, LINEAR)


def with_facts(case: Case, count: int) -> Case:
    """Give a case in which so many services are affected, and nothing else is known."""
    fields = ({"name": f"counter {n}", "state": "affected"} for n in range(count))
    made = (
        an_entry(entry=f"s{n}", fields=each, recorded_at=case.at, true_at=case.at)
        for n, each in enumerate(fields)
    )
    return replace(case, facts=tuple(made))


def more_notices(services: Services, case: Case, few: int, many: int, rounds: int) -> Metric:
    """Compare the time for each sentence, of many texts and of few."""

    def taking(count: int) -> Callable[[], float]:
        names = spread(services, count)
        said = services.packs.draft(case, notices=names).drafts
        sentences = sum(1 for draft in said for _ in draft.sentences())
        return lambda: drafting(services, case, names) / sentences

    found = in_turn(taking(many), taking(few), rounds)
    name = f"texts with all checks: the time for a sentence of {many} texts to one of {few}"
    return Metric(f"notices-{many}", name, found, LINEAR)


def spread(services: Services, count: int) -> tuple[str, ...]:
    """Give so many texts, spread over all of them, so that few are no shorter than many."""
    notices = [notice for notice in services.catalogue.notices if not notice.group]
    return tuple(notices[n * len(notices) // count].id for n in range(count))


def drafting(services: Services, case: Case, names: Sequence[str]) -> float:
    """Give the seconds of drafting and checking texts none of whose sentences was read before."""
    unread()
    return timed(lambda: services.packs.draft(case, notices=names))


def in_turn(
    ours: Callable[[], float], other: Callable[[], float], rounds: int
) -> tuple[Round, ...]:
    """Let two take turns that time themselves, after each has run once."""
    ours()
    other()
    return take_turns(ours, other, rounds)

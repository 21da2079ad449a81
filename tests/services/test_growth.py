"""How much work texts take, counted in calls: noise cannot touch that as it does a clock.

Expected are proportions: ten times the facts, or four times the sentences, take about as many
times the work, and what is the same for every text is worked out once.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from types import FrameType
from typing import Any

import pytest

from builders import a_case_file, an_entry, the_catalogue
from disclosure.facts.case import Case
from disclosure.services.assessments import Assessments
from disclosure.services.packs import Packs

FOUR = (
    "uk.mar.17-1.announce.market",
    "voluntary.letter.staff",
    "voluntary.email.customers",
    "voluntary.statement.media",
)


@pytest.fixture(scope="module")
def packs() -> Packs:
    return Packs(the_catalogue(), Assessments(the_catalogue()))


@pytest.fixture(scope="module")
def case() -> Case:
    return a_case_file("ms-2025-aware")


def calls_of(work: Callable[[], object]) -> Counter[str]:
    """Count the calls of Python functions, by their names."""
    work()  # What is compiled or read once is not what grows.
    found: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _given: Any) -> None:
        if event == "call":
            found[frame.f_code.co_name] += 1

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found


def with_services(case: Case, count: int) -> Case:
    """Give a case in which so many services are affected, and nothing else is known."""
    made = (
        an_entry(
            entry=f"s{n}",
            fields={"name": f"counter {n}", "state": "affected"},
            recorded_at=case.at,
            true_at=case.at,
        )
        for n in range(count)
    )
    return replace(case, facts=tuple(made))


def test_ten_times_the_facts_take_no_more_than_ten_times_the_work(packs: Packs, case: Case) -> None:
    few, many = (
        calls_of(lambda n=n: packs.draft(with_services(case, n), notices=FOUR)).total()
        for n in (20, 200)
    )
    assert many <= 10 * few


def test_a_sentence_takes_no_more_work_among_a_hundred_texts_than_among_eight(
    packs: Packs, case: Case
) -> None:
    notices = [notice for notice in the_catalogue().notices if not notice.group]
    each = []
    for count in (8, 25, 100):
        names = [notices[n * len(notices) // count].id for n in range(count)]
        pack = packs.draft(case, notices=names)
        sentences = sum(1 for draft in pack.drafts for _ in draft.sentences())
        each.append(calls_of(lambda names=names: packs.draft(case, notices=names)).total())
        each[-1] /= sentences
    assert max(each[1:]) <= 1.1 * each[0]


def test_what_is_the_same_for_every_audience_is_gathered_once(packs: Packs, case: Case) -> None:
    # Four audiences; what they may read differs, whom notices name and how clocks stand does not.
    counted = calls_of(lambda: packs.draft(case, notices=FOUR))
    once = ("_authority_facts", "_clock_facts", "_organisation_facts", "with_retold")
    assert {name: counted[name] for name in once} == dict.fromkeys(once, 1)

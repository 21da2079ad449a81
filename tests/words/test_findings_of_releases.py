"""Findings about texts given out: each rule with a case and one that almost is one."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from builders import (
    NOON,
    a_count,
    a_draft,
    a_fact,
    a_judgement,
    a_known,
    a_release,
    a_released_sentence,
    a_sentence,
    an_entry,
    the_findings_of,
)
from disclosure.facts.case import Known
from disclosure.facts.standings import Change, Quality
from disclosure.facts.versions import Count, FactVersion
from disclosure.law.duties import Duty
from disclosure.words.drafts import Draft
from disclosure.words.findings import Finding, Severity

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STORES = {"name": "our stores", "area": "stores", "state": "open"}
LISTED = {"market.uk_admitted": "yes"}
LETTER = a_draft(a_sentence())
REPORT = a_draft(a_sentence(), notice="example.report", audience="authority")


def of(
    rule: str, known: Known, drafts: Sequence[Draft] = (), duties: Sequence[Duty] = ()
) -> list[Finding]:
    return [f for f in the_findings_of(known, drafts, duties) if f.rule == rule]


def weights(found: Sequence[Finding]) -> list[Severity]:
    return [finding.severity for finding in found]


def a_claim(by: str, said: str, about: str = "") -> FactVersion:
    fields = {"by": by, "said": said} | ({"about": about} if about else {})
    return an_entry("outside_claim", "claim", fields)


# ---- Who hears first -----------------------------------------------------------------------------

INSIDE = a_judgement("inside_information", "yes", NOON - 3 * HOUR)


def test_wider_texts_wait_for_the_market():
    found = of("order-of-release", a_known(judgements=[INSIDE], profile=LISTED), [LETTER, REPORT])
    assert [(f.notice, f.severity) for f in found] == [("example.letter", Severity.STOP)]
    assert "Do not hold such a warning back: bring the announcement forward" in found[0].message


def test_wider_texts_are_free_once_the_market_knows():
    known = a_known(judgements=[INSIDE], releases=[a_release("market", NOON - 2 * HOUR)])
    assert not of("order-of-release", known, [LETTER])


@pytest.mark.parametrize(
    ("audience", "hours", "is_found"),
    [
        ("customers", 2.5, True),
        ("customers", 4, False),  # before it became inside information
        ("customers", 1, False),  # after the announcement
        ("customers", 2, False),  # at the same instant
        ("authority", 2.5, False),  # an authority is told in confidence
    ],
)
def test_nobody_at_large_hears_before_the_market(audience, hours, is_found):
    releases = [
        a_release("market", NOON - 2 * HOUR, name="announcement"),
        a_release(audience, NOON - hours * HOUR, name="early"),
    ]
    found = of("order-of-release", a_known(judgements=[INSIDE], releases=releases))
    assert weights(found) == [Severity.STOP] * is_found


@pytest.mark.parametrize(
    ("profile", "judgements", "drafts", "is_found"),
    [
        (LISTED, [], [LETTER], True),
        ({}, [], [LETTER], False),
        (LISTED, [], [REPORT], False),
        (LISTED, [a_judgement("inside_information", "no")], [LETTER], False),
    ],
)
def test_an_issuer_judges_before_it_speaks(profile, judgements, drafts, is_found):
    found = of("order-of-release", a_known(profile=profile, judgements=judgements), drafts)
    assert weights(found) == [Severity.WARNING] * is_found


# ---- What no longer holds ------------------------------------------------------------------------

FIRST = a_fact("personal_data.people_count", a_count(1200))
SAID = a_release(
    "customers",
    NOON - 2 * HOUR,
    name="first",
    sentences=[a_released_sentence("1,200 people are affected.", FIRST.name)],
)


def then(number: int, change: Change, people: int = 1450) -> FactVersion:
    return a_fact("personal_data.people_count", a_count(people), number=number, change=change)


@pytest.mark.parametrize(
    ("later", "wanted"),
    [
        ([], set()),
        ([then(2, Change.RE_CONFIRMS, 1200)], set()),
        ([then(2, Change.CHANGES)], {"stale"}),
        ([then(2, Change.WRONG_WHEN_SAID)], {"needs-correction"}),
        ([then(2, Change.WITHDRAWN)], {"rests-on-withdrawn"}),
        ([then(2, Change.RE_CONFIRMS, 1200), then(3, Change.CHANGES)], {"stale"}),
        # What was wrong was the second version; the released one was true in its time.
        ([then(2, Change.CHANGES), then(3, Change.WRONG_WHEN_SAID, 1500)], {"stale"}),
    ],
)
def test_a_released_text_is_overtaken_by_its_facts(later, wanted):
    found = the_findings_of(a_known(FIRST, *later, releases=[SAID]))
    assert {f.rule for f in found} == wanted


@pytest.mark.parametrize(("audience", "is_found"), [("customers", False), ("media", True)])
def test_a_newer_text_to_the_same_readers_answers_it(audience, is_found):
    newer = a_release(
        audience,
        NOON - HOUR,
        name="second",
        sentences=[a_released_sentence("1,450 people.", "personal_data.people_count@2")],
    )
    known = a_known(FIRST, then(2, Change.WRONG_WHEN_SAID), releases=[SAID, newer])
    assert bool(of("needs-correction", known)) is is_found


# ---- What contradicts what -----------------------------------------------------------------------


def test_two_texts_do_not_rest_on_two_versions():
    second = then(2, Change.CHANGES)
    letter = a_draft(a_sentence("1,200 people.", FIRST))
    report = a_draft(a_sentence("1,450 people.", second), notice="r", title="Report")
    known = a_known(FIRST, second)
    assert weights(of("contradiction", known, [letter, report])) == [Severity.STOP]
    assert not of("contradiction", known, [letter, letter])


@pytest.mark.parametrize(
    ("one", "other", "is_found"),
    [
        ("About 1,200 people are affected.", "It concerns 1,200 people.", True),
        ("At least 1,200 people are affected.", "Up to 1,200 customers are affected.", True),
        ("About 1,200 people are affected.", "It concerns roughly 1,200 of our people.", False),
        ("It concerns 1,200 people.", "We wrote to 1200 people.", False),
        ("It concerns 1,200 people.", "About 1,200 records were seen.", False),
    ],
)
def test_a_number_is_meant_the_same_everywhere(one, other, is_found):
    letter = a_draft(a_sentence(one, FIRST))
    report = a_draft(a_sentence(other, FIRST), notice="r", title="Report")
    assert bool(of("contradiction", a_known(FIRST), [letter, report])) is is_found


def test_a_range_reads_as_a_range():
    between = a_fact("personal_data.people_count", Count(100, 200, Quality.RANGE, "people"))
    letter = a_draft(a_sentence("Between 100 and 200 people are affected.", between))
    exact = a_draft(a_sentence("100 people are affected.", between), notice="r", title="Report")
    assert not of("contradiction", a_known(between), [letter])
    assert of("contradiction", a_known(between), [letter, exact])


@pytest.mark.parametrize(("people", "is_found"), [(1450, True), (1200, False)])
def test_a_value_does_not_change_while_it_is_re_confirmed(people, is_found):
    known = a_known(FIRST, then(2, Change.RE_CONFIRMS, people), releases=[SAID])
    assert bool(of("contradiction", known)) is is_found

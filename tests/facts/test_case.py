"""A case as it was known: nothing recorded later is in it, and nothing recorded is lost."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    NOON,
    a_case,
    a_fact,
    a_judgement,
    a_known,
    a_release,
    a_submission,
    an_entity,
    an_entry,
    an_organisation,
)
from disclosure.facts.case import Case
from disclosure.facts.looks import Look, LookKind
from disclosure.facts.standings import Change, Standing

KEY = "personal_data.involved"


def hour(n: float) -> datetime:
    """Give the instant so many hours after the morning of the incident."""
    return NOON - timedelta(hours=6) + timedelta(hours=n)


HISTORY = a_case(
    facts=[
        a_fact(KEY, standing=Standing.UNKNOWN, number=1, recorded_at=hour(1)),
        a_fact(KEY, "yes", Standing.SUSPECTED, number=2, recorded_at=hour(2)),
        a_fact(KEY, "yes", number=3, recorded_at=hour(3)),
        a_fact(KEY, "yes", number=4, recorded_at=hour(4), change=Change.RE_CONFIRMS),
        a_fact(KEY, "yes", number=5, recorded_at=hour(5), change=Change.WITHDRAWN),
    ],
    judgements=[
        a_judgement("risk_to_individuals", "unlikely", made_at=hour(2)),
        a_judgement("risk_to_individuals", "likely", made_at=hour(4), number=2),
    ],
    submissions=[a_submission(at=hour(3))],
    releases=[a_release("media", hour(3.5))],
)


@pytest.mark.parametrize(
    ("asked", "number"),
    [(0, None), (0.99, None), (1, 1), (1.5, 1), (2, 2), (3, 3), (4.5, 4), (5, None), (9, None)],
)
def test_the_version_current_at_an_instant(asked: float, number: int | None) -> None:
    version = HISTORY.known_at(hour(asked)).fact(KEY)
    assert (version.number if version else None) == number


@pytest.mark.parametrize(
    ("asked", "versions", "judged", "sent", "told"),
    [
        (0, 0, [], 0, 0),
        (2, 2, ["unlikely"], 0, 0),
        (3, 3, ["unlikely"], 1, 0),
        (3.5, 3, ["unlikely"], 1, 1),
        (5, 5, ["unlikely", "likely"], 1, 1),
    ],
)
def test_nothing_recorded_later_is_known(
    asked: float, versions: int, judged: list[str], sent: int, told: int
) -> None:
    known = HISTORY.known_at(hour(asked))
    assert known.at == hour(asked)
    assert len(known.versions) == versions
    assert list(known.judged_values("risk_to_individuals")) == judged
    judgement = known.judgement("risk_to_individuals")
    assert (judgement.value if judgement else None) == (judged[-1] if judged else None)
    assert (len(known.submissions), len(known.releases)) == (sent, told)


def test_a_withdrawn_fact_is_as_if_never_recorded_but_its_versions_stay() -> None:
    known = HISTORY.known_at(hour(9))
    assert known.fact(KEY) is None
    assert sorted(known.versions) == [f"{KEY}@{n}" for n in range(1, 6)]


def test_a_withdrawn_fact_may_be_recorded_anew() -> None:
    again = a_fact(KEY, "no", number=6, recorded_at=hour(6))
    case = replace(HISTORY, facts=(*HISTORY.facts, again))
    assert case.known_at(hour(6)).fact(KEY) == again


def test_a_fact_confirmed_again_is_the_later_version() -> None:
    version = HISTORY.known_at(hour(4)).fact(KEY)
    assert version is not None
    assert (version.change, version.recorded_at) == (Change.RE_CONFIRMS, hour(4))


def test_entries_of_a_record_keep_the_order_in_which_they_were_listed() -> None:
    known = a_known(
        an_entry("service", "website", number=1),
        an_entry("service", "contactless", number=1),
        a_fact(),
        an_entry("service", "website", number=2),
        an_entry("payment", "cash"),
        an_entry("service", "cafe", number=1),
        an_entry("service", "cafe", number=2, change=Change.WITHDRAWN),
    )
    names = [entry.name for entry in known.entries("service")]
    assert names == ["service:website@2", "service:contactless@1"]
    assert [entry.name for entry in known.entries("payment")] == ["payment:cash@1"]
    assert known.entries("containment") == ()


def test_the_first_submission_closes_the_clock() -> None:
    early, late = (a_submission(at=hour(n), reference=str(n)) for n in (2, 4))
    other = a_submission(stage="follow-up", at=hour(1))
    known = a_known(submissions=[late, other, early])
    assert known.submission("uk.gdpr.33", "initial") == early
    assert known.submission("uk.gdpr.33", "final") is None
    assert known.submission("uk.gdpr.34", "initial") is None


def test_the_first_release_to_an_audience_is_the_one_that_counts() -> None:
    early, late = (a_release("market", hour(n), name=f"r{n}") for n in (2, 4))
    known = a_known(releases=[late, a_release("media", hour(1)), early])
    assert known.first_release("market") == early
    assert known.first_release("staff") is None


def test_answers_of_the_whole_and_of_each_company() -> None:
    organisation = an_organisation(
        {"sector": "retail"},
        [an_entity("a", profile={"fca.authorised": "yes"}), an_entity("b", ["controller"])],
    )
    assert organisation.answers("fca.authorised") == (("a", "yes"),)
    assert organisation.answers("sector") == (("", "retail"),)
    assert organisation.answers("size") == ()
    assert [entity.id for entity in organisation.in_role("issuer")] == ["a"]


# ---- Whatever the history -----------------------------------------------------------------------

HOURS = st.integers(0, 12)


@st.composite
def histories(draw: st.DrawFn) -> Case:
    """Draw a case whose versions are numbered in the order they were recorded."""
    facts = []
    for key in ("a.one", "b.two", "service:x", "service:y"):
        for number, at in enumerate(sorted(draw(st.lists(HOURS, max_size=4))), start=1):
            change = Change.CHANGES if number > 1 else Change.FIRST
            if number > 1 and draw(st.booleans()):
                change = draw(st.sampled_from([Change.WITHDRAWN, Change.RE_CONFIRMS]))
            standing = draw(st.sampled_from(list(Standing)))
            facts.append(
                a_fact(key, standing=standing, number=number, recorded_at=hour(at), change=change)
            )
    judgements = [
        a_judgement(key, "yes", made_at=hour(at), number=number)
        for key in ("first", "second")
        for number, at in enumerate(sorted(draw(st.lists(HOURS, max_size=3))), start=1)
    ]
    return a_case(
        facts=draw(st.permutations(facts)),
        judgements=draw(st.permutations(judgements)),
        submissions=[a_submission(at=hour(n)) for n in draw(st.lists(HOURS, max_size=3))],
        releases=[a_release(at=hour(n)) for n in draw(st.lists(HOURS, max_size=3))],
    )


def cut(case: Case, at: datetime) -> Case:
    """Give the case as it would be if nothing had been recorded after an instant."""
    return replace(
        case,
        facts=tuple(v for v in case.facts if not v.recorded_at > at),
        judgements=tuple(j for j in case.judgements if not j.made_at > at),
        submissions=tuple(s for s in case.submissions if not s.at > at),
        releases=tuple(r for r in case.releases if not r.at > at),
    )


@given(case=histories(), asked=HOURS)
def test_what_was_recorded_later_never_changes_what_was_known(case: Case, asked: int) -> None:
    assert case.known_at(hour(asked)) == cut(case, hour(asked)).known_at(hour(asked))


@given(case=histories(), asked=HOURS)
def test_the_current_version_is_the_last_recorded_and_not_withdrawn(case: Case, asked: int) -> None:
    known = case.known_at(hour(asked))
    for key in {version.key for version in case.facts}:
        heard = [v for v in case.facts if v.key == key and v.recorded_at <= hour(asked)]
        last = max(heard, key=lambda v: v.number, default=None)
        withdrawn = last is not None and last.change is Change.WITHDRAWN
        assert known.fact(key) == (None if withdrawn else last)


@given(case=histories(), first=HOURS, second=HOURS)
def test_what_was_known_is_never_forgotten(case: Case, first: int, second: int) -> None:
    early, late = (case.known_at(hour(n)) for n in sorted((first, second)))
    assert early.versions.items() <= late.versions.items()
    assert set(early.judged) <= set(late.judged)


def test_a_judgement_taken_back_is_open_again_and_stays_on_the_record() -> None:
    case = a_case(
        judgements=[
            a_judgement("aware_personal_data", "aware", made_at=hour(2)),
            a_judgement("aware_personal_data", "not-yet", made_at=hour(4), number=2),
        ]
    )
    assert case.known_at(hour(3)).judgement("aware_personal_data") is not None
    known = case.known_at(hour(5))
    assert known.judgement("aware_personal_data") is None
    assert known.judged_values("aware_personal_data") == ("aware", "not-yet")


def test_a_look_counts_from_when_it_was_recorded_and_only_for_its_judgement() -> None:
    day, later = date(2026, 12, 1), date(2026, 12, 20)
    first = replace(a_judgement("sra_serious", "no", made_at=hour(1)), again_on=day)
    again = replace(first, number=2, made_at=hour(4), again_on=None)
    look = Look("sra_serious", 1, 1, LookKind.CONFIRMED, hour(3), "Gita Rao", again_on=later)
    case = replace(a_case(judgements=[first, again]), looks=(look,))
    held = {n: case.known_at(hour(n)) for n in (0, 2, 3, 4)}
    assert [held[n].again_on("sra_serious") for n in held] == [None, day, later, None]
    assert [held[n].looks_at("sra_serious") for n in held] == [(), (), (look,), ()]
    assert [held[n].looks for n in held] == [(), (), (look,), (look,)]

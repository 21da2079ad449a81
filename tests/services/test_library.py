"""The library looks after itself: its check, its day, and what is due for another look."""

import functools
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from builders import LOCAL_CATALOGUE, NOON, ROOT
from disclosure.catalogue.load import load_catalogue
from disclosure.problems import CatalogueError
from disclosure.services import library as library_module
from disclosure.services.library import Library

SINCE = datetime(2027, 1, 4, 9, tzinfo=UTC)
"""After every day on which a source was read: what was read tomorrow was not read."""
LOAD_ONCE = functools.cache(load_catalogue)


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read each catalogue once for all the tests; what is read stays the same."""
    monkeypatch.setattr(library_module, "load_catalogue", LOAD_ONCE)


def a_library(local: Path | None = None, now: datetime = NOON) -> Library:
    return Library(ROOT, local, lambda: now)


def reasons(library: Library, on: date) -> dict[str, tuple[str, ...]]:
    return {review.regime.id: review.reasons for review in library.review(on)}


def test_the_shipped_law_is_clean() -> None:
    check = a_library(now=SINCE).check()
    assert check.problems == ()
    assert check.obligations >= 14
    assert check.notices >= 11
    assert check.cases >= 50


def test_a_local_catalogue_adds_to_the_check() -> None:
    alone, beside = a_library(now=SINCE).check(), a_library(LOCAL_CATALOGUE, SINCE).check()
    assert beside.problems == ()
    assert beside.obligations == alone.obligations + 1
    assert beside.cases > alone.cases


def test_worked_cases_are_counted_by_what_they_expect() -> None:
    counted = Counter(a_library(LOCAL_CATALOGUE).expectations())
    assert counted["uk.gdpr.33"] >= 10
    assert counted["contract.insurer"] >= 1


def test_today_is_the_day_of_the_clock_it_was_given() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert a_library(now=late).today() == date(2026, 6, 30)


def test_what_no_lawyer_has_reviewed_is_due() -> None:
    due = reasons(a_library(), date(2026, 11, 21))
    assert due["uk.gdpr"] == ("no lawyer has reviewed it",)


def test_a_review_is_due_on_its_day_and_not_before() -> None:
    # forms/regimes/uk.gdpr/regime.toml: review by 21 May 2027.
    words = "its review was due by 2027-05-21"
    assert words not in reasons(a_library(), date(2027, 5, 20))["uk.gdpr"]
    assert words in reasons(a_library(), date(2027, 5, 21))["uk.gdpr"]


def test_a_rule_that_begins_later_is_named() -> None:
    # The example contract is in force from 1 January 2026.
    words = "contract.insurer begins on 2026-01-01"
    library = a_library(LOCAL_CATALOGUE)
    assert words in reasons(library, date(2025, 12, 31))["contract.insurer"]
    assert words not in reasons(library, date(2026, 1, 1))["contract.insurer"]


def a_local_copy(folder: Path, old: str, new: str) -> Path:
    """Copy the example contract with one thing changed."""
    source, target = LOCAL_CATALOGUE / "regimes", folder / "law" / "regimes"
    for path in source.rglob("*.toml"):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return folder / "law"


def test_a_rule_that_has_ended_is_named(tmp_path: Path) -> None:
    ended = "{ from = 2026-01-01, until = 2026-10-31 }"
    library = a_library(a_local_copy(tmp_path, "{ from = 2026-01-01 }", ended))
    words = "contract.insurer ended on 2026-10-31"
    assert words in reasons(library, date(2026, 10, 31))["contract.insurer"]
    assert words not in reasons(library, date(2026, 10, 30))["contract.insurer"]


def test_a_rule_that_is_uncertain_is_named(tmp_path: Path) -> None:
    old = 'status = "contractual"\nconfidence = "knowledge"'
    library = a_library(a_local_copy(tmp_path, old, old.replace("knowledge", "uncertain")))
    assert "uncertain: contract.insurer" in reasons(library, date(2026, 11, 21))["contract.insurer"]


def test_a_regime_a_lawyer_has_reviewed_is_not_due(tmp_path: Path) -> None:
    reviewed = 'reviewed_by = "A. Lawyer, solicitor"'
    library = a_library(a_local_copy(tmp_path, 'reviewed_by = ""', reviewed))
    assert "contract.insurer" not in reasons(library, date(2026, 11, 21))


def test_broken_law_is_reported_by_the_check_and_refused_by_the_review(tmp_path: Path) -> None:
    library = a_library(a_local_copy(tmp_path, 'kind = "contract"', 'kind = "wish"'))
    assert any("wish" in problem.wrong for problem in library.check().problems)
    with pytest.raises(CatalogueError, match="wish"):
        library.review(date(2026, 11, 21))

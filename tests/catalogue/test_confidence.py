"""Marks of confidence: everywhere, never above what the sources bear, and never a lawyer's."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import LOCAL_CATALOGUE, ROOT, the_catalogue
from disclosure.law.confidence import Confidence
from disclosure.law.obligations import Obligation

FILES = sorted(
    path
    for root in (ROOT / "forms", LOCAL_CATALOGUE)
    for path in (root / "regimes").glob("*/*.toml")
    if path.name != "cases.toml"
)
LAW = the_catalogue().law

VERIFIED, SECONDARY, KNOWLEDGE, UNCERTAIN = Confidence

# Typed in by hand from the review of the sources: how surely each rule as a whole is known.
# Where the review gave two marks, the weaker stands. To raise one, read the source first.
REVIEWED = {
    "uk.gdpr.33": VERIFIED,
    "uk.gdpr.33-2": KNOWLEDGE,
    "uk.gdpr.33-5": KNOWLEDGE,
    "uk.gdpr.34": KNOWLEDGE,
    "uk.mar.17-1": KNOWLEDGE,
    "uk.mar.17-4": VERIFIED,
    "uk.mar.17-4-notice": VERIFIED,
    "uk.mar.17-7": VERIFIED,
    "uk.mar.18": KNOWLEDGE,
    "uk.dtr.6": VERIFIED,
    "uk.fca.sup-15-3": VERIFIED,
    "uk.ncsc": VERIFIED,
    "uk.report-fraud": VERIFIED,
    "uk.sra": KNOWLEDGE,
    "contract.insurer": KNOWLEDGE,
}


def table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_the_review_covers_every_rule() -> None:
    assert sorted(REVIEWED) == sorted(obligation.id for obligation in LAW.obligations)


@pytest.mark.parametrize("obligation", LAW.obligations, ids=lambda o: o.id)
def test_no_rule_is_marked_above_its_review(obligation: Obligation) -> None:
    order = list(Confidence)
    assert order.index(obligation.confidence) >= order.index(REVIEWED[obligation.id])


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_no_lawyer_is_named_who_has_not_signed(path: Path) -> None:
    """A name goes in with the signature, and with the line of this test that allows it."""
    assert table(path)["reviewed_by"] == ""


RULES = [path for path in FILES if path.name != "regime.toml"]


def marked(rule: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give everything that must carry a mark of its own, with its place."""
    yield "the rule", rule
    if "channel" in rule:
        yield "channel", rule["channel"]
    for n, content in enumerate(rule.get("contents", [])):
        yield f"contents[{n}]", content
    for name in ("applies_when", "unless"):
        for n, row in enumerate(rule.get(name, [])):
            yield f"{name}[{n}]", row
            for m, one in enumerate(row.get("any_of", [])):
                yield f"{name}[{n}].any_of[{m}]", one
    for n, stage in enumerate(rule["stages"]):
        for m, limit in enumerate(stage["limits"]):
            yield f"stages[{n}].limits[{m}]", limit


@pytest.mark.parametrize("path", RULES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_row_limit_and_content_has_a_mark_and_a_citation(path: Path) -> None:
    rule = table(path)
    for place, thing in marked(rule):
        assert thing.get("confidence") in list(Confidence), place
        if place != "channel":
            assert thing.get("cite"), place
    for stage in rule["stages"]:
        for limit in stage["limits"]:
            if limit.get("outer"):
                assert limit.get("outer_confidence") in list(Confidence)
                assert limit.get("outer_cite")
            if limit.get("outer_from"):
                assert limit.get("outer_from_confidence") in list(Confidence)
                assert limit.get("outer_from_cite")
    if rule.get("max_penalty"):
        assert rule.get("penalty_confidence") in list(Confidence)


@pytest.mark.parametrize("obligation", LAW.obligations, ids=lambda o: o.id)
def test_every_rule_names_its_source_and_the_day_it_was_checked(obligation: Obligation) -> None:
    assert "http" in obligation.source
    assert obligation.checked_on >= obligation.in_force_from


def test_every_judgement_has_a_mark() -> None:
    judgements = the_catalogue().vocabulary.judgements
    assert {j.key for j in judgements.values() if j.confidence not in list(Confidence)} == set()

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
    if path.name not in ("cases.toml", "asks.toml")
)
LAW = the_catalogue().law

VERIFIED, SECONDARY, KNOWLEDGE, UNCERTAIN = Confidence

# Typed in by hand from the review of the sources: how surely each rule as a whole is known.
# Where the review gave two marks, the weaker stands. To raise one, read the source first.
REVIEWED = {
    # data protection
    "uk.gdpr.33": VERIFIED,
    "uk.gdpr.33-2": KNOWLEDGE,
    "uk.gdpr.33-5": KNOWLEDGE,
    "uk.gdpr.34": KNOWLEDGE,
    "uk.dpa.67": KNOWLEDGE,
    "uk.dpa.68": KNOWLEDGE,
    "uk.dpa.164a": VERIFIED,
    "uk.pecr.5a": VERIFIED,
    "uk.pecr.5a-3": VERIFIED,
    "uk.pecr.5a-8": VERIFIED,
    "uk.eidas.19": KNOWLEDGE,
    "uk.eidas.19-persons": KNOWLEDGE,
    # networks and reports to the state; a bill and a proposal are uncertain by nature
    "uk.nis.11": VERIFIED,
    "uk.nis.12": VERIFIED,
    "uk.nis.12-9": VERIFIED,
    "uk.csrb": UNCERTAIN,
    "uk.csrb.customers": UNCERTAIN,
    "uk.ncsc": VERIFIED,
    "uk.govuk-signpost": VERIFIED,
    "uk.report-fraud": VERIFIED,
    "uk.report-fraud.scotland": VERIFIED,
    "uk.ransomware-regime": UNCERTAIN,
    "uk.ransomware-regime.payment": UNCERTAIN,
    "uk.ofsi": KNOWLEDGE,
    "uk.ofsi.report": KNOWLEDGE,
    "uk.ofsi.disclosure": KNOWLEDGE,
    # markets
    "uk.mar.17-1": KNOWLEDGE,
    "uk.mar.17-4": VERIFIED,
    "uk.mar.17-4-notice": VERIFIED,
    "uk.mar.17-5": VERIFIED,
    "uk.mar.17-7": VERIFIED,
    "uk.mar.17-7-stability": SECONDARY,
    "uk.mar.17-8": KNOWLEDGE,
    "uk.mar.18": KNOWLEDGE,
    "uk.dtr.6": VERIFIED,
    "uk.aim.11": SECONDARY,
    "uk.aqse": KNOWLEDGE,
    "uk.takeover": KNOWLEDGE,
    # financial services
    "uk.fca.sup-15-3": VERIFIED,
    "uk.fca.sup-15-18": SECONDARY,
    "uk.fca.sup-15-18-psp": SECONDARY,
    "uk.fca.sup-15-18-updates": SECONDARY,
    "uk.fca.sup-15-18-final": SECONDARY,
    "uk.fca.sup-15-18-final-late": SECONDARY,
    "uk.pra.notifications-2": KNOWLEDGE,
    "uk.pra.operational-incident": VERIFIED,
    "uk.pra.operational-incident-final": VERIFIED,
    "uk.pra.operational-incident-final-late": VERIFIED,
    "uk.boe.fmi": SECONDARY,
    "uk.psr.99": KNOWLEDGE,
    "uk.psr.99-3": KNOWLEDGE,
    "uk.ctp": SECONDARY,
    "uk.ctp.firms": SECONDARY,
    # sectors
    "uk.ca.105b": KNOWLEDGE,
    "uk.ca.105j": KNOWLEDGE,
    "uk.ca.105k": VERIFIED,
    "uk.ca.105k-urgent": KNOWLEDGE,
    "uk.ca.105k-other": KNOWLEDGE,
    "uk.ca.105k-proposal": UNCERTAIN,
    "uk.nhs.dspt": KNOWLEDGE,
    "uk.charity": VERIFIED,
    "uk.charity.ccni": KNOWLEDGE,
    "uk.charity.oscr": KNOWLEDGE,
    "uk.sra": KNOWLEDGE,
    "uk.sra.3-5": KNOWLEDGE,
    "uk.tpr": VERIFIED,
    "uk.tpr.70": VERIFIED,
    "uk.psti": KNOWLEDGE,
    # contracts
    "contract.card": VERIFIED,
    "contract.insurance": KNOWLEDGE,
    "contract.customers": KNOWLEDGE,
    "contract.suppliers": KNOWLEDGE,
    "contract.insurer": KNOWLEDGE,
}


def table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


BEYOND = {
    rule["id"]: rule["beyond_research"]
    for rule in (table(path) for path in FILES if path.name != "regime.toml")
    if rule.get("beyond_research", "").strip()
}
"""Rules that the review did not cover and that say why they are here; the other tests bind them."""


def test_the_review_covers_every_rule_that_does_not_say_why_not() -> None:
    held = {obligation.id for obligation in LAW.obligations}
    assert sorted(REVIEWED) == sorted(held - set(BEYOND))


def test_no_rule_is_reviewed_and_beyond_the_review_at_once() -> None:
    assert sorted(set(REVIEWED) & set(BEYOND)) == []


@pytest.mark.parametrize(
    "obligation", [o for o in LAW.obligations if o.id not in BEYOND], ids=lambda o: o.id
)
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
    if obligation.confidence in (KNOWLEDGE, UNCERTAIN):
        assert "http" in obligation.source or "rom knowledge" in obligation.source
    else:
        assert "http" in obligation.source
    # What is made and not yet in force was read before it begins.
    assert obligation.status == "made" or obligation.checked_on >= obligation.in_force_from


def test_every_judgement_has_a_mark() -> None:
    judgements = the_catalogue().vocabulary.judgements
    assert {j.key for j in judgements.values() if j.confidence not in list(Confidence)} == set()

"""The law library: check it, and say what in it is due for another look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.catalogue.load import (
    Catalogue,
    Check,
    check_catalogue,
    load_catalogue,
    worked_cases,
)
from disclosure.law.confidence import Confidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from disclosure.catalogue.law import Regime
    from disclosure.law.obligations import Obligation


@dataclass(frozen=True, slots=True)
class Review:
    """A regime and why somebody should look at it again."""

    regime: Regime
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """Reads and checks the law files."""

    root: Path
    local: Path | None
    now: Callable[[], datetime]

    def check(self) -> Check:
        """Check every file and run every worked case; nothing is raised for what is found."""
        return check_catalogue(self.root, self.local)

    def expectations(self) -> tuple[str, ...]:
        """Give the obligation of every expectation of every worked case."""
        cases = worked_cases(self.root, self.local, [])
        return tuple(expect.obligation for case in cases for expect in case.form.expect)

    def today(self) -> date:
        """Give the present day in UTC."""
        return self.now().date()

    def review(self, on: date) -> tuple[Review, ...]:
        """Give every regime that is due for another look on a day, and why.

        Raises:
            CatalogueError: The law files are wrong.
        """
        catalogue = load_catalogue(self.root, self.local)
        reviews = []
        for regime in catalogue.law.regimes.values():
            reasons = tuple(_reasons(regime, catalogue, on))
            if reasons:
                reviews.append(Review(regime, reasons))
        return tuple(reviews)


def _reasons(regime: Regime, catalogue: Catalogue, on: date) -> Iterator[str]:
    rules = [o for o in catalogue.law.obligations if _regime_of(o) == regime.id]
    if regime.review_by <= on:
        yield f"its review was due by {regime.review_by}"
    if not regime.reviewed_by:
        yield "no lawyer has reviewed it"
    uncertain = [o.id for o in rules if o.confidence is Confidence.UNCERTAIN]
    if uncertain:
        yield f"uncertain: {', '.join(uncertain)}"
    for rule in rules:
        if rule.in_force_until and rule.in_force_until <= on:
            yield f"{rule.id} ended on {rule.in_force_until}"
        if rule.in_force_from > on:
            yield f"{rule.id} begins on {rule.in_force_from}"


def _regime_of(obligation: Obligation) -> str:
    return ".".join(obligation.id.split(".")[:2])

"""How sure we are of a rule, carried with every row and never raised on the way."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Confidence(StrEnum):
    """How well a rule is supported, from strongest to weakest."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    KNOWLEDGE = "knowledge"
    UNCERTAIN = "uncertain"


IN_WORDS = {
    Confidence.VERIFIED: "read in the source named",
    Confidence.SECONDARY: "read in a secondary source only",
    Confidence.KNOWLEDGE: "from knowledge, not read in a source",
    Confidence.UNCERTAIN: "uncertain: check before relying on it",
}


def weakest(marks: Iterable[Confidence]) -> Confidence:
    """Give the weakest of the marks; a chain is as strong as its weakest row."""
    order = tuple(Confidence)
    return max(marks, key=order.index, default=Confidence.UNCERTAIN)

"""Findings: what is wrong with the texts, said beside the sentence it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs.

    stop: the text must not go out like this. warning: somebody should decide. note: worth knowing.
    """

    STOP = "stop"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing found.

    Attributes:
        rule: The rule's id, kebab-case: `gap`, `order-of-release`.
        notice: The notice it concerns, or nothing when it concerns the case as a whole.
        sentence: The sentence's id within the notice, or nothing.
        message: What is wrong, why it matters, and what to do.
    """

    rule: str
    severity: Severity
    notice: str
    sentence: str
    message: str

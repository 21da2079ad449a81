"""What a rule about risky wording is made of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RiskyPhrase:
    """One rule about wording.

    Attributes:
        id: The name of the rule.
        pattern: What to look for.
        unless: Harmless uses; a hit that overlaps one of them is dropped.
        why: What goes wrong with such words.
        instead: What to write instead.
        needs: The fact that supports the words; empty when no fact can.
    """

    id: str
    pattern: re.Pattern[str]
    unless: tuple[re.Pattern[str], ...]
    why: str
    instead: str
    needs: str


def _compiled(pattern: str) -> re.Pattern[str]:
    # A text may be wrapped, and a negated verb contracted.
    spaced = pattern.replace(" not ", "(?: not|n't) ").replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(rf"\b(?:{spaced})", re.IGNORECASE)


def rule(
    rule_id: str,
    pattern: str,
    *,
    why: str,
    instead: str,
    needs: str = "",
    unless: Iterable[str] = (),
) -> RiskyPhrase:
    """Give a rule; its patterns begin at a word, and a space in them is any white space."""
    return RiskyPhrase(
        rule_id, _compiled(pattern), tuple(map(_compiled, unless)), why, instead, needs
    )

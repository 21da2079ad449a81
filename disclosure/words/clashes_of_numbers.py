"""When two counts cannot both be right."""

from __future__ import annotations

from dataclasses import replace

from disclosure.facts.standings import Quality
from disclosure.words.claims_kinds import Claim, Hedge, Number
from disclosure.words.claims_of_numbers import WORD
from disclosure.words.clashes import ClashKind, Found, Pair, Verdict, is_elsewhere

_ANY = Number(0, None, Quality.ABOUT, None)
_GROWING = frozenset(
    f"role {word}"
    for word in ("locked", "written", "received", "restored", "refunded", "closed", "open")
)
SHARED = 2
"""How many words two clauses share, the thing counted among them, that say one thing of it."""
_SAID = (Hedge.STATED, Hedge.BELIEVED, Hedge.POSSIBLE)


def counts_agree(a: Claim, b: Claim) -> bool:
    """Say whether two counts of one thing can be of one number."""
    return _is_of_one_thing(a, b) and _meant(a).meets(_meant(b))


def counts_clash(pair: Pair) -> Found | None:
    """Find two counts of one thing that cannot both be right.

    A count of fewer things (business customers) is only held against its whole as a ceiling.
    """
    a, b = pair.a, pair.b
    if a.hedge not in _SAID or b.hedge not in _SAID or pair.is_told_apart:
        return None
    if _is_of_one_thing(a, b):
        is_clash = not _meant(a).meets(_meant(b))
    elif _is_of_one_thing(a, b, narrower=True):
        is_clash = _meant(a).is_above(_meant(b))
    elif _is_of_one_thing(b, a, narrower=True):
        is_clash = _meant(b).is_above(_meant(a))
    else:
        return None
    if not is_clash:
        return None
    verdict = pair.verdict()
    # What we do goes on: an hour later more are locked, closed or written to.
    if _role(a) in _GROWING and not pair.is_of_one_hour:
        verdict = Verdict.UNCLEAR
    reason = f"The number of {a.subject.removeprefix('share of ')} is given twice, and differs."
    return Found(ClashKind.NUMBER, verdict, reason)


def _is_of_one_thing(a: Claim, b: Claim, *, narrower: bool = False) -> bool:
    """Say whether both count the same; with `narrower`, whether the first counts some of it."""
    if a.subject != b.subject or is_elsewhere(a.scope.where, b.scope.where):
        return False
    if _role(a) != _role(b):
        return False
    if _role(a) == "role " and len(_words(a) & _words(b)) < SHARED:
        return False
    ours, theirs = (claim.detail - _words(claim) | claim.scope.where for claim in (a, b))
    return theirs < ours if narrower else ours == theirs


def _words(claim: Claim) -> frozenset[str]:
    return frozenset(part for part in claim.detail if part.startswith(WORD))


def _role(claim: Claim) -> str:
    return next((part for part in claim.detail if part.startswith("role ")), "")


def _meant(claim: Claim) -> Number:
    """Give what a count can mean: one that only may be so is a ceiling."""
    number = claim.value if isinstance(claim.value, Number) else _ANY
    return replace(number, low=0) if claim.hedge is Hedge.POSSIBLE else number

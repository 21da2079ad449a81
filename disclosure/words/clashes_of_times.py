"""When two dates of one event, or a date and a promise, do not go together."""

from __future__ import annotations

from disclosure.facts.instants import When
from disclosure.words.claims_kinds import Claim, ClaimKind, Hedge
from disclosure.words.claims_of_times import OTHER
from disclosure.words.clashes import ClashKind, Found, Pair, Verdict, meet

ALIKE = 0.6
"""The share of words two clauses have in common that tell of one event."""
_SAID = (Hedge.STATED, Hedge.BELIEVED, Hedge.POSSIBLE)
_EVENTS = {
    "began": "when it began",
    "happened": "when it happened",
    "detected": "when it was detected",
    "aware": "when we became aware",
    "announced": "when it was announced",
    "reported": "when it was reported",
    "restored": "when it was restored",
    "written": "when people were written to",
    "ended": "when it ended",
    "shut": "when it was switched off",
    OTHER: "one event",
    "next_update": "when there will be an update",
}
NEXT, RESTORED, BEGAN, SHUT = "next_update", "restored", "began", "shut"


def dates_agree(a: Claim, b: Claim) -> bool:
    """Say whether two dates of one event can be the same moment."""
    return (
        a.subject == b.subject
        and not _is_of_others(a, b)
        and isinstance(a.value, When)
        and isinstance(b.value, When)
        and meet(a.value, b.value)
    )


def dates_clash(pair: Pair) -> Found | None:
    """Find one event dated on two days; when it was said does not matter."""
    a, b = pair.a, pair.b
    if not _is_comparable(a, b) or pair.is_change_told or _meets(a, b):
        return None
    if bool(a.detail) != bool(b.detail):
        if a.subject in (BEGAN, SHUT):
            return None
        return Found(ClashKind.DATE, Verdict.UNCLEAR, _reason(a))
    return Found(ClashKind.DATE, Verdict.CONTRADICTING, _reason(a))


def promises_clash(pair: Pair) -> Found | None:
    """Find two promises of one thing for two days, or one for what is said to be done."""
    a, b = pair.a, pair.b
    if not _is_comparable(a, b) or pair.is_change_told:
        return None
    if a.kind is not b.kind:
        return _promised_though_done(pair if a.kind is ClaimKind.DATE else pair.turned())
    if _meets(a, b):
        return None
    is_other_readers = a.subject == NEXT and pair.audiences[0] != pair.audiences[1]
    unsure = is_other_readers or bool(a.detail) != bool(b.detail)
    verdict = Verdict.UNCLEAR if unsure else pair.verdict()
    return Found(ClashKind.DATE, verdict, _reason(a))


def _promised_though_done(pair: Pair) -> Found | None:
    done, promised = pair.a, pair.b
    if promised.subject != RESTORED or not isinstance(done.value, When):
        return None
    if done.value.latest > pair.said[1] or bool(done.detail) != bool(promised.detail):
        return None
    reason = "One text says that it has been restored, the other that it is still to come."
    return Found(ClashKind.YES_NO, Verdict.CONTRADICTING, reason)


def _is_comparable(a: Claim, b: Claim) -> bool:
    same = a.subject == b.subject and a.hedge in _SAID and b.hedge in _SAID
    if a.subject == SHUT and not (a.detail and b.detail):
        return False
    return same and not _is_of_others(a, b)


def _is_of_others(a: Claim, b: Claim) -> bool:
    """Say whether the event befell other services, bodies or people."""
    if a.subject == OTHER:
        return len(a.detail & b.detail) < ALIKE * len(a.detail | b.detail)
    return bool(a.detail and b.detail and not a.detail & b.detail) or bool(
        a.scope.whose and b.scope.whose and not a.scope.whose & b.scope.whose
    )


def _meets(a: Claim, b: Claim) -> bool:
    if not isinstance(a.value, When) or not isinstance(b.value, When):
        return True
    return meet(a.value, b.value)


def _reason(claim: Claim) -> str:
    return f"Two times are given for {_EVENTS.get(claim.subject, claim.subject)}."

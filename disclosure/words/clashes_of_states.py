"""When a service cannot both work and not work."""

from __future__ import annotations

from typing import Final

from disclosure.words.claims_kinds import Claim, Hedge, Part
from disclosure.words.claims_lexicon import EVERYTHING, IN_STORES
from disclosure.words.claims_of_states import (
    AFFECTED,
    CLOSED,
    DELAYED,
    GOOD,
    OPEN,
    RESTORED,
    STOPPED,
    UNAFFECTED,
    WORKING,
)
from disclosure.words.clashes import ClashKind, Found, Pair, Verdict, is_elsewhere, widened

_HOLDS: Final = {
    "contactless": frozenset({"card payments", "payments"}),
    "chip and pin": frozenset({"card payments", "payments"}),
    "card payments": frozenset({"payments"}),
    "gift cards": frozenset({"payments"}),
    "cash": frozenset({"payments"}),
    "search": frozenset({"website"}),
    "refunds": frozenset({"returns"}),
}
"""The services of which one is a part."""
_CANNOT: Final = frozenset(
    {(WORKING, STOPPED), (RESTORED, STOPPED), (OPEN, CLOSED), (WORKING, CLOSED), (RESTORED, CLOSED)}
    | {(UNAFFECTED, bad) for bad in (AFFECTED, DELAYED, STOPPED, CLOSED)}
)
_MAY_NOT: Final = frozenset(
    {(good, bad) for good in (WORKING, RESTORED) for bad in (DELAYED, AFFECTED)}
)


def states_clash(pair: Pair) -> Found | None:
    """Find a service that one text says works and the other says does not."""
    if pair.is_told_apart:
        return None
    beyond = _beyond_only(pair) or _beyond_only(pair.turned())
    if beyond:
        return beyond
    if pair.a.value in GOOD and pair.b.value not in GOOD:
        return _good_against_bad(pair)
    if pair.b.value in GOOD and pair.a.value not in GOOD:
        return _good_against_bad(pair.turned())
    return None


def _beyond_only(pair: Pair) -> Found | None:
    """Find something affected beyond what the other text says is all that is affected."""
    only, other = pair.a, pair.b
    is_about_bad = (
        only.scope.part is Part.ONLY and only.value not in GOOD and other.value not in GOOD
    )
    if not is_about_bad or other.hedge is not Hedge.STATED or only.hedge is not Hedge.STATED:
        return None
    is_other = other.subject != only.subject and other.subject not in EVERYTHING
    is_other_place = is_elsewhere(only.scope.where, other.scope.where)
    is_within = only.subject in EVERYTHING and not is_other_place
    if (is_other or is_other_place) and not is_within:
        reason = "One text says that nothing else is affected, the other names something else."
        return Found(ClashKind.SCOPE, pair.verdict(), reason)
    return None


def _good_against_bad(pair: Pair) -> Found | None:
    good, bad = pair.a, pair.b
    if is_elsewhere(good.scope.where - {"stores"}, bad.scope.where - {"stores"}):
        return None
    if good.subject == bad.subject:
        return _of_one_service(pair)
    if _covers(good, bad):
        return _of_a_whole(pair)
    return None


def _covers(good: Claim, bad: Claim) -> bool:
    """Say whether a service that works is a whole of which the other is a part."""
    if good.subject in EVERYTHING or good.subject in _HOLDS.get(bad.subject, ()):
        return True
    return good.subject == "stores" and ("stores" in bad.scope.where or bad.subject in IN_STORES)


def _of_one_service(pair: Pair) -> Found | None:
    good, bad = pair.a, pair.b
    match = (str(good.value), str(bad.value))
    if match not in _CANNOT and match not in _MAY_NOT:
        return None
    is_sure = match in _CANNOT and _is_same_extent(good, bad)
    if bad.scope.part is Part.SOME and good.scope.part is Part.SOME:
        return None
    if good.scope.part is Part.SOME and bad.scope.part is not Part.ALL:
        return None
    hedges = {good.hedge, bad.hedge}
    kind = ClashKind.YES_NO if hedges == {Hedge.STATED} else ClashKind.STANDING
    if kind is ClashKind.STANDING and good.value != UNAFFECTED:
        is_sure = False
    if Hedge.NOT_KNOWN in hedges and Hedge.STATED not in hedges:
        return None
    verdict = pair.verdict() if is_sure else Verdict.UNCLEAR
    return Found(kind, verdict, f"One text says that “{good.subject}” works, the other does not.")


def _is_same_extent(good: Claim, bad: Claim) -> bool:
    """Say whether nothing but the state differs: neither place nor part explains it."""
    is_flat = good.value == UNAFFECTED or good.scope.part is Part.ALL
    if bad.scope.part is Part.SOME and not is_flat:
        return False
    ours, theirs = good.scope.where - {"stores"}, bad.scope.where - {"stores"}
    if ours == theirs or (is_flat and not ours):
        return True
    return bool(ours and theirs and (widened(ours) & theirs or widened(theirs) & ours))


def _of_a_whole(pair: Pair) -> Found | None:
    good, bad = pair.a, pair.b
    is_flat = good.value == UNAFFECTED or (good.scope.part is Part.ALL and good.value != OPEN)
    if bad.hedge is not Hedge.STATED or not is_flat or good.scope.part is Part.SOME:
        return None
    is_named = good.subject in EVERYTHING or bad.subject in _HOLDS or "stores" in bad.scope.where
    is_named = is_named or good.subject in _HOLDS.get(bad.subject, ())
    is_said_whole = good.subject not in EVERYTHING or good.scope.part is Part.ALL
    sure = is_named and is_said_whole
    reason = f"One text says that “{good.subject}” works throughout, the other names what does not."
    return Found(ClashKind.SCOPE, pair.verdict() if sure else Verdict.UNCLEAR, reason)

"""When two texts say different things of personal data, or say one thing more and less surely."""

from __future__ import annotations

from typing import Final

from disclosure.words.claims_kinds import Claim, Hedge, Part
from disclosure.words.claims_lexicon import BROADER
from disclosure.words.claims_of_data import (
    ALTERED,
    INVOLVED,
    LOST,
    MISUSED,
    PUBLISHED,
    REACHED,
    TAKEN,
)
from disclosure.words.clashes import ClashKind, Found, Pair, Verdict, is_elsewhere

_IMPLIES: Final = {
    PUBLISHED: frozenset({PUBLISHED, TAKEN, REACHED, INVOLVED}),
    TAKEN: frozenset({TAKEN, REACHED, INVOLVED}),
    REACHED: frozenset({REACHED, INVOLVED}),
    MISUSED: frozenset({MISUSED}),
    ALTERED: frozenset({ALTERED, INVOLVED}),
    LOST: frozenset({LOST, INVOLVED}),
    INVOLVED: frozenset({INVOLVED}),
}
"""What else is so when this has happened to data: what was taken was reached."""
_RANK: Final = {
    Hedge.STATED: 5,
    Hedge.BELIEVED: 4,
    Hedge.POSSIBLE: 3,
    Hedge.NOT_KNOWN: 2,
    Hedge.NO_SIGN: 1,
    Hedge.DENIED: 0,
}
_GO_TOGETHER: Final = frozenset(
    {
        frozenset({Hedge.POSSIBLE, Hedge.NOT_KNOWN}),
        frozenset({Hedge.BELIEVED, Hedge.POSSIBLE}),
        frozenset({Hedge.NO_SIGN, Hedge.NOT_KNOWN}),
    }
)
_UNSURE: Final = frozenset(
    {
        frozenset({Hedge.BELIEVED, Hedge.NOT_KNOWN}),
        frozenset({Hedge.POSSIBLE, Hedge.NO_SIGN}),
    }
)
_NO: Final = (Hedge.DENIED, Hedge.NO_SIGN)


def data_clash(pair: Pair) -> Found | None:
    """Find one thing said of the same data more and less surely, or with yes and no."""
    if pair.is_told_apart or is_elsewhere(pair.a.scope.where, pair.b.scope.where):
        return None
    beyond = _beyond_only(pair) or _beyond_only(pair.turned())
    if beyond:
        return beyond
    high, low = pair, pair.turned()
    if _RANK[pair.a.hedge] < _RANK[pair.b.hedge]:
        high, low = low, high
    more, less = high.a, high.b
    if more.hedge is less.hedge or not _is_of_one(more, less):
        return None
    hedges = frozenset({more.hedge, less.hedge})
    if hedges in _GO_TOGETHER:
        return None
    is_yes_no = more.hedge is Hedge.STATED and less.hedge in _NO
    kind = ClashKind.YES_NO if is_yes_no and less.hedge is Hedge.DENIED else ClashKind.STANDING
    unsure = hedges in _UNSURE or _is_of_one_reader(more, less)
    verdict = Verdict.UNCLEAR if unsure else pair.verdict()
    if verdict is Verdict.UNCLEAR and _is_of_one_reader(more, less) and _is_of_some(more):
        return None
    reason = f"On the same data, one text has it as {more.hedge}, the other as {less.hedge}."
    return Found(kind, verdict, reason)


def _is_of_one(more: Claim, less: Claim) -> bool:
    """Say whether the surer claim speaks of what the less sure one speaks of.

    What is denied, or not known, of all data is denied of each kind; a flat yes for one kind says
    nothing of the others.
    """
    if str(less.value) not in _IMPLIES[str(more.value)]:
        return False
    if more.scope.whose and less.scope.whose and not more.scope.whose & less.scope.whose:
        return False
    if not more.scope.whose and less.scope.whose and less.hedge in _NO:
        return False
    return _kinds_meet(more, less)


def _kinds_meet(more: Claim, less: Claim) -> bool:
    if not less.detail:
        return not (more.detail and less.hedge is Hedge.NO_SIGN and less.scope.part is Part.SOME)
    if not more.detail:
        # "Data was taken" names no kind: it says nothing of passwords.
        return False
    return any(
        kind in less.detail or BROADER.get(kind, frozenset()) & less.detail for kind in more.detail
    )


def _is_of_one_reader(more: Claim, less: Claim) -> bool:
    """Say whether one claim is of each reader's own data, which may be less sure than of all."""
    return Part.YOURS in (more.scope.part, less.scope.part) and Part.ALL not in (
        more.scope.part,
        less.scope.part,
    )


def _is_of_some(claim: Claim) -> bool:
    return claim.scope.part is Part.SOME


def _beyond_only(pair: Pair) -> Found | None:
    """Find a kind of data beyond what the other text says is all there is."""
    only, other = pair.a, pair.b
    if only.scope.part is not Part.ONLY or not only.detail or not other.detail:
        return None
    if only.hedge is not Hedge.STATED or other.hedge is not Hedge.STATED:
        return None
    if only.scope.whose and other.scope.whose and not only.scope.whose & other.scope.whose:
        return None
    more = [
        k
        for k in sorted(other.detail)
        if k not in only.detail and not BROADER.get(k, frozenset()) & only.detail
    ]
    if not more:
        return None
    reason = f"One text says that nothing else is involved, the other names {' and '.join(more)}."
    return Found(ClashKind.SCOPE, pair.verdict(), reason)

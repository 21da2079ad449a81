"""When texts differ on who was told, what was done, what readers must do, and the cause."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from disclosure.words.claims_kinds import Hedge
from disclosure.words.claims_of_acts import CONSIDERING, EXPLICIT, IN_TOUCH, TOLD, WILL
from disclosure.words.clashes import NEAR, ClashKind, Found, Pair, Verdict

_REGULATORS: Final = frozenset(
    {"ico", "fca", "pra", "sra", "charity commission", "pensions regulator", "ofcom", "ofgem"}
)
_READERS: Final = frozenset({"customers", "members", "press", "social", "people-affected", "media"})
_YES: Final = (Hedge.STATED, Hedge.BELIEVED)


def told_clash(pair: Pair) -> Found | None:
    """Find a body that one text says was told and the other says was not, or not yet."""
    if pair.is_told_apart or pair.a.value == pair.b.value:
        return None
    if {pair.a.value, pair.b.value} & {IN_TOUCH} or not _is_one_body(pair):
        return None
    if TOLD not in (pair.a.value, pair.b.value):
        return _undecided(pair)
    told = pair if pair.a.value == TOLD else pair.turned()
    is_other_people = bool(
        told.a.scope.whose and told.b.scope.whose and not told.a.scope.whose & told.b.scope.whose
    )
    if is_other_people:
        return None
    # Who is told later was not told before: that is how it goes.
    passed = told.said[0] - told.said[1]
    if passed > NEAR:
        same_day = passed <= timedelta(hours=12) and told.b.value != WILL
        return _told_found(pair, Verdict.UNCLEAR) if same_day else None
    is_generic = (
        "regulators" in (pair.a.subject, pair.b.subject) and pair.a.subject != pair.b.subject
    )
    return _told_found(pair, Verdict.UNCLEAR if is_generic else Verdict.CONTRADICTING)


def _undecided(pair: Pair) -> Found | None:
    """Find a text that says who will be told while another is still considering it."""
    if {pair.a.value, pair.b.value} == {WILL, CONSIDERING}:
        return _told_found(pair, Verdict.UNCLEAR)
    return None


def _is_one_body(pair: Pair) -> bool:
    names = {pair.a.subject, pair.b.subject}
    return len(names) == 1 or ("regulators" in names and bool(names & _REGULATORS))


def _told_found(pair: Pair, verdict: Verdict) -> Found:
    reason = f"On “{pair.a.subject}”, one text says “{pair.a.value}”, the other “{pair.b.value}”."
    return Found(ClashKind.YES_NO, verdict, reason)


def deeds_clash(pair: Pair) -> Found | None:
    """Find a deed, such as a ransom paid or somebody getting in, that is both so and not so."""
    if pair.is_told_apart or pair.a.subject != pair.b.subject or pair.a.hedge is pair.b.hedge:
        return None
    hedges = {pair.a.hedge, pair.b.hedge}
    if not hedges & {Hedge.STATED, Hedge.BELIEVED, Hedge.DENIED}:
        return None
    reason = (
        f"On “{pair.a.subject}”, one text has it as {pair.a.hedge}, the other as {pair.b.hedge}."
    )
    if hedges == {Hedge.STATED, Hedge.DENIED}:
        return Found(ClashKind.YES_NO, pair.verdict(), reason)
    if pair.a.subject in ("ransom", "demand"):
        # Declining to comment leaves both open.
        return None
    return Found(ClashKind.STANDING, pair.verdict(), reason)


def acts_clash(pair: Pair) -> Found | None:
    """Find readers who have nothing to do and are asked to do something."""
    if pair.is_told_apart or pair.a.value == pair.b.value:
        return None
    if "else" in pair.a.detail | pair.b.detail:
        # Nothing else than what is asked elsewhere.
        return None
    one, other = pair.audiences
    asked = pair.a if pair.a.value == "yes" else pair.b
    if not asked.detail & {"change", "reset", "replace", "cancel", "update", "check", "call"}:
        return None
    if one != other and not {one, other} <= _READERS:
        return None
    verdict = pair.verdict() if one == other else Verdict.UNCLEAR
    reason = "One text says that readers need do nothing, the other asks them to do something."
    return Found(ClashKind.YES_NO, verdict, reason)


def causes_clash(pair: Pair) -> Found | None:
    """Find two causes, or a cause that is also not known or not so."""
    if pair.is_told_apart:
        return None
    if pair.a.value == pair.b.value:
        return _denied_cause(pair)
    if Hedge.NOT_KNOWN in (pair.a.hedge, pair.b.hedge):
        return _open_cause(pair)
    return _two_causes(pair)


def _denied_cause(pair: Pair) -> Found | None:
    hedges = {pair.a.hedge, pair.b.hedge}
    if Hedge.DENIED not in hedges or not hedges & set(_YES):
        return None
    reason = "One text gives as the cause what the other says it was not."
    return Found(ClashKind.YES_NO, pair.verdict(), reason)


def _open_cause(pair: Pair) -> Found | None:
    """Find a cause given as such beside one that is not known: naming the incident gives none."""
    known = next((c for c in (pair.a, pair.b) if c.value and c.hedge is Hedge.STATED), None)
    if "" not in (pair.a.value, pair.b.value) or known is None or EXPLICIT not in known.detail:
        return None
    reason = "One text gives a cause, the other says that it is not known."
    return Found(ClashKind.STANDING, pair.verdict(), reason)


def _two_causes(pair: Pair) -> Found | None:
    explicit = [EXPLICIT in claim.detail for claim in (pair.a, pair.b)]
    is_either_way = {pair.a.value, pair.b.value} == {"cyber", "technical"}
    if not is_either_way or not any(explicit) or not {pair.a.hedge, pair.b.hedge} <= set(_YES):
        return None
    verdict = pair.verdict() if all(explicit) else Verdict.UNCLEAR
    return Found(ClashKind.YES_NO, verdict, "Two different causes are given.")

"""Which facts bear what a sentence says of personal data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from disclosure.facts.case import Known
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion
from disclosure.facts.vocabulary import Vocabulary
from disclosure.words.claims_kinds import Claim, Hedge
from disclosure.words.linking_held import Held, Holding, Linked, held_hedge, nothing

INVOLVED: Final = "personal_data.involved"
COUNTED: Final = "personal_data.people_count"
_CATEGORY: Final = {
    **dict.fromkeys(
        ("name", "date of birth", "email address", "phone number", "postal address"), "identifiers"
    ),
    "contact details": "identifiers",
    "password": "credentials",
    "pin": "credentials",
    **dict.fromkeys(("card details", "bank details", "payment details", "salary"), "financial"),
    **dict.fromkeys(("passport", "national insurance number"), "documents"),
    "health": "health",
    "order history": "orders",
    "loyalty": "orders",
}
_WHO: Final = {"former employees": "former-employees"}
_EFFECTS: Final = {
    "taken": frozenset({"taken"}),
    "published": frozenset[str](),
    "accessed": frozenset({"accessed", "taken"}),
    "involved": frozenset({"accessed", "taken", "altered", "lost", "unavailable"}),
    "lost": frozenset({"lost", "unavailable"}),
    "altered": frozenset({"altered"}),
}


def data_held(claim: Claim, known: Known, vocabulary: Vocabulary) -> Holding:
    """Give the facts that speak of the data a claim is about, and how they bear it."""
    del vocabulary
    entries = tuple(_entries(claim, known))
    involved = known.fact(INVOLVED)
    facts: tuple[Linked, ...] = tuple((e, "It speaks of this data.") for e in entries)
    if involved is not None:
        facts = (*facts, (involved, "It says whether personal data is involved."))
    if entries:
        return _by_entries(claim, entries, facts)
    counted = known.fact(COUNTED)
    if involved is None and claim.hedge is Hedge.NOT_KNOWN and counted is not None:
        return held_hedge(claim, counted, ((counted, "It says how many people are concerned."),))
    if involved is None:
        return nothing("Nothing is recorded on personal data.")
    return _by_answer(claim, involved, facts)


def _entries(claim: Claim, known: Known) -> Iterator[FactVersion]:
    """Give the listed data that is of the people and of a kind the claim names."""
    wanted = {_CATEGORY[kind] for kind in claim.detail if kind in _CATEGORY}
    whose = {_WHO.get(who, who) for who in claim.scope.whose}
    for entry in known.entries("data"):
        is_kind = not wanted or entry.fields.get("category") in wanted
        if is_kind and (not whose or entry.fields.get("who") in whose):
            yield entry


def _by_entries(
    claim: Claim, entries: tuple[FactVersion, ...], facts: tuple[Linked, ...]
) -> Holding:
    denied = claim.hedge in (Hedge.DENIED, Hedge.NO_SIGN)
    for entry in entries:
        is_out = entry.standing in (Standing.RULED_OUT, Standing.NO_SIGN)
        if denied and not is_out and entry.standing is not Standing.UNKNOWN:
            note = str(entry.fields.get("note", "")).lower()
            if claim.detail and any(kind.split()[0] in note for kind in claim.detail):
                return Holding(Held.BORNE, facts)
            return Holding(Held.AGAINST, facts, "This data is recorded as affected.")
        if not denied and is_out and claim.hedge is not Hedge.NOT_KNOWN:
            return Holding(Held.AGAINST, facts, "This data is recorded as not affected.")
    if denied:
        return held_hedge(claim, entries[0], facts)
    effects = _EFFECTS.get(str(claim.value), frozenset())
    fitting = [e for e in entries if e.fields.get("effect") in effects]
    if not fitting and claim.hedge is Hedge.STATED:
        return Holding(Held.SAYS_MORE, facts, f"That data was {claim.value} is not recorded.")
    return held_hedge(claim, (fitting or list(entries))[0], facts)


def _by_answer(claim: Claim, involved: FactVersion, facts: tuple[Linked, ...]) -> Holding:
    """Hold what is said of data against the one answer on whether any is involved."""
    if involved.standing is Standing.UNKNOWN:
        return held_hedge(claim, involved, facts)
    wrong = _wrong(claim, involved)
    return Holding(wrong[0], facts, wrong[1]) if wrong else held_hedge(claim, involved, facts)


def _wrong(claim: Claim, involved: FactVersion) -> tuple[Held, str] | None:
    is_out = involved.standing in (Standing.RULED_OUT, Standing.NO_SIGN) or involved.value == "no"
    if claim.hedge in (Hedge.DENIED, Hedge.NO_SIGN):
        if is_out:
            return None
        return (
            Held.SAYS_MORE,
            "Personal data is recorded as involved. Nobody has recorded that this data is not.",
        )
    if is_out and claim.hedge is not Hedge.NOT_KNOWN:
        return Held.AGAINST, "Personal data is recorded as not involved."
    is_open = claim.hedge in (Hedge.NOT_KNOWN, Hedge.POSSIBLE)
    if (claim.detail or claim.scope.whose) and not is_open:
        return Held.SAYS_MORE, "Whose data it is, or which data, is not recorded."
    return None

"""What a sentence asserts, read from its words alone: no model, the same answer every time.

`claims_of` gives the claims of one sentence, `claims_of_text` those of a text, in which "it" and
"they" lean on the sentence before. The modules beside this one each read one subject: numbers,
times, states, data, and what was done or told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from disclosure.facts.case import Known
from disclosure.facts.instants import LONDON
from disclosure.words.claims_days import Said, Today
from disclosure.words.claims_kinds import Claim, ClaimKind, Hedge, Number, Part, Scope
from disclosure.words.claims_lexicon import own_names
from disclosure.words.claims_of_acts import acts_in, causes_in, told_in, told_people_in
from disclosure.words.claims_of_data import data_in
from disclosure.words.claims_of_numbers import counts_in
from disclosure.words.claims_of_states import states_in
from disclosure.words.claims_of_times import as_of, dates_in, times
from disclosure.words.claims_text import Clause, clauses, tidied

__all__ = [
    "Claim",
    "ClaimKind",
    "Context",
    "Hedge",
    "Number",
    "Part",
    "Placed",
    "Scope",
    "claims_of",
    "claims_of_text",
    "context_of",
]

_READERS: Final = {"customers": "customers", "staff": "employees", "members": "members"}
_READERS_ARE: Final = _READERS | {"suppliers": "suppliers"}
"""Whose data "your data" is, by audience."""
_TIMED: Final = frozenset({ClaimKind.COUNT, ClaimKind.STATE, ClaimKind.DATA})
_LEANS: Final = re.compile(
    r"^\W*(it|they|these|those|this|that)\b (?!is (?:why|because)|means)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Context:
    """What has to be known to read a sentence.

    Attributes:
        said_at: When it is said, aware.
        audience: To whom: "your data" is theirs.
        names: Names of services and ways to pay that the case uses beside the common ones.
    """

    said_at: datetime
    zone: ZoneInfo = LONDON
    audience: str = ""
    names: tuple[str, ...] = ()

    @property
    def said_on(self) -> date:
        """Give the day on which it is said, where it is said."""
        return self.said_at.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim and the sentence of a text in which it stands.

    Attributes:
        sentence: The number of the sentence, from 0.
    """

    claim: Claim
    sentence: int


def context_of(known: Known, audience: str = "") -> Context:
    """Give the context of a text that is written now about a case."""
    names = {
        name
        for record, field in (("service", "name"), ("payment", "method"))
        for entry in known.entries(record)
        if isinstance(name := entry.fields.get(field), str)
    }
    return Context(known.at, known.zone, audience, tuple(sorted(names)))


def claims_of(text: str, context: Context) -> tuple[Claim, ...]:
    """Give what one sentence asserts, in the order of its words.

    Args:
        text: The sentence as a reader sees it.
        context: When, where and to whom it is said.
    """
    return _read(text, context.said_on, context.zone, context.audience, context.names)


@lru_cache(maxsize=8192)
def _read(
    text: str, on: date, zone: ZoneInfo, audience: str, names: tuple[str, ...]
) -> tuple[Claim, ...]:
    if text.rstrip().endswith("?"):
        return ()
    today = Today(on, zone)
    found: list[Claim] = []
    lead: Said | None = None
    for clause in clauses(tidied(text)):
        said = times(clause, today)
        stated = as_of(clause, said) or lead
        lead = stated
        for claim in _claims_in(clause, today, own_names(names)):
            timed = claim.kind in _TIMED and stated is not None
            found.append(replace(claim, as_of=stated.when) if timed and stated else claim)
    found = [_of_readers(claim, audience) for claim in dict.fromkeys(found)]
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.end, claim.kind)))


def _claims_in(clause: Clause, today: Today, names: re.Pattern[str] | None) -> Iterator[Claim]:
    yield from counts_in(clause)
    yield from dates_in(clause, today)
    yield from states_in(clause, names)
    yield from data_in(clause)
    yield from told_in(clause)
    yield from told_people_in(clause)
    yield from acts_in(clause)
    yield from causes_in(clause)


def _of_readers(claim: Claim, audience: str) -> Claim:
    """Turn "your data" into the data of those who read it, each of them one of many."""
    if "you" not in claim.scope.whose:
        return claim
    readers = frozenset({_READERS_ARE[audience]}) if audience in _READERS_ARE else frozenset()
    part = claim.scope.part if claim.scope.part is Part.ALL else Part.YOURS
    return replace(claim, scope=replace(claim.scope, whose=readers, part=part))


# ---- A whole text --------------------------------------------------------------------------------


def claims_of_text(sentences: Sequence[str], context: Context) -> tuple[Placed, ...]:
    """Give what a text asserts; a sentence that begins with "it" or "they" leans on the last one.

    Args:
        sentences: Its sentences, in order.
        context: When, where and to whom it is said.
    """
    placed: list[Placed] = []
    before: tuple[Claim, ...] = ()
    for number, text in enumerate(sentences):
        own = _leaning(text, before, context) if _LEANS.match(text) else claims_of(text, context)
        placed += [Placed(claim, number) for claim in own]
        before = own or before
    return tuple(placed)


def _leaning(text: str, before: tuple[Claim, ...], context: Context) -> tuple[Claim, ...]:
    own = claims_of(text, context)
    service = next((c.subject for c in reversed(before) if c.kind is ClaimKind.STATE), "")
    pronoun = _LEANS.match(text)
    if service and pronoun and not any(claim.kind is ClaimKind.STATE for claim in own):
        spoken = f"{text[: pronoun.start(1)]}our {service}{text[pronoun.end(1) :]}"
        shift = len(text) - len(spoken)
        named = claims_of(spoken, context)
        own = tuple(replace(c, start=max(0, c.start + shift), end=c.end + shift) for c in named)
    whose = next((c.scope.whose for c in reversed(before) if c.kind is ClaimKind.DATA), frozenset())
    return tuple(
        replace(c, scope=replace(c.scope, whose=whose))
        if c.kind is ClaimKind.DATA and not c.scope.whose
        else c
        for c in own
    )

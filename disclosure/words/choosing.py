"""Chooses the wording a standing calls for, and says what the choice rested on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.standings import Standing
from disclosure.words.blocks import LEAD, Given, LawFrom, Some, StandingIs, Term, ValueIn
from disclosure.words.expressions import ATTRIBUTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from disclosure.facts.versions import FactVersion
    from disclosure.words.blocks import Notice, When
    from disclosure.words.sources import Sources


MADE_OF = {
    "outlook": ("being_checked", "basis", "expected_by"),
    "checks": ("checked_until",),
}
"""Attributes that are sentences, and what must be recorded for them to say anything."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A wording and the other versions its conditions rested on."""

    when: When
    rests_on: tuple[FactVersion, ...]


def choose(whens: Sequence[When], lead: FactVersion | None, sources: Sources) -> Chosen | None:
    """Give the first wording whose conditions all hold, or None."""
    for when in whens:
        if all(holds(term, lead, sources) for term in when.terms):
            rests = [v for term in when.terms for v in rests_of(term, sources)]
            return Chosen(when, tuple(rests))
    return None


def holds(term: Term, lead: FactVersion | None, sources: Sources) -> bool:
    """Say whether a condition holds of the facts, or of the entry at hand."""
    if isinstance(term, Some):
        return _some(term, sources)
    if isinstance(term, LawFrom):
        return sources.on >= term.day
    version = lead if term.subject == LEAD else sources.facts.get(term.subject)
    if isinstance(term, StandingIs):
        return version is not None and version.standing in term.standings
    if isinstance(term, Given):
        # What is kept back from this audience is not missing.
        kept_back = term.subject in sources.withheld and not term.field
        return (_is_given(term, version) or (kept_back and not term.given)) is term.given
    return _has_value(term, version)


def offered(notice: Notice, sources: Sources) -> bool:
    """Say whether what is known calls for a notice: a whole row of its conditions holds."""
    rows = notice.offer_when
    return not rows or any(all(holds(term, None, sources) for term in row) for row in rows)


def matching(record: str, where: Sequence[Term], sources: Sources) -> tuple[FactVersion, ...]:
    """Give the entries of a record that meet all conditions."""
    # A list asks this for each of its entries anew: found once, or its time grows by the square.
    # The conditions are kept beside, so that their place in memory is not used again.
    held = sources.matched.get((record, id(where)))
    if held is None:
        found = tuple(
            entry
            for entry in sources.entries(record)
            if all(holds(term, entry, sources) for term in where)
        )
        held = sources.matched[record, id(where)] = (where, found)
    return held[1]


def _some(term: Some, sources: Sources) -> bool:
    """Say whether a record has such entries; `no` must hold of those kept back, too.

    A text may be silent about what its audience may not read, but it may not deny it.
    """
    if matching(term.record, term.where, sources):
        return term.some
    if term.some:
        return False
    kept_back = (v for v in sources.withheld.values() if v.record == term.record)
    return not any(all(holds(t, v, sources) for t in term.where) for v in kept_back)


def _is_given(term: Given, version: FactVersion | None) -> bool:
    if version is None:
        return False
    if not term.field:
        return True
    if term.field == "as_of":
        return version.true_at is not None
    if term.field in ATTRIBUTES:
        made_of = MADE_OF.get(term.field, (term.field,))
        return any(getattr(version.support, name) for name in made_of)
    return version.fields.get(term.field) is not None


def _has_value(term: ValueIn, version: FactVersion | None) -> bool:
    """Test a value; another fact than the lead must be confirmed to be tested at all."""
    if version is None:
        return False
    if term.subject != LEAD and version.standing is not Standing.CONFIRMED:
        return False
    value = version.fields.get(term.field) if term.field else version.value
    if value is None:
        return term.negated
    return (str(value) in term.values) is not term.negated


def rests_of(term: Term, sources: Sources) -> tuple[FactVersion, ...]:
    """Give what a condition rested on, besides the lead."""
    if isinstance(term, Some):
        return matching(term.record, term.where, sources) if term.some else ()
    if isinstance(term, LawFrom):
        return ()
    version = sources.facts.get(term.subject) if term.subject != LEAD else None
    return (version,) if version is not None else ()

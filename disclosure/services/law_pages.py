"""The library of law as its pages show it: every rule, found by what one looks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from disclosure.catalogue.load import worked_cases
from disclosure.problems import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from disclosure.catalogue.law import NotDuty, Regime
    from disclosure.catalogue.load import Catalogue
    from disclosure.catalogue.worked import WorkedCase
    from disclosure.law.obligations import Obligation
    from disclosure.words.blocks import Notice

WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Sought:
    """What a reader of the library looks for; what is empty does not narrow.

    Attributes:
        words: Each must stand in the title, the provision, the summary or the id.
        on: The day whose law is meant.
    """

    on: date
    words: str = ""
    authority: str = ""
    status: str = ""
    confidence: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.words or self.authority or self.status or self.confidence)


@dataclass(frozen=True, slots=True)
class RegimeRules:
    """An instrument and its rules that were found."""

    regime: Regime
    rules: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was found.

    Attributes:
        regimes: Law, voluntary reports and contracts, by instrument.
        watched: What is not law and may become it.
        authorities: Everybody who is told by some rule, as (id, name).
        statuses: Every status there is.
        found: How many rules were found.
        held: How many there are on the day.
    """

    regimes: tuple[RegimeRules, ...]
    watched: tuple[Obligation, ...]
    not_duties: tuple[NotDuty, ...]
    not_covered: tuple[str, ...]
    authorities: tuple[tuple[str, str], ...]
    statuses: tuple[str, ...]
    found: int
    held: int


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule with everything that belongs to it.

    Attributes:
        versions: Every version of it, the oldest first.
        authority: Whom it is about, as called on the day.
    """

    rule: Obligation
    regime: Regime
    versions: tuple[Obligation, ...]
    authority: str
    cases: tuple[WorkedCase, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class LawPages:
    """Reads the library for people; nothing here changes anything."""

    catalogue: Catalogue
    root: Path
    local: Path | None

    def shelf(self, sought: Sought) -> Shelf:
        """Give the rules that are as sought, with the version of the day.

        A rule that is not law yet on the day is shown as it will be, one that has ended as it was.
        """
        law = self.catalogue.law
        held = [self._version(name, sought.on) for name in sorted({o.id for o in law.obligations})]
        found = [rule for rule in held if _is_sought(rule, sought)]
        by_regime: dict[str, list[Obligation]] = {}
        for rule in found:
            if rule.kind != WATCH:
                by_regime.setdefault(regime_of(rule.id), []).append(rule)
        told = {rule.authority for rule in held}
        return Shelf(
            regimes=tuple(
                RegimeRules(law.regimes[name], tuple(rules)) for name, rules in by_regime.items()
            ),
            watched=tuple(rule for rule in found if rule.kind == WATCH),
            not_duties=() if sought.is_narrowed else law.not_duties,
            not_covered=law.not_covered,
            authorities=tuple(
                sorted(((a, self._name(a, sought.on)) for a in told), key=lambda pair: pair[1])
            ),
            statuses=tuple(sorted({rule.status for rule in held})),
            found=len(found),
            held=len(held),
        )

    def rule(self, name: str, on: date) -> RulePage:
        """Give one rule as on a day.

        Raises:
            NotFoundError: There is no such rule.
        """
        versions = [o for o in self.catalogue.law.obligations if o.id == name]
        if not versions:
            message = f"There is no rule '{name}' in the library."
            raise NotFoundError(message)
        rule = self._version(name, on)
        return RulePage(
            rule=rule,
            regime=self.catalogue.law.regimes[regime_of(name)],
            versions=tuple(sorted(versions, key=lambda o: o.in_force_from)),
            authority=self._name(rule.authority, on),
            cases=tuple(case for case in _cases(self.root, self.local) if _is_about(case, rule)),
            notices=tuple(
                n for n in self.catalogue.notices if n.obligation == name and not n.group
            ),
        )

    def _version(self, name: str, on: date) -> Obligation:
        """Give the version in force on a day; else the next to come, else the last there was."""
        versions = sorted(
            (o for o in self.catalogue.law.obligations if o.id == name),
            key=lambda o: o.in_force_from,
        )
        in_force = [o for o in versions if o.in_force_on(on)]
        coming = [o for o in versions if o.in_force_from > on]
        return next(iter((*in_force, *coming)), versions[-1])

    def _name(self, authority: str, on: date) -> str:
        return self.catalogue.law.authorities[authority].name_on(on).name


def regime_of(obligation: str) -> str:
    """Give the regime of a rule: the first two parts of its id."""
    return ".".join(obligation.split(".")[:2])


def _is_sought(rule: Obligation, sought: Sought) -> bool:
    text = f"{rule.title} {rule.cite} {rule.summary} {rule.id}".casefold()
    return (
        all(word in text for word in sought.words.casefold().split())
        and sought.authority in ("", rule.authority)
        and sought.status in ("", rule.status)
        and sought.confidence in ("", rule.confidence)
    )


def _is_about(case: WorkedCase, rule: Obligation) -> bool:
    """Say whether a case is about this version of a rule."""
    named: Iterable[str] = (expect.obligation for expect in case.form.expect)
    return rule.id in named and rule.in_force_on(case.form.law_as_of)


@lru_cache(maxsize=4)
def _cases(root: Path, local: Path | None) -> tuple[WorkedCase, ...]:
    """Read the worked cases; the files of a running desk do not change."""
    return worked_cases(root, local, [])

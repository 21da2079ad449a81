"""The law library: check it, say what is due for another look, hold it against an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.catalogue.changes import compare
from disclosure.catalogue.load import (
    Catalogue,
    Check,
    check_catalogue,
    load_catalogue,
    worked_cases,
)
from disclosure.catalogue.review import has_successor, points
from disclosure.catalogue.skeleton import Start, write_skeleton
from disclosure.catalogue.snapshots import Snapshot, read_snapshot, take
from disclosure.law.calendars import CalendarEndsError
from disclosure.law.confidence import Confidence
from disclosure.law.hours import Hours, Look, look
from disclosure.law.library import Change, Point, Recheck
from disclosure.outputs.contract import VERSION
from disclosure.outputs.law_contracts import LawListOut, NotDutyOut
from disclosure.outputs.law_list import rules_listed
from disclosure.problems import InvalidInputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from disclosure.catalogue.law import Law, NotDuty, Regime
    from disclosure.law.obligations import Obligation


@dataclass(frozen=True, slots=True)
class Review:
    """A regime and why somebody should look at it again."""

    regime: Regime
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """Everything in the library that is due for another look on a day.

    Attributes:
        regimes: The regimes, each with its reasons.
        points: The single things, the most urgent first.
        recheck: What to look up before anybody relies on the library, the greatest risk first.
    """

    regimes: tuple[Review, ...]
    points: tuple[Point, ...]
    recheck: tuple[Recheck, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two libraries and what changed between them."""

    before: Snapshot
    after: Snapshot
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """Reads and checks the law files."""

    root: Path
    local: Path | None
    now: Callable[[], datetime]

    def check(self) -> Check:
        """Check every file and run every worked case; nothing is raised for what is found."""
        return check_catalogue(self.root, self.local, self.today())

    def begin(self, folder: Path, name: str, law: str, provision: str) -> tuple[Path, ...]:
        """Write a regime to start from into a folder; give the files written.

        Args:
            folder: The local catalogue it goes into.
            name: The id of its first duty.
            law: The name of the law or the contract.
            provision: Where in it the duty stands.

        Raises:
            InvalidInputError: The id is none, the regime is there, or it cannot be written.
        """
        start = Start(name, law, provision, self.today())
        return write_skeleton(self.root, folder, start)

    def expectations(self) -> tuple[str, ...]:
        """Give the obligation of every expectation of every worked case."""
        return tuple(obligation for obligation, _, _ in self._worked())

    def _worked(self) -> tuple[tuple[str, str, date], ...]:
        """Give what every worked case expects: obligation, outcome, day of the law."""
        cases = worked_cases(self.root, self.local, [])
        return tuple(
            (expect.obligation, expect.outcome, case.form.law_as_of)
            for case in cases
            for expect in case.form.expect
        )

    def listing(self, day: date) -> LawListOut:
        """Give every rule with all that a lawyer would ask of it, and what is no duty.

        Args:
            day: The day whose law is meant.

        Raises:
            CatalogueError: The law files are wrong.
        """
        law = self.law()
        review_by = {regime.id: regime.review_by for regime in law.regimes.values()}
        return LawListOut(
            version=VERSION,
            law_as_of=day.isoformat(),
            obligations=rules_listed(law.obligations, review_by, self._worked()),
            watch=sorted({rule.id for rule in law.obligations if rule.is_watched}),
            not_duties=[_not_duty(entry) for entry in law.not_duties],
            not_covered=list(law.not_covered),
        )

    def today(self) -> date:
        """Give the present day in UTC."""
        return self.now().date()

    def law(self) -> Law:
        """Give everything read from the law files.

        Raises:
            CatalogueError: The law files are wrong.
        """
        return load_catalogue(self.root, self.local).law

    # ---- Another look --------------------------------------------------------------------

    def review(self, on: date) -> tuple[Review, ...]:
        """Give every regime that is due for another look on a day, and why.

        Raises:
            CatalogueError: The law files are wrong.
        """
        return _reviews(load_catalogue(self.root, self.local), on)

    def agenda(self, on: date) -> Agenda:
        """Give everything that is due for another look on a day, and why.

        Raises:
            CatalogueError: The law files are wrong.
        """
        catalogue = load_catalogue(self.root, self.local)
        law = catalogue.law
        return Agenda(_reviews(catalogue, on), points(law, on), law.recheck)

    def hours(self, at: datetime) -> tuple[tuple[Hours, Look], ...]:
        """Say of the market and the service for announcements whether they are open.

        Args:
            at: The instant, aware.

        Raises:
            CatalogueError: The law files are wrong.
            InvalidInputError: The instant lies outside what the calendars know.
        """
        law = self.law()
        every = law.hours.values()
        try:
            return tuple((each, look(each, law.calendars[each.calendar], at)) for each in every)
        except CalendarEndsError as ends:
            problem = Problem("command", "--at", str(ends), "Name an instant within it.")
            raise InvalidInputError([problem]) from ends

    # ---- Changes -------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """Take a snapshot of the library as it stands.

        Raises:
            CatalogueError: The law files are wrong.
        """
        return take(load_catalogue(self.root, self.local), self.now())

    def compared_with(self, path: Path) -> Compared:
        """Hold the library against an earlier snapshot.

        Raises:
            CatalogueError: The law files are wrong.
            InvalidInputError: The file is no snapshot, or was changed.
        """
        before, after = read_snapshot(path), self.snapshot()
        return Compared(before, after, compare(before, after))


def _reviews(catalogue: Catalogue, on: date) -> tuple[Review, ...]:
    reviews = []
    for regime in catalogue.law.regimes.values():
        reasons = tuple(_reasons(regime, catalogue, on))
        if reasons:
            reviews.append(Review(regime, reasons))
    return tuple(reviews)


def _reasons(regime: Regime, catalogue: Catalogue, on: date) -> Iterator[str]:
    law = catalogue.law
    rules = [o for o in law.obligations if _regime_of(o) == regime.id]
    if regime.review_by <= on:
        yield f"its review was due by {regime.review_by}"
    if not regime.reviewed_by:
        yield "no lawyer has reviewed it"
    uncertain = [o.id for o in rules if o.confidence is Confidence.UNCERTAIN]
    if uncertain:
        yield f"uncertain: {', '.join(uncertain)}"
    for rule in rules:
        ends = rule.in_force_until
        # What a newer version follows is history, and nothing to look at again.
        if ends and ends <= on and not has_successor(rule, law):
            yield f"{rule.id} ended on {ends}"
        if rule.in_force_from > on:
            yield f"{rule.id} begins on {rule.in_force_from}"


def _regime_of(obligation: Obligation) -> str:
    return ".".join(obligation.id.split(".")[:2])


def _not_duty(entry: NotDuty) -> NotDutyOut:
    return NotDutyOut(
        id=entry.id,
        title=entry.title,
        because=entry.because,
        instead=entry.instead,
        cite=entry.cite,
        source=entry.source,
        confidence=entry.confidence,
        checked_on=entry.checked_on.isoformat(),
        reviewed_by=entry.reviewed_by,
    )

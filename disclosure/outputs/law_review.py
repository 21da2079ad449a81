"""Reviews, hours and changes of the law library, as JSON and as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.facts.instants import in_words, iso
from disclosure.law.hours import in_a_sentence
from disclosure.law.library import HEADINGS, Why
from disclosure.outputs.contract import VERSION
from disclosure.outputs.law_contracts import (
    ChangeOut,
    HoursOut,
    LawChangesOut,
    LawHoursOut,
    LawReviewOut,
    PhaseOut,
    PointOut,
    RecheckOut,
    ReviewOut,
    ShortDayOut,
    SnapshotOut,
)
from disclosure.outputs.terminal import number, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from disclosure.law.hours import Hours, Look
    from disclosure.law.library import Change, Point, Recheck

Regime = tuple[str, "date", "date", "Sequence[str]"]
"""A regime: its id, the day it was checked, the day its review is due, and the reasons."""
Library = tuple[str, str]
"""Which library: the instant it was read, and the digest of all it says."""

# ---- Another look --------------------------------------------------------------------------


def reviewed(
    regimes: Iterable[Regime],
    points: Iterable[Point],
    recheck: Iterable[Recheck],
    day: date,
) -> LawReviewOut:
    """Give what is due for another look.

    Args:
        regimes: The regimes, each with its reasons.
        points: The single things, the most urgent first.
        recheck: What to look up, the greatest risk first.
        day: The day.
    """
    return LawReviewOut(
        version=VERSION,
        on=day.isoformat(),
        recheck=[
            RecheckOut(
                rank=r.rank,
                id=r.id,
                what=r.what,
                why=r.why,
                where=r.where,
                concerns=list(r.concerns),
                listed_on=r.listed_on.isoformat(),
            )
            for r in recheck
        ],
        points=[
            PointOut(
                why=p.why, about=p.about, said=p.said, day=p.day.isoformat() if p.day else None
            )
            for p in points
        ],
        regimes=[
            ReviewOut(
                id=name,
                checked_on=checked_on.isoformat(),
                review_by=review_by.isoformat(),
                reasons=list(reasons),
            )
            for name, checked_on, review_by, reasons in regimes
        ],
    )


def review_as_text(output: LawReviewOut) -> str:
    """Give what is due for another look, for a terminal."""
    return "\n".join(_review_lines(output)) + "\n"


def _review_lines(output: LawReviewOut) -> Iterator[str]:
    if not (output.recheck or output.points or output.regimes):
        yield "Nothing is due for review."
        return
    yield from _recheck_lines(output)
    yield from _point_lines(output)
    several = [line for line in output.regimes if len(line.reasons) > 1]
    if several:
        yield from ("", "Regimes with more than one reason:")
    for line in several:
        reasons = f"{line.id}: {'; '.join(line.reasons)} (checked {line.checked_on})."
        yield from wrapped(reasons, "", hang="  ")


def _recheck_lines(output: LawReviewOut) -> Iterator[str]:
    if output.recheck:
        yield "Look these up before anybody relies on them, the greatest risk first:"
    for entry in output.recheck:
        yield from wrapped(f"{entry.rank:>3}. {entry.what}", hang="     ")
        yield from wrapped(f"Why: {entry.why}", "     ", hang="  ")
        yield from wrapped(f"Where: {entry.where}", "     ", hang="  ")
        if entry.concerns:
            yield from wrapped(f"Concerns: {', '.join(entry.concerns)}", "     ", hang="  ")


def _point_lines(output: LawReviewOut) -> Iterator[str]:
    for why in Why:
        said = [point for point in output.points if point.why == why]
        if said:
            yield from ("", f"{HEADINGS[why]}:")
        if why is Why.NOT_REVIEWED and said:
            yield from wrapped(f"{', '.join(point.about for point in said)}.", "  ", hang="")
            continue
        for point in said:
            yield from wrapped(f"- {point.about}: {point.said}", "  ", hang="  ")


# ---- Hours ---------------------------------------------------------------------------------


def hours(seen: Iterable[tuple[Hours, Look]], at: datetime) -> LawHoursOut:
    """Give whether the market and the service for announcements are open."""
    return LawHoursOut(version=VERSION, at=iso(at), services=[_hours(h, s) for h, s in seen])


def _hours(held: Hours, seen: Look) -> HoursOut:
    return HoursOut(
        id=held.id,
        title=held.title,
        door=seen.door,
        phase=seen.phase,
        opens_at=iso(seen.opens_at, held.zone) if seen.opens_at else None,
        closes_at=iso(seen.closes_at, held.zone) if seen.closes_at else None,
        confidence=seen.confidence,
        because=seen.because,
        advice=held.advice,
        cite=held.cite,
        calendar=held.calendar,
        phases=[
            PhaseOut(
                title=p.title,
                start=p.start.isoformat("minutes"),
                until=p.until.isoformat("minutes"),
                confidence=p.confidence,
            )
            for p in held.phases
        ],
        short_days=[
            ShortDayOut(
                before=f"{s.month:02}-{s.day:02}",
                until=s.until.isoformat("minutes") if s.until else None,
                confidence=s.confidence,
                note=s.note,
            )
            for s in held.short_days
        ],
        source=held.source,
        checked_on=held.checked_on.isoformat(),
    )


def hours_as_text(seen: Iterable[tuple[Hours, Look]], at: datetime) -> str:
    """Give whether the market and the service for announcements are open, for a terminal."""
    lines = [in_words(at), ""]
    for held, look in seen:
        lines += wrapped(in_a_sentence(held, look))
        for phase in held.phases:
            times = f"{phase.start:%H:%M} to {phase.until:%H:%M}"
            lines += wrapped(f"{times} on working days: {phase.title}; {phase.confidence}.", "  ")
        for short in held.short_days:
            lines += wrapped(f"{short.note} ({short.confidence})", "  ")
        lines += wrapped(f"{held.advice} ({held.cite})", "  ")
        lines += [*wrapped(f"Source, checked on {held.checked_on}: {held.source}", "  "), ""]
    return "\n".join(lines)


# ---- Changes -------------------------------------------------------------------------------


def changed(before: Library, after: Library, changes: Iterable[Change]) -> LawChangesOut:
    """Give what changed between two libraries."""
    return LawChangesOut(
        version=VERSION,
        before=SnapshotOut(taken_at=before[0], digest=before[1]),
        after=SnapshotOut(taken_at=after[0], digest=after[1]),
        changes=[
            ChangeOut(
                kind=c.kind,
                part=c.part,
                id=c.id,
                title=c.title,
                begins=c.begins,
                decides=c.decides,
                lines=list(c.lines),
            )
            for c in changes
        ],
    )


def changes_as_text(taken_at: str, changes: Sequence[Change]) -> str:
    """Give what changed since a snapshot, for a terminal."""
    lines = wrapped(f"Since the snapshot of {taken_at}: {number(len(changes), 'change')}.")
    for change in changes:
        mark = "" if change.decides else " (words only)"
        lines += ["", *wrapped(f"{change.heading}{mark}")]
        for line in change.lines:
            lines += wrapped(f"- {line}", "  ", hang="  ")
    return "\n".join(lines) + "\n"

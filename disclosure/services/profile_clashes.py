"""What of a profile cannot be so together, and what is worth a second look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from disclosure.catalogue.clashes import Clash
    from disclosure.facts.case import Entity, Security
    from disclosure.facts.vocabulary import Question

BOTH = "See “{}”: change one of the two."
ROW = "It stands further up with the other market: keep one of the two, or correct its ISIN."


def answers_that_clash(
    clashes: tuple[Clash, ...],
    profile: Mapping[str, str],
    given: Collection[str],
    questions: Mapping[str, Question],
) -> Iterator[Problem]:
    """Say which answers cannot both be so, beside one that was given now.

    Args:
        clashes: What excludes what.
        profile: Every answer, as it would stand.
        given: The keys of what was answered now; what stood before is no reason to refuse.
        questions: The questions of the profile.
    """
    for clash in clashes:
        here = next((key for key in clash.answers if key in given), "")
        if here and clash.is_in(profile) and not clash.is_possible:
            other = next(key for key in clash.answers if key != here)
            yield Problem("", here, clash.says, BOTH.format(questions[other].label))


def worth_a_look(
    clashes: tuple[Clash, ...], profile: Mapping[str, str], given: Collection[str]
) -> tuple[str, ...]:
    """Give what may be right, and seldom is, of what was answered now."""
    return tuple(
        clash.says
        for clash in clashes
        if clash.is_possible and clash.is_in(profile) and set(clash.answers) & set(given)
    )


def markets_that_clash(clashes: tuple[Clash, ...], entity: Entity) -> Iterator[Problem]:
    """Say which rows put one security on markets that exclude each other, beside the later row."""
    held = entity.securities
    for number, one in enumerate(held):
        for other in held[:number]:
            for clash in clashes:
                if clash.venues == {one.venue, other.venue} and _is_same(one, other):
                    yield Problem("", f"securities-{number}-venue", clash.says, ROW)


def _is_same(one: Security, other: Security) -> bool:
    """Say whether two rows are one security: by their numbers, or else by their tickers."""
    if one.isin and other.isin:
        return one.isin == other.isin
    return bool(one.ticker) and one.ticker.casefold() == other.ticker.casefold()

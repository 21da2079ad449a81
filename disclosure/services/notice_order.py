"""In which order the texts of an incident may go out, and where each is to be filed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.law.confidence import IN_WORDS
from disclosure.signoff.market import INSIDE_INFORMATION, MARKET, HoldKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.vocabulary import JudgementQuestion
    from disclosure.services.notice_pages import Line
    from disclosure.services.notice_texts import Loaded, One


@dataclass(frozen=True, slots=True)
class Order:
    """The order of release, while something waits for the announcement.

    Attributes:
        question: The judgement on which all of it turns.
        judged: What was judged: yes, no, or nothing while nobody has.
        announcements: The texts to the market, with how far each has come.
        waiting: What goes after the announcement.
        together: Warnings to people at risk, for which the announcement is brought forward.
    """

    question: JudgementQuestion
    judged: str
    announcements: tuple[Line, ...]
    waiting: tuple[Line, ...]
    together: tuple[Line, ...]


def order_of_release(lines: Sequence[Line], loaded: Loaded, catalogue: Catalogue) -> Order | None:
    """Give the order of release, or None while nothing waits."""
    held = [line for line in lines if line.hold]
    question = catalogue.vocabulary.judgements.get(INSIDE_INFORMATION)
    if not held or question is None:
        return None
    judged = loaded.known.judgement(INSIDE_INFORMATION)
    warnings = [li for li in held if li.hold and li.hold.kind is HoldKind.BRING_FORWARD]
    return Order(
        question=question,
        judged=judged.value if judged else "",
        announcements=tuple(line for line in lines if line.one.notice.audience == MARKET),
        waiting=tuple(line for line in held if line not in warnings),
        together=tuple(warnings),
    )


# ---- Where it is filed -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filing:
    """Where a notice is filed, as the library of the law knows it.

    Attributes:
        authority: Who is told, by the name borne on the day of the law.
        channel: The way it is given; nothing where the library names none.
        confidence: How well the library knows that way, in words.
        checked_on: When that was last looked up.
    """

    authority: str
    channel: str
    url: str
    phone: str
    confidence: str
    checked_on: date


def filing_of(one: One, loaded: Loaded, catalogue: Catalogue) -> Filing | None:
    """Give where a notice is filed, or None for a text that answers no duty."""
    duty = loaded.duty(one.notice.obligation)
    if duty is None:
        return None
    obligation, channel = duty.obligation, duty.obligation.channel
    authority = catalogue.law.authorities.get(obligation.authority)
    return Filing(
        authority=authority.name_on(loaded.assessment.law_as_of).name if authority else "",
        channel=channel.name if channel else "",
        url=(channel.url if channel else "") or (authority.url if authority else ""),
        phone=(channel.phone if channel else "") or (authority.phone if authority else ""),
        confidence=IN_WORDS[channel.confidence] if channel else "",
        checked_on=obligation.checked_on,
    )

"""In which order the texts of an incident may go out, and where each is to be filed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.law.confidence import IN_WORDS
from disclosure.law.duties import Outcome
from disclosure.services.notice_decisions import who_judges_free
from disclosure.services.notice_places import Places
from disclosure.signoff.market import INSIDE_INFORMATION, MARKET, HoldKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.vocabulary import JudgementQuestion
    from disclosure.law.duties import Duty
    from disclosure.services.notice_pages import Line
    from disclosure.services.notice_places import Place
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
        free_judges: Who on the team can record that a text holds no inside information.
    """

    question: JudgementQuestion
    judged: str
    announcements: tuple[Line, ...]
    waiting: tuple[Line, ...]
    together: tuple[Line, ...]
    free_judges: tuple[str, ...] = ()


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
        free_judges=tuple(person.name for person in who_judges_free(loaded.team)),
    )


# ---- What opens later --------------------------------------------------------------------

DOES_NOT_APPLY = "Its duty does not apply as the facts stand."
NOT_DECIDED = "It opens once it is decided that its duty applies."
ON_CALL = "It is not needed from the start. Open it when the time comes."
WAITED_FOR = {"judgement": "judgement.", "profile": "profile."}
"""How what a duty waits for is called among the facts."""


@dataclass(frozen=True, slots=True)
class Later:
    """A text that is not drafted unasked yet.

    Attributes:
        why: Why it is not.
        places: Where it is decided, each with what is asked there.
    """

    one: One
    why: str
    places: tuple[tuple[Place, str], ...] = ()


def opens_later(loaded: Loaded, ready: Sequence[One], catalogue: Catalogue) -> tuple[Later, ...]:
    """Give the texts that open later, with why."""
    places = Places.of(catalogue)
    left = [one for one in loaded.notices.values() if one not in ready]
    return tuple(Later(one, *_why_later(loaded, one, places)) for one in left)


def _why_later(
    loaded: Loaded, one: One, places: Places
) -> tuple[str, tuple[tuple[Place, str], ...]]:
    if not one.notice.obligation:
        return ON_CALL, ()
    duty = loaded.duty(one.notice.obligation)
    if duty is None or duty.outcome is Outcome.DOES_NOT_APPLY:
        return DOES_NOT_APPLY, ()
    named = (name.partition(":") for name in duty.waits_for)
    return NOT_DECIDED, places.named(f"{WAITED_FOR.get(kind, '')}{key}" for kind, _, key in named)


def without_text(loaded: Loaded) -> tuple[Duty, ...]:
    """Give the duties that stand, or may, and for which no text is drafted here."""
    drafted = {one.notice.obligation for one in loaded.notices.values()}
    return tuple(
        duty
        for duty in loaded.assessment.duties
        if duty.outcome is not Outcome.DOES_NOT_APPLY and duty.obligation.id not in drafted
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

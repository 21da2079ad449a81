"""The market hears first: which texts wait for the announcement while it has not been made.

Telling staff, customers or suppliers at large is public disclosure, so inside information is
announced before, or at the same instant (UK MAR Art 17(1) and 17(8)).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from disclosure.facts.case import Known
from disclosure.facts.versions import Judgement
from disclosure.words.rules_of_releases import BOTH_AT_ONCE

RULE = "waits-for-announcement"
MARKET = "market"
PEOPLE_AFFECTED = "people-affected"
INSIDE_INFORMATION = "inside_information"
DELAY = "delay_disclosure"
ON_A_MARKET = "market.uk_admitted"

NOT_ANNOUNCED = (
    "This is judged to be inside information, and the market has not been told since: it must hear "
    "first or at the same instant (UK MAR Art 17(1) and (8))."
)
DELAYED = (
    "Disclosure of what is judged to be inside information is being delayed, which is allowed only "
    "while the matter stays confidential, and this text would end that (UK MAR Art 17(4))."
)
NOT_JUDGED = (
    "Nobody has judged whether this is inside information, and the issuer is on a UK market. If it "
    "is, the market must hear first or at the same instant (UK MAR Art 17(1) and (8))."
)
UNTIL_JUDGED = (
    "This text waits until that is judged: if the answer is no, it may go; if it is yes, it waits "
    "until the announcement is recorded as sent."
)
UNTIL_ANNOUNCED = "This text waits until the announcement is recorded as sent."
BRING_FORWARD = f"People need this warning to protect themselves. {BOTH_AT_ONCE}"

JUDGE = "Judge now whether this is inside information and, if it is, since when."
ANNOUNCE = "Release the announcement first, or at the same instant; this text is then free."
TOGETHER = BOTH_AT_ONCE
HOLDS_NONE = (
    "If this text holds no inside information, have the general counsel record that, with the "
    "reason."
)
NO_LONGER = "If it is no longer inside information, record that judgement."


class HoldKind(StrEnum):
    """What a hold asks of people."""

    WAITS = "waits"
    BRING_FORWARD = "bring-forward"


@dataclass(frozen=True, slots=True)
class Hold:
    """A text that may not go out before the announcement.

    Attributes:
        kind: The text waits; or, for a warning to people at risk, the announcement moves.
        message: Why, and what follows.
        remedies: What can be done, the first the usual one.
    """

    kind: HoldKind
    message: str
    remedies: tuple[str, ...]
    rule: str = RULE


def hold(
    known: Known,
    audience: str,
    *,
    after_market: bool,
    is_warning: bool = False,
    announced: Iterable[datetime] = (),
    judged_free: bool = False,
) -> Hold | None:
    """Give what keeps a text back until the announcement, or None.

    Args:
        known: What is known now; the texts given to the market are among its releases.
        audience: Who the text is for; the market itself never waits.
        after_market: Whether that audience waits for the announcement.
        is_warning: The text warns people who are at risk. One to the people affected always does.
        announced: Instants of texts to the market that `known` does not hold yet, such as one
            that is being released by the same command.
        judged_free: Somebody judged that this very text holds no inside information.
    """
    if audience == MARKET or not after_market or judged_free:
        return None
    warns = is_warning or audience == PEOPLE_AFFECTED
    judged = known.judgement(INSIDE_INFORMATION)
    if judged is None:
        if not _is_listed(known):
            return None
        return _held(NOT_JUDGED, UNTIL_JUDGED, JUDGE, HOLDS_NONE, warns=warns)
    if judged.value != "yes" or _is_announced(known, judged, announced):
        return None
    why = DELAYED if _is_delayed(known) else NOT_ANNOUNCED
    first = TOGETHER if warns else ANNOUNCE
    return _held(why, UNTIL_ANNOUNCED, first, HOLDS_NONE, NO_LONGER, warns=warns)


def _held(why: str, until: str, *remedies: str, warns: bool) -> Hold:
    kind = HoldKind.BRING_FORWARD if warns else HoldKind.WAITS
    then = BRING_FORWARD if warns else until
    return Hold(kind, f"{why} {then}", remedies)


def _is_listed(known: Known) -> bool:
    return any(value == "yes" for _, value in known.organisation.answers(ON_A_MARKET))


def _is_delayed(known: Known) -> bool:
    delay = known.judgement(DELAY)
    return delay is not None and delay.value == "yes"


def _is_announced(known: Known, judged: Judgement, announced: Iterable[datetime]) -> bool:
    """Say whether the market was told anything since the information became inside information.

    What it was told before that instant cannot have been this. Without an instant, any text counts.
    """
    told = [release.at for release in known.releases if release.audience == MARKET]
    since = judged.instant.earliest if judged.instant else None
    return any(since is None or at >= since for at in (*told, *announced))

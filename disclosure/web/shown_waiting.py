"""What waits for whoever looks, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from disclosure.services.deadline_waiting import Waits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from disclosure.services.deadline_waiting import Waiting


@dataclass(frozen=True, slots=True)
class ShownWaiting:
    """Something that waits for whoever looks, as a link."""

    href: str
    words: str
    why: str
    incident_title: str


def shown_waiting(waiting: Iterable[Waiting]) -> list[ShownWaiting]:
    """Give what waits as links."""
    return [
        ShownWaiting(_address(each), each.words, each.why, each.incident_title) for each in waiting
    ]


def _address(each: Waiting) -> str:
    here = each.incident_id
    match each.kind:
        case Waits.PROFILE:
            return url_for("profile.show", organisation_id=each.organisation_id)
        case Waits.JUDGE | Waits.LOOK_AGAIN | Waits.REVIEW:
            return url_for("duties.judgement", incident_id=here, key=each.key)
        case Waits.CORRECT:
            return url_for("notices.show", incident_id=here, name=each.key)
        case Waits.RECORD:
            return url_for("submissions.show", incident_id=here, name=each.key)
        case _:
            return url_for("approvals.show", incident_id=here, name=each.key)

"""Bills and proposals as the duties page shows them: apart from every duty, with a shadow clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.outputs.assessment_text import STATUS_WORDS, WOULD_WORDS, shadow_words

if TYPE_CHECKING:
    from disclosure.law.duties import Duty
    from disclosure.services.duties import DutiesView


@dataclass(frozen=True, slots=True)
class ShownWatched:
    """A bill or a proposal: what it would ask for, and by when."""

    id: str
    title: str
    status: str
    would: str
    cite: str
    authority: str
    clocks: tuple[str, ...]


def watched(view: DutiesView) -> tuple[ShownWatched, ...]:
    """Give what is only watched, in the order of its ids."""
    return tuple(_shown(duty, view) for duty in view.assessment.watched)


def _shown(duty: Duty, view: DutiesView) -> ShownWatched:
    rule, zone = duty.obligation, view.assessment.case.zone
    since = rule.in_force_from
    return ShownWatched(
        id=rule.id,
        title=rule.title,
        status=f"{STATUS_WORDS.get(rule.status, rule.status)} of "
        f"{since.day} {since:%B} {since.year}",
        would=WOULD_WORDS[duty.outcome],
        cite=rule.cite,
        authority=view.names.authorities.get(rule.authority, rule.authority),
        clocks=tuple(f"{stage.title}: {shadow_words(stage, zone)}" for stage in duty.stages),
    )

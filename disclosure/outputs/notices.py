"""The notices there are, as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.outputs.terminal import wrapped
from disclosure.words.keys import BRITISH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from disclosure.words.blocks import Notice

READY_WORDS = {
    "always": "always ready",
    "applies": "ready once the duty applies or is presumed",
    "undetermined": "ready while the duty is not decided, too",
}
NO_DUTY = {
    "always": "always ready",
    "applies": "only when asked for by its id",
    "undetermined": "only when asked for by its id",
}


def as_text(notices: Iterable[Notice], audiences: Mapping[str, str]) -> str:
    """List the notices: id, title, audience, duty, and when one is drafted unasked.

    Args:
        notices: The notices.
        audiences: The audiences' titles, by id.
    """
    held = tuple(notices)
    groups: dict[str, list[str]] = {}
    for notice in held:
        if notice.group:
            groups.setdefault(notice.family, []).append(notice.group)
    shown = (notice for notice in held if not notice.group)
    lines = [line for each in shown for line in _lines(each, audiences, groups.get(each.id, ()))]
    return "\n".join(lines) + "\n"


def _lines(notice: Notice, audiences: Mapping[str, str], groups: Sequence[str]) -> Iterator[str]:
    duty = f"duty {notice.obligation}, {notice.stage}" if notice.obligation else "no duty"
    ready = (READY_WORDS if notice.obligation else NO_DUTY)[notice.ready]
    audience = audiences.get(notice.audience, notice.audience)
    yield notice.id
    yield from wrapped(notice.title, "  ")
    whose = f"; own wording of {notice.own}" if notice.own else ""
    tongue = "" if notice.language == BRITISH else f"; language {notice.language}"
    yield from wrapped(f"for: {audience}; {duty}; {ready}{tongue}{whose}", "  ")
    if groups:
        ids = ", ".join(f".{group}" for group in groups)
        yield from wrapped(f"one for each group; its id ends in: {ids}", "  ")

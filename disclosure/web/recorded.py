"""What the next page says of answers that were recorded, and of texts they overtook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from disclosure.facts.in_words import value_in_words
from disclosure.facts.instants import When
from disclosure.facts.standings import Change
from disclosure.web.current import current_incident, current_person, desk
from disclosure.web.messages import LOOK, NOTE, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.services.facts import Recorded


def say_recorded(recorded: Recorded, *, anything_out: bool) -> None:
    """Say on the next page what was recorded, and what is worth a second look.

    Args:
        recorded: What came of the answers.
        anything_out: A text was given out, so that it may hold no longer.
    """
    count = len(recorded.versions)
    if count:
        words = "1 answer is recorded." if count == 1 else f"{count} answers are recorded."
        times = "; ".join(_times_recorded(recorded))
        # With its weekday a date typed in another country's order is seen.
        say(f"{words} {times}. Is the day right?" if times else words)
    facts = desk().library.catalogue.vocabulary.facts
    for warning in recorded.warnings:
        label = facts[warning.key].label if warning.key in facts else ""
        before = (
            f"Recorded, but look again at “{label}”: " if label else "Recorded, but look again: "
        )
        say(f"{before}{warning.wrong} {warning.allowed}", NOTE)
    if anything_out and count:
        _say_what_no_longer_holds(recorded)


def _say_what_no_longer_holds(recorded: Recorded) -> None:
    """Say how many texts that went out were overtaken by what was recorded now."""
    incident_id = current_incident().id
    now = {version.name for version in recorded.versions}
    radar = desk().corrections.radar(current_person(), incident_id)
    rows = (row for readers in radar.readers for row in readers.rows)
    texts = {row.of.release.id for row in rows if now.intersection(row.seen)}
    if texts:
        is_one = len(texts) == 1
        verb = (
            "text already sent no longer holds" if is_one else "texts already sent no longer hold"
        )
        link = url_for("corrections.index", incident_id=incident_id)
        say(f"{len(texts)} {verb}.", LOOK, link=link, label="See Corrections")


def _times_recorded(recorded: Recorded) -> Iterator[str]:
    """Give the instants among what was recorded, each with its weekday."""
    vocabulary, zone = desk().library.catalogue.vocabulary, current_incident().zone
    for version in recorded.versions:
        if version.change in (Change.RE_CONFIRMS, Change.WITHDRAWN):
            continue
        asked = {version.key: vocabulary.facts.get(version.key)}
        values = {version.key: version.value}
        if version.record:
            asked = dict(vocabulary.records[version.record].fields)
            values = dict(version.fields)
        for key, value in values.items():
            question = asked.get(key)
            if question is not None and isinstance(value, When):
                yield f"“{question.label}”: {value_in_words(question, value, zone)}"

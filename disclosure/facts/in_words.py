"""Recorded answers as a page shows them: the value, how well it is known, the times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from disclosure.facts.instants import LONDON, When, span
from disclosure.facts.standings import Ceiling, Change, Quality, Standing
from disclosure.facts.versions import Count, FactVersion, Value
from disclosure.facts.vocabulary import Kind, Question, RecordType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

NOT_KNOWN = "Not known yet"
REDACTED = "Redacted"

STANDING_WORDS: Mapping[Standing, str] = {
    Standing.UNKNOWN: NOT_KNOWN,
    Standing.NO_SIGN: "We looked; no sign so far",
    Standing.SUSPECTED: "Likely, but not certain",
    Standing.CONFIRMED: "Established",
    Standing.RULED_OUT: "Ruled out",
}
"""How well a thing is known, as a page says it."""

CEILING_WORDS: Mapping[Ceiling, str] = {
    Ceiling.PRIVILEGED: "Nobody: privileged",
    Ceiling.INSIDE: "Those who may know inside information",
    Ceiling.AUTHORITY: "Authorities",
    Ceiling.STAFF: "Authorities and colleagues",
    Ceiling.PUBLIC: "Everybody",
}
"""The widest audience a fact may reach, as a page says it."""

CHANGE_WORDS: Mapping[Change, str] = {
    Change.FIRST: "first recorded",
    Change.RE_CONFIRMS: "found still true",
    Change.CHANGES: "changed",
    Change.WRONG_WHEN_SAID: "put right",
    Change.WITHDRAWN: "taken back",
}

QUALITY_WORDS: Mapping[Quality, str] = {
    Quality.EXACT: "exactly",
    Quality.ABOUT: "about",
    Quality.AT_LEAST: "at least",
    Quality.AT_MOST: "at most",
    Quality.RANGE: "between two numbers",
}

ENTRY = re.compile(r"[a-z]+(?:_[a-z]+)*:[a-z0-9]+(?:-[a-z0-9]+)*")
"""The key of an entry: a list and a name in it."""

_NO_IN_WORDS: Mapping[Standing, str] = {
    Standing.NO_SIGN: "No sign of it so far",
    Standing.RULED_OUT: "No, ruled out",
    Standing.SUSPECTED: "Probably yes",
}
"""What 'yes' means with a standing that is not certain."""


def value_in_words(question: Question, value: Value, zone: ZoneInfo = LONDON) -> str:
    """Give a value as a page shows it."""
    if isinstance(value, When):
        words = span(value, zone)
        return f"{words[0].upper()}{words[1:]} {value.local(zone)[0].year}"
    if isinstance(value, Count):
        return _count(value)
    if question.kind is Kind.YES_NO:
        return value.capitalize()
    words = question.in_words(value)
    if question.kind is Kind.TEXT:
        return _entry_in_words(words) if ENTRY.fullmatch(words) else words
    return f"{words[0].upper()}{words[1:]}"


def _entry_in_words(key: str) -> str:
    """Give the key of an entry, as one fact names another, in words: 'service: gift cards'."""
    record, _, name = key.partition(":")
    return f"{record.replace('_', ' ')}: {name.replace('-', ' ')}"


def _count(count: Count) -> str:
    if count.quality is Quality.RANGE:
        return f"{count.low:,} to {count.high:,} {count.unit}"
    before = "" if count.quality is Quality.EXACT else f"{QUALITY_WORDS[count.quality]} "
    words = f"{before}{count.low:,} {count.unit}"
    return words[0].upper() + words[1:]


def answer_in_words(question: Question, version: FactVersion, zone: ZoneInfo = LONDON) -> str:
    """Give the answer to a fact as a page shows it, no more surely than it is known."""
    if version.is_redacted:
        return REDACTED
    if version.value is None:
        return NOT_KNOWN
    if question.kind is Kind.YES_NO:
        if version.value == "yes" and version.standing in _NO_IN_WORDS:
            return _NO_IN_WORDS[version.standing]
        if version.standing is Standing.SUSPECTED:
            return "Probably no"
    return value_in_words(question, version.value, zone)


def name_of(record: RecordType, version: FactVersion) -> str:
    """Name an entry by the field that names it."""
    value = version.fields.get(record.names_it)
    if value is None:
        return version.key
    return value_in_words(record.fields[record.names_it], value)


def fields_in_words(
    record: RecordType, version: FactVersion, zone: ZoneInfo = LONDON
) -> tuple[tuple[str, str], ...]:
    """Give the fields of an entry that say something, each with its label."""
    if version.is_redacted:
        return ((record.label, REDACTED),)
    return tuple(
        (question.label, value_in_words(question, version.fields[name], zone))
        for name, question in record.fields.items()
        if name in version.fields
    )

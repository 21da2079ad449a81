"""The kinds of value a case file may hold, each refused with a sentence its author understands."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    WithJsonSchema,
)
from stdnum import isin, lei
from stdnum.exceptions import ValidationError as NumberError

from disclosure.facts.instants import EARLIEST_YEAR, LATEST_YEAR
from disclosure.files import ALTERNATIVES, FileModel
from disclosure.problems import ValueRefusedError, quoted, shown

LONGEST_TEXT = 2000
LONGEST_ID = 80
LARGEST_NUMBER = 10**12
MARKUP = re.compile(r"<\s*[/!?a-zA-Z]|&#?\w+;|\{\{|\{%|\{#")
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LEI_SHAPE = re.compile(r"[A-Z0-9]{18}[0-9]{2}")
ISIN_SHAPE = re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]")
DAY_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
HIDDEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
"""Categories of characters that nobody sees: controls, directions, joiners, separators."""

BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that look like nothing."""

WRITE = "Write it as 2025-04-19T09:10:00+01:00."


def read_instant(value: Any) -> datetime:
    """Take a time with its offset; refuse everything from which the moment is not clear.

    Raises:
        ValueRefusedError: The moment is not clear.
    """
    if isinstance(value, str):
        value = _from_text(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        raise ValueRefusedError(
            f"{value} is a day without a time. {WRITE}",
            f"Or, where a span is allowed: {{ earliest = {value}T00:00:00+01:00, "
            f"latest = {value}T23:59:59+01:00 }}.",
        )
    if not isinstance(value, datetime):
        raise ValueRefusedError(f"A day with its time is wanted here, not {quoted(value)}.", WRITE)
    if value.utcoffset() is None:
        wrong = f"{value.isoformat()} has no offset, so nobody can tell which moment it is."
        raise ValueRefusedError(wrong, WRITE)
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        wrong = f"The year {value.year} cannot be meant."
        raise ValueRefusedError(wrong, f"Allowed: {EARLIEST_YEAR} to {LATEST_YEAR}.")
    return value


def _from_text(value: str) -> date:
    """Read the text JSON writes times in; a day stays a day."""
    try:
        if DAY_SHAPE.fullmatch(value):
            return date.fromisoformat(value)
        return datetime.fromisoformat(value)
    except ValueError:
        raise ValueRefusedError(f"'{shown(value)}' is no time there is.", WRITE) from None


def _day(value: Any) -> date:
    write = "Write it as 2026-11-21."
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise ValueRefusedError(f"'{shown(value)}' is no date there is.", write) from None
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueRefusedError(f"A day is wanted here, not {quoted(value)}.", write)
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        wrong = f"The year {value.year} cannot be meant."
        raise ValueRefusedError(wrong, f"Allowed: {EARLIEST_YEAR} to {LATEST_YEAR}.")
    return value


def clean_text(value: str) -> str:
    """Refuse text that could be read as markup or that hides characters.

    Raises:
        ValueRefusedError: The text is empty, too long, or holds markup or hidden characters.
    """
    if not value.strip():
        raise ValueRefusedError("The text is empty.", "Write something, or leave the key out.")
    if len(value) > LONGEST_TEXT:
        wrong = f"The text has {len(value)} characters; at most {LONGEST_TEXT} are taken."
        raise ValueRefusedError(wrong, "Shorten it.")
    for char in value:
        if char not in "\n\t" and (unicodedata.category(char) in HIDDEN or char in BLANKS):
            wrong = f"The text holds a character nobody sees (U+{ord(char):04X})."
            raise ValueRefusedError(wrong, "Type the text again instead of pasting it.")
    found = MARKUP.search(value)
    if found:
        wrong = f"The text holds HTML or template code, at '{shown(found[0])}'."
        raise ValueRefusedError(wrong, "Write plain words.")
    return value


def _kebab(value: str) -> str:
    if not KEBAB.fullmatch(value) or len(value) > LONGEST_ID:
        allowed = f"Use lower-case letters, digits and hyphens, at most {LONGEST_ID}."
        raise ValueRefusedError(f"'{shown(value)}' is no id.", allowed)
    return value


def _lei(value: str) -> str:
    try:
        if LEI_SHAPE.fullmatch(value):
            return str(lei.validate(value))
    except NumberError:
        pass
    wrong = f"'{shown(value)}' is no valid LEI (ISO 17442)."
    allowed = "Look it up: 18 capital letters or digits, then two check digits that fit them."
    raise ValueRefusedError(wrong, allowed)


def _isin(value: str) -> str:
    try:
        if ISIN_SHAPE.fullmatch(value):
            return str(isin.validate(value))
    except NumberError:
        pass
    wrong = f"'{shown(value)}' is no valid ISIN (ISO 6166)."
    allowed = "Look it up: two letters, nine capital letters or digits, a check digit that fits."
    raise ValueRefusedError(wrong, allowed)


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        wrong = f"'{shown(value)}' is no time zone."
        raise ValueRefusedError(wrong, "Write its IANA name, such as Europe/London.") from None
    return value


Instant = Annotated[
    datetime,
    PlainValidator(read_instant),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Day = Annotated[
    date,
    PlainValidator(_day),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Text = Annotated[
    str,
    AfterValidator(clean_text),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}),
]
Id = Annotated[
    str,
    AfterValidator(_kebab),
    WithJsonSchema({"type": "string", "pattern": f"^{KEBAB.pattern}$", "maxLength": LONGEST_ID}),
]
LEI = Annotated[
    str,
    AfterValidator(_lei),
    WithJsonSchema({"type": "string", "pattern": f"^{LEI_SHAPE.pattern}$"}),
]
ISIN = Annotated[
    str,
    AfterValidator(_isin),
    WithJsonSchema({"type": "string", "pattern": f"^{ISIN_SHAPE.pattern}$"}),
]
ZoneName = Annotated[str, AfterValidator(_zone)]
Number = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]


class SpanFormat(FileModel):
    """An instant known only to a day or a part of it."""

    earliest: Instant
    latest: Instant


def _alternative(value: Any) -> str:
    return ALTERNATIVES[isinstance(value, dict | SpanFormat)]


When = Annotated[
    Annotated[Instant, Tag(ALTERNATIVES[0])] | Annotated[SpanFormat, Tag(ALTERNATIVES[1])],
    Discriminator(_alternative),
]
"""An instant, or the two ends between which it lies."""


class CountFormat(FileModel):
    """A number and how it is meant."""

    number: Number | None = None
    start: Number | None = Field(default=None, alias="from")
    to: Number | None = None
    quality: Literal["exact", "about", "at-least", "at-most", "range"]

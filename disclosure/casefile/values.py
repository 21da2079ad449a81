"""The kinds of value a case file may hold, each refused with a sentence its author understands."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from stdnum import isin, lei
from stdnum.exceptions import ValidationError as NumberError

from disclosure.facts.instants import EARLIEST_YEAR, LATEST_YEAR
from disclosure.files import FileModel

LONGEST_TEXT = 2000
MARKUP = re.compile(r"<\s*[/!?a-zA-Z]|&#?\w+;|\{\{|\{%|\{#")
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WRITE = "Write it as 2025-04-19T09:10:00+01:00."


def _instant(value: Any) -> datetime:
    """Take a time with its offset; refuse everything from which the moment is not clear."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            message = f"'{value[:40]}' is no time. {WRITE}"
            raise ValueError(message) from None
    if isinstance(value, date) and not isinstance(value, datetime):
        message = (
            f"{value} is a day without a time. Write {{ earliest = {value}T00:00:00+01:00, "
            f"latest = {value}T23:59:59+01:00 }} where that is allowed."
        )
        raise ValueError(message)
    if not isinstance(value, datetime):
        message = f"This is no time. {WRITE}"
        raise ValueError(message)  # noqa: TRY004 - pydantic collects ValueError, not TypeError
    if value.utcoffset() is None:
        message = f"{value.isoformat()} has no offset, so nobody can tell which moment it is. {WRITE}"
        raise ValueError(message)
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        message = f"The year {value.year} lies outside {EARLIEST_YEAR} to {LATEST_YEAR}."
        raise ValueError(message)
    return value


def _day(value: Any) -> date:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            message = f"'{value[:40]}' is no date. Write it as 2026-11-21."
            raise ValueError(message) from None
    if isinstance(value, datetime) or not isinstance(value, date):
        message = "This is no date. Write it as 2026-11-21."
        raise ValueError(message)
    return value


def clean_text(value: str) -> str:
    """Refuse text that could be read as markup or that hides characters.

    Raises:
        ValueError: The text is empty, too long, or holds markup or control characters.
    """
    if not value.strip():
        message = "The text is empty. Leave the key out, or use standing = \"unknown\"."
        raise ValueError(message)
    if len(value) > LONGEST_TEXT:
        message = f"The text has {len(value)} characters; at most {LONGEST_TEXT} are taken."
        raise ValueError(message)
    for char in value:
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") and char not in "\n\t":
            message = f"The text holds the control character U+{ord(char):04X}. Type it again."
            raise ValueError(message)
    if MARKUP.search(value):
        message = "The text holds markup (HTML or template code). Write plain words."
        raise ValueError(message)
    return value


def _kebab(value: str) -> str:
    if not KEBAB.fullmatch(value):
        message = f"'{value[:40]}' is no id. Use lower-case letters, digits and hyphens."
        raise ValueError(message)
    return value


def _lei(value: str) -> str:
    try:
        return str(lei.validate(value))
    except NumberError:
        message = f"'{value[:24]}' is no valid LEI: 20 characters with check digits (ISO 17442)."
        raise ValueError(message) from None


def _isin(value: str) -> str:
    try:
        return str(isin.validate(value))
    except NumberError:
        message = f"'{value[:24]}' is no valid ISIN: 12 characters with a check digit (ISO 6166)."
        raise ValueError(message) from None


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f"'{value[:40]}' is no time zone. Write Europe/London."
        raise ValueError(message) from None
    return value


Instant = Annotated[
    datetime, BeforeValidator(_instant), Field(strict=False),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Day = Annotated[
    date, BeforeValidator(_day), Field(strict=False),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Text = Annotated[str, AfterValidator(clean_text), Field(max_length=100_000)]
Id = Annotated[str, AfterValidator(_kebab)]
LEI = Annotated[str, AfterValidator(_lei)]
ISIN = Annotated[str, AfterValidator(_isin)]
ZoneName = Annotated[str, AfterValidator(_zone)]


class SpanFormat(FileModel):
    """An instant known only to a day or a part of it."""

    earliest: Instant
    latest: Instant


class CountFormat(FileModel):
    """A number and how it is meant."""

    number: Annotated[int, Field(ge=0)] | None = None
    start: Annotated[int, Field(ge=0)] | None = Field(default=None, alias="from")
    to: Annotated[int, Field(ge=0)] | None = None
    quality: Literal["exact", "about", "at-least", "at-most", "range"]

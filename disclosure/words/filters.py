"""How values read in a sentence: dates, numbers, lists, agreement."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from disclosure.facts.instants import (
    LONDON,
    When,
    day,
    full_date,
    on,
    span,
    sure_clock,
    weekday,
)
from disclosure.facts.standings import Quality
from disclosure.facts.versions import Count, FactVersion

if TYPE_CHECKING:
    from collections.abc import Mapping

MINUTE = timedelta(minutes=1)
SHARED = timedelta(minutes=15)
"""How far apart two as-of times may lie and still be told as one."""
DOUBLED = re.compile(
    r"""(?<=[^.]\.)\.(?=[\s"'”’)\],;:]|$)|(?<=[!?])\.(?=[\s"'”’)\],;:]|$)|(?<=,),"""
)
"""A second mark behind the first; three full stops are meant."""
TIME_OF_DAY = re.compile(r"\b\d\d:\d\d\b")
MILLION = 1_000_000
ONE_THING = frozenset(
    {
        *("click and collect", "click & collect", "chip and pin", "tap and go", "pick and pack"),
        *("gas", "news", "sms", "gps", "dns", "canvas"),
    }
)
"""Names that look like several things, and are spoken of as one."""
AGREE = "agree"
AGREE_TAKES = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A value as a reader sees it, with the version it comes from.

    Attributes:
        text: The words.
        version: The version printed, for its as-of time and its agreement.
        value: The value itself, for filters on instants and counts.
    """

    text: str
    version: FactVersion | None = None
    value: object = None

    def __str__(self) -> str:
        """Give the words."""
        return self.text


Printable = object
Filter = Callable[[Printable], str]


class WordingError(ValueError):
    """A wording asks something of a value that it cannot give."""


def listed(value: Printable) -> str:
    """Join as 'a, b and c', each once; a part that holds ' and ' itself is set off by commas."""
    parts = _distinct(value)
    if len(parts) <= 1:
        return "".join(parts)
    inner = any(" and " in part for part in parts)
    last = f"{',' if inner and len(parts) > 1 else ''} and {parts[-1]}"
    return ", ".join(parts[:-1]) + last


def capital(value: Printable) -> str:
    """Write the first letter as a capital."""
    text = _text(value)
    return text[:1].upper() + text[1:]


def lower_first(value: Printable) -> str:
    """Write the first letter small, unless the first word is a name: 'SMS', 'M&S', 'PayPal'."""
    text = _text(value)
    behind = text.partition(" ")[0][1:]
    is_name = any(char.isupper() or char.isdigit() or char == "&" for char in behind)
    return text if is_name else text[:1].lower() + text[1:]


def bare(value: Printable) -> str:
    """Leave off the full stop at the end, or what else was typed there that ends a sentence."""
    return _text(value).rstrip(".!,; ")


def once_ended(text: str) -> str:
    """Leave one mark where what was typed ends with one and the wording adds its own."""
    return DOUBLED.sub("", text) if DOUBLED.search(text) else text


def stop(value: Printable) -> str:
    """End with exactly one full stop, or the author's own question or exclamation mark.

    Several that end so are sentences of their own: "Only names. Payroll is not among it."
    """
    parts = _distinct(value)
    if len(parts) > 1:
        return " ".join(stop(capital(part)) for part in parts)
    text = _text(value)
    return text if not text or text.endswith(("!", "?")) else text.rstrip(".") + "."


def is_now(value: Printable) -> str:
    """Lead from what has moved to how it is now: 'our app: now', 'Is it over? Now:'."""
    text = _text(value)
    return f"{text} Now:" if text.endswith("?") else f"{text.rstrip('.:')}: now"


def agree(value: Printable, one: str, many: str) -> str:
    """Choose the verb for one thing or several: by number, or by the name's own ending."""
    parts = _distinct(value)
    return one if len(parts) == 1 and not _is_plural(parts[0]) else many


def number(value: Printable) -> str:
    """Write a number with its thousands: 1,200."""
    count = _value(value)
    if not isinstance(count, Count):
        message = "'number' wants a count."
        raise WordingError(message)
    if count.low == count.high:
        return f"{count.low:,}"
    return f"{count.low:,} to {count.high:,}"


def count_words(value: Printable) -> str:
    """Write a count as it is meant: 'about 1,200 people', 'between 100 and 200 records'."""
    count = _value(value)
    if not isinstance(count, Count):
        message = "'count' wants a count."
        raise WordingError(message)
    unit = count.unit
    if count.low == count.high == 1:
        unit = {"people": "person", "records": "record", "cards": "card"}.get(unit, unit)
    low, high = (figure(each, count.quality) for each in (count.low, count.high))
    if count.quality is Quality.RANGE:
        return f"between {low} and {high} {unit}"
    before = {
        Quality.EXACT: "",
        Quality.ABOUT: "about ",
        Quality.AT_LEAST: "at least ",
        Quality.AT_MOST: "at most ",
    }[count.quality]
    return f"{before}{low} {unit}"


def figure(number: int, quality: Quality) -> str:
    """Write a number: 1,200, and 10 million where a round one is meant; an exact one in full."""
    is_round = number >= MILLION and number % (MILLION // 10) == 0
    if is_round and quality is not Quality.EXACT:
        return f"{Decimal(number) / MILLION:f} million"
    return f"{number:,}"


def time_filters(zone: ZoneInfo = LONDON, year: int | None = None) -> Mapping[str, Filter]:
    """Give the filters that write instants in a civil zone.

    Args:
        zone: The civil zone.
        year: The year readers are in; any other is named. None: no year is named.
    """

    def local(value: Printable) -> datetime:
        return _moment(value).astimezone(zone)

    def dated(words: str, value: Printable) -> str:
        """Name the year of an instant that is not of this one."""
        named = _with_year(words, _when(value), zone)
        return words if year is None or named.endswith(f" {year}") else named

    def moment(value: Printable) -> str:
        return dated(f"{sure_clock(local(value))} on {day(local(value))}", value)

    def by(value: Printable) -> str:
        # A promise runs to the last instant it can mean, never to the first.
        end = _when(value).latest.astimezone(zone)
        if not _when(value).is_exact and (end + MINUTE).date() != (end - MINUTE).date():
            return dated(f"by the end of {weekday(end - MINUTE)}", value)
        return dated(f"by {sure_clock(end)} on {weekday(end)}", value)

    return {
        "day": lambda value: dated(day(local(value)), value),
        "weekday": lambda value: dated(weekday(local(value)), value),
        "full_date": lambda value: full_date(local(value)),
        "time": lambda value: sure_clock(local(value)),
        "moment": moment,
        **_full_filters(zone),
        "since": lambda value: dated(span(_when(value), zone), value),
        "on": lambda value: dated(on(_when(value), zone), value),
        "by": by,
        "as_of": lambda value: moment(as_of_instant(value)),
        "still_at": lambda value: moment(max(_as_of_times(value))),
    }


def _full_filters(zone: ZoneInfo) -> Mapping[str, Filter]:
    """Give the filters that always name the year, with or without the place whose time it is."""

    def full_moment(value: Printable) -> str:
        return _with_year(span(_when(value), zone), _when(value), zone)

    def stamp(value: Printable) -> str:
        return _with_place(full_moment(value), zone)

    def stamped_on(value: Printable) -> str:
        return _with_place(_with_year(on(_when(value), zone), _when(value), zone), zone)

    return {"full_moment": full_moment, "stamp": stamp, "stamped_on": stamped_on}


def _with_year(words: str, when: When, zone: ZoneInfo) -> str:
    # A day that lasts to midnight ends in its own year.
    last = max(when.earliest, when.latest - MINUTE).astimezone(zone)
    return f"{words} {last.year}"


def _with_place(words: str, zone: ZoneInfo) -> str:
    # A day is the same day wherever it is read; a time of day is not.
    place = zone.key.rpartition("/")[2].replace("_", " ")
    return f"{words} ({place} time)" if TIME_OF_DAY.search(words) else words


def by_as_of(entries: Sequence[FactVersion]) -> Sequence[tuple[FactVersion, ...]]:
    """Part entries that may not share one as-of time, the earliest first.

    What began days after the first of a list must not be told under its time. Within a part, all
    are within a quarter of an hour; what has no time goes with the earliest, as the least fresh.
    """
    timed = sorted(entry.true_at for entry in entries if entry.true_at)
    starts: list[datetime] = []
    for moment in timed:
        if not starts or moment - starts[-1] > SHARED:
            starts.append(moment)
    if len(starts) <= 1:
        return (tuple(entries),)
    parts: list[list[FactVersion]] = [[] for _ in starts]
    for entry in entries:
        at = entry.true_at or starts[0]
        parts[max(n for n, start in enumerate(starts) if start <= at)].append(entry)
    return tuple(tuple(part) for part in parts)


def as_of_instant(value: Printable) -> datetime:
    """Give the earliest as-of time of what is shown, so that no entry is said to be fresher."""
    return min(_as_of_times(value))


def _as_of_times(value: Printable) -> Sequence[datetime]:
    times = [
        part.version.true_at
        for part in _parts(value)
        if isinstance(part, Name) and part.version and part.version.true_at
    ]
    if not times:
        message = "There is no as-of time."
        raise WordingError(message)
    return times


TEXT_FILTERS: Mapping[str, Filter] = {
    "listed": listed,
    "capital": capital,
    "lower_first": lower_first,
    "bare": bare,
    "stop": stop,
    "is_now": is_now,
    "number": number,
    "count": count_words,
}
FILTERS = frozenset({*TEXT_FILTERS, *time_filters(), AGREE})
"""Every filter a wording may use."""


def plain(value: object, zone: ZoneInfo) -> str:
    """Write a value with no filter: an instant as a span, a count as it is meant."""
    if isinstance(value, Name) and isinstance(value.value, Count):
        return count_words(value)
    if isinstance(value, Name) and isinstance(value.value, (When, datetime)):
        return span(_when(value), zone)
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return listed(value)
    return " ".join(str(value).split())


def _parts(value: object) -> Sequence[object]:
    return value if isinstance(value, (list, tuple)) else (value,)


def _distinct(value: object) -> list[str]:
    """Give the words of each part once, leaving out what is empty."""
    return [text for text in dict.fromkeys(str(part) for part in _parts(value)) if text]


def _value(value: object) -> object:
    return value.value if isinstance(value, Name) else value


def _when(value: object) -> When:
    held = _value(value)
    if isinstance(held, When):
        return held
    if isinstance(held, datetime):
        return When.exactly(held)
    message = "An instant is wanted here."
    raise WordingError(message)


def _moment(value: object) -> datetime:
    return _when(value).earliest


def _is_plural(name: str) -> bool:
    """Judge a name's number by its ending: 'gift cards', 'returns and refunds' are plural."""
    head = (
        name.split(" in ", maxsplit=1)[0]
        .split(" with ", maxsplit=1)[0]
        .split(" to ", maxsplit=1)[0]
        .strip()
        .lower()
    )
    last = head.rpartition(" ")[2]
    if head in ONE_THING or last in ONE_THING:
        return False
    return " and " in head or (last.endswith("s") and not last.endswith(("ss", "us", "is")))

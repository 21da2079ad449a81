"""Days and times of day as people write them, read as spans in the zone of the incident."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from disclosure.facts.instants import MONTHS, WEEKDAYS, When

DAY: Final = timedelta(days=1)
SECOND: Final = timedelta(seconds=1)
HALF_A_YEAR: Final = timedelta(days=183)
NOON: Final = 12
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NAMES: Final = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_DAYS: Final = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
_HOLIDAY: Final = (
    r"good friday|easter (?:saturday|sunday|monday|weekend)|maundy thursday|christmas (?:day|eve)"
    r"|boxing day|new year'?s (?:day|eve)|(?:early )?may (?:day )?bank holiday(?: monday)?"
    r"|(?:late may|spring) bank holiday(?: monday)?|(?:late )?(?:august|summer) bank holiday"
    r"(?: monday)?|(?:the )?(?:easter|may|august) bank holiday weekend"
)
_PART: Final = r"(?:early hours|morning|afternoon|evening|night)"
_PARTS: Final = {
    "early hours": (0, 6),
    "morning": (6, 12),
    "afternoon": (12, 18),
    "evening": (18, 24),
    "night": (18, 24),
}
_LED: Final = rf"(?:(?:{'|'.join(_DAYS)}),? (?:the )?)?"
_DAY: Final = re.compile(
    rf"(?P<iso>\b\d{{4}}-\d\d-\d\d)\b|\b{_LED}(?P<slashed>\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}})\b"
    r"|\b(?:(?:the )?weekend of )?"
    rf"(?P<first>\d{{1,2}})(?: and | to | or |-)(?P<last>\d{{1,2}})(?: of)? (?P<both>{_MONTH})\b"
    r"(?:,? (?P<both_year>\d{4})\b)?"
    rf"|\b{_LED}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})\b"
    r"(?:,? (?P<year>\d{4})\b)?"
    rf"|\b{_LED}(?P<month_first>{_MONTH}) (?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)"
    r"(?:,? (?P<year_after>\d{4})\b)?"
    rf"|\b(?P<holiday>{_HOLIDAY})\b(?: (?P<holiday_year>\d{{4}})\b)?"
    r"|\b(?P<relative>the day before yesterday|the day after tomorrow|yesterday|today|tonight"
    r"|tomorrow|last night|this (?:morning|afternoon|evening)|(?:last|this|the) weekend"
    r"|overnight)\b"
    rf"|\b(?P<which>last |this |next )?(?P<weekday>{'|'.join(_DAYS)})\b"
    rf"|\bin (?P<whole>{_MONTH})\b(?: (?P<whole_year>\d{{4}}))?"
)
_PART_BEFORE: Final = re.compile(rf"\b(?P<part>{_PART}) (?:of|on) (?:the )?$")
_PART_AFTER: Final = re.compile(rf"^ (?P<part>{_PART})\b")
_CLOCK: Final = re.compile(
    r"(?P<word>\bnoon\b|\bmidday\b|\bmidnight\b)"
    r"|\b(?P<hour>[01]?\d|2[0-4])(?P<point>[:.])(?P<minute>[0-5]\d)(?!\d|\.\d)"
    r"(?: ?(?P<half>[ap])\.?m\b\.?)?"
    r"|\b(?P<plain>1[0-2]|0?[1-9]) ?(?P<plain_half>[ap])\.?m\b\.?"
    r"|\b(?P<four>(?:[01]\d|2[0-3])[0-5]\d) ?(?:hours|hrs)\b"
)
_ZONE: Final = re.compile(r"^,? \(?(?P<zone>bst|gmt|utc|london time|uk time)\b\)?")
_JOINS: Final = re.compile(
    r"^,?\s*(?:(?:on|at|of|by|around|about|london time|,)\s*){0,3}(?:\w+day,? )?$"
)
_HINT: Final = re.compile(
    r"\d|day\b|noon|midnight|tonight|yesterday|tomorrow|morning|afternoon|evening|night|weekend"
    r"|easter|christmas|holiday|january|february|march|april|may|june|july|august|september"
    r"|october|november|december"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A time as it stands in a text.

    Attributes:
        when: The span it names.
        has_clock: A time of day is given.
        is_loose: Only a weekday or a relative word is given.
    """

    start: int
    end: int
    when: When
    has_clock: bool = False
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """The day on which something is said, and where."""

    on: date
    zone: ZoneInfo

    def span(self, first: date, last: date | None = None) -> When:
        """Give whole days as a span, to the last second."""
        start = datetime.combine(first, time(0), self.zone)
        end = datetime.combine((last or first) + DAY, time(0), self.zone)
        return When(start.astimezone(UTC), end.astimezone(UTC) - SECOND)

    def hours(self, day: date, first: int, last: int) -> When:
        """Give some hours of a day as a span, to the last second."""
        start = datetime.combine(day, time(first), self.zone)
        end = datetime.combine(day, time(0), self.zone) + timedelta(hours=last)
        return When(start.astimezone(UTC), end.astimezone(UTC) - SECOND)


# ---- Holidays ------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def easter(year: int) -> date:
    """Give Easter Sunday of a year in the Gregorian calendar."""
    golden, century = year % 19, year // 100
    skipped = century - century // 4 - (8 * century + 13) // 25
    moon = (19 * golden + skipped + 15) % 30
    moon -= moon // 28 * (1 - 29 // (moon + 1) * ((21 - golden) // 11))
    sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    after = moon - sunday
    month = 3 + (after + 40) // 44
    return date(year, month, after + 28 - 31 * (month // 4))


def holiday(name: str, year: int) -> tuple[date, date]:
    """Give the first and last day of a named holiday."""
    sunday = easter(year)
    for words, shift in (("good friday", -2), ("maundy", -3), ("easter saturday", -1)):
        if words in name:
            return sunday + shift * DAY, sunday + shift * DAY
    if "easter monday" in name:
        return sunday + DAY, sunday + DAY
    if "easter" in name:
        whole = "weekend" in name
        return (sunday - 2 * DAY, sunday + DAY) if whole else (sunday, sunday)
    fixed = {"christmas day": (12, 25), "christmas eve": (12, 24), "boxing": (12, 26)}
    fixed |= {"s day": (1, 1), "s eve": (12, 31)}
    for words, (month, day) in fixed.items():
        if words in name:
            return date(year, month, day), date(year, month, day)
    monday = _bank_holiday(name, year)
    return (monday - 2 * DAY, monday) if "weekend" in name else (monday, monday)


def _bank_holiday(name: str, year: int) -> date:
    is_last = any(word in name for word in ("late", "spring", "august", "summer"))
    month = 8 if "august" in name or "summer" in name else 5
    if not is_last:
        first = date(year, month, 1)
        return first + (-first.weekday() % 7) * DAY
    last = date(year, month, 31)
    return last - last.weekday() * DAY


# ---- Days ----------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def times_in(text: str, today: Today, *, is_future: bool = False) -> tuple[Said, ...]:
    """Give the times a tidied text names, in order.

    Args:
        text: The text, in lower case.
        today: When and where it is said.
        is_future: A bare weekday is the next one, not the last.
    """
    if not _HINT.search(text):
        return ()
    days = [said for found in _DAY.finditer(text) if (said := _day(found, today, ahead=is_future))]
    clocks = list(_CLOCK.finditer(text))
    return tuple(sorted(_joined(text, days, clocks, today), key=lambda said: said.start))


def _day(found: re.Match[str], today: Today, *, ahead: bool) -> Said | None:
    try:
        when = _named(found, today) or _loose(found, today, ahead=ahead)
    except ValueError:  # 31 April
        return None
    if when is None:
        return None
    loose = bool(found["relative"] or found["weekday"])
    start, end = found.span()
    part = _PART_BEFORE.search(found.string, 0, start) or _PART_AFTER.search(found.string[end:])
    if part and when.latest - when.earliest < DAY:
        first, last = _PARTS[part["part"]]
        when = today.hours(when.local(today.zone)[0].date(), first, last)
        is_after = found.string[end : end + part.end()] == part[0]
        start, end = (start, end + part.end()) if is_after else (part.start(), end)
    return Said(start, end, when, is_loose=loose)


def _named(found: re.Match[str], today: Today) -> When | None:
    if found["holiday"]:
        of_year = int(found["holiday_year"] or 0)
        nearest = _nearest(lambda y: holiday(found["holiday"], y)[0], of_year, today)
        return today.span(*holiday(found["holiday"], nearest.year))
    if found["whole"]:
        first = _dated(1, _NAMES[found["whole"][:3]], found["whole_year"], today)
        return today.span(first, (first + 31 * DAY).replace(day=1) - DAY)
    if found["first"]:
        month = _NAMES[found["both"][:3]]
        ends = [_dated(int(found[n]), month, found["both_year"], today) for n in ("first", "last")]
        return today.span(min(ends), max(ends))
    single = _single(found, today)
    return today.span(single) if single else None


def _single(found: re.Match[str], today: Today) -> date | None:
    if found["iso"]:
        return date.fromisoformat(found["iso"])
    if found["slashed"]:
        day, month, year = map(int, re.split(r"[/.]", found["slashed"]))
        return date(year, month, day)
    number, name = found["day"] or found["day_after"], found["month"] or found["month_first"]
    if not number:
        return None
    return _dated(int(number), _NAMES[name[:3]], found["year"] or found["year_after"], today)


def _dated(day: int, month: int, year: str | None, today: Today) -> date:
    return _nearest(lambda y: date(y, month, day), int(year or 0), today)


def _nearest(at: Callable[[int], date], year: int, today: Today) -> date:
    """Give the day in its year, or in the year that brings it nearest to when it is said."""
    years = (year,) if year else (today.on.year - 1, today.on.year, today.on.year + 1)
    return min((at(y) for y in years), key=lambda d: abs(d - today.on))


def _loose(found: re.Match[str], today: Today, *, ahead: bool) -> When | None:
    if found["relative"]:
        return _relative(found["relative"], today)
    if not found["weekday"]:
        return None
    wanted = _DAYS[found["weekday"]]
    back = (today.on.weekday() - wanted) % 7
    which = (found["which"] or "").strip()
    if which == "last" and back == 0:
        back = 7
    days = (wanted - today.on.weekday()) % 7
    if which == "next" or (ahead and which != "last"):
        return today.span(today.on + (days or (7 if which == "next" else 0)) * DAY)
    return today.span(today.on - back * DAY)


def _relative(words: str, today: Today) -> When:
    whole = {"yesterday": -1, "today": 0, "tomorrow": 1, "the day before yesterday": -2}
    whole |= {"the day after tomorrow": 2}
    if words in whole:
        return today.span(today.on + whole[words] * DAY)
    if "weekend" in words:
        saturday = today.on - ((today.on.weekday() - 5) % 7) * DAY
        return today.span(saturday, saturday + DAY)
    if words in ("last night", "overnight"):
        evening, morning = today.hours(today.on - DAY, 18, 24), today.hours(today.on, 0, 6)
        return When(evening.earliest, morning.latest)
    part = "evening" if words == "tonight" else words.partition(" ")[2]
    return today.hours(today.on, *_PARTS[part])


# ---- Times of day --------------------------------------------------------------------------------


def _joined(
    text: str, days: list[Said], clocks: list[re.Match[str]], today: Today
) -> Iterator[Said]:
    """Give days with the time of day beside them, and times of day alone as today's."""
    used: set[int] = set()
    for found in clocks:
        is_price = text[: found.start()].endswith(("£", "$", "€"))
        if is_price or any(d.start <= found.start() < d.end for d in days):
            continue
        said, partner = _clock_said(found, text, days, today)
        if said is not None:
            used |= {days.index(partner)} if partner else set()
            yield said
    yield from (day for place, day in enumerate(days) if place not in used)


def _clock_said(
    found: re.Match[str], text: str, days: list[Said], today: Today
) -> tuple[Said | None, Said | None]:
    """Give a time of day with the day beside it; without one it is today's."""
    zone_said = _ZONE.match(text[found.end() :])
    end = found.end() + (zone_said.end() if zone_said else 0)
    partner = _partner(text, days, (found.start(), end))
    day = partner.when.local(today.zone)[0].date() if partner else today.on
    at = _at(found, day, _zone_of(zone_said, today))
    if partner is None and _is_opening_hour(found, text):
        return None, None
    # "9.30" alone may be a price, a score or a version.
    if at is None or (found["point"] == "." and not found["half"] and not partner):
        return None, None
    starts, ends = [found.start()], [end]
    if partner:
        starts.append(partner.start)
        ends.append(partner.end)
    loose = partner is None or partner.is_loose
    said = Said(min(starts), max(ends), When.exactly(at), has_clock=True, is_loose=loose)
    return said, partner


_HOURS_BEFORE: Final = re.compile(
    r"\b(?:from|between) $|\b(?:noon|midday|midnight|[ap]m|\d\d|\d) ?(?:to|and|until|till|-) ?$"
)
_HOURS_AFTER: Final = re.compile(r"^ ?(?:to|until|till|-) ?\d")


def _is_opening_hour(found: re.Match[str], text: str) -> bool:
    """Say whether a time of day is an end of hours that come again each day: 8 am to 8 pm."""
    before, after = text[: found.start()], text[found.end() :]
    return bool(_HOURS_BEFORE.search(before) or _HOURS_AFTER.search(after))


def _partner(text: str, days: list[Said], place: tuple[int, int]) -> Said | None:
    """Give the day that stands beside a time of day: '18:00 on 19 April', 'today at 6 pm'."""
    start, end = place
    for day in days:
        if end <= day.start and _JOINS.match(text[end : day.start]):
            return day
        if day.end <= start and _JOINS.match(text[day.end : start]):
            return day
    return None


def _zone_of(said: re.Match[str] | None, today: Today) -> ZoneInfo | timedelta:
    if said is None or "time" in said["zone"]:
        return today.zone
    return timedelta(hours=1) if said["zone"] == "bst" else timedelta(0)


def _at(found: re.Match[str], day: date, zone: ZoneInfo | timedelta) -> datetime | None:
    clock = _clock(found)
    if clock is None:
        return None
    hour, minute = clock
    if isinstance(zone, timedelta):
        start = datetime.combine(day, time(0), UTC) - zone
    else:
        start = datetime.combine(day, time(0), zone)
        return (start + timedelta(hours=hour, minutes=minute)).astimezone(UTC)
    return start + timedelta(hours=hour, minutes=minute)


def _clock(found: re.Match[str]) -> tuple[int, int] | None:
    if found["word"]:
        return (24 if found["word"] == "midnight" else NOON), 0
    if found["four"]:
        return int(found["four"][:2]), int(found["four"][2:])
    hour = int(found["hour"] or found["plain"])
    half = found["half"] or found["plain_half"]
    if half and hour > NOON:
        return None
    if half:
        hour = hour % NOON + (NOON if half == "p" else 0)
    return hour, int(found["minute"] or 0)

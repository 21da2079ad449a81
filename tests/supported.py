"""What the facts beneath a sentence allow it to say, worked out on its own.

The instants are put into words here once more: no code is shared with the filters that write them.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from drafted import Drafted

from builders import a_case_file
from disclosure.facts.instants import When
from disclosure.facts.versions import Count, FactVersion
from disclosure.words.drafts import FIXED, Sentence

LONDON = ZoneInfo("Europe/London")
MONTHS = [f"{datetime(2026, n, 1, tzinfo=LONDON):%B}" for n in range(1, 13)]
DAYS = [f"{datetime(2026, 6, n, tzinfo=LONDON):%A}" for n in range(1, 8)]  # from a Monday
NUMBER_WORDS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
PLACES = (
    "United Kingdom|UK|Great Britain|England|Scotland|Wales|Northern Ireland|Ireland|London"
    "|Manchester|Birmingham|Leeds|Liverpool|Bristol|Sheffield|Newcastle|Nottingham|Leicester"
    "|Edinburgh|Glasgow|Aberdeen|Dundee|Cardiff|Swansea|Belfast|Derry|Oxford|Cambridge|York"
)
LOOSE = re.compile(
    # The month of May is told from the verb by its capital inside a sentence, or by a day.
    rf"\d[\d.,:]*|\b(?:{'|'.join(m for m in MONTHS if m != 'May')})\b|(?<=[a-z,] )May\b"
    rf"|\b(?:{'|'.join(DAYS)})\b|\b(?i:{NUMBER_WORDS})\b|\b(?:{PLACES})\b"
)

FIXED_WITH_NUMBERS = {
    # Section 164A gives 30 days to acknowledge a complaint.
    "complaint": ("30 days", "Data Protection Act 2018 s.164A"),
}
"""Fixed sentences that name a number, the number, and the law it comes from."""
CLOCKS_STARTED_BY = ("judgement.aware_personal_data.open",)
"""What starts a time limit while it is open; a sentence about it may name the limit."""


# ---- What a version supports --------------------------------------------------------------------


def _exact(moment: datetime) -> list[str]:
    at = moment.astimezone(LONDON)
    day = f"{at.day} {MONTHS[at.month - 1]}"
    name = DAYS[at.weekday()]
    days = [f"{name} {day} {at.year}", f"{name} {day}", f"{day} {at.year}", day]
    return [f"{at:%H:%M} on {each}" for each in days] + days


def _spread(when: When) -> list[str]:
    """Put a span into words: never with a time of day that is not known."""
    start, end = when.earliest.astimezone(LONDON), when.latest.astimezone(LONDON)
    last = end - timedelta(seconds=1)
    first, final = f"{start.day} {MONTHS[start.month - 1]}", f"{last.day} {MONTHS[last.month - 1]}"
    if first != final:
        said = f"the weekend of {start.day} and {final}"
        named = f"{DAYS[start.weekday()]} {first} and {DAYS[last.weekday()]} {final}"
        found = [named] if start.weekday() != 5 else [f"{said} {last.year}", said, named]
        return [*found, first, final]
    named = f"{DAYS[start.weekday()]} {first}"
    part = {0: "night", 6: "morning", 12: "afternoon", 18: "evening"}.get(start.hour, "")
    whole = last - start > timedelta(hours=23)
    lead = "" if whole or not part else f"the {part} of "
    return [f"{lead}{named} {start.year}", f"{lead}{named}", f"{named} {start.year}", named]


def _said_of(value: object) -> list[str]:
    if isinstance(value, datetime):
        return _exact(value)
    if isinstance(value, When):
        return _exact(value.earliest) if value.earliest == value.latest else _spread(value)
    if isinstance(value, Count):
        return [f"{value.low:,}", f"{value.high:,}"]
    return []


def _supported(version: FactVersion, held: Drafted) -> list[str]:
    """Give every phrase that a version allows in a text."""
    support = version.support
    raw = [version.value, *version.fields.values(), version.true_at]
    raw += [support.expected_by, support.checked_until]
    phrases = [phrase for value in raw for phrase in _said_of(value)]
    if phrases:
        phrases.append("London time")
    words = [held.sources.words_of(version, name) for name in (version.fields or ("",))]
    words += [support.basis, support.reason, support.checked, support.checked_by]
    words += [support.being_checked, support.source]
    return phrases + [word.rstrip(".") for word in words if len(word) > 3]


def _without(text: str, phrases: Iterable[str]) -> str:
    for phrase in sorted(set(phrases), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", "…", text, flags=re.IGNORECASE)
    return text


@cache
def named_in(case: str) -> tuple[str, ...]:
    """Give the services and ways to pay of a case, as names without 'our'."""
    loaded = a_case_file(case)
    known = loaded.known_at(loaded.at).current.values()
    names = {
        str(v.fields.get("name") or v.fields.get("method"))
        for v in known
        if v.record in ("service", "payment")
    }
    return tuple(sorted(re.sub(r"^(?:all )?our ", "", name) for name in names))


def faults(sentence: Sentence, held: Drafted) -> list[str]:
    """Give what stands in a sentence and in none of the versions it rests on."""
    versions = [held.sources.facts[rest.fact] for rest in sentence.rests_on]
    left = _without(sentence.text, [p for v in versions for p in _supported(v, held)])
    if any(version.key.startswith("judgement.") for version in versions):
        left = _without(left, re.findall(r"\d[\d./]*", sentence.cite))
    if any(version.key in CLOCKS_STARTED_BY for version in versions):
        left = _without(left, ["72 hours"])  # UK GDPR Art 33(1)
    # Another question of the form.
    left = re.sub(r"; see [A-Z]\d+\.$|\bstands under [A-Z]\d+:", "", left)
    if sentence.kind == FIXED and sentence.id in FIXED_WITH_NUMBERS:
        number, cite = FIXED_WITH_NUMBERS[sentence.id]
        left = _without(left, [number] if sentence.cite == cite else [])
    loose = LOOSE.findall(left)
    named = [n for n in named_in(held.case) if re.search(rf"(?i)\b{re.escape(n)}\b", left)]
    return loose + named

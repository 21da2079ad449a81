"""Whatever a text says rests on a fact, and nothing stands in it that is not in its facts.

The instants are put into words here once more, on their own: the test shares no code with the
filters that write them.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from drafted import CASE_NAMES, Drafted, all_drafted, of_every_text, the_draft

from builders import a_case_file
from disclosure.facts.instants import When
from disclosure.facts.versions import Count, FactVersion
from disclosure.words.drafts import FIXED, SENTENCE, HeadingPart, Sentence

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


def _named_in(case: str) -> tuple[str, ...]:
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
    left = re.sub(r"; see [A-Z]\d+\.$", "", left)  # another question of the form
    if sentence.kind == FIXED and sentence.id in FIXED_WITH_NUMBERS:
        number, cite = FIXED_WITH_NUMBERS[sentence.id]
        left = _without(left, [number] if sentence.cite == cite else [])
    loose = LOOSE.findall(left)
    named = [n for n in _named_in(held.case) if re.search(rf"(?i)\b{re.escape(n)}\b", left)]
    return loose + named


# ---- All notices of all cases -------------------------------------------------------------------


@of_every_text
def test_every_sentence_rests_on_a_fact_as_it_stands(held) -> None:
    for sentence in held.draft.said():
        assert sentence.kind == FIXED or sentence.rests_on, sentence.text
        for rest in sentence.rests_on:
            version = held.sources.facts[rest.fact]
            assert (version.number, version.standing) == (rest.version, rest.standing)


@of_every_text
def test_no_number_date_place_or_service_stands_without_its_fact(held) -> None:
    found = {s.text: faults(s, held) for s in held.draft.said() if faults(s, held)}
    assert found == {}


@of_every_text
def test_headings_name_no_number_date_place_or_service(held) -> None:
    headings = [p.text for p in held.draft.parts if isinstance(p, HeadingPart)]
    names = _named_in(held.case)
    assert [h for h in headings if LOOSE.search(h) or h.lower() in names] == []


def test_fixed_sentences_that_name_a_number_carry_the_law_it_comes_from() -> None:
    fixed = [s for held in all_drafted() for s in held.draft.said() if s.kind == FIXED]
    numbered = {s.id: s.cite for s in fixed if LOOSE.search(s.text)}
    assert numbered == {name: cite for name, (_, cite) in FIXED_WITH_NUMBERS.items()}


# ---- The test itself can fail -------------------------------------------------------------------


def _affected(text: str) -> list[str]:
    """Judge a text as if it stood where the market reads what is affected."""
    held = the_draft("ms-2025", "uk.mar.17-1.announce.market")
    sentence = next(s for s in held.draft.said() if s.id == "affected:contactless")
    return faults(replace(sentence, text=text), held)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("As of 13:30 on 22 April, there are problems with contactless payment.", []),
        ("As of 13:31 on 22 April, there are problems with contactless payment.", ["13:31"]),
        ("As of 13:30 on 23 April, there are problems.", ["13:30", "23", "April"]),
        ("There are problems with gift cards.", ["gift cards"]),
        ("There are problems with contactless payment in Leeds.", ["Leeds"]),
        ("There are problems in three stores.", ["three", "stores"]),
        ("About 1,200 people are affected.", ["1,200"]),
        ("Contactless payment may be affected.", []),
        ("Contactless payment will be back in May.", ["May"]),
        ("It has been affected since Friday.", ["Friday"]),
    ],
)
def test_what_no_fact_supports_is_seen(text, found) -> None:
    assert _affected(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Services have been affected since the morning of Saturday 23 October.", []),
        ("Services have been affected since 07:00 on Saturday 23 October.", ["07:00"]),
        ("Services have been affected since the evening of Friday 22 October.", None),
    ],
)
def test_an_instant_is_not_told_more_precisely_than_it_is_known(text, found) -> None:
    held = the_draft("tesco-2021", "uk.mar.17-1.announce.market")
    what = next(s for s in held.draft.said() if s.id == "what")
    assert what.kind == SENTENCE
    seen = faults(replace(what, text=text), held)
    assert seen == found if found is not None else seen


def test_there_are_four_cases_and_every_notice_is_among_them() -> None:
    assert {held.case for held in all_drafted()} == set(CASE_NAMES)
    assert len(all_drafted()) == 4 * len({held.notice.id for held in all_drafted()})

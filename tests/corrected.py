"""What was said and does not hold any more, for the tests of corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from drafted import as_released
from drafted import drafted as drafted_of

from builders import (
    NOON,
    a_case_file,
    a_known,
    a_release,
    an_entry,
    the_catalogue,
)
from disclosure.facts.case import Case, Release, ReleasedSentence
from disclosure.facts.standings import Change
from disclosure.facts.versions import FactVersion
from disclosure.words.corrections import Overtaken, overtaken
from disclosure.words.drafts import Draft

HOUR = timedelta(hours=1)
EMAIL, LETTER, REPORT = (
    "voluntary.email.customers",
    "voluntary.letter.staff",
    "uk.law.1.a.authority",
)
WAS = "Our website was working at 09:00 on 20 November."
WORKING = {"name": "our website", "area": "online", "state": "working"}


def web(number: int = 1, state: str = "working", **more) -> FactVersion:
    """Give a version of what is known of the website; each later one was recorded an hour on."""
    return an_entry(
        entry="website",
        fields={**WORKING, "state": state, **more.pop("fields", {})},
        number=number,
        recorded_at=NOON - (6 - number) * HOUR,
        true_at=NOON - (6 - number) * HOUR,
        **more,
    )


STOPPED = web(2, "stopped")


def told(
    *rests_on: str,
    notice: str = EMAIL,
    at: float = -4,
    text: str = WAS,
    series: int = 1,
    sentence: str = "working",
) -> Release:
    """Give a text with one sentence, given out so many hours after noon."""
    said = ReleasedSentence(text, tuple(rests_on), sentence)
    audience = notice.rpartition(".")[2]
    return replace(
        a_release(audience, NOON + at * HOUR, name=f"{notice}#{series}", sentences=[said]),
        notice=notice,
    )


def found(
    *facts: FactVersion,
    releases: Sequence[Release],
    reach_each: frozenset[str] = frozenset(),
    **more,
) -> tuple[Overtaken, ...]:
    known = a_known(*facts, releases=releases)
    return overtaken(replace(known, **more), reach_each=reach_each)


def is_open(*facts: FactVersion, releases: Sequence[Release], **more) -> list[bool]:
    return [one.is_open for one in found(*facts, releases=releases, **more)]


# ---- A real case ----

WEBSITE = "service:website-and-app"
ANNOUNCEMENT, TILL = "uk.mar.17-1.announce.market", "voluntary.till.customers"
BREACH, POST = "uk.gdpr.33.initial.authority", "voluntary.post.public"
OUT = (ANNOUNCEMENT, EMAIL, TILL, BREACH, POST)
CORRECTIONS = ("uk.mar.17-1.correction.market", "voluntary.correction.customers")


def a_retailer() -> Case:
    """Give the case of 22 April with five texts, given out half an hour after it was drafted."""
    case = a_case_file("ms-2025")
    return replace(case, releases=tuple(out(case, name, 0.5) for name in OUT))


def out(case: Case, name: str, hours: float) -> Release:
    made = drafted_of(case, the_catalogue().notice(name)).draft
    return given_out(made, case.at + hours * HOUR)


def given_out(made: Draft, at) -> Release:
    said = as_released(made)
    release = a_release(made.audience, at, name=f"{made.notice}#1", sentences=said)
    return replace(release, notice=made.notice)


def next_of(case: Case, **more) -> Case:
    """Record on 25 April that orders on the website have stopped."""
    (held,) = (version for version in case.facts if version.key == WEBSITE)
    at = case.at + 74 * HOUR
    given = {
        "number": 2,
        "change": Change.CHANGES,
        "recorded_at": at,
        "true_at": at,
        "fields": {**held.fields, "state": "stopped", "detail": "customers cannot order"},
    }
    later = replace(held, **(given | more))
    return replace(case, facts=(*case.facts, later), at=at + HOUR)


def flagged(case: Case) -> list[str]:
    known = case.known_at(case.at)
    return [one.release.notice for one in overtaken(known) if one.is_open and one.is_telling]

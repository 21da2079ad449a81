"""Rules about texts given out: who hears first, what no longer holds, what contradicts what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosure.facts.case import Known, Release
from disclosure.facts.instants import clock, day
from disclosure.facts.standings import Change, Quality
from disclosure.facts.versions import Count, FactVersion
from disclosure.words.corrections import How, newest_rests, overtaken
from disclosure.words.filters import figure
from disclosure.words.findings import (
    CaseInputs,
    Finding,
    Severity,
    in_quotes,
    of_case,
    of_draft,
)

MARKET = "market"
INSIDE_INFORMATION = "inside_information"
DELAY = "delay_disclosure"
ON_A_MARKET = "market.uk_admitted"
BOTH_AT_ONCE = (
    "Do not hold such a warning back: bring the announcement forward so that both go at the same "
    "moment."
)
"""What is to be done about a warning to people while the market has not been told."""

# ---- Who hears first -----------------------------------------------------------------------------


def order_of_release(case: CaseInputs) -> Iterator[Finding]:
    """Find texts that would tell, or told, others before the market.

    Telling staff, customers or suppliers at large is public disclosure: the announcement goes
    first or at the same instant (UK MAR Art 17(1) and 17(8)). It is brought forward for a warning
    that people need; the warning never waits.
    """
    judged = case.known.judgement(INSIDE_INFORMATION)
    if judged is None:
        yield from _must_be_judged(case)
    elif judged.value == "yes":
        yield from _told_before_the_market(case)
        if case.known.first_release(MARKET) is None:
            yield from _waiting_for_the_market(case)


def _must_be_judged(case: CaseInputs) -> Iterator[Finding]:
    listed = any(value == "yes" for _, value in case.known.organisation.answers(ON_A_MARKET))
    if listed and any(case.is_wide(draft.audience) for draft in case.drafts):
        yield of_case(
            "order-of-release",
            Severity.WARNING,
            "Nobody has judged whether this is inside information, and the issuer is on a UK "
            "market. If it is, the market must hear before, or at the same instant as, staff, "
            "customers and the press (UK MAR Art 17). Have the disclosure committee judge it "
            "before the wider texts go out; a warning that people need to protect themselves does "
            "not wait.",
            facts=(f"judgement.{INSIDE_INFORMATION}",),
        )


def _waiting_for_the_market(case: CaseInputs) -> Iterator[Finding]:
    delay = case.known.judgement(DELAY)
    delayed = delay is not None and delay.value == "yes"
    why = (
        "Disclosure is being delayed, which is allowed only while the matter stays confidential, "
        "and this text would end that (UK MAR Art 17(4))."
        if delayed
        else "This is inside information, and the market has not been told: it must hear first or "
        "at the same instant (UK MAR Art 17(1) and (8))."
    )
    for draft in case.drafts:
        if case.is_wide(draft.audience):
            message = (
                f"{why} Release this once the announcement is out. A warning that people need to "
                f"protect themselves goes with it. {BOTH_AT_ONCE}"
            )
            yield of_draft("order-of-release", Severity.STOP, draft, message)


def _told_before_the_market(case: CaseInputs) -> Iterator[Finding]:
    judged = case.known.judgement(INSIDE_INFORMATION)
    since = judged.instant.earliest if judged and judged.instant else None
    market = case.known.first_release(MARKET)
    for release in case.known.releases:
        early = market is None or release.at < market.at
        inside = since is None or release.at >= since
        if early and inside and case.is_wide(release.audience):
            local = release.at.astimezone(case.known.zone)
            yield of_case(
                "order-of-release",
                Severity.STOP,
                f"The text “{release.id}” went out at {clock(local)} on {day(local)}, before the "
                "market was told what is judged to be inside information. Some may have traded on "
                "what others did not know (UK MAR Art 17(8)). Announce at once if that has not "
                "happened, and ask counsel today.",
            )


# ---- What no longer holds ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Moved:
    """A fact beneath a text given out that has moved since, and its readers were not told.

    Attributes:
        version: The version the text rests on.
        by: The first later version that does more than re-confirm it.
        is_more: What was said of it still stands, and more is known.
    """

    release: Release
    version: FactVersion
    by: FactVersion
    is_more: bool = False


def moved_since(
    known: Known, of: str = "", *, reach_each: frozenset[str] = frozenset()
) -> Iterator[Moved]:
    """Give what has moved beneath the texts given out, or beneath the one of that id.

    A fact that was only re-confirmed has not moved, of one on which the same readers have had a
    newer text they were told, and what somebody decided to let stand is settled.

    Args:
        known: What is known now.
        of: The id of one text given out; none means all of them.
        reach_each: The ids of the notices that are sent to each of their readers.
    """
    found: dict[tuple[str, str, str], Moved] = {}
    for one in overtaken(known, of, reach_each=reach_each):
        for shift in one.open:
            place = (one.release.id, one.release.audience, shift.held.name)
            is_more = shift.how is How.MORE
            found[place] = Moved(one.release, shift.held, shift.by, is_more=is_more)
    yield from found.values()


def statements_overtaken(case: CaseInputs) -> Iterator[Finding]:
    """Find released statements whose facts have moved on since.

    What was true and has changed calls for a new text; what was wrong when said calls for a
    correction that says so.
    """
    for moved in moved_since(case.known, reach_each=case.reach_each):
        finding = _said_less(moved, case) if moved.is_more else _overtaken(moved, case)
        name = moved.version.name
        yield from (replace(finding, sentence=where) for where in _where(moved.release, name))


def _where(release: Release, name: str) -> tuple[str, ...]:
    """Give the sentences that rest on a version; the text as a whole where they bear no ids."""
    held = (s.id for s in release.sentences if name in s.rests_on and s.id)
    return tuple(dict.fromkeys(held)) or ("",)


def _later(version: FactVersion, known: Known) -> list[FactVersion]:
    found = [
        v for v in known.versions.values() if v.key == version.key and v.number > version.number
    ]
    return sorted(found, key=lambda v: v.number)


def _said_less(moved: Moved, case: CaseInputs) -> Finding:
    local = moved.by.recorded_at.astimezone(case.known.zone)
    message = (
        f"The text “{moved.release.id}” rests on {case.label(moved.version.key)}, of which more is "
        f"known since {clock(local)} on {day(local)}. What it says of it still stands. See whether "
        "its readers do something else once they know the rest, and tell them then."
    )
    return Finding("stale", Severity.NOTE, moved.release.notice, "", message)


def _overtaken(moved: Moved, case: CaseInputs) -> Finding:
    release, version, by = moved.release, moved.version, moved.by
    rule, severity = {
        Change.WRONG_WHEN_SAID: ("needs-correction", Severity.STOP),
        Change.WITHDRAWN: ("rests-on-withdrawn", Severity.WARNING),
    }.get(by.change, ("stale", Severity.WARNING))
    local = by.recorded_at.astimezone(case.known.zone)
    before, now = version.fields.get("state"), by.fields.get("state")
    states = f" from “{before}” to “{now}”" if rule == "stale" and before != now else ""
    reason = f" ({by.change_reason.rstrip('.')})" if by.change_reason else ""
    message = (
        f"The text “{release.id}” rests on {case.label(version.key)}, which {_HAPPENED[rule]}"
        f"{states} at {clock(local)} on {day(local)}{reason}. {_TO_DO[rule]}"
    )
    return Finding(rule, severity, release.notice, "", message)


OVERTAKEN = frozenset({"needs-correction", "rests-on-withdrawn", "stale"})
"""The rules about texts that were true, or were thought so, when they went out."""

_HAPPENED = {
    "needs-correction": "was found to have been wrong when said",
    "rests-on-withdrawn": "was withdrawn",
    "stale": "changed",
}
_TO_DO = {
    "needs-correction": "Whoever still relies on it is misled. Send the same readers a correction "
    "that says what was wrong and what is right.",
    "rests-on-withdrawn": "It may say something that nobody stands behind any more. Decide whether "
    "its readers must be told.",
    "stale": "Its readers still act on what was so before. Give them a new text that says what "
    "has changed.",
}


# ---- What contradicts what -----------------------------------------------------------------------

_AS_ABOUT = r"(?:about|around|roughly|approximately|some|nearly|almost|estimated)"
_AS_LEAST = r"(?:at least|more than|over|no fewer than|upwards of)"
_AS_MOST = r"(?:at most|up to|no more than|fewer than|a maximum of|under)"
_QUALITIES = {
    Quality.ABOUT: re.compile(rf"\b{_AS_ABOUT}\s+$", re.IGNORECASE),
    Quality.AT_LEAST: re.compile(rf"\b{_AS_LEAST}\s+$", re.IGNORECASE),
    Quality.AT_MOST: re.compile(rf"\b{_AS_MOST}\s+$", re.IGNORECASE),
    Quality.RANGE: re.compile(r"\bbetween\s+$", re.IGNORECASE),
}
_COUNTED = {
    "people": r"(?:people|persons?|customers|members|colleagues|employees|users|subscribers"
    r"|students|patients|children)",
}


def contradictions(case: CaseInputs) -> Iterator[Finding]:
    """Find texts that say different things about the same fact.

    Figures and dates that differ between a report, an announcement and a letter are compared
    within the day (pitfall P5; rule N4).
    """
    yield from _different_versions(case)
    yield from _different_qualities(case)
    yield from _changed_without_saying_so(case)


def _different_versions(case: CaseInputs) -> Iterator[Finding]:
    titles: dict[str, dict[int, str]] = {}
    for draft, sentence in case.said():
        for rest in newest_rests(sentence.rests_on):
            titles.setdefault(rest.fact, {}).setdefault(rest.version, draft.title)
    for key, versions in sorted(titles.items()):
        if len(versions) > 1:
            yield _contradiction(
                f"{in_quotes(list(dict.fromkeys(versions.values())))} rest on different versions "
                f"of {case.label(key)}.",
                "Draft all texts anew from what is known now.",
                key,
            )


def _different_qualities(case: CaseInputs) -> Iterator[Finding]:
    for key, version in case.known.current.items():
        if not isinstance(version.value, Count):
            continue
        seen: dict[Quality, str] = {}
        for title, text in _texts_on(key, case):
            for quality in _qualities_in(text, version.value):
                seen.setdefault(quality, title)
        if len(seen) > 1:
            words = {
                Quality.EXACT: "exact",
                Quality.ABOUT: "a rough figure",
                Quality.AT_LEAST: "a lower limit",
                Quality.AT_MOST: "an upper limit",
                Quality.RANGE: "a range",
            }
            readings = " and ".join(
                f"{words[quality]} in “{title}”" for quality, title in sorted(seen.items())
            )
            yield _contradiction(
                f"{case.label(key)}, {version.value.low:,}, is given as {readings}.",
                "Say it the same way everywhere, as it was recorded.",
                key,
            )


def _texts_on(key: str, case: CaseInputs) -> Iterator[tuple[str, str]]:
    for draft, sentence in case.said():
        # Who quotes what was said before says it of then, and beside it what is so now.
        if [rest.fact for rest in sentence.rests_on].count(key) == 1:
            yield draft.title, sentence.text
    for release in case.known.releases:
        for said in release.sentences:
            if [name.rpartition("@")[0] for name in said.rests_on].count(key) == 1:
                yield release.id, said.text


def _qualities_in(text: str, count: Count) -> Iterator[Quality]:
    unit = _COUNTED.get(count.unit, re.escape(count.unit))
    said = f"(?:{count.low:,}|{count.low}|{re.escape(figure(count.low, Quality.ABOUT))})"
    upper = "" if count.low == count.high else r"(?:\s+(?:and|to)\s+[\d,.]+(?:\s+million)?)?"
    number = re.compile(rf"(?i)(?<![\w.,:]){said}{upper}\s+(?:[\w-]+\s+){{0,2}}?{unit}\b")
    for found in number.finditer(text):
        before = text[: found.start()]
        matches = (quality for quality, words in _QUALITIES.items() if words.search(before))
        yield next(matches, Quality.EXACT)


def _changed_without_saying_so(case: CaseInputs) -> Iterator[Finding]:
    """Find released values that differ from now though every version since re-confirms them."""
    for release in case.known.releases:
        for name in dict.fromkeys(n for s in release.sentences for n in s.rests_on):
            version = case.known.versions.get(name)
            since = _unbroken(_later(version, case.known)) if version else []
            if version and any(_content(v) != _content(version) for v in since):
                yield _contradiction(
                    f"The text “{release.id}” gave {case.label(version.key)} otherwise than it is "
                    "recorded now, and no version since says that it changed.",
                    "Record whether it changed or was wrong when said.",
                    version.key,
                )


def _unbroken(later: Sequence[FactVersion]) -> list[FactVersion]:
    """Give the versions up to the first that does more than re-confirm."""
    found: list[FactVersion] = []
    for version in later:
        if version.change is not Change.RE_CONFIRMS:
            break
        found.append(version)
    return found


def _content(version: FactVersion) -> tuple[object, ...]:
    return (version.value, dict(version.fields))


def _contradiction(what: str, do: str, fact: str) -> Finding:
    why = "Regulators, journalists and customers compare texts within the day."
    return of_case("contradiction", Severity.STOP, f"{what} {why} {do}", facts=(fact,))

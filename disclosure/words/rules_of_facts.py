"""Rules about the facts: what contradicts itself, what others say, what is only half said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.facts.instants import When, span
from disclosure.facts.standings import Ceiling, Standing
from disclosure.facts.versions import Count, FactVersion
from disclosure.words.findings import (
    STATED,
    CaseInputs,
    Finding,
    Severity,
    in_quotes,
    of_case,
)

INVOLVED = "personal_data.involved"
AWARE = "aware_personal_data"
NEED_TO_ACT = "customers.need_to_act"
WORKING = ("open", "working", "restored")
AFFECTED = ("affected", "stopped", "delayed")
PEOPLE, MOST_PEOPLE = "personal_data.people_count", "personal_data.people_maximum"
BEHIND_THE_SCENES = ("internal", "staff", "supply")
"""Areas of services that customers do not use."""
SWITCHES_OFF = re.compile(
    r"\b(?:offline|disconnect\w*|withdr\w+|isolat\w+|suspend\w*|disabl\w+|paus\w+|unplug\w*"
    r"|(?:shut|switch|turn|cut|clos|tak|took|block|stopp)\w* (?:[\w'-]+ ){0,4}?(?:off|down)"
    r"|closed|blocked|stopped|cut access)\b",
    re.IGNORECASE,
)
Wrong = tuple[str, tuple[str, ...]]
"""What cannot be so, and the facts it speaks of."""
_OPENERS = re.compile(r"^(?:all )?(?:of )?(?:our|the|your|all) ", re.IGNORECASE)


def unpaired_containment(case: CaseInputs) -> Iterator[Finding]:
    """Find steps that took something away from readers without saying what.

    "Taken offline" is paired with what readers can no longer do (rule X4 of the checklist); else
    they find out at the till.
    """
    for entry in case.known.entries("containment"):
        step = entry.fields.get("step")
        takes_away = isinstance(step, str) and SWITCHES_OFF.search(step)
        if entry.fields.get("lifted_at"):
            continue  # What was undone takes nothing away any more.
        if takes_away and entry.standing in STATED and not entry.fields.get("switched_off"):
            yield of_case(
                "switched-off-unpaired",
                Severity.WARNING,
                f"The step {case.label(entry.key)} takes something away, but nothing says what it "
                "means for readers. They will notice before they read, and call. Record what it "
                "switched off for them; if that is nothing, record that.",
                facts=(entry.key,),
            )


# ---- What is reported ----------------------------------------------------------------------------


def normal_against_reports(case: CaseInputs) -> Iterator[Finding]:
    """Find services said to work while customers or a suspicion say otherwise.

    A plain "open" beside complaints was the first sentence taken back in several cases (pattern 6;
    complaint E12: cards said to work were declined).
    """
    for entry in (*case.known.entries("service"), *case.known.entries("payment")):
        if entry.standing not in STATED or not _works(entry):
            continue
        against = [*_claims_against(entry, case), *_suspicions_against(entry, case)]
        if against:
            state = "accepted" if entry.record == "payment" else case.field_words(entry, "state")
            yield of_case(
                "normal-against-reports",
                Severity.WARNING,
                f"{case.label(entry.key)} stands as {state}, but {'; '.join(against)}. Readers who "
                "find it otherwise will stop believing the rest. Check it again with those who run "
                "it, and give the reports beside it as reports.",
                facts=(entry.key,),
            )


def _works(entry: FactVersion) -> bool:
    return entry.fields.get("state") in WORKING or entry.fields.get("accepted") == "yes"


def _claims_against(entry: FactVersion, case: CaseInputs) -> Iterator[str]:
    name = re.escape(_OPENERS.sub("", case.entry_name(entry)))
    claims = [c for c in case.known.entries("outside_claim") if c.fields.get("by") == "customers"]
    said = [
        text
        for claim in claims
        if isinstance(text := claim.fields.get("said"), str)
        if claim.fields.get("about") == entry.key or re.search(rf"(?i)\b{name}\b", text)
    ]
    if said:
        yield f"customers say {in_quotes(said)}"


def _suspicions_against(entry: FactVersion, case: CaseInputs) -> Iterator[str]:
    names = [
        case.entry_name(other)
        for other in case.known.entries("service")
        if other.standing is Standing.SUSPECTED
        and other.fields.get("state") in AFFECTED
        and _overlaps(entry, other, case)
    ]
    if names:
        yield f"{in_quotes(names)} may be affected"


def _overlaps(entry: FactVersion, other: FactVersion, case: CaseInputs) -> bool:
    if entry.record == "service":
        return entry.fields.get("area") == other.fields.get("area")
    return case.entry_name(entry).casefold() == case.entry_name(other).casefold()


def outside_claims(case: CaseInputs) -> Iterator[Finding]:
    """Find what others say about the incident, and what we ourselves said earlier.

    Whoever reads our text has read theirs (rule N4: core points identical everywhere). Claims of
    customers about services are weighed with the services.
    """
    for claim in case.known.entries("outside_claim"):
        if claim.standing not in STATED:
            continue
        by, about = claim.fields.get("by"), str(claim.fields.get("about", ""))
        if by == "customers" and about.partition(":")[0] in ("service", "payment"):
            continue
        quoted = f"“{claim.fields.get('said', '')}”"
        stands = _how_it_stands(about, case)
        if by == "ourselves":
            yield of_case(
                "against-outside-claim",
                Severity.WARNING,
                f"We said earlier: {quoted}. {stands} A text that changes what we said without "
                "saying so looks like hiding it: say what we said before and what is different "
                "now, or why it still holds.",
                facts=(claim.key, about),
            )
        else:
            yield of_case(
                "against-outside-claim",
                Severity.NOTE,
                f"{_speaker(claim, case)}: {quoted}. {stands} You will be asked: agree on the "
                "answer now, and neither confirm, deny nor repeat what is not established.",
                facts=(claim.key, about),
            )


def _speaker(claim: FactVersion, case: CaseInputs) -> str:
    words = case.field_words(claim, "by")
    verb = "say" if claim.fields.get("by") == "customers" else "says"
    return f"{words[:1].upper()}{words[1:]} {verb}"


def _how_it_stands(about: str, case: CaseInputs) -> str:
    """Say what our texts make of the subject of a claim."""
    version = case.known.fact(about)
    record = about if about in case.vocabulary.records else ""
    if not about or (version is None and not record):
        return "No fact is recorded on it."
    spoken_of = any(
        rest.fact == about or rest.fact.startswith(f"{record}:") * bool(record)
        for _, sentence in case.said()
        for rest in sentence.rests_on
    )
    if not spoken_of:
        return f"None of the texts speaks of {case.label(about)}."
    standing = {
        Standing.UNKNOWN: "say that this is not known yet",
        Standing.NO_SIGN: "say that checks have found no sign of it",
        Standing.SUSPECTED: "say that this is believed, not established",
        Standing.CONFIRMED: "give this as established",
        Standing.RULED_OUT: "rule this out",
    }
    does = standing[version.standing] if version else "speak of this"
    return f"On {case.label(about)}, the texts {does}."


# ---- What contradicts itself ---------------------------------------------------------------------


def facts_that_contradict(case: CaseInputs) -> Iterator[Finding]:
    """Find facts that cannot all be so (rule N3: facts equal across texts)."""
    for wrong, facts in (
        *_data_against_answer(case),
        *_acts_against_answer(case),
        *_numbers(case),
    ):
        yield of_case(
            "facts-contradict",
            Severity.WARNING,
            f"{wrong} Whoever compares two texts will find it. Settle which is right and record "
            "the other anew.",
            facts=facts,
        )


def _data_against_answer(case: CaseInputs) -> Iterator[Wrong]:
    version = case.known.fact(INVOLVED)
    entries = [e for e in case.known.entries("data") if e.standing in STATED]
    confirmed = [e for e in entries if e.standing is Standing.CONFIRMED]
    question = case.label(INVOLVED)
    if version is not None and _is_settled_no(version):
        if entries:
            listed = in_quotes(sorted({case.entry_name(e) for e in entries}))
            wrong = f"{question} is answered with no, but {listed} is listed as affected."
            yield wrong, (INVOLVED, *(e.key for e in entries))
        if case.known.judgement(AWARE):
            wrong = f"{question} is answered with no, but awareness of a breach of it is judged."
            yield wrong, (INVOLVED, f"judgement.{AWARE}")
    elif confirmed and (version is None or version.standing not in STATED):
        listed = in_quotes(sorted({case.entry_name(e) for e in confirmed}))
        wrong = f"{listed} is confirmed as affected, but {question} is still open."
        yield wrong, (INVOLVED, *(e.key for e in confirmed))


def _is_settled_no(version: FactVersion) -> bool:
    if version.standing is Standing.RULED_OUT:
        return version.value != "no"
    return version.standing is Standing.CONFIRMED and version.value == "no"


def _acts_against_answer(case: CaseInputs) -> Iterator[Wrong]:
    version = case.known.fact(NEED_TO_ACT)
    if version is None or version.standing not in STATED or version.value != "no":
        return
    said = {
        entry.key: case.entry_name(entry)
        for entry in case.known.entries("instruction")
        if entry.fields.get("for") == "customers" and entry.standing in STATED
    }
    said |= {
        entry.key: str(entry.fields["workaround"])
        for entry in case.known.entries("service")
        if entry.fields.get("workaround")
        and entry.standing in STATED
        and entry.ceiling is Ceiling.PUBLIC
        and entry.fields.get("area") not in BEHIND_THE_SCENES
    }
    every = list(said.values())
    asked = [text for text in every if not any(text in other and text != other for other in every)]
    if asked:
        wrong = (
            f"{case.label(NEED_TO_ACT)} is answered with no, but customers are asked to "
            f"{in_quotes(list(dict.fromkeys(asked)))}."
        )
        yield wrong, (NEED_TO_ACT, *said)


def _numbers(case: CaseInputs) -> Iterator[Wrong]:
    count, most = case.known.fact(PEOPLE), case.known.fact(MOST_PEOPLE)
    held = (count.value if count else None, most.value if most else None)
    if isinstance(held[0], Count) and isinstance(held[1], Count) and held[0].low > held[1].high:
        wrong = (
            f"{case.label(PEOPLE)} ({held[0].low:,}) is above "
            f"{case.label(MOST_PEOPLE)} ({held[1].high:,})."
        )
        yield wrong, (PEOPLE, MOST_PEOPLE)


def order_of_instants(case: CaseInputs) -> Iterator[Finding]:
    """Find instants that stand the wrong way round, however imprecisely they are known.

    It began, had effects, was signalled, was detected, was understood, was reported: a report
    whose times run backwards is queried first. Two instants contradict each other only when the
    later one was over before the earlier one can have begun.
    """
    chain = _chain_of_instants(case)
    for n, (name, when, key) in enumerate(chain):
        before = next(
            (pair for pair in reversed(chain[:n]) if when.latest < pair[1].earliest), None
        )
        if before:
            zone = case.known.zone
            yield of_case(
                "order-of-instants",
                Severity.WARNING,
                f"{name} ({span(when, zone)}) lies before {before[0]} ({span(before[1], zone)}). "
                "Clocks start at these times, and whoever reads the report will ask. Check both, "
                "and record the one that is wrong anew.",
                facts=(key, before[2]),
            )
        if when.earliest > case.known.at:
            yield of_case(
                "order-of-instants",
                Severity.WARNING,
                f"{name} ({span(when, case.known.zone)}) has not come yet, and texts speak of it "
                "as past. Record when it happened, or take it back.",
                facts=(key,),
            )
    yield from _checks_over_before_it_began(case, chain)


BEGINNINGS = ("incident.occurred_at", "incident.started_at")


def _checks_over_before_it_began(
    case: CaseInputs, chain: list[tuple[str, When, str]]
) -> Iterator[Finding]:
    """Find searches without a result that had ended before there was anything to find.

    When somebody noticed it says nothing of when it began.
    """
    first = next((each for each in chain if each[2] in BEGINNINGS), None)
    if first is None:
        return
    name, began, key = first
    for version in case.known.current.values():
        until = version.support.checked_until
        if version.standing is Standing.NO_SIGN and until and until < began.earliest:
            zone = case.known.zone
            yield of_case(
                "order-of-instants",
                Severity.WARNING,
                f"The checks behind {case.label(version.key)} ended at "
                f"{span(When.exactly(until), zone)}, before {name} ({span(began, zone)}). That "
                "they found nothing then says nothing of now. Check again, or record it as not "
                "known.",
                facts=(version.key, key),
            )


def _chain_of_instants(case: CaseInputs) -> list[tuple[str, When, str]]:
    chain: list[tuple[str, When, str]] = []
    for part in ("occurred_at", "started_at", "first_signal_at", "detected_at"):
        key = f"incident.{part}"
        version = case.known.fact(key)
        if version and version.standing in STATED and isinstance(version.value, When):
            chain.append((case.label(key), version.value, key))
    judged = case.known.judgement(AWARE)
    if judged and judged.instant:
        chain.append(("the judged moment of awareness", judged.instant, f"judgement.{AWARE}"))
    reported = [
        s.at
        for duty in case.duties
        if any(limit.starts_at.key == AWARE for st in duty.obligation.stages for limit in st.limits)
        for s in case.known.submissions
        if s.obligation == duty.obligation.id
    ]
    if reported:
        chain.append(("the first report of the breach", When.exactly(min(reported)), ""))
    return chain

"""Which facts bear a claim, and whether the claim goes further than they do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from disclosure.facts.case import Known
from disclosure.facts.in_words import QUALITY_WORDS
from disclosure.facts.instants import When
from disclosure.facts.standings import Quality, Standing
from disclosure.facts.versions import Count, FactVersion
from disclosure.facts.vocabulary import Vocabulary
from disclosure.words.claims_kinds import Claim, ClaimKind, Hedge, Number
from disclosure.words.claims_lexicon import BODIES, EVERYTHING, SERVICES, named
from disclosure.words.claims_of_acts import CONSIDERING, EXPLICIT, IN_TOUCH, NOT_TOLD, TOLD, WILL
from disclosure.words.claims_of_states import AFFECTED, CLOSED, GOOD, STOPPED, UNCLEAR
from disclosure.words.clashes import meet
from disclosure.words.linking_data import data_held
from disclosure.words.linking_held import BORNE, Held, Holding, Linked, held_hedge, nothing

__all__ = ["Held", "Holding", "held_by"]


def held_by(claim: Claim, known: Known, vocabulary: Vocabulary) -> Holding:
    """Give the facts that speak of what a claim asserts, and how they bear it."""
    return _BY_KIND[claim.kind](claim, known, vocabulary)


# ---- Services ------------------------------------------------------------------------------------

NO_TIME: Final = "It says that a service works, but not at what time"
_RECORDED: Final = {
    "open": frozenset({"open", "working"}),
    "working": frozenset({"working", "open", "restored"}),
    "restored": frozenset({"restored", "working"}),
    "unaffected": frozenset({"working", "open"}),
    "affected": frozenset({"affected", "delayed", "stopped"}),
    "delayed": frozenset({"delayed"}),
    "stopped": frozenset({"stopped"}),
    "closed": frozenset({"stopped"}),
    "unclear": frozenset({"unclear"}),
}
"""The states on record that bear what is said of a service."""
_PAYMENT: Final = {"yes": "working", "no": "stopped", "partly": "affected"}


def _states(claim: Claim, known: Known, vocabulary: Vocabulary) -> Holding:
    del vocabulary
    began = known.fact("incident.started_at")
    if claim.subject in EVERYTHING and claim.value == AFFECTED and began is not None:
        return held_hedge(claim, began, ((began, "It says since when services are affected."),))
    entries = tuple(_services(claim, known))
    if not entries:
        return nothing(f"Nothing is recorded on “{claim.subject}”.")
    facts = tuple((e, f"It speaks of “{claim.subject}”.") for e in entries)
    return min(
        (_state_of_entry(claim, entry, facts) for entry in entries),
        key=lambda holding: list(Held).index(holding.held),
    )


def _services(claim: Claim, known: Known) -> Iterator[FactVersion]:
    for record, field in (("service", "name"), ("payment", "method")):
        for entry in known.entries(record):
            name = str(entry.fields.get(field, "")).lower()
            names = {found for found, _ in named(SERVICES, name)}
            plain = re.sub(r"^(?:all )?(?:our|the) ", "", name)
            if (
                claim.subject in names
                or claim.subject == plain
                or (claim.subject in EVERYTHING and record == "service")
            ):
                yield entry


def _state_of_entry(claim: Claim, entry: FactVersion, facts: tuple[Linked, ...]) -> Holding:
    state = str(entry.fields.get("state") or _PAYMENT.get(str(entry.fields.get("accepted")), ""))
    said = str(claim.value)
    hedged = held_hedge(claim, entry, facts)
    if entry.standing is Standing.UNKNOWN or state == UNCLEAR:
        return hedged
    is_partly = "some" in str(entry.fields.get("detail", "")) and said in (
        STOPPED,
        CLOSED,
        AFFECTED,
    )
    if state not in _RECORDED.get(said, frozenset()) and not is_partly:
        return Holding(
            Held.AGAINST, facts, f"“{claim.subject}” is recorded as {state}, not as {said}."
        )
    if hedged.held is not Held.BORNE:
        return hedged
    if said in GOOD and claim.as_of is None and said != "restored":
        return Holding(Held.SAYS_MORE, facts, f"{NO_TIME} (“{claim.subject}”).")
    return hedged


# ---- Numbers -------------------------------------------------------------------------------------

_COUNTS: Final = (
    "personal_data.people_count",
    "personal_data.people_maximum",
    "personal_data.records_count",
)
_OF_PEOPLE: Final = frozenset({"records", "accounts", "cards"})


def _numbers(claim: Claim, known: Known, vocabulary: Vocabulary) -> Holding:
    said = claim.value
    if not isinstance(said, Number):
        return nothing("No number is recorded.")
    found = tuple(_counts(claim, known))
    facts = tuple((v, f"It gives a number of {claim.subject}.") for v, _ in found)
    if not found:
        return _number_typed(said, claim, known, vocabulary)
    for version, count in found:
        if said.meets(_as_number(count)):
            return _more_exact(said, claim, version, count)
    if all(version.standing is Standing.UNKNOWN for version, _ in found):
        return Holding(Held.SAYS_MORE, facts, "The number is recorded as not known yet.")
    return Holding(Held.AGAINST, facts, "Another number is recorded.")


def _counts(claim: Claim, known: Known) -> Iterator[tuple[FactVersion, Count]]:
    for key in _COUNTS:
        version = known.fact(key)
        if version is None or (claim.subject in _OF_PEOPLE) != key.endswith("records_count"):
            continue
        if isinstance(version.value, Count) and "role affected" in claim.detail:
            yield version, version.value
        elif version.value is None and "role affected" in claim.detail and key == _COUNTS[0]:
            yield version, Count(0, 0, Quality.EXACT, "people")


def _as_number(count: Count) -> Number:
    low = 0 if count.quality is Quality.AT_MOST else count.low
    high = None if count.quality is Quality.AT_LEAST else count.high
    if count.quality is Quality.ABOUT:
        low, high = count.low - count.low // 10, count.high + count.high // 10
    return Number(low, high, count.quality, count.low)


def _more_exact(said: Number, claim: Claim, version: FactVersion, count: Count) -> Holding:
    facts: tuple[Linked, ...] = ((version, "It gives this number."),)
    is_bare = said.quality is Quality.EXACT and count.quality is not Quality.EXACT
    if is_bare:
        meant = QUALITY_WORDS[count.quality]
        return Holding(
            Held.SAYS_MORE,
            facts,
            f"The number is recorded as “{meant}”; the words give it as exact.",
        )
    return held_hedge(claim, version, facts)


def _number_typed(said: Number, claim: Claim, known: Known, vocabulary: Vocabulary) -> Holding:
    """Look for the number in what people typed: '38 of our stores'."""
    del vocabulary
    for version in known.current.values():
        texts = [v for v in (version.value, *version.fields.values()) if isinstance(v, str)]
        for text in texts:
            figures = {
                int(f.replace(",", "")) for f in re.findall(r"\d[\d,]*", text) if f.strip(",")
            }
            if said.figure in figures:
                return Holding(BORNE, ((version, "It gives this number."),), "")
    return nothing(f"No number of {claim.subject} is recorded.")


# ---- Times ---------------------------------------------------------------------------------------

_TIMES: Final[Mapping[str, tuple[str, ...]]] = {
    "began": ("incident.started_at", "incident.occurred_at"),
    "happened": ("incident.occurred_at", "incident.started_at"),
    "detected": ("incident.detected_at", "incident.first_signal_at"),
    "restored": ("incident.resolved_at",),
    "ended": ("incident.resolved_at",),
    "next_update": ("next_update.at",),
}
_NO_TIME: Final[Mapping[str, str]] = {
    "began": "When it began is not recorded.",
    "happened": "When it happened is not recorded.",
    "detected": "When it was noticed is not recorded.",
    "restored": "When services came back is not recorded.",
    "ended": "When it ended is not recorded.",
    "shut": "When it was shut down is not recorded.",
    "reported": "When it was reported is not recorded.",
    "next_update": "When the next update comes is not recorded.",
}
"""What is said where no time is recorded of something; of what is not among these, in general."""
_FIELDS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "restored": (("service", "returns_at"),),
    "began": (("service", "since"),),
    "shut": (("containment", "taken_at"), ("service", "since")),
    "reported": (("body", "told_at"),),
}


def _times(claim: Claim, known: Known, vocabulary: Vocabulary) -> Holding:
    del vocabulary
    said = claim.value
    if not isinstance(said, When):
        return nothing("No time is recorded for this.")
    found = list(_recorded_times(claim, known))
    facts = tuple((v, "It gives the time of this.") for v, _ in found)
    known_times = [(v, when) for v, when in found if when is not None]
    for version, when in known_times:
        if meet(said, when):
            return _more_precise(said, claim, version, when)
    if not found:
        return nothing(_NO_TIME.get(claim.subject, "No time is recorded for this."))
    if not known_times:
        return Holding(Held.SAYS_MORE, facts, "The time is recorded as not known yet.")
    return Holding(Held.AGAINST, facts, "Another time is recorded.")


def _recorded_times(claim: Claim, known: Known) -> Iterator[tuple[FactVersion, When | None]]:
    for key in _TIMES.get(claim.subject, ()):
        version = known.fact(key)
        if version and (isinstance(version.value, When) or version.standing is Standing.UNKNOWN):
            yield version, version.value if isinstance(version.value, When) else None
    for record, field in _FIELDS.get(claim.subject, ()):
        for entry in known.entries(record):
            when = entry.fields.get(field)
            if isinstance(when, When) and _is_of(claim, entry):
                yield entry, when


def _is_of(claim: Claim, entry: FactVersion) -> bool:
    names = " ".join(str(v) for v in entry.fields.values() if isinstance(v, str)).lower()
    lexicon = BODIES if entry.record == "body" else SERVICES
    return not claim.detail or bool(claim.detail & {name for name, _ in named(lexicon, names)})


def _more_precise(said: When, claim: Claim, version: FactVersion, when: When) -> Holding:
    facts: tuple[Linked, ...] = ((version, "It gives this time."),)
    # Said to the minute where only the day is on record.
    if when.latest - when.earliest > 2 * (said.latest - said.earliest) and not when.is_exact:
        return Holding(Held.SAYS_MORE, facts, "The time is said more exactly than it is recorded.")
    return held_hedge(claim, version, facts)


# ---- Who was told, what was done -----------------------------------------------------------------

_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "ico": ("data-protection",),
    "ncsc": ("cyber",),
    "police": ("police",),
    "fca": ("financial",),
    "pra": ("financial",),
    "insurer": ("insurer",),
    "regulators": ("data-protection", "financial", "other-regulator", "cyber"),
}


def _told(claim: Claim, known: Known, vocabulary: Vocabulary) -> Holding:
    del vocabulary
    if claim.subject == "people affected":
        return _people_told(claim, known)
    found = tuple(entry for entry in known.entries("body") if _is_body(claim.subject, entry))
    facts: tuple[Linked, ...] = tuple((e, f"It speaks of “{claim.subject}”.") for e in found)
    if not found:
        if claim.value in (NOT_TOLD, CONSIDERING):
            return Holding(BORNE, (), "")
        return nothing("This body is not among those recorded as told.")
    states = {str(entry.fields.get("state")) for entry in found}
    wanted = {TOLD: {"told"}, WILL: {"planned"}, IN_TOUCH: {"told", "planned"}}
    if states & wanted.get(str(claim.value), {"planned"}):
        return Holding(BORNE, facts, "")
    return Holding(Held.AGAINST, facts, "What is recorded of this body says otherwise.")


def _is_body(subject: str, entry: FactVersion) -> bool:
    name = str(entry.fields.get("name", "")).lower()
    return subject in {found for found, _ in named(BODIES, name)} or entry.fields.get(
        "type"
    ) in _TYPES.get(subject, ())


def _people_told(claim: Claim, known: Known) -> Holding:
    version = known.fact("people_told")
    if version is None or not isinstance(version.value, str):
        return nothing("Whether the people affected were told is not recorded.")
    facts: tuple[Linked, ...] = ((version, "It says whether people were told."),)
    is_told = version.value.startswith("yes")
    if is_told == (claim.value == TOLD) or (version.value == "planned" and claim.value == WILL):
        return Holding(BORNE, facts, "")
    return Holding(Held.AGAINST, facts, "The recorded answer says otherwise.")


_DEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "entry": ("incident.succeeded", "cia.confidentiality"),
    "demand": ("incident.attacker_contact",),
}


def _deeds(claim: Claim, known: Known, vocabulary: Vocabulary) -> Holding:
    del vocabulary
    for key in _DEEDS.get(claim.subject, ()):
        version = known.fact(key)
        if version is not None:
            return _yes_no(claim, version, is_yes=claim.hedge is not Hedge.DENIED)
    return nothing("Nothing is recorded on this.")


def _acts(claim: Claim, known: Known, vocabulary: Vocabulary) -> Holding:
    del vocabulary
    if claim.value == "yes":
        asks = tuple(known.entries("instruction"))
        facts: tuple[Linked, ...] = tuple((e, "It is among what readers are asked.") for e in asks)
        return Holding(
            BORNE if asks else Held.SAYS_MORE, facts, "What readers should do is not recorded."
        )
    version = known.fact("customers.need_to_act")
    if version is None:
        return nothing("Whether readers have to do something is not recorded.")
    return _yes_no(claim, version, is_yes=False)


def _yes_no(claim: Claim, version: FactVersion, *, is_yes: bool) -> Holding:
    facts: tuple[Linked, ...] = ((version, "It answers this question."),)
    if version.standing is Standing.UNKNOWN:
        return held_hedge(claim, version, facts)
    is_ruled_out = version.standing in (Standing.RULED_OUT, Standing.NO_SIGN)
    recorded = (version.value == "yes") != is_ruled_out
    if recorded != is_yes and claim.hedge in (Hedge.STATED, Hedge.DENIED, Hedge.BELIEVED):
        return Holding(Held.AGAINST, facts, "The recorded answer says the opposite.")
    return held_hedge(claim, version, facts)


_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "cyber": ("cyber", "cyber-attempt"),
    "technical": ("outage",),
    "error": ("data-loss",),
}


def _causes(claim: Claim, known: Known, vocabulary: Vocabulary) -> Holding:
    del vocabulary
    cause, kind = known.fact("incident.cause"), known.fact("incident.kind")
    facts: tuple[Linked, ...] = tuple((v, "It speaks of the cause.") for v in (cause, kind) if v)
    if claim.hedge is Hedge.NOT_KNOWN:
        is_open = cause is None or cause.standing is Standing.UNKNOWN
        return Holding(BORNE if is_open else Held.AGAINST, facts[:1], "A cause is recorded.")
    if kind and kind.value in _KINDS.get(str(claim.value), ()) and claim.hedge is not Hedge.DENIED:
        if EXPLICIT in claim.detail and (cause is None or cause.standing is Standing.UNKNOWN):
            return Holding(Held.SAYS_MORE, facts, "The cause is recorded as not known yet.")
        return Holding(BORNE, facts[-1:], "")
    if cause is not None and cause.standing is Standing.UNKNOWN:
        return Holding(Held.SAYS_MORE, facts, "The cause is recorded as not known yet.")
    return nothing("No recorded fact gives this as the cause.")


_BY_KIND: Final[Mapping[ClaimKind, Callable[[Claim, Known, Vocabulary], Holding]]] = {
    ClaimKind.COUNT: _numbers,
    ClaimKind.DATE: _times,
    ClaimKind.PROMISE: _times,
    ClaimKind.STATE: _states,
    ClaimKind.DATA: data_held,
    ClaimKind.TOLD: _told,
    ClaimKind.DONE: _deeds,
    ClaimKind.CAUSE: _causes,
    ClaimKind.ACT: _acts,
}

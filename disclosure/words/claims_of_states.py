"""Reads what works and what does not: services and ways to pay, with their state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from disclosure.words.claims_kinds import Claim, ClaimKind, Hedge, Part, Scope
from disclosure.words.claims_lexicon import EVERYTHING, SERVICES, named, places
from disclosure.words.claims_text import Clause, asserted, hedge_of, says_changed

WORKING, UNAFFECTED, OPEN, RESTORED = "working", "unaffected", "open", "restored"
AFFECTED, DELAYED, STOPPED, CLOSED, UNCLEAR = "affected", "delayed", "stopped", "closed", "unclear"
GOOD: Final = frozenset({WORKING, UNAFFECTED, OPEN, RESTORED})
"""The states in which a reader can use a service."""

_STATE: Final = re.compile(
    r"(?P<unaffected>\bunaffected|\bnot (?:been )?(?:\w+ )?(?:affected|impacted|disrupted|involved)"
    r"|\bas (?:normal|usual)|\bnormally\b|\bnormal service|\bwithout (?:disruption|interruption)"
    r"|\bno (?:disruption|impact|effect|interruption|problems?|delays?)|\bcontinue (?:to run"
    r"|to work"
    r"|to operate)\b|\bnot (?:\w+ )?(?:reached|touched)"
    r"|\bno (?:other )?(?:services?|systems?|stores|sites) (?:is|are|was|were|has|have) (?:been )?"
    r"(?:affected|impacted|disrupted)|\bnone of (?:our|the) [\w ]{1,30}?(?:is|are|was|were|has"
    r"|have)"
    r" (?:been )?(?:affected|impacted))"
    r"|(?P<restored>\brestored|\bback (?:online|up|working|in service|to normal|on\b)|\bresumed"
    r"|\breopened|\bworking again|\bfixed|\brecovered|\bup and running|\bavailable again"
    r"|\b(?:is|are|was|were) (?:now )?back\b|\bopen again)"
    r"|(?P<stopped>\bnot (?:currently |yet |been |be |being |now |fully |properly )*(?:working"
    r"|available|operating|operational|running|functioning|taking|accept(?:ed|ing)|process(?:ing|ed)?"
    r"|possible|in use|take|use|place|pay|order|log|collect|make|book|access|answer|reach|used"
    r"|restored"
    r"|back|resumed|able|delivering|producing|go out)\b|\bunable to\b|\bunavailable|\bdown\b"
    r"(?! (?:the|our|to|by|from|some|parts|a)\b)|\boffline|\bpaused|\bsuspended|\bstopped\b"
    r"|\bswitched off|\bout of (?:order|action|service)|\bon hold|\bnot\b[^,;]{0,20}\baccept"
    r"|\bcan no longer|\bno longer (?:working|available|accept\w+|taking|possible)|\bhalted"
    r"|\bshut down|\bcash only|\btaken down|\bnot yet (?:\w+ )?(?:working|back|available))"
    r"|(?P<closed>\bnot open|\bclosed|\bshut\b(?! down| off))"
    r"|(?P<delayed>\bdelay(?:ed|s)|\bslow(?:er|ly)?\b|\b(?:running|arrive|arriving|delivered) late"
    r"|\btak(?:e|ing) longer|\blonger than (?:usual|normal)|\bbacklog|\blate\b(?! last| on| in"
    r"|r))"
    r"|(?P<affected>\baffect(?:s|ed)?\b|\bdisrupted|\bdisruption|\bimpacted|\bintermittent\w*|\bproblems?"
    r" with|\bdifficult\w+|\bpartly|\bsome of the time|\binterrupted|\blimited\b|\bfailing"
    r"|\bissues?"
    r" with|\breduced)"
    r"|(?P<open>\bopen\b(?! an| a | the| your| and honest)|\btrading\b|\bwelcoming)"
    r"|(?P<working>\bworking\b(?! (?:to|on(?! \d)|with|hard|closely|day|round|around|as quick|from"
    r"|together|through|urgently|at pace|tirelessly|flat))|\bavailable\b|\boperating|\bprocessed"
    r"|\brunning\b(?! (?:late|slow))|\baccept(?:ed|ing|s)?\b|\bcan (?:still |now )?(?:be )?(?:use"
    r"|used|pay|order|place|log|shop|collect|make|return|book)\b|\btaking (?:orders|payments"
    r"|bookings)|\bfunctioning|\boperational|\bgoing (?:out|ahead)|\bbeing (?:paid|delivered|made)"
    r"|\bdelivering|\bpaid (?:on time|as)|\bin use)"
)
_HINT: Final = re.compile(
    r"normal|usual|affect|work|avail|open|clos|delay|late\b|slow|stop|paus|suspend|offline|down|back"
    r"|restor|accept|not |disrupt|impact|unable|can |resum|trading|shut|running|operat|problem"
    r"|issue"
    r"|difficult|intermitt|limited|cash only|longer|fixed|recover|halted|reduced|hold|failing|order"
)
_ALL: Final = re.compile(r"\b(?:all|every|each|entire|whole|any of|none of|no)\b")
_SOME: Final = re.compile(
    r"\b(?:some|several|certain|parts? of|a few|a number of|most|many|part of|limited number"
    r"|\d[\d,]*"
    r"(?: of)?)\b"
)
_ONLY: Final = re.compile(
    r"\b(?:only|solely|limited to|confined to|apart from|except|other than)\b"
)
_NEVER: Final = re.compile(
    r"\b(?:will|would|should|due|expect\w*|plan\w*|aim\w*|hope\w*|trying|help"
    r"|working (?:hard )?to|to)\b[^,;]{0,40}$"
)
_OF_NAME: Final = re.compile(r"^(?: details| data| number| numbers| address| histor| information)")


def states_in(clause: Clause, names: re.Pattern[str] | None = None) -> Iterator[Claim]:
    """Give the states of services a clause claims.

    Args:
        clause: The clause.
        names: Names of services that only this case uses.
    """
    if not _HINT.search(clause.text):
        return
    text = asserted(clause)
    services = [
        (name, found)
        for name, found in named(SERVICES, text)
        if not _OF_NAME.match(text[found.end() : found.end() + 12])
    ]
    if names:
        services += [(found[0], found) for found in names.finditer(text)]
    if not services:
        return
    states = [
        found
        for found in _STATE.finditer(text)
        if not _is_ahead(text, found) and not _is_a_name(found, services)
    ]
    for name, place in _without_whole(services):
        state = _state_of(place, states)
        if state is not None:
            yield _claim(name, place, state, clause, text)


def _is_a_name(state: re.Match[str], services: list[tuple[str, re.Match[str]]]) -> bool:
    """Say whether the word belongs to a name: "remote working"."""
    return any(
        place.start() <= state.start() and state.end() <= place.end() for _, place in services
    )


def _is_ahead(text: str, found: re.Match[str]) -> bool:
    """Say whether the state is one to come: 'will be restored', 'working to bring back'."""
    return _NEVER.search(text, 0, found.start()) is not None


def _without_whole(
    services: list[tuple[str, re.Match[str]]],
) -> list[tuple[str, re.Match[str]]]:
    """Drop "services" and "systems" where a service is named as well, and each name's repeats."""
    named_ones = [one for one in services if one[0] not in EVERYTHING]
    kept: dict[str, re.Match[str]] = {}
    for name, place in named_ones or services:
        kept.setdefault(name, place)
    return list(kept.items())


def _state_of(place: re.Match[str], states: list[re.Match[str]]) -> re.Match[str] | None:
    """Give the state said of a service: the first behind it, else the last before it."""
    behind = [s for s in states if s.start() >= place.end()]
    if behind:
        return behind[0]
    before = [s for s in states if s.end() <= place.start()]
    over = [s for s in states if s.start() < place.end() and s.end() > place.start()]
    return over[0] if over else before[-1] if before else None


def _claim(
    name: str, place: re.Match[str], state: re.Match[str], clause: Clause, text: str
) -> Claim:
    first, last = min(place.start(), state.start()), max(place.end(), state.end())
    said = text[first:last]
    hedge = hedge_of(text, denial=False)
    where = places(text)
    if "in-store" in place[0] or re.search(r"\bin (?:our )?(?:stores|shops)$", place[0]):
        where |= {"stores"}
    start, end = clause.place(first, last)
    return Claim(
        ClaimKind.STATE,
        name,
        _value(text, place, state),
        Hedge.STATED if hedge is Hedge.DENIED else hedge,
        Scope(where=where - {name}, part=_part(text, place, said)),
        # "Working again" says itself that it was not.
        is_new=says_changed(clause.of.text) or state.lastgroup == "restored",
        start=start,
        end=end,
    )


_NONE_OF: Final = re.compile(
    r"\b(?:no|neither|nor|none of (?:our|the)|not all(?: of)?(?: our| the)?) $"
)


def _value(text: str, place: re.Match[str], state: re.Match[str]) -> str:
    """Give the state; "none of our tills are working" is its opposite."""
    value = state.lastgroup or ""
    if value in GOOD and value != UNAFFECTED and _NONE_OF.search(text, 0, place.start()):
        return CLOSED if value == OPEN else STOPPED
    if value in (WORKING, OPEN) and _AS_NORMAL.search(text, state.end()):
        return UNAFFECTED
    return value


_AS_NORMAL: Final = re.compile(r"\bas (?:normal|usual)|\bnormally")


def _part(text: str, place: re.Match[str], said: str) -> Part:
    before = text[max(0, place.start() - 24) : place.start()]
    if _ONLY.search(before) or said.startswith("only"):
        return Part.ONLY
    if _SOME.search(before):
        return Part.SOME
    return Part.ALL if _ALL.search(before) or place[0].startswith("all ") else Part.PLAIN

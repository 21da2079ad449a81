"""Reads when: an instant, and the event it belongs to by the verb beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from disclosure.facts.instants import When
from disclosure.words.claims_days import Said, Today, times_in
from disclosure.words.claims_kinds import Claim, ClaimKind, Scope
from disclosure.words.claims_lexicon import BODIES, EVERYTHING, PEOPLE, SERVICES, named
from disclosure.words.claims_text import Clause, hedge_of, says_changed, stems

_EVENTS: Final = re.compile(
    r"\b(?:"
    r"(?P<next_update>next (?:\w+ )?(?:update|announcement|statement|message|bulletin)"
    r"|further (?:update|announcement|statement)|(?:update|tell|write to|email|brief) you"
    r"(?: again| more)|say more|(?:will|another|again) (?:publish |give |post |issue |provide )?"
    r"(?:an(?:other)? |a further )?update|update (?:again|everyone|customers|colleagues|the market)"
    r"|report again|more (?:information|news) (?:by|at|on))"
    r"|(?P<aware>became aware|become aware|awareness|were made aware|was made aware|learned|learnt)"
    r"|(?P<detected>detected?|discovered|identified|spotted|noticed|found (?:out|the|unusual|signs?"
    r"|that|it|this)|uncovered|picked (?:it |this |them )?up|alerted|saw unusual"
    r"|unusual activity|first signs?"
    r"|first alert|came to light|detection|discovery)"
    r"|(?P<restored>restor\w+|back (?:online|up|working|in|to normal|on|again|at)"
    r"|(?:be|is|are|was|were|come|came|came back|come back) back\b|resum\w+"
    r"|reopen\w*|resolved|working (?:again|normally|as normal)|fixed|recovered|return(?:ed|s|ing)?"
    r" to (?:normal|service)|up and running|available again|start(?:ed)? taking orders again"
    r"|repaired|normal service)"
    r"|(?P<reported>reported|notified|informed|told|report(?:s|ing)? (?:this|it|the)"
    r"|made a report|notification|filed|referred|submitted|alerting)"
    r"|(?P<announced>announced|announcement|published|first statement|made public|issued)"
    r"|(?P<written>wrote|written|emailed|contacted|sent (?:letters|emails|a letter|an email))"
    r"|(?P<ended>ended|stopped being|over by|lasted until|contained|last (?:seen|accessed|activity)"
    r"|removed from|blocked|secured)"
    r"|(?P<shut>took|taken (?:offline|down)|switched off|shut (?:down|off)?|disconnected|isolated"
    r"|closed|suspended|paused|stopped|turned off|offline since|unavailable since|down since"
    r"|not (?:working|available|accepted) since)"
    r"|(?P<began>beg[au]n|start(?:ed|s)?|since|from|first affected|onset)"
    r"|(?P<happened>encrypted|attacked|failed|crashed|went down|happened|occurred|took place"
    r"|taken place|attack(?:ed)?\b|broke in|got in(?:to)?"
    r"|gained (?:access|entry)|accessed|entered|copied|stolen|taken|downloaded|breached)"
    r")"
)
OTHER: Final = "other"
"""An event without a name of its own: its words tell it from others."""
_VERB: Final = re.compile(r"\b(?:was|were|is|are|has|have|had|will|be)\b|\w{3,}ed\b")
_LATER: Final = datetime(2200, 1, 1, tzinfo=UTC)
_NOT_BEFORE: Final = re.compile(
    r"\b(?:not|never)\b[^;:]{0,60}\b(?:before|until) (?:at )?(?:the )?$"
    r"|\b(?:not )?before (?:the )?$"
    r"|\bno (?:earlier|sooner) than (?:the )?$|\bnot[^;:]{0,60} earlier than (?:the )?$"
)
_FUTURE: Final = re.compile(
    r"\b(?:will|shall|expect(?:ed|s)?|aim(?:ing)?|plan(?:s|ned)?|hope|due|should be|to be|by|until"
    r"|next|going to|scheduled|intend|target(?:ing)?|until)\b"
)
_EXPECTED: Final = re.compile(
    r"\b(?:will|shall|expect(?:ed|s)?|aim(?:ing)?|plan(?:s|ned)?|hope|due|should be|going to"
    r"|scheduled|intend|target(?:ing)?|next|anticipated?)\b"
)
_AS_OF: Final = re.compile(
    r"(?:\bas (?:of|at)|\bcorrect (?:at|as of)|\bup to|\buntil|\bposition at|\bknow[ns]? (?:at|by)"
    r"|\bby|\bat|^\W*(?:on|this)?|\bso far) (?:around |about )?(?:the )?$"
)
_EXPLICIT_AS_OF: Final = re.compile(
    r"\b(?:as (?:of|at)|correct (?:at|as of)|what (?:we know|is known) at) (?:the )?$"
)
_HAPPENED: Final = re.compile(
    r"(?:\b(?:stopped|restored|resumed|reopened|shut|switched|began|started|failed|suspended|paused"
    r"|closed|disconnected|back|encrypted)\b[^,;]{0,30}"
    # A verb of an event right before the time: "was recorded at 06:15".
    r"|(?<!affected)(?<!delayed)(?<!disrupted)(?<!accepted)ed) (?:at|by|on) (?:around "
    r"|about )?(?:the )?$"
)
# When our own work began is no event of the incident.
_OWN_WORK: Final = re.compile(
    r"\b(?:investigation|review|inquiry|audit|restoration work|recovery work"
    r"|repairs?)\b[^,;]{0,20}$"
)
_IS: Final = re.compile(r"\b(?:is|are|remains?|still|currently) (?:\w+ )?$")
SHUT: Final = "shut"
_OF_A_BODY: Final = frozenset({"reported"})
_OF_A_SERVICE: Final = frozenset({"restored", "shut", "began"})


def dates_in(clause: Clause, today: Today) -> Iterator[Claim]:
    """Give the events a clause dates."""
    said = times(clause, today)
    if not said:
        return
    stated = as_of(clause, said)
    events = [e for e in _EVENTS.finditer(clause.text) if not _is_state(e, clause.text)]
    for one in said:
        if _EXPLICIT_AS_OF.search(clause.text, 0, one.start):
            continue
        event = _nearest(one, events, clause.text)
        if event is not None and not _OWN_WORK.search(clause.text, 0, event.start()):
            yield _claim(event, one, clause)
        elif one is not stated and _VERB.search(clause.text):
            yield _other(one, said, clause)


def _is_state(event: re.Match[str], text: str) -> bool:
    """Say whether the verb tells a state, not an event: 'stores are closed'."""
    return event.lastgroup == SHUT and _IS.search(text, 0, event.start()) is not None


def times(clause: Clause, today: Today) -> tuple[Said, ...]:
    """Give the times a clause names; a bare weekday lies ahead where the clause looks ahead."""
    return times_in(clause.text, today, is_future=_FUTURE.search(clause.text) is not None)


def as_of(clause: Clause, said: Sequence[Said]) -> Said | None:
    """Give the time at which the words say that a thing is so: 'as of 14:00', 'at 09:30, …'."""
    for one in said:
        before = clause.text[: one.start]
        if _HAPPENED.search(before):
            continue
        if _AS_OF.search(before) and (one.has_clock or re.search(r"\bas (?:of|at) $", before)):
            return one
        if not before.strip(" \"'(-•*") and (one.has_clock or clause.text[one.end :][:1] == ","):
            return one
    return None


def _nearest(one: Said, events: Sequence[re.Match[str]], text: str) -> re.Match[str] | None:
    """Give the event a time belongs to: a verb before it counts for more than one behind it."""

    def far(event: re.Match[str]) -> int:
        if event.end() <= one.start:
            between = text[event.end() : one.start]
            return len(between) + 30 * between.count(",") + 25 * between.count(" and ")
        if event.start() >= one.end:
            return event.start() - one.end + 12
        return 0

    weak = ("began", "happened", "announced")
    found = sorted(events, key=lambda e: far(e) + (8 if e.lastgroup in weak else 0))
    return found[0] if found else None


def _claim(event: re.Match[str], one: Said, clause: Clause) -> Claim:
    name = event.lastgroup or ""
    text = clause.text
    when, is_open = one.when, False
    if _NOT_BEFORE.search(text, 0, one.start) and _EXPECTED.search(text):
        when, is_open = When(one.when.earliest, _LATER), True
    is_expected = _EXPECTED.search(text[: max(event.end(), one.end)]) is not None
    detail = frozenset(_befell(name, text))
    kind = ClaimKind.PROMISE if is_expected or name == "next_update" else ClaimKind.DATE
    start, end = clause.place(one.start, one.end)
    return Claim(
        kind,
        name,
        when,
        hedge_of(text, denial=not is_open),
        Scope(
            whose=frozenset(n for n, _ in named(PEOPLE, text)) if name == "written" else frozenset()
        ),
        detail,
        is_new=says_changed(clause.of.text),
        start=start,
        end=end,
    )


def _other(one: Said, said: Sequence[Said], clause: Clause) -> Claim:
    """Give the date of an event known by its words only."""
    words = clause.text
    for each in said:
        words = words[: each.start] + " " * (each.end - each.start) + words[each.end :]
    start, end = clause.place(one.start, one.end)
    return Claim(
        ClaimKind.DATE,
        OTHER,
        one.when,
        hedge_of(clause.text),
        detail=stems(words),
        is_new=says_changed(clause.of.text),
        start=start,
        end=end,
    )


def _befell(name: str, text: str) -> Iterator[str]:
    """Give what an event befell: the body told, the service restored."""
    if name in _OF_A_BODY:
        yield from (body for body, _ in named(BODIES, text))
    elif name in _OF_A_SERVICE:
        found = {service for service, _ in named(SERVICES, text)}
        yield from found - EVERYTHING or found

"""Reads who was told, what was done, what is asked of readers, and what brought it about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from disclosure.words.claims_kinds import Claim, ClaimKind, Hedge, Scope
from disclosure.words.claims_lexicon import BODIES, named, people
from disclosure.words.claims_text import Clause, asserted, hedge_of, says_changed

TOLD, WILL, CONSIDERING, NOT_TOLD, IN_TOUCH = "told", "will", "considering", "not told", "in touch"
_TELLING: Final = re.compile(
    r"(?P<considering>\b(?:consider(?:ing)?|assess(?:ing)?|decid(?:e|ing)|weigh(?:ing)?|review(?:ing)?"
    r"|look(?:ing)? at|judg(?:e|ing)|determin(?:e|ing)|establish(?:ing)?)"
    r" (?:\w+ ){0,4}?(?:whether|if|report\w*|notify\w*|notification|duty|need|telling|informing)\b"
    r"|\bnot (?:yet )?(?:\w+ )?(?:decided|concluded|judged)\b)"
    r"|(?P<not_told>\bnot (?:yet |been |so far |currently |at this stage |had to )*"
    r"(?:reported?|notif(?:y|ied)|told|informed?|contacted|made a report|referred|required to"
    r"|need to|written)\b|\b(?:no|not need a|without a) (?:report|notification)\b|\bneed not\b)"
    r"|(?P<will>\b(?:will|shall|plan(?:s|ning)? to|intend(?:s)? to|are going to|due to|expect to"
    r"|preparing to|about to) (?:be )?(?:also |now |shortly )*(?:report\w*|notif\w+|tell\w*"
    r"|inform\w*"
    r"|writ\w+|contact\w*|submit\w*|make|file|email\w*|referr?\w*|send\w*|update|being told"
    r"|notifying))"
    r"|(?P<told>\b(?:reported(?! by)|notified|told|informed|alerted|referred|filed|submitted"
    r"|written|wrote"
    r"|emailed|contacted|made a (?:full )?report|been made aware|made aware|sent|(?:is"
    r"|are) (?:now )?aware|aware of)\b"
    r"|\breport(?:ing)? to\b|\bnotif(?:ying|ies)\b|\bwriting to\b|\bcontacting\b)"
    r"|(?P<in_touch>\b(?:working|co-?operating|liaising|in (?:contact|touch)|engag(?:ed|ing)"
    r"|in (?:close )?(?:dialogue|discussion)|support(?:ed|ing)?|advis(?:ed|ing)|help(?:ed|ing)?"
    r"|investigat\w+) (?:closely )?(?:with|by)?\b)"
)
_TELL_PEOPLE: Final = re.compile(
    r"\b(?:everyone|everybody|all those|those|all|each|the|any|affected|our"
    r"|every)? ?(?:of )?(?:the |our )?"
    r"(?:\w+ ){0,2}?(?:people|customers|members|colleagues|employees|staff|individuals"
    r"|patients|donors"
    r"|suppliers|everyone|everybody|those)\b"
)
_WHO_IS_AFFECTED: Final = re.compile(
    r"affected|concerned|involved|whose|data|details|individually|directly"
)
_RANSOM: Final = re.compile(
    r"\bransom\w*|\bpaid\b[^,;]{0,30}\b(?:attackers?|criminals?|hackers?|demand)"
    r"|\bpayment\b[^,;]{0,20} to (?:the )?(?:attackers?|criminals?|hackers?)|\bdemand"
)
_PAID: Final = re.compile(r"\bpa(?:id|y|yment|ying)\b|\bsettled\b")
_DEMAND: Final = re.compile(r"\bdemand|\bcontact from|\basked for\b")
_SILENT: Final = re.compile(
    r"\b(?:not|no|decline\w*|unable to|neither) (?:\w+ ){0,3}?(?:comment|discuss"
    r"|confirm|speculat)"
)
_NEED: Final = re.compile(
    r"\b(?:not (?:need|have) to|no need|no action|not asking (?:you|our|customers|members)"
    r"|nothing (?:you|for you|customers|else)|not (?:need )?(?:to )?(?:take any|do any)"
    r"|not required)"
)
_ELSE: Final = re.compile(r"\b(?:else|other|further|more)\b")
_NEED_SUBJECT: Final = re.compile(
    r"\b(?:you|customers?|members?|colleagues|action|asking|readers|anyone)\b"
)
_ASKED: Final = re.compile(
    r"(?:^|[.:;,] |\bplease |\bmust |\bshould |\b(?:ask|asking|advise|urge|need) (?:you"
    r"|customers|members"
    r"|colleagues|everyone|all \w+)(?: \w+)? to )(?P<what>change|reset|check|call|contact"
    r"|update|replace"
    r"|cancel|watch|be (?:careful|wary|alert))\b[^.;]{0,60}"
)
_CAUSE_WORDS: Final = re.compile(
    r"\b(?:caus\w+|because of|due to|result of|resulted from|result(?:s|ed)? in|dealing with"
    r"|responding to|managing|experienc\w+"
    r"|comes? from|came from|origin\w*|reason for|triggered|down to|was an?|is an?|not an?|suffered"
    r"|related to|follow(?:s|ed|ing)|blame\w*|subject to|victim of|been (?:hit|affected) by|hit by"
    r"|affected by|start\w* (?:with|after|when)|linked to)\b"
)
_CAUSES: Final = re.compile(
    r"(?P<cyber>\bcyber[ -]?(?:security )?(?:attack|incident|event|criminal\w*)?|\bransomware"
    r"|\bhack\w*"
    r"|\bmalicious|\bsecurity incident|\bunauthorised (?:access|party|person)|\battack(?:ers?)?\b"
    r"|\bphishing|\bmalware|\bcriminals?\b)"
    r"|(?P<technical>\b(?:technical|it|software|system|network|hardware|database|configuration|computer)"
    r" (?:\w+ )?(?:fault|issue|problem|failure|glitch|error|update|upgrade|outage|change)s?\b"
    r"|\bglitch"
    r"|\bfailed (?:\w+ )?(?:update|upgrade|server|disk|release)|\bserver failure"
    r"|\bfailure of (?:a|our|the)"
    r" (?:\w+ )?(?:server|database|system|switch))"
    r"|(?P<error>\bhuman error|\b(?:sent|emailed|published|disclosed) (?:\w+ )?(?:by mistake"
    r"|in error)"
    r"|\bmistake by|\bmisdirected|\badministrative error)"
    r"|(?P<supplier>\b(?:at|of|with|by) (?:a|an|one of our|our)(?: \w+){0,3}? (?:supplier"
    r"|provider|vendor"
    r"|contractor|partner|third party)\b|\bsupplier'?s? (?:systems?|fault|outage))"
    r"|(?P<power>\bpower (?:cut|failure|outage|loss|supply)|\bfire\b|\bflood\w*)"
)
EXPLICIT: Final = "explicit"
"""What is named as the cause, and not only as what the incident is."""
_EXPLICIT: Final = re.compile(
    r"\b(?:caused by|cause (?:is|was)|because of|due to|result of|results? from|resulted from"
    r"|triggered by|down to|comes? from|came from|was|is|not|blamed on)"
    r" (?:an?|the|our|some)?(?: ?[\w-]+){0,2} ?$"
)
_CAUSE_OPEN: Final = re.compile(
    r"\bcause\b[^,;]*\bnot (?:yet )?(?:\w+ )?(?:known|clear|established|determined|confirmed)"
    r"|\bnot (?:yet )?(?:\w+ )?(?:know|known|established?|determined?|say"
    r"|confirm(?:ed)?)\b[^,;]*\b(?:cause"
    r"|how (?:it|this) (?:happened|unfolded))|\b(?:investigating|looking into"
    r"|establishing) the cause"
)


_NOT_THIS: Final = re.compile(
    r"\b(?:not|no|never|nor)\b(?: (?:an?|the|any|caused|by|due|to|result|of|because|related|linked"
    r"|been|was|is|were|this|that|it|think|believe|sign|evidence|down|from|form|kind|sort))* $"
)


def told_in(clause: Clause) -> Iterator[Claim]:
    """Give the bodies a clause says were told, will be told, or may be told."""
    text = asserted(clause)
    bodies = list(named(BODIES, text))
    if bodies:
        said = _telling(text)
        for body, place in bodies if said else ():
            if said is not None:
                yield _told(body, said, place, clause)


def told_people_in(clause: Clause) -> Iterator[Claim]:
    """Give whether a clause says that the people affected were or will be told."""
    text = asserted(clause)
    said = _telling(text)
    if said is None or said.lastgroup == "in_touch" or not _WHO_IS_AFFECTED.search(text):
        return
    whom = _TELL_PEOPLE.search(text, said.end()) or _TELL_PEOPLE.search(text, 0, said.start())
    if whom and "told" not in text[whom.start() : whom.end()]:
        yield _told("people affected", said, whom, clause)


_GROUPS: Final = {"in_touch": IN_TOUCH, "not_told": NOT_TOLD}


def _telling(text: str) -> re.Match[str] | None:
    """Give how it stands with telling: a doubt or a denial counts before the plain verb."""
    found = list(_TELLING.finditer(text))
    order = ("considering", "not_told", "will", "told", "in_touch")
    return min(found, key=lambda m: order.index(m.lastgroup or "told"), default=None)


def _told(subject: str, said: re.Match[str], place: re.Match[str], clause: Clause) -> Claim:
    start, end = clause.place(min(said.start(), place.start()), max(said.end(), place.end()))
    group = said.lastgroup or TOLD
    whose = people(clause.text) if subject == "people affected" else frozenset()
    return Claim(
        ClaimKind.TOLD,
        subject,
        _GROUPS.get(group, group),
        Hedge.STATED,
        Scope(whose=whose),
        is_new=says_changed(clause.of.text),
        start=start,
        end=end,
    )


def acts_in(clause: Clause) -> Iterator[Claim]:
    """Give what a clause says of a ransom, and of what readers have to do."""
    text = asserted(clause)
    ransom = _RANSOM.search(text)
    if ransom and "on demand" not in text:
        is_demand = not _PAID.search(text) and _DEMAND.search(text) is not None
        hedge = Hedge.NOT_KNOWN if _SILENT.search(text) else hedge_of(text)
        subject = "demand" if is_demand else "ransom"
        yield _act(clause, ransom, ClaimKind.DONE, subject=subject, value="yes", hedge=hedge)
    need = _NEED.search(text)
    if need and _NEED_SUBJECT.search(text):
        more = "else" if _ELSE.search(text, need.start()) else ""
        yield _act(clause, need, ClaimKind.ACT, subject="readers", value="no", detail=more)
        return
    asked = _ASKED.search(clause.text)
    if asked and not re.search(r"\bnot\b[^.;:]*$", clause.text[: asked.start("what")]):
        what = asked["what"]
        yield _act(clause, asked, ClaimKind.ACT, subject="readers", value="yes", detail=what)


def _act(
    clause: Clause,
    found: re.Match[str],
    kind: ClaimKind,
    *,
    subject: str,
    value: str,
    hedge: Hedge = Hedge.STATED,
    detail: str = "",
) -> Claim:
    start, end = clause.place(found.start(), found.end())
    return Claim(
        kind,
        subject,
        value,
        hedge,
        detail=frozenset({detail}) if detail else frozenset(),
        is_new=says_changed(clause.of.text),
        start=start,
        end=end,
    )


def causes_in(clause: Clause) -> Iterator[Claim]:
    """Give what a clause says brought it about, or that this is not known."""
    text = asserted(clause)
    open_ = _CAUSE_OPEN.search(text)
    if open_:
        yield _act(clause, open_, ClaimKind.CAUSE, subject="cause", value="", hedge=Hedge.NOT_KNOWN)
        return
    if not _CAUSE_WORDS.search(text):
        return
    for found in _CAUSES.finditer(text):
        how = EXPLICIT if _EXPLICIT.search(text, 0, found.start()) else ""
        hedge = hedge_of(text, denial=_NOT_THIS.search(text, 0, found.start()) is not None)
        name = found.lastgroup or ""
        yield _act(
            clause, found, ClaimKind.CAUSE, subject="cause", value=name, hedge=hedge, detail=how
        )

"""Reads what is said of personal data: whose, which kinds, what happened to it, how surely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from disclosure.words.claims_kinds import Claim, ClaimKind, Hedge, Part, Scope
from disclosure.words.claims_lexicon import DATA_KINDS, GENERIC_DATA, PEOPLE, named, places
from disclosure.words.claims_text import Clause, asserted, hedge_of, says_changed

REACHED, TAKEN, INVOLVED, PUBLISHED = "accessed", "taken", "involved", "published"
LOST, ALTERED, MISUSED = "lost", "altered", "misused"
_EFFECT: Final = re.compile(
    r"\b(?:"
    r"(?P<taken>taken|took|copied|stolen|stole|extracted|exfiltrated|downloaded|removed from"
    r"|left our (?:systems|network)|obtained|theft|leave our (?:systems|network)|taking)"
    r"|(?P<published>published|posted|leaked|for sale|sold|shared online|dark web|made public)"
    r"|(?P<misused>misused|misuse|fraud(?:ulent\w*)?|used (?:by|for) (?:crim|fraud)\w*)"
    r"|(?P<altered>altered|changed by|corrupted|tampered)"
    r"|(?P<accessed>accessed|access to|viewed|seen|saw|reached|exposed|access|accessing|viewable"
    r"|looked at|unauthorised access)"
    r"|(?P<involved>affected|involved|compromised|included?|includes|including|breach(?:ed)?|contain"
    r"(?:s|ed)?|concerned|part of|impacted|at risk|relat(?:es|ed) to|disclosed|involve[sd]?|hold"
    r"(?:s|ing)?|held|caught up|limited to|data (?:is|was|were|are) (?:safe|secure)|safe|secure"
    r"|contained|in the (?:files?|data|list)|cover(?:s|ed)?)"
    r"|(?P<lost>lost|loss|destroyed|deleted)"
    r")\b"
)
_HINT: Final = re.compile(
    r"data|detail|information|name|address|password|birth|card|bank|payment|record|pay|passport"
    r"|health|medical|history|insurance number|phone|email|pin|login|log-in|credential|files"
    r"|nothing"
    r"|systems|network|anyone|someone|salar|identity|licen|document|result|loyalty|points"
)
_EXCLUDED: Final = re.compile(
    r"\b(?:not (?:including|include|contain|involve|cover|hold|store|affect)|did not|does not"
    r"|do not"
    r"|excluding|but not|but no|nor|other than|except(?: for)?|apart from|without)\b"
)
_LISTED_OUT: Final = re.compile(
    r",? (?:but not|not including|excluding|but no|and not|and no|not)\b"
)
_ONLY: Final = re.compile(
    r"\b(?:only|limited to|confined to|solely|no other|nothing (?:else|more))\b"
)
_ALL: Final = re.compile(
    r"\b(?:no|any|all|none of|every) (?:[\w-]+ ){0,3}?(?:data|information|details|records)\b"
)
_SOME: Final = re.compile(r"\b(?:some|certain|a number of|parts? of|several|many|a limited)\b")
_YOURS: Final = re.compile(r"\byour?\b")
_UNSAFE: Final = re.compile(r"\b(?:safe|secure)\b")
_ADVICE: Final = re.compile(
    r"\b(?:please|never ask|never share|be (?:careful|wary|alert)|ask you for|asks? (?:you )?for"
    r"|change your|reset|do not (?:share|give|click|reply|open|use)|keep your|check your|protect"
    r"|you can (?:ask|complain|call|check|use)|sign up|we never|not to (?:share|click)|take care"
    r"|contact us|you should|write to|will never|may ask|will contact|advise|recommend"
    r"|watch out|look out|keep\w* (?:[\w-]+ ){1,4}(?:safe|secure))\b"
)
_NOT_HELD: Final = re.compile(
    r"\b(?:not|never) (?:\w+ )?(?:hold|held|store|stored|keep|kept)\b|\bheld (?:elsewhere"
    r"|separately)"
    r"|\b(?:stored|processed|kept) (?:elsewhere|separately|by (?:a|another))"
)
_ENTRY: Final = re.compile(
    r"\b(?:unauthorised (?:access|person|party)|(?:someone|somebody|anyone|anybody|nobody|no one"
    r"|criminals?|attackers?|hackers?|intruders?|third part(?:y|ies))\b[^,;]{0,40}"
    r"(?:got into|gained (?:access|entry)|entered|accessed|broke into|reached|got in)"
    r"|(?:gained|had) (?:unauthorised )?access to|access(?:ed)? (?:to )?(?:some of |part of "
    r"|one of )?"
    r"our (?:\w+ )?(?:systems?|network))"
    r"[^;]{0,60}?\b(?:systems?|network|servers?|environment)\b"
)
_DENYING: Final = re.compile(
    r"\b(?:(?:do|does|did|has|have|was|were|is|are|could|can) not|no|none|not|never|neither"
    r"|nobody|nothing|\w+n't)\b"
)
_ATTEMPT: Final = re.compile(r"\b(?:attempt|tried|trying|unsuccessful|prevented|blocked)")


def data_in(clause: Clause) -> Iterator[Claim]:
    """Give what a clause claims of personal data, and of entry into systems."""
    if not _HINT.search(clause.text):
        return
    text = asserted(clause)
    if not _ADVICE.search(text):
        inner, outer = _split(text)
        yield from _claims(inner, 0, clause)
        if outer:
            yield from _claims(text[outer:], outer, clause, is_out=True)
    entry = _ENTRY.search(text)
    if entry and not (_ATTEMPT.search(text)):
        hedge = hedge_of(text)
        start, end = clause.place(_from(text, entry.start(), hedge), entry.end())
        yield Claim(
            ClaimKind.DONE,
            "entry",
            "yes",
            hedge,
            is_new=says_changed(clause.of.text),
            start=start,
            end=end,
        )


def _split(text: str) -> tuple[str, int]:
    """Split 'names and addresses, but not passwords' into what was and what was not."""
    for found in _LISTED_OUT.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if (
            _kinds(before)
            and _kinds(after)
            and _EFFECT.search(before)
            and not _EFFECT.search(after[:40])
        ):
            return before, found.end()
    return text, 0


def _kinds(text: str) -> frozenset[str]:
    return frozenset(name for name, _ in named(DATA_KINDS, text))


def _claims(text: str, start: int, clause: Clause, *, is_out: bool = False) -> Iterator[Claim]:
    kinds = [found for _, found in named(DATA_KINDS, text)]
    generic = list(GENERIC_DATA.finditer(text))
    effects = list(_EFFECT.finditer(text))
    is_nothing = re.search(r"\bnothing (?:\w+ )?(?:was|has been)\b", text)
    if not (kinds or generic or is_nothing) or not (effects or is_out or _NOT_HELD.search(text)):
        return
    spans = [*kinds, *generic, *effects]
    if not spans:
        return
    last = max(found.end() for found in spans)
    hedge = Hedge.DENIED if is_out else _hedge(text, effects)
    first = _from(text, min(found.start() for found in spans), hedge)
    placed = clause.place(start + first, start + last)
    named_kinds = _kinds(text)
    yield Claim(
        ClaimKind.DATA,
        "data",
        _effect(effects),
        hedge,
        Scope(_whose(text), places(text) - {"stores", "online"}, _part(text, hedge)),
        named_kinds,
        is_new=says_changed(clause.of.text),
        start=placed[0],
        end=placed[1],
    )


def _from(text: str, first: int, hedge: Hedge) -> int:
    """Give where the words of a claim begin: those of a denial with the word that denies.

    "Data was taken" quoted from "no data was taken" would say the opposite.
    """
    if hedge not in (Hedge.DENIED, Hedge.NO_SIGN):
        return first
    denying = list(_DENYING.finditer(text, 0, first))
    return denying[-1].start() if denying else first


def _hedge(text: str, effects: list[re.Match[str]]) -> Hedge:
    hedge = hedge_of(text)
    if (
        hedge is Hedge.STATED
        and _UNSAFE.search(text)
        and all(e[0] in ("safe", "secure") or _UNSAFE.search(e[0]) for e in effects)
    ):
        return Hedge.DENIED
    if hedge is Hedge.STATED and _NOT_HELD.search(text):
        return Hedge.DENIED
    # "We have evidence that data was taken and that no ..." is split before; what is left of
    # "not only" and "no later than" denies nothing.
    if hedge is Hedge.DENIED and re.search(
        r"\bnot only\b|\bno later\b|\bnot all\b|\bno longer\b", text
    ):
        return Hedge.STATED
    return hedge


_ORDER: Final = (MISUSED, PUBLISHED, TAKEN, ALTERED, LOST, REACHED, INVOLVED)


def _effect(effects: list[re.Match[str]]) -> str:
    """Give the gravest thing said to have happened, or only to be involved."""
    said = {found.lastgroup for found in effects}
    return next((effect for effect in _ORDER if effect in said), INVOLVED)


def _whose(text: str) -> frozenset[str]:
    """Give whose data it is; who did it or is told of it is left out as far as verbs show it."""
    found = {name for name, _ in named(PEOPLE, _without_tellers(text))}
    specific = found - {"people"}
    if not specific and _YOURS.search(text):
        return frozenset({"you"})
    return frozenset(specific)


_TELLERS: Final = re.compile(
    r"\b(?:third|unauthorised|outside) (?:part(?:y|ies)|persons?|people)"
    r"|\b(?:told|tell|telling|inform(?:ed|ing)?|contact(?:ed|ing)?|write to|wrote to|writing to"
    r"|written to) (?:\w+ ){0,3}?(?:customers|members|colleagues|people|staff|employees"
    r"|individuals)"
    r"|\bour (?:supplier|partner|teams?|colleagues|staff) (?:\w+ )?(?:is|are|has|have|found|told)\b"
    r"|\b(?:employee|staff|colleague|supplier)'?s? (?:account|laptop|device|mailbox|login)"
)


def _without_tellers(text: str) -> str:
    return _TELLERS.sub(lambda found: " " * len(found[0]), text)


def _part(text: str, hedge: Hedge) -> Part:
    if _ONLY.search(text) and hedge not in (Hedge.DENIED, Hedge.NO_SIGN):
        return Part.ONLY
    if _ALL.search(text):
        return Part.ALL
    if _YOURS.search(text):
        return Part.YOURS
    return Part.SOME if _SOME.search(text) else Part.PLAIN

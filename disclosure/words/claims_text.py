"""Prepares a sentence for reading: tidied words that know their places, clauses, hedges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from disclosure.words.claims_kinds import Hedge

_STRAIGHT: Final = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2009": " ", "–": "-", "—": "-"}
    | {"\u2011": "-", "\n": " ", "\t": " "}
)
_SHORTENED: Final = re.compile(
    r"\b(?:(?P<can>can)(?:'t|not\b)|(?P<won>wo)n't|(?P<verb>\w+?)n't"
    r"|(?P<who>we|they|you|it|there|that)'(?P<short>ve|re|ll|s)\b)",
    re.IGNORECASE,
)
_LONG: Final = {"ve": "have", "re": "are", "ll": "will", "s": "is"}


@dataclass(frozen=True, slots=True)
class Tidied:
    """A sentence in lower case with contractions written out, and where each letter stood."""

    text: str
    origins: tuple[int, ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the sentence as it was written."""
        if not self.origins:
            return start, end
        last = self.origins[end - 1] + 1 if end > start else self.origins[start]
        return self.origins[start], last


_NUMBERED: Final = re.compile(r"\bno(?=\.? ?\d+/\d)")
"""The "No" before the number of a law, which denies nothing."""


def tidied(text: str) -> Tidied:
    """Tidy a sentence; its length changes only where a contraction is written out."""
    # Letter by letter: a few letters become two in lower case, and places would shift.
    lower = text.translate(_STRAIGHT).lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(_STRAIGHT))
    lower = _NUMBERED.sub("nr", lower)
    if "'" not in lower and "cannot" not in lower:
        return Tidied(lower)
    pieces: list[str] = []
    origins: list[int] = []
    at = 0
    for found in _SHORTENED.finditer(lower):
        long = _written_out(found)
        pieces += [lower[at : found.start()], long]
        origins += range(at, found.start())
        span = found.end() - found.start() - 1
        origins += [found.start() + min(n, span) for n in range(len(long))]
        at = found.end()
    pieces.append(lower[at:])
    origins += range(at, len(lower))
    return Tidied("".join(pieces), tuple(origins))


def _written_out(found: re.Match[str]) -> str:
    if found["can"]:
        return "can not"
    if found["won"]:
        return "will not"
    if found["who"]:
        return f"{found['who']} {_LONG[found['short']]}"
    return f"{found['verb']} not"


# ---- Clauses -------------------------------------------------------------------------------------

_CUT: Final = re.compile(
    # "Data involved? Unknown." is a question with its answer.
    r";|(?<=\w\w)[.!] (?=\w)|(?<=\w)\? (?!(?:unknown|not|no|none|being|yes)\b)"
    # "But not passwords" belongs to what stands before it.
    r"|,? (?!but (?:not|no|never)\b(?![^;.]*\b(?:is|are|was|were|has|have|did)\b)[\w ,'-]*\W*$)"
    r"(?:but|although|though|whereas|however)\b"
    r"|,? while (?=\w+ \w+)|, which (?=is|are|was|were|has|have|did|do)"
    r"|,? (?:and|so) (?=(?:we|they|it|there|you|your|our|all|no|none|nobody|neither)\b(?! of\b))"
    r"|, and (?=the \w+ (?:is|are|was|were|has|have)\b)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a tidied sentence that is hedged or denied as one.

    Attributes:
        text: Its words.
        start: Where it begins in the tidied sentence.
        of: The tidied sentence.
    """

    text: str
    start: int
    of: Tidied

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the sentence as it was written."""
        return self.of.place(self.start + start, self.start + end)


def clauses(sentence: Tidied) -> tuple[Clause, ...]:
    """Split a tidied sentence where a new assertion begins."""
    starts = [0, *(found.end() for found in _CUT.finditer(sentence.text))]
    ends = [*(found.start() for found in _CUT.finditer(sentence.text)), len(sentence.text)]
    return tuple(
        Clause(sentence.text[start:end], start, sentence)
        for start, end in zip(starts, ends, strict=True)
        if sentence.text[start:end].strip()
    )


_SUPPOSED: Final = re.compile(
    r"(?<!checking )(?<!know )(?<!say )(?<!see )(?<!establish )(?<!investigating )(?<!confirm )"
    r"(?<!determine )(?<!clear )(?<!sure )(?<!assessing )(?<!tell )(?<!establishing )(?<!out )"
    r"\b(?:if|unless|in case|once|as soon as|even if|in the event)\b[^,;:]*"
)
_SAID_BEFORE: Final = re.compile(
    r"\b(?:we|our (?:\w+ )?(?:statement|announcement|message|email|notice))"
    r" (?:earlier |previously |first |originally |initially )?"
    r"(?:said|told you|wrote|stated|reported earlier)\b[^;]*"
)


_HINTS: Final = re.compile(
    r"\b(?:if|unless|once|in case|as soon|in the event|said|told|wrote|stated)\b"
)


# The moment from which a clock runs, and the name of a report, say nothing of the data itself.
_BREACH_AS_TERM: Final = re.compile(
    r"\b(?:aware of|awareness of) (?:a |the |any )?(?:personal )?data breach(?:es)?"
    r"|\b(?:personal )?data breach (?:report|notification|notice|form)s?"
)


def asserted(clause: Clause) -> str:
    """Blank out what is only supposed, or is told as said before; places stay."""
    return _asserted(clause.text)


@lru_cache(maxsize=1024)
def _asserted(text: str) -> str:
    if "data breach" in text:
        text = _BREACH_AS_TERM.sub(_blank, text)
    if not _HINTS.search(text):
        return text
    return _SAID_BEFORE.sub(_blank, _SUPPOSED.sub(_blank, text))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


# ---- How surely ----------------------------------------------------------------------------------

_OPEN: Final = (
    r"(?:checking|investigating|looking into|looking at|establishing|assessing|reviewing"
    r"|finding out|find out|working out|examining|determine|determining|understand|establish)"
    r" (?:\w+ ){0,2}?(?:if|whether|what|which|whose|how many|how much|the extent)"
)
_NOT_KNOWN: Final = re.compile(
    r"\bnot (?:yet |currently |now |still |been able to |able to |be able to |at this stage "
    r"|in a position to )*"
    r"(?:know|known|say|tell|confirm|confirmed|judged|decided|settled|establish|established|determined?|certain|clear|sure"
    r"|rule out|ruled out|identified (?:which|what|whether|whose)|counted|completed)\b"
    rf"|\b{_OPEN}|\bunclear\b|\bunknown\b|\btoo (?:early|soon)\b|\byet to (?:\w+ )?(?:establish"
    r"|confirm|determine|know|find)|\bremains? to be\b|\bno(?:t a)? final\b"
    r"|\bunder (?:investigation|review)\b|\bbeing (?:checked|investigated|assessed|established)\b"
    r"|\bwhether or not\b|\bneither confirm\b|\bnot comment|\bno comment\b"
)
_NO_SIGN: Final = re.compile(
    r"\bno (?:\w+ ){0,3}?(?:evidence|signs?|indications?|suggestion|trace|reason to (?:believe"
    r"|think"
    r"|suspect))\b"
    r"|\bnot (?:\w+ ){0,2}?(?:found|seen|identified|uncovered|find|see|have|detected) any"
    r" (?:\w+ )?(?:evidence|signs?|indications?|trace|suggestion|reason)\b"
    r"|\bnot (?:\w+ )?(?:aware (?:of|that)|believe|think|believed|thought|suspect)\b"
    r"|\bnothing (?:\w+ ){0,3}(?:suggest|indicat|show)|\bwithout any (?:sign|evidence)"
    r"|\b(?:believe|think|understand|confident)\b[^,;]{0,12}\b(?:no|none|nobody|nothing)\b"
)
_DENIED: Final = re.compile(
    r"\b(?:not|no|none|never|nobody|nothing|neither|nor|without|unaffected|excludes?|excluding"
    r"|other than|except|apart from|no longer)\b"
)
_POSSIBLE: Final = re.compile(
    r"\b(?:may|might|could)(?: also| well| now| potentially| possibly| each| all)?"
    r" (?:have|be|not|affect|include|contain|involve|concern|belong|relate|reach|see|hold)\b"
    r"|\bpossib(?:le|ly)\b|\bpotential(?:ly)?\b|\bat risk\b"
    r"|\bcan not (?:yet )?(?:be )?rule[d]? out\b"
)
_BELIEVED: Final = re.compile(
    r"\b(?:we|who|investigators|specialists|experts|it|police) (?:now |currently |still |also "
    r"|have reason to )?(?:believes?|thinks?|suspects?|understand that|consider that|assume)\b"
    r"|\b(?:appears?|seems?|appeared|seemed)\b|\b(?:is|are|was|were) (?:currently "
    r"|now )?(?:believed"
    r"|thought|understood|suspected|likely)\b|\bprobabl[ey]\b|\blikely\b|\bour (?:current )?"
    r"(?:belief|understanding|working assumption)\b|\bindications (?:are )?that\b"
    r"|\b(?:customers|colleagues|people|members|users|they|stores) (?:also )?(?:report|say"
    r"|tell us)\b|\breported by (?:customers|colleagues|people|members|users|shoppers)\b"
)
_CAN_NOT_RULE_OUT: Final = re.compile(r"\bcan not (?:yet |currently )*(?:be )?rule[d]? out\b")


@lru_cache(maxsize=1024)
def hedge_of(words: str, *, denial: bool = True) -> Hedge:
    """Give how surely a stretch of words asserts what it speaks of.

    Args:
        words: The clause, or the part of it that bears on the assertion.
        denial: Count a plain "not" or "no" as a denial; readers of states look for it themselves.
    """
    if _CAN_NOT_RULE_OUT.search(words):
        return Hedge.NOT_KNOWN
    if _NOT_KNOWN.search(words):
        return Hedge.NOT_KNOWN
    if _NO_SIGN.search(words):
        return Hedge.NO_SIGN
    if _POSSIBLE.search(words):
        return Hedge.POSSIBLE
    if denial and _DENIED.search(words):
        return Hedge.NO_SIGN if _BELIEVED.search(words) else Hedge.DENIED
    return Hedge.BELIEVED if _BELIEVED.search(words) else Hedge.STATED


# ---- What has changed ----------------------------------------------------------------------------

_NEW: Final = re.compile(
    r"\b(?:now know|now confirm\w*|now established|now found|now believe|has (?:now "
    r"|since )?(?:risen"
    r"|fallen|grown|changed|gone up|come down|increased|been restored|been found)"
    r"|ha(?:s|ve) since\b|since then|since (?:our|we|this|that|yesterday'?s) (?:\w+ )?(?:\w+ )?"
    r"(?:statement|announcement|message|update|said|wrote|email|letter|notice|report)"
    r"|up from|down from|rather than|no longer|instead of the|correct(?:s|ion|ed|ing)?\b"
    r"|(?:earlier|previous|first|initial|original) (?:figure|number|estimate|statement|message"
    r"|count"
    r"|announcement|update|notice|date|report)|(?:previously|originally|initially|earlier)"
    r" (?:said|told|reported|thought|believed|announced|stated|gave|given|estimated)"
    r"|we said (?:earlier|yesterday|on|this|that|before|last|in|then)|this (?:updates|replaces)"
    r"|more than we (?:first|earlier)|has changed|have changed|was wrong|were wrong|further checks"
    r"|further work|has now\b|have now\b|are now\b|is now\b|work since|update to (?:our|the))"
)


@lru_cache(maxsize=1024)
def says_changed(words: str) -> bool:
    """Say whether words tell that something is different from before."""
    return _NEW.search(words) is not None


# ---- Words ---------------------------------------------------------------------------------------

_WORD: Final = re.compile(r"[a-zé]+|\d[\d,.]*\d|\d")
_EMPTY: Final = frozenset(
    [
        "a",
        "an",
        "and",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "our",
        "we",
        "us",
        "you",
        "your",
        "it",
        "its",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "have",
        "has",
        "had",
        "this",
        "that",
        "these",
        "those",
        "will",
        "would",
        "can",
        "may",
        "not",
        "no",
        "some",
        "any",
        "all",
        "as",
        "or",
        "if",
        "so",
        "who",
        "what",
        "which",
        "when",
        "where",
        "their",
        "they",
        "them",
        "there",
        "than",
        "then",
        "but",
        "also",
        "more",
        "most",
        "other",
        "such",
        "up",
        "out",
        "into",
        "over",
        "do",
        "does",
        "did",
        "am",
        "i",
        "me",
        "my",
        "one",
        "made",
        "make",
        "making",
        "taken",
        "take",
        "taking",
    ]
)
_ENDING: Final = re.compile(r"(?:ations?|ing|ed|es|s|ly|er)$")


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Give the words of a text that carry it, without their endings."""
    words = _WORD.findall(text.lower())
    return frozenset(
        _ENDING.sub("", word) if len(word) > 4 else word  # noqa: PLR2004
        for word in words
        if word not in _EMPTY
    )

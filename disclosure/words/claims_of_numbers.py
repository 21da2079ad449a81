"""Reads how many: digits, words, ranges and shares, with what is counted and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from disclosure.facts.standings import Quality
from disclosure.words.claims_kinds import Claim, ClaimKind, Hedge, Number, Part, Scope
from disclosure.words.claims_lexicon import DATA_KINDS, group_of, named, places
from disclosure.words.claims_text import Clause, asserted, hedge_of, says_changed, stems

_UNITS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL: Final = {word: number for number, word in enumerate(_UNITS)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_WORD: Final = rf"(?:{'|'.join((*reversed(_UNITS), *_TENS))})"
_SPELT: Final = (
    rf"(?:(?:{_WORD}(?:[- ]{_WORD})?|a) hundred(?: and {_WORD}(?:-{_WORD})?)?"
    rf"|{_WORD}-{_WORD}|{_WORD})"
)
_SIZE: Final = r"(?: ?(?:million|thousand|billion|mn|bn|m|k))"
_FIGURE: Final = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?){_SIZE}?"
_NUMBER: Final = rf"(?:{_FIGURE}|{_SPELT}(?: (?:million|thousand))?)"
_QUALITY: Final = (
    (
        Quality.ABOUT,
        r"about|around|roughly|approximately|some|approx\.?|an estimated|estimated|circa",
    ),
    (Quality.AT_LEAST, r"at least|no fewer than|no less than|upwards of|a minimum of"),
    (Quality.AT_MOST, r"at most|up to|no more than|not more than|a maximum of|as many as"),
)
_LEADS: Final = (
    rf"(?P<lead>{'|'.join(words for _, words in _QUALITY)}|more than|over|in excess of|just over"
    r"|fewer than|less than|under|just under|nearly|almost|close to)"
)
_MONEY: Final = r"(?P<money>[£$€])?"
_COUNT: Final = re.compile(
    rf"(?<![\w.,:/-])(?:{_LEADS} )?{_MONEY}(?:between )?(?P<low>{_NUMBER})"
    rf"(?:(?: and | to |-)[£$€]?(?P<high>{_NUMBER}))?(?P<percent> ?%| per ?cent)?(?![\w:/-]|\.\d)"
    rf"(?: of (?:all |our |the |its |these )*(?P<whole>{_NUMBER}))?"
    r"(?P<tail>(?: [a-z][\w'-]*){1,6})?"
)
_VAGUE: Final = re.compile(
    r"\b(?:dozens|hundreds|thousands|a number|a handful|several|many|a few|tens of thousands"
    r"|hundreds of thousands|millions) of(?P<tail>(?: [a-z][\w'-]*){1,5})"
)
_HINT: Final = re.compile(
    rf"\d|\b{_WORD}\b|hundred|dozens|thousands|millions|\b(?:number|handful|several|many|few)\b"
)
_NOT_COUNTED: Final = re.compile(
    r"\b(?:art(?:icle)?s?|section|regulation|reg|rule|paragraph|part|question|no|number|ref(?:erence)?"
    r"|ext|extension|version|page|clause|schedule|one in|phone|text|tel|form|step|option|case|line"
    r"|phase|level|tier|windows|chapter|covid)[.:]? #?$"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_BEFORE_YEAR: Final = re.compile(
    r"\b(?:in|since|during|from|until|before|after|by|of|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)\w*) $"
)
_NO_NOUN: Final = frozenset(
    {"am", "pm", "bst", "gmt", "utc", "a.m", "p.m", "day", "days", "hour", "hours", "minutes"}
    | {"minute", "week", "weeks", "month", "months", "year", "years", "january", "february"}
    | {"march", "april", "may", "june", "july", "august", "september", "october", "november"}
    | {"december"}
)
"""Words behind a number that make it a time."""
_FAMILY: Final = re.compile(
    r"(?P<written>written to|wrote to|emailed|contacted|told|contacting|writing to|notified)"
    r"|(?P<whole>(?:we|which|it|who|group|company|charity|society) (?:employs?|serves?|has|have"
    r"|runs?|operates?|own|owns|look after|care for|supply|supplies|support)|in total|our total"
    r"|altogether)"
    r"|(?P<locked>locked|frozen|blocked|suspended|switched off|replaced|reset)"
    r"|(?P<closed>closed|shut)|(?P<open>open\b|reopened|trading)"
    r"|(?P<cancelled>cancelled|postponed)|(?P<delayed>delayed|late\b)"
    r"|(?P<published>published|posted|leaked)"
    r"|(?P<received>received|called|complained|complaints|complain)"
    r"|(?P<restored>restored|rebuilt|back (?:online|working|in service)|recovered|reconnected)"
    r"|(?P<refunded>refunded|compensated|reimbursed)"
    r"|(?P<cost>cost|profit|sales|impact|charge|loss(?:es)?\b)"
    r"|(?P<affected>affected|involved|accessed|taken|copied|stolen|seen|viewed|exposed|compromised"
    r"|concerned|relat(?:es|ed|ing)|belong(?:s|ed|ing)?|data of|details of|information (?:of|about)"
    r"|records of|obtained|lost|impacted|breach|incident|disrupted|downloaded|not working|offline"
    r"|encrypted|(?:in|on) (?:the|that|this|a) (?:\w+ )?(?:file|list|export|spreadsheet|folder"
    r"|mailbox|backup)|includes?|included|cover(?:s|ed)?|hold(?:s|ing)?|contain(?:s|ed)?)"
)
WORD: Final = "word "
_UNDONE: Final = re.compile(r"\b(?:not|never|still to|yet to|to) (?:\w+ ){0,2}$")
_ONES: Final = frozenset({"one", "zero", "a hundred"})


def counts_in(clause: Clause) -> Iterator[Claim]:
    """Give the counts a clause claims."""
    if not _HINT.search(clause.text):
        return
    text = asserted(clause)
    for found in _COUNT.finditer(text):
        if found["low"][0].isalpha() and not found["tail"]:
            continue
        yield from _count(found, text, clause)
    for found in _VAGUE.finditer(text):
        counted = _counted(found["tail"])
        if counted.noun:
            number = Number(2, None, Quality.ABOUT, None)
            yield _claim(counted, number, found, clause, text)


def _count(found: re.Match[str], text: str, clause: Clause) -> Iterator[Claim]:
    is_share = bool(found["percent"])
    counted = _counted(found["tail"] or "")
    if found["money"]:
        counted = Counted("money", frozenset(), 0)
    number = number_of(found)
    if not counted.noun or number is None or _is_a_name(found, text):
        return
    if found["low"] in _ONES and not is_share:
        return
    if is_share:
        counted = replace(counted, noun=f"share of {counted.noun}")
    yield _claim(counted, number, found, clause, text)
    whole = _value(found["whole"]) if found["whole"] else None
    if whole is not None:
        start, end = clause.place(
            found.start("whole"), found.end() - len(found["tail"] or "") + counted.length
        )
        detail = frozenset({"role whole"})
        held = Number(whole, whole, Quality.EXACT, whole)
        yield Claim(ClaimKind.COUNT, counted.noun, held, detail=detail, start=start, end=end)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts.

    Attributes:
        noun: The one name of what is counted; nothing where it counts nothing we know.
        narrowed: The words that narrow it: 'business' of business customers.
        length: How far the words behind the number belong to it.
    """

    noun: str
    narrowed: frozenset[str]
    length: int


_NOTHING: Final = Counted("", frozenset(), 0)
_ENDS: Final = frozenset(
    [
        "and",
        "to",
        "in",
        "on",
        "at",
        "have",
        "has",
        "had",
        "were",
        "was",
        "are",
        "is",
        "that",
        "who",
        "which",
        "by",
        "from",
        "for",
        "with",
        "will",
        "may",
        "can",
        "could",
        "do",
        "does",
        "did",
        "be",
        "been",
        "since",
        "as",
        "or",
        "but",
    ]
)
"""Words at which what is counted ends."""


def _counted(tail: str) -> Counted:
    """Give what is counted: the last of the first nouns we know behind the number."""
    words = tail.split()
    if not words or words[0].rstrip(".") in _NO_NOUN:
        return _NOTHING
    kept: list[str] = []
    at = 0
    for number, word in enumerate(words):
        at += 1 + len(word)
        if word in _ENDS:
            break
        pair = group_of(f"{kept[-1]} {word}") if kept else ""
        group = pair or group_of(word)
        following = group_of(words[number + 1]) if number + 1 < len(words) else ""
        if group and not following:
            own = kept[:-1] if pair else kept
            narrowed = frozenset(w for w in own if w not in _EMPTY and not group_of(w))
            return Counted(group, narrowed, at)
        kept.append(word)
    return _NOTHING


def _is_a_name(found: re.Match[str], text: str) -> bool:
    """Say whether the number names something: a year, a provision, a telephone number."""
    before = text[max(0, found.start("low") - 14) : found.start("low")]
    if found["low"].startswith("0") or _NOT_COUNTED.search(before):
        return True
    return bool(_YEAR.fullmatch(found["low"]) and _BEFORE_YEAR.search(before))


def _claim(
    counted: Counted, number: Number, found: re.Match[str], clause: Clause, text: str
) -> Claim:
    end_of_noun = found.end() - len(found["tail"] or "") + counted.length
    role = _role(text, found.start(), end_of_noun)
    narrowed = counted.narrowed
    if role == "affected":
        narrowed |= {name for name, _ in named(DATA_KINDS, text)}
    if not role:
        # A verb we have no name for: its clause tells one count from another.
        narrowed |= {f"{WORD}{stem}" for stem in stems(text) if not stem[0].isdigit()}
    hedge = hedge_of(text)
    # "Not all of the 38 stores": a denial beside a number denies something else about it.
    hedge = Hedge.STATED if hedge is Hedge.DENIED else hedge
    start, end = clause.place(found.start(), end_of_noun)
    return Claim(
        ClaimKind.COUNT,
        counted.noun,
        number,
        hedge,
        Scope(where=places(text) - {"stores", "online"}, part=_part(text, found.start())),
        frozenset({f"role {role}"}) | narrowed,
        is_new=says_changed(clause.of.text),
        start=start,
        end=end,
    )


_EMPTY: Final = frozenset(
    {"of", "our", "the", "all", "these", "those", "other", "different", "more", "new", "total"}
    | {"affected", "individual", "separate", "unique", "further", "additional", "their"}
)


def _is_after_of(text: str, start: int) -> bool:
    """Say whether the number is the whole of a part: 'some of our 420 stores'."""
    return _A_PART_OF.search(text, 0, start) is not None


_A_PART_OF: Final = re.compile(
    r"\b(?:some|many|most|one|part|none|half|few|several|\d[\d,]*) (?:out )?of (?:all |our "
    r"|the |its )*$"
)


def _part(text: str, start: int) -> Part:
    before = text[max(0, start - 8) : start]
    return Part.ALL if before.rstrip().endswith(("all", "all our")) else Part.PLAIN


def _role(text: str, start: int, end: int) -> str:
    """Give what is said of those counted: the nearest word behind the number, else before it."""
    if _is_after_of(text, start):
        return "whole"
    after = _FAMILY.search(text, end)
    if after and _UNDONE.search(text, end, after.start()):
        return f"not {after.lastgroup}"
    # What stands before a comma speaks of something else: "When it was switched off, 37 …".
    before = list(_FAMILY.finditer(text, text.rfind(", ", 0, start) + 1, start))
    if after and not (before and _is_governing(before[-1])):
        return after.lastgroup or ""
    if before:
        return before[-1].lastgroup or ""
    return after.lastgroup or "" if after else ""


def _is_governing(found: re.Match[str]) -> bool:
    return found.lastgroup in ("written", "whole", "received", "refunded", "locked")


# ---- What a number can mean ----------------------------------------------------------------------


def number_of(found: re.Match[str]) -> Number | None:
    """Give a number as the range it can mean."""
    low = _value(found["low"])
    high = _value(found["high"]) if found["high"] else None
    if low is None:
        return None
    if high is not None and found["high"]:
        low = _of_one_size(found["low"], low, found["high"], high)
        return Number(min(low, high), max(low, high), Quality.RANGE, None)
    lead = found["lead"] or ""
    return _meant(low, lead, is_rounded=re.search(rf"{_SIZE}$", found["low"]) is not None)


_WRITTEN_OUT: Final = 1_000
"""From here on a number stands for itself, whatever size the one behind it has."""


def _of_one_size(low_said: str, low: int, high_said: str, high: int) -> int:
    """Read '5 to 6 million' as five million to six, and '900,000 to 2 million' as it is written."""
    size = re.search(rf"{_SIZE}$", high_said)
    is_short = low < high and low < _WRITTEN_OUT
    if size and is_short and not re.search(rf"{_SIZE}$", low_said):
        return low * _TIMES[size[0].strip()]
    return low


_TIMES: Final = {
    "million": 1_000_000,
    "mn": 1_000_000,
    "m": 1_000_000,
    "thousand": 1000,
    "k": 1000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
}


_LONGEST: Final = 60
"""Characters of the longest number anybody means, in figures or spelt out."""


def _value(words: str) -> int | None:
    size = re.search(rf"{_SIZE}$", words)
    bare = words[: size.start()].strip() if size else words
    times = _TIMES[size[0].strip()] if size else 1
    if len(bare) > _LONGEST:
        return None
    if bare[:1].isdigit():
        return round(float(bare.replace(",", "")) * times)
    spelt = _spelt(bare)
    return None if spelt is None else spelt * times


def _spelt(words: str) -> int | None:
    if "hundred" in words:
        many, _, rest = words.partition("hundred")
        above = _spelt(many.strip()) if many.strip() != "a" else 1
        below = _spelt(rest.replace("and", "", 1).strip()) if rest.strip() else 0
        return None if above is None or below is None else 100 * above + below
    total = 0
    for word in re.split(r"[- ]", words):
        if word not in _SMALL:
            return None
        total += _SMALL[word]
    return total


def _meant(figure: int, lead: str, *, is_rounded: bool) -> Number:
    slack = _slack(figure)
    if lead in ("more than", "over", "in excess of", "just over"):
        return Number(figure + 1, None, Quality.AT_LEAST, figure)
    if lead in ("fewer than", "less than", "under", "just under"):
        return Number(0, max(0, figure - 1), Quality.AT_MOST, figure)
    if lead in ("nearly", "almost", "close to"):
        return Number(figure - 2 * slack, figure, Quality.ABOUT, figure)
    for quality, words in _QUALITY:
        if lead and re.fullmatch(words, lead):
            low = 0 if quality is Quality.AT_MOST else figure
            high = None if quality is Quality.AT_LEAST else figure
            if quality is Quality.ABOUT:
                low, high = figure - slack, figure + slack
            return Number(low, high, quality, figure)
    # "6.5 million" is rounded whatever stands before it.
    near = _half_a_unit(figure) if is_rounded else 0
    return Number(figure - near, figure + near, Quality.EXACT, figure)


def _slack(figure: int) -> int:
    """Give how far off "about" may be: a tenth of a number with one figure, else a twentieth."""
    one_figure = len(str(figure).rstrip("0")) <= 1
    return max(1, figure // (10 if one_figure else 20))


def _half_a_unit(figure: int) -> int:
    unit = int("1" + "0" * (len(str(figure)) - len(str(figure).rstrip("0"))))
    return min(unit // 2, figure // 20)

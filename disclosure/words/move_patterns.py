"""The small pattern language in which moves are described.

How an entry is read:

* The sentence is tidied first (``moves.detect``): straight quotes, single spaces,
  lower case, contractions written out. Patterns may therefore say
  ``do not`` and need not think of ``don't``.
* The ``strike`` patterns take near misses out of the sentence. "We do not yet
  know whether data was taken" loses everything from "whether" on before
  ``DATA_TAKEN`` is looked for. Striking out, rather than refusing the whole
  sentence, keeps the other half of a compound sentence readable.
* Then one match of any ``says`` pattern is enough.

Pattern shorthand: ``~`` is a gap of up to 60 characters inside the sentence,
``%`` a gap of up to 25 that also stops at a comma, and ``<name>`` one of the
fragments below (a per cent sign is written with a backslash). Every pattern starts at
the start of a word. It may stop within one, so ``investigat`` also finds "investigating".
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DATE = (
    rf"(?:(?:{_DAY},? )?\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b(?: \d{{4}})?|{_DAY}"
    r"|\d{4}-\d\d-\d\d|yesterday|today|last night|this morning|this afternoon|this evening"
    r"|(?:the|last|this) weekend|last week|easter)"
)
_TIME = r"(?:\d{1,2}[:.]\d\d(?: ?[ap]\.?m\b)?|\d{1,2} ?[ap]\.?m\b|midnight|noon|midday)"

_FRAGMENTS: Final[Mapping[str, str]] = {
    "month": _MONTH,
    "date": _DATE,
    "time": _TIME,
    # A point in time with the words that usually lead up to it.
    "when": (
        r"(?:about |around |early |late |on |at |the )*"
        r"(?:(?:morning|afternoon|evening|night|early hours|weekend|week|start|end) of )?"
        rf"(?:the )?(?:{_DATE}|{_TIME}|\d{{1,2}}(?= and | to |-))"
    ),
    "number": (
        r"(?:about |around |nearly |over |up to |at least )?\d[\d,.]*(?: (?:million|thousand))?"
    ),
    "people": (
        r"(?:people|customers?|members?|colleagues|employees|individuals|records|accounts|cards"
        r"|data subjects|former staff|staff|suppliers|patients|pupils|users|children|households)"
    ),
    "org": (
        r"(?:retailers?|compan(?:y|ies)|organisations?|businesses|firms?|shops?|societ(?:y|ies))"
    ),
    # Data as such: what DATA_NONE, DATA_UNKNOWN and DATA_TAKEN speak of.
    "data": (
        r"(?:data|(?:personal|customer|member|staff) information|information about|names?\b"
        r"|(?:home |email |postal )?address(?:es)?|dates? of birth|(?:contact|personal"
        r"|your) details"
        r"|official documents|ethnic origin|(?:political|religious) opinions?|philosophical beliefs"
        r"|trade union membership|sexual orientation"
        r"|order histor(?:y|ies)|records|phone numbers?|number of (?:people|records|individuals))"
    ),
    # Kinds of data that texts single out as not involved.
    "kind": (
        r"(?:passwords?|pins?\b|(?:full |usable |payment |bank |debit |credit )*"
        r"(?:card|bank|payment|account|financial|medical|health|payroll)"
        r"(?: or (?:card|bank|payment))? (?:details|data|information|numbers?|records))"
    ),
    "taken": (
        r"(?:accessed|taken|copied|stolen|extracted|viewed|seen|exposed|downloaded|removed"
        r"|affected|involved|compromised|lost|leaked|disclosed|breached)"
    ),
    "service": (
        r"(?:websites?|web site|apps?\b|site search|search|stores?|shops?|tills?|payments?"
        r"|contactless|chip and pin|click and collect|collections?|orders?|ordering|deliver(?:y"
        r"|ies)"
        r"|gift cards?|vouchers?|returns?|refunds?|caf[eé]s?|email|chat|phone lines?|call centres?"
        r"|back[- ]office|systems?|services?|online|branch(?:es)?|funeral homes?"
        r"|remote (?:access|working)"
        r"|vpn|network|loyalty|bookings?|checkout|stock|payroll|slots?|portal|sites?|tools?|wi-?fi"
        r"|depots?|warehouses?|helpline|it|everything else)"
    ),
    "broken": (
        r"(?:not (?:currently |yet |been )*(?:working|available|open|operating|taking"
        r"|accepting|able)"
        r"|unavailable|down\b|offline|closed|paused|suspended|delayed|affected|disrupted"
        r"|slow(?:er)?\b|running (?:late|slow)|late\b|cancelled|intermittent|interrupted"
        r"|out of (?:order|action)|stopped|switched off|shut|on hold|partly working|failing)"
    ),
    "works": (
        r"(?:open\b|trading|working\b(?! (?:to|on(?! \d)|with|hard|closely|day|round|around"
        r"|as quick"
        r"|from|together|through|urgently|at pace))|operating|available|running\b(?! (?:late|slow))"
        r"|accessible|unaffected|accepted|taking orders|usable)"
    ),
    "unsure": (
        r"(?:(?:not|cannot)(?: yet| currently| still| now| at this stage| be| been| able to)*"
        r" (?:know|known|say|tell|confirm(?:ed)?|establish(?:ed)?|determined?|certain|clear|sure"
        r"|counted|checked|estimate|estimated|assess(?:ed)?|quantif(?:y|ied)|put|give|rule[d]? out)"
        r"|unknown|unclear|too (?:early|soon)|to be confirmed|being (?:checked|assessed"
        r"|investigated|established|counted)"
        r"|(?:checking|investigating|assessing|establishing|looking into|reviewing|finding out"
        r"|working (?:to establish|to find out|out)|trying to (?:establish|find out)))"
    ),
    "money": r"(?:financial|trading|costs?\b|profits?|sales|revenue|results|earnings|cash flow)",
    "told": (
        r"(?:told|tell(?:ing)?|inform(?:ed|ing)?|notif(?:y|ied|ying)|report(?:ed|ing)?"
        r"|alert(?:ed|ing)?"
        r"|(?:in (?:contact|touch)|work(?:ing)?|co-?operat\w+|liaising) (?:closely )?with)"
    ),
    "authority": (
        r"(?:information commission(?:er)?|ico\b|ncsc\b|national cyber security centre|regulators?"
        r"|(?:relevant|supervisory|data protection|government|other|competent) authorit(?:y|ies)"
        r"|authorities|financial conduct authority|fca\b|pra\b|ofcom|government|pensions regulator"
        r"|charity commission)"
    ),
    "teams": (
        r"(?:colleagues|staff|teams?|employees|engineers|everyone (?:who|in|at|working)"
        r"|store managers|people (?:who|in|working)|volunteers)"
    ),
    "readers": (
        r"(?:customers?|members?|shoppers?|partners?|suppliers?|parents|patients|pupils|users"
        r"|clients"
        r"|guests|passengers|tenants|shareholders|patience|bearing with|understanding|your support"
        r"|waiting|shopping)"
    ),
    # Where a request may start: the first word, after "please", or after a lead-in clause.
    "ask": (
        r"(?:^(?:[-•*] ?)?|please |(?<=: )|(?<=\. )|^(?:before|if|when|until|unless|for|to|in|at"
        r"|while|from|next)\b[^.]*?, (?:please )?)"
    ),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One thing a sentence can do.

    Attributes:
        code: The move's code, for example ``SERV_AFF``.
        description: What a sentence that makes this move tells its reader.
        says: Patterns in shorthand of which one must be found; compiled when first needed,
            since loading the notices needs the codes only.
        strike: Patterns taken out of the sentence before ``says`` is tried.
    """

    code: str
    description: str
    says: tuple[str, ...]
    strike: tuple[str, ...] = ()

    def made_by(self, tidied: str) -> bool:
        """Say whether a tidied sentence makes this move."""
        for pattern in self.strike:
            tidied = _compiled(pattern).sub(" | ", tidied)
        return any(_compiled(pattern).search(tidied) for pattern in self.says)


# The gaps stop at a full stop with a space after it, so a caller that passes two
# sentences at once does not get a match made of halves of both.
_GAP: Final = r"\b(?:(?!\. )[^|]){0,60}?(?:\b|(?=[£$€]))"
_NEAR: Final = r"\b(?:(?!\. | but )[^|,;]){0,25}?(?:\b|(?=[£$€]))"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    opened = re.sub(r"<(\w+)>", lambda hit: _FRAGMENTS[hit.group(1)], pattern)
    opened = re.sub(r"(?<!\\)%", lambda _: _NEAR, opened.replace("~", _GAP))
    return re.compile(rf"(?<!\w)(?:{opened})")


def move(code: str, description: str, says: Iterable[str], strike: Iterable[str] = ()) -> Move:
    """Build an entry of the table from patterns in shorthand.

    Args:
        code: The code of the move.
        description: What a sentence that makes it tells its reader.
        says: Patterns of which one must be found.
        strike: Patterns taken out of the sentence first.

    Returns:
        The move.
    """
    return Move(code, description, tuple(says), tuple(strike))


# Clauses that say a thing is open: nothing inside them is asserted.
OPEN: Final = r"(?:whether|if)\b(?:(?!\. |, but |; |\|).)*"
UNSURE_CLAUSE: Final = r"<unsure>(?:(?!\. |, but |; |\|).)*"
NO_SIGN: Final = (
    r"(?:no|not (?:found|seen|aware of) any) (?:\w+ ){0,2}(?:evidence|signs?|indication|reason to"
    r" (?:believe|think)|confirmed)(?:(?!\. |, but |; |\|).)*"
)
# Data words that contain a service word ("email addresses", "order history").
DATA_NOT_SERVICE: Final = (
    r"(?:email address\w*|order (?:history|details|numbers?)|(?:payment|card|account|bank|contact"
    r"|payroll) (?:card )?(?:details|data|numbers?))"
)
UNAFFECTED: Final = r"(?:not (?:been )?(?:affected|disrupted)|unaffected)"

"""Wording that later facts tend to overturn, and what to write instead.

A rule does not forbid: it names the fact that has to stand behind the words (``needs``).
Whoever knows the facts of the incident decides whether the hit stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from disclosure.words.risky_phrases import RiskyPhrase, rule
from disclosure.words.risky_tone import TONE_RULES


@dataclass(frozen=True, slots=True)
class RiskyMessage:
    """What a writer is told about a hit, in three parts."""

    what: str
    why: str
    instead: str

    def __str__(self) -> str:
        return f"{self.what} {self.why} {self.instead}"


@dataclass(frozen=True, slots=True)
class RiskyHit:
    """One place in a text that a rule caught.

    Attributes:
        start: Where the words begin in the text given.
        end: The first position after them.
        rule: The id of the rule.
        message: What was found, why it is risky, what to write instead.
        needs: The fact that would support the words, as in the rule.
    """

    start: int
    end: int
    rule: str
    message: RiskyMessage
    needs: str


_NO_SIGN_FACT: Final = "no-sign fact with scope, checker and time"
_NO_SIGN_INSTEAD: Final = (
    "Write that it is not yet known, who is checking what, and when you will say more. With a"
    " finding: no sign so far, in which systems, checked by whom, up to when."
)

_DATA_RULES: Final = (
    rule(
        "no-evidence",
        r"no (?:\w+ ){0,2}(?:evidence|indication)|not (?:found|seen"
        r"|aware of) any (?:\w+ )?(?:evidence|indication)"
        r"|(?:have|has|is|are|do|does) not (?:found|seen|find|see"
        r"|aware of) any (?:\w+ )?(?:evidence|indication)",
        why="Readers hear \u201cit did not happen\u201d, and most such statements were later"
        " reversed.",
        instead=_NO_SIGN_INSTEAD,
        needs=_NO_SIGN_FACT,
    ),
    rule(
        "no-sign",
        r"(?:no|not (?:found|seen) any) (?:\w+ )?signs?\b",
        why="Without what was checked, by whom and up to when it is a bare denial.",
        instead="Say which systems were checked, who checked them, up to when, and what is still"
        " open.",
        needs=_NO_SIGN_FACT,
    ),
    rule(
        "no-reason-to-believe",
        r"(?:no|any) reason to (?:believe|think|suspect)|(?:do"
        r"|does) not (?:currently )?(?:believe|think) (?:that )?(?:\w+ ){0,4}data\b",
        why="A belief without its basis is read as a finding.",
        instead=_NO_SIGN_INSTEAD,
        needs=_NO_SIGN_FACT,
    ),
    rule(
        "absolute-denial",
        r"no (?:\w+ ){0,2}(?:data|information|records|details|passwords) (?:was|were|is|are|has"
        r"|have)\b|nothing (?:was|has been) (?:taken|stolen|accessed|lost)"
        r"|data (?:was|were|is|are|has|have) not (?:been )?(?:taken|accessed|affected"
        r"|compromised|stolen|lost|involved)"
        r"|unaffected|not (?:been )?affected|no data (?:loss|breach)",
        why="A flat denial leaves no room for what the checks still to come may find.",
        instead="Say what is known, as of which time; if it is not known, say so. An exclusion"
        " needs its"
        " reason, such as data that is not held there.",
        needs="excluded data with a reason, or a status with scope, checker and time",
        unless=[
            (
                r"(?:confirmed|know|say|established) (?:that|whether|if) (?:\w+ ){0,6}(?:taken"
                r"|accessed|affected|compromised|was|were|is|are)"
            ),
            r"if (?:\w+ ){0,5}not (?:been )?affected",
        ],
    ),
    rule(
        "not-contacted-not-affected",
        r"(?:if|unless) (?:you|we) (?:\w+(?:'t)? ){0,4}(?:contact(?:ed)?|hear|heard|written"
        r"|write)\b[^.!?]{0,50}"
        r"(?:not|no\b|n't|unaffected)[^.!?]{0,25}(?:affected|involved|included|action)",
        why="It holds only when the list of those affected is final; people added later were"
        " misled.",
        instead="Ask readers to act as if their data is included until you tell them otherwise.",
        needs="final list of affected people",
    ),
    rule(
        "significant-number",
        r"(?:significant|substantial|large|considerable|sizeable|certain|unspecified) (?:number"
        r"|proportion|amount)s?\b"
        r"|a number of (?:\w+ )?(?:people|customers|members|colleagues|employees|records|accounts)",
        why="A vague number invites the worst guess, and a later figure looks like a correction.",
        instead="Give a number with its unit, a ceiling, or say that it is not yet counted and"
        " when it will be.",
        needs="count with unit and status",
    ),
    rule(
        "harmless-denominator",
        r"\d+(?:\.\d+)? ?(?:%|per ?cent) of (?:\w+ ){0,2}(?:servers?|systems|users|customers"
        r"|members|data|records|estate)",
        why="A small share can stand for very many people.",
        instead="Count people, not servers or shares. If the number is unknown, say so.",
        needs="count of people with unit and status",
    ),
)

_LEGAL_RULES: Final = (
    rule(
        "admission",
        r"(?:our|my) (?:own )?(?:fault|negligence|mistake|failure|failings?)\b|negligen(?:t|ce"
        r"|tly)\b|liable\b|liability\b"
        r"|we (?:have )?failed\b|we (?:are|were) (?:to blame|at fault|responsible for (?:this"
        r"|the|what))|we should have\b|(?:accept|take) (?:full )?(?:responsibility|the blame)",
        why="It may be read as admitting liability before the cause is known, and may affect"
        " insurance cover.",
        instead="Apologise for the effect on the reader; leave fault to the findings and the"
        " lawyers.",
        needs="legal clearance of the admission",
        unless=[r"limited liability|(?:admit|accept)s? no liability|no admission of liability"],
    ),
    rule(
        "attribution",
        r"hackers?\b|hacked\b|threat actors?\b|nation[- ]states?\b|state-sponsored|hostile state"
        r"|(?:cyber ?)?criminals?\b"
        r"|gangs?\b|(?:group|gang|collective) (?:calling itself|known as|named)"
        r"|claimed responsibility|attributed to|attackers?\b",
        why="Naming or describing an attacker without proof may be wrong, and may hurt an"
        " investigation.",
        instead="Write \u201csomeone\u201d or \u201can unauthorised person\u201d, or leave it out.",
        needs="confirmed attribution, cleared for release",
        unless=[
            r"(?:criminals|attackers|hackers) (?:may|might|could|can|sometimes|often|pretend)\b",
            r"criminal (?:investigation|offence|record|history|convictions?|law)",
        ],
    ),
    rule(
        "technique",
        r"ransomware|malware|\bd?dos\b|denial[- ]of[- ]service|sql injection|zero[- ]day"
        r"|brute[- ]force|credential stuffing"
        r"|sim[- ]swap\w*|social engineering|stolen credentials|vulnerabilit(?:y|ies)"
        r"|exploit(?:ed|s)?\b|encrypt(?:ed|ion)"
        r"|(?:through|by|via|using|from|of) (?:an? )?(?:\w+ )?phishing",
        why="An unproven technique may be wrong; a proven one may help the next attacker.",
        instead="Say what stopped working or what was reached, not how.",
        needs="confirmed technique, cleared for release",
        unless=[
            (
                r"(?:beware|wary|aware|careful|alert|warn\w*|signs|reports?) (?:of|to|about"
                r"|from) (?:an? )?(?:\w+ )?phishing"
            )
        ],
    ),
    rule(
        "ransom",
        r"ransom(?!ware)|(?:demand(?:ed|s)?|paid) (?:\w+ ){0,3}(?:money|payment|attackers?)\b"
        r"|negotiat\w+|extort\w*|blackmail\w*",
        why="Words on a demand or a payment may hurt an investigation and the organisation's"
        " position.",
        instead="Leave it out unless the police and the lawyers have cleared it.",
        needs="ransom position, cleared for release",
    ),
    rule(
        "not-cyber",
        r"(?:is|was|are|were) not (?:an? |caused by an? |due to an? |the result of an? "
        r"|related to an? )(?:\w+ )?(?:cyber|security|hack)",
        why="A cause that is not known cannot be ruled out; several such denials had to be taken"
        " back.",
        instead="Name the problem by its effect and say that the cause is not yet known.",
        needs="confirmed cause",
    ),
    rule(
        "technical-issue",
        r"(?:technical|it|systems?|computer|software) (?:issues?|problems?|faults?|difficult(?:y"
        r"|ies)|glitch(?:es)?|errors?)\b|glitch(?:es)?\b",
        why="It sounds like a cause; when an attack is found, it looks like a cover.",
        instead="Write: we have a problem with (the services) and do not yet know the cause.",
        needs="confirmed cause that is technical",
    ),
)

_SAFETY_RULES: Final = (
    rule(
        "login-link",
        r"https?://\S*(?:log-?in|sign-?in|verify|reset|password)\S*"
        r"|(?:click|tap|follow|use) (?:on )?(?:this|the|our|here|below)\b(?:[^.!?]{0,40}(?:link"
        r"|button|log ?in|sign ?in))?"
        r"(?=[^.!?]*(?:link|button|here|below|log ?in|sign ?in))|log ?in (?:here|below|via"
        r"|using this)",
        why="A letter with a link to log in cannot be told from a scam.",
        instead="Tell readers to go to the website or app as they usually do.",
        unless=[r"(?:not|never) (?:click|tap|follow|use)[^.!?]*"],
    ),
    rule(
        "asks-credentials",
        r"(?:confirm|enter|verify|provide|give us|send us|reply with|tell us|type in) (?:\w+ ){0,3}"
        r"(?:passwords?|pin|passcode|security code|card (?:number|details)|bank details"
        r"|account (?:number|details))\b",
        why="Scam messages ask for the same.",
        instead="Never ask for it in a message. Say what you will never ask for.",
        unless=[r"(?:never|not) (?:\w+ ){0,6}(?:passwords?|pin|passcode|code|number|details)"],
    ),
    rule(
        "vague-updates",
        r"regular(?:ly)? updat\w+|updates? regularly|keep (?:you|customers|everyone|colleagues"
        r"|members) (?:\w+ )?(?:updated|informed|posted)"
        r"|(?:in due course|as (?:and when )?(?:appropriate|necessary|needed|required))"
        r"|(?:update you|updates?|more) (?:as|when|once|soon|shortly)\b[^.!?\n]*",
        why="An update without a time is not kept, and nobody can see that it was not.",
        instead="Give a time: next update at 17:00 today, even if nothing has changed.",
        needs="next-update time",
        unless=[r"(?:updat\w+|more|informed|posted)\b[^!?\n]{0,60}?\d{1,2}(?:[:.]\d\d| ?[ap]m\b)"],
    ),
)

RULES: Final[tuple[RiskyPhrase, ...]] = (
    *_DATA_RULES,
    *TONE_RULES,
    *_LEGAL_RULES,
    *_SAFETY_RULES,
)

# Replacements of the same length, so that positions stay those of the text given.
_STRAIGHT: Final = str.maketrans({"\u2018": "'", "\u2019": "'", "\u00a0": " "})


def risky(text: str) -> tuple[RiskyHit, ...]:
    """Find risky wording in a text.

    Args:
        text: A sentence or a whole notice.

    Returns:
        The hits in the order in which they stand in the text. Two rules may catch the
        same words for different reasons; one rule catches a place once.
    """
    plain = text.translate(_STRAIGHT)
    hits = [hit for phrase in RULES for hit in _hits(phrase, plain, text)]
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end, hit.rule)))


def _hits(phrase: RiskyPhrase, plain: str, text: str) -> Iterable[RiskyHit]:
    caught = [found.span() for found in phrase.pattern.finditer(plain)]
    harmless = [
        use.span() for pattern in phrase.unless if caught for use in pattern.finditer(plain)
    ]
    for start, end in caught:
        if any(start < stop and begin < end for begin, stop in harmless):
            continue
        what = f"This says \u201c{' '.join(text[start:end].split())}\u201d."
        message = RiskyMessage(what, phrase.why, phrase.instead)
        yield RiskyHit(start, end, phrase.id, message, phrase.needs)

"""Rules on tone: size, praise and assurance, which most facts can never bear."""

from typing import Final

from disclosure.words.risky_phrases import rule

TONE_RULES: Final = (
    rule(
        "size-word",
        r"(?:minor|small|tiny|limited|slight|negligible|minimal|trivial|modest)\b"
        r"|very (?:little|few)\b"
        r"|(?:only|just) a (?:few|handful|small)\b|a handful of",
        why="Size words are the first thing later facts overtake.",
        instead="List the services, or give the number.",
        unless=[
            # A company is called so; the words before it are its name.
            r"(?-i:[A-Z][\w&'.-]* Limited\b)",
            (
                r"limited (?:company|liability)|not limited to|small (?:print|business\w*|claims"
                r"|change)"
            ),
            r"not (?:a )?(?:minor|small|limited)",
        ],
    ),
    rule(
        "sophisticated",
        r"(?:(?:highly|very|extremely) )?sophisticated|advanced (?:attack|attackers?|threat)",
        why="It praises the attacker to excuse the defence, and is rarely shown.",
        instead="Say what happened. Leave out how clever it was.",
    ),
    rule(
        "intensifier",
        r"(?:highly|extremely|incredibly|exceptionally|hugely|massively)"
        r" (?!likely|unlikely|sophisticated)\w+"
        r"|state[- ]of[- ]the[- ]art|cutting[- ]edge|best practice|unprecedented\b"
        r"|complex (?:\w+ )?(?:attack|event|incident|investigation)s?\b"
        r"|(?:robust|rigorous|stringent|comprehensive|extensive|resilient|swift)(?:ly)?\b"
        r"|(?:bank|military|enterprise)[- ]grade|of the (?:utmost|highest) (?:importance|priority)",
        why="It is an opinion of ourselves or of the event: no fact can show it, and a reader who"
        " was harmed hears an excuse.",
        instead="Leave the word out, or say what was done and what it does.",
    ),
    rule(
        "absolute-assurance",
        r"(?:fully|completely|totally|entirely|absolutely)\b|guarantee\w*|100 ?(?:%|per ?cent)"
        r"|(?:is|are|was|were|remains?|stays?|kept|be) (?:\w+ )?(?:safe|secure)\b"
        r"|(?:safe and secure|safe with us)"
        r"|all (?:of )?(?:our |your |the )?(?:\w+ )?(?:data|information|systems|services|stores"
        r"|payments|orders|websites?)"
        r" (?:is|are|was|were|remains?|has|have)\b|(?:always|never) (?:been )?(?:safe|secure"
        r"|protected|lost|happen\w*)",
        why="One exception proves an absolute word wrong.",
        instead="Say what was checked or done, and as of which time.",
        needs="confirmed fact that covers every case, with checker and time",
        unless=[
            r"(?:not|cannot) (?:yet )?(?:be )?(?:fully|completely|entirely|guarantee|safe|secure)",
            r"(?:when|until|once|whether) (?:\w+ ){1,6}(?:fully|completely|entirely)",
            # An aim is no assurance: "so that your account is kept safe".
            r"(?:to|so that|make sure|until|whether|if) (?:\w+ ){0,6}(?:safe|secure)\b",
            r"(?:crews?|passengers|patients|children|everyone) (?:is|are) (?:\w+ )?safe\b",
        ],
    ),
    rule(
        "normal",
        r"(?:as|back to|to) normal\b|normally\b|(?:business )?as usual\b|normal (?:service"
        r"|operations?|running)",
        why="What is normal at noon may be stopped by evening.",
        instead="Write \u201cworking as of\u201d with the time and the date, for each service.",
        needs="service status with as-of time, from own checks",
        unless=[
            r"(?:when|until) (?:[\w']+ ){1,8}(?:to normal|normally|normal service)",
            r"normally (?:take|need|arrive|open|close|deliver|use)\w*",
            r"(?:\w+n't|not|cannot) (?:(?:yet|back|to|as|\w+ing) ){0,3}(?:normal\w*|usual)",
        ],
    ),
    rule(
        "contained",
        r"(?:is|are|was|were|been|now|has|have) (?:\w+ )?contained\b|under control\b",
        why="Containment is claimed early and often found to have come too late.",
        instead="Say which systems were disconnected, when, and who says that it worked.",
        needs="containment fact with its basis: own finding or a supplier's word",
        unless=[r"not (?:yet )?(?:been )?(?:contained|under control)"],
    ),
    rule(
        "proactive",
        r"pro-?active(?:ly)?\b|pre-?emptive(?:ly)?\b|out of an abundance of caution",
        why="It turns a loss for the reader into a virtue of the writer.",
        instead="Say what was switched off and what that means for the reader.",
    ),
    rule(
        "takes-seriously",
        r"(?:take|takes|taking|took) (?:[\w']+ ){1,8}(?:very |extremely |so )?seriously",
        why="Everyone says so; it tells the reader nothing.",
        instead="Leave it out, or say what you have done.",
    ),
    rule(
        "promotional",
        r"delighted|pleased to|proud\b|excited|award-winning|world-class|best-in-class|(?:market"
        r"|industry)[- ]leading"
        r"|leading (?:\w+ )?(?:retailer|provider|brand|company)|much-loved|passionate|shop now"
        r"|don't miss|special offers?"
        r"|great value|testament to|strong (?:brand|performance)|unrivalled",
        why="Promotion has no place in a notice about harm, and may breach market rules in a"
        " market notice.",
        instead="Leave it out.",
    ),
)

BORNE_BY_NOTHING: Final = frozenset({"size-word", "sophisticated", "intensifier", "promotional"})
"""The rules on words that are a judgement: no fact bears them, nor does a fact that holds them."""

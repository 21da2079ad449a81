"""The moves about data, money, the record and its background."""

from typing import Final

from disclosure.words.move_patterns import NO_SIGN, OPEN, UNSURE_CLAUSE, move

# What we said earlier is told as said, not said anew.
EARLIER: Final = r"we said (?:earlier|before) that\b(?:(?!\. ).)*"

DATA_MOVES: Final = (
    move(
        "DATA_UNKNOWN",
        "It is not yet known whether, which or how much data is involved.",
        [
            r"<unsure>~(?:whether|if|how|which|what|whose|that|any)\b~(?:<data>|<kind>)",
            (
                r"<unsure>~(?:how many|which|whose) (?:people|customers|members|records|individuals"
                r"|colleagues|accounts)"
            ),
            r"(?:whether|if|which|what|how much)\b%(?:<data>|<kind>)~(?:is|are|remains?)?%<unsure>",
            r"<data>[^.]{0,40}: (?:this is |still )?(?:not yet |not )?<unsure>",
            r"<data>[^.]{0,40}: not (?:yet )?(?:known|established|checked|counted|confirmed)",
            r"<data>[^.?]{0,40}\? (?:not (?:yet )?known|unknown)",
            r"(?:number of <people>|how many <people>|extent of the data)~<unsure>",
            r"cannot (?:yet )?rule out~<data>",
        ],
        [r"(?<!say )(?<!know )(?<!confirm )(?<!checking )if (?:you|your)\b(?:(?!\. |, ).)*"],
    ),
    move(
        "DATA_NONE",
        "No sign, or a denial, that data was reached.",
        [
            r"(?:no|not (?:found|seen|aware of) any|not believe|not think) ~<data>~<taken>",
            (
                r"(?:no|not any|not found any)\b%(?:evidence|signs?|indication|reason"
                r"|confirmed)~<data>"
            ),
            r"no (?:confirmed )?(?:loss|leak|breach|theft) of%<data>",
            r"no data (?:loss|breach|leak|theft)",
            (
                r"<data>~(?:was|were|has|have|is|are) not (?:been )?(?:believed "
                r"|thought )?(?:to be |to have been )?<taken>"
            ),
            r"<data>\b%(?:is|are|remains?) (?:safe|secure)\b",
        ],
        [
            OPEN,
            UNSURE_CLAUSE,
            EARLIER,
            # Misuse, and kinds of data singled out, are moves of their own.
            (
                r"(?:no|not (?:found|seen) any)\b~(?:shared|published|misus\w*|sold|posted"
                r"|passed on|fraud)"
            ),
            r"(?:no|not\b)~<kind>(?:(?!\. |, but ).)*|<kind>[^.]{0,30}not (?:been )?<taken>",
            r"keep\w*%<data>%(?:safe|secure)",
        ],
    ),
    move(
        "DATA_TAKEN",
        "Data was or may have been reached, and of which kinds.",
        [
            r"(?:<data>|<kind>)~(?:was|were|has been|have been|is|are|be|been) (?:\w+ )?<taken>",
            (
                r"(?:accessed|took|taken|copied|stole|stolen|extracted|obtained|downloaded|viewed"
                r"|saw)\b%(?:<data>|<kind>)"
            ),
            r"data (?:taken|involved|affected|accessed|concerned|copied)\b",
            r"(?:may|might) have left our systems",
            r"data (?:breach|theft)",
            r"exfiltrat",
        ],
        [
            r"(?:(?:is|are) (?:\w+ )?)?<data>[^.?]{0,40}\?",
            OPEN,
            UNSURE_CLAUSE,
            EARLIER,
            NO_SIGN,
            r"(?:no|nor) (?:[\w-]+ ){0,5}(?:was|were|has|have|is|are) (?:been )?<taken>",
            (
                r"(?:was|were|has|have|is|are|did|does|do) not (?:been )?(?:believe )?(?:(?!\. "
                r"|, but |; ).)*"
            ),
            r"no data (?:breach|theft|loss)",
            # The name of a form, and the moment from which a clock runs, reach no data.
            r"data breach (?:report|notification)|aware of (?:a|the) (?:personal )?data breach",
            (
                r"data (?:taken|involved|affected|accessed|concerned)[^.]{0,20}: (?:none|not|no\b"
                r"|unknown|being)"
            ),
        ],
    ),
    move(
        "DATA_COUNT",
        "How many people or records are involved.",
        [
            r"(?:<data>|affect\w*|involv\w*|belong\w*|relat\w*)~<number> (?:[\w-]+ ){0,3}<people>",
            r"<number> (?:[\w-]+ ){0,3}<people>~(?:<taken>|<data>)",
            r"(?:number of|how many) (?:<people>)[^.]{0,40}: <number>",
            (
                r"(?:writ\w+|contact\w+|tell\w*|told|email\w*|notif\w+) (?:to )?(?:all |the "
                r"|each of |these )*<number> (?:[\w-]+ ){0,3}<people>"
            ),
            r"(?:a|very) (?:significant|large|small) number of (?:[\w-]+ ){0,3}<people>",
            (
                r"(?:all|every one) of our (?:\w+ )?(?:<number> )?(?:members|customers"
                r"|colleagues)~<taken>"
            ),
        ],
        [
            r"(?:employs?|serves?|have|has|with) <number> (?:[\w-]+ ){0,2}<people>",
            r"<number> (?:[\w-]+ ){0,2}<people> (?:are |is )?(?:work|help)\w*",
            r"cannot (?:pay|order|use|shop|collect)\b(?:(?!\. ).)*",
        ],
    ),
    move(
        "DATA_EXCL",
        "Kinds of data that are not involved, with or without the reason.",
        [
            (
                r"<kind>[^.|]{0,40}(?:was|were|is|are|has"
                r"|have) (?:also )?not (?:been )?(?:believed )?"
                r"(?:<taken>|held|stored|included|part|kept|on these)"
            ),
            r"(?:not|never) (?:hold|store|keep|include|involve|contain|cover)\b%<kind>",
            r"no (?:[\w-]+ ){0,3}<kind>~(?:was|were|is|are|has|have|held|<taken>)",
            r"(?:no|not (?:found|seen) any)\b%(?:signs?|evidence|indication|reason)~<kind>",
            (
                r"<kind>[^.|]{0,30}(?:held|stored|processed|kept) (?:elsewhere|separately|outside"
                r"|on (?:a )?separate|by a)"
            ),
            r"not (?:involved|included|affected): ",
            r"no (?:customer|member|staff|supplier) data (?:is|was) (?:among|included|part)",
        ],
        [
            OPEN,
            UNSURE_CLAUSE,
            (r"(?:never|not) (?:ask|share|give|send|tell|enter|use|need)\b(?:(?!\. ).)*"),
        ],
    ),
    move(
        "DATA_MISUSE",
        "No sign that data has been shared, published or misused.",
        [
            (
                r"(?:no|not (?:found|seen|aware of) any)\b~(?:evidence|signs?|indication"
                r"|reports?)?~"
                r"(?:shared|published|misus\w*|fraud|sold|leaked|posted|passed on|being used)"
            ),
            r"(?:<data>|it|they)\b%(?:has|have) not been (?:shared|published|misused|sold|posted)",
        ],
        [OPEN, UNSURE_CLAUSE, r"not (?:share|post|publish)\b(?:(?!\. ).)*"],
    ),
)

MARKET_MOVES: Final = (
    move(
        "FIN",
        "The financial effect as a figure.",
        [
            r"(?:£|gbp ?|usd ?|eur ?|\$|€)\d[\d,.]* ?(?:m\b|bn\b|million|billion)?~<money>",
            r"(?:<money>|impact|effect|charge)~(?:£|gbp|usd|eur|\$|€) ?\d",
            r"<money>~(?:\d+(?:\.\d+)? ?(?:\%|per ?cent))",
        ],
        [r"(?:£|gbp ?)\d[\d,.]* (?:off|voucher|credit|gift|refund)(?:(?!\. ).)*"],
    ),
    move(
        "FIN_NONE",
        "No material effect on finances or trading is expected.",
        [
            r"(?:no|not)\b~material~<money>",
            r"(?:no|not)\b~<money>~(?:effect|impact|affected)",
            r"<money>~(?:not|no) (?:expected|material|be affected|affected)",
        ],
        [OPEN, UNSURE_CLAUSE, r"<money>(?:(?!\. |, but ).){0,60}?<unsure>"],
    ),
    move(
        "FIN_UNKNOWN",
        "The financial effect is not yet known.",
        [
            r"<unsure>~<money>",
            r"<money>~(?:is |are |was |has |have )?(?:not (?:yet )?(?:be |been )?)?<unsure>",
            r"(?:financial|trading) (?:effect|impact)[^.]{0,20}: (?:not|to be|being|unknown)",
        ],
        # A name or a kind of data, not money.
        [r"financial (?:conduct authority|regulat\w+|services|ombudsman|details|data|information)"],
    ),
    move(
        "OUTLOOK",
        "What the event means for guidance, or when results will come.",
        [
            r"outlook\b",
            r"(?:financial|profit|earnings|trading|full[- ]year|existing|current|market) guidance",
            r"guidance (?:for|is unchanged|remains)",
            r"(?:market|full[- ]year|board'?s?|management|trading|our) expectations",
            r"(?:in line with|ahead of|below) (?:\w+ )?(?:expectations|guidance)",
            (
                r"(?:results|trading (?:update|statement)) (?:will be |are |is )?(?:postponed"
                r"|delayed|published)"
            ),
        ],
    ),
    move(
        "MAR",
        "The regulatory formula: this notice contains inside information.",
        # Bare "Mar" would be March.
        [
            r"inside information",
            r"market abuse regulation",
            r"uk mar\b",
            r"article (?:7|17)\b~(?:mar\b|596)",
        ],
        [r"no inside information|not~inside information"],
    ),
    move(
        "PRIOR_REF",
        "A link back to something said before.",
        [
            (
                r"(?:earlier|previous|last|first|yesterday'?s|morning'?s) (?:statement|announcement"
                r"|notice|message|email|letter|report|post|update)"
            ),
            (
                r"(?:statement|announcement|notice|message|email|letter|report|post|update) (?:of"
                r"|on|dated|made|issued|published|sent)%<date>"
            ),
            (
                r"(?:further to|following|as (?:we )?(?:said|announced|previously|reported"
                r"|explained))\b"
            ),
            (
                r"we (?:said|announced|told you|reported|wrote|explained)\b%(?:on|yesterday|earlier"
                r"|at|in|this morning)\b"
            ),
            r"this (?:updates|replaces|follows)",
        ],
        [
            r"(?:next|will|further(?! to))\b%(?:statement|announcement|update|notice|message)\b",
            r"following (?!our|the announcement|the statement|yesterday)",
            r"first (?:message|email|letter) you",
        ],
    ),
    move(
        "CORRECT",
        "An open change to something said before.",
        [
            r"(?:correction\b|corrects\b|correcting\b|to correct (?:our|the|an|what))",
            r"we (?:now know|were wrong)|was wrong|no longer (?:correct|true|right)",
            (
                r"(?:initially|at first|originally|first|earlier|previously)\b% (?:said|advised"
                r"|told|thought|reported|stated)"
            ),
            (
                r"(?:more|less|fewer|higher|lower|wider) than (?:we )?(?:first|earlier|previously"
                r"|originally)"
            ),
            (
                r"(?:said|told|wrote|reported)~(?:this|that|it|which) (?:has changed|is no longer"
                r"|was not (?:right|correct|complete))"
            ),
            r"this replaces|what (?:follows|we say here) replaces",
        ],
    ),
    move(
        "INSURE",
        "What insurance does or may cover.",
        [r"insur(?:ance|ers?|ed)\b"],
        [
            r"national insurance",
            # Insurance as a line of business.
            (
                r"insurance (?:business|branch\w*|customers?|services?|products?|arm|shops?|quotes?"
                r"|sales|polic(?:y|ies) (?:customers|holders))"
            ),
        ],
    ),
    move(
        "BACKGROUND",
        "Context about the organisation, a third party or other events.",
        [
            r"(?:an?other|other|several) (?:\w+ )?<org>",
            r"you (?:may|might|will)% (?:have )?(?:seen|heard|read)",
            r"(?:in the news|news reports?|media (?:reports|coverage))",
            r"^about (?!\d|half)(?:(?!\. ).){2,60}: ",
            (
                r"is (?:an?|one of the) (?:[\w-]+ ){0,4}(?:retailer|company|provider|charity"
                r"|supplier|society|group|platform|organisation|mutual|co-operative)\b"
            ),
            r"(?:we|it|who|which) (?:employs?|operates?|runs?|serves?|provides?|supplies)\b",
            r"(?:based|headquartered) in",
        ],
        [r"is not an?\b(?:(?!\. ).)*"],
    ),
)

"""The moves that say what happened and what was done about it."""

from typing import Final

from disclosure.words.move_patterns import OPEN, move

EVENT_MOVES: Final = (
    move(
        "WHAT",
        "What kind of event this is.",
        [
            # "the cyber incident" only points back at the event, so an article or a verb is needed.
            (
                r"(?:an?|this|another|type|kind|nature)\b%(?:cyber|security|data|ransomware"
                r"|it)[- ]?(?:security )?(?:incident|attack|breach|event|outage|problem|issue)"
            ),
            (
                r"^(?:update: )?(?:cyber|security|data|it)[- ]?(?:security )?(?:incident|attack"
                r"|breach|outage)"
            ),
            (
                r"(?:someone|somebody|a third party|an unauthorised (?:person|party)|attackers?"
                r"|criminals?) (?:has |have )?(?:tried|attempted|got|gained|accessed|entered|broke)"
            ),
            (
                r"(?:an? |the |this )?attempt(?:ed|s)?\b~(?:access|interfere|get into|break|disrupt"
                r"|log ?in)"
            ),
            r"(?:unauthorised|unlawful) (?:access|activity|person|third party)",
            r"(?:attack|attacked|interfer\w+)%(?:our|on our) (?:systems?|network|website|it|site)",
            (
                r"(?:dealing with|managing|responding to|experiencing|handling|had|have"
                r"|suffered) an? (?:\w+ ){0,2}"
                r"(?:incident|outage|problem|issue|fault|failure|attack|breach|error)"
            ),
            r"(?:dealing with|experiencing|have|had) (?:\w+ ){0,2}problems (?:in|at|on|with)\b",
            r"(?:outage|fault|failure|error|glitch)% (?:in|at|on|with|of) (?:our|the|an?)",
            r"(?:technical|software|power|computer) (?:problem|issue|fault|failure|outage|error)",
            # The name of a crime in place of "incident".
            (
                r"(?:dealing with|managing|responding to|handling|had|suffered) (?:an? |the )?"
                r"(?:theft|loss|leak|publication)\b~<data>"
            ),
        ],
        [
            (
                r"not (?:been )?(?:an?|the result of an?|caused by an?|due to an?)%(?:cyber"
                r"|security|attack|hack)\w*(?: (?:security )?(?:incident|attack|issue|breach))?"
            ),
            (
                r"(?:attack|incident|breach)\w* (?:on|at|against|affecting|involving) (?:an?other"
                r"|other|several|two|many|a (?:different|number))"
            ),
            r"(?:an?other|other|several) <org>(?:(?!\. ).)*",
            r"incident (?:response|line|team|number|reference)",
            r"if (?:you|we)\b(?:(?!\. |, |\|).)*",
        ],
    ),
    move(
        "WHEN",
        "Since when, or in which window, the event took place.",
        [
            # "as at 14:00 on 22 April" dates a status, not the event: only these lead-ins count.
            r"since <when>",
            r"from <when>",
            r"(?:over|at|during) the weekend",
            r"between <when>~and <when>",
            (
                r"(?:began|started|starting|beginning|happened|took place|occurred|stopped)% (?:on"
                r"|at|in|from|over|early|late|<date>)\b"
            ),
            r"attack(?:ed)? (?:on|at|in) <when>",
            r"(?:over|in|for) the (?:past|last) (?:few |\w+ )?(?:days?|hours?|weeks?|weekend)",
            # The day of discovery bounds the window; a span of months is one.
            r"(?:detected|discovered|noticed|became aware of|learned of)%(?:on|at|in|over) <when>",
            r"(?:from|between) <month> \d{4} (?:to|and|until) <month> \d{4}",
            (
                r"(?:start(?:ed)?|when it (?:happened|started|began)"
                r"|time of the incident): (?:about |on )?<when>"
            ),
        ],
        [
            (
                r"(?:lines?|open|call|phone|helpline|available|hours|next|updat\w+|resum\w*"
                r"|restart\w*|reopen\w*|back|will)\b"
                r"(?:(?!\. |, ).){0,50}?(?:from|between|starting|on|at) <when>(?: and <when>)?"
            ),
            (
                r"(?:announce|statement|update|notice|email|letter|message|report)\w*% (?:from|of"
                r"|on|since) <when>"
            ),
            r"(?:not|cannot)% (?:know|say|certain)% when\b(?:(?!\. |, but ).)*",
        ],
    ),
    move(
        "DETECT",
        "How and when the event came to light.",
        [
            (
                r"(?:we|our|monitoring|teams?|staff|customers|supplier|engineers|it)\b~(?:detected"
                r"|discovered"
                r"|noticed|spotted|identified|became aware|first (?:saw|learned|heard|knew)"
                r"|found out|were alerted|picked up)"
            ),
            r"we found (?:an?|the|this|signs|unusual|suspicious)\b",
            (
                r"(?:was|were|been) (?:first )?(?:detected|discovered|found|noticed|spotted"
                r"|identified)"
            ),
            (
                r"(?:(?:time|date) of (?:awareness|discovery)"
                r"|aware of (?:a|the) [\w ]{0,20}breach: |alert(?:s|ed)? (?:from|by|at|us|on)"
                r"|(?:detected|discovered|found|became aware): )"
            ),
            r"first (?:reports?|complaints?|signal|signs?|alert)\b",
            r"c[ao]me to light\b",
        ],
        [
            r"(?:not|no)\b% (?:detected|discovered|found|noticed|identified)",
            r"causes?\b% (?:detected|discovered|found|identified)",
            r"found no\b",
        ],
    ),
    move(
        "CAUSE",
        "Why it happened, or how someone got in.",
        [
            r"caused by",
            (
                r"(?:this|it|which|that|the (?:attempt|attack|incident|error|fault|failure|update"
                r"|outage|change)|systems?)(?: also| then)? (?:has |have )?(?:caused|led to)"
            ),
            r"(?:the |root |its )?cause (?:is|was|has been|of (?:this|the|it)|:)",
            r"cause: ",
            r"(?:disruption|outage|fault|problems?) (?:comes?|came|stems?) from",
            (
                r"(?:because of|due to|result of|followed|came from|traced to|down to) (?:an?|the"
                r"|problems?|faulty)%"
                r"(?:fault|error|attack|update|outage|failure|problem|attempt|mistake|change"
                r"|incident)"
            ),
            r"(?:got in|gained access|entered)% (?:through|by|via|using)",
            r"(?:route|point) (?:of entry|in)|entry (?:point|route)",
            # How it did not happen, where that is what is known.
            r"(?:no|not an?) (?:penetration|entry|intrusion|break-in)\b~from outside",
        ],
        [
            r"<unsure>~(?:causes?|how)\b(?:(?!\. |, but ).)*",
            (
                r"(?:know|find|identify|understand|confirm|investigat\w*|establish\w*)% (?:causes?"
                r"|what caused)\b(?:(?!\. |, but ).)*"
            ),
            r"causes?\b% (?:not|unknown|still|being)\b(?:(?!\. |, but ).)*",
            # An apology for what "this has caused" explains nothing.
            r"(?:sorry|apolog\w+)(?:(?!\. ).)*",
            r"(?:inconvenience|worry|concern|upset)% caused",
        ],
    ),
    move(
        "SCOPE",
        "How far it reaches: only a part, a share, some but not all.",
        [
            r"\d+(?:\.\d+)? ?(?:\%|per ?cent)",
            r"(?:limited|confined|restricted) to",
            (
                r"only (?:some|part|parts|one|two|those|affects?|applies|in\b|people|customers who"
                r"|the)\b"
            ),
            r"not all (?:of |our |customers|members|systems|stores|data)",
            (
                r"some (?:but not all|of (?:our|your|the) (?:customers|members|systems|data"
                r"|colleagues|records))"
            ),
            r"(?:affect(?:s|ed|ing)?|involve[sd]?) (?:only|some|part)\b",
            r"part of our (?:network|systems?|estate)",
        ],
        [
            r"\d+(?:\.\d+)? ?(?:\%|per ?cent) off",
            r"not limited to",
            # Now and then, not here and there.
            r"only (?:some of the time|at times|sometimes|now and then)",
            (
                r"(?:use|call|contact|say|share|open|reply) (?:\w+ )?only\b|only (?:use|call|say"
                r"|through)"
            ),
        ],
    ),
    move(
        "NOT_CYBER",
        "A denial that the event was a cyber attack or a security incident.",
        [
            (
                r"not (?:been )?(?:an?|the result of|caused by|due to|related to"
                r"|linked to)%(?:cyber|security|attack|hack)"
            ),
            r"no (?:cyber|security) (?:incident|attack|breach|element)",
        ],
        [OPEN, r"(?:not (?:yet )?know|cannot (?:yet )?(?:say|rule out))(?:(?!\. |, but ).)*"],
    ),
    move(
        "ATTRIB",
        "Who is behind it: criminals, a group, a named party.",
        [
            r"criminals? (?:attack|broke|gain|took|stole|access|tried|target|are behind|have)",
            r"criminal (?:attack|group|gang|act|third)",
            (
                r"(?:gang|hackers?|threat actors?|malicious|nation[- ]state|state-sponsored"
                r"|hostile state)\b"
            ),
            (
                r"(?:claimed? responsibility|attributed to|group (?:calling itself|known as"
                r"|that claims))"
            ),
            r"attack(?:ed)? by (?!email|phone|text)",
        ],
        [
            # Fraud advice speaks of criminals in general.
            r"criminals (?:may|might|could|can|sometimes|often|will)\b",
            r"(?:not|cannot)% (?:know|say|confirm)% who\b(?:(?!\. ).)*",
        ],
    ),
    move(
        "RANSOM",
        "The position on a ransom or on contact from the attacker.",
        [
            r"ransom(?!ware)",
            r"demand(?:ed|s)? (?:for )?(?:payment|money)",
            r"(?:paid|pay|negotiat\w+)%(?:attackers?|criminals|blackmail)",
            r"(?:extort|blackmail)",
            r"contact(?:ed)? (?:from|by)%(?:attackers?|criminals|anyone (?:claiming|responsible))",
        ],
    ),
)

RESPONSE_MOVES: Final = (
    move(
        "CONTAIN",
        "A step taken to stop the event or keep it from spreading.",
        [
            r"(?:isolat|disconnect|withdr[ae]w|quarantin)\w*",
            r"contain(?:ed\b|ment\b)|(?:to|and|helped) contain\b",
            r"(?:took|taken|take|taking|moved)\b~offline",
            r"we% (?:switched|shut|turned|cut|closed) (?:it |them )?(?:off|down)",
            (
                r"we%(?:paused|suspended|blocked|stopped|restricted|limited|locked|disabled|revoked"
                r"|reset)"
            ),
            (
                r"(?:access|connections?|passwords?|accounts)%(?:has|have|was|were)% (?:blocked"
                r"|restricted|removed|shut|switched off|reset|revoked|disabled)"
            ),
            r"(?:temporary|operational|some|further) (?:\w+ )?changes to\b",
            r"(?:steps|action|measures|changes)\b~to (?:protect|secure|stop|limit|keep|safeguard)",
            r"(?:removed|taken (?:down|off))%from (?:the|our|a) (?:web ?site|site|internet|page)",
            # A step that somebody else took, for example a provider.
            (
                r"(?:it|they|provider|supplier|contractor) (?:has |have )(?:disabled|isolated"
                r"|disconnected|switched off|shut down|blocked)\b"
            ),
        ],
        [
            (
                r"(?:announcement|notice|letter|report|statement|page|email|document|file)s? (?:is "
                r"|are )?contain\w*"
            ),
            r"not (?:yet )?(?:been )?(?:contained|isolated)",
            # Advice to the reader: "steps you can take to protect yourself".
            r"(?:steps|action|measures)\b%(?:you\w*|customers|members)\b(?:(?!\. ).)*",
            r"\d+ (?:days|hours) (?:\w+ )?isolat\w*",
        ],
    ),
    move(
        "EXPERTS",
        "Specialists from outside have been brought in.",
        [
            (
                r"(?:external|outside|independent|third[- ]party|leading|cyber[- ]?security|cyber"
                r"|forensic|specialist)\b"
                r"%(?:experts?|specialists?|advis[eo]rs?|firms?|consultants?|investigators)"
            ),
            (
                r"(?:experts|specialists)\b%(?:engaged|working|help|support|appointed|are|brought"
                r"|called|have|from)\b"
            ),
            (
                r"(?:engaged|appointed|brought in|called in|working with|with|hired)%(?:experts"
                r"|specialists)\b"
            ),
            r"(?:engaged|appointed|brought in|called in|hired)%(?:specialist|technical)%partners\b",
        ],
        [
            (
                r"(?:financial|tax|legal|benefits?|travel|pensions?) (?:advis\w+|experts?"
                r"|specialists?)"
            ),
            r"no (?:external|outside|independent) (?:experts?|specialists?)",
            r"not (?:yet )?(?:engaged|appointed|brought in|hired)(?:(?!\. |, but ).)*",
        ],
    ),
    move(
        "INVEST",
        "The event is being examined.",
        [
            r"investigat(?:e|es|ed|ing|ions?)\b",
            r"forensic (?:work|review|exam\w+|analysis)",
            (
                r"(?:is|are|still|been|now|being) (?:still |now |also |currently |urgently "
                r"|working to )?"
                r"(?:checking|checked|examin\w+|review\w+|looking into|looking at|establishing"
                r"|find(?:ing)? out|trying to (?:find|establish|understand))"
            ),
            r"being (?:\w+ )?established",
            r"(?:working|trying) to (?:find out|establish|understand|work out)",
        ],
        [
            r"(?:police|criminal) investigation",
            r"(?:assess|review|examin)\w*%<money>",
        ],
    ),
    move(
        "REMEDIATE",
        "What has been or will be made stronger, or learned.",
        [
            r"strengthen",
            (
                r"improv(?:e|ed|ing|ements?)\b%(?:security|systems|controls|protection|checks"
                r"|resilience)"
            ),
            (
                r"(?:extra|additional|new|more|further|stronger) (?:\w+ )?(?:security|controls"
                r"|checks|monitoring|safeguards|protections?)\b"
            ),
            r"lessons?\b|learn(?:ed|t)? from",
            r"(?:rebuil[dt]|multi-factor|two-step)",
            r"(?:happen(?:ing)? again|prevent%(?:similar|repeat|again))",
            r"review of (?:our )?(?:security|systems|data security)",
        ],
        [r"(?:not|nothing) (?:need |require )?(?:\w+ )?(?:improv\w+|strengthen\w*)"],
    ),
    move(
        "AUTH",
        "Which regulators or public authorities have been or are being told.",
        [
            r"<told>~<authority>",
            (
                r"<authority>~(?:has|have|had|was|were|is|are) (?:also |both |all |now "
                r"|being )*(?:been )?(?:told|informed|notified|alerted|aware)"
            ),
            r"(?:report|notification) (?:to|with) (?:the )?<authority>",
        ],
        [
            r"not (?:yet )?(?:been )?<told>(?:(?!\. |, but ).)*",
            # The reader's own right to complain is not a statement that we reported.
            r"(?:you|customers|anyone|people) (?:can|may|have the right to)\b(?:(?!\. ).)*",
            r"(?:guidance|advice) (?:from|of|by)(?: the)? <authority>",
        ],
    ),
    move(
        "POLICE",
        "Law enforcement has been told or is involved.",
        [
            (
                r"(?:police|law enforcement|national crime agency|nca\b|report fraud|action fraud"
                r"|crime reference)"
            ),
        ],
        [
            # "Tell the police" and "report it to Report Fraud" are advice to the reader.
            (
                r"<ask>(?:report|call|contact|tell|ring)\b~(?:police|report fraud"
                r"|action fraud)(?: or (?:the )?(?:police|report fraud))?"
            ),
            r"you (?:can|should|must|may)\b~(?:police|report fraud|action fraud)",
            (
                r"not (?:yet )?(?:been )?(?:reported|told|contacted|informed|involved)%(?:police"
                r"|law enforcement)"
            ),
        ],
    ),
    move(
        "SAFETY",
        "A statement on people's physical safety.",
        [
            (
                r"(?:patient|passenger|public|staff|crew|food|product|fire|resident|customer"
                r"|personal)s?'? safety"
            ),
            (
                r"(?:nobody|no one|no-one) (?:was|is|has been) (?:hurt|injured|harmed|in danger"
                r"|at risk)"
            ),
            r"safe to (?:eat|use|visit|travel|drink|drive|take)",
            (
                r"(?:crews?|passengers|patients|residents|children|people|everyone)\b%(?:are|is"
                r"|were|remain) (?:\w+ )?safe\b"
            ),
            r"(?:alarms?|emergency (?:phones|lines|services|exits)|fire doors)\b",
        ],
    ),
)

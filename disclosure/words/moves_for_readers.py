"""The moves that turn to the reader: requests, help, limits and tone."""

from typing import Final

from disclosure.words.move_patterns import move

READER_MOVES: Final = (
    move(
        "ACT_NONE",
        "The reader need do nothing.",
        [
            r"no (?:further )?action (?:is |by you is |from you is )?(?:needed|required|necessary)",
            r"(?:not|no) need (?:to|for you to)\b",
            r"not have to (?:do|take|contact|change|act)\b",
            r"nothing (?:\w+ )?(?:you|customers|members|they)\b%(?:need|have)\b",
            r"nothing (?:to do|different|more to do)",
            r"need (?:to )?do nothing",
            r"action (?:needed|required)[^.]{0,20}: none",
        ],
        # Advice about one act ("no need to panic") still leaves nothing to do; a warning does not.
        [r"we (?:do not|have no) need\b"],
    ),
    move(
        "ACT_ASK",
        "Something the reader is asked to do or to avoid.",
        [
            (
                r"<ask>(?:wait|bring|check|change|reset|take|keep|look out|watch|stay|be (?:careful"
                r"|alert|cautious|wary|aware"
                r"|vigilant|suspicious)|treat|report|use|pay|follow|avoid|delete|forward|place"
                r"|return|visit|come|go|stop|hold"
                r"|tell|ask|read|choose|review|monitor|ignore|send|reply|do not|never|try|book"
                r"|collect|save|make sure|remember"
                r"|allow|plan|order|show|work|update|think|continue|submit|shop|act)\b"
            ),
            (
                r"please (?!accept|note\b|be assured|bear with|find\b|see\b|contact|call|email"
                r"|phone|ring|write|get in touch)\w+"
            ),
            (
                r"(?:we (?:ask|advise|recommend|urge|encourage)|we are asking) (?:you|customers"
                r"|members|everyone|people|anyone|suppliers|colleagues)"
            ),
            r"you (?:should|must|will need to|need to|may need to)\b",
            r"you will (?:be asked to|choose)",
            r"call (?:your bank|999|101|159)",
        ],
        [
            r"(?:not|no) need (?:to|for you to)\b",
            # "Customers: order history" names data, it orders nothing.
            r"order (?:histor(?:y|ies)|numbers?|details)\b",
            # Orders to staff are STAFF_INSTR, whatever their grammar.
            (
                r"(?:please )?(?:do not (?:post (?:about|anything|on|comments|details|this|any)"
                r"|speculate|speak|talk|comment|record|transcribe|attempt|forward (?:this|the|it)"
                r"|share (?:this|the|it|any|internal|screenshots)|discuss|go beyond)"
                r"|keep to the section|use the next section"
                r"|keep (?:your )?cameras?|refer\b"
                r"|pass (?:any|all|on)\b|tell (?:customers|members|callers|them)"
                r"|report\b%(?:service desk|it (?:desk|team|helpdesk)|security team"
                r"|(?:line )?manager)|check who|use only this)\b(?:(?!\. ).)*"
            ),
            r"(?:reply|answer|respond) to this (?:email|message)",
        ],
    ),
    move(
        "STAFF_INSTR",
        "An order to the organisation's own people.",
        [
            r"keep (?:your )?cameras? (?:switched )?on",
            r"(?:we )?ask (?:all |our |all our )?(?:colleagues|staff) to\b",
            (
                r"(?:do|must) not (?:post (?:about|anything|on|comments|details|this|any)|speculate"
                r"|(?:speak|talk|comment) (?:to|with|on|publicly)"
                r"|record\b|transcribe|attempt|discuss|forward (?:this|the|it)|share (?:this|the|it"
                r"|any(?:thing)?|internal|screenshots)\b)"
            ),
            (
                r"(?:do|must) not (?:use|connect|log|switch|put|plug)\b~(?:vpn|chat|personal"
                r"|company|work|network|laptop|device|meeting|sensitive)"
            ),
            (
                r"(?:refer|pass|send|direct|forward)\b%(?:questions|journalists|media|calls"
                r"|enquiries|requests|reporters|press)\b"
            ),
            r"tell (?:customers|members): ",
            (
                r"tell (?:customers|members|callers|shoppers|visitors) (?:that|to|only|about|who|we"
                r"|they|when|how|which|their|if|:)?"
            ),
            (
                r"if (?:an? )?(?:customers?|journalists?|reporters?|members?|callers?)\b%(?:asks?"
                r"|calls?|contacts?)"
            ),
            (
                r"(?:check|verify|confirm) (?:who|the identity|every(?:one)?|all|attendees"
                r"|that everyone)\b~(?:call|meeting|attend\w*)"
            ),
            r"(?:verify|check) (?:all |every )?attendees?",
            (
                r"report\b~(?:service desk|it (?:desk|team|helpdesk)|security team|line manager"
                r"|your manager|security desk)"
            ),
            r"(?:colleagues|staff|managers|store teams|you) must(?: not)?\b",
            r"(?:nothing|anything) (?:sensitive|confidential) in (?:chat|messages|email)",
            (
                r"(?:use|give|read out|say) only (?:this|these|the) (?:words|text|answer|message"
                r"|line)s?"
            ),
        ],
        [
            # The journalist or customer may be the one addressed: "We will tell customers".
            r"(?:we|will|to|not) tell (?:customers|members)\b",
            r"do not (?:share|forward|post)\b%(?:password|pin|code|bank|card|payment)",
            r"you must\b~(?:password|bank|card)",
        ],
    ),
    move(
        "SUPPLIER",
        "What suppliers should do, or how they are supported.",
        [
            r"suppliers? (?:should|can|must|need|will|may|are asked)",
            (
                r"(?:keep|continue|please|carry on|stop|hold|pause)\b%(?:deliver(?:ing|ies)?"
                r"|supplying|shipping|sending (?:stock|goods|orders))\b"
            ),
            (
                r"(?:purchase orders?|remittance|delivery slots?|goods[- ]in|payment (?:run|terms)"
                r"|trading partner|order forecasts?|booked? slots?)\b"
            ),
            (
                r"(?:pay|paid|paying|send|issue|submit|email)\b%invoices?|invoices?\b%(?:paid"
                r"|payment|sent|will|are)"
            ),
            r"(?:deliver\w*|orders?)\b%as (?:planned|booked|agreed|confirmed)",
        ],
        [
            r"thank\w*(?:(?!\. ).)*suppliers?",
            r"(?:your|customers'?) (?:deliver\w*|orders?|invoices?) (?:will|is|are)\b(?:(?!\. ).)*",
            r"suppliers? (?:can|may|will) (?:have|be) (?:\w+ )?<taken>",
        ],
    ),
    move(
        "CONTACT",
        "Where the reader can turn.",
        [
            r"[\w.+-]+@[\w-]+\.\w",
            r"0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}|0\d{10}|\+\d{2} ?\d{2,4} ?\d{3}",
            (
                r"(?:call|phone|ring|email|write to|text|contact|message|speak to|talk to"
                r"|get in touch with|reach) "
                r"(?:us|our|the|customer|your (?:usual|line|store|account|local|manager|buyer)"
                r"|investor|press|media|supplier)"
            ),
            r"(?:questions|enquiries|contacts?)\b[^.]{0,30}: \S",
            r"(?:helpline|contact (?:point|person)|service desk)\b",
            r"ask (?:your (?:line |store )?manager|our|in (?:any )?store|the)\b",
        ],
        [
            (
                r"not (?:need to )?(?:contact|call|phone|email|write to|reply|speak to"
                r"|talk to)\b(?:(?!\. |, but ).)*"
            ),
            # Who contacts whom: our own promise to write is NOTIFY_IND.
            (
                r"(?:we|they|bank|who|criminals|people) (?:will|may|might|are|have|cannot"
                r"|can)% (?:contact|call|phone|email|write to|text|message)\b"
            ),
            r"<ask>report\b~service desk",
        ],
    ),
    move(
        "UPDATE",
        "A promise of more news.",
        [
            r"updates?\b%(?:by|at|on|before|from|when|if|today|tomorrow|will|as|later|due)\b",
            (
                r"(?:next|further|another|regular) (?:\w+ )?(?:update|announcement|statement"
                r"|message|news)"
            ),
            r"(?:will|shall) (?:also |then )?(?:update|publish|announce|post|issue)\b",
            (
                r"(?:will|shall) (?:say|tell|give|share|let|write|have|know|send|report)\b%(?:more"
                r"|what we know|update|know|again|if (?:this|the|anything|that)"
                r"|when we know|as soon as we know|news)"
            ),
            r"keep you (?:informed|updated|posted)",
        ],
        [
            (
                r"(?:last|earlier|previous|your|software|overnight|security|stock|app|system"
                r"|trading|to) updates?\b"
            ),
            r"updates? (?:to|of) (?:your|the|our) (?:app|software|device|details|password)",
            r"let (?:you|them|people|customers) know if (?:you|your|they|their)\b",
        ],
    ),
    move(
        "NOTIFY_IND",
        "The people affected are being or will be told directly.",
        [
            (
                r"(?:contact|writ|tell|told|email|call|notif|inform|let|message)\w*\b~(?:directly"
                r"|individually|in person)\b"
            ),
            (
                r"(?:we|will|are|have) (?:\w+ )?(?:contact|writ|tell|told|email|call|notif|inform"
                r"|let|message)\w*(?: to)?% (?:anyone|everyone|people|customers"
                r"|members|those|colleagues|individuals|you)\b~(?:affected|involved|whose|if (?:you"
                r"|your|their|they|we find)|with (?:an )?orders?|to rebook)"
            ),
            (
                r"(?:people|customers|members|everyone|those|colleagues)\b~(?:have been|has been"
                r"|were|will be|are being) (?:\w+ )?(?:told|contacted|written to|informed|notified"
                r"|emailed)"
            ),
            r"writing to you because~(?:<data>|<kind>)~<taken>",
            r"(?:wait|until)%(?:for us to|we) (?:contact|write to|call|email|text) you\b",
            (
                r"(?:contact|writ|notify|notifi|inform|tell)\w*(?: to)? (?:the )?(?:affected"
                r"|relevant) (?:people|customers|members|individuals|colleagues)"
            ),
        ],
        [
            r"not (?:be |been |yet )?(?:contact|told|tell|writ)\w*",
            (
                r"(?:please|you can|should|must)\b(?! wait)% (?:contact|tell|call|email|write to"
                r"|ask)\b"
            ),
        ],
    ),
    move(
        "SUPPORT",
        "Help or redress for those affected.",
        [
            r"helplines?\b",
            r"(?:credit|identity|dark web)(?: and identity)? (?:monitoring|protection)",
            r"(?:counsell\w+|wellbeing|assistance programme)",
            r"compensat|goodwill|reimburs|out of pocket|financially disadvantaged",
            r"(?:will|offer\w*|get|receive|giv\w+|entitled to|claim)\b~(?:refund\w*|vouchers?)",
            r"(?:refunds?|vouchers?)\b% (?:will|is|are|has|have)\b%(?:added|paid|sent|given)\b",
            r"extend\w*~(?:returns?|refund|deadline|expiry|time)",
            r"(?:will|still) be paid (?:for|in full|as)",
            r"(?:£\d+|\d+ ?(?:\%|per ?cent)) off",
            r"(?:support|help) (?:is available|service|for (?:you|anyone|people))",
        ],
        [r"(?:cannot|not|unable to)\b%(?:refund\w*|vouchers?|compensat\w*)"],
    ),
    move(
        "NEVER_ASK",
        "What the organisation will never ask the reader for.",
        [
            r"we%never% (?:ask|call|phone|email|text|contact|request)",
            r"we will not (?:ever )?(?:ask|request|call you to ask|phone you to ask)\b",
        ],
    ),
    move(
        "LIMIT",
        "A stated limit on what can be said or done, now or at all.",
        [
            (
                r"(?:cannot|are not able to|unable to|will not|may not|not in a position to"
                r"|must not)(?: yet| currently| now)?"
                r" (?:say|tell you|share|give|provide|add|disclose|discuss|answer|go into"
                r"|publish)\b%(?:more|further|details?|anything|else|beyond)"
            ),
            r"(?:cannot|are not able to|unable to|will not) (?:comment|discuss)",
            (
                r"(?:all|everything|as much as) (?:that )?we (?:can|are able to) (?:say|confirm"
                r"|share|tell)"
            ),
            r"not (?:go|say anything) (?:beyond|outside|further than|more than)",
            r"say no more than|nothing beyond this|keep to the section for",
            r"we cannot (?:currently )?(?:contact|email|message|warn|reach)\b",
            r"(?:emails?|texts?|messages?)\b%: we cannot (?:yet |currently )?send\b",
        ],
        # Not knowing is no limit on saying: that is NO_ETA or one of the UNKNOWN moves.
        [
            (
                r"(?:cannot|not)(?: yet| currently| able to)* (?:say|tell|give|know"
                r"|confirm) (?:you )?(?:when|whether|if|how|what|which|who|a (?:date"
                r"|time))\b(?:(?!\. |, but ).)*"
            ),
        ],
    ),
)

TONE_MOVES: Final = (
    move(
        "APOLOGY",
        "An apology.",
        [r"sorry\b", r"apolog(?:y|ies|ise|ises|ising|ize)\b", r"we regret (?!to\b|that we cannot)"],
        # A warning that describes a scam message apologises for nothing.
        [
            r"(?:emails?|messages?|texts?|calls?)% (?:that|which|who)% apolog\w*",
            r"better safe than sorry",
        ],
    ),
    move(
        "PRIORITY",
        "What matters most to the organisation.",
        [
            r"priorit(?:y|ies|ise|ising)\b",
            (
                r"(?:first|main|biggest) concern\b|comes? first\b|put\w*~first\b|matters? most"
                r"|most important (?:thing|to us)|paramount"
            ),
            r"seriously\b",
            (
                r"(?:we|our|teams?)\b~keep\w*%(?:data|information|systems|customers|members"
                r"|colleagues|you|people)%(?:safe|secure)"
            ),
            r"(?:we are )?committed to",
        ],
        [
            # A step taken "to keep data safe" is CONTAIN.
            r"(?:action|steps|measures|changes)\b% to keep(?:(?!\. ).)*",
            r"priority (?:slots?|deliver\w+|customers?|access|list|booking|boarding)",
            r"(?:order|list) of priority",
            r"seriously (?:ill|hurt|injured)",
        ],
    ),
    move(
        "MINIMISE",
        "A word that makes the event look small.",
        [
            r"(?:minor|small|slight|negligible|trivial|minimal|modest)\b",
            r"limited\b(?! (?:to|company|liability))",
            (
                r"very (?:little|few|common)\b|only a (?:few|handful)|a handful of|just a (?:few"
                r"|small)|little more than"
            ),
        ],
        [
            # "Limited" as part of a name, and trade terms that happen to contain a size word.
            (
                r"(?:plc|company|holdings?|stores|group|services|bank|society|insurance|trading"
                r"|properties) limited"
            ),
            r"small (?:print|business\w*|claims|change|parcels?|suppliers?|shops?)",
            r"not (?:be )?(?:minor|small|limited)",
        ],
    ),
    move(
        "THANKS_STAFF",
        "Thanks to the organisation's own people.",
        [
            r"(?:thank\w*|grateful)\b~<teams>",
            (
                r"thank you (?:all )?for (?:everything|all|your (?:hard )?work|your effort|the way"
                r"|your professional\w*|keeping|looking after|what you|helping (?:our )?customers)"
            ),
        ],
        [r"(?:patience|kind\w*) (?:with|to|towards)%<teams>"],
    ),
    move(
        "THANKS_CUST",
        "Thanks to customers, members, partners or suppliers.",
        [
            r"(?:thank\w*|grateful)\b~<readers>",
        ],
        [
            (
                r"(?:keeping|helping|serving|supporting|look(?:ing)? after|support (?:to"
                r"|for))% ?(?:customers|members|suppliers)(?:(?!\. ).)*"
            ),
            r"no thanks",
        ],
    ),
)

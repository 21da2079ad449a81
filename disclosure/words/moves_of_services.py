"""The moves that say what works, what does not and when it returns."""

from typing import Final

from disclosure.words.move_patterns import DATA_NOT_SERVICE, OPEN, UNAFFECTED, move

SERVICE_MOVES: Final = (
    move(
        "SERV_AFF",
        "A service, site or tool is down, delayed or works only in part.",
        [
            r"<service>~(?:is|are|was|were|remains?|may be|has|have|still) ~<broken>",
            r"<service>[^.]{0,40}: (?:(?:\w+ ){1,5})?<broken>",
            r"<service>[^.]{0,40}: (?:\w+ ){0,3}problems?\b",
            # A line of a list: whatever stands before the colon, unless it is data.
            r"(?<=: )(?:affected|stopped|delayed|not available)(?=[.;]| \(|$)",
            r"problems?,? (?:for colleagues )?(?:as (?:of|at)|at <time>)(?!\w)",
            r"still affected at <time>",
            r"(?:paus|suspend|stopp|switched off|closed|shut)\w*%<service>",
            r"affect(?:s|ing|ed)?%<service>",
            (
                r"(?:problems?|difficult(?:y|ies)|delays?|disruption|trouble|issues?) (?:with|to|in"
                r"|for)%<service>"
            ),
            # "cannot say", "cannot give" and the like are about knowledge, not about a service.
            (
                r"(?:cannot|unable to|not able to) (?:currently |yet |now |always )?(?!say|tell"
                r"|know|confirm|give|rule|comment|share|discuss|be sure|estimate|assess|put|quantif"
                r"|contact|add|go into|answer|see your|yet|currently|now|always)\w+"
            ),
            r"orders? (?:\w+ )?(?:cancelled|delayed)",
            r"may (?:be late|take longer|not arrive|not work|be delayed)",
            r"(?:fewer|missing) (?:products|lines|deliveries)|gaps on (?:our )?shelves",
        ],
        [
            OPEN,
            UNAFFECTED,
            DATA_NOT_SERVICE,
            (
                r"(?:people|anyone|everyone|customers|members|those|individuals|you"
                r"|colleagues) (?:who )?(?:is |are |was |were |may be )?affected"
            ),
            r"<data>%<taken>",
            r"affected (?:people|customers|individuals|members)",
        ],
    ),
    move(
        "SERV_OK",
        "A service, site or tool works or is open.",
        [
            (
                r"<service>~(?:is|are|was|were|remains?|stays?|kept|continues? to be|have been"
                r"|has been)"
                r" (?:all |also |still |now |currently |both )?<works>"
            ),
            r"<service>~(?:continues? to|still|can) (?:be used|trade|work|operate|open|run)\b",
            r"<service>[^.]{0,40}: (?:all |still |fully )?<works>",
            r"<service>%(?:not (?:been )?(?:affected|disrupted)|unaffected)",
            (
                r"(?:you|customers|members) can (?:still|continue to) (?:shop|order|buy|browse"
                r"|visit|use|pay|book)"
            ),
            r"^(?:also )?<works>(?: or <works>)?(?: as (?:of|at)| at <time>|$|\.$)",
            # A line of a list: whatever stands before the colon.
            r"(?<=: )(?:open|working) at <time>",
            # Whatever it is that works: with its time, a status can be nothing else.
            r"(?:is|are|was|were) (?:open|working) at <time>",
            r"at <time>~(?:is|are|was|were) open\b",
            r"continu(?:e|ing) to (?:trade|serve)",
        ],
        [
            OPEN,
            DATA_NOT_SERVICE,
            r"not (?:currently |yet |all |now )?(?:be )?<works>",
            r"(?:no longer|partly|again|will be|should be|expected? to be) <works>",
            # "is working again" reports a return (RESTORE), not a steady state.
            r"<works> again",
            r"lines? (?:is|are) open",
            r"(?:we|<teams>) (?:are|were) working",
        ],
    ),
    move(
        "RESTORE",
        "How far the return to service has come.",
        [
            (
                r"(?:is|are|has been|have been|was|were|now|all) (?:now |fully |both |all )*"
                r"(?:back\b|restored|working again|available again|open again|fixed|repaired"
                r"|resolved|reopened|running again)"
            ),
            r"(?:we|<service>)% (?:restored|resumed|reopened|restarted|fixed|recovered)",
            (
                r"work(?:ing|ed)?~(?:to|on) (?:restor|restart|bring|fix|get|recover|repair|resum"
                r"|reopen|return|put)"
            ),
            r"(?:restoring|bringing back|restarting|fixing|getting) ~(?:<service>|back)",
            r"(?:work again|working again|back online|back up)",
            r"recovery (?:work|is|phase|has)",
        ],
        [
            # A promise or an open date is ETA or NO_ETA, not a status.
            r"no fixed \w+",
            # What is put first is a priority, not how far it has come.
            r"priority\b[^.]*",
            r"when\b%(?:back|restor\w*|fixed|again|resum\w*|reopen\w*)",
            r"(?:will|should|expect\w*|hope\w*)% (?:back|restor\w*|fixed|again|resum\w*|reopen\w*)",
            r"not (?:yet )?(?:been )?(?:restored|fixed|resolved|back)",
            r"(?:until|once)\b%(?:back|restor\w*|fixed|again)",
        ],
    ),
    move(
        "NO_ETA",
        "No time for the return can be given yet.",
        [
            (
                r"(?:cannot|not)(?: yet| currently| at this stage| able to)* (?:say|know|tell you"
                r"|tell|confirm|predict)(?: yet)? when"
            ),
            (
                r"(?:cannot|not)(?: yet| currently| able to)* (?:give|have|offer|set|promise)%"
                r"(?:date|time|timescale|timetable|estimate)\b"
            ),
            (
                r"no (?:date|end date|time|timescale|timetable|estimate|return date|restart date"
                r"|expected)\b%(?:yet|for|can be|is known|has been|available|so far|set)"
            ),
            (
                r"(?:return|restart|back|restor\w+|recovery)[^.]{0,30}: (?:no (?:date|time)"
                r"|not (?:yet )?known|unknown)"
            ),
            r"(?:date|time)%(?:return|restart|back|recovery|restoration)%not (?:yet )?known",
            (
                r"when\b~(?:back|return|restor\w*|again|fixed|reopen|resume)~(?:is "
                r"|are )?(?:not (?:yet )?(?:known|clear)|unknown)"
            ),
            r"(?:until further notice|as (?:quickly|soon) as (?:possible|we can))",
        ],
        [
            r"when our next update\b(?:(?!\. ).)*",
            (
                r"(?:updat\w+|tell you|more|write|contact\w*)% as (?:quickly|soon) as (?:possible"
                r"|we can)"
            ),
        ],
    ),
    move(
        "ETA",
        "When a service is expected to return.",
        [
            (
                r"(?:expect|hope|aim|plan|intend)\w*~(?:back|restor\w*|working|fixed|reopen\w*"
                r"|resum\w*|restart\w*|available|running|open)"
                r"~(?:by|on|from|at|in|within|before|later|tomorrow|this|next|today)\b"
            ),
            (
                r"(?:will|should) (?:be |all )*(?:back|restored|working|fixed|reopen|resume|restart"
                r"|available|running|open|start)"
                r"%(?:by|on|from|at|within|before|later|tomorrow|this|next|today)\b"
            ),
            r"(?:expected )?(?:return|restart|back)[^.:]{0,20}: (?:by |on |from |about )?<when>",
        ],
        [
            r"when\b%(?:back|return|restor\w*|again|resum\w*|reopen\w*)",
            r"(?:cannot|do not|not yet)(?:(?!\. |, but ).)*",
            r"(?:lines?|helpline|phones?)% will be open",
        ],
    ),
    move(
        "WORKAROUND",
        "Another way for the reader to get the thing done.",
        [
            r"pay(?:ing)? (?:by|with|in|using)\b~(?:chip and pin|cash|card|pin)\b",
            r"(?:accept|tak)(?:e|es|ing)\b%(?:chip and pin|cash)\b",
            r"(?:chip and pin|cash)~(?:is|are|still) (?:both )?(?:accepted|working|fine)",
            (
                r"(?:use|visit|order|call|come|go|try|work|pay|collect|return|shop|send|buy|email"
                r"|phone)\b~instead"
            ),
            (
                r"(?:another|other|different|alternative) ways? (?:to|of) (?:pay|order|buy|shop"
                r"|reach|work|collect|return|get)"
            ),
            (
                r"work(?:ing)? (?:from|at|in) (?:an?|our|your|the|any|one of)%(?:location|office"
                r"|site|store|building|depot)"
            ),
            (
                r"(?:by hand|manually|on paper|paper forms?|manual (?:process|order|list|system)"
                r"|back-?up (?:system|process))"
            ),
            (
                r"(?:you|customers|members) can (?:still )?(?:pay|buy|order|return|shop|collect"
                r"|book)\b~(?:in|by|at|with|through|using)\b"
            ),
            r"workaround: (?!none|no\b|not)",
            r"<service>[^|]{0,120}[:;] please (?!do not\b|avoid\b|report\b)\w+",
            r"for now,? (?:please |you can )(?!do not\b|avoid\b)\w+",
        ],
        [
            (
                r"(?:cannot|do not|unable to|not) (?:\w+ )?(?:pay|use|accept|take|return"
                r"|collect)\b(?:(?!\. |, but |; ).)*"
            ),
            r"no (?:workaround|other way)(?:(?!\. ).)*",
        ],
    ),
)

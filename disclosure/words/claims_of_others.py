"""Reads what others are said to do: the police, an authority, an outside firm, a supplier.

That a body was told is our act, and recorded; that it investigates, helps or has found something is
its own, and no record of ours bears it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from disclosure.words.claims_lexicon import BODIES, named
from disclosure.words.claims_text import clauses, tidied

INVESTIGATES, HELPS, FINDS, ACTS = "investigates", "helps", "finds", "acts"
VERBS: Final = {
    INVESTIGATES: r"investigat\w+|look(?:s|ed|ing)? into|examin\w+|inquir\w+|enquir\w+"
    r"|check(?:s|ed|ing)?|review(?:s|ed|ing)?|analys\w+|(?:find|found|finds|finding) out"
    r"|prob(?:e|es|ing)",
    HELPS: r"(?:help(?:s|ed|ing)?|support(?:s|ed|ing)?|assist\w*)(?! (?:you|people|anyone|them)\b)"
    r"|advis(?:e|es|ed|ing)|guid(?:es|ed|ing)"
    r"|work(?:s|ed|ing)? (?:with us|alongside|to)|co-?operat\w+ with us",
    FINDS: r"confirm(?:s|ed)|found|conclud\w+|establish\w+|rul(?:es|ed)|decid\w+|agree[ds]"
    r"|approv\w+|clear(?:s|ed)|accept(?:s|ed)|believes?|says?|said|told us|assured us|is satisfied",
    ACTS: r"arrest\w*|charged|seized|clos(?:es|ed)|open(?:s|ed)|launch\w*|recover\w*|monitor\w*"
    r"|track\w*|ask(?:s|ed) us|taken over|took over|lead(?:s|ing)?",
}
"""What others may do, by words that mean nearly the same."""
_NOUNS: Final = r"investigation|inquiry|enquiry|enquiries|operation|review"
_ACT: Final = "|".join(f"(?P<{name}>{words})" for name, words in VERBS.items())
_BETWEEN: Final = (
    r"(?:'s? officers| officers)?,?(?: (?:who|which|and they))?"
    r"(?: (?:is|are|was|were|has|have|had|will|would|can|be|been|being|also|now|already|still"
    r"|currently|separately|not|yet|begun|started|continuing to|helping to|working to))* "
)
_AFTER: Final = re.compile(rf"{_BETWEEN}(?:{_ACT})\b")
_NOUN_AFTER: Final = re.compile(
    rf" (?:{_NOUNS})\b|(?: force)? (?:with|in) (?:their|its) (?:{_NOUNS})"
)
_BEFORE: Final = re.compile(
    rf"\b(?:(?P<by>{VERBS[INVESTIGATES]}|{_NOUNS}) by|(?P<help>help(?:ed)?|support(?:ed)?"
    r"|assist(?:ed|ance)) (?:by|from|of)) (?:the |an? |our )?$"
)
_PASSIVE: Final = re.compile(r"\b(?:is|are|was|were|be|been|being) (?:\w+ )?$")
_TOLD: Final = re.compile(
    r"(?:told|informed|notified|advised|asked|helped|supported|checked|reviewed)$"
)
_OUTSIDE: Final = re.compile(
    r"\b(?:(?:outside|external|independent|third[- ]party|specialist|forensics?|security"
    r"|cyber(?:[- ]security)?)(?: \w+){0,3}? (?:experts?|specialists?|firms?|compan(?:y|ies)"
    r"|consultan\w+|investigators?|advisers?)|(?:experts|specialists|consultants|investigators)"
    r"|(?:our|the|a|one of our)(?: \w+){0,2}? (?:suppliers?|providers?|vendors?|contractors?))\b"
)
_FIRM: Final = re.compile(
    r"\W*(?:The )?(?P<actor>[A-Z][\w&.'-]*(?: (?:[A-Z&][\w&.'-]*|and|of|plc))*)"
    r" (?:is|has been|has) (?:\w+ ){0,2}?(?:investigating|examining|checking|reviewing|looking into"
    r"|investigated|examined|checked|reviewed|looked into)\b"
)
_OURS: Final = frozenset(
    {"It", "This", "That", "The", "Work", "Nobody", "Everyone", "Somebody", "Someone", "Each"}
    | {"Management", "Our", "Security", "IT"}
)
_NO_ACTOR: Final = "market"
"""What is told, and does nothing of its own."""
_OUTSIDE_DOES: Final = frozenset({INVESTIGATES, HELPS})
"""What is read of firms: what they find is read as a claim on the data or the cause."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something another is said to do.

    Attributes:
        actor: The words that name it, in lower case.
        body: The one name of a body; nothing of a firm.
        act: `investigates`, `helps`, `finds` or `acts`.
        start: Where the words begin in the sentence.
        end: The first position after them.
    """

    actor: str
    body: str
    act: str
    start: int
    end: int


def deeds_of_others(sentence: str) -> tuple[Deed, ...]:
    """Give what a sentence says that others do."""
    if sentence.rstrip().endswith("?"):
        return ()
    found: list[Deed] = []
    for clause in clauses(tidied(sentence)):
        actors = [pair for pair in named(BODIES, clause.text) if pair[0] != _NO_ACTOR]
        actors += [("", place) for place in _OUTSIDE.finditer(clause.text)]
        for name, place in actors:
            for act, start, end in _acts(clause.text, place, is_body=bool(name)):
                begins, ends = clause.place(start, end)
                found.append(Deed(place.group(), name, act, begins, ends))
    return (*found, *_of_named_firm(sentence))


def _of_named_firm(sentence: str) -> Iterator[Deed]:
    """Give what somebody with a name of its own is said to look into."""
    firm = _FIRM.match(sentence)
    if firm and not named(BODIES, firm["actor"].lower()) and firm["actor"] not in _OURS:
        yield Deed(firm["actor"].lower(), "", INVESTIGATES, firm.start("actor"), firm.end())


def _acts(text: str, place: re.Match[str], *, is_body: bool) -> Iterator[tuple[str, int, int]]:
    """Give the acts of the actor that stands at a place."""
    after = _AFTER.match(text, place.end())
    if after and not _is_told(after):
        act = after.lastgroup or ACTS
        if is_body or act in _OUTSIDE_DOES:
            yield act, place.start(), after.end()
        return
    noun = _NOUN_AFTER.match(text, place.end())
    if noun and is_body:
        yield INVESTIGATES, place.start(), noun.end()
        return
    before = _BEFORE.search(text, 0, place.start())
    if before:
        yield (INVESTIGATES if before["by"] else HELPS), before.start(), place.end()


def _is_told(after: re.Match[str]) -> bool:
    """Say whether the actor undergoes what the verb says: "the police have been informed"."""
    act = after.start(after.lastgroup or 0)
    passive = _PASSIVE.search(after.string, after.start(), act)
    return passive is not None and _TOLD.search(after.group()) is not None

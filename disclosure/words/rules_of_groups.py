"""The rule for letters that go to one group: none says what happened to another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from disclosure.words.claims_lexicon import PEOPLE, named
from disclosure.words.findings import CaseInputs, Finding, Severity, in_quotes, of_draft
from disclosure.words.keys import group_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RULE = "names-another-group"
OF_DATA = re.compile(
    r"\b(?:data|details|records?|files?|information|accounts?|passwords?)\b", re.IGNORECASE
)
"""Words of a sentence on somebody's data; a shop speaks of its customers in many others."""
_BEFORE = re.compile(
    r"\b(?:of|about|on|concern\w*|involv\w+|affect\w+|includ\w+|belong\w* to)"
    r"(?: (?:our|some|all|current|and|many|other|several))*,? $"
)
_AFTER = re.compile(
    r"['’]|(?: [\w-]+)? (?:data|details|records?|files?|information|accounts?|passwords?)\b"
    r"|(?: (?:and|or) [\w-]+)? (?:is|are|was|were) (?:also )?(?:affected|involved|concerned)\b"
)
"""What stands around people where the words are of their data, and not of what they do."""


def other_groups_named(case: CaseInputs) -> Iterator[Finding]:
    """Find sentences on data in a letter to one group that name another whose data is recorded.

    The wordings name none. What was typed into a fact that everybody reads may.
    """
    for draft in case.drafts:
        group = group_of(draft.notice, draft.audience)
        others = _others(group, case) if group else {}
        said = [sentence for sentence in draft.said() if others and OF_DATA.search(sentence.text)]
        for sentence in said:
            found = list(dict.fromkeys(_named(sentence.text, group, others)))
            if found:
                yield of_draft(
                    RULE,
                    Severity.WARNING,
                    draft,
                    f"This goes to {others[group]} alone and speaks of {in_quotes(found)}. A "
                    "letter to one group tells nothing of another. Put what is meant for one group "
                    "into the list “What holds for one group of people alone”, and leave in the "
                    "fact what holds for everybody; or edit the sentence here.",
                    sentence=sentence,
                )


def _others(group: str, case: CaseInputs) -> Mapping[str, str]:
    """Give what the groups are called that are recorded, where this one is among the choices."""
    found: dict[str, str] = {}
    for each_of in {s.stage.each_of for duty in case.duties for s in duty.stages} - {""}:
        record, _, name = each_of.partition(".")
        held = case.vocabulary.records.get(record)
        options = held.fields[name].options if held and name in held.fields else {}
        values = {str(entry.fields.get(name, "")) for entry in case.known.entries(record)}
        if group in options:
            found |= {each: options[each] for each in options if each in values | {group}}
    return found


def _named(text: str, group: str, others: Mapping[str, str]) -> Iterator[str]:
    """Give the words of a text that name another group than its own, as they stand there.

    The name of a group counts wherever it stands; other words for its people ("colleagues") count
    where the sentence is of their data: that colleagues will never ask for a password is not.
    """
    own = others[group]
    rest = re.sub(_pattern(own), lambda found: " " * len(found[0]), text, flags=re.IGNORECASE)
    kinds = {_kind(each) for name, each in others.items() if name != group} - {_kind(own), ""}
    for name, label in others.items():
        found = re.search(_pattern(label), rest, re.IGNORECASE) if name != group else None
        if found:
            yield label
            rest = rest[: found.start()] + " " * len(found[0]) + rest[found.end() :]
    for kind, found in named(PEOPLE, rest.lower()):
        is_theirs = _BEFORE.search(rest[: found.start()]) or _AFTER.match(rest, found.end())
        if kind in kinds and is_theirs:
            yield rest[found.start() : found.end()]


def _kind(label: str) -> str:
    """Give the one name of the people of a group; nothing where we know no other words for them."""
    return next((name for name, _ in named(PEOPLE, label.lower())), "")


def _pattern(words: str) -> str:
    """Give what finds the name of a group in a text, of one person or of several."""
    one = words.removesuffix("s")
    return rf"\b{re.escape(one)}s?\b"

"""The rule for letters that go to one group: none says what happened to another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from disclosure.words.findings import CaseInputs, Finding, Severity, in_quotes, of_draft
from disclosure.words.keys import group_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RULE = "names-another-group"
OF_DATA = re.compile(
    r"\b(?:data|details|records?|files?|information|accounts?|passwords?)\b", re.IGNORECASE
)
"""Words of a sentence on somebody's data; a shop speaks of its customers in many others."""


def other_groups_named(case: CaseInputs) -> Iterator[Finding]:
    """Find sentences on data in a letter to one group that name another whose data is recorded.

    The wordings name none. What was typed into a fact that everybody reads may.
    """
    for draft in case.drafts:
        group = group_of(draft.notice, draft.audience)
        others = _others(group, case) if group else {}
        said = [sentence for sentence in draft.said() if others and OF_DATA.search(sentence.text)]
        for sentence in said:
            text = _without(others.get(group, ""), sentence.text)
            named = [w for each, w in others.items() if each != group and _names(w, text)]
            if named:
                yield of_draft(
                    RULE,
                    Severity.WARNING,
                    draft,
                    f"This goes to {others[group]} alone and speaks of {in_quotes(named)}. A "
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


def _without(own: str, text: str) -> str:
    return re.sub(_pattern(own), "", text, flags=re.IGNORECASE) if own else text


def _names(words: str, text: str) -> bool:
    return re.search(_pattern(words), text, re.IGNORECASE) is not None


def _pattern(words: str) -> str:
    """Give what finds the name of a group in a text, of one person or of several."""
    one = words.removesuffix("s")
    return rf"\b{re.escape(one)}s?\b"

"""Rules about answers that end a sentence their question begins: whether the whole can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from disclosure.facts.versions import FactVersion
from disclosure.words.findings import CaseInputs, Finding, Severity, in_quotes, of_case

BROKEN: Final = "broken-sentence"
_BEGUN: Final = re.compile(r"Complete the sentence: '([^']+?) …'")
"""How a question gives the beginning of the sentence that an answer ends."""
_WANT_A_WAY: Final = ("You can reach us", "You will find the latest")
_WAY: Final = re.compile(
    r"(?:by|on|at|in|through|via|from|with|under|using|here|between|every|day|any|24)\b",
    re.IGNORECASE,
)
_WANT_A_CLAUSE: Final = ("Because of this,",)
_VERB: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|cannot|could|may|might|must|will|would|do|does"
    r"|did|need|needs|takes?|works?|stops?|stays?|\w+n['’]t|\w+ed)\b",
    re.IGNORECASE,
)


def sentences_that_break_off(case: CaseInputs) -> Iterator[Finding]:
    """Find answers that do not end the sentence their question begins.

    Texts print such an answer behind that beginning: "You can reach us your line manager."
    """
    for version in case.known.current.values():
        for begun, typed in _completions(version, case):
            how = _amiss(begun, typed)
            if how:
                whole = in_quotes([f"{begun} {typed.rstrip('.')}."])
                message = (
                    f"What was typed under {case.label(version.key)} reads {whole} This {how} "
                    "Texts print it so: mend it there."
                )
                yield of_case(BROKEN, Severity.WARNING, message, facts=(version.key,))


def _completions(version: FactVersion, case: CaseInputs) -> Iterator[tuple[str, str]]:
    """Give each beginning of a sentence with what was typed to end it."""
    record = case.vocabulary.records.get(version.record)
    asked = [(case.vocabulary.facts.get(version.key), version.value)]
    if record:
        asked = [(record.fields.get(name), value) for name, value in version.fields.items()]
    for question, typed in asked:
        begun = _BEGUN.search(question.help) if question else None
        if begun and isinstance(typed, str) and typed.strip():
            yield begun[1], typed.strip()


def _amiss(begun: str, typed: str) -> str:
    """Say what is wrong with a sentence, or nothing."""
    last, first = begun.rsplit(" ", 1)[-1], re.split(r"[\s,.]", typed, maxsplit=1)[0]
    if last.casefold() == first.casefold() or typed.casefold().startswith(begun.casefold()):
        return "says its beginning twice."
    if begun in _WANT_A_WAY and not _WAY.match(typed):
        return "lacks a word such as “on”, “at” or “through”."
    if begun in _WANT_A_CLAUSE and not _VERB.search(typed):
        return "says of nothing what became of it."
    return ""

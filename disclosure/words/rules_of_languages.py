"""The rule for texts in another language: what could not be checked is said, not passed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from disclosure.words.findings import CaseInputs, Finding, Severity, of_draft
from disclosure.words.keys import BRITISH

RULE = "other-language"


def in_british(case: CaseInputs) -> CaseInputs:
    """Leave out the texts of other languages, for checks that know English words alone."""
    drafts = [draft for draft in case.drafts if draft.language == BRITISH]
    return replace(case, drafts=drafts) if len(drafts) != len(case.drafts) else case


def not_read_here(case: CaseInputs) -> Iterator[Finding]:
    """Find texts whose words no check could read.

    What the facts gave follows from wordings that somebody approved. Words by hand in such a text
    nothing holds to the facts, so those stop it until somebody answers for them.
    """
    for draft in case.drafts:
        if draft.language == BRITISH:
            continue
        by_hand = [sentence for sentence in draft.said() if sentence.by_hand]
        message = (
            f"This text is in the language “{draft.language}”. Its facts, gaps and lengths are "
            "checked; its words are not, as the checks read English alone: risky wording, claims, "
            "reading grade, contradictions in words. Have somebody read it who reads that language."
        )
        yield of_draft(RULE, Severity.WARNING, draft, message)
        for sentence in by_hand:
            message = (
                f"These words were written by hand in “{draft.language}”, and nothing here can "
                "hold them to the facts. Have somebody who reads that language compare them with "
                "the facts beneath."
            )
            yield of_draft(RULE, Severity.STOP, draft, message, sentence=sentence)

"""Rules of the house: words an organisation has said it never uses."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from disclosure.words.findings import Finding, Severity, of_draft
from disclosure.words.house import AVOID, STYLE, avoided

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.words.findings import CaseInputs

RULE = "house-word"


def words_never_used(case: CaseInputs) -> Iterator[Finding]:
    """Find words that the organisation has said it never uses (its own profile).

    Forms of authorities are left out: they are answered in the authority's words.
    """
    said = case.known.organisation.profile.get(f"{STYLE}.{AVOID}", "")
    pattern = _pattern(avoided(said))
    if pattern is None:
        return
    for draft, sentence in case.said():
        if case.is_confidential(draft.audience):
            continue
        found = dict.fromkeys(hit.lower() for hit in pattern.findall(sentence.text))
        if found:
            words = ", ".join(f"“{word}”" for word in found)
            message = (
                f"This says {words}, which the profile of the organisation lists among the words "
                "never to use. Whoever compares texts sees the odd one out. Put it in your own "
                "words, or take it off the list."
            )
            yield of_draft(RULE, Severity.WARNING, draft, message, sentence=sentence)


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    each = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)", re.IGNORECASE)

"""Words of a template that assert what no fact beneath them can bear: a denial, a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from disclosure.words.blocks import Block, Fixed, Records, Say
from disclosure.words.claims import Context, claims_of
from disclosure.words.claims_kinds import ClaimKind
from disclosure.words.expressions import Wording

TITLE: Final = "title"
"""The block that names a text, and asserts nothing."""
_FACTS: Final = (
    ClaimKind.COUNT,
    ClaimKind.DATE,
    ClaimKind.STATE,
    ClaimKind.DATA,
    ClaimKind.TOLD,
    ClaimKind.CAUSE,
)
"""What only a fact can bear."""
_OF_OTHERS: Final = (ClaimKind.DATA, ClaimKind.TOLD)
_SILENT: Final = ("incident.", "org.", "profile.", "contact.")
_SILENT_RECORDS: Final = ("service", "payment", "containment", "expert")
"""What says nothing of people's data, nor of who was told."""
_MAY_ASSERT: Final = re.compile(
    r"\b(?:data|information|records?|told|notified|informed)\b", re.IGNORECASE
)
_PRINTED: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_READ: Final = Context(datetime(2026, 1, 1, tzinfo=UTC))
_USE_A_SAY: Final = (
    "What is fixed is printed whatever is known. Write a 'say' on the fact that bears it, with a "
    "wording for each standing."
)
_NAME_IT: Final = "Name the fact that bears it at the head of the sentence, or leave it out."


def asserted(block: Block) -> Iterator[tuple[int, str, str, str]]:
    """Give what a block asserts without a fact that could bear it.

    Words are read as those of a person are; what is printed from facts is not read.

    Args:
        block: A block of a notice.

    Returns:
        Line, what is wrong, what to do, and the file where it is another one than the notice's.
    """
    if isinstance(block, Fixed) and block.wording:
        for words in _claims(block.wording, _FACTS):
            wrong = f"A fixed sentence says “{words}”, which only a fact can bear."
            yield block.line, wrong, _USE_A_SAY, block.file
    if block.id == TITLE or not isinstance(block, (Say, Records)) or not _is_silent(block):
        return
    for when in block.whens:
        if not _MAY_ASSERT.search(when.wording.source):
            continue
        for words in _claims(when.wording, _OF_OTHERS):
            wrong = f"This says “{words}”, of which the facts beneath it say nothing."
            yield when.line, wrong, _NAME_IT, when.file or block.file


def _is_silent(block: Say | Records) -> bool:
    if isinstance(block, Records):
        return block.record in _SILENT_RECORDS
    return all(key.startswith(_SILENT) for key in block.facts)


def _claims(wording: Wording, kinds: tuple[ClaimKind, ...]) -> tuple[str, ...]:
    text = _PRINTED.sub("…", wording.source)
    return tuple(words for kind, words in _read(text) if kind in kinds)


@lru_cache(maxsize=2_000)
def _read(text: str) -> tuple[tuple[ClaimKind, str], ...]:
    found = claims_of(text, _READ)
    return tuple((claim.kind, text[claim.start : claim.end].strip()) for claim in found)

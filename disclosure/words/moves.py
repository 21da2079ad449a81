"""Which moves a sentence makes, read from its words alone.

A draft declares the moves of each sentence ("this says which services are
affected"). This module is the second opinion: it never sees the declaration,
only the text. It reads a table of patterns, one entry per move, kept in the modules
beside it; ``move_patterns`` explains how an entry is written.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from disclosure.words.move_patterns import Move
from disclosure.words.moves_for_readers import READER_MOVES, TONE_MOVES
from disclosure.words.moves_of_data import DATA_MOVES, MARKET_MOVES
from disclosure.words.moves_of_events import EVENT_MOVES, RESPONSE_MOVES
from disclosure.words.moves_of_services import SERVICE_MOVES

__all__ = ["MOVES", "Move", "detect", "detect_all"]

MOVES: Final[Mapping[str, Move]] = MappingProxyType(
    {
        move.code: move
        for family in (
            EVENT_MOVES,
            SERVICE_MOVES,
            RESPONSE_MOVES,
            DATA_MOVES,
            MARKET_MOVES,
            READER_MOVES,
            TONE_MOVES,
        )
        for move in family
    }
)

_CONTRACTIONS: Final = (
    (re.compile(r"\b(can)(?:'t| not\b)", re.IGNORECASE), r"\1not"),
    (re.compile(r"\bwon't\b", re.IGNORECASE), "will not"),
    (re.compile(r"(\w)n't\b", re.IGNORECASE), r"\1 not"),
    (re.compile(r"(\w)'re\b", re.IGNORECASE), r"\1 are"),
    (re.compile(r"(\w)'ve\b", re.IGNORECASE), r"\1 have"),
    (re.compile(r"(\w)'ll\b", re.IGNORECASE), r"\1 will"),
)
_STRAIGHT: Final = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u00a0": " ", "\u2013": "-", "|": " "}
)


def _tidy(text: str) -> str:
    tidied = re.sub(r"\s+", " ", text.translate(_STRAIGHT)).strip().lower()
    for contraction, words in _CONTRACTIONS:
        tidied = contraction.sub(words, tidied)
    return tidied


def detect(text: str) -> frozenset[str]:
    """Find the moves one sentence or list item makes.

    Args:
        text: A sentence, a list item or a headline, as a reader sees it.

    Returns:
        The codes of all moves found; empty when the sentence makes none.
    """
    tidied = _tidy(text)
    return frozenset(code for code, move in MOVES.items() if move.made_by(tidied))


def detect_all(texts: Iterable[str]) -> frozenset[str]:
    """Find the moves a whole text makes.

    Args:
        texts: Its sentences and list items, one by one.

    Returns:
        The codes found in any of them.
    """
    return frozenset().union(*map(detect, texts))

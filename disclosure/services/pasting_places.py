"""Where the sentences of a pasted text go in a draft: which they are, replace, or follow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from disclosure.words.overrides import HAND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from disclosure.services.notice_texts import Working
    from disclosure.words.drafts import Draft, Sentence

ALIKE: Final = 0.6
"""The share of their words that two sentences have in common to be versions of one."""
_SAME: Final = 2.0
_RUNNING: Final = ("sentence", "item", "closing")
"""What other words may replace; a title, a salutation or a signature is only ever the same."""
_IN_LISTS: Final = ("intro", "item")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pasted sentence goes.

    Attributes:
        sentence_id: The sentence of the draft that it is, or replaces; nothing where it is added.
        after: Of one that is added, the sentence it follows.
        stood: The words of the draft there; nothing where it is added.
    """

    sentence_id: str = ""
    after: str = ""
    stood: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a pasted text would be taken over.

    Attributes:
        places: One for each pasted sentence.
        left: The sentences and gaps of the draft that the text does not have.
    """

    places: tuple[Place, ...]
    left: tuple[Sentence, ...]


def plan(words: Sequence[str], working: Working) -> Plan:
    """Find for each pasted sentence its place in a draft.

    Args:
        words: The sentences, in order.
        working: The notice as it stands.
    """
    shown = tuple(working.draft.sentences())
    matched = _matched(words, shown)
    start = _start(working.drafted)
    _let_go_empty_lists(matched, working.draft, shown)
    _let_go_out_of_order(matched, words, shown, _up_to(working.drafted, start))
    places: list[Place] = []
    anchor = start
    for number in range(len(words)):
        held = shown[matched[number]] if number in matched else None
        places.append(Place(held.id, stood=held.text) if held else Place(after=anchor))
        anchor = held.id if held else anchor
    there = {place.sentence_id for place in places}
    return Plan(tuple(places), tuple(each for each in shown if each.id not in there))


def one_line(text: str) -> str:
    """Give words as they are compared: on one line."""
    return " ".join(text.split())


# ---- Which sentence is which ---------------------------------------------------------------------


def _matched(words: Sequence[str], shown: Sequence[Sentence]) -> dict[int, int]:
    """Give the places of pasted sentences in a draft, in the order of both."""
    score = [[_alike(each, sentence) for sentence in shown] for each in words]
    rows, columns = len(words), len(shown)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            here = score[row][column]
            both = here + best[row + 1][column + 1] if here else 0.0
            best[row][column] = max(both, best[row + 1][column], best[row][column + 1])
    found: dict[int, int] = {}
    row = column = 0
    while row < rows and column < columns:
        if best[row][column] == best[row][column + 1]:
            column += 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            found[row] = column
            row, column = row + 1, column + 1
    return found


def _alike(words: str, sentence: Sentence) -> float:
    """Say how much a sentence is another: 2 for the same, nothing below what makes a version."""
    if not sentence.is_said:
        return 0.0
    if one_line(sentence.text) == words:
        return _SAME
    if sentence.form not in _RUNNING:
        return 0.0
    one, other = _letters(words), _letters(sentence.text)
    share = 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
    return share if share >= ALIKE else 0.0


def _letters(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


# ---- What cannot stay in its place ---------------------------------------------------------------


def _start(drafted: Draft) -> str:
    """Give the sentence that words follow which stand before all others."""
    every = tuple(drafted.sentences())
    running = (each for each in every if each.form not in _IN_LISTS)
    first = next(running, None) or next(iter(every), None)
    return first.id if first else ""


def _up_to(drafted: Draft, last: str) -> frozenset[str]:
    ids = [sentence.id for sentence in drafted.sentences()]
    return frozenset(ids[: ids.index(last) + 1]) if last in ids else frozenset()


def _let_go_out_of_order(
    matched: dict[int, int], words: Sequence[str], shown: Sequence[Sentence], first: frozenset[str]
) -> None:
    """Let go of matches before which added sentences could not be put.

    What is added follows whatever was added there before. So a sentence added by hand keeps its
    place only while nothing new comes between it and the drafted sentence it leans on.
    """
    is_new = False
    for number in range(len(words)):
        if number not in matched:
            is_new = True
            continue
        sentence = shown[matched[number]]
        leans = sentence.id.startswith(HAND) or (is_new and sentence.id in first)
        if is_new and leans:
            del matched[number]
        elif not sentence.id.startswith(HAND):
            is_new = False


def _let_go_empty_lists(matched: dict[int, int], draft: Draft, shown: Sequence[Sentence]) -> None:
    """Let go of the introduction of a list of which no item stays: it would go with them."""
    items = _items(draft)
    stays = {shown[column].id for column in matched.values()}
    for number, column in list(matched.items()):
        own = items.get(shown[column].id)
        if own is not None and not own & stays:
            del matched[number]


def _items(draft: Draft) -> Mapping[str, frozenset[str]]:
    """Give the items of each list by the id of its introduction."""
    found: dict[str, set[str]] = {}
    intro = ""
    for sentence in draft.sentences():
        if sentence.form == "intro":
            intro = sentence.id
            found[intro] = set()
        elif sentence.form == "item" and intro:
            found[intro].add(sentence.id)
        else:
            intro = ""
    return {name: frozenset(ids) for name, ids in found.items()}

"""What the same text says today of what was overtaken in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from disclosure.words.corrections import INTRO, TELLING, Overtaken
from disclosure.words.drafts import Draft, Sentence


@dataclass(frozen=True, slots=True)
class SaidNow:
    """What the same text says now of what has moved beneath a sentence.

    Attributes:
        texts: Its sentences; none where the text has nothing to say of it.
        is_same: It says the very same words.
    """

    texts: tuple[str, ...] = ()
    is_same: bool = False


def said_now(one: Overtaken, again: Draft) -> SaidNow:
    """Find in today's draft of the same text what it says of the facts that have moved.

    The sentence at the same place comes first; others that are about the same follow while a fact
    is left of which nothing has been said yet. An item stands behind what leads into its list.
    """
    said = {sentence.id: sentence for sentence in again.said()}
    kept = said.get(one.sentence.id) if one.sentence.id else None
    if kept is not None and kept.text == one.sentence.text:
        return SaidNow((kept.text,), is_same=True)
    others = (each for each in said.values() if each is not kept and each.form in TELLING)
    left = {shift.now.name for shift in one.shifts if shift.now}
    before = {shift.held.name for shift in one.shifts}
    texts: list[str] = []
    for sentence in (*([kept] if kept else []), *others):
        names = _in_order(sentence)
        covered = {n for n in left.intersection(names) if sentence is kept or is_about(names, n)}
        # What names old and new is itself a word about the change.
        if covered and before.isdisjoint(names):
            intro = intro_of(sentence.id, ((each.id, each.text) for each in said.values()))
            is_new = intro and not any(text.startswith(intro) for text in texts)
            texts.append(f"{intro} {sentence.text}" if is_new else sentence.text)
            left -= covered
    return SaidNow(tuple(texts))


def is_about(rests_on: Sequence[str], fact: str) -> bool:
    """Say whether a sentence can be about a fact; about an entry, by what leads the sentence.

    That we cut the network is told where a service is out: it rests on the service as well, and
    is no answer to whoever was told that the service works.

    Args:
        rests_on: The names of what it rests on, the leading one first.
        fact: The name or the key of the fact: `service:website@2`.
    """
    record, is_entry, _ = fact.partition(":")
    return not is_entry or (bool(rests_on) and rests_on[0].startswith(f"{record}:"))


def intro_of(name: str, sentences: Iterable[tuple[str, str]]) -> str:
    """Give what leads into the list an item stands in; nothing of another sentence.

    Args:
        name: The id of the sentence.
        sentences: The ids and words of the sentences of its text, in their order.
    """
    block, _, entry = name.partition(":")
    intro = ""
    for other, text in sentences:
        if not entry or other == name:
            break
        if re.fullmatch(rf"{re.escape(block)}(-\d+)?{INTRO}", other):
            intro = text
    return intro


def _in_order(sentence: Sentence) -> list[str]:
    return [f"{rest.fact}@{rest.version}" for rest in sentence.rests_on]

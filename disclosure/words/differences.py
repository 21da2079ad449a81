"""What differs between two drafts, and whether a frozen text would come out different today."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import SequenceMatcher
from enum import StrEnum

from disclosure.facts.case import Case, Known
from disclosure.facts.standings import Change
from disclosure.facts.versions import FactVersion, Judgement
from disclosure.words.drafts import Answered, Draft, HeadingPart, Rest, Sentence
from disclosure.words.standing_facts import CLOCK, JUDGEMENT

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
ALIKE = 0.5
"""How alike two sentences must be to be read with their words mixed, rather than one by one."""


class Run(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    INSERTED = "ins"
    DELETED = "del"


class Became(StrEnum):
    """What became of a sentence between two drafts."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Redlined:
    """A sentence, a heading or a question of either draft, with its words marked.

    Attributes:
        id: The sentence's id; nothing for a heading or a question.
        runs: What became of each run of words, in reading order.
        is_moved: It stands at another place than before.
    """

    id: str
    became: Became
    runs: tuple[tuple[Run, str], ...]
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class ChangedSentence:
    """A sentence of a frozen text that comes out different when drafted again.

    Attributes:
        id: The sentence's id; nothing for a heading or a question.
        before: Its words in the frozen text; nothing where it is new.
        after: Its words now; nothing where it is gone.
        facts: The facts whose versions differ beneath it.
    """

    id: str
    before: str
    after: str
    facts: tuple[str, ...] = ()


# ---- The redline -------------------------------------------------------------------------------


def redline(before: Draft, after: Draft) -> tuple[Redlined, ...]:
    """Mark what differs between two drafts, sentence by sentence, in the later one's order."""
    old, new = dict(_pieces(before)), dict(_pieces(after))
    stayed = _in_order(list(old), list(new))
    found: list[Redlined] = []
    removed_after = dict(_gone(list(old), new))
    found += [_removed(name, old[name]) for name in removed_after.get("", [])]
    for name, text in new.items():
        found.append(_compared(name, old.get(name), text, is_moved=name not in stayed))
        found += [_removed(gone_, old[gone_]) for gone_ in removed_after.get(name, [])]
    return tuple(found)


def _pieces(draft: Draft) -> Iterator[tuple[str, str]]:
    """Give what is read, and the gaps, under names that are the same in both drafts."""
    if draft.headline:
        yield draft.headline.id, _shown(draft.headline)
    for part in draft.parts:
        if isinstance(part, HeadingPart):
            yield f" {part.text}", part.text
        elif isinstance(part, Answered):
            yield f" {part.ref} {part.question}", f"{part.ref} {part.question}".strip()
        alone = replace(draft, headline=None, parts=(part,))
        yield from ((sentence.id, _shown(sentence)) for sentence in alone.sentences())


def _shown(sentence: Sentence) -> str:
    return sentence.text if sentence.is_said else f"[Still missing: {sentence.text}]"


def _in_order(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """Give the pieces that did not move: the longest run of both that keeps its order."""
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    blocks = matcher.get_matching_blocks()
    return frozenset(name for block in blocks for name in old[block.a : block.a + block.size])


def _gone(old: Sequence[str], new: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Give what is gone, under the last piece before it that is still there."""
    by_anchor: dict[str, list[str]] = {}
    anchor = ""
    for name in old:
        if name in new:
            anchor = name
        else:
            by_anchor.setdefault(anchor, []).append(name)
    yield from by_anchor.items()


def _removed(name: str, text: str) -> Redlined:
    return Redlined(_id(name), Became.REMOVED, ((Run.DELETED, text),))


def _compared(name: str, before: str | None, after: str, *, is_moved: bool) -> Redlined:
    if before is None:
        return Redlined(_id(name), Became.ADDED, ((Run.INSERTED, after),))
    became = Became.SAME if before == after else Became.CHANGED
    return Redlined(_id(name), became, tuple(words(before, after)), is_moved)


def _id(name: str) -> str:
    return "" if name.startswith(" ") else name


def words(before: str, after: str) -> Iterator[tuple[Run, str]]:
    """Mark, phrase by phrase, what was taken out and put in; or as a whole where little is left."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    if matcher.ratio() < ALIKE:
        old, new = [before], [after]
        matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    spans = (
        ("".join(old[a1:a2]), "".join(new[b1:b2])) for _, a1, a2, b1, b2 in matcher.get_opcodes()
    )
    for gone, come in _spaced(_phrases(spans)):
        if gone == come:
            yield Run.SAME, come
            continue
        if gone:
            yield Run.DELETED, gone
        if come:
            yield Run.INSERTED, come


def _phrases(spans: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join changes between which next to nothing stayed: words by turns nobody can read."""
    found: list[tuple[str, str]] = []
    for span in spans:
        found.append(span)
        match found[-3:]:
            case [left, stayed, right] if _is_little(left, stayed, right):
                gone, come = zip(left, stayed, right, strict=True)
                found[-3:] = [("".join(gone), "".join(come))]
            case _:
                pass
    return found


def _is_change(span: tuple[str, str]) -> bool:
    return span[0] != span[1]


def _is_little(left: tuple[str, str], stayed: tuple[str, str], right: tuple[str, str]) -> bool:
    if not _is_change(left) or _is_change(stayed) or not _is_change(right):
        return False
    fewest = min(max(len(text.split()) for text in change) for change in (left, right))
    return len(stayed[0].split()) <= fewest


def _spaced(spans: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the space beside words that replace others to both, so that they never run together."""
    found = list(spans)
    for n, (gone, come) in enumerate(found):
        if gone == come or not gone or not come:
            continue
        if n + 1 < len(found) and found[n + 1][0][:1].isspace():
            rest = found[n + 1][0]
            found[n], found[n + 1] = (gone + rest[0], come + rest[0]), (rest[1:], rest[1:])
        elif n and found[n - 1][0][-1:].isspace():
            rest = found[n - 1][0]
            found[n], found[n - 1] = (rest[-1] + gone, rest[-1] + come), (rest[:-1], rest[:-1])
    return [span for span in found if any(span)]


# ---- Whether an approved text still holds ------------------------------------------------------


def changed_sentences(
    frozen: Draft, again: Draft, *, moved: Collection[str] = ()
) -> tuple[ChangedSentence, ...]:
    """Give the sentences that come out different; newer versions of the same words do not count.

    Args:
        frozen: The text as it was frozen.
        again: The same notice, drafted again from what is known now, with the same edits by hand.
        moved: The facts that changed since, for words by hand: those come out the same whatever
            happens beneath them.
    """
    old = {s.id: s for s in frozen.sentences()}
    new = {s.id: s for s in again.sentences()}
    stayed = _in_order([name for name in old if name in new], [name for name in new if name in old])
    found = []
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        facts = _beneath(before, after, moved)
        if before is None or after is None or _differs(before, after, facts) or name not in stayed:
            texts = (before.text if before else "", after.text if after else "")
            found.append(ChangedSentence(name, *texts, facts))
    return (*found, *_changed_headings(frozen, again))


def _changed_headings(frozen: Draft, again: Draft) -> Iterator[ChangedSentence]:
    """Give headings and questions of one draft only: a template may change between them."""
    old, new = (
        {name: text for name, text in _pieces(draft) if not _id(name)} for draft in (frozen, again)
    )
    yield from (ChangedSentence("", text, "") for name, text in old.items() if name not in new)
    yield from (ChangedSentence("", "", text) for name, text in new.items() if name not in old)


def _differs(before: Sentence, after: Sentence, facts: tuple[str, ...]) -> bool:
    return _said(before) != _said(after) or bool(before.by_hand and facts)


def _said(sentence: Sentence) -> tuple[str, str, str]:
    return sentence.kind, sentence.text, sentence.drafted


def _beneath(
    before: Sentence | None, after: Sentence | None, moved: Collection[str]
) -> tuple[str, ...]:
    """Name the facts that differ beneath a sentence."""
    old = set(before.rests_on) if before else set()
    new = set(after.rests_on) if after else set()
    if before and before.by_hand and after and _said(before) == _said(after):
        return tuple(sorted({rest.fact for rest in old if rest.fact in moved}))
    return tuple(sorted({rest.fact for rest in old ^ new}))


def known_again(case: Case, frozen_at: datetime, now: datetime) -> Known:
    """Give what is known now as if it were still the instant of freezing.

    The clocks stand where they stood, so that a text is not voided by the mere passage of time;
    what was recorded since is in it; a fact that was only re-confirmed since is as it was, so
    that saying “still so at 06:50” changes no word of the 07:00 announcement.
    """
    known, then = case.known_at(now), case.known_at(frozen_at)
    current = {
        key: then.current[key] if _is_only_reconfirmed(key, then, known) else version
        for key, version in known.current.items()
    }
    return replace(known, at=frozen_at, current=current)


def moved_beneath(frozen: Draft, known: Known) -> frozenset[str]:
    """Give the facts beneath words by hand that changed since, beyond being re-confirmed."""
    return frozenset(
        rest.fact
        for sentence in frozen.sentences()
        if sentence.by_hand
        for rest in sentence.rests_on
        if stands_on(rest, known) is None
    )


def recorded_since(facts: Iterable[str], known: Known, at: datetime) -> bool:
    """Say whether any of some facts was recorded or judged after an instant, beyond re-confirmed.

    Of what no version is kept of, only the clocks can tell.
    """
    return any(_recorded(fact, known) > at for fact in facts)


def _recorded(fact: str, known: Known) -> datetime:
    """Give when a fact last changed; an instant before all others where nobody can tell."""
    if fact.startswith(f"{JUDGEMENT}."):
        key = fact.removeprefix(f"{JUDGEMENT}.").removesuffix(".instant")
        found = [judged.made_at for judged in known.judged if judged.key == key]
    elif fact.startswith(f"{CLOCK}."):
        found = [sent.at for sent in known.submissions]
        found += [late.given_at for late in known.late_reasons]
    else:
        versions = (v for v in known.versions.values() if v.key == fact)
        found = [v.recorded_at for v in versions if v.change is not Change.RE_CONFIRMS]
    return max(found, default=LONG_AGO)


def stands_on(rest: Rest, known: Known) -> Rest | None:
    """Give the version a rest stands on now where it was only re-confirmed since, else None.

    What no version is kept of (profile answers, authorities, clocks) stands as it stood.
    """
    if rest.fact.startswith(f"{JUDGEMENT}."):
        return _judged(rest, known)
    held = known.versions.get(f"{rest.fact}@{rest.version}")
    if held is None:
        return rest
    current = known.current.get(rest.fact)
    if current is None or not since_only_reconfirmed(held, _later(held, known)):
        return None
    return Rest(rest.fact, current.number, current.standing)


def since_only_reconfirmed(held: FactVersion, later: Iterable[FactVersion]) -> bool:
    """Say whether later versions do no more than re-confirm one: same content, newer time."""
    return all(
        version.change is Change.RE_CONFIRMS and _content(version) == _content(held)
        for version in later
    )


def _content(version: FactVersion) -> tuple[object, ...]:
    """Give what a sentence may say of a version, but for when it was last seen to be so."""
    said = replace(version.support, source="", checked_until=None)
    return version.value, dict(version.fields), version.standing, version.ceiling, said


def _later(held: FactVersion, known: Known) -> Iterator[FactVersion]:
    return (v for v in known.versions.values() if v.key == held.key and v.number > held.number)


def _is_only_reconfirmed(key: str, then: Known, now: Known) -> bool:
    held = then.current.get(key)
    return held is not None and since_only_reconfirmed(held, _later(held, now))


def _judged(rest: Rest, known: Known) -> Rest | None:
    key = rest.fact.removeprefix(f"{JUDGEMENT}.").removesuffix(".instant")
    judged = [j for j in known.judged if j.key == key]
    then = next((j for j in judged if j.number == rest.version), None)
    current = known.judgements.get(key)
    if then is None:
        return rest
    if current is None or not _same_judgement(current, then):
        return None
    return replace(rest, version=current.number)


def _same_judgement(one: Judgement, other: Judgement) -> bool:
    return (one.value, one.instant) == (other.value, other.instant)

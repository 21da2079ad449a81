"""Editing a sentence by hand: what may be written, on what it rests, who wrote it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.casefile.values import clean_text
from disclosure.problems import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    Problem,
    RuleError,
    ValueRefusedError,
)
from disclosure.services.notice_facts import beneath, described, label_of
from disclosure.services.notice_pages import SentencePage
from disclosure.signoff.progress import NoticeState, short
from disclosure.words.corrections import newest_rests
from disclosure.words.differences import changed_sentences
from disclosure.words.drafts import Rest
from disclosure.words.overrides import Override, in_force, next_hand_id
from disclosure.words.retelling import RETOLD
from disclosure.words.standing_facts import JUDGEMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from uuid import UUID

    from disclosure.facts.case import Known
    from disclosure.services.notice_texts import One, Working
    from disclosure.signoff.people import Person
    from disclosure.words.drafts import Draft, Sentence
    from disclosure.words.sources import Sources

_SHOWN = 60
NO_SENTENCE = "There is no such sentence in this notice now. It may have gone with its facts."
STANDS = (NoticeState.FROZEN, NoticeState.REQUESTED, NoticeState.WITHDRAWN)
"""Where a version stands, so that freezing the same words again would only lose approvals."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody wants of a sentence.

    Attributes:
        sentence_id: The sentence; nothing for a new one.
        text: The words; None leaves the sentence out.
        rests_on: The keys of the facts the words rest on.
        is_framing: The person says that the words rest on no fact.
        drafted: The drafted words that the person saw.
        seen: The number of the last edit that the person saw; 0 for none.
        after: Of a new sentence, the one before it.
    """

    sentence_id: str
    text: str | None
    rests_on: tuple[str, ...]
    is_framing: bool
    reason: str
    drafted: str
    seen: int
    after: str = ""


def sentence_page(
    one: One,
    working: Working,
    sources: Sources,
    known: Known,
    *,
    sentence_id: str,
    after: str = "",
) -> SentencePage:
    """Give what the page of one sentence shows; with `after`, of a new one.

    Raises:
        NotFoundError: There is no such sentence.
    """
    held = in_force(one.overrides).get(sentence_id)
    shown, plain = by_id(working.draft), by_id(working.drafted)
    anchor = shown.get(after) or plain.get(after)
    current = shown.get(sentence_id) or plain.get(sentence_id)
    if (after and anchor is None) or (not after and current is None):
        raise NotFoundError(NO_SENTENCE)
    drafted = plain.get(sentence_id)
    rests = newest_rests(drafted.rests_on) if drafted else ()
    of_drafted = tuple(beneath(rest, sources, known.versions) for rest in rests)
    first = {each.key for each in of_drafted}
    others = tuple(
        described(version, sources)
        for key, version in sources.facts.items()
        if key not in first and may_be_chosen(key, sources)
    )
    edit = next((e for e in working.edits if e.override.sentence_id == sentence_id), None)
    is_gap = current is not None and not current.is_said
    return SentencePage(
        one=one,
        sentence_id=sentence_id,
        text=current.text if current and not is_gap else "",
        drafted=drafted.text if drafted else "",
        is_gap=is_gap,
        choices=(*of_drafted, *others),
        rests_on=tuple(rest.fact for rest in current.rests_on) if current else (),
        number=held.number if held else 0,
        after=after or (held.after if held else ""),
        before=anchor.text if anchor else "",
        edit=edit,
        drafted_on=tuple(rest.fact for rest in rests),
    )


def may_be_chosen(key: str, sources: Sources) -> bool:
    """Say whether words by hand may rest on it: what was recorded, and what was judged."""
    root = key.partition(":")[0] if ":" in key else key
    vocabulary = sources.vocabulary
    is_judged = key.startswith(f"{JUDGEMENT}.") and not key.endswith(".open")
    is_recorded = root in vocabulary.records and root not in RETOLD
    return root in vocabulary.facts or is_recorded or is_judged


# ---- One edit ----------------------------------------------------------------------------


def checked(
    edit: Edit, one: One, working: Working, sources: Sources, *, person: Person, at: datetime
) -> Override | None:
    """Give the edit to be recorded, or None where the very same is in force.

    Raises:
        InvalidInputError: The words, the reason or what they rest on are refused.
        NotFoundError: There is no such sentence.
        ConflictError: Somebody else has edited the sentence since it was shown.
    """
    sentence_id = edit.sentence_id or next_hand_id(one.overrides)
    plain, shown = by_id(working.drafted), by_id(working.draft)
    needed = sentence_id if edit.sentence_id else edit.after
    if needed not in plain and needed not in shown:
        raise NotFoundError(NO_SENTENCE)
    _refuse_wrong(edit, sources)
    held = [o for o in one.overrides if o.sentence_id == sentence_id]
    drafted_text, drafted_on = _as_drafted(edit.drafted, plain.get(sentence_id))
    made = Override(
        sentence_id=sentence_id,
        number=max((o.number for o in held), default=0) + 1,
        text=None if edit.text is None else _one_line(edit.text),
        is_removed=edit.text is None,
        rests_on=() if edit.text is None else rests_now(edit.rests_on, sources),
        reason=edit.reason.strip(),
        author=person.id,
        author_name=person.name,
        at=at,
        drafted_text=drafted_text,
        after=held[-1].after if held else edit.after,
        drafted_on=drafted_on,
    )
    return _unless_in_force(made, in_force(held).get(sentence_id), edit.seen)


def _as_drafted(seen: str, drafted: Sentence | None) -> tuple[str, tuple[Rest, ...]]:
    """Give the drafted words that were seen, and what they rest on.

    They are given as the draft has them; where others stand there by now, as they were seen, and
    then nobody knows what they rested on.
    """
    if drafted is None:
        return "", ()
    is_current = _one_line(seen) == _one_line(drafted.text)
    return (drafted.text, drafted.rests_on) if is_current else (seen, ())


def _unless_in_force(made: Override, held: Override | None, seen: int) -> Override | None:
    """Leave out what is in force already, and refuse what would hide somebody else's words."""
    if held is None:
        return made
    same = replace(
        held,
        number=made.number,
        at=made.at,
        author=made.author,
        author_name=made.author_name,
        drafted_on=made.drafted_on,
    )
    if same == made:
        return None
    if held.number != seen:
        words = "left it out" if held.is_removed else f"made it “{held.text}”"
        raise ConflictError(
            "edited-meanwhile",
            f"{held.author_name} edited this sentence while you had it open, and {words} "
            f"({held.reason}). Nothing of yours was stored. Open the sentence again, and decide "
            "which words stand.",
        )
    return made


def looked_at(held: Override, working: Working, sources: Sources) -> Override:
    """Give an edit as it stands on what is known now: the same words, the present facts.

    Raises:
        RuleError: Nothing is recorded any more of a fact it rests on.
    """
    keys = tuple(rest.fact for rest in held.rests_on)
    gone = [key for key in keys if key not in sources.facts]
    if gone:
        labels = (f"“{label_of(key, sources.vocabulary)}”" for key in gone)
        raise RuleError(
            "rests-on-nothing",
            f"These words state what is no longer recorded: {', '.join(dict.fromkeys(labels))}. "
            "Write them anew, or give back the drafted ones.",
        )
    drafted = by_id(working.drafted).get(held.sentence_id)
    return replace(
        held,
        rests_on=rests_now(keys, sources),
        drafted_text=drafted.text if drafted else "",
        drafted_on=drafted.rests_on if drafted else (),
    )


def rests_now(keys: Iterable[str], sources: Sources) -> tuple[Rest, ...]:
    """Give the current versions of facts, as a sentence rests on them."""
    facts = [sources.facts[key] for key in dict.fromkeys(keys)]
    return tuple(Rest(fact.key, fact.number, fact.standing) for fact in facts)


def _refuse_wrong(edit: Edit, sources: Sources) -> None:
    problems: list[Problem] = []
    if edit.text is not None:
        problems += text_problems("text", edit.text, "Write the sentence, or leave it out.")
        problems += _rest_problems(edit, sources)
    problems += text_problems(
        "reason", edit.reason, "Say in a few words why; approvers read it beside the sentence."
    )
    if problems:
        raise InvalidInputError(problems)


def text_problems(field: str, text: str, empty: str) -> Iterator[Problem]:
    """Say what is wrong with words that somebody typed."""
    if not text.strip():
        yield Problem("", field, empty)
        return
    try:
        clean_text(text)
    except ValueRefusedError as error:
        yield Problem("", field, error.wrong, error.allowed)


def _rest_problems(edit: Edit, sources: Sources) -> Iterator[Problem]:
    if any(key not in sources.facts for key in edit.rests_on):
        wrong = "One of these facts is no longer recorded, or these readers may not be told it."
        yield Problem("", "rests_on", wrong, "Choose again.")
    elif not edit.rests_on and not edit.is_framing:
        wrong = "Choose the facts these words state."
        allowed = "Thanks, an apology and the like state none: then say so below."
        yield Problem("", "rests_on", wrong, allowed)
    elif edit.rests_on and edit.is_framing:
        wrong = "You ticked facts, and also that these words state none."
        yield Problem("", "rests_on", wrong, "Choose one or the other.")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def by_id(draft: Draft) -> Mapping[str, Sentence]:
    """Give the sentences of a draft by their ids."""
    return {sentence.id: sentence for sentence in draft.sentences()}


# ---- Freezing ----------------------------------------------------------------------------


def check_text(one: One, working: Working, seen: str) -> None:
    """Refuse to freeze another text than was seen, overtaken words, or the same words again.

    Raises:
        ConflictError: `text-moved`.
        RuleError: `edit-overtaken`, `nothing-changed`.
    """
    if working.draft.digest != seen:
        raise ConflictError(
            "text-moved",
            f"The text has moved since you opened it ({short(seen)} was shown, "
            f"{short(working.draft.digest)} stands now): a fact was recorded or a sentence edited. "
            "Read it again, then freeze it.",
        )
    if working.overtaken:
        names = ", ".join(_named(edit.override) for edit in working.overtaken)
        raise RuleError(
            "edit-overtaken",
            f"The facts beneath words written by hand have moved since: {names}. Look at each of "
            "them, and keep the words or give back the drafted ones.",
        )
    frozen = one.frozen
    if frozen and one.progress.state in STANDS and is_same(frozen.draft, working.draft):
        raise RuleError(
            "nothing-changed",
            f"Version {frozen.number} says the same, word for word. Freezing it again would only "
            "lose the approvals it has.",
        )


def _named(held: Override) -> str:
    """Name words by hand by how they begin; of a sentence left out, by what was drafted."""
    words = held.text or held.drafted_text
    return f"“{words if len(words) <= _SHOWN else f'{words[:_SHOWN].rstrip()}…'}”"


def is_same(one: Draft, other: Draft) -> bool:
    """Say whether two drafts say the same, word for word."""
    return not changed_sentences(one, other)


def authors(one: One, person: Person) -> frozenset[UUID]:
    """Give whoever wrote words that stand in the text, and who freezes it.

    Whoever edited a sentence that is edited still counts: their words may live on in it.
    """
    return writers(one) | {person.id}


def writers(one: One) -> frozenset[UUID]:
    """Give whoever edited a sentence that is edited still."""
    standing = in_force(one.overrides)
    return frozenset(o.author for o in one.overrides if o.sentence_id in standing)

"""Notices as their pages show them: states in words, a text in sections, times in the zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.in_words import STANDING_WORDS
from disclosure.facts.standings import Standing
from disclosure.facts.vocabulary import ROLES
from disclosure.outputs.assessment_text import OUTCOME_WORDS
from disclosure.services.notice_pages import happened, rule_titles
from disclosure.signoff.progress import NoticeState, short
from disclosure.words.differences import Became
from disclosure.words.drafts import Answered, HeadingPart, ItemList, Line, Paragraph
from disclosure.words.sources import AUTHORITY, CLOCK, JUDGEMENT, ORGANISATION, PROFILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from disclosure.services.notice_pages import SentenceView
    from disclosure.words.drafts import Draft, Part, Sentence

STATES: Mapping[NoticeState, tuple[str, str]] = {
    NoticeState.DRAFTING: ("Draft", "quiet"),
    NoticeState.FROZEN: ("Frozen, approval not asked for", "quiet"),
    NoticeState.REQUESTED: ("Waiting for approval", "wait"),
    NoticeState.REFUSED: ("Refused", "stop"),
    NoticeState.WITHDRAWN: ("Request withdrawn", "quiet"),
    NoticeState.SUPERSEDED: ("Set aside: facts changed", "soon"),
    NoticeState.SIGNED_OFF: ("Signed off, not released", "going"),
    NoticeState.RELEASED: ("Released, not yet recorded as given", "soon"),
    NoticeState.GIVEN: ("Given", "done"),
}
"""Each state as a page says it, and the kind of its tag."""

STEPS = {
    "request": "Ask for approval",
    "approve": "Approve",
    "refuse": "Refuse",
    "withdraw": "Withdraw the request",
    "judge-free": "Judge that it holds no inside information",
    "release": "Release",
}
"""Each step of an approval as a page says it."""

BECAME = {
    Became.SAME: "The same words",
    Became.CHANGED: "Changed",
    Became.ADDED: "Put in",
    Became.REMOVED: "Taken out",
}
"""What became of a sentence, as a comparison says it."""

SEVERITIES = {"stop": "Must not go out like this", "warning": "To decide", "note": "Worth knowing"}


PARTS = {
    HeadingPart: "heading",
    Paragraph: "paragraph",
    ItemList: "list",
    Line: "line",
    Answered: "question",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence in its place.

    Attributes:
        ask: What a gap waits for and can be answered on a page: `fact` or `judgement`, and its key.
    """

    view: SentenceView
    form: str
    ask: tuple[str, str] | None = None

    @property
    def sentence(self) -> Sentence:
        """Give the sentence."""
        return self.view.sentence


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences under one heading or question.

    Attributes:
        title: The heading or the question; nothing for what stands before the first.
        ref: A question's number in the form.
    """

    title: str
    ref: str
    cite: str
    rows: tuple[Row, ...]
    is_question: bool = False


def sections(draft: Draft, views: Mapping[str, SentenceView]) -> tuple[Section, ...]:
    """Give a draft as sections of sentences, in reading order."""
    found: list[Section] = []
    title, rows = "", _rows([draft.headline] if draft.headline else [], views)

    def close() -> None:
        if rows or title:
            found.append(Section(title, "", "", tuple(rows)))

    for part in draft.parts:
        if isinstance(part, HeadingPart):
            close()
            title, rows = part.text, []
        elif isinstance(part, Answered):
            close()
            title, rows = "", []
            inner = [row for each in part.parts for row in _rows(_sentences(each), views)]
            found.append(
                Section(part.question, part.ref, part.cite, tuple(inner), is_question=True)
            )
        else:
            rows += _rows(_sentences(part), views)
    close()
    return tuple(found)


def _sentences(part: Part) -> Iterable[Sentence]:
    if isinstance(part, Paragraph):
        return part.sentences
    if isinstance(part, Line):
        return (part.sentence,)
    if isinstance(part, ItemList):
        return (*((part.intro,) if part.intro else ()), *part.items)
    return ()


def _rows(sentences: Iterable[Sentence], views: Mapping[str, SentenceView]) -> list[Row]:
    return [Row(views[s.id], s.form, _ask(s.about)) for s in sentences]


def _ask(about: str) -> tuple[str, str] | None:
    """Give where the answer to a gap is asked for; what is no fact is asked elsewhere."""
    root = about.partition(".")[0]
    if root == JUDGEMENT:
        key = about.removeprefix(f"{JUDGEMENT}.").removesuffix(".open").removesuffix(".instant")
        return JUDGEMENT, key
    if not about or root in (PROFILE, AUTHORITY, CLOCK) or root in ROLES or about in ORGANISATION:
        return None
    return "fact", about.partition(":")[0]


def standing_words(standing: str) -> str:
    """Give a standing in the words of the pages of facts."""
    return STANDING_WORDS[Standing(standing)]


def rests_words(view: SentenceView) -> str:
    """Say on how much a sentence rests: 'Rests on 2 facts'."""
    count = len(view.beneath)
    if not count:
        return ""
    verb = "Rests on" if view.sentence.is_said else "Asked because of"
    return f"{verb} {count} {'fact' if count == 1 else 'facts'}"


def rule_title(rule: str) -> str:
    """Give what a rule is called; one that a later version dropped keeps its id."""
    return dict(rule_titles([rule])).get(rule, rule)


def count_words(count: int, one: str, many: str) -> str:
    """Give a number with its noun: '1 gap', '3 gaps'."""
    return f"{count} {one if count == 1 else many}"


def listed(words: Sequence[str]) -> str:
    """Give words as a list in a sentence: 'a, b and c'."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def is_part(part: Part, name: str) -> bool:
    """Say whether a part of a draft is of a kind; the test `part` of the templates."""
    return PARTS[type(part)] == name


def lower_first(text: str) -> str:
    """Give text that begins with a small letter, to stand inside a sentence."""
    return f"{text[:1].lower()}{text[1:]}"


def capital(text: str) -> str:
    """Give text that begins with a capital letter."""
    return f"{text[:1].upper()}{text[1:]}"


WORDS: Mapping[str, object] = {
    "states": STATES,
    "severities": SEVERITIES,
    "outcomes": OUTCOME_WORDS,
    "happened": happened,
    "short": short,
    "standing_words": standing_words,
    "rests_words": rests_words,
    "count_words": count_words,
    "listed": listed,
    "rule_title": rule_title,
    "steps": STEPS,
    "became": BECAME,
}
"""What every template of notices may call."""

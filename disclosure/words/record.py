"""A draft as plain data and back again, so that a frozen version can be kept and read years on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias, TypeVar

from disclosure.facts.standings import Standing
from disclosure.words.drafts import (
    Answered,
    Draft,
    HeadingPart,
    ItemList,
    Line,
    Paragraph,
    Part,
    Rest,
    Sentence,
)

Plain: TypeAlias = (
    "str | int | bool | Sequence[Plain] | Mapping[str, Plain] | None"  # what JSON can hold
)
SCHEMA = 1
HEADING, PARAGRAPH, LIST, LINE, QUESTION = "heading", "paragraph", "list", "line", "question"
T = TypeVar("T")


class RecordError(ValueError):
    """What was kept is not a draft that this version of the product can read."""


def as_data(draft: Draft) -> dict[str, Plain]:
    """Give a draft as plain data; `from_data` gives the same draft again."""
    return {
        "schema": SCHEMA,
        "notice": draft.notice,
        "obligation": draft.obligation,
        "stage": draft.stage,
        "audience": draft.audience,
        "language": draft.language,
        "title": draft.title,
        "layout": draft.layout,
        "headline": _sentence_data(draft.headline) if draft.headline else None,
        "parts": [_part_data(part) for part in draft.parts],
        "note": draft.note,
        "max_words": draft.max_words,
        "max_chars": draft.max_chars,
        "withheld": list(draft.withheld),
        "wording": draft.wording,
        "own": draft.own,
    }


def from_data(data: Mapping[str, Plain]) -> Draft:
    """Give the draft that was kept as plain data.

    Raises:
        RecordError: The data is of another schema, or something in it is not what it must be.
    """
    read = _Table(data)
    if read.data.get("schema") != SCHEMA:
        message = f"A kept draft of schema {read.data.get('schema')}; this product reads {SCHEMA}."
        raise RecordError(message)
    headline = read.table_or_none("headline")
    return Draft(
        notice=read.text("notice"),
        obligation=read.text("obligation"),
        stage=read.text("stage"),
        audience=read.text("audience"),
        language=read.text("language"),
        title=read.text("title"),
        layout=read.text("layout"),
        headline=_sentence(headline) if headline else None,
        parts=read.each("parts", _part),
        note=read.text("note"),
        max_words=read.number_or_none("max_words"),
        max_chars=read.number_or_none("max_chars"),
        withheld=read.texts("withheld"),
        wording=read.text_or_nothing("wording"),
        own=read.text_or_nothing("own"),
    )


# ---- Writing -----------------------------------------------------------------------------------


def _sentence_data(sentence: Sentence) -> dict[str, Plain]:
    return {
        "id": sentence.id,
        "text": sentence.text,
        "kind": sentence.kind,
        "form": sentence.form,
        "cite": sentence.cite,
        "moves": list(sentence.moves),
        "rests_on": rests_data(sentence.rests_on),
        "about": sentence.about,
        "by_hand": sentence.by_hand,
        "drafted": sentence.drafted,
    }


def rests_data(rests: Sequence[Rest]) -> list[Plain]:
    """Give the fact versions a sentence rests on as plain data."""
    return [{"fact": r.fact, "version": r.version, "standing": str(r.standing)} for r in rests]


def _part_data(part: Part) -> dict[str, Plain]:
    if isinstance(part, HeadingPart):
        return {"part": HEADING, "text": part.text}
    if isinstance(part, Paragraph):
        return {"part": PARAGRAPH, "sentences": [_sentence_data(s) for s in part.sentences]}
    if isinstance(part, ItemList):
        intro = _sentence_data(part.intro) if part.intro else None
        return {"part": LIST, "intro": intro, "items": [_sentence_data(s) for s in part.items]}
    if isinstance(part, Line):
        return {"part": LINE, "sentence": _sentence_data(part.sentence)}
    return {
        "part": QUESTION,
        "question": part.question,
        "ref": part.ref,
        "cite": part.cite,
        "required": part.required,
        "parts": [_part_data(inner) for inner in part.parts],
    }


# ---- Reading -----------------------------------------------------------------------------------


class _Table:
    """One table of the data, read key by key; anything that does not fit is refused by name."""

    def __init__(self, data: Plain) -> None:
        if not isinstance(data, Mapping):
            message = (
                f"A table was expected in a kept draft, and {type(data).__name__} stands there."
            )
            raise RecordError(message)
        self.data = data

    def text(self, key: str) -> str:
        return self._of(key, str)

    def text_or_nothing(self, key: str) -> str:
        """Give a text that drafts kept by an older version of the product do not hold."""
        return self.text(key) if key in self.data else ""

    def number(self, key: str) -> int:
        return self._of(key, int)

    def truth(self, key: str) -> bool:
        return self._of(key, bool)

    def number_or_none(self, key: str) -> int | None:
        return None if self.data.get(key) is None else self.number(key)

    def table(self, key: str) -> _Table:
        return _Table(self.data.get(key))

    def table_or_none(self, key: str) -> _Table | None:
        return None if self.data.get(key) is None else self.table(key)

    def texts(self, key: str) -> tuple[str, ...]:
        found = tuple(item for item in self._items(key) if isinstance(item, str))
        if len(found) != len(self._items(key)):
            raise self._refused(key)
        return found

    def each(self, key: str, read: Callable[[_Table], T]) -> tuple[T, ...]:
        return tuple(read(_Table(item)) for item in self._items(key))

    def _items(self, key: str) -> Sequence[Plain]:
        value = self.data.get(key)
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self._refused(key)
        return value

    def _of(self, key: str, kind: type[T]) -> T:
        value = self.data.get(key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self._refused(key)
        return value

    def _refused(self, key: str) -> RecordError:
        return RecordError(f"“{key}” of a kept draft does not hold what it must.")


def _sentence(read: _Table) -> Sentence:
    return Sentence(
        id=read.text("id"),
        text=read.text("text"),
        kind=read.text("kind"),
        form=read.text("form"),
        cite=read.text("cite"),
        moves=read.texts("moves"),
        rests_on=read.each("rests_on", _rest),
        about=read.text("about"),
        by_hand=read.text("by_hand"),
        drafted=read.text("drafted"),
    )


def rests_from(data: Plain) -> tuple[Rest, ...]:
    """Give the fact versions that were kept as plain data.

    Raises:
        RecordError: Something in it is not what it must be.
    """
    return _Table({"rests_on": data}).each("rests_on", _rest)


def _rest(read: _Table) -> Rest:
    try:
        standing = Standing(read.text("standing"))
    except ValueError as error:
        raise RecordError(f"{error} (in a kept draft).") from error
    return Rest(read.text("fact"), read.number("version"), standing)


def _part(read: _Table) -> Part:
    if read.text("part") == HEADING:
        return HeadingPart(read.text("text"))
    if read.text("part") == QUESTION:
        return Answered(
            question=read.text("question"),
            ref=read.text("ref"),
            cite=read.text("cite"),
            required=read.truth("required"),
            parts=read.each("parts", _inner),
        )
    return _inner(read)


def _inner(read: _Table) -> Paragraph | ItemList | Line:
    name = read.text("part")
    if name == PARAGRAPH:
        return Paragraph(read.each("sentences", _sentence))
    if name == LIST:
        intro = read.table_or_none("intro")
        return ItemList(_sentence(intro) if intro else None, read.each("items", _sentence))
    if name == LINE:
        return Line(_sentence(read.table("sentence")))
    raise RecordError(f"“{name}” is not a part of a draft.")

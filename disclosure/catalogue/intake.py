"""Loads the question pages, and checks that everything in the vocabulary is asked, once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from disclosure.catalogue.asks import places
from disclosure.catalogue.formats import AskWhenFormat, RowFormat, Schema, Text
from disclosure.catalogue.rows import LawContext, condition
from disclosure.facts.vocabulary import Kind
from disclosure.files import FileModel, load
from disclosure.law.conditions import Answer, Condition, Group, Row, Subject, read
from disclosure.law.confidence import Confidence
from disclosure.problems import Problem, nearest, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from disclosure.catalogue.asks import Asks
    from disclosure.catalogue.law import Law
    from disclosure.facts.case import Known
    from disclosure.facts.vocabulary import Vocabulary

    Places = Mapping[str, tuple[str, str]]
    """Where each key stands that a regime brings along: its file, and the place in it."""


class ItemFormat(FileModel):
    """A fact or a record that a page asks."""

    fact: Text | None = None
    record: Text | None = None
    ask_when: list[AskWhenFormat] = Field(default=[])
    follows: bool = False
    offer_now: bool | None = None
    meanings: dict[str, Text] = Field(default={})


class IntakeFile(FileModel):
    """`intake/<page>.toml`."""

    schema_: Schema = Field(alias="schema")
    id: Text
    title: Text
    order: Annotated[int, Field(ge=0)]
    intro: Text
    known_by: Text
    items: Annotated[list[ItemFormat], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class IntakeItem:
    """One question of a page.

    Attributes:
        key: The fact's key, or the record's name.
        ask_when: The rows on which it depends; without any it is always asked.
        follows: It makes no sense before its rows are met, at least likely: till then it waits.
        offer_now: Whether the present time may be its answer; only instants have one.
        meanings: What the options of a record mean, one sentence each, by option.
    """

    key: str
    is_record: bool = False
    ask_when: tuple[Condition, ...] = ()
    offer_now: bool = True
    meanings: Mapping[str, str] = field(default_factory=dict)
    follows: bool = False

    def is_asked(self, known: Known) -> bool:
        """Say whether it is asked.

        Only a certain no hides it, what is not known never does. One that follows waits for its
        rows: the question they read stays open in its place.
        """
        readings = [read(row, known) for row in self.ask_when]
        if self.follows:
            return all(Answer.YES in (each.answer, each.leans) for each in readings)
        return all(each.answer is not Answer.NO for each in readings)


@dataclass(frozen=True, slots=True)
class IntakePage:
    """A page of questions on one topic.

    Attributes:
        intro: Why the page is asked.
        known_by: Who usually knows the answers.
    """

    id: str
    title: str
    order: int
    intro: str
    known_by: str
    items: tuple[IntakeItem, ...]

    def item(self, key: str) -> IntakeItem:
        """Give one of its questions by its key."""
        return next(item for item in self.items if item.key == key)

    @property
    def facts(self) -> tuple[str, ...]:
        """Give the keys of the facts it asks."""
        return tuple(item.key for item in self.items if not item.is_record)

    @property
    def records(self) -> tuple[str, ...]:
        """Give the names of the records it asks."""
        return tuple(item.key for item in self.items if item.is_record)


def load_intake(
    forms: Path,
    vocabulary: Vocabulary,
    law: Law,
    problems: list[Problem],
    asks: Sequence[Asks] = (),
) -> tuple[IntakePage, ...]:
    """Read the question pages in their order; whatever is wrong is added to `problems`.

    The questions that single regimes ask follow those of the page they name.
    """
    pages: list[IntakePage] = []
    for path in sorted((forms / "intake").glob("*.toml")):
        name = f"forms/intake/{path.name}"
        loaded = load(IntakeFile, path, name)
        if isinstance(loaded, list):
            problems += loaded
            continue
        if loaded.id != path.stem:
            wrong = f"The page '{loaded.id}' lies in {path.name}."
            problems.append(Problem(name, "id", wrong, "Name them alike."))
        context = LawContext(name, vocabulary, {}, {}, problems, law.refused)
        pages.append(_page(loaded, context))
    pages = [_with_asks(page, asks, vocabulary, (problems, law.refused)) for page in pages]
    pages.sort(key=lambda page: (page.order, page.id))
    problems += _asked_twice(pages)
    problems += _misplaced(pages, vocabulary)
    problems += _asked_nowhere(pages, vocabulary, law, places(asks, "facts"))
    problems += _judged_on_no_page(pages, vocabulary, places(asks, "judgements"))
    return tuple(pages)


def _judged_on_no_page(
    pages: list[IntakePage], vocabulary: Vocabulary, own: Places
) -> Iterator[Problem]:
    ids = tuple(page.id for page in pages)
    for n, judgement in enumerate(vocabulary.judgements.values()):
        for page in judgement.pages:
            if page not in ids:
                wrong = f"There is no question page '{page}'."
                shared = ("forms/judgements.toml", f"judgements[{n}]")
                file, place = own.get(judgement.key, shared)
                yield Problem(file, f"{place}.pages", wrong, nearest(page, ids))


def _page(form: IntakeFile, context: LawContext) -> IntakePage:
    items = [_item(item, f"items[{n}]", context) for n, item in enumerate(form.items)]
    return IntakePage(
        form.id,
        form.title,
        form.order,
        form.intro,
        form.known_by,
        tuple(item for item in items if item is not None),
    )


def _with_asks(
    page: IntakePage,
    asks: Sequence[Asks],
    vocabulary: Vocabulary,
    wrong: tuple[list[Problem], Mapping[str, str]],
) -> IntakePage:
    """Add what single regimes ask on this page."""
    items = list(page.items)
    for each in asks:
        context = LawContext(each.file, vocabulary, {}, {}, *wrong)
        for number, fact in enumerate(each.form.facts):
            if fact.page == page.id:
                form = ItemFormat(fact=fact.key, ask_when=fact.ask_when, offer_now=fact.offer_now)
                item = _item(form, f"facts[{number}]", context)
                items += [item] if item else []
    return replace(page, items=tuple(items))


def _item(form: ItemFormat, path: str, context: LawContext) -> IntakeItem | None:
    if (form.fact is None) == (form.record is None):
        context.wrong(path, "An item asks exactly one thing.", "Give fact or record.")
        return None
    vocabulary = context.vocabulary
    key = form.fact or form.record or ""
    subject, there = (
        ("fact", tuple(vocabulary.facts)) if form.fact else ("record", tuple(vocabulary.records))
    )
    if key not in there:
        if key not in context.refused:
            wrong = f"There is no {subject} '{key}'."
            context.wrong(f"{path}.{subject}", wrong, nearest(key, there))
        return None
    rows = [
        condition(_as_row(row), f"{path}.ask_when[{n}]", context)
        for n, row in enumerate(form.ask_when)
    ]
    _lint_extras(form, path, context)
    return IntakeItem(
        key,
        subject == "record",
        tuple(row for row in rows if row is not None),
        form.offer_now is not False,
        form.meanings,
        follows=form.follows,
    )


def _lint_extras(form: ItemFormat, path: str, context: LawContext) -> None:
    """Report what an item says that its fact or record has no use for."""
    vocabulary = context.vocabulary
    if form.follows and not form.ask_when:
        wrong = "It waits for rows, and has none."
        context.wrong(f"{path}.follows", wrong, "Give ask_when, or leave follows out.")
    if form.offer_now is not None:
        asked = vocabulary.facts[form.fact] if form.fact else None
        if asked is None or asked.kind is not Kind.INSTANT:
            wrong = "Only an instant can be answered with 'now'."
            context.wrong(f"{path}.offer_now", wrong, "Take it out.")
    fields = vocabulary.records[form.record].fields if form.record else {}
    there = tuple(option for each in fields.values() for option in each.options)
    for option in form.meanings:
        if option not in there:
            wrong = f"There is no option '{option}' to explain."
            context.wrong(f"{path}.meanings.{option}", wrong, nearest(option, there))


def _as_row(form: AskWhenFormat) -> RowFormat:
    """Give the row the law would hold; it decides no duty, so it cites nothing."""
    return RowFormat.model_validate(
        {
            **form.model_dump(by_alias=True, exclude_none=True),
            "asks": "whether the question is asked",
            "cite": "the page itself",
            "confidence": Confidence.VERIFIED,
        }
    )


# ---- Checks --------------------------------------------------------------------------------


def _asked_twice(pages: Sequence[IntakePage]) -> Iterator[Problem]:
    asked: dict[tuple[bool, str], str] = {}
    for page in pages:
        for item in page.items:
            name = (item.is_record, item.key)
            if name in asked:
                wrong = f"'{item.key}' is asked on '{asked[name]}' and again here."
                yield Problem(f"forms/intake/{page.id}.toml", "items", wrong, "Ask it once.")
            asked.setdefault(name, page.id)


def _misplaced(pages: Sequence[IntakePage], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Report what the vocabulary says is asked on another page."""
    for page in pages:
        for item in page.items:
            asked = vocabulary.records[item.key] if item.is_record else vocabulary.facts[item.key]
            if asked.page and asked.page != page.id:
                wrong = f"'{item.key}' says that the page '{asked.page}' asks it."
                yield Problem(f"forms/intake/{page.id}.toml", "items", wrong, "Name one page.")


def _asked_nowhere(
    pages: Sequence[IntakePage], vocabulary: Vocabulary, law: Law, own: Places
) -> Iterator[Problem]:
    if not pages:
        return
    asked, ids = {key for page in pages for key in page.facts}, [page.id for page in pages]
    waiting = _waiting(law)
    for key, question in vocabulary.facts.items():
        if key in asked:
            continue
        who = "; ".join(sorted(waiting.get(key, ())))
        waits = f" {who} waits for it." * bool(who)
        file, place = own.get(key, ("forms/intake", key))
        if key not in own:
            wrong = f"The fact '{key}' is asked on no page.{waits}"
            yield Problem(file, place, wrong, "Add it to one page.")
        elif question.page:
            wrong = f"There is no question page '{question.page}'.{waits}"
            yield Problem(file, f"{place}.page", wrong, nearest(question.page, ids))
        else:
            wrong = f"The fact '{key}' is asked on no page.{waits}"
            allowed = f'Give the fact a page: page = "…". {one_of(ids)}'
            yield Problem(file, f"{place}.page", wrong, allowed)
    asked = {key for page in pages for key in page.records}
    for key in vocabulary.records:
        if key not in asked:
            wrong = f"The record '{key}' is asked on no page."
            yield Problem("forms/intake", key, wrong, "Add it to one page.")


def _waiting(law: Law) -> dict[str, set[str]]:
    """Give for each fact the obligations that wait for it."""
    waits: dict[str, set[str]] = {}
    for obligation in law.obligations:
        for row in _rows((*obligation.applies_when, *obligation.unless)):
            if row.subject is Subject.FACT:
                waits.setdefault(row.key, set()).add(obligation.id)
        for stage in obligation.stages:
            for limit in stage.limits:
                for start in (limit.starts_at, *limit.earliest_from):
                    if start.kind == "fact":
                        waits.setdefault(start.key, set()).add(obligation.id)
    return waits


def _rows(conditions: Iterable[Condition]) -> Iterator[Row]:
    for each in conditions:
        if isinstance(each, Group):
            yield from each.rows
        else:
            yield each

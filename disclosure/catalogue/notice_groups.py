"""Makes one notice for each group of readers out of a text whose top says `each_of`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from disclosure.facts.standings import Standing
from disclosure.problems import Problem, nearest
from disclosure.words.blocks import LEAD, THE_GROUP, Fixed, Given, Some, StandingIs, ValueIn
from disclosure.words.grouped import NOBODY, for_group, settled, speaks_of_group
from disclosure.words.keys import TAG, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from disclosure.catalogue.law import Law
    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.words.blocks import Notice, Term

EACH_OF = "each_of"
OPEN = (Standing.CONFIRMED, Standing.SUSPECTED, Standing.UNKNOWN)
"""How well it may be known that a group is concerned: what is not known is no no."""


def group_problems(notice: Notice, law: Law, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Report what is wrong with the groups a notice is written for.

    Args:
        notice: The notice as its file gives it.
        law: The law it may serve.
        vocabulary: What may be recorded.
    """
    if not notice.each_of:
        if speaks_of_group(notice.blocks):
            wrong = f"'{THE_GROUP}' is named, but the text is not written for each group."
            yield Problem(notice.file, EACH_OF, wrong, f'Write {EACH_OF} = "data.who" at its top.')
        return
    groups = _options(notice.each_of, vocabulary)
    if not groups:
        yield _no_choice(notice.file, notice.each_of, vocabulary)
    for rule in law.obligations:
        for stage in rule.stages:
            if (rule.id, stage.id) == (notice.obligation, notice.stage) and not stage.each_of:
                wrong = f"The first of these texts would close the clock of {rule.id}, {stage.id}."
                how = f'Write {EACH_OF} = "{notice.each_of}" into that stage of {rule.file}.'
                yield Problem(notice.file, EACH_OF, wrong, how)
    for group in groups:
        if TAG.fullmatch(group):
            wrong = f"The group '{group}' bears a name that a language could have."
            yield Problem(notice.file, EACH_OF, wrong, "Give the option a longer id.")


def law_problems(law: Law, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Report stages of the law whose groups are none that anybody records."""
    for rule in law.obligations:
        for stage in rule.stages:
            if stage.each_of and not _options(stage.each_of, vocabulary):
                yield _no_choice(rule.file, stage.each_of, vocabulary)


def _no_choice(file: str, each_of: str, vocabulary: Vocabulary) -> Problem:
    every = [
        f"{record.record}.{name}"
        for record in vocabulary.records.values()
        for name, field in record.fields.items()
        if field.options
    ]
    return Problem(file, EACH_OF, f"'{each_of}' is no choice of a list.", nearest(each_of, every))


def _options(each_of: str, vocabulary: Vocabulary) -> Mapping[str, str]:
    """Give the groups that a field parts people into, with their labels."""
    record, _, name = each_of.partition(".")
    held = vocabulary.records.get(record)
    field = held.fields.get(name) if held else None
    return field.options if field else {}


def for_each_group(notice: Notice, vocabulary: Vocabulary) -> tuple[Notice, ...]:
    """Give the notices to be kept: the text itself, and one for each of its groups.

    The text itself is left for nobody in particular: it is called for while no group is recorded.
    Each of the others is called for while its group is, or may be, concerned.
    """
    if not notice.each_of:
        return (notice,)
    groups = _options(notice.each_of, vocabulary)
    made = [_for(notice, group, label) for group, label in groups.items()]
    return (_for(notice, NOBODY, ""), *made)


def _for(notice: Notice, group: str, label: str) -> Notice:
    blocks = for_group(notice.blocks, group)
    made = replace(notice, blocks=blocks, group=group)
    kept = {block.id for block in made.every_block()}
    gone = {block.id for block in notice.every_block() if isinstance(block, Fixed)} - kept
    rows = [row for each in notice.offer_when or ((),) if (row := settled(each, group)) is not None]
    return replace(
        made,
        group_title=label,
        id=key_of(notice.in_any_language, notice.language, group),
        title=f"{notice.title}: {label}" if label else notice.title,
        fixed={name: by for name, by in notice.fixed.items() if name not in gone},
        offer_when=tuple((*row, _is_concerned(notice.each_of, group)) for row in rows),
        offer_lines=notice.offer_lines or (1,),
    )


def _is_concerned(each_of: str, group: str) -> Term:
    """Give the condition that a group is, or may be, concerned; of nobody, that no group is."""
    record, _, name = each_of.partition(".")
    known = StandingIs(LEAD, OPEN)
    if group:
        return Some(record, (known, ValueIn(LEAD, name, (group,))), some=True)
    return Some(record, (known, Given(LEAD, name, given=True)), some=False)

"""Holds a notice to the law it serves, to what may be recorded, and to its readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.catalogue.own_words import line_of_loss
from disclosure.problems import Problem, one_of
from disclosure.words.lint import cites, lint
from disclosure.words.lint_tongues import lint_tongue
from disclosure.words.standing_facts import clock_names, is_known_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from disclosure.catalogue.law import Law
    from disclosure.catalogue.vocabulary import Audience
    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.words.blocks import Notice


@dataclass(frozen=True, slots=True)
class Rules:
    """What notices are held to.

    Attributes:
        law: The law they serve.
        spoken: What they may speak of.
        audiences: Whom they may address.
    """

    law: Law
    spoken: Vocabulary
    audiences: Mapping[str, Audience]


def check_notice(
    notice: Notice, held: Notice | None, rules: Rules, files: Mapping[str, str]
) -> Iterator[Problem]:
    """Report what is wrong with a notice.

    Args:
        notice: The notice.
        held: The one whose wording it replaces.
        rules: What it is held to.
        files: The files of the shared pieces, by what a remark calls them.
    """
    yield from _check_place(notice, rules)
    yield from _check_words(notice, rules, files)
    yield from _check_contents(notice, held, rules.law)


def _check_place(notice: Notice, rules: Rules) -> Iterable[Problem]:
    law, audiences = rules.law, rules.audiences
    if notice.audience not in audiences:
        wrong = f"There is no audience '{notice.audience}'."
        yield Problem(notice.file, "file name", wrong, one_of(tuple(audiences)))
    if not notice.obligation or notice.obligation in law.refused:
        return
    duties = [o for o in law.obligations if o.id == notice.obligation]
    stages = [stage.id for duty in duties for stage in duty.stages]
    if not duties:
        wrong = f"There is no obligation '{notice.obligation}'."
        yield Problem(notice.file, "file name", wrong, "Name the file after one in forms/regimes/.")
    elif notice.stage not in stages:
        wrong = f"{notice.obligation} has no stage '{notice.stage}'."
        yield Problem(notice.file, "file name", wrong, one_of(tuple(dict.fromkeys(stages))))


def _check_words(notice: Notice, rules: Rules, files: Mapping[str, str]) -> Iterable[Problem]:
    law, vocabulary = rules.law, rules.spoken
    clocks = clock_names(law.obligations)

    def is_key(key: str) -> bool:
        known = is_known_key(key, vocabulary, law.authorities, clocks)
        return known or law.speaks_of_refused(key)

    for remark in (*lint(notice, vocabulary, is_key), *lint_tongue(notice, vocabulary)):
        where = remark.file or notice.file
        yield Problem(files.get(where, where), f"line {remark.line}", remark.wrong, remark.allowed)


def _check_contents(notice: Notice, held: Notice | None, law: Law) -> Iterable[Problem]:
    """Report what the law requires in a notice and no sentence is tied to.

    Args:
        notice: The notice.
        held: The one whose wording it replaces.
        law: The law it serves.
    """
    cited = cites(notice)
    for obligation in law.obligations:
        if obligation.id == notice.obligation:
            for content in obligation.contents:
                wanted = {part.strip() for part in content.cite.split(";")}
                if not wanted & cited:
                    wrong = f"Nothing in it is tied to '{content.cite}' ({content.title})."
                    place = line_of_loss(notice, held, wanted) or "contents"
                    cite = content.cite.split(";")[0].strip()
                    how = f'Write cite="{cite}" into the block that says it.'
                    yield Problem(notice.file, place, wrong, f"The law asks for it. {how}")

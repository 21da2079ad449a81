"""The library of law as its pages show it: words, not ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.facts.instants import LONDON, in_words
from disclosure.law.conditions import Group
from disclosure.law.confidence import IN_WORDS
from disclosure.outputs.assessment_text import OUTCOME_WORDS
from disclosure.outputs.law_words import (
    STATUS_KINDS,
    day_words,
    limit_words,
    needs_words,
    stage_titles,
    status_words,
    test_words,
    while_open_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from disclosure.catalogue.load import Catalogue
    from disclosure.catalogue.worked import WorkedCase
    from disclosure.law.conditions import Condition
    from disclosure.law.obligations import Obligation, Stage
    from disclosure.services.law_pages import RulePage, Shelf

NO_LAWYER = "not reviewed by a lawyer"


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule as a line of the list."""

    id: str
    title: str
    cite: str
    authority: str
    status: str
    kind: str
    support: str
    reviewed: str
    summary: str


@dataclass(frozen=True, slots=True)
class ShownRegime:
    """An instrument with its rules."""

    id: str
    title: str
    instrument: str
    rules: tuple[ShownRule, ...]


@dataclass(frozen=True, slots=True)
class ShownCondition:
    """A condition: what is asked, what satisfies it, and the rows of a group."""

    asks: str
    holds: str
    cite: str
    support: str
    note: str = ""
    rows: tuple[ShownCondition, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownLimit:
    """A limit in words, with its provision."""

    lines: tuple[str, ...]
    cite: str
    support: str


@dataclass(frozen=True, slots=True)
class ShownStage:
    """A stage with its limits."""

    title: str
    promptness: str
    late_needs: str
    combine: str
    limits: tuple[ShownLimit, ...]


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A worked case: its story, and what the rule says to it."""

    title: str
    source: str
    outcome: str
    due: tuple[str, ...]
    law_as_of: str


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version of a rule: when it is or was law, and where it is read."""

    words: str
    on: str
    is_shown: bool


def shown_regimes(shelf: Shelf, catalogue: Catalogue, on: date) -> tuple[ShownRegime, ...]:
    """Give the instruments that were found with their rules."""
    return tuple(
        ShownRegime(
            each.regime.id,
            each.regime.title,
            each.regime.instrument,
            shown_rules(each.rules, catalogue, on),
        )
        for each in shelf.regimes
    )


def shown_rules(
    rules: Iterable[Obligation], catalogue: Catalogue, on: date
) -> tuple[ShownRule, ...]:
    """Give rules as lines of a list."""
    return tuple(
        ShownRule(
            id=rule.id,
            title=rule.title,
            cite=rule.cite,
            authority=catalogue.law.authorities[rule.authority].name_on(on).name,
            status=status_words(rule, on),
            kind=STATUS_KINDS.get(rule.status, "going"),
            support=IN_WORDS[rule.confidence],
            reviewed=f"reviewed by {rule.reviewed_by}" if rule.reviewed_by else NO_LAWYER,
            summary=rule.summary,
        )
        for rule in rules
    )


def shown_conditions(
    conditions: Iterable[Condition], catalogue: Catalogue
) -> tuple[ShownCondition, ...]:
    """Give conditions in words, each with its provision and mark."""
    return tuple(_condition(condition, catalogue) for condition in conditions)


def _condition(condition: Condition, catalogue: Catalogue) -> ShownCondition:
    if isinstance(condition, Group):
        holds = needs_words(condition)
        rows = tuple(_condition(row, catalogue) for row in condition.rows)
    else:
        holds, rows = test_words(condition, catalogue.vocabulary), ()
    return ShownCondition(
        asks=condition.asks,
        holds=holds,
        cite=condition.cite,
        support=IN_WORDS[condition.confidence],
        note=while_open_words(condition),
        rows=rows,
    )


def shown_stages(rule: Obligation, catalogue: Catalogue) -> tuple[ShownStage, ...]:
    """Give the stages of a rule with their limits in words."""
    titles = stage_titles(catalogue.law.obligations)
    return tuple(_stage(stage, catalogue, titles) for stage in rule.stages)


def _stage(stage: Stage, catalogue: Catalogue, titles: dict[str, str]) -> ShownStage:
    several = len(stage.limits) > 1
    which = "Whichever ends last." if stage.combine == "latest" else "Whichever ends first."
    return ShownStage(
        title=stage.title,
        promptness=stage.promptness,
        late_needs=stage.late_needs,
        combine=which if several else "",
        limits=tuple(
            ShownLimit(
                limit_words(limit, catalogue.vocabulary, titles),
                limit.cite,
                IN_WORDS[limit.confidence],
            )
            for limit in stage.limits
        ),
    )


def shown_cases(page: RulePage) -> tuple[ShownCase, ...]:
    """Give the worked cases of a rule."""
    return tuple(_case(case, page.rule) for case in page.cases)


def _case(case: WorkedCase, rule: Obligation) -> ShownCase:
    expect = next(e for e in case.form.expect if e.obligation == rule.id)
    titles = {stage.id: stage.title for stage in rule.stages}
    due = tuple(
        f"{titles.get(stage, stage)}: no number in the law"
        if isinstance(instant, str)
        else f"{titles.get(stage, stage)}: {in_words(instant, LONDON)}"
        for stage, instant in expect.due.items()
    )
    outcome = {str(o): words for o, words in OUTCOME_WORDS.items()}[expect.outcome]
    return ShownCase(
        case.form.title, case.form.source, outcome, due, day_words(case.form.law_as_of)
    )


def shown_versions(page: RulePage) -> tuple[ShownVersion, ...]:
    """Give the versions of a rule with the days each is law."""
    return tuple(
        ShownVersion(
            f"From {day_words(v.in_force_from)}"
            + (f" to {day_words(v.in_force_until)}" if v.in_force_until else ""),
            v.in_force_from.isoformat(),
            v is page.rule,
        )
        for v in page.versions
    )

"""The law library as JSON and as text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from disclosure.law.conditions import Group, Row
from disclosure.outputs.contracts import (
    VERSION,
    CheckOut,
    FactOut,
    FactsOut,
    InForceOut,
    LawListOut,
    LawReviewOut,
    ObligationOut,
    ProblemOut,
    RecordOut,
    ReviewOut,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from disclosure.facts.vocabulary import JudgementQuestion, Question, Vocabulary
    from disclosure.law.conditions import Condition
    from disclosure.law.obligations import Limit, Obligation
    from disclosure.problems import Problem


def listed(obligations: Iterable[Obligation], day: date, cases: Mapping[str, int]) -> LawListOut:
    """Give the library as a list.

    Args:
        obligations: The obligations.
        day: The day whose law is meant.
        cases: The number of worked cases, by obligation.
    """
    return LawListOut(
        version=VERSION,
        law_as_of=day.isoformat(),
        obligations=[
            ObligationOut(
                id=o.id,
                title=o.title,
                kind=o.kind,
                authority=o.authority,
                status=o.status,
                in_force=InForceOut(
                    start=o.in_force_from.isoformat(),
                    until=o.in_force_until.isoformat() if o.in_force_until else None,
                ),
                confidence=o.confidence,
                reviewed_by=o.reviewed_by,
                cites=list(_cites(o)),
                stages=[s.id for s in o.stages],
                cases=cases.get(o.id, 0),
            )
            for o in sorted(obligations, key=lambda o: o.id)
        ],
    )


def case_counts(expectations: Iterable[str]) -> Mapping[str, int]:
    """Count worked cases by obligation."""
    return Counter(expectations)


def _cites(obligation: Obligation) -> Sequence[str]:
    found = [obligation.cite]
    found += [c.cite for c in (*obligation.applies_when, *obligation.unless)]
    found += [limit.cite for stage in obligation.stages for limit in stage.limits]
    return tuple(dict.fromkeys(found))


def checked(problems: Sequence[Problem], *, obligations: int, notices: int, cases: int) -> CheckOut:
    """Give the outcome of a check."""
    return CheckOut(
        version=VERSION,
        obligations=obligations,
        notices=notices,
        cases=cases,
        problems=[
            ProblemOut(file=p.file, path=p.path, wrong=p.wrong, allowed=p.allowed) for p in problems
        ],
    )


def reviewed(rows: Iterable[tuple[str, date, date, Sequence[str]]], day: date) -> LawReviewOut:
    """Give what is due for review, from (regime, checked on, review by, reasons)."""
    return LawReviewOut(
        version=VERSION,
        on=day.isoformat(),
        regimes=[
            ReviewOut(
                id=name,
                checked_on=checked_on.isoformat(),
                review_by=review_by.isoformat(),
                reasons=list(reasons),
            )
            for name, checked_on, review_by, reasons in rows
        ],
    )


# ---- One obligation, in words ------------------------------------------------------------------


def shown(obligation: Obligation, authorities: Mapping[str, str]) -> Iterator[str]:
    """Give one obligation line by line, every row with its citation and confidence."""
    reviewed_by = obligation.reviewed_by or "not reviewed by a lawyer"
    until = f" until {obligation.in_force_until}" if obligation.in_force_until else ""
    yield f"{obligation.title}  [{obligation.id}]"
    yield obligation.summary
    yield ""
    yield f"Source: {obligation.cite}. {obligation.source}"
    yield f"Checked on {obligation.checked_on}; {obligation.confidence}; {reviewed_by}."
    yield f"In force from {obligation.in_force_from}{until}; {obligation.status}."
    yield f"To: {authorities.get(obligation.authority, obligation.authority)}."
    if obligation.channel:
        channel = obligation.channel
        route = ", ".join(part for part in (channel.url, channel.phone) if part)
        yield f"Channel: {channel.name}{f' ({route})' if route else ''}; {channel.confidence}."
    if obligation.max_penalty:
        yield f"Maximum penalty: {obligation.max_penalty} ({obligation.penalty_confidence})."
    yield from _conditions("It applies when", obligation.applies_when)
    yield from _conditions("It does not apply when", obligation.unless)
    for stage in obligation.stages:
        yield ""
        yield f"{stage.title}{f', {stage.promptness}' if stage.promptness else ''}:"
        for limit in stage.limits:
            yield f"  {_limit(limit)}"
    yield from _named("It must contain", [f"{c.title} ({c.cite})" for c in obligation.contents])
    yield from _named("Exemptions", obligation.exemptions)
    yield from _named("Notes", obligation.notes)


def _named(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{title}:"
        yield from (f"  - {line}" for line in lines)


def _conditions(title: str, conditions: Sequence[Condition]) -> Iterator[str]:
    if not conditions:
        return
    yield ""
    yield f"{title}:"
    for condition in conditions:
        yield f"  - {_condition(condition)}"
        if isinstance(condition, Group):
            yield from (f"    - {_condition(row)}" for row in condition.rows)


def _condition(condition: Condition) -> str:
    support = f"({condition.cite}; {condition.confidence})"
    if isinstance(condition, Group):
        return f"{condition.asks} At least {condition.needs} of: {support}"
    return f"{condition.asks} {_test(condition)} {support}"


def _test(row: Row) -> str:
    if row.made:
        return "Any judgement."
    if row.at_least is not None:
        return f"At least {row.at_least:,}."
    ever = "Ever: " if row.ever else ""
    return f"{ever}{' or '.join(row.accepts).capitalize()}."


def _limit(limit: Limit) -> str:
    length = f"{limit.amount} by {limit.counting}" if limit.amount else "no number in the law"
    outer = (
        f"; outer limit by {limit.outer} ({limit.outer_cite}; {limit.outer_confidence})"
        if (limit.outer)
        else ""
    )
    return f"from {limit.starts_at}: {length} ({limit.cite}; {limit.confidence}){outer}"


# ---- The vocabulary ------------------------------------------------------------------------


def vocabulary(held: Vocabulary) -> FactsOut:
    """Give the vocabulary in its published form."""
    return FactsOut(
        version=VERSION,
        facts=[_fact(question) for question in held.facts.values()],
        records=[
            RecordOut(
                record=r.record,
                label=r.label,
                page=r.page,
                ceiling=r.ceiling,
                fields=[_fact(question) for question in r.fields.values()],
            )
            for r in held.records.values()
        ],
        profile=[_fact(question) for question in held.profile.values()],
        judgements=[_judgement(question) for question in held.judgements.values()],
    )


def _fact(question: Question) -> FactOut:
    return FactOut(
        key=question.key,
        kind=question.kind,
        label=question.label,
        help=question.help,
        options=dict(question.options),
        unit=question.unit,
        ceiling=question.ceiling,
        page=question.page,
        maps_to=list(question.maps_to),
    )


def _judgement(question: JudgementQuestion) -> FactOut:
    return FactOut(
        key=question.key,
        kind="judgement",
        label=question.asks,
        help=" ".join(question.guidance),
        options={o: o for o in question.options},
        unit="",
        ceiling="inside",
        page="judgements",
        maps_to=[],
    )

"""The law library as JSON and as text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from disclosure.law.conditions import Group, Row
from disclosure.law.confidence import IN_WORDS
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
from disclosure.outputs.terminal import number, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from disclosure.facts.vocabulary import JudgementQuestion, Question, Vocabulary
    from disclosure.law.conditions import Condition
    from disclosure.law.obligations import Limit, Obligation
    from disclosure.problems import Problem

ID_WIDTH = 22
NOT_REVIEWED = "not reviewed by a lawyer"
START_WORDS = {
    "fact": "From the instant in the fact {}",
    "judged": "From the instant that the judgement {} names",
    "decided": "From the moment at which {} is judged",
    "submitted": "From the submission of {}",
    "released": "From the first text released to: {}",
}
COUNTING_WORDS = {
    "exact-hours": "{} hours, weekends and bank holidays included",
    "eu-hours": "{} hours as Regulation 1182/71 counts them",
    "business-days": "{} business days",
    "calendar-days": "{} calendar days",
    "without-delay": "the law gives no number of hours or days",
}


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


def list_as_text(library: LawListOut) -> str:
    """Give the list for a terminal."""
    lines: list[str] = []
    for rule in library.obligations:
        status = rule.kind if rule.status in (rule.kind, "in-force") else rule.status
        reviewed = f"reviewed by {rule.reviewed_by}" if rule.reviewed_by else NOT_REVIEWED
        cases = number(rule.cases, "worked case")
        lines += wrapped(f"{rule.id:{ID_WIDTH}} {rule.title}", hang=" " * (ID_WIDTH + 1))
        details = f"{status}, {rule.confidence}, {reviewed}; {cases}"
        lines += wrapped(details, " " * (ID_WIDTH + 1), hang="")
    return "\n".join(lines) + "\n"


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


def as_text(obligation: Obligation, authorities: Mapping[str, str]) -> str:
    """Give one obligation for a terminal, every row with its citation and confidence.

    Args:
        obligation: The obligation.
        authorities: The authorities' names, by id.
    """
    lines = [*wrapped(f"{obligation.title}  [{obligation.id}]")]
    lines += [*wrapped(obligation.summary, hang=""), ""]
    for line in _shown(obligation, authorities):
        text = line.lstrip()
        lines += wrapped(text, line[: len(line) - len(text)])
    return "\n".join(lines) + "\n"


def _shown(obligation: Obligation, authorities: Mapping[str, str]) -> Iterator[str]:
    reviewed_by = (
        f"reviewed by {obligation.reviewed_by}" if obligation.reviewed_by else NOT_REVIEWED
    )
    until = f" until {obligation.in_force_until}" if obligation.in_force_until else ""
    yield f"Source: {obligation.cite}. {obligation.source}"
    support = IN_WORDS[obligation.confidence]
    yield f"Support: {support}; checked on {obligation.checked_on}; {reviewed_by}."
    status = "" if obligation.status == "in-force" else f" ({obligation.status})"
    yield f"In force from {obligation.in_force_from}{until}{status}."
    yield f"To: {authorities.get(obligation.authority, obligation.authority)}."
    if obligation.channel:
        channel = obligation.channel
        route = ", ".join(part for part in (channel.url, channel.phone) if part)
        yield f"Channel: {channel.name}{f' ({route})' if route else ''}; {channel.confidence}."
    if obligation.max_penalty:
        penalty = obligation.max_penalty.removesuffix(".")
        yield f"Maximum penalty: {penalty} ({obligation.penalty_confidence})."
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
        return f"{condition.asks} At least {condition.needs} of these {support}:"
    return f"{condition.asks} {_test(condition)} {support}"


def _test(row: Row) -> str:
    if row.made:
        return "Any judgement."
    if row.at_least is not None:
        return f"At least {row.at_least:,}."
    ever = "Ever: " if row.ever else ""
    return f"{ever}{' or '.join(row.accepts).capitalize()}."


def _limit(limit: Limit) -> str:
    start = START_WORDS[limit.starts_at.kind].format(limit.starts_at.key)
    length = COUNTING_WORDS[limit.counting].format(limit.amount)
    text = f"- {start}: {length} ({limit.cite}; {limit.confidence})."
    if limit.outer:
        outer = COUNTING_WORDS[limit.outer].format(limit.amount)
        text += f" Outer limit: {outer} ({limit.outer_cite}; {limit.outer_confidence})."
        if limit.outer_from:
            support = f"{limit.outer_from_cite}; {limit.outer_from_confidence}"
            text += f" Only for time that starts on or after {limit.outer_from} ({support})."
    return text


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


def vocabulary_as_text(held: FactsOut) -> str:
    """Give the vocabulary for a terminal, each page's facts with their options."""
    lines: list[str] = []
    for title, facts in (
        ("FACTS", held.facts),
        ("PROFILE OF THE ORGANISATION", held.profile),
        ("JUDGEMENTS", held.judgements),
    ):
        lines += [title, ""]
        for fact in facts:
            lines += _fact_lines(fact)
        lines.append("")
    lines += ["RECORDS", ""]
    for record in held.records:
        fields = ", ".join(field.key for field in record.fields)
        lines += wrapped(record.record)
        lines += wrapped(f"{record.label}; page {record.page}; up to {record.ceiling}", "  ")
        lines += wrapped(f"fields: {fields}", "  ")
    return "\n".join(lines) + "\n"


def _fact_lines(fact: FactOut) -> Iterator[str]:
    page = f"page {fact.page}" if fact.page else "profile"
    yield f"{fact.key}  ({fact.kind})"
    yield from wrapped(f"{fact.label}; {page}; up to {fact.ceiling}", "  ")
    if fact.options:
        yield from wrapped(f"one of: {', '.join(fact.options)}", "  ")


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

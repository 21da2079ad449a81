"""The law library as JSON and as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from disclosure.law.conditions import Group, Row
from disclosure.law.confidence import IN_WORDS
from disclosure.outputs.contract import VERSION
from disclosure.outputs.contracts import FactOut, FactsOut, RecordOut
from disclosure.outputs.law_contracts import CheckOut, ProblemOut
from disclosure.outputs.terminal import number, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from disclosure.facts.vocabulary import JudgementQuestion, Question, Vocabulary
    from disclosure.law.conditions import Condition
    from disclosure.law.obligations import Limit, Obligation
    from disclosure.outputs.law_contracts import LawListOut
    from disclosure.problems import Problem

ID_WIDTH = 22
NOT_REVIEWED = "not reviewed by a lawyer"
_APPLIES = ("applies", "does not apply")
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
    "calendar-months": "{} calendar months",
    "without-delay": "the law gives no number of hours or days",
}
_ONE = re.compile(r"^(1 (?:\w+ )?\w+?)s\b")


def length_words(counting: str, amount: int) -> str:
    """Say how long a limit is, by its method: '72 hours, …', '1 calendar month'."""
    return _ONE.sub(r"\1", COUNTING_WORDS[counting].format(amount))


def list_as_text(library: LawListOut) -> str:
    """Give the list for a terminal."""
    lines: list[str] = []
    for rule in library.obligations:
        status = rule.kind if rule.status in (rule.kind, "in-force") else rule.status
        reviewed = f"reviewed by {rule.reviewed_by}" if rule.reviewed_by else NOT_REVIEWED
        cases = number(rule.cases, "worked case")
        lines += wrapped(f"{rule.id:{ID_WIDTH}} {rule.title}", hang=" " * (ID_WIDTH + 1))
        until = f", law until {rule.in_force.until}" if rule.in_force.until else ""
        since = f", law from {rule.in_force.start}" if rule.status == "made" else ""
        details = f"{status}{since}{until}, {rule.weakest}, {reviewed}; {cases}"
        lines += wrapped(details, " " * (ID_WIDTH + 1), hang="")
    if library.not_duties:
        lines += ["", "No duty, because:"]
    for entry in library.not_duties:
        lines += wrapped(f"{entry.id:{ID_WIDTH}} {entry.title}", hang=" " * (ID_WIDTH + 1))
        lines += wrapped(entry.because, " " * (ID_WIDTH + 1), hang="")
    return "\n".join(lines) + "\n"


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
    support = IN_WORDS[obligation.weakest]
    yield f"Support: {support}; checked on {obligation.checked_on}; {reviewed_by}."
    status = "" if obligation.status == "in-force" else f" ({obligation.status})"
    if obligation.is_watched:
        yield f"Not law: {obligation.status} of {obligation.in_force_from}{until}. It is no duty."
    else:
        yield f"In force from {obligation.in_force_from}{until}{status}."
    yield f"To: {authorities.get(obligation.authority, obligation.authority)}."
    if obligation.channel:
        channel = obligation.channel
        route = ", ".join(part for part in (channel.url, channel.phone) if part)
        yield f"Channel: {channel.name}{f' ({route})' if route else ''}; {channel.confidence}."
    if obligation.max_penalty:
        penalty = obligation.max_penalty.removesuffix(".")
        yield f"Maximum penalty: {penalty} ({obligation.penalty_confidence})."
    would = ("would apply", "would not apply") if obligation.is_watched else _APPLIES
    yield from _conditions(f"It {would[0]} when", obligation.applies_when)
    yield from _conditions(f"It {would[1]} when", obligation.unless)
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
    length = length_words(limit.counting, limit.amount)
    text = f"- {start}: {length} ({limit.cite}; {limit.confidence})."
    if limit.outer:
        outer = length_words(limit.outer, limit.amount)
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

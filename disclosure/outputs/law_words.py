"""What a law file says, in the words of its questions: conditions, limits, status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.facts.vocabulary import YES_NO
from disclosure.law.conditions import Group, Row, Subject
from disclosure.outputs.library import length_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.law.conditions import Condition
    from disclosure.law.obligations import Limit, Obligation, Start
    from disclosure.law.obligations import Stage as LawStage

IN_FORCE, MADE, BILL, PROPOSED = "in-force", "made", "bill", "proposed"
STATUS_WORDS = {
    IN_FORCE: "In force",
    MADE: "Made, not yet in force",
    BILL: "Bill, not law",
    PROPOSED: "Proposal, not law",
    "voluntary": "Voluntary",
    "contractual": "Contract",
    "superseded": "No longer law",
}
STATUS_KINDS = {MADE: "soon", BILL: "wait", PROPOSED: "wait", "superseded": "quiet"}


def status_words(rule: Obligation, on: date) -> str:
    """Say whether a rule is law on a day."""
    if rule.in_force_until is not None and rule.in_force_until < on:
        return f"No longer law, since {day_words(rule.in_force_until)}"
    if rule.status == MADE and rule.in_force_from > on:
        return f"Made, in force from {day_words(rule.in_force_from)}"
    if rule.in_force_from > on:
        return f"From {day_words(rule.in_force_from)}"
    return STATUS_WORDS[IN_FORCE if rule.status == MADE else rule.status]


def day_words(day: date) -> str:
    """Write a day as a sentence does: 20 August 2025."""
    return f"{day.day} {day:%B %Y}"


def test_words(row: Row, vocabulary: Vocabulary) -> str:
    """Say what satisfies a row: "Yes", "about 500 or more", "cyber incident or outage"."""
    if row.made:
        return "Anybody has judged it"
    if row.at_least is not None:
        return f"{row.at_least:,} or more"
    named = option_words(row.subject, row.key, vocabulary)
    words = " or ".join(named.get(value, value) for value in row.accepts)
    ever = "At any time: " if row.ever else ""
    return f"{ever}{words[:1].upper()}{words[1:]}"


def option_words(subject: Subject, key: str, vocabulary: Vocabulary) -> Mapping[str, str]:
    """Give what the values of a question are called, by value."""
    if subject is Subject.JUDGEMENT:
        asked = vocabulary.judgements.get(key)
        return {o: asked.in_words(o) for o in asked.options} if asked else {}
    questions = vocabulary.facts if subject is Subject.FACT else vocabulary.profile
    question = questions.get(key)
    return {**YES_NO, **(question.options if question else {})}


def while_open_words(row: Condition) -> str:
    """Say what follows while a row is open, where the law says something about that."""
    if isinstance(row, Group):
        return ""
    if row.presumes_duty:
        return f"While this is open, the duty is presumed. {row.meanwhile}".rstrip()
    if row.prepares:
        return f"While nobody has judged this, the duty is presumed: prepare. {row.meanwhile}"
    return "While nobody has decided on this, the duty stands." if row.duty_stands else ""


def needs_words(group: Group) -> str:
    """Say how many of the rows of a group must hold."""
    total = len(group.rows)
    if group.needs == total:
        return "All of these:"
    return "One of these is enough:" if group.needs == 1 else f"{group.needs} of these {total}:"


def start_words(start: Start, vocabulary: Vocabulary, titles: Mapping[str, str]) -> str:
    """Say where a limit starts.

    Args:
        start: The start.
        vocabulary: The questions.
        titles: The titles of stages, by `obligation/stage`.
    """
    if start.kind == "fact":
        return f"from the instant in “{vocabulary.facts[start.key].label}”"
    if start.kind in ("judged", "decided"):
        asked = vocabulary.judgements[start.key]
        begins = "the moment named in" if start.kind == "judged" else "the moment of"
        return f"from {begins} the judgement “{asked.asks}”"
    if start.kind == "submitted":
        return f"from the moment “{titles.get(start.key, start.key)}” is given"
    return f"from the first text released to: {start.key}"


def limit_words(limit: Limit, vocabulary: Vocabulary, titles: Mapping[str, str]) -> tuple[str, ...]:
    """Say how long a limit runs, from where, and what may end later: a line each."""
    start = start_words(limit.starts_at, vocabulary, titles)
    length = length_words(limit.counting, limit.amount)
    lines = [f"{length[:1].upper()}{length[1:]}, {start}."]
    if limit.earliest_from:
        named = [
            vocabulary.facts[s.key].label if s.kind == "fact" else str(s)
            for s in limit.earliest_from
        ]
        lines.append(
            "While that is not known, the earliest it can be is counted from "
            + " or ".join(f"“{name}”" for name in named)
            + "."
        )
    if limit.outer:
        outer = length_words(limit.outer, limit.amount)
        since = f", for time from {day_words(limit.outer_from)} on" if limit.outer_from else ""
        lines.append(f"A later reading, never to be relied on: {outer}{since}.")
    return tuple(lines)


def stage_titles(rules: Sequence[Obligation]) -> dict[str, str]:
    """Give the title of every stage, by `obligation/stage`."""

    def title(rule: Obligation, stage: LawStage) -> str:
        return f"{rule.title}: {stage.title}"

    return {f"{r.id}/{s.id}": title(r, s) for r in rules for s in r.stages}

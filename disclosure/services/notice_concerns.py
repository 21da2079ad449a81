"""What was found about the case, put beside the sentences that rest on what it speaks of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.facts.standings import Standing
from disclosure.services.notice_facts import label_of
from disclosure.words.findings import Severity
from disclosure.words.rules_of_text import UNATTENDED, unattended_words
from disclosure.words.standing_facts import JUDGEMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from disclosure.services.notice_places import Place, Places
    from disclosure.words.blocks import Notice
    from disclosure.words.drafts import Draft, Sentence
    from disclosure.words.findings import Finding

OVERDUE, UNEXPLAINED = "overdue", "late-without-reason"
LATE_RULES = (OVERDUE, UNEXPLAINED)
"""Rules that speak of lateness. What they find of one deadline is one thing to be done."""
TITLES = {
    Severity.STOP: "Must be settled",
    Severity.WARNING: "To settle",
    Severity.NOTE: "Worth knowing",
}
SEND_NOW = "Overdue: send now"
MAYBE_LATE = "May be overdue: judge it, and send what is known"
NO_REASON = (
    "No reason for the delay is recorded. The law asks for it, and a late report without it is "
    "incomplete."
)


@dataclass(frozen=True, slots=True)
class Concern:
    """Something found about the case as a whole.

    Attributes:
        rules: The rules that found it.
        title: What kind of thing it is, and how much it presses.
        facts: The facts, entries and judgements it speaks of.
        deadline: The deadline it speaks of, or nothing.
        places: Where it can be settled, the most to the point first, each with what it is called.
        lacks_reason: The reason of a delay is still to be given, on the page of the deadline.
        labels: What each of the facts is called.
    """

    rules: tuple[str, ...]
    severity: Severity
    title: str
    messages: tuple[str, ...]
    facts: tuple[str, ...] = ()
    deadline: str = ""
    places: tuple[tuple[Place, str], ...] = ()
    lacks_reason: bool = False
    labels: tuple[str, ...] = ()

    @property
    def is_urgent(self) -> bool:
        """Say whether it is to be seen before anything else."""
        return self.severity is Severity.STOP or OVERDUE in self.rules

    @property
    def key(self) -> str:
        """Give a name to link to: the same thing has the same one on every page."""
        about = self.deadline or "-".join(self.facts[:1]) or "case"
        return f"{self.rules[0]}-{about}".replace(":", "-").replace("/", "-").replace(".", "-")


def title_of(finding: Finding) -> str:
    """Say what kind of thing was found, so that late notices are not held back by being late."""
    if finding.rule in LATE_RULES:
        return SEND_NOW if finding.severity is Severity.STOP else MAYBE_LATE
    return TITLES[finding.severity]


def concerns(findings: Iterable[Finding], places: Places) -> tuple[Concern, ...]:
    """Give what was found about the case; what speaks of one late deadline is one."""
    found: dict[tuple[str, ...], Concern] = {}
    for finding in findings:
        if finding.notice:
            continue
        made = Concern(
            rules=(finding.rule,),
            severity=finding.severity,
            title=title_of(finding),
            messages=(finding.message,),
            facts=finding.facts,
            deadline=finding.deadline,
            places=places.named(finding.facts),
            lacks_reason=finding.rule == UNEXPLAINED,
            labels=tuple(label_of(key, places.vocabulary) for key in finding.facts),
        )
        is_late = finding.rule in LATE_RULES and bool(finding.deadline)
        key = ("late", finding.deadline) if is_late else (finding.rule, finding.message)
        held = found.get(key)
        found[key] = _merged(held, made) if held else made
    return tuple(found.values())


def _merged(held: Concern, more: Concern) -> Concern:
    """Put what two rules found of one deadline together: its lateness first, then what it lacks."""
    first, second = (held, more) if OVERDUE in held.rules else (more, held)
    said = NO_REASON if second.lacks_reason else second.messages[0]
    return replace(
        first,
        rules=(*first.rules, *second.rules),
        messages=(*first.messages, said),
        lacks_reason=held.lacks_reason or more.lacks_reason,
    )


# ---- Beside the sentences ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Beside:
    """What was found about the case and bears on one text.

    Attributes:
        whole: What concerns its duty, so the text as a whole.
        sentences: What concerns a sentence, by the sentence's id, at the first that it concerns.
        again: What stands beside an earlier sentence and concerns this one too.
    """

    whole: tuple[Concern, ...]
    sentences: Mapping[str, tuple[Concern, ...]]
    again: Mapping[str, tuple[tuple[Concern, str], ...]]

    @property
    def every(self) -> tuple[Concern, ...]:
        """Give each once: what weighs most first, then the whole before its sentences."""
        found = (*self.whole, *(one for said in self.sentences.values() for one in said))
        return tuple(sorted(found, key=lambda one: list(Severity).index(one.severity)))


def beside(found: Sequence[Concern], draft: Draft, notice: Notice) -> Beside:
    """Put what was found about the case beside the sentences that rest on what it speaks of."""
    found = [said for one in found if (said := _of_this_text(one, draft))]
    own = f"{notice.obligation}/{notice.stage}" if notice.obligation else ""
    whole = tuple(one for one in found if own and one.deadline == own)
    left = [one for one in found if one not in whole]
    first: dict[str, list[Concern]] = {}
    again: dict[str, list[tuple[Concern, str]]] = {}
    stands_at: dict[int, str] = {}
    for sentence in draft.sentences():
        for number, one in enumerate(left):
            if not _concerns(one, sentence):
                continue
            if number in stands_at:
                again.setdefault(sentence.id, []).append((one, stands_at[number]))
            else:
                stands_at[number] = sentence.id
                first.setdefault(sentence.id, []).append(one)
    return Beside(
        whole,
        {name: tuple(said) for name, said in first.items()},
        {name: tuple(said) for name, said in again.items()},
    )


def _of_this_text(one: Concern, draft: Draft) -> Concern | None:
    """Keep of what the texts say is not known what this one says; of the rest, everything."""
    if UNATTENDED not in one.rules:
        return one
    said = {
        rest.fact
        for sentence in draft.said()
        for rest in sentence.rests_on
        if rest.standing is Standing.UNKNOWN
    }
    named = {f: label for f, label in zip(one.facts, one.labels, strict=True) if f in said}
    if not named:
        return None
    words = unattended_words("This text says", [f"“{label}”" for label in named.values()])
    places = tuple(each for each in one.places if each[1] in named.values())
    return replace(one, facts=tuple(named), places=places, messages=(words,))


def _concerns(one: Concern, sentence: Sentence) -> bool:
    rests = {rest.fact for rest in sentence.rests_on} | {sentence.about}
    return any(_is_beneath(fact, rests) for fact in one.facts)


def _is_beneath(fact: str, rests: set[str]) -> bool:
    """Say whether a sentence rests on a fact; on an entry, where the fact is a whole record."""
    if fact.startswith(f"{JUDGEMENT}."):
        return any(rest in (fact, f"{fact}.instant", f"{fact}.open") for rest in rests)
    return fact in rests or any(rest.startswith(f"{fact}:") for rest in rests if fact)

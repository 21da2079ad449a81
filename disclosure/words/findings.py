"""Findings: what is wrong with the texts or the case, said beside what it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from disclosure.facts.case import Known
from disclosure.facts.standings import Ceiling, Standing
from disclosure.facts.versions import FactVersion, Value
from disclosure.facts.vocabulary import Kind, Vocabulary
from disclosure.law.duties import Duty
from disclosure.words.drafts import Draft, Rest, Sentence
from disclosure.words.standing_facts import JUDGEMENT, PROFILE

STATED = (Standing.CONFIRMED, Standing.SUSPECTED)
"""The standings on which a text says that something is, or may be, so."""


class Severity(StrEnum):
    """How much a finding weighs.

    stop: the text must not go out like this. warning: somebody should decide. note: worth knowing.
    """

    STOP = "stop"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing found.

    Attributes:
        rule: The rule's id, kebab-case: `gap`, `order-of-release`.
        notice: The notice it concerns, or nothing when it concerns the case as a whole.
        sentence: The sentence's id within the notice, or nothing.
        message: What is wrong, why it matters, and what to do.
        facts: The facts, entries and judgements it speaks of; the one to settle it by comes first.
        deadline: The deadline it speaks of, as `uk.gdpr.33/initial`, or nothing.
    """

    rule: str
    severity: Severity
    notice: str
    sentence: str
    message: str
    facts: tuple[str, ...] = field(default=(), compare=False)
    deadline: str = field(default="", compare=False)


class AudienceRules(Protocol):
    """What the rules need to know of an audience."""

    @property
    def may_read(self) -> frozenset[Ceiling]:
        """Give the ceilings of the facts it may read."""

    @property
    def reading_grade(self) -> int:
        """Give the school grade its texts should not pass."""

    @property
    def after_market(self) -> bool:
        """Say whether it waits for the announcement of inside information."""


@dataclass(frozen=True, slots=True)
class CaseInputs:
    """Everything the rules look at.

    Attributes:
        drafts: The texts about to go out.
        duties: Every duty as it stands at the same instant.
        audiences: The audiences by id; a text for one that is missing counts as narrow.
        reach_each: The ids of the notices that are sent to each of their readers.
    """

    known: Known
    drafts: Sequence[Draft]
    duties: Sequence[Duty]
    audiences: Mapping[str, AudienceRules]
    vocabulary: Vocabulary
    reach_each: frozenset[str] = frozenset()
    _said: list[tuple[Draft, Sentence]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    def is_wide(self, audience: str) -> bool:
        """Say whether an audience waits for the market: customers, staff, the media."""
        rules = self.audiences.get(audience)
        return rules is not None and rules.after_market

    def is_confidential(self, audience: str) -> bool:
        """Say whether an audience may read what is kept for authorities."""
        rules = self.audiences.get(audience)
        return rules is not None and Ceiling.AUTHORITY in rules.may_read

    def said(self) -> Iterator[tuple[Draft, Sentence]]:
        """Give every sentence a recipient reads, with its draft."""
        # A dozen rules go through them all, and some ask again for each fact.
        if not self._said:
            said = ((draft, sentence) for draft in self.drafts for sentence in draft.said())
            self._said.extend(said)
        return iter(self._said)

    def is_said(self, key: str) -> bool:
        """Say whether a sentence of a draft rests on a fact."""
        return any(rest.fact == key for _, sentence in self.said() for rest in sentence.rests_on)

    def version(self, rest: Rest) -> FactVersion | None:
        """Give the version a sentence rests on; none for judgements and profile answers."""
        return self.known.versions.get(f"{rest.fact}@{rest.version}")

    def versions(self, sentence: Sentence) -> tuple[FactVersion, ...]:
        """Give the recorded versions a sentence rests on."""
        return tuple(v for rest in sentence.rests_on if (v := self.version(rest)))

    def entry_name(self, entry: FactVersion) -> str:
        """Give the name a reader sees of an entry: 'our cafés'."""
        record = self.vocabulary.records.get(entry.record)
        name = entry.fields.get(record.names_it) if record else None
        question = record.fields.get(record.names_it) if record else None
        words = name if isinstance(name, str) else entry.key
        return question.options.get(words, words) if question else words

    def field_words(self, entry: FactVersion, name: str) -> str:
        """Give a field of an entry as a reader sees it: 'not accepted'."""
        record = self.vocabulary.records.get(entry.record)
        question = record.fields.get(name) if record else None
        value = entry.fields.get(name)
        words = value if isinstance(value, str) else ""
        return question.options.get(words, words) if question else words

    def label(self, key: str) -> str:
        """Name a fact, an entry, a judgement or a whole record, in quotation marks."""
        judgement = self.vocabulary.judgements.get(key.removeprefix(f"{JUDGEMENT}."))
        if key.startswith(f"{JUDGEMENT}.") and judgement:
            return f"“{judgement.asks}”"
        entry = self.known.current.get(key)
        if entry is not None and entry.record:
            return f"“{self.entry_name(entry)}”"
        record = self.vocabulary.records.get(key.partition(":")[0])
        question = self.vocabulary.facts.get(key) or self.vocabulary.profile.get(
            key.removeprefix(f"{PROFILE}.")
        )
        return f"“{record.label if record else question.label if question else key}”"

    def typed(self, rest: Rest) -> tuple[str, ...]:
        """Give what somebody typed into a fact, in their own words."""
        if rest.fact.startswith(f"{PROFILE}."):
            return self._typed_answers(rest.fact.removeprefix(f"{PROFILE}."))
        judged = self.known.judgement(rest.fact.removeprefix(f"{JUDGEMENT}."))
        if rest.fact.startswith(f"{JUDGEMENT}.") and judged:
            return (judged.why,) if judged.why else ()
        version = self.version(rest)
        if version is None:
            return ()
        said = version.support
        support = (said.basis, said.reason, said.checked, said.checked_by, said.being_checked)
        return tuple(text for text in (*self._own_words(version), *support) if text)

    def _own_words(self, version: FactVersion) -> tuple[str, ...]:
        record = self.vocabulary.records.get(version.record)
        questions = record.fields if record else self.vocabulary.facts
        values: Mapping[str, Value | None] = (
            version.fields if record else {version.key: version.value}
        )
        return tuple(
            value
            for name, value in values.items()
            if isinstance(value, str) and name in questions and questions[name].kind is Kind.TEXT
        )

    def _typed_answers(self, key: str) -> tuple[str, ...]:
        question = self.vocabulary.profile.get(key)
        if question is None or question.kind is not Kind.TEXT:
            return ()
        return tuple(answer for _, answer in self.known.organisation.answers(key))


def of_case(
    rule: str,
    severity: Severity,
    message: str,
    *,
    facts: Iterable[str] = (),
    deadline: str = "",
) -> Finding:
    """Give a finding about the case as a whole, with what it speaks of."""
    return Finding(rule, severity, "", "", message, tuple(dict.fromkeys(facts)), deadline)


def of_draft(
    rule: str, severity: Severity, draft: Draft, message: str, *, sentence: Sentence | None = None
) -> Finding:
    """Give a finding about a draft, or about one of its sentences."""
    return Finding(rule, severity, draft.notice, sentence.id if sentence else "", message)


def in_quotes(texts: Sequence[str]) -> str:
    """Quote texts, joined: “one”, “two” and “three”."""
    quoted = [f"“{text}”" for text in texts]
    if len(quoted) == 1:
        return quoted[0]
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"

"""Checks a notice before it is ever drafted: names, hedges, moves, values, citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.facts.standings import Standing
from disclosure.law.deadlines import ClockState
from disclosure.problems import meant, nearest
from disclosure.words.blocks import (
    LEAD,
    Ask,
    Block,
    Fixed,
    Given,
    LawFrom,
    Notice,
    Records,
    Say,
    Some,
    StandingIs,
    Term,
    ValueIn,
    When,
)
from disclosure.words.expressions import (
    ATTRIBUTES,
    ENTRY,
    GROUP,
    Wording,
    split_attribute,
)
from disclosure.words.house import STYLE, WORDS, is_known_style, is_style
from disclosure.words.lint_claims import asserted
from disclosure.words.moves import MOVES
from disclosure.words.standing_facts import CLOCK, CLOCK_STATE, EARLIEST_PASSED, JUDGEMENT, PROFILE
from disclosure.words.terms import STANDINGS, VALUE

if TYPE_CHECKING:
    from disclosure.facts.vocabulary import RecordType, Vocabulary
    from disclosure.words.tongues import Tongue

HEDGE = re.compile(
    r"\b(believe[ds]?|believes|may|might|appears?|appeared|likely|possible|possibly|reports?|"
    r"reported|understand|understood|present information|as far as|as a precaution|suspected?"
    r"|rests? on)\b",
    re.IGNORECASE,
)
HEDGES = "'we believe', 'may' or 'customers report'"
HOLDS_VALUE = (Standing.NO_SIGN, Standing.SUSPECTED, Standing.CONFIRMED, Standing.RULED_OUT)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something wrong with a notice, at a line of its file or of a shared piece."""

    line: int
    wrong: str
    allowed: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class _Linter:
    vocabulary: Vocabulary
    is_key: Callable[[str], bool]
    tongue: Tongue | None = None

    def block(self, block: Block) -> Iterable[Remark]:
        for remark in self.remarks(block):
            yield remark if remark.file else replace(remark, file=block.file)
        if self.tongue is None:
            yield from (Remark(*each) for each in asserted(block))

    def remarks(self, block: Block) -> Iterable[Remark]:
        yield from self.moves(block.moves, block.line)
        if isinstance(block, Say):
            yield from self.say(block)
        elif isinstance(block, Records):
            yield from self.records(block)
        elif isinstance(block, Fixed):
            yield from self.fixed(block)
        elif isinstance(block, Ask):
            for term in block.terms:
                yield from self.term(term, block.line, lead=())

    def moves(self, moves: Iterable[str], line: int) -> Iterable[Remark]:
        for move in moves:
            if move not in MOVES:
                every = f"The moves are: {', '.join(MOVES)}."
                allowed = f"{meant(move, MOVES)} {every}".lstrip()
                yield Remark(line, f"There is no move '{move}'.", allowed)

    # ---- Sentences ---------------------------------------------------------------------------

    def say(self, block: Say) -> Iterable[Remark]:
        for key in block.facts:
            if not self.is_key(key):
                yield _no_fact(key, self.vocabulary, block.line)
        for when in block.whens:
            yield from _in_file(self.wording(block, when), when)

    def wording(self, block: Say, when: When) -> Iterable[Remark]:
        yield from self.moves(when.moves or (), when.line)
        for term in when.terms:
            yield from self.term(term, when.line, lead=self.closed(block.lead))
        yield from self.printed(block, when)
        yield from self.house(when.wording, when.line)
        yield from _hedged(when, block.lead, self.tongue)

    def printed(self, block: Say, when: When) -> Iterable[Remark]:
        """Every fact printed must be named by the block and pinned by the condition."""
        named_well = all(self.is_key(key) for key in block.facts)
        for name in self.facts_named(when.wording):
            key, attribute = split_attribute(name)
            base = key.removesuffix(".instant")
            if block.lead in (key, base):
                if not attribute and Standing.UNKNOWN in _standings(when, LEAD):
                    wrong = f"'{key}' is printed although it may be unknown here."
                    yield Remark(when.line, wrong, "Say when confirmed, or print nothing of it.")
            elif base not in block.facts and key not in block.facts:
                if not self.is_key(base):
                    yield _no_fact(base, self.vocabulary, when.line)
                elif named_well:
                    wrong = f"'{key}' is printed but not named at the head of the sentence."
                    yield Remark(when.line, wrong, f"Write {{% say {block.lead}, {base} … %}}.")
            elif not _pins(when, base) and not _pins(when, key):
                wrong = f"'{key}' is printed, but the condition does not say how well it is known."
                yield Remark(when.line, wrong, f"Add 'and {key} confirmed'.")

    def facts_named(self, wording: Wording) -> list[str]:
        """Give the names a wording prints, without the words of the house, which are no facts."""
        return sorted(n for n in wording.names if not is_style(n))

    def house(self, wording: Wording, line: int) -> Iterable[Remark]:
        for name in sorted(n for n in wording.names if is_style(n) and not is_known_style(n)):
            allowed = nearest(name, tuple(f"{STYLE}.{word}" for word in WORDS))
            yield Remark(line, f"There is no word of the house '{name}'.", allowed)

    def fixed(self, block: Fixed) -> Iterable[Remark]:
        for term in block.terms:
            yield from self.term(term, block.line)
        if block.wording is None:
            return
        yield from self.house(block.wording, block.line)
        for name in self.facts_named(block.wording):
            wrong = f"A fixed sentence prints '{name}'."
            how = f"A sentence with a fact in it is a 'say': {{% say {name} … %}}."
            yield Remark(block.line, wrong, how)

    # ---- Records -----------------------------------------------------------------------------

    def records(self, block: Records) -> Iterable[Remark]:
        record = self.vocabulary.records.get(block.record)
        if record is None:
            yield _no_record(block.record, self.vocabulary, block.line)
            return
        for term in block.where:
            yield from self.entry_term(term, record, block.line)
        if block.intro:
            yield from self.fields(block.intro, record, block.line)
        for when in block.whens:
            yield from _in_file(self.item(when, record), when)

    def item(self, when: When, record: RecordType) -> Iterable[Remark]:
        yield from self.moves(when.moves or (), when.line)
        for term in when.terms:
            yield from self.entry_term(term, record, when.line)
        yield from self.fields(when.wording, record, when.line)
        yield from _hedged(when, ENTRY, self.tongue)

    def fields(self, wording: Wording, record: RecordType, line: int) -> Iterable[Remark]:
        yield from self.house(wording, line)
        for name in self.facts_named(wording):
            root, _, rest = name.partition(".")
            if root not in (ENTRY, *GROUP):
                wrong = f"'{name}' is printed inside a list of {record.record}."
                yield Remark(line, wrong, "Print it, them or all, or write a sentence of its own.")
            elif rest and rest not in record.fields and rest not in ATTRIBUTES:
                yield _no_field(rest, record, line)

    def entry_term(self, term: Term, record: RecordType, line: int) -> Iterable[Remark]:
        if isinstance(term, (ValueIn, Given)) and term.subject == LEAD:
            field = record.fields.get(term.field)
            if field is None and term.field not in ATTRIBUTES:
                yield _no_field(term.field or VALUE, record, line)
            elif isinstance(term, ValueIn) and field is not None:
                yield from _values(term, field.key, field.closed, line)
            return
        yield from self.term(term, line)

    # ---- Conditions --------------------------------------------------------------------------

    def offer(self, term: Term, line: int) -> Iterable[Remark]:
        """Check when a notice is offered; no first fact is there to lead the condition."""
        if isinstance(term, (StandingIs, ValueIn, Given)) and term.subject == LEAD:
            wrong = "The condition on which the notice is offered does not say of which fact."
            yield Remark(line, wrong, "Name it: personal_data.involved confirmed.")
            return
        yield from self.term(term, line)

    def term(self, term: Term, line: int, *, lead: tuple[str, ...] = ()) -> Iterable[Remark]:
        if isinstance(term, Some):
            record = self.vocabulary.records.get(term.record)
            if record is None:
                yield _no_record(term.record, self.vocabulary, line)
                return
            for inner in term.where:
                yield from self.entry_term(inner, record, line)
            return
        if isinstance(term, LawFrom):
            return
        if term.subject != LEAD and not self.is_key(term.subject):
            yield _no_fact(term.subject, self.vocabulary, line)
        if isinstance(term, ValueIn):
            closed = lead if term.subject == LEAD else self.closed(term.subject)
            yield from _values(term, term.subject or "the first fact", closed, line)

    def closed(self, key: str) -> tuple[str, ...]:
        """Give the values a fact, an answer or a judgement is limited to, if it is."""
        root, _, rest = key.partition(".")
        if root == CLOCK:
            return (*ClockState, EARLIEST_PASSED) if rest.endswith(f".{CLOCK_STATE}") else ()
        judgement = self.vocabulary.judgements.get(rest) if root == JUDGEMENT else None
        if judgement is not None:
            return judgement.options
        asked = self.vocabulary.profile if root == PROFILE else self.vocabulary.facts
        question = asked.get(rest if root == PROFILE else key)
        return question.closed if question else ()


def lint(
    notice: Notice, vocabulary: Vocabulary, is_key: Callable[[str], bool]
) -> tuple[Remark, ...]:
    """Check a notice against the vocabulary.

    Args:
        notice: The notice.
        vocabulary: What may be recorded.
        is_key: Says whether a name can ever stand for a fact.
    """
    linter = _Linter(vocabulary, is_key, notice.tongue)
    remarks = [remark for block in notice.every_block() for remark in linter.block(block)]
    remarks += [
        replace(remark, file=notice.file)
        for n, row in enumerate(notice.offer_when)
        for term in row
        for remark in linter.offer(term, [*notice.offer_lines, *[1] * (n + 1)][n])
    ]
    used = {b.id for b in notice.every_block() if isinstance(b, Fixed)}
    for name in sorted(used - set(notice.fixed)):
        block = next(b for b in notice.every_block() if b.id == name)
        wrong = f"The fixed sentence '{name}' is not listed at the top of the file."
        allowed = f'Add there, for who approves it: [[fixed]], id = "{name}", approved_by = "".'
        remarks.append(Remark(block.line, wrong, allowed, block.file))
    for name in sorted(set(notice.fixed) - used):
        wrong = f"The top of the file lists a fixed sentence '{name}' that the text lacks."
        remarks.append(Remark(1, wrong, "Take it out there, or mend its id in the text."))
    return tuple(remarks)


def cites(notice: Notice) -> frozenset[str]:
    """Give every citation a notice's blocks and questions carry."""
    own = [block.cite for block in notice.every_block()]
    return frozenset(part.strip() for cite in own for part in cite.split(";") if part.strip())


def _standings(when: When, subject: str) -> tuple[Standing, ...]:
    found = [t.standings for t in when.terms if isinstance(t, StandingIs) and t.subject == subject]
    return found[0] if found else ()


def _pins(when: When, key: str) -> bool:
    """Say whether a condition fixes how well another fact is known."""
    for term in when.terms:
        if isinstance(term, StandingIs) and term.subject == key:
            return all(standing in HOLDS_VALUE for standing in term.standings)
        if isinstance(term, ValueIn) and term.subject == key and not term.negated:
            return True
    return False


def _hedged(when: When, lead: str, tongue: Tongue | None) -> Iterable[Remark]:
    """A suspected value must be hedged; 'no sign' must say what was checked and up to when."""
    standings = _standings(when, LEAD)
    if not standings:
        wrong = "The condition does not say how well the first fact, or the entry, is known."
        yield Remark(when.line, wrong, "Begin with a standing: when confirmed and …")
    # Another fact that is printed while only suspected wants its hedge as much as the lead.
    also_suspected = any(
        isinstance(term, StandingIs)
        and term.subject != LEAD
        and Standing.SUSPECTED in term.standings
        and any(split_attribute(name)[0] == term.subject for name in when.wording.names)
        for term in when.terms
    )
    text = when.wording.source
    # A wording that also serves an unknown fact claims nothing of it.
    claims = Standing.UNKNOWN not in standings
    suspected = (Standing.SUSPECTED in standings and claims) or also_suspected
    if suspected and not (tongue.hedge if tongue else HEDGE).search(text):
        wrong = "A suspected fact is stated without a hedge."
        words = f"one of: {', '.join(tongue.hedges)}" if tongue else HEDGES
        how = f"Readers would take it for certain. Write {words}."
        yield Remark(when.line, wrong, how)
    says_checks = f"{lead}.checks" in when.wording.names
    if Standing.NO_SIGN in standings and claims and not says_checks:
        for need in ("checked", "checked_until"):
            if f"{lead}.{need}" not in when.wording.names:
                wrong = f"'No sign' is said without '{need}'."
                yield Remark(when.line, wrong, f"Print {{{{ {lead}.{need} }}}}.")


def _in_file(remarks: Iterable[Remark], when: When) -> Iterable[Remark]:
    """Give remarks with the file their wording stands in; a block may include its wordings."""
    return (replace(remark, file=when.file) for remark in remarks)


def _values(term: ValueIn, subject: str, closed: tuple[str, ...], line: int) -> Iterable[Remark]:
    for value in term.values:
        if closed and value not in closed:
            wrong = f"'{value}' is not a value that {subject} can have."
            yield Remark(line, wrong, nearest(value, closed))


def _no_fact(key: str, vocabulary: Vocabulary, line: int) -> Remark:
    if key in STANDINGS:
        return Remark(
            line, f"'{key}' is no fact.", "How well a fact is known belongs in the 'when'."
        )
    use = "The names are in forms/facts.toml, profile.toml and your own asks.toml."
    there = (*vocabulary.facts, *(f"profile.{each}" for each in vocabulary.profile))
    same_end = [each for each in there if each.rpartition(".")[2] == key.rpartition(".")[2]]
    near = meant(key, there) or (f"Did you mean '{same_end[0]}'?" if same_end else "")
    return Remark(line, f"There is no fact '{key}'.", f"{near} {use}".lstrip())


def _no_record(name: str, vocabulary: Vocabulary, line: int) -> Remark:
    allowed = nearest(name, tuple(vocabulary.records))
    return Remark(line, f"There is no list '{name}'.", allowed)


def _no_field(name: str, record: RecordType, line: int) -> Remark:
    allowed = nearest(name, tuple(record.fields))
    return Remark(line, f"{record.record} has no field '{name}'.", allowed)
